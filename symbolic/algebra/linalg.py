"""Exact linear algebra over the rationals, by python-flint; nothing here is a tolerance.

Matrices are `Matrix` over `rationals()`; rank and inertia also take one over a quadratic
field. Rank, reduced echelon form, solving and the characteristic polynomial are FLINT's; what
FLINT lacks (null spaces over Q, {1}-inverses, inertia) is read off these.
"""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

from flint import fmpz

from symbolic.algebra.elimination import Rows, field_inertia, field_rank, schur_complement
from symbolic.algebra.flint_ring import keep_flint_copy
from symbolic.algebra.large_forms import LARGE, independent_rows, principal, signs_by_dominance
from symbolic.algebra.matrix import Matrix, hcat
from symbolic.algebra.quadratic_fields import QuadraticField
from symbolic.algebra.rings import rationals
from symbolic.algebra.sampling import random_integer_matrix
from symbolic.errors import NotSymmetricError, Shape, ShapeError, SingularMatrixError, show_shape


def to_fmpq_mat(matrix: Matrix) -> Any:
    """The same matrix as python-flint's `fmpq_mat`, not to be changed."""
    return keep_flint_copy(matrix)


def from_fmpq_mat(matrix: Any, shape: Shape) -> Matrix:
    """A `Matrix` over `rationals()` from an `fmpq_mat` of the given shape."""
    return Matrix(rationals(), matrix.tolist() if 0 not in shape else [()] * shape[0], shape)


def _to_fmpz_mat(matrix: Matrix) -> Any:
    """The matrix times the least common multiple of all its denominators."""
    return to_fmpq_mat(matrix).numer_denom()[0]


def rank(matrix: Matrix) -> int:
    """The rank over the rationals, or over a quadratic field.

    >>> from symbolic.algebra.rings import rational_matrix
    >>> rank(rational_matrix([["1/2", 1], [1, 2]]))
    1
    """
    if isinstance(matrix.ring, QuadraticField):
        return field_rank(matrix)
    return int(to_fmpq_mat(matrix).rank()) if 0 not in matrix.shape else 0


def echelon(matrix: Matrix) -> tuple[Matrix, tuple[int, ...]]:
    """The nonzero rows of the reduced echelon form (r x n), and its r pivot columns."""
    width = matrix.shape[1]
    if 0 in matrix.shape:
        return Matrix.zeros(matrix.ring, 0, width), ()
    reduced, found = to_fmpq_mat(matrix).rref()
    rows = reduced.tolist()[:found]
    pivots = tuple(next(j for j, entry in enumerate(row) if entry) for row in rows)
    return Matrix(matrix.ring, rows, (found, width)), pivots


def null_space(matrix: Matrix) -> Matrix:
    """A basis of the null space as columns: n x (n - rank), the identity on the free columns.

    >>> from symbolic.algebra.rings import rational_matrix
    >>> null_space(rational_matrix([[1, 2, 3]]))
    [[-2, -3], [1, 0], [0, 1]]
    """
    ring = matrix.ring
    reduced, pivots = echelon(matrix)
    width = matrix.shape[1]
    free = [j for j in range(width) if j not in set(pivots)]
    columns = {j: number for number, j in enumerate(free)}
    rows: list[list[Any]] = [[ring.zero] * len(free) for _ in range(width)]
    for j, number in columns.items():
        rows[j][number] = ring.one
    for i, pivot in enumerate(pivots):
        rows[pivot] = [-reduced[i, j] for j in free]
    return Matrix(ring, rows, (width, len(free)))


def left_null_space(matrix: Matrix) -> Matrix:
    """A basis of the vectors v with ``v^T M = 0``, as columns: m x (m - rank)."""
    return null_space(matrix.T)


def column_basis(matrix: Matrix) -> Matrix:
    """The pivot columns of the matrix: a basis of its range, m x r."""
    _, pivots = echelon(matrix)
    rows = ([row[j] for j in pivots] for row in matrix.rows)
    return Matrix(matrix.ring, rows, (matrix.shape[0], len(pivots)))


def range_included(inner: Matrix, outer: Matrix) -> bool:
    """Whether the column space of `inner` lies in that of `outer` (as many rows each)."""
    return rank(hcat(outer, inner)) == rank(outer)


