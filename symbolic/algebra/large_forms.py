"""The inertia of a large symmetric matrix of integers, where the characteristic polynomial is slow.

Two reductions, both exact. In as many independent rows and columns as the rank the matrix is
invertible, and the Schur complement of the rest is zero, so that nothing but zeros is lost
(Haynsworth, 1968). And if ``Q^T S Q`` is strictly diagonally dominant for some Q, then it is
invertible with Q and S, and the signs of its diagonal are the inertia of S (Sylvester,
Gershgorin). Q is guessed from eigenvectors in double precision, rounded to integers; what it
shows is multiplied out in integers, and a bad guess shows nothing.
"""

from __future__ import annotations

from math import ldexp
from typing import Any

from flint import fmpz_mat, nmod_mat

PRIME = 2**61 - 1
LARGE = 64
"""From this size on the reductions pay."""
BITS, WORST = 50, 1e-9
"""So many bits of an eigenvector are kept, unless roots of eigenvalues have a smaller ratio."""


def independent_rows(matrix: fmpz_mat) -> list[int] | None:
    """Independent rows of a symmetric matrix, as many as its rank; nothing if they are not seen.

    They are found modulo a prime: what is independent there is independent over the rationals,
    and is enough if there are as many as the exact rank.
    """
    reduced, found = nmod_mat(matrix, PRIME).rref()
    if found < matrix.rank():
        return None
    rows = reduced.tolist()[:found]
    return [next(j for j, entry in enumerate(row) if int(entry)) for row in rows]


def principal(matrix: fmpz_mat, kept: list[int]) -> fmpz_mat:
    """The part in the given rows and columns."""
    return fmpz_mat([[matrix[i, j] for j in kept] for i in kept])


def signs_by_dominance(matrix: fmpz_mat) -> tuple[int, int] | None:
    """How many eigenvalues of an invertible symmetric matrix are positive, and negative.

    Nothing where the guess in double precision does not make it diagonally dominant.
    """
    Q = _guessed(matrix)
    if Q is None:
        return None
    rows = [[int(entry) for entry in row] for row in (Q.transpose() * matrix * Q).tolist()]
    diagonal = [row[i] for i, row in enumerate(rows)]
    if any(sum(map(abs, row)) >= 2 * abs(x) for row, x in zip(rows, diagonal, strict=True)):
        return None
    positive = sum(x > 0 for x in diagonal)
    return positive, len(rows) - positive


def _guessed(matrix: fmpz_mat) -> fmpz_mat | None:
    """Eigenvectors in double precision over the roots of their eigenvalues, as integers."""
    import numpy as np

    entries = [[int(entry) for entry in row] for row in matrix.tolist()]
    shift = max(0, max(abs(x).bit_length() for row in entries for x in row) - 500)
    try:
        values, vectors = np.linalg.eigh(
            np.array([[float(x >> shift) for x in r] for r in entries])
        )
    except np.linalg.LinAlgError:
        return None
    lengths = np.sqrt(np.abs(values))
    if not lengths.all():
        return None
    scaled: Any = vectors / lengths
    least = float(np.abs(scaled).max(axis=0).min())
    return fmpz_mat([[int(ldexp(x / least, BITS)) for x in row] for row in scaled.tolist()])
