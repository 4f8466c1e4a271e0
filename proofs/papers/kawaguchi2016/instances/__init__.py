"""Concrete values at which the hypotheses of the theorems for all sizes hold."""
