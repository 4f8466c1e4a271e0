"""The rings that entries live in, and matrices over them.

- `FRACTIONS`: Python's own `Fraction`, for plain recomputation that trusts no library;
- `rationals()`: python-flint's `fmpq`, for everything else that is rational;
- `polynomial_ring(names, engine)`: polynomials in the named symbols, by sympy over the
  rationals (``"sympy"``) or by FLINT over the integers (``"flint"``).

sympy and python-flint are imported by the first call that needs them, not before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Protocol

from symbolic.algebra.exact import to_fraction
from symbolic.algebra.matrix import Matrix, Ring, Scalar
from symbolic.errors import RingError, ShapeError, UnknownEngineError

ENGINES = ("sympy", "flint")


@dataclass(frozen=True)
class FractionRing:
    """The rationals as Python's `Fraction`."""

    name: str = "the rationals (Fraction)"
    zero: Fraction = Fraction(0)
    one: Fraction = Fraction(1)

    def convert(self, value: int | Fraction) -> Fraction:
        return to_fraction(value)


FRACTIONS = FractionRing()


class PolynomialRing(Ring, Protocol):
    """Polynomials in named symbols; `engine` says whose they are."""

    @property
    def engine(self) -> str:
        """One of `ENGINES`."""

    @property
    def names(self) -> tuple[str, ...]:
        """The symbols, in order."""

    @property
    def generators(self) -> Mapping[str, Scalar]:
        """The symbol of each name as an element of the ring."""

    def terms(self, element: Scalar) -> dict[tuple[int, ...], Fraction]:
        """Exponents (one per name) to nonzero coefficient: the element, spelled out."""

    def evaluate(self, element: Scalar, point: Mapping[str, int]) -> Scalar:
        """The element with some symbols replaced by integers, still in the ring."""


@lru_cache(maxsize=1)
def rationals() -> Ring:
    """The field of rationals, as `fmpq` of python-flint."""
    from symbolic.algebra.flint_ring import FlintRationals

    return FlintRationals()


def polynomial_ring(names: Sequence[str], engine: str) -> PolynomialRing:
    """Polynomials in `names` by the named engine; raises `UnknownEngineError` for another.

    Two symbols of one name would be one symbol: an identity between entries that nobody
    stated. `RingError` is raised instead.
    """
    if len(set(names)) < len(names):
        twice = next(name for name in names if list(names).count(name) > 1)
        raise RingError(f'the symbol "{twice}" is named twice')
    if engine == "sympy":
        from symbolic.algebra.sympy_ring import SympyPolynomials

        return SympyPolynomials(tuple(names))
    if engine == "flint":
        from symbolic.algebra.flint_ring import FlintPolynomials

        return FlintPolynomials(tuple(names))
    raise UnknownEngineError(f'no engine "{engine}": there are {" and ".join(ENGINES)}')


def rational_matrix(rows: Iterable[Iterable[object]], ring: Ring | None = None) -> Matrix:
    """A matrix of rationals from nested lists of what `to_fraction` accepts.

    >>> rational_matrix([["1/2", 3]])
    [[1/2, 3]]
    """
    ring = ring or rationals()
    table = [[ring.convert(to_fraction(value)) for value in row] for row in rows]
    for row in table:
        if len(row) != len(table[0]):
            raise ShapeError("row", (1, len(row)), (1, len(table[0])))
    matrix = Matrix(ring, table)
    if ring == rationals():
        from symbolic.algebra.flint_ring import keep_flint_copy

        keep_flint_copy(matrix)
    return matrix


def entry_names(letter: str, height: int, width: int) -> list[list[str]]:
    """Names of the entries of a generic matrix: ``x_12``, or ``x_1_12`` past nine."""
    separator = "" if max(height, width) <= 9 else "_"
    return [
        [f"{letter}_{i}{separator}{j}" for j in range(1, width + 1)] for i in range(1, height + 1)
    ]


def generic_matrices(shapes: Mapping[str, tuple[int, int]], engine: str) -> dict[str, Matrix]:
    """For each letter a matrix of the given shape whose entries are all distinct symbols.

    All matrices share one polynomial ring, in the order of `shapes`.

    >>> generic_matrices({"a": (1, 2), "b": (1, 1)}, "flint")
    {'a': [[a_11, a_12]], 'b': [[b_11]]}
    """
    tables = {letter: entry_names(letter, *shape) for letter, shape in shapes.items()}
    names = [name for table in tables.values() for row in table for name in row]
    ring = polynomial_ring(names, engine)
    symbol = ring.generators
    return {
        letter: Matrix(ring, ([symbol[name] for name in row] for row in table), shapes[letter])
        for letter, table in tables.items()
    }
