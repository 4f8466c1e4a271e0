"""Theorems for any paper: inverses, ranges, forms, ranks; each is proved when asked for."""
