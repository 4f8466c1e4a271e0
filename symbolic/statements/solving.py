"""Equations that are affine in some letters, solved exactly for a random solution."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from flint import fmpq_mat

from symbolic.statements.draw_plans import Equation
from symbolic.statements.flint_evaluation import Instance, Run
from symbolic.statements.flint_matrices import Engine, FlintMatrix, one_inverse
from symbolic.statements.program import Program
from symbolic.statements.random_matrices import general, identity
from symbolic.statements.syntax import Compare, Property, RangeIn

EXACT = Engine()
MAX_UNKNOWNS = 40
Shapes = dict[str, tuple[int, int]]


def solve(
    program: Program,
    instance: Instance,
    unknown: Shapes,
    equations: Sequence[Equation],
    targets: dict[int, FlintMatrix],
    random: Random,
) -> bool:
    """Put random matrices that satisfy the equations into the instance; False if there are none.

    `targets` has a matrix for each equation that says what a term is, by its step.
    """
    count = sum(height * width for height, width in unknown.values())
    if count > MAX_UNKNOWNS:
        return False
    columns = []
    for k in range(-1, count):
        instance.letters.update(_matrices(unknown, [int(i == k) for i in range(count)]))
        run = Run(program, EXACT, instance, lambda h, w: general(random, h, w))
        columns.append([x for e in equations for x in _residual(run, e, targets.get(e.step))])
    constant, *units = columns
    rows = [
        [unit[i] - constant[i] for unit in units] + [-constant[i]] for i in range(len(constant))
    ]
    values = _random_solution(rows, count, random)
    if values is None:
        return False
    instance.letters.update(_matrices(unknown, values))
    return True


def _matrices(unknown: Shapes, values: list[Any]) -> dict[str, FlintMatrix]:
    found, start = {}, 0
    for name, (height, width) in unknown.items():
        found[name] = fmpq_mat(height, width, values[start : start + height * width])
        start += height * width
    return found


def _residual(run: Run, equation: Equation, target: FlintMatrix | None) -> list[Any]:
    """What is to be zero; affine in the unknown entries."""
    parts = [run.value(part) for part in run.program.steps[equation.step].parts]
    if target is not None:
        return list((parts[0] - target).entries())
    match equation.relation:
        case Property():
            return list((parts[0] - parts[0].transpose()).entries())
        case RangeIn():
            return list((_normals(parts[1]) * parts[0]).entries())
        case Compare():
            return [parts[0] - parts[1]]
    return list((parts[0] - parts[1]).entries())


def _normals(matrix: FlintMatrix) -> FlintMatrix:
    """I - M G, G a {1}-inverse of M: it takes to zero what is in the range of M, and that only."""
    return identity(matrix.nrows()) - matrix * one_inverse(EXACT, matrix)


def _random_solution(rows: list[list[Any]], count: int, random: Random) -> list[Any] | None:
    if not rows:
        return random.choices((0, 0, 1, -1, 2), k=count)
    augmented = fmpq_mat(len(rows), count + 1, [x for row in rows for x in row])
    reduced, rank = augmented.rref()
    table = reduced.tolist()[:rank]
    pivots = [next(j for j, x in enumerate(row) if x) for row in table]
    if count in pivots:
        return None
    values: list[Any] = random.choices((0, 0, 1, -1, 2), k=count)
    for row, pivot in zip(table, pivots, strict=True):
        values[pivot] = row[count] - sum(
            row[j] * values[j] for j in range(pivot + 1, count) if row[j]
        )
    return values
