"""The letters of the paper for a network of concrete sizes, as expressions."""

from __future__ import annotations

from functools import reduce

from proofs.evidence.expression import (
    Expression,
    both,
    identity,
    letter,
    named,
    number,
    psd,
    scale,
    vanishes,
)
from symbolic.networks.architecture import Architecture


class Letters:
    """The segments of a network as expressions, named as in `LinearNetwork`."""

    def __init__(self, architecture: Architecture, weight: str = "W", prefix: str = "") -> None:
        self.architecture = architecture
        self.prefix = prefix
        self.X, self.Y = letter("X"), letter("Y")
        self.weights = [letter(f"{weight}_{k}") for k in architecture.layers]

    @property
    def top(self) -> int:
        """H + 1."""
        return len(self.weights)

    def width(self, k: int) -> int:
        """d_k."""
        return self.architecture.widths[k]

    def W(self, k: int) -> Expression:
        """W_k."""
        return self.weights[k - 1]

    def product(self, k: int, l: int) -> Expression:
        """W_k .. W_l; the identity of size d_k for k = l - 1."""
        if k < l:
            return identity(self.width(k))
        return reduce(lambda a, b: a @ b, (self.W(j) for j in range(k, l - 1, -1)))

    def _named(self, text: str, term: Expression) -> Expression:
        return named(self.prefix + text, term)

    def A(self, k: int) -> Expression:
        """A_k = W_{H+1} .. W_{k+1}."""
        return self._named(f"A_{k}", self.product(self.top, k + 1))

    def B(self, k: int) -> Expression:
        """B_k = W_{k-1} .. W_2."""
        return self._named(f"B_{k}", self.product(k - 1, 2))

    def V(self, k: int) -> Expression:
        """V_k = W_{k-1} .. W_1 X."""
        return self._named(f"V_{k}", self.product(k - 1, 1) @ self.X) if k > 1 else self.X

    @property
    def C(self) -> Expression:
        """C = W_{H+1} .. W_2."""
        return self._named("C", self.product(self.top, 2))

    @property
    def map(self) -> Expression:
        """W_{H+1} .. W_1."""
        return self.product(self.top, 1)

    @property
    def r(self) -> Expression:
        """The residual r = (W_{H+1} .. W_1 X - Y)^T."""
        return self._named("r", (self.map @ self.X - self.Y).T)

    @property
    def network(self) -> tuple[Expression, ...]:
        """X, Y, W_1, .., W_{H+1}, as the operations of calculus take it."""
        return (self.X, self.Y, *self.weights)

    @property
    def loss(self) -> Expression:
        """L(W)."""
        return Expression("loss", self.network)

    def gradient(self, k: int) -> Expression:
        """The derivative of L by vec(W_k^T), as a column."""
        return Expression("gradient", (k, *self.network))

    @property
    def hessian(self) -> Expression:
        """The Hessian, blocks ordered W_{H+1}, .., W_1."""
        return Expression("hessian", self.network)

    def block(self, l: int, k: int) -> Expression:
        """The Hessian block (l, k)."""
        return Expression("block", (l, k, *self.network))

    def derivative(self, k: int, term: Expression) -> Expression:
        """``D_{vec(W_k^T)} vec(term)``."""
        return Expression("D", (k, term, *self.network))

    @property
    def critical(self) -> Expression:
        """That every derivative of the loss vanishes."""
        sizes = self.architecture.weight_size
        return both(*(vanishes(self.gradient(k), sizes(k), 1) for k in self.architecture.layers))

    @property
    def semidefinite(self) -> Expression:
        """That the Hessian is positive semidefinite."""
        return psd(self.hessian)

    @property
    def negative_semidefinite(self) -> Expression:
        """That the Hessian is negative semidefinite."""
        return psd(scale(number(-1), self.hessian))

    def moved(self, moves: dict[int, Expression]) -> Letters:
        """The network with terms added to some of its weights; its segments are marked ``~``."""
        other = Letters(self.architecture, prefix="~")
        other.weights = [w + moves[k] if k in moves else w for k, w in enumerate(self.weights, 1)]
        return other
