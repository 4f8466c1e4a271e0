"""Local maxima: no move of a single layer changes the predictions, and flat moves keep them."""

from __future__ import annotations

from fractions import Fraction

from proofs.kernel.formulas import at_most, both, equal, for_some, less, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.networks import moves
from proofs.library.networks.deficient import divided
from proofs.library.networks.landscape import (
    NONE,
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


@once
def no_layer_matters(net: Landscape) -> Theorem:
    """At a local maximum ``W[H+1:k+1] V W[k:0] X = 0`` for every V: the loss is convex along V."""
    proof, (_, W, k, V, _) = net.proof, moves.moving(net)
    D = product(W, TOP, plus(k, 1)) @ V @ product(W, k, 0) @ Term("X")

    def prove(given: Theorem, inside: Theorem) -> Theorem:
        def within(found: Theorem) -> Theorem:
            positive, highest = proof.parts(found)
            e = Term(positive.conclusion[2])
            step = proof.use(
                moves.small(net), [e, squared(V)], positive, proof.nonnegative_square(V)
            )
            return proof.choose(step, ["t"], lambda found: both_ways(highest, positive, found, e))

        def both_ways(highest: Theorem, positive: Theorem, found: Theorem, e: Term) -> Theorem:
            up, _, bound = proof.parts(found)
            s = Term(up.conclusion[2])
            values = []
            for sign in (1, -1):
                near_enough = proof.order(
                    at_most((sign * s) @ (sign * s) @ squared(V), e), [bound], [(1, [0])]
                )
                values.append(
                    _falls(net, (W, k, V, sign * s), highest, (positive, near_enough, inside))
                )
            # The sum of both is s^2 ||D||^2 <= 0.
            flat = proof.order(at_most((s @ s) @ squared(D), NONE), values, [(1, [0]), (1, [1])])
            square = proof.nonnegative_square(D)
            below = proof.order(at_most(NONE, (s @ s) @ squared(D)), (up, square), [(1, [0, 0, 1])])
            product_ = proof.squeeze((s @ s) @ squared(D), flat, below)
            twice = proof.order(less(NONE, s @ s), [up], [(1, [0, 0])])
            none = divided(net, twice, product_, squared(D))
            return proof.apply(proof.axiom("definite", *proof.shape(D), D), none)

        return proof.choose(given, ["e"], within)

    return proof.lemma([W, k, V], [local_maximum(W), size_at_most(k, "H")], prove)


def _falls(
    net: Landscape,
    names: tuple[str, str, Term, Term],
    highest: Theorem,
    known: tuple[Theorem, Theorem, Theorem],
) -> Theorem:
    """``t tr(E^T D) + t^2/2 ||D||^2 <= 0`` along a small move."""
    proof, (W, k, V, t) = net.proof, names
    positive, bound, inside = known
    e = Term(positive.conclusion[2])
    D = product(W, TOP, plus(k, 1)) @ V @ product(W, k, 0) @ Term("X")

    slope = tr(error(W).T @ D)
    goal = at_most(t @ slope + Fraction(1, 2) * (t @ t @ squared(D)), NONE)

    def there(move_: Theorem) -> Theorem:
        U = move_.conclusion[1][1][1]
        moving = [U, W, k, V, t]
        close = proof.use(moves.near_moved(net), [*moving, e], move_, positive, bound)
        low = proof.use(highest, [U], close)
        ends = proof.sizes(size_at_most(0, k)), proof.sizes(size_at_most(plus(k, 1), TOP), inside)
        whole = proof.use(moves.products_through(net), [*moving, 0, TOP], move_, *ends)
        return proof.same_bound(goal, low, whole)

    return proof.choose(proof.instance(moves.move(net), W, k, V, t), ["U"], there)


@once
def maximum_moves(net: Landscape) -> Theorem:
    """A small move of one layer leads from a local maximum to a local maximum."""
    proof, (U, W, k, V, t) = net.proof, moves.moving(net)
    body = both(less(NONE, t), moved(U, W, k, V, t), local_maximum(U))
    goal = for_some(t.tree, (1, 1), for_some(U, NETWORK, body))

    def prove(given: Theorem, inside: Theorem) -> Theorem:
        flat = proof.use(no_layer_matters(net), [W, k, V], given, inside)

        def within(found: Theorem) -> Theorem:
            positive, highest = proof.parts(found)
            quarter = Fraction(1, 4) * Term(positive.conclusion[2])
            some = proof.order(less(NONE, quarter), [positive], [(Fraction(1, 4), [0])])
            square = proof.nonnegative_square(V)
            step = proof.use(moves.small(net), [quarter, squared(V)], some, square)

            def go(found: Theorem) -> Theorem:
                up, _, bound = proof.parts(found)
                s = Term(up.conclusion[2])

                def there(move_: Theorem) -> Theorem:
                    new = move_.conclusion[1][1][1]
                    moving = [new, W, k, V, s]
                    close = proof.use(moves.near_moved(net), [*moving, quarter], move_, some, bound)
                    ends = (
                        proof.sizes(size_at_most(0, k)),
                        proof.sizes(size_at_most(plus(k, 1), TOP), inside),
                    )
                    whole = proof.use(moves.products_through(net), [*moving, 0, TOP], move_, *ends)
                    same = proof.combine(
                        equal(error(new), error(W)),
                        Term("$0") @ Term("X") + s @ Term("$1"), whole, flat,
                    )  # fmt: skip
                    top = _highest_nearby(net, (W, new), highest, close, same, some)
                    return proof.exhibit_all(goal, [s, new], proof.both(up, move_, top))

                return proof.choose(proof.instance(moves.move(net), W, k, V, s), ["U"], there)

            return proof.choose(step, ["t"], go)

        return proof.choose(given, ["e"], within)

    return proof.lemma([W, k, V], [local_maximum(W), size_at_most(k, "H")], prove)


def _highest_nearby(
    net: Landscape,
    names: tuple[str, str],
    highest: Theorem,
    close: Theorem,
    same: Theorem,
    some: Theorem,
) -> Theorem:
    """U is a local maximum, being as high as W and within half the radius."""
    proof, (W, U), quarter = net.proof, names, Term(some.conclusion[2])
    V = net.network("V")
    here = proof.assume(near(U, V, quarter))
    further = proof.use(moves.near_twice(net), [W, U, V, quarter, quarter], close, here)
    falls = proof.use(highest, [V], further)
    half = Fraction(1, 2)

    # loss(U) - loss(W) = tr((E_U + E_W)^T (E_U - E_W))/2
    by = half * tr((error(U) + error(W)).T @ Term("$1"))
    shown = proof.order(at_most(loss(V), loss(U)), (falls, same), [(1, [0])], by.tree)
    everywhere = proof.generalize(proof.suppose(here.conclusion, shown), V)
    return proof.exhibit(local_maximum(U), quarter, proof.both(some, everywhere))
