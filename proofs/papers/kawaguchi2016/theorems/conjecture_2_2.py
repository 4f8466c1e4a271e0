"""Conjecture 2.2 (i), and so Proposition 2.1 (i), for all sizes: the loss is convex in each layer.

No hypothesis on the data is used: the conjecture's own (X X^T and X Y^T invertible, distinct
eigenvalues, p < d_x = d_y) are superfluous.
"""

from __future__ import annotations

from proofs.evidence.stated import Beside, theorem
from proofs.kernel.formulas import NONE, Formula, at_most, both, equal, number, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.networks import layer_moves
from proofs.library.networks.derivatives import HALF
from proofs.library.networks.landscape import TOP, Landscape, agree, loss, once
from proofs.library.networks.products import layer, plus, product
from proofs.library.projections import squared
from proofs.papers.kawaguchi2016.instances.networks import between_two_networks
from symbolic.words.terms import Term, Tree

ONE = number(1)


def between(N: Tree, U: Tree, V: Tree, k: Tree, t: Term) -> Formula:
    """N is U but for the layer k, which is ``(1 - t) U[k] + t V[k]``."""
    part = layer(U, k) + t @ (layer(V, k) - layer(U, k))
    return both(equal(layer(N, k), part), agree(N, U, k))


@once
def convex_in_one_layer(net: Landscape) -> Theorem:
    """``L(N) <= (1 - t) L(U) + t L(V)`` for N between U and V, which agree but at k.

    The right side less the left one is ``t (1 - t)/2 ||W[H+1:k+1] (V[k] - U[k]) W[k:0] X||^2``.
    """
    proof = net.proof
    U, V, N = (net.network(name) for name in "UVN")
    (k,), (t,) = net.sizes("k"), proof.scalars("t")
    step = layer(V, k) - layer(U, k)

    hypotheses = [
        size_at_most(k, "H"),
        at_most(NONE, t),
        at_most(t, ONE),
        agree(V, U, k),
        between(N, U, V, k, t),
    ]
    inside, above, below, same, part = map(proof.assume, hypotheses)
    ends = proof.sizes(size_at_most(0, k)), proof.sizes(size_at_most(plus(k, 1), TOP), inside)
    whole = proof.both(proof.by(equal(layer(V, k), layer(U, k) + ONE @ step)), same)
    through = layer_moves.products_through(net)
    at_V = proof.use(through, [V, U, k, step, ONE, 0, TOP], whole, *ends)
    at_N = proof.use(through, [N, U, k, step, t, 0, TOP], part, *ends)
    change = product(U, TOP, plus(k, 1)) @ step @ product(U, k, 0) @ Term("X")
    square = proof.nonnegative_square(change)
    rise = HALF * ((t - t @ t) @ squared(change))
    bound = proof.order(at_most(NONE, rise), (above, below, square), [(HALF, [0, 1, 2])])
    goal = at_most(loss(N), loss(U) + t @ (loss(V) - loss(U)))
    return proof.conclude([k, U, V, N, t], hypotheses, proof.same_bound(goal, bound, at_V, at_N))


@theorem(
    "conjecture-2.2",
    instances=between_two_networks,
    form="convexity in one layer",
    beside=Beside("CriticalPoints", "layer_convex", "convexity in one layer"),
)
def conjecture_2_2() -> Theorem:
    """(i), for every depth and every layer; (ii) is Theorem 2.3 (ii)."""
    return convex_in_one_layer(Landscape())
