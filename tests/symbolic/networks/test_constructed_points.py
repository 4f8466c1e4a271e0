"""Points made to be critical, escapes from saddles, and the conditions of the lemmas at them."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from proofs.evidence.paper import LADDER
from proofs.evidence.samples import samples
from proofs.evidence.settings import Settings
from symbolic.algebra.linalg import random_one_inverse
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import rational_matrix, rationals
from symbolic.algebra.sampling import generator
from symbolic.networks.architecture import Architecture
from symbolic.networks.classification import classify
from symbolic.networks.conditions import (
    lemma_conclusions,
    pair_condition,
    projection,
    range_condition,
    residual_vanishes,
    upper_layers,
)
from symbolic.networks.critical_points import (
    Recipe,
    cayley_orthogonal,
    construct,
    make_data,
)
from symbolic.networks.curves import line, loss_along, lowest_term
from symbolic.networks.escapes import find_escape
from symbolic.networks.network import LinearNetwork
from symbolic.networks.random_networks import random_network
from tests.symbolic.networks.test_points import (
    D21,
    I2,
    ZERO,
    architectures,
    plain_loss_along,
    seeds,
)

# Construction.


@given(seeds, st.integers(1, 4))
def test_cayley_matrices_are_orthogonal(seed: int, size: int) -> None:
    Q = cayley_orthogonal(generator(seed), size)
    assert Matrix.identity(rationals(), size) == Q @ Q.T


@given(seeds)
@settings(max_examples=20)
def test_the_data_have_the_eigenvalues_they_should_have(seed: int) -> None:
    singular = (Fraction(3), Fraction(1, 2))
    recipe = Recipe(Architecture.parse("3,2,2:5"), singular, ())
    X, Y, U = make_data(recipe, generator(seed))
    network = LinearNetwork(X, Y, (rational_matrix([[0] * 3] * 2), rational_matrix(ZERO)))
    squares = Matrix.build(
        rationals(), (2, 2), lambda i, j: rationals().convert(singular[i] ** 2 if i == j else 0)
    )
    assert network.sigma() == U @ squares @ U.T
    assert classify(network).spectrum.describe() == ["9", "1/4"]


def test_a_recipe_that_is_not_critical_gives_nothing() -> None:
    recipe = Recipe(
        Architecture.parse("2,2,2:2"), (Fraction(2), Fraction(1)), (), (1,), simple=True
    )
    assert construct(recipe) is None


# Escapes and lines.


def test_the_escape_of_the_origin_is_the_obvious_one() -> None:
    for depth in (2, 3, 4):
        network = LinearNetwork.rational([[1]], [[1]], [[[0]]] * (depth + 1))
        escape = find_escape(network)
        assert escape is not None
        assert (escape.order, escape.coefficient) == (depth + 1, -1)
        assert set(escape.curve.exponents) == {1}
        assert loss_along(network, escape.curve) == plain_loss_along(network, escape.curve)


def test_there_is_no_escape_from_a_global_minimum() -> None:
    for network in (
        LinearNetwork.rational([[1]], [[1]], [[[1]], [[1]], [[1]]]),
        LinearNetwork.rational(I2, D21, [[[2, 0]], [[1], [0]]]),
    ):
        assert find_escape(network) is None


def test_a_line_reads_a_vector_in_the_order_of_the_hessian() -> None:
    network = LinearNetwork.rational([[1], [2]], [[3]], [[[1, 2]], [[5]]])
    curve = line(network, rational_matrix([[7], [8], [9]]))
    assert curve.directions == (rational_matrix([[8, 9]]), rational_matrix([[7]]))
    assert lowest_term([Fraction(4), Fraction(0), Fraction(-1)]) == (2, -1)
    assert lowest_term([Fraction(4)]) is None


# Conditions.


@given(seeds, architectures)
@settings(max_examples=20)
def test_the_projection_does_not_depend_on_the_inverse(
    seed: int, architecture: Architecture
) -> None:
    point = classify(random_network(generator(seed), architecture))
    C = point.network.C
    G = random_one_inverse(C.T @ C, generator(seed, "inverse"))
    assert projection(point, G) == projection(point)


def test_the_first_pair_condition_is_lemma_4_4() -> None:
    for sample in samples(Settings(LADDER, quick=True)):
        point = sample.point
        for k in upper_layers(point):
            lemma = range_condition(point, k) or residual_vanishes(point, k)
            if pair_condition(point, 1, k):
                assert lemma


def test_conclusions_are_named_by_alternative() -> None:
    neither = classify(LinearNetwork.rational([[1]], [[1]], [[[0]], [[0]]]))
    assert lemma_conclusions(neither)["4.4"] == {"k=2": []}
    both = classify(LinearNetwork.rational([[1]], [[1]], [[[1]], [[1]]]))
    assert lemma_conclusions(both)["4.4"] == {"k=2": ["range", "residual"]}
    assert lemma_conclusions(both)["4.6"] == ["projection", "residual"]
