"""The lemmas about ranks and forms: closed, accepted by the checker, true of matrices."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from proofs import checker
from proofs.evidence.instance_inverses import full_rank_factors, random_one_inverse
from proofs.evidence.instances import Instance, Matrix, random_matrix
from proofs.kernel.certificate import certificate, text
from proofs.kernel.rules import Theorem
from proofs.library import (
    definite,
    form_products,
    form_squares,
    form_traces,
    kronecker_kernels,
    pseudoinverses,
    rank_additivity,
    rank_equalities,
    rank_pairs,
    rank_reduction,
    rank_sums,
    ranks,
)
from proofs.library.derivation import Derivation
from tests.proofs.kernel.mutations import says_the_same, single_changes

MODULES = (
    ranks, rank_sums, rank_equalities, rank_additivity, rank_pairs, rank_reduction, definite,
    form_traces, form_squares, form_products, kronecker_kernels, pseudoinverses,
)  # fmt: skip
BY_NAME: dict[str, Callable[[Derivation], Theorem]] = {
    name: lemma
    for module in MODULES
    for name, lemma in vars(module).items()
    if hasattr(lemma, "__wrapped__") and lemma.__module__ == module.__name__
}


def test_there_are_enough() -> None:
    assert len(BY_NAME) >= 35


def written(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(text(certificate(name, BY_NAME[name](Derivation("")))))
    return content


@pytest.mark.parametrize("name", BY_NAME)
def test_the_checker_accepts_each_without_hypotheses(name: str) -> None:
    content = written(name)
    assert checker.check(content)["claim"] == name
    assert content["hypotheses"] == []
    assert content["conclusion"][0] == "all"


@pytest.mark.slow
@pytest.mark.parametrize("name", BY_NAME)
def test_forgeries_are_rejected(name: str) -> None:
    content = written(name)
    rejected = 0
    for what, forged in single_changes(content, seed=5, count=8):
        try:
            assert says_the_same(forged, content), what
        except checker.Rejected:
            rejected += 1
    assert rejected >= 4


def rank(M: Matrix) -> int:
    return full_rank_factors(M)[0]


def drawn(rng: Random) -> dict[str, Matrix]:
    m, n, p = (rng.randint(1, 3) for _ in range(3))
    A, B, C = random_matrix(rng, m, n), random_matrix(rng, n, p), random_matrix(rng, p, 2)
    return {"A": A, "B": B, "C": C, "X": random_matrix(rng, m, n)}


def minus(A: Matrix, B: Matrix) -> Matrix:
    m, n = A.m, A.n
    pairs = zip(A.rows, B.rows, strict=True)
    return Matrix([[x - y for x, y in zip(*rows, strict=True)] for rows in pairs], m, n)


def gap(A: Matrix, B: Matrix, C: Matrix, rng: Random) -> dict[str, Any]:
    """The ranks of `frobenius_gap`, with {1}-inverses drawn."""
    X, Y = B @ C, A @ B
    left = minus(B, X @ random_one_inverse(X, rng) @ B)
    D = minus(left, left @ random_one_inverse(Y, rng) @ Y)
    ranks = {"x": rank(Y), "y": rank(X), "b": rank(B), "z": rank(A @ B @ C)}
    return {**ranks, "d": rank(D)}


def less(A: Matrix, B: Matrix, C: Matrix, rng: Random) -> Matrix:
    """``B - B C G A B`` for a {1}-inverse G of A B C, drawn."""
    return minus(B, B @ C @ random_one_inverse(A @ B @ C, rng) @ A @ B)


def test_the_conclusions_are_true_of_matrices() -> None:
    """Each inequality, read off the lemma's text, with the ranks of random matrices."""
    rng = Random(3)
    for _ in range(40):
        v = drawn(rng)
        A, B, C, X = v["A"], v["B"], v["C"], v["X"]
        cases: list[tuple[str, dict[str, Any]]] = [
            ("sylvester", {"a": rank(A), "b": rank(B), "c": rank(A @ B), "n": A.n}),
            (
                "frobenius",
                {"x": rank(A @ B), "y": rank(B @ C), "b": rank(B), "z": rank(A @ B @ C)},
            ),
            ("subadditive", {"a": rank(A), "b": rank(X), "s": rank(A + X)}),
            ("trace_of_inverse", {"M": A, "G": random_one_inverse(A, rng), "r": rank(A)}),
            ("frobenius_gap", gap(A, B, C, rng)),
            ("reduced", {"a": rank(A @ B @ C), "s": rank(less(A, B, C, rng)), "r": rank(B)}),
        ]
        for name, values in cases:
            formula = written(name)["conclusion"]
            names: dict[str, Any] = {}
            while formula[0] == "all":
                plain = formula[1].rstrip("'").rstrip("0123456789")
                names[formula[1]] = values.get(plain)
                formula = formula[3]
            while formula[0] == "=>":
                formula = formula[2]
            assert Instance(rng, names).holds(formula) is True, name
