"""Random exact matrices from a stated seed: instances, never a proof.

A generator is always made by `generator(seed, *labels)`, so that every sample is the same
on every machine and does not depend on what was drawn before it elsewhere.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

from symbolic.algebra.matrix import Matrix, Ring
from symbolic.algebra.rings import rationals


def generator(seed: int, *labels: object) -> Random:
    """A generator that depends on the seed and the labels alone."""
    return Random("/".join(map(str, (seed, *labels))))


def random_fraction(random: Random, size: int = 9) -> Fraction:
    """A fraction with numerator and denominator of absolute value at most `size`."""
    return Fraction(random.randint(-size, size), random.randint(1, size))


def random_matrix(random: Random, height: int, width: int, ring: Ring | None = None) -> Matrix:
    """A height x width matrix of random fractions."""
    ring = ring or rationals()
    return Matrix.build(ring, (height, width), lambda _i, _j: ring.convert(random_fraction(random)))


def random_integer_matrix(
    random: Random, height: int, width: int, size: int = 3, ring: Ring | None = None
) -> Matrix:
    """A height x width matrix of random integers of absolute value at most `size`."""
    ring = ring or rationals()
    return Matrix.build(
        ring, (height, width), lambda _i, _j: ring.convert(random.randint(-size, size))
    )


def random_invertible(random: Random, size: int, ring: Ring | None = None) -> tuple[Matrix, Matrix]:
    """An invertible integer matrix of determinant one and its inverse.

    A product of random elementary row operations, the inverse being that of the inverse
    operations in the other order, so that no elimination takes part.
    """
    ring = ring or rationals()
    matrix = inverse = Matrix.identity(ring, size)
    for _ in range(2 * size if size > 1 else 0):
        i, j = random.sample(range(size), 2)
        factor = random.choice((-2, -1, 1, 2))
        matrix = _elementary(ring, size, i, j, factor) @ matrix
        inverse = inverse @ _elementary(ring, size, i, j, -factor)
    return matrix, inverse


def _elementary(ring: Ring, size: int, i: int, j: int, factor: int) -> Matrix:
    def entry(row: int, column: int) -> object:
        if (row, column) == (i, j):
            return ring.convert(factor)
        return ring.one if row == column else ring.zero

    return Matrix.build(ring, (size, size), entry)
