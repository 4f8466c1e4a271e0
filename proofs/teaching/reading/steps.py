"""The steps of a certificate with what each depends on: open assumptions and local names."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from proofs import checker
from proofs.kernel.certificate import listed

Formula = Any
Step = Mapping[str, Any]
NAMING = ("choose", "generalize", "differentiate")
"""Rules with a name that stands for nothing outside of their premises."""


def key(formula: Formula) -> str:
    """A text that is the same for formulas that differ in their bound names only."""
    return json.dumps(_plain(formula, {}))


def _plain(tree: Any, bound: Mapping[str, str]) -> Any:
    if not isinstance(tree, list):
        return bound.get(tree, tree) if isinstance(tree, str) else tree
    if tree and tree[0] in ("all", "some"):
        head, name, sort, body = tree
        inner = {**bound, name: f"#{len(bound)}"}
        return [head, inner[name], _plain(sort, bound), _plain(body, inner)]
    return [_plain(part, bound) for part in tree]


def parts_of(formula: Formula) -> list[Formula]:
    """The parts of a conjunction, however it is nested, and the conjunctions in it."""
    if formula[0] != "and":
        return [formula]
    return [formula, *parts_of(formula[1]), *parts_of(formula[2])]


class Steps:
    """The steps of one certificate."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.steps: Sequence[Step] = content["steps"]
        self.sorts = dict.fromkeys(content["sizes"], "size") | content["letters"]
        self.given = [key(formula) for formula in content["hypotheses"]]
        self.users = Counter(n for step in self.steps for n in step["from"])
        self.local = {s["name"] for s in self.steps if s["rule"] in NAMING}
        self._checker = checker.Checker(content["sizes"], content["letters"])
        stated = [*content["hypotheses"], content["conclusion"]]
        self.letters = frozenset().union(*map(self._checker.free, stated))
        self.depends: list[frozenset[str]] = []
        self.formulas: dict[str, Formula] = {}
        for step in self.steps:
            self.depends.append(self._depends(step))

    def gives(self, n: int) -> Formula:
        """What a step gives."""
        return self.steps[n]["gives"]

    def rule(self, n: int) -> str:
        """The rule of a step."""
        rule: str = self.steps[n]["rule"]
        return rule

    def sources(self, n: int) -> list[int]:
        """The steps that a step rests on."""
        sources: list[int] = self.steps[n]["from"]
        return sources

    def closed(self, n: int) -> bool:
        """Whether a step depends on nothing but the hypotheses of the theorem."""
        return not self.depends[n]

    def trivial(self, n: int) -> bool:
        """Whether a step says that a term is equal to itself."""
        head, *sides = self.gives(n)
        return bool(head == "=" and sides[0] == sides[1])

    def sized(self, value: Any) -> bool:
        """Whether a value that is put in is a size, or widths."""
        if isinstance(value, str):
            return self.sorts.get(value) in ("size", "widths")
        if isinstance(value, list) and value[0] in ("@", "+"):
            return all(map(self.sized, value[1:]))
        return isinstance(value, int)

    def opened(self, n: int) -> Formula:
        """What a step of the rule `choose` assumes: the existence for its name."""
        _, bound, _, body = self.gives(self.sources(n)[0])
        return self._put(body, bound, self.steps[n]["name"])

    def _put(self, body: Formula, bound: str, name: str) -> Formula:
        trees = self._checker.trees
        return listed(trees.put(trees.tree(body), bound, name))

    def _depends(self, step: Step) -> frozenset[str]:
        rule: str = step["rule"]
        sources: list[frozenset[str]] = [self.depends[n] for n in step["from"]]
        names = self._checker.free(step["gives"]) & self.local
        if rule == "assume":
            found = key(step["gives"])
            self.formulas[found] = step["gives"]
            return frozenset(names if found in self.given else {found, *names})
        if rule == "suppose":
            return (sources[0] - {self.same(step["gives"][1], sources[0])}) | names
        if rule in ("generalize", "differentiate"):
            return sources[0] - {step["name"]}
        if rule == "choose":
            existence = self.gives(step["from"][0])
            case = self._put(existence[3], existence[1], step["name"])
            rest = sources[1] - {self.same(case, sources[1]), step["name"]}
            return sources[0] | rest | names
        return frozenset(names).union(*sources)

    def same(self, formula: Formula, among: frozenset[str]) -> str:
        """The key of the assumption that is this formula, perhaps written otherwise."""
        found = key(formula)
        if found not in among:
            normal = self._checker.key(formula)
            for other in among & self.formulas.keys():
                if self._checker.key(self.formulas[other]) == normal:
                    return other
        return found
