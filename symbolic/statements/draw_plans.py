"""How instances that satisfy the hypotheses of a statement are drawn.

A hypothesis on one letter that random matrices satisfy by construction is one of the letter's
`traits` (`hypothesis_traits`). An equation is solved for the letter drawn last among its letters,
where it is affine in that one. `plan` chooses the orders of drawing that leave the fewest equations
open; what is left is met by rejection.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

from symbolic.statements.degrees import NOT_AFFINE, degree, letters_of
from symbolic.statements.hypothesis_traits import trait
from symbolic.statements.program import Program
from symbolic.statements.syntax import (
    Compare,
    Equal,
    Letter,
    Property,
    RangeIn,
    Relation,
)

MAX_PERMUTED = 4
_TARGETS = ("psd", "pd", "orthogonal")


@dataclass(frozen=True)
class Equation:
    """A hypothesis that can be solved for a letter: the number of its step, and itself."""

    step: int
    relation: Relation
    letters: frozenset[str]

    def solvable_for(self, unknown: frozenset[str]) -> bool:
        """Whether it is affine in the unknown letters jointly."""
        match self.relation:
            case RangeIn(inner, outer):
                return degree(inner, unknown) < NOT_AFFINE and degree(outer, unknown) == 0
            case Property(_, of):
                return degree(of, unknown) < NOT_AFFINE
        return all(degree(part, unknown) < NOT_AFFINE for part in self.relation.parts)


@dataclass(frozen=True)
class Plan:
    """Traits by letter, the orders worth drawing in, the equations, and those left open."""

    program: Program
    letters: dict[str, Letter]
    traits: dict[str, frozenset[str]]
    linear_traits: dict[str, list[Equation]]
    equations: tuple[Equation, ...]
    orders: tuple[tuple[str, ...], ...]
    joint: tuple[Equation, ...]
    open: int

    def assigned(self, order: tuple[str, ...]) -> dict[str, list[Equation]]:
        """For each letter the equations that are solved for it in this order."""
        found: dict[str, list[Equation]] = {name: [] for name in order}
        for equation in self.equations:
            last = _last(equation, order)
            if equation.solvable_for(frozenset([last])):
                found[last].append(equation)
        return {name: es + self.linear_traits[name] if es else [] for name, es in found.items()}


def plan(program: Program) -> Plan:
    """How letters are to be drawn so that the hypotheses of the statement hold."""
    statement = program.statement
    letters = {letter.name: letter for letter in statement.letters}
    traits: dict[str, set[str]] = {name: set() for name in letters}
    linear: dict[str, list[Equation]] = {name: [] for name in letters}
    equations: list[Equation] = []
    joint: list[Equation] = []
    for step in program.hypotheses:
        relation = program.steps[step].node
        if not isinstance(relation, Relation):
            continue
        found = trait(relation)
        names = letters_of(relation)
        if found is not None:
            traits[found[0]].add(found[1])
            if found[1] in ("symmetric", "skew"):
                linear[found[0]].append(Equation(step, relation, names))
            continue
        if names and _is_equation(relation):
            equations.append(Equation(step, relation, names))
            if _is_target(relation) and equations[-1].solvable_for(names):
                joint.append(equations[-1])
    orders, open_ = _best_orders(tuple(letters), equations)
    return Plan(
        program,
        letters,
        {name: frozenset(found) for name, found in traits.items()},
        linear,
        tuple(equations),
        orders,
        tuple(joint),
        open_,
    )


def _is_equation(relation: Relation) -> bool:
    match relation:
        case Equal():
            return not relation.negated
        case Compare(_, sign, _):
            return sign == "=="
        case Property(name):
            return name == "symmetric" or name in _TARGETS
    return isinstance(relation, RangeIn)


def _is_target(relation: Relation) -> bool:
    return isinstance(relation, Property) and relation.name in _TARGETS


def _best_orders(
    names: tuple[str, ...], equations: list[Equation]
) -> tuple[tuple[tuple[str, ...], ...], int]:
    """The orders that leave the fewest equations open, and how many these are."""
    orders = list(permutations(names)) if len(names) <= MAX_PERMUTED else [names, names[::-1]]
    scores = [sum(not _closed(e, order) for e in equations) for order in orders]
    best = min(scores)
    return tuple(o for o, score in zip(orders, scores, strict=True) if score == best), best


def _last(equation: Equation, order: tuple[str, ...]) -> str:
    return max(equation.letters, key=order.index)


def _closed(equation: Equation, order: tuple[str, ...]) -> bool:
    return equation.solvable_for(frozenset([_last(equation, order)]))
