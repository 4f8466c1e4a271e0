"""The theorems that repair a printed line, or say a sentence: changed, they are refuted."""

from __future__ import annotations

from typing import Any

import pytest

from proofs.evidence.at_instances import instances
from proofs.evidence.settings import Settings
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
