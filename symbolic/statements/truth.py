"""Three-valued truth, and what was found of a statement at an instance.

None is what could not be decided: a quantifier is over matrices of which only some were tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from symbolic.statements.fraction_matrices import Rows
from symbolic.statements.syntax import Formula

Truth = bool | None


def every(truths: Sequence[Truth]) -> Truth:
    """Whether all are true: false if one is false, unknown if one is unknown."""
    return False if False in truths else None if None in truths else True


def negated(truth: Truth) -> Truth:
    """The opposite; unknown of what is unknown."""
    return None if truth is None else not truth


@dataclass(frozen=True)
class Found:
    """A formula at the instance: whether it holds, and of a relation the values of its sides.

    `holds` is None where a quantifier is over matrices of which only some could be tried.
    """

    relation: Formula
    holds: bool | None
    values: tuple[Rows | Fraction, ...]


@dataclass(frozen=True)
class Evaluation:
    """All hypotheses, and the conjuncts of both sides of the conclusion, at the instance."""

    hypotheses: tuple[Found, ...]
    left: tuple[Found, ...]
    right: tuple[Found, ...] | None

    @property
    def is_instance(self) -> bool:
        """Whether every hypothesis is known to hold, implied ones included."""
        return all(found.holds for found in self.hypotheses)

    @property
    def holds(self) -> bool | None:
        """Whether the conclusion holds; None where that is not known."""
        left = every([found.holds for found in self.left])
        if self.right is None:
            return left
        right = every([found.holds for found in self.right])
        return None if left is None or right is None else left == right

    def numbers(self) -> Iterator[Fraction]:
        """All numbers in the values of the sides."""
        for found in (*self.hypotheses, *self.left, *(self.right or ())):
            for value in found.values:
                yield from (value,) if isinstance(value, Fraction) else chain(*value)

    @property
    def refutes(self) -> bool:
        """Whether this is a counterexample."""
        return self.is_instance and self.holds is False
