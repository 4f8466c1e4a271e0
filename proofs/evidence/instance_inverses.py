"""Factors and inverses of concrete matrices in plain fractions, by elimination written out here."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from proofs.evidence.instances import Matrix, eye, random_matrix


def full_rank_factors(A: Matrix) -> tuple[int, Matrix, Matrix, Matrix, Matrix]:
    """r, P, Q, L, R with A = P Q, L P = I, Q R = I, by elimination."""
    rows = [list(row) for row in A.rows]
    pivots: list[int] = []
    for j in range(A.n):
        r = len(pivots)
        found = next((i for i in range(r, A.m) if rows[i][j]), None)
        if found is None:
            continue
        rows[r], rows[found] = rows[found], rows[r]
        rows[r] = [x / rows[r][j] for x in rows[r]]
        for i in range(A.m):
            if i != r and rows[i][j]:
                rows[i] = [x - rows[i][j] * y for x, y in zip(rows[i], rows[r], strict=True)]
        pivots.append(j)
    r = len(pivots)
    P = Matrix([[row[j] for j in pivots] for row in A.rows], A.m, r)
    Q = Matrix(rows[:r], r, A.n)
    R = Matrix([[Fraction(j == p) for p in pivots] for j in range(A.n)], A.n, r)
    return r, P, Q, inverse(P.T @ P) @ P.T, R


def inverse(M: Matrix) -> Matrix:
    """The inverse of an invertible matrix."""
    rows = [row + unit for row, unit in zip(M.rows, eye(M.m), strict=True)]
    for j in range(M.m):
        found = next(i for i in range(j, M.m) if rows[i][j])
        rows[j], rows[found] = rows[found], rows[j]
        rows[j] = [x / rows[j][j] for x in rows[j]]
        for i in range(M.m):
            if i != j:
                rows[i] = [x - rows[i][j] * y for x, y in zip(rows[i], rows[j], strict=True)]
    return Matrix([row[M.m :] for row in rows], M.m, M.m)


def random_one_inverse(M: Matrix, rng: Random) -> Matrix:
    """A random {1}-inverse: R L for a factorization M = P Q, plus U - G M U M G."""
    _, _, _, L, R = full_rank_factors(M)
    G = R @ L
    U = random_matrix(rng, M.n, M.m)
    return G + U + (G @ M @ U @ M @ G).scaled(Fraction(-1))


def moore_penrose(M: Matrix) -> Matrix:
    """The Moore-Penrose inverse, Q^T (Q Q^T)^{-1} L for M = P Q, L = (P^T P)^{-1} P^T."""
    _, _, Q, L, _ = full_rank_factors(M)
    return Q.T @ inverse(Q @ Q.T) @ L
