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
from fractions import Fraction
from typing import Any

Rows = Sequence[Sequence[Fraction]]
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


def _context(digits: int) -> Any:
    from mpmath import MPContext

    context: Any = MPContext()
    context.dps = digits
    return context


def _matrix(mp: Any, rows: Rows) -> Any:
    return mp.matrix([[mp.mpf(x.numerator) / x.denominator for x in row] for row in rows])


def rank_at(rows: Rows, digits: int) -> Rung:
    """The rank at one precision, by singular values."""
    mp = _context(digits)
    matrix = _matrix(mp, rows)
    if matrix.rows < matrix.cols:
        matrix = matrix.T
    return _rung(mp, digits, list(mp.svd_r(matrix, compute_uv=False)), matrix.rows)


def inertia_at(rows: Rows, digits: int) -> Rung:
    """Rank and inertia of a symmetric matrix at one precision, by eigenvalues."""
    mp = _context(digits)
    matrix = _matrix(mp, rows)
    values = list(mp.eigsy(matrix, eigvals_only=True))
    rung = _rung(mp, digits, [abs(value) for value in values], matrix.rows)
    kept = sorted(values, key=abs, reverse=True)[: rung.rank]
    positive = sum(value > 0 for value in kept)
    inertia = (positive, rung.rank - positive, len(values) - rung.rank)
    return Rung(digits, rung.rank, inertia, rung.gap, rung.clear)


def _rung(mp: Any, digits: int, sizes: list[Any], height: int) -> Rung:
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


def float64_rank(rows: Rows, factors: Sequence[Rows] = ()) -> int | None:
    """What numpy says in double precision, by its default threshold; nothing if it overflows.

    With `factors` double precision multiplies them itself, instead of being given the product.
    """
    import numpy

    try:
        tables = [[[float(x) for x in row] for row in given] for given in (factors or [rows])]
    except OverflowError:
        return None
    product = numpy.array(tables[0])
    with numpy.errstate(over="ignore", invalid="ignore"):
        for table in tables[1:]:
            product = product @ numpy.array(table)
    return int(numpy.linalg.matrix_rank(product)) if numpy.isfinite(product).all() else None


def inclusion_at(inner: Rows, outer: Rows, digits: int) -> tuple[bool, bool]:
    """Whether R(inner) seems to lie in R(outer) at one precision, and whether that is clear.

    By the least-squares residual of `inner` on the left singular vectors that are kept. Within
    the threshold counts as included, and is clear from `CLEAR_GAP` digits on; a residual of at
    least 10^5 times the threshold is clearly not included, if the rank of `outer` is clear.
    """
    mp = _context(digits)
    A, B = _matrix(mp, outer), _matrix(mp, inner)
    size = mp.mnorm(B, "f")
    if not size:
        return True, True
    U, values, _ = mp.svd_r(A, full_matrices=False)
    rung = _rung(mp, digits, list(values), max(A.rows, A.cols))
    kept = U[:, : rung.rank] if rung.rank else mp.zeros(A.rows, 1)
    residual = mp.mnorm(B - kept * (kept.T * B), "f") / size
    threshold = 10 * max(A.rows, A.cols) * mp.mpf(10) ** (-digits)
    if residual <= threshold:
        return True, bool(digits > CLEAR_GAP and rung.clear)
    return False, bool(rung.clear and residual >= threshold * 10**KEPT_MARGIN)


def climb_inclusion(
    inner: Rows, outer: Rows, ladder: Sequence[int] = LADDER
) -> tuple[bool, bool, int]:
    """Whether it seems included at the first clear rung (or the last), if clear, and its digits."""
    answer = (True, False, 0)
    for digits in ladder:
        answer = (*inclusion_at(inner, outer, digits), digits)
        if answer[1]:
            break
    return answer
