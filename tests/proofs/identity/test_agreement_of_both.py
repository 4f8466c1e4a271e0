"""Prover and refuter side by side: they never contradict each other.

| asked | evidence here |
|---|---|
| nothing false is proved | every false statement of the library, given to the provers alone |
| what is proved survives exact instances | random statements, and changes of true ones |
"""

from random import Random

import pytest

from proofs.identity.decide import available
from proofs.identity.files import NamedStatement, library
from proofs.identity.proof import Proof
from symbolic.errors import NotTriedError
from symbolic.statements.parser import statement
from symbolic.statements.refuter import Refuter
from symbolic.statements.syntax import Statement
from symbolic.statements.writing import statement_text
from tests.symbolic.statements.mutations import mutations
from tests.symbolic.statements.random_statements import random_statement

TRUE, FALSE = library("holds_*.txt"), library("fails_*.txt")


def proved(given: Statement, seconds: float) -> bool:
    try:
        return any(isinstance(prove(given, seconds), Proof) for _, prove in available())
    except NotTriedError:
        return False


def test_there_is_a_prover() -> None:
    assert proved(statement("A: m x n |- A*pinv(A)*A == A"), 5)


@pytest.mark.parametrize("item", FALSE, ids=lambda item: item.name)
def test_nothing_false_is_proved(item: NamedStatement) -> None:
    assert not proved(item.statement, 0.1)


@pytest.mark.parametrize("seed", range(100))
def test_a_random_statement_is_not_both_proved_and_refuted(seed: int) -> None:
    given = statement(statement_text(random_statement(Random(f"both {seed}"))))
    if proved(given, 0.1):
        assert Refuter(given, seed).search(300, None) is None


@pytest.mark.parametrize("item", Random(5).sample(TRUE, 60), ids=lambda item: item.name)
def test_a_changed_statement_is_not_both_proved_and_refuted(item: NamedStatement) -> None:
    changed = [new for _, new in mutations(item.statement) if new != item.statement]
    given = Random(item.name).choice(changed)
    if Refuter(given, 1).search(300, None) is not None:
        assert not proved(given, 0.1)
