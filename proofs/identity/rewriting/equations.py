"""The equations of a completion, each with the combination of others that it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from proofs.identity.rewriting.words import Poly
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


def order(word: str) -> tuple[int, str]:
    """Longer words are greater; of one length, the later one."""
    return len(word), word
