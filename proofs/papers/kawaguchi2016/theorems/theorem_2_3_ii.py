"""Theorem 2.3 (ii) for every depth, all widths and all data: a local minimum is global.

Neither the rank of X, nor that of X Y^T, nor the eigenvalues of Sigma, nor d_y <= d_x is used.
"""

from __future__ import annotations

from proofs.evidence.stated import Beside, theorem
from proofs.kernel.formulas import both, for_some, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.networks import bottleneck, descent, moves, products
from proofs.library.networks.landscape import TOP, Landscape, local_minimum, once
from proofs.library.networks.products import layer, product
from proofs.library.networks.second_variation import minimum_is_stationary
from proofs.papers.kawaguchi2016.instances.networks import minima
from proofs.papers.kawaguchi2016.theorems.notes import NOTHING_ASKED
from symbolic.words.terms import Term, identity


@once
def local_minimum_is_global(net: Landscape) -> Theorem:
    """Every local minimum is a global minimum.

    The rank q of the product of the layers reaches the width of some hidden layer, or it is
    less than all of them.
    """
    proof, W = net.proof, net.network()

    def prove(given: Theorem) -> Theorem:
        def with_rank(factors: Theorem) -> Theorem:
            whole, left, right = proof.parts(factors)
            F, G = (Term(x) for x in whole.conclusion[2][1:])
            K, R = Term(left.conclusion[1][1]), Term(right.conclusion[1][2])
            q = left.conclusion[2][1]
            reaches = size_at_most(("@", "d", "k0"), q)
            hidden = size_at_most(1, "k0"), size_at_most("k0", "H")
            some = for_some("k0", "size", both(*hidden, reaches))

            def reached(found: Theorem) -> Theorem:
                low, high, narrow = proof.parts(found)
                k = low.conclusion[2]
                bounds = proof.sizes(size_at_most(0, 0)), proof.sizes(size_at_most(1, TOP))
                split = proof.use(moves.around(net), [W, 0, 0, TOP], *bounds)
                back = layer(W, 0) @ R
                rank = proof.chain(
                    K @ product(W, TOP, 1) @ back,
                    (K @ product(W, TOP, 0) @ R, [split, products.empty(proof, W, 0)]),
                    (K @ F @ G @ R, [whole]),
                    (G @ R, [left]),
                    (identity(q), [right]),
                )
                deep = proof.sizes(size_at_most(1, "H"), low, high)
                pair = proof.use(minimum_is_stationary(net), [W], given, deep)
                lemma = bottleneck.reaching_a_width(net)
                return proof.use(lemma, [W, k, q, K, back], pair, low, high, narrow, rank)

            def below_all(nowhere: Theorem) -> Theorem:
                (k,) = net.sizes("k")
                low, high = proof.assume(size_at_most(1, k)), proof.assume(size_at_most(k, "H"))
                less = size_at_most(("+", q, 1), ("@", "d", k))

                def impossible(reach: Theorem) -> Theorem:
                    shown = proof.exhibit(some, k, proof.both(low, high, reach))
                    return proof.absurd(less, proof.apply(nowhere, shown))

                choice = proof.axiom("compare", ("@", "d", k), q)
                shown = proof.cases(choice, impossible, lambda found: found)
                for bound in (high, low):
                    shown = proof.suppose(bound.conclusion, shown)
                names = [q, F, G, W]
                narrow = proof.generalize(shown, k)
                vanishes = proof.use(descent.stationary(net), names, given, whole, narrow)
                return proof.use(moves.no_residual_is_global(net), [W], vanishes)

            return proof.split(some, lambda found: proof.choose(found, ["k"], reached), below_all)

        sizes = ("@", "d", TOP), ("@", "d", 0)
        existence = proof.axiom("factorization", *sizes, product(W, TOP, 0))
        return proof.choose(existence, ["q", "F", "G", "K", "R"], with_rank)

    return proof.lemma([W], [local_minimum(W)], prove)


@theorem(
    "theorem-2.3.ii",
    instances=minima,
    form=NOTHING_ASKED,
    beside=Beside("Theorem23ii", "theorem23_ii_strong", "any X, Y, depth and widths"),
)
def theorem_2_3_ii() -> Theorem:
    """Every local minimum is a global minimum."""
    net = Landscape()
    given = net.proof.assume(local_minimum(net.network("W")))
    return net.proof.use(local_minimum_is_global(net), ["W"], given)
