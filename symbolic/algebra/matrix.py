"""Dense matrices over any exact commutative ring.

One small class serves rationals, sympy polynomials and FLINT polynomials, so that a
formula is written once and read once. What it asks of a ring's elements: ``+``, ``-``,
``*`` and ``==`` are exact, and an element is falsy exactly when it is zero.

Guarantee: a shape that does not fit raises `ShapeError` naming both sizes; nothing is
ever broadcast, padded or transposed silently. Blind spot: equality is the ring's own,
so entries must be in the ring's normal form (all rings of the toolkit are).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from operator import add, sub
from typing import Any, Protocol

from symbolic.errors import ExactnessError, RingError, Shape, ShapeError

Scalar = Any
"""An element of an exact commutative ring; which one, only its `Ring` knows."""


class Ring(Protocol):
    """What a matrix needs to know of the ring of its entries."""

    @property
    def name(self) -> str:
        """How the ring is called in a message."""

    @property
    def zero(self) -> Scalar:
        """The neutral element of addition."""

    @property
    def one(self) -> Scalar:
        """The neutral element of multiplication."""

    def convert(self, value: int | Fraction) -> Scalar:
        """The image of a rational; raises `RingError` where the ring lacks it."""


class Matrix:
    """An immutable matrix with entries in `ring`; sizes may be zero.

    `rows` is a tuple of tuples of ring elements. Indices in the toolkit's formulas
    count from one, as in the paper; ``M[i, j]`` here counts from zero, as in Python.
    """

    __slots__ = ("converted", "ring", "rows", "shape")

    converted: Any
    ring: Ring
    rows: tuple[tuple[Scalar, ...], ...]
    shape: Shape

    def __init__(
        self, ring: Ring, rows: Iterable[Iterable[Scalar]], shape: Shape | None = None
    ) -> None:
        self.ring = ring
        self.converted = None  # a library's own copy of this matrix, kept by who made it
        self.rows = tuple(map(tuple, rows))
        self.shape = shape or (len(self.rows), len(self.rows[0]) if self.rows else 0)
        if len(self.rows) != self.shape[0]:
            raise ShapeError("rows", (len(self.rows), self.shape[1]), self.shape)
        for row in self.rows:
            if len(row) != self.shape[1]:
                raise ShapeError("row", (1, len(row)), (1, self.shape[1]))
            if float in map(type, row):
                entry = next(entry for entry in row if type(entry) is float)
                raise ExactnessError(f"{entry!r} is a float, which is not exact")

    @classmethod
    def _made(cls, ring: Ring, rows: tuple[tuple[Scalar, ...], ...], shape: Shape) -> Matrix:
        """The matrix of rows that fit, of what a ring's own operations made: checked already."""
        found = cls.__new__(cls)
        found.ring, found.rows, found.shape, found.converted = ring, rows, shape, None
        return found

    @classmethod
    def build(cls, ring: Ring, shape: Shape, entry: Callable[[int, int], Scalar]) -> Matrix:
        """The matrix whose (i, j) entry, counted from zero, is ``entry(i, j)``."""
        height, width = shape
        return cls(ring, ([entry(i, j) for j in range(width)] for i in range(height)), shape)

    @classmethod
    def identity(cls, ring: Ring, size: int) -> Matrix:
        """The identity matrix I_size."""
        return cls.build(ring, (size, size), lambda i, j: ring.one if i == j else ring.zero)

    @classmethod
    def zeros(cls, ring: Ring, height: int, width: int) -> Matrix:
        """The zero matrix of the given shape."""
        return cls.build(ring, (height, width), lambda _i, _j: ring.zero)

    def __getitem__(self, index: tuple[int, int]) -> Scalar:
        return self.rows[index[0]][index[1]]

    def entries(self) -> Iterator[Scalar]:
        """All entries, row after row."""
        for row in self.rows:
            yield from row

    def column(self, j: int) -> Matrix:
        """Column j (from zero) as a matrix of one column."""
        return Matrix(self.ring, ([row[j]] for row in self.rows), (self.shape[0], 1))

    def row(self, i: int) -> Matrix:
        """Row i (from zero) as a matrix of one row."""
        return Matrix(self.ring, [self.rows[i]], (1, self.shape[1]))

    def map(self, function: Callable[[Scalar], Scalar], ring: Ring | None = None) -> Matrix:
        """The matrix of the images of the entries, over `ring` if they leave this one."""
        images = ([function(entry) for entry in row] for row in self.rows)
        return Matrix(ring or self.ring, images, self.shape)

    @property
    def T(self) -> Matrix:
        """The transpose."""
        height, width = self.shape
        columns = tuple(zip(*self.rows, strict=True)) if height else ((),) * width
        return Matrix._made(self.ring, columns, (width, height))

    def _same_ring(self, other: object) -> None:
        if not isinstance(other, Matrix):
            kind = type(other).__name__
            raise RingError(f"a matrix and a {kind} do not combine: make it a Matrix, or use *")
        if self.ring is not other.ring and self.ring != other.ring:
            raise RingError(
                f"a matrix over {self.ring.name} and one over {other.ring.name} do not combine"
            )

    def _entrywise(
        self, other: Matrix, what: str, operation: Callable[[Scalar, Scalar], Scalar]
    ) -> Matrix:
        self._same_ring(other)
        if self.shape != other.shape:
            raise ShapeError(what, self.shape, other.shape)
        pairs = zip(self.rows, other.rows, strict=True)
        rows = tuple([tuple(map(operation, p, q)) for p, q in pairs])
        return Matrix._made(self.ring, rows, self.shape)

    def __add__(self, other: Matrix) -> Matrix:
        return self._entrywise(other, "sum", add)

    def __sub__(self, other: Matrix) -> Matrix:
        return self._entrywise(other, "difference", sub)

    def __neg__(self) -> Matrix:
        return self.map(lambda entry: -entry)

    def __mul__(self, scalar: Scalar) -> Matrix:
        """``M * scalar``: an integer, a `Fraction` or an element of the ring.

        An element of the ring stands on the right, because sympy's polynomials, on the left
        of ``*``, take a matrix for a coefficient.
        """
        if isinstance(scalar, Matrix):
            return NotImplemented  # the product of matrices is `@`
        if isinstance(scalar, float | bool):
            raise ExactnessError(f"{scalar!r} is no exact number: use an integer or a Fraction")
        if isinstance(scalar, int | Fraction):
            scalar = self.ring.convert(scalar)
        return self.map(lambda entry: entry * scalar)

    def __rmul__(self, scalar: int | Fraction) -> Matrix:
        """``scalar * M`` for an integer or a `Fraction`."""
        return self * scalar if isinstance(scalar, int | Fraction) else NotImplemented

    def __matmul__(self, other: Matrix) -> Matrix:
        self._same_ring(other)
        if self.shape[1] != other.shape[0]:
            raise ShapeError("product", self.shape, other.shape)
        zero, one = self.ring.zero, self.ring.one
        # Most factors here are sparse (identities, commutation matrices, the bracket of
        # Lemma 4.3): only the nonzero entries of each column are visited, and nothing is
        # multiplied by the ring's one or added to its zero, which copies a polynomial.
        columns = [[(k, x) for k, x in enumerate(c) if x] for c in zip(*other.rows, strict=True)]
        if not other.rows:
            columns = [[] for _ in range(other.shape[1])]

        rows = []
        for row in self.rows:
            entries = []
            for column in columns:
                total = zero
                for k, x in column:
                    if y := row[k]:
                        term = y if x is one else x if y is one else y * x
                        total = term if total is zero else total + term
                entries.append(total)
            rows.append(tuple(entries))
        return Matrix._made(self.ring, tuple(rows), (self.shape[0], other.shape[1]))

    def gram(self) -> Matrix:
        """M M^T, each entry above the diagonal being the very object below it."""
        return _symmetric(self)

    def trace(self) -> Scalar:
        """The sum of the diagonal; raises `ShapeError` unless the matrix is square."""
        if self.shape[0] != self.shape[1]:
            raise ShapeError("trace", self.shape, self.shape)
        return sum((self.rows[i][i] for i in range(self.shape[0])), self.ring.zero)

    def __eq__(self, other: object) -> bool:
        # Never a silent False: in a proof script that would read as a refutation.
        self._same_ring(other)
        assert isinstance(other, Matrix)
        return self.shape == other.shape and self.rows == other.rows

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        raise TypeError("a matrix is neither true nor false: ask is_zero() or compare with ==")

    def is_zero(self) -> bool:
        """Whether every entry is zero."""
        return not any(self.entries())

    def __repr__(self) -> str:
        rows = ", ".join("[" + ", ".join(map(str, row)) + "]" for row in self.rows)
        return f"[{rows}]" if self.shape[0] and self.shape[1] else f"Matrix of shape {self.shape}"


