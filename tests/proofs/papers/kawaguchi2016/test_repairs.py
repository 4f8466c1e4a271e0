"""The theorems that repair a printed line, or say a sentence: changed, they are refuted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from proofs.evidence.at_instances import instances
from proofs.evidence.identities import find_failure
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016.claims.lemma_4_3 import LAYOUT, at_places
from symbolic.algebra.rings import ENGINES
from symbolic.networks.architecture import Architecture
from tests.kawaguchi import THEOREMS

TWICE = (
    "appendix-a3:stacked", "appendix-a4:projected", "appendix-a6:arranged", "lemma-4.3:bracket",
    "corollary-3.2:expectation",
)  # fmt: skip
TURNED = ("ky-fan", "eckart-young")


def changed(formula: Any, relation: str) -> tuple[Any, bool]:
    """The formula with its first relation changed: twice the right side, or the sides exchanged."""
    if not isinstance(formula, (list, tuple)):
        return formula, False
    if formula[0] == relation:
        _, left, right = formula
        new = ["+", right, right] if relation == "=" else left
        return [relation, left if relation == "=" else right, new], True
    parts: list[Any] = []
    done = False
    for part in formula:
        new, found = (part, False) if done else changed(part, relation)
        parts.append(new)
        done = done or found
    return parts, done


@pytest.mark.parametrize("name", [*TWICE, *TURNED])
def test_a_changed_conclusion_is_false_where_the_theorem_is_true(
    name: str, quick_settings: Settings
) -> None:
    theorem = THEOREMS[name]
    conclusion = theorem.content["conclusion"]
    mutated, found = changed(conclusion, "=" if name in TWICE else "<=")
    assert found
    here = list(instances(theorem, quick_settings))
    assert all(instance.holds(conclusion) is not False for instance in here)
    assert any(instance.holds(mutated) is False for instance in here)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_blocks_stand_where_the_repaired_permutation_has_them(engine: str) -> None:
    """At H+1 and H+2-k; e_k is another block for every k, as H is odd."""
    shape = Architecture.parse("2,3,1,2,2:2")
    assert find_failure(LAYOUT, shape, engine) is None
    printed = replace(LAYOUT, left=lambda calculus, k: at_places(calculus, (len(shape.layers), k)))
    ks = [k for (k,) in LAYOUT.indices(shape)]
    wrong = [k for k in ks if find_failure(printed, shape, engine, [(k,)])]
    assert wrong == ks == [2, 3, 4]
    exchanged = replace(LAYOUT, right=lambda calculus, k: LAYOUT.right(calculus, k).T)
    assert find_failure(exchanged, shape, engine) is None  # the Hessian is symmetric
    turned = replace(LAYOUT, left=lambda calculus, k: at_places(calculus, (5 - k, 4)))
    assert find_failure(turned, shape, engine)
