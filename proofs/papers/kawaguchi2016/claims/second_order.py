"""Beyond the paper: exactly when the Hessian at a critical point is positive semidefinite.

The classification is a theorem of Achour, Malgouyres and Gerchinovitz (JMLR 25(242), 2024). What
is shown of it here: for all sizes that the ranks are necessary, and that they say the same as
`pair-conditions`; that they suffice, with the top projection, at exact critical points only. An
earlier version here had three ranks in the place of the two blocks, and is refuted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations

from proofs.evidence.claim import Evidence
from proofs.evidence.exhaustion import LADDER, exhausted_at
from proofs.evidence.expression import Assertion, either, rank
from proofs.evidence.letters import Letters
from proofs.evidence.printed import misprint
from proofs.evidence.recipe_points import Sample
from proofs.evidence.refutation import Given
from proofs.evidence.samples import decide_at_samples, samples, within_hypotheses
from proofs.evidence.settings import Settings
from proofs.evidence.small_networks import with_best
from proofs.papers.kawaguchi2016 import tex
from proofs.papers.kawaguchi2016.claims.at_critical_points import (
    CRITICAL,
    DATA,
    KY_FAN_PART,
    VARIATION,
    is_psd,
    lemma_claim,
)
from proofs.papers.kawaguchi2016.claims.contexts import data, with_data
from proofs.papers.kawaguchi2016.claims.notation import terms
from proofs.papers.kawaguchi2016.theorems.remarks import ky_fan
from proofs.papers.kawaguchi2016.theorems.second_order import necessary, same_as_pair_conditions
from symbolic.algebra import linalg
from symbolic.networks.classification import Point
from symbolic.networks.conditions import all_pair_conditions, is_tightened, predicted_psd
from symbolic.networks.network import LinearNetwork

NECESSARY_PART = (
    "psd, X X^T invertible: for all i > j the rank of W_{i-1}..W_{j+1} or of"
    " W_{j-1}..W_1 X Y^T W_{H+1}..W_{i+1} is that of W_{H+1}..W_1 (tightened)"
)
SAME_PART = (
    "critical, X X^T invertible: i > j are tightened if and only if the condition of"
    " `pair-conditions` holds for l = j, k = i"
)
TIGHT_PART = "psd if and only if global, or top projection and tightened"


def _regular(chosen: Iterable[Sample]) -> Iterator[Sample]:
    """Those with X X^T invertible."""
    return (s for s in chosen if linalg.rank(s.point.network.X) == s.point.network.X.shape[0])


@cache
def _tightened(point: Point) -> bool:
    """The same for every part; a point is the one that it was, and the samples keep it anyway."""
    return is_tightened(point)


def _word(sample: Sample) -> str:
    return "tightened" if _tightened(sample.point) else "not tightened"


def _by_hessian(sample: Sample) -> str:
    return f"{'psd' if is_psd(sample) else 'not psd'}, {_word(sample)}"


def _by_kind(sample: Sample) -> str:
    kind = "global" if sample.point.optimal else "saddle"
    return f"{kind}, {_by_hessian(sample)}"


def _necessary(point: Point) -> bool:
    return point.inertia[1] > 0 or _tightened(point)


def _same(point: Point) -> bool:
    return _tightened(point) == all_pair_conditions(point)


def _exactly(point: Point) -> bool:
    return predicted_psd(point) == (point.inertia[1] == 0)


Lines = tuple[str, Callable[[Point], bool], Callable[[Sample], str], tuple[str, ...]]
_LINES: tuple[Lines, ...] = (
    (NECESSARY_PART, _necessary, _by_hessian, ("psd, tightened", "not psd, not tightened")),
    (SAME_PART, _same, _word, ("tightened", "not tightened")),
    (TIGHT_PART, _exactly, _by_kind,
     ("saddle, psd, tightened", "saddle, not psd, not tightened")),
)  # fmt: skip


def _decide(settings: Settings) -> Iterator[Evidence]:
    for part, holds, branch, required in _LINES:
        chosen = within_hypotheses(settings) if part == TIGHT_PART else _regular(samples(settings))
        yield decide_at_samples(part, settings, chosen, holds, branch, required)


def three_ranks(n: LinearNetwork, _: Given) -> list[Assertion]:
    """What was said here before of a semidefinite Hessian: one of three ranks is that of the map.

    For each pair i > j, at a critical point that is not global, as V_1, .., V_{H+1} are better.
    """
    t, better = terms(n), Letters(n.architecture, "V")
    given = (*data(t), t.critical, t.semidefinite, better.loss.less(t.loss))
    found = []
    for j, i in combinations(n.architecture.layers, 2):
        upper, middle = t.product(t.top, i + 1), t.product(i - 1, j + 1)
        lower = t.product(j - 1, 1) @ t.X @ t.Y.T if j > 1 else t.X @ t.Y.T
        ranks = [rank(M).equals(rank(t.map)) for M in (upper, middle, lower)]
        found.append(Assertion(given, either(*ranks), f"i = {i}, j = {j}"))
    return found


def small_critical_points() -> Iterator[LinearNetwork]:
    """Those of small integer weights, at the architectures of every run."""
    for text, entries in LADDER:
        yield from (sample.point.network for sample in exhausted_at(text, entries))


THREE_RANKS = misprint(
    "OWN1", ("beyond the paper, an earlier version of this claim here", 0), "false",
    "psd, not global: for all i > j the rank of W_{H+1}..W_{i+1}, of W_{i-1}..W_{j+1} or of"
    " W_{j-1}..W_1 X Y^T is that of W_{H+1}..W_1",
    "for all i > j the rank of W_{i-1}..W_{j+1} or of the product"
    " W_{j-1}..W_1 X Y^T W_{H+1}..W_{i+1} is that of W_{H+1}..W_1",
    three_ranks, small_critical_points, necessary, extend=with_data(with_best), own=True,
    reading="found by exhaustion of small integer weights; none of the recipes used here finds it",
)  # fmt: skip
PARTS = (NECESSARY_PART, SAME_PART, KY_FAN_PART, TIGHT_PART)
CLAIM = replace(
    lemma_claim(
        "second-order", "When a critical point's Hessian is semidefinite", ("4.2", 179),
        "A critical point that is not a global minimum has a positive semidefinite Hessian if and"
        " only if C spans top eigenvectors and for all i > j one of the two blocks"
        " W_{i-1}..W_{j+1} and W_{j-1}..W_1 X Y^T W_{H+1}..W_{i+1} has the rank of W_{H+1}..W_1:"
        " a theorem of Achour, Malgouyres and Gerchinovitz, The loss landscape of deep linear"
        " neural networks: a second-order analysis, JMLR 25(242), 2024. Without anything but"
        " X X^T invertible the ranks are necessary, and at a critical point they say the same as"
        " the conditions of `pair-conditions`.",
        PARTS, _decide, (CRITICAL, *DATA), role="next to",
        uses=("pair-conditions", "lemma-4.6-strong"),
        proof=(
            "That the ranks are necessary follows from Lemma 4.4 for every pair of layers, for all"
            " sizes; that C spans top eigenvectors is lemma-4.6-strong. That both together suffice"
            " is not proved here: it is exact at the critical points of the recipes, and at all"
            " of small integer weights at some architectures. " + VARIATION
        ),
        theorems=(
            (NECESSARY_PART, necessary), (SAME_PART, same_as_pair_conditions),
            (KY_FAN_PART, ky_fan),
        ),
        latex=(
            rf"{tex.PSD} \iff {tex.PROJECTION} = U_{{\bar p}} U_{{\bar p}}^T \text{{ and }}"
            rf" \forall i > j:\ \mathrm{{rank}}({tex.MAP}) \in"
            r" \{\mathrm{rank}(W_{i-1} \cdots W_{j+1}),"
            r" \mathrm{rank}(W_{j-1} \cdots W_1 X Y^T W_{H+1} \cdots W_{i+1})\}"
        ),
    ),
    variants=(THREE_RANKS,),
)  # fmt: skip
