"""A curve of smaller loss from a critical point whose Hessian does not show one.

The construction follows Part B, section 4 of the claims (Proposition 1), made explicit as
one curve. Write ``E = (W_{H+1}..W_1 X - Y) X^T`` and let alpha >= 1 be the least index with
A_alpha injective. For j < alpha take w_j != 0 with ``A_j w_j = 0``; then adding
``t w_j v_j^T`` to W_j changes no product W_{H+1}..W_1 and no A_j, for any v_j. With
``v_{j+1} = w_j`` and ``E v_1 != 0`` the matrix ``E B(t)^T``, B(t) = W_{alpha-1}(t)..W_1(t),
is not zero: its lowest term t^b Q gives the last step, in the layer alpha, and where
``A_alpha^T Q = 0`` in W_{H+1} too.

Nothing of this has to be believed: the curve is returned only when the loss along it,
multiplied out, has a negative lowest term.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from symbolic.algebra.linalg import left_null_space, null_space, pseudoinverse, rank
from symbolic.algebra.matrix import Matrix
from symbolic.networks.curves import Curve, lift, loss_along, lowest_term
from symbolic.networks.network import LinearNetwork


@dataclass(frozen=True, eq=False)
class Escape:
    """A curve along which the loss is ``L + coefficient t^order + ..`` with a negative coefficient.

    `ascent` is the same curve with one direction reversed, along which the lowest
    coefficient is positive; there may be none.
    """

    curve: Curve
    order: int
    coefficient: Fraction
    ascent: Curve | None


FACTORS = (1, 4, 16)
"""By so much the step of the layer that decides is made longer."""


def find_escape(network: LinearNetwork) -> Escape | None:
    """An escape from a critical point that is no global minimum; nothing if none is found.

    The first of the candidate curves whose loss has a negative lowest term, with every
    layer left alone that need not move. What the other layers change may be of the same order as
    what the deciding layer gains; then its step is made longer.
    """
    error = (network.X @ network.r).T
    if error.is_zero():
        return None
    for factor in FACTORS:
        for candidate, last in _candidates(network, error):
            curve = candidate.scaled_in(last, factor)
            if _escapes(network, curve):
                return _finished(network, _shrunk(network, curve), last)
    return None


def _escapes(network: LinearNetwork, curve: Curve) -> bool:
    term = lowest_term(loss_along(network, curve))
    return term is not None and term[1] < 0


def _shrunk(network: LinearNetwork, curve: Curve) -> Curve:
    for k in curve.moved_layers():
        smaller = curve.without(k)
        if _escapes(network, smaller):
            curve = smaller
    return curve


def _finished(network: LinearNetwork, curve: Curve, last: int) -> Escape:
    term = lowest_term(loss_along(network, curve))
    assert term is not None
    ascent = None
    for k in (last, *curve.moved_layers()):
        opposite = lowest_term(loss_along(network, curve.scaled_in(k, -1)))
        if opposite is not None and opposite[1] > 0:
            ascent = curve.scaled_in(k, -1)
            break
    return Escape(curve, *term, ascent)


def _candidates(network: LinearNetwork, error: Matrix) -> Iterator[tuple[Curve, int]]:
    """Curves to try, each with the layer whose direction decides the sign."""
    top = len(network.W)
    alpha = next(k for k in range(1, top + 1) if rank(network.A(k)) == network.A(k).shape[1])
    directions = _kernel_steps(network, error, alpha)
    order, lowest = _lowest_of_error(network, error, alpha, directions)
    if lowest is None:
        return
    gradient = network.A(alpha).T @ lowest
    if not gradient.is_zero():
        # The gradient in W_alpha at the moved point is t^b gradient + ..: go against it.
        directions[alpha - 1] = -gradient
        for s in range(1, order + 2):
            yield _curve(directions, {alpha: s}), alpha
    else:
        yield from _two_step_candidates(network, lowest, alpha, order, directions)


def _kernel_steps(network: LinearNetwork, error: Matrix, alpha: int) -> list[Matrix]:
    """``w_j v_j^T`` for j < alpha, and zero for the other layers."""
    column = next(c for c in range(error.shape[1]) if any(row[c] for row in error.rows))
    ring = network.ring
    incoming = Matrix.identity(ring, error.shape[1]).column(column)
    directions = [weight - weight for weight in network.W]
    for j in range(1, alpha):
        kernel = null_space(network.A(j)).column(0)
        directions[j - 1] = kernel @ incoming.T
        incoming = kernel
    return directions


def _lowest_of_error(
    network: LinearNetwork, error: Matrix, alpha: int, directions: list[Matrix]
) -> tuple[int, Matrix | None]:
    """Order b and matrix Q of the lowest term of ``E B(t)^T`` (d_y x d_{alpha-1})."""
    moved = _curve(directions, {}).weights(network)
    product = lift(error)
    for weight in moved[: alpha - 1]:
        product = product @ weight.T
    degrees = [entry.degree() for entry in product.entries() if entry]
    for order in range(max(degrees, default=-1) + 1):
        lowest = product.map(partial(_coefficient, order), network.ring)
        if not lowest.is_zero():
            return order, lowest
    return 0, None


def _coefficient(order: int, polynomial: Any) -> Any:
    return polynomial[order]


def _curve(directions: list[Matrix], exponents: dict[int, int]) -> Curve:
    return Curve(
        tuple(exponents.get(k, 1) for k in range(1, len(directions) + 1)), tuple(directions)
    )


def _two_step_candidates(
    network: LinearNetwork, lowest: Matrix, alpha: int, order: int, directions: list[Matrix]
) -> Iterator[tuple[Curve, int]]:
    """Move W_alpha by ``x z^T`` and W_{H+1} by ``a x^T N^+`` with N = W_H..W_{alpha+1}.

    ``x^T W_alpha B X = 0`` makes the step in W_{H+1} alone invisible; together the two
    change the loss by ``|x|^2 a^T Q z``, and a = -Q z makes that negative.
    """
    top = len(network.W)
    if alpha == top:
        return
    normals = left_null_space(network.V(alpha + 1))
    if normals.shape[1] == 0:
        return
    x = normals.column(0)
    column = next(c for c in range(lowest.shape[1]) if any(row[c] for row in lowest.rows))
    z = Matrix.identity(network.ring, lowest.shape[1]).column(column)
    a = -(lowest @ z)
    left_inverse: Any = pseudoinverse(network.product(top - 1, alpha + 1))
    directions[alpha - 1] = x @ z.T
    directions[top - 1] = a @ (x.T @ left_inverse)
    for s in range(1, order + 3):
        yield _curve(directions, {alpha: s}), top
