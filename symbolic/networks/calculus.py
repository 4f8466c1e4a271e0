"""What a network's derivatives are asked for, whichever engine takes them.

Derivatives are taken with respect to ``vec(W_k^T)`` (the rows of W_k one after another)
in numerator layout: the derivative of a column f of n entries is n x d_k d_{k-1}.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from symbolic.algebra.matrix import Matrix
from symbolic.networks.network import LinearNetwork

Quantity = Callable[[LinearNetwork], Matrix]
"""Something that a network determines, to be differentiated."""


class Calculus(Protocol):
    """A network and the derivatives of what depends on its weights."""

    @property
    def network(self) -> LinearNetwork:
        """The network whose weights are varied."""

    def gradient(self, k: int) -> Matrix:
        """``(D_{vec(W_k^T)} L)^T``, a column of d_k d_{k-1} entries."""

    def block(self, l: int, k: int) -> Matrix:
        """``D_{vec(W_k^T)} (D_{vec(W_l^T)} L)^T``, d_l d_{l-1} x d_k d_{k-1}."""

    def partials(self, quantity: Quantity, k: int) -> tuple[Matrix, ...]:
        """The entrywise derivatives of `quantity` by each entry of vec(W_k^T), in its order."""
