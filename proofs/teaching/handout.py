"""The handout: the lessons as one LaTeX document, their solutions at its end.

It needs a plain TeX distribution only: article, amsmath, graphicx and hyperref.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from proofs.evidence.paper import Paper
from proofs.teaching.display import Picture, Shown, Table, latex_of
from proofs.teaching.formats import LATEX
from proofs.teaching.handout_proofs import Theorems
from proofs.teaching.lesson import Cell, Exercise, Prose, Written
from symbolic.algebra.matrix import Matrix

TIMEOUT = 120
TOOLS = {
    "latexmk": ["latexmk", "-pdf", "-interaction=nonstopmode", "-halt-on-error", "handout.tex"],
    "tectonic": ["tectonic", "handout.tex"],
}
HEAD = r"""\documentclass[11pt,a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{amsmath,amssymb,graphicx}
\usepackage[margin=28mm]{geometry}
\usepackage[hidelinks]{hyperref}
\setlength{\parindent}{0pt}\setlength{\parskip}{5pt plus 1pt}
\emergencystretch=3em
\newenvironment{proof}{\par\small\raggedright\parskip=2pt}{\par}
\newenvironment{inner}{\par\advance\leftskip by 1em\relax}{\par}
\setcounter{tocdepth}{1}
\ifdefined\pdftrailerid\pdftrailerid{}\fi % the same text gives the same file
\title{TITLE, checked exactly}
\author{A handout for students who know linear algebra and calculus}
\date{}
\begin{document}
\maketitle
Every matrix, number and picture in this handout was computed while it was written, and every
solution was checked by the toolkit.
\tableofcontents
"""
_INLINE = re.compile(
    r"`(?P<code>[^`]+)`|\$(?P<math>[^$]+)\$|\*\*(?P<strong>[^*]+)\*\*|\*(?P<em>[^*]+)\*"
    r"|\[(?P<text>[^\]]+)\]\((?:claim|lesson|page):[\w.#-]+\)"
)


class HandoutError(Exception):
    """The LaTeX of the handout does not compile: a fault of the package."""


def handout_files(paper: Paper, lessons: Sequence[Written]) -> tuple[dict[str, bytes], str]:
    """The files of the handout, with the PDF where a TeX is found; and a word about it."""
    files: dict[str, bytes] = {"handout.tex": "\n".join(_lines(paper, lessons)).encode()}
    for written in lessons:
        for name, picture in written.pictures.items():
            files[name.replace(".svg", ".pdf")] = picture.pdf()
    tool = next((name for name in TOOLS if shutil.which(name)), None)
    if tool is None:
        return _inside(files), "handout: no PDF, as neither latexmk nor tectonic is installed"
    files["handout.pdf"] = _compiled(tool, files)
    return _inside(files), f"handout: the PDF was made by {tool}"


def _inside(files: dict[str, bytes]) -> dict[str, bytes]:
    return {f"handout/{name}": content for name, content in files.items()}


def _compiled(tool: str, files: dict[str, bytes]) -> bytes:
    """The PDF, made in a folder of its own; no dates enter it."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        fixed = {"SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1"}
        done = subprocess.run(
            TOOLS[tool], cwd=folder, env=os.environ | fixed, timeout=TIMEOUT, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        made = Path(folder, "handout.pdf")
        if done.returncode or not made.is_file():
            tail = done.stdout.decode(errors="replace")[-1500:]
            raise HandoutError(f"{tool} failed on handout.tex:\n{tail}")
        return made.read_bytes()


def _lines(paper: Paper, lessons: Sequence[Written]) -> Iterator[str]:
    yield HEAD.replace("TITLE", inline(paper.title))
    theorems = Theorems()
    for written in lessons:
        yield from _lesson(paper, written, theorems)
    yield "\\appendix\n\\section{Solutions}"
    for written in lessons:
        yield f"\\subsection{{{inline(written.lesson.title)}}}"
        exercises = [block for block, _ in written.blocks if isinstance(block, Exercise)]
        for number, block in enumerate(exercises, 1):
            yield f"\\paragraph{{Exercise {number}. {inline(block.title)}}}\\mbox{{}}"
            yield _verbatim(block.solution)
            yield from _paragraphs(block.remark)
    yield "\\end{document}\n"


def _lesson(paper: Paper, written: Written, theorems: Theorems) -> Iterator[str]:
    lesson = written.lesson
    yield f"\\clearpage\\section{{{inline(lesson.title)}}}"
    yield f"\\emph{{{inline(lesson.summary)}}}\n"
    for name in lesson.claims:
        claim = paper.find(name)
        yield f"\\paragraph{{{inline(claim.title)}}} \\texttt{{{escaped(name)}}}\\mbox{{}}"
        pieces = claim.latex.split("\\quad ")
        yield "\\begin{quote}\\raggedright"
        yield " \\\\\n".join(f"${piece.strip()}$" for piece in pieces if piece)
        yield "\\end{quote}"
        yield from theorems.of(claim)
    number = 0
    for block, value in written.blocks:
        if isinstance(block, Prose):
            yield from _paragraphs(block.text)
        elif isinstance(block, Cell):
            yield _verbatim(block.code)
            yield _value(value)
        elif isinstance(block, Exercise):
            number += 1
            yield f"\\paragraph{{Exercise {number}. {inline(block.title)}}}"
            yield from _paragraphs(block.question)


def _paragraphs(text: str) -> Iterator[str]:
    for piece in re.split(r"\n\s*\n", text.strip()):
        if piece.startswith("## "):
            yield f"\\subsection{{{inline(piece[3:].strip())}}}"
        elif piece.startswith("$$"):
            yield "\\[" + piece.strip("$ \n") + "\\]"
        elif re.match(r"(- |\d+\. )", piece):
            kind = "itemize" if piece.startswith("- ") else "enumerate"
            items = re.split(r"^(?:- |\d+\. )", piece, flags=re.MULTILINE)[1:]
            yield f"\\begin{{{kind}}}"
            yield from (f"\\item {inline(item.strip())}" for item in items)
            yield f"\\end{{{kind}}}"
        elif piece:
            yield inline(piece) + "\n"


def inline(text: str) -> str:
    """A paragraph of a lesson as LaTeX; links keep their words."""
    parts, end = [], 0
    for found in _INLINE.finditer(text):
        parts.append(escaped(text[end : found.start()]))
        end = found.end()
        if found["code"]:
            parts.append(f"\\texttt{{{escaped(found['code'])}}}")
        elif found["math"]:
            parts.append(f"${found['math']}$")
        elif found["text"]:
            parts.append(inline(found["text"]))
        else:
            mark = "textbf" if found["strong"] else "emph"
            parts.append(f"\\{mark}{{{inline(found['strong'] or found['em'])}}}")
    return "".join([*parts, escaped(text[end:])])


def escaped(text: str) -> str:
    """Text with the signs that LaTeX would take for its own."""
    return LATEX.words(text)


def _verbatim(code: str) -> str:
    return f"{{\\footnotesize\n\\begin{{verbatim}}\n{code}\n\\end{{verbatim}}}}"


def _value(value: Any) -> str:
    """What a cell gives."""
    if value is None:
        return ""
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], Picture):
        name, picture = value
        width = "\\includegraphics[width=.85\\linewidth]"
        return (
            f"\\begin{{center}}{width}{{{name.replace('.svg', '.pdf')}}}\n\n"
            f"\\small {inline(picture.caption)}\\end{{center}}"
        )
    if isinstance(value, Shown):
        pieces = (f"${piece}$" for piece in value.pieces())
        return "\\begin{center}" + "\\quad\n".join(pieces) + "\\end{center}"
    if isinstance(value, Matrix):
        return f"\\[{latex_of(value)}\\]"
    if isinstance(value, Table):
        rows = (" & ".join(map(escaped, row)) for row in (value.header, *value.rows))
        columns = "l" * len(value.header)
        body = " \\\\\n".join(rows).replace(" \\\\\n", " \\\\ \\hline\n", 1)
        return (
            f"\\begin{{center}}\\footnotesize\\begin{{tabular}}{{{columns}}}\n{body}\n"
            "\\end{tabular}\\end{center}"
        )
    return _verbatim(str(value))
