"""A proof as it is told: what stands on the page, in the order in which it is read.

Whatever can be referred to is a `Mark`; its number is given when the proof is complete.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Formula = Any
Names = tuple[tuple[str, Any], ...]
"""Names with their sorts."""


@dataclass(eq=False)
class Mark:
    """Something with a number: a line, an assumption, a block or a lemma.

    What `closes` a block says what the block was to show.
    """

    number: int = field(default=0, init=False)
    closes: bool = field(default=False, kw_only=True)


@dataclass(frozen=True)
class Reason:
    """What a line rests on: a mark, or an axiom or a rule by name; `at` are values put in."""

    kind: str
    mark: Mark | None = None
    name: str = ""
    at: tuple[Any, ...] = ()


@dataclass(eq=False)
class Assumed(Mark):
    """An assumption, as long as the block lasts that makes it."""

    formula: Formula


@dataclass(eq=False)
class Line(Mark):
    """A formula, the rule that gives it, what it rests on and the formulas that led to it.

    `names` are those that are taken, when the formula says what exists; `values` those that show
    that something exists. A line without a formula says of names that they are arbitrary.
    """

    formula: Formula
    rule: str
    reasons: tuple[Reason, ...]
    names: Names = ()
    values: tuple[Any, ...] = ()
    folded: tuple[Formula, ...] = ()


@dataclass(eq=False)
class Block(Mark):
    """What is shown for arbitrary names from assumptions; `head` says what kind of part it is."""

    head: str
    names: Names
    assumed: list[Assumed]
    goal: Formula
    items: list[Line | Block | Parts] = field(default_factory=list)


@dataclass(eq=False)
class Parts(Mark):
    """A formula shown by cases or by induction: `rule` is one of these words."""

    rule: str
    formula: Formula
    reasons: tuple[Reason, ...]
    blocks: list[Block]


Item = Line | Block | Parts


@dataclass
class Proof:
    """The hypotheses, the lemmas in the order in which they are needed, and the main part.

    `letters` are the names that the statement leaves free, with their sorts.
    """

    name: str
    letters: Names
    hypotheses: list[Assumed]
    conclusion: Formula
    lemmas: list[Block]
    main: Block

    @property
    def free(self) -> frozenset[str]:
        """The names that the statement leaves free."""
        return frozenset(name for name, _ in self.letters)

    def count(self) -> None:
        """Number the lemmas by themselves, and everything else in the order of reading."""
        number = 0
        for number, hypothesis in enumerate(self.hypotheses, 1):
            hypothesis.number = number
        for place, lemma in enumerate(self.lemmas, 1):
            lemma.number = place
        for block in (*self.lemmas, self.main):
            for mark in marks(block):
                number += 1
                mark.number = number


def marks(block: Block) -> Iterator[Mark]:
    """What is in a block, in order, without the block itself."""
    yield from block.assumed
    for item in block.items:
        if isinstance(item, Line):
            if item.formula is not None:
                yield item
        elif isinstance(item, Block):
            yield item
            yield from marks(item)
        else:
            yield item
            for part in item.blocks:
                yield from marks(part)
