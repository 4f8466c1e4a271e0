"""Notebooks run from top to bottom; the handout compiles where a TeX is found."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace

import pytest

from proofs.evidence.claim import Claim
from proofs.evidence.paper import Paper
from proofs.teaching import handout, handout_proofs
from proofs.teaching.lesson import Written
from proofs.teaching.notebooks import notebook_files
from tests.kawaguchi import CLAIMS, PAPER, THEOREMS, find


@pytest.fixture(scope="module")
def notes(lessons: list[Written]) -> dict[str, dict]:
    found = notebook_files(lessons, lambda _: None)
    return {name: json.loads(content) for name, content in found}


def test_every_notebook_is_executed(notes: dict[str, dict]) -> None:
    assert len(notes) == 22
    for name, note in notes.items():
        code = [cell for cell in note["cells"] if cell["cell_type"] == "code"]
        assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1)), name
        assert any(cell["outputs"] for cell in code), name


def test_only_unsolved_checks_raise_and_say_what_to_do(notes: dict[str, dict]) -> None:
    for name, note in notes.items():
        raised = 0
        for cell in note["cells"]:
            for output in cell.get("outputs", []):
                if output["output_type"] == "error":
                    raised += 1
                    assert cell["metadata"]["tags"] == ["raises-exception"], name
                    assert output["ename"] == "NotYetError", name
                    assert output["traceback"] == [f"Not yet: {output['evalue']}"], name
        if name.startswith("notebooks/solutions/"):
            assert raised == 0, name
        else:
            assert raised >= 3, name


def test_notebooks_say_nothing_of_this_machine(notes: dict[str, dict]) -> None:
    for name, note in notes.items():
        text = json.dumps({k: v for k, v in note.items() if k != "cells"})
        assert "execution" not in text, name
        assert "/home" not in json.dumps(note), name
        assert not any("execution" in cell["metadata"] for cell in note["cells"]), name


def test_text_of_the_handout() -> None:
    assert handout.inline("a_b & **c** $x_1$ `{d}`") == (r"a\_b \& \textbf{c} $x_1$ \texttt{\{d\}}")
    assert handout.inline("see [Lemma 4.1](claim:lemma-4.1).") == "see Lemma 4.1."


def test_no_tex_is_said_and_gone_on(short_lesson: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handout.shutil, "which", lambda _: None)
    files, note = handout.handout_files(PAPER, [short_lesson])
    assert "handout/handout.tex" in files
    assert "handout/handout.pdf" not in files
    assert note == "handout: no PDF, as neither latexmk nor tectonic is installed"


SLOW = re.compile(r"theorem-2\.3|corollary-2\.4|lemma-4\.6")


@pytest.fixture
def quick_paper() -> Paper:
    """Without the theorems that take long to prove; the others are all there."""

    def without(claim: Claim) -> Claim:
        kept = tuple(pair for pair in claim.theorems if not SLOW.match(pair[1].name))
        return replace(claim, theorems=kept)

    return replace(PAPER, claims=tuple(map(without, CLAIMS)))


def test_each_theorem_is_proved_once_in_the_handout() -> None:
    theorems = handout_proofs.Theorems()
    first, second = ("\n".join(theorems.of(find(name))) for name in ("fact-a22", "fact-a22"))
    assert "\\label{theorem:fact-a22}" in first
    assert "(1) $C^T C G C^T C$ = $C^T C$," in first
    assert "then $C G C^T$ = $C K C^T$." in first
    assert first.count("[axiom definite for") == 2
    assert second == (
        "Proved for all sizes: \\texttt{fact-a22} on page~\\pageref{theorem:fact-a22}.\n"
    )


def test_a_long_proof_is_there_in_short(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = "\n".join(handout_proofs._theorem(THEOREMS["fact-a23:kernel"]))
    monkeypatch.setattr(handout_proofs, "LINES", 10)
    short = "\n".join(handout_proofs._theorem(THEOREMS["fact-a23:kernel"]))
    assert "are in the web site" in short
    assert "Lemma 1." in whole
    assert "axiom columns" in whole  # the proof of that lemma
    assert "axiom columns" not in short


@pytest.mark.skipif(
    shutil.which("latexmk") is None and shutil.which("tectonic") is None,
    reason="neither latexmk nor tectonic is installed",
)
def test_the_handout_compiles_and_a_broken_one_does_not(
    quick_paper: Paper, lessons: list[Written], monkeypatch: pytest.MonkeyPatch
) -> None:
    files, _ = handout.handout_files(quick_paper, lessons)
    assert files["handout/handout.pdf"].startswith(b"%PDF")
    gradient = lessons[2:3]
    first, _ = handout.handout_files(quick_paper, gradient)
    assert first == handout.handout_files(quick_paper, gradient)[0]
    monkeypatch.setattr(handout, "HEAD", handout.HEAD + "\\nosuchcommand")
    with pytest.raises(handout.HandoutError, match=r"failed on handout\.tex"):
        handout.handout_files(quick_paper, gradient)
