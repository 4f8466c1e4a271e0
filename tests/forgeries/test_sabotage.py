"""What a claim rests on is broken on purpose, and the claim must no longer be proved.

A claim whose two sides were the same thing, or that looked at nothing, would survive.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from numeric_crosscheck.derivatives import NumericDerivatives
from proofs.evidence import inverse_families as family_evidence
from proofs.evidence.claim import Claim
from proofs.evidence.equation import Equation
from proofs.evidence.identities import find_failure
from proofs.evidence.run import decide_claim, decide_claims
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016.claims import (
    appendix_a2,
    appendix_a3,
    appendix_a3_lines,
    appendix_d,
    generalized_inverses,
    kronecker_facts,
    lemma_4_1,
    lemma_4_3,
)
from proofs.status import Scope, Status
from symbolic.algebra.generalized_inverses import Quotient, WithInverses, gram_with_inverses
from symbolic.algebra.kronecker import kron
from symbolic.algebra.matrix import Matrix
from symbolic.errors import SingularMatrixError
from symbolic.networks import formulas
from symbolic.networks.architecture import Architecture
from symbolic.networks.derivatives import derive
from symbolic.networks.derivatives_flint import FlintCalculus
from symbolic.networks.derivatives_sympy import SympyCalculus
from tests.kawaguchi import PAPER

SETTINGS = Settings((Architecture.parse("2,3,1:4"), Architecture.parse("3,1,2,4:5")), quick=True)


@pytest.fixture(autouse=True)
def _no_caches() -> Any:
    caches = (derive, gram_with_inverses, generalized_inverses._gram_evidence)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


def status(name: str) -> Status:
    return decide_claim(PAPER, PAPER.find(name), SETTINGS).status


def swapped(left: Matrix, right: Matrix) -> Matrix:
    return kron(right, left)


@pytest.mark.parametrize(
    ("module", "names"),
    [
        (formulas, ["lemma-4.1", "lemma-4.3", "general-block"]),
        (appendix_a2, ["appendix-a2"]),
        (appendix_a3_lines, ["appendix-a3"]),
        (kronecker_facts, ["fact-a11"]),
    ],
)
def test_with_kronecker_factors_swapped(
    module: Any, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "kron", swapped)
    assert [status(name) for name in names] == [Status.REFUTED] * len(names)


@pytest.mark.parametrize("engine", [SympyCalculus, FlintCalculus])
@pytest.mark.parametrize(
    ("method", "names"),
    [
        ("gradient", ["lemma-4.1", "appendix-a2"]),
        ("block", ["lemma-4.3", "general-block"]),
        ("partials", ["fact-a11"]),
    ],
)
def test_with_one_engine_wrong(
    engine: type, method: str, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    right = getattr(engine, method)

    def wrong(self: Any, *arguments: Any) -> Any:
        value = right(self, *arguments)
        return tuple(-part for part in value) if isinstance(value, tuple) else -value

    monkeypatch.setattr(engine, method, wrong)
    for name in names:
        # The counterexample does not survive being recomputed: an alarm, not a verdict.
        with pytest.raises(AssertionError, match="recomputed sides agree"):
            status(name)


@pytest.mark.parametrize(
    ("method", "parts"),
    [
        ("block", ["display for the diagonal blocks", "first display"]),
        (
            "partials",
            ["second display, line 3", "second display, line 4", "second display, line 5",
             "derivative of C by W_{H+1}", "first display"],
        ),
    ],
)  # fmt: skip
def test_the_lines_of_a3_depend_on_the_derivatives(
    method: str, parts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    right = getattr(FlintCalculus, method)

    def wrong(self: Any, *arguments: Any) -> Any:
        value = right(self, *arguments)
        return tuple(-part for part in value) if isinstance(value, tuple) else -value

    monkeypatch.setattr(FlintCalculus, method, wrong)
    for part in parts:
        equation = appendix_a3.PARTS[part]
        with pytest.raises(AssertionError, match="recomputed sides agree"):
            find_failure(equation, SETTINGS.architectures[1], "flint")


@pytest.mark.parametrize("part", appendix_a3.PARTS)
def test_each_line_of_a3_with_a_side_negated(part: str) -> None:
    equation = appendix_a3.PARTS[part]
    negated = replace(equation, right=lambda *arguments: -equation.right(*arguments))
    failure = find_failure(negated, SETTINGS.architectures[1], "flint")
    assert failure is not None
    assert failure.kind == "false"


def test_the_engines_derive_each_off_diagonal_block_twice() -> None:
    """The symmetry of the Hessian is seen, not put in: a transposed block is noticed."""
    calculus = derive(SETTINGS.architectures[1], "flint")
    assert calculus.block(3, 1) is not calculus.block(1, 3)
    one_sided = Equation(
        lambda c, l, k: c.block(k, l) if (l, k) != (1, 3) else -c.block(k, l),
        lemma_4_3.SYMMETRY.right,
        lemma_4_3.strict_pairs,
        ("l", "k"),
    )
    assert find_failure(one_sided, SETTINGS.architectures[1], "flint") is not None


@pytest.mark.parametrize("method", ["gradient", "block"])
def test_numbers_that_disagree_leave_a_claim_undecided(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = getattr(NumericDerivatives, method)

    def wrong(self: Any, *arguments: Any) -> Any:
        return [[-entry for entry in row] for row in right(self, *arguments)]

    monkeypatch.setattr(NumericDerivatives, method, wrong)
    names = {"gradient": ["lemma-4.1"], "block": ["lemma-4.3", "general-block"]}[method]
    assert [status(name) for name in names] == [Status.UNDECIDED] * len(names)


def spoil(family: WithInverses, change: Callable[[WithInverses, Quotient], Matrix]) -> WithInverses:
    inverses = tuple(Quotient(change(family, G), G.denominator) for G in family.inverses)
    return replace(family, inverses=inverses)


SPOILED = {
    "twice the inverse": lambda _family, G: 2 * G.numerator,
    "symmetrised": lambda _family, G: G.numerator + G.numerator.T,
    "reflexive": lambda family, G: G.numerator @ family.matrix.T @ family.matrix @ G.numerator,
    "without its free blocks": lambda _family, G: G.numerator.map(
        lambda entry: entry.subs({n: 0 for n in G.numerator.ring.names if n[0] in "pqs"})
    ),
}


@pytest.mark.parametrize("change", SPOILED.values(), ids=SPOILED)
def test_with_another_family_of_inverses(
    change: Callable[[WithInverses, Quotient], Matrix], monkeypatch: pytest.MonkeyPatch
) -> None:
    right = gram_with_inverses
    monkeypatch.setattr(
        generalized_inverses, "gram_with_inverses", lambda *a, **k: spoil(right(*a, **k), change)
    )
    for number in (17, 20, 21, 22):
        assert status(f"fact-a{number}") is Status.REFUTED


@pytest.mark.parametrize("letters", ["T is fixed", "L1 stands twice"])
def test_a_family_that_is_not_complete_is_noticed(letters: str) -> None:
    family = gram_with_inverses(2, 3, 1)
    named = dict(family.letters)
    if letters == "T is fixed":
        named["T"] = Matrix.identity(family.matrix.ring, 3)
    else:
        named["L2 of 0"] = named["L1 of 0"].T
    outcomes = family_evidence.family_evidence((2, 3, 1), replace(family, letters=named), gram=True)
    assert [item.outcome for item in outcomes if item.part == family_evidence.COMPLETE] == ["fails"]


def test_a_denominator_of_zero_is_refused() -> None:
    family = gram_with_inverses(2, 2, 1)
    with pytest.raises(SingularMatrixError, match="every identity would hold"):
        Quotient(family.inverses[0].numerator, family.matrix.ring.zero)


def test_appendix_d_with_a_function_that_does_not_take_every_value() -> None:
    ring = appendix_d._ring()
    w = ring.generators["w"]
    assert appendix_d._decide_onto(ring, w**2).outcome == "fails"
    assert appendix_d._decide_squared(ring, 3 * w**4 - 4 * w**3 - 12 * w**2).outcome == "fails"


def test_every_architecture_and_engine_is_in_the_evidence() -> None:
    """Nothing stops after the first: each part is decided wherever it has an index."""
    both = {"lemma-4.1", "lemma-4.3", "general-block", "appendix-a2"}
    for name in (*both, "appendix-a3"):
        verdict = decide_claim(PAPER, PAPER.find(name), SETTINGS)
        engines = ("sympy", "flint") if name in both else ("flint",)
        for part in verdict.claim.parts:
            if part in (lemma_4_1.PRODUCT_PART, lemma_4_3.FORM_PART, appendix_a3.STACKED_PART):
                continue  # a theorem of the kernel, and no engine's
            if part == lemma_4_3.SYMMETRY_PART:
                engines = ("flint",)
            seen = {(e.where, e.by) for e in verdict.evidence if e.part == part}
            assert seen >= {(str(a), by) for a in SETTINGS.architectures for by in engines}, part
        numeric = {e.where for e in verdict.evidence if e.scope is Scope.NUMERIC}
        expected = {str(a) for a in SETTINGS.architectures}
        assert numeric == (expected if name in both - {"appendix-a2"} else set())


def test_only_claims_of_the_catalogue_are_decided_in_parallel() -> None:
    """A worker finds a claim by its name, so a changed claim must not pass for it."""
    real = PAPER.find("lemma-4.1")
    changed: Claim = replace(real, statement="something else")
    for claims in ([changed, PAPER.claims[-1]], [real, real]):
        with pytest.raises(ValueError, match="only claims of the paper"):
            decide_claims(PAPER, claims, SETTINGS, jobs=2)
