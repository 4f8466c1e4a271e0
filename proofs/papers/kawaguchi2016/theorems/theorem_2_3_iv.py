"""Theorem 2.3 (iv) for every depth, all widths and all data.

If the rank of W_H..W_2 reaches the width of some hidden layer (p is the least of them), then at
a critical point that is not a global minimum the Hessian has a negative eigenvalue: its form
is negative for some directions of W_1 and W_{H+1}. By the range condition of Lemma 4.4 for
k = H + 1, a point without such directions has X r = 0 or W_H..W_2 = N W_{H+1}..W_2, and then
C = W_{H+1}..W_2 reaches that width too.
"""

from __future__ import annotations

from proofs.evidence.stated import Beside, theorem
from proofs.kernel.formulas import (
    NONE,
    Formula,
    at_most,
    either,
    equal,
    for_some,
    less,
    negation,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library.equations import H0, H1, H2
from proofs.library.networks import bottleneck, layer_pairs, local_minima, products
from proofs.library.networks.landscape import (
    FIRST,
    IN,
    OUT,
    TOP,
    Landscape,
    global_minimum,
    is_critical,
    layer_sort,
    once,
    residual,
)
from proofs.library.networks.products import product
from proofs.library.networks.second_variation import as_pair, stationary_pair, variation
from proofs.papers.kawaguchi2016.instances.networks import full_rank_saddles, shallow_saddles
from proofs.papers.kawaguchi2016.theorems.notes import NOTHING_ASKED, WRITTEN_OUT
from symbolic.words.terms import Term, Tree, identity, zero

LAST = ("@", "d", "H")


@once
def range_alternative(net: Landscape) -> Theorem:
    """``X r = 0`` or ``W_H..W_2 = N W_{H+1}..W_2``, where the second variation is not negative."""
    proof, X, W = net.proof, Term("X"), net.network()
    M, C, Xr = product(W, "H", 1), product(W, TOP, 1), X @ residual(W)
    no_residual = equal(Xr, zero(IN, OUT))
    goal = either(no_residual, for_some("N0", (LAST, OUT), equal(M, Term("N0") @ C)))
    given = proof.assume(stationary_pair(W))
    pair = proof.use(as_pair(net), [W], given)
    choice = proof.use(layer_pairs.ranges(net), [W, 0, "H"], pair)
    none, included = proof.alternatives(choice)
    units = products.empty(proof, W, 0), products.empty(proof, W, TOP)
    by = H0 - H1 @ Xr @ product(W, TOP, TOP) - Xr @ H2
    shown = proof.combine(no_residual, by, none, *units)
    either_way = proof.either(goal, shown), proof.either(goal, included)
    return proof.conclude([W], [given.conclusion], proof.from_both(choice, *either_way))


@once
def full_rank_is_global(net: Landscape) -> Theorem:
    """Full middle rank: where the second variation is not negative, the minimum is global.

    Cases I and II of Appendix B.1; the rank of W_H..W_2 is given as ``A W_H..W_2 B = I_q``.
    """
    proof, W = net.proof, net.network("W")
    k, q = net.sizes("k q")
    (A,), (B,) = proof.fresh("A", (q, LAST)), proof.fresh("B", (FIRST, q))
    hypotheses = [stationary_pair(W), *_full_middle_rank(W, k, q, A, B)]
    pair, *bounds, unit = map(proof.assume, hypotheses)
    choice = proof.use(range_alternative(net), [W], pair)
    none, some = proof.alternatives(choice)
    no_residual = proof.use(local_minima.no_residual_is_global(net), [W], none)
    (N,), included = proof.obtain(some, "N")
    M, C = product(W, "H", 1), product(W, TOP, 1)
    of_C = proof.chain(A @ N @ C @ B, (A @ M @ B, [included]), (identity(q), [unit]))
    names = [W, k, q, A @ N, B]
    full = proof.use(bottleneck.reaching_a_width(net), names, pair, *bounds, of_C)
    return proof.conclude([W, k, q, A, B], hypotheses, proof.from_both(choice, no_residual, full))


def _full_middle_rank(W: Tree, k: Tree, q: Tree, A: Term, B: Term) -> list[Formula]:
    """``A W_H..W_2 B = I_q`` for a q that reaches the width of the hidden layer k."""
    order = size_at_most(1, k), size_at_most(k, "H"), size_at_most(("@", "d", k), q)
    return [*order, equal(A @ product(W, "H", 1) @ B, identity(q))]


def falling_direction(W: Tree) -> Formula:
    """The second variation is negative for some directions of W_1 and W_{H+1}."""
    body = less(variation(W, Term("V0"), Term("Z0")), NONE)
    return for_some("V0", layer_sort(0), for_some("Z0", layer_sort("H"), body))


@once
def full_rank_saddle(net: Landscape) -> Theorem:
    """Full middle rank: a critical point that is not global has a direction that falls."""
    proof, W = net.proof, net.network("W")
    k, q = net.sizes("k q")
    (A,), (B,) = proof.fresh("A", (q, LAST)), proof.fresh("B", (FIRST, q))
    critical, not_global = is_critical(W), negation(global_minimum(W))
    hypotheses = [critical, not_global, *_full_middle_rank(W, k, q, A, B)]
    choice = proof.excluded_middle(falling_direction(W))
    found, nowhere = proof.alternatives(choice)
    pair = _stationary(net, W, proof.assume(critical), nowhere)
    rank = map(proof.assume, hypotheses[2:])
    lowest = proof.use(full_rank_is_global(net), [W, k, q, A, B], pair, *rank)
    no_minimum = proof.apply(proof.assume(not_global), lowest)
    never = proof.absurd(found.conclusion, no_minimum)
    return proof.conclude([W, k, q, A, B], hypotheses, proof.from_both(choice, found, never))


def _stationary(net: Landscape, W: str, critical: Theorem, nowhere: Theorem) -> Theorem:
    """W_1 and W_{H+1} are a stationary pair, where no direction falls."""
    proof = net.proof
    (V,), (Z,) = proof.fresh("V", layer_sort(0)), proof.fresh("Z", layer_sort("H"))
    here = variation(W, V, Z)
    choice = proof.axiom("sign", here)
    rises, falls = proof.alternatives(choice)
    some = proof.exhibit_all(falling_direction(W), [V, Z], falls)
    impossible = proof.absurd(at_most(NONE, here), proof.apply(nowhere, some))
    rises = proof.from_both(choice, rises, impossible)
    ends = proof.sizes(size_at_most(0, "H")), proof.sizes(size_at_most("H", "H"))
    gradients = proof.use(critical, [0], ends[0]), proof.use(critical, ["H"], ends[1])
    return proof.both(*gradients, proof.generalize(rises, V.tree, Z.tree))


@theorem(
    "theorem-2.3.iv",
    instances=full_rank_saddles,
    form=f"{WRITTEN_OUT}; the rank as a factor A W_H..W_2 B = I; {NOTHING_ASKED}",
    beside=Beside("Theorem23iv", "thm23iv", "Sigma diagonalized as given"),
)
def theorem_2_3_iv() -> Theorem:
    """Full middle rank: a critical point that is not global has a direction that falls."""
    net = Landscape()
    return net.proof.unfold(full_rank_saddle(net), ["W", "k", "q", "A", "B"], 6)


@theorem(
    "corollary-2.4:shallow",
    instances=shallow_saddles,
    form=WRITTEN_OUT,
    beside=Beside("Theorem23iv", "cor24_H1", "H = 1"),
)
def corollary_2_4_shallow() -> Theorem:
    """H = 1: a critical point that is not a global minimum has a direction that falls.

    (iv) for H = k = 1, where W_H..W_2 is the identity.
    """
    net = Landscape()
    proof = net.proof
    general = proof.generalize(full_rank_saddle(net), "H", "Y")
    shallow = proof.instance(general, 1, proof.new("Y_1", (("@", "d", 2), "m")))
    width = ("@", "d", 1)
    one = identity(width)
    critical = proof.unfold(shallow, ["W", 1, width, one, one], 2)
    flat = proof.sizes(size_at_most(1, 1)), proof.sizes(size_at_most(width, width))
    empty = products.empty(proof, "W", 1)
    full = proof.by(equal(one @ product("W", 1, 1) @ one, one), empty)
    return proof.apply(critical, flat[0], flat[0], flat[1], full)
