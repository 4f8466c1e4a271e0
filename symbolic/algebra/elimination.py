"""Elimination written out, over any field: for what python-flint has no function."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from symbolic.algebra.matrix import Matrix

Rows = list[list[Any]]


def field_rank(matrix: Matrix) -> int:
    """The rank over any field, by elimination."""
    rows = [list(row) for row in matrix.rows]
    found = 0
    for j in range(matrix.shape[1]):
        pivot = next((i for i in range(found, len(rows)) if rows[i][j]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for i in range(found + 1, len(rows)):
            if rows[i][j]:
                factor = rows[i][j] / rows[found][j]
                rows[i] = [x - factor * y for x, y in zip(rows[i], rows[found], strict=True)]
        found += 1
    return found


def field_inertia(matrix: Matrix) -> tuple[int, int, int]:
    """Numbers of positive, negative and zero eigenvalues over an ordered field.

    By congruence, which keeps them (Sylvester's law of inertia): a pivot on the diagonal
    counts by its sign; where the rest of the diagonal is zero, a pair of rows with a nonzero
    entry is added first, which makes a pivot.
    """
    rest = [list(row) for row in matrix.rows]
    positive = negative = 0
    while rest:
        size = range(len(rest))
        pivot = next((i for i in size if rest[i][i]), None)
        if pivot is None:
            pair = next(((i, j) for i, j in combinations(size, 2) if rest[i][j]), None)
            if pair is None:
                break
            pivot, other = pair
            rest[pivot] = [x + y for x, y in zip(rest[pivot], rest[other], strict=True)]
            for row in rest:
                row[pivot] = row[pivot] + row[other]
        head: Any = rest[pivot][pivot]
        positive += head.sign > 0
        negative += head.sign < 0
        rest = schur_complement(rest, pivot)
    return positive, negative, len(rest)


def schur_complement(rows: Rows, pivot: int) -> Rows:
    """What is left of a symmetric matrix when one diagonal entry, not zero, is eliminated."""
    top, others = rows[pivot], [i for i in range(len(rows)) if i != pivot]
    rest = []
    for i in others:
        factor = rows[i][pivot] / top[pivot] if rows[i][pivot] else None
        if factor is None:
            rest.append([rows[i][j] for j in others])
        else:
            rest.append([rows[i][j] - factor * top[j] if top[j] else rows[i][j] for j in others])
    return rest
