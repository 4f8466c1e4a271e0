"""Rings, matrices, exact linear algebra, Kronecker products: algebra that knows no network."""
