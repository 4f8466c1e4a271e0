"""Corollary 2.4 for H >= 2: a saddle point whose Hessian is zero, for all positive widths.

At W = 0 every product of one or more layers vanishes. The first variation along one layer keeps
at least one such product as a factor if H >= 1, the second along two layers if H >= 2.
"""

from __future__ import annotations

from fractions import Fraction

from proofs.evidence.stated import Beside, theorem
from proofs.kernel.formulas import (
    FALSE,
    NONE,
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
from proofs.library.equations import H2
from proofs.library.networks import layer_moves
from proofs.library.networks.directions import falling, obtain_direction
from proofs.library.networks.examples import zero_network
from proofs.library.networks.landscape import (
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
    first = size_at_most(plus(i, 1), n)
    bounds = [size_at_most(plus(i, 1), j), size_at_most(j, TOP)]
    some, inside = map(proof.assume, bounds)
    early = proof.sizes(first, some, inside) if n == TOP else proof.assume(first)
    flat = proof.sizes(size_at_most(i, i))
    split = proof.use(layer_moves.around(net), [W, i, i, j], flat, some)
    shown = proof.by(goal, split, proof.use(zeros, [i], early))
    return proof.conclude([i, j], bounds if n == TOP else [*bounds, first], shown)


def _critical(net: Landscape, W: str, deep: Theorem, vanish: Theorem) -> Theorem:
    """W is critical: every gradient has W[k:0] or W[H+1:k+1] as a factor, one of them not empty."""
    proof, (k,) = net.proof, net.sizes("k")
    inside, goal = proof.assume(size_at_most(k, "H")), gradient_vanishes(W, k)
    choice = proof.axiom("compare", 1, k)
    some, none = proof.alternatives(choice)
    under, top = proof.sizes(size_at_most(k, TOP), inside), proof.sizes(size_at_most(TOP, TOP))
    below = proof.by(goal, proof.use(vanish, [0, k], some, under))
    up = proof.sizes(size_at_most(plus(k, 2), TOP), none, deep)
    above = proof.by(goal, proof.use(vanish, [plus(k, 1), TOP], up, top))
    return proof.conclude([k], [inside.conclusion], proof.from_both(choice, below, above))


class _Pair:
    """Layers l < k <= H with directions V and Z; the form along them is to vanish."""

    def __init__(self, net: Landscape, W: str) -> None:
        proof = self.proof = net.proof
        self.l, self.k = l, k = net.sizes("l k")
        (self.V,), (self.Z,) = proof.fresh("V", layer_sort(l)), proof.fresh("Z", layer_sort(k))
        self.bounds = size_at_most(plus(l, 1), k), size_at_most(k, "H")
        self.order, self.inside = map(proof.assume, self.bounds)
        self.goal = equal(pair_variation(W, l, k, self.V, self.Z), NONE)
        self.under = proof.sizes(size_at_most(k, TOP), self.inside)
        self.top = proof.sizes(size_at_most(TOP, TOP))

    def everywhere(self, shown: Theorem) -> Theorem:
        """What was shown of them, for all such layers and directions."""
        shown = self.proof.generalize(shown, str(self.V.tree), str(self.Z.tree))
        return self.proof.conclude([self.l, self.k], self.bounds, shown)


def _no_second_variation(net: Landscape, W: str, deeper: Theorem, vanish: Theorem) -> Theorem:
    """The form of the Hessian vanishes on every pair of layers, if H >= 2.

    Of W[H+1:k+1], W[k:l+1] and W[l:0] one is then not empty, hence zero.
    """
    proof, pair = net.proof, _Pair(net, W)
    l, k, under, top = pair.l, pair.k, pair.under, pair.top
    at_top, at_bottom = proof.axiom("compare", "H", k), proof.axiom("compare", 1, l)
    (last, hidden), (inner, first) = proof.alternatives(at_top), proof.alternatives(at_bottom)
    over = proof.sizes(size_at_most(plus(l, 2), TOP), pair.order, pair.inside)
    upper = proof.use(vanish, [plus(l, 1), TOP], over, top)
    lower = proof.use(vanish, [0, k], proof.sizes(size_at_most(1, k), pair.order), under)

    low = proof.sizes(size_at_most(l, TOP), pair.order, pair.inside)
    below = proof.by(pair.goal, upper, lower, proof.use(vanish, [0, l], inner, low))
    long = proof.sizes(size_at_most(plus(l, 2), k), first, deeper, last)
    between = proof.by(pair.goal, upper, lower, proof.use(vanish, [plus(l, 1), k], long, under))
    more = proof.sizes(size_at_most(plus(k, 2), TOP), hidden)
    above = proof.by(pair.goal, upper, lower, proof.use(vanish, [plus(k, 1), TOP], more, top))
    shown = proof.from_both(at_top, proof.from_both(at_bottom, below, between), above)
    return pair.everywhere(shown)


def _not_global(net: Landscape, W: str, vanish: Theorem, lower: Theorem) -> Theorem:
    """W is no global minimum: its loss is ``1/2 ||Y||^2``, and some network has a smaller one."""
    proof = net.proof
    lowest = proof.assume(global_minimum(W))
    ends = proof.sizes(size_at_most(1, TOP)), proof.sizes(size_at_most(TOP, TOP))
    whole = proof.use(vanish, [0, TOP], *ends)

    (V,), below = proof.obtain(lower, "V")
    premises = proof.instance(lowest, V), below, whole
    by = Fraction(1, 2) * tr((error(W) - Term("Y")).T @ H2 @ Term("X"))
    shown = proof.order(FALSE, premises, [(1, [0]), (1, [1])], by)
    return proof.conclude([], [lowest.conclusion], shown)


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
    vanish, pair = _products_vanish(net, W, zeros, "H"), _Pair(net, W)
    l, k, under, top = pair.l, pair.k, pair.under, pair.top
    at_bottom, apart = proof.axiom("compare", 1, l), proof.axiom("compare", 2, k)
    (inner, none), (far, close) = proof.alternatives(at_bottom), proof.alternatives(apart)
    some = proof.sizes(size_at_most(1, "H"), deepest)
    lower = proof.use(vanish, [0, k], proof.sizes(size_at_most(1, k), pair.order), under, some)
    low = proof.sizes(size_at_most(l, TOP), pair.order, pair.inside)
    below = proof.by(pair.goal, lower, proof.use(vanish, [0, l], inner, low, some))

    # l = 0: W[k:1] is not empty for k >= 2, and W[H+1:2] for k = 1.
    over = proof.sizes(size_at_most(plus(l, 2), TOP), none, deepest)
    more = proof.sizes(size_at_most(plus(l, 2), "H"), none, deepest)
    upper = proof.use(vanish, [plus(l, 1), TOP], over, top, more)
    long = proof.sizes(size_at_most(plus(l, 2), k), none, far)
    middle = proof.use(vanish, [plus(l, 1), k], long, under, more)
    between = proof.by(pair.goal, lower, upper, middle)
    long = proof.sizes(size_at_most(plus(k, 2), TOP), close, deepest)
    high = proof.sizes(size_at_most(plus(k, 2), "H"), close, deepest)
    last = proof.use(vanish, [plus(k, 1), TOP], long, top, high)
    above = proof.by(pair.goal, lower, upper, last)
    first = proof.from_both(apart, between, above)
    return pair.everywhere(proof.from_both(at_bottom, below, first))


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

    way = obtain_direction(net, deep)
    (zero_,), zeros = proof.obtain(proof.instance(zero_network(net), TOP), "W")
    W = str(zero_.tree)
    vanish = _products_vanish(net, W, zeros, TOP)
    shown = proof.both(
        _critical(net, W, deep, vanish),
        _no_second_variation(net, W, deeper, vanish),
        _not_global(net, W, vanish, falling(way)),
    )
    return proof.close(proof.exhibit(bad_saddle(), W, shown))
