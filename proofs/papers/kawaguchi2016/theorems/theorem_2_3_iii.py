"""Theorem 2.3 (iii) for every depth, all widths and all data.

A critical point that is not a global minimum is a saddle point: it is no local minimum by
(ii), and a local maximum is a global minimum. There no move of a single layer changes the
predictions, and flat moves show, one layer after another, that all networks predict zero.
"""

from __future__ import annotations

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
from proofs.library.equations import H0, H1, H2, H3, H4
from proofs.library.networks import flat_maxima, layer_moves, products
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


def silent(W: Tree) -> Formula:
    """The network predicts zero: ``W[H+1:0] X = 0``."""
    return equal(product(W, TOP, 0) @ Term("X"), zero(("@", "d", TOP), "m"))


def some_empty_width() -> Formula:
    """``I = 0`` in some layer above the data: its width is 0."""
    size = ("@", "d", "k0")
    none = equal(identity(size), zero(size, size))
    return for_some("k0", "size", both(size_at_most("k0", TOP), none))


def _every_row(net: Landscape, W: str, at: Tree, v: Term, vanishes: Theorem) -> Theorem:
    """``W[at:0] X = 0`` from ``v W[at:0] X = 0`` for an arbitrary row v."""
    proof = net.proof
    names = [("@", "d", at), "m", product(W, at, 0) @ Term("X")]
    return proof.use(tested(net), names, proof.conclude([v], [], vanishes))


def _last_layer(net: Landscape, W: str, given: Theorem, vectors: Theorem) -> Theorem:
    """``W[H:0] X = 0``, as no move of the last layer matters."""
    proof = net.proof
    bounds = proof.sizes(size_at_most(1, TOP)), proof.sizes(size_at_most(TOP, TOP))
    (w, z), unit = proof.obtain(proof.use(vectors, [TOP], *bounds), "w", "z")
    (v,) = proof.fresh("v", (1, ("@", "d", "H")))
    flat = proof.sizes(size_at_most("H", "H"))
    still = proof.use(flat_maxima.no_layer_matters(net), [W, "H", w @ v], given, flat)
    row, one = v @ product(W, "H", 0) @ Term("X"), products.empty(proof, W, TOP)
    by = z @ H0 - z @ H1 @ w @ row - H2 @ row
    vanishes = proof.combine(equal(row, proof.zero_like(row)), by, still, one, unit)
    return _every_row(net, W, "H", v, vanishes)


def _next_layer(
    net: Landscape, W: str, n: str, given: Theorem, known: Theorem, some: Theorem, inside: Theorem
) -> Theorem:
    """``W[n:0] X = 0`` from ``U[n+1:0] X = 0`` for W and for W moved at n."""
    proof, X, up = net.proof, Term("X"), plus(n, 1)
    here = proof.use(known, [W], given)
    (w, z), unit = proof.obtain(some, "w", "z")
    (v,) = proof.fresh("v", (1, ("@", "d", n)))
    moved = proof.use(flat_maxima.maximum_moves(net), [W, n, w @ v], given, inside)
    (t, U), found = proof.obtain(moved, "t", "U")
    positive, move, maximum = proof.parts_of(found, 3)
    there = proof.use(known, [U], maximum)
    bounds = proof.sizes(size_at_most(0, n)), proof.sizes(size_at_most(up, up))
    names = [U, W, n, w @ v, t, 0, up]
    part = proof.use(layer_moves.products_through(net), names, move, *bounds)
    row, one = v @ product(W, n, 0) @ X, products.empty(proof, W, up)
    by = z @ (H1 - H0 @ X - H2) - t @ (z @ H3 @ w @ row) - t @ (H4 @ row)
    goal = equal(t @ row, proof.zero_like(row))
    multiple = proof.combine(goal, by, part, there, here, one, unit)
    return _every_row(net, W, n, v, divided(net, positive, multiple, row))


def _nothing_below(steps: Tree) -> Formula:
    """``W[n:0] X = 0`` at every local maximum for ``n + steps = H``."""
    far = plus("n0", steps)
    body = for_all("W0", NETWORK, implies(local_maximum("W0"), nothing("W0", "n0")))
    body = implies(size_at_most(far, "H"), implies(size_at_most("H", far), body))
    return for_all("n0", "size", body)


