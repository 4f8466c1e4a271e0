"""The library: sourced, named once, the false ones refuted, no true one ever.

| asked | evidence here |
|---|---|
| at least 150 true and 75 false statements, each with a source | counted from the files |
| no verdict is typed | the files hold name, source and statement only |
| every false statement is refuted | decided, and evaluated again here |
| no true statement is refuted | 200 exact instances of each, fewer where they are rare |
"""

import re

import pytest

from proofs.identity.files import LIBRARY, NamedStatement, library
from symbolic.statements.evaluation import evaluate
from symbolic.statements.parser import statement
from symbolic.statements.refuter import Refuter

TRUE, FALSE = library("holds_*.txt"), library("fails_*.txt")
SEED, INSTANCES = 7, 200
RARE = {"inverse-sum-implication", "cochran-three", "psd-antisymmetry"}


def test_there_are_enough_statements_and_each_has_a_source() -> None:
    assert len(TRUE) >= 150
    assert len(FALSE) >= 75
    assert all(re.search(r"[A-Z][a-z]+.* (18|19|20)\d\d", item.source) for item in TRUE + FALSE)


def test_names_and_statements_are_given_once() -> None:
    everything = [*TRUE, *FALSE]
    assert len({item.name for item in everything}) == len(everything)
    assert len({item.statement for item in everything}) == len(everything)


def test_no_verdict_is_typed() -> None:
    for path in LIBRARY.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\b(proved|refuted|undecided)\b", text), path


@pytest.mark.parametrize("item", FALSE, ids=lambda item: item.name)
def test_every_false_statement_is_refuted(item: NamedStatement) -> None:
    found = Refuter(item.statement, SEED).search(4_000, None)
    assert found is not None
    again = evaluate(statement(item.statement.source), found.sizes, found.letters, found.inverses)
    assert again.is_instance
    assert not again.holds
    assert all(1 <= size <= 4 for size in found.sizes.values())


@pytest.mark.parametrize("item", TRUE, ids=lambda item: item.name)
def test_no_true_statement_is_refuted(item: NamedStatement) -> None:
    refuter = Refuter(item.statement, SEED)
    assert refuter.cheap() is None
    tries = 100
    while refuter.survivors.total < INSTANCES and tries < 3_000:
        tries += 100
        assert refuter.search(tries, None) is None
    rare = item.name in RARE or not item.statement.letters
    assert refuter.survivors.total >= (1 if rare else INSTANCES)
