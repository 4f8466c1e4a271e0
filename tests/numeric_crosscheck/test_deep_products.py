"""Deep saddles in double precision: right where it is easy, wrong where the sweep says so."""

import numpy
import pytest

from numeric_crosscheck.deep_products import (
    _chain,
    _floats,
    _hessian,
    ask,
    saddle,
    smallest_wrong,
    sweep,
)
from symbolic.networks import formulas
from symbolic.networks.classification import Kind, classify


@pytest.mark.parametrize("depth", [2, 3])
def test_the_hessian_in_double_precision_is_the_hessian(depth: int) -> None:
    """At small integers every operation is exact, so the two are equal, entry by entry."""
    network = saddle(depth, 1)
    X, Y = _floats(network.X), _floats(network.Y)
    W = [_floats(weight) for weight in network.W]
    found = _hessian(W, X, (_chain(W, 2) @ X - Y).T)
    layers = network.architecture.layers
    exact = numpy.block([[_floats(formulas.block(network, l, k)) for k in layers] for l in layers])
    assert (found == exact).all()


def test_the_sweep() -> None:
    found = list(sweep())
    assert {f.kind for f in found} == {"non_strict_saddle"}
    assert {f.rank for f in found} == {1}
    assert all(not f.wrong for f in found if f.basis <= 1)
    wrong = {name for f in found for name in f.wrong}
    assert wrong == {"rank", "critical", "no negative eigenvalue"}
    assert any("rank" in f.wrong and f.float64_rank > f.rank for f in found)
    first = smallest_wrong()
    assert (first.depth, first.wrong) == (2, ("no negative eigenvalue",))
    assert ask(first.depth, first.basis) == first


def test_a_change_of_basis_changes_neither_kind_nor_loss() -> None:
    points = [classify(saddle(3, basis)) for basis in (0, 1, 1000)]
    assert {point.kind for point in points} == {Kind.NON_STRICT_SADDLE}
    assert len({point.loss for point in points}) == 1
    assert len({point.inertia for point in points}) == 1
