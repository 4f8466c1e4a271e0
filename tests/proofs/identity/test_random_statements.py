"""Random statements of every kind of term: no traceback, and no proof of what is refuted."""

from random import Random

import pytest

from proofs.identity.decide import decide
from proofs.identity.proof import Proof
from proofs.identity.strategies import prove
from proofs.status import Status
from symbolic.errors import NotTriedError
from tests.symbolic.statements.random_statements import random_statement

PROVED: list[int] = []


@pytest.mark.parametrize("seed", range(120))
def test_what_is_proved_has_no_counterexample(seed: int) -> None:
    whole = random_statement(Random(seed))
    try:
        found = prove(whole, 0.3)
    except NotTriedError:
        return
    if not isinstance(found, Proof):
        return
    PROVED.append(seed)
    assert decide(whole, budget=1.0, provers=()).verdict is not Status.REFUTED


def test_some_of_them_are_proved() -> None:
    assert len(PROVED) >= 5
