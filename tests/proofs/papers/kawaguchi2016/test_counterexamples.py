"""Counterexamples of the paper again, by fractions alone, and its facts with one thing changed."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product

import pytest

from proofs.evidence.claim import Outcome
from proofs.evidence.equation import Equation, layers
from proofs.evidence.identities import find_failure, nonzero_point
from proofs.evidence.refutation import refute
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016.claims import (
    appendix_a3,
    appendix_d,
    poor_minima,
    remarks,
    semidefinite_facts,
)
from proofs.papers.kawaguchi2016.claims.lemma_4_1 import GRADIENT
from proofs.papers.kawaguchi2016.claims.lemma_4_3 import UPPER_BLOCKS
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import polynomial_ring
from symbolic.errors import ShapeError
from symbolic.networks.architecture import Architecture
from symbolic.networks.network import LinearNetwork
from tests.kawaguchi import PAPER

FAILS = Outcome.FAILS


# The counterexamples again, by code that knows nothing but fractions and lists.


def multiply(a: list[list[Fraction]], b: list[list[Fraction]]) -> list[list[Fraction]]:
    return [
        [sum(x * y for x, y in zip(row, col, strict=True)) for col in zip(*b, strict=True)]
        for row in a
    ]


def loss(given: dict[str, list[list[Fraction]]]) -> Fraction:
    output = given["X"]
    for k in range(1, len(given) - 1):
        output = multiply(given[f"W_{k}"], output)
    pairs = zip(output, given["Y"], strict=True)
    return sum((a - b) ** 2 for p, q in pairs for a, b in zip(p, q, strict=True)) / 2


def moved(given: dict[str, list[list[Fraction]]], *moves: tuple[int, int, int]) -> Fraction:
    copy = {name: [list(row) for row in rows] for name, rows in given.items()}
    for k, index, step in moves:
        weight = copy[f"W_{k}"]
        weight[index // len(weight[0])][index % len(weight[0])] += step
    return loss(copy)


def block(given: dict[str, list[list[Fraction]]], l: int, k: int) -> list[list[Fraction]]:
    sizes = [len(given[f"W_{i}"]) * len(given[f"W_{i}"][0]) for i in (l, k)]
    corners = list(product((1, -1), repeat=2))
    return [
        [
            sum(s * t * moved(given, (l, i, s), (k, j, t)) for s, t in corners) / Fraction(4)
            for j in range(sizes[1])
        ]
        for i in range(sizes[0])
    ]


def gradient(given: dict[str, list[list[Fraction]]], k: int) -> list[list[Fraction]]:
    size = len(given[f"W_{k}"]) * len(given[f"W_{k}"][0])
    return [[(moved(given, (k, i, 1)) - moved(given, (k, i, -1))) / 2] for i in range(size)]


@pytest.mark.parametrize(
    ("erratum", "left"),
    [
        ("ER7", lambda given, k: block(given, 1, k)),
        ("ER8", lambda given, k: block(given, 1, k)),
    ],
)
def test_printed_counterexamples_hold_by_fractions_alone(
    erratum: str, left: Callable[..., list[list[Fraction]]], quick_settings: Settings
) -> None:
    variants = {v.erratum: v for v in PAPER.find(erratum).variants}
    findings = list(variants[erratum].refute(quick_settings))
    assert {finding.kind for finding in findings} == {"ill-typed", "false"}
    example = next(finding.counterexample for finding in findings if finding.counterexample)
    k = int(example.where.rpartition("= ")[2])
    true = left(example.given, k)
    assert example.values["left side"] == true
    assert example.values["right side"] != true


def test_er9_and_er10_are_found_where_the_paper_speaks_of_them(quick_settings: Settings) -> None:
    for variant in appendix_a3.CLAIM.variants:
        for finding in variant.refute(quick_settings):
            architecture = Architecture.parse(finding.where.split(", ")[0])
            k = finding.where.partition("k = ")[2]
            if k:  # the displays for k = 2, .., H
                assert 2 <= int(k) <= architecture.depth


def test_a_nonzero_polynomial_is_nonzero_at_the_point_that_is_found() -> None:
    for engine in ("sympy", "flint"):
        ring = polynomial_ring(("a", "b"), engine)
        a, b = ring.generators["a"], ring.generators["b"]
        # a (a - 1) (a + 1) b vanishes at every a in {0, 1, -1}.
        point = nonzero_point((a * a * a - a) * b, ring)
        assert point == {"a": 2, "b": 1}


def test_find_failure_reports_the_first_index_that_clashes() -> None:
    def by_k(calculus, k: int) -> Matrix:
        if k == 2:
            raise ShapeError("product", (1, 2), (3, 4))
        return calculus.gradient(k)

    equation = Equation(by_k, GRADIENT.right, layers)
    failure = find_failure(equation, Architecture.parse("2,3,1:4"), "flint")
    assert failure is not None
    assert failure.kind == "ill-typed"
    assert failure.where == "2,3,1:4, k = 2"
    assert find_failure(UPPER_BLOCKS, Architecture.parse("2,3,1:4"), "flint") is None


# The Hessian is not Lipschitz continuous with any constant, and is where the weights are bounded.


def change_of_the_hessian(K: Fraction) -> Fraction:
    """||Hessian(K + 1) - Hessian(K)||^2 in W_2, W_1 = 0, X = Y = 1, by differences of the loss."""
    total = Fraction(0)
    for l, k in product((1, 2), repeat=2):
        blocks = [
            block({"X": [[1]], "Y": [[1]], "W_1": [[Fraction(0)]], "W_2": [[w]]}, l, k)[0][0]
            for w in (K + 1, K)
        ]
        total += (blocks[0] - blocks[1]) ** 2
    return total


def test_for_every_constant_the_hessian_changes_more() -> None:
    assert remarks.excess() == "3*K**2 + 4*K + 1"
    for K in map(Fraction, (1, 2, 7, 1000, "1/3", "22/7")):
        assert change_of_the_hessian(K) - K**2 == 3 * K**2 + 4 * K + 1 > 0


def test_with_a_constant_that_is_large_enough_for_the_weights_nothing_is_found() -> None:
    def bounded(n: LinearNetwork) -> dict[str, Matrix]:
        return remarks.with_constant(n) | {"K": n.W[1].map(lambda _entry: n.ring.convert(5000))}

    assert list(refute(remarks.lipschitz, remarks.steep_points(), bounded)) == []
    assert next(refute(remarks.lipschitz, remarks.steep_points(), remarks.with_constant), None)


# Appendix D and the semidefinite facts, mutated.


def test_appendix_d_at_sampled_targets() -> None:
    """The half-lines against Sturm-free common sense: y = -1, 0, 1, 32/27, 2."""
    ring = polynomial_ring(("w", "y"), "sympy")
    lines = poor_minima.poor_minima(ring, appendix_d.deep_function(ring))
    expected = {"-1": [0], "0": [], "1": [], "32/27": [], "2": [Fraction(-4, 3)]}
    for y, minima in expected.items():
        assert [line.minimum for line in lines if Fraction(y) in line] == minima


def test_appendix_d_with_another_function_is_refuted() -> None:
    ring = polynomial_ring(("w", "y"), "sympy")
    w = ring.generators["w"]
    assert appendix_d._decide_deep(ring, w**2 + w**3).outcome is FAILS
    assert appendix_d._decide_squared(ring, 2 * w**2 - w**3).outcome is FAILS
    assert appendix_d._decide_minimum(ring, w**2).outcome is FAILS  # global: nothing is lower
    assert appendix_d._decide_minimum(ring, -(w**2)).outcome is FAILS  # a maximum
    with pytest.raises(ArithmeticError, match="not rational"):
        poor_minima.critical_points(ring, w**3 - 2 * w)


def test_albert_without_the_range_condition_is_refuted(
    quick_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from symbolic.algebra import linalg

    monkeypatch.setattr(linalg, "range_included", lambda _inner, _outer: True)
    # Without it B^T A^- B need not even be symmetric; symmetrise, and Albert still fails.
    monkeypatch.setattr(linalg, "is_psd", lambda m: linalg.inertia(m + m.T)[1] == 0)
    found = semidefinite_facts._albert_at_points(quick_settings)
    assert found.outcome is FAILS
    assert found.counterexample is not None
    assert set(found.counterexample.given) == {"A", "A^-", "B", "D"}


def test_sylvester_for_eigenvalue_signs_of_something_else_is_refuted(
    quick_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        semidefinite_facts, "random_invertible",
        lambda _random, n: (Matrix.zeros(semidefinite_facts.rationals(), n, n), None),
    )  # fmt: skip
    assert semidefinite_facts._sylvester_at_points(quick_settings).outcome is FAILS
