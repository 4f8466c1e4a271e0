"""What moves little where its factors do: the bounds, and that smaller ones are not to be had."""

from fractions import Fraction

import pytest

from proofs import check
from proofs.kernel.certificate import certificate
from proofs.kernel.formulas import at_most
from proofs.kernel.theory import ProofError
from proofs.library import estimates, ranks
from proofs.library.derivation import Derivation
from proofs.library.networks import continuity
from proofs.library.networks.landscape import Landscape
from proofs.library.projections import squared
from symbolic.networks import formulas
from symbolic.networks.network import LinearNetwork

LEMMAS = (estimates.submultiplicative, estimates.product_moves_little, estimates.smaller)


@pytest.mark.parametrize("lemma", LEMMAS)
def test_a_lemma_is_closed_and_accepted(lemma) -> None:
    theorem = lemma(Derivation(""))
    assert theorem.hypotheses == ()
    assert check(certificate("lemma", theorem))["axioms"]


def test_products_of_layers_are_continuous_at_any_depth() -> None:
    net = Landscape()
    theorem = continuity.products_are_continuous(net)
    assert theorem.hypotheses == ()
    assert "next_layer" in check(certificate("products", theorem))["axioms"]


def test_half_of_a_bound_is_refused() -> None:
    """``||A B||^2 <= ||A||^2 ||B||^2 / 2`` is false for numbers."""
    proof = Derivation("")
    m, n, p = ranks.sizes(proof, "m n p")
    A, B = proof.matrices(A=(m, n), B=(n, p))
    known = proof.use(estimates.submultiplicative(proof), [m, n, p, A, B])
    whole = squared(A) @ squared(B)
    assert proof.order(at_most(squared(A @ B), whole), [known], [(1, [0])])
    for scale in (1, 2):
        with pytest.raises(ProofError):
            proof.order(at_most(squared(A @ B), Fraction(1, 2) * whole), [known], [(scale, [0])])


def block_form(weights: tuple[object, object], direction: tuple[int, int]) -> Fraction:
    """The Hessian's form at the network 1,1,1 with X = Y = 1; directions for W_2 and W_1."""
    first, second = weights
    hessian = formulas.hessian(LinearNetwork.rational([[1]], [[1]], [[[first]], [[second]]]))
    entries = [[Fraction(str(x)) for x in row] for row in hessian.rows]
    return sum(direction[i] * direction[j] * entries[i][j] for i in (0, 1) for j in (0, 1))


def test_what_is_negative_stays_so_and_what_is_zero_need_not() -> None:
    steps = [Fraction(sign, 10**n) for sign in (1, -1) for n in range(1, 6)]
    assert block_form((0, 0), (1, 1)) == -2
    assert all(block_form((a, b), (1, 1)) < 0 for a in steps for b in steps)
    assert block_form((0, 0), (0, 1)) == 0
    assert all(block_form((0, b), (0, 1)) > 0 for b in steps)
