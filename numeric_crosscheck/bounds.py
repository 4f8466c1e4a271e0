"""What ball arithmetic proves of a rank: a lower bound, never an upper one.

A minor whose enclosure excludes zero is not zero, so the rank is at least its size. An
enclosure that contains zero proves nothing, at any precision: at a singular matrix the
honest answer is an interval [r, n], and only the exact route closes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

Rows = Sequence[Sequence[Fraction]]


def rank_at_least(rows: Rows, digits: int) -> int:
    """The size of a minor whose enclosure at this precision excludes zero.

    Elimination with complete pivoting in `arb`; a pivot whose ball excludes zero proves that
    the leading minor so far does not vanish.
    """
    import flint

    precision = flint.ctx.prec
    try:
        flint.ctx.dps = digits
        ball: Any = flint.arb
        table = [[ball(x.numerator) / ball(x.denominator) for x in row] for row in rows]
        return _nonzero_pivots(table)
    finally:
        flint.ctx.prec = precision


def _nonzero_pivots(table: list[list[Any]]) -> int:
    found = 0
    while table and table[0]:
        places = [(i, j) for i, row in enumerate(table) for j, x in enumerate(row) if x != 0]
        certain = [(i, j) for i, j in places if not table[i][j].contains(0)]
        if not certain:
            break
        i, j = max(certain, key=lambda place: float(abs(table[place[0]][place[1]]).lower()))
        top = table.pop(i)
        head = top.pop(j)
        for row in table:
            factor = row.pop(j) / head
            row[:] = [x - factor * y for x, y in zip(row, top, strict=True)]
        found += 1
    return found
