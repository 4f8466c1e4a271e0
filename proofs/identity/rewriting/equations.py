"""The equations of a completion, each with the combination of others that it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from proofs.identity.rewriting.words import Poly, split, without
from proofs.kernel.rules import Theorem
from symbolic.words.terms import Tree

Item = tuple[Any, ...]
"""An overlap of two equations, or a polynomial with its parts and sizes."""

Part = tuple[Fraction, str, int, bool, str]
"""A coefficient, what stands on the left, the number of an equation, whether it is transposed,
and what stands on the right."""


Candidate = tuple[Poly, tuple[Part, ...], tuple[Tree, Tree]]


@dataclass
class Equation:
    """``lead = rest``: given as a theorem, or the sum of parts, or V U = I from U V = I."""

    lead: str
    rest: Poly
    shape: tuple[Tree, Tree]
    given: Theorem | None = None
    parts: tuple[Part, ...] = ()
    scale: Fraction = Fraction(1)
    split: int = 0
    active: bool = True
    found: Theorem | None = None
    numbers: str = field(init=False)
    body: str = field(init=False)

    def __post_init__(self) -> None:
        self.numbers, self.body = split(self.lead)

    def divides(self, word: str) -> bool:
        """Whether the left side is in a word."""
        numbers, body = split(word)
        return self.body in body and without(numbers, self.numbers) is not None

    @property
    def is_number(self) -> bool:
        """Whether it is an equation between numbers without a word."""
        return self.shape == (1, 1)


def order(word: str) -> tuple[int, int, str, str]:
    """Longer words are greater; of one length, those with fewer numbers; then the later ones.

    The order is kept when both words are multiplied by a third one, numbers included.
    """
    numbers, body = split(word)
    return len(word), len(body), body, numbers
