"""The whole critical sets of tiny networks, and that a wrong list of families is noticed."""

from dataclasses import replace

import pytest
import sympy

from proofs.evidence.claim import Outcome
from proofs.papers.kawaguchi2016.claims.tiny_critical_sets import (
    decide_cover,
    decide_family,
    decide_strictness,
    loss,
    smallest_loss,
)
from proofs.papers.kawaguchi2016.claims.tiny_families import Tiny
from proofs.papers.kawaguchi2016.claims.tiny_networks import TINY

SMALL = [tiny for tiny in TINY if len(tiny.families) <= 5]
NAMES = [tiny.architecture for tiny in SMALL]
small = pytest.mark.parametrize("tiny", SMALL, ids=NAMES)


@pytest.mark.parametrize("tiny", TINY, ids=lambda tiny: tiny.architecture)
def test_everything_holds(tiny: Tiny) -> None:
    assert decide_cover(tiny).outcome is Outcome.HOLDS
    assert decide_strictness(tiny).outcome is Outcome.HOLDS
    for family in tiny.families:
        assert decide_family(tiny, family).outcome is Outcome.HOLDS, family.name


@small
def test_a_family_left_out_is_noticed(tiny: Tiny) -> None:
    """Unless it is contained in another one, as the last ones are."""
    if len(tiny.families) == 1:
        with pytest.raises(IndexError):
            _ = tiny.families[1]
        return
    missing = [
        family.name
        for family in tiny.families
        if decide_cover(
            replace(tiny, families=tuple(f for f in tiny.families if f is not family))
        ).outcome
        is Outcome.FAILS
    ]
    assert missing


@small
def test_wrong_descents_are_noticed(tiny: Tiny) -> None:
    for family in tiny.families:
        last = list(family.moves)[-1]
        wrong = (
            replace(family, positive=f"2*({family.positive})"),
            replace(family, positive=f"-({family.positive})"),
            replace(family, order=family.order + 1),
            replace(family, moves=family.moves | {last: "0"}),
            replace(family, values=family.values | {last: "1"}),
        )
        for changed in wrong:
            assert decide_family(tiny, changed).outcome is Outcome.FAILS, changed
        if family.rest:
            assert decide_family(tiny, replace(family, rest=())).outcome is Outcome.FAILS


def test_families_that_are_not_what_their_equations_say_are_noticed() -> None:
    tiny = next(tiny for tiny in TINY if tiny.architecture == "1,1,1,1:1")
    origin = tiny.families[-1]
    wrong = (
        replace(origin, equations=("w1_11*w2_11*w3_11",)),  # the values are only the origin
        replace(origin, equations=()),
        replace(origin, equations=("w1_11", "w2_11")),
        replace(origin, equations=("w1_11**2", "w2_11", "w3_11")),
    )
    for family in wrong:
        changed = replace(tiny, families=(family,))
        assert decide_family(changed, family).outcome is Outcome.FAILS, family.equations
    assert decide_cover(replace(tiny, families=(wrong[1],))).outcome is Outcome.FAILS
    line = tiny.families[0]
    circular = replace(line, rest=(line.name,))
    assert decide_family(replace(tiny, families=(circular,)), circular).outcome is Outcome.FAILS
    shared = replace(line, values=line.values | {"w2_11": "a"})
    assert decide_family(replace(tiny, families=(shared,)), shared).outcome is Outcome.FAILS


def test_another_target_has_other_critical_points() -> None:
    tiny = next(tiny for tiny in TINY if tiny.architecture == "2,1,2:2")
    assert decide_cover(replace(tiny, target=((2, 2), (-1, 4)))).outcome is Outcome.FAILS


def test_the_smallest_loss_is_computed() -> None:
    assert [smallest_loss(tiny) for tiny in TINY] == [0, 0, 0, sympy.Rational(1, 2), 0]
    value, unknowns = loss(TINY[0])
    assert sympy.expand(value - (unknowns[0] * unknowns[1] - 1) ** 2 / 2) == 0
    golden = replace(TINY[3], target=((2, 1), (1, 1)))
    with pytest.raises(ArithmeticError, match="not rational"):
        smallest_loss(golden)
