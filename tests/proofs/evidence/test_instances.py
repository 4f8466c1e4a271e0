"""Contract: derivatives at instances are those of the term, and constant parts cost little."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest

from proofs.evidence.instances import Instance, Matrix, random_matrix, vec

TERMS: list[Any] = [
    ["*", "A", "A", "X", "B"],
    ["+", ["*", "A", "X", "B"], ["*", "A", "C"]],
    ["scale", "1/3", ["T", ["*", "X", "B", ["T", "X"]]]],
    ["kron", ["*", "A", "C"], ["*", ["tr", ["*", "A", "A"]], "X"]],
    ["tr", ["*", ["T", ["+", "X", "C"]], "A", ["+", "X", "C"]]],
    ["D", ["tr", ["*", ["T", ["*", "A", "X", "Z"]], "C"]], "Z"],
    "C",
]


def some_instance() -> Instance:
    rng = Random(7)
    sizes = {"A": (2, 2), "X": (2, 3), "B": (3, 3), "C": (2, 3), "Z": (3, 3)}
    return Instance(rng, {name: random_matrix(rng, *shape) for name, shape in sizes.items()})


@pytest.mark.parametrize("term", TERMS)
def test_a_derivative_is_the_exact_slope_of_the_whole_term(term: Any) -> None:
    """By central differences of the term, evaluated as a whole at each moved matrix."""
    here = some_instance()
    found = here.term(["D", ["vec", term], "X"])
    columns = []
    for i in range(2):
        for j in range(3):
            ahead, back = (
                here.with_value("X", here.values["X"].moved(i, j, step)).term(term)
                for step in (1, -1)
            )
            slope = (vec(ahead) + vec(back).scaled(Fraction(-1))).scaled(Fraction(1, 2))
            columns.append([row[0] for row in slope.rows])
    assert found.T.rows == columns


def test_a_cube_is_no_term_that_differences_can_tell() -> None:
    here = Instance(Random(0), {"X": Matrix([[Fraction(2)]], 1, 1)})
    with pytest.raises(ValueError, match="degree above 2 in X"):
        here.term(["D", ["*", "X", "X", "X"], "X"])


def products_in(tree: Any, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many matrix products it takes to evaluate a term."""
    found = 0
    product = Matrix.__matmul__

    def counted(left: Matrix, right: Matrix) -> Matrix:
        nonlocal found
        found += 1
        return product(left, right)

    with monkeypatch.context() as patch:
        patch.setattr(Matrix, "__matmul__", counted)
        some_instance().term(tree)
    return found


def test_what_a_derivative_leaves_alone_is_multiplied_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check of the paper once took 350 000 products, most of them of the same matrices."""
    few = products_in(["D", ["vec", ["*", "A", "X"]], "X"], monkeypatch)
    many = products_in(["D", ["vec", ["*", *["A"] * 10, "X"]], "X"], monkeypatch)
    assert few == 4 * 6
    assert many == few + 9
