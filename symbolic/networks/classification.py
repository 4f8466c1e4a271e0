"""What kind of point a rational network is, with a witness for every answer.

- not critical: a nonzero gradient;
- a global minimum: its loss equals the smallest possible one,
  ``L* = (||Y||^2 - sum of the p^ largest eigenvalues of Y X^+ X Y^T) / 2`` with
  ``p^ = min(d_1, .., d_H, d_x, d_y)`` (Eckart and Young; reduced-rank regression),
  decided exactly by `symbolic.algebra.spectrum`;
- a strict saddle: a rational direction of negative curvature and one of positive;
- a non-strict saddle (the paper's "bad" saddle): positive semidefinite Hessian, a curve
  along which the loss falls and one along which it rises;
- undecided where the procedure finds none of these. Nothing is guessed.

The witnesses of saddles are polynomials in one variable, multiplied out: no theorem of the
paper is needed to believe them. Only "global minimum" rests on a theorem, the one named.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from symbolic.algebra.exact import to_fraction
from symbolic.algebra.linalg import inertia, negative_direction, pseudoinverse, rank
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import rationals
from symbolic.algebra.spectrum import Spectrum, spectrum
from symbolic.networks import formulas
from symbolic.networks.curves import Curve, line, loss_along, lowest_term
from symbolic.networks.escapes import Escape, find_escape
from symbolic.networks.network import LinearNetwork


class Kind(StrEnum):
    """The answers; the paper's "bad saddle" is the non-strict one."""

    NOT_CRITICAL = "not_critical"
    GLOBAL_MINIMUM = "global_minimum"
    STRICT_SADDLE = "strict_saddle"
    NON_STRICT_SADDLE = "non_strict_saddle"
    UNDECIDED = "undecided"


@dataclass(frozen=True, eq=False)
class Point:
    """A rational network with what is derived from it, each thing computed once."""

    network: LinearNetwork

    @cached_property
    def loss(self) -> Fraction:
        """The loss L(W) at the point."""
        return to_fraction(self.network.loss)

    @cached_property
    def gradient(self) -> tuple[Matrix, ...]:
        """dL/dW_1, .., dL/dW_{H+1}, each of the shape of W_k: ``(V_k r A_k)^T``."""
        n = self.network
        return tuple((n.V(k) @ n.r @ n.A(k)).T for k in n.architecture.layers)

    @cached_property
    def critical(self) -> bool:
        """Whether every derivative is zero."""
        return all(part.is_zero() for part in self.gradient)

    @cached_property
    def hessian(self) -> Matrix:
        """The Hessian, blocks ordered W_{H+1}, .., W_1."""
        return formulas.hessian(self.network)

    @cached_property
    def inertia(self) -> tuple[int, int, int]:
        """Numbers of positive, negative and zero eigenvalues of the Hessian."""
        return inertia(self.hessian)

    @cached_property
    def best_rank(self) -> int:
        """p^, the largest rank that W_{H+1}..W_1 can have."""
        return min(self.network.architecture.widths)

    @cached_property
    def explained(self) -> Matrix:
        """``Y X^+ X Y^T``, which is Sigma where X X^T is invertible."""
        X, Y = self.network.X, self.network.Y
        return Y @ (pseudoinverse(X) @ (X @ Y.T))

    @cached_property
    def spectrum(self) -> Spectrum:
        """The eigenvalues of `explained` in decreasing order."""
        return spectrum(self.explained)

    @cached_property
    def gain(self) -> Fraction:
        """``||Y||^2 - 2 L``: what the network explains; at most the p^ largest eigenvalues."""
        return to_fraction(self.network.Y.gram().trace()) - 2 * self.loss

    @cached_property
    def optimal(self) -> bool:
        """Whether L(W) = L*, decided exactly also where L* is irrational."""
        return self.spectrum.top_sum(self.best_rank) == self.gain

    @cached_property
    def answer(self) -> tuple[Kind, Witness]:
        """The kind of the point and its witness."""
        return _classify(self)

    @property
    def kind(self) -> Kind:
        """What kind of point this is."""
        return self.answer[0]


@dataclass(frozen=True, eq=False)
class Descent:
    """A curve along which the loss falls, and one along which it rises, with lowest terms."""

    curve: Curve
    order: int
    coefficient: Fraction
    ascent: Curve
    ascent_order: int
    ascent_coefficient: Fraction


@dataclass(frozen=True, eq=False)
class Optimality:
    """The loss equals ``(||Y||^2 - sum of the p^ largest eigenvalues) / 2``."""

    best_rank: int
    eigenvalues: tuple[str, ...]
    gain: Fraction


Witness = Descent | Optimality | None


def classify(network: LinearNetwork) -> Point:
    """The point of a rational network, ready to be asked for its `kind` and the rest.

    Raises `ExactnessError` for a network whose entries are no rationals.
    """
    ring = rationals()
    if network.ring == ring:
        return Point(network)

    def converted(matrix: Matrix) -> Matrix:
        return matrix.map(lambda entry: ring.convert(to_fraction(entry)), ring)

    weights = tuple(map(converted, network.W))
    return Point(LinearNetwork(converted(network.X), converted(network.Y), weights))


def _classify(point: Point) -> tuple[Kind, Witness]:
    if not point.critical:
        return Kind.NOT_CRITICAL, None
    if point.optimal:
        values = tuple(point.spectrum.describe())
        return Kind.GLOBAL_MINIMUM, Optimality(point.best_rank, values, point.gain)
    strict = point.inertia[1] > 0
    down = _downhill(point) if strict else find_escape(point.network)
    witness = _with_ascent(point, down) if down is not None else None
    if witness is None:
        return Kind.UNDECIDED, None
    return (Kind.STRICT_SADDLE if strict else Kind.NON_STRICT_SADDLE), witness


def _downhill(point: Point) -> Escape | None:
    """The straight line along a direction of negative curvature, its loss multiplied out."""
    vector = negative_direction(point.hessian)
    return _along(point, vector, -1) if vector is not None else None


def _along(point: Point, vector: Matrix, sign: int) -> Escape | None:
    curve = line(point.network, vector)
    term = lowest_term(loss_along(point.network, curve))
    if term is None or term[1] * sign <= 0:
        return None
    return Escape(curve, *term, None)


def _with_ascent(point: Point, down: Escape) -> Descent | None:
    """The descent with an ascent: by positive curvature, else the reversed escape."""
    up = None
    if point.inertia[0]:
        vector = negative_direction(-point.hessian)
        up = _along(point, vector, 1) if vector is not None else None
    elif down.ascent is not None:
        term = lowest_term(loss_along(point.network, down.ascent))
        up = Escape(down.ascent, *term, None) if term is not None and term[1] > 0 else None
    if up is None:
        return None
    return Descent(down.curve, down.order, down.coefficient, up.curve, up.order, up.coefficient)


def hypotheses(point: Point) -> dict[str, bool]:
    """Which assumptions of Theorem 2.3 the data meet."""
    X, Y = point.network.X, point.network.Y
    d_x, d_y = X.shape[0], Y.shape[0]
    return {
        "XX^T invertible": rank(X) == d_x,
        "XY^T of full rank": rank(X @ Y.T) == min(d_x, d_y),
        "d_y <= d_x": d_y <= d_x,
        "Sigma has distinct eigenvalues": point.spectrum.distinct,
    }
