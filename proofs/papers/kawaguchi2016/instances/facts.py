"""Where facts of Appendix A are evaluated: matrices with a range, a form, a congruence.

Half of the instances satisfy the conditions that a theorem speaks of, and half need not.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from proofs.evidence.instance_inverses import full_rank_factors, inverse, random_one_inverse
from proofs.evidence.instances import Matrix, eye, random_matrix, scalar
from proofs.evidence.settings import Settings
from proofs.evidence.stated import Drawn


def _minus(left: Matrix, right: Matrix) -> Matrix:
    return left + right.scaled(Fraction(-1))


def ranges(rng: Random, _: Settings) -> Drawn:
    """N = M X, or any N; rows with u M = 0 are tried for the kernel."""
    while True:
        M = random_matrix(rng, rng.randint(1, 3), rng.randint(1, 3))
        G = random_one_inverse(M, rng)
        N = M @ random_matrix(rng, M.n, rng.randint(1, 2))
        if rng.random() < 0.5:
            N = random_matrix(rng, M.m, N.n)
        null = _minus(Matrix(eye(M.m), M.m, M.m), M @ G)
        rows = [Matrix([row], 1, M.m) for row in null.rows]
        yield {"N": N, "M": M, "G": G}, {"X0": [G @ N], "u0": rows}


def included(rng: Random, _: Settings) -> Drawn:
    """N = M X, and two {1}-inverses."""
    while True:
        M = random_matrix(rng, rng.randint(1, 3), rng.randint(1, 3))
        G, H = (random_one_inverse(M, rng) for _ in range(2))
        N = M @ random_matrix(rng, M.n, rng.randint(1, 2))
        yield {"N": N, "M": M, "G": G, "H": H}, {}


def blocks(rng: Random, _: Settings) -> Drawn:
    """A psd and singular or not, B in its range or not, D on either side of ``B^T G B``."""
    while True:
        n, p = rng.randint(1, 3), rng.randint(1, 2)
        F, H = random_matrix(rng, rng.randint(1, n), n), random_matrix(rng, p, p)
        A = (F.T @ F).scaled(Fraction(rng.choice((1, 1, 1, -1))))
        G, X = random_one_inverse(A, rng), random_matrix(rng, n, p)
        B = A @ X if rng.random() < 0.75 else random_matrix(rng, n, p)
        D = X.T @ A @ X + (H.T @ H).scaled(Fraction(rng.choice((1, 1, -1))))
        J, K = (
            Matrix(eye(n + p), n + p, n + p).T.rows[part] for part in (slice(n), slice(n, None))
        )
        injections = {"J": Matrix(J, n, n + p).T, "K": Matrix(K, p, n + p).T}
        yield {"A": A, "B": B, "D": D, "G": G} | injections, {"X0": [G @ B, X]}


def congruences(rng: Random, _: Settings) -> Drawn:
    """M psd, or, for the equivalence, symmetric; S invertible."""
    while True:
        n = rng.randint(1, 3)
        F, S = random_matrix(rng, n, n), random_matrix(rng, n, n)
        if full_rank_factors(S)[0] == n:
            yield {"M": F.T @ F, "S": S, "T": inverse(S)}, {}


def projections_and_eigenvectors(rng: Random, _: Settings) -> Drawn:
    """S diagonal with falling entries, U its first unit vectors, P any projection of that rank."""
    while True:
        n = rng.randint(1, 3)
        q, values = rng.randint(1, n), sorted(rng.sample(range(6), n), reverse=True)
        one = Matrix(eye(n), n, n)
        S = Matrix([[Fraction(v * (i == j)) for j in range(n)] for i, v in enumerate(values)], n, n)
        U = Matrix([row[:q] for row in one.rows], n, q)
        A = U if rng.random() < 0.3 else random_matrix(rng, n, q)
        if full_rank_factors(A)[0] < q:
            continue
        low = Fraction(values[q - 1])
        high = Fraction(values[q]) if q < n else low - 1
        P = A @ inverse(A.T @ A) @ A.T
        numbers = {"low": scalar(low), "high": scalar(high)}
        yield {"P": P, "S": S, "U": U, "M": U.T @ S @ U} | numbers, {}


def factored_products(rng: Random, _: Settings) -> Drawn:
    """X and Y diagonal, so that the eigenvectors are unit vectors; a product through q.

    X X^T may be singular, and eigenvalues may be equal.
    """
    while True:
        n = rng.randint(1, 3)
        q, values = rng.randint(1, n), [rng.randrange(4) for _ in range(n)]
        seen = [rng.randrange(3) > 0 for _ in range(n)]
        X, Y, N = (diagonal(row, n) for row in (seen, values, [1 if x else 5 for x in seen]))
        squares = [v * v * x for v, x in zip(values, seen, strict=True)]
        order = sorted(range(n), key=lambda i: -squares[i])
        U = Matrix([[Fraction(i == j) for j in order[:q]] for i in range(n)], n, q)
        low = squares[order[q - 1]]
        high = squares[order[q]] if q < n else low
        letters = {"X": X, "Y": Y, "N": N, "U": U, "M": U.T @ Y @ X @ Y @ U}
        factors = {"F": random_matrix(rng, n, q), "G": random_matrix(rng, q, n)}
        bounds = {"low": scalar(Fraction(low)), "high": scalar(Fraction(high))}
        yield letters | factors | bounds, {}


def diagonal(entries: Sequence[int], n: int) -> Matrix:
    """The n x n matrix with these entries on the diagonal."""
    return Matrix([[Fraction(x * (i == j)) for j in range(n)] for i, x in enumerate(entries)], n, n)
