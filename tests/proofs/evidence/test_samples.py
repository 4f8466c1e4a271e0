"""Evidence at points: when it holds, fails and stays open."""

from proofs.evidence.claim import Outcome
from proofs.evidence.exhaustion import EXHAUSTED, exhausted_at
from proofs.evidence.paper import LADDER
from proofs.evidence.patterns import pattern, unlike
from proofs.evidence.recipe_points import (
    KERNEL_RECIPES,
    RANDOM_RECIPES,
    SMALL_RECIPES,
    Sample,
)
from proofs.evidence.samples import decide_at_samples, samples
from proofs.evidence.settings import Settings
from proofs.evidence.small_networks import critical_at, critical_points
from symbolic.networks.classification import Kind, Point

SETTINGS = Settings(LADDER, quick=True)


def kind(sample: Sample) -> str:
    return str(sample.point.kind)


def decide(holds=lambda _point: True, chosen=None, required=(), impossible=None):
    chosen = samples(SETTINGS) if chosen is None else chosen
    return decide_at_samples("part", SETTINGS, chosen, holds, kind, required, impossible)


def test_it_holds_and_says_where() -> None:
    evidence = decide(required=("strict_saddle",), impossible={"undecided": "it settles all"})
    assert evidence.outcome is Outcome.HOLDS
    counts = {branch.name: branch.count for branch in evidence.branches}
    assert sum(counts.values()) == len(samples(SETTINGS))
    assert counts["undecided"] == 0
    smallest = {branch.name: branch.smallest for branch in evidence.branches}
    assert smallest["non_strict_saddle"].startswith("1,1,1,1:1")


def test_it_fails_with_the_first_point_and_its_matrices() -> None:
    evidence = decide(lambda point: point.kind is not Kind.STRICT_SADDLE)
    assert evidence.outcome is Outcome.FAILS
    assert evidence.counterexample is not None
    assert {"X", "Y", "W_1", "W_2"} <= set(evidence.counterexample.given)


def test_a_branch_that_cannot_occur_but_does_is_a_failure() -> None:
    assert decide(impossible={"strict_saddle": "wrongly"}).outcome is Outcome.FAILS


def test_an_unsettled_point_leaves_it_open() -> None:
    evidence = decide(lambda point: None if point.kind is Kind.STRICT_SADDLE else True)
    assert evidence.outcome is Outcome.OPEN
    assert "not settled at" in evidence.detail


def test_without_points_or_without_a_required_branch_it_is_open() -> None:
    assert decide(chosen=()).outcome is Outcome.OPEN
    missing = decide(required=("no such branch",))
    assert missing.outcome is Outcome.OPEN
    assert missing.detail == "not met: no such branch"


def test_it_says_at_how_many_points_of_which_generator() -> None:
    evidence = decide()
    counts = dict(evidence.generators)
    assert set(counts) == {SMALL_RECIPES, RANDOM_RECIPES, KERNEL_RECIPES, EXHAUSTED}
    assert sum(counts.values()) == len(samples(SETTINGS))
    assert all(f"{count} {name}" in evidence.where for name, count in counts.items())


def test_every_point_is_critical_and_new_generators_have_both_kinds_of_data() -> None:
    assert all(sample.point.critical for sample in samples(SETTINGS))
    for name in (KERNEL_RECIPES, EXHAUSTED):
        within = {s.within_hypotheses for s in samples(SETTINGS) if s.generator == name}
        assert within == {True, False}


def test_of_each_pattern_of_ranks_one_point_is_enough() -> None:
    """Of all weights 0 and 1 at 2,1,1,2:2, two patterns are none of the recipes'."""
    recipes = [Point(n) for n in critical_at("2,1,1,2:2")]
    found = [s.point for s in exhausted_at("2,1,1,2:2", (0, 1))]
    new = list(unlike(recipes, found))
    assert len(new) == 2
    assert {pattern(p) for p in found} <= {pattern(p) for p in (*recipes, *new)}
    assert list(unlike((*recipes, *new), found)) == []
    weights = [point.network.W for point in new]
    assert [n.W for n in critical_points(("2,1,1,2:2",))][-2:] == weights
