"""Twice the loss differentiated by FLINT, then halved exactly: integers throughout.

Variables are addressed by their position in the polynomial context. Each diagonal block
is filled from its lower triangle, mixed partial derivatives of a polynomial being equal,
while (l, k) and (k, l) are both derived. The other engine does it the other way round.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any

from symbolic.algebra.matrix import Matrix
from symbolic.networks.calculus import Quantity
from symbolic.networks.network import LinearNetwork


class FlintCalculus:
    """Derivatives over Z[x, y, w] of 2L; blocks are not kept, they are most of the memory."""

    def __init__(self, network: LinearNetwork) -> None:
        self.network = network
        self._gradients: dict[int, Matrix] = {}

    @cached_property
    def _twice_loss(self) -> Any:
        return self.network.twice_loss

    @cached_property
    def _start(self) -> dict[int, int]:
        """For each k the position in the context of the first entry of W_k."""
        context = self.network.ring.context
        corners = {k: str(self.network.weight(k)[0, 0]) for k in self.network.architecture.layers}
        return {k: context.variable_to_index(name) for k, name in corners.items()}

    def _positions(self, k: int) -> range:
        """Positions of vec(W_k^T); the generic network numbers W_k row after row."""
        height, width = self.network.weight(k).shape
        return range(self._start[k], self._start[k] + height * width)

    def gradient(self, k: int) -> Matrix:
        if k not in self._gradients:
            # Every coefficient of a derivative of 2L is even; FLINT raises if one were not.
            entries = [self._twice_loss.derivative(p) / 2 for p in self._positions(k)]
            self._gradients[k] = Matrix(self.network.ring, ([entry] for entry in entries))
        return self._gradients[k]

    def block(self, l: int, k: int) -> Matrix:
        derived = list(self.gradient(l).entries())
        positions = self._positions(k)
        if l != k:
            return Matrix(
                self.network.ring, ([g.derivative(p) for p in positions] for g in derived)
            )
        lower = [[g.derivative(p) for p in positions[: i + 1]] for i, g in enumerate(derived)]
        size = len(derived)
        return Matrix.build(
            self.network.ring, (size, size), lambda i, j: lower[max(i, j)][min(i, j)]
        )

    def partials(self, quantity: Quantity, k: int) -> tuple[Matrix, ...]:
        value = quantity(self.network)
        return tuple(value.map(partial(_derivative, p)) for p in self._positions(k))


def _derivative(position: int, element: Any) -> Any:
    return element.derivative(position)
