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
    W, (i, k, j) = proof.new("W", NETWORK), (proof.new(name, "size") for name in "ikj")
    low = proof.assume(size_at_most(i, k))

    def split(top: Tree, at: Tree) -> Formula:
        return equal(product(W, top, i), product(W, top, at) @ product(W, at, i))

    def at_top(top: Tree, above: Theorem, below: Theorem) -> Theorem:
        """The case k = `top`."""
        whole = proof.by(split(top, top), empty(proof, W, top))
        return proof.replaced(for_all("n", "size", split(top, "n")), whole, top, k, above, below)

    def claim(top: Tree) -> Formula:
        return implies(size_at_most(k, top), split(top, k))

    below = proof.assume(size_at_most(k, 0))
    first = proof.suppose(below.conclusion, at_top(0, proof.sizes(size_at_most(0, k)), below))
    before, top = proof.assume(claim(j)), plus(j, 1)
    choice, below = proof.axiom("compare", k, j), proof.assume(size_at_most(k, top))
    under, over = proof.alternatives(choice)
    known = proof.apply(before, under)
    whole = longer(proof, W, j, i, proof.sizes(size_at_most(i, j), low, under))
    inside = proof.by(split(top, k), whole, longer(proof, W, j, k, under), known)
    step = proof.from_both(choice, inside, at_top(top, over, below))
    step = proof.suppose(below.conclusion, step)
    shown = proof.induct(for_all("n", "size", claim("n")), first, before.conclusion, step, j)
    return proof.conclude([W, i, k, j], [low.conclusion], proof.instance(shown, j))


def unchanged(proof: Derivation) -> Theorem:
    """``U[j:i] = W[j:i]`` where the networks agree from i to j - 1, by induction on j."""
    U, W = proof.new("U", NETWORK), proof.new("W", NETWORK)
    i, j, k = (proof.new(name, "size") for name in "ijk")

    def same(top: Tree, at: Tree) -> Formula:
        return equal(product(U, top, at), product(W, top, at))

    def agree(top: Tree) -> Formula:
        inside = implies(size_at_most(plus("k", 1), top), equal(layer(U, "k"), layer(W, "k")))
        return for_all("k", "size", implies(size_at_most(i, "k"), inside))

    def hypotheses(top: Tree) -> list[Formula]:
        return [size_at_most(i, top), agree(top)]

    def claim(top: Tree) -> Formula:
        ordered, agreeing = hypotheses(top)
        return implies(ordered, implies(agreeing, same(top, i)))

    def none(top: Tree, above: Theorem) -> Theorem:
        """The case i = `top`."""
        whole = proof.by(same(top, top), empty(proof, U, top), empty(proof, W, top))
        below = proof.assume(size_at_most(i, top))
        return proof.replaced(for_all("n", "size", same(top, "n")), whole, top, i, above, below)

    first = proof.conclude([], hypotheses(0), none(0, proof.sizes(size_at_most(0, i))))
    before, top = proof.assume(claim(j)), plus(j, 1)
    given, choice = proof.assume(agree(top)), proof.axiom("compare", i, j)
    under, over = proof.alternatives(choice)
    between = [size_at_most(i, k), size_at_most(plus(k, 1), j)]
    low, high = map(proof.assume, between)
    at_k = proof.use(given, [k], low, proof.sizes(size_at_most(plus(k, 1), top), high))
    known = proof.apply(before, under, proof.conclude([k], between, at_k))
    last = proof.use(given, [j], under, proof.sizes(size_at_most(top, top)))
    wholes = longer(proof, U, j, i, under), longer(proof, W, j, i, under)
    inside = proof.by(same(top, i), *wholes, known, last)
    step = proof.conclude([], hypotheses(top), proof.from_both(choice, inside, none(top, over)))
    shown = proof.induct(for_all("n", "size", claim("n")), first, before.conclusion, step, j)
    return proof.generalize(proof.instance(shown, j), U, W, i, j)


def around(proof: Derivation, split: Theorem) -> Theorem:
    """``W[j:i] = W[j:l+1] W[l] W[l:i]`` for i <= l < j."""
    W, (i, l_, j) = proof.new("W", NETWORK), (proof.new(name, "size") for name in "ilj")
    up = plus(l_, 1)
    hypotheses = [size_at_most(i, l_), size_at_most(up, j)]
    low, high = map(proof.assume, hypotheses)
    whole = proof.use(split, [W, i, up, j], proof.sizes(size_at_most(i, up), low), high)
    goal = product(W, j, up) @ layer(W, l_) @ product(W, l_, i)
    shown = proof.by(equal(product(W, j, i), goal), whole, longer(proof, W, l_, i, low))
    return proof.conclude([W, i, l_, j], hypotheses, shown)
