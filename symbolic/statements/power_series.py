"""Terms evaluated in power series up to t^2: what a derivative is, without any rule for it.

A letter stands for ``X + t V``; sums, products and quotients of series are what they are, so that
the coefficients of ``F(X + t V)`` are F, ``along(F, X, V)`` and half of ``along2(F, X, V)``. It
shares no code with the evaluation of statements and with the rules for derivatives.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from symbolic.statements import syntax as s

ORDER, MAX_ENTRIES = 3, 1_000


class Unevaluated(Exception):
    """A term that is not evaluated in series."""


class Series:
    """``a_0 + a_1 t + a_2 t^2``, what comes after being left out."""

    def __init__(self, *coefficients: Fraction | int) -> None:
        rest = [Fraction(0)] * (ORDER - len(coefficients))
        self.a = [*map(Fraction, coefficients), *rest]

    def __add__(self, other: Series) -> Series:
        return Series(*(x + y for x, y in zip(self.a, other.a, strict=True)))

    def __neg__(self) -> Series:
        return Series(*(-x for x in self.a))

    def __mul__(self, other: Series) -> Series:
        return Series(
            *(sum((self.a[i] * other.a[n - i] for i in range(n + 1)), Fraction(0))
              for n in range(ORDER))
        )  # fmt: skip

    def reciprocal(self) -> Series:
        """1/a, coefficient by coefficient; raises `ZeroDivisionError` where a_0 is 0."""
        found = [1 / self.a[0]]
        for n in range(1, ORDER):
            known = sum((self.a[k] * found[n - k] for k in range(1, n + 1)), Fraction(0))
            found.append(-known / self.a[0])
        return Series(*found)


Rows = list[list[Series]]
NONE, UNIT = Series(), Series(1)


def moving(point: Rows, direction: list[list[Fraction]]) -> Rows:
    """X + t V."""
    return [
        [x + Series(0, v) for x, v in zip(p, q, strict=True)]
        for p, q in zip(point, direction, strict=True)
    ]


def add(left: Rows, right: Rows) -> Rows:
    """The sum of two matrices."""
    return [[x + y for x, y in zip(p, q, strict=True)] for p, q in zip(left, right, strict=True)]


def multiply(left: Rows, right: Rows) -> Rows:
    """The product of two matrices."""
    return [[_dot(row, column) for column in zip(*right, strict=True)] for row in left]


def _dot(row: Any, column: Any) -> Series:
    total = NONE
    for x, y in zip(row, column, strict=True):
        total = total + x * y
    return total


def _eliminated(rows: Rows, size: int) -> tuple[Rows, Series]:
    """The rows with the identity in the first columns, and the determinant of these.

    Raises `ZeroDivisionError` where they are singular at t = 0.
    """
    work, whole = [list(row) for row in rows], UNIT
    for j in range(size):
        pivot = next((i for i in range(j, size) if work[i][j].a[0]), None)
        if pivot is None:
            raise ZeroDivisionError
        if pivot != j:
            work[pivot], work[j], whole = work[j], work[pivot], -whole
        whole = whole * work[j][j]
        scale = work[j][j].reciprocal()
        work[j] = [scale * x for x in work[j]]
        for i in range(size):
            if i != j:
                factor = -work[i][j]
                work[i] = [x + factor * y for x, y in zip(work[i], work[j], strict=True)]
    return work, whole


def determinant(rows: Rows) -> Series:
    """By elimination, where the matrix is invertible at t = 0."""
    return _eliminated(rows, len(rows))[1]


def inverse(rows: Rows) -> Rows:
    """By elimination beside the identity."""
    n = len(rows)
    beside = [[*row, *(UNIT if i == j else NONE for j in range(n))] for i, row in enumerate(rows)]
    return [row[n:] for row in _eliminated(beside, n)[0]]


class Values:
    """The values of terms where letters stand for matrices of series."""

    def __init__(
        self, sizes: Mapping[str, int], letters: Mapping[str, Rows], most: int = MAX_ENTRIES
    ) -> None:
        self.sizes, self.letters, self.most = sizes, letters, most

    def shape(self, node: s.Matrix) -> tuple[int, int]:
        """Rows and columns of a term."""
        return node.shape[0].at(self.sizes), node.shape[1].at(self.sizes)

    def matrix(self, node: s.Matrix) -> Rows:  # noqa: PLR0912 (a case for each node)
        """The value of a matrix; raises `Unevaluated` for a large one, or another function."""
        height, width = self.shape(node)
        if height * width > self.most:
            raise Unevaluated(node)
        match node:
            case s.Letter(name):
                return self.letters[name]
            case s.Identity():
                return [[UNIT if i == j else NONE for j in range(width)] for i in range(height)]
            case s.Zero():
                return [[NONE] * width for _ in range(height)]
            case s.Commutation(rows, columns):
                m, n = rows.at(self.sizes), columns.at(self.sizes)
                return [
                    [UNIT if (k % n, k // n) == (l // m, l % m) else NONE for l in range(m * n)]
                    for k in range(m * n)
                ]
            case s.Sum(terms):
                whole = self.matrix(terms[0])
                for term in terms[1:]:
                    whole = add(whole, self.matrix(term))
                return whole
            case s.Product(factors):
                whole = self.matrix(factors[0])
                for factor in factors[1:]:
                    whole = multiply(whole, self.matrix(factor))
                return whole
            case s.Scale(factor, of):
                c = self.scalar(factor)
                return [[c * x for x in row] for row in self.matrix(of)]
            case s.Transpose(of):
                return [list(column) for column in zip(*self.matrix(of), strict=True)]
            case s.Inv(of):
                return inverse(self.matrix(of))
            case s.Kron(left, right):
                one, two = self.matrix(left), self.matrix(right)
                return [[x * y for x in p for y in q] for p in one for q in two]
            case s.Vec(of):
                rows_ = self.matrix(of)
                return [[row[j]] for j in range(len(rows_[0])) for row in rows_]
            case s.Hcat(blocks):
                parts = list(map(self.matrix, blocks))
                return [[x for part in parts for x in part[i]] for i in range(height)]
            case s.Vcat(blocks):
                return [row for block in blocks for row in self.matrix(block)]
        raise Unevaluated(node)

    def scalar(self, node: s.Scalar) -> Series:
        """The value of a number."""
        match node:
            case s.Number(value):
                return Series(value)
            case s.SizeValue(size):
                return Series(size.at(self.sizes))
            case s.Trace(of):
                rows = self.matrix(of)
                return _dot([rows[i][i] for i in range(len(rows))], [UNIT] * len(rows))
            case s.Det(of):
                return determinant(self.matrix(of))
            case s.Entry(of):
                return self.matrix(of)[0][0]
            case s.Reciprocal(of):
                return self.scalar(of).reciprocal()
            case s.ScalarSum(terms):
                return _dot([self.scalar(term) for term in terms], [UNIT] * len(terms))
            case s.ScalarProduct(factors):
                whole = UNIT
                for factor in factors:
                    whole = whole * self.scalar(factor)
                return whole
        raise Unevaluated(node)
