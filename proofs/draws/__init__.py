"""Concrete values at which the hypotheses of the theorems for all sizes hold."""

from proofs.draws import facts, level, matrices, networks, notation, ranks, zero_products
from proofs.draws.registry import DRAWS, Tried, Values, anything

__all__ = [
    "DRAWS",
    "Tried",
    "Values",
    "anything",
    "facts",
    "level",
    "matrices",
    "networks",
    "notation",
    "ranks",
    "zero_products",
]
