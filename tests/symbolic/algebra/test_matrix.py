"""One body of assertions over every ring, against sympy's own matrices."""

from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from symbolic.algebra.kronecker import bracket, commutation_matrix, kron, vec
from symbolic.algebra.matrix import Matrix, hcat, vcat
from symbolic.algebra.rings import (
    FRACTIONS,
    generic_matrices,
    polynomial_ring,
    rational_matrix,
    rationals,
)
from symbolic.errors import ExactnessError, RingError, ShapeError

RINGS = {
    "fraction": FRACTIONS,
    "fmpq": rationals(),
    "sympy": polynomial_ring(("t",), "sympy"),
    "flint": polynomial_ring(("t",), "flint"),
}
ring = pytest.mark.parametrize("ring", RINGS.values(), ids=RINGS)


def integers(matrix: Matrix) -> list[list[int]]:
    return [[int(str(entry)) for entry in row] for row in matrix.rows]


def table(draw_rows: list[list[int]], ring) -> Matrix:
    return Matrix(ring, [[ring.convert(entry) for entry in row] for row in draw_rows])


def tables(height: int, width: int) -> st.SearchStrategy[list[list[int]]]:
    row = st.lists(st.integers(-9, 9), min_size=width, max_size=width)
    return st.lists(row, min_size=height, max_size=height)


sizes = st.integers(1, 3)


@ring
@given(data=st.data(), n=sizes, k=sizes, m=sizes)
def test_sum_product_transpose_trace_agree_with_sympy(ring, data, n, k, m) -> None:
    a, b, c = (data.draw(tables(*shape)) for shape in ((n, k), (k, m), (n, k)))
    A, B, C = (table(rows, ring) for rows in (a, b, c))
    SA, SB, SC = (sympy.Matrix(rows) for rows in (a, b, c))
    assert integers(A @ B) == (SA * SB).tolist()
    assert integers(A + C) == (SA + SC).tolist()
    assert integers(A - C) == (SA - SC).tolist()
    assert integers(-A) == (-SA).tolist()
    assert integers(3 * A) == (3 * SA).tolist()
    assert integers(A.T) == SA.T.tolist()
    assert integers(A.gram()) == (SA * SA.T).tolist()
    assert int(str((A @ C.T).trace())) == (SA * SC.T).trace()


@ring
@given(data=st.data(), p=sizes, q=sizes, r=sizes, s=sizes)
def test_kron_and_vec_agree_with_sympy(ring, data, p, q, r, s) -> None:
    a, b = data.draw(tables(p, q)), data.draw(tables(r, s))
    A, B = table(a, ring), table(b, ring)
    expected = sympy.kronecker_product(sympy.Matrix(a), sympy.Matrix(b))
    assert integers(kron(A, B)) == expected.tolist()
    assert integers(vec(A)) == sympy.Matrix(a).vec().tolist()


@given(p=sizes, q=sizes, r=sizes, s=sizes)
def test_the_commutation_matrix_moves_vec_and_kron(p: int, q: int, r: int, s: int) -> None:
    letters = generic_matrices({"a": (p, q), "b": (r, s)}, "flint")
    A, B = letters["a"], letters["b"]
    K = commutation_matrix(A, p, q)
    assert K @ vec(A) == vec(A.T)
    assert Matrix.identity(A.ring, p * q) == K.T @ K
    # Magnus and Neudecker: K_{r,p} (A kron B) = (B kron A) K_{s,q}, in that paper's indices.
    left = commutation_matrix(A, r, p) @ kron(A, B)
    assert left == kron(B, A) @ commutation_matrix(A, s, q)


def test_the_bracket_of_lemma_4_3_column_by_column() -> None:
    M = generic_matrices({"m": (2, 3)}, "flint")["m"]
    B = bracket(2, M)
    assert B.shape == (4, 6)
    for t in range(3):
        block = kron(Matrix.identity(M.ring, 2), M.column(t))
        assert hcat(B.column(2 * t), B.column(2 * t + 1)) == block


@ring
def test_empty_shapes(ring) -> None:
    tall, wide, none = (Matrix.zeros(ring, *shape) for shape in ((2, 0), (0, 2), (0, 0)))
    assert tall @ wide == Matrix.zeros(ring, 2, 2)
    assert (wide @ tall).shape == (0, 0)
    assert tall.T.shape == (0, 2)
    assert none == Matrix.identity(ring, 0)
    assert kron(tall, wide).shape == (0, 0)
    assert vec(tall).shape == (0, 1)
    assert hcat(tall, Matrix.identity(ring, 2)) == Matrix.identity(ring, 2)
    assert vcat(wide, Matrix.identity(ring, 2)) == Matrix.identity(ring, 2)


def test_shapes_that_do_not_fit_name_both_sizes() -> None:
    A, B = rational_matrix([[1, 2, 3]]), rational_matrix([[1, 2]])
    for operation in (
        lambda: A @ B,
        lambda: A + B,
        lambda: A - B,
        lambda: vcat(A, B),
        lambda: hcat(A, B.T),
        A.trace,
    ):
        with pytest.raises(ShapeError, match=r"1 x 3.* (1 x 2|2 x 1|1 x 3): the sizes do not fit"):
            operation()
    with pytest.raises(ShapeError):
        rational_matrix([[1, 2], [3]])
    with pytest.raises(ShapeError):
        Matrix(FRACTIONS, [[Fraction(1)]], (2, 1))


def test_rings_do_not_mix_and_a_matrix_has_no_truth_value() -> None:
    A, B = rational_matrix([[1]]), rational_matrix([[1]], FRACTIONS)
    with pytest.raises(RingError, match="do not combine"):
        A @ B
    with pytest.raises(RingError):
        A == B  # noqa: B015 - comparing must refuse too, never answer False
    for other in (0, 0.0, [[1]], None):
        with pytest.raises(RingError, match="do not combine"):
            other == A  # noqa: B015 - a silent False would read as a refutation
    with pytest.raises(RingError, match="a matrix and a list do not combine"):
        A @ [[1]]
    with pytest.raises(RingError, match="a matrix and a list do not combine"):
        kron(A, [[1]])
    with pytest.raises(ExactnessError, match="no exact number"):
        A * 0.5
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(A)
    with pytest.raises(RingError, match="1/2 is not in the integer polynomials"):
        polynomial_ring(("t",), "flint").convert(Fraction(1, 2))


@pytest.mark.parametrize("engine", ["sympy", "flint"])
def test_terms_and_evaluate(engine: str) -> None:
    ring = polynomial_ring(("a", "b"), engine)
    a, b = ring.generators["a"], ring.generators["b"]
    element = 2 * a * a * b - b
    assert ring.terms(element) == {(2, 1): Fraction(2), (0, 1): Fraction(-1)}
    assert ring.evaluate(element, {"a": 3}) == 17 * b
    assert ring.terms(ring.evaluate(element, {"a": 0, "b": 0})) == {}
