"""Polynomial curves through a network and the loss along them, exactly.

A curve is ``W_k(t) = W_k + t^{s_k} V_k`` with rational V_k. The loss along it is a polynomial
in t; the lowest term after the constant says what the loss does near t = 0, and no theorem
is needed to believe it: multiply the matrices out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_poly

from symbolic.algebra.exact import to_fraction
from symbolic.algebra.matrix import Matrix
from symbolic.networks.network import LinearNetwork


class Univariate:
    """Polynomials in t over the rationals, as `fmpq_poly`."""

    name = "the rational polynomials in t (fmpq_poly)"
    zero = fmpq_poly()
    one = fmpq_poly([1])

    def convert(self, value: int | Fraction) -> Any:
        """The constant polynomial."""
        value = to_fraction(value)
        return fmpq_poly([fmpq(value.numerator, value.denominator)])


UNIVARIATE = Univariate()


@dataclass(frozen=True, eq=False)
class Curve:
    """``W_k + t^{exponents[k-1]} directions[k-1]``; a layer with a zero direction stays."""

    exponents: tuple[int, ...]
    directions: tuple[Matrix, ...]

    def moved_layers(self) -> list[int]:
        """The layers k whose direction is not zero."""
        return [k for k, V in enumerate(self.directions, 1) if not V.is_zero()]

    def scaled_in(self, k: int, factor: int) -> Curve:
        """The curve with the direction of layer k times a factor."""
        changed = [V * factor if j == k else V for j, V in enumerate(self.directions, 1)]
        return Curve(self.exponents, tuple(changed))

    def without(self, k: int) -> Curve:
        """The curve that leaves layer k where it is."""
        changed = [V - V if j == k else V for j, V in enumerate(self.directions, 1)]
        return Curve(self.exponents, tuple(changed))

    def weights(self, network: LinearNetwork) -> tuple[Matrix, ...]:
        """The weights W_1(t), .., W_{H+1}(t) over `UNIVARIATE`."""
        moved = []
        for weight, exponent, direction in zip(
            network.W, self.exponents, self.directions, strict=True
        ):
            power = fmpq_poly([0] * exponent + [1])
            moved.append(lift(weight) + lift(direction) * power)
        return tuple(moved)


def lift(matrix: Matrix) -> Matrix:
    """A rational matrix as a matrix of constant polynomials."""
    return matrix.map(lambda entry: fmpq_poly([entry]), UNIVARIATE)


def loss_along(network: LinearNetwork, curve: Curve) -> list[Fraction]:
    """The coefficients, lowest first, of the loss along the curve; the first is the loss."""
    moved = LinearNetwork(lift(network.X), lift(network.Y), curve.weights(network))
    return [to_fraction(c) for c in moved.loss.coeffs()] or [Fraction(0)]


def lowest_term(coefficients: Sequence[Fraction]) -> tuple[int, Fraction] | None:
    """Order and coefficient of the first nonzero term after the constant; nothing if flat."""
    return next(((n, c) for n, c in enumerate(coefficients) if n and c), None)


def line(network: LinearNetwork, vector: Matrix) -> Curve:
    """The straight line in the direction of a column ordered as the Hessian is.

    The blocks of the vector are vec(W_{H+1}^T), .., vec(W_1^T).
    """
    entries = list(vector.entries())
    directions: list[Matrix] = []
    start = 0
    for k in reversed(network.architecture.layers):
        height, width = network.architecture.weight_shape(k)
        rows = [entries[start + i * width : start + (i + 1) * width] for i in range(height)]
        directions.append(Matrix(network.ring, rows, (height, width)))
        start += height * width
    return Curve((1,) * len(directions), tuple(reversed(directions)))