def solve(matrix: Matrix, right: Matrix) -> Matrix:
    """The X with ``matrix @ X == right``, for an invertible matrix.

    Raises `SingularMatrixError` where it is not invertible, `ShapeError` where it is not square.

    >>> from symbolic.algebra.rings import rational_matrix
    >>> solve(rational_matrix([[1, 1], [1, 1]]), rational_matrix([[1], [1]]))
    Traceback (most recent call last):
    ...
    symbolic.errors.SingularMatrixError: the 2 x 2 matrix is singular
    """
    size, width = matrix.shape
    if size != width or right.shape[0] != size:
        raise ShapeError("solve", matrix.shape, right.shape)
    if 0 in right.shape:
        return right
    try:
        solution = to_fmpq_mat(matrix).solve(to_fmpq_mat(right))
    except ZeroDivisionError:
        raise SingularMatrixError(f"the {size} x {size} matrix is singular") from None
    return from_fmpq_mat(solution, right.shape)


def one_inverse(matrix: Matrix) -> Matrix:
    """A {1}-inverse G (n x m, ``M G M = M``) with as many zeros as the rank allows.

    The inverse of a nonsingular r x r submatrix of M, r its rank, put in the transposed place.
    """
    _, columns = echelon(matrix)
    _, rows = echelon(matrix.T)
    size = len(columns)
    core = Matrix(matrix.ring, ([matrix[i, j] for j in columns] for i in rows), (size, size))
    inverse = solve(core, Matrix.identity(matrix.ring, size))
    place = {(j, i): inverse[a, b] for a, j in enumerate(columns) for b, i in enumerate(rows)}
    shape = (matrix.shape[1], matrix.shape[0])
    return Matrix.build(matrix.ring, shape, lambda i, j: place.get((i, j), matrix.ring.zero))


def one_inverse_from(matrix: Matrix, parameter: Matrix) -> Matrix:
    """``G + U - G M U M G``, with G = `one_inverse`: every {1}-inverse for some U (n x m).

    (Ben-Israel and Greville, section 1.2: with U the wanted inverse itself, it returns it.)
    """
    G = one_inverse(matrix)
    return G + parameter - G @ matrix @ parameter @ matrix @ G


def random_one_inverse(matrix: Matrix, random: Random) -> Matrix:
    """A random {1}-inverse, in general neither symmetric nor reflexive."""
    return one_inverse_from(matrix, random_integer_matrix(random, *matrix.shape[::-1]))


def pseudoinverse(matrix: Matrix) -> Matrix:
    """The Moore-Penrose inverse, n x m, by ``T^T (F^T M T^T)^{-1} F^T`` with ``M = F T``."""
    F, (T, _) = column_basis(matrix), echelon(matrix)
    return T.T @ solve(F.T @ matrix @ T.T, F.T)


def is_symmetric(matrix: Matrix) -> bool:
    """Whether the matrix is square and equals its transpose."""
    return matrix.shape[0] == matrix.shape[1] and matrix == matrix.T


def require_symmetric(matrix: Matrix) -> None:
    """Raise `NotSymmetricError` unless the matrix is symmetric."""
    if not is_symmetric(matrix):
        raise NotSymmetricError(f"a {show_shape(matrix.shape)} matrix that is not symmetric")


def characteristic_polynomial(matrix: Matrix) -> list[int]:
    """Integer coefficients, lowest first, of the characteristic polynomial of ``s M``.

    s > 0 is the least common multiple of the denominators, so that the signs of the roots
    are those of the eigenvalues.
    """
    return [int(c) for c in _to_fmpz_mat(matrix).charpoly().coeffs()]


