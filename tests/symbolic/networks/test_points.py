"""Classification: its invariances, its witnesses re-verified by fractions alone, its agreement."""

from collections import Counter
from fractions import Fraction
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofs.evidence.identities import plain_rows
from proofs.evidence.paper import LADDER
from proofs.evidence.recipe_points import OUTSIDE
from proofs.evidence.samples import samples
from proofs.evidence.settings import Settings
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import FRACTIONS
from symbolic.algebra.sampling import generator, random_invertible
from symbolic.networks.architecture import Architecture
from symbolic.networks.classification import Descent, Kind, Optimality, Point, classify, hypotheses
from symbolic.networks.conditions import (
    all_pair_conditions,
    predicted_psd,
    range_condition,
    residual_vanishes,
    top_projection,
    upper_layers,
)
from symbolic.networks.critical_points import (
    cayley_orthogonal,
    construct,
    random_critical_points,
)
from symbolic.networks.curves import Curve
from symbolic.networks.derivatives import hessian
from symbolic.networks.differences import Differences
from symbolic.networks.network import LinearNetwork
from symbolic.networks.random_networks import random_network

ARCHITECTURES = [
    Architecture.parse(text)
    for text in ("2,2,2:2", "2,2,2,2:2", "3,2,4,2:4", "2,3,1,2:3", "2,2,3,2,2:2", "1,2,2,3:2")
]
seeds = st.integers(0, 10**6)
architectures = st.sampled_from(ARCHITECTURES)


def critical(seed: int, architecture: Architecture) -> LinearNetwork:
    return next(random_critical_points(generator(seed), architecture))[1]


# The examples of the claims' text, with what is known about them.

I2, E11, ZERO = [[1, 0], [0, 1]], [[1, 0], [0, 0]], [[0, 0], [0, 0]]
D21, D32 = [[2, 0], [0, 1]], [[3, 0], [0, 2]]

KNOWN = {
    "origin, H = 1": ([[1]], [[1]], [[[0]], [[0]]], Kind.STRICT_SADDLE, (1, 1, 0)),
    "origin, H = 2": ([[1]], [[1]], [[[0]]] * 3, Kind.NON_STRICT_SADDLE, (0, 0, 3)),
    "Ex9": (I2, D21, [[[2, 0]], [[1], [0]]], Kind.GLOBAL_MINIMUM, (3, 0, 1)),
    "Ex10": (I2, D21, [[[0, 1]], [[0], [1]]], Kind.STRICT_SADDLE, (2, 1, 1)),
    "bad, p = 1, H = 2": (I2, D21, [[[2, 0], [0, 0]], E11, E11], Kind.NON_STRICT_SADDLE, (3, 0, 9)),
    "bad, p = 1, H = 3": (
        I2, D32, [[[3, 0], [0, 0]], E11, E11, E11], Kind.NON_STRICT_SADDLE, (3, 0, 13)),
    "rank N = 1 < 2, strict": (I2, D32, [ZERO, E11, ZERO], Kind.STRICT_SADDLE, (2, 2, 8)),
    "family C.1, H = 3": (
        I2, D32, [ZERO, ZERO, ZERO, [[1, 2], [-1, 3]]], Kind.NON_STRICT_SADDLE, (0, 0, 16)),
    "family C.1, H = 2": ([[1]], [[1]], [[[0]], [[0]], [[1]]], Kind.STRICT_SADDLE, (1, 1, 1)),
    "global, deficient": (I2, [[1, 0]], [E11, E11, [[1, 0]]], Kind.GLOBAL_MINIMUM, None),
    "repeated eigenvalues": (
        I2, I2, [[["1/2", "1/2"]], [[1], [1]]], Kind.GLOBAL_MINIMUM, (2, 0, 2)),
    "d_y > d_x": ([[1]], [[1], [0]], [[[0]], [[0]], [[0], [1]]], Kind.NON_STRICT_SADDLE, (0, 0, 4)),
    "X Y^T = 0": ([[1, 0]], [[0, 1]], [[[0]], [[0]], [[0]]], Kind.GLOBAL_MINIMUM, (0, 0, 3)),
    "X = 0": ([[0]], [[1]], [[[5]], [[7]]], Kind.GLOBAL_MINIMUM, (0, 0, 2)),
    "not critical": ([[1]], [[1]], [[[1]], [[2]]], Kind.NOT_CRITICAL, None),
}  # fmt: skip


