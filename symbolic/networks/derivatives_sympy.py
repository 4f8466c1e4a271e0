"""The loss L differentiated by sympy's polynomials (`PolyElement.diff`).

Gradients and blocks are kept; (l, k) with l > k is the transpose of (k, l), while the diagonal
blocks are derived entry by entry. The other engine does it the other way round.
"""

from __future__ import annotations

from functools import cache, cached_property, partial
from typing import Any

from symbolic.algebra.matrix import Matrix
from symbolic.networks.calculus import Quantity
from symbolic.networks.network import LinearNetwork


class SympyCalculus:
    """Derivatives over Q[x, y, w] of the loss with its factor one half, symbol by symbol."""

    def __init__(self, network: LinearNetwork) -> None:
        self.network = network
        self._gradient, self._block = cache(self._derive_gradient), cache(self._derive_block)

    @cached_property
    def _loss(self) -> Any:
        return self.network.loss

    def _variables(self, k: int) -> list[Any]:
        """vec(W_k^T): the symbols of W_k, row after row."""
        return [symbol for row in self.network.weight(k).rows for symbol in row]

    def gradient(self, k: int) -> Matrix:
        return self._gradient(k)

    def _derive_gradient(self, k: int) -> Matrix:
        return Matrix(self.network.ring, [[self._loss.diff(w)] for w in self._variables(k)])

    def block(self, l: int, k: int) -> Matrix:
        return self._block(l, k)

    def _derive_block(self, l: int, k: int) -> Matrix:
        if l > k:  # mixed partial derivatives of a polynomial are equal
            return self.block(k, l).T
        columns = self._variables(k)
        rows = [[entry.diff(w) for w in columns] for entry in self.gradient(l).entries()]
        return Matrix(self.network.ring, rows)

    def partials(self, quantity: Quantity, k: int) -> tuple[Matrix, ...]:
        value = quantity(self.network)
        return tuple(value.map(partial(_diff, w)) for w in self._variables(k))


def _diff(variable: Any, element: Any) -> Any:
    return element.diff(variable)
