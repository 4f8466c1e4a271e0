"""A proof as HTML: lemmas folded, lines with links to what they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from markupsafe import Markup

from proofs.teaching.formula_math import formula_html, letter_html, math
from proofs.teaching.reading.abbreviations import Abbreviations, abbreviated, abbreviations
from proofs.teaching.reading.names import Renaming, renamed, renaming, sort_renamed, trees
from proofs.teaching.reading.told import (
    Assumed,
    Block,
    Formula,
    Item,
    Line,
    Mark,
    Names,
    Parts,
    Proof,
    Reason,
    marks,
)

SILENT = ("assume", "logic", "choose", "instantiate", "generalize", "axiom")
"""Rules that are not named where their reasons say enough."""
SIMPLE = {"sizes": "sizes", "middle": "it is so or it is not"}
FEW = 3


@dataclass(frozen=True)
class ProofHtml:
    """A proof, and in short: its main part, with the lemma it cites where it does little else."""

    whole: Markup
    outline: Markup
    lines: int


def proof_html(proof: Proof, anchor: str) -> ProofHtml:
    """The lemmas, folded, and the main part last; `anchor` begins every address inside."""
    writer = _Writer(proof, anchor)
    cited = {r.mark for item in proof.main.items if isinstance(item, Line) for r in item.reasons}
    few = len(proof.main.items) <= FEW
    lemmas = [(few and block in cited, block) for block in proof.lemmas]
    told = [(shown, writer.lemma(block, folded=not shown)) for shown, block in lemmas]
    main = writer.main()
    return ProofHtml(
        Markup("\n").join([*(text for _, text in told), main]),
        Markup("\n").join([*(text for shown, text in told if shown), main]),
        sum(1 for block in (*proof.lemmas, proof.main) for _ in marks(block)),
    )


class _Writer:
    def __init__(self, proof: Proof, anchor: str) -> None:
        self.proof, self.anchor = proof, anchor
        self.lemmas = set(proof.lemmas)
        self.names: Renaming = {}
        self.short: Abbreviations = {}

    def lemma(self, lemma: Block, *, folded: bool) -> Markup:
        """A lemma: its statement, and its proof folded away."""
        self.names = renaming(self.proof, lemma)
        opened = "" if folded else " open"
        head = Markup(
            '<details class="lemma" id="{}"{}><summary><strong>Lemma {}.</strong> '
        ).format(self.address(lemma), Markup(opened), lemma.number)
        head += self.statement(lemma) + Markup("</summary>\n")
        return head + self.body(lemma) + Markup("</details>")

    def body(self, block: Block) -> Markup:
        """The proof of a lemma, or the main part: terms that it repeats have short names."""
        own = {self.names.get(name, name) for name, _ in block.names} | self.proof.letters
        shown = trees(replace(block, names=(), assumed=[], goal=None))
        inside = [renamed(tree, self.names) for tree in shown if isinstance(tree, (list, tuple))]
        short = abbreviations(inside, frozenset(own))
        lines = Markup("")
        if short:
            meant = (math(name) + Markup(" for ") + math(term) for term, name in short.items())
            lines = Markup('<p class="line">Write {}.</p>\n').format(Markup(", ").join(meant))
        self.short = short
        lines += self.items(block)
        self.short = {}
        return lines

    def statement(self, block: Block) -> Markup:
        """For all names, if the assumptions, each with its number, then the goal."""
        text = Markup("")
        if block.names:
            text += Markup("For all {}").format(self.declared(block.names))
            text += Markup(": ") if not block.assumed else Markup(", ")
        for assumed in block.assumed:
            text += Markup("if {}, ").format(self.assumed(assumed))
        if block.assumed:
            text += Markup("then ")
        return text + self.formula(block.goal) + Markup(".")

    def main(self) -> Markup:
        """The main part."""
        self.names = renaming(self.proof, self.proof.main)
        main = self.proof.main
        head = Markup("")
        if main.names or main.assumed:
            head = Markup("<p>Shown: {}</p>\n").format(self.statement(main))
        return Markup('<div class="main-part">\n') + head + self.body(main) + Markup("</div>")

    def items(self, block: Block) -> Markup:
        """What is in a block."""
        return Markup("\n").join(self.item(item, block) for item in block.items)

    def item(self, item: Item, block: Block) -> Markup:
        """One thing in a block."""
        if isinstance(item, Line):
            return self.line(item, block)
        if isinstance(item, Block):
            return Markup(
                '<div class="inner"><p class="line" id="{}">{} {} Indeed:</p>\n{}</div>'
            ).format(self.address(item), self.number(item), self.statement(item), self.items(item))
        return self.parts(item)

    def line(self, line: Line, block: Block) -> Markup:
        """A formula with its rule and its reasons."""
        if line.formula is None:
            text = Markup('<p class="line">Let {} be arbitrary.</p>')
            return text.format(self.declared(line.names))
        formula = self.formula(line.formula)
        if line.names:
            formula = Markup("Take {} with {}").format(self.declared(line.names), formula)
        elif line.formula == ["false"]:
            formula = Markup("A contradiction")
        elif line.closes and line.formula == block.goal:
            formula = Markup("This was to be shown")
        folded = Markup("")
        if line.folded:
            steps = Markup("; ").join(self.formula(f) for f in line.folded)
            count = len(line.folded)
            folded = Markup("<details><summary>{} in between</summary>{}</details>").format(
                "an equation" if count == 1 else f"{count} equations", steps
            )
        text = Markup('<div class="line" id="{}">{} {}{}{}</div>')
        return text.format(self.address(line), self.number(line), formula, self.why(line), folded)

    def parts(self, parts: Parts) -> Markup:
        """Cases, or an induction."""
        by = Markup("two cases, {}").format(self.reasons(parts.reasons))
        text = Markup('<div class="line" id="{}">{} {} <span class="why">[by {}]</span></div>\n')
        text = text.format(
            self.address(parts), self.number(parts), self.formula(parts.formula),
            by if parts.rule == "cases" else "induction",
        )  # fmt: skip
        for number, block in enumerate(parts.blocks, 1):
            text += Markup('<div class="inner"><p class="line">{}</p>\n{}</div>\n').format(
                self.opening(number, block), self.items(block)
            )
        return text

    def opening(self, number: int, block: Block) -> Markup:
        """What a case, or a part of an induction, begins with."""
        heads = {"case": f"Case {number}.", "first": "For 0.", "step": "The step."}
        text = Markup("<strong>{}</strong>").format(heads[block.head])
        if block.names:
            text += Markup(" Let {} be arbitrary.").format(self.declared(block.names))
        if block.assumed:
            supposed = map(self.assumed, block.assumed)
            text += Markup(" Suppose {}.").format(Markup(" and ").join(supposed))
        if block.head != "case":
            text += Markup(" To be shown: {}.").format(self.formula(block.goal))
        return text

    # Pieces.

    def assumed(self, assumed: Assumed) -> Markup:
        """An assumption with its number."""
        return Markup('<span id="{}">{} {}</span>').format(
            self.address(assumed), self.number(assumed), self.formula(assumed.formula)
        )

    def formula(self, formula: Formula) -> Markup:
        """A formula in the names of the block."""
        return formula_html(abbreviated(renamed(formula, self.names), self.short))

    def term(self, term: Any) -> Markup:
        """A term in the names of the block."""
        return math(abbreviated(renamed(term, self.names), self.short))

    def declared(self, names: Names) -> Markup:
        """Names with their sorts."""
        called = [(self.names.get(n, n), sort_renamed(sort, self.names)) for n, sort in names]
        sizes = [math(name) for name, sort in called if sort == "size"]
        others = [letter_html(name, sort) for name, sort in called if sort != "size"]
        if sizes:
            word = "size " if len(sizes) == 1 else "sizes "
            others.insert(0, Markup(word) + Markup(", ").join(sizes))
        return Markup(", ").join(others)

    def why(self, line: Line) -> Markup:
        """The rule and the reasons."""
        words = [Markup(line.rule)] if line.rule not in SILENT or not line.reasons else []
        if line.values:
            link = "by " if line.rule == "differentiate" else ""
            shown = Markup(", ").join(self.term(value) for value in line.values)
            words[-1] += Markup(" {}{}").format(link, shown)
        if line.reasons:
            words.append(self.reasons(line.reasons))
        elif line.rule == "algebra":
            words.append(Markup("both sides are the same when they are multiplied out"))
        return (
            Markup(' <span class="why">[{}]</span>').format(Markup(": ").join(words))
            if words
            else Markup("")
        )

    def reasons(self, reasons: Sequence[Reason]) -> Markup:
        """What something rests on."""
        return Markup(", ").join(map(self.reason, reasons))

    def reason(self, reason: Reason) -> Markup:
        """A number, a lemma or an axiom, with the values that are put in."""
        if reason.mark is not None:
            text = Markup('<a href="#{}">{}</a>').format(
                self.address(reason.mark), self.called(reason.mark)
            )
        elif reason.kind == "axiom":
            text = Markup('<a href="#axiom-{0}">axiom {0}</a>').format(reason.name)
        else:
            text = Markup(escape(SIMPLE[reason.kind]))
        if reason.at:
            shown = Markup(", ").join(self.term(value) for value in reason.at)
            text += Markup(" for ") + shown
        return text

    def called(self, mark: Mark) -> str:
        """How something is referred to."""
        return f"Lemma {mark.number}" if mark in self.lemmas else f"({mark.number})"

    def number(self, mark: Mark) -> Markup:
        """The number before a line."""
        return Markup('<span class="no">({})</span>').format(mark.number)

    def address(self, mark: Mark) -> str:
        """The anchor of something."""
        kind = "L" if mark in self.lemmas else ""
        return f"{self.anchor}.{kind}{mark.number}"
