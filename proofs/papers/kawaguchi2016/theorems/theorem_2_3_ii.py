"""Theorem 2.3 (ii) for every depth, all widths and all data: a local minimum is global.

Neither the rank of X, nor that of X Y^T, nor the eigenvalues of Sigma, nor d_y <= d_x is used.
"""

from __future__ import annotations

from proofs.evidence.stated import Beside, theorem
from proofs.kernel.formulas import size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.networks import bottleneck, descent, layer_moves, local_minima, products
from proofs.library.networks.landscape import TOP, Landscape, local_minimum, once
from proofs.library.networks.products import layer, product
from proofs.library.networks.second_variation import minimum_is_stationary
from proofs.library.ranks import factors, rank_of
from proofs.papers.kawaguchi2016.instances.networks import minima
from proofs.papers.kawaguchi2016.theorems.hidden_widths import less_than_all, some_width
from proofs.papers.kawaguchi2016.theorems.notes import NOTHING_ASKED
from symbolic.words.terms import identity


@once
def local_minimum_is_global(net: Landscape) -> Theorem:
    """Every local minimum is a global minimum.

    The rank q of the product of the layers reaches the width of some hidden layer, or it is
    less than all of them.
    """
    proof, W = net.proof, net.network()
    given = proof.assume(local_minimum(W))
    q, rank = rank_of(proof, product(W, TOP, 0))
    (F, G, K, R), (whole, left, right) = factors(proof, rank)
    choice = proof.excluded_middle(some_width(q))
    found, nowhere = proof.alternatives(choice)

    (k,), known = proof.obtain(found, "k")
    low, high, reach = proof.parts(known)
    bounds = proof.sizes(size_at_most(0, 0)), proof.sizes(size_at_most(1, TOP))
    split = proof.use(layer_moves.around(net), [W, 0, 0, TOP], *bounds)
    back = layer(W, 0) @ R
    unit = proof.chain(
        K @ product(W, TOP, 1) @ back,
        (K @ product(W, TOP, 0) @ R, [split, products.empty(proof, W, 0)]),
        (K @ F @ G @ R, [whole]),
        (G @ R, [left]),
        (identity(q), [right]),
    )
    pair = proof.use(
        minimum_is_stationary(net), [W], given, proof.sizes(size_at_most(1, "H"), low, high)
    )
    lemma = bottleneck.reaching_a_width(net)
    reached = proof.use(lemma, [W, k, q, K, back], pair, low, high, reach, unit)

    few = less_than_all(net, q, nowhere)
    vanishes = proof.use(descent.stationary(net), [q, F, G, W], given, whole, few)
    below_all = proof.use(local_minima.no_residual_is_global(net), [W], vanishes)
    return proof.conclude([W], [given.conclusion], proof.from_both(choice, reached, below_all))


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
