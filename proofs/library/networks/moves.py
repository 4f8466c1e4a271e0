"""Moves of one layer: what they do to the products, and what they say of a local minimum.

Derivatives are not needed: a local minimum is compared with the network along a move, and
what a polynomial says near zero is proved in `proofs.library.scalars`.
"""

from __future__ import annotations

from fractions import Fraction

from proofs.kernel.formulas import (
    Formula,
    at_most,
    both,
    either,
    equal,
    for_all,
    for_some,
    less,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library import scalars
from proofs.library.networks import products
from proofs.library.networks.landscape import (
    NONE,
    TOP,
    Landscape,
    gradient,
    layer_sort,
    local_minimum,
    loss,
    moved,
    near,
    once,
    residual,
)
from proofs.library.networks.products import NETWORK, layer, plus, product
from proofs.library.projections import squared
from symbolic.words.terms import Term, Tree, tr, zero


@once
def split(net: Landscape) -> Theorem:
    """``W[j:i] = W[j:k] W[k:i]``."""
    return products.splitting(net.proof)


@once
def around(net: Landscape) -> Theorem:
    """``W[j:i] = W[j:k+1] W[k] W[k:i]``."""
    return products.around(net.proof, split(net))


@once
def unchanged(net: Landscape) -> Theorem:
    """Products of layers that agree."""
    return products.unchanged(net.proof)


@once
def small(net: Landscape) -> Theorem:
    """A small step."""
    return scalars.small_step(net.proof)


@once
def steps(net: Landscape) -> Theorem:
    """A small step with two bounds."""
    return scalars.small_steps(net.proof)


def moving(net: Landscape) -> tuple[str, str, str, Term, Term]:
    """Names for a network U that is W moved by t V at k."""
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


def same_products(
    net: Landscape, U: str, W: str, k: Tree, elsewhere: Theorem, *, below: bool
) -> Theorem:
    """``U[j:i] = W[j:i]`` for i <= j <= k, or for k < i <= j."""
    proof, (i, j, n) = net.proof, net.sizes("i j n")
    bound = size_at_most(j, k) if below else size_at_most(plus(k, 1), i)
    ordered, outside, low, high = (
        proof.assume(f)
        for f in (size_at_most(i, j), bound, size_at_most(i, n), size_at_most(plus(n, 1), j))
    )
    sides = size_at_most(plus(n, 1), k), size_at_most(plus(k, 1), n)
    side = proof.sizes(sides[0], high, outside) if below else proof.sizes(sides[1], low, outside)
    shown = proof.use(elsewhere, [n], proof.either(either(*sides), side))
    agree = proof.suppose(low.conclusion, proof.suppose(high.conclusion, shown))
    found = proof.use(unchanged(net), [U, W, i, j], ordered, proof.generalize(agree, n))
    for hypothesis in (outside, ordered):
        found = proof.suppose(hypothesis.conclusion, found)
    return proof.generalize(found, i, j)


@once
def products_below(net: Landscape) -> Theorem:
    """``U[j:i] = W[j:i]`` for i <= j <= k, if U is W moved at k."""
    proof, (U, W, k, V, t) = net.proof, moving(net)

    def prove(given: Theorem) -> Theorem:
        return same_products(net, U, W, k, proof.parts(given)[1], below=True)

    return proof.lemma([U, W, k, V, t], [moved(U, W, k, V, t)], prove)


@once
def products_above(net: Landscape) -> Theorem:
    """``U[j:i] = W[j:i]`` for k < i <= j, if U is W moved at k."""
    proof, (U, W, k, V, t) = net.proof, moving(net)

    def prove(given: Theorem) -> Theorem:
        return same_products(net, U, W, k, proof.parts(given)[1], below=False)

    return proof.lemma([U, W, k, V, t], [moved(U, W, k, V, t)], prove)


@once
def products_through(net: Landscape) -> Theorem:
    """``U[j:i] = W[j:i] + t W[j:k+1] V W[k:i]`` for i <= k < j, if U is W moved at k."""
    proof, (U, W, k, V, t) = net.proof, moving(net)
    i, j = net.sizes("i j")

    def prove(given: Theorem, low: Theorem, high: Theorem) -> Theorem:
        at_k = proof.parts(given)[0]
        whole = [proof.use(around(net), [name, i, k, j], low, high) for name in (U, W)]
        names = [U, W, k, V, t]
        flat = proof.sizes(size_at_most(k, k))
        lower = proof.use(products_below(net), names, given)
        lower = proof.use(lower, [i, k], low, flat)
        up = proof.sizes(size_at_most(plus(k, 1), plus(k, 1)))
        upper = proof.use(products_above(net), names, given)
        upper = proof.use(upper, [plus(k, 1), j], high, up)
        change = t @ (product(W, j, plus(k, 1)) @ V @ product(W, k, i))
        goal = equal(product(U, j, i), product(W, j, i) + change)
        return proof.by(goal, *whole, lower, upper, at_k)

    hypotheses = [moved(U, W, k, V, t), size_at_most(i, k), size_at_most(plus(k, 1), j)]
    return proof.lemma([U, W, k, V, t, i, j], hypotheses, prove)


@once
def near_moved(net: Landscape) -> Theorem:
    """A network moved by a small step is near: ``t^2 ||V||^2 <= e``."""
    proof, (U, W, k, V, t) = net.proof, moving(net)
    (e,), (n,) = proof.scalars("e"), net.sizes("n")

    def distance(at: str) -> Formula:
        return at_most(squared(layer(U, at) - layer(W, at)), e)

    def prove(given: Theorem, positive: Theorem, bound: Theorem) -> Theorem:
        at_k, elsewhere = proof.parts(given)
        sides = size_at_most(plus(n, 1), k), size_at_most(plus(k, 1), n)

        def away(side: Theorem) -> Theorem:
            same = proof.use(elsewhere, [n], proof.either(either(*sides), side))
            return proof.same_bound(
                distance(n), proof.order(at_most(NONE, e), [positive], [(1, [0])]), same
            )

        def here(above: Theorem) -> Theorem:
            def exactly(below: Theorem) -> Theorem:
                at = proof.same_bound(distance(k), bound, at_k)
                return proof.replaced(for_all("n0", "size", distance("n0")), at, k, n, below, above)

            return proof.cases(proof.axiom("compare", k, n), exactly, away)

        shown = proof.cases(proof.axiom("compare", n, k), here, away)
        return proof.generalize(proof.suppose(size_at_most(n, "H"), shown), n)

    hypotheses = [moved(U, W, k, V, t), less(NONE, e), at_most(t @ t @ squared(V), e)]
    return proof.lemma([U, W, k, V, t, e], hypotheses, prove)


@once
def near_twice(net: Landscape) -> Theorem:
    """What is near to what is near: squared radii e and f give 2 e + 2 f."""
    proof, (n,) = net.proof, net.sizes("n")
    W, U, V = (net.network(name) for name in "WUV")
    e, f = proof.scalars("e f")

    def prove(first: Theorem, second: Theorem) -> Theorem:
        inside = proof.assume(size_at_most(n, "H"))
        one, other = proof.use(first, [n], inside), proof.use(second, [n], inside)
        a, b = layer(U, n) - layer(W, n), layer(V, n) - layer(U, n)
        square = proof.nonnegative_square(a - b)
        goal = at_most(squared(layer(V, n) - layer(W, n)), 2 * e + 2 * f)
        shown = proof.order(goal, (one, other, square), [(2, [0]), (2, [1]), (1, [2])])
        return proof.generalize(proof.suppose(inside.conclusion, shown), n)

    return proof.lemma([W, U, V, e, f], [near(W, U, e), near(U, V, f)], prove)


@once
def critical(net: Landscape) -> Theorem:
    """At a local minimum the gradient of every layer vanishes."""
    proof, X = net.proof, Term("X")
    W, (k,) = net.network(), net.sizes("k")
    slope = gradient(W, k)
    V = -1 * slope.T
    change = product(W, TOP, plus(k, 1)) @ V @ product(W, k, 0) @ X
    size, square = squared(V), squared(change)
    first = scalars.first_order(proof, steps(net))

    def prove(given: Theorem, inside: Theorem) -> Theorem:
        def within(found: Theorem) -> Theorem:
            positive, lowest = proof.parts(found)
            e = Term(positive.conclusion[2])
            (t,) = proof.scalars("t")
            bound = proof.assume(at_most(t @ t @ size, e))
            goal = at_most(NONE, t @ t @ square - 2 * (t @ size))

            def compare(move_: Theorem) -> Theorem:
                U = move_.conclusion[1][1][1]
                names = [U, W, k, V, t]
                close = proof.use(near_moved(net), [*names, e], move_, positive, bound)
                rises = proof.use(lowest, [U], close)
                ends = (
                    proof.sizes(size_at_most(0, k)),
                    proof.sizes(size_at_most(plus(k, 1), TOP), inside),
                )
                whole = proof.use(products_through(net), [*names, 0, TOP], move_, *ends)
                half = at_most(NONE, Fraction(1, 2) * (t @ t @ square) - t @ size)
                shown = proof.same_bound(half, rises, whole)
                return proof.order(goal, [shown], [(2, [0])])

            some = proof.instance(move(net), W, k, V, t)
            shown = proof.suppose(bound.conclusion, proof.choose(some, ["U"], compare))
            everywhere = proof.generalize(shown, t.tree)
            signs = proof.nonnegative_square(V), proof.nonnegative_square(change)
            none = proof.use(first, [e, size, square], positive, *signs, everywhere)
            return proof.combine(
                equal(slope, proof.zero_like(slope)),
                ("scale", "-1", ("T", "$0")),
                proof.apply(proof.axiom("definite", *proof.shape(V), V), none),
            )

        return proof.choose(given, ["e"], within)

    return proof.lemma([W, k], [local_minimum(W), size_at_most(k, "H")], prove)


@once
def flat_move(net: Landscape) -> Theorem:
    """A small move that keeps the product of the layers leads to a local minimum again."""
    proof, (U, W, k, V, t) = net.proof, moving(net)
    still = product(W, TOP, plus(k, 1)) @ V @ product(W, k, 0)
    body = both(less(NONE, t), moved(U, W, k, V, t), local_minimum(U))
    goal = for_some(t.tree, (1, 1), for_some(U, NETWORK, body))

    def prove(given: Theorem, inside: Theorem, flat: Theorem) -> Theorem:
        def within(found: Theorem) -> Theorem:
            positive, lowest = proof.parts(found)
            e = Term(positive.conclusion[2])
            quarter = Fraction(1, 4) * e
            some = proof.order(less(NONE, quarter), [positive], [(Fraction(1, 4), [0])])
            step = proof.use(small(net), [quarter, squared(V)], some, proof.nonnegative_square(V))

            def go(found: Theorem) -> Theorem:
                up, _, bound = proof.parts(found)
                s = Term(up.conclusion[2])

                def there(move_: Theorem) -> Theorem:
                    new = move_.conclusion[1][1][1]
                    names = [new, W, k, V, s]
                    close = proof.use(near_moved(net), [*names, quarter], move_, some, bound)
                    ends = (
                        proof.sizes(size_at_most(0, k)),
                        proof.sizes(size_at_most(plus(k, 1), TOP), inside),
                    )
                    whole = proof.use(products_through(net), [*names, 0, TOP], move_, *ends)
                    whole = proof.by(equal(product(new, TOP, 0), product(W, TOP, 0)), whole, flat)
                    minimum = lowest_nearby(net, lowest, close, whole, some)
                    shown = proof.both(up, move_, minimum)
                    return proof.exhibit_all(goal, [s, new], shown)

                return proof.choose(proof.instance(move(net), W, k, V, s), ["U"], there)

            return proof.choose(step, ["t"], go)

        return proof.choose(given, ["e"], within)

    hypotheses = [local_minimum(W), size_at_most(k, "H"), equal(still, proof.zero_like(still))]
    return proof.lemma([W, k, V], hypotheses, prove)


def lowest_nearby(
    net: Landscape, lowest: Theorem, close: Theorem, same: Theorem, some: Theorem
) -> Theorem:
    """U is a local minimum, being as low as W and within half the radius of its neighbourhood."""
    proof = net.proof
    W, U = same.conclusion[2][1], same.conclusion[1][1]
    quarter = Term(some.conclusion[2])
    V = net.network("V")
    here = proof.assume(near(U, V, quarter))
    further = proof.use(near_twice(net), [W, U, V, quarter, quarter], close, here)
    rises = proof.use(lowest, [V], further)
    shown = proof.same_bound(at_most(loss(U), loss(V)), rises, same)
    everywhere = proof.generalize(proof.suppose(here.conclusion, shown), V)
    return proof.exhibit(local_minimum(U), quarter, proof.both(some, everywhere))


@once
def no_residual_is_global(net: Landscape) -> Theorem:
    """``X r = 0`` makes W a global minimum: the loss is convex in the product of the layers."""
    proof, X = net.proof, Term("X")
    W, V = net.network("W"), net.network("V")
    condition = X @ residual(W)

    def prove(given: Theorem) -> Theorem:
        change = (product(V, TOP, 0) - product(W, TOP, 0)) @ X
        square = proof.nonnegative_square(change)
        plus_ = tr(Term("$0") @ (product(V, TOP, 0) - product(W, TOP, 0)))
        goal = at_most(loss(W), loss(V))
        shown = proof.order(goal, (given, square), [(Fraction(1, 2), [1])], plus_.tree)
        return proof.generalize(shown, V)

    return proof.lemma([W], [equal(condition, zero(("@", "d", 0), ("@", "d", TOP)))], prove)
