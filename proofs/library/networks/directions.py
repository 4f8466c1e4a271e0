"""Directions in which the loss falls or rises: X Y^T is seen through the middle layers.

Where M = W_H..W_2 is not zero, the layers W_1 = w u and W_{H+1} = t v z with ``z M w = 1`` give
the product ``t v u``, and ``u X Y^T v = 1`` says that it is correlated with the data. The loss is
then ``1/2 ||Y||^2 - t + t^2 c/2``, c = ||v u X||^2.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from proofs.kernel.formulas import Formula, equal, for_some, less, negation, size_at_most
from proofs.kernel.rules import Theorem
from proofs.kernel.theory import opened
from proofs.library.networks import moves, products
from proofs.library.networks.deficient import inverses, not_zero
from proofs.library.networks.examples import ONE, middle, positive_widths, with_ends
from proofs.library.networks.landscape import NONE, TOP, Landscape, loss
from proofs.library.networks.products import NETWORK, product
from proofs.library.projections import squared
from symbolic.words.terms import Term, zero

OUT, IN = ("@", "d", TOP), ("@", "d", 0)


def no_correlation() -> Formula:
    """``X Y^T = 0``."""
    return equal(Term("X") @ Term("Y").T, zero(IN, OUT))


@dataclass(frozen=True)
class Direction:
    """A network with ``z M w = 1`` for M = W[H:1], and vectors with ``u X Y^T v = 1``."""

    net: Landscape
    deep: Theorem
    through: Theorem
    seen: Theorem

    @property
    def W(self) -> str:
        """The network."""
        name: str = self.through.conclusion[1][2][1]
        return name

    @property
    def first(self) -> Term:
        """``w u``, for W_1."""
        return Term(self.through.conclusion[1][3]) @ self.u

    @property
    def last(self) -> Term:
        """``v z``, for W_{H+1}."""
        return self.v @ Term(self.through.conclusion[1][1])

    @property
    def u(self) -> Term:
        """The row."""
        return Term(self.seen.conclusion[1][1])

    @property
    def v(self) -> Term:
        """The column."""
        return Term(self.seen.conclusion[1][-1])

    def ends(self, A: Term, B: Term, use: Callable[[Theorem], Theorem]) -> Theorem:
        """What follows from a network that is W with A as its first and B as its last layer."""
        proof = self.net.proof
        some = proof.use(with_ends(self.net), [self.W, A, B], self.deep)
        return proof.choose(some, ["N"], use)

    def products(self, given: Theorem) -> tuple[Theorem, Theorem, Theorem]:
        """``N[H+1:1] = B M``, ``N[H:0] = M A`` and ``N[H+1:0] = B M A``."""
        proof, M = self.net.proof, product(self.W, "H", 1)
        at_0, at_H, same, _ = proof.parts_of(given, 4)
        N = at_0.conclusion[1][1]
        A, B = Term(at_0.conclusion[2]), Term(at_H.conclusion[2])
        up = products.longer(proof, N, "H", 1, self.deep)
        upper = proof.by(equal(product(N, TOP, 1), B @ M), up, at_H, same)
        unit, zero_ = products.empty(proof, N, 0), proof.sizes(size_at_most(0, 0))
        low = proof.use(moves.around(self.net), [N, 0, 0, "H"], zero_, self.deep)
        lower = proof.by(equal(product(N, "H", 0), M @ A), low, at_0, same, unit)
        high = proof.sizes(size_at_most(1, TOP))
        whole = proof.use(moves.around(self.net), [N, 0, 0, TOP], zero_, high)
        whole = proof.by(equal(product(N, TOP, 0), B @ M @ A), whole, upper, at_0, unit)
        return upper, lower, whole


def with_direction(net: Landscape, deep: Theorem, use: Callable[[Direction], Theorem]) -> Theorem:
    """What follows from such a direction; the hidden widths are positive, X Y^T is not zero."""
    proof, X, Y = net.proof, Term("X"), Term("Y")
    wide, data = proof.assume(positive_widths()), proof.assume(negation(no_correlation()))
    inside = proof.sizes(size_at_most("H", "H"))
    some = proof.use(proof.apply(middle(net), wide), ["H"], deep, inside)
    choice = proof.instance(not_zero(net), IN, OUT, X @ Y.T)

    def with_data(seen: Theorem) -> Theorem:
        u, _, v = (Term(x) for x in seen.conclusion[1][1:])
        flat = proof.by(equal(u @ X @ Y.T @ v, ONE), seen)
        return proof.choose(
            some, ["W", "w", "z"], lambda found: use(Direction(net, deep, found, flat))
        )

    seen = proof.cases(
        choice,
        lambda none: proof.absurd(choice.conclusion[2], proof.apply(data, none)),
        lambda found: found,
    )
    return proof.choose(seen, ["u", "v"], with_data)


def falling(way: Direction) -> Theorem:
    """Some network has a loss below ``1/2 ||Y||^2``."""
    net, proof = way.net, way.net.proof
    image = way.v @ way.u @ Term("X")
    c = squared(image)
    goal = for_some("V0", NETWORK, less(loss("V0"), Fraction(1, 2) * squared(Term("Y"))))

    def use(t: Term, up: Theorem, inverse: Theorem) -> Theorem:
        def found(U: Theorem) -> Theorem:
            name, whole = U.conclusion[1][1][1], way.products(U)[2]
            # The loss is 1/2 ||Y||^2 - t + t^2 c/2, and t + t c = 1.
            value = Fraction(1, 2) * (squared(Term("Y")) + t @ t @ c) - t
            exact = proof.by(equal(loss(name), value), whole, way.through, way.seen)
            half = Fraction(1, 2)
            premises, factors = (up, exact, inverse), [(half, [0]), (half, [0, 0])]
            plus_ = -1 * Term("$1") - half * (t @ Term("$2"))
            shown = proof.order(opened(proof.theory, goal, name), premises, factors, plus_.tree)
            return proof.exhibit(goal, name, shown)

        return way.ends(way.first, t @ way.last, found)

    return with_step(net, image, use)


def with_step(
    net: Landscape, image: Term, use: Callable[[Term, Theorem, Theorem], Theorem]
) -> Theorem:
    """What follows from ``0 < t`` and ``(1 + c) t = 1``, c being the square of the image."""
    proof, total = net.proof, ONE + squared(image)
    square = proof.nonnegative_square(image)
    above = proof.order(less(NONE, total), [square], [(1, [0]), (1, [])])

    def divide(found: Theorem) -> Theorem:
        up, inverse = proof.parts(found)
        return use(Term(up.conclusion[2]), up, inverse)

    return proof.choose(proof.use(inverses(net), [total], above), ["t"], divide)
