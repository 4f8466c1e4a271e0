"""Directions in which the loss falls or rises: X Y^T is seen through the middle layers.

Where M = W_H..W_2 is not zero, the layers W_1 = w u and W_{H+1} = t v z with ``z M w = 1`` give
the product ``t v u``, and ``u X Y^T v = 1`` says that it is correlated with the data. The loss is
then ``1/2 ||Y||^2 - t + t^2 c/2``, c = ||v u X||^2.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from proofs.kernel.formulas import NONE, ONE, Formula, equal, for_some, less, negation, size_at_most
from proofs.kernel.rules import Theorem
from proofs.kernel.theory import opened
from proofs.library.equations import H1, H2, sides
from proofs.library.networks import layer_moves, products
from proofs.library.networks.deficient import inverses, not_zero
from proofs.library.networks.examples import middle, positive_widths, with_ends
from proofs.library.networks.landscape import IN, OUT, TOP, Landscape, loss
from proofs.library.networks.products import NETWORK, product
from proofs.library.projections import squared
from symbolic.words.terms import Term, zero

HALF = Fraction(1, 2)


def no_correlation() -> Formula:
    """``X Y^T = 0``."""
    return equal(Term("X") @ Term("Y").T, zero(IN, OUT))


@dataclass(frozen=True)
class Direction:
    """A network with ``z M w = 1`` for M = W[H:1], and vectors with ``u X Y^T v = 1``.

    `deep` is 1 <= H, `through` and `seen` are the two equations; the names are obtained.
    """

    net: Landscape
    deep: Theorem
    W: str
    w: Term
    z: Term
    through: Theorem
    u: Term
    v: Term
    seen: Theorem

    @property
    def first(self) -> Term:
        """``w u``, for W_1."""
        return self.w @ self.u

    @property
    def last(self) -> Term:
        """``v z``, for W_{H+1}."""
        return self.v @ self.z

    def obtain_ends(self, A: Term, B: Term) -> tuple[str, Theorem]:
        """A network that is W with A as its first and B as its last layer, and that it is."""
        proof = self.net.proof
        some = proof.use(with_ends(self.net), [self.W, A, B], self.deep)
        (N,), known = proof.obtain(some, "N")
        return str(N.tree), known

    def products(self, given: Theorem) -> tuple[Theorem, Theorem, Theorem]:
        """``N[H+1:1] = B M``, ``N[H:0] = M A`` and ``N[H+1:0] = B M A``, N being `given`."""
        proof, M = self.net.proof, product(self.W, "H", 1)
        at_0, at_H, same, _ = proof.parts_of(given, 4)
        (at, A), (_, B) = sides(at_0), sides(at_H)
        _, N, _ = at.tree
        up = products.longer(proof, N, "H", 1, self.deep)
        upper = proof.by(equal(product(N, TOP, 1), B @ M), up, at_H, same)
        unit, zero_ = products.empty(proof, N, 0), proof.sizes(size_at_most(0, 0))
        low = proof.use(layer_moves.around(self.net), [N, 0, 0, "H"], zero_, self.deep)
        lower = proof.by(equal(product(N, "H", 0), M @ A), low, at_0, same, unit)
        high = proof.sizes(size_at_most(1, TOP))
        whole = proof.use(layer_moves.around(self.net), [N, 0, 0, TOP], zero_, high)
        whole = proof.by(equal(product(N, TOP, 0), B @ M @ A), whole, upper, at_0, unit)
        return upper, lower, whole


def obtain_direction(net: Landscape, deep: Theorem) -> Direction:
    """Such a direction; the hidden widths are positive, X Y^T is not zero: both are assumed."""
    proof, X, Y = net.proof, Term("X"), Term("Y")
    wide, data = proof.assume(positive_widths()), proof.assume(negation(no_correlation()))
    choice = proof.instance(not_zero(net), IN, OUT, X @ Y.T)
    none, found = proof.alternatives(choice)
    contradiction = proof.absurd(found.conclusion, proof.apply(data, none))
    (u, v), seen = proof.obtain(proof.from_both(choice, contradiction, found), "u", "v")
    seen = proof.by(equal(u @ X @ Y.T @ v, ONE), seen)
    inside = proof.sizes(size_at_most("H", "H"))
    some = proof.use(proof.apply(middle(net), wide), ["H"], deep, inside)
    (W, w, z), through = proof.obtain(some, "W", "w", "z")
    return Direction(net, deep, str(W.tree), w, z, through, u, v, seen)


def falling(way: Direction) -> Theorem:
    """Some network has a loss below ``1/2 ||Y||^2``."""
    net, proof, Y = way.net, way.net.proof, Term("Y")
    image = way.v @ way.u @ Term("X")
    c = squared(image)
    goal = for_some("V0", NETWORK, less(loss("V0"), HALF * squared(Y)))
    t, up, inverse = obtain_step(net, image)
    U, known = way.obtain_ends(way.first, t @ way.last)
    _, _, whole = way.products(known)
    # The loss is 1/2 ||Y||^2 - t + t^2 c/2, and t + t c = 1.
    value = HALF * (squared(Y) + t @ t @ c) - t
    exact = proof.by(equal(loss(U), value), whole, way.through, way.seen)
    squares, by = [(HALF, [0]), (HALF, [0, 0])], -1 * H1 - HALF * (t @ H2)
    shown = proof.order(opened(proof.theory, goal, U), (up, exact, inverse), squares, by)
    return proof.close(proof.exhibit(goal, U, shown))


def obtain_step(net: Landscape, image: Term) -> tuple[Term, Theorem, Theorem]:
    """A number t, ``0 < t`` and ``(1 + c) t = 1``, c being the square of the image."""
    proof, total = net.proof, ONE + squared(image)
    square = proof.nonnegative_square(image)
    above = proof.order(less(NONE, total), [square], [(1, [0]), (1, [])])
    (t,), found = proof.obtain(proof.use(inverses(net), [total], above), "t")
    up, inverse = proof.parts(found)
    return t, up, inverse
