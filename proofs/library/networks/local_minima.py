"""Local minima: they are critical, flat moves keep them, and ``X r = 0`` makes them global.

Derivatives are not needed: a local minimum is compared with the network along a move, and
what a polynomial says near zero is proved in `proofs.library.scalars`.
"""

from __future__ import annotations

from fractions import Fraction

from proofs.kernel.formulas import NONE, at_most, both, equal, for_some, less, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library import scalars
from proofs.library.equations import H0
from proofs.library.networks import layer_moves
from proofs.library.networks.landscape import (
    IN,
    OUT,
    TOP,
    Landscape,
    gradient,
    local_minimum,
    loss,
    moved,
    near,
    once,
    residual,
)
from proofs.library.networks.products import NETWORK, plus, product
from proofs.library.projections import squared
from symbolic.words.terms import Term, tr, zero

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)


@once
def small(net: Landscape) -> Theorem:
    """``0 < e`` and ``0 <= c`` imply ``0 < t``, ``t <= 1`` and ``t^2 c <= e`` for some t."""
    return scalars.small_step(net.proof)


@once
def steps(net: Landscape) -> Theorem:
    """Two such bounds at once: ``0 < t``, ``t^2 c <= e`` and ``t^2 k <= b`` for some t."""
    return scalars.small_steps(net.proof)


@once
def critical(net: Landscape) -> Theorem:
    """At a local minimum the gradient of every layer vanishes."""
    proof, X = net.proof, Term("X")
    W, (k,) = net.network(), net.sizes("k")
    slope = gradient(W, k)
    V = -1 * slope.T
    change = product(W, TOP, plus(k, 1)) @ V @ product(W, k, 0) @ X
    size, square = squared(V), squared(change)
    first = scalars.first_order(proof, steps(net))
    hypotheses = [local_minimum(W), size_at_most(k, "H")]
    given, inside = map(proof.assume, hypotheses)

    (e,), found = proof.obtain(given, "e")
    positive, lowest = proof.parts(found)
    (t,) = proof.scalars("t")
    bound = proof.assume(at_most(t @ t @ size, e))
    names, move = layer_moves.obtain_moved(net, W, k, V, t)
    close = proof.use(layer_moves.near_moved(net), [*names, e], move, positive, bound)
    rises = proof.use(lowest, [names[0]], close)
    whole = layer_moves.whole_moved(net, names, move, inside)
    half = at_most(NONE, HALF * (t @ t @ square) - t @ size)
    shown = proof.same_bound(half, rises, whole)
    shown = proof.order(at_most(NONE, t @ t @ square - 2 * (t @ size)), [shown], [(2, [0])])
    everywhere = proof.conclude([t], [bound.conclusion], shown)
    signs = proof.nonnegative_square(V), proof.nonnegative_square(change)
    none = proof.use(first, [e, size, square], positive, *signs, everywhere)
    vanishes = proof.apply(proof.axiom("definite", *proof.shape(V), V), none)
    flat = proof.combine(equal(slope, proof.zero_like(slope)), -1 * H0.T, vanishes)
    return proof.conclude([W, k], hypotheses, flat)


@once
def flat_move(net: Landscape) -> Theorem:
    """A small move that keeps the product of the layers leads to a local minimum again."""
    proof, (U, W, k, V, t) = net.proof, layer_moves.moving(net)
    still = product(W, TOP, plus(k, 1)) @ V @ product(W, k, 0)
    body = both(less(NONE, t), moved(U, W, k, V, t), local_minimum(U))
    goal = for_some(t.tree, (1, 1), for_some(U, NETWORK, body))
    hypotheses = [local_minimum(W), size_at_most(k, "H"), equal(still, proof.zero_like(still))]
    given, inside, flat = map(proof.assume, hypotheses)

    (e,), found = proof.obtain(given, "e")
    positive, lowest = proof.parts(found)
    quarter = QUARTER * e
    some = proof.order(less(NONE, quarter), [positive], [(QUARTER, [0])])
    step = proof.use(small(net), [quarter, squared(V)], some, proof.nonnegative_square(V))
    (s,), found = proof.obtain(step, "t")
    up, _, bound = proof.parts(found)
    names, move = layer_moves.obtain_moved(net, W, k, V, s)
    new = names[0]
    close = proof.use(layer_moves.near_moved(net), [*names, quarter], move, some, bound)
    whole = layer_moves.whole_moved(net, names, move, inside)
    same = proof.by(equal(product(new, TOP, 0), product(W, TOP, 0)), whole, flat)
    minimum = lowest_nearby(net, (W, new, quarter), lowest, close, same, some)
    shown = proof.exhibit_all(goal, [s, new], proof.both(up, move, minimum))
    return proof.conclude([W, k, V], hypotheses, shown)


def lowest_nearby(
    net: Landscape,
    names: tuple[str, str, Term],
    lowest: Theorem,
    close: Theorem,
    same: Theorem,
    some: Theorem,
) -> Theorem:
    """U is a local minimum, being as low as W and within a quarter of the radius around it.

    `names` are W, U and the quarter; W is the `lowest` within the whole radius, U is `close`,
    its product of the layers is the `same`, and the quarter is positive.
    """
    proof, (W, U, quarter), V = net.proof, names, net.network("V")
    here = proof.assume(near(U, V, quarter))
    further = proof.use(layer_moves.near_twice(net), [W, U, V, quarter, quarter], close, here)
    rises = proof.use(lowest, [V], further)
    shown = proof.same_bound(at_most(loss(U), loss(V)), rises, same)
    everywhere = proof.conclude([V], [here.conclusion], shown)
    return proof.exhibit(local_minimum(U), quarter, proof.both(some, everywhere))


@once
def no_residual_is_global(net: Landscape) -> Theorem:
    """``X r = 0`` makes W a global minimum: the loss is convex in the product of the layers."""
    proof, X = net.proof, Term("X")
    W, V = net.network("W"), net.network("V")
    hypothesis = equal(X @ residual(W), zero(IN, OUT))
    difference = product(V, TOP, 0) - product(W, TOP, 0)
    square = proof.nonnegative_square(difference @ X)
    goal = at_most(loss(W), loss(V))
    given, plus_ = proof.assume(hypothesis), tr(H0 @ difference)
    shown = proof.order(goal, (given, square), [(HALF, [1])], plus_)
    return proof.conclude([W], [hypothesis], proof.generalize(shown, V))
