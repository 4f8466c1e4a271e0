"""The changed claims at points: each false one is seen, and the claims themselves are not hurt."""

from functools import cache

import pytest

from proofs.evidence.paper import LADDER
from proofs.evidence.settings import Settings
from symbolic.networks.classification import Kind, classify
from symbolic.networks.network import LinearNetwork
from tests.benchmarks.changed_claims import statements
from tests.benchmarks.changed_criteria import Statement
from tests.benchmarks.mutations_at_points import caught_by, table, when

SETTINGS = Settings(LADDER, quick=True)
WEAKER = {
    "A_{k-1} for A_k", "V_{l+1} for V_l", "ranks equal for ranges",
    "rank S <= rank V_l for the ranges", "W_k..W_{l+1} for S", "W_k..W_2 for W_{k-1}..W_2",
    "r A_{k-1} for r A_k",
}  # fmt: skip
"""These follow from the claim: a change that makes a statement weaker makes nothing false."""

UNSEEN = "a bad saddle with W_{H+1}..W_1 = 0 has a zero layer"
"""False too, but no generator has a point in a quick run: exhaustion stops at smaller sizes."""


@cache
def caught(statement: Statement) -> str:
    return when(caught_by(statement, SETTINGS))


def test_the_claims_themselves_hold_at_every_point() -> None:
    unchanged = [s for s in statements() if not s.change]
    assert len(unchanged) == 6
    assert [caught(s) for s in unchanged] == ["never"] * 6


def test_every_change_but_the_weaker_ones_is_caught() -> None:
    changed = [s for s in statements() if s.change]
    assert len(changed) >= 50
    assert {s.change for s in changed if caught(s) == "never"} == {*WEAKER, UNSEEN}


def test_the_one_that_is_not_seen_is_false_all_the_same() -> None:
    """Five layers [0 1; 0 0]: every product of neighbours is zero, and none of them."""
    (unseen,) = (s for s in statements() if s.change == UNSEEN)
    nilpotent = [[0, 1], [0, 0]]
    network = LinearNetwork.rational([[1, 0], [0, 1]], [[2, 0], [0, 1]], [nilpotent] * 5)
    assert classify(network).kind is Kind.NON_STRICT_SADDLE
    assert not unseen.holds(classify(network))


def test_the_criterion_that_was_false_here_is_caught_only_now() -> None:
    words = {s.change: caught(s) for s in statements() if s.claim == "second-order"}
    assert words["two ranks for the product"] == "only now"


@pytest.mark.slow
def test_the_table() -> None:
    *lines, last = table(SETTINGS)
    assert len(lines) == int(last.split()[0])
