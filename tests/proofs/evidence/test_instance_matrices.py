"""Contract: concrete matrices compute as entrywise fractions do, and nothing in them is a float.

The reference is `Fraction` entry by entry, written out here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from fractions import Fraction
from random import Random
from types import FrameType
from typing import Any

import pytest

from proofs.evidence.instance_matrices import Matrix, Rows, commutation, eye, kron, scalar, vec


def some_rows(rng: Random, m: int, n: int) -> Rows:
    return [
        [Fraction(rng.randint(-4, 4), rng.choice((1, 1, 2, 3, 4))) for _ in range(n)]
        for _ in range(m)
    ]


SHAPES = [(m, n) for m in range(4) for n in range(4)]


@pytest.mark.parametrize(("m", "n"), SHAPES)
def test_every_operation_is_that_of_fractions(m: int, n: int) -> None:
    rng = Random(f"{m} {n}")
    for p in range(4):
        a, b, c = some_rows(rng, m, n), some_rows(rng, m, n), some_rows(rng, n, p)
        A, B, C = Matrix(a, m, n), Matrix(b, m, n), Matrix(c, n, p)
        assert A.rows == a
        assert A.T.rows == [[a[i][j] for i in range(m)] for j in range(n)]
        assert (A + B).rows == [[a[i][j] + b[i][j] for j in range(n)] for i in range(m)]
        product = [[sum(a[i][k] * c[k][j] for k in range(n)) for j in range(p)] for i in range(m)]
        assert (A @ C).rows == product
        factor = Fraction(-2, 3)
        assert A.scaled(factor).rows == [[factor * x for x in row] for row in a]
        assert kron(A, C).rows == [[x * y for x in r for y in s] for r in a for s in c]
        assert vec(A).rows == [[a[i][j]] for j in range(n) for i in range(m)]
        assert commutation(m, n) @ vec(A) == vec(A.T)


@pytest.mark.parametrize("n", range(1, 4))
def test_traces_and_moved_entries(n: int) -> None:
    rows = some_rows(Random(n), n, n)
    A = Matrix(rows, n, n)
    assert A.trace == sum(rows[i][i] for i in range(n))
    moved = A.moved(0, n - 1, -2)
    rows[0][n - 1] -= 2
    assert moved.rows == rows


def test_equal_matrices_are_equal_however_they_were_computed() -> None:
    half, third = Matrix([[Fraction(1, 2)]], 1, 1), Matrix([[Fraction(1, 3)]], 1, 1)
    assert half + half == scalar(Fraction(1)) == half.scaled(Fraction(2))
    assert half + third == scalar(Fraction(5, 6)) != half
    assert half + half.scaled(Fraction(-1)) == Matrix([[Fraction(0)]], 1, 1)
    assert Matrix([], 0, 2) != Matrix([[], []], 2, 0)


def test_what_is_shown_is_made_of_fractions_and_is_a_copy() -> None:
    """Two integers divided would be a float; a list that is changed would be another matrix."""
    A = Matrix([[Fraction(3), Fraction(1, 2)]], 1, 2)
    assert {type(x) for M in (A, A.scaled(Fraction(2))) for row in M.rows for x in row} == {
        Fraction
    }
    assert type(A.rows[0][0] / A.rows[0][0]) is Fraction
    A.rows[0][0] = Fraction(7)
    assert A.rows[0][0] == 3


def test_what_is_no_exact_matrix_is_refused() -> None:
    with pytest.raises(TypeError, match="no exact number"):
        Matrix([[0.5]], 1, 1)  # type: ignore[list-item]
    with pytest.raises(ValueError, match=r"rows of \[1, 2\] entries are not 2 x 2"):
        Matrix([[Fraction(1)], [Fraction(1), Fraction(2)]], 2, 2)
    with pytest.raises(ValueError, match="a product of 1 x 2 and 1 x 2"):
        Matrix([[Fraction(1)] * 2], 1, 2) @ Matrix([[Fraction(1)] * 2], 1, 2)


def calls_of(module: str, work: Callable[[], Any]) -> int:
    """How many Python functions of a module are called by some work."""
    found = 0

    def count(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal found
        found += event == "call" and frame.f_globals["__name__"] == module

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return found


def test_products_and_sums_of_whole_numbers_cost_no_call_of_fractions() -> None:
    """A quarter of the whole check once went into fractions of whole numbers."""
    A, B = Matrix(eye(3), 3, 3), Matrix(some_rows(Random(1), 3, 3), 3, 3)
    assert calls_of("fractions", lambda: A @ B @ A + B.T) == 0
