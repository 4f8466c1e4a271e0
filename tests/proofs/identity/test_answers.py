"""What an answer says beside the verdict: how a text was read, what was missing, the proof."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from proofs.identity.files import IllTyped, read_statements, readable
from symbolic.errors import InputError

RUN = [sys.executable, "-m", "proofs", "identity"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*RUN, *arguments], capture_output=True, text=True, check=False)


def test_what_has_no_reading_is_answered_as_ill_typed(tmp_path: Path) -> None:
    """The others of the file are answered all the same; the exit status says that one was not."""
    path = tmp_path / "s.json"
    good, bad = "A: n x n |- T(T(A)) == A", "A: n x n |- A == B"
    path.write_text(json.dumps([{"name": "bad", "statement": bad}, {"statement": good}]))
    done = run("--file", str(path))
    assert done.returncode == 1
    assert "bad: A: n x n |- A == B\n  ill-typed: column 18: no matrix" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("2 statements: 1 proved, 0 refuted, 0 und")
    assert done.stdout.splitlines()[-1].endswith(", 1 ill-typed")
    first, second = json.loads(run("--file", str(path), "--json", "-").stdout)
    assert (first["name"], first["verdict"], first["statement"]) == ("bad", "ill-typed", bad)
    assert first["message"].startswith("column 18: no matrix")
    assert second["verdict"] == "proved"
    path.write_text(json.dumps([{"statement": good}]))
    assert run("--file", str(path)).returncode == 0
    text = tmp_path / "s.txt"
    text.write_text("[a] Source\nA: n x n\n|- A == B\n")
    (item,) = read_statements(str(text))
    assert isinstance(item, IllTyped)
    assert item.message.startswith("line 2, column 9: no matrix")
    with pytest.raises(InputError, match="a: line 2"):
        readable(item)


def test_a_proof_is_shown_and_written_to_those_who_ask(tmp_path: Path) -> None:
    """Line by line as text, for LaTeX and as a page; the last line is what was to be shown."""
    given = "A: n x n; symmetric(A), for all x: n x 1: T(x)*A*x == 0 |- A == 0"
    latex, html = tmp_path / "a.tex", tmp_path / "a.html"
    done = run(given, "--proof", "--latex", str(latex), "--html", str(html))
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert "  if (1) A^T = A," in lines
    assert "  if (2) for all x: n x 1, x^T A x = 0," in lines
    assert "  then A = 0." in lines
    assert lines[-1].startswith("  (8) This was to be shown")
    assert "(8)~This was to be shown" in latex.read_text(encoding="utf-8")
    assert html.read_text(encoding="utf-8").count("This was to be shown") == 2
    assert "if (1)" not in run(given).stdout
    missing = run(given, "--latex", str(tmp_path / "no" / "a.tex"))
    assert missing.returncode == 2
    assert missing.stderr.count("\n") == 1
    path = tmp_path / "s.json"
    path.write_text(json.dumps([{"statement": given}]))
    assert "--html writes the proof of one" in run("--file", str(path), "--html", "x").stderr


def test_an_answer_says_how_a_text_was_read_and_what_was_missing() -> None:
    done = run("A: n x n, l: number; A/l == 0.5*A |- A == 0.50*l*A")
    assert "0.5 is read as 1/2\n" in done.stdout
    assert "where l != 0, without which 1/.. has no value" in done.stdout
    assert "missing: an equation" in run("A: n x n; A*A == A, tr(A) == 0 |- A == 0").stdout
