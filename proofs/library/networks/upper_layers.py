"""Networks whose upper layers are any matrix A: ``N[H+1:i] = A`` for the least hidden width d[i].

Identities with zero blocks, ``K J = I``, pass d[i] units through the layers between.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
from proofs.library.networks import products
from proofs.library.networks.directions import IN, OUT
from proofs.library.networks.embeddings import embedding
from proofs.library.networks.examples import kept_below
from proofs.library.networks.landscape import TOP, Landscape, once
from proofs.library.networks.products import NETWORK, plus, product
from symbolic.words.terms import Term, Tree, identity


def width(k: Tree) -> Tree:
    """d[k]."""
    return ("@", "d", k)


def least(i: Tree) -> Formula:
    """No hidden width is less than d[i]."""
    body = implies(size_at_most("k0", "H"), size_at_most(width(i), width("k0")))
    return for_all("k0", "size", implies(size_at_most(1, "k0"), body))


def upper_inverse(W: Tree, j: Tree, i: Tree) -> Formula:
    """``L W[j:i] = I`` for some L."""
    body = equal(Term("L0") @ product(W, j, i), identity(width(i)))
    return for_some("L0", (width(i), width(j)), body)


@once
def embeddings(net: Landscape) -> Theorem:
    """``K J = I_p`` for p <= n."""
    return embedding(net.proof)


def changed(
    net: Landscape, W: str, k: Tree, V: Term, use: Callable[[str, Theorem, Theorem], Theorem]
) -> Theorem:
    """What follows from a network with V in the layer k of W: its name, U[k] = V, and the rest."""
    proof = net.proof

    def with_network(found: Theorem) -> Theorem:
        at, same = proof.parts_of(found, 2)
        return use(at.conclusion[1][1], at, same)

    return proof.choose(proof.axiom("change_layer", "d", W, k, V), ["U"], with_network)


@dataclass
class Collapse:
    """The layer i of least width, and A and B."""

    net: Landscape

    def __post_init__(self) -> None:
        proof, (self.i,) = self.net.proof, self.net.sizes("i")
        (self.A,) = proof.fresh("A", (OUT, width(self.i)))
        (self.B,) = proof.fresh("B", (width(self.i), IN))
        self.low = proof.assume(size_at_most(1, self.i))
        self.high = proof.assume(size_at_most(self.i, "H"))
        self.wide = proof.assume(least(self.i))

    def widened(
        self, k: Tree, bounds: tuple[Theorem, Theorem], use: Callable[[Theorem], Theorem]
    ) -> Theorem:
        """What follows from ``K J = I`` for a hidden layer k."""
        proof = self.net.proof
        bound = proof.use(self.wide, [k], *bounds)
        pair = proof.use(embeddings(self.net), [width(k), width(self.i)], bound)
        return proof.choose(pair, ["J", "K"], use)

    def above(self, N: Tree) -> Formula:
        """``N[H+1:i] = A``."""
        return equal(product(N, TOP, self.i), self.A)

    @property
    def goal(self) -> Formula:
        """Some network has A above and B below the layer i."""
        below = equal(product("N0", self.i, 0), self.B)
        return for_some("N0", NETWORK, both(self.above("N0"), below))


def _upper(here: Collapse) -> Theorem:
    """``L N[H:i] = I`` for some network N, layer by layer."""
    net, i = here.net, here.i
    proof, W, (j,) = net.proof, net.network(), net.sizes("j")
    up = plus(j, 1)

    def some(at: Tree) -> Formula:
        return for_some("N0", NETWORK, upper_inverse("N0", at, i))

    def claim(at: Tree) -> Formula:
        return implies(size_at_most(i, at), implies(size_at_most(at, "H"), some(at)))

    none = proof.assume(size_at_most(i, 0))
    base = proof.absurd(claim(0)[2], proof.sizes(FALSE, here.low, none))
    base = proof.suppose(none.conclusion, base)
    before = proof.assume(claim(j))
    order, inside = proof.assume(size_at_most(i, up)), proof.assume(size_at_most(up, "H"))

    def longer(above: Theorem) -> Theorem:
        shorter = proof.apply(before, above, proof.sizes(size_at_most(j, "H"), inside))

        def use(known: Theorem) -> Theorem:
            L, N = Term(known.conclusion[1][1]), known.conclusion[1][2][1]

            def with_pair(pair: Theorem) -> Theorem:
                K, J = (Term(x) for x in pair.conclusion[1][1:])

                def with_layer(U: str, at: Theorem, same: Theorem) -> Theorem:
                    below = proof.use(kept_below(net), [U, N, j], same)
                    kept = proof.use(below, [i, j], above, proof.sizes(size_at_most(j, j)))
                    whole = products.longer(proof, U, j, i, above)
                    unit = equal(K @ product(U, up, i), identity(width(i)))
                    shown = proof.by(unit, whole, at, kept, known, pair)
                    return proof.exhibit_all(some(up), [U, K], shown)

                return changed(net, N, j, J @ L, with_layer)

            positive = proof.sizes(size_at_most(1, up))
            return here.widened(up, (positive, inside), with_pair)

        return proof.choose(shorter, ["N", "L"], use)

    def first(none: Theorem) -> Theorem:
        one = identity(width(i))
        unit = proof.by(equal(one @ product(W, i, i), one), products.empty(proof, W, i))
        shown = proof.exhibit_all(some(i), [W, one], unit)
        return proof.replaced(for_all("n0", "size", some("n0")), shown, i, up, order, none)

    step = proof.cases(proof.axiom("compare", i, j), longer, first)
    for bound in (inside, order):
        step = proof.suppose(bound.conclusion, step)
    shown = proof.induct(for_all("j0", "size", claim("j0")), base, before.conclusion, step, j)
    end = proof.sizes(size_at_most("H", "H"))
    return proof.apply(proof.instance(shown, "H"), here.high, end)


def with_top(here: Collapse) -> Theorem:
    """``N[H+1:i] = A`` for some network: its last layer is A L."""
    net, i, proof = here.net, here.i, here.net.proof
    goal = for_some("N0", NETWORK, here.above("N0"))

    def use(known: Theorem) -> Theorem:
        L, N = Term(known.conclusion[1][1]), known.conclusion[1][2][1]

        def with_layer(U: str, at: Theorem, same: Theorem) -> Theorem:
            below = proof.use(kept_below(net), [U, N, "H"], same)
            kept = proof.use(below, [i, "H"], here.high, proof.sizes(size_at_most("H", "H")))
            whole = products.longer(proof, U, "H", i, here.high)
            return proof.exhibit(goal, U, proof.by(here.above(U), whole, at, kept, known))

        return changed(net, N, "H", here.A @ L, with_layer)

    return proof.choose(_upper(here), ["N", "L"], use)
