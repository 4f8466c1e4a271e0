"""Formulas made of formulas: connectives, and quantifiers over matrices and numbers."""

from __future__ import annotations

from dataclasses import dataclass

from symbolic.statements.matrix_nodes import Letter
from symbolic.statements.nodes import Formula


@dataclass(frozen=True, slots=True)
class _Joined(Formula):
    formulas: tuple[Formula, ...]

    @property
    def parts(self) -> tuple[Formula, ...]:
        return self.formulas


@dataclass(frozen=True, slots=True)
class And(_Joined):
    """``p and q and ..``, two formulas or more, none of them an `And`."""


@dataclass(frozen=True, slots=True)
class Or(_Joined):
    """``p or q or ..``, two formulas or more, none of them an `Or`."""


@dataclass(frozen=True, slots=True)
class Not(Formula):
    """``not p``."""

    of: Formula

    @property
    def parts(self) -> tuple[Formula, ...]:
        return (self.of,)


@dataclass(frozen=True, slots=True)
class _Pair(Formula):
    left: Formula
    right: Formula

    @property
    def parts(self) -> tuple[Formula, ...]:
        return self.left, self.right


@dataclass(frozen=True, slots=True)
class Implies(_Pair):
    """``p implies q``."""


@dataclass(frozen=True, slots=True)
class Iff(_Pair):
    """``p iff q``."""


@dataclass(frozen=True, slots=True)
class Quantified(Formula):
    """A formula about every, or about some, matrix of the letter's shape; a number is 1 x 1."""

    letter: Letter
    of: Formula

    @property
    def parts(self) -> tuple[Formula, ...]:
        return (self.of,)


@dataclass(frozen=True, slots=True)
class ForAll(Quantified):
    """``for all x: n x 1: p``."""


@dataclass(frozen=True, slots=True)
class Exists(Quantified):
    """``exists x: n x 1: p``."""


def conjunction(formulas: tuple[Formula, ...]) -> Formula:
    """All of them, conjunctions in them opened; of one formula, the formula."""
    flat = tuple(part for formula in formulas for part in conjuncts(formula))
    return flat[0] if len(flat) == 1 else And(flat)


def disjunction(formulas: tuple[Formula, ...]) -> Formula:
    """One of them, disjunctions in them opened; of one formula, the formula."""
    flat: list[Formula] = []
    for formula in formulas:
        flat += formula.formulas if isinstance(formula, Or) else (formula,)
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def conjuncts(formula: Formula) -> tuple[Formula, ...]:
    """What a conjunction says, part by part; another formula says itself."""
    return formula.formulas if isinstance(formula, And) else (formula,)


def sides(conclusion: Formula) -> tuple[Formula, Formula | None]:
    """Both sides of an equivalence, or the formula and nothing."""
    if isinstance(conclusion, Iff):
        return conclusion.left, conclusion.right
    return conclusion, None
