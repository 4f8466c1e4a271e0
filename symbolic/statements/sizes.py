"""Sizes of a statement: polynomials in names with rational coefficients.

A size is declared as a name, a positive integer, or a product or sum of these; `hcat` and
`vcat` add sizes, `kron` and `vec` multiply them, and ``n (n + 1) / 2`` comes from `vech` and
``D(n)``. Two sizes are the same when they are the same polynomial, and then only: ``m`` and
``n`` are never identified because they happen to be equal somewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

Monomial = tuple[str, ...]
"""The names of a product, sorted, with repetitions: ``("m", "n", "n")``; ``()`` is 1."""


@dataclass(frozen=True, slots=True)
class Size:
    """A polynomial: monomials with nonzero coefficients, sorted.

    >>> m, n = Size.named("m"), Size.named("n")
    >>> m * n + m == m * (n + Size.of(1)), str(m * n + m), str(n.triangle)
    (True, 'm*n + m', '1/2*n*n + 1/2*n')
    """

    terms: tuple[tuple[Monomial, Fraction], ...]

    @classmethod
    def of(cls, number: int) -> Size:
        """The size that is this integer."""
        return _size({(): Fraction(number)})

    @classmethod
    def named(cls, name: str) -> Size:
        """The size of this name."""
        return _size({(name,): Fraction(1)})

    def __add__(self, other: Size) -> Size:
        sums = dict(self.terms)
        for monomial, factor in other.terms:
            sums[monomial] = sums.get(monomial, Fraction(0)) + factor
        return _size(sums)

    def __mul__(self, other: Size) -> Size:
        products: dict[Monomial, Fraction] = {}
        for left, a in self.terms:
            for right, b in other.terms:
                monomial = tuple(sorted(left + right))
                products[monomial] = products.get(monomial, Fraction(0)) + a * b
        return _size(products)

    @property
    def triangle(self) -> Size:
        """``n (n + 1) / 2`` for the size n."""
        return self * (self + Size.of(1)) * _size({(): Fraction(1, 2)})

    @property
    def names(self) -> frozenset[str]:
        """The names in it."""
        return frozenset(name for monomial, _ in self.terms for name in monomial)

    @property
    def integer(self) -> int | None:
        """The integer that it is, if no name is in it."""
        return None if self.names else sum(int(factor) for _, factor in self.terms)

    @property
    def name(self) -> str | None:
        """The name that it is, if it is one name."""
        if len(self.terms) == 1:
            monomial, factor = self.terms[0]
            if factor == 1 and len(monomial) == 1:
                return monomial[0]
        return None

    def at(self, values: Mapping[str, int]) -> int:
        """Its value where every name has one."""
        scale = lcm(*(factor.denominator for _, factor in self.terms))
        total = 0
        for monomial, factor in self.terms:
            part = factor.numerator * (scale // factor.denominator)
            for name in monomial:
                part *= values[name]
            total += part
        return total // scale

    def __str__(self) -> str:
        return " + ".join(_monomial_text(*term) for term in self.terms)


def _size(terms: Mapping[Monomial, Fraction]) -> Size:
    kept = [(monomial, factor) for monomial, factor in terms.items() if factor]
    return Size(tuple(sorted(kept, key=lambda term: (-len(term[0]), term[0]))))


Shape = tuple[Size, Size]
ONE = Size.of(1)


def _monomial_text(monomial: Monomial, factor: Fraction) -> str:
    parts = [str(factor)] if factor != 1 or not monomial else []
    return "*".join([*parts, *monomial])


def shape_text(shape: Shape) -> str:
    """A shape as it is declared: ``m x n``; a sum or a product of sums in brackets."""
    return " x ".join(f"({size})" if len(size.terms) > 1 else str(size) for size in shape)
