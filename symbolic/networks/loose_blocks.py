"""Loose blocks of a critical point, drawn from the kernels of products of the others.

In the normal form of `symbolic.networks.critical_points`, with S = X Y^T (I - U_I U_I^T), the
weights are critical if N_{H+1}..N_1 = 0 and for every layer k

    N_{k-1}..N_1 S N_{H+1}..N_{k+1} = 0,

so if every interval of the cyclic word N_{H+1}, .., N_1, S that leaves out one block vanishes.
Two zero blocks are one way. Another is that blocks which are not zero have products that are:
here two of the blocks, one after the other, are drawn from the kernels of these conditions, which
are linear in either, and the first also so that it and its neighbours have the product zero, as
any number of blocks before these two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from symbolic.algebra.kronecker import kron
from symbolic.algebra.linalg import null_space
from symbolic.algebra.matrix import Matrix, vcat

REACH = 2
"""The product that is made zero has at most so many letters on either side of the block."""

COEFFICIENTS = (0, 0, 0, 0, 1, -1, 2)
"""Of a basis of the kernel; often zero, as points where little moves are the doubtful ones."""

Sides = tuple[Matrix, Matrix]
"""L and R of a condition ``L N R = 0``."""


def vanishing_blocks(
    random: Random, blocks: Mapping[int, Matrix], solved: Sequence[int], S: Matrix
) -> dict[int, Matrix]:
    """The blocks N_1, .., N_{H+1} by layer, the `solved` ones drawn anew so that all vanishes.

    N_{k+1} N_k and N_1 S N_{H+1} must be products. The last block that is solved for is such that
    all conditions hold but the one without it, which the block before it sees to; each before the
    last also makes a product with its neighbours vanish.
    """
    top = len(blocks)
    letters = [*(blocks[k] for k in range(top, 0, -1)), S]
    *others, first, second = (top - k for k in solved)
    for t in others:
        near = _neighbours(random, len(letters), t, second)
        letters[t] = _from_kernel(random, letters[t], [_sides(letters, *near, t)])
    near = _neighbours(random, len(letters), first, second)
    sides = [_sides(letters, second + 1, top, first), _sides(letters, *near, first)]
    letters[first] = _from_kernel(random, letters[first], sides)
    all_but_one = [_sides(letters, t + 1, top, second) for t in range(top) if t != second]
    conditions = [_sides(letters, 0, top, second), *all_but_one]
    letters[second] = _from_kernel(random, letters[second], conditions)
    return {top - t: letter for t, letter in enumerate(letters[:top])}


def _neighbours(random: Random, size: int, hole: int, never: int) -> tuple[int, int]:
    """Start and length of an interval around the hole, of at least two letters if it can be."""
    left = min(random.randint(0, REACH), (hole - never - 1) % size)
    right = min(random.randint(not left, REACH), (never - hole - 1) % size)
    return hole - left, left + 1 + right


def _sides(letters: Sequence[Matrix], start: int, length: int, hole: int) -> Sides:
    """What stands left and right of the hole in an interval of the cyclic word."""
    size = len(letters)
    before = (hole - start) % size
    ring, (height, width) = letters[hole].ring, letters[hole].shape
    L, R = Matrix.identity(ring, height), Matrix.identity(ring, width)
    for step in range(1, before + 1):
        L = letters[(hole - step) % size] @ L
    for step in range(1, length - before):
        R = R @ letters[(hole + step) % size]
    return L, R


def _from_kernel(random: Random, like: Matrix, conditions: Sequence[Sides]) -> Matrix:
    """A random N of the shape with ``L N R = 0`` for all the conditions, small integers times a
    basis; zero where only that meets them."""
    ring, (height, width) = like.ring, like.shape
    if not height * width:
        return like
    basis = null_space(vcat(*(kron(L, R.T) for L, R in conditions)))
    weights = [[ring.convert(random.choice(COEFFICIENTS))] for _ in range(basis.shape[1])]
    entries = (basis @ Matrix(ring, weights, (basis.shape[1], 1))).entries()
    values = list(entries)
    rows = [values[i * width : (i + 1) * width] for i in range(height)]
    return Matrix(ring, rows, like.shape)
