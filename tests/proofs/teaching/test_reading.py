"""Proofs that are read: nothing is told that is not in the certificate, or before its reasons."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest

from proofs.teaching.formats import HTML
from proofs.teaching.reading import Proof, read
from proofs.teaching.reading.abbreviations import abbreviated, abbreviations, frozen
from proofs.teaching.reading.names import leaves, renamed, renaming, trees
from proofs.teaching.reading.steps import Steps, key
from proofs.teaching.reading.told import Block, Line, Mark, Parts, Reason, marks
from proofs.teaching.reading.writer import written
from tests.kawaguchi import THEOREMS, certified, statement
from tests.proofs.teaching.html_reader import Page

NAMES = ["lemma-4.1", "lemma-4.2", "lemma-4.4", "lemma-4.4:negative", "fact-a17", "fact-a22",
         "fact-a23:kernel", "fact-a24", "fact-a25", "conjecture-2.2", "corollary-2.4:origin",
         "corollary-3.2", "appendix-a4:product", "appendix-a6:commute", "appendix-a6:fifth",
         "notation:sigma"]  # fmt: skip


@pytest.fixture(scope="module")
def told() -> dict[str, Proof]:
    return {name: read(statement(name)) for name in NAMES}


def blocks(proof: Proof) -> list[Block]:
    return [*proof.lemmas, proof.main]


def lines(block: Block) -> Iterator[Line]:
    for item in block.items:
        if isinstance(item, Line):
            yield item
        else:
            for inner in [item] if isinstance(item, Block) else item.blocks:
                yield from lines(inner)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_told_is_in_the_certificate(name: str, told: dict[str, Proof]) -> None:
    steps = Steps(statement(name))
    known = {key(step["gives"]) for step in steps.steps}
    opened = {key(steps.opened(n)) for n in range(len(steps.steps)) if steps.rule(n) == "choose"}
    for block in blocks(told[name]):
        for line in lines(block):
            if line.formula is not None:
                assert key(line.formula) in (opened if line.names else known), line.formula
            assert {key(formula) for formula in line.folded} <= known
    assert key(statement(name)["conclusion"]) in known


@pytest.mark.parametrize("name", NAMES)
def test_reasons_are_told_before_and_still_hold(name: str, told: dict[str, Proof]) -> None:
    proof = told[name]
    before: set[Mark] = set(proof.hypotheses)
    for lemma in proof.lemmas:
        visit(lemma, before)
        before.add(lemma)
    visit(proof.main, before)


def visit(block: Block, known: set[Mark]) -> None:
    """Raise where something rests on what is not told, or only in a block that is closed."""
    inside = known | set(block.assumed)
    for item in block.items:
        if isinstance(item, Block):
            visit(item, inside)
        else:
            require(item.reasons, inside)
            if isinstance(item, Parts):
                for part in item.blocks:
                    visit(part, inside)
        inside.add(item)


def require(reasons: tuple[Reason, ...], known: set[Mark]) -> None:
    for reason in reasons:
        assert reason.mark is None or reason.mark in known, f"({reason.mark.number}) is not told"


@pytest.mark.parametrize("name", NAMES)
def test_all_axioms_and_hypotheses_are_cited(name: str, told: dict[str, Proof]) -> None:
    _, found = certified(name)
    proof = told[name]
    cited = [r for block in blocks(proof) for r in all_reasons(block)]
    assert {r.name for r in cited if r.kind == "axiom"} == set(found["axioms"])
    used = [h for n, h in enumerate(proof.hypotheses) if n not in found["unused hypotheses"]]
    assert {r.mark for r in cited} & set(proof.hypotheses) == set(used)


def all_reasons(block: Block) -> Iterator[Reason]:
    for item in block.items:
        if isinstance(item, Block):
            yield from all_reasons(item)
            continue
        yield from item.reasons
        if isinstance(item, Parts):
            for part in item.blocks:
                yield from all_reasons(part)


@pytest.mark.parametrize("name", NAMES)
def test_names_are_different_where_they_were(name: str, told: dict[str, Proof]) -> None:
    for block in blocks(told[name]):
        names = renaming(told[name], block)
        assert len(set(names.values())) == len(names)
        there = {leaf for tree in trees(block) for leaf in leaves(tree)}
        assert not set(names.values()) & told[name].free & there - names.keys()


@pytest.mark.parametrize("name", NAMES)
def test_the_page_has_every_number_once(name: str, told: dict[str, Proof]) -> None:
    proof = told[name]
    page = Page(f"<main>{written(HTML, proof, 'a').whole}</main>")
    assert len(page.ids) == len(set(page.ids))
    numbers = {f"a.{mark.number}" for block in blocks(proof) for mark in marks(block)}
    assert {i for i in page.ids if not i.startswith("a.L")} == numbers
    given = {f"a.{hypothesis.number}" for hypothesis in proof.hypotheses}
    for link in page.links:
        assert link.startswith("#axiom-") or link[1:] in {*page.ids, *given}


SLOW = re.compile(r"theorem-2\.3\.ii|appendix-b3")
"""Theorems that take seconds to prove; their pages are written in the same way."""


def test_every_theorem_can_be_read() -> None:
    """Its certificate is known already where the tests of its claim have run before."""
    for name in THEOREMS:
        if SLOW.match(name):
            continue
        proof = read(statement(name))
        test_reasons_are_told_before_and_still_hold(name, {name: proof})
        told = written(HTML, proof, "a")
        Page(f"<main>{told.conclusion}{told.whole}</main>")


def test_an_assumption_that_was_never_made_is_noticed() -> None:
    content: dict[str, Any] = copy.deepcopy(statement("fact-a22"))
    del content["hypotheses"][0]  # the steps still assume it; the checker would reject this too
    with pytest.raises(ValueError, match="an assumption that is not made"):
        read(content)


def test_a_reference_to_what_is_not_told_is_noticed(told: dict[str, Proof]) -> None:
    line = next(line for line in lines(told["fact-a22"].main) if line.reasons)
    before, line.reasons = line.reasons, (Reason("line", Mark()),)
    try:
        with pytest.raises(ValueError, match="that is not told"):
            written(HTML, told["fact-a22"])
        with pytest.raises(AssertionError, match="is not told"):
            visit(told["fact-a22"].main, set())
    finally:
        line.reasons = before


def test_renaming_leaves_operators_alone() -> None:
    formula = ["all", "T2", ["n3", 1], ["=", ["*", ["T", "T2"], "K"], ["scale", "1/2", "T"]]]
    found = renamed(formula, {"T2": "T", "T": "S", "n3": "n"})
    assert found == ["all", "T", ["n", 1], ["=", ["*", ["T", "T"], "K"], ["scale", "1/2", "S"]]]


def test_a_long_term_gets_a_short_name() -> None:
    long = ["+", ["*", "A", "W", "B", "U", "X"], ["scale", "-1", "Y"]]
    formula = ["=", ["*", *[["T", long]] * 9], "u"]
    names = abbreviations([formula], frozenset("AWBUXY"))
    assert names == {frozen(["T", long]): "Phi"}
    assert abbreviated(formula, names) == ["=", ["*", *["Phi"] * 9], "u"]
    assert abbreviations([formula], frozenset("AWBUX")) == {}  # Y may mean different things
