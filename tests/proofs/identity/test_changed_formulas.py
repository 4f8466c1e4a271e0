"""True statements with formulas and numbers, changed once: none is both proved and refuted."""

import json
from random import Random

import pytest

from proofs import checker
from proofs.identity.decide import rejection
from proofs.identity.files import NamedStatement, library
from proofs.identity.proof import Proof
from proofs.identity.strategies import prove
from symbolic.errors import NotTriedError
from symbolic.statements.refuter import Refuter
from tests.symbolic.statements.test_mutations import changed

TRUE = [*library("holds_formulas.txt"), *library("holds_numbers.txt")]
CHANGES, SECONDS = 4, 0.5


@pytest.mark.parametrize("item", TRUE, ids=lambda item: item.name)
def test_a_true_statement_is_proved(item: NamedStatement) -> None:
    found = prove(item.statement, 60.0)
    assert isinstance(found, Proof)
    assert rejection(item.statement, found.certificate) == ""
    assert checker.check(json.loads(found.certificate))


@pytest.mark.parametrize("item", TRUE, ids=lambda item: item.name)
def test_what_is_refuted_after_a_change_is_not_proved(item: NamedStatement) -> None:
    changes = changed(item)
    for _, new in Random(item.name).sample(changes, min(CHANGES, len(changes))):
        refuted = Refuter(new, 11).search(200, None) is not None
        try:
            found = prove(new, SECONDS)
        except NotTriedError:
            continue
        assert not (refuted and isinstance(found, Proof)), new.source
