"""Sums of the largest eigenvalues of a rational symmetric matrix, compared exactly.

The sum of the c largest eigenvalues may be irrational, and whether it equals a rational
number must still be decided. The characteristic polynomial is factored over Q. Each
eigenvalue counts with a weight: its multiplicity if it is above the c-th, 0 if below,
something between at the boundary.

    The sum is rational if and only if all roots of one irreducible factor have the same weight.

If they do, the sum is a combination of traces of the factors. If not, let G be the Galois
group of the splitting field; it permutes the roots of each factor transitively, so averaging
the sum over G replaces each factor's part by (mean weight) x (trace). Within a factor the
weights do not increase from the largest root down and the roots differ, so its part is at
least that average, and greater where the weights differ (Chebyshev's sum inequality). A
rational sum is its own average: a contradiction.

Only the order of the roots is needed for the weights, and distinct real numbers are told
apart by rigorous enclosures (`arb`) of enough precision. No float takes part.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

import flint
from flint import fmpz_poly

from symbolic.algebra.exact import to_fraction
from symbolic.algebra.linalg import require_symmetric, to_fmpq_mat
from symbolic.algebra.matrix import Matrix


@dataclass(frozen=True, eq=False)
class Eigenvalue:
    """A root, as an enclosure, of an irreducible integer polynomial (of ``scale`` times M)."""

    factor: int
    enclosure: Any
    multiplicity: int


@dataclass(frozen=True, eq=False)
class Spectrum:
    """The eigenvalues of a symmetric rational matrix in decreasing order, with multiplicities.

    `factors` are the irreducible factors of the characteristic polynomial of scale * M.
    """

    scale: int
    factors: tuple[Any, ...]
    eigenvalues: tuple[Eigenvalue, ...]

    @property
    def distinct(self) -> bool:
        """Whether no eigenvalue is repeated."""
        return all(e.multiplicity == 1 for e in self.eigenvalues)

    def top_sum(self, count: int) -> Fraction | None:
        """The sum of the `count` largest eigenvalues if it is rational, else nothing."""
        weights: list[dict[int, list[int]]] = [{} for _ in self.factors]
        remaining = count
        for index, eigenvalue in enumerate(self.eigenvalues):
            weight = min(remaining, eigenvalue.multiplicity)
            remaining -= weight
            weights[eigenvalue.factor].setdefault(weight, []).append(index)
        if any(len(by_weight) > 1 for by_weight in weights):
            return None
        total = Fraction(0)
        for factor, by_weight in zip(self.factors, weights, strict=True):
            (weight,) = by_weight
            total += weight * _trace(factor)
        return total / self.scale

    def describe(self) -> list[str]:
        """Each eigenvalue in decreasing order: a rational, or which root of what polynomial."""
        found: list[str] = []
        for eigenvalue in self.eigenvalues:
            factor = self.factors[eigenvalue.factor]
            if factor.degree() == 1:
                text = str(_trace(factor) / self.scale)
            else:
                same = [e for e in self.eigenvalues if e.factor == eigenvalue.factor]
                place = same.index(eigenvalue) + 1
                over = f", divided by {self.scale}" if self.scale != 1 else ""
                text = f"root {place} from above of {factor}{over}"
            found += [text] * eigenvalue.multiplicity
        return found


def _trace(factor: Any) -> Fraction:
    """The sum of the roots of an integer polynomial."""
    degree = factor.degree()
    return -to_fraction(factor[degree - 1]) / to_fraction(factor[degree])


def spectrum(matrix: Matrix) -> Spectrum:
    """The spectrum of a symmetric rational matrix of size at least one."""
    require_symmetric(matrix)
    integral, scale = to_fmpq_mat(matrix).numer_denom()
    return _of_polynomial(fmpz_poly(integral.charpoly().coeffs()), int(scale))


def _of_polynomial(polynomial: Any, scale: int) -> Spectrum:
    _, powers = polynomial.factor()
    factors = tuple(sorted((f for f, _ in powers), key=lambda f: (f.degree(), f.coeffs())))
    multiplicities = {str(f): m for f, m in powers}
    precision = flint.ctx.prec
    try:
        while True:
            roots = [
                Eigenvalue(number, root.real, multiplicities[str(factor)])
                for number, factor in enumerate(factors)
                for root, _ in factor.complex_roots()
            ]
            ordered = _in_decreasing_order(roots)
            if ordered is not None:
                return Spectrum(scale, factors, ordered)
            flint.ctx.prec *= 2
    finally:
        flint.ctx.prec = precision


def _in_decreasing_order(roots: list[Eigenvalue]) -> tuple[Eigenvalue, ...] | None:
    """The roots sorted, or nothing if two enclosures overlap (roots are distinct, so refine)."""
    ordered = sorted(roots, key=lambda root: root.enclosure.mid(), reverse=True)
    for larger, smaller in pairwise(ordered):
        if not larger.enclosure > smaller.enclosure:
            return None
    return tuple(ordered)
