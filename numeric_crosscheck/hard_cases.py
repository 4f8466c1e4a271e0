"""Matrices whose rank double precision gets wrong, or nearly, as formulas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import comb

Rows = list[list[Fraction]]


@dataclass(frozen=True)
class HardCase:
    """A matrix by name, or layers W_k, .., W_1 that double precision multiplies itself."""

    name: str
    factors: tuple[Rows, ...]

    def rows(self) -> Rows:
        """The matrix, the layers multiplied exactly."""
        product = self.factors[0]
        for factor in self.factors[1:]:
            product = _product(product, factor)
        return product


def _matrix(size: int, entry: Callable[[int, int], int | Fraction]) -> Rows:
    return [[Fraction(entry(i, j)) for j in range(size)] for i in range(size)]


def _product(a: Rows, b: Rows) -> Rows:
    columns = list(zip(*b, strict=True))
    return [
        [sum((x * y for x, y in zip(row, c, strict=True)), Fraction(0)) for c in columns]
        for row in a
    ]


def near_singular() -> Rows:
    """[[10^8, 10^8 + 1], [10^8 - 1, 10^8]], of determinant one."""
    n = 10**8
    return [[Fraction(n), Fraction(n + 1)], [Fraction(n - 1), Fraction(n)]]


def hilbert(size: int) -> Rows:
    """1/(i + j - 1)."""
    return _matrix(size, lambda i, j: Fraction(1, i + j + 1))


def hilbert_gram(size: int) -> Rows:
    """H H^T for the Hilbert matrix H: symmetric, positive definite, worse conditioned."""
    H = hilbert(size)
    return _product(H, [list(row) for row in zip(*H, strict=True)])


def triangular(size: int) -> Rows:
    """Ones on the diagonal and -10 above it: determinant one, condition number about 11^size."""
    return _matrix(size, lambda i, j: 1 if i == j else -10 if j > i else 0)


def vandermonde(size: int) -> Rows:
    """i^j for i = 1, .., size and j = 0, .., size - 1."""
    return _matrix(size, lambda i, j: (i + 1) ** j)


def pascal(size: int) -> Rows:
    """Binomial coefficients (i + j choose i): symmetric, determinant one."""
    return _matrix(size, lambda i, j: comb(i + j, i))


def nearly_ones() -> Rows:
    """All ones plus 10^-18 on the diagonal."""
    return _matrix(3, lambda i, j: 1 + (Fraction(1, 10**18) if i == j else 0))


def layers_seen_too_high() -> tuple[Rows, Rows]:
    """[[2, 3], [10, 15]] U^{-1} and U = [[t, t + 1], [t - 1, t]], t = 10^9 + 7, det U = 1.

    The product has rank one; double precision, multiplying the layers, sees rank two.
    """
    t = 10**9 + 7
    U = [[Fraction(t), Fraction(t + 1)], [Fraction(t - 1), Fraction(t)]]
    inverse = [[Fraction(t), Fraction(-t - 1)], [Fraction(1 - t), Fraction(t)]]
    low = [[Fraction(2), Fraction(3)], [Fraction(10), Fraction(15)]]
    return _product(low, inverse), U


HARD_CASES = (
    HardCase("near singular", (near_singular(),)),
    HardCase("Hilbert 13", (hilbert(13),)),
    HardCase("Gram of Hilbert 8", (hilbert_gram(8),)),
    HardCase("triangular 15", (triangular(15),)),
    HardCase("Vandermonde 13", (vandermonde(13),)),
    HardCase("Pascal 16", (pascal(16),)),
    HardCase("nearly ones", (nearly_ones(),)),
    HardCase("product of layers", layers_seen_too_high()),
)
