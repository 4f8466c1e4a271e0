"""The numerical route: what it agrees with, what it notices, and that it stands alone."""

import subprocess
import sys
from fractions import Fraction

import pytest

from numeric_crosscheck.derivatives import DIGITS, NumericDerivatives, expected_digits
from proofs.evidence.identities import plain_rows
from proofs.evidence.numeric_derivatives import agreed_digits
from proofs.papers.kawaguchi2016.claims.lemma_4_1 import GRADIENT
from proofs.papers.kawaguchi2016.claims.lemma_4_3 import UPPER_BLOCKS
from symbolic.algebra.sampling import generator
from symbolic.networks import formulas
from symbolic.networks.architecture import Architecture
from symbolic.networks.random_networks import random_network


def numeric(network, digits: int = DIGITS) -> NumericDerivatives:
    rows = [plain_rows(matrix) for matrix in (network.X, network.Y, *network.W)]
    return NumericDerivatives(rows[0], rows[1], rows[2:], digits)


@pytest.mark.parametrize("digits", [30, 50, 100])
def test_more_digits_agree_at_higher_precision(digits: int) -> None:
    network = random_network(generator(3), Architecture.parse("2,3,1:4"))
    route = numeric(network, digits)
    exact = plain_rows(formulas.block(network, 1, 2))
    agreed = route.agreement(route.block(1, 2), exact)
    assert expected_digits(digits) <= agreed <= digits


def test_the_smallest_relevant_error_is_noticed() -> None:
    network = random_network(generator(4), Architecture.parse("2,1,2:3"))
    route = numeric(network)
    exact = plain_rows(formulas.gradient(network, 1))
    assert route.agreement(route.gradient(1), exact) >= 30
    exact[0][0] += Fraction(1, 10**12)
    assert 10 <= route.agreement(route.gradient(1), exact) <= 13


def test_shapes_that_differ_never_agree() -> None:
    network = random_network(generator(5), Architecture.parse("2,1,2:3"))
    route = numeric(network)
    exact = plain_rows(formulas.gradient(network, 1))
    assert route.agreement(route.gradient(1), exact[:-1]) == -1
    assert route.agreement(route.gradient(1), [list(row) * 2 for row in exact]) == -1
    assert route.agreement([], []) == DIGITS


def test_the_true_formulas_agree_and_points_depend_on_the_seed_alone() -> None:
    architecture = Architecture.parse("3,1,2,2:2")
    networks = [random_network(generator(9, "x"), architecture) for _ in range(2)]
    assert networks[0].W == networks[1].W
    for equation in (GRADIENT, UPPER_BLOCKS):
        assert agreed_digits(equation, networks[0]) >= expected_digits()


def test_equations_at_one_network_share_its_losses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Diagonal and upper blocks, as several claims ask for them, are differentiated once."""
    architecture = Architecture.parse("2,1,2:2")
    one, same = (random_network(generator(11), architecture) for _ in range(2))
    agreed = agreed_digits(UPPER_BLOCKS, one)
    monkeypatch.setattr(NumericDerivatives, "_outputs", None)
    assert agreed_digits(UPPER_BLOCKS, same) == agreed


def whole_loss(route: NumericDerivatives, network, moves) -> object:
    """The loss of the moved network from its definition, every layer and sample anew."""
    mp, step = route._mp, route._mp.mpf(10) ** (-(route.digits // 4))
    X, Y, *W = [
        [[mp.mpf(x.numerator) / x.denominator for x in row] for row in plain_rows(matrix)]
        for matrix in (network.X, network.Y, *network.W)
    ]
    for k, index, steps in moves:
        i, j = divmod(index, len(W[k - 1][0]))
        W[k - 1][i][j] += steps * step
    errors = []
    for sample, target in zip(zip(*X, strict=True), zip(*Y, strict=True), strict=True):
        output = list(sample)
        for weight in W:
            output = [mp.fdot(row, output) for row in weight]
        errors += [a - b for a, b in zip(output, target, strict=True)]
    return mp.fsum(errors, squared=True) / 2


def test_what_is_remembered_changes_no_digit() -> None:
    """Not one bit: what is not computed again is what it would be."""
    network = random_network(generator(6), Architecture.parse("2,3,2,1:2"))
    route = numeric(network)
    entries = [(k, i) for k in (1, 2, 3) for i in range(route._size(k))]
    for a in entries:
        for b in entries:
            for s, t in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
                moves = ((*a, s), (*b, t))
                assert route._loss(*moves) == whole_loss(route, network, moves)


def test_a_move_costs_the_layers_above_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """For each entry of the top layer one dot product a sample; below it nothing is done again."""
    network = random_network(generator(6), Architecture.parse("3,3,3,2:2"))
    route = numeric(network)
    route.gradient(1)
    calls, dot = [], route._mp.fdot
    monkeypatch.setattr(route._mp, "fdot", lambda *given: calls.append(1) or dot(*given))
    route.gradient(3)
    assert len(calls) == 6 * 2 * 2 + 2 * 5  # two moves of six entries; layers 2 and 3 unmoved
    calls.clear()
    route.block(3, 3)
    assert len(calls) <= 4 * 6 * 6 * 2 * 2
    calls.clear()
    route.block(3, 3)
    assert not calls


def test_the_room_imports_nothing_of_symbolic_but_its_name() -> None:
    code = (
        "import sys, numeric_crosscheck.derivatives;"
        "print(sorted(m for m in sys.modules if m.startswith(('symbolic', 'proofs', 'sympy'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    # The loader of public names, which is all that a package of ours imports by itself.
    assert done.stdout.strip() == "['symbolic', 'symbolic.lazy']"
