"""The proof of a user's statement in words: as text, for LaTeX, as a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from proofs.teaching.formats import HTML, LATEX, Format
from proofs.teaching.reading.reader import read
from proofs.teaching.reading.writer import Written, written

_MATRIX = re.compile(r"\\in\\mathbb\{R\}\^\{(.*?)\\times (.*?)\}")
_PLAIN = (
    (r"\\in\\mathbb\{R\}", ": number"), (r"\\(?:mathrm|operatorname)\{(\w+)\}", r"\1"),
    (r"\\otimes", "kron"), (r"\\(?:left|right|,|;|!)", ""), (r"\\le\b", "<="), (r"\\ge\b", ">="),
    (r"\\tfrac\{(.*?)\}\{(.*?)\}", r"\1/\2"), (r"\\frac\{(.*?)\}\{(.*?)\}", r"\1/\2"),
    (r"[{}]", ""), (r"\\", ""),
)  # fmt: skip
_LATEX_HEAD = r"""\documentclass[11pt,a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{amsmath,amssymb}
\usepackage[margin=28mm]{geometry}
\setlength{\parindent}{0pt}\setlength{\parskip}{5pt plus 1pt}
\emergencystretch=3em
\newenvironment{inner}{\par\advance\leftskip by 1em\relax}{\par}
\begin{document}
"""


class Text(Format):
    """Lines on a terminal."""

    def words(self, text: str) -> str:  # noqa: D102
        return text

    def stressed(self, text: str) -> str:  # noqa: D102
        return text

    def strong(self, text: str) -> str:  # noqa: D102
        return text

    def math(self, source: str) -> str:  # noqa: D102
        text = _MATRIX.sub(r": \1 x \2", source)
        for pattern, plain in _PLAIN:
            text = re.sub(pattern, plain, text)
        return text

    def number(self, number: int, _address: str, text: str) -> str:  # noqa: D102
        return f"({number}) {text}"

    def reference(self, text: str, _address: str) -> str:  # noqa: D102
        return text

    def reason(self, text: str) -> str:  # noqa: D102
        return f"  [{text}]"

    def folded(self, _formulas: Sequence[str]) -> str:  # noqa: D102
        return ""

    def paragraph(self, text: str, _address: str = "") -> str:  # noqa: D102
        return f"{text}\n"

    def inner(self, text: str) -> str:  # noqa: D102
        return "".join(f"  {line}\n" for line in text.splitlines())

    def lemma(  # noqa: D102
        self, title: str, _address: str, statement: str, body: str, *, folded: bool
    ) -> str:
        return f"{title} {statement}\n{self.inner(body)}"


TEXT = Text()


def text_lines(content: dict[str, Any]) -> Iterator[str]:
    """The proof of a certificate, line by line."""
    found = written(TEXT, read(content))
    yield from _stated(TEXT, found)
    yield from str(found.whole).splitlines()


def latex_document(content: dict[str, Any], statement: str) -> str:
    """A document of LaTeX with the statement and its proof."""
    found = written(LATEX, read(content))
    head = f"\\texttt{{{LATEX.words(statement)}}}\\par\\medskip\n"
    stated = "\\par\n".join(_stated(LATEX, found))
    return f"{_LATEX_HEAD}{head}{stated}\\par\n{found.whole}\\end{{document}}\n"


def html_page(content: dict[str, Any], statement: str) -> str:
    """A page with the statement and its proof."""
    found = written(HTML, read(content))
    stated = "".join(f"<p>{line}</p>\n" for line in _stated(HTML, found))
    title = escape(statement)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">'
        f"<title>{title}</title>\n<style>.inner {{ margin-left: 1.5em }} "
        ".why {{ color: #555 }}</style></head>\n".replace("{{", "{").replace("}}", "}")
        + f"<body>\n<h1><code>{title}</code></h1>\n{stated}{found.whole}</body>\n</html>\n"
    )


def _stated(kind: Format, found: Written) -> list[str]:
    """What is shown, hypothesis by hypothesis, as the lines of the proof refer to them."""
    lines = [kind.say("For all {}:", kind.joined(", ", found.letters))] if found.letters else []
    for number, hypothesis in enumerate(found.hypotheses, 1):
        lines.append(kind.say(f"if ({number}) {{}},", hypothesis))
    word = "then {}." if found.hypotheses else "{}."
    return [*lines, kind.say(word, found.conclusion), kind.say("Proof.")]
