"""Networks whose upper layers are any matrix A: ``N[H+1:i] = A`` for the least hidden width d[i].

Identities with zero blocks, ``K J = I``, pass d[i] units through the layers between.
"""

from __future__ import annotations

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
from proofs.library.networks.embeddings import embedding
from proofs.library.networks.examples import changed, kept_below
from proofs.library.networks.landscape import IN, OUT, TOP, Landscape, once, width
from proofs.library.networks.products import NETWORK, plus, product
from symbolic.words.terms import Term, Tree, identity


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

    def pair(self, k: Tree, low: Theorem, high: Theorem) -> tuple[Term, Term, Theorem]:
        """J, K and ``K J = I`` for a hidden layer k, 1 <= k <= H: J is d[k] x d[i]."""
        proof = self.net.proof
        bound = proof.use(self.wide, [k], low, high)
        pair = proof.use(embeddings(self.net), [width(k), width(self.i)], bound)
        (J, K), unit = proof.obtain(pair, "J", "K")
        return J, K, unit

    def above(self, N: Tree) -> Formula:
        """``N[H+1:i] = A``."""
        return equal(product(N, TOP, self.i), self.A)

    @property
    def goal(self) -> Formula:
        """Some network has A above and B below the layer i."""
        below = equal(product("N0", self.i, 0), self.B)
        return for_some("N0", NETWORK, both(self.above("N0"), below))


def _with_inverse(i: str, at: Tree) -> Formula:
    """Some network N has a left inverse of ``N[at:i]``."""
    return for_some("N0", NETWORK, upper_inverse("N0", at, i))


def _upper(here: Collapse) -> Theorem:
    """``L N[H:i] = I`` for some network N, layer by layer."""
    net, i = here.net, here.i
    proof, W, (j,) = net.proof, net.network(), net.sizes("j")

    def bounds(at: Tree) -> list[Formula]:
        return [size_at_most(i, at), size_at_most(at, "H")]

    def claim(at: Tree) -> Formula:
        low, high = bounds(at)
        return implies(low, implies(high, _with_inverse(i, at)))

    none = proof.assume(size_at_most(i, 0))
    base = proof.absurd(claim(0)[2], proof.sizes(FALSE, here.low, none))
    base = proof.suppose(none.conclusion, base)
    before, up = proof.assume(claim(j)), plus(j, 1)
    order, inside = map(proof.assume, bounds(up))
    choice = proof.axiom("compare", i, j)
    above, over = proof.alternatives(choice)

    shorter = proof.apply(before, above, proof.sizes(size_at_most(j, "H"), inside))
    longer = _one_higher(here, j, shorter, above, inside)
    one = identity(width(i))
    unit = proof.by(equal(one @ product(W, i, i), one), products.empty(proof, W, i))
    first = proof.exhibit_all(_with_inverse(i, i), [W, one], unit)
    of = for_all("n0", "size", _with_inverse(i, "n0"))
    first = proof.replaced(of, first, i, up, order, over)
    step = proof.conclude([], bounds(up), proof.from_both(choice, longer, first))
    shown = proof.induct(for_all("j0", "size", claim("j0")), base, before.conclusion, step, j)
    return proof.use(shown, ["H"], here.high, proof.sizes(size_at_most("H", "H")))


def _one_higher(
    here: Collapse, j: str, shorter: Theorem, above: Theorem, inside: Theorem
) -> Theorem:
    """A left inverse of ``U[j+1:i]`` from a left inverse L of ``N[j:i]``: U[j] = J L."""
    net, i, proof, up = here.net, here.i, here.net.proof, plus(j, 1)
    (N, L), known = proof.obtain(shorter, "N", "L")
    J, K, pair = here.pair(up, proof.sizes(size_at_most(1, up)), inside)
    U, at, same = changed(net, str(N.tree), j, J @ L)
    below = proof.use(kept_below(net), [U, N, j], same)
    kept = proof.use(below, [i, j], above, proof.sizes(size_at_most(j, j)))
    whole = products.longer(proof, U, j, i, above)
    unit = equal(K @ product(U, up, i), identity(width(i)))
    shown = proof.by(unit, whole, at, kept, known, pair)
    return proof.exhibit_all(_with_inverse(i, up), [U, K], shown)


def with_top(here: Collapse) -> Theorem:
    """``N[H+1:i] = A`` for some network: its last layer is A L."""
    net, i, proof = here.net, here.i, here.net.proof
    goal = for_some("N0", NETWORK, here.above("N0"))
    (N, L), known = proof.obtain(_upper(here), "N", "L")
    U, at, same = changed(net, str(N.tree), "H", here.A @ L)
    below = proof.use(kept_below(net), [U, N, "H"], same)
    kept = proof.use(below, [i, "H"], here.high, proof.sizes(size_at_most("H", "H")))
    whole = products.longer(proof, U, "H", i, here.high)
    shown = proof.by(here.above(U), whole, at, kept, known)
    return proof.close(proof.exhibit(goal, U, shown))