def inertia(matrix: Matrix) -> tuple[int, int, int]:
    """How many eigenvalues of a symmetric matrix are positive, negative and zero.

    The eigenvalues are real, so Descartes' rule of signs on the characteristic polynomial
    is exact: the sign changes of its coefficients count the positive roots.

    >>> from symbolic.algebra.rings import rational_matrix
    >>> inertia(rational_matrix([[0, 1, 0], [1, 0, 0], [0, 0, 0]]))
    (1, 1, 1)
    """
    require_symmetric(matrix)
    if isinstance(matrix.ring, QuadraticField):
        return field_inertia(matrix)
    size = matrix.shape[0]
    if size == 0:
        return (0, 0, 0)
    if size >= LARGE:
        found = _large_inertia(matrix)
        if found is not None:
            return found
    coefficients = characteristic_polynomial(matrix)
    zero = next(i for i, c in enumerate(coefficients) if c)
    signs = [c > 0 for c in coefficients if c]
    positive = sum(a != b for a, b in pairwise(signs))
    return (positive, size - zero - positive, zero)


def _large_inertia(matrix: Matrix) -> tuple[int, int, int] | None:
    integral = _to_fmpz_mat(matrix)
    kept = independent_rows(integral)
    if not kept:
        return None
    signs = signs_by_dominance(principal(integral, kept))
    if signs is not None:
        return (*signs, matrix.shape[0] - len(kept))
    if 2 * len(kept) > matrix.shape[0]:
        return None
    core = Matrix(matrix.ring, ([matrix[i, j] for j in kept] for i in kept))
    positive, negative, _ = inertia(core)
    return (positive, negative, matrix.shape[0] - len(kept))


def is_psd(matrix: Matrix) -> bool:
    """Whether a symmetric matrix is positive semidefinite."""
    return inertia(matrix)[1] == 0


def quadratic_form(matrix: Matrix, vector: Matrix) -> Any:
    """``v^T M v`` for a column v."""
    return (vector.T @ matrix @ vector)[0, 0]


def negative_direction(matrix: Matrix) -> Matrix | None:
    """A column v of integers with ``v^T M v < 0``, or nothing if M is semidefinite.

    Symmetric elimination with positive pivots as far as it goes. What is left is the Schur
    complement on the other indices: semidefinite exactly when it is zero, and else a vector
    u on one or two of these with a negative value, which ``v_P = -M_PP^{-1} M_PR u`` extends.
    """
    require_symmetric(matrix)
    rest = [list(row) for row in matrix.rows]
    pivots: list[int] = []
    remaining = list(range(matrix.shape[0]))
    while True:
        found = _negative_in(rest)
        if found is not None:
            values = {remaining[i]: value for i, value in found.items()}
            return _integral(_extend(matrix, pivots, values))
        pivot = next((i for i in range(len(rest)) if rest[i][i]), None)
        if pivot is None:
            return None
        pivots.append(remaining.pop(pivot))
        rest = schur_complement(rest, pivot)


def _negative_in(rest: Rows) -> dict[int, Any] | None:
    """A vector on one or two indices where the remaining form is negative, if one is seen."""
    size = range(len(rest))
    for i in size:
        if rest[i][i] < 0:
            return {i: 1}
    for i in size:
        if rest[i][i] == 0:
            for j in size:
                # (c e_i - s e_j) has the value -2 c |m_ij| + m_jj, negative for large c.
                if entry := rest[i][j]:
                    c = rest[j][j] / (2 * abs(entry)) + 1
                    return {i: c if entry < 0 else -c, j: 1}
    return None


def _extend(matrix: Matrix, pivots: list[int], values: dict[int, Any]) -> Matrix:
    ring = matrix.ring
    vector = [ring.zero] * matrix.shape[0]
    for i, value in values.items():
        vector[i] = ring.one * value
    if pivots:
        size = len(pivots)
        core = Matrix(ring, ([matrix[i, j] for j in pivots] for i in pivots), (size, size))
        image = matrix @ Matrix(ring, ([x] for x in vector), (len(vector), 1))
        right = Matrix(ring, ([-image[i, 0]] for i in pivots), (size, 1))
        for i, value in zip(pivots, solve(core, right).entries(), strict=True):
            vector[i] = value
    return Matrix(ring, ([x] for x in vector), (len(vector), 1))


def _integral(vector: Matrix) -> Matrix:
    """The column scaled to integers without a common factor."""
    numerators, _ = to_fmpq_mat(vector).numer_denom()
    common = fmpz(0)
    for entry in numerators.entries():
        common = common.gcd(entry)
    ring = vector.ring
    entries = ([ring.one * (entry // common)] for entry in numerators.entries())
    return Matrix(ring, entries, vector.shape)
