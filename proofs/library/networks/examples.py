"""Networks that exist: with a middle product that is not zero, with given ends, and zero.

Existence statements need networks to be made. All of them come from changing one layer at a
time; the hidden widths are positive wherever a product is to be different from zero.
"""

from __future__ import annotations

from proofs.kernel.formulas import (
    FALSE,
    NONE,
    ONE,
    Formula,
    both,
    equal,
    for_all,
    for_some,
    implies,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library.equations import H0, H1
from proofs.library.networks import layer_moves, products
from proofs.library.networks.deficient import not_zero
from proofs.library.networks.landscape import (
    FIRST,
    Landscape,
    agree,
    elsewhere,
    layer_sort,
    once,
    width,
)
from proofs.library.networks.products import NETWORK, layer, plus, product
from symbolic.words.terms import Term, Tree, identity, tr, zero


def positive_widths() -> Formula:
    """Every hidden layer has at least one unit."""
    inside = implies(size_at_most("k0", "H"), size_at_most(1, width("k0")))
    return for_all("k0", "size", implies(size_at_most(1, "k0"), inside))


def reaches(W: Tree, j: Tree) -> Formula:
    """``z W[j:1] w = 1`` for some z and w: the product is not zero."""
    body = equal(Term("z0") @ product(W, j, 1) @ Term("w0"), ONE)
    return for_some("w0", (FIRST, 1), for_some("z0", (1, width(j)), body))


def changed(net: Landscape, W: str, k: Tree, V: Term) -> tuple[str, Theorem, Theorem]:
    """A network U that is W but for the layer k, which is V: U, ``U[k] = V``, and the rest."""
    (U,), known = net.proof.obtain(net.proof.axiom("change_layer", "d", W, k, V), "U")
    at, same = net.proof.parts_of(known, 2)
    return str(U.tree), at, same


@once
def unit_vector(net: Landscape) -> Theorem:
    """``1 <= n`` implies ``z w = 1`` for a row and a column of length n."""
    proof, (n,) = net.proof, net.sizes("n")
    body = equal(Term("z0") @ Term("w0"), ONE)
    goal = for_some("w0", (n, 1), for_some("z0", (1, n), body))
    positive = proof.assume(size_at_most(1, n))
    choice = proof.instance(not_zero(net), n, n, identity(n))
    none, some = proof.alternatives(choice)

    count = proof.apply(proof.axiom("count", 1, n), positive)
    nothing = proof.combine(equal(tr(identity(n)), NONE), tr(H0), none)
    contradiction = proof.order(FALSE, (count, nothing), [(1, [0])], -1 * H1)
    (z, w), found = proof.obtain(some, "z", "w")
    unit = proof.exhibit_all(goal, [w, z], proof.combine(equal(z @ w, ONE), H0, found))
    shown = proof.from_both(choice, proof.absurd(goal, contradiction), unit)
    return proof.conclude([n], [positive.conclusion], shown)


@once
def kept_below(net: Landscape) -> Theorem:
    """``U[j:i] = W[j:i]`` for i <= j <= k, if U and W agree but at k."""
    proof, (k,) = net.proof, net.sizes("k")
    U, W = net.network("U"), net.network("W")
    given = proof.assume(agree(U, W, k))
    same = layer_moves.same_products(net, U, W, k, given, below=True)
    return proof.conclude([U, W, k], [given.conclusion], same)


def _some_reaches(j: Tree) -> Formula:
    """Some network has ``z W[j:1] w = 1``."""
    return for_some("W0", NETWORK, reaches("W0", j))


@once
def middle(net: Landscape) -> Theorem:
    """Some network has ``z W[j:1] w = 1`` for 1 <= j <= H, if the hidden widths are positive."""
    proof, W, (j,) = net.proof, net.network(), net.sizes("j")
    top = plus(j, 1)
    given = proof.assume(positive_widths())

    def bounds(at: Tree) -> list[Formula]:
        return [size_at_most(1, at), size_at_most(at, "H")]

    def claim(at: Tree) -> Formula:
        low, high = bounds(at)
        return implies(low, implies(high, _some_reaches(at)))

    def vectors(at: Tree, low: Theorem, inside: Theorem) -> Theorem:
        """``z w = 1`` for a row and a column of the width of a hidden layer."""
        wide = proof.use(given, [at], low, inside)
        return proof.use(unit_vector(net), [width(at)], wide)

    nothing = proof.assume(size_at_most(1, 0))
    base = proof.absurd(claim(0)[2], proof.sizes(FALSE, nothing))
    base = proof.conclude([], [nothing.conclusion], base)
    before, inside = proof.assume(claim(j)), proof.assume(size_at_most(top, "H"))
    low = proof.sizes(size_at_most(1, top))
    choice = proof.axiom("compare", 1, j)
    some, none = proof.alternatives(choice)

    known = proof.apply(before, some, proof.sizes(size_at_most(j, "H"), inside))
    longer = _one_more_layer(net, j, some, known, vectors(top, low, inside))
    one = proof.sizes(size_at_most(1, 1)), proof.sizes(size_at_most(1, "H"), inside)
    flat = proof.sizes(size_at_most(1, top)), proof.sizes(size_at_most(top, 1), none)
    first = _no_layer(net, W, vectors(1, *one))
    first = proof.replaced(for_all("n0", "size", _some_reaches("n0")), first, 1, top, *flat)
    step = proof.conclude([], bounds(top), proof.from_both(choice, longer, first))
    shown = proof.induct(for_all("n0", "size", claim("n0")), base, before.conclusion, step, j)
    return proof.conclude([], [given.conclusion], shown)


def _no_layer(net: Landscape, W: str, some: Theorem) -> Theorem:
    """``z W[1:1] w = 1`` for some network, from ``z w = 1`` for some vectors."""
    proof = net.proof
    (w, z), unit = proof.obtain(some, "w", "z")
    shown = proof.by(equal(z @ product(W, 1, 1) @ w, ONE), products.empty(proof, W, 1), unit)
    return proof.close(proof.exhibit_all(_some_reaches(1), [W, w, z], shown))


def _one_more_layer(net: Landscape, j: str, low: Theorem, known: Theorem, some: Theorem) -> Theorem:
    """The layer j becomes ``w' z``, so that ``z' W[j+1:1] w = (z' w')(z W[j:1] w) = 1``.

    `known` is that there are a network W and such z and w for j, `some` that there are w' and z'.
    """
    proof, top = net.proof, plus(j, 1)
    (W, w, z), known = proof.obtain(known, "W", "w", "z")
    (right, left), unit = proof.obtain(some, "w", "z")
    U, here, rest = changed(net, str(W.tree), j, right @ z)
    last = products.longer(proof, U, j, 1, low)
    same = proof.use(kept_below(net), [U, W, j], rest)
    same = proof.use(same, [1, j], low, proof.sizes(size_at_most(j, j)))
    goal = equal(left @ product(U, top, 1) @ w, ONE)
    shown = proof.by(goal, last, here, same, known, unit)
    return proof.close(proof.exhibit_all(_some_reaches(top), [U, w, left], shown))


@once
def with_ends(net: Landscape) -> Theorem:
    """Some network is W but for its first and its last layer, which are A and B; 1 <= H."""
    proof, W, (n,) = net.proof, net.network(), net.sizes("n")
    A, B = proof.matrices(A=layer_sort(0), B=layer_sort("H"))
    ends = equal(layer("N0", 0), A), equal(layer("N0", "H"), B)
    same_middle = equal(product("N0", "H", 1), product(W, "H", 1))
    goal = for_some("N0", NETWORK, both(*ends, same_middle, agree("N0", W, 0, "H")))
    deep = proof.assume(size_at_most(1, "H"))

    U, at_0, from_W = changed(net, W, 0, A)
    V, at_H, from_U = changed(net, U, "H", B)
    below = proof.either(elsewhere(0, "H"), deep)
    kept = proof.by(equal(layer(V, 0), A), proof.use(from_U, [0], below), at_0)
    low = proof.use(kept_below(net), [V, U, "H"], from_U)
    low = proof.use(low, [1, "H"], deep, proof.sizes(size_at_most("H", "H")))
    above = layer_moves.same_products(net, U, W, 0, from_W, below=False)
    above = proof.use(above, [1, "H"], deep, proof.sizes(size_at_most(1, 1)))
    mid = proof.by(equal(product(V, "H", 1), product(W, "H", 1)), low, above)
    elsewhere_ = [elsewhere(n, 0), elsewhere(n, "H")]
    off_0, off_H = map(proof.assume, elsewhere_)
    there = proof.use(from_U, [n], off_H), proof.use(from_W, [n], off_0)
    rest = proof.by(equal(layer(V, n), layer(W, n)), *there)
    for hypothesis in reversed(elsewhere_):
        rest = proof.suppose(hypothesis, rest)
    shown = proof.exhibit(goal, V, proof.both(kept, at_H, mid, proof.generalize(rest, n)))
    return proof.conclude([W, A, B], [deep.conclusion], shown)


@once
def zero_network(net: Landscape) -> Theorem:
    """For every n some network has its first n layers zero."""
    proof, W, (n, k) = net.proof, net.network(), net.sizes("n k")

    def vanishes(of: Tree, at: Tree) -> Formula:
        return equal(layer(of, at), zero(*layer_sort(at)))

    def claim(count: Tree) -> Formula:
        body = implies(size_at_most(plus("k0", 1), count), vanishes("W0", "k0"))
        return for_some("W0", NETWORK, for_all("k0", "size", body))

    below = proof.assume(size_at_most(plus(k, 1), 0))
    nothing = proof.absurd(vanishes(W, k), proof.sizes(FALSE, below))
    base = proof.exhibit(claim(0), W, proof.conclude([k], [below.conclusion], nothing))

    before, inside = proof.assume(claim(n)), proof.assume(size_at_most(plus(k, 1), plus(n, 1)))
    (old,), known = proof.obtain(before, "W")
    U, here, rest = changed(net, str(old.tree), n, zero(*layer_sort(n)))
    choice = proof.axiom("compare", n, k)
    high, low = proof.alternatives(choice)
    same = proof.use(rest, [k], proof.either(elsewhere(k, n), low))
    earlier = proof.by(vanishes(U, k), same, proof.use(known, [k], low))
    ends = proof.sizes(size_at_most(n, k), high), proof.sizes(size_at_most(k, n), inside)
    last = proof.replaced(for_all("n0", "size", vanishes(U, "n0")), here, n, k, *ends)
    shown = proof.suppose(inside.conclusion, proof.from_both(choice, last, earlier))
    shown = proof.exhibit(claim(plus(n, 1)), U, proof.generalize(shown, k))
    goal = for_all("n0", "size", claim("n0"))
    return proof.induct(goal, base, before.conclusion, proof.close(shown), n)
