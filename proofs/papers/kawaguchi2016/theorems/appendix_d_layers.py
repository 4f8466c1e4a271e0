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
from proofs.library.networks import layer_moves, products
from proofs.library.networks.examples import changed
from proofs.library.networks.landscape import IN, OUT, TOP, Landscape, width
from proofs.library.networks.products import NETWORK, plus, product
from proofs.library.networks.upper_layers import Collapse, embeddings, with_top
from proofs.papers.kawaguchi2016.instances.notation import passed_through, products_of_any_layers
from symbolic.words.terms import Term, Tree, identity


def lower_inverse(W: Tree, i: Tree, j: Tree) -> Formula:
    """``W[i:j] M = I`` for some M."""
    body = equal(product(W, i, j) @ Term("M0"), identity(width(i)))
    return for_some("M0", (width(j), width(i)), body)


def _reached(here: Collapse, j: Tree) -> Formula:
    """Some network has A above the layer i, and ``N[i:j] M = I`` for some M."""
    return for_some("N0", NETWORK, both(here.above("N0"), lower_inverse("N0", here.i, j)))


def _down_to(here: Collapse, j: Tree, a: Tree) -> list[Formula]:
    """``1 <= j`` and ``j + a = i``."""
    far = plus(j, a)
    return [size_at_most(1, j), size_at_most(far, here.i), size_at_most(here.i, far)]


def _lower(here: Collapse) -> Theorem:
    """For all a and j >= 1 with ``j + a = i`` some network is as `_reached` says.

    By induction on a: at j = i nothing is below, and then one layer more is changed.
    """
    net, i, proof = here.net, here.i, here.net.proof
    a, j = net.sizes("a j")

    def claim(steps: Tree) -> Formula:
        positive, low, high = _down_to(here, "j0", steps)
        body = implies(positive, implies(low, implies(high, _reached(here, "j0"))))
        return for_all("j0", "size", body)

    at_the_layer, one_more = _down_to(here, j, 0), _down_to(here, j, plus(a, 1))
    _, below, above = map(proof.assume, at_the_layer)
    ends = proof.sizes(size_at_most(i, j), above), proof.sizes(size_at_most(j, i), below)
    anywhere = for_all("n0", "size", _reached(here, "n0"))
    first = proof.replaced(anywhere, _nothing_below(here), i, j, *ends)
    base = proof.conclude([j], at_the_layer, first)
    before, up = proof.assume(claim(a)), plus(j, 1)
    low, below, above = map(proof.assume, one_more)
    _, inside, outside = _down_to(here, up, a)
    known = proof.use(
        before, [up],
        proof.sizes(size_at_most(1, up)), proof.sizes(inside, below), proof.sizes(outside, above),
    )  # fmt: skip
    under = proof.sizes(size_at_most(up, i), below)
    step = proof.conclude([j], one_more, _one_lower(here, j, low, under, known))
    return proof.induct(for_all("a0", "size", claim("a0")), base, before.conclusion, step, a)


def _nothing_below(here: Collapse) -> Theorem:
    """`_reached` for j = i: the product of no layers is the identity."""
    i, proof = here.i, here.net.proof
    (N,), above = proof.obtain(with_top(here), "N")
    one = identity(width(i))
    unit = proof.by(equal(product(N.tree, i, i) @ one, one), products.empty(proof, N.tree, i))
    inverse = proof.exhibit(lower_inverse(N.tree, i, i), one, unit)
    return proof.close(proof.exhibit(_reached(here, i), N, proof.both(above, inverse)))


def _one_lower(here: Collapse, j: Tree, low: Theorem, under: Theorem, known: Theorem) -> Theorem:
    """`_reached` for j from the same for j + 1: the layer j becomes M K."""
    net, i, proof = here.net, here.i, here.net.proof
    (N,), found = proof.obtain(known, "N")
    top, inverse = proof.parts_of(found, 2)
    (M,), unit = proof.obtain(inverse, "M")
    inside = proof.sizes(size_at_most(j, "H"), under, here.high)
    J, K, pair = here.pair(j, low, inside)
    U, at, same = changed(net, str(N.tree), j, M @ K)
    kept, there = _kept_above(here, (U, N.tree), j, same, under)
    split = proof.use(layer_moves.around(net), [U, j, j, i], proof.sizes(size_at_most(j, j)), under)
    one = equal(product(U, i, j) @ J, identity(width(i)))
    shown = proof.by(one, split, products.empty(proof, U, j), at, kept, unit, pair)
    right = proof.exhibit(lower_inverse(U, i, j), J, shown)
    still = proof.by(here.above(U), there, top)
    return proof.close(proof.exhibit(_reached(here, j), U, proof.both(still, right)))


