"""Linear programs in exact fractions: one inequality as a sum of multiples of others.

The simplex method with Bland's rule, which ends always. The programs here have a few dozen rows
and at most a few hundred columns.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction

Form = Mapping[Hashable, Fraction]
"""A linear form: coefficients of whatever takes the place of variables."""


def combination(
    goal: Form, inequalities: Sequence[Form], equations: Sequence[Form]
) -> tuple[list[Fraction], list[Fraction]] | None:
    """Multiples, those of inequalities not negative, whose sum is the goal; None if there are none.

    >>> one = Fraction(1)
    >>> combination({"x": one}, [{"x": one, "y": one}, {"y": -one}], [])
    ([Fraction(1, 1), Fraction(1, 1)], [])
    """
    columns = [*inequalities, *equations, *({k: -c for k, c in e.items()} for e in equations)]
    names = list(dict.fromkeys(k for form in (goal, *columns) for k in form))
    table = []
    for name in names:
        b = goal.get(name, Fraction(0))
        sign = -1 if b < 0 else 1
        table.append([sign * column.get(name, Fraction(0)) for column in columns] + [sign * b])
    found = _feasible(table)
    if found is None:
        return None
    k, e = len(inequalities), len(equations)
    return found[:k], [found[k + j] - found[k + e + j] for j in range(e)]


def _feasible(table: list[list[Fraction]]) -> list[Fraction] | None:
    """x >= 0 with A x = b for the table [A | b], b >= 0; by the first phase of the simplex method.

    The artificial variables are those of `basis` that are no columns of A.
    """
    width = len(table[0]) - 1 if table else 0
    basis = [width + i for i in range(len(table))]
    cost = [sum((row[j] for row in table), Fraction(0)) for j in range(width + 1)]
    while cost[width] > 0:
        entering = next((j for j in range(width) if cost[j] > 0), None)
        if entering is None:
            return None
        ratios = [
            (row[width] / row[entering], basis[i], i)
            for i, row in enumerate(table)
            if row[entering] > 0
        ]
        _, _, leaving = min(ratios)
        _pivot(table, cost, leaving, entering)
        basis[leaving] = entering
    x = [Fraction(0)] * width
    for i, j in enumerate(basis):
        if j < width:
            x[j] = table[i][width]
    return x


def _pivot(table: list[list[Fraction]], cost: list[Fraction], i: int, j: int) -> None:
    pivot = table[i][j]
    row = table[i] = [x / pivot for x in table[i]]
    for other in [*(r for k, r in enumerate(table) if k != i), cost]:
        factor = other[j]
        if factor:
            for k, x in enumerate(row):
                if x:
                    other[k] -= factor * x
