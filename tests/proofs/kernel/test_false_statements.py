"""Lemmas changed until they are false: refuted at an instance, and never accepted as proved.

| claim | evidence |
|---|---|
| a changed lemma that is false has an exact counterexample | evaluated in plain fractions |
| the proof of the lemma does not prove it | the checker rejects the certificate |
| a hypothesis that was used is needed | the conclusion fails where all the others hold |
"""

import json
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from proofs import checker
from proofs.evidence.at_instances import Guided, anything, instances, sizes_from
from proofs.evidence.paper import LADDER
from proofs.evidence.settings import Settings
from tests.kawaguchi import THEOREMS, certified
from tests.proofs.kernel.mutations import paths, replaced

SETTINGS = Settings(LADDER, quick=True)
CHANGES = 12
LEAST = 150
"""So many changed lemmas are refuted at the least."""
LONG = 250
"""A proof with more steps is tried with two changed conclusions only."""


def well_formed(content: dict[str, Any], conclusion: Any) -> bool:
    """Whether it is a formula of these letters, and another one than that of the lemma."""
    names = checker.Checker(content["sizes"], content["letters"])
    try:
        return names.key(conclusion) != names.key(content["conclusion"])
    except checker.Rejected:
        return False


def changed_conclusions(content: dict[str, Any]) -> list[Any]:
    """Changes at every place of the conclusion, as many as `CHANGES`, evenly chosen."""
    conclusion = content["conclusion"]
    found = [
        replaced(conclusion, path, lambda _, new=new: new)
        for path in paths(conclusion)
        for new in changes(content, at(conclusion, path))
    ]
    good = [changed for changed in found if well_formed(content, changed)]
    return good[:: max(1, len(good) // CHANGES)]


def at(tree: Any, path: tuple[int, ...]) -> Any:
    for n in path:
        tree = tree[n]
    return tree


def changes(content: dict[str, Any], node: Any) -> Iterator[Any]:
    """A factor, a sign, a transpose, a letter, an index, a part left out, a relation, .."""
    if isinstance(node, str):
        yield ["T", node]
        sorts = content["letters"]
        yield from (other for other in sorts if other != node and sorts[other] == sorts.get(node))
    if type(node) is int:
        yield node + 1
    if not isinstance(node, list) or not node:
        return
    head, *parts = node
    if head in ("=", "<=", "<"):
        left, right = parts
        yield from ([head, left, ["scale", factor, right]] for factor in ("2", "-1"))
        yield from ([other, right, left] for other in ("<=", "<") if head != "=")
        yield ["<", left, right]
    if head in ("or", "=>", "some", "+", "*"):
        yield from parts[-2:]
        yield from ([head, *parts[:n], *parts[n + 1 :]] for n in range(len(parts)))
    if head == "or":
        yield ["and", *parts]
    if head == "some":
        yield ["all", *parts]
    if head == "scale":
        yield from (["scale", factor, parts[1]] for factor in ("3", "-1"))
    if head == "@":
        yield from ([head, *parts[:-1], ["+", parts[-1], 1]] for _ in (0,))


def fails(here: Guided, formula: Any) -> bool:
    """Whether a formula is false at an instance; what cannot be evaluated there is not."""
    try:
        return here.holds(formula) is False
    except (ValueError, KeyError, IndexError, TypeError):
        return False


@pytest.mark.slow
def test_changed_lemmas_are_not_accepted_and_false_ones_are_refuted() -> None:
    refuted: dict[str, int] = {}
    for name in THEOREMS:
        content = json.loads(certified(name)[0])
        places = list(instances(THEOREMS[name], SETTINGS, rounds=2))
        changed = changed_conclusions(content)
        for conclusion in changed if len(content["steps"]) < LONG else changed[:2]:
            forged = content | {"conclusion": conclusion}
            with pytest.raises(checker.Rejected, match="the last step is not the conclusion"):
                checker.check(forged)
            if any(fails(here, conclusion) for here in places):
                refuted[name] = refuted.get(name, 0) + 1
                *others, last = content["steps"]
                forged = forged | {"steps": [*others, last | {"gives": conclusion}]}
                with pytest.raises(checker.Rejected):
                    checker.check(forged)
    assert sum(refuted.values()) >= LEAST
    assert len(refuted) >= len(THEOREMS) // 2


def is_true(here: Guided, formula: Any) -> bool:
    try:
        return here.holds(formula) is True
    except ValueError:
        return False


def without(name: str, dropped: int) -> Guided | None:
    """An instance at which the conclusion fails though every hypothesis but one holds."""
    content = json.loads(certified(name)[0])
    kept = [h for n, h in enumerate(content["hypotheses"]) if n != dropped]
    random = Random(f"{name} {dropped}")
    for values, tried in anything(content)(random, SETTINGS):
        here = Guided(random, sizes_from(content["letters"], values) | values, tried)
        if all(is_true(here, h) for h in kept) and fails(here, content["conclusion"]):
            return here
        if random.random() < 1 / 400:
            return None
    return None


NEEDED = [
    ("fact-a17", 0), ("fact-a20", 0), ("fact-a21", 0),
    ("appendix-a7:special", 0),
    ("notation:sigma", 0), ("appendix-b1:regression", 0), ("appendix-b1:regression", 1),
    ("appendix-b1:least", 0), ("appendix-b1:lift", 0), ("appendix-c2", 0), ("appendix-c2", 1),
    ("appendix-d:gauge", 0),
]  # fmt: skip


@pytest.mark.parametrize(("name", "hypothesis"), NEEDED)
def test_a_hypothesis_is_needed(name: str, hypothesis: int) -> None:
    content = json.loads(certified(name)[0])
    assert without(name, hypothesis) is not None
    del content["hypotheses"][hypothesis]
    with pytest.raises(checker.Rejected, match="an assumption is left open"):
        checker.check(content)


@pytest.mark.parametrize("name", THEOREMS)
def test_no_hypothesis_is_idle(name: str) -> None:
    """A hypothesis that is dropped is missed: each was used."""
    content = json.loads(certified(name)[0])
    for n in range(len(content["hypotheses"])):
        fewer = content["hypotheses"][:n] + content["hypotheses"][n + 1 :]
        with pytest.raises(checker.Rejected, match="an assumption is left open"):
            checker.check(content | {"hypotheses": fewer})
