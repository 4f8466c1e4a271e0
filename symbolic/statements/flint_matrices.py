"""Matrices of FLINT over the rationals or modulo a prime, and what terms need of them.

The two engines differ in the matrices that they make. Over the rationals everything is exact.
Modulo the prime an inverse may be missing and a rank may be smaller, so that its answers are
hints: they say which instances are worth an exact evaluation, and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_mat, nmod, nmod_mat

from symbolic.algebra.linalg import from_fmpq_mat, inertia

PRIME = (1 << 63) - 25
FlintMatrix = Any
"""An `fmpq_mat` or an `nmod_mat`."""


class MeaninglessError(Exception):
    """An inverse of a singular matrix: the instance violates an implied hypothesis."""


class Engine:
    """Matrices over the rationals."""

    def make(self, height: int, width: int, entries: Sequence[Any]) -> FlintMatrix:
        """A matrix of the entries, row after row."""
        return fmpq_mat(height, width, entries)

    def number(self, value: Fraction) -> Any:
        """A rational."""
        return fmpq(value.numerator, value.denominator)

    def letter(self, matrix: FlintMatrix) -> FlintMatrix:
        """A rational matrix over this engine's field."""
        return matrix

    def together(self, values: Sequence[Any]) -> Sequence[Any]:
        """Numbers that can be added, multiplied and compared with each other."""
        return values

    def scaled(self, factor: Any, matrix: FlintMatrix) -> FlintMatrix:
        """The number times the matrix."""
        return matrix * factor

    def inertia(self, matrix: FlintMatrix) -> tuple[int, int, int]:
        """Positive, negative and zero eigenvalues of a symmetric matrix."""
        return inertia(from_fmpq_mat(matrix, (matrix.nrows(), matrix.ncols())))


class ModularEngine(Engine):
    """Matrices modulo a prime of 63 bits."""

    def make(self, height: int, width: int, entries: Sequence[Any]) -> FlintMatrix:
        """A matrix of the entries, row after row."""
        return nmod_mat(height, width, entries, PRIME)

    def together(self, values: Sequence[Any]) -> Sequence[Any]:
        """Ranks, sizes and rationals stay exact, so that they can be ordered, while alone."""
        if all(isinstance(value, fmpq) for value in values):
            return values
        return [self._image(value) for value in values]

    def scaled(self, factor: Any, matrix: FlintMatrix) -> FlintMatrix:
        """The number times the matrix."""
        return matrix * self._image(factor)

    def _image(self, value: Any) -> Any:
        if isinstance(value, fmpq):
            return nmod(int(value.p) * pow(int(value.q), -1, PRIME), PRIME)
        return value

    def letter(self, matrix: FlintMatrix) -> FlintMatrix:
        """The image of an integer matrix."""
        return self.make(matrix.nrows(), matrix.ncols(), [int(x.p) for x in matrix.entries()])


def kron(engine: Engine, left: FlintMatrix, right: FlintMatrix) -> FlintMatrix:
    """The Kronecker product."""
    m, n, p, q = left.nrows(), left.ncols(), right.nrows(), right.ncols()
    upper, lower = left.tolist(), right.tolist()
    entries = [a * b for row in upper for other in lower for a in row for b in other]
    return engine.make(m * p, n * q, entries)


def hcat(engine: Engine, *blocks: FlintMatrix) -> FlintMatrix:
    """Side by side."""
    tables = [block.tolist() for block in blocks]
    entries = [x for rows in zip(*tables, strict=True) for row in rows for x in row]
    return engine.make(len(tables[0]), sum(block.ncols() for block in blocks), entries)


def vcat(engine: Engine, *blocks: FlintMatrix) -> FlintMatrix:
    """Below each other."""
    entries = [x for block in blocks for x in block.entries()]
    return engine.make(sum(block.nrows() for block in blocks), blocks[0].ncols(), entries)


