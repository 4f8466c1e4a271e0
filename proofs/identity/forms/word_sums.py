"""Sums of a few words, of which squares are tried."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from symbolic.words.terms import Term

MAX_FEW = 5


def of_one(words: list[Term]) -> Iterator[Term]:
    """The words."""
    yield from words


def of_two(words: list[Term]) -> Iterator[Term]:
    """Sums and differences of two, then those with one of them doubled."""
    for V, W in combinations(words, 2):
        yield from (V - W, V + W)
    for V, W in combinations(words[:MAX_FEW], 2):
        yield from (V - 2 * W, V + 2 * W, 2 * V - W, 2 * V + W)


def of_three(words: list[Term]) -> Iterator[Term]:
    """Sums and differences of three of a few, then those with one of them halved."""
    half = Fraction(1, 2)
    for U, V, W in combinations(words[:MAX_FEW], 3):
        for one in (V, -V):
            for other in (W, -W):
                yield U + one + other
                yield half * U + one + other
                yield U + half * one + other
                yield U + one + half * other
