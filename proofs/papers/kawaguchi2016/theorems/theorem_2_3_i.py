"""Theorem 2.3 (i) for every depth, all positive widths and all data with X Y^T not zero.

Let M = W_H..W_2 not be zero and W_1 = W_{H+1} = 0. This is a critical point, and along
W_1 = V, W_{H+1} = Z the loss is ``1/2 ||Z M V X - Y||^2``, which falls or rises as
``tr(Y^T Z M V X)`` is positive or negative: the Hessian is indefinite, and the loss neither
convex nor concave.
Neither the ranks of the data nor the eigenvalues of Sigma matter.
"""

from __future__ import annotations

from collections.abc import Sequence

from proofs.evidence.stated import Beside, theorem
from proofs.kernel.formulas import (
    FALSE,
    NONE,
    ONE,
    Formula,
    at_most,
    both,
    equal,
    for_all,
    for_some,
    implies,
    less,
    number,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library.equations import H0, H2
from proofs.library.networks import layer_moves
from proofs.library.networks.directions import Direction, obtain_direction, obtain_step
from proofs.library.networks.landscape import (
    Landscape,
    elsewhere,
    gradient_vanishes,
    is_critical,
    layer_sort,
    loss,
)
from proofs.library.networks.products import NETWORK, layer
from proofs.library.networks.second_variation import variation
from proofs.library.projections import squared
from proofs.papers.kawaguchi2016.instances.networks import data_not_zero
from proofs.papers.kawaguchi2016.theorems.notes import NOTHING_ASKED, WRITTEN_OUT
from symbolic.words.terms import Term, Tree


def midpoint(N: Tree, U: Tree, V: Tree) -> Formula:
    """Every layer of N is half the sum of those of U and V."""
    return for_all("k0", "size", implies(size_at_most("k0", "H"), _half(N, U, V, "k0")))


def _half(N: Tree, U: Tree, V: Tree, k: Tree) -> Formula:
    return equal(2 * layer(N, k), layer(U, k) + layer(V, k))


def curved(sign: int) -> Formula:
    """The loss at a midpoint is at most the mean of the losses (sign 1), or at least (-1)."""
    sides = 2 * loss("N0"), loss("U0") + loss("V0")
    body = implies(midpoint("N0", "U0", "V0"), at_most(*sides[::sign]))
    for name in ("N0", "V0", "U0"):
        body = for_all(name, NETWORK, body)
    return body


def _bends(W: Tree, sign: int) -> Formula:
    """Along some directions of W_1 and W_{H+1} the second variation has this sign."""
    value = variation(W, Term("V0"), Term("Z0"))
    body = less(NONE, value) if sign == 1 else less(value, NONE)
    return for_some("V0", layer_sort(0), for_some("Z0", layer_sort("H"), body))


def indefinite() -> Formula:
    """Some critical point has directions along which the second variation has either sign."""
    return for_some("W0", NETWORK, both(is_critical("W0"), _bends("W0", -1), _bends("W0", 1)))


def _at_zero_ends(way: Direction) -> Theorem:
    """The network with W_1 = W_{H+1} = 0 is critical, and its second variation has both signs."""
    net, proof = way.net, way.net.proof
    N, given = way.obtain_ends(0 * way.first, 0 * way.last)
    upper, lower, whole = way.products(given)
    at_0, _, same, _ = proof.parts_of(given, 4)
    (k,) = net.sizes("k")
    choice = proof.axiom("compare", 1, k)
    low, none = proof.alternatives(choice)
    split = proof.use(layer_moves.around(net), [N, 0, 0, k], proof.sizes(size_at_most(0, 0)), low)
    inner = proof.by(gradient_vanishes(N, k), split, at_0)
    up, down = proof.sizes(size_at_most(0, k)), proof.sizes(size_at_most(k, 0), none)
    of = for_all("n0", "size", gradient_vanishes(N, "n0"))
    first = proof.replaced(of, proof.by(gradient_vanishes(N, 0), upper), 0, k, up, down)
    shown = proof.from_both(choice, inner, first)
    critical = proof.conclude([k], [size_at_most(k, "H")], shown)

    signs = []
    for sign in (-1, 1):
        V, Z = way.first, -sign * way.last
        value = variation(N, V, Z)
        facts = upper, lower, whole, same, way.through, way.seen
        known = proof.by(equal(value, number(2 * sign)), *facts)
        bound = less(NONE, value) if sign == 1 else less(value, NONE)
        shown = proof.order(bound, [known], [(2, [])], sign * H0)
        signs.append(proof.exhibit_all(_bends(N, sign), [V, Z], shown))
    return proof.exhibit(indefinite(), N, proof.both(critical, *signs))


def _compared(way: Direction, everywhere: Theorem, sign: int, t: Term) -> Theorem:
    """``0 <= sign (t^2 c - 2 t)``, from the networks with t, -t and 0 in the last layer."""
    proof, A, B = way.net.proof, way.first, t @ way.last
    c = squared(way.v @ way.u @ Term("X"))
    three = [way.obtain_ends(factor * A, factor * B) for factor in (0, 1, -1)]
    (N, U, V), given = zip(*three, strict=True)
    bound = proof.use(everywhere, [U, V, N], _midpoint(way.net, three))
    wholes = [way.products(ends)[2] for ends in given]
    goal = at_most(NONE, sign * (t @ t @ c - 2 * t))
    return proof.same_bound(goal, bound, *wholes, way.through, way.seen)


def _not_convex(way: Direction) -> Theorem:
    """The loss is not convex: with t + t c = 1, ``t^2 c - 2 t = -t^2 - t`` is negative."""
    proof, everywhere = way.net.proof, way.net.proof.assume(curved(1))
    t, up, inverse = obtain_step(way.net, way.v @ way.u @ Term("X"))
    premises = _compared(way, everywhere, 1, t), up, inverse
    products = [(1, [0]), (1, [1, 1]), (1, [1])]
    shown = proof.order(FALSE, premises, products, -1 * (t @ H2))
    return proof.suppose(everywhere.conclusion, shown)


def _not_concave(way: Direction) -> Theorem:
    """The loss is not concave: with t = -1, ``-(t^2 c - 2 t) = -c - 2`` is negative."""
    proof, everywhere = way.net.proof, way.net.proof.assume(curved(-1))
    square = proof.nonnegative_square(way.v @ way.u @ Term("X"))
    premises = _compared(way, everywhere, -1, -1 * ONE), square
    shown = proof.order(FALSE, premises, [(1, [0]), (1, [1])])
    return proof.suppose(everywhere.conclusion, shown)


def _midpoint(net: Landscape, three: Sequence[tuple[str, Theorem]]) -> Theorem:
    """N is the midpoint of U and V: at the first and at the last layer, and between them."""
    proof, (k,) = net.proof, net.sizes("k")
    N, U, V = (name for name, _ in three)
    firsts, lasts, _, others = zip(*(proof.parts_of(ends, 4) for _, ends in three), strict=True)
    inside = proof.assume(size_at_most(k, "H"))
    of = for_all("n0", "size", _half(N, U, V, "n0"))
    at_first, at_last = proof.axiom("compare", 1, k), proof.axiom("compare", "H", k)
    (low, none), (above, high) = proof.alternatives(at_first), proof.alternatives(at_last)

    off = proof.either(elsewhere(k, 0), low), proof.either(elsewhere(k, "H"), high)
    same = [proof.use(other, [k], *off) for other in others]
    between = proof.by(_half(N, U, V, k), *same)
    end = proof.by(_half(N, U, V, "H"), *lasts)
    last = proof.replaced(of, end, "H", k, above, inside)
    start = proof.by(_half(N, U, V, 0), *firsts)
    bounds = proof.sizes(size_at_most(0, k)), proof.sizes(size_at_most(k, 0), none)
    first = proof.replaced(of, start, 0, k, *bounds)
    shown = proof.from_both(at_first, proof.from_both(at_last, last, between), first)
    return proof.conclude([k], [inside.conclusion], shown)


@theorem("theorem-2.3.i:indefinite", instances=data_not_zero, form=WRITTEN_OUT)
def indefinite_hessian() -> Theorem:
    """At some critical point the Hessian is indefinite."""
    net = Landscape()
    way = obtain_direction(net, net.proof.assume(size_at_most(1, "H")))
    return net.proof.close(_at_zero_ends(way))


@theorem(
    "theorem-2.3.i",
    instances=data_not_zero,
    form=f"{NOTHING_ASKED} but X Y^T not 0; the midpoint of two networks is enough",
    beside=Beside("Theorem23", "theorem23", "all four parts; Sigma diagonalized as given"),
)
def theorem_2_3_i() -> Theorem:
    """The loss is neither convex nor concave, at midpoints already."""
    net = Landscape()
    way = obtain_direction(net, net.proof.assume(size_at_most(1, "H")))
    return net.proof.close(net.proof.both(_not_convex(way), _not_concave(way)))
