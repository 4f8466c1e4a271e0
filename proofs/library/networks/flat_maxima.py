"""Local maxima: no move of a single layer changes the predictions, and flat moves keep them."""

from __future__ import annotations

from fractions import Fraction

from proofs.kernel.formulas import NONE, at_most, both, equal, for_some, less, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.equations import H0, H1
from proofs.library.networks import layer_moves, local_minima
from proofs.library.networks.deficient import divided
from proofs.library.networks.landscape import (
    TOP,
    Landscape,
    error,
    local_maximum,
    loss,
    moved,
    near,
    once,
)
from proofs.library.networks.products import NETWORK, plus, product
from proofs.library.projections import squared
from symbolic.words.terms import Term, tr

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)


@once
def no_layer_matters(net: Landscape) -> Theorem:
    """At a local maximum ``W[H+1:k+1] V W[k:0] X = 0`` for every V: the loss is convex along V."""
    proof, (_, W, k, V, _) = net.proof, layer_moves.moving(net)
    D = product(W, TOP, plus(k, 1)) @ V @ product(W, k, 0) @ Term("X")
    hypotheses = [local_maximum(W), size_at_most(k, "H")]
    given, inside = map(proof.assume, hypotheses)

    (e,), found = proof.obtain(given, "e")
    positive, highest = proof.parts(found)
    step = proof.use(
        local_minima.small(net), [e, squared(V)], positive, proof.nonnegative_square(V)
    )
    (s,), found = proof.obtain(step, "t")
    up, _, bound = proof.parts(found)
    values = []
    for t in (s, -1 * s):
        near_enough = proof.order(at_most(t @ t @ squared(V), e), [bound], [(1, [0])])
        known = positive, near_enough, inside
        values.append(_falls(net, (W, k, V, t, e), highest, known))
    # The sum of both is s^2 ||D||^2 <= 0.
    flat = proof.order(at_most(s @ s @ squared(D), NONE), values, [(1, [0]), (1, [1])])
    square = proof.nonnegative_square(D)
    below = proof.order(at_most(NONE, s @ s @ squared(D)), (up, square), [(1, [0, 0, 1])])
    product_ = proof.squeeze(s @ s @ squared(D), flat, below)
    twice = proof.order(less(NONE, s @ s), [up], [(1, [0, 0])])
    none = divided(net, twice, product_, squared(D))
    return proof.conclude([W, k, V], hypotheses, proof.vanishing(D, none))


def _falls(
    net: Landscape,
    names: tuple[str, str, Term, Term, Term],
    highest: Theorem,
    known: tuple[Theorem, Theorem, Theorem],
) -> Theorem:
    """``t tr(E^T D) + t^2/2 ||D||^2 <= 0``, if t V is small: ``t^2 ||V||^2 <= e``.

    W is `highest` within e, which is positive.
    """
    proof, (W, k, V, t, e) = net.proof, names
    positive, bound, inside = known
    D = product(W, TOP, plus(k, 1)) @ V @ product(W, k, 0) @ Term("X")
    goal = at_most(t @ tr(error(W).T @ D) + HALF * (t @ t @ squared(D)), NONE)
    moving, move = layer_moves.obtain_moved(net, W, k, V, t)
    close = proof.use(layer_moves.near_moved(net), [*moving, e], move, positive, bound)
    low = proof.use(highest, [moving[0]], close)
    whole = layer_moves.whole_moved(net, moving, move, inside)
    return proof.close(proof.same_bound(goal, low, whole))


@once
def maximum_moves(net: Landscape) -> Theorem:
    """A small move of one layer leads from a local maximum to a local maximum."""
    proof, (U, W, k, V, t) = net.proof, layer_moves.moving(net)
    body = both(less(NONE, t), moved(U, W, k, V, t), local_maximum(U))
    goal = for_some(t.tree, (1, 1), for_some(U, NETWORK, body))
    hypotheses = [local_maximum(W), size_at_most(k, "H")]
    given, inside = map(proof.assume, hypotheses)

    flat = proof.use(no_layer_matters(net), [W, k, V], given, inside)
    (e,), found = proof.obtain(given, "e")
    positive, highest = proof.parts(found)
    quarter = QUARTER * e
    some = proof.order(less(NONE, quarter), [positive], [(QUARTER, [0])])
    square = proof.nonnegative_square(V)
    step = proof.use(local_minima.small(net), [quarter, squared(V)], some, square)
    (s,), found = proof.obtain(step, "t")
    up, _, bound = proof.parts(found)
    moving, move = layer_moves.obtain_moved(net, W, k, V, s)
    new = moving[0]
    close = proof.use(layer_moves.near_moved(net), [*moving, quarter], move, some, bound)
    whole = layer_moves.whole_moved(net, moving, move, inside)
    same = proof.combine(equal(error(new), error(W)), H0 @ Term("X") + s @ H1, whole, flat)
    top = _highest_nearby(net, (W, new, quarter), highest, close, same, some)
    shown = proof.exhibit_all(goal, [s, new], proof.both(up, move, top))
    return proof.conclude([W, k, V], hypotheses, shown)


def _highest_nearby(
    net: Landscape,
    names: tuple[str, str, Term],
    highest: Theorem,
    close: Theorem,
    same: Theorem,
    some: Theorem,
) -> Theorem:
    """U is a local maximum, being as high as W and within a quarter of the radius around it.

    `names` are W, U and the quarter; W is the `highest` within the whole radius, U is `close`,
    its error is the `same`, and the quarter is positive.
    """
    proof, (W, U, quarter), V = net.proof, names, net.network("V")
    here = proof.assume(near(U, V, quarter))
    further = proof.use(layer_moves.near_twice(net), [W, U, V, quarter, quarter], close, here)
    falls = proof.use(highest, [V], further)
    # loss(U) - loss(W) = tr((E_U + E_W)^T (E_U - E_W))/2
    by = HALF * tr((error(U) + error(W)).T @ H1)
    shown = proof.order(at_most(loss(V), loss(U)), (falls, same), [(1, [0])], by)
    everywhere = proof.generalize(proof.suppose(here.conclusion, shown), V)
    return proof.exhibit(local_maximum(U), quarter, proof.both(some, everywhere))
