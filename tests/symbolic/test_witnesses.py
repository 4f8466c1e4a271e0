"""Witnesses of linear algebra: right, checked, and not to be fooled."""

from dataclasses import replace
from fractions import Fraction

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from symbolic.algebra.linalg import (
    inertia,
    left_null_space,
    negative_direction,
    null_space,
    one_inverse,
    one_inverse_from,
    pseudoinverse,
    quadratic_form,
    random_one_inverse,
    range_included,
    rank,
    solve_any,
)
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import rational_matrix, rationals
from symbolic.algebra.sampling import generator, random_integer_matrix, random_matrix
from symbolic.algebra.spectrum import spectrum
from symbolic.witnesses import (
    congruence,
    inclusion_witness,
    rank_witness,
    semidefiniteness_witness,
)

seeds = st.integers(0, 10**6)
sizes = st.integers(1, 5)


def of_rank(seed: int, height: int, width: int, inner: int) -> Matrix:
    random = generator(seed)
    return random_matrix(random, height, inner) @ random_integer_matrix(random, inner, width)


def symmetric(seed: int, size: int, inner: int) -> Matrix:
    random = generator(seed)
    factor = random_integer_matrix(random, size, inner, 2)
    signs = Matrix.build(
        rationals(), (inner, inner),
        lambda i, j: rationals().convert(random.choice((-1, 1, 1)) if i == j else 0),
    )  # fmt: skip
    return factor @ signs @ factor.T


@given(seeds, sizes, sizes, st.integers(0, 5))
def test_rank_and_null_spaces(seed: int, height: int, width: int, inner: int) -> None:
    M = of_rank(seed, height, width, inner)
    witness = rank_witness(M)
    assert witness.check()
    assert witness.rank == rank(M)
    assert (M @ null_space(M)).is_zero()
    assert (left_null_space(M).T @ M).is_zero()
    assert null_space(M).shape == (width, width - rank(M))


def test_forged_rank_witnesses_are_rejected() -> None:
    witness = rank_witness(rational_matrix([[1, 2, 3], [2, 4, 6], [0, 0, 1]]))
    assert witness.check()
    assert witness.rank == 2
    forged = (
        replace(witness, rank=1),
        replace(witness, rank=3, rows=(0, 1, 2), columns=(0, 1, 2)),
        replace(witness, rows=(0, 1)),
        replace(witness, null_basis=Matrix.zeros(rationals(), 3, 1)),
        replace(witness, null_basis=-witness.null_basis),
        replace(witness, matrix=rational_matrix([[1, 2, 3], [2, 5, 6], [0, 0, 1]])),
    )
    assert not any(witness.check() for witness in forged)


@given(seeds, sizes, sizes, sizes)
def test_inclusion(seed: int, height: int, width: int, other: int) -> None:
    outer = of_rank(seed, height, width, max(1, width - 1))
    for inner in (outer @ of_rank(seed + 1, width, other, 2), of_rank(seed + 2, height, other, 1)):
        witness = inclusion_witness(inner, outer)
        assert witness.check()
        assert witness.included == range_included(inner, outer)
        assert not replace(witness, inner=inner, factor=None, separator=None).check()


def test_a_separator_that_separates_nothing_is_rejected() -> None:
    inner, outer = rational_matrix([[0], [1]]), rational_matrix([[1], [0]])
    witness = inclusion_witness(inner, outer)
    assert not witness.included
    assert witness.check()
    assert not replace(witness, separator=rational_matrix([[0], [0]])).check()
    assert not replace(witness, separator=rational_matrix([[1], [1]])).check()


@given(seeds, sizes, sizes, st.integers(0, 4))
def test_one_inverses_and_the_pseudoinverse(seed: int, height: int, width: int, inner: int) -> None:
    M = of_rank(seed, height, width, inner)
    G = random_one_inverse(M, generator(seed))
    assert M @ G @ M == M
    assert M @ one_inverse(M) @ M == M
    assert one_inverse_from(M, G) == G + one_inverse(M) - one_inverse(M) @ M @ one_inverse(M)
    P = pseudoinverse(M)
    plain = sympy.Matrix(height, width, [sympy.Rational(str(e)) for e in M.entries()]).pinv()
    assert [str(e) for e in P.entries()] == [str(e) for e in plain]


