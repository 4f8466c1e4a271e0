"""Moves of one layer: what they do to the products of the layers, and how far they lead."""

from __future__ import annotations

from proofs.kernel.formulas import (
    NONE,
    Formula,
    at_most,
    either,
    equal,
    for_all,
    less,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library.networks import products
from proofs.library.networks.landscape import (
    TOP,
    Landscape,
    elsewhere,
    layer_sort,
    moved,
    near,
    once,
)
from proofs.library.networks.products import layer, plus, product
from proofs.library.projections import squared
from symbolic.words.terms import Term, Tree

Move = tuple[str, str, Tree, Term, Term]
"""U, W, k, V, t: the network U is W with ``t V`` added to the layer k."""


@once
def split(net: Landscape) -> Theorem:
    """``W[j:i] = W[j:k] W[k:i]`` for i <= k <= j."""
    return products.splitting(net.proof)


@once
def around(net: Landscape) -> Theorem:
    """``W[j:i] = W[j:k+1] W[k] W[k:i]`` for i <= k < j."""
    return products.around(net.proof, split(net))


@once
def unchanged(net: Landscape) -> Theorem:
    """``U[j:i] = W[j:i]`` where the layers from i to j - 1 are the same."""
    return products.unchanged(net.proof)


def moving(net: Landscape) -> Move:
    """New names for a network U that is W moved by t V at k."""
    U, W = net.network("U"), net.network("W")
    (k,) = net.sizes("k")
    (V,) = net.proof.fresh("V", layer_sort(k))
    (t,) = net.proof.scalars("t")
    return U, W, k, V, t


@once
def move(net: Landscape) -> Theorem:
    """For all W, k, V and t some network is W with ``t V`` added to the layer k."""
    proof, (_, W, k, V, t) = net.proof, moving(net)
    found = proof.axiom("change_layer", "d", W, k, layer(W, k) + t @ V)
    return proof.generalize(found, W, k, V.tree, t.tree)


def obtain_moved(
    net: Landscape, W: str, k: Tree, V: Term, t: Term, name: str = "U"
) -> tuple[Move, Theorem]:
    """A network U that is W moved by t V at k, as U, W, k, V, t, and that it is; to be closed."""
    (U,), known = net.proof.obtain(net.proof.instance(move(net), W, k, V, t), name)
    return (U.tree, W, k, V, t), known


def same_products(
    net: Landscape, U: str, W: str, k: Tree, agree: Theorem, *, below: bool
) -> Theorem:
    """``U[j:i] = W[j:i]`` for i <= j <= k, or for k < i <= j, where U and W agree but at k."""
    proof, (i, j, n) = net.proof, net.sizes("i j n")
    side = size_at_most(j, k) if below else size_at_most(plus(k, 1), i)
    outer = [size_at_most(i, j), side]
    inner = [size_at_most(i, n), size_at_most(plus(n, 1), j)]
    (ordered, outside), (low, high) = map(proof.assume, outer), map(proof.assume, inner)
    under, over = size_at_most(plus(n, 1), k), size_at_most(plus(k, 1), n)
    away = proof.sizes(under, high, outside) if below else proof.sizes(over, low, outside)
    same = proof.use(agree, [n], proof.either(either(under, over), away))
    between = proof.conclude([n], inner, same)
    found = proof.use(unchanged(net), [U, W, i, j], ordered, between)
    return proof.conclude([i, j], outer, found)


@once
def products_below(net: Landscape) -> Theorem:
    """``U[j:i] = W[j:i]`` for i <= j <= k, if U is W moved at k."""
    proof, (U, W, k, V, t) = net.proof, moving(net)
    hypothesis = moved(U, W, k, V, t)
    _, agree = proof.parts(proof.assume(hypothesis))
    same = same_products(net, U, W, k, agree, below=True)
    return proof.conclude([U, W, k, V, t], [hypothesis], same)


@once
def products_above(net: Landscape) -> Theorem:
    """``U[j:i] = W[j:i]`` for k < i <= j, if U is W moved at k."""
    proof, (U, W, k, V, t) = net.proof, moving(net)
    hypothesis = moved(U, W, k, V, t)
    _, agree = proof.parts(proof.assume(hypothesis))
    same = same_products(net, U, W, k, agree, below=False)
    return proof.conclude([U, W, k, V, t], [hypothesis], same)


@once
def products_through(net: Landscape) -> Theorem:
    """``U[j:i] = W[j:i] + t W[j:k+1] V W[k:i]`` for i <= k < j, if U is W moved at k."""
    proof, (U, W, k, V, t) = net.proof, moving(net)
    (i, j), up = net.sizes("i j"), plus(k, 1)
    hypotheses = [moved(U, W, k, V, t), size_at_most(i, k), size_at_most(up, j)]
    given, low, high = map(proof.assume, hypotheses)
    at_k = proof.parts(given)[0]
    whole = [proof.use(around(net), [name, i, k, j], low, high) for name in (U, W)]
    names = [U, W, k, V, t]
    flat, up_flat = proof.sizes(size_at_most(k, k)), proof.sizes(size_at_most(up, up))
    lower = proof.use(proof.use(products_below(net), names, given), [i, k], low, flat)
    upper = proof.use(proof.use(products_above(net), names, given), [up, j], high, up_flat)
    change = t @ (product(W, j, up) @ V @ product(W, k, i))
    goal = equal(product(U, j, i), product(W, j, i) + change)
    return proof.conclude([*names, i, j], hypotheses, proof.by(goal, *whole, lower, upper, at_k))


def whole_moved(net: Landscape, names: Move, given: Theorem, inside: Theorem) -> Theorem:
    """``U[H+1:0] = W[H+1:0] + t W[H+1:k+1] V W[k:0]``, if U is W moved at k <= H."""
    proof, k = net.proof, names[2]
    low = proof.sizes(size_at_most(0, k))
    high = proof.sizes(size_at_most(plus(k, 1), TOP), inside)
    return proof.use(products_through(net), [*names, 0, TOP], given, low, high)


@once
def near_moved(net: Landscape) -> Theorem:
    """A network moved by a small step is near: ``t^2 ||V||^2 <= e``."""
    proof, (U, W, k, V, t) = net.proof, moving(net)
    (e,), (n,) = proof.scalars("e"), net.sizes("n")
    hypotheses = [moved(U, W, k, V, t), less(NONE, e), at_most(t @ t @ squared(V), e)]
    given, positive, bound = map(proof.assume, hypotheses)
    at_k, agree = proof.parts(given)

    def distance(at: str) -> Formula:
        return at_most(squared(layer(U, at) - layer(W, at)), e)

    # n = k, n < k or k < n
    nonnegative = proof.order(at_most(NONE, e), [positive], [(1, [0])])
    choice, inner = proof.axiom("compare", n, k), proof.axiom("compare", k, n)
    (under, over), (up, below) = proof.alternatives(choice), proof.alternatives(inner)
    here = proof.same_bound(distance(k), bound, at_k)
    here = proof.replaced(for_all("n0", "size", distance("n0")), here, k, n, up, under)
    others = []
    for side in (below, over):
        same = proof.use(agree, [n], proof.either(elsewhere(n, k), side))
        others.append(proof.same_bound(distance(n), nonnegative, same))
    shown = proof.from_both(choice, proof.from_both(inner, here, others[0]), others[1])
    everywhere = proof.conclude([n], [size_at_most(n, "H")], shown)
    return proof.conclude([U, W, k, V, t, e], hypotheses, everywhere)


@once
def near_twice(net: Landscape) -> Theorem:
    """What is near to what is near: squared radii e and f give 2 e + 2 f."""
    proof, (n,) = net.proof, net.sizes("n")
    W, U, V = (net.network(name) for name in "WUV")
    e, f = proof.scalars("e f")
    hypotheses = [near(W, U, e), near(U, V, f)]
    first, second = map(proof.assume, hypotheses)
    inside = proof.assume(size_at_most(n, "H"))
    one, other = proof.use(first, [n], inside), proof.use(second, [n], inside)
    a, b = layer(U, n) - layer(W, n), layer(V, n) - layer(U, n)
    square = proof.nonnegative_square(a - b)
    goal = at_most(squared(layer(V, n) - layer(W, n)), 2 * e + 2 * f)
    shown = proof.order(goal, (one, other, square), [(2, [0]), (2, [1]), (1, [2])])
    everywhere = proof.conclude([n], [inside.conclusion], shown)
    return proof.conclude([W, U, V, e, f], hypotheses, everywhere)
