"""All solutions of linear equations in plain fractions, and small values of their parameters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from random import Random

from symbolic.statements import fraction_matrices as plain
from symbolic.statements.fraction_matrices import ONE, ZERO

Vector = list[Fraction]


class Solutions:
    """The vectors ``point + t_1 basis_1 + ..``."""

    def __init__(self, point: Vector, basis: list[Vector]) -> None:
        self.point, self.basis = point, basis

    def vector(self, t: Sequence[Fraction] | map[Fraction]) -> Vector:
        """The solution of these parameters."""
        whole = list(self.point)
        for factor, direction in zip(t, self.basis, strict=True):
            if factor:
                whole = [x + factor * y for x, y in zip(whole, direction, strict=True)]
        return whole


def units(count: int) -> list[Vector]:
    """The vectors with one entry 1 and no other."""
    return plain.identity(count)


def solutions_of(rows: list[Vector], count: int) -> Solutions | None:
    """All solutions of ``[A | b]``, by elimination; None if there are none."""
    work = [row for row in rows if any(row)]
    pivots: list[int] = []
    for column in range(count):
        top = len(pivots)
        pivot = next((i for i in range(top, len(work)) if work[i][column]), None)
        if pivot is None:
            continue
        work[top], work[pivot] = work[pivot], work[top]
        head = work[top][column]
        work[top] = [x / head for x in work[top]]
        for i, row in enumerate(work):
            if i != top and row[column]:
                factor = row[column]
                work[i] = [x - factor * y for x, y in zip(row, work[top], strict=True)]
        pivots.append(column)
    if any(any(row) for row in work[len(pivots) :]):
        return None
    point = [ZERO] * count
    for row, column in zip(work, pivots, strict=False):
        point[column] = row[count]
    basis = []
    for free in (column for column in range(count) if column not in pivots):
        direction = [ZERO] * count
        direction[free] = ONE
        for row, column in zip(work, pivots, strict=False):
            direction[column] = -row[free]
        basis.append(direction)
    return Solutions(point, basis)


def points(count: int) -> Iterator[Vector]:
    """Small values of the parameters: units and their sums first, then at random by one seed."""
    yield [ZERO] * count
    for unit in units(count):
        yield unit
        yield [-x for x in unit]
    random = Random(f"parameters {count}")
    while True:
        yield [Fraction(random.choice((0, 0, 1, 1, -1, 2, -2, 3)), random.choice((1, 1, 1, 2)))
               for _ in range(count)]  # fmt: skip
