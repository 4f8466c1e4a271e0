"""A paper of a user's own to change, and its commands."""

from pathlib import Path

import pytest

from proofs.commands.main import main
from proofs.reports.new_paper import write_paper

CLAIM = """
from proofs import Claim, as_stated
CLAIMS += [
    Claim(id="cyclic", title="A trace", section="1", statement="tr(A B) = tr(B A).",
          checks=(as_stated("all sizes", "A: m x n, B: n x m |- tr(A*B) == tr(B*A)"),)),
]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The paper that `proofs new` writes, with a statement of the language beside it."""
    folder = tmp_path / "balanced"
    write_paper(str(folder))
    with (folder / "claims.py").open("a") as file:
        file.write(CLAIM)
    return folder


def complaint(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line on standard error of a command that has exit status 2."""
    assert main([*arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    return shown.err


def changed(folder: Path, *replacements: tuple[str, str], file: str = "claims.py") -> None:
    path = folder / file
    text = path.read_text()
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)
