"""Beyond the paper: bad saddles with W_2 = .. = W_{H+1} = 0 and W_1 X Y^T = 0, for every H >= 2.

For H = 2 there are no others with C = W_3 W_2 = 0
(`proofs.papers.kawaguchi2016.theorems.depth_two`).
"""

from __future__ import annotations

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import NONE, Formula, equal, for_all, implies, negation, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.equations import H0, H1, H2
from proofs.library.networks import layer_moves, products
from proofs.library.networks.directions import no_correlation
from proofs.library.networks.landscape import (
    FIRST,
    IN,
    OUT,
    TOP,
    Landscape,
    gradient_vanishes,
    layer_sort,
    residual,
)
from proofs.library.networks.layer_pairs import pair_variation
from proofs.library.networks.products import layer, plus, product
from proofs.papers.kawaguchi2016.instances.zero_products import flat_points
from proofs.papers.kawaguchi2016.theorems.appendix_b2_c1 import vanishes
from symbolic.words.terms import Term, Tree, tr, zero

_Pair = tuple[str, str, Term, Term]
"""Layers l < k and directions V and Z of them."""


def zeros_above(W: Tree) -> Formula:
    """The layers W_2, .., W_{H+1} vanish."""
    body = implies(size_at_most("k0", "H"), equal(layer(W, "k0"), zero(*layer_sort("k0"))))
    return for_all("k0", "size", implies(size_at_most(1, "k0"), body))


def _with_zeros(net: Landscape, W: str, deep: Theorem, zeros: Theorem) -> Theorem:
    """``W[j:i] = 0`` for i < j <= H + 1, but for j = 1: it has a layer above the first."""
    proof, (i, j) = net.proof, net.sizes("i j")
    order = size_at_most(plus(i, 1), j), size_at_most(2, j), size_at_most(j, TOP)
    some, more, inside = map(proof.assume, order)
    goal = vanishes(W, j, i)
    choice = proof.axiom("compare", 1, i)
    low, none = proof.alternatives(choice)
    # Layer i vanishes.
    split = proof.use(layer_moves.around(net), [W, i, i, j], proof.sizes(size_at_most(i, i)), some)
    at = proof.use(zeros, [i], low, proof.sizes(size_at_most(i, "H"), some, inside))
    upper = proof.by(goal, split, at)
    # Layer 1 vanishes.
    under = proof.sizes(size_at_most(i, 1), none)
    split = proof.use(layer_moves.around(net), [W, i, 1, j], under, more)
    ends = proof.sizes(size_at_most(1, 1)), proof.sizes(size_at_most(1, "H"), deep)
    lowest = proof.by(goal, split, proof.use(zeros, [1], *ends))
    return proof.conclude([i, j], order, proof.from_both(choice, upper, lowest))


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
    """W is critical: every gradient has W[k:0], k >= 2, or W[H+1:k+1], k <= 1, as a factor."""
    proof, (k,) = net.proof, net.sizes("k")
    inside, goal = proof.assume(size_at_most(k, "H")), gradient_vanishes(W, k)
    choice = proof.axiom("compare", 2, k)
    some, few = proof.alternatives(choice)
    under = proof.sizes(size_at_most(k, TOP), inside)
    lower = proof.by(goal, _bottom(net, k, none, some, under))
    upper = proof.by(goal, _top(net, k, none, deep, few, deep))
    return proof.conclude([k], [inside.conclusion], proof.from_both(choice, lower, upper))


def _bottom(net: Landscape, k: Tree, none: Theorem, some: Theorem, under: Theorem) -> Theorem:
    """``W[k:0] = 0`` for 2 <= k <= H + 1."""
    return net.proof.use(none, [0, k], net.proof.sizes(size_at_most(1, k), some), some, under)


def _top(net: Landscape, k: Tree, none: Theorem, deep: Theorem, *known: Theorem) -> Theorem:
    """``W[H+1:k+1] = 0``, where ``k + 2 <= H + 1`` is the sum of what is known."""
    proof = net.proof
    over = proof.sizes(size_at_most(plus(k, 2), TOP), *known)
    two, top = proof.sizes(size_at_most(2, TOP), deep), proof.sizes(size_at_most(TOP, TOP))
    return proof.use(none, [plus(k, 1), TOP], over, two, top)


def _no_form(net: Landscape, W: str, known: tuple[Theorem, Theorem, Theorem]) -> Theorem:
    """The form of the Hessian vanishes on every pair of layers l < k."""
    (deep, none, below), proof, (l, k) = known, net.proof, net.sizes("l k")
    (V,), (Z,) = proof.fresh("V", layer_sort(l)), proof.fresh("Z", layer_sort(k))
    bounds = size_at_most(plus(l, 1), k), size_at_most(k, "H")
    order, inside = map(proof.assume, bounds)
    at_k, at_H = proof.axiom("compare", 2, k), proof.axiom("compare", plus(k, 1), "H")
    apart, at_l = proof.axiom("compare", plus(l, 2), k), proof.axiom("compare", 2, l)
    (some, few), (hidden, last) = proof.alternatives(at_k), proof.alternatives(at_H)
    (far, close), (second, first) = proof.alternatives(apart), proof.alternatives(at_l)

    over = _top(net, l, none, deep, order, inside)
    goal = equal(pair_variation(W, l, k, V, Z), NONE)
    shallow = proof.by(goal, over, _top(net, k, none, deep, few, deep))
    # W[k:0] = 0 for k >= 2; then W[H+1:k+1] for k < H, or W[k:l+1], or W[l:0].
    under = proof.sizes(size_at_most(k, TOP), inside)
    lower = _bottom(net, k, none, some, under)
    with_top = proof.by(goal, over, lower, _top(net, k, none, deep, hidden))
    between = proof.by(goal, over, lower, proof.use(none, [plus(l, 1), k], far, some, under))
    inner = _bottom(net, l, none, second, proof.sizes(size_at_most(l, TOP), order, inside))
    bottom = proof.by(goal, over, lower, inner)
    ends = (
        proof.sizes(size_at_most(1, l), close, last, deep),
        proof.sizes(size_at_most(l, 1), first),
    )
    at = proof.replaced(for_all("n0", "size", _unseen(W, "n0")), below, 1, l, *ends)
    lowest = _first_layer(net, W, (l, k, V, Z), (over, lower), at)

    shown = proof.from_both(apart, between, proof.from_both(at_l, bottom, lowest))
    shown = proof.from_both(at_k, proof.from_both(at_H, with_top, shown), shallow)
    return proof.conclude([l, k], bounds, proof.generalize(shown, V.tree, Z.tree))


def _unseen(W: Tree, n: Tree) -> Formula:
    """``W[n:0] X r = 0``."""
    return equal(product(W, n, 0) @ Term("X") @ residual(W), zero(("@", "d", n), OUT))


def _first_layer(
    net: Landscape, W: str, pair: _Pair, vanish: tuple[Theorem, Theorem], unseen: Theorem
) -> Theorem:
    """The form vanishes where ``W[l:0] X r = 0`` and two of the products in it vanish.

    What is left of it is ``2 tr(W[H+1:k+1] Z W[k:l+1] V (W[l:0] X r))``.
    """
    proof, (l, k, V, Z) = net.proof, pair
    left = product(W, TOP, plus(k, 1)) @ Z @ product(W, k, plus(l, 1)) @ V
    rest = 2 * tr(left @ product(W, l, 0) @ Term("X") @ residual(W))
    value = pair_variation(W, l, k, V, Z)
    known = proof.by(equal(value, rest), *vanish)
    return proof.combine(equal(value, NONE), H0 + 2 * tr(left @ H1), known, unseen)