def one_inverse(engine: Engine, matrix: FlintMatrix) -> FlintMatrix:
    """The {1}-inverse with the inverse of a nonsingular submatrix in the transposed place."""
    columns, rows = pivots(matrix), pivots(matrix.transpose())
    size, table = len(columns), matrix.tolist()
    inverse = engine.make(size, size, [table[i][j] for i in rows for j in columns]).inv().tolist()
    height, width = matrix.ncols(), matrix.nrows()
    result = [[0] * width for _ in range(height)]
    for a, j in enumerate(columns):
        for b, i in enumerate(rows):
            result[j][i] = inverse[a][b]
    return engine.make(height, width, [x for row in result for x in row])


def pivots(matrix: FlintMatrix) -> list[int]:
    """The pivot columns of the reduced echelon form."""
    reduced, rank = matrix.rref()
    return [next(j for j, x in enumerate(row) if x) for row in reduced.tolist()[:rank]]


def pseudoinverse(engine: Engine, matrix: FlintMatrix) -> FlintMatrix:
    """The Moore-Penrose inverse by a full-rank factorization F T (MacDuffee)."""
    reduced, rank = matrix.rref()
    height, width = matrix.nrows(), matrix.ncols()
    if rank == 0:
        return engine.make(width, height, [0] * (width * height))
    rows = reduced.tolist()[:rank]
    columns = [next(j for j, x in enumerate(row) if x) for row in rows]
    F = engine.make(height, rank, [row[j] for row in matrix.tolist() for j in columns])
    T = engine.make(rank, width, [x for row in rows for x in row])
    Ft, Tt = F.transpose(), T.transpose()
    try:
        return Tt * (Ft * matrix * Tt).inv() * Ft
    except ZeroDivisionError:  # only modulo the prime: F^T F may be singular there
        raise MeaninglessError from None


def choice(engine: Engine, matrix: FlintMatrix, parameter: FlintMatrix) -> FlintMatrix:
    """The {1}-inverse of the parameter."""
    G = one_inverse(engine, matrix)
    return G + parameter - G * matrix * parameter * matrix * G


def commutation(engine: Engine, m: int, n: int) -> FlintMatrix:
    """``K vec(A) = vec(A^T)``, A m x n, columns stacked."""
    entries = [0] * (m * n) ** 2
    for i in range(m):
        for j in range(n):
            entries[(i * n + j) * m * n + (j * m + i)] = 1
    return engine.make(m * n, m * n, entries)


def duplication(engine: Engine, n: int) -> FlintMatrix:
    """``D vech(A) = vec(A)``, A symmetric n x n."""
    places = {place: k for k, place in enumerate(lower_places(n))}
    width = len(places)
    entries = [0] * (n * n * width)
    for j in range(n):
        for i in range(n):
            entries[(j * n + i) * width + places[max(i, j), min(i, j)]] = 1
    return engine.make(n * n, width, entries)


def lower_places(n: int) -> list[tuple[int, int]]:
    """Rows and columns of the lower triangle, column after column."""
    return [(i, j) for j in range(n) for i in range(j, n)]


def identity(engine: Engine, n: int) -> FlintMatrix:
    """The identity."""
    return engine.make(n, n, [int(i == j) for i in range(n) for j in range(n)])


def product(*factors: Any) -> Any:
    """The product of matrices or of numbers, from the left."""
    whole = factors[0]
    for factor in factors[1:]:
        whole = whole * factor
    return whole


def total(*terms: Any) -> Any:
    """The sum of matrices or of numbers."""
    whole = terms[0]
    for term in terms[1:]:
        whole = whole + term
    return whole


def trace(matrix: FlintMatrix) -> Any:
    """The trace."""
    return total(*(matrix[i, i] for i in range(matrix.nrows())))


def vech(engine: Engine, matrix: FlintMatrix) -> FlintMatrix:
    """The columns of the lower triangle below each other."""
    places = lower_places(matrix.nrows())
    return engine.make(len(places), 1, [matrix[place] for place in places])
