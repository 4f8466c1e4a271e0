"""Theorem 2.3 (iii) for every depth, all widths and all data.

A critical point that is not a global minimum is a saddle point: it is no local minimum by
(ii), and a local maximum is a global minimum. There no move of a single layer changes the
predictions, and flat moves show, one layer after another, that all networks predict zero.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from proofs.evidence.stated import Beside, theorem
from proofs.kernel.formulas import (
    Formula,
    at_most,
    both,
    equal,
    for_all,
    for_some,
    implies,
    negation,
    number,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library.networks import flat_maxima, moves, products
from proofs.library.networks.deficient import divided, not_zero, tested
from proofs.library.networks.landscape import (
    TOP,
    Landscape,
    error,
    global_minimum,
    local_maximum,
    local_minimum,
    loss,
    once,
)
from proofs.library.networks.products import NETWORK, plus, product
from proofs.papers.kawaguchi2016.instances.networks import saddles
from proofs.papers.kawaguchi2016.theorems.notes import NOTHING_ASKED
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_ii import local_minimum_is_global
from symbolic.words.terms import Term, Tree, identity, tr, zero

ONE = number(1)
Test = Callable[[Term, Term, Term, Theorem], Theorem]


def has_vector(k: Tree) -> Formula:
    """d[k] is not 0: ``z w = 1`` for some row and column."""
    body = equal(Term("z0") @ Term("w0"), ONE)
    size = ("@", "d", k)
    return for_some("w0", (size, 1), for_some("z0", (1, size), body))


def wide() -> Formula:
    """No width of a layer is 0."""
    body = implies(size_at_most("k0", TOP), has_vector("k0"))
    return for_all("k0", "size", implies(size_at_most(1, "k0"), body))


def nothing(W: Tree, at: Tree) -> Formula:
    """``W[at:0] X = 0``."""
    return equal(product(W, at, 0) @ Term("X"), zero(("@", "d", at), "m"))


def _row_by_row(net: Landscape, W: str, at: Tree, some: Theorem, test: Test) -> Theorem:
    """``W[at:0] X = 0`` from what `test` shows of a row v and a vector of d[at + 1]."""
    proof = net.proof

    def use(unit: Theorem) -> Theorem:
        z, w = (Term(x) for x in unit.conclusion[1][1:])
        (v,) = proof.fresh("v", (1, ("@", "d", at)))
        vanishes = proof.generalize(test(v, w, z, unit), v.tree)
        names = [("@", "d", at), "m", product(W, at, 0) @ Term("X")]
        return proof.use(tested(net), names, vanishes)

    return proof.choose(some, ["w", "z"], use)


def _last_layer(net: Landscape, W: str, given: Theorem, vectors: Theorem) -> Theorem:
    """``W[H:0] X = 0``, as no move of the last layer matters."""
    proof = net.proof

    def test(v: Term, w: Term, z: Term, unit: Theorem) -> Theorem:
        flat = proof.sizes(size_at_most("H", "H"))
        still = proof.use(flat_maxima.no_layer_matters(net), [W, "H", w @ v], given, flat)
        row, one = v @ product(W, "H", 0) @ Term("X"), products.empty(proof, W, TOP)
        by = z @ Term("$0") - z @ Term("$1") @ w @ row - Term("$2") @ row
        return proof.combine(equal(row, proof.zero_like(row)), by, still, one, unit)

    bounds = proof.sizes(size_at_most(1, TOP)), proof.sizes(size_at_most(TOP, TOP))
    return _row_by_row(net, W, "H", proof.use(vectors, [TOP], *bounds), test)


def _next_layer(
    net: Landscape, W: str, n: str, given: Theorem, known: Theorem, some: Theorem, inside: Theorem
) -> Theorem:
    """``W[n:0] X = 0`` from ``U[n+1:0] X = 0`` for W and for W moved at n."""
    proof, X, up = net.proof, Term("X"), plus(n, 1)
    here = proof.use(known, [W], given)

    def test(v: Term, w: Term, z: Term, unit: Theorem) -> Theorem:
        def with_move(found: Theorem) -> Theorem:
            positive, move_, maximum = proof.parts_of(found, 3)
            t, U = Term(positive.conclusion[2]), move_.conclusion[1][1][1]
            there = proof.use(known, [U], maximum)
            bounds = proof.sizes(size_at_most(0, n)), proof.sizes(size_at_most(up, up))
            names = [U, W, n, w @ v, t, 0, up]
            part = proof.use(moves.products_through(net), names, move_, *bounds)
            row, one = v @ product(W, n, 0) @ X, products.empty(proof, W, up)
            by = z @ (Term("$1") - Term("$0") @ X - Term("$2")) - t @ (z @ Term("$3") @ w @ row)
            by = by - t @ (Term("$4") @ row)
            goal = equal(t @ row, proof.zero_like(row))
            multiple = proof.combine(goal, by, part, there, here, one, unit)
            return divided(net, positive, multiple, row)

        moved_ = proof.use(flat_maxima.maximum_moves(net), [W, n, w @ v], given, inside)
        return proof.choose(moved_, ["t", "U"], with_move)

    return _row_by_row(net, W, n, some, test)


@once
def predicts_nothing(net: Landscape) -> Theorem:
    """``W[n:0] X = 0`` at a local maximum, for n + a = H, by induction on a; so X = 0."""
    proof, X, W = net.proof, Term("X"), net.network()
    a, n = net.sizes("a n")

    def claim(steps: Tree) -> Formula:
        far = plus("n0", steps)
        body = for_all("W0", NETWORK, implies(local_maximum("W0"), nothing("W0", "n0")))
        body = implies(size_at_most(far, "H"), implies(size_at_most("H", far), body))
        return for_all("n0", "size", body)

    def closed(steps: Tree, shown: Theorem) -> Theorem:
        far = plus(n, steps)
        shown = proof.generalize(proof.suppose(local_maximum(W), shown), W)
        for formula in (size_at_most("H", far), size_at_most(far, "H")):
            shown = proof.suppose(formula, shown)
        return proof.generalize(shown, n)

    def bounds(steps: Tree) -> list[Theorem]:
        far = plus(n, steps)
        return [proof.assume(f) for f in (size_at_most("H", far), size_at_most(far, "H"))]

    def prove(vectors: Theorem) -> Theorem:
        given = proof.assume(local_maximum(W))
        last = _last_layer(net, W, given, vectors)
        above, below = bounds(0)
        flat = proof.sizes(size_at_most("H", n), above), proof.sizes(size_at_most(n, "H"), below)
        of = for_all("n0", "size", nothing(W, "n0"))
        base = closed(0, proof.replaced(of, last, "H", n, *flat))
        before, up = proof.assume(claim(a)), plus(n, 1)
        above, below = bounds(plus(a, 1))
        next_ = (
            proof.sizes(size_at_most(plus(up, a), "H"), below),
            proof.sizes(size_at_most("H", plus(up, a)), above),
        )
        known = proof.use(before, [up], *next_)
        ends = proof.sizes(size_at_most(1, up)), proof.sizes(size_at_most(up, TOP), below)
        inside = proof.sizes(size_at_most(n, "H"), below)
        some = proof.use(vectors, [up], *ends)
        step = closed(plus(a, 1), _next_layer(net, W, n, given, known, some, inside))
        goal = for_all("a0", "size", claim("a0"))
        shown = proof.instance(proof.induct(goal, base, before.conclusion, step, a), "H", 0)
        exact = proof.sizes(size_at_most("H", "H"))
        zero_ = proof.use(proof.apply(shown, exact, exact), [W], given)
        by = Term("$0") - Term("$1") @ X
        no_data = equal(X, zero(("@", "d", 0), "m"))
        found = proof.combine(no_data, by, zero_, products.empty(proof, W, 0))
        return proof.suppose(given.conclusion, found)

    return proof.generalize(proof.lemma([], [wide()], prove), W)


@once
def maximum_is_global(net: Landscape) -> Theorem:
    """A local maximum is a global minimum: every network predicts zero."""
    proof, X, W = net.proof, Term("X"), net.network()
    V, N = net.network("V"), net.network("N")
    size = ("@", "d", "k0")
    empty = for_some(
        "k0", "size",
        both(size_at_most("k0", TOP), equal(identity(size), zero(size, size))),
    )  # fmt: skip

    def silent(network: str) -> Formula:
        return equal(product(network, TOP, 0) @ X, zero(("@", "d", TOP), "m"))

    def prove(given: Theorem) -> Theorem:
        def compare(everywhere: Theorem) -> Theorem:

            pair = proof.instance(everywhere, W), proof.instance(everywhere, V)
            half = Fraction(1, 2)
            # loss(V) - loss(W), as E_V - E_W = Pi_V X - Pi_W X.
            by = half * tr((error(V) + error(W)).T @ (Term("$1") - Term("$0")))
            shown = proof.order(at_most(loss(W), loss(V)), pair, [], by.tree)
            return proof.generalize(shown, V)

        def narrow(found: Theorem) -> Theorem:
            bound, none = proof.parts(found)
            k = bound.conclusion[1]
            split = proof.use(
                moves.split(net), [N, 0, k, TOP], proof.sizes(size_at_most(0, k)), bound
            )
            by = Term("$0") @ X + product(N, TOP, k) @ Term("$1") @ product(N, k, 0) @ X
            return compare(proof.generalize(proof.combine(silent(N), by, split, none), N))

        def all_wide(nowhere: Theorem) -> Theorem:
            (k,) = net.sizes("k")
            low, high = proof.assume(size_at_most(1, k)), proof.assume(size_at_most(k, TOP))
            size = ("@", "d", k)

            def impossible(none: Theorem) -> Theorem:
                shown = proof.exhibit(empty, k, proof.both(high, none))
                return proof.absurd(has_vector(k), proof.apply(nowhere, shown))

            def witness(some: Theorem) -> Theorem:
                def use(found: Theorem) -> Theorem:
                    z, _, w = (Term(x) for x in found.conclusion[1][1:])
                    unit = proof.combine(equal(z @ w, ONE), "$0", found)
                    return proof.exhibit_all(has_vector(k), [w, z], unit)

                return proof.choose(some, ["z", "w"], use)

            choice = proof.instance(not_zero(net), size, size, identity(size))
            shown = proof.cases(choice, impossible, witness)
            shown = proof.suppose(low.conclusion, proof.suppose(high.conclusion, shown))
            vectors = proof.generalize(shown, k)
            no_data = proof.apply(proof.instance(predicts_nothing(net), W), vectors, given)
            by = product(N, TOP, 0) @ Term("$0")
            return compare(proof.generalize(proof.combine(silent(N), by, no_data), N))

        return proof.split(empty, lambda some: proof.choose(some, ["k"], narrow), all_wide)

    return proof.lemma([W], [local_maximum(W)], prove)


@once
def saddle(net: Landscape) -> Theorem:
    """What is not a global minimum is neither a local minimum nor a local maximum."""
    proof, W = net.proof, net.network("W")

    def prove(given: Theorem) -> Theorem:
        def excluded(kind: Formula, lemma: Theorem) -> Theorem:
            case = proof.assume(kind)
            return proof.suppose(kind, proof.apply(given, proof.use(lemma, [W], case)))

        return proof.both(
            excluded(local_minimum(W), local_minimum_is_global(net)),
            excluded(local_maximum(W), maximum_is_global(net)),
        )

    return proof.lemma([W], [negation(global_minimum(W))], prove)


@theorem(
    "theorem-2.3.iii",
    instances=saddles,
    form=NOTHING_ASKED,
    beside=Beside("Saddles", "theorem23_iii", "any X, Y, depth and widths"),
)
def theorem_2_3_iii() -> Theorem:
    """A point that is not a global minimum is neither a local minimum nor a local maximum."""
    net = Landscape()
    return net.proof.unfold(saddle(net), ["W"], 1)
