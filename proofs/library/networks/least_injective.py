"""The least b for which the layers above b have a product with a left inverse."""

from __future__ import annotations

from proofs.kernel.formulas import FALSE, Formula, both, either, for_all, for_some, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library import vectors
from proofs.library.networks.deficient import injective, kernel_at, not_injective, not_zero
from proofs.library.networks.landscape import OUT, TOP, Landscape, once, width
from proofs.library.networks.products import plus, product
from symbolic.words.terms import Tree


def least(W: Tree, top: Tree) -> Formula:
    """Some b <= `top` is the least with ``W[H+1:b+1]`` injective."""
    body = both(injective(W, plus("b0", 1)), not_injective(W, "b0"))
    return for_some("b0", "size", both(size_at_most("b0", top), body))


def least_or_none(W: Tree, top: Tree) -> Formula:
    """There is such a b <= `top`, or ``W[H+1:j]`` has a kernel for every 1 <= j <= `top` + 1."""
    return either(least(W, top), not_injective(W, plus(top, 1)))


@once
def inverse_or_kernel(net: Landscape) -> Theorem:
    """A matrix has a left inverse, or it sends a vector to zero that is not zero."""
    return vectors.injective_or_not(net.proof, not_zero(net))


@once
def least_injective(net: Landscape) -> Theorem:
    """`least_or_none` for every h, by induction on h."""
    proof, W, (h, i) = net.proof, net.network(), net.sizes("h i")
    nothing = [size_at_most(1, i), size_at_most(i, 0)]
    none = proof.absurd(kernel_at(W, i), proof.sizes(FALSE, *map(proof.assume, nothing)))
    first = _one_more(net, W, 0, proof.conclude([i], nothing, none), 1)

    before, top = proof.assume(least_or_none(W, h)), plus(h, 1)
    found, kernels = proof.alternatives(before)
    (b,), known = proof.obtain(found, "b")
    bound, left, not_ = proof.parts_of(known, 3)
    inside = proof.sizes(size_at_most(b.tree, top), bound)
    again = proof.exhibit(least(W, top), b, proof.both(inside, left, not_))
    again = proof.either(least_or_none(W, top), again)
    more = _one_more(net, W, top, kernels, plus(top, 1))
    step = proof.from_both(before, again, more)
    goal = for_all("h0", "size", least_or_none(W, "h0"))
    return proof.generalize(proof.induct(goal, first, before.conclusion, step, h), W)


def _one_more(net: Landscape, W: str, top: Tree, earlier: Theorem, j: Tree) -> Theorem:
    """`least_or_none` for `top`, j being `top` + 1, from a kernel for every 1 <= i <= `top`."""
    proof, goal, (i,) = net.proof, least_or_none(W, top), net.sizes("i")
    choice = proof.instance(inverse_or_kernel(net), OUT, width(j), product(W, TOP, j))
    left, kernel = proof.alternatives(choice)
    inside = proof.sizes(size_at_most(top, top))
    found = proof.exhibit(least(W, top), top, proof.both(inside, left, earlier))

    hypotheses = [size_at_most(1, i), size_at_most(i, j)]
    low, high = map(proof.assume, hypotheses)
    place = proof.axiom("compare", i, top)
    below, above = proof.alternatives(place)
    of = for_all("n0", "size", kernel_at(W, "n0"))
    at_end = proof.replaced(of, kernel, j, i, above, high)
    at_i = proof.from_both(place, proof.use(earlier, [i], low, below), at_end)
    every = proof.conclude([i], hypotheses, at_i)
    return proof.from_both(choice, proof.either(goal, found), proof.either(goal, every))
