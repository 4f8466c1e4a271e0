"""The theorems for all sizes in Rocq: the library and the exporter of certificates."""
