"""The real quadratic fields Q(sqrt n): their numbers, and matrices over them.

A symmetric 2 x 2 matrix of rationals has its eigenvalues and eigenvectors in such a field,
which makes critical points with irrational weights exact. The order is the one of the real
numbers with sqrt n > 0: the sign of ``a + b sqrt n`` is decided by comparing squares.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from symbolic.algebra.exact import to_fraction
from symbolic.algebra.matrix import Matrix
from symbolic.errors import RingError


@dataclass(frozen=True)
class Quadratic:
    """``a + b sqrt n``; n is no square, so that zero is a = b = 0 only."""

    a: Fraction
    b: Fraction
    n: int

    def _like(self, other: object) -> Quadratic:
        if not isinstance(other, Quadratic):
            return Quadratic(to_fraction(other), Fraction(0), self.n)
        if other.n != self.n:
            raise RingError(f"numbers of Q(sqrt {self.n}) and Q(sqrt {other.n}) do not combine")
        return other

    def __add__(self, other: object) -> Quadratic:
        y = self._like(other)
        return Quadratic(self.a + y.a, self.b + y.b, self.n)

    def __neg__(self) -> Quadratic:
        return Quadratic(-self.a, -self.b, self.n)

    def __sub__(self, other: object) -> Quadratic:
        return self + -self._like(other)

    def __mul__(self, other: object) -> Quadratic:
        y = self._like(other)
        return Quadratic(self.a * y.a + self.n * self.b * y.b, self.a * y.b + self.b * y.a, self.n)

    def __truediv__(self, other: object) -> Quadratic:
        y = self._like(other)
        norm = y.a * y.a - self.n * y.b * y.b  # zero for y = 0 only: n is no square
        return self * Quadratic(y.a / norm, -y.b / norm, self.n)

    def __bool__(self) -> bool:
        return bool(self.a or self.b)

    @property
    def sign(self) -> int:
        """-1, 0 or 1.

        >>> Quadratic(Fraction(-2), Fraction(1), 5).sign
        1
        >>> Quadratic(Fraction(9), Fraction(-5), 5).sign
        -1
        """
        if self.a >= 0 and self.b >= 0:
            return int(bool(self))
        if self.a <= 0 and self.b <= 0:
            return -1
        larger = self.a if self.a * self.a > self.n * self.b * self.b else self.b
        return 1 if larger > 0 else -1

    def __repr__(self) -> str:
        return f"{self.a} + {self.b} sqrt({self.n})"


@dataclass(frozen=True)
class QuadraticField:
    """Q(sqrt n) as a ring of `Quadratic`; raises `RingError` for a square n or n < 2."""

    n: int

    def __post_init__(self) -> None:
        if self.n < 2 or isqrt(self.n) ** 2 == self.n:
            raise RingError(f"Q(sqrt {self.n}) is no real quadratic field: n is to be no square")

    @property
    def name(self) -> str:
        """How the field is called in a message."""
        return f"the field Q(sqrt {self.n})"

    @property
    def zero(self) -> Quadratic:
        """0."""
        return self.convert(0)

    @property
    def one(self) -> Quadratic:
        """1."""
        return self.convert(1)

    @property
    def root(self) -> Quadratic:
        """sqrt n."""
        return Quadratic(Fraction(0), Fraction(1), self.n)

    def convert(self, value: int | Fraction) -> Quadratic:
        """A rational as an element."""
        return Quadratic(to_fraction(value), Fraction(0), self.n)

    def matrix(self, rational: Matrix) -> Matrix:
        """A rational matrix over this field."""
        return rational.map(lambda entry: self.convert(to_fraction(entry)), self)
