"""Products of the layers of a network of any depth, by induction over the layers.

A network W over the widths d is a matrix W[k] of d[k+1] x d[k] for every k: the paper's
W_{k+1}. ``W[j:i]`` is the product W[j-1] .. W[i], which is the identity for i = j, so that the
network of the paper with H hidden layers is ``W[H+1:0]``. Each function proves a closed formula.
"""

from __future__ import annotations

from proofs.kernel.formulas import Formula, equal, for_all, implies, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from symbolic.words.terms import Term, Tree

NETWORK = ("@", "d")


def plus(size: Tree, more: Tree) -> Tree:
    """The sum of two sizes."""
    return ("+", size, more)


def layer(W: Tree, k: Tree) -> Term:
    """``W[k]``."""
    return Term(("@", W, k))


def product(W: Tree, j: Tree, i: Tree) -> Term:
    """``W[j-1] .. W[i]``."""
    return Term(("@", W, j, i))


def all_sizes(names: str, body: Formula) -> Formula:
    """For all sizes of these names."""
    for name in reversed(names.split()):
        body = for_all(name, "size", body)
    return body


def empty(proof: Derivation, W: Tree, j: Tree) -> Theorem:
    """``W[j:j] = I``."""
    return proof.axiom("no_layer", "d", W, j)


def longer(proof: Derivation, W: Tree, j: Tree, i: Tree, ordered: Theorem) -> Theorem:
    """``W[j+1:i] = W[j] W[j:i]``, from ``i <= j``."""
    return proof.apply(proof.axiom("next_layer", "d", W, i, j), ordered)


def splitting(proof: Derivation) -> Theorem:
    """``W[j:i] = W[j:k] W[k:i]`` for i <= k <= j, by induction on j."""
    W, i, k = proof.new("W", NETWORK), proof.new("i", "size"), proof.new("k", "size")
    j = proof.new("j", "size")
    low = proof.assume(size_at_most(i, k))

    def split(top: Tree, at: Tree) -> Formula:
        return equal(product(W, top, i), product(W, top, at) @ product(W, at, i))

    def at_top(top: Tree, above: Theorem) -> Theorem:
        """The case k = `top`, from ``top <= k`` and the assumption ``k <= top``."""
        whole = proof.by(split(top, top), empty(proof, W, top))
        below = proof.assume(size_at_most(k, top))
        return proof.replaced(for_all("n", "size", split(top, "n")), whole, top, k, above, below)

    def claim(top: Tree) -> Formula:
        return implies(size_at_most(k, top), split(top, k))

    first = at_top(0, proof.sizes(size_at_most(0, k)))
    first = proof.suppose(size_at_most(k, 0), first)
    before = proof.assume(claim(j))

    def inside(below: Theorem) -> Theorem:
        under = proof.sizes(size_at_most(i, j), low, below)
        known = proof.apply(before, below)
        steps = longer(proof, W, j, i, under), longer(proof, W, j, k, below)
        return proof.by(split(plus(j, 1), k), *steps, known)

    choice = proof.axiom("compare", k, j)
    step = proof.cases(choice, inside, lambda above: at_top(plus(j, 1), above))
    step = proof.suppose(size_at_most(k, plus(j, 1)), step)
    shown = proof.induct(for_all("n", "size", claim("n")), first, before.conclusion, step, j)
    shown = proof.suppose(low.conclusion, proof.instance(shown, j))
    return proof.generalize(shown, W, i, k, j)


def unchanged(proof: Derivation) -> Theorem:
    """``U[j:i] = W[j:i]`` where the networks agree from i to j - 1, by induction on j."""
    U, W = proof.new("U", NETWORK), proof.new("W", NETWORK)
    i, j = proof.new("i", "size"), proof.new("j", "size")

    def same(top: Tree, at: Tree) -> Formula:
        return equal(product(U, top, at), product(W, top, at))

    def agree(top: Tree) -> Formula:
        inside = equal(layer(U, "k"), layer(W, "k"))
        inside = implies(size_at_most(plus("k", 1), top), inside)
        return for_all("k", "size", implies(size_at_most(i, "k"), inside))

    def claim(top: Tree) -> Formula:
        return implies(size_at_most(i, top), implies(agree(top), same(top, i)))

    def none(top: Tree, above: Theorem) -> Theorem:
        whole = proof.by(same(top, top), empty(proof, U, top), empty(proof, W, top))
        below = proof.assume(size_at_most(i, top))
        of = for_all("n", "size", same(top, "n"))
        return proof.replaced(of, whole, top, i, above, below)

    def closed(top: Tree, shown: Theorem) -> Theorem:
        return proof.suppose(size_at_most(i, top), proof.suppose(agree(top), shown))

    first = closed(0, none(0, proof.sizes(size_at_most(0, i))))
    before = proof.assume(claim(j))
    top = plus(j, 1)
    given = proof.assume(agree(top))

    def inside(below: Theorem) -> Theorem:
        k = proof.new("k", "size")
        low, high = proof.assume(size_at_most(i, k)), proof.assume(size_at_most(plus(k, 1), j))
        at_k = proof.use(given, [k], low, proof.sizes(size_at_most(plus(k, 1), top), high))
        shorter = proof.suppose(low.conclusion, proof.suppose(high.conclusion, at_k))
        known = proof.apply(before, below, proof.generalize(shorter, k))
        last = proof.use(given, [j], below, proof.sizes(size_at_most(top, top)))
        steps = longer(proof, U, j, i, below), longer(proof, W, j, i, below)
        return proof.by(same(top, i), *steps, known, last)

    step = proof.cases(proof.axiom("compare", i, j), inside, lambda above: none(top, above))
    shown = proof.induct(
        for_all("n", "size", claim("n")), first, before.conclusion, closed(top, step), j
    )
    return proof.generalize(proof.instance(shown, j), U, W, i, j)


def around(proof: Derivation, split: Theorem) -> Theorem:
    """``W[j:i] = W[j:l+1] W[l] W[l:i]`` for i <= l < j."""
    W = proof.new("W", NETWORK)
    i, l_, j = (proof.new(name, "size") for name in ("i", "l", "j"))
    up = plus(l_, 1)

    def prove(low: Theorem, high: Theorem) -> Theorem:
        above = proof.sizes(size_at_most(i, up), low)
        whole = proof.use(split, [W, i, up, j], above, high)
        part = longer(proof, W, l_, i, low)
        goal = product(W, j, up) @ layer(W, l_) @ product(W, l_, i)
        return proof.by(equal(product(W, j, i), goal), whole, part)

    return proof.lemma([W, i, l_, j], [size_at_most(i, l_), size_at_most(up, j)], prove)
