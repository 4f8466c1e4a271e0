"""Every wrong variant of every formula is rejected, at H = 1, 2, 3, by all routes."""

from collections import Counter

import pytest

from numeric_crosscheck.derivatives import expected_digits
from proofs.evidence.identities import find_failure
from proofs.evidence.numeric_derivatives import agreed_digits
from symbolic.algebra.sampling import generator
from symbolic.networks.architecture import Architecture
from symbolic.networks.random_networks import random_network
from tests.forgeries.formulas import FORGERIES, Forgery

ARCHITECTURES = {
    1: Architecture.parse("2,3,4:5"),
    2: Architecture.parse("3,1,2,4:5"),
    3: Architecture.parse("2,3,1,2,3:2"),
}

CASES = [
    pytest.param(forgery, depth, id=f"{forgery.formula}: {forgery.name}, H = {depth}")
    for forgery in FORGERIES
    for depth in ARCHITECTURES
    if depth >= forgery.from_depth
]


@pytest.mark.parametrize("depth", ARCHITECTURES)
@pytest.mark.parametrize("formula", sorted({forgery.formula for forgery in FORGERIES}))
def test_the_true_formula_is_accepted(formula: str, depth: int) -> None:
    equation = next(forgery.equation for forgery in FORGERIES if forgery.formula == formula)
    architecture = ARCHITECTURES[depth]
    for engine in ("sympy", "flint"):
        assert find_failure(equation, architecture, engine) is None
    network = random_network(generator(7, formula, depth), architecture)
    assert agreed_digits(equation, network) >= expected_digits()


@pytest.mark.parametrize(("forgery", "depth"), CASES)
@pytest.mark.parametrize("engine", ["sympy", "flint"])
def test_rejected_by_both_engines(forgery: Forgery, depth: int, engine: str) -> None:
    failure = find_failure(forgery.forged, ARCHITECTURES[depth], engine)
    assert failure is not None
    # A false one comes with a point; an ill-typed one has none to give.
    assert (failure.counterexample is None) == (failure.kind == "ill-typed")


@pytest.mark.parametrize(("forgery", "depth"), CASES)
def test_rejected_by_numerical_differentiation(forgery: Forgery, depth: int) -> None:
    network = random_network(generator(7, forgery.name, depth), ARCHITECTURES[depth])
    assert agreed_digits(forgery.forged, network) < 5


def test_at_least_six_variants_of_each_formula_at_each_depth() -> None:
    counts = Counter(
        (forgery.formula, depth)
        for forgery in FORGERIES
        for depth in ARCHITECTURES
        if depth >= forgery.from_depth
    )
    assert len(counts) == 4 * 3
    assert min(counts.values()) >= 6


def test_most_variants_are_well_typed_and_false() -> None:
    """The variants test more than shapes: at square sizes every one composes, and is false."""
    square = Architecture.parse("2,2,2,2:2")
    for forgery in FORGERIES:
        failure = find_failure(forgery.forged, square, "flint")
        if forgery.name == "commutation matrix transposed":
            assert failure is None  # K is symmetric for square weights: it says the same there
            continue
        assert failure is not None, forgery.name
        assert failure.kind == "false", (forgery.name, failure)
        assert failure.counterexample is not None
        sides = failure.counterexample.values
        assert sides["left side"] != sides["right side"]
