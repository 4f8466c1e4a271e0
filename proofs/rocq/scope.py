"""The names of an export, the equations between them, and the lines written so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from proofs.rocq.calculus import Derivative
from proofs.rocq.columns import prove_by_columns
from proofs.rocq.reflect import Equations
from proofs.rocq.sizes import Sort, sort_names, sort_of
from proofs.rocq.statements import binder


class Scope:
    """What a file that is written knows: its names with their sorts, and what it has defined."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.sorts: dict[str, Sort] = dict.fromkeys(content["sizes"], "size")
        self.sorts |= {name: sort_of(sort) for name, sort in content["letters"].items()}
        self.order = {name: n for n, name in enumerate(self.sorts)}
        self.equations = Equations(prove_by_columns)
        self.lines: list[str] = []
        self.defined: dict[Any, Derivative] = {}  # by the term and the letter
        self.fresh = 0

    def declare(self, sort: Sort) -> str:
        """A new name of a sort, for a variable that a proof binds."""
        self.fresh += 1
        name = f"z{self.fresh}"
        while name in self.sorts:
            name += "'"
        self.sorts[name] = sort
        self.order[name] = len(self.order)
        return name

    def closed(self, names: set[str]) -> list[str]:
        """Names with the names in their sorts, in the order of their declaration."""
        found = set(names)
        for _ in range(2):  # a matrix has sizes, a size may name widths
            found |= set().union(*(sort_names(self.sorts[name]) for name in found))
        return sorted(found, key=self.order.__getitem__)

    def binders(self, names: Sequence[str]) -> str:
        """The names with their types."""
        return " ".join(binder(name, self.sorts[name]) for name in names)

    def flush(self) -> None:
        """Write the equations that were proved since."""
        self.lines += self.equations.lines
        self.equations.lines.clear()
