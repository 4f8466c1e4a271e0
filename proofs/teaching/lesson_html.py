"""A lesson as HTML: its Markdown, cells with their values, exercises with folded solutions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import escape
from typing import Any

from markupsafe import Markup

from proofs.teaching.display import Picture, Shown, Table, latex_of, name_latex, rows_of
from proofs.teaching.lesson import Cell, Exercise, Prose, Written
from proofs.teaching.typography import latex, matrix
from symbolic.algebra.matrix import Matrix

_INLINE = re.compile(
    r"`(?P<code>[^`]+)`|\$(?P<math>[^$]+)\$|\*\*(?P<strong>[^*]+)\*\*|\*(?P<em>[^*]+)\*"
    r"|\[(?P<text>[^\]]+)\]\((?P<kind>claim|lesson|page):(?P<target>[\w.#-]+)\)"
)


def lesson_html(written: Written, root: str, known: Collection[str]) -> Markup:
    """The body of the page; links to claims and errata that are not `known` are left as words."""
    writer = _Writer(root, known)
    return Markup("\n").join(writer.block(block, value) for block, value in written.blocks)


class _Writer:
    def __init__(self, root: str, known: Collection[str]) -> None:
        self.root, self.known = root, known
        self.exercises = 0

    def block(self, block: object, value: Any) -> Markup:
        if isinstance(block, Prose):
            return Markup("\n").join(self.paragraphs(block.text))
        if isinstance(block, Cell):
            return code(block.code) + self.value(value)
        assert isinstance(block, Exercise)
        return self.exercise(block)

    def exercise(self, block: Exercise) -> Markup:
        self.exercises += 1
        name = f"exercise-{self.exercises}"
        remark = Markup("\n").join(self.paragraphs(block.remark))
        return Markup(
            f'<section class="exercise" aria-labelledby="{name}">'
            f'<h3 id="{name}">Exercise {self.exercises}. '
        ) + self.inline(block.title) + Markup("</h3>\n") + Markup("\n").join(
            self.paragraphs(block.question)
        ) + Markup(
            f"<details><summary>Solution of exercise {self.exercises}</summary>\n"
        ) + code(block.solution) + remark + Markup(
            '<p class="checked">Checked while this page was written:</p>'
        ) + code(block.check) + Markup("</details></section>")  # fmt: skip

    def paragraphs(self, text: str) -> Iterator[Markup]:
        for piece in re.split(r"\n\s*\n", text.strip()):
            if not piece:
                continue
            if piece.startswith("## "):
                title = piece[3:].strip()
                yield Markup(f'<h2 id="{_slug(title)}">') + self.inline(title) + Markup("</h2>")
            elif piece.startswith("$$"):
                shown = latex(piece.strip("$ \n"), display=True)
                yield Markup('<div class="display" tabindex="0" role="group" aria-label="formula">'
                             ) + shown + Markup("</div>")  # fmt: skip
            elif re.match(r"(- |\d+\. )", piece):
                yield self.list(piece)
            else:
                yield Markup("<p>") + self.inline(piece) + Markup("</p>")

    def list(self, piece: str) -> Markup:
        tag = "ul" if piece.startswith("- ") else "ol"
        items = re.split(r"^(?:- |\d+\. )", piece, flags=re.MULTILINE)[1:]
        inner = (Markup("<li>") + self.inline(item.strip()) + Markup("</li>") for item in items)
        return Markup(f"<{tag}>") + Markup("").join(inner) + Markup(f"</{tag}>")

    def inline(self, text: str) -> Markup:
        parts, end = [], 0
        for found in _INLINE.finditer(text):
            parts += [Markup(escape(text[end : found.start()], quote=False)), self.mark(found)]
            end = found.end()
        return Markup("").join([*parts, Markup(escape(text[end:], quote=False))])

    def mark(self, found: re.Match[str]) -> Markup:
        if found["code"]:
            return Markup("<code>{}</code>").format(found["code"])
        if found["math"]:
            return Markup('<span class="term">') + latex(found["math"]) + Markup("</span>")
        for tag in ("strong", "em"):
            if found[tag]:
                return Markup(f"<{tag}>") + self.inline(found[tag]) + Markup(f"</{tag}>")
        target, kind, text = found["target"], found["kind"], self.inline(found["text"])
        page, mark, anchor = target.partition("#")
        if (kind == "claim" and target not in self.known) or (anchor and anchor not in self.known):
            return text
        folder = {"claim": "claims/", "lesson": "lessons/", "page": ""}[kind]
        return (
            Markup(f'<a href="{self.root}{folder}{page}.html{mark}{anchor}">')
            + text
            + Markup("</a>")
        )

    def value(self, value: Any) -> Markup:
        """What a cell gives."""
        if value is None:
            return Markup("")
        if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], Picture):
            return self.picture(*value)
        if isinstance(value, Shown):
            return _row(value)
        if isinstance(value, Matrix):
            return (
                Markup('<div class="matrices">')
                + scrolled(matrix(rows_of(value)))
                + Markup("</div>")
            )
        if isinstance(value, Table):
            return _table(value)
        return Markup('<pre class="output"><samp>{}</samp></pre>').format(str(value))

    def picture(self, name: str, picture: Picture) -> Markup:
        return Markup('<figure><img src="{}" alt="{}"><figcaption>{}</figcaption></figure>').format(
            self.root + name, picture.alt, self.inline(picture.caption)
        )


def code(source: str) -> Markup:
    """Code as a block that scrolls by itself."""
    opened = Markup('<pre class="code" tabindex="0" role="group" aria-label="code"><code>')
    return opened + Markup("{}</code></pre>").format(source)


def scrolled(equation: Markup) -> Markup:
    """An equation that may be wider than the page, and is then moved by keys too."""
    opened = Markup('<div class="scroll" tabindex="0" role="group" aria-label="equation">')
    return opened + equation + Markup("</div>")


def _row(shown: Shown) -> Markup:
    parts = []
    for name, value in shown.items:
        if isinstance(value, Matrix) and hasattr(value.ring, "names"):  # letters for entries
            equation = latex(f"{name_latex(name)} = {latex_of(value)}", display=True)
        else:
            rows = rows_of(value) if isinstance(value, Matrix) else [[value]]
            equation = matrix(rows, name)
        parts.append(scrolled(equation))
    return Markup('<div class="matrices">') + Markup("").join(parts) + Markup("</div>")


def _table(value: Table) -> Markup:
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(cell) for cell in value.header)
    body = Markup("").join(
        Markup("<tr>") + Markup("").join(Markup("<td>{}</td>").format(c) for c in row)
        + Markup("</tr>") for row in value.rows
    )  # fmt: skip
    return (
        Markup('<div class="wide" tabindex="0" role="group" aria-label="table"><table><thead><tr>')
        + head
        + Markup("</tr></thead><tbody>")
        + body
        + Markup("</tbody></table></div>")
    )


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
