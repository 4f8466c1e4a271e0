"""Beyond the paper: bad saddles with W_2 = .. = W_{H+1} = 0 and W_1 X Y^T = 0, for every H >= 2.

For H = 2 there are no others with C = W_3 W_2 = 0
(`proofs.papers.kawaguchi2016.theorems.depth_two`).
"""

from __future__ import annotations

from dataclasses import dataclass

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import Formula, equal, for_all, implies, negation, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.networks import moves, products
from proofs.library.networks.directions import IN, no_correlation
from proofs.library.networks.landscape import (
    NONE,
    TOP,
    Landscape,
    gradient_vanishes,
    layer_sort,
    residual,
)
from proofs.library.networks.layer_pairs import pair_variation
from proofs.library.networks.products import layer, plus, product
from proofs.library.ranks import H0, H1, H2
from proofs.papers.kawaguchi2016.instances.zero_products import flat_points
from proofs.papers.kawaguchi2016.theorems.appendix_b2_c1 import vanishes
from symbolic.words.terms import Term, Tree, tr, zero

OUT, FIRST = ("@", "d", TOP), ("@", "d", 1)


def zeros_above(W: Tree) -> Formula:
    """The layers W_2, .., W_{H+1} vanish."""
    body = implies(size_at_most("k0", "H"), equal(layer(W, "k0"), zero(*layer_sort("k0"))))
    return for_all("k0", "size", implies(size_at_most(1, "k0"), body))


def _with_zeros(net: Landscape, W: str, deep: Theorem, zeros: Theorem) -> Theorem:
    """``W[j:i] = 0`` for i < j <= H + 1, but for j = 1: it has a layer above the first."""
    proof, (i, j) = net.proof, net.sizes("i j")
    some, more = proof.assume(size_at_most(plus(i, 1), j)), proof.assume(size_at_most(2, j))
    inside = proof.assume(size_at_most(j, TOP))

    def upper(low: Theorem) -> Theorem:
        """Layer i vanishes."""
        split = proof.use(moves.around(net), [W, i, i, j], proof.sizes(size_at_most(i, i)), some)
        at = proof.use(zeros, [i], low, proof.sizes(size_at_most(i, "H"), some, inside))
        return proof.by(vanishes(W, j, i), split, at)

    def lowest(none: Theorem) -> Theorem:
        """Layer 1 vanishes."""
        order = proof.sizes(size_at_most(i, 1), none), more
        split = proof.use(moves.around(net), [W, i, 1, j], *order)
        at = proof.use(
            zeros, [1], proof.sizes(size_at_most(1, 1)), proof.sizes(size_at_most(1, "H"), deep)
        )
        return proof.by(vanishes(W, j, i), split, at)

    shown = proof.cases(proof.axiom("compare", 1, i), upper, lowest)
    for bound in (inside, more, some):
        shown = proof.suppose(bound.conclusion, shown)
    return proof.generalize(shown, i, j)


@theorem("flat-saddles:zero", instances=flat_points)
def zero_above_the_first() -> Theorem:
    """W_2 = .. = W_{H+1} = 0, W_1 X Y^T = 0, H >= 2: critical, the Hessian zero, X r not 0."""
    net = Landscape()
    proof, W, X, Y = net.proof, net.network("W"), Term("X"), Term("Y")
    deep, zeros = proof.assume(size_at_most(2, "H")), proof.assume(zeros_above(W))
    flat = proof.assume(equal(layer(W, 0) @ X @ Y.T, zero(FIRST, OUT)))
    data = proof.assume(negation(no_correlation()))
    none = _with_zeros(net, W, deep, zeros)
    ends = proof.sizes(size_at_most(2, TOP), deep), proof.sizes(size_at_most(TOP, TOP))
    whole = proof.use(none, [0, TOP], proof.sizes(size_at_most(1, TOP)), *ends)
    r = proof.combine(equal(X @ residual(W), -1 * (X @ Y.T)), X @ (H0 @ X).T, whole)
    gone = proof.assume(equal(X @ residual(W), zero(IN, OUT)))
    seen = proof.apply(data, proof.combine(no_correlation(), H0 - H1, r, gone))
    # W[1:0] X r = - W_1 X Y^T
    longer = products.longer(proof, W, 0, 0, proof.sizes(size_at_most(0, 0)))
    first = proof.by(equal(product(W, 1, 0), layer(W, 0)), longer, products.empty(proof, W, 0))
    by = H0 @ X @ residual(W) + layer(W, 0) @ H1 - H2
    below = proof.combine(_unseen(W, 1), by, first, r, flat)
    return proof.both(
        _critical(net, W, deep, none),
        _no_form(net, W, (deep, none, below)),
        proof.suppose(gone.conclusion, seen),
    )


def _critical(net: Landscape, W: str, deep: Theorem, none: Theorem) -> Theorem:
    """Every gradient has W[k:0], k >= 2, or W[H+1:k+1], k <= 1, as a factor."""
    proof, (k,) = net.proof, net.sizes("k")
    inside, goal = proof.assume(size_at_most(k, "H")), gradient_vanishes(W, k)

    def lower(low: Theorem) -> Theorem:
        some, under = (
            proof.sizes(size_at_most(1, k), low),
            proof.sizes(size_at_most(k, TOP), inside),
        )
        return proof.by(goal, proof.use(none, [0, k], some, low, under))

    def upper(low: Theorem) -> Theorem:
        return proof.by(goal, _top(net, k, none, deep, low, deep))

    shown = proof.cases(proof.axiom("compare", 2, k), lower, upper)
    return proof.generalize(proof.suppose(inside.conclusion, shown), k)


