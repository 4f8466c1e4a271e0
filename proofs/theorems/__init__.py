"""The theorems for all sizes: one function for each, which proves it by the kernel's rules."""
