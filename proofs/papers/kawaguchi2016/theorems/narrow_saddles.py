"""Beyond the paper: where a hidden width or d_y is one, C = W_{H+1}..W_2 = 0 at every bad saddle.

If C != 0 its rank reaches that width, and then a point with a psd Hessian is a global minimum.
"""

from __future__ import annotations

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import Formula, at_most, both, either, equal, negation, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1
from proofs.library.networks import bottleneck, local_minima, products
from proofs.library.networks.landscape import TOP, Landscape, global_minimum, residual
from proofs.library.networks.products import product
from proofs.library.networks.second_variation import stationary_pair
from proofs.library.ranks import count, factors, rank_of
from proofs.papers.kawaguchi2016.instances.zero_products import flat_points_of_narrow_networks
from proofs.papers.kawaguchi2016.theorems.appendix_a5_b1 import cancelled
from symbolic.words.terms import Term, Tree, identity, zero


def _width(k: Tree) -> Tree:
    return ("@", "d", k)


@theorem("depth-two:narrow", instances=flat_points_of_narrow_networks)
def narrow_saddles() -> Theorem:
    """C = 0 for every H, where the Hessian is psd at no global minimum, and a width or d_y is 1."""
    net = Landscape()
    proof, W, (k,) = net.proof, net.network("W"), net.sizes("k")
    out, C, Xr = _width(TOP), product(W, TOP, 1), Term("X") @ residual(W)
    given, saddle = proof.assume(stationary_pair(W)), proof.assume(negation(global_minimum(W)))
    small = both(size_at_most(1, k), size_at_most(k, "H"), size_at_most(_width(k), 1))
    narrow = proof.assume(either(small, size_at_most(out, 1)))
    goal = equal(C, zero(out, _width(1)))
    hidden, one_output = proof.alternatives(narrow)
    c, rank = rank_of(proof, C)
    choice = proof.axiom("compare", 1, c)
    more, none = proof.alternatives(choice)

    low, high, few = proof.parts(hidden)
    enough = proof.sizes(size_at_most(_width(k), c), few, more)
    (_, _, L, R), known = factors(proof, rank)
    unit = proof.by(equal(L @ C @ R, identity(c)), *known)
    lemma = bottleneck.reaching_a_width(net)
    reached = proof.use(lemma, [W, k, c, L, R], given, low, high, enough, unit)

    full = proof.sizes(size_at_most(out, c), one_output, more)
    critical, empty = proof.parts_of(given, 3)[0], products.empty(proof, W, 0)
    seen = proof.combine(
        equal(Xr @ C, zero(_width(0), _width(1))), H0 - H1 @ Xr @ C, critical, empty
    )
    flat = proof.apply(cancelled(proof, Xr, C, rank, full), seen)
    fitted = proof.use(local_minima.no_residual_is_global(net), [W], flat)

    lowest = proof.apply(saddle, proof.from_both(narrow, reached, fitted))
    some_rank, no_rank = proof.absurd(goal, lowest), _no_rank(proof, c, rank, none, goal)
    return proof.close(proof.from_both(choice, some_rank, no_rank))


def _no_rank(proof: Derivation, c: str, rank: Theorem, none: Theorem, goal: Formula) -> Theorem:
    """A matrix of rank c < 1 is zero, as ``I_c = 0``."""
    one = identity(c)
    square = proof.nonnegative_square(one)
    counted = proof.apply(proof.axiom("count_strictly", c, 1), none)
    below = proof.order(at_most(count(c), zero(1, 1)), [counted], [(1, [0])])
    above = proof.order(at_most(zero(1, 1), count(c)), [square], [(1, [0])])
    gone = proof.squeeze(count(c), below, above)
    empty = proof.vanishing(one, gone)
    (P, Q, _, _), known = factors(proof, rank)
    return proof.combine(goal, H0 + P @ H1 @ Q, known[0], empty)
