"""The engines against each other, against exact differences and against naive sympy."""

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from proofs.evidence.paper import LADDER
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import FRACTIONS, rational_matrix
from symbolic.algebra.sampling import generator
from symbolic.algebra.sympy_ring import to_sympy
from symbolic.errors import RingError, TooLargeError, UnknownEngineError
from symbolic.networks import formulas
from symbolic.networks.architecture import Architecture
from symbolic.networks.derivatives import derive, hessian, jacobian
from symbolic.networks.differences import Differences
from symbolic.networks.network import LinearNetwork
from symbolic.networks.random_networks import random_network

architectures = st.builds(
    lambda widths, m: Architecture(tuple(widths), m),
    st.lists(st.integers(1, 3), min_size=3, max_size=5),
    st.integers(1, 3),
).filter(lambda a: a.loss_terms <= 1500)


def terms(matrix: Matrix) -> list[list[dict]]:
    return [[matrix.ring.terms(entry) for entry in row] for row in matrix.rows]


def assert_engines_agree(architecture: Architecture) -> None:
    one, two = derive(architecture, "sympy"), derive(architecture, "flint")
    for k in architecture.layers:
        assert terms(one.gradient(k)) == terms(two.gradient(k))
    assert terms(hessian(one)) == terms(hessian(two))


@pytest.mark.parametrize("architecture", LADDER, ids=str)
def test_the_engines_agree_entry_by_entry_on_the_ladder(architecture: Architecture) -> None:
    assert_engines_agree(architecture)


@given(architectures)
@settings(max_examples=30)
def test_the_engines_agree_at_random_architectures(architecture: Architecture) -> None:
    assert_engines_agree(architecture)


@given(architectures)
@settings(max_examples=30)
def test_the_formulas_hold_at_random_architectures(architecture: Architecture) -> None:
    calculus = derive(architecture, "flint")
    network = calculus.network
    for k in architecture.layers:
        assert calculus.gradient(k) == formulas.gradient(network, k)
        if k > 1:
            assert calculus.block(1, k) == formulas.first_row_block(network, k)
    assert hessian(calculus) == formulas.hessian(network)


@given(architectures, st.integers(0, 10**6))
@settings(max_examples=20)
def test_exact_differences_are_the_derivatives(architecture: Architecture, seed: int) -> None:
    network = random_network(generator(seed), architecture, FRACTIONS)
    plain = Differences(network)
    for k in architecture.layers:
        assert plain.gradient(k) == formulas.gradient(network, k)
    assert hessian(plain) == formulas.hessian(network)


def test_against_naive_sympy() -> None:
    """Expressions expanded and differentiated the slow way, nothing shared but the loss."""
    architecture = Architecture.parse("2,1,3,2:2")
    network = LinearNetwork.symbolic(architecture, "sympy")
    X, Y, *W = (to_sympy(matrix) for matrix in (network.X, network.Y, *network.W))
    residual = W[2] * W[1] * W[0] * X - Y
    loss = sympy.expand(sum(entry**2 for entry in residual) / 2)
    order = [list(weight) for weight in W]  # row after row: vec(W_k^T)
    for engine in ("sympy", "flint"):
        calculus = derive(architecture, engine)
        for k in architecture.layers:
            naive = sympy.Matrix([sympy.diff(loss, w) for w in order[k - 1]])
            assert sympy.expand(naive - to_sympy(calculus.gradient(k))).is_zero_matrix
        for l in architecture.layers:
            for k in architecture.layers:
                entries = [[sympy.diff(loss, v, w) for w in order[k - 1]] for v in order[l - 1]]
                difference = sympy.Matrix(entries) - to_sympy(calculus.block(l, k))
                assert sympy.expand(difference).is_zero_matrix


@pytest.mark.parametrize("engine", ["sympy", "flint"])
def test_jacobian_of_a_weight_is_the_identity(engine: str) -> None:
    calculus = derive(Architecture.parse("2,3,1:4"), engine)
    J = jacobian(calculus, lambda network: network.weight(1).T, 1)
    assert Matrix.identity(calculus.network.ring, 6) == J
    assert jacobian(calculus, lambda network: network.weight(1), 2).is_zero()


def test_blocks_are_ordered_from_the_top_layer_down() -> None:
    calculus = derive(Architecture.parse("2,3,1:4"), "flint")
    whole = hessian(calculus)
    top = calculus.block(2, 2)
    assert whole.shape == (9, 9)
    assert [row[:3] for row in whole.rows[:3]] == list(top.rows)


def test_misuse_is_refused() -> None:
    small = Architecture.parse("1,1,1:1")
    with pytest.raises(UnknownEngineError, match='no engine "maple"'):
        derive(small, "maple")
    with pytest.raises(TooLargeError):
        derive(Architecture.parse("9,9,9,9:9"), "sympy")
    one = rational_matrix([[1]])
    with pytest.raises(RingError, match="differences need"):
        Differences(LinearNetwork(one, one, (one, one)))
