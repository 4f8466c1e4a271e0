"""Theorem 2.3 (i) for every depth, all positive widths and all data with X Y^T not zero.

Let M = W_H..W_2 not be zero and W_1 = W_{H+1} = 0. This is a critical point, and along
W_1 = V, W_{H+1} = Z the loss is ``1/2 ||Z M V X - Y||^2``, which falls or rises as
``tr(Y^T Z M V X)`` is positive or negative: the Hessian is indefinite, and the loss neither
convex nor concave.
Neither the ranks of the data nor the eigenvalues of Sigma matter.
"""

from __future__ import annotations

from proofs.evidence.stated import Beside, theorem
from proofs.kernel.formulas import (
    FALSE,
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
from proofs.kernel.theory import opened
from proofs.library.networks import moves
from proofs.library.networks.directions import Direction, with_direction, with_step
from proofs.library.networks.examples import ONE
from proofs.library.networks.landscape import (
    NONE,
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


def indefinite() -> Formula:
    """Some critical point has directions along which the second variation has either sign."""
    value = variation("W0", Term("V0"), Term("Z0"))

    def some(body: Formula) -> Formula:
        return for_some("V0", layer_sort(0), for_some("Z0", layer_sort("H"), body))

    signs = some(less(value, NONE)), some(less(NONE, value))
    return for_some("W0", NETWORK, both(is_critical("W0"), *signs))


def _at_zero_ends(way: Direction, given: Theorem) -> Theorem:
    """The network with W_1 = W_{H+1} = 0 is such a point."""
    net, proof = way.net, way.net.proof
    upper, lower, whole = way.products(given)
    at_0, _, same, _ = proof.parts_of(given, 4)
    N, (k,) = at_0.conclusion[1][1], net.sizes("k")

    def inner(low: Theorem) -> Theorem:
        zero_ = proof.sizes(size_at_most(0, 0))
        split = proof.use(moves.around(net), [N, 0, 0, k], zero_, low)
        return proof.by(gradient_vanishes(N, k), split, at_0)

    def first(none: Theorem) -> Theorem:
        up, down = proof.sizes(size_at_most(0, k)), proof.sizes(size_at_most(k, 0), none)
        at = proof.by(gradient_vanishes(N, 0), upper)
        of = for_all("n0", "size", gradient_vanishes(N, "n0"))
        return proof.replaced(of, at, 0, k, up, down)

    shown = proof.cases(proof.axiom("compare", 1, k), inner, first)
    shown = proof.suppose(size_at_most(k, "H"), shown)
    critical = proof.generalize(shown, k)
    goal, signs = indefinite(), []
    for sign in (1, -1):
        V, Z = way.first, sign * way.last
        value = variation(N, V, Z)
        facts = upper, lower, whole, same, way.through, way.seen
        known = proof.by(equal(value, number(-2 * sign)), *facts)
        bound = less(value, NONE) if sign == 1 else less(NONE, value)
        shown = proof.order(bound, [known], [(2, [])], ("scale", str(-sign), "$0"))
        some = opened(proof.theory, goal, N)[2][1 if sign == 1 else 2]
        signs.append(proof.exhibit_all(some, [V, Z], shown))
    return proof.exhibit(goal, N, proof.both(critical, *signs))


def _not_curved(way: Direction, sign: int) -> Theorem:
    """The loss is not convex (sign 1), or not concave (-1)."""
    net, proof = way.net, way.net.proof
    image = way.v @ way.u @ Term("X")
    c, everywhere = squared(image), proof.assume(curved(sign))

    def compare(t: Term) -> Theorem:
        """``0 <= sign (t^2 c - 2 t)``, from the networks with t, -t and 0 in the last layer."""
        goal = at_most(NONE, sign * (t @ t @ c - 2 * t))

        def found(N: Theorem, U: Theorem, V: Theorem) -> Theorem:
            three = [theorem.conclusion[1][1][1] for theorem in (N, U, V)]
            bound = proof.use(everywhere, [three[1], three[2], three[0]], _midpoint(way, (N, U, V)))
            wholes = [way.products(theorem)[2] for theorem in (N, U, V)]
            return proof.same_bound(goal, bound, *wholes, way.through, way.seen)

        A, B = way.first, t @ way.last
        return way.ends(
            0 * A, 0 * B,
            lambda N: way.ends(
                A, B, lambda U: way.ends(-1 * A, -1 * B, lambda V: found(N, U, V))
            ),
        )  # fmt: skip

    if sign == -1:
        premises = compare(-1 * ONE), proof.nonnegative_square(image)
        shown = proof.order(FALSE, premises, [(1, [0]), (1, [1])])
        return proof.suppose(everywhere.conclusion, shown)

    def contradict(t: Term, up: Theorem, inverse: Theorem) -> Theorem:
        # t^2 c - 2 t = -t^2 - t, as t + t c = 1.
        premises, products = (compare(t), up, inverse), [(1, [0]), (1, [1, 1]), (1, [1])]
        return proof.order(FALSE, premises, products, (-1 * (t @ Term("$2"))).tree)

    return proof.suppose(everywhere.conclusion, with_step(net, image, contradict))


def _midpoint(way: Direction, given: tuple[Theorem, Theorem, Theorem]) -> Theorem:
    """N is the midpoint of U and V: at the first and at the last layer, and between them."""
    net, proof = way.net, way.net.proof
    (k,) = net.sizes("k")
    parts = [proof.parts_of(theorem, 4) for theorem in given]
    N, U, V = (part[0].conclusion[1][1] for part in parts)
    inside = proof.assume(size_at_most(k, "H"))
    of = for_all("n0", "size", _half(N, U, V, "n0"))

    def inner(low: Theorem) -> Theorem:
        def between(high: Theorem) -> Theorem:
            off = proof.either(elsewhere(k, 0), low), proof.either(elsewhere(k, "H"), high)
            same = [proof.use(part[3], [k], *off) for part in parts]
            return proof.by(_half(N, U, V, k), *same)

        def last(above: Theorem) -> Theorem:
            at = proof.by(_half(N, U, V, "H"), *(part[1] for part in parts))
            return proof.replaced(of, at, "H", k, above, inside)

        return proof.cases(proof.axiom("compare", "H", k), last, between)

    def first(none: Theorem) -> Theorem:
        at = proof.by(_half(N, U, V, 0), *(part[0] for part in parts))
        ends = proof.sizes(size_at_most(0, k)), proof.sizes(size_at_most(k, 0), none)
        return proof.replaced(of, at, 0, k, *ends)

    shown = proof.cases(proof.axiom("compare", 1, k), inner, first)
    return proof.generalize(proof.suppose(inside.conclusion, shown), k)


@theorem("theorem-2.3.i:indefinite", instances=data_not_zero, form=WRITTEN_OUT)
def indefinite_hessian() -> Theorem:
    """At some critical point the Hessian is indefinite."""
    net = Landscape()

    def conclude(way: Direction) -> Theorem:
        A, B = way.first, way.last
        return way.ends(0 * A, 0 * B, lambda given: _at_zero_ends(way, given))

    return with_direction(net, net.proof.assume(size_at_most(1, "H")), conclude)


@theorem(
    "theorem-2.3.i",
    instances=data_not_zero,
    form=f"{NOTHING_ASKED} but X Y^T not 0; the midpoint of two networks is enough",
    beside=Beside("Theorem23", "theorem23", "all four parts; Sigma diagonalized as given"),
)
def theorem_2_3_i() -> Theorem:
    """The loss is neither convex nor concave, at midpoints already."""
    net = Landscape()

    def conclude(way: Direction) -> Theorem:
        return net.proof.both(_not_curved(way, 1), _not_curved(way, -1))

    return with_direction(net, net.proof.assume(size_at_most(1, "H")), conclude)
