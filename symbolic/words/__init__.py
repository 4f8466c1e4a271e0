"""The dimension-free layer: matrices as combinations of words in letters of symbolic sizes."""
