"""Worked examples: what is shown is what it says, and what is false is shown as false."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest

from proofs.evidence.at_instances import Guided
from proofs.evidence.instances import Matrix
from proofs.papers.kawaguchi2016.claims.lemma_4_1 import GRADIENT
from proofs.teaching.worked import Worked, example, network_example, worked
from tests.kawaguchi import PAPER, THEOREMS

SETTINGS = PAPER.settings(seed=2016)


def relations(item: Worked) -> list[Worked]:
    inner = [found for part in item.inner for found in relations(part)]
    return [item, *inner] if item.formula and item.values else inner


def product(*factors: Any) -> Any:
    total, *others = factors
    for other in others:
        total = [
            [sum((a * b for a, b in zip(row, column, strict=True)), Fraction(0))
             for column in zip(*other, strict=True)]
            for row in total
        ]  # fmt: skip
    return total


def test_the_matrices_of_an_example_multiply_out() -> None:
    found = example(THEOREMS["fact-a22"], SETTINGS)
    C, G, K = (rows for _, rows in found.given)
    transposed = [list(column) for column in zip(*C, strict=True)]
    gram = product(transposed, C)
    (left, right) = found.conclusion.values
    assert left[1] == product(C, G, transposed)
    assert right[1] == product(C, K, transposed)
    assert left[1] == right[1]
    assert [h.values[0][1] for h in found.hypotheses] == [gram, gram]
    assert G != K
    assert found.conclusion.answer == "true"


@pytest.mark.parametrize("name", ["lemma-4.1", "lemma-4.2", "lemma-4.4", "fact-a23", "fact-a24"])
def test_no_example_is_against_its_theorem(name: str) -> None:
    found = example(THEOREMS[name], SETTINGS)
    assert found.conclusion.answer in ("true", "not refuted")
    assert all(item.answer in ("true", "not refuted") for item in found.hypotheses)
    assert any(len(rows) * len(rows[0]) > 1 for _, rows in found.given)
    assert relations(found.conclusion)
    assert example(THEOREMS[name], SETTINGS) == found


def test_the_seed_makes_the_example() -> None:
    other = example(THEOREMS["fact-a22"], PAPER.settings(seed=2017))
    assert other.given != example(THEOREMS["fact-a22"], SETTINGS).given


def instance(**values: list[list[int]]) -> Guided:
    made = {
        name: Matrix([list(map(Fraction, row)) for row in rows], len(rows), len(rows[0]))
        for name, rows in values.items()
    }
    return Guided(Random(1), {**made, "n": 2}, {})


def test_what_is_false_is_shown_as_false() -> None:
    here = instance(A=[[1, 2], [0, 1]])
    wrong = ["=", ["T", "A"], "A"]
    found = worked(wrong, here)
    assert found.answer == "false"
    assert found.values[0][1] != found.values[1][1]
    assert worked(["=>", wrong, ["false"]], here).answer == "true"
    assert worked(["and", ["=", "A", "A"], wrong], here).answer == "false"
    assert worked(["or", ["=", "A", "A"], wrong], here).answer == "true"


def test_all_matrices_are_never_said_to_be_checked() -> None:
    here = instance(A=[[1, 0], [0, 1]])
    square = ["all", "u", ["n", 1], ["<=", ["0", 1, 1], ["*", ["T", "u"], "A", "u"]]]
    assert worked(square, here).answer == "not refuted"
    here = instance(A=[[-1, 0], [0, -1]])
    found = worked(square, here)
    assert found.answer == "false"
    assert relations(found)[0].answer == "false"


def test_a_formula_about_the_loss_at_a_network() -> None:
    found = network_example(GRADIENT, 2016)
    assert [at.index for at in found.derived] == ["k = 1", "k = 2"]
    assert all(at.equal and at.left == at.right for at in found.derived)
    wrong = network_example(type(GRADIENT)(GRADIENT.left, _twice, GRADIENT.indices), 2016)
    assert not any(at.equal for at in wrong.derived)


def _twice(calculus: Any, k: int) -> Any:
    return GRADIENT.right(calculus, k) * 2
