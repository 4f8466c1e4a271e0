"""Theorem 2.3 (iv) for every depth, all widths and all data.

If the rank of W_H..W_2 reaches the width of some hidden layer (p is the least of them), then at
a critical point that is not a global minimum the Hessian has a negative eigenvalue: its form
is negative for some directions of W_1 and W_{H+1}. By the range condition of Lemma 4.4 for
k = H + 1, a point without such directions has X r = 0 or W_H..W_2 = N W_{H+1}..W_2, and then
C = W_{H+1}..W_2 reaches that width too.
"""

from __future__ import annotations

from collections.abc import Sequence

from proofs.evidence.stated import Beside, theorem
from proofs.kernel.formulas import (
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
from proofs.library.networks import bottleneck, layer_pairs, moves, products
from proofs.library.networks.landscape import (
    NONE,
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

OUT, LAST, FIRST, IN = ("@", "d", TOP), ("@", "d", "H"), ("@", "d", 1), ("@", "d", 0)


@once
def range_alternative(net: Landscape) -> Theorem:
    """``X r = 0`` or ``W_H..W_2 = N W_{H+1}..W_2``, where the second variation is not negative."""
    proof, X, W = net.proof, Term("X"), net.network()
    M, C, r = product(W, "H", 1), product(W, TOP, 1), residual(W)
    included = for_some("N0", (LAST, OUT), equal(M, Term("N0") @ C))
    goal = either(equal(X @ r, zero(IN, OUT)), included)

    def prove(given: Theorem) -> Theorem:
        pair = proof.use(as_pair(net), [W], given)
        choice = proof.use(layer_pairs.ranges(net), [W, 0, "H"], pair)
        units = products.empty(proof, W, 0), products.empty(proof, W, TOP)

        def no_residual(none: Theorem) -> Theorem:
            one, two, three = (Term(f"${n}") for n in range(3))
            by = one - two @ X @ r @ product(W, TOP, TOP) - X @ r @ three
            shown = proof.combine(equal(X @ r, zero(IN, OUT)), by, none, *units)
            return proof.either(goal, shown)

        return proof.cases(choice, no_residual, lambda found: proof.either(goal, found))

    return proof.lemma([W], [stationary_pair(W)], prove)


@once
def full_rank_is_global(net: Landscape) -> Theorem:
    """Full middle rank: where the second variation is not negative, the minimum is global.

    Cases I and II of Appendix B.1; the rank of W_H..W_2 is given as ``A W_H..W_2 B = I_q``.
    """
    proof, W = net.proof, net.network("W")
    k, q = net.sizes("k q")
    (A,), (B,) = proof.fresh("A", (q, LAST)), proof.fresh("B", (FIRST, q))
    M, C = product(W, "H", 1), product(W, TOP, 1)
    full = equal(A @ M @ B, identity(q))

    def prove(pair: Theorem, *rank: Theorem) -> Theorem:
        *bounds, unit = rank

        def included(found: Theorem) -> Theorem:
            N = Term(found.conclusion[2][1])
            of_C = proof.chain(A @ N @ C @ B, (A @ M @ B, [found]), (identity(q), [unit]))
            lemma = bottleneck.reaching_a_width(net)
            return proof.use(lemma, [W, k, q, A @ N, B], pair, *bounds, of_C)

        return proof.cases(
            proof.use(range_alternative(net), [W], pair),
            lambda none: proof.use(moves.no_residual_is_global(net), [W], none),
            lambda some: proof.choose(some, ["N"], included),
        )

    order = size_at_most(1, k), size_at_most(k, "H"), size_at_most(("@", "d", k), q)
    return proof.lemma([W, k, q, A, B], [stationary_pair(W), *order, full], prove)


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
    goal = falling_direction(W)

    def prove(critical: Theorem, not_global: Theorem, *rank: Theorem) -> Theorem:
        def never(nowhere: Theorem) -> Theorem:
            return _contradiction(net, (W, k, q, A, B), (critical, not_global, nowhere), rank)

        return proof.split(goal, lambda found: found, never)

    hypotheses = [
        is_critical(W),
        negation(global_minimum(W)),
        size_at_most(1, k),
        size_at_most(k, "H"),
        size_at_most(("@", "d", k), q),
        equal(A @ product(W, "H", 1) @ B, identity(q)),
    ]
    return proof.lemma([W, k, q, A, B], hypotheses, prove)


def _contradiction(
    net: Landscape,
    names: tuple[str, str, str, Term, Term],
    known: tuple[Theorem, Theorem, Theorem],
    rank: Sequence[Theorem],
) -> Theorem:
    """Without such a direction the point is a global minimum after all."""
    proof, (W, k, q, A, B) = net.proof, names
    critical, not_global, nowhere = known
    goal = falling_direction(W)
    (V,), (Z,) = proof.fresh("V", layer_sort(0)), proof.fresh("Z", layer_sort("H"))
    here = variation(W, V, Z)

    def falls(sign: Theorem) -> Theorem:
        some = proof.exhibit_all(goal, [V, Z], sign)
        return proof.absurd(at_most(NONE, here), proof.apply(nowhere, some))

    rises = proof.cases(proof.axiom("sign", here), lambda sign: sign, falls)
    ends = proof.sizes(size_at_most(0, "H")), proof.sizes(size_at_most("H", "H"))
    gradients = proof.use(critical, [0], ends[0]), proof.use(critical, ["H"], ends[1])
    pair = proof.both(*gradients, proof.generalize(rises, V.tree, Z.tree))
    lowest = proof.use(full_rank_is_global(net), [W, k, q, A, B], pair, *rank)
    return proof.absurd(goal, proof.apply(not_global, lowest))


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