def test_random_one_inverses_are_not_special() -> None:
    M = rational_matrix([[1, 0, 0], [0, 1, 0], [0, 0, 0]])
    found = [random_one_inverse(M, generator(seed)) for seed in range(5)]
    assert any(G != G.T for G in found)
    assert any(G @ M @ G != G for G in found)


@given(seeds, sizes, sizes)
def test_solving_where_it_can_be_solved(seed: int, height: int, width: int) -> None:
    M = of_rank(seed, height, width, 2)
    right = M @ of_rank(seed + 1, width, 2, 2)
    X = solve_any(M, right)
    assert X is not None
    assert right == M @ X
    assert solve_any(rational_matrix([[1], [0]]), rational_matrix([[0], [1]])) is None


@given(seeds, sizes, st.integers(1, 5))
def test_inertia_congruence_and_semidefiniteness(seed: int, size: int, inner: int) -> None:
    M = symmetric(seed, size, inner)
    found = congruence(M)
    assert found.check()
    assert found.inertia == inertia(M)
    witness = semidefiniteness_witness(M)
    assert witness.check()
    assert witness.psd == (inertia(M)[1] == 0)
    v = negative_direction(M)
    assert (v is None) == witness.psd
    if v is not None:
        assert quadratic_form(M, v) < 0
        assert all(Fraction(str(entry)).denominator == 1 for entry in v.entries())


def test_forged_semidefiniteness_witnesses_are_rejected() -> None:
    M = rational_matrix([[1, 2], [2, 1]])
    good = semidefiniteness_witness(M)
    assert not good.psd
    assert not replace(good, negative=rational_matrix([[1], [1]])).check()
    assert not replace(good, negative=None, congruence=congruence(M)).check()
    assert not replace(good, negative=None).check()
    other = congruence(rational_matrix([[1, 0], [0, 1]]))
    assert not replace(good, negative=None, congruence=replace(other, matrix=M)).check()
    foreign = replace(good, negative=None, congruence=other)
    assert not foreign.check()
    assert not replace(other, values=(1, 1, -7)).check()
    assert not replace(other, values=(1,)).check()
    singular = replace(other, transform=Matrix.zeros(rationals(), 2, 2), matrix=M)
    assert not replace(singular, values=(0, 0)).check()


@pytest.mark.parametrize(
    ("rows", "sums"),
    [
        ([[2, 1], [1, 1]], [0, None, 3]),
        ([[3, 0], [0, 5]], [0, 5, 8]),
        ([[1, 1], [1, 1]], [0, 2, 2]),
        ([["1/2", 0, 0], [0, "1/2", 0], [0, 0, "1/3"]], [0, "1/2", 1, "4/3"]),
        # Two copies of a golden pair: sums of two and of four are 3 + sqrt 5 and 6.
        ([[2, 1, 0, 0], [1, 1, 0, 0], [0, 0, 2, 1], [0, 0, 1, 1]], [0, None, None, None, 6]),
        # sqrt 2 and sqrt 3 with signs: no partial sum but the whole is rational.
        ([[1, 1, 0, 0], [1, -1, 0, 0], [0, 0, 1, 1], [0, 0, 1, -2]], [0, None, None, None, -1]),
    ],
)
def test_sums_of_the_largest_eigenvalues(rows, sums) -> None:
    found = spectrum(rational_matrix(rows))
    expected = [None if s is None else Fraction(s) for s in sums]
    assert [found.top_sum(count) for count in range(len(rows) + 1)] == expected


@given(seeds, st.integers(2, 4))
@settings(max_examples=30)
def test_top_sums_against_sympy(seed: int, size: int) -> None:
    random = generator(seed)
    M = random_integer_matrix(random, size, size, 3)
    M = M + M.T
    found = spectrum(M)
    plain = sympy.Matrix(size, size, [int(str(e)) for e in M.entries()])
    roots = sorted(sympy.Poly(plain.charpoly().as_expr()).nroots(n=40), key=sympy.re, reverse=True)
    for count in range(size + 1):
        exact = found.top_sum(count)
        approximate = sum(sympy.re(root) for root in roots[:count])
        if exact is not None:
            assert abs(approximate - sympy.Rational(str(exact))) < sympy.Rational(1, 10**20)
        else:  # a rational sum of algebraic integers would be an integer
            assert abs(approximate - round(approximate)) > sympy.Rational(1, 10**15)
    assert len(found.describe()) == size
