"""Appendix D for every depth: the two layers of the collapsed network can be any matrices.

A = W_{H+1}..W_{i+1} and B = W_i..W_1, where d_i is the least hidden width. The upper layers are
those of `proofs.library.networks.upper_layers`; the lower ones are changed from W_i downwards.
"""

from __future__ import annotations

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import (
    FALSE,
    Formula,
    both,
    equal,
    for_all,
    for_some,
    implies,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.kernel.theory import opened
from proofs.library.networks import moves, products
from proofs.library.networks.directions import IN, OUT
from proofs.library.networks.landscape import TOP, Landscape
from proofs.library.networks.products import NETWORK, plus, product
from proofs.library.networks.upper_layers import Collapse, changed, embeddings, width, with_top
from proofs.papers.kawaguchi2016.instances.notation import passed_through, products_of_any_layers
from symbolic.words.terms import Term, Tree, identity


def lower_inverse(W: Tree, i: Tree, j: Tree) -> Formula:
    """``W[i:j] M = I`` for some M."""
    body = equal(product(W, i, j) @ Term("M0"), identity(width(i)))
    return for_some("M0", (width(j), width(i)), body)


def _lower(here: Collapse) -> Theorem:
    """Also ``N[i:j] M = I``, for j = i, i - 1, .., 1: for all a and j with j + a = i."""
    net, i, proof = here.net, here.i, here.net.proof
    a, j = net.sizes("a j")
    up = plus(j, 1)

    def some(at: Tree) -> Formula:
        return for_some("N0", NETWORK, both(here.above("N0"), lower_inverse("N0", i, at)))

    def bounds(at: Tree, steps: Tree) -> list[Formula]:
        far = plus(at, steps)
        return [size_at_most(1, at), size_at_most(far, i), size_at_most(i, far)]

    def claim(steps: Tree) -> Formula:
        body = some("j0")
        for bound in reversed(bounds("j0", steps)):
            body = implies(bound, body)
        return for_all("j0", "size", body)

    def closed(steps: Tree, shown: Theorem) -> Theorem:
        for bound in reversed(bounds(j, steps)):
            shown = proof.suppose(bound, shown)
        return proof.generalize(shown, j)

    def start(known: Theorem) -> Theorem:
        N, one = known.conclusion[1][1], identity(width(i))
        unit = proof.by(equal(product(N, i, i) @ one, one), products.empty(proof, N, i))
        inverse = proof.exhibit(lower_inverse(N, i, i), one, unit)
        shown = proof.exhibit(some(i), N, proof.both(known, inverse))
        _, below, above = map(proof.assume, bounds(j, 0))
        ends = proof.sizes(size_at_most(i, j), above), proof.sizes(size_at_most(j, i), below)
        return proof.replaced(for_all("n0", "size", some("n0")), shown, i, j, *ends)

    base = closed(0, proof.choose(with_top(here), ["N"], start))
    before = proof.assume(claim(a))
    low, below, above = map(proof.assume, bounds(j, plus(a, 1)))
    _, first, second = bounds(up, a)
    known = proof.use(
        before, [up],
        proof.sizes(size_at_most(1, up)), proof.sizes(first, below), proof.sizes(second, above),
    )  # fmt: skip
    under = proof.sizes(size_at_most(up, i), below)
    step = closed(plus(a, 1), _one_lower(here, j, (low, under), known, some(j)))
    every = for_all("a0", "size", claim("a0"))
    return proof.induct(every, base, before.conclusion, step, a)


def _one_lower(
    here: Collapse, j: Tree, order: tuple[Theorem, Theorem], known: Theorem, goal: Formula
) -> Theorem:
    """``N[i:j] M = I`` from the same for j + 1: the layer j becomes M K."""
    net, i, proof = here.net, here.i, here.net.proof
    low, under = order

    def use(found: Theorem) -> Theorem:
        top, inverse = proof.parts_of(found, 2)
        N = top.conclusion[1][1]

        def with_inverse(unit: Theorem) -> Theorem:
            M = Term(unit.conclusion[1][2])

            def with_pair(pair: Theorem) -> Theorem:
                K, J = (Term(x) for x in pair.conclusion[1][1:])

                def with_layer(U: str, at: Theorem, same: Theorem) -> Theorem:
                    kept, there = _kept_above(here, (U, N), j, same, under)
                    split = proof.use(
                        moves.around(net), [U, j, j, i], proof.sizes(size_at_most(j, j)), under
                    )
                    one = equal(product(U, i, j) @ J, identity(width(i)))
                    empty = products.empty(proof, U, j)
                    shown = proof.by(one, split, empty, at, kept, unit, pair)
                    inverse_ = proof.exhibit(lower_inverse(U, i, j), J, shown)
                    still = proof.by(here.above(U), there, top)
                    return proof.exhibit(goal, U, proof.both(still, inverse_))

                return changed(net, N, j, M @ K, with_layer)

            inside = proof.sizes(size_at_most(j, "H"), under, here.high)
            return here.widened(j, (low, inside), with_pair)

        return proof.choose(inverse, ["M"], with_inverse)

    return proof.choose(known, ["N"], use)


def _kept_above(
    here: Collapse, names: tuple[str, str], j: Tree, same: Theorem, under: Theorem
) -> tuple[Theorem, Theorem]:
    """The products of the layers j + 1, .., i - 1 and of those from i on are the same."""
    proof, (U, N), i, up = here.net.proof, names, here.i, plus(j, 1)
    above = moves.same_products(here.net, U, N, j, same, below=False)
    kept = proof.use(above, [up, i], under, proof.sizes(size_at_most(up, up)))
    high = proof.sizes(size_at_most(i, TOP), here.high)
    return kept, proof.use(above, [i, TOP], high, under)


def predecessor(net: Landscape) -> Theorem:
    """``1 <= n`` implies ``n = 1 + a`` for some a."""
    proof, (n,) = net.proof, net.sizes("n")

    def claim(at: Tree) -> Formula:
        far = plus(1, "a0")
        body = both(size_at_most(far, at), size_at_most(at, far))
        return implies(size_at_most(1, at), for_some("a0", "size", body))

    none = proof.assume(size_at_most(1, 0))
    base = proof.suppose(none.conclusion, proof.absurd(claim(0)[2], proof.sizes(FALSE, none)))
    goal = claim(plus(n, 1))
    same = (proof.sizes(bound) for bound in opened(proof.theory, goal[2], n)[1:])
    step = proof.logic(goal, proof.exhibit(goal[2], n, proof.both(*same)))
    return proof.induct(for_all("n0", "size", claim("n0")), base, claim(n), step, n)


@theorem("appendix-d:layers", instances=passed_through)
def any_two_layers() -> Theorem:
    """For all A and B some network has ``W_{H+1}..W_{i+1} = A`` and ``W_i..W_1 = B``."""
    return _any(Collapse(Landscape()))


@theorem("appendix-b1:onto", instances=products_of_any_layers)
def any_product() -> Theorem:
    """For ``d_y <= d_i`` every d_y x d_x matrix is the product of the layers of some network.

    It is (K J) M, with ``K J = I``: B = J M below the layer i, A = K above it.
    """
    here = Collapse(Landscape())
    net, i, proof = here.net, here.i, here.net.proof
    (M,) = proof.fresh("M", (OUT, IN))
    few = proof.assume(size_at_most(OUT, width(i)))
    goal = for_some("N0", NETWORK, equal(product("N0", TOP, 0), M))
    lemma = proof.generalize(_any(here), here.A.tree, here.B.tree)

    def with_pair(pair: Theorem) -> Theorem:
        K, J = (Term(x) for x in pair.conclusion[1][1:])

        def use(found: Theorem) -> Theorem:
            top, below = proof.parts_of(found, 2)
            N = top.conclusion[1][1]
            ends = proof.sizes(size_at_most(0, i)), proof.sizes(size_at_most(i, TOP), here.high)
            split = proof.use(moves.split(net), [N, 0, i, TOP], *ends)
            shown = proof.by(equal(product(N, TOP, 0), M), split, top, below, pair)
            return proof.exhibit(goal, N, shown)

        return proof.choose(proof.instance(lemma, K, J @ M), ["N"], use)

    pair = proof.use(embeddings(net), [width(i), OUT], few)
    return proof.choose(pair, ["J", "K"], with_pair)


def _any(here: Collapse) -> Theorem:
    """Such a network for the letters A and B."""
    net, i, proof = here.net, here.i, here.net.proof
    lower = _lower(here)

    def at_first(found: Theorem) -> Theorem:
        bounds = proof.parts(found)
        a = bounds[0].conclusion[1][2]
        flat = proof.sizes(size_at_most(1, 1))
        known = proof.use(proof.instance(lower, a), [1], flat, *bounds)

        def use(found: Theorem) -> Theorem:
            top, inverse = proof.parts_of(found, 2)
            N = top.conclusion[1][1]

            def with_inverse(unit: Theorem) -> Theorem:
                M = Term(unit.conclusion[1][2])

                def with_layer(U: str, at: Theorem, same: Theorem) -> Theorem:
                    kept, there = _kept_above(here, (U, N), 0, same, here.low)
                    ends = proof.sizes(size_at_most(0, 0)), here.low
                    split = proof.use(moves.around(net), [U, 0, 0, i], *ends)
                    empty = products.empty(proof, U, 0)
                    below = equal(product(U, i, 0), here.B)
                    shown = proof.by(below, split, empty, at, kept, unit)
                    still = proof.by(here.above(U), there, top)
                    return proof.exhibit(here.goal, U, proof.both(still, shown))

                return changed(net, N, 0, M @ here.B, with_layer)

            return proof.choose(inverse, ["M"], with_inverse)

        return proof.choose(known, ["N"], use)

    before = proof.use(predecessor(net), [i], here.low)
    return proof.choose(before, ["a"], at_first)
