"""The formulas, axioms and rules from which alone theorems come, and their certificates."""
