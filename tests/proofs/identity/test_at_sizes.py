"""Statements at integer sizes: identities of polynomials, and nothing else.

| asked | evidence here |
|---|---|
| what is proved has the scope of its sizes | Cayley and Hamilton, products of determinants |
| a changed statement is refuted | each of the file, changed |
| hypotheses are used by what is multiplied out | coefficients that are made up are not believed |
| what is no equation is not used, and not proved | inequalities, ranks, inclusions |
| denominators are not forgotten | inverses and quotients |
| both engines are asked | one that is wrong is noticed |
| no false statement is proved | random statements at small sizes, with 60 instances each |
"""

from collections import Counter
from fractions import Fraction
from random import Random

import pytest

from proofs.identity import polynomials
from proofs.identity.answer import summary_line
from proofs.identity.decide import decide
from proofs.identity.files import library
from proofs.identity.polynomials import proved_at_sizes
from proofs.status import Status
from symbolic.algebra.rings import ENGINES
from symbolic.statements.parser import statement
from symbolic.statements.polynomial_values import PolynomialValues
from symbolic.statements.refuter import Refuter

TRUE, FALSE = library("holds_at_sizes.txt"), library("fails_at_sizes.txt")


@pytest.mark.parametrize("item", TRUE, ids=lambda item: item.name)
def test_what_holds_is_proved_at_its_sizes(item) -> None:
    found = decide(item.statement)
    assert found.verdict is Status.PROVED
    assert found.scope in ("architecture", "all sizes")
    assert (found.proof is None) is (found.scope == "architecture")


@pytest.mark.parametrize("item", FALSE, ids=lambda item: item.name)
def test_what_fails_is_refuted(item) -> None:
    assert proved_at_sizes(item.statement) is None
    assert decide(item.statement).verdict is Status.REFUTED


CHANGES = [
    ("- tr(A)*A ", "- 2*tr(A)*A "), ("tr(A^2))/2", "tr(A^2))/3"), ("det(A)*det(B)", "det(A)"),
    ("== 1", "== -1"), ("K^2", "K*A"), ("/2", ""), ("tr(A)*I", "tr(A)^2*I"),
]  # fmt: skip


@pytest.mark.parametrize("item", TRUE, ids=lambda item: item.name)
def test_what_is_changed_is_refuted(item) -> None:
    text = item.statement.source
    changed = [text.replace(*change) for change in CHANGES if change[0] in text]
    changed += [text.replace("; orthogonal(A)", ""), text.replace("; tr(A) == 0, det(A) == 0", "")]
    for other in {other for other in changed if other != text}:
        assert proved_at_sizes(statement(other)) is None
        assert decide(other).verdict is Status.REFUTED, other


@pytest.mark.parametrize(
    "text",
    [
        "A: 2 x 2; psd(A) |- det(A) == 0", "A: 2 x 2 |- rank(A) <= 2", "A: 2 x 2 |- psd(A)",
        "A: 2 x 2; rank(A) == 1 |- det(A) == 0", "A: 2 x 2 |- A == A or A == 0",
        "A: 2 x 2; A*A == 0 or A == I(2) |- det(A)*det(A - I(2)) == 0",
        "A: n x n |- tr(A) == tr(A)", "A: 2 x 2 |- pinv(A)*A == A*pinv(A)",
        "A: 9 x 9 |- A*A == A*A",
    ],
)  # fmt: skip
def test_what_is_no_equation_between_polynomials_is_not_proved_here(text: str) -> None:
    assert proved_at_sizes(statement(text)) is None


def test_a_hypothesis_that_is_no_equation_is_not_used() -> None:
    assert proved_at_sizes(statement("A: 2 x 2; psd(A) |- tr(A^2) == tr(A)^2 - 2*det(A)"))
    assert proved_at_sizes(statement("A: 1 x 1, B: 1 x 1; A*B <= 0 |- A*B == B*A"))


def test_denominators() -> None:
    true = "A: 2 x 2, B: 2 x 2 |- det(inv(A)*B)*det(A) == det(B)"
    false = "A: 2 x 2, B: 2 x 2 |- det(inv(A)*B)*det(A)^2 == det(B)"
    assert proved_at_sizes(statement(true))
    assert proved_at_sizes(statement(false)) is None
    assert proved_at_sizes(statement("s: number, t: number |- 1/s + 1/t == (s + t)/(s*t)"))
    assert proved_at_sizes(statement("s: number, t: number |- 1/s + 1/t == 2/(s + t)")) is None
    blocks = "A: 2 x 2, B: 2 x 2 |- hcat(inv(A), inv(B))*vcat(A, B) == 2*I(2)"
    assert proved_at_sizes(statement(blocks))


def test_coefficients_that_are_made_up_are_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    given = statement("A: 2 x 2, B: 2 x 2; A*B == I(2) |- det(A)*det(B) == 1")
    found = proved_at_sizes(given)
    assert found is not None
    assert found.combined == 1
    one = (0,) * 8
    for made_up in ([], [(0, {one: Fraction(1)})], [(n, {one: Fraction(1, 2)}) for n in range(4)]):
        monkeypatch.setattr(polynomials, "_cofactors", lambda *_, m=made_up: [m])
        assert proved_at_sizes(given) is None


@pytest.mark.parametrize("wrong", ENGINES)
def test_both_engines_are_asked(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given = statement("A: 2 x 2, B: 2 x 2 |- det(A*B) == det(A)*det(B)")
    assert proved_at_sizes(given)
    equations = PolynomialValues.equations

    def changed(self, formula):
        found = equations(self, formula)
        return [p + self.ring.one for p in found] if self.ring.engine == wrong else found

    monkeypatch.setattr(PolynomialValues, "equations", changed)
    assert proved_at_sizes(given) is None


def test_a_summary_does_not_count_together_what_has_different_scopes() -> None:
    verdicts = Counter({Status.PROVED: 5, Status.REFUTED: 1})
    line = summary_line(verdicts, 1, at_sizes=2)
    assert line == (
        "6 statements: 2 proved, 1 proved with an assumption, 2 proved at their sizes only,"
        " 1 refuted, 0 undecided"
    )


LETTERS = "A: 2 x 2, B: 2 x 2, x: 2 x 1"
TERMS = ("A", "B", "T(A)", "A*B", "B*A", "A + B", "A*A", "det(A)*B", "tr(A)*B", "I(2)", "T(B)*A",
         "A*B*A", "inv(A)", "kron(x, T(x))", "x*T(x)", "(tr(B)*I(2) - B)")  # fmt: skip
GIVEN = ("A*B == B*A", "symmetric(A)", "A*A == A", "A*B == I(2)", "tr(A) == 0", "orthogonal(B)")


def test_no_false_statement_is_proved() -> None:
    random, proved = Random(2016), 0
    for _ in range(400):
        left = " + ".join(random.choice(TERMS) for _ in range(random.choice((1, 2))))
        right = "*".join(f"({random.choice(TERMS)})" for _ in range(random.choice((1, 2))))
        chosen = random.sample(GIVEN, random.choice((0, 0, 1, 2)))
        hypotheses = "; " + ", ".join(chosen) if chosen else ""
        kind = random.choice(("{} == {}", "tr({}) == tr({})", "det({}) == det({})"))
        given = statement(f"{LETTERS}{hypotheses} |- {kind.format(left, right)}")
        if proved_at_sizes(given) is not None:
            proved += 1
            assert Refuter(given, 7).search(60, None) is None, given.source
    assert proved > 10
