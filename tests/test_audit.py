"""The hypothesis audit: every answer is the expected one, and a false claim of it is not."""

from dataclasses import replace

import pytest

from proofs import catalogue
from proofs.audit import NEEDED, OPEN, SUPERFLUOUS, at_points, audit, audit_json, needed, without
from proofs.claim import Scope, Settings
from proofs.expression import Letters, Statement
from proofs.paper import hypotheses
from proofs.paper.critical_point_lemmas import DATA


def test_every_answer_is_the_expected_one(quick_settings: Settings) -> None:
    verdicts = audit(hypotheses.AUDITED, quick_settings)
    assert [v.audited.hypothesis for v in verdicts if not v.as_expected] == []
    for verdict in verdicts:
        assert (verdict.answer.kind == NEEDED) == (verdict.answer.counterexample is not None)
    content = audit_json(verdicts)
    assert {item["claim"] for item in content} <= {claim.id for claim in catalogue.CLAIMS}


def test_the_headlines(quick_settings: Settings) -> None:
    verdicts = audit(hypotheses.AUDITED, quick_settings)
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


@pytest.mark.parametrize("wrong", ["theorem", "needed", "points", "vacuous"])
def test_a_false_answer_is_not_given(wrong: str, quick_settings: Settings) -> None:
    def critical(n, _more):
        return [Statement((), Letters(n.architecture).critical)]

    def never(n, _more):
        letters = Letters(n.architecture)
        impossible = letters.loss.less(letters.loss)
        return [Statement((impossible,), letters.critical)]

    entry = {
        # It has one hypothesis, not none.
        "theorem": without("lemma-4.4", "all", "lemma-4.4", ()),
        # Criticality is in the list of hypotheses of the networks tried: nothing fails.
        "needed": needed("lemma-4.1", "none", critical, hypotheses.points),
        # Not every network is critical.
        "points": at_points("lemma-4.1", "none", critical, hypotheses.everywhere),
        "vacuous": at_points("lemma-4.1", "none", never, hypotheses.everywhere),
    }[wrong]
    verdict = audit([replace(entry)], quick_settings)[0]
    assert verdict.answer.kind == OPEN
    assert not verdict.as_expected
