"""The printed hypotheses: which of them are used, superfluous or needed."""
