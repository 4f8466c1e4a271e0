"""Concrete values at which the hypotheses of the theorems for all sizes hold."""

from proofs.evidence.draws import DRAWS, Tried, Values, anything
from proofs.papers.kawaguchi2016.draws import (
    facts,
    level,
    matrices,
    networks,
    notation,
    ranks,
    zero_products,
)

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
