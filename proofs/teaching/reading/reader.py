"""From a certificate to a proof that is read.

The steps are visited from the conclusion backwards, and what a reader would not write down by
itself is told where it is used: an instance of an axiom or of a lemma, a part of a conjunction,
the premises of an implication, sums of sizes. Lines of algebra that serve one other line are
folded into it. A statement about arbitrary names that depends on no assumption is a lemma.

Nothing is proved here, and nothing that is told is believed: the checker has replayed the
certificate that it is read from.
"""

from __future__ import annotations

from typing import Any

from proofs.teaching.reading.connectives import absorbed, choices, implication
from proofs.teaching.reading.lines import ARITHMETIC, Lines
from proofs.teaching.reading.scope import Scope
from proofs.teaching.reading.steps import Formula, Steps, key
from proofs.teaching.reading.told import Assumed, Block, Line, Parts, Proof, Reason

FALSE = ["false"]
LOCAL = ("suppose", "generalize")


def read(content: dict[str, Any]) -> Proof:
    """The proof that a certificate holds; it must be one that the checker accepts."""
    return Reader(content).proof()


class Reader(Lines):
    """One certificate, being told."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.name = content["claim"]
        self.steps = Steps(content)
        self.hypotheses = [Assumed(formula) for formula in content["hypotheses"]]
        self.made = {}
        self.lemmas: list[Block] = []
        self.lemma_of: dict[str, Block] = {}
        self.root = Scope([])
        for name, mark in zip(self.steps.given, self.hypotheses, strict=True):
            self.root.assume(name, mark)

    def proof(self) -> Proof:
        """The whole, numbered."""
        last = len(self.steps.steps) - 1
        main = self.block("proof", last, self.root)
        letters = [(n, sort) for n, sort in self.steps.sorts.items() if n in self.steps.letters]
        conclusion = self.steps.gives(last)
        stated = tuple(letters), self.hypotheses, conclusion
        found = Proof(self.name, *stated, self.lemmas, main)
        found.count()
        return found

    # Blocks.

    def block(self, head: str, n: int, scope: Scope, *, supposed: int | None = None) -> Block:
        """The proof of a step: arbitrary names and assumptions first, then its lines.

        `supposed` bounds how many assumptions are made; in a case it is one.
        """
        names, assumed = [], []
        inner, whole = Scope([], scope), n
        while self.steps.rule(n) in LOCAL and scope.told(n) is None and supposed != 0:
            step = self.steps.steps[n]
            source = self.steps.sources(n)[0]
            if step["rule"] == "generalize":
                names.append((step["name"], self.steps.sorts[step["name"]]))
            else:
                formula = step["gives"][1]
                assumed.append(Assumed(formula))
                same = self.steps.same(formula, self.steps.depends[source])
                inner.assume(same, assumed[-1])
                supposed = None if supposed is None else supposed - 1
            n = source
        self.shared(n, whole, scope)
        made = Block(head, tuple(names), assumed, self.steps.gives(n), inner.items)
        self.close(n, inner)
        return made

    def shared(self, inner: int, outer: int, scope: Scope) -> None:
        """Tell before a block what its proof needs several times and what it does not open."""
        opened = self.steps.depends[inner] - self.steps.depends[outer]
        if not opened or scope is self.root:  # a lemma stands by itself
            return
        seen, waiting, found = set(), [inner], []
        while waiting:
            n = waiting.pop()
            if n in seen or scope.told(n) is not None:
                continue
            seen.add(n)
            if self.steps.depends[n] & opened:
                waiting += self.steps.sources(n)
            elif self.steps.users[n] > 1 and self.worth_a_line(n):
                found.append(n)
        for n in sorted(found):
            if self.steps.depends[n] <= self.steps.depends[outer]:
                self.reasons(n, scope)

    def worth_a_line(self, n: int) -> bool:
        """Whether a step is told on a line of its own wherever it is used."""
        return self.steps.rule(n) in (*ARITHMETIC, "differentiate", "exhibit", "replace") or (
            self.steps.rule(n) == "logic" and absorbed(self.steps, n) is None
        )

    def close(self, n: int, scope: Scope) -> None:
        """Tell a step as the last thing of its block; a contradiction shows anything."""
        sources = self.steps.sources(n)
        if self.steps.rule(n) == "logic" and [self.steps.gives(s) for s in sources] == [FALSE]:
            n = sources[0]
        if self.steps.rule(n) == "induction" and scope.told(n) is None:
            scope.known[n] = self.induction(n, scope)  # where it is a lemma, the block is its own
        reasons = self.reasons(n, scope)
        last = scope.items[-1] if scope.items else None
        if last is not None and reasons == (Reason("line", last),):
            last.closes = True
            return
        rule = self.steps.rule(n)
        scope.items.append(Line(self.steps.gives(n), rule, reasons, closes=True))

    # Steps.

    def reasons(self, n: int, scope: Scope) -> tuple[Reason, ...]:
        """How a step is referred to; what has to be told first is told in the scope."""
        known = scope.told(n)
        if known is None:
            known = scope.known[n] = self.told(n, scope)
        return known

    def told(self, n: int, scope: Scope) -> tuple[Reason, ...]:
        """Tell a step that has not been told."""
        step, sources = self.steps.steps[n], self.steps.sources(n)
        rule = step["rule"]
        if rule == "assume":
            return self.assumption(step["gives"], scope)
        if rule == "axiom":
            return (Reason("axiom", name=step["name"]),)
        if rule == "instantiate":
            return self.instance(n, scope)
        if rule == "sizes":
            return (*self.all_reasons(sources, scope), Reason("sizes"))
        if rule in ("generalize", "induction") and self.steps.closed(n):
            return (Reason("lemma", self.lemma(n)),)
        if rule == "induction":
            return self.induction(n, scope)
        if rule in LOCAL:
            return self.local(n, scope)
        if rule == "algebra" and not sources and self.steps.trivial(n):
            return ()
        if rule == "algebra" and step["by"] == "$0":
            return self.reasons(sources[0], scope)  # the same, written otherwise
        if rule == "choose":
            return self.choice(n, scope)
        if rule == "logic":
            return self.logic(n, scope)
        return self.line(n, scope)

    def assumption(self, formula: Formula, scope: Scope) -> tuple[Reason, ...]:
        """An assumption that is open here."""
        found = scope.assumption(key(formula))
        if found is None:
            raise ValueError(f"{self.name}: an assumption that is not made: {formula}")
        return found

    def lemma(self, n: int) -> Block:
        """A statement about arbitrary names that depends on nothing; told once."""
        statement = key(self.steps.gives(n))
        if statement not in self.lemma_of:
            block = self.block("lemma", n, self.root)
            self.lemma_of[statement] = block
            self.lemmas.append(block)
        return self.lemma_of[statement]

    def local(self, n: int, scope: Scope) -> tuple[Reason, ...]:
        """For arbitrary names, or under an assumption, inside of another proof."""
        inner, names = n, []
        while self.steps.rule(inner) == "generalize":
            names.append(self.steps.steps[inner]["name"])
            inner = self.steps.sources(inner)[0]
        if names and self.steps.rule(inner) != "suppose":
            self.shared(inner, n, scope)
            self.let(names, scope)
            return self.reasons(inner, scope)
        block = self.block("suppose", n, scope)
        scope.items.append(block)
        return (Reason("line", block),)

    def choice(self, n: int, scope: Scope) -> tuple[Reason, ...]:
        """Names for what exists, then what follows; it is the block's concern from here on."""
        first, names, marks = n, [], []
        formula: Formula = None
        while self.steps.rule(n) == "choose":
            existence, result = self.steps.sources(n)
            opens = n == first or key(self.steps.gives(existence)) == key(formula)
            if not opens or scope.told(n) is not None:
                break
            name = self.steps.steps[n]["name"]
            names.append((name, self.steps.sorts[name]))
            formula = self.steps.opened(n)
            marks.append(self.steps.same(formula, self.steps.depends[result]))
            n = result
        line = Line(formula, "choose", (), tuple(names))
        self.exists(self.steps.sources(first)[0], line, scope)
        scope.items.append(line)
        for mark in marks:
            scope.assume(mark, line)
        return self.reasons(n, scope)

    def induction(self, n: int, scope: Scope) -> tuple[Reason, ...]:
        """The case of 0 and the step."""
        first, rest = self.steps.sources(n)
        blocks = [self.block("first", first, scope)]
        blocks.append(self.block("step", rest, scope))
        told = Parts("induction", self.steps.gives(n), (), blocks)
        scope.items.append(told)
        return (Reason("line", told),)

    # Logic.

    def logic(self, n: int, scope: Scope) -> tuple[Reason, ...]:
        """What follows by the connectives."""
        sources = self.steps.sources(n)
        inner = absorbed(self.steps, n)
        if inner is not None:
            return self.all_reasons(inner, scope) if inner else (Reason("middle"),)
        cases = choices(self.steps, n)
        if cases is not None:
            return self.cases(n, *cases, scope)
        rule = implication(self.steps, n)
        if rule is not None and self.steps.rule(rule) == "suppose" and len(sources) == 2:
            return self.cut(rule, next(s for s in sources if s != rule), scope)
        return self.line(n, scope)

    def cut(self, rule: int, given: int, scope: Scope) -> tuple[Reason, ...]:
        """From p, and from what was shown assuming p: told in one go."""
        inner = self.steps.sources(rule)[0]
        formula = self.steps.gives(rule)[1]
        scope.assumed[self.steps.same(formula, self.steps.depends[inner])] = self.reasons(
            given, scope
        )
        return self.reasons(inner, scope)

    def cases(self, n: int, choice: int, left: int, right: int, scope: Scope) -> tuple[Reason, ...]:
        """Both sides of a disjunction, each in a block of its own."""
        reasons = self.reasons(choice, scope)
        blocks = []
        for source in (left, right):
            if self.steps.rule(source) == "suppose":
                blocks.append(self.block("case", source, scope, supposed=1))
            else:
                rest = self.reasons(source, scope)
                formula = self.steps.gives(source)
                side = Assumed(formula[1])
                block = Block("case", (), [side], formula[2])
                why = (*rest, Reason("line", side))
                block.items.append(Line(formula[2], "logic", why, closes=True))
                blocks.append(block)
        told = Parts("cases", self.steps.gives(n), reasons, blocks)
        scope.items.append(told)
        return (Reason("line", told),)
