"""The library decided: what is proved, what is refuted, and that the answers are always the same.

| asked | evidence here |
|---|---|
| 90 % of the true statements proved, each certificate replayed | all (slow); a sample always |
| each of them tried on 200 exact instances | `statements.test_library`, all true statements |
| every false statement refuted | `statements.test_library` |
| no wrong verdict | there, and no true statement refuted here |
| an assumption is no proof outright | counted apart |
| the same strategy and certificate on every machine | with another budget and clock, in a sample |
"""

import json
from random import Random
from time import perf_counter

import pytest

from proofs import checker
from proofs.identity import limits, strategies
from proofs.identity.decide import decide, rejection
from proofs.identity.files import NamedStatement, library
from proofs.identity.proof import Proof
from proofs.identity.strategies import prove
from proofs.status import Status
from symbolic.errors import NotTriedError

TRUE = library("holds_*.txt")
LEAST_SHARE, SECONDS = 0.9, 100.0
SAMPLE = Random(7).sample(TRUE, 16)


def require_proof(item: NamedStatement, proof: Proof) -> None:
    """The independent checker accepts the certificate, and it says what the statement says."""
    assert checker.check(json.loads(proof.certificate))["claim"] == "statement", item.name
    assert rejection(item.statement, proof.certificate) == "", item.name


@pytest.mark.slow
def test_nine_of_ten_true_statements_are_proved() -> None:
    outright = 0
    for item in TRUE:
        found = decide(item.statement, budget=SECONDS)
        assert found.verdict is not Status.REFUTED, item.name
        if found.proof is not None:
            require_proof(item, found.proof)
            outright += not found.assumptions
    assert outright >= LEAST_SHARE * len(TRUE)


def proof_of(item: NamedStatement) -> Proof | None:
    try:
        found = prove(item.statement, SECONDS)
    except NotTriedError:
        return None
    return found if isinstance(found, Proof) else None


def test_most_of_a_sample_are_proved() -> None:
    found = {item.name: proof_of(item) for item in SAMPLE}
    for item in SAMPLE:
        proof = found[item.name]
        if proof is not None:
            require_proof(item, proof)
    outright = [p for p in found.values() if p is not None and not p.assumptions]
    assert len(outright) >= 0.8 * len(SAMPLE)


@pytest.mark.parametrize("item", SAMPLE[:5], ids=lambda item: item.name)
def test_a_slower_clock_changes_nothing(
    item: NamedStatement, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine thirty times as slow finds the same proof by the same strategy, if it has time."""
    first = proof_of(item)
    for module in (limits, strategies):
        monkeypatch.setattr(module, "perf_counter", lambda: 30 * perf_counter())
    monkeypatch.setattr(f"{__name__}.SECONDS", 30 * SECONDS)
    assert proof_of(item) == first
