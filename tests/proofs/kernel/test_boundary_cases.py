"""Lemmas 4.1 and 4.3 at the first and the last layer: letters replaced by identities.

The theorems are about arbitrary letters A (above), S or B (between) and V (below). Where the
paper has an empty product, the letter is an identity: k = H + 1 (A = I), neighbouring layers
(S = I, which is k = 2 for Lemma 4.3), l = 1 (V = X, a letter already), and both for H = 1.
"""

import json
from random import Random
from typing import Any

import pytest

from proofs import checker
from proofs.evidence.instances import instance_of
from proofs.kernel import rules
from proofs.kernel.certificate import certificate, text
from proofs.kernel.theory import ProofError, Theory
from tests.kawaguchi import statement


def substituted(tree: Any, values: dict[str, Any]) -> Any:
    """Letters and sizes replaced, also under a derivative, which is by none of them."""
    if isinstance(tree, list):
        return tuple(substituted(part, values) for part in tree)
    return values.get(tree, tree)


CASES = [
    ("lemma-4.1", "k = H + 1", {"A": "d_y"}, {"d_k": "d_y"}),
    ("lemma-4.3:diagonal", "k = H + 1", {"A": "d_y"}, {"d_k": "d_y"}),
    ("lemma-4.3:first-row", "k = H + 1", {"A": "d_y"}, {"d_k": "d_y"}),
    ("lemma-4.3:first-row", "k = 2", {"B": "d_1"}, {"d_j": "d_1"}),
    ("lemma-4.3:first-row", "H = 1", {"A": "d_y", "B": "d_1"}, {"d_k": "d_y", "d_j": "d_1"}),
    ("general-block:upper", "k = H + 1", {"A": "d_y"}, {"d_k": "d_y"}),
    ("general-block:upper", "k = l + 1", {"S": "d_l"}, {"d_j": "d_l"}),
    ("general-block:upper", "H = 1", {"A": "d_y", "S": "d_l"}, {"d_k": "d_y", "d_j": "d_l"}),
    ("general-block:symmetry", "H = 1", {"A": "d_y", "S": "d_l"}, {"d_k": "d_y", "d_j": "d_l"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "case", "identities", "sizes"), CASES)
def test_an_identity_in_the_place_of_an_empty_product(
    name: str, case: str, identities: dict[str, str], sizes: dict[str, str]
) -> None:
    content = statement(name)
    values = {letter: ("I", size) for letter, size in identities.items()}
    theory = Theory()
    names: dict[str, Any] = {}
    for size in content["sizes"]:
        if size not in sizes:
            theory.declare(size, "size")
            names[size] = "size"
    for letter, sort in content["letters"].items():
        if letter not in identities:
            names[letter] = tuple(sizes.get(size, size) for size in sort)
            theory.declare(letter, names[letter])
    goal = substituted(content["conclusion"], {**values, **sizes})
    assert not content["hypotheses"]
    theorem = rules.algebra(theory, (), goal)
    written = json.loads(text(certificate(name, theorem)))
    assert checker.check(written)["axioms"] == []
    assert not set(identities) & set(written["letters"]), case
    places = [instance_of(names, Random(seed)) for seed in range(8)]
    assert all(here.holds(written["conclusion"]) for here in places)
    wrong = ("=", goal[1], ("scale", "2", goal[2]))
    with pytest.raises(ProofError):
        rules.algebra(theory, (), wrong)
    assert any(here.holds(wrong) is False for here in places)
