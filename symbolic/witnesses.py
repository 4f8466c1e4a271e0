"""Answers of exact linear algebra with what a sceptic needs to check them.

Each witness has a `check()` that uses multiplications and comparisons of rationals only
(and, for a minor, a determinant); none of them calls what produced the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symbolic.algebra.linalg import (
    echelon,
    left_null_space,
    negative_direction,
    null_space,
    quadratic_form,
    require_symmetric,
    solve_any,
    to_fmpq_mat,
)
from symbolic.algebra.matrix import Matrix


@dataclass(frozen=True, eq=False)
class RankWitness:
    """A nonzero minor of size `rank` and a basis of the null space of n - rank columns."""

    matrix: Matrix
    rank: int
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    null_basis: Matrix

    @property
    def minor(self) -> Any:
        """The determinant of the submatrix on `rows` and `columns`; not zero."""
        size = self.rank
        if size == 0:
            return self.matrix.ring.one
        core = ([self.matrix[i, j] for j in self.columns] for i in self.rows)
        return to_fmpq_mat(Matrix(self.matrix.ring, core, (size, size))).det()

    def check(self) -> bool:
        """The minor bounds the rank from below, the null basis from above."""
        width = self.matrix.shape[1]
        free = [j for j in range(width) if j not in self.columns]
        independent = all(
            self.null_basis[j, number] == (1 if i == number else 0)
            for i, j in enumerate(free)
            for number in range(len(free))
        )
        return (
            len(self.rows) == len(self.columns) == self.rank
            and bool(self.minor)
            and self.null_basis.shape == (width, width - self.rank)
            and independent
            and (self.matrix @ self.null_basis).is_zero()
        )


def rank_witness(matrix: Matrix) -> RankWitness:
    """The rank with a minor and a null basis."""
    _, columns = echelon(matrix)
    _, rows = echelon(matrix.T)
    return RankWitness(matrix, len(columns), rows, columns, null_space(matrix))


@dataclass(frozen=True, eq=False)
class InclusionWitness:
    """R(inner) in R(outer), by X with inner = outer X, or not, by v with v^T outer = 0 only."""

    inner: Matrix
    outer: Matrix
    factor: Matrix | None
    separator: Matrix | None

    @property
    def included(self) -> bool:
        """Whether the inclusion holds."""
        return self.factor is not None

    def check(self) -> bool:
        """Multiply out whichever of the two there is."""
        if self.factor is not None:
            return self.outer @ self.factor == self.inner
        v = self.separator
        return v is not None and (v.T @ self.outer).is_zero() and not (v.T @ self.inner).is_zero()


def inclusion_witness(inner: Matrix, outer: Matrix) -> InclusionWitness:
    """Whether R(inner) is in R(outer), with the factor or a separating vector."""
    factor = solve_any(outer, inner)
    if factor is not None:
        return InclusionWitness(inner, outer, factor, None)
    normals = left_null_space(outer)
    images = normals.T @ inner
    index = next(i for i, row in enumerate(images.rows) if any(row))
    return InclusionWitness(inner, outer, None, normals.column(index))


@dataclass(frozen=True, eq=False)
class Congruence:
    """``S^T M S = diag(values)`` with S invertible: Sylvester's law gives the inertia."""

    matrix: Matrix
    transform: Matrix
    values: tuple[Any, ...]

    @property
    def inertia(self) -> tuple[int, int, int]:
        """How many values are positive, negative and zero."""
        positive = sum(value > 0 for value in self.values)
        negative = sum(value < 0 for value in self.values)
        return (positive, negative, len(self.values) - positive - negative)

    def check(self) -> bool:
        """Multiply out, and see that the determinant of S is not zero."""
        size = len(self.values)
        if self.matrix.shape != (size, size) or self.transform.shape != (size, size):
            return False
        ring = self.matrix.ring
        diagonal = Matrix.build(
            ring, self.matrix.shape, lambda i, j: self.values[i] if i == j else ring.zero
        )
        S = self.transform
        return bool(to_fmpq_mat(S).det()) and S.T @ self.matrix @ S == diagonal


def congruence(matrix: Matrix) -> Congruence:
    """A diagonal congruence of a symmetric matrix, by symmetric elimination (n >= 1)."""
    require_symmetric(matrix)
    ring, size = matrix.ring, matrix.shape[0]
    form = [list(row) for row in matrix.rows]
    # Column i of S, kept as a row: S^T M S is maintained in `form`.
    vectors = [list(row) for row in Matrix.identity(ring, size).rows]
    remaining = list(range(size))
    while remaining:
        pivot = _make_pivot(form, vectors, remaining)
        if pivot is None:
            break
        remaining.remove(pivot)
        for i in remaining:
            if form[i][pivot]:
                _add(form, vectors, i, pivot, -form[i][pivot] / form[pivot][pivot])
    S = Matrix(ring, vectors, (size, size)).T
    return Congruence(matrix, S, tuple(form[i][i] for i in range(size)))


def _make_pivot(
    form: list[list[Any]], vectors: list[list[Any]], remaining: list[int]
) -> int | None:
    """An index with a nonzero diagonal entry, made by adding two columns if there is none."""
    for i in remaining:
        if form[i][i]:
            return i
    for i in remaining:
        for j in remaining:
            if form[i][j]:
                _add(form, vectors, i, j, 1)
                return i
    return None


def _add(form: list[list[Any]], vectors: list[list[Any]], i: int, j: int, factor: Any) -> None:
    """Add `factor` times column j to column i, and the rows likewise."""
    size = len(form)
    for k in range(size):
        form[k][i] = form[k][i] + factor * form[k][j]
    for k in range(size):
        form[i][k] = form[i][k] + factor * form[j][k]
    vectors[i] = [a + factor * b for a, b in zip(vectors[i], vectors[j], strict=True)]


@dataclass(frozen=True, eq=False)
class SemidefinitenessWitness:
    """PSD by a diagonal congruence without negative values, or not by a vector."""

    matrix: Matrix
    congruence: Congruence | None
    negative: Matrix | None

    @property
    def psd(self) -> bool:
        """Whether the matrix is positive semidefinite."""
        return self.negative is None

    def check(self) -> bool:
        """Multiply out whichever of the two there is."""
        if self.negative is not None:
            return bool(quadratic_form(self.matrix, self.negative) < 0)
        found = self.congruence
        return (
            found is not None
            and found.matrix == self.matrix
            and found.check()
            and all(value >= 0 for value in found.values)
        )


def semidefiniteness_witness(matrix: Matrix) -> SemidefinitenessWitness:
    """Whether a symmetric matrix is PSD, with a congruence or a negative direction."""
    negative = negative_direction(matrix)
    found = congruence(matrix) if negative is None else None
    return SemidefinitenessWitness(matrix, found, negative)
