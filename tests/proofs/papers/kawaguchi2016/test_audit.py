"""The hypothesis audit: every answer is the expected one, and a false claim of it is not."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from proofs import checker
from proofs.evidence import audit as audits
from proofs.evidence.audit import (
    NEEDED,
    OPEN,
    SUPERFLUOUS,
    USED,
    AuditVerdict,
    at_points,
    audit,
    needed,
)
from proofs.evidence.expression import Assertion
from proofs.evidence.instances import Matrix
from proofs.evidence.letters import Letters
from proofs.evidence.settings import Settings
from proofs.evidence.stated import StatedTheorem
from proofs.papers.kawaguchi2016 import places
from proofs.papers.kawaguchi2016.audit import data as data_audit
from proofs.papers.kawaguchi2016.audit import hypotheses
from proofs.papers.kawaguchi2016.audit.assumptions import FAILS
from proofs.papers.kawaguchi2016.audit.data import in_step
from proofs.papers.kawaguchi2016.audit.hypotheses import used_in, without
from proofs.papers.kawaguchi2016.claims.at_critical_points import DATA
from proofs.reports.audit import audit_json
from proofs.status import Scope
from tests import plain_fractions as plain
from tests.kawaguchi import PAPER, THEOREMS, statement


@pytest.fixture(scope="module")
def verdicts(quick_settings: Settings) -> list[AuditVerdict]:
    return audit(hypotheses.AUDITED, quick_settings)


def test_every_answer_is_the_expected_one(verdicts: list[AuditVerdict]) -> None:
    assert [v.audited.hypothesis for v in verdicts if not v.as_expected] == []
    for verdict in verdicts:
        assert (verdict.answer.kind == NEEDED) == (verdict.answer.counterexample is not None)
    content = audit_json(verdicts)
    assert {item["claim"] for item in content} <= {claim.id for claim in PAPER.claims}


PROOF_STEPS = ("appendix-a6", "appendix-b", "appendix-c1", "zero-product", "second-order",
               "escape-curves", "depth-two", "flat-saddles")  # fmt: skip
"""Claims about proofs, and beyond the paper at points: their hypotheses are those of the lemmas."""


def test_every_printed_hypothesis_of_a_statement_has_an_answer() -> None:
    answered = [(entry.claim, entry.hypothesis.split(":")[0]) for entry in hypotheses.AUDITED]
    claims = [c for c in PAPER.claims if not c.id.startswith(PROOF_STEPS)]
    assert {name for _, names in places.STATEMENTS.values() for name in names} <= {
        *(claim.id for claim in claims), "proposition-3.1",
    }  # fmt: skip
    for claim in claims:
        own = [words for name, words in answered if name == claim.id]
        for words in claim.hypotheses:
            short = words.split(":")[0].split(";")[0]
            assert any(shown.startswith(short) for shown in own), (claim.id, words)


def test_counterexamples_again_by_fractions_alone(verdicts: list[AuditVerdict]) -> None:
    """What is left of the statement has true hypotheses and a false conclusion."""
    shown = [item for item in audit_json(verdicts) if item["kind"] == NEEDED]
    assert len(shown) > 12
    for item in json.loads(json.dumps(shown)):
        given = {n: plain.parse(rows) for n, rows in item["counterexample"]["given"].items()}
        for formula in item["statement"]["hypotheses"]:
            assert plain.true(formula, given), item["hypothesis"]
        assert not plain.true(item["statement"]["conclusion"], given), item["hypothesis"]


def test_superfluous_for_all_sizes_is_evaluated_where_the_hypothesis_fails(
    verdicts: list[AuditVerdict],
) -> None:
    outside = [(v.audited.claim, v.audited.hypothesis) for v in verdicts if v.answer.outside]
    for data in ("X X^T invertible", "X Y^T of full rank", "Sigma has distinct eigenvalues"):
        assert ("theorem-2.3.iv", data) in outside
    for data in ("X Y^T of full rank", "Sigma has distinct eigenvalues"):
        assert ("theorem-2.3.iii", data) in outside
        assert ("theorem-2.3.ii", data) in outside
    assert ("theorem-2.3.ii", "X X^T invertible") in outside
    assert ("lemma-4.6", "X Y^T of full rank") in outside


def test_what_a_printed_hypothesis_says_where_it_fails() -> None:
    """Each test of an instance, at data that have the property and at data that do not."""

    def data(X: list[list[int]], Y: list[list[int]]) -> dict:
        d = [len(X), 1, len(Y)]
        return {"X": matrix(X), "Y": matrix(Y), "d": d, "H": 1}

    def matrix(rows: list[list[int]]) -> Matrix:
        return Matrix([[Fraction(x) for x in row] for row in rows], len(rows), len(rows[0]))

    one = [[1, 0], [0, 1]]
    good = data(one, [[2, 0], [0, 1]])
    bad = {
        "X X^T invertible": data([[1, 1], [1, 1]], one),
        "X Y^T of full rank": data(one, [[1, 0], [0, 0]]),
        "X Y^T invertible": data(one, [[1, 0]]),
        "d_y <= d_x": data([[1]], [[1], [0]]),
        "Sigma has distinct eigenvalues": data(one, one),
        "H = 1": good | {"H": 2, "d": [2, 1, 1, 2]},
        "p < d_x = d_y": good | {"d": [2, 2, 2]},
    }
    # At 1,1,1,1 with W = (1, 0, 1), X = 1, Y = 1: the gradient for W_2 is -1.
    scalar = data([[1]], [[1]]) | {"H": 2, "d": [1] * 4}
    inside = "criticality in W_2, .., W_H"
    bad[inside] = scalar | {"W": [matrix([[w]]) for w in (1, 0, 1)]}
    assert bad.keys() == FAILS.keys()
    for words, values in bad.items():
        critical = scalar | {"W": [matrix([[w]]) for w in (0, 0, 1)]}
        assert FAILS[words](values), words
        assert not FAILS[words](critical if words == inside else good), words


def test_the_headlines(verdicts: list[AuditVerdict]) -> None:
    answers = {(v.audited.claim, v.audited.hypothesis): v.answer for v in verdicts}
    for part in ("ii", "iii", "iv"):
        for hypothesis in DATA:
            answer = answers[f"theorem-2.3.{part}", hypothesis]
            assert (answer.kind, answer.scope) == (SUPERFLUOUS, Scope.ALL_SIZES)
    for claim in ("lemma-4.4", "corollary-4.5"):
        answer = answers[claim, "W is a critical point"]
        assert (answer.kind, answer.scope) == (SUPERFLUOUS, Scope.ALL_SIZES)
    assert answers["lemma-4.6", "Sigma has distinct eigenvalues"].kind == NEEDED
    for hypothesis in ("the alternative X r = 0", "X Y^T of full rank", "d_y <= d_x"):
        answer = answers["lemma-4.6", hypothesis]
        assert (answer.kind, answer.scope) == (SUPERFLUOUS, Scope.ALL_SIZES)
    assert answers["corollary-2.4", "X Y^T != 0, for H >= 2"].kind == NEEDED


@pytest.mark.parametrize(
    "wrong", ["theorem", "kept", "needed", "points", "vacuous", "unknown", "unused"]
)
def test_a_false_answer_is_not_given(
    wrong: str, quick_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    if wrong == "unused":
        idle = THEOREMS["lemma-4.2"].found | {"unused hypotheses": [0]}
        monkeypatch.setattr(StatedTheorem, "found", property(lambda _theorem: idle))

    def critical(n, _more):
        return [Assertion((), Letters(n.architecture).critical)]

    def never(n, _more):
        letters = Letters(n.architecture)
        impossible = letters.loss.less(letters.loss)
        return [Assertion((impossible,), letters.critical)]

    entry = {
        # The certificate has these hypotheses.
        "theorem": without("theorem-2.3.ii", "W is a local minimum", THEOREMS["theorem-2.3.ii"]),
        "kept": without("lemma-4.6", "X X^T invertible", THEOREMS["lemma-4.6"]),
        # Lemma 4.6 does not assume that, and nothing uses this hypothesis of Lemma 4.2 below.
        "unknown": used_in("lemma-4.6", "d_y <= d_x", THEOREMS["lemma-4.6"], "d_y <= d_x"),
        "unused": used_in(
            "lemma-4.2", "X X^T invertible", THEOREMS["lemma-4.2"], "X X^T invertible"
        ),
        # Criticality is in the list of hypotheses of the networks tried: nothing fails.
        "needed": needed("lemma-4.1", "none", critical, hypotheses.points),
        # Not every network is critical.
        "points": at_points("lemma-4.1", "none", critical, hypotheses.everywhere),
        "vacuous": at_points("lemma-4.1", "none", never, hypotheses.everywhere),
    }[wrong]
    verdict = audit([replace(entry)], quick_settings)[0]
    assert verdict.answer.kind == OPEN
    assert not verdict.as_expected


def test_a_certificate_with_another_hypothesis_is_noticed(
    quick_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many hypotheses as before, but other ones; one more; one less."""
    entry = without("theorem-2.3.iv", "d_y <= d_x", THEOREMS["theorem-2.3.iv"])
    content = statement("theorem-2.3.iv")
    first, *others = content["hypotheses"]
    order = ["size<=", ["@", "d", ["+", "H", 1]], ["@", "d", 0]]
    wanted = {"accounted for": ([order, *others], [*content["hypotheses"], order])}
    wanted["does not assume: W is a critical point"] = (others,)
    for complaint, lists in wanted.items():
        for changed in lists:
            forged = content | {"hypotheses": changed}
            monkeypatch.setattr(
                StatedTheorem, "content", property(lambda _theorem, forged=forged: forged)
            )
            answer = entry.decide(quick_settings)
            assert (answer.kind, answer.scope) == (OPEN, None)
            assert complaint in answer.detail
    monkeypatch.undo()
    assert entry.decide(quick_settings).kind == SUPERFLUOUS
    assert first in content["hypotheses"]


