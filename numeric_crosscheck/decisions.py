"""Decisions up the ladder that ask whether something is zero: inclusion, criticality, equality.

Each compares a quantity with the size of what it was computed from. Below
``threshold = 10 n 10^(-digits)`` it counts as zero; the gap is the number of decimal digits
by which it lies below one, at most `digits`. "Zero" is called `clear` if the gap is at least
`CLEAR_GAP`, "not zero" if it is at least 10^5 times the threshold. As for ranks, no precision
proves a zero: a quantity that is not zero but smaller than 10^-65 of its parts is called zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from numeric_crosscheck.ladder import CLEAR_GAP, KEPT_MARGIN, LADDER, rung_of
from numeric_crosscheck.numbers import Rows, context, rounded_matrix


@dataclass(frozen=True)
class Decision:
    """An answer at one precision: yes or no, or how often each eigenvalue is repeated.

    `gap` is the smallest one that was seen, in decimal digits.
    """

    digits: int
    answer: bool | tuple[int, ...]
    gap: int
    clear: bool


def climb_decision(
    decide: Callable[[int], Decision], ladder: Sequence[int] = LADDER
) -> list[Decision]:
    """The decisions up to the first clear one; the last one is ambiguous where none is."""
    found: list[Decision] = []
    for digits in ladder:
        found.append(decide(digits))
        if found[-1].clear:
            break
    return found


def _is_zero(mp: Any, relative: Any, size: int, digits: int) -> Decision:
    threshold = 10 * size * mp.mpf(10) ** (-digits)
    gap = digits
    if relative:
        gap = max(0, min(digits, int(mp.floor(-mp.log10(relative)))))
    if relative <= threshold:
        return Decision(digits, True, gap, clear=gap >= CLEAR_GAP)
    return Decision(digits, False, gap, clear=bool(relative >= threshold * 10**KEPT_MARGIN))


def inclusion_at(inner: Rows, outer: Rows, digits: int) -> Decision:
    """Whether R(inner) seems to lie in R(outer), by the least-squares residual.

    The residual of `inner` on the left singular vectors of `outer` that are kept; clear only
    where the rank of `outer` is.
    """
    mp = context(digits)
    A, B = rounded_matrix(mp, outer), rounded_matrix(mp, inner)
    size = mp.mnorm(B, "f")
    if not size:
        return Decision(digits, True, digits, clear=True)  # every entry is zero, exactly
    U, values, _ = mp.svd_r(A, full_matrices=False)
    rung = rung_of(mp, digits, list(values), max(A.rows, A.cols))
    kept = U[:, : rung.rank] if rung.rank else mp.zeros(A.rows, 1)
    residual = mp.mnorm(B - kept * (kept.T * B), "f") / size
    found = _is_zero(mp, residual, max(A.rows, A.cols), digits)
    return Decision(digits, found.answer, found.gap, found.clear and rung.clear)


def criticality_at(X: Rows, Y: Rows, W: Sequence[Rows], digits: int) -> Decision:
    """Whether the gradient of the loss seems to be zero.

    For each layer the norm of ``A_k^T (W_{H+1}..W_1 X - Y) V_k^T`` against the product of
    the norms of its three factors, with ``||A_1 W_1 X|| + ||Y||`` for the one in the middle.
    """
    mp = context(digits)
    x, y = rounded_matrix(mp, X), rounded_matrix(mp, Y)
    weights = [rounded_matrix(mp, weight) for weight in W]
    below = [x]
    for weight in weights:
        below.append(weight * below[-1])
    above = [mp.eye(weights[-1].rows)]
    for weight in reversed(weights[1:]):
        above.append(above[-1] * weight)
    output = below.pop()
    middle = mp.mnorm(output, "f") + mp.mnorm(y, "f")
    worst = mp.mpf(0)
    for A, V in zip(reversed(above), below, strict=True):
        size = mp.mnorm(A, "f") * middle * mp.mnorm(V, "f")
        if size:
            worst = max(worst, mp.mnorm(A.T * (output - y) * V.T, "f") / size)
    if not worst:
        return Decision(digits, True, digits, clear=True)
    return _is_zero(mp, worst, max(max(w.rows, w.cols) for w in weights), digits)


def multiplicities_at(rows: Rows, digits: int) -> Decision:
    """How often each eigenvalue of a symmetric matrix seems to be repeated, the largest first.

    Neighbours whose difference counts as zero, against the largest in size, are one.
    """
    mp = context(digits)
    matrix = rounded_matrix(mp, rows)
    values = sorted(mp.eigsy(matrix, eigvals_only=True), reverse=True)
    largest = max(abs(value) for value in values)
    if not largest:
        return Decision(digits, (len(values),), digits, clear=True)
    steps = [_is_zero(mp, (a - b) / largest, len(values), digits) for a, b in pairwise(values)]
    counts = [1]
    for step in steps:
        if step.answer:
            counts[-1] += 1
        else:
            counts.append(1)
    gap = min((step.gap for step in steps), default=digits)
    return Decision(digits, tuple(counts), gap, all(step.clear for step in steps))
