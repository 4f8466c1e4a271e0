"""The families of {1}-inverses: what they are, and that wrong statements about them fail."""

import pytest

from proofs.evidence.claim import Outcome
from proofs.evidence.identities import decide_identity
from symbolic.algebra.generalized_inverses import (
    determinant,
    gram_with_inverses,
    inverse,
    matrix_with_inverses,
)
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import generic_matrices
from symbolic.algebra.sympy_ring import to_sympy
from symbolic.errors import ShapeError

SIZES = [(2, 3, 1), (3, 2, 1), (2, 3, 2), (3, 3, 2), (2, 3, 0), (2, 2, 2)]


@pytest.mark.parametrize("engine", ["sympy", "flint"])
@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_adjugate_and_determinant(size: int, engine: str) -> None:
    M = generic_matrices({"m": (size, size), "extra": (1, 1)}, engine)["m"]
    quotient = inverse(M)
    assert M @ quotient.numerator == Matrix.identity(M.ring, size) * quotient.denominator
    if size:
        expected = to_sympy(M).det().expand()
        assert to_sympy(Matrix(M.ring, [[quotient.denominator]]))[0, 0] - expected == 0


def test_a_determinant_needs_a_square_matrix() -> None:
    with pytest.raises(ShapeError):
        determinant(generic_matrices({"m": (1, 2)}, "flint")["m"])


@pytest.mark.parametrize("size", SIZES)
def test_members_are_one_inverses_and_no_better(size: tuple[int, int, int]) -> None:
    height, width, rank = size
    for family, gram in (
        (matrix_with_inverses(*size), False),
        (gram_with_inverses(*size), True),
    ):
        M = family.matrix.T @ family.matrix if gram else family.matrix
        G, delta = family.inverses[0].numerator, family.inverses[0].denominator
        assert M * delta == M @ G @ M
        # A one-sided inverse is reflexive; G is unique, and so symmetric, only for full rank.
        full = rank == (width if gram else min(width, height))
        assert (G * delta == G @ M @ G) == full
        if gram:
            assert (G == G.T) == full


@pytest.mark.parametrize("engine", ["sympy", "flint"])
def test_the_facts_hold_by_both_engines_at_a_small_size(engine: str) -> None:
    family = gram_with_inverses(2, 2, 1, count=2, engine=engine)
    C, (G, other) = family.matrix, family.inverses
    P = C @ G.numerator @ C.T
    assert P == P.T
    assert P * G.denominator == P @ P
    assert C @ other.numerator @ C.T == P
    assert C @ G.numerator @ C.T @ C == C * G.denominator


def test_wrong_facts_fail_with_a_point_that_is_recomputed() -> None:
    family = gram_with_inverses(2, 3, 1, count=2)
    C, (G, other) = family.matrix, family.inverses
    N, delta = G.numerator, G.denominator
    wrong = {
        "G is symmetric": (N, N.T),
        "G is reflexive": (N @ C.T @ C @ N, N * delta),
        "G is unique": (N, other.numerator),
        "G C^T is unique": (N @ C.T, other.numerator @ C.T),
        "C G C^T = I": (C @ N @ C.T, Matrix.identity(C.ring, 2) * delta),
        "C^T C G is symmetric": (C.T @ C @ N, (C.T @ C @ N).T),
        "B (C^T C)^- C^T C = B": (N @ C.T @ C, Matrix.identity(C.ring, 3) * delta),
    }
    for name, (left, right) in wrong.items():
        evidence = decide_identity("part", name, left, right)
        assert evidence.outcome is Outcome.FAILS, name
        assert evidence.counterexample is not None
        sides = evidence.counterexample.values
        assert sides["left side"] != sides["right side"]
    ill_typed = decide_identity("part", "shapes", C, C.T)
    assert ill_typed.outcome is Outcome.FAILS
    assert "2 x 3 against 3 x 2" in ill_typed.detail
