"""A ladder of precisions: rank and inertia by mpmath, and whether the answer is clear.

At `digits` decimal digits the singular values (eigenvalues) are computed by mpmath's SVD
(`eigsy`), and those below ``threshold = 10 max(m, n) 10^(-digits)`` times the largest count
as zero. The gap is the number of decimal digits between the smallest value that is kept and
the largest that is dropped. An answer is called `clear`

- if nothing is dropped and the smallest kept is at least 10^5 times the threshold: rounding
  cannot have made it;
- if something is dropped and the gap is at least `CLEAR_GAP` digits, 65: then a matrix of
  that rank exists nearby, and one of higher rank would need a condition number above 10^65.

Else it is `ambiguous`, the next rung may change it, and the ladder climbs on. Blind spot: no
precision proves that a value is zero; a matrix with a condition number above 10^65 fools
every rung below it. Only the exact route closes the question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from numeric_crosscheck.numbers import Rows, context, rounded_matrix

LADDER = (15, 20, 30, 50, 100, 200, 400)
CLEAR_GAP = 65
KEPT_MARGIN = 5


@dataclass(frozen=True)
class Rung:
    """The answer at one precision: a rank, and for a symmetric matrix the signs.

    `gap` is in decimal digits; nothing where no value is dropped or none is kept.
    """

    digits: int
    rank: int
    inertia: tuple[int, int, int] | None
    gap: int | None
    clear: bool

    @property
    def semidefinite(self) -> bool | None:
        """Whether no eigenvalue counts as negative; nothing where the signs were not asked."""
        return None if self.inertia is None else self.inertia[1] == 0


def rank_at(rows: Rows, digits: int) -> Rung:
    """The rank at one precision, by singular values."""
    mp = context(digits)
    matrix = rounded_matrix(mp, rows)
    if matrix.rows < matrix.cols:
        matrix = matrix.T
    return rung_of(mp, digits, list(mp.svd_r(matrix, compute_uv=False)), matrix.rows)


def inertia_at(rows: Rows, digits: int) -> Rung:
    """Rank and inertia of a symmetric matrix at one precision, by eigenvalues."""
    mp = context(digits)
    matrix = rounded_matrix(mp, rows)
    values = list(mp.eigsy(matrix, eigvals_only=True))
    rung = rung_of(mp, digits, [abs(value) for value in values], matrix.rows)
    kept = sorted(values, key=abs, reverse=True)[: rung.rank]
    positive = sum(value > 0 for value in kept)
    inertia = (positive, rung.rank - positive, len(values) - rung.rank)
    return Rung(digits, rung.rank, inertia, rung.gap, rung.clear)


def rung_of(mp: Any, digits: int, sizes: list[Any], height: int) -> Rung:
    """The rank that singular values show at a precision; `height` is the larger side."""
    ordered = sorted(sizes, reverse=True)
    largest = ordered[0]
    if not largest:
        return Rung(digits, 0, None, None, clear=True)  # every entry is zero, exactly
    threshold = 10 * height * mp.mpf(10) ** (-digits) * largest
    kept = [size for size in ordered if size > threshold]
    dropped = ordered[len(kept) :]
    if not dropped:
        clear = kept[-1] > threshold * 10**KEPT_MARGIN
        return Rung(digits, len(kept), None, None, bool(clear))
    # A dropped value of zero stands for anything below the precision, never for more.
    floor = max(dropped[0], mp.mpf(10) ** (-digits) * largest)
    gap = int(mp.floor(mp.log10(kept[-1] / floor)))
    return Rung(digits, len(kept), None, gap, clear=gap >= CLEAR_GAP)


def climb(rows: Rows, ladder: Sequence[int] = LADDER, *, symmetric: bool = False) -> list[Rung]:
    """The rungs up to the first clear one; the last one is ambiguous where none is."""
    rungs: list[Rung] = []
    for digits in ladder:
        rungs.append((inertia_at if symmetric else rank_at)(rows, digits))
        if rungs[-1].clear:
            break
    return rungs


def right_from(rungs: Sequence[Rung], rank: int) -> int | None:
    """The smallest precision from which, as far as was climbed, every rung has that rank."""
    right = None
    for rung in reversed(rungs):
        if rung.rank != rank:
            break
        right = rung.digits
    return right
