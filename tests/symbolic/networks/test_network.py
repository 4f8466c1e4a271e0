"""Architectures, segments and the loss."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import FRACTIONS, rational_matrix, rationals
from symbolic.algebra.sampling import generator
from symbolic.errors import (
    ArchitectureError,
    ExactnessError,
    RingError,
    ShapeError,
    SingularMatrixError,
    TooLargeError,
)
from symbolic.networks import formulas
from symbolic.networks.architecture import Architecture
from symbolic.networks.network import LinearNetwork
from symbolic.networks.random_networks import random_network


@given(st.lists(st.integers(1, 99), min_size=3, max_size=6), st.integers(1, 99))
def test_an_architecture_is_read_back_as_it_is_written(widths: list[int], samples: int) -> None:
    architecture = Architecture(tuple(widths), samples)
    assert Architecture.parse(str(architecture)) == architecture
    assert Architecture.parse(f" {str(architecture).replace(',', ' , ')} ") == architecture


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("3,0,2:4", "d_1 is 0, needs to be at least 1"),
        ("-3,1,2:4", "d_x is -3"),
        ("3,1,0:4", "d_y is 0"),
        ("3,1,2:0", "m is 0"),
        ("3,2:4", "2 widths, needs at least 3"),
        ("3,2,2", "write d_x,d_1,..,d_H,d_y:m"),
        ("3,2,2:", "write d_x"),
        ("3,a,2:4", "write d_x"),
        ("3,2.5,2:4", "write d_x"),
        ("3,2,2:4:5", "write d_x"),
        ("٣,2,2:4", "write d_x"),
        ("3,2,9999999999:4", "10 digits, at most 9"),
        ("", "write d_x"),
        ("__import__('os')", "write d_x"),
    ],
)
def test_what_is_no_architecture_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ArchitectureError, match=reason) as caught:
        Architecture.parse(text)
    assert "\n" not in str(caught.value)


def test_sizes() -> None:
    architecture = Architecture.parse("3,2,4,5:6")
    assert architecture.depth == 2
    assert (architecture.input_width, architecture.output_width) == (3, 5)
    assert architecture.bottleneck == 2
    assert [architecture.weight_shape(k) for k in architecture.layers] == [(2, 3), (4, 2), (5, 4)]
    assert architecture.parameters == 6 + 8 + 20


@given(st.lists(st.integers(1, 3), min_size=3, max_size=5), st.integers(1, 3))
def test_the_estimate_of_terms_is_an_upper_bound(widths: list[int], samples: int) -> None:
    architecture = Architecture(tuple(widths), samples)
    network = LinearNetwork.symbolic(architecture, "flint")
    terms = len(network.twice_loss)
    assert terms <= architecture.loss_terms
    assert architecture.loss_terms <= 3 * terms


@pytest.mark.parametrize(
    "text",
    ["9,9,9,9:9", "1,400,1:1", "1,1,1:100000", "99999,99999,99999:99999", "1" + ",1" * 400 + ":1"],
)
def test_what_would_not_fit_is_refused_with_one_that_would(text: str) -> None:
    architecture = Architecture.parse(text)
    with pytest.raises(TooLargeError, match=r"; [0-9,:]+ would fit") as caught:
        LinearNetwork.symbolic(architecture)
    suggestion = str(caught.value).split("; ")[-1].removesuffix(" would fit")
    assert Architecture.parse(suggestion).fits()


def test_the_segments_are_the_products_that_the_paper_means() -> None:
    random = generator(1, "segments")
    network = random_network(random, Architecture.parse("2,3,1,4,5:6"))
    W1, W2, W3, W4 = network.W
    I = {n: Matrix.identity(rationals(), n) for n in (2, 3, 4, 5)}
    assert network.C == network.A(1) == W4 @ W3 @ W2
    assert [network.A(k) for k in (0, 3, 4)] == [W4 @ W3 @ W2 @ W1, W4, I[5]]
    assert [network.B(k) for k in (2, 3, 4, 5)] == [I[3], W2, W3 @ W2, W4 @ W3 @ W2]
    assert [network.V(k) for k in (1, 2, 3)] == [network.X, W1 @ network.X, W2 @ W1 @ network.X]
    assert [network.S(2, 1), network.S(4, 1)] == [I[3], W3 @ W2]
    assert network.product(0, 1) == I[2]
    assert network.r == (W4 @ W3 @ W2 @ W1 @ network.X - network.Y).T
    assert network.r.shape == (6, 5)
    assert network.twice_loss == (network.r.T @ network.r).trace() == 2 * network.loss
    with pytest.raises(ArchitectureError, match="no meaning"):
        network.product(1, 4)
    for k in (0, 5):
        with pytest.raises(ArchitectureError, match="k must be from 1 to 4"):
            network.weight(k)


def test_a_rational_network_from_lists() -> None:
    network = LinearNetwork.rational([["1/2"]], [[1]], [[[1], [2]], [[3, 4]]])
    assert network.architecture == Architecture((1, 2, 1), 1)
    assert network.r == rational_matrix([[Fraction(9, 2)]])
    assert network.loss == rationals().convert(Fraction(81, 8))
    with pytest.raises(ExactnessError, match="float"):
        LinearNetwork.rational([[0.5]], [[1]], [[[1]], [[1]]])


def test_shapes_that_do_not_compose_are_named() -> None:
    one, two = [[1]], [[1, 2]]
    with pytest.raises(ShapeError, match="product W_1 X of 1 x 2 and 1 x 1"):
        LinearNetwork.rational(one, one, [two, one])
    with pytest.raises(ShapeError, match="product W_2 W_1 of 1 x 2 and 1 x 1"):
        LinearNetwork.rational(one, one, [one, two])
    with pytest.raises(ShapeError, match="output - Y: difference of 1 x 1 and 1 x 2"):
        LinearNetwork.rational(one, two, [one, one])
    with pytest.raises(ArchitectureError, match="2 widths"):
        LinearNetwork.rational(one, one, [one])


def test_the_loss_over_the_integers_is_refused_and_twice_the_loss_is_not() -> None:
    network = LinearNetwork.symbolic(Architecture.parse("1,1,1:1"), "flint")
    assert str(network.twice_loss)
    with pytest.raises(RingError, match="1/2"):
        _ = network.loss


def test_sigma() -> None:
    network = LinearNetwork.rational([[1, 0], [1, 1]], [[2, 0], [0, 1]], [[[1, 1]], [[1], [1]]])
    # X is square and invertible, so Sigma = Y Y^T whatever X is.
    assert network.sigma() == network.Y @ network.Y.T
    singular = LinearNetwork.rational([[0]], [[1]], [[[1]], [[1]]])
    with pytest.raises(SingularMatrixError, match="singular"):
        singular.sigma()
    plain = LinearNetwork.rational([[0]], [[1]], [[[1]], [[1]]], FRACTIONS)
    assert plain.ring == FRACTIONS


def test_what_a_network_determines_is_multiplied_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Hessian of small networks asks for the same segments thousands of times in a search."""
    network = random_network(generator(1), Architecture.parse("2,3,2,2:3"))
    first = formulas.hessian(network)
    products, multiply = [], Matrix.__matmul__

    def counted(left: Matrix, right: Matrix) -> Matrix:
        products.append((left, right))
        return multiply(left, right)

    monkeypatch.setattr(Matrix, "__matmul__", counted)
    assert [network.V(k) is network.V(k) for k in (1, 2, 3, 4)] == [True] * 4
    assert network.r is network.r
    products.clear()
    # Five products for each of the three blocks above the diagonal, none for what lies below it.
    assert formulas.hessian(network) == first
    assert len(products) == 3 * 5
