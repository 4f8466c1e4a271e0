"""Exact linear algebra over the rationals, by python-flint.

Every answer is decided over the integers after clearing denominators row by row (which
changes neither rank nor row space); nothing here is a tolerance.
"""

from __future__ import annotations

from itertools import pairwise
from math import lcm
from typing import Any

from flint import fmpq_mat, fmpz_mat

from symbolic.errors import NotSymmetricError, ShapeError, SingularMatrixError, show_shape
from symbolic.exact import to_fraction
from symbolic.matrix import Matrix, hcat


def _to_fmpq_mat(matrix: Matrix) -> Any:
    height, width = matrix.shape
    return fmpq_mat(height, width, list(matrix.entries()))


def _to_fmpz_mat(matrix: Matrix) -> Any:
    """The matrix with each row multiplied by the least common multiple of its denominators."""
    rows = []
    for row in matrix.rows:
        fractions = [to_fraction(entry) for entry in row]
        scale = lcm(*(f.denominator for f in fractions))
        rows.append([int(f * scale) for f in fractions])
    height, width = matrix.shape
    return fmpz_mat(height, width, [entry for row in rows for entry in row])


def rank(matrix: Matrix) -> int:
    """The rank over the rationals.

    >>> from symbolic.rings import rational_matrix
    >>> rank(rational_matrix([["1/2", 1], [1, 2]]))
    1
    """
    if 0 in matrix.shape:
        return 0
    return int(_to_fmpz_mat(matrix).rank())


def range_included(inner: Matrix, outer: Matrix) -> bool:
    """Whether the column space of `inner` lies in that of `outer` (as many rows each)."""
    return rank(hcat(outer, inner)) == rank(outer)


def solve(matrix: Matrix, right: Matrix) -> Matrix:
    """The X with ``matrix @ X == right``, for an invertible matrix.

    Raises `SingularMatrixError` where it is not invertible, `ShapeError` where it is not square.
    """
    size, width = matrix.shape
    if size != width or right.shape[0] != size:
        raise ShapeError("solve", matrix.shape, right.shape)
    try:
        solution = _to_fmpq_mat(matrix).solve(_to_fmpq_mat(right))
    except ZeroDivisionError:
        raise SingularMatrixError(f"the {size} x {size} matrix is singular") from None
    return Matrix(matrix.ring, solution.tolist(), right.shape)


def is_symmetric(matrix: Matrix) -> bool:
    """Whether the matrix is square and equals its transpose."""
    return matrix.shape[0] == matrix.shape[1] and matrix == matrix.T


def inertia(matrix: Matrix) -> tuple[int, int, int]:
    """How many eigenvalues of a symmetric matrix are positive, negative and zero.

    The eigenvalues are real, so Descartes' rule of signs on the characteristic polynomial
    is exact: the sign changes of its coefficients count the positive roots.

    >>> from symbolic.rings import rational_matrix
    >>> inertia(rational_matrix([[0, 1, 0], [1, 0, 0], [0, 0, 0]]))
    (1, 1, 1)
    """
    if not is_symmetric(matrix):
        raise NotSymmetricError(f"a {show_shape(matrix.shape)} matrix that is not symmetric")
    size = matrix.shape[0]
    if size == 0:
        return (0, 0, 0)
    # One common denominator: unlike row scaling it keeps symmetry and the signs of the roots.
    scale = lcm(*(to_fraction(entry).denominator for entry in matrix.entries()))
    integers = [int(to_fraction(entry) * scale) for entry in matrix.entries()]
    coefficients = [int(c) for c in fmpz_mat(size, size, integers).charpoly().coeffs()]
    zero = next(i for i, c in enumerate(coefficients) if c)
    signs = [c > 0 for c in coefficients if c]
    positive = sum(a != b for a, b in pairwise(signs))
    return (positive, size - zero - positive, zero)


def is_psd(matrix: Matrix) -> bool:
    """Whether a symmetric matrix is positive semidefinite."""
    return inertia(matrix)[1] == 0
