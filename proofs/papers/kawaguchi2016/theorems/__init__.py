"""The theorems for all sizes, each registered where it is proved or taken from the library."""