@pytest.mark.parametrize(("X", "Y", "W", "kind", "inertia"), KNOWN.values(), ids=KNOWN)
def test_known_points(X, Y, W, kind: Kind, inertia: tuple[int, int, int] | None) -> None:
    point = classify(LinearNetwork.rational(X, Y, W))
    assert point.kind is kind
    assert inertia is None or point.inertia == inertia
    recheck_witness(point)


def test_an_irrational_optimum_is_decided_without_floats() -> None:
    """Sigma = [[2,1],[1,1]]^2 has the eigenvalues ((3 +- sqrt 5)/2)^2."""
    Y = [[2, 1], [1, 1]]
    origin = classify(LinearNetwork.rational(I2, Y, [[[0, 0]], [[0], [0]]]))
    assert origin.kind is Kind.STRICT_SADDLE
    assert origin.spectrum.top_sum(1) is None
    assert origin.spectrum.top_sum(2) == 7
    full = classify(LinearNetwork.rational(I2, Y, [I2, Y]))
    assert full.kind is Kind.GLOBAL_MINIMUM
    assert isinstance(full.answer[1], Optimality)
    # So close to the optimum of rank one that double precision sees no difference.
    near = classify(LinearNetwork.rational(I2, Y, [[["514229/317811", 1]], [["1"], ["1/2"]]]))
    assert not near.optimal
    assert near.kind is Kind.NOT_CRITICAL


# Witnesses re-verified by code that knows fractions and lists only.

Poly = list[Fraction]


def poly_add(a: Poly, b: Poly) -> Poly:
    size = max(len(a), len(b))
    padded = [x + [Fraction(0)] * (size - len(x)) for x in (a, b)]
    return [x + y for x, y in zip(*padded, strict=True)]


def poly_mul(a: Poly, b: Poly) -> Poly:
    result = [Fraction(0)] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            result[i + j] += x * y
    return result


def plain_loss_along(network: LinearNetwork, curve: Curve) -> Poly:
    output = [[[x] for x in row] for row in plain_rows(network.X)]
    layers = zip(network.W, curve.directions, curve.exponents, strict=True)
    for weight, direction, exponent in layers:
        rows = [
            [[w, *[Fraction(0)] * (exponent - 1), v] for w, v in zip(p, q, strict=True)]
            for p, q in zip(plain_rows(weight), plain_rows(direction), strict=True)
        ]
        columns = list(zip(*output, strict=True))
        moved = []
        for row in rows:
            moved.append([])
            for column in columns:
                total: Poly = [Fraction(0)]
                for a, b in zip(row, column, strict=True):
                    total = poly_add(total, poly_mul(a, b))
                moved[-1].append(total)
        output = moved
    loss: Poly = [Fraction(0)]
    for row, targets in zip(output, plain_rows(network.Y), strict=True):
        for entry, target in zip(row, targets, strict=True):
            error = poly_add(entry, [-target])
            loss = poly_add(loss, poly_mul(error, error))
    return [coefficient / 2 for coefficient in loss]


def recheck_witness(point: Point) -> None:
    kind, witness = point.answer
    if isinstance(witness, Descent):
        for curve, order, coefficient, sign in (
            (witness.curve, witness.order, witness.coefficient, -1),
            (witness.ascent, witness.ascent_order, witness.ascent_coefficient, 1),
        ):
            plain = plain_loss_along(point.network, curve)
            assert plain[0] == point.loss
            assert not any(plain[1:order])
            assert plain[order] == coefficient
            assert coefficient * sign > 0
        if kind is Kind.STRICT_SADDLE:
            assert witness.order == 2
            assert set(witness.curve.exponents) == {1}
    else:
        assert kind in (Kind.GLOBAL_MINIMUM, Kind.NOT_CRITICAL)
        assert isinstance(witness, Optimality) == (kind is Kind.GLOBAL_MINIMUM)


@given(seeds, architectures)
@settings(max_examples=60)
def test_every_saddle_has_a_witness_that_multiplies_out(
    seed: int, architecture: Architecture
) -> None:
    point = classify(critical(seed, architecture))
    assert point.kind in (Kind.GLOBAL_MINIMUM, Kind.STRICT_SADDLE, Kind.NON_STRICT_SADDLE)
    recheck_witness(point)


# Invariances: what changes the network but not what kind of point it is.


def essence(network: LinearNetwork) -> tuple[Kind, tuple[int, int, int], Fraction]:
    point = classify(network)
    return point.kind, point.inertia, point.loss


