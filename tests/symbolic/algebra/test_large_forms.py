"""The inertia of large matrices: the same as the characteristic polynomial's, or no answer.

| claim | evidence |
|---|---|
| zeros are what is lost in as many rows as the rank | congruences of diagonals of any rank |
| a smaller rank modulo the prime is noticed | entries that are multiples of the prime |
| a bad guess shows nothing | guesses that are zero, singular, of the wrong signs, of no precision |
| what cannot be guessed is answered all the same | eigenvalues of every size, absurd entries |
"""

import pytest
from flint import fmpz_mat

from symbolic.algebra import large_forms
from symbolic.algebra.large_forms import LARGE, PRIME, independent_rows, signs_by_dominance
from symbolic.algebra.linalg import inertia, rank
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import rationals
from symbolic.algebra.sampling import generator, random_integer_matrix


def diagonal(entries: list[int]) -> Matrix:
    ring, size = rationals(), len(entries)
    return Matrix.build(ring, (size, size), lambda i, j: ring.one * (i == j) * entries[i])


def congruent(positive: int, negative: int, size: int) -> Matrix:
    """M^T D M for a diagonal D of these signs and an M of full row rank (Sylvester)."""
    signs = [1] * positive + [-1] * negative
    M = random_integer_matrix(generator(2016), len(signs), size, 3)
    assert rank(M) == len(signs)
    return M.T @ diagonal(signs) @ M


@pytest.mark.parametrize(
    ("positive", "negative"), [(20, 12), (0, 1), (32, 0), (0, 0), (30, 40), (69, 0), (35, 34)]
)
def test_congruences_of_a_diagonal(positive: int, negative: int) -> None:
    found = inertia(congruent(positive, negative, 70))
    assert found == (positive, negative, 70 - positive - negative)


def test_where_the_rank_is_smaller_modulo_the_prime() -> None:
    entries = [PRIME, -PRIME, 1, -1, -1, *[0] * (LARGE - 5)]
    matrix = diagonal(entries)
    assert independent_rows(fmpz_mat(LARGE, LARGE, list(map(int, matrix.entries())))) is None
    assert inertia(matrix) == (2, 3, LARGE - 5)


@pytest.mark.parametrize("base", [3, 2**40, 2**3000])
def test_eigenvalues_of_every_size(base: int) -> None:
    entries = [(-1) ** i * base ** (i % 9) for i in range(LARGE)]
    assert inertia(diagonal(entries)) == (LARGE // 2, LARGE // 2, 0)


INDEFINITE = fmpz_mat(3, 3, [0, 5, 0, 5, 0, 0, 0, 0, -2])
GUESSES = {
    "zero": fmpz_mat(3, 3, [0] * 9),
    "singular": fmpz_mat(3, 3, [1, 1, 0, 1, 1, 0, 0, 0, 1]),
    "no eigenvectors": fmpz_mat(3, 3, [1, 0, 0, 0, 1, 0, 0, 0, 1]),
    "no precision": fmpz_mat(3, 3, [1, 1, 1, 1, 0, 0, 0, 0, 1]),
    "nothing": None,
}


@pytest.mark.parametrize("guess", GUESSES.values(), ids=GUESSES)
def test_a_bad_guess_shows_nothing(guess: fmpz_mat | None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert signs_by_dominance(INDEFINITE) == (1, 2)
    monkeypatch.setattr(large_forms, "_guessed", lambda _: guess)
    assert signs_by_dominance(INDEFINITE) is None


def test_a_singular_matrix_has_no_signs() -> None:
    assert signs_by_dominance(fmpz_mat(2, 2, [1, 1, 1, 1])) is None
    assert signs_by_dominance(fmpz_mat(2, 2, [0, 0, 0, 0])) is None
