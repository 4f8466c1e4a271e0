"""Rational polynomials by `sympy.polys.rings`, and the way from there to what is shown.

`sympy.polys.rings` keeps every element expanded and collected, so that `==` decides an
identity; sympy's expressions do not, and are made only for display.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy
from sympy.polys.domains import QQ
from sympy.polys.orderings import lex
from sympy.polys.rings import PolyRing

from symbolic.algebra.exact import to_fraction
from symbolic.algebra.matrix import Matrix


class SympyPolynomials:
    """Polynomials with rational coefficients in the given symbols, as `PolyElement`."""

    engine = "sympy"

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.poly_ring: Any = PolyRing(names, QQ, lex)
        self.zero: Any = self.poly_ring.zero
        self.one: Any = self.poly_ring.one

    @property
    def name(self) -> str:
        return f"the rational polynomials in {len(self.names)} symbols (sympy)"

    @cached_property
    def generators(self) -> dict[str, Any]:
        return dict(zip(self.names, self.poly_ring.gens, strict=True))

    def convert(self, value: int | Fraction) -> Any:
        value = to_fraction(value)
        return self.poly_ring(QQ(value.numerator, value.denominator))

    def terms(self, element: Any) -> dict[tuple[int, ...], Fraction]:
        return {
            tuple(exponents): Fraction(int(QQ.numer(c)), int(QQ.denom(c)))
            for exponents, c in element.terms()
            if c
        }

    def evaluate(self, element: Any, point: Mapping[str, int]) -> Any:
        return element.subs([(self.generators[n], v) for n, v in point.items()])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SympyPolynomials) and self.names == other.names

    def __hash__(self) -> int:
        return hash(self.names)


def to_sympy(matrix: Matrix) -> Any:
    """A plain `sympy.Matrix` with the same entries (of any polynomial ring), for display."""
    ring: Any = matrix.ring
    symbols = [sympy.Symbol(name) for name in ring.names]

    def expression(element: Any) -> Any:
        terms = (
            sympy.Rational(c.numerator, c.denominator)
            * sympy.Mul(*(s**e for s, e in zip(symbols, exponents, strict=True) if e))
            for exponents, c in ring.terms(element).items()
        )
        return sympy.Add(*terms)

    return sympy.Matrix(*matrix.shape, [expression(entry) for entry in matrix.entries()])
