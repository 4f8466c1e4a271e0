"""Numbers: rationals, sizes, what is computed of a matrix, and their sums and products."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from symbolic.statements.nodes import Matrix, Scalar
from symbolic.statements.sizes import Size


@dataclass(frozen=True, slots=True)
class Number(Scalar):
    """A rational."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class SizeValue(Scalar):
    """A size as a number."""

    size: Size


@dataclass(frozen=True, slots=True)
class _Of(Scalar):
    of: Matrix

    @property
    def parts(self) -> tuple[Matrix, ...]:
        return (self.of,)


@dataclass(frozen=True, slots=True)
class Rank(_Of):
    """``rank(A)``."""


@dataclass(frozen=True, slots=True)
class Trace(_Of):
    """``tr(A)``, A square."""


@dataclass(frozen=True, slots=True)
class Det(_Of):
    """``det(A)``, A square."""


@dataclass(frozen=True, slots=True)
class Entry(_Of):
    """The only entry of a 1 x 1 matrix, which is not written in the language."""


@dataclass(frozen=True, slots=True)
class Reciprocal(Scalar):
    """``1/s`` for a number s that is not 0 by hypothesis."""

    of: Scalar

    @property
    def parts(self) -> tuple[Scalar, ...]:
        return (self.of,)


@dataclass(frozen=True, slots=True)
class ScalarSum(Scalar):
    """A sum of two numbers or more."""

    terms: tuple[Scalar, ...]

    @property
    def parts(self) -> tuple[Scalar, ...]:
        return self.terms


@dataclass(frozen=True, slots=True)
class ScalarProduct(Scalar):
    """A product of two numbers or more."""

    factors: tuple[Scalar, ...]

    @property
    def parts(self) -> tuple[Scalar, ...]:
        return self.factors
