"""Where a proof is read: on a page, or in the handout; both are made of the same few things."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from html import escape

from markupsafe import Markup

from proofs.teaching.typography import latex

SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "%": r"\%", "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
    "“": "``", "”": "''", "’": "'", "<": r"\textless{}", ">": r"\textgreater{}",
    "≤": r"$\le$",
}  # fmt: skip


class Format(ABC):
    """Words, formulas and paragraphs; an `address` names a place that is referred to."""

    @abstractmethod
    def words(self, text: str) -> str:
        """Words as they are."""

    @abstractmethod
    def stressed(self, text: str) -> str:
        """Words that connect formulas."""

    @abstractmethod
    def strong(self, text: str) -> str:
        """Words at the head of a part."""

    @abstractmethod
    def math(self, source: str) -> str:
        """A formula, from LaTeX."""

    @abstractmethod
    def number(self, number: int, address: str, text: str) -> str:
        """A text with its number, which can be referred to; an empty address is given elsewhere."""

    @abstractmethod
    def reference(self, text: str, address: str) -> str:
        """A reference."""

    @abstractmethod
    def reason(self, text: str) -> str:
        """What a line rests on."""

    @abstractmethod
    def folded(self, formulas: Sequence[str]) -> str:
        """Formulas that are shown only where there is room."""

    @abstractmethod
    def paragraph(self, text: str, address: str = "") -> str:
        """A line of the proof."""

    @abstractmethod
    def inner(self, text: str) -> str:
        """Paragraphs inside of a block."""

    @abstractmethod
    def lemma(self, title: str, address: str, statement: str, body: str, *, folded: bool) -> str:
        """A lemma with its proof."""

    def say(self, sentence: str, *parts: str) -> str:
        """The words of a sentence with parts in its places ``{}``."""
        first, *rest = map(self.words, sentence.split("{}"))
        for part, more in zip(parts, rest, strict=True):
            first = first + part + more
        return first

    def joined(self, words: str, parts: Iterable[str]) -> str:
        """The parts with words between them."""
        text = self.words("")
        for number, part in enumerate(parts):
            text = text + (self.words(words) if number else self.words("")) + part
        return text


class Html(Format):
    """A page; places are its anchors."""

    def words(self, text: str) -> str:  # noqa: D102
        return Markup(escape(text, quote=False))

    def stressed(self, text: str) -> str:  # noqa: D102
        return Markup("<em>{}</em>").format(text)

    def strong(self, text: str) -> str:  # noqa: D102
        return Markup("<strong>{}</strong>").format(text)

    def math(self, source: str) -> str:  # noqa: D102
        return latex(source)

    def number(self, number: int, address: str, text: str) -> str:  # noqa: D102
        shown = Markup('<span class="no">({})</span> {}').format(number, text)
        return Markup('<span id="{}">{}</span>').format(address, shown) if address else shown

    def reference(self, text: str, address: str) -> str:  # noqa: D102
        return Markup('<a href="#{}">{}</a>').format(address, text)

    def reason(self, text: str) -> str:  # noqa: D102
        return Markup(' <span class="why">[{}]</span>').format(text)

    def folded(self, formulas: Sequence[str]) -> str:  # noqa: D102
        count = "an equation" if len(formulas) == 1 else f"{len(formulas)} equations"
        text = Markup("<details><summary>{} in between</summary>{}</details>")
        return text.format(count, Markup("; ").join(formulas))

    def paragraph(self, text: str, address: str = "") -> str:  # noqa: D102
        place = Markup(' id="{}"').format(address) if address else Markup("")
        return Markup('<div class="line"{}>{}</div>\n').format(place, text)

    def inner(self, text: str) -> str:  # noqa: D102
        return Markup('<div class="inner">{}</div>\n').format(text)

    def lemma(  # noqa: D102
        self, title: str, address: str, statement: str, body: str, *, folded: bool
    ) -> str:
        text = Markup('<details class="lemma" id="{}"{}><summary>{} {}</summary>\n{}</details>\n')
        opened = Markup("") if folded else Markup(" open")
        return text.format(address, opened, self.strong(title), statement, body)


class Latex(Format):
    """The handout; it refers by numbers only, and leaves out what a page folds away."""

    def words(self, text: str) -> str:  # noqa: D102
        return "".join(SPECIAL.get(sign, sign) for sign in text)

    def stressed(self, text: str) -> str:  # noqa: D102
        return f"\\emph{{{self.words(text)}}}"

    def strong(self, text: str) -> str:  # noqa: D102
        return f"\\textbf{{{self.words(text)}}}"

    def math(self, source: str) -> str:  # noqa: D102
        return f"${source}$"

    def number(self, number: int, _address: str, text: str) -> str:  # noqa: D102
        return f"({number})~{text}"

    def reference(self, text: str, _address: str) -> str:  # noqa: D102
        return self.words(text)

    def reason(self, text: str) -> str:  # noqa: D102
        return f" {{\\footnotesize[{text}]}}"

    def folded(self, _formulas: Sequence[str]) -> str:  # noqa: D102
        return ""

    def paragraph(self, text: str, _address: str = "") -> str:  # noqa: D102
        return f"{text}\\par\n"

    def inner(self, text: str) -> str:  # noqa: D102
        return f"\\begin{{inner}}\n{text}\\end{{inner}}\n"

    def lemma(  # noqa: D102
        self, title: str, _address: str, statement: str, body: str, *, folded: bool
    ) -> str:
        return f"{self.strong(title)} {statement}\\par\n{self.inner(body)}"


HTML, LATEX = Html(), Latex()
