"""Corollary 2.4 for H >= 2: a saddle point whose Hessian is zero, for all positive widths.

At W = 0 every product of one or more layers vanishes. The first variation along one layer keeps
at least one such product as a factor if H >= 1, the second along two layers if H >= 2.
"""

from __future__ import annotations

from fractions import Fraction

from proofs.evidence.stated import Beside, theorem
from proofs.kernel.formulas import (
    FALSE,
    Formula,
    both,
    equal,
    for_all,
    for_some,
    implies,
    negation,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library.networks import moves
from proofs.library.networks.directions import Direction, falling, with_direction
from proofs.library.networks.examples import zero_network
from proofs.library.networks.landscape import (
    NONE,
    TOP,
    Landscape,
    error,
    global_minimum,
    gradient_vanishes,
    is_critical,
    layer_sort,
)
from proofs.library.networks.layer_pairs import pair_variation
from proofs.library.networks.products import NETWORK, layer, plus, product
from proofs.papers.kawaguchi2016.instances.networks import at_origin, top_layer_free, zero_networks
from proofs.papers.kawaguchi2016.theorems.notes import PAIRS_WRITTEN_OUT
from symbolic.words.terms import Term, Tree, tr, zero


def zero_hessian(W: Tree) -> Formula:
    """The form of the Hessian vanishes on every pair of layers."""
    body = equal(pair_variation(W, "l0", "k0", Term("V0"), Term("Z0")), NONE)
    body = for_all("V0", layer_sort("l0"), for_all("Z0", layer_sort("k0"), body))
    body = implies(size_at_most(plus("l0", 1), "k0"), implies(size_at_most("k0", "H"), body))
    return for_all("l0", "size", for_all("k0", "size", body))


def bad_saddle() -> Formula:
    """Some critical point with a zero Hessian is not a global minimum; a saddle, by (iii)."""
    what = is_critical("W0"), zero_hessian("W0"), negation(global_minimum("W0"))
    return for_some("W0", NETWORK, both(*what))


def _products_vanish(net: Landscape, W: str, zeros: Theorem, n: Tree) -> Theorem:
    """``W[j:i] = 0`` for i < j <= H + 1 and i < n, if the first n layers vanish, n <= H + 1."""
    proof, (i, j) = net.proof, net.sizes("i j")
    goal = equal(product(W, j, i), zero(("@", "d", j), ("@", "d", i)))
    some, inside = proof.assume(size_at_most(plus(i, 1), j)), proof.assume(size_at_most(j, TOP))
    first = size_at_most(plus(i, 1), n)
    early = proof.sizes(first, some, inside) if n == TOP else proof.assume(first)
    split = proof.use(moves.around(net), [W, i, i, j], proof.sizes(size_at_most(i, i)), some)
    shown = proof.by(goal, split, proof.use(zeros, [i], early))
    if n != TOP:
        shown = proof.suppose(first, shown)
    shown = proof.suppose(some.conclusion, proof.suppose(inside.conclusion, shown))
    return proof.generalize(shown, i, j)


def _critical(net: Landscape, W: str, deep: Theorem, vanish: Theorem) -> Theorem:
    """Every gradient has W[k:0] or W[H+1:k+1] as a factor, one of them not empty."""
    proof, (k,) = net.proof, net.sizes("k")
    inside, goal = proof.assume(size_at_most(k, "H")), gradient_vanishes(W, k)
    under = proof.sizes(size_at_most(k, TOP), inside)
    top = proof.sizes(size_at_most(TOP, TOP))

    def below(some: Theorem) -> Theorem:
        return proof.by(goal, proof.use(vanish, [0, k], some, under))

    def above(none: Theorem) -> Theorem:
        up = proof.sizes(size_at_most(plus(k, 2), TOP), none, deep)
        return proof.by(goal, proof.use(vanish, [plus(k, 1), TOP], up, top))

    shown = proof.cases(proof.axiom("compare", 1, k), below, above)
    return proof.generalize(proof.suppose(inside.conclusion, shown), k)


def _no_second_variation(net: Landscape, W: str, deeper: Theorem, vanish: Theorem) -> Theorem:
    """Of W[H+1:k+1], W[k:l+1] and W[l:0] one is not empty, if H >= 2."""
    proof, (l, k) = net.proof, net.sizes("l k")
    (V,), (Z,) = proof.fresh("V", layer_sort(l)), proof.fresh("Z", layer_sort(k))
    order, inside = proof.assume(size_at_most(plus(l, 1), k)), proof.assume(size_at_most(k, "H"))
    goal = equal(pair_variation(W, l, k, V, Z), NONE)
    under, top = proof.sizes(size_at_most(k, TOP), inside), proof.sizes(size_at_most(TOP, TOP))
    over = proof.sizes(size_at_most(plus(l, 2), TOP), order, inside)
    upper = proof.use(vanish, [plus(l, 1), TOP], over, top)
    lower = proof.use(vanish, [0, k], proof.sizes(size_at_most(1, k), order), under)

    def last(above: Theorem) -> Theorem:
        def inner(some: Theorem) -> Theorem:
            low = proof.sizes(size_at_most(l, TOP), order, inside)
            return proof.by(goal, upper, lower, proof.use(vanish, [0, l], some, low))

        def first(none: Theorem) -> Theorem:
            between = proof.sizes(size_at_most(plus(l, 2), k), none, deeper, above)
            mid = proof.use(vanish, [plus(l, 1), k], between, under)
            return proof.by(goal, upper, lower, mid)

        return proof.cases(proof.axiom("compare", 1, l), inner, first)

    def hidden(below: Theorem) -> Theorem:
        more = proof.sizes(size_at_most(plus(k, 2), TOP), below)
        return proof.by(goal, upper, lower, proof.use(vanish, [plus(k, 1), TOP], more, top))

    shown = proof.cases(proof.axiom("compare", "H", k), last, hidden)
    shown = proof.generalize(shown, V.tree, Z.tree)
    shown = proof.suppose(order.conclusion, proof.suppose(inside.conclusion, shown))
    return proof.generalize(shown, l, k)


def _not_global(net: Landscape, W: str, vanish: Theorem, lower: Theorem) -> Theorem:
    """The loss of W is ``1/2 ||Y||^2``, and some network has a smaller one."""
    proof = net.proof
    lowest = proof.assume(global_minimum(W))
    ends = proof.sizes(size_at_most(1, TOP)), proof.sizes(size_at_most(TOP, TOP))
    whole = proof.use(vanish, [0, TOP], *ends)

    def contradict(found: Theorem) -> Theorem:
        V = _network_in(found.conclusion)
        error_ = Fraction(1, 2) * tr((error(W) - Term("Y")).T @ Term("$2") @ Term("X"))
        premises = proof.instance(lowest, V), found, whole
        return proof.order(FALSE, premises, [(1, [0]), (1, [1])], error_.tree)

    return proof.suppose(lowest.conclusion, proof.choose(lower, ["V"], contradict))


def _network_in(tree: Tree) -> Tree:
    """The first network that a formula mentions."""
    if not isinstance(tree, tuple):
        return None
    return tree[1] if tree[0] == "@" else next(filter(None, map(_network_in, tree)), None)


def zeros_below(W: Tree, n: Tree) -> Formula:
    """The first n layers vanish."""
    vanishes = equal(layer(W, "k0"), zero(*layer_sort("k0")))
    return for_all("k0", "size", implies(size_at_most(plus("k0", 1), n), vanishes))


@theorem("corollary-2.4:origin", instances=at_origin, form=PAIRS_WRITTEN_OUT)
def origin() -> Theorem:
    """H >= 2: the Hessian is zero at W = 0."""
    net = Landscape()
    proof, W = net.proof, net.network("W")
    deeper, zeros = proof.assume(size_at_most(2, "H")), proof.assume(zeros_below(W, TOP))
    return _no_second_variation(net, W, deeper, _products_vanish(net, W, zeros, TOP))


@theorem("corollary-2.4:family", instances=top_layer_free, form=PAIRS_WRITTEN_OUT)
def family() -> Theorem:
    """H >= 3: the Hessian is zero wherever W_1 = .. = W_H = 0, whatever W_{H+1}."""
    net = Landscape()
    proof, W = net.proof, net.network("W")
    deepest, zeros = proof.assume(size_at_most(3, "H")), proof.assume(zeros_below(W, "H"))
    vanish = _products_vanish(net, W, zeros, "H")
    (l, k) = net.sizes("l k")
    (V,), (Z,) = proof.fresh("V", layer_sort(l)), proof.fresh("Z", layer_sort(k))
    order, inside = proof.assume(size_at_most(plus(l, 1), k)), proof.assume(size_at_most(k, "H"))
    goal = equal(pair_variation(W, l, k, V, Z), NONE)
    under, top = proof.sizes(size_at_most(k, TOP), inside), proof.sizes(size_at_most(TOP, TOP))
    some = proof.sizes(size_at_most(1, "H"), deepest)
    lower = proof.use(vanish, [0, k], proof.sizes(size_at_most(1, k), order), under, some)

    def inner(first: Theorem) -> Theorem:
        low = proof.sizes(size_at_most(l, TOP), order, inside)
        return proof.by(goal, lower, proof.use(vanish, [0, l], first, low, some))

    def at_first(none: Theorem) -> Theorem:
        """l = 0: W[k:1] is not empty for k >= 2, and W[H+1:2] for k = 1."""
        over = proof.sizes(size_at_most(plus(l, 2), TOP), none, deepest)
        more = proof.sizes(size_at_most(plus(l, 2), "H"), none, deepest)
        upper = proof.use(vanish, [plus(l, 1), TOP], over, top, more)

        def between(two: Theorem) -> Theorem:
            long = proof.sizes(size_at_most(plus(l, 2), k), none, two)
            return proof.by(
                goal, lower, upper, proof.use(vanish, [plus(l, 1), k], long, under, more)
            )

        def above(one: Theorem) -> Theorem:
            long = proof.sizes(size_at_most(plus(k, 2), TOP), one, deepest)
            high = proof.sizes(size_at_most(plus(k, 2), "H"), one, deepest)
            return proof.by(
                goal, lower, upper, proof.use(vanish, [plus(k, 1), TOP], long, top, high)
            )

        return proof.cases(proof.axiom("compare", 2, k), between, above)

    shown = proof.cases(proof.axiom("compare", 1, l), inner, at_first)
    shown = proof.generalize(shown, V.tree, Z.tree)
    shown = proof.suppose(order.conclusion, proof.suppose(inside.conclusion, shown))
    return proof.generalize(shown, l, k)


@theorem(
    "corollary-2.4",
    instances=zero_networks,
    form=PAIRS_WRITTEN_OUT,
    beside=Beside("Theorem23Parts", "cor24_H2_matrix", "zero network, H >= 2"),
)
def corollary_2_4() -> Theorem:
    """For H >= 2 there is a bad saddle, if the hidden widths are positive and X Y^T is not zero."""
    net = Landscape()
    proof = net.proof
    deeper = proof.assume(size_at_most(2, "H"))
    deep = proof.sizes(size_at_most(1, "H"), deeper)

    def conclude(way: Direction) -> Theorem:
        lower = falling(way)

        def at_zero(zeros: Theorem) -> Theorem:
            W = _network_in(zeros.conclusion)
            vanish = _products_vanish(net, W, zeros, TOP)
            shown = proof.both(
                _critical(net, W, deep, vanish),
                _no_second_variation(net, W, deeper, vanish),
                _not_global(net, W, vanish, lower),
            )
            return proof.exhibit(bad_saddle(), W, shown)

        return proof.choose(proof.instance(zero_network(net), TOP), ["W"], at_zero)

    return with_direction(net, deep, conclude)
