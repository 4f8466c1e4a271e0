"""Networks that exist: with a middle product that is not zero, with given ends, and zero.

Existence statements need networks to be made. All of them come from changing one layer at a
time; the hidden widths are positive wherever a product is to be different from zero.
"""

from __future__ import annotations

from proofs.kernel.formulas import (
    FALSE,
    Formula,
    both,
    equal,
    for_all,
    for_some,
    implies,
    number,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library.networks import moves, products
from proofs.library.networks.deficient import not_zero
from proofs.library.networks.landscape import NONE, Landscape, agree, elsewhere, layer_sort, once
from proofs.library.networks.products import NETWORK, layer, plus, product
from symbolic.words.terms import Term, Tree, identity, tr, zero

ONE = number(1)


def positive_widths() -> Formula:
    """Every hidden layer has at least one unit."""
    inside = implies(size_at_most("k0", "H"), size_at_most(1, ("@", "d", "k0")))
    return for_all("k0", "size", implies(size_at_most(1, "k0"), inside))


def reaches(W: Tree, j: Tree) -> Formula:
    """``z W[j:1] w = 1`` for some z and w: the product is not zero."""
    body = equal(Term("z0") @ product(W, j, 1) @ Term("w0"), ONE)
    return for_some("w0", (("@", "d", 1), 1), for_some("z0", (1, ("@", "d", j)), body))


@once
def unit_vector(net: Landscape) -> Theorem:
    """``1 <= n`` implies ``z w = 1`` for a row and a column of length n."""
    proof, (n,) = net.proof, net.sizes("n")
    body = equal(Term("z0") @ Term("w0"), ONE)
    goal = for_some("w0", (n, 1), for_some("z0", (1, n), body))

    def prove(positive: Theorem) -> Theorem:
        def impossible(none: Theorem) -> Theorem:
            count = proof.apply(proof.axiom("count", 1, n), positive)
            nothing = proof.combine(equal(tr(identity(n)), NONE), tr(Term("$0")), none)
            minus = ("scale", "-1", "$1")
            contradiction = proof.order(FALSE, (count, nothing), [(1, [0])], minus)
            return proof.absurd(goal, contradiction)

        def witness(found: Theorem) -> Theorem:
            z, _, w = (Term(x) for x in found.conclusion[1][1:])
            unit = proof.combine(equal(z @ w, ONE), "$0", found)
            return proof.exhibit_all(goal, [w, z], unit)

        choice = proof.instance(not_zero(net), n, n, identity(n))
        return proof.cases(choice, impossible, lambda some: proof.choose(some, ["z", "w"], witness))

    return proof.lemma([n], [size_at_most(1, n)], prove)


@once
def kept_below(net: Landscape) -> Theorem:
    """``U[j:i] = W[j:i]`` for i <= j <= k, if U and W agree but at k."""
    proof, (k,) = net.proof, net.sizes("k")
    U, W = net.network("U"), net.network("W")
    return proof.lemma(
        [U, W, k], [agree(U, W, k)],
        lambda given: moves.same_products(net, U, W, k, given, below=True),
    )  # fmt: skip


@once
def middle(net: Landscape) -> Theorem:
    """Some network has ``z W[j:1] w = 1`` for 1 <= j <= H, if the hidden widths are positive."""
    proof, W, (j,) = net.proof, net.network(), net.sizes("j")

    def claim(at: Tree) -> Formula:
        some = for_some("W0", NETWORK, reaches("W0", at))
        return implies(size_at_most(1, at), implies(size_at_most(at, "H"), some))

    def prove(given: Theorem) -> Theorem:
        def vectors(width: Tree, low: Theorem, inside: Theorem) -> Theorem:
            wide = proof.use(given, [width], low, inside)
            return proof.use(unit_vector(net), [("@", "d", width)], wide)

        nothing = proof.assume(size_at_most(1, 0))
        base = proof.absurd(claim(0)[2], proof.sizes(FALSE, nothing))
        base = proof.suppose(nothing.conclusion, base)
        top = plus(j, 1)
        before, inside = proof.assume(claim(j)), proof.assume(size_at_most(top, "H"))
        low, shorter = proof.sizes(size_at_most(1, top)), proof.sizes(size_at_most(j, "H"), inside)

        def first(none: Theorem) -> Theorem:
            up, down = proof.sizes(size_at_most(1, top)), proof.sizes(size_at_most(top, 1), none)
            few = proof.sizes(size_at_most(1, "H"), inside)
            some = vectors(1, proof.sizes(size_at_most(1, 1)), few)

            def start(unit: Theorem) -> Theorem:
                z, w = (Term(x) for x in unit.conclusion[1][1:])
                goal = equal(z @ product(W, 1, 1) @ w, ONE)
                shown = proof.by(goal, products.empty(proof, W, 1), unit)
                shown = proof.exhibit_all(reaches(W, 1), [w, z], shown)
                of = for_all("n0", "size", reaches(W, "n0"))
                shown = proof.replaced(of, shown, 1, top, up, down)
                return proof.exhibit(claim(top)[2][2], W, shown)

            return proof.choose(some, ["w", "z"], start)

        def longer(some: Theorem) -> Theorem:
            known = proof.apply(before, some, shorter)
            more = vectors(top, low, inside)

            def extend(unit: Theorem, found: Theorem) -> Theorem:
                return _one_more_layer(net, j, some, found, unit)

            return proof.choose(
                known, ["W", "w", "z"],
                lambda found: proof.choose(more, ["w", "z"], lambda unit: extend(unit, found)),
            )  # fmt: skip

        step = proof.cases(proof.axiom("compare", 1, j), longer, first)
        for hypothesis in (inside.conclusion, size_at_most(1, top)):
            step = proof.suppose(hypothesis, step)
        goal = for_all("n0", "size", claim("n0"))
        return proof.induct(goal, base, before.conclusion, step, j)

    return proof.lemma([], [positive_widths()], prove)


def _one_more_layer(
    net: Landscape, j: Tree, low: Theorem, known: Theorem, unit: Theorem
) -> Theorem:
    """The layer j becomes ``w' z``, so that ``z' W[j+1:1] w = (z' w')(z W[j:1] w) = 1``."""
    proof, top = net.proof, plus(j, 1)
    z, part, w = (Term(x) for x in known.conclusion[1][1:])
    left, right = (Term(x) for x in unit.conclusion[1][1:])
    W = part.tree[1]
    some = for_some("W0", NETWORK, reaches("W0", top))

    def use(found: Theorem) -> Theorem:
        here, rest = proof.parts(found)
        U = here.conclusion[1][1]
        last = products.longer(proof, U, j, 1, low)
        same = proof.use(kept_below(net), [U, W, j], rest)
        same = proof.use(same, [1, j], low, proof.sizes(size_at_most(j, j)))
        goal = equal(left @ product(U, top, 1) @ w, ONE)
        return proof.exhibit_all(some, [U, w, left], proof.by(goal, last, here, same, known, unit))

    return proof.choose(proof.axiom("change_layer", "d", W, j, right @ z), ["U"], use)


@once
def with_ends(net: Landscape) -> Theorem:
    """Some network is W but for its first and its last layer, which are A and B; 1 <= H."""
    proof, W = net.proof, net.network()
    (A,), (B,) = proof.fresh("A", layer_sort(0)), proof.fresh("B", layer_sort("H"))
    N, (n,) = "N0", net.sizes("n")
    ends = equal(layer(N, 0), A), equal(layer(N, "H"), B)
    same_middle = equal(product(N, "H", 1), product(W, "H", 1))
    goal = for_some(N, NETWORK, both(*ends, same_middle, agree(N, W, 0, "H")))

    def prove(deep: Theorem) -> Theorem:
        def first(found: Theorem) -> Theorem:
            U = found.conclusion[1][1][1]
            some = proof.axiom("change_layer", "d", U, "H", B)
            return proof.choose(some, ["V"], lambda other: second(U, found, other))

        def second(U: str, found: Theorem, other: Theorem) -> Theorem:
            at_0, from_W = proof.parts(found)
            at_H, from_U = proof.parts(other)
            V = at_H.conclusion[1][1]
            below = proof.either(elsewhere(0, "H"), deep)
            kept = proof.by(equal(layer(V, 0), A), proof.use(from_U, [0], below), at_0)
            low = proof.use(kept_below(net), [V, U, "H"], from_U)
            low = proof.use(low, [1, "H"], deep, proof.sizes(size_at_most("H", "H")))
            above = moves.same_products(net, U, W, 0, from_W, below=False)
            above = proof.use(above, [1, "H"], deep, proof.sizes(size_at_most(1, 1)))
            mid = proof.by(equal(product(V, "H", 1), product(W, "H", 1)), low, above)
            off_0, off_H = (proof.assume(elsewhere(n, k)) for k in (0, "H"))
            there = proof.use(from_W, [n], off_0), proof.use(from_U, [n], off_H)
            shown = proof.by(equal(layer(V, n), layer(W, n)), there[1], there[0])
            for hypothesis in (off_H, off_0):
                shown = proof.suppose(hypothesis.conclusion, shown)
            everywhere = proof.generalize(shown, n)
            return proof.exhibit(goal, V, proof.both(kept, at_H, mid, everywhere))

        return proof.choose(proof.axiom("change_layer", "d", W, 0, A), ["U"], first)

    return proof.lemma([W, A, B], [size_at_most(1, "H")], prove)


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
    nothing = proof.generalize(proof.suppose(below.conclusion, nothing), k)
    base = proof.exhibit(claim(0), W, nothing)
    before = proof.assume(claim(n))

    def one_more(known: Theorem) -> Theorem:
        old = known.conclusion[3][2][1][1]

        def use(found: Theorem) -> Theorem:
            here, rest = proof.parts(found)
            U = here.conclusion[1][1]
            inside = proof.assume(size_at_most(plus(k, 1), plus(n, 1)))

            def earlier(low: Theorem) -> Theorem:
                same = proof.use(rest, [k], proof.either(elsewhere(k, n), low))
                return proof.by(vanishes(U, k), same, proof.use(known, [k], low))

            def last(high: Theorem) -> Theorem:
                down = proof.sizes(size_at_most(k, n), inside)
                up = proof.sizes(size_at_most(n, k), high)
                of = for_all("n0", "size", vanishes(U, "n0"))
                return proof.replaced(of, here, n, k, up, down)

            choice = proof.axiom("compare", n, k)
            shown = proof.cases(choice, last, earlier)
            shown = proof.generalize(proof.suppose(inside.conclusion, shown), k)
            return proof.exhibit(claim(plus(n, 1)), U, shown)

        some = proof.axiom("change_layer", "d", old, n, zero(*layer_sort(n)))
        return proof.choose(some, ["U"], use)

    step = proof.choose(before, ["W"], one_more)
    return proof.induct(for_all("n0", "size", claim("n0")), base, before.conclusion, step, n)
