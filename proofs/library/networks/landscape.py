"""What is said of a network of any depth: its loss, its minima, its gradient, its moves.

W is a network over the widths d with H hidden layers, see `proofs.library.networks.products`; X is
of d[0] x m and Y of d[H+1] x m. Bound names end in 0, which no free name does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import wraps

from proofs.kernel.formulas import (
    NONE,
    Formula,
    at_most,
    both,
    either,
    equal,
    for_all,
    for_some,
    implies,
    less,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.networks.products import NETWORK, layer, plus, product
from proofs.library.projections import squared
from symbolic.words.terms import Term, Tree, zero

TOP = plus("H", 1)
DATA = {
    "d": "widths",
    "H": "size",
    "m": "size",
    "X": (("@", "d", 0), "m"),
    "Y": (("@", "d", TOP), "m"),
}


def width(k: Tree) -> Tree:
    """d[k], the number of columns of ``W[k]``."""
    return ("@", "d", k)


OUT, IN, FIRST = width(TOP), width(0), width(1)


def layer_sort(k: Tree) -> tuple[Tree, Tree]:
    """The sizes of ``W[k]``."""
    return width(plus(k, 1)), width(k)


@dataclass(eq=False)
class Landscape:
    """A proof about a network and its data, with the lemmas proved so far."""

    proof: Derivation = field(default_factory=lambda: Derivation(""))
    proved: dict[str, Theorem] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, sort in DATA.items():
            self.proof.theory.declare(name, sort)

    def network(self, name: str = "W") -> str:
        """A new network."""
        return self.proof.new(name, NETWORK)

    def sizes(self, names: str) -> list[str]:
        """New sizes."""
        return [self.proof.new(name, "size") for name in names.split()]


def once(prove: Callable[[Landscape], Theorem]) -> Callable[[Landscape], Theorem]:
    """A lemma is proved once in each proof."""

    @wraps(prove)
    def look_up(net: Landscape) -> Theorem:
        name = f"{prove.__module__}.{prove.__name__}"
        if name not in net.proved:
            net.proved[name] = prove(net)
        return net.proved[name]

    return look_up


def error(W: Tree) -> Term:
    """``W_{H+1} .. W_1 X - Y``."""
    return product(W, TOP, 0) @ Term("X") - Term("Y")


def residual(W: Tree) -> Term:
    """``r = (W_{H+1} .. W_1 X - Y)^T``."""
    return error(W).T


def loss(W: Tree) -> Term:
    """``1/2 ||W_{H+1} .. W_1 X - Y||^2``."""
    return Fraction(1, 2) * squared(error(W))


def gradient(W: Tree, k: Tree) -> Term:
    """``W[k:0] X r W[H+1:k+1]``, the transpose of the gradient for W[k]."""
    return product(W, k, 0) @ Term("X") @ residual(W) @ product(W, TOP, plus(k, 1))


def gradient_vanishes(W: Tree, k: Tree) -> Formula:
    """``W[k:0] X r W[H+1:k+1] = 0``."""
    rows, cols = layer_sort(k)
    return equal(gradient(W, k), zero(cols, rows))


def is_critical(W: Tree) -> Formula:
    """The gradient of every layer vanishes."""
    inside = implies(size_at_most("k0", "H"), gradient_vanishes(W, "k0"))
    return for_all("k0", "size", inside)


def near(W: Tree, V: Tree, e: Term) -> Formula:
    """Every layer of V is within the ball of squared radius e around that of W."""
    distance = squared(layer(V, "k0") - layer(W, "k0"))
    return for_all("k0", "size", implies(size_at_most("k0", "H"), at_most(distance, e)))


def global_minimum(W: Tree) -> Formula:
    """No network has a smaller loss."""
    return for_all("V0", NETWORK, at_most(loss(W), loss("V0")))


def lowest_within(W: Tree, e: Term) -> Formula:
    """No network near W has a smaller loss."""
    return for_all("V0", NETWORK, implies(near(W, "V0", e), at_most(loss(W), loss("V0"))))


def local_minimum(W: Tree) -> Formula:
    """No network in a neighbourhood of W has a smaller loss."""
    e = Term("e0")
    return for_some("e0", (1, 1), both(less(NONE, e), lowest_within(W, e)))


def local_maximum(W: Tree) -> Formula:
    """No network in a neighbourhood of W has a larger loss."""
    e = Term("e0")
    inside = implies(near(W, "V0", e), at_most(loss("V0"), loss(W)))
    return for_some("e0", (1, 1), both(less(NONE, e), for_all("V0", NETWORK, inside)))


def elsewhere(n: Tree, k: Tree) -> Formula:
    """``n`` is not ``k``."""
    return either(size_at_most(plus(n, 1), k), size_at_most(plus(k, 1), n))


def agree(U: Tree, W: Tree, *but: Tree) -> Formula:
    """U and W have the same layers, but for the layers with these numbers, in rising order."""
    body = equal(layer(U, "n0"), layer(W, "n0"))
    for k in reversed(but):
        body = implies(elsewhere("n0", k), body)
    return for_all("n0", "size", body)


def moved(U: Tree, W: Tree, k: Tree, V: Term, t: Term) -> Formula:
    """U is W with ``t V`` added to the layer k."""
    return both(equal(layer(U, k), layer(W, k) + t @ V), agree(U, W, k))
