"""True statements changed once and decided again: refuted, or proved; none is left open."""

import json
from random import Random

import pytest

from proofs import checker
from proofs.identity.decide import decide
from proofs.identity.files import library
from proofs.status import Status
from symbolic.statements.evaluation import evaluate
from symbolic.statements.parser import statement
from symbolic.statements.refuter import Refuter
from tests.symbolic.statements.test_mutations import changed

COUNT = 100


@pytest.mark.slow
def test_a_changed_statement_is_refuted_or_proved_but_for_a_few() -> None:
    """Whatever the time; the work is bounded, so that the verdicts are the same everywhere."""
    items = list(library("holds_*.txt"))
    Random(2016).shuffle(items)
    seen = dict.fromkeys(Status, 0)
    for item in items:
        if sum(seen.values()) == COUNT:
            break
        if decide(item.statement, budget=60).verdict is not Status.PROVED:
            continue
        _, new = changed(item)[0]
        found = decide(new, budget=100)
        seen[found.verdict] += 1
        if found.verdict is Status.REFUTED:
            example = found.counterexample
            assert example is not None
            again = statement(new.source)
            assert evaluate(again, example.sizes, example.letters, example.inverses).refutes
        elif found.verdict is Status.UNDECIDED:  # it may be true; the reason is said
            assert found.missing or found.untried, new.source
        else:
            assert (found.proof is None) is (found.at_sizes is not None), new.source
            if found.proof is not None:
                assert checker.check(json.loads(found.proof.certificate))
            assert Refuter(new, 11).search(400, None) is None
    assert sum(seen.values()) == COUNT
    assert seen[Status.UNDECIDED] <= COUNT // 20
    assert seen[Status.REFUTED] >= COUNT // 2
