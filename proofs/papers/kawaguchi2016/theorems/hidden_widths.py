"""A rank reaches the width of some hidden layer, or it is less than all of them."""

from __future__ import annotations

from proofs.kernel.formulas import Formula, both, for_all, for_some, implies, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.networks.landscape import Landscape
from proofs.library.networks.products import plus
from symbolic.words.terms import Tree


def some_width(n: Tree) -> Formula:
    """n reaches some hidden width."""
    reach = size_at_most(("@", "d", "k0"), n)
    return for_some("k0", "size", both(size_at_most(1, "k0"), size_at_most("k0", "H"), reach))


def narrow(n: Tree) -> Formula:
    """n is less than every hidden width."""
    inside = implies(size_at_most("k0", "H"), size_at_most(plus(n, 1), ("@", "d", "k0")))
    return for_all("k0", "size", implies(size_at_most(1, "k0"), inside))


def less_than_all(net: Landscape, n: Tree, nowhere: Theorem) -> Theorem:
    """n is less than every hidden width, as it reaches none."""
    proof, (k,) = net.proof, net.sizes("k")
    order = size_at_most(1, k), size_at_most(k, "H")
    low, high = map(proof.assume, order)
    less = size_at_most(plus(n, 1), ("@", "d", k))
    choice = proof.axiom("compare", ("@", "d", k), n)
    reach, few = proof.alternatives(choice)
    some = proof.exhibit(some_width(n), k, proof.both(low, high, reach))
    impossible = proof.absurd(less, proof.apply(nowhere, some))
    return proof.conclude([k], order, proof.from_both(choice, impossible, few))
