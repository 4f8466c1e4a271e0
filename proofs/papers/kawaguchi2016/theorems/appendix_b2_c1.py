"""Where a product of layers is zero, for any depth: Appendices B.2 and C.1, and what a psd Hessian
is where C = W_{H+1}..W_2 = 0."""

from __future__ import annotations

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import (
    Formula,
    at_most,
    both,
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
from proofs.library.networks import layer_pairs, moves, products
from proofs.library.networks.deficient import not_zero
from proofs.library.networks.directions import IN, OUT, no_correlation
from proofs.library.networks.landscape import (
    NONE,
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
from proofs.library.vectors import ONE
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
    split = proof.use(moves.around(net), [W, 0, 0, k], proof.sizes(size_at_most(0, 0)), some)
    shown = proof.by(vanishes(W, k, 0), split, first)
    return proof.generalize(proof.suppose(some.conclusion, shown), k)


def _nothing_through(net: Landscape, W: str, below: Theorem, above: Theorem) -> Theorem:
    """Critical: ``W[k:0] = 0`` for k >= 1, and ``W[H+1:1] = 0``."""
    proof, (k,) = net.proof, net.sizes("k")
    of = for_all("n0", "size", gradient_vanishes(W, "n0"))

    def inner(low: Theorem) -> Theorem:
        return proof.by(gradient_vanishes(W, k), proof.use(below, [k], low))

    def first(none: Theorem) -> Theorem:
        ends = proof.sizes(size_at_most(0, k)), proof.sizes(size_at_most(k, 0), none)
        return proof.replaced(of, proof.by(gradient_vanishes(W, 0), above), 0, k, *ends)

    shown = proof.cases(proof.axiom("compare", 1, k), inner, first)
    return proof.generalize(proof.suppose(size_at_most(k, "H"), shown), k)


@theorem("appendix-c1:critical", instances=top_layer_free)
def zero_below_the_top() -> Theorem:
    """``r = -Y^T`` where W_1 = .. = W_H = 0, and for H >= 2 a critical point (C.1)."""
    net = Landscape()
    proof, W = net.proof, net.network("W")
    some, zeros = proof.assume(size_at_most(1, "H")), proof.assume(zeros_below(W, "H"))
    below = _none_below(net, W, proof.use(zeros, [0], some))
    whole = proof.use(below, [TOP], proof.sizes(size_at_most(1, TOP)))
    r = proof.combine(equal(residual(W), -1 * Term("Y").T), (H0 @ Term("X")).T, whole)
    deeper = proof.assume(size_at_most(2, "H"))
    one, up = proof.sizes(size_at_most(1, 1)), proof.sizes(size_at_most(2, TOP), deeper)
    split = proof.use(moves.around(net), [W, 1, 1, TOP], one, up)
    above = proof.by(vanishes(W, TOP, 1), split, proof.use(zeros, [1], deeper))
    critical = _nothing_through(net, W, below, above)
    return proof.both(r, proof.suppose(deeper.conclusion, critical))


@theorem("appendix-b2", instances=networks_with_zero_ends)
def zero_ends() -> Theorem:
    """W_1 = W_{H+1} = 0: critical, ``X r = -X Y^T``; indefinite if and only if N != 0 (B.2).

    For N = W_H..W_2 = 0 the Hessian is zero. X Y^T is not zero.
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
    """The form of the Hessian vanishes, as N = 0."""
    proof, (l, k) = net.proof, net.sizes("l k")
    last, below, above, none = known
    (V,), (Z,) = proof.fresh("V", layer_sort(l)), proof.fresh("Z", layer_sort(k))
    order, inside = proof.assume(size_at_most(plus(l, 1), k)), proof.assume(size_at_most(k, "H"))
    lower = proof.use(below, [k], proof.sizes(size_at_most(1, k), order))

    goal = equal(pair_variation(W, l, k, V, Z), NONE)

    def at_first(no: Theorem) -> Theorem:
        ends = proof.sizes(size_at_most(0, l)), proof.sizes(size_at_most(l, 0), no)
        upper = for_all("n0", "size", vanishes(W, TOP, plus("n0", 1)))
        upper_ = proof.replaced(upper, above, 0, l, *ends)

        def between(more: Theorem) -> Theorem:
            split = products.longer(proof, W, "H", plus(k, 1), more)
            return proof.by(goal, lower, upper_, split, last)

        def to_the_last(more: Theorem) -> Theorem:
            here = for_all("n0", "size", vanishes(W, "H", plus("n0", 1)))
            there = for_all("n0", "size", vanishes(W, "n0", plus(l, 1)))
            up = proof.sizes(size_at_most("H", k), more), inside
            M = proof.replaced(there, proof.replaced(here, none, 0, l, *ends), "H", k, *up)
            return proof.by(goal, lower, upper_, M)

        return proof.cases(proof.axiom("compare", plus(k, 1), "H"), between, to_the_last)

    def inner(low: Theorem) -> Theorem:
        return proof.by(goal, lower, proof.use(below, [l], low))

    shown = proof.cases(proof.axiom("compare", 1, l), inner, at_first)
    shown = proof.generalize(shown, V.tree, Z.tree)
    shown = proof.suppose(order.conclusion, proof.suppose(inside.conclusion, shown))
    return proof.generalize(shown, l, k)


def _both_signs(
    net: Landscape, W: str, nonzero: tuple[Theorem, Theorem], known: tuple[Theorem, ...]
) -> Theorem:
    """Forms of either sign, as N and X Y^T are not zero."""
    proof, X, Y = net.proof, Term("X"), Term("Y")
    value = variation(W, Term("V0"), Term("Z0"))

    def some(body: Formula) -> Formula:
        return for_some("V0", layer_sort(0), for_some("Z0", layer_sort("H"), body))

    falls, rises = some(less(value, NONE)), some(less(NONE, value))
    goal, witness = both(falls, rises), not_zero(net)

    def at(of_N: Theorem, of_data: Theorem) -> Theorem:
        z, _, w = (Term(x) for x in of_N.conclusion[1][1:])
        u, v = Term(of_data.conclusion[1][1]), Term(of_data.conclusion[1][-1])
        flat = proof.by(equal(u @ X @ Y.T @ v, ONE), of_data)
        signs = []
        for some_, sign in ((falls, 1), (rises, -1)):
            V, Z = w @ u, sign * (v @ z)
            here = proof.by(equal(variation(W, V, Z), -2 * sign * ONE), *known, of_N, flat)
            bound = opened(proof.theory, opened(proof.theory, some_, V.tree), Z.tree)
            shown = proof.order(bound, [here], [(2, [])], ("scale", str(-sign), "$0"))
            signs.append(proof.exhibit_all(some_, [V, Z], shown))
        return proof.both(*signs)

    def of_data(of_N: Theorem) -> Theorem:
        of = X @ Y.T, nonzero[1]
        return witnessed(proof, witness, of, goal, lambda found: at(of_N, found))

    return witnessed(proof, witness, (product(W, "H", 1), nonzero[0]), goal, of_data)


def rising_pairs(W: Tree) -> Formula:
    """The form of the Hessian is not negative on any two layers."""
    body = implies(size_at_most("k0", "H"), pair_rises(W, "l0", "k0"))
    body = implies(size_at_most(plus("l0", 1), "k0"), body)
    return for_all("l0", "size", for_all("k0", "size", body))


@theorem("zero-product", instances=zero_products)
def zero_product() -> Theorem:
    """C = 0 and X Y^T of rank d_y: the Hessian is psd if and only if it is zero."""
    net = Landscape()
    return net.proof.unfold(psd_means_zero(net), ["W", "L"], 2)


@once
def psd_means_zero(net: Landscape) -> Theorem:
    """The same as a lemma: along each layer the form is zero, so along two it has no sign."""
    proof, W = net.proof, net.network("W")
    (L,) = proof.fresh("L", (OUT, IN))

    def prove(gone: Theorem, inverse: Theorem) -> Theorem:
        given, flat = proof.assume(rising_pairs(W)), proof.assume(zero_hessian(W))
        square = _no_square(net, W, given, gone, inverse)
        l, k = net.sizes("l k")
        (V,), (Z,) = proof.fresh("V", layer_sort(l)), proof.fresh("Z", layer_sort(k))
        order = proof.assume(size_at_most(plus(l, 1), k)), proof.assume(size_at_most(k, "H"))
        low = proof.sizes(size_at_most(l, "H"), *order)
        value = pair_variation(W, l, k, V, Z)
        facts = [
            proof.instance(proof.use(square, [i], bound), direction)
            for i, bound, direction in ((l, low, V), (k, order[1], Z))
        ]
        rises, none = (proof.use(source, [l, k], *order) for source in (given, flat))
        above, back = proof.instance(rises, V, Z), proof.instance(rises, -1 * V, Z)
        other = proof.same_bound(at_most(NONE, -1 * value), back, *facts)
        below = proof.order(at_most(value, NONE), [other], [(1, [0])])
        there = proof.order(at_most(NONE, value), [proof.instance(none, V, Z)], [], "$0")
        ways = []
        for source, found in ((given, proof.squeeze(value, below, above)), (flat, there)):
            shown = proof.generalize(found, V.tree, Z.tree)
            for bound in reversed(order):
                shown = proof.suppose(bound.conclusion, shown)
            ways.append(proof.suppose(source.conclusion, proof.generalize(shown, l, k)))
        return proof.both(*ways)

    inverse = equal(L @ Term("X") @ Term("Y").T, identity(OUT))
    return proof.lemma([W, L], [vanishes(W, TOP, 1), inverse], prove)


def _no_square(net: Landscape, W: str, given: Theorem, gone: Theorem, inverse: Theorem) -> Theorem:
    """``W[H+1:n+1] Z W[n:0] = 0`` for every n <= H and every Z."""
    proof, X, (n,) = net.proof, Term("X"), net.sizes("n")
    (Z,) = proof.fresh("Z", layer_sort(n))
    L, inside = Term(inverse.conclusion[1][1]), proof.assume(size_at_most(n, "H"))

    def claim(at: Tree, Z: Term) -> Formula:
        through = product(W, TOP, plus(at, 1)) @ Z @ product(W, at, 0)
        return equal(through, zero(OUT, IN))

    whole = _whole(net, W)
    goal = claim(n, Z)

    def inner(low: Theorem) -> Theorem:
        rises = proof.use(given, [0, n], low, inside)
        choice = proof.use(layer_pairs.ranges(net), [W, 0, n], rises)
        unit = products.empty(proof, W, 0)

        def no_residual_(none: Theorem) -> Theorem:
            A = product(W, TOP, plus(n, 1))
            # L X r A = L X X^T W[H+1:0]^T A - A.
            goal_ = equal(X @ residual(W) @ A, zero(IN, ("@", "d", plus(n, 1))))
            flat = proof.combine(goal_, H0 - H1 @ X @ residual(W) @ A, none, unit)
            total = proof.by(vanishes(W, TOP, 0), whole, gone)
            by = -1 * (L @ H0) + L @ X @ X.T @ H1.T @ A - H2 @ A
            top = proof.combine(equal(A, zero(*proof.shape(A))), by, flat, total, inverse)
            return proof.by(goal, top)

        def included(found: Theorem) -> Theorem:
            def use(form: Theorem) -> Theorem:
                one = proof.sizes(size_at_most(0, 1))
                split = proof.use(moves.split(net), [W, 0, 1, n], one, low)
                return proof.by(goal, split, form, gone)

            return proof.choose(found, ["N"], use)

        return proof.cases(choice, no_residual_, included)

    def first(none: Theorem) -> Theorem:
        ends = proof.sizes(size_at_most(0, n)), proof.sizes(size_at_most(n, 0), none)
        (V,) = proof.fresh("V", layer_sort(0))
        at = proof.generalize(proof.by(claim(0, V), gone), V.tree)
        of = for_all("n0", "size", for_all("Z0", layer_sort("n0"), claim("n0", Term("Z0"))))
        return proof.instance(proof.replaced(of, at, 0, n, *ends), Z)

    shown = proof.cases(proof.axiom("compare", 1, n), inner, first)
    shown = proof.suppose(inside.conclusion, proof.generalize(shown, Z.tree))
    return proof.generalize(shown, n)


def _whole(net: Landscape, W: str) -> Theorem:
    """``W[H+1:0] = W[H+1:1] W[1:0]``."""
    proof = net.proof
    ends = proof.sizes(size_at_most(0, 1)), proof.sizes(size_at_most(1, TOP))
    return proof.use(moves.split(net), [W, 0, 1, TOP], *ends)