@given(seeds, architectures)
@settings(max_examples=25)
def test_orthogonal_changes_of_data_leave_kind_inertia_and_loss(
    seed: int, architecture: Architecture
) -> None:
    network = critical(seed, architecture)
    random = generator(seed, "change")
    X, Y, W = network.X, network.Y, network.W
    samples_, outputs, inputs = (
        cayley_orthogonal(random, size)
        for size in (architecture.samples, architecture.output_width, architecture.input_width)
    )
    rotated = LinearNetwork(X @ samples_, Y @ samples_, W)
    turned = LinearNetwork(X, outputs @ Y, (*W[:-1], outputs @ W[-1]))
    mixed = LinearNetwork(inputs @ X, Y, (W[0] @ inputs.T, *W[1:]))
    assert essence(rotated) == essence(turned) == essence(mixed) == essence(network)


@given(seeds, architectures)
@settings(max_examples=25)
def test_a_gauge_of_the_factors_leaves_kind_inertia_and_loss(
    seed: int, architecture: Architecture
) -> None:
    """At a critical point: the Hessian changes by a congruence. Elsewhere inertia may not stay."""
    network = critical(seed, architecture)
    random = generator(seed, "gauge")
    weights = list(network.W)
    for k in range(len(weights) - 1):
        g, inverse = random_invertible(random, weights[k].shape[0])
        weights[k], weights[k + 1] = g @ weights[k], weights[k + 1] @ inverse
    assert essence(LinearNetwork(network.X, network.Y, tuple(weights))) == essence(network)


@given(seeds, architectures)
@settings(max_examples=25)
def test_a_permutation_of_samples_changes_nothing(seed: int, architecture: Architecture) -> None:
    network = random_network(generator(seed), architecture)
    order = generator(seed, "order").sample(range(architecture.samples), architecture.samples)

    def permuted(matrix: Matrix) -> Matrix:
        return Matrix(matrix.ring, ([row[j] for j in order] for row in matrix.rows), matrix.shape)

    other = LinearNetwork(permuted(network.X), permuted(network.Y), network.W)
    assert classify(other).gradient == classify(network).gradient
    assert essence(other) == essence(network)


# Agreement at a thousand points.


@pytest.mark.slow
def test_inertia_classification_and_lemmas_agree_at_a_thousand_points() -> None:
    seen: Counter[str] = Counter()
    for architecture in ARCHITECTURES:
        stream = random_critical_points(generator(77, architecture), architecture)
        for recipe, network in islice(stream, 180):
            point = classify(network)
            seen[str(point.kind)] += 1
            psd = point.inertia[1] == 0
            assert point.kind is not Kind.UNDECIDED, recipe
            assert psd == (point.kind in (Kind.GLOBAL_MINIMUM, Kind.NON_STRICT_SADDLE)), recipe
            if psd:
                assert all_pair_conditions(point), recipe
                for k in upper_layers(point):
                    assert range_condition(point, k) or residual_vanishes(point, k), recipe
            if all(hypotheses(point).values()):
                assert predicted_psd(point) == psd, recipe
                assert not psd or top_projection(point), recipe
    assert sum(seen.values()) >= 1000
    assert min(seen[kind] for kind in ("global_minimum", "strict_saddle", "non_strict_saddle")) > 99


def test_the_samples_of_the_claims_are_of_every_kind() -> None:
    found = samples(Settings(LADDER, quick=True))
    kinds = Counter((sample.depth, str(sample.point.kind)) for sample in found)
    for depth in (1, 2, 3):
        assert kinds[depth, "global_minimum"] > 0
        assert kinds[depth, "strict_saddle"] > 0
        assert (kinds[depth, "non_strict_saddle"] > 0) == (depth > 1)
    outside = [hypotheses(Point(network)) for r in OUTSIDE if (network := construct(r))]
    for name in ("XX^T invertible", "XY^T of full rank", "d_y <= d_x"):
        assert any(not found[name] for found in outside)


@given(seeds, architectures)
@settings(max_examples=15)
def test_gradient_and_hessian_are_those_of_the_loss(seed: int, architecture: Architecture) -> None:
    """By exact differences of the loss at the point, which share no formula with `Point`."""
    for network in (critical(seed, architecture), random_network(generator(seed), architecture)):
        rows = [plain_rows(matrix) for matrix in (network.X, network.Y, *network.W)]
        plain = LinearNetwork.rational(rows[0], rows[1], rows[2:], FRACTIONS)
        exact, point = Differences(plain), classify(network)
        for k, part in enumerate(point.gradient, 1):
            assert [x for row in plain_rows(part) for x in row] == [
                row[0] for row in plain_rows(exact.gradient(k))
            ]
        if architecture.parameters <= 20:
            assert plain_rows(hessian(exact)) == plain_rows(point.hessian)