@once
def predicts_nothing(net: Landscape) -> Theorem:
    """``W[n:0] X = 0`` at a local maximum, for n + a = H, by induction on a; so X = 0."""
    proof, X, W = net.proof, Term("X"), net.network()
    a, n = net.sizes("a n")
    maximum = local_maximum(W)
    vectors, given = proof.assume(wide()), proof.assume(maximum)

    def bounds(steps: Tree) -> list[Formula]:
        far = plus(n, steps)
        return [size_at_most(far, "H"), size_at_most("H", far)]

    def closed(steps: Tree, shown: Theorem) -> Theorem:
        return proof.conclude([n], bounds(steps), proof.conclude([W], [maximum], shown))

    last = _last_layer(net, W, given, vectors)
    below, above = map(proof.assume, bounds(0))
    flat = proof.sizes(size_at_most("H", n), above), proof.sizes(size_at_most(n, "H"), below)
    of = for_all("n0", "size", nothing(W, "n0"))
    base = closed(0, proof.replaced(of, last, "H", n, *flat))

    before, up = proof.assume(_nothing_below(a)), plus(n, 1)
    below, above = map(proof.assume, bounds(plus(a, 1)))
    next_ = (
        proof.sizes(size_at_most(plus(up, a), "H"), below),
        proof.sizes(size_at_most("H", plus(up, a)), above),
    )
    known = proof.use(before, [up], *next_)
    ends = proof.sizes(size_at_most(1, up)), proof.sizes(size_at_most(up, TOP), below)
    inside, some = proof.sizes(size_at_most(n, "H"), below), proof.use(vectors, [up], *ends)
    step = closed(plus(a, 1), _next_layer(net, W, n, given, known, some, inside))
    goal = for_all("a0", "size", _nothing_below("a0"))
    shown = proof.instance(proof.induct(goal, base, before.conclusion, step, a), "H", 0)

    exact = proof.sizes(size_at_most("H", "H"))
    zero_ = proof.use(proof.apply(shown, exact, exact), [W], given)
    no_data = equal(X, zero(("@", "d", 0), "m"))
    found = proof.combine(no_data, H0 - H1 @ X, zero_, products.empty(proof, W, 0))
    return proof.conclude([W], [wide(), maximum], found)


@once
def maximum_is_global(net: Landscape) -> Theorem:
    """A local maximum is a global minimum: every network predicts zero."""
    proof, X, W = net.proof, Term("X"), net.network()
    V, N = net.network("V"), net.network("N")
    given = proof.assume(local_maximum(W))
    choice = proof.excluded_middle(some_empty_width())
    found, nowhere = proof.alternatives(choice)

    (k,), empty = proof.obtain(found, "k")
    bound, none = proof.parts(empty)
    split = proof.use(
        layer_moves.split(net), [N, 0, k, TOP], proof.sizes(size_at_most(0, k.tree)), bound
    )
    by = H0 @ X + product(N, TOP, k.tree) @ H1 @ product(N, k.tree, 0) @ X
    narrow = proof.combine(silent(N), by, split, none)

    vectors = _unit_vectors(net, nowhere)
    no_data = proof.apply(proof.instance(predicts_nothing(net), W), vectors, given)
    all_wide = proof.combine(silent(N), product(N, TOP, 0) @ H0, no_data)

    everywhere = proof.generalize(proof.from_both(choice, narrow, all_wide), N)
    pair = proof.instance(everywhere, W), proof.instance(everywhere, V)
    # loss(V) - loss(W), as E_V - E_W = Pi_V X - Pi_W X.
    by = Fraction(1, 2) * tr((error(V) + error(W)).T @ (H1 - H0))
    shown = proof.order(at_most(loss(W), loss(V)), pair, [], by)
    return proof.conclude([W], [local_maximum(W)], proof.generalize(shown, V))


def _unit_vectors(net: Landscape, nowhere: Theorem) -> Theorem:
    """Every layer has ``z w = 1`` for a row and a column, as no width is 0."""
    proof, (k,) = net.proof, net.sizes("k")
    order = size_at_most(1, k), size_at_most(k, TOP)
    high = proof.assume(order[1])
    size = ("@", "d", k)
    choice = proof.instance(not_zero(net), size, size, identity(size))
    none, some = proof.alternatives(choice)
    empty = proof.exhibit(some_empty_width(), k, proof.both(high, none))
    impossible = proof.absurd(has_vector(k), proof.apply(nowhere, empty))
    (z, w), found = proof.obtain(some, "z", "w")
    unit = proof.combine(equal(z @ w, ONE), H0, found)
    witness = proof.exhibit_all(has_vector(k), [w, z], unit)
    return proof.conclude([k], order, proof.from_both(choice, impossible, witness))


@once
def saddle(net: Landscape) -> Theorem:
    """What is not a global minimum is neither a local minimum nor a local maximum."""
    proof, W = net.proof, net.network("W")
    given = proof.assume(negation(global_minimum(W)))
    neither = []
    for kind, lemma in (
        (local_minimum(W), local_minimum_is_global(net)),
        (local_maximum(W), maximum_is_global(net)),
    ):
        lowest = proof.use(lemma, [W], proof.assume(kind))
        neither.append(proof.suppose(kind, proof.apply(given, lowest)))
    return proof.conclude([W], [given.conclusion], proof.both(*neither))


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


@theorem("theorem-2.3.iii:maxima", instances=saddles, form="no width is 0, written with identities")
def no_local_maximum() -> Theorem:
    """There is no local maximum at all, if X is not 0: one would have X = 0."""
    net = Landscape()
    proof, W = net.proof, net.network("W")
    nowhere = proof.assume(negation(some_empty_width()))
    no_data = equal(Term("X"), zero(("@", "d", 0), "m"))
    data, given = proof.assume(negation(no_data)), proof.assume(local_maximum(W))
    vectors = _unit_vectors(net, nowhere)
    gone = proof.apply(proof.instance(predicts_nothing(net), W), vectors, given)
    return proof.suppose(given.conclusion, proof.apply(data, gone))
