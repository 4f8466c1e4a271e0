"""What the errata quote stands in the source text, at the line that each entry names."""

import pytest

from proofs.papers.kawaguchi2016.quoted import QUOTED
from tests.conftest import ROOT
from tests.kawaguchi import PAPER
from tests.quotes import PIECES

SOURCE = ROOT.parent / "shared" / "paper" / "paper.txt"

LINES = {v.erratum: v.line for c in PAPER.claims for v in c.variants if not v.own}
LINES |= {entry.name: entry.line for entry in QUOTED if entry.kind}


def plain(text: str) -> str:
    return "".join(text.split())


def test_every_entry_has_a_piece_of_its_line() -> None:
    assert set(PIECES) == set(LINES)


@pytest.mark.skipif(
    not SOURCE.exists(), reason="the source text is not beside the checkout, at ../shared/paper"
)
@pytest.mark.parametrize("name", PIECES)
def test_the_line_has_the_piece(name: str) -> None:
    lines = SOURCE.read_text(encoding="utf-8").splitlines()
    assert plain(PIECES[name]) in plain(lines[LINES[name] - 1])
