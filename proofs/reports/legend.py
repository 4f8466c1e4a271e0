"""What the letters of a statement stand for: those that occur in it, found in its own text.

What a paper's letters stand for says its `paper.toml`: `notation` for its own statements, and
`letters` for those of theorems, which are found by their sizes. What a letter is by a hypothesis,
an inverse or a {1}-inverse, is read off that hypothesis. The notation that theorems of all papers
have is in `proofs.kernel.meanings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from proofs.evidence.paper import Paper
from proofs.files.text import paragraph
from proofs.kernel.formula_text import formula_text, sort_text
from proofs.kernel.meanings import NAME, Legend


def of_theorem(content: Mapping[str, Any], text: str, paper: Paper | None = None) -> Legend:
    """The letters of a certificate that stand for something in a paper, or are inverses.

    `text` is the statement as it is shown.
    """
    found: Legend = {}
    sorts = {name: sort_text(sort) for name, sort in content["letters"].items()}
    if paper is not None and sorts.get("X", "d_x x m") in ("d_x x m", "d[0] x m"):
        declared = [f"{name}: {sort}" for name, sort in sorts.items()]
        for entry in declared:
            if entry in paper.letters and entry in text:
                found[entry.split(":")[0]] = paper.letters[entry]
    for formula in content["hypotheses"]:
        found |= {n: said for n, said in _inverse(formula_text(formula), sorts) if n not in found}
    return found


def _inverse(hypothesis: str, sorts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The letter that is an inverse by a hypothesis, if that is what the hypothesis says."""
    one = re.fullmatch(rf"(?P<a>.+) (?P<g>{NAME}) (?P=a) = (?P=a)", hypothesis)
    if one is not None and one["g"] in sorts:
        yield one["g"], f"a {{1}}-inverse of {one['a']}"
    right = re.fullmatch(rf"(?P<a>\S+ \S+) (?P<n>{NAME}) = I_\{{?\w+\}}?", hypothesis)
    if right is not None and right["n"] in sorts:
        yield right["n"], f"the inverse of {right['a']}"


def of_text(text: str, notation: Mapping[str, str]) -> Legend:
    """The letters of a paper that occur in a text; A_k stands for A with any index."""
    return {letter: said for letter, said in notation.items() if _occurs(letter, text)}


def _occurs(letter: str, text: str) -> bool:
    base, _, index = letter.partition("_")
    if not re.fullmatch(r"[A-Za-z]+", base):
        return False
    after = r"_(?:\w|\{)" if index else r"(?![\w(_^{]|\^\d)"
    return re.search(rf"(?<![\w\\{{]){base}{after}", text) is not None


def legend_lines(legend: Legend) -> Iterator[str]:
    """What the letters stand for, a line for each."""
    if legend:
        yield "Letters"
    for letter, said in legend.items():
        yield from paragraph(f"{letter}: {said.removeprefix('= ')}", "      ", "  ")


def letters_line(legend: Legend) -> Iterator[str]:
    """The same in one paragraph, below a theorem."""
    if legend:
        said = "; ".join(f"{letter}: {meaning}" for letter, meaning in legend.items())
        yield from paragraph(f"Here {said}", "    ", "  ")
