"""True statements with a single change: the change is noticed.

A change may leave a statement true (`A` doubled on both sides); so of each statement's changes,
taken in a random order, the first ones are tried until one is refuted.
"""

from random import Random

import pytest

from proofs.identity.files import NamedStatement, library
from symbolic.statements.evaluation import evaluate
from symbolic.statements.parser import statement
from symbolic.statements.refuter import Refuter
from symbolic.statements.syntax import Statement
from tests.symbolic.statements.mutations import mutations

TRUE = library("holds_*.txt")
MOST = 25


def changed(item: NamedStatement) -> list[tuple[str, Statement]]:
    found = {new: what for what, new in mutations(item.statement) if new != item.statement}
    order = [(what, new) for new, what in found.items()]
    Random(item.name).shuffle(order)
    return order


@pytest.mark.parametrize("item", TRUE, ids=lambda item: item.name)
def test_a_change_is_refuted(item: NamedStatement) -> None:
    for _, new in changed(item)[:MOST]:
        found = Refuter(new, 3).search(60, None)
        if found is not None:
            again = statement(new.source)
            assert evaluate(again, found.sizes, found.letters, found.inverses).refutes
            return
    pytest.fail("no change was refuted")
