"""The second variation of a local minimum along moves of two layers, and what it says of ranges.

The layers are those of l and k, l < k <= H. At a local minimum the second variation is not
negative, and then the ranges are as in Lemma 4.4, which is the case l = 0: the paper's W_1.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from proofs.kernel.formulas import (
    Formula,
    at_most,
    either,
    equal,
    for_all,
    for_some,
    less,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library import scalars
from proofs.library.generalized_inverses import projection_fixes
from proofs.library.networks import moves
from proofs.library.networks.landscape import (
    NONE,
    TOP,
    Landscape,
    layer_sort,
    local_minimum,
    moved,
    once,
    residual,
)
from proofs.library.networks.products import plus, product
from proofs.library.projections import squared
from symbolic.words.terms import Term, Tree, identity, tr, zero


@dataclass(frozen=True)
class Pair:
    """A network, and the directions V and Z of its layers l and k > l."""

    W: str
    l: str
    k: str
    V: Term
    Z: Term

    @staticmethod
    def start(net: Landscape) -> Pair:
        """New names for all of them."""
        W, (l, k) = net.network(), net.sizes("l k")
        (V,), (Z,) = net.proof.fresh("V", layer_sort(l)), net.proof.fresh("Z", layer_sort(k))
        return Pair(W, l, k, V, Z)

    @property
    def names(self) -> list[Term | str]:
        """W, l, k, V and Z."""
        return [self.W, self.l, self.k, self.V, self.Z]

    @property
    def order(self) -> tuple[Formula, Formula]:
        """``l < k <= H``."""
        return size_at_most(plus(self.l, 1), self.k), size_at_most(self.k, "H")


def along(W: Tree, l: Tree, k: Tree, V: Term, Z: Term) -> tuple[Term, Term]:
    """The product moves by ``t D + t^2 E`` if the layer l moves by t V and the layer k by t Z."""
    upper, lower = product(W, TOP, plus(k, 1)) @ Z, V @ product(W, l, 0)
    first = product(W, TOP, plus(l, 1)) @ lower + upper @ product(W, k, 0)
    return first, upper @ product(W, k, plus(l, 1)) @ lower


def pair_variation(W: Tree, l: Tree, k: Tree, V: Term, Z: Term) -> Term:
    """The coefficient of t^2 in twice the loss along t V in the layer l and t Z in k > l.

    It is the quadratic form of the Hessian on these two layers, see `general_block`.
    """
    D, E = along(W, l, k, V, Z)
    return squared(D @ Term("X")) + 2 * tr(residual(W) @ E @ Term("X"))


def pair_rises(W: Tree, l: Tree, k: Tree) -> Formula:
    """The second variation along the two layers is not negative."""
    body = at_most(NONE, pair_variation(W, l, k, Term("V0"), Term("Z0")))
    return for_all("V0", layer_sort(l), for_all("Z0", layer_sort(k), body))


@once
def both_moved(net: Landscape) -> Theorem:
    """The product of the layers of N, which is W moved twice."""
    proof, pair = net.proof, Pair.start(net)
    W, l, k, V, Z = pair.W, pair.l, pair.k, pair.V, pair.Z
    U, N = net.network("U"), net.network("N")
    (t,) = proof.scalars("t")
    first, last = (U, W, l, V, t), (N, U, k, Z, t)

    def prove(one: Theorem, two: Theorem, above: Theorem, inside: Theorem) -> Theorem:
        low, high = proof.sizes(size_at_most(0, l)), proof.sizes(size_at_most(0, k))
        over = proof.sizes(size_at_most(plus(l, 1), TOP), above, inside)
        top = proof.sizes(size_at_most(plus(k, 1), TOP), inside)
        after = proof.sizes(size_at_most(plus(l, 1), plus(k, 1)), above)
        through = moves.products_through(net)
        again = proof.use(through, [*last, 0, TOP], two, high, top)
        whole = proof.use(through, [*first, 0, TOP], one, low, over)
        lower = proof.use(through, [*first, 0, k], one, low, above)
        upper = proof.use(moves.products_above(net), first, one)
        upper = proof.use(upper, [plus(k, 1), TOP], top, after)
        D, E = along(W, l, k, V, Z)
        goal = equal(product(N, TOP, 0), product(W, TOP, 0) + t @ D + t @ t @ E)
        return proof.by(goal, again, whole, lower, upper)

    return proof.lemma([U, N, *pair.names, t], [moved(*first), moved(*last), *pair.order], prove)


@once
def second_variation(net: Landscape) -> Theorem:
    """It is not negative at a local minimum, for any two layers."""
    proof, pair = net.proof, Pair.start(net)
    quartic = scalars.second_order(proof, moves.steps(net))
    D, E = (part @ Term("X") for part in along(pair.W, pair.l, pair.k, pair.V, pair.Z))
    coefficients = [
        2 * tr(residual(pair.W) @ D),
        squared(D) + 2 * tr(residual(pair.W) @ E),
        2 * tr(D.T @ E),
        squared(E),
    ]
    size = squared(pair.V) + squared(pair.Z)

    def prove(given: Theorem, *order: Theorem) -> Theorem:
        def within(found: Theorem) -> Theorem:
            positive, lowest = proof.parts(found)
            quarter = Fraction(1, 4) * Term(positive.conclusion[2])
            some = proof.order(less(NONE, quarter), [positive], [(Fraction(1, 4), [0])])
            (t,) = proof.scalars("t")
            bound = proof.assume(at_most(t @ t @ size, quarter))
            a, b, f, h = coefficients
            value = t @ a + t @ t @ b + t @ t @ t @ f + t @ t @ t @ t @ h
            shown = _rises(net, pair, (lowest, some, bound), order, at_most(NONE, value))
            everywhere = proof.generalize(proof.suppose(bound.conclusion, shown), t.tree)
            signs = proof.nonnegative_square(pair.V), proof.nonnegative_square(pair.Z)
            above = proof.order(at_most(NONE, size), signs, [(1, [0]), (1, [1])])
            return proof.use(quartic, [quarter, size, a, b, f, h], some, above, everywhere)

        return proof.choose(given, ["e"], within)

    return proof.lemma(pair.names, [local_minimum(pair.W), *pair.order], prove)


def _rises(
    net: Landscape,
    pair: Pair,
    known: tuple[Theorem, Theorem, Theorem],
    order: tuple[Theorem, ...],
    goal: Formula,
) -> Theorem:
    """The loss after both moves, less that before, is not negative."""
    proof, (lowest, some, bound) = net.proof, known
    W, l, k, V, Z = pair.W, pair.l, pair.k, pair.V, pair.Z
    quarter, t = Term(some.conclusion[2]), Term(bound.conclusion[1][1])
    square = proof.nonnegative_square(t)
    signs = proof.nonnegative_square(V), proof.nonnegative_square(Z)

    def small(direction: Term, other: Theorem) -> Theorem:
        """``t^2`` times one square alone is as small."""
        goal_ = at_most(t @ t @ squared(direction), quarter)
        return proof.order(goal_, (bound, square, other), [(1, [0]), (1, [1, 2])])

    def first(move: Theorem) -> Theorem:
        U = move.conclusion[1][1][1]
        close_U = proof.use(
            moves.near_moved(net), [U, W, l, V, t, quarter], move, some, small(V, signs[1])
        )

        def second(again: Theorem) -> Theorem:
            N = again.conclusion[1][1][1]
            close_N = proof.use(
                moves.near_moved(net), [N, U, k, Z, t, quarter], again, some, small(Z, signs[0])
            )
            close = proof.use(moves.near_twice(net), [W, U, N, quarter, quarter], close_U, close_N)
            rises = proof.use(lowest, [N], close)
            whole = proof.use(both_moved(net), [U, N, *pair.names, t], move, again, *order)
            half = at_most(NONE, Fraction(1, 2) * Term(goal[2]))
            return proof.order(goal, [proof.same_bound(half, rises, whole)], [(2, [0])])

        return proof.choose(proof.instance(moves.move(net), U, k, Z, t), ["N"], second)

    return proof.choose(proof.instance(moves.move(net), W, l, V, t), ["U"], first)


@once
def ranges(net: Landscape) -> Theorem:
    """``W[l:0] X r W[H+1:k+1] = 0`` or ``W[k:l+1] = N W[H+1:l+1]``, if it is not negative."""
    proof, pair, X = net.proof, Pair.start(net), Term("X")
    W, l, k = pair.W, pair.l, pair.k
    S, A = product(W, k, plus(l, 1)), product(W, TOP, plus(l, 1))
    P = product(W, l, 0) @ X @ residual(W) @ product(W, TOP, plus(k, 1))
    (first, into), (above, below) = layer_sort(l), layer_sort(k)
    included = for_some("N0", (below, ("@", "d", TOP)), equal(S, Term("N0") @ A))
    goal = either(equal(P, zero(into, above)), included)
    (s,) = proof.scalars("s")
    (N,), (K,) = proof.fresh("N", (above, below)), proof.fresh("K", (first, into))

    def prove(rises: Theorem) -> Theorem:
        def with_inverse(G: Term, inverse: Theorem) -> Theorem:
            fixes = projection_fixes(proof, A, G, inverse)
            # Along s (I - G A^T A) K the loss has no second-order term of its own.
            null = identity(first) - G @ A.T @ A
            Q = S @ null
            here = proof.instance(rises, s @ (null @ K), N)
            slope = 2 * tr(P @ N @ Q @ K)
            constant = squared(product(W, TOP, plus(k, 1)) @ N @ product(W, k, 0) @ X)
            affine = proof.same_bound(at_most(NONE, s @ slope + constant), here, fixes)
            flat = proof.affine(affine, slope, constant, s.tree)
            zero_ = proof.combine(equal(tr(P @ N @ Q @ K), NONE), Fraction(1, 2) * Term("$0"), flat)
            choice = proof.bilinear(zero_, P, Q, N.tree, K.tree)

            def inside(vanishes: Theorem) -> Theorem:
                witness = S @ G @ A.T
                shown = proof.combine(equal(S, witness @ A), "$0", vanishes)
                return proof.either(goal, proof.exhibit(included, witness, shown))

            return proof.cases(choice, lambda none: proof.either(goal, none), inside)

        return proof.with_ginv(A.T @ A, with_inverse)

    return proof.lemma([W, l, k], [pair_rises(W, l, k)], prove)


@once
def ranges_at_a_minimum(net: Landscape) -> Theorem:
    """So it is at a local minimum: Lemma 4.4 for any two layers."""
    proof, pair = net.proof, Pair.start(net)

    def prove(given: Theorem, *order: Theorem) -> Theorem:
        rises = proof.use(second_variation(net), pair.names, given, *order)
        everywhere = proof.generalize(rises, pair.V.tree, pair.Z.tree)
        return proof.use(ranges(net), [pair.W, pair.l, pair.k], everywhere)

    return proof.lemma([pair.W, pair.l, pair.k], [local_minimum(pair.W), *pair.order], prove)
