"""Verdicts: how they follow from evidence, and that no false statement gets a good one."""

from collections.abc import Iterator
from dataclasses import replace
from time import sleep

import pytest

from proofs.evidence.claim import Claim, Evidence, Finding, Outcome, Printed
from proofs.evidence.equation import Equation, inner_layers
from proofs.evidence.identities import decide_equation, refute_equation
from proofs.evidence.run import decide_claim, decide_claims
from proofs.evidence.settings import Settings
from proofs.evidence.verdict import VariantVerdict, Verdict
from proofs.papers.kawaguchi2016.claims.lemma_4_1 import GRADIENT
from proofs.papers.kawaguchi2016.claims.lemma_4_3 import FIRST_ROW
from proofs.status import Scope, Status
from symbolic.errors import UnknownClaimError
from symbolic.networks import formulas
from symbolic.networks.architecture import Architecture
from tests.kawaguchi import PAPER
from tests.recording import Decided


def nothing(_settings: Settings) -> Iterator[Evidence]:
    yield from ()


CLAIM = Claim("test", "a title", "D", 1, "1 = 1", ("one", "two"), nothing)


def evidence(part: str, outcome: Outcome, scope: Scope = Scope.ARCHITECTURE) -> Evidence:
    return Evidence(part, outcome, scope, "somewhere")


HOLDS, FAILS, OPEN = Outcome.HOLDS, Outcome.FAILS, Outcome.OPEN


@pytest.mark.parametrize(
    ("found", "status", "scope"),
    [
        ([], Status.UNDECIDED, None),
        ([evidence("one", HOLDS)], Status.UNDECIDED, None),
        ([evidence("one", HOLDS), evidence("two", HOLDS)], Status.PROVED, Scope.ARCHITECTURE),
        (
            [evidence("one", HOLDS), evidence("two", HOLDS, Scope.POINTS)],
            Status.PROVED,
            Scope.POINTS,
        ),
        (
            [
                evidence("one", HOLDS, Scope.ALL_SIZES),
                evidence("one", HOLDS, Scope.POINTS),
                evidence("two", HOLDS),
            ],
            Status.PROVED,
            Scope.ARCHITECTURE,
        ),
        ([evidence("one", HOLDS), evidence("two", FAILS)], Status.REFUTED, None),
        ([evidence("one", FAILS)], Status.REFUTED, None),
        ([evidence("one", HOLDS), evidence("two", OPEN)], Status.UNDECIDED, None),
        # Numbers alone never prove, and numbers that disagree leave it undecided.
        ([evidence("one", HOLDS), evidence("two", HOLDS, Scope.NUMERIC)], Status.UNDECIDED, None),
        (
            [evidence("one", HOLDS), evidence("two", HOLDS), evidence("two", OPEN, Scope.NUMERIC)],
            Status.UNDECIDED,
            None,
        ),
    ],
)
def test_the_verdict_follows_from_the_evidence(
    found: list[Evidence], status: Status, scope: Scope | None
) -> None:
    for order in (found, found[::-1]):
        verdict = Verdict.of(CLAIM, tuple(order))
        assert (verdict.status, verdict.scope) == (status, scope)
        assert verdict.as_expected == (status is Status.PROVED)


def test_a_claim_without_parts_is_not_made_and_stray_evidence_proves_nothing() -> None:
    with pytest.raises(ValueError, match='claim "test" has nothing that decides it'):
        replace(CLAIM, parts=())
    for found in ((evidence("three", HOLDS),), (evidence("one", HOLDS), evidence("", HOLDS))):
        with pytest.raises(ValueError, match="evidence for parts it does not have"):
            Verdict.of(CLAIM, found)


@pytest.mark.parametrize("claim", PAPER.claims, ids=lambda claim: claim.id)
def test_every_claim_is_proved_and_every_misprint_decided(claim: Claim, decided: Decided) -> None:
    verdict = decided(claim)
    if claim.conjecture:
        assert (verdict.status, verdict.observed) == (Status.UNDECIDED, True)
    else:
        assert verdict.status is Status.PROVED, verdict.reason
    for variant in verdict.variants:
        expected = Printed.GAP if variant.variant.kind == "gap" else Printed.REFUTED
        assert variant.status is expected, variant.variant.erratum
        assert variant.repair_status is Status.PROVED, variant.variant.erratum


def test_a_conjecture_is_never_proved_and_its_failure_is_seen() -> None:
    conjecture = replace(CLAIM, conjecture=True)
    good = (evidence("one", HOLDS), evidence("two", HOLDS, Scope.POINTS))
    verdict = Verdict.of(conjecture, good)
    assert (verdict.status, verdict.scope, verdict.observed) == (Status.UNDECIDED, None, True)
    assert verdict.as_expected
    for bad in (good[:1], (*good[:1], evidence("two", FAILS)), (*good[:1], evidence("two", OPEN))):
        assert not Verdict.of(conjecture, bad).as_expected


