"""Exact linear algebra against sympy and against the definition."""

from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from symbolic.algebra.linalg import inertia, is_psd, range_included, rank, solve
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import rational_matrix, rationals
from symbolic.algebra.sampling import (
    generator,
    random_integer_matrix,
    random_invertible,
    random_matrix,
)
from symbolic.errors import NotSymmetricError, ShapeError, SingularMatrixError

seeds = st.integers(0, 10**6)


@given(seeds, st.integers(1, 4), st.integers(1, 4), st.integers(0, 4))
def test_the_rank_is_that_of_sympy(seed: int, height: int, width: int, inner: int) -> None:
    random = generator(seed)
    matrix = random_matrix(random, height, inner) @ random_matrix(random, inner, width)
    plain = sympy.Matrix(height, width, [sympy.Rational(str(e)) for e in matrix.entries()])
    assert rank(matrix) == plain.rank()


@given(seeds, st.integers(1, 4), st.integers(1, 3))
def test_solve_and_range(seed: int, size: int, width: int) -> None:
    random = generator(seed)
    T, inverse = random_invertible(random, size)
    right = random_matrix(random, size, width)
    assert T @ inverse == Matrix.identity(rationals(), size)
    assert solve(T, right) == inverse @ right
    inner = random_integer_matrix(random, size, width)
    assert range_included(inner @ inner.T, inner)
    assert range_included(inner, inner @ inner.T)


@given(seeds, st.integers(1, 5))
def test_inertia_of_a_congruence_of_a_diagonal(seed: int, size: int) -> None:
    random = generator(seed)
    signs = [Fraction(random.randint(-2, 2), random.randint(1, 5)) for _ in range(size)]
    diagonal = Matrix.build(
        rationals(), (size, size), lambda i, j: rationals().convert(signs[i] if i == j else 0)
    )
    T, _ = random_invertible(random, size)
    expected = tuple(
        sum(test) for test in zip(*((s > 0, s < 0, s == 0) for s in signs), strict=True)
    )
    assert inertia(T.T @ diagonal @ T) == expected
    assert is_psd(T.T @ diagonal @ T) == (expected[1] == 0)


def test_where_there_is_no_answer() -> None:
    with pytest.raises(SingularMatrixError, match="2 x 2 matrix is singular"):
        solve(rational_matrix([[1, 1], [1, 1]]), rational_matrix([[1], [1]]))
    with pytest.raises(ShapeError):
        solve(rational_matrix([[1, 1]]), rational_matrix([[1]]))
    with pytest.raises(NotSymmetricError, match="not symmetric"):
        inertia(rational_matrix([[1, 1], [0, 1]]))
    assert not range_included(rational_matrix([[0], [1]]), rational_matrix([[1], [0]]))
    assert inertia(Matrix.zeros(rationals(), 0, 0)) == (0, 0, 0)
    assert rank(Matrix.zeros(rationals(), 0, 3)) == 0
