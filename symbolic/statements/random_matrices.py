"""Random matrices of the kinds that break false statements; all entries rational and small.

Each family is a function of a generator and sizes. Which of them satisfies a hypothesis on one
letter by construction is said in `symbolic.statements.samplers.structured`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random
from typing import Any

from flint import fmpq, fmpq_mat

FlintMatrix = Any
Family = Callable[[Random, int, int], FlintMatrix]
SquareFamily = Callable[[Random, int], FlintMatrix]


def _table(height: int, width: int, entries: Iterable[Any]) -> FlintMatrix:
    return fmpq_mat(height, width, list(entries))


def _drawn(random: Random, height: int, width: int, among: tuple[Any, ...]) -> FlintMatrix:
    return _table(height, width, random.choices(among, k=height * width))


def identity(n: int) -> FlintMatrix:
    """The identity."""
    return _table(n, n, [int(i == j) for i in range(n) for j in range(n)])


def diagonal(values: list[Any]) -> FlintMatrix:
    """The diagonal matrix of the values."""
    n = len(values)
    return _table(n, n, [values[i] if i == j else 0 for i in range(n) for j in range(n)])


# Rectangular


def sparse(random: Random, height: int, width: int) -> FlintMatrix:
    """Mostly zeros, some entries 1 and -1."""
    return _drawn(random, height, width, (0, 0, 0, 1, 1, -1))


def binary(random: Random, height: int, width: int) -> FlintMatrix:
    """Entries zero and one."""
    return _drawn(random, height, width, (0, 1))


def dense(random: Random, height: int, width: int) -> FlintMatrix:
    """Integer entries from -2 to 3."""
    return _drawn(random, height, width, (-2, -1, 0, 1, 2, 3))


def fractions(random: Random, height: int, width: int) -> FlintMatrix:
    """Entries among halves, thirds and small integers."""
    values = (fmpq(1, 2), fmpq(-1, 2), fmpq(1, 3), fmpq(3, 2), fmpq(0), fmpq(1), fmpq(-2))
    return _drawn(random, height, width, values)


def low_rank(random: Random, height: int, width: int) -> FlintMatrix:
    """A rank below the full one, 0 where that is 1."""
    rank = random.randint(min(1, min(height, width) - 1), max(0, min(height, width) - 1))
    if rank == 0:
        return zero(random, height, width)
    return sparse_full(random, height, rank) * sparse_full(random, rank, width)


def sparse_full(random: Random, height: int, width: int) -> FlintMatrix:
    """Small integers, of full rank nearly always."""
    return _drawn(random, height, width, (-1, 0, 1, 1, 2))


def zero(random: Random, height: int, width: int) -> FlintMatrix:
    """The zero matrix."""
    return _table(height, width, [0] * (height * width))


def partial_permutation(random: Random, height: int, width: int) -> FlintMatrix:
    """At most one 1 or -1 in each row and column."""
    rank = random.randint(0, min(height, width))
    rows, columns = random.sample(range(height), rank), random.sample(range(width), rank)
    places = dict.fromkeys(zip(rows, columns, strict=True), 1)
    return _table(
        height, width, [places.get((i, j), 0) for i in range(height) for j in range(width)]
    )


def rectangular_diagonal(random: Random, height: int, width: int) -> FlintMatrix:
    """Rectangular, zero off the diagonal."""
    values = random.choices((0, 0, 1, 1, -1, 2), k=min(height, width))
    entries = [values[i] if i == j else 0 for i in range(height) for j in range(width)]
    return _table(height, width, entries)


# Square


def invertible(random: Random, n: int) -> FlintMatrix:
    """Small integers, not singular."""
    while True:
        matrix = random.choice((sparse, dense, sparse_full))(random, n, n)
        if matrix.det() != 0:
            return matrix


def symmetric(random: Random, n: int) -> FlintMatrix:
    """Symmetric, indefinite as a rule."""
    half = random.choice((sparse, dense, binary))(random, n, n).tolist()
    return _table(n, n, [half[max(i, j)][min(i, j)] for i in range(n) for j in range(n)])


def skew(random: Random, n: int) -> FlintMatrix:
    """Skew-symmetric: equal to minus its transpose."""
    matrix = random.choice((sparse, dense))(random, n, n)
    return matrix - matrix.transpose()


def psd(random: Random, n: int) -> FlintMatrix:
    """Positive semidefinite, singular as a rule; sometimes of trace 1 with equal eigenvalues."""
    if random.random() < 0.1:
        rank = random.randint(1, n)
        return diagonal([fmpq(1, rank)] * rank + [0] * (n - rank))
    factor = random.choice((sparse, binary, sparse_full))(random, n, random.randint(1, n))
    return factor * factor.transpose()


def pd(random: Random, n: int) -> FlintMatrix:
    """Positive definite."""
    if random.random() < 0.3:
        return diagonal(random.choices((1, 2, 3), k=n))
    if random.random() < 0.15:
        return correlation(random, n)
    factor = invertible(random, n)
    return factor * factor.transpose()


def correlation(random: Random, n: int) -> FlintMatrix:
    """Positive definite with ones on the diagonal: the others are less than 1 in a row together."""
    most = fmpq(1, 2) if n < 3 else fmpq(1, n)
    off = {(i, j): most * random.choice((0, 1, 1, -1)) for i in range(n) for j in range(i)}
    entries = [fmpq(1) if i == j else off[max(i, j), min(i, j)] for i in range(n) for j in range(n)]
    return _table(n, n, entries)


def cayley(random: Random, n: int) -> FlintMatrix:
    """``(I - S)(I + S)^{-1}`` for S skew: orthogonal, without the eigenvalue -1."""
    S, one = skew(random, n), identity(n)
    return (one - S) * (one + S).inv()


def permutation(random: Random, n: int) -> FlintMatrix:
    """One 1 in each row and column."""
    places = random.sample(range(n), n)
    return _table(n, n, [int(places[i] == j) for i in range(n) for j in range(n)])


def orthogonal(random: Random, n: int) -> FlintMatrix:
    """Cayley matrices, permutations, and both with signs."""
    matrix = random.choice((cayley, permutation))(random, n)
    if random.random() < 0.5:
        matrix = matrix * diagonal(random.choices((1, -1), k=n))
    return matrix


def oblique_projection(random: Random, n: int) -> FlintMatrix:
    """Idempotent: equal to its square."""
    S = invertible(random, n)
    return S * diagonal(random.choices((0, 1), k=n)) * S.inv()


def projection(random: Random, n: int) -> FlintMatrix:
    """An orthogonal projection: equal to its square and its transpose."""
    Q = orthogonal(random, n)
    if n > 1 and random.random() < 0.5:
        column = _drawn(random, n, 1, (0, 1, 1, -1, 2))
        length = (column.transpose() * column)[0, 0]
        if length:
            P = column * column.transpose() / length
            return P if random.random() < 0.5 else identity(n) - P
    return Q * diagonal(random.choices((0, 1), k=n)) * Q.transpose()


def involution(random: Random, n: int) -> FlintMatrix:
    """A matrix whose square is the identity."""
    return identity(n) - oblique_projection(random, n) * 2


def reflection(random: Random, n: int) -> FlintMatrix:
    """Symmetric and orthogonal, so that its square is the identity."""
    return identity(n) - projection(random, n) * 2


def square_zero(random: Random, n: int) -> FlintMatrix:
    """A matrix whose square is zero."""
    S, k = invertible(random, n), n // 2
    values = random.choices((0, 1, 1), k=k)
    N = _table(
        n, n, [values[i] if i < k and j == n - 1 - i else 0 for i in range(n) for j in range(n)]
    )
    return S * N * S.inv()


def nilpotent(random: Random, n: int) -> FlintMatrix:
    """Nilpotent: strictly triangular, sometimes in another basis."""
    above = sparse_full(random, n, n).tolist()
    N = _table(n, n, [above[i][j] if i < j else 0 for i in range(n) for j in range(n)])
    if random.random() < 0.5:
        return N
    S = invertible(random, n)
    return S * N * S.inv()


def cyclic(random: Random, n: int) -> FlintMatrix:
    """Of a finite order without real eigenvalues where n allows it: blocks of order 3, 4 or 6."""
    trace = random.choice((-1, 0, 1))
    table = [[int(i == j) for j in range(n)] for i in range(n)]
    for i in range(0, n - 1, 2):
        table[i][i : i + 2], table[i + 1][i : i + 2] = [0, -1], [1, trace]
    return _table(n, n, [x for row in table for x in row])


def triangular(random: Random, n: int) -> FlintMatrix:
    """Upper triangular, of small integers."""
    above = dense(random, n, n).tolist()
    return _table(n, n, [above[i][j] if i <= j else 0 for i in range(n) for j in range(n)])


def scalar(random: Random, n: int) -> FlintMatrix:
    """A multiple of the identity."""
    return identity(n) * random.choice((-1, 1, 2, 0))


def plain_diagonal(random: Random, n: int) -> FlintMatrix:
    """A diagonal matrix of small integers."""
    return diagonal(random.choices((0, 1, 1, -1, 2), k=n))


RECTANGULAR: tuple[Family, ...] = (
    sparse, sparse, sparse, dense, dense, binary, low_rank, low_rank, partial_permutation,
    rectangular_diagonal, fractions, zero,
)  # fmt: skip
SQUARE: tuple[SquareFamily, ...] = (
    symmetric, psd, pd, skew, orthogonal, permutation, oblique_projection, projection, nilpotent,
    nilpotent, square_zero, cyclic, triangular, scalar, involution, invertible, plain_diagonal,
)  # fmt: skip
INTEGER: tuple[Family, ...] = (sparse, sparse, dense, binary, low_rank, sparse_full)


def general_square(random: Random, n: int) -> FlintMatrix:
    """A square matrix of any of the families."""
    return random.choice(SQUARE)(random, n)


def general(random: Random, height: int, width: int) -> FlintMatrix:
    """A matrix of any of the families that its sizes allow; a number among small rationals."""
    if height == width == 1 and random.random() < 0.5:
        return _drawn(random, 1, 1, (fmpq(1, 2), fmpq(-1, 2), fmpq(1), fmpq(-1), fmpq(2), fmpq(3)))
    if height == width and random.random() < 0.5:
        return general_square(random, height)
    return random.choice(RECTANGULAR)(random, height, width)


def orthonormal_columns(random: Random, height: int, width: int) -> FlintMatrix | None:
    """``T(A) A = I``; nothing where it is wider than high."""
    if width > height:
        return None
    Q = orthogonal(random, height).tolist()
    return _table(height, width, [x for row in Q for x in row[:width]])


def full_rank(random: Random, height: int, width: int) -> FlintMatrix:
    """Small integers of rank ``min(height, width)``."""
    while True:
        matrix = random.choice((sparse, dense, sparse_full, binary))(random, height, width)
        if matrix.rank() == min(height, width):
            return matrix
