"""Rationals and integer polynomials by python-flint.

Measured against `sympy.polys.rings` the polynomials are 20 to 100 times faster and a
tenth of the size, which is what lets a claim be decided at widths above two. They are
kept over the integers (`fmpz_mpoly`); whoever needs one half works on twice the thing.

Known of python-flint 0.9: it aborts the process when memory runs out, so sizes are
bounded before (`Architecture.require_fits`), and it does not know `Fraction`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from flint import Ordering, fmpq, fmpq_mat, fmpz, fmpz_mpoly_ctx

from symbolic.algebra.exact import to_fraction
from symbolic.algebra.matrix import Matrix
from symbolic.errors import RingError


class FlintRationals:
    """The rationals as `fmpq`; compare with `==` only to other elements or to integers."""

    name = "the rationals (fmpq)"
    zero = fmpq(0)
    one = fmpq(1)

    def convert(self, value: int | Fraction) -> fmpq:
        value = to_fraction(value)
        return fmpq(value.numerator, value.denominator)


def keep_flint_copy(matrix: Matrix) -> fmpq_mat:
    """The matrix as `fmpq_mat`, not to be changed; it is made once and kept with the matrix.

    Making it costs about as much as a rank, so matrices that come in through the door have it
    from the start.
    """
    if matrix.converted is None:
        entries = [entry for row in matrix.rows for entry in row]
        matrix.converted = fmpq_mat(*matrix.shape, entries)
    kept: fmpq_mat = matrix.converted
    return kept


class FlintPolynomials:
    """Polynomials with integer coefficients in the given symbols, as `fmpz_mpoly`."""

    engine = "flint"

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.context: Any = fmpz_mpoly_ctx.get(names, Ordering.lex)
        self.zero: Any = self.context.constant(0)
        self.one: Any = self.context.constant(1)

    @property
    def name(self) -> str:
        return f"the integer polynomials in {len(self.names)} symbols (fmpz_mpoly)"

    @cached_property
    def generators(self) -> dict[str, Any]:
        return dict(zip(self.names, self.context.gens(), strict=True))

    def convert(self, value: int | Fraction) -> Any:
        value = to_fraction(value)
        if value.denominator != 1:
            raise RingError(f"{value} is not in {self.name}")
        return self.context.constant(value.numerator)

    def terms(self, element: Any) -> dict[tuple[int, ...], Fraction]:
        return {
            tuple(int(e) for e in exponents): Fraction(int(coefficient))
            for exponents, coefficient in element.to_dict().items()
        }

    def evaluate(self, element: Any, point: Mapping[str, int]) -> Any:
        return element.subs({name: fmpz(value) for name, value in point.items()})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FlintPolynomials) and self.names == other.names

    def __hash__(self) -> int:
        return hash(self.names)