def test_a_theorem_that_is_refuted_or_rejected_shows_nothing(
    quick_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = without("theorem-2.3.iv", "X X^T invertible", THEOREMS["theorem-2.3.iv"])
    monkeypatch.setattr(audits, "evaluate", lambda _name, _here: False)
    assert "is refuted where" in entry.decide(quick_settings).detail
    assert entry.decide(quick_settings).kind == OPEN
    monkeypatch.undo()

    def rejected(_theorem: StatedTheorem) -> None:
        raise checker.Rejected("step 1")

    monkeypatch.setattr(StatedTheorem, "_replayed", property(rejected))
    assert entry.decide(quick_settings).kind == OPEN


def test_a_step_is_open_where_a_theorem_is_missing_or_not_understood(
    quick_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = PAPER.find("appendix-b3")
    used, idle = (in_step(claim, h, "") for h in ("X Y^T of full rank", "X X^T invertible"))
    assert used.decide(quick_settings).kind == USED
    assert idle.decide(quick_settings).kind == SUPERFLUOUS
    bare = replace(claim, theorems=claim.theorems[:1])
    answer = in_step(bare, "X X^T invertible", "").decide(quick_settings)
    assert answer.kind == OPEN
    assert answer.detail.startswith("no theorem says")
    fewer = {text: words for text, words in data_audit.SAYS.items() if not text.startswith("L")}
    monkeypatch.setattr(data_audit, "SAYS", fewer)
    for entry in (used, idle):
        assert "not accounted for: L X Y^T = I_{d_y}" in entry.decide(quick_settings).detail