def _symmetric(matrix: Matrix) -> Matrix:
    height = matrix.shape[0]
    zero = matrix.ring.zero
    rows = [[zero] * height for _ in range(height)]
    for i in range(height):
        for j in range(i + 1):
            pairs = zip(matrix.rows[i], matrix.rows[j], strict=True)
            rows[i][j] = rows[j][i] = sum((a * b for a, b in pairs if a and b), zero)
    return Matrix(matrix.ring, rows, (height, height))


def hcat(*blocks: Matrix) -> Matrix:
    """The blocks side by side; raises `ShapeError` unless all have as many rows."""
    first = blocks[0]
    for block in blocks[1:]:
        first._same_ring(block)
        if block.shape[0] != first.shape[0]:
            raise ShapeError("hcat", first.shape, block.shape)
    width = sum(block.shape[1] for block in blocks)
    rows = (sum((block.rows[i] for block in blocks), ()) for i in range(first.shape[0]))
    return Matrix(first.ring, rows, (first.shape[0], width))


def vcat(*blocks: Matrix) -> Matrix:
    """The blocks below each other; raises `ShapeError` unless all have as many columns."""
    first = blocks[0]
    for block in blocks[1:]:
        first._same_ring(block)
        if block.shape[1] != first.shape[1]:
            raise ShapeError("vcat", first.shape, block.shape)
    height = sum(block.shape[0] for block in blocks)
    return Matrix(
        first.ring, (row for block in blocks for row in block.rows), (height, first.shape[1])
    )
