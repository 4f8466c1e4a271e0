"""A proof written down, line by line, for a page or for the handout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from proofs.teaching.formats import Format
from proofs.teaching.formula_math import formula_in, letter_in, term_in
from proofs.teaching.reading.abbreviations import Abbreviations, abbreviated, abbreviations
from proofs.teaching.reading.names import Renaming, renamed, renaming, sort_renamed, trees
from proofs.teaching.reading.told import (
    Assumed,
    Block,
    Formula,
    Item,
    Line,
    Mark,
    Parts,
    Proof,
    Reason,
    marks,
)

SILENT = ("assume", "logic", "choose", "instantiate", "generalize", "axiom")
"""Rules that are not named where their reasons say enough."""
SIMPLE = {"sizes": "sizes", "middle": "it is so or it is not"}
HEADS = {"case": "Case {}.", "first": "For 0.", "step": "The step."}
FEW = 3


@dataclass(frozen=True)
class Written:
    """A proof, and in short: its main part, with the lemma it cites where it does little else.

    `lines` are how many it has, lemmas included; before it goes the statement.
    """

    letters: tuple[str, ...]
    hypotheses: tuple[str, ...]
    conclusion: str
    whole: str
    outline: str
    lines: int


def written(kind: Format, proof: Proof, anchor: str = "") -> Written:
    """The lemmas, folded, and the main part last; `anchor` begins every address inside."""
    writer = _Writer(kind, proof, anchor)
    cited = {r.mark for item in proof.main.items if isinstance(item, Line) for r in item.reasons}
    few = len(proof.main.items) <= FEW
    lemmas = [(few and block in cited, block) for block in proof.lemmas]
    told = [(shown, writer.lemma(block, folded=not shown)) for shown, block in lemmas]
    main = writer.main()
    return Written(
        *writer.stated(),
        kind.joined("", [*(text for _, text in told), main]),
        kind.joined("", [*(text for shown, text in told if shown), main]),
        sum(1 for block in (*proof.lemmas, proof.main) for _ in marks(block)),
    )


class _Writer:
    def __init__(self, kind: Format, proof: Proof, anchor: str) -> None:
        self.kind, self.proof, self.anchor = kind, proof, anchor
        self.lemmas = set(proof.lemmas)
        self.names: Renaming = {}
        self.short: Abbreviations = {}

    def lemma(self, lemma: Block, *, folded: bool) -> str:
        """A lemma with its proof."""
        self.names = renaming(self.proof, lemma)
        title, statement = f"Lemma {lemma.number}.", self.statement(lemma)
        body = self.body(lemma)
        return self.kind.lemma(title, self.address(lemma), statement, body, folded=folded)

    def main(self) -> str:
        """The main part."""
        main = self.proof.main
        self.names = renaming(self.proof, main)
        head = self.kind.words("")
        if main.names or main.assumed:
            head = self.kind.paragraph(self.kind.say("Shown: {}", self.statement(main)))
        return head + self.body(main)

    def stated(self) -> tuple[tuple[str, ...], tuple[str, ...], str]:
        """The letters of the theorem, its hypotheses and its conclusion, in the same names."""
        self.names = renaming(self.proof, self.proof.main)
        letters = [(n, sort) for n, sort in self.proof.letters if sort != "size"]
        return (
            tuple(self.declared([letter]) for letter in letters),
            tuple(self.formula(hypothesis.formula) for hypothesis in self.proof.hypotheses),
            self.formula(self.proof.conclusion),
        )

    def body(self, block: Block) -> str:
        """The proof of a lemma, or the main part: terms that it repeats have short names."""
        own = {self.names.get(name, name) for name, _ in block.names} | self.proof.free
        shown = trees(replace(block, names=(), assumed=[], goal=None))
        inside = [renamed(tree, self.names) for tree in shown if isinstance(tree, (list, tuple))]
        short = abbreviations(inside, frozenset(own))
        lines = self.kind.words("")
        if short:
            pairs = ((term_in(self.kind, n), term_in(self.kind, t)) for t, n in short.items())
            meant = self.kind.joined(", ", (self.kind.say("{} for {}", *pair) for pair in pairs))
            lines = self.kind.paragraph(self.kind.say("Write {}.", meant))
        self.short = short
        lines = lines + self.items(block)
        self.short = {}
        return lines

    def statement(self, block: Block) -> str:
        """For all names, if the assumptions, each with its number, then the goal."""
        say, text = self.kind.say, self.kind.words("")
        if block.names:
            opening = "For all {}, " if block.assumed else "For all {}: "
            text = say(opening, self.declared(block.names))
        for assumed in block.assumed:
            text = text + say("if {}, ", self.assumed(assumed))
        return text + say("then {}." if block.assumed else "{}.", self.formula(block.goal))

    def items(self, block: Block) -> str:
        """What is in a block."""
        return self.kind.joined("", (self.item(item, block) for item in block.items))

    def item(self, item: Item, block: Block) -> str:
        """One thing in a block."""
        if isinstance(item, Line):
            return self.line(item, block)
        if isinstance(item, Parts):
            return self.parts(item)
        opening = self.kind.say("{} Indeed:", self.statement(item))
        return self.kind.inner(self.numbered(item, opening) + self.items(item))

    def line(self, line: Line, block: Block) -> str:
        """A formula with its rule and its reasons."""
        if line.formula is None:
            opening = self.kind.say("Let {} be arbitrary.", self.declared(line.names))
            return self.kind.paragraph(opening)
        if line.names:
            shown = self.declared(line.names), self.formula(line.formula)
            text = self.kind.say("Take {} with {}", *shown)
        elif line.formula == ["false"]:
            text = self.kind.words("A contradiction")
        elif line.closes and line.formula == block.goal:
            text = self.kind.words("This was to be shown")
        else:
            text = self.formula(line.formula)
        text = text + self.why(line)
        if line.folded:
            text = text + self.kind.folded([self.formula(formula) for formula in line.folded])
        return self.numbered(line, text)

    def parts(self, parts: Parts) -> str:
        """Cases, or an induction."""
        why = self.kind.words("by induction")
        if parts.rule == "cases":
            why = self.kind.say("by two cases, {}", self.reasons(parts.reasons))
        text = self.numbered(parts, self.formula(parts.formula) + self.kind.reason(why))
        for number, block in enumerate(parts.blocks, 1):
            opening = self.kind.paragraph(self.opening(number, block))
            text = text + self.kind.inner(opening + self.items(block))
        return text

    def opening(self, number: int, block: Block) -> str:
        """What a case, or a part of an induction, begins with."""
        say = self.kind.say
        text = self.kind.strong(HEADS[block.head].format(number))
        if block.names:
            text = text + say(" Let {} be arbitrary.", self.declared(block.names))
        if block.assumed:
            supposed = self.kind.joined(" and ", map(self.assumed, block.assumed))
            text = text + say(" Suppose {}.", supposed)
        if block.head != "case":
            text = text + say(" To be shown: {}.", self.formula(block.goal))
        return text

    # Pieces.

    def numbered(self, mark: Mark, text: str) -> str:
        """A paragraph with its number."""
        return self.kind.paragraph(self.kind.number(mark.number, "", text), self.address(mark))

    def assumed(self, assumed: Assumed) -> str:
        """An assumption with its number."""
        shown = self.formula(assumed.formula)
        return self.kind.number(assumed.number, self.address(assumed), shown)

    def formula(self, formula: Formula) -> str:
        """A formula in the names of the block."""
        return formula_in(self.kind, abbreviated(renamed(formula, self.names), self.short))

    def terms(self, terms: Sequence[Any]) -> str:
        """Terms in the names of the block."""
        shown = (abbreviated(renamed(term, self.names), self.short) for term in terms)
        return self.kind.joined(", ", (term_in(self.kind, term) for term in shown))

    def declared(self, names: Sequence[tuple[str, Any]]) -> str:
        """Names with their sorts."""
        called = [(self.names.get(n, n), sort_renamed(sort, self.names)) for n, sort in names]
        sizes = [term_in(self.kind, name) for name, sort in called if sort == "size"]
        others = [letter_in(self.kind, name, sort) for name, sort in called if sort != "size"]
        if sizes:
            word = "size {}" if len(sizes) == 1 else "sizes {}"
            others.insert(0, self.kind.say(word, self.kind.joined(", ", sizes)))
        return self.kind.joined(", ", others)

    def why(self, line: Line) -> str:
        """The rule and the reasons."""
        words = []
        if line.rule not in SILENT or not line.reasons:
            words.append(self.kind.words(line.rule))
        if line.values:
            link = " by {}" if line.rule == "differentiate" else " {}"
            words[-1] = words[-1] + self.kind.say(link, self.terms(line.values))
        if line.reasons:
            words.append(self.reasons(line.reasons))
        elif line.rule == "algebra":
            words.append(self.kind.words("both sides are the same when they are multiplied out"))
        return self.kind.reason(self.kind.joined(": ", words))

    def reasons(self, reasons: Sequence[Reason]) -> str:
        """What something rests on."""
        return self.kind.joined(", ", map(self.reason, reasons))

    def reason(self, reason: Reason) -> str:
        """A number, a lemma or an axiom, with the values that are put in."""
        if reason.mark is not None:
            text = self.kind.reference(self.called(reason.mark), self.address(reason.mark))
        elif reason.kind == "axiom":
            text = self.kind.reference(f"axiom {reason.name}", f"axiom-{reason.name}")
        else:
            text = self.kind.words(SIMPLE[reason.kind])
        return text + self.kind.say(" for {}", self.terms(reason.at)) if reason.at else text

    def called(self, mark: Mark) -> str:
        """How something is referred to; raises `ValueError` where it was not told."""
        if not mark.number:
            raise ValueError(f"{self.proof.name}: something is referred to that is not told")
        return f"Lemma {mark.number}" if mark in self.lemmas else f"({mark.number})"

    def address(self, mark: Mark) -> str:
        """The place of something."""
        kind = "L" if mark in self.lemmas else ""
        return f"{self.anchor}.{kind}{mark.number}"
