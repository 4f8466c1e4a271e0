"""Where a product of layers is zero, for any depth: Appendices B.2 and C.1, and what a psd Hessian
is where C = W_{H+1}..W_2 = 0."""

from __future__ import annotations

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import (
    NONE,
    ONE,
    Formula,
    at_most,
    equal,
    for_all,
    for_some,
    implies,
    less,
    negation,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.kernel.theory import opened
from proofs.library.networks import layer_moves, layer_pairs, products
from proofs.library.networks.deficient import not_zero
from proofs.library.networks.directions import no_correlation
from proofs.library.networks.landscape import (
    IN,
    OUT,
    TOP,
    Landscape,
    gradient_vanishes,
    layer_sort,
    once,
    residual,
)
from proofs.library.networks.layer_pairs import pair_rises, pair_variation
from proofs.library.networks.products import layer, plus, product
from proofs.library.networks.second_variation import variation
from proofs.library.ranks import H0, H1, H2
from proofs.papers.kawaguchi2016.instances.zero_products import (
    networks_with_zero_ends,
    top_layer_free,
    zero_products,
)
from proofs.papers.kawaguchi2016.theorems.appendix_b3 import witnessed
from proofs.papers.kawaguchi2016.theorems.corollary_2_4 import zero_hessian, zeros_below
from symbolic.words.terms import Term, Tree, identity, zero


def vanishes(W: Tree, j: Tree, i: Tree) -> Formula:
    """``W[j:i] = 0``."""
    return equal(product(W, j, i), zero(("@", "d", j), ("@", "d", i)))


def _none_below(net: Landscape, W: str, first: Theorem) -> Theorem:
    """``W[k:0] = 0`` for k >= 1, from ``W[0] = 0``."""
    proof, (k,) = net.proof, net.sizes("k")
    some = proof.assume(size_at_most(1, k))
    split = proof.use(layer_moves.around(net), [W, 0, 0, k], proof.sizes(size_at_most(0, 0)), some)
    return proof.conclude([k], [some.conclusion], proof.by(vanishes(W, k, 0), split, first))


def _nothing_through(net: Landscape, W: str, below: Theorem, above: Theorem) -> Theorem:
    """W is critical, from ``W[k:0] = 0`` for k >= 1 and ``W[H+1:1] = 0``."""
    proof, (k,) = net.proof, net.sizes("k")
    choice = proof.axiom("compare", 1, k)
    inner, none = proof.alternatives(choice)
    within = proof.by(gradient_vanishes(W, k), proof.use(below, [k], inner))
    ends = proof.sizes(size_at_most(0, k)), proof.sizes(size_at_most(k, 0), none)
    of = for_all("n0", "size", gradient_vanishes(W, "n0"))
    first = proof.replaced(of, proof.by(gradient_vanishes(W, 0), above), 0, k, *ends)
    return proof.conclude([k], [size_at_most(k, "H")], proof.from_both(choice, within, first))


@theorem("appendix-c1:critical", instances=top_layer_free)
def zero_below_the_top() -> Theorem:
    """Where W_1 = .. = W_H = 0, ``r = -Y^T``, and for H >= 2 the point is critical (C.1)."""
    net = Landscape()
    proof, W = net.proof, net.network("W")
    some, zeros = proof.assume(size_at_most(1, "H")), proof.assume(zeros_below(W, "H"))
    below = _none_below(net, W, proof.use(zeros, [0], some))
    whole = proof.use(below, [TOP], proof.sizes(size_at_most(1, TOP)))
    r = proof.combine(equal(residual(W), -1 * Term("Y").T), (H0 @ Term("X")).T, whole)
    deeper = proof.assume(size_at_most(2, "H"))
    one, up = proof.sizes(size_at_most(1, 1)), proof.sizes(size_at_most(2, TOP), deeper)
    split = proof.use(layer_moves.around(net), [W, 1, 1, TOP], one, up)
    above = proof.by(vanishes(W, TOP, 1), split, proof.use(zeros, [1], deeper))
    critical = _nothing_through(net, W, below, above)
    return proof.both(r, proof.suppose(deeper.conclusion, critical))


@theorem("appendix-b2", instances=networks_with_zero_ends)
def zero_ends() -> Theorem:
    """Where W_1 = W_{H+1} = 0, W is critical and ``X r = -X Y^T``, which is not zero (B.2).

    The Hessian is zero if N = W_H..W_2 = 0, and indefinite otherwise.
    """
    net = Landscape()
    proof, W, X, Y = net.proof, net.network("W"), Term("X"), Term("Y")
    deep, data = proof.assume(size_at_most(1, "H")), proof.assume(negation(no_correlation()))
    first = proof.assume(equal(layer(W, 0), zero(*layer_sort(0))))
    last = proof.assume(equal(layer(W, "H"), zero(*layer_sort("H"))))
    below = _none_below(net, W, first)
    longer = products.longer(proof, W, "H", 1, deep)
    above = proof.by(vanishes(W, TOP, 1), longer, last)
    whole = proof.use(below, [TOP], proof.sizes(size_at_most(1, TOP)))
    r = proof.combine(equal(X @ residual(W), -1 * (X @ Y.T)), X @ (H0 @ X).T, whole)
    none = vanishes(W, "H", 1)
    flat = _no_form(net, W, (last, below, above, proof.assume(none)))
    some = proof.assume(negation(none))
    lower = proof.use(below, ["H"], deep)
    signs = _both_signs(net, W, (some, data), (lower, above, whole))
    return proof.both(
        _nothing_through(net, W, below, above), r,
        proof.suppose(none, flat), proof.suppose(some.conclusion, signs),
    )  # fmt: skip


def _no_form(net: Landscape, W: str, known: tuple[Theorem, ...]) -> Theorem:
    """The form of the Hessian vanishes on any two layers l < k.

    Known are ``W_{H+1} = 0``, ``W[k:0] = 0`` for k >= 1, ``W[H+1:1] = 0`` and ``N = 0``.
    """
    proof, (l, k) = net.proof, net.sizes("l k")
    last, below, above, none = known
    V, Z = proof.matrices(V=layer_sort(l), Z=layer_sort(k))
    order, inside = proof.assume(size_at_most(plus(l, 1), k)), proof.assume(size_at_most(k, "H"))
    lower = proof.use(below, [k], proof.sizes(size_at_most(1, k), order))
    goal = equal(pair_variation(W, l, k, V, Z), NONE)
    first_or_later = proof.axiom("compare", 1, l)
    later, first = proof.alternatives(first_or_later)
    inner = proof.by(goal, lower, proof.use(below, [l], later))
    # l = 0, and k < H or k = H
    ends = proof.sizes(size_at_most(0, l)), proof.sizes(size_at_most(l, 0), first)
    of = for_all("n0", "size", vanishes(W, TOP, plus("n0", 1)))
    upper = proof.replaced(of, above, 0, l, *ends)
    before_or_at = proof.axiom("compare", plus(k, 1), "H")
    before, at = proof.alternatives(before_or_at)
    split = products.longer(proof, W, "H", plus(k, 1), before)
    between = proof.by(goal, lower, upper, split, last)
    up = proof.sizes(size_at_most("H", k), at), inside
    of = for_all("n0", "size", vanishes(W, "H", plus("n0", 1)))
    middle = proof.replaced(of, none, 0, l, *ends)
    of = for_all("n0", "size", vanishes(W, "n0", plus(l, 1)))
    to_the_last = proof.by(goal, lower, upper, proof.replaced(of, middle, "H", k, *up))
    outer = proof.from_both(before_or_at, between, to_the_last)
    shown = proof.generalize(proof.from_both(first_or_later, inner, outer), V.tree, Z.tree)
    return proof.conclude([l, k], [order.conclusion, inside.conclusion], shown)


def _both_signs(
    net: Landscape, W: str, nonzero: tuple[Theorem, Theorem], known: tuple[Theorem, ...]
) -> Theorem:
    """The form of the Hessian on W_1 and W_{H+1} has both signs, as N and X Y^T are not zero.

    Known are ``W[H:0] = 0``, ``W[H+1:1] = 0`` and ``W[H+1:0] = 0``.
    """
    proof, X, Y, witness = net.proof, Term("X"), Term("Y"), not_zero(net)
    some_N, some_data = nonzero
    z, w, of_N = witnessed(proof, witness, product(W, "H", 1), some_N)
    u, v, of_data = witnessed(proof, witness, X @ Y.T, some_data)
    value = variation(W, Term("V0"), Term("Z0"))
    flat = proof.by(equal(u @ X @ Y.T @ v, ONE), of_data)
    signs = []
    for sign, body in ((1, less(value, NONE)), (-1, less(NONE, value))):
        V, Z = w @ u, sign * (v @ z)
        here = proof.by(equal(variation(W, V, Z), -2 * sign * ONE), *known, of_N, flat)
        some = for_some("V0", layer_sort(0), for_some("Z0", layer_sort("H"), body))
        bound = opened(proof.theory, opened(proof.theory, some, V.tree), Z.tree)
        shown = proof.order(bound, [here], [(2, [])], -sign * H0)
        signs.append(proof.exhibit_all(some, [V, Z], shown))
    return proof.close(proof.both(*signs))


def rising_pairs(W: Tree) -> Formula:
    """The form of the Hessian is not negative on any two layers."""
    body = implies(size_at_most("k0", "H"), pair_rises(W, "l0", "k0"))
    body = implies(size_at_most(plus("l0", 1), "k0"), body)
    return for_all("l0", "size", for_all("k0", "size", body))


@theorem("zero-product", instances=zero_products)
def zero_product() -> Theorem:
    """Where C = 0 and X Y^T has rank d_y, the Hessian is psd if and only if it is zero."""
    net = Landscape()
    return net.proof.unfold(psd_means_zero(net), ["W", "L"], 2)


@once
def psd_means_zero(net: Landscape) -> Theorem:
    """For C = 0 and ``L X Y^T = I`` the Hessian is psd if and only if it is zero.

    If it is psd, the form is zero along each layer; so along two layers it has no sign.
    """
    proof, W = net.proof, net.network("W")
    (L,) = proof.matrices(L=(OUT, IN))
    hypotheses = [vanishes(W, TOP, 1), equal(L @ Term("X") @ Term("Y").T, identity(OUT))]
    gone, inverse = map(proof.assume, hypotheses)
    given, flat = proof.assume(rising_pairs(W)), proof.assume(zero_hessian(W))
    square = _no_square(net, (W, L), given, gone, inverse)
    l, k = net.sizes("l k")
    V, Z = proof.matrices(V=layer_sort(l), Z=layer_sort(k))
    bounds = [size_at_most(plus(l, 1), k), size_at_most(k, "H")]
    below, inside = order = [proof.assume(bound) for bound in bounds]
    low = proof.sizes(size_at_most(l, "H"), below, inside)
    value = pair_variation(W, l, k, V, Z)
    along = (
        proof.instance(proof.use(square, [l], low), V),
        proof.instance(proof.use(square, [k], inside), Z),
    )
    rises, none = (proof.use(source, [l, k], *order) for source in (given, flat))
    above, back = proof.instance(rises, V, Z), proof.instance(rises, -1 * V, Z)
    other = proof.same_bound(at_most(NONE, -1 * value), back, *along)
    upper = proof.order(at_most(value, NONE), [other], [(1, [0])])
    there = proof.order(at_most(NONE, value), [proof.instance(none, V, Z)], [], H0)
    ways = []
    for source, found in ((given, proof.squeeze(value, upper, above)), (flat, there)):
        shown = proof.conclude([l, k], bounds, proof.generalize(found, V.tree, Z.tree))
        ways.append(proof.suppose(source.conclusion, shown))
    return proof.conclude([W, L], hypotheses, proof.both(*ways))


def _no_square(
    net: Landscape, names: tuple[str, Term], given: Theorem, gone: Theorem, inverse: Theorem
) -> Theorem:
    """``W[H+1:n+1] Z W[n:0] = 0`` for every n <= H and every Z.

    Given are W and L, that the Hessian of W is psd, C = 0 and ``L X Y^T = I``.
    """
    proof, (W, L), (n,) = net.proof, names, net.sizes("n")
    (Z,) = proof.matrices(Z=layer_sort(n))
    inside = proof.assume(size_at_most(n, "H"))

    def claim(at: Tree, Z: Term) -> Formula:
        through = product(W, TOP, plus(at, 1)) @ Z @ product(W, at, 0)
        return equal(through, zero(OUT, IN))

    whole = _whole(net, W)
    compared = proof.axiom("compare", 1, n)
    low, none = proof.alternatives(compared)
    # n >= 1: Lemma 4.4 for the layers 0 and n
    rises = proof.use(given, [0, n], low, inside)
    choice = proof.use(layer_pairs.ranges(net), [W, 0, n], rises)
    no_residual, included = proof.alternatives(choice)
    total = proof.by(vanishes(W, TOP, 0), whole, gone)
    above = _nothing_above(net, (W, n, L), (no_residual, total, inverse))
    _, form = proof.obtain(included, "N")
    split = proof.use(layer_moves.split(net), [W, 0, 1, n], proof.sizes(size_at_most(0, 1)), low)
    below = proof.by(claim(n, Z), split, form, gone)
    inner = proof.from_both(choice, proof.by(claim(n, Z), above), below)
    # n = 0
    ends = proof.sizes(size_at_most(0, n)), proof.sizes(size_at_most(n, 0), none)
    (V,) = proof.matrices(V=layer_sort(0))
    at = proof.generalize(proof.by(claim(0, V), gone), V.tree)
    of = for_all("n0", "size", for_all("Z0", layer_sort("n0"), claim("n0", Term("Z0"))))
    first = proof.instance(proof.replaced(of, at, 0, n, *ends), Z)
    shown = proof.generalize(proof.from_both(compared, inner, first), Z.tree)
    return proof.conclude([n], [inside.conclusion], shown)


def _nothing_above(
    net: Landscape, names: tuple[str, str, Term], known: tuple[Theorem, Theorem, Theorem]
) -> Theorem:
    """``A = W[H+1:n+1] = 0``, from ``W[0:0] X r A = 0``, ``W[H+1:0] = 0`` and ``L X Y^T = I``."""
    proof, (W, n, L), X = net.proof, names, Term("X")
    no_residual, total, inverse = known
    A, r, unit = product(W, TOP, plus(n, 1)), residual(W), products.empty(proof, W, 0)
    goal = equal(X @ r @ A, proof.zero_like(X @ r @ A))
    flat = proof.combine(goal, H0 - H1 @ X @ r @ A, no_residual, unit)
    # L X r A = L X X^T W[H+1:0]^T A - A
    by = -1 * (L @ H0) + L @ X @ X.T @ H1.T @ A - H2 @ A
    return proof.combine(equal(A, proof.zero_like(A)), by, flat, total, inverse)


def _whole(net: Landscape, W: str) -> Theorem:
    """``W[H+1:0] = W[H+1:1] W[1:0]``."""
    proof = net.proof
    ends = proof.sizes(size_at_most(0, 1)), proof.sizes(size_at_most(1, TOP))
    return proof.use(layer_moves.split(net), [W, 0, 1, TOP], *ends)