def test_a_claim_that_is_stopped_is_undecided_and_says_so(quick_settings: Settings) -> None:
    def slow(_settings: Settings) -> Iterator[Evidence]:
        yield evidence("one", HOLDS)
        yield evidence("two", HOLDS)
        sleep(60)

    stopped = decide_claim(PAPER, replace(CLAIM, decide=slow), replace(quick_settings, budget=0.05))
    assert stopped.status is Status.UNDECIDED
    assert stopped.reason == "stopped by its time budget of 0.05 s"
    assert not stopped.as_expected

    def wrong(_settings: Settings) -> Iterator[Evidence]:
        yield evidence("one", FAILS)
        sleep(60)

    refuted = decide_claim(
        PAPER, replace(CLAIM, decide=wrong), replace(quick_settings, budget=0.05)
    )
    assert refuted.status is Status.REFUTED
    in_time = decide_claim(PAPER, PAPER.find("appendix-d"), replace(quick_settings, budget=60))
    assert in_time.as_expected


def test_parallel_and_serial_runs_say_the_same(quick_settings: Settings) -> None:
    claims = PAPER.claims[-4:]
    serial = decide_claims(PAPER, claims, quick_settings)
    parallel = decide_claims(PAPER, claims, quick_settings, jobs=2)

    def essence(verdict: Verdict) -> tuple[object, ...]:
        items = tuple(replace(item, seconds=0) for item in verdict.evidence)
        return (verdict.claim.id, verdict.status, verdict.scope, items)

    assert list(map(essence, serial)) == list(map(essence, parallel))


def test_a_claim_whose_formula_is_wrong_is_refuted(quick_settings: Settings) -> None:
    wrong = replace(FIRST_ROW, right=lambda c, k: -formulas.first_row_block(c.network, k))
    claim = replace(
        CLAIM, parts=("one",), decide=lambda settings: decide_equation("one", wrong, settings)
    )
    verdict = decide_claim(PAPER, claim, quick_settings)
    assert verdict.status is Status.REFUTED
    assert not verdict.as_expected


def test_a_gap_says_what_is_missing_and_a_misprint_does_not() -> None:
    variant = PAPER.find("ER12").variants[0]
    for wrong in ({"missing": "a reason"}, {"kind": "gap"}):
        with pytest.raises(ValueError, match="ER12: what is missing is said of a gap"):
            replace(variant, **wrong)
    found = (Finding("unsupported", "here", "not so"),)
    gap = replace(variant, kind="gap", missing="a reason")
    assert VariantVerdict(gap, found, ()).status is Printed.GAP
    assert VariantVerdict(gap, (), ()).status is Printed.UNDECIDED
    assert not VariantVerdict(gap, found, ()).as_expected


def test_a_misprint_that_is_true_or_a_repair_that_is_false_is_not_as_expected(
    quick_settings: Settings,
) -> None:
    claim = PAPER.find("ER12")
    variant = claim.variants[0]
    harmless = replace(variant, refute=lambda _settings: refute_equation(GRADIENT))
    broken = replace(variant, theorems=(), repair=nothing)
    for changed in (harmless, broken):
        verdict = decide_claim(PAPER, replace(claim, variants=(changed,)), quick_settings)
        assert verdict.status is Status.PROVED
        assert not verdict.as_expected


def test_an_equation_without_an_index_is_no_evidence() -> None:
    empty = Equation(GRADIENT.left, GRADIENT.right, inner_layers)
    shallow = Settings((Architecture.parse("2,3,1:4"),))
    assert list(decide_equation("one", empty, shallow)) == []


def test_the_catalogue_names_each_claim_once_and_finds_errata() -> None:
    names = [claim.id for claim in PAPER.claims]
    assert len(set(names)) == len(names)
    assert {claim.section for claim in PAPER.claims} == set(PAPER.sections)
    assert all(used in names for claim in PAPER.claims for used in claim.uses)
    assert PAPER.find("er9").id == "appendix-a3"
    assert PAPER.find("LEMMA-4.1").id == "lemma-4.1"
    with pytest.raises(UnknownClaimError, match="did you mean lemma-4"):
        PAPER.find("lemma-4.9")
    with pytest.raises(UnknownClaimError, match="`proofs list` shows all"):
        PAPER.find("zzzzzzzz")


def test_the_ladder_is_what_the_claims_need() -> None:
    for architecture in PAPER.ladder:
        sizes = [*architecture.widths, architecture.samples]
        assert len(set(sizes)) == len(sizes)
    assert {architecture.depth for architecture in PAPER.ladder} == {1, 2, 3}
    assert any(architecture.output_width == 1 for architecture in PAPER.ladder)
    ends = [(a.widths[1:-1], min(a.widths[0], a.widths[-1])) for a in PAPER.ladder]
    assert any(min(hidden) < end for hidden, end in ends)
    assert any(max(hidden) > end for hidden, end in ends)
