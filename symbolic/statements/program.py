"""A statement as a list of steps, common terms once, to be run at many instances.

A step is a node of the statement with the numbers of the steps that its parts are. The term of
a `ginv` also has the number of its choice: occurrences with one canonical argument share it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from symbolic.statements.canonical import canonical
from symbolic.statements.sizes import Size
from symbolic.statements.syntax import (
    Compare,
    Formula,
    Ginv,
    Matrix,
    Node,
    Number,
    Property,
    Quantified,
    Rank,
    Reciprocal,
    Scalar,
    ScalarProduct,
    ScalarSum,
    SizeValue,
    Statement,
    walk,
)

MAX_ENTRIES, MAX_TOTAL = 5_000, 40_000
"""An instance is not evaluated where one matrix, or all together, would have more entries."""


@dataclass(frozen=True)
class Step:
    """A node, the steps of its parts, and the number of its choice if it is a ginv."""

    node: Node
    parts: tuple[int, ...]
    choice: int = -1


class Program:
    """The steps of a statement, and the numbers of those of hypotheses and conclusion."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self.steps: list[Step] = []
        self._numbers: dict[Node, int] = {}
        self.choices: dict[Matrix, int] = {}
        self.choice_arguments: list[int] = []
        self.hypotheses = tuple(map(self._add, (*statement.implied, *statement.hypotheses)))
        self.conclusion = self._add(statement.conclusion)
        self._needs: dict[int, tuple[int, ...]] = {}

    def _add(self, node: Node) -> int:
        found = self._numbers.get(node)
        if found is not None:
            return found
        if isinstance(node, Quantified):
            # It is decided as a whole; of its terms only the {1}-inverses have to be known.
            inside = [part for part in walk(node) if isinstance(part, Ginv)]
            parts = tuple(dict.fromkeys(map(self._add, inside)))
        else:
            parts = tuple(map(self._add, node.parts))
        choice = -1
        if isinstance(node, Ginv):
            argument = canonical(node.of)
            if argument not in self.choices:
                self.choices[argument] = len(self.choices)
                self.choice_arguments.append(parts[0])
            choice = self.choices[argument]
        self.steps.append(Step(node, parts, choice))
        self._numbers[node] = len(self.steps) - 1
        return len(self.steps) - 1

    def needs(self, goal: int) -> tuple[int, ...]:
        """The steps to be run for a step, in order, itself last."""
        if goal not in self._needs:
            wanted, stack = {goal}, [goal]
            while stack:
                for part in self.steps[stack.pop()].parts:
                    if part not in wanted:
                        wanted.add(part)
                        stack.append(part)
            self._needs[goal] = tuple(sorted(wanted))
        return self._needs[goal]

    @cached_property
    def shapes(self) -> tuple[tuple[Size, Size], ...]:
        """The shapes of all matrices, for the bounds."""
        shapes = (step.node.shape for step in self.steps if isinstance(step.node, Matrix))
        return tuple(dict.fromkeys(shapes))

    def entries(self, sizes: Mapping[str, int]) -> int | None:
        """How many entries all matrices have at these sizes; None if too many to be evaluated."""
        total = 0
        for rows, columns in self.shapes:
            entries = rows.at(sizes) * columns.at(sizes)
            total += entries
            if entries > MAX_ENTRIES or total > MAX_TOTAL:
                return None
        return total

    def fits(self, sizes: Mapping[str, int]) -> bool:
        """Whether the instances of these sizes are small enough to be evaluated."""
        return self.entries(sizes) is not None

    @cached_property
    def is_algebraic(self) -> bool:
        """Whether it can be asked modulo a prime: no order but between ranks and sizes."""
        formulas = (step.node for step in self.steps if isinstance(step.node, Formula))
        return all(map(_is_algebraic, formulas))


def _is_algebraic(formula: Formula) -> bool:
    match formula:
        case Quantified():
            return False
        case Property(name):
            return name not in ("psd", "pd")
        case Compare(left, sign, right):
            return sign in ("==", "!=") or (_is_count(left) and _is_count(right))
    return True


def _is_count(scalar: Scalar) -> bool:
    """Whether a number is made of ranks, sizes and rationals alone."""
    kinds = (Rank, SizeValue, Number, ScalarSum, ScalarProduct, Reciprocal)
    return isinstance(scalar, kinds) and (
        isinstance(scalar, Rank)
        or all(isinstance(p, Scalar) and _is_count(p) for p in scalar.parts)
    )
