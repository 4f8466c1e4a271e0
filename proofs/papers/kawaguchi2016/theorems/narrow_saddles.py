"""Beyond the paper: where a hidden width or d_y is one, C = W_{H+1}..W_2 = 0 at every bad saddle.

If C != 0 its rank reaches that width, and then a point with a psd Hessian is a global minimum.
"""

from __future__ import annotations

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import Formula, at_most, both, either, equal, negation, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.networks import bottleneck, moves, products
from proofs.library.networks.landscape import TOP, Landscape, global_minimum, residual
from proofs.library.networks.products import product
from proofs.library.networks.second_variation import stationary_pair
from proofs.library.ranks import H0, H1, Factors, count, with_factors, with_rank
from proofs.papers.kawaguchi2016.instances.zero_products import flat_points_of_narrow_networks
from proofs.papers.kawaguchi2016.theorems.appendix_a5_b1 import cancelled
from symbolic.words.terms import Term, Tree, identity, zero


def _width(k: Tree) -> Tree:
    return ("@", "d", k)


@theorem("depth-two:narrow", instances=flat_points_of_narrow_networks)
def narrow_saddles() -> Theorem:
    """A hidden width or d_y is 1, psd and not global: C = 0, for every H."""
    net = Landscape()
    proof, X, W, (k,) = net.proof, Term("X"), net.network("W"), net.sizes("k")
    out, C, r = _width(TOP), product(W, TOP, 1), residual(W)
    given, saddle = proof.assume(stationary_pair(W)), proof.assume(negation(global_minimum(W)))
    small = both(size_at_most(1, k), size_at_most(k, "H"), size_at_most(_width(k), 1))
    choice = proof.assume(either(small, size_at_most(out, 1)))
    goal = equal(C, zero(out, _width(1)))

    def some_rank(c: str, rank: Theorem, more: Theorem) -> Theorem:
        def narrow(found: Theorem) -> Theorem:
            low, high, few = proof.parts(found)
            enough = proof.sizes(size_at_most(_width(k), c), few, more)
            lemma = bottleneck.reaching_a_width(net)

            def use(factors: Factors, known: list[Theorem]) -> Theorem:
                _, _, L, R = factors
                unit = proof.by(equal(L @ C @ R, identity(c)), *known)
                return proof.use(lemma, [W, k, c, L, R], given, low, high, enough, unit)

            return with_factors(proof, rank, use)

        def one_output(few: Theorem) -> Theorem:
            full = proof.sizes(size_at_most(out, c), few, more)
            critical, empty = proof.parts_of(given, 3)[0], products.empty(proof, W, 0)
            by = H0 - H1 @ X @ r @ C
            seen = equal(X @ r @ C, zero(_width(0), _width(1)))
            none = proof.combine(seen, by, critical, empty)
            flat = proof.apply(cancelled(proof, X @ r, C, rank, full), none)
            return proof.use(moves.no_residual_is_global(net), [W], flat)

        return proof.absurd(goal, proof.apply(saddle, proof.cases(choice, narrow, one_output)))

    def with_size(c: str, rank: Theorem) -> Theorem:
        return proof.cases(
            proof.axiom("compare", 1, c),
            lambda more: some_rank(c, rank, more),
            lambda none: _no_rank(proof, c, rank, none, goal),
        )

    return with_rank(proof, C, with_size)


def _no_rank(proof: Derivation, c: str, rank: Theorem, none: Theorem, goal: Formula) -> Theorem:
    """A matrix of rank c < 1 is zero, as ``I_c = 0``."""
    one = identity(c)
    square = proof.nonnegative_square(one)
    counted = proof.apply(proof.axiom("count_strictly", c, 1), none)
    below = proof.order(at_most(count(c), zero(1, 1)), [counted], [(1, [0])])
    above = proof.order(at_most(zero(1, 1), count(c)), [square], [(1, [0])])
    gone = proof.squeeze(count(c), below, above)
    empty = proof.apply(proof.axiom("definite", c, c, one), gone)

    def use(factors: Factors, known: list[Theorem]) -> Theorem:
        P, Q, _, _ = factors
        return proof.combine(goal, H0 + P @ H1 @ Q, known[0], empty)

    return with_factors(proof, rank, use)
