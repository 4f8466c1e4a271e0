"""The ladder of precisions and the balls: never sure of what is not true."""

from dataclasses import replace
from fractions import Fraction
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numeric_crosscheck.bounds import rank_at_least
from numeric_crosscheck.decisions import climb_decision, inclusion_at
from numeric_crosscheck.float64 import float64_rank
from numeric_crosscheck.hard_cases import HARD_CASES, HardCase
from numeric_crosscheck.ladder import (
    CLEAR_GAP,
    LADDER,
    climb,
    inertia_at,
    rank_at,
    right_from,
)
from proofs.evidence.claim import Outcome
from proofs.evidence.identities import plain_rows
from proofs.evidence.numeric_points import Comparison, compare_at_points, hessian_inertia
from proofs.evidence.paper import LADDER as ARCHITECTURES
from proofs.evidence.settings import Settings
from symbolic.algebra.linalg import inertia, is_symmetric, range_included, rank
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import rational_matrix, rationals
from symbolic.algebra.sampling import generator, random_integer_matrix, random_invertible


def of_known_rank(seed: int) -> tuple[list[list[Fraction]], int]:
    """A matrix of known rank whose nonzero singular values spread over up to 60 digits."""
    random = generator(seed, "ladder")
    height, width = random.randint(1, 5), random.randint(1, 5)
    inner = random.randint(0, min(height, width))
    left, _ = random_invertible(random, height)
    right, _ = random_invertible(random, width)
    spread = random.choice((0, 5, 20, 60))
    sizes = [Fraction(1, 10 ** random.randint(0, spread)) for _ in range(inner)]
    middle = Matrix.build(
        rationals(),
        (height, width),
        lambda i, j: rationals().convert(sizes[i] if i == j and i < inner else 0),
    )
    return plain_rows(left @ middle @ right), inner


@pytest.mark.slow
def test_a_wrong_rank_is_never_called_clear() -> None:
    ambiguous = 0
    for seed in range(500):
        rows, true = of_known_rank(seed)
        last = climb(rows)[-1]
        ambiguous += not last.clear
        assert not last.clear or last.rank == true, seed
        assert rank_at_least(rows, 30) <= true, seed
    assert ambiguous == 0  # the ladder reaches 400 digits


@pytest.mark.parametrize("case", HARD_CASES, ids=lambda case: case.name)
def test_hard_cases(case: HardCase) -> None:
    rows = case.rows()
    matrix = rational_matrix(rows)
    true = rank(matrix)
    assert float64_rank(rows, case.factors) != true
    rungs = climb(rows, symmetric=is_symmetric(matrix))
    assert rungs[-1].clear
    assert rungs[-1].rank == true
    if is_symmetric(matrix):
        assert rungs[-1].inertia == inertia(matrix)
    assert right_from(rungs, true) in LADDER
    assert rank_at_least(rows, 50) == true


def test_the_ranks_are_the_ones_that_the_formulas_are_known_for() -> None:
    ranks = {case.name: rank(rational_matrix(case.rows())) for case in HARD_CASES}
    assert ranks == {
        "near singular": 2, "Hilbert 13": 13, "Gram of Hilbert 8": 8, "triangular 15": 15,
        "Vandermonde 13": 13, "Pascal 16": 16, "nearly ones": 3, "product of layers": 1,
    }  # fmt: skip
    assert float64_rank(HARD_CASES[-1].rows(), HARD_CASES[-1].factors) == 2


def test_too_few_digits_are_ambiguous_and_say_so() -> None:
    rows = next(case for case in HARD_CASES if case.name == "Hilbert 13").rows()
    assert not rank_at(rows, 15).clear
    rungs = climb(rows, (15,))
    assert right_from(rungs, 13) is None
    deficient = [[Fraction(1), Fraction(1)], [Fraction(1), Fraction(1)]]
    for digits in LADDER:
        rung = rank_at(deficient, digits)
        assert rung.rank == 1
        assert rung.clear == (digits > CLEAR_GAP)
    zero = rank_at([[Fraction(0)] * 2], 15)
    assert (zero.rank, zero.clear) == (0, True)


