"""What the errata quote stands in the source text, at the lines that each entry names."""

import re
from pathlib import Path

import pytest

from proofs.papers.kawaguchi2016.quoted import QUOTED
from tests.conftest import ROOT
from tests.kawaguchi import PAPER
from tests.quotes import CITED, LESSONS, PIECES

SOURCE = ROOT.parent / "shared" / "paper" / "paper.txt"
HERE = pytest.mark.skipif(
    not SOURCE.exists(), reason="the source text is not beside the checkout, at ../shared/paper"
)

VARIANTS = [v for c in PAPER.claims for v in c.variants if not v.own]
ERRATA = [entry for entry in QUOTED if entry.kind]
LINES = {v.erratum: v.line for v in VARIANTS} | {entry.name: entry.line for entry in ERRATA}
TEXTS = {v.erratum: (v.where, v.printed, v.reading, v.missing, v.repaired) for v in VARIANTS}
TEXTS |= {entry.name: (entry.what, entry.reason) for entry in ERRATA}


def plain(text: str) -> str:
    return "".join(text.split())


def cited(texts: tuple[str, ...]) -> set[int]:
    """The lines of the source that are named; the lines of one display are few."""
    named = re.findall(r"lines? (\d+(?:(?:, | and )\d+)*)", " ; ".join(texts))
    return {int(n) for some in named for n in re.findall(r"\d+", some) if int(n) > 10}


def test_every_entry_has_a_piece_of_its_line_and_of_the_lines_that_it_cites() -> None:
    assert set(PIECES) == set(LINES)
    assert {name: set(lines) for name, lines in CITED.items()} == {
        name: cited(texts) for name, texts in TEXTS.items() if cited(texts)
    }


def test_a_cited_line_is_noticed() -> None:
    assert cited(("also in lines 451, 453 and 669; line 1", "see line 27")) == {451, 453, 669, 27}


def grounds(reason: str) -> set[str]:
    """What a reason points to: a line, a claim or another entry, an audit; or a plain rule."""
    names = {claim.id for claim in PAPER.claims} | set(LINES)
    words = set(re.findall(r"[A-Za-z0-9.-]+", reason))
    found = {"a line"} if cited((reason,)) else set()
    found |= {"a name"} if {word.strip(".") for word in words} & names else set()
    rules = ("proofs audit", "presupposes the inverse", "a definition", "notation", "no meaning")
    return found | {rule for rule in (*rules, "superfluous", "the rows left") if rule in reason}


def test_what_is_no_error_has_a_reason_that_can_be_looked_up() -> None:
    for entry in ERRATA:
        if entry.kind in ("no error", "copy artefact"):
            assert grounds(entry.reason), entry.name
    assert grounds("it is plain that this is right") == set()


@HERE
@pytest.mark.parametrize("name", PIECES)
def test_the_line_has_the_piece(name: str) -> None:
    lines = SOURCE.read_text(encoding="utf-8").splitlines()
    for line, piece in {LINES[name]: PIECES[name], **CITED.get(name, {})}.items():
        assert plain(piece) in plain(lines[line - 1]), line


# The lessons.

PROSE = {
    path.name: re.sub(
        r"^```(?:python|check|answer)\n.*?^```",
        "",
        path.read_text(encoding="utf-8"),
        flags=re.M | re.S,
    )
    for path in sorted(Path(PAPER.lessons).glob("*.md"))
}
SAID = re.compile(
    r"[Tt]he paper(?!'s notation)|the text's own|[Pp]rinted proof|[Oo]ur copy"
    r"|Appendix [A-D](\.\d)? (says|prints|speaks|writes|takes)"
)
WITHOUT_A_LINE = {"05": 2, "09": 2}
"""Sentences about the paper as a whole, and those that go on with what the one before cites."""


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.:;!?])\s+(?=[A-Z*$])|\n\n", text)


def test_what_a_lesson_says_of_the_paper_has_its_line() -> None:
    without = {}
    for name, text in PROSE.items():
        said = [s for s in sentences(text) if SAID.search(s)]
        without[name[:2]] = [s for s in said if not cited((s,))]
    found = {name: len(lines) for name, lines in without.items() if lines}
    assert found == WITHOUT_A_LINE, without


def test_the_lines_of_the_lessons_are_those_that_are_looked_up() -> None:
    assert cited(tuple(PROSE.values())) == set(LESSONS)


@HERE
@pytest.mark.parametrize("line", LESSONS)
def test_the_line_of_a_lesson_has_its_piece(line: int) -> None:
    lines = SOURCE.read_text(encoding="utf-8").splitlines()
    assert plain(LESSONS[line]) in plain(lines[line - 1])
