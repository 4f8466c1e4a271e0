"""Linear programs in exact fractions: one inequality as a sum of multiples of others.

The simplex method with Bland's rule, which ends always. The programs here have a few dozen rows
and at most a few hundred columns; FLINT's rationals are several times faster than Python's.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from flint import fmpq

ZERO = fmpq(0)

Form = Mapping[Any, Fraction]
"""A linear form: coefficients of whatever takes the place of variables."""


def combination(
    goal: Form, inequalities: Sequence[Form], equations: Sequence[Form]
) -> tuple[list[Fraction], list[Fraction]] | None:
    """Multiples, those of inequalities not negative, whose sum is the goal; None if there are none.

    >>> one = Fraction(1)
    >>> combination({"x": one}, [{"x": one, "y": one}, {"y": -one}], [])
    ([Fraction(1, 1), Fraction(1, 1)], [])
    """
    useful = _useful(goal, inequalities, equations)
    low = [inequalities[n] for n in useful]
    names = list(dict.fromkeys(k for form in (goal, *low, *equations) for k in form))
    place = {name: n for n, name in enumerate(names)}
    k, e = len(low), len(equations)
    table = [[ZERO] * (k + 2 * e + 1) for _ in names]
    for column, form in enumerate((*low, *equations)):
        for name, c in form.items():
            value = fmpq(c.numerator, c.denominator)
            table[place[name]][column] = value
            if column >= k:
                table[place[name]][column + e] = -value
    for name, c in goal.items():
        row = table[place[name]]
        row[-1] = fmpq(c.numerator, c.denominator)
        if c < 0:
            table[place[name]] = [-x if x else x for x in row]
    found = _feasible(table)
    if found is None:
        return None
    factors = [Fraction(0)] * len(inequalities)
    for n, x in zip(useful, found, strict=False):
        factors[n] = x
    return factors, [found[k + j] - found[k + e + j] for j in range(e)]


def _useful(goal: Form, inequalities: Sequence[Form], equations: Sequence[Form]) -> list[int]:
    """The inequalities without a term that nothing cancels, worked out until none is dropped."""
    kept = list(range(len(inequalities)))
    free = {k for form in (goal, *equations) for k in form}
    while True:
        signs: dict[Hashable, set[bool]] = {}
        for n in kept:
            for k, c in inequalities[n].items():
                signs.setdefault(k, set()).add(c > 0)
        lone = {k for k, found in signs.items() if len(found) == 1 and k not in free}
        rest = [n for n in kept if not lone & inequalities[n].keys()]
        if len(rest) == len(kept):
            return kept
        kept = rest


def _feasible(rows: list[list[fmpq]]) -> list[Fraction] | None:
    """x >= 0 with A x = b for the rows [A | b], b >= 0; by the first phase of the simplex method.

    The artificial variables are those of `basis` that are no columns of A.
    """
    width = len(rows[0]) - 1 if rows else 0
    basis = [width + i for i in range(len(rows))]
    cost = [sum((row[j] for row in rows), fmpq(0)) for j in range(width + 1)]
    while cost[width] > 0:
        entering = next((j for j in range(width) if cost[j] > 0), None)
        if entering is None:
            return None
        ratios = [
            (row[width] / row[entering], basis[i], i)
            for i, row in enumerate(rows)
            if row[entering] > 0
        ]
        _, _, leaving = min(ratios)
        _pivot(rows, cost, leaving, entering)
        basis[leaving] = entering
    x = [Fraction(0)] * width
    for i, j in enumerate(basis):
        if j < width:
            value = rows[i][width]
            x[j] = Fraction(int(value.p), int(value.q))
    return x


def _pivot(rows: list[list[fmpq]], cost: list[fmpq], i: int, j: int) -> None:
    pivot = rows[i][j]
    row = rows[i] = [x / pivot if x else x for x in rows[i]]
    places = [k for k, x in enumerate(row) if x]
    for other in [*(r for k, r in enumerate(rows) if k != i), cost]:
        factor = other[j]
        if factor:
            for k in places:
                other[k] -= factor * row[k]