def test_a_number_that_a_double_cannot_hold() -> None:
    assert float64_rank([[Fraction(10**400)]]) is None
    assert float64_rank([], ([[Fraction(10**200)]], [[Fraction(10**200)]])) is None
    assert climb([[Fraction(10**400)]])[-1].rank == 1


def test_balls_prove_lower_bounds_only() -> None:
    ones = [[Fraction(1, 3)] * 3] * 3
    for digits in (15, 50, 400):
        assert rank_at_least(ones, digits) == 1
    assert rank_at_least([[Fraction(0)]], 50) == 0
    tiny = [[Fraction(1), Fraction(1)], [Fraction(1), 1 + Fraction(1, 10**100)]]
    assert rank_at_least(tiny, 50) == 1
    assert rank_at_least(tiny, 150) == 2


seeds = st.integers(0, 10**6)


@given(seeds)
def test_inertia_where_it_is_clear(seed: int) -> None:
    random = generator(seed)
    size = random.randint(1, 4)
    factor = random_integer_matrix(random, size, random.randint(1, 3), 3)
    other = random_integer_matrix(random, size, 1, 3)
    matrix = factor.gram() - other.gram()
    assert inertia_at(plain_rows(matrix), 100).inertia == inertia(matrix)
    assert climb(plain_rows(matrix), symmetric=True)[-1].inertia == inertia(matrix)


@given(seeds)
def test_inclusion_where_it_is_clear(seed: int) -> None:
    random = generator(seed)
    height, width = random.randint(1, 4), random.randint(1, 4)
    outer = random_integer_matrix(random, height, width, 2)
    for inner in (
        outer @ random_integer_matrix(random, width, 2, 2),
        random_integer_matrix(random, height, 1, 2),
    ):
        rows = plain_rows(inner), plain_rows(outer)
        last = climb_decision(lambda digits, rows=rows: inclusion_at(*rows, digits))[-1]
        assert last.clear
        assert last.answer == range_included(inner, outer)


def test_the_exact_answer_does_not_leak_into_the_numerical_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from proofs.points import rank_files

    given = list(rank_files.examples())
    honest = [rank_files.answer(matrix) for matrix in given]
    monkeypatch.setattr(rank_files, "rank", lambda _matrix: 0)
    monkeypatch.setattr(rank_files, "inertia", lambda _matrix: (0, 0, 0))
    for matrix, before in zip(given, honest, strict=True):
        after = rank_files.answer(matrix)
        assert after.rank == 0
        assert (after.rungs, after.float64_rank, after.at_least) == (
            before.rungs,
            before.float64_rank,
            before.at_least,
        )
        assert after.contradiction
        assert not before.contradiction


def test_a_clear_disagreement_leaves_a_claim_open_and_an_ambiguous_one_does_not() -> None:
    settings = Settings(ARCHITECTURES, quick=True)

    def outcome(comparison: Comparison) -> Outcome:
        return compare_at_points("part", "what", settings, lambda _p: iter([comparison])).outcome

    assert outcome(Comparison(clear=True, agrees=True, float64_agrees=False)) is Outcome.HOLDS
    assert outcome(Comparison(clear=True, agrees=False, float64_agrees=True)) is Outcome.OPEN
    unclear = Comparison(clear=False, agrees=False, float64_agrees=True)
    assert outcome(unclear) is Outcome.OPEN  # nothing but ambiguous answers is no evidence
    some = iter(cycle([unclear, replace(unclear, clear=True, agrees=True)]))
    mixed = compare_at_points("part", "what", settings, lambda _p: iter([next(some)]))
    assert (mixed.outcome, mixed.detail[:32]) == (Outcome.HOLDS, "what: 1 of 3 decisions clear and")
    unasked = Comparison(clear=True, agrees=True, float64_agrees=None)
    for comparison, shown in ((unasked, False), (replace(unasked, float64_agrees=True), True)):
        evidence = compare_at_points("part", "x", settings, lambda _p, c=comparison: iter([c]))
        assert ("double precision" in evidence.detail) == shown
    nothing = compare_at_points("part", "what", settings, lambda _p: iter(()))
    assert nothing.outcome is Outcome.OPEN
    assert compare_at_points("part", "x", settings, hessian_inertia).outcome is Outcome.HOLDS
