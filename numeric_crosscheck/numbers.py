"""Exact numbers on their way into floating point: rationals, and a + b sqrt(n).

An irrational entry comes as plain data, so that this room needs no code of `symbolic` to
round it: at every precision it is rounded anew from the exact parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Any


@dataclass(frozen=True)
class Surd:
    """``rational + root * sqrt(n)`` for a positive integer n."""

    rational: Fraction
    root: Fraction
    n: int

    def __float__(self) -> float:
        return float(self.rational) + float(self.root) * sqrt(self.n)


Number = Fraction | Surd
Rows = Sequence[Sequence[Number]]


def context(digits: int) -> Any:
    """A context of mpmath of its own, at a working precision of `digits` decimal digits."""
    from mpmath import MPContext

    found: Any = MPContext()
    found.dps = digits
    return found


def rounded(mp: Any, value: Number) -> Any:
    """The number at the working precision of a context."""
    if isinstance(value, Surd):
        return rounded(mp, value.rational) + rounded(mp, value.root) * mp.sqrt(value.n)
    return mp.mpf(value.numerator) / value.denominator


def rounded_matrix(mp: Any, rows: Rows) -> Any:
    """A matrix of mpmath, every entry rounded to the working precision."""
    return mp.matrix([[rounded(mp, value) for value in row] for row in rows])
