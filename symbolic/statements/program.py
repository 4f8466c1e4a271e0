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
    Ginv,
    Matrix,
    Node,
    Number,
    Property,
    Rank,
    Relation,
    Scalar,
    ScalarProduct,
    ScalarSum,
    SizeValue,
    Statement,
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
    """The steps of a statement, and for each relation the number of its step."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self.steps: list[Step] = []
        self._numbers: dict[Node, int] = {}
        self.choices: dict[Matrix, int] = {}
        self.choice_arguments: list[int] = []
        self.hypotheses = tuple(map(self._add, (*statement.implied, *statement.hypotheses)))
        self.left = tuple(map(self._add, statement.conclusion.left))
        right = statement.conclusion.right
        self.right = None if right is None else tuple(map(self._add, right))
        self._needs: dict[int, tuple[int, ...]] = {}

    def _add(self, node: Node) -> int:
        found = self._numbers.get(node)
        if found is not None:
            return found
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
        relations = (step.node for step in self.steps if isinstance(step.node, Relation))
        return all(map(_is_algebraic, relations))


def _is_algebraic(relation: Relation) -> bool:
    match relation:
        case Property(name):
            return name not in ("psd", "pd")
        case Compare(left, sign, right):
            return sign in ("==", "!=") or (_is_count(left) and _is_count(right))
    return True


def _is_count(scalar: Scalar) -> bool:
    """Whether a number is made of ranks, sizes and rationals alone."""
    kinds = (Rank, SizeValue, Number, ScalarSum, ScalarProduct)
    return isinstance(scalar, kinds) and (
        isinstance(scalar, Rank)
        or all(isinstance(p, Scalar) and _is_count(p) for p in scalar.parts)
    )
