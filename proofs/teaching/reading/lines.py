"""The lines of a proof that is read: what they say, and what is folded into them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from proofs.teaching.reading.scope import Scope
from proofs.teaching.reading.steps import Formula, Steps
from proofs.teaching.reading.told import Line, Reason

ARITHMETIC = ("algebra", "order")


class Lines(ABC):
    """The lines of one certificate; how a step is referred to is known to who tells the whole."""

    steps: Steps
    made: dict[Line, int]
    """The step that each line tells."""

    @abstractmethod
    def reasons(self, n: int, scope: Scope) -> tuple[Reason, ...]:
        """How a step is referred to; what has to be told first is told in the scope."""

    def all_reasons(self, sources: Sequence[int], scope: Scope) -> tuple[Reason, ...]:
        """Those of several steps, each once."""
        return tuple(dict.fromkeys(r for n in sources for r in self.reasons(n, scope)))

    def instance(self, n: int, scope: Scope) -> tuple[Reason, ...]:
        """An instance of what holds for all: the values go with the reason."""
        values: list[Any] = []
        while self.steps.rule(n) == "instantiate" and scope.told(n) is None:
            values.insert(0, self.steps.steps[n]["with"])
            n = self.steps.sources(n)[0]
        first, *rest = self.reasons(n, scope)
        if first.kind == "axiom":  # what it is said of: the sizes can be seen from that
            values = [v for v in values if not self.steps.sized(v)] or values
        return (replace(first, at=(*first.at, *map(_frozen, values))), *rest)

    def let(self, names: Sequence[str], scope: Scope) -> None:
        """Say of names that they are arbitrary, from here on."""
        new = [name for name in names if scope.assumption(f"let {name}") is None]
        if new:
            told = Line(None, "let", (), tuple((name, self.steps.sorts[name]) for name in new))
            last = scope.items[-1] if scope.items else None
            if isinstance(last, Line) and last.rule == "let":
                last.names += told.names
            else:
                scope.items.append(told)
            for name in new:
                scope.assume(f"let {name}", told)

    def exists(self, n: int, line: Line, scope: Scope) -> None:
        """Tell why there is what a line takes; a line that says no more than that is dropped."""
        line.reasons = self.reasons(n, scope)
        last = scope.items[-1] if scope.items else None
        if not isinstance(last, Line) or line.reasons != (Reason("line", last),):
            return
        if self.made.get(last) == n and self.steps.users[n] == 1 and last.rule == "logic":
            scope.items.pop()
            line.reasons = last.reasons

    def line(self, n: int, scope: Scope) -> tuple[Reason, ...]:
        """A formula of its own, with its reasons."""
        step, told_for = self.steps.steps[n], n
        rule, sources = step["rule"], self.steps.sources(n)
        values: list[Any] = []
        if rule == "exhibit":
            while rule == "exhibit":
                values.append(_frozen(self.steps.steps[n]["with"]))
                n = self.steps.sources(n)[0]
                rule = self.steps.rule(n) if scope.told(n) is None else ""
            rule, sources = "exhibit", [n]
        folded: list[Formula] = []
        if rule == "differentiate":
            self.let([step["name"]], scope)
            values = [step["name"]]
        if rule in (*ARITHMETIC, "exhibit"):
            sources = self.folded(sources, folded, scope)
        reasons = self.all_reasons(sources, scope)
        told = Line(step["gives"], rule, reasons, values=tuple(values), folded=tuple(folded))
        self.made[told] = told_for
        scope.items.append(told)
        return (Reason("line", told),)

    def folded(self, sources: Sequence[int], formulas: list[Formula], scope: Scope) -> list[int]:
        """The sources, lines of algebra that serve nothing else being replaced by their own."""
        found: list[int] = []
        for n in sources:
            single = self.steps.users[n] == 1 and scope.told(n) is None
            if single and self.steps.rule(n) == "algebra":
                found += self.folded(self.steps.sources(n), formulas, scope)
                formulas.append(self.steps.gives(n))
            else:
                found.append(n)
        return list(dict.fromkeys(found))


def _frozen(value: Any) -> Any:
    """Lists as tuples, so that reasons can be compared."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