def _kept_above(
    here: Collapse, names: tuple[Tree, Tree], j: Tree, same: Theorem, under: Theorem
) -> tuple[Theorem, Theorem]:
    """The products of the layers j + 1, .., i - 1 and of those from i on are the same."""
    proof, (U, N), i, up = here.net.proof, names, here.i, plus(j, 1)
    above = layer_moves.same_products(here.net, U, N, j, same, below=False)
    kept = proof.use(above, [up, i], under, proof.sizes(size_at_most(up, up)))
    high = proof.sizes(size_at_most(i, TOP), here.high)
    return kept, proof.use(above, [i, TOP], high, under)


def predecessor(net: Landscape) -> Theorem:
    """``1 <= n`` implies ``n = 1 + a`` for some a."""
    proof, (n,) = net.proof, net.sizes("n")

    def same(far: Tree, at: Tree) -> tuple[Formula, Formula]:
        return size_at_most(far, at), size_at_most(at, far)

    def some(at: Tree) -> Formula:
        return for_some("a0", "size", both(*same(plus(1, "a0"), at)))

    def claim(at: Tree) -> Formula:
        return implies(size_at_most(1, at), some(at))

    up, none = plus(n, 1), proof.assume(size_at_most(1, 0))
    base = proof.conclude([], [none.conclusion], proof.absurd(some(0), proof.sizes(FALSE, none)))
    bounds = map(proof.sizes, same(plus(1, n), up))
    step = proof.logic(claim(up), proof.exhibit(some(up), n, proof.both(*bounds)))
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
    (M,) = proof.matrices(M=(OUT, IN))
    few = proof.assume(size_at_most(OUT, width(i)))
    goal = for_some("N0", NETWORK, equal(product("N0", TOP, 0), M))
    lemma = proof.generalize(_any(here), here.A.tree, here.B.tree)
    (J, K), pair = proof.obtain(proof.use(embeddings(net), [width(i), OUT], few), "J", "K")
    (N,), found = proof.obtain(proof.instance(lemma, K, J @ M), "N")
    top, below = proof.parts_of(found, 2)
    ends = proof.sizes(size_at_most(0, i)), proof.sizes(size_at_most(i, TOP), here.high)
    split = proof.use(layer_moves.split(net), [N, 0, i, TOP], *ends)
    shown = proof.by(equal(product(N.tree, TOP, 0), M), split, top, below, pair)
    return proof.close(proof.exhibit(goal, N, shown))


def _any(here: Collapse) -> Theorem:
    """Such a network for the letters A and B: the layer 0 becomes M B."""
    net, i, proof = here.net, here.i, here.net.proof
    lower = _lower(here)
    (a,), found = proof.obtain(proof.use(predecessor(net), [i], here.low), "a")
    bounds = proof.parts(found)
    known = proof.use(lower, [a, 1], proof.sizes(size_at_most(1, 1)), *bounds)
    (N,), found = proof.obtain(known, "N")
    top, inverse = proof.parts_of(found, 2)
    (M,), unit = proof.obtain(inverse, "M")
    U, at, same = changed(net, str(N.tree), 0, M @ here.B)
    kept, there = _kept_above(here, (U, N.tree), 0, same, here.low)
    split = proof.use(
        layer_moves.around(net), [U, 0, 0, i], proof.sizes(size_at_most(0, 0)), here.low
    )
    below = equal(product(U, i, 0), here.B)
    shown = proof.by(below, split, products.empty(proof, U, 0), at, kept, unit)
    still = proof.by(here.above(U), there, top)
    return proof.close(proof.exhibit(here.goal, U, proof.both(still, shown)))
