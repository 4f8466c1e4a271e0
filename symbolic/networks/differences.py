"""Exact derivatives at one rational point, by differences, in plain `Fraction` arithmetic.

The loss and every segment of the network are polynomials of degree at most two in each
single weight, and for such a polynomial the central differences with step one

    f'  = (f(+1) - f(-1)) / 2,   f'' = f(+1) - 2 f(0) + f(-1),
    f_ab = (f(+,+) - f(+,-) - f(-,+) + f(-,-)) / 4

are the derivatives, not approximations of them. No computer algebra takes part, so this
is the route by which a counterexample is recomputed before it is shown.
"""

from __future__ import annotations

from fractions import Fraction

from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import FRACTIONS
from symbolic.errors import RingError
from symbolic.networks.calculus import Quantity
from symbolic.networks.network import LinearNetwork

Move = tuple[int, int, int]
"""A layer k, an entry of vec(W_k^T) counted from zero, and how much is added to it."""


class Differences:
    """Derivatives at a network over `FRACTIONS`; raises `RingError` over another ring."""

    def __init__(self, network: LinearNetwork) -> None:
        if network.ring != FRACTIONS:
            raise RingError(f"differences need {FRACTIONS.name}, got {network.ring.name}")
        self.network = network

    def _moved(self, *moves: Move) -> LinearNetwork:
        weights = [[list(row) for row in weight.rows] for weight in self.network.W]
        for k, index, step in moves:
            row, column = divmod(index, len(weights[k - 1][0]))
            weights[k - 1][row][column] += step
        return LinearNetwork(
            self.network.X, self.network.Y, tuple(Matrix(FRACTIONS, rows) for rows in weights)
        )

    def _loss(self, *moves: Move) -> Fraction:
        loss: Fraction = self._moved(*moves).loss
        return loss

    def _size(self, k: int) -> int:
        return self.network.architecture.weight_size(k)

    def gradient(self, k: int) -> Matrix:
        entries = (
            (self._loss((k, i, 1)) - self._loss((k, i, -1))) / 2 for i in range(self._size(k))
        )
        return Matrix(FRACTIONS, ([entry] for entry in entries))

    def _second(self, a: tuple[int, int], b: tuple[int, int]) -> Fraction:
        if a == b:
            return self._loss((*a, 1)) - 2 * self._loss() + self._loss((*a, -1))
        corners = ((s, t) for s in (1, -1) for t in (1, -1))
        return sum((s * t * self._loss((*a, s), (*b, t)) for s, t in corners), Fraction(0)) / 4

    def block(self, l: int, k: int) -> Matrix:
        shape = (self._size(l), self._size(k))
        return Matrix.build(FRACTIONS, shape, lambda i, j: self._second((l, i), (k, j)))

    def partials(self, quantity: Quantity, k: int) -> tuple[Matrix, ...]:
        def partial(i: int) -> Matrix:
            slopes = []
            for step in (1, 2):
                up, down = (quantity(self._moved((k, i, s))) for s in (step, -step))
                slopes.append(Fraction(1, 2 * step) * (up - down))
            if slopes[0] != slopes[1]:  # a cubic term in one weight would show here
                raise RingError("differences are exact for degree at most two in each weight only")
            return slopes[0]

        return tuple(partial(i) for i in range(self._size(k)))
