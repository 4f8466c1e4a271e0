"""Statements about critical points, each changed once, are refuted at a point that is shown."""

from collections.abc import Callable

import pytest

from proofs.evidence.claim import Outcome
from proofs.evidence.paper import LADDER
from proofs.evidence.samples import decide_at_samples, samples, within_hypotheses
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016.claims.theorem_2_3 import SADDLES, middle_rank_is_full
from symbolic.algebra.linalg import rank
from symbolic.networks.classification import Kind, Point
from symbolic.networks.conditions import (
    all_pair_conditions,
    is_tightened,
    projection,
    range_condition,
    residual_vanishes,
    top_projection,
    upper_layers,
)

SETTINGS = Settings(LADDER, quick=True)


def psd(point: Point) -> bool:
    return point.inertia[1] == 0


def each(point: Point, holds: Callable[[Point, int], bool]) -> bool:
    return all(holds(point, k) for k in upper_layers(point))


def strictly_larger_rank(point: Point, k: int) -> bool:
    n = point.network
    return rank(n.A(k - 1)) > rank(n.B(k)) or residual_vanishes(point, k)


WRONG: dict[str, Callable[[Point], bool]] = {
    "4.2 without Y X^T (X X^T)^{-1}": lambda p: (
        p.network.A(0) @ p.network.X == projection(p) @ p.network.output
        and p.network.output == p.network.Y
    ),
    "4.4 without X r A_k = 0": lambda p: not psd(p) or each(p, range_condition),
    "4.4 without the range": lambda p: not psd(p) or each(p, residual_vanishes),
    "4.4 without its hypothesis": lambda p: each(
        p, lambda q, k: range_condition(q, k) or residual_vanishes(q, k)
    ),
    "4.4 with both": lambda p: not psd(p) or each(
        p, lambda q, k: range_condition(q, k) and residual_vanishes(q, k)
    ),
    "4.5 with a larger rank": lambda p: not psd(p) or each(p, strictly_larger_rank),
    "4.6 without its hypothesis": top_projection,
    "4.6 conversely": lambda p: not top_projection(p) or psd(p),
    "4.6 without the projection": lambda p: not psd(p)
    or residual_vanishes(p, len(p.network.W)),
    "2.3 (ii): no critical point but global ones": lambda p: p.kind is Kind.GLOBAL_MINIMUM,
    "2.3 (iii): every saddle is strict": lambda p: p.kind is not Kind.NON_STRICT_SADDLE,
    "2.3 (iv) without the rank": lambda p: p.kind not in SADDLES or not psd(p),
    "2.3 (iv) conversely": lambda p: psd(p) or middle_rank_is_full(p),
    "2.4: bad saddles for every H": lambda p: p.kind is not Kind.STRICT_SADDLE,
    "pair conditions without psd": all_pair_conditions,
    "pair conditions conversely": lambda p: psd(p) or not all_pair_conditions(p),
    "second order without the projection": lambda p: p.optimal or is_tightened(p) == psd(p),
    "second order without tightness": lambda p: p.optimal or top_projection(p) == psd(p),
    "a psd Hessian is zero": lambda p: not psd(p) or p.hessian.is_zero(),
}  # fmt: skip


@pytest.mark.parametrize("holds", WRONG.values(), ids=WRONG)
def test_it_is_refuted_within_the_hypotheses(holds: Callable[[Point], bool]) -> None:
    evidence = decide_at_samples(
        "part", SETTINGS, within_hypotheses(SETTINGS), holds, lambda sample: str(sample.point.kind)
    )
    assert evidence.outcome is Outcome.FAILS
    assert evidence.counterexample is not None
    assert {"X", "Y", "W_1", "W_2"} <= set(evidence.counterexample.given)


def test_a_deficient_c_at_a_global_minimum_needs_data_outside_the_hypotheses() -> None:
    """One of the branches that are said not to occur does occur where X Y^T is not of full rank."""

    def holds(point: Point) -> bool:
        most = min(point.network.architecture.widths[1:])
        return point.kind is not Kind.GLOBAL_MINIMUM or rank(point.network.C) >= most

    def outcome(chosen: object) -> Outcome:
        return decide_at_samples("part", SETTINGS, chosen, holds, lambda _sample: "any").outcome

    assert outcome(within_hypotheses(SETTINGS)) is Outcome.HOLDS
    assert outcome(samples(SETTINGS)) is Outcome.FAILS
