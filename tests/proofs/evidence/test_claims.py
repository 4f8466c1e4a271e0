"""Verdicts: how they follow from evidence, and that no false statement gets a good one."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from time import sleep

import pytest

from proofs.evidence.claim import Claim, Evidence, Finding, Outcome, Printed
from proofs.evidence.equation import Equation, inner_layers, layers
from proofs.evidence.identities import decide_equation, find_failure, nonzero_point, refute_equation
from proofs.evidence.run import decide_claim, decide_claims
from proofs.evidence.settings import Settings
from proofs.evidence.verdict import VariantVerdict, Verdict
from proofs.papers.kawaguchi2016.claims import (
    appendix_a3,
    appendix_d,
    poor_minima,
    semidefinite_facts,
)
from proofs.papers.kawaguchi2016.claims.lemma_4_1 import GRADIENT
from proofs.papers.kawaguchi2016.claims.lemma_4_3 import FIRST_ROW, UPPER_BLOCKS
from proofs.status import Scope, Status
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import polynomial_ring
from symbolic.errors import ShapeError, UnknownClaimError
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
        PAPER, PAPER, replace(CLAIM, decide=wrong), replace(quick_settings, budget=0.05)
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
    variant = PAPER.find("ER6").variants[0]
    for wrong in ({"missing": "a reason"}, {"kind": "gap"}):
        with pytest.raises(ValueError, match="ER6: what is missing is said of a gap"):
            replace(variant, **wrong)
    found = (Finding("unsupported", "here", "not so"),)
    gap = replace(variant, kind="gap", missing="a reason")
    assert VariantVerdict(gap, found, ()).status is Printed.GAP
    assert VariantVerdict(gap, (), ()).status is Printed.UNDECIDED
    assert not VariantVerdict(gap, found, ()).as_expected


def test_a_misprint_that_is_true_or_a_repair_that_is_false_is_not_as_expected(
    quick_settings: Settings,
) -> None:
    claim = PAPER.find("ER6")
    variant = claim.variants[0]
    harmless = replace(variant, refute=lambda _settings: refute_equation(GRADIENT))
    broken = replace(variant, repair=nothing)
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


# The counterexamples again, by code that knows nothing but fractions and lists.


def multiply(a: list[list[Fraction]], b: list[list[Fraction]]) -> list[list[Fraction]]:
    return [
        [sum(x * y for x, y in zip(row, col, strict=True)) for col in zip(*b, strict=True)]
        for row in a
    ]


def loss(given: dict[str, list[list[Fraction]]]) -> Fraction:
    output = given["X"]
    for k in range(1, len(given) - 1):
        output = multiply(given[f"W_{k}"], output)
    pairs = zip(output, given["Y"], strict=True)
    return sum((a - b) ** 2 for p, q in pairs for a, b in zip(p, q, strict=True)) / 2


def moved(given: dict[str, list[list[Fraction]]], *moves: tuple[int, int, int]) -> Fraction:
    copy = {name: [list(row) for row in rows] for name, rows in given.items()}
    for k, index, step in moves:
        weight = copy[f"W_{k}"]
        weight[index // len(weight[0])][index % len(weight[0])] += step
    return loss(copy)


def block(given: dict[str, list[list[Fraction]]], l: int, k: int) -> list[list[Fraction]]:
    sizes = [len(given[f"W_{i}"]) * len(given[f"W_{i}"][0]) for i in (l, k)]
    corners = list(product((1, -1), repeat=2))
    return [
        [
            sum(s * t * moved(given, (l, i, s), (k, j, t)) for s, t in corners) / Fraction(4)
            for j in range(sizes[1])
        ]
        for i in range(sizes[0])
    ]


def gradient(given: dict[str, list[list[Fraction]]], k: int) -> list[list[Fraction]]:
    size = len(given[f"W_{k}"]) * len(given[f"W_{k}"][0])
    return [[(moved(given, (k, i, 1)) - moved(given, (k, i, -1))) / 2] for i in range(size)]


@pytest.mark.parametrize(
    ("erratum", "left"),
    [
        ("ER7", lambda given, k: block(given, 1, k)),
        ("ER8", lambda given, k: block(given, 1, k)),
    ],
)
def test_printed_counterexamples_hold_by_fractions_alone(
    erratum: str, left: Callable[..., list[list[Fraction]]], quick_settings: Settings
) -> None:
    variants = {v.erratum: v for v in PAPER.find(erratum).variants}
    findings = list(variants[erratum].refute(quick_settings))
    assert {finding.kind for finding in findings} == {"ill-typed", "false"}
    example = next(finding.counterexample for finding in findings if finding.counterexample)
    k = int(example.where.rpartition("= ")[2])
    true = left(example.given, k)
    assert example.values["left side"] == true
    assert example.values["right side"] != true


def test_er9_and_er10_are_found_where_the_paper_speaks_of_them(quick_settings: Settings) -> None:
    displays = [v for v in appendix_a3.CLAIM.variants if v.erratum != "ER40"]  # that is for all k
    for variant in displays:
        for finding in variant.refute(quick_settings):
            architecture = Architecture.parse(finding.where.split(", ")[0])
            k = finding.where.partition("k = ")[2]
            if k:  # the displays for k = 2, .., H
                assert 2 <= int(k) <= architecture.depth


def test_a_nonzero_polynomial_is_nonzero_at_the_point_that_is_found() -> None:
    for engine in ("sympy", "flint"):
        ring = polynomial_ring(("a", "b"), engine)
        a, b = ring.generators["a"], ring.generators["b"]
        # a (a - 1) (a + 1) b vanishes at every a in {0, 1, -1}.
        point = nonzero_point((a * a * a - a) * b, ring)
        assert point == {"a": 2, "b": 1}


def test_find_failure_reports_the_first_index_that_clashes() -> None:
    def by_k(calculus, k: int) -> Matrix:
        if k == 2:
            raise ShapeError("product", (1, 2), (3, 4))
        return calculus.gradient(k)

    equation = Equation(by_k, GRADIENT.right, layers)
    failure = find_failure(equation, Architecture.parse("2,3,1:4"), "flint")
    assert failure is not None
    assert failure.kind == "ill-typed"
    assert failure.where == "2,3,1:4, k = 2"
    assert find_failure(UPPER_BLOCKS, Architecture.parse("2,3,1:4"), "flint") is None


# Appendix D and the semidefinite facts, mutated.


def test_appendix_d_at_sampled_targets() -> None:
    """The half-lines against Sturm-free common sense: y = -1, 0, 1, 32/27, 2."""
    ring = polynomial_ring(("w", "y"), "sympy")
    lines = poor_minima.poor_minima(ring, appendix_d.deep_function(ring))
    expected = {"-1": [0], "0": [], "1": [], "32/27": [], "2": [Fraction(-4, 3)]}
    for y, minima in expected.items():
        assert [line.minimum for line in lines if Fraction(y) in line] == minima


def test_appendix_d_with_another_function_is_refuted() -> None:
    ring = polynomial_ring(("w", "y"), "sympy")
    w = ring.generators["w"]
    assert appendix_d._decide_deep(ring, w**2 + w**3).outcome is FAILS
    assert appendix_d._decide_squared(ring, 2 * w**2 - w**3).outcome is FAILS
    assert appendix_d._decide_minimum(ring, w**2).outcome is FAILS  # global: nothing is lower
    assert appendix_d._decide_minimum(ring, -(w**2)).outcome is FAILS  # a maximum
    with pytest.raises(ArithmeticError, match="not rational"):
        poor_minima.critical_points(ring, w**3 - 2 * w)


def test_albert_without_the_range_condition_is_refuted(
    quick_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from symbolic.algebra import linalg

    monkeypatch.setattr(linalg, "range_included", lambda _inner, _outer: True)
    # Without it B^T A^- B need not even be symmetric; symmetrise, and Albert still fails.
    monkeypatch.setattr(linalg, "is_psd", lambda m: linalg.inertia(m + m.T)[1] == 0)
    found = semidefinite_facts._albert_at_points(quick_settings)
    assert found.outcome is FAILS
    assert found.counterexample is not None
    assert set(found.counterexample.given) == {"A", "A^-", "B", "D"}


def test_sylvester_for_eigenvalue_signs_of_something_else_is_refuted(
    quick_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        semidefinite_facts, "random_invertible",
        lambda _random, n: (Matrix.zeros(semidefinite_facts.rationals(), n, n), None),
    )  # fmt: skip
    assert semidefinite_facts._sylvester_at_points(quick_settings).outcome is FAILS