def _top(net: Landscape, k: Tree, none: Theorem, deep: Theorem, *known: Theorem) -> Theorem:
    """``W[H+1:k+1] = 0``, where ``k + 2 <= H + 1`` is the sum of what is known."""
    proof = net.proof
    over = proof.sizes(size_at_most(plus(k, 2), TOP), *known)
    two, top = proof.sizes(size_at_most(2, TOP), deep), proof.sizes(size_at_most(TOP, TOP))
    return proof.use(none, [plus(k, 1), TOP], over, two, top)


@dataclass
class _Pair:
    """Two layers l < k <= H, directions V and Z, and that the form along them vanishes."""

    net: Landscape
    W: str
    deep: Theorem
    none: Theorem

    def __post_init__(self) -> None:
        net, proof = self.net, self.net.proof
        self.l, self.k = net.sizes("l k")
        (self.V,) = proof.fresh("V", layer_sort(self.l))
        (self.Z,) = proof.fresh("Z", layer_sort(self.k))
        self.value = pair_variation(self.W, self.l, self.k, self.V, self.Z)
        self.goal = equal(self.value, NONE)
        self.order = proof.assume(size_at_most(plus(self.l, 1), self.k))
        self.inside = proof.assume(size_at_most(self.k, "H"))
        self.first = _top(net, self.l, self.none, self.deep, self.order, self.inside)

    def vanish(self, *facts: Theorem) -> Theorem:
        """The goal, from products that are zero."""
        return self.net.proof.by(self.goal, self.first, *facts)

    def everywhere(self, shown: Theorem) -> Theorem:
        """For all of them."""
        shown = self.net.proof.generalize(shown, self.V.tree, self.Z.tree)
        for bound in (self.inside, self.order):
            shown = self.net.proof.suppose(bound.conclusion, shown)
        return self.net.proof.generalize(shown, self.l, self.k)


def _no_form(net: Landscape, W: str, known: tuple[Theorem, Theorem, Theorem]) -> Theorem:
    """The form of the Hessian vanishes on every pair of layers."""
    deep, none, below = known
    proof, pair = net.proof, _Pair(net, W, deep, none)
    l, k = pair.l, pair.k

    def shallow(low: Theorem) -> Theorem:
        return pair.vanish(_top(net, k, none, deep, low, deep))

    def high(low: Theorem) -> Theorem:
        """W[k:0] = 0; then W[H+1:k+1] for k < H, or W[k:l+1], or W[l:0]."""
        some, under = (
            proof.sizes(size_at_most(1, k), low),
            proof.sizes(size_at_most(k, TOP), pair.inside),
        )
        lower = proof.use(none, [0, k], some, low, under)

        def hidden(more: Theorem) -> Theorem:
            return pair.vanish(lower, _top(net, k, none, deep, more))

        def last(end: Theorem) -> Theorem:
            def apart(more: Theorem) -> Theorem:
                return pair.vanish(lower, proof.use(none, [plus(l, 1), k], more, low, under))

            def next_to(close: Theorem) -> Theorem:
                def second(two: Theorem) -> Theorem:
                    start = proof.sizes(size_at_most(1, l), two)
                    inside = proof.sizes(size_at_most(l, TOP), pair.order, pair.inside)
                    return pair.vanish(lower, proof.use(none, [0, l], start, two, inside))

                def lowest(one: Theorem) -> Theorem:
                    up = proof.sizes(size_at_most(1, l), close, end, deep)
                    down = proof.sizes(size_at_most(l, 1), one)
                    of = for_all("n0", "size", _unseen(W, "n0"))
                    at = proof.replaced(of, below, 1, l, up, down)
                    return _at_the_first(net, pair, lower, at)

                return proof.cases(proof.axiom("compare", 2, l), second, lowest)

            return proof.cases(proof.axiom("compare", plus(l, 2), k), apart, next_to)

        return proof.cases(proof.axiom("compare", plus(k, 1), "H"), hidden, last)

    return pair.everywhere(proof.cases(proof.axiom("compare", 2, k), high, shallow))


def _unseen(W: Tree, n: Tree) -> Formula:
    """``W[n:0] X r = 0``."""
    return equal(product(W, n, 0) @ Term("X") @ residual(W), zero(("@", "d", n), OUT))


def _at_the_first(net: Landscape, pair: _Pair, lower: Theorem, unseen: Theorem) -> Theorem:
    """What is left is ``2 tr(W[H+1:k+1] Z W[k:l+1] V (W[l:0] X r))``."""
    proof, W, l, k = net.proof, pair.W, pair.l, pair.k
    left = product(W, TOP, plus(k, 1)) @ pair.Z @ product(W, k, plus(l, 1)) @ pair.V
    rest = 2 * tr(left @ product(W, l, 0) @ Term("X") @ residual(W))
    known = proof.by(equal(pair.value, rest), pair.first, lower)
    return proof.combine(pair.goal, H0 + 2 * tr(left @ H1), known, unseen)
