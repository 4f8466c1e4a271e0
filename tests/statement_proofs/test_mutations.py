"""True statements changed once and decided again: refuted, proved, or said to be open, and why."""

import json
from random import Random

import pytest

from proofs import checker
from proofs.statement_files import library
from symbolic.statements import decide
from symbolic.statements.decision import Verdict
from symbolic.statements.evaluation import evaluate
from symbolic.statements.parser import statement
from tests.statements.test_mutations import changed

COUNT, MOST_OPEN = 100, 8
LEAST_INSTANCES = 200


@pytest.mark.slow
def test_a_changed_statement_is_refuted_or_proved() -> None:
    """A few are left open; of these the answer says how many exact instances they survived."""
    items = list(library("holds_*.txt"))
    Random(2016).shuffle(items)
    seen = dict.fromkeys(Verdict, 0)
    for item in items:
        if sum(seen.values()) == COUNT:
            break
        if decide(item.statement, budget=6).verdict is not Verdict.PROVED:
            continue
        _, new = changed(item)[0]
        found = decide(new, budget=20)
        seen[found.verdict] += 1
        if found.verdict is Verdict.REFUTED:
            example = found.counterexample
            assert example is not None
            again = statement(new.source)
            assert evaluate(again, example.sizes, example.letters, example.inverses).refutes
        elif found.verdict is Verdict.PROVED:
            assert found.proof is not None
            assert checker.check(json.loads(found.proof.certificate))
        else:
            assert found.survivors.total >= LEAST_INSTANCES, new.source
    assert sum(seen.values()) == COUNT
    assert seen[Verdict.UNDECIDED] <= MOST_OPEN
    assert seen[Verdict.REFUTED] >= COUNT // 2
