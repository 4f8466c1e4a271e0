"""The conditions of the lemmas at deep saddles: true, in double precision, and by mpmath.

| asked | evidence here |
|---|---|
| what is true | no lemma is contradicted by the exact answers, at any saddle |
| double precision is wrong | lemmas that it contradicts, and none where it is easy |
| mpmath is right from some digits | each condition, more digits for a worse basis, never by luck |
| the routes ask the same | at small integers all three agree; a wrong answer is seen |
"""

from dataclasses import replace

import pytest

from numeric_crosscheck.deep_lemmas import (
    LEMMA_4_4,
    LEMMA_4_6,
    THEOREM_IV,
    DeepLemmas,
    conditions_at,
    lemma_sweep,
)
from numeric_crosscheck.deep_products import saddle
from proofs.points.deep_report import deep_items, deep_lines
from symbolic.networks.classification import Kind, classify


@pytest.fixture(scope="module")
def swept() -> list[DeepLemmas]:
    return list(lemma_sweep())


def exactly(found: DeepLemmas) -> DeepLemmas:
    return replace(found, conditions=tuple(replace(c, float64=c.true) for c in found.conditions))


def test_the_divided_saddles_are_the_same_saddles() -> None:
    for depth in (2, 4):
        plain, divided = classify(saddle(depth, 10)), classify(saddle(depth, 10, 3))
        assert plain.kind is divided.kind is Kind.NON_STRICT_SADDLE
        assert plain.loss == divided.loss


def test_what_is_true_contradicts_nothing(swept: list[DeepLemmas]) -> None:
    assert all(exactly(found).contradicted == () for found in swept)
    true = {c.condition: {d.true for f in swept for d in f.conditions if d.condition == c.condition}
            for c in swept[-1].conditions}  # fmt: skip
    assert true["rank(W_H..W_2) = p"] == {False}
    assert true["X r = 0"] == {False}
    assert true["C (C^T C)^- C^T = U_p U_p^T"] == {True}
    assert true["R(B_k^T) in R(C^T C)"] == true["X r A_k = 0"] == {True, False}


def test_double_precision_is_right_where_it_is_easy_and_contradicts_lemmas(
    swept: list[DeepLemmas],
) -> None:
    assert all(not found.wrong for found in swept if found.basis <= 1)
    contradicted = {lemma for found in swept for lemma in found.contradicted}
    assert contradicted == {LEMMA_4_4, THEOREM_IV}
    deep = [found for found in swept if found.basis >= 10]
    assert all(found.contradicted for found in deep)


def test_mpmath_is_right_in_the_end_and_a_worse_basis_needs_more_digits(
    swept: list[DeepLemmas],
) -> None:
    for depth in (2, 3, 4):
        digits = [found.digits for found in swept if found.depth == depth]
        assert None not in digits
        assert digits == sorted(digits)
        assert digits[0] == 15 < digits[-1]


def test_on_too_short_a_ladder_it_is_not_said_to_be_right() -> None:
    found = conditions_at(3, 10**7, ladder=(15, 20))
    assert found.digits is None
    assert any(c.right_from is None for c in found.conditions)


def test_a_contradiction_needs_every_alternative_to_fail() -> None:
    found = exactly(conditions_at(2, 1))
    projection = next(c for c in found.conditions if c.lemma == LEMMA_4_6 and c.true)
    others = [c for c in found.conditions if c is not projection]
    wrong = replace(found, conditions=(*others, replace(projection, float64=False)))
    assert wrong.contradicted == (LEMMA_4_6,)
    assert len(wrong.wrong) == 1


def test_the_command_shows_both_tables(swept: list[DeepLemmas]) -> None:
    text = "\n".join(deep_lines())
    last = swept[-1]
    line = f" 4  10000000 {len(last.conditions):>5} {len(last.wrong):>6} {last.digits:>7}  "
    assert line + ", ".join(last.contradicted) in text
    *items, smallest = deep_items()
    assert "smallest_wrong" in smallest
    assert [item["lemmas"]["float64_wrong"] for item in items] == [len(f.wrong) for f in swept]
