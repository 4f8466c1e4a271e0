"""The theorems of the paper proved by hand in Rocq, and what is said of them."""
