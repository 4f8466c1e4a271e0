"""Concrete matrices of fractions, for instances: whole numbers over one common denominator.

Code of its own, in Python's integers alone. Most entries are whole, and sums and products of
`Fraction` would take a greatest common divisor each: here there is one for a whole matrix, and
none where the denominator is one. What goes in and what is shown are fractions, so that nobody
divides two integers and gets a float.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from operator import add, mul
from random import Random

Rows = list[list[Fraction]]
_Cells = list[list[int]]


def zeros(m: int, n: int) -> Rows:
    """The zero matrix."""
    return [[Fraction(0)] * n for _ in range(m)]


def eye(n: int) -> Rows:
    """The identity."""
    return [[Fraction(i == j) for j in range(n)] for i in range(n)]


class Matrix:
    """m rows of n fractions; immutable. Rows do not tell their number of columns if there are none.

    `cells` are the numerators over one positive `denominator`, in lowest terms, so that equal
    matrices have the same ones. Raises `ValueError` for rows of another shape and `TypeError` for
    an entry that is not exact.
    """

    __slots__ = ("cells", "denominator", "m", "n")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, rows: Rows, m: int, n: int) -> None:
        if len(rows) != m or any(len(row) != n for row in rows):
            raise ValueError(f"rows of {[len(row) for row in rows]} entries are not {m} x {n}")
        try:
            d = lcm(*(x.denominator for row in rows for x in row))
        except AttributeError:  # a float, which Fraction's own arithmetic would take up silently
            raise TypeError("an entry is no exact number: use an integer or a Fraction") from None
        self.cells = [[x.numerator * (d // x.denominator) for x in row] for row in rows]
        self.denominator, self.m, self.n = d, m, n

    @classmethod
    def over(cls, denominator: int, cells: _Cells, m: int, n: int) -> Matrix:
        """The matrix with these numerators over a positive denominator."""
        if denominator != 1:
            common = gcd(denominator, *(x for row in cells for x in row))
            if common != 1:
                cells = [[x // common for x in row] for row in cells]
                denominator //= common
        found = cls.__new__(cls)
        found.cells, found.denominator, found.m, found.n = cells, denominator, m, n
        return found

    @property
    def rows(self) -> Rows:
        """The entries, as fractions; a list of one's own."""
        return [[Fraction(x, self.denominator) for x in row] for row in self.cells]

    @property
    def T(self) -> Matrix:
        """The transpose."""
        return Matrix.over(self.denominator, self._columns(), self.n, self.m)

    def _columns(self) -> _Cells:
        if not self.m:
            return [[] for _ in range(self.n)]
        return list(map(list, zip(*self.cells, strict=True)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Matrix):
            return NotImplemented
        mine, others = ((M.m, M.n, M.denominator, M.cells) for M in (self, other))
        return mine == others

    def __repr__(self) -> str:
        return f"Matrix({self.rows}, {self.m}, {self.n})"

    def __matmul__(self, other: Matrix) -> Matrix:
        if self.n != other.m:
            if (self.m, self.n) == (1, 1):
                return other.scaled(self.rows[0][0])
            if (other.m, other.n) == (1, 1):
                return self.scaled(other.rows[0][0])
        require(self.n == other.m, "product", self, other)
        columns = other._columns()
        cells = [[sum(map(mul, row, column)) for column in columns] for row in self.cells]
        return Matrix.over(self.denominator * other.denominator, cells, self.m, other.n)

    def __add__(self, other: Matrix) -> Matrix:
        require((self.m, self.n) == (other.m, other.n), "sum", self, other)
        d = lcm(self.denominator, other.denominator)
        pairs = zip(self._cells_over(d), other._cells_over(d), strict=True)
        return Matrix.over(d, [list(map(add, p, q)) for p, q in pairs], self.m, self.n)

    def _cells_over(self, multiple: int) -> _Cells:
        """The numerators over a multiple of the denominator."""
        factor = multiple // self.denominator
        return self.cells if factor == 1 else [[factor * x for x in row] for row in self.cells]

    def scaled(self, c: Fraction) -> Matrix:
        """A rational multiple."""
        cells = [[c.numerator * x for x in row] for row in self.cells]
        return Matrix.over(c.denominator * self.denominator, cells, self.m, self.n)

    def moved(self, i: int, j: int, step: int) -> Matrix:
        """The same with `step` added to the entry in row i and column j, counted from zero."""
        cells = [list(row) for row in self.cells]
        cells[i][j] += step * self.denominator
        return Matrix.over(self.denominator, cells, self.m, self.n)

    @property
    def trace(self) -> Fraction:
        """The sum of the diagonal."""
        return Fraction(sum(self.cells[i][i] for i in range(self.m)), self.denominator)


def scalar(value: Fraction) -> Matrix:
    """A number as a matrix."""
    return Matrix([[value]], 1, 1)


def kron(a: Matrix, b: Matrix) -> Matrix:
    """The Kronecker product."""
    cells = [[x * y for x in r for y in s] for r in a.cells for s in b.cells]
    return Matrix.over(a.denominator * b.denominator, cells, a.m * b.m, a.n * b.n)


def vec(a: Matrix) -> Matrix:
    """The columns below each other."""
    cells = [[x] for column in a.T.cells for x in column]
    return Matrix.over(a.denominator, cells, a.m * a.n, 1)


def commutation(m: int, n: int) -> Matrix:
    """K with K vec(A) = vec(A^T) for m x n matrices."""
    rows = zeros(m * n, m * n)
    for i in range(m):
        for j in range(n):
            rows[i * n + j][j * m + i] = Fraction(1)
    return Matrix(rows, m * n, m * n)


def random_matrix(rng: Random, m: int, n: int) -> Matrix:
    """Small integers; now and then with a rank that is not full."""
    rows = [[Fraction(rng.randint(-3, 3)) for _ in range(n)] for _ in range(m)]
    if rng.random() < 0.3 and m > 1:
        rows[-1] = list(rows[0])
    return Matrix(rows, m, n)


def require(good: bool, what: str, left: Matrix, right: Matrix) -> None:
    """Raises `ValueError` that names both sizes, unless all is good."""
    if not good:
        raise ValueError(f"a {what} of {left.m} x {left.n} and {right.m} x {right.n}")
