"""The second variation of a local minimum along moves of two layers, and what it says of ranges.

The layers are those of l and k, l < k <= H. At a local minimum the second variation is not
negative, and then the ranges are as in Lemma 4.4, which is the case l = 0: the paper's W_1.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from proofs.kernel.formulas import (
    NONE,
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
from proofs.library.affine import Bilinear, no_slope
from proofs.library.equations import H0
from proofs.library.generalized_inverses import projection_fixes
from proofs.library.networks import layer_moves, local_minima
from proofs.library.networks.landscape import (
    OUT,
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

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)


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
    """``N[H+1:0] = W[H+1:0] + t D + t^2 E``, N being W moved by t V at l and by t Z at k."""
    proof, pair = net.proof, Pair.start(net)
    W, l, k, V, Z = pair.W, pair.l, pair.k, pair.V, pair.Z
    U, N = net.network("U"), net.network("N")
    (t,) = proof.scalars("t")
    first, last = (U, W, l, V, t), (N, U, k, Z, t)
    hypotheses = [moved(*first), moved(*last), *pair.order]
    one, two, above, inside = map(proof.assume, hypotheses)
    again = layer_moves.whole_moved(net, last, two, inside)
    through, low = layer_moves.products_through(net), proof.sizes(size_at_most(0, l))
    over = proof.sizes(size_at_most(plus(l, 1), TOP), above, inside)
    whole = proof.use(through, [*first, 0, TOP], one, low, over)
    lower = proof.use(through, [*first, 0, k], one, low, above)
    top = proof.sizes(size_at_most(plus(k, 1), TOP), inside)
    after = proof.sizes(size_at_most(plus(l, 1), plus(k, 1)), above)
    upper = proof.use(layer_moves.products_above(net), first, one)
    upper = proof.use(upper, [plus(k, 1), TOP], top, after)
    D, E = along(W, l, k, V, Z)
    goal = equal(product(N, TOP, 0), product(W, TOP, 0) + t @ D + t @ t @ E)
    shown = proof.by(goal, again, whole, lower, upper)
    return proof.conclude([U, N, *pair.names, t], hypotheses, shown)


@once
def second_variation(net: Landscape) -> Theorem:
    """The second variation along any two layers is not negative at a local minimum."""
    proof, pair = net.proof, Pair.start(net)
    quartic = scalars.second_order(proof, local_minima.steps(net))
    D, E = (part @ Term("X") for part in along(pair.W, pair.l, pair.k, pair.V, pair.Z))
    # Twice the loss rises by a t + b t^2 + f t^3 + h t^4.
    a, b = 2 * tr(residual(pair.W) @ D), squared(D) + 2 * tr(residual(pair.W) @ E)
    f, h = 2 * tr(D.T @ E), squared(E)
    size = squared(pair.V) + squared(pair.Z)
    hypotheses = [local_minimum(pair.W), *pair.order]
    given, *order = map(proof.assume, hypotheses)

    (e,), found = proof.obtain(given, "e")
    positive, lowest = proof.parts(found)
    quarter = QUARTER * e
    some = proof.order(less(NONE, quarter), [positive], [(QUARTER, [0])])
    (t,) = proof.scalars("t")
    bound = proof.assume(at_most(t @ t @ size, quarter))
    value = t @ a + t @ t @ b + t @ t @ t @ f + t @ t @ t @ t @ h
    shown = _rises(net, pair, (quarter, t), (lowest, some, bound), order, value)
    everywhere = proof.conclude([t], [bound.conclusion], shown)
    signs = proof.nonnegative_square(pair.V), proof.nonnegative_square(pair.Z)
    above = proof.order(at_most(NONE, size), signs, [(1, [0]), (1, [1])])
    rises = proof.use(quartic, [quarter, size, a, b, f, h], some, above, everywhere)
    return proof.conclude(pair.names, hypotheses, rises)


def _rises(
    net: Landscape,
    pair: Pair,
    numbers: tuple[Term, Term],
    known: tuple[Theorem, Theorem, Theorem],
    order: list[Theorem],
    value: Term,
) -> Theorem:
    """``0 <= value``, twice the loss after both moves less that before; U and N are obtained.

    The numbers are the quarter of the squared radius in which W is lowest and t, which is
    small; `known` says both, and that the quarter is positive.
    """
    proof, (quarter, t), (lowest, some, bound) = net.proof, numbers, known
    W, l, k, V, Z = pair.W, pair.l, pair.k, pair.V, pair.Z
    square = proof.nonnegative_square(t)

    def small(direction: Term, other: Term) -> Theorem:
        """``t^2`` times one square alone is as small."""
        goal = at_most(t @ t @ squared(direction), quarter)
        sign = proof.nonnegative_square(other)
        return proof.order(goal, (bound, square, sign), [(1, [0]), (1, [1, 2])])

    near, through = layer_moves.near_moved(net), both_moved(net)
    to_U, first = layer_moves.obtain_moved(net, W, l, V, t)
    to_N, last = layer_moves.obtain_moved(net, to_U[0], k, Z, t, "N")
    U, N = to_U[0], to_N[0]
    close_U = proof.use(near, [*to_U, quarter], first, some, small(V, Z))
    close_N = proof.use(near, [*to_N, quarter], last, some, small(Z, V))
    twice = layer_moves.near_twice(net)
    close = proof.use(twice, [W, U, N, quarter, quarter], close_U, close_N)
    rises = proof.use(lowest, [N], close)
    whole = proof.use(through, [U, N, *pair.names, t], first, last, *order)
    half = proof.same_bound(at_most(NONE, HALF * value), rises, whole)
    return proof.order(at_most(NONE, value), [half], [(2, [0])])


@once
def ranges(net: Landscape) -> Theorem:
    """``W[l:0] X r W[H+1:k+1] = 0`` or ``W[k:l+1] = N W[H+1:l+1]``, if `pair_rises`."""
    proof, pair, X = net.proof, Pair.start(net), Term("X")
    W, l, k = pair.W, pair.l, pair.k
    S, A = product(W, k, plus(l, 1)), product(W, TOP, plus(l, 1))
    P = product(W, l, 0) @ X @ residual(W) @ product(W, TOP, plus(k, 1))
    (first, into), (above, below) = layer_sort(l), layer_sort(k)
    included = for_some("N0", (below, OUT), equal(S, Term("N0") @ A))
    goal = either(equal(P, zero(into, above)), included)
    rises = proof.assume(pair_rises(W, l, k))

    (s,) = proof.scalars("s")
    (N,), (K,) = proof.fresh("N", (above, below)), proof.fresh("K", (first, into))
    G, inverse = proof.ginv(A.T @ A)
    fixes = projection_fixes(proof, A, G, inverse)
    # Along s (I - G A^T A) K the loss has no second-order term of its own.
    null = identity(first) - G @ A.T @ A
    here = proof.instance(rises, s @ (null @ K), N)
    constant = squared(product(W, TOP, plus(k, 1)) @ N @ product(W, k, 0) @ X)
    choice = no_slope(proof, here, Bilinear(2, P, N, S @ null, K), s, constant, fixes)
    none, vanishes = proof.alternatives(choice)
    witness = S @ G @ A.T
    shown = proof.combine(equal(S, witness @ A), H0, vanishes)
    inside = proof.exhibit(included, witness, shown)
    either_way = proof.either(goal, none), proof.either(goal, inside)
    return proof.conclude([W, l, k], [pair_rises(W, l, k)], proof.from_both(choice, *either_way))


@once
def ranges_at_a_minimum(net: Landscape) -> Theorem:
    """The same alternative at a local minimum: Lemma 4.4 for any two layers l < k <= H."""
    proof, pair = net.proof, Pair.start(net)
    hypotheses = [local_minimum(pair.W), *pair.order]
    rises = proof.use(second_variation(net), pair.names, *map(proof.assume, hypotheses))
    everywhere = proof.generalize(rises, pair.V.tree, pair.Z.tree)
    shown = proof.use(ranges(net), [pair.W, pair.l, pair.k], everywhere)
    return proof.conclude([pair.W, pair.l, pair.k], hypotheses, shown)
