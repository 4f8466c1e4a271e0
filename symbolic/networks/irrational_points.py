"""Exact critical points with irrational weights: an eigenvector of Sigma over Q(sqrt n).

For d_y = 2 the eigenvalues ``(t +- sqrt(t^2 - 4 d)) / 2`` of ``Y X^+ X Y^T``, t its trace and
d its determinant, lie in a quadratic field, and so does an eigenvector u. With
``Z = Y X^+`` the network

    W_1 = e_1 u^T Z / (u^T u),   W_k = e_1 e_1^T,   W_{H+1} = u e_1^T

has one nonzero direction and is critical; that is looked at, from the definition, before
anything is returned.
"""

from __future__ import annotations

from math import isqrt

from symbolic.algebra.exact import to_fraction
from symbolic.algebra.linalg import pseudoinverse
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.quadratic_fields import Quadratic, QuadraticField
from symbolic.errors import ArchitectureError
from symbolic.networks.architecture import Architecture
from symbolic.networks.classification import Point
from symbolic.networks.network import LinearNetwork


def irrational_point(X: Matrix, Y: Matrix, hidden: tuple[int, ...], *, top: bool) -> Point:
    """The critical point of the data X, Y (d_y = 2) for the larger eigenvalue, or the smaller.

    Raises `ArchitectureError` where d_y is not 2 or the eigenvalues are rational.
    """
    if Y.shape[0] != 2:
        raise ArchitectureError(f"d_y = {Y.shape[0]}: a quadratic field needs d_y = 2")
    field, u = _eigenvector(Y @ (pseudoinverse(X) @ (X @ Y.T)), top=top)
    norm = (u.T @ u)[0, 0]
    first = (u.T @ field.matrix(Y @ pseudoinverse(X))).map(lambda entry: entry / norm)
    one = Matrix.identity(field, 1)
    blocks = (first, *(one for _ in hidden[1:]), u)
    architecture = Architecture((X.shape[0], *hidden, 2), X.shape[1])
    weights = tuple(
        _in_corner(block, architecture.weight_shape(k)) for k, block in enumerate(blocks, 1)
    )
    point = Point(LinearNetwork(field.matrix(X), field.matrix(Y), weights))
    if not point.critical:
        raise AssertionError(f"{architecture}, top = {top}: the gradient is not zero")
    return point


def _in_corner(block: Matrix, shape: tuple[int, int]) -> Matrix:
    height, width = block.shape
    zero = block.ring.zero
    return Matrix.build(
        block.ring, shape, lambda i, j: block[i, j] if i < height and j < width else zero
    )


def _eigenvector(sigma: Matrix, *, top: bool) -> tuple[QuadraticField, Matrix]:
    """Q(sqrt n) and a column u with ``sigma u = lambda u``."""
    a, b, c = (to_fraction(sigma[i, j]) for i, j in ((0, 0), (0, 1), (1, 1)))
    discriminant = (a - c) ** 2 + 4 * b * b
    n = discriminant.numerator * discriminant.denominator
    if isqrt(n) ** 2 == n:
        raise ArchitectureError("the eigenvalues are rational: use critical_points")
    field = QuadraticField(n)
    root = field.root / field.convert(discriminant.denominator)
    eigenvalue: Quadratic = (field.convert(a + c) + (root if top else -root)) / field.convert(2)
    return field, Matrix(field, [[field.convert(b)], [eigenvalue - field.convert(a)]])
