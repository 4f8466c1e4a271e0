"""A wrong engine, a wrong check of hypotheses and a wrong prover: none makes a verdict."""

from dataclasses import replace

import pytest

from proofs.identity.decide import decide
from proofs.identity.proof import Proof
from proofs.status import Status
from symbolic.statements import flint_evaluation
from symbolic.statements.flint_evaluation import Run
from symbolic.statements.flint_matrices import Engine
from symbolic.statements.syntax import Statement


def test_a_counterexample_of_a_wrong_engine_is_never_shown(monkeypatch) -> None:
    def wrong(_: Engine, matrix):
        return matrix.transpose() * 2

    monkeypatch.setitem(
        flint_evaluation._COMPUTE, flint_evaluation.Pinv, flint_evaluation._made(wrong)
    )
    with pytest.raises(AssertionError, match="no counterexample to"):
        decide("A: m x n |- A*pinv(A)*A == A", provers=())


def test_a_wrong_check_of_hypotheses_is_noticed(monkeypatch) -> None:
    monkeypatch.setattr(Run, "hypotheses", lambda _: True)
    with pytest.raises(AssertionError, match="no counterexample to"):
        decide("A: n x n; A == 0, A*A == A |- A == 0", provers=())


def test_a_prover_is_asked_after_the_first_instances_only() -> None:
    asked = []

    def prover(given: Statement, seconds: float) -> Proof | None:
        asked.append(seconds)
        return replace(genuine, strategy="by hand")

    genuine = decide("A: m x n |- A == A").proof
    assert genuine is not None
    decision = decide("A: m x n |- A == A", 2, provers=[("test", prover)])
    assert decision.verdict is Status.PROVED
    assert (decision.scope, decision.strategy) == ("all sizes", "test: by hand")
    assert 0 < asked[0] <= 2
    decision = decide("A: m x n |- A == 0", 2, provers=[("test", prover)])
    assert decision.verdict is Status.REFUTED
    assert len(asked) == 1


def test_a_prover_is_not_believed() -> None:
    forged = Proof("a strategy", 3, "{}")
    decision = decide("A: m x n |- A == A", 2, provers=[("test", lambda s, t: forged)])
    assert decision.verdict is Status.UNDECIDED
    assert (decision.proof, decision.rejected[:15]) == (None, "the certificate")


def test_a_prover_that_finds_nothing_leaves_it_to_the_search() -> None:
    decision = decide("A: m x n |- A == A", 2, provers=[("test", lambda s, t: None)])
    assert decision.verdict is Status.UNDECIDED
    assert decision.proof is None
