"""The command: its errors are one line, and nothing of the extra is imported without need."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from proofs.commands import teach as cli_teach
from proofs.commands.main import main
from proofs.teaching import lesson
from proofs.teaching.lesson import LessonError


def fails(_lesson: object, _seed: int) -> None:
    raise LessonError("the-gradient: a number is wrong")


def test_the_command_line_imports_nothing_of_the_extra() -> None:
    code = (
        "import sys, proofs.commands.main\n"
        f"loaded = set({cli_teach.MODULES!r}) & set(sys.modules)\n"
        "assert not loaded, loaded\n"
        "assert 'proofs.teaching' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_missing_extra_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli_teach, "MODULES", ("jinja2", "no_such_package"))
    assert main(["teach", str(tmp_path / "site")]) == 2
    message = capsys.readouterr().err
    assert message == (
        "proofs: proofs teach needs no_such_package: install deep-linear-proofs[teach]\n"
    )
    assert not (tmp_path / "site").exists()


def test_a_foreign_folder_is_refused_before_any_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").write_text("mine")
    assert main(["teach", str(tmp_path)]) == 2
    assert "was not written by this command" in capsys.readouterr().err


def test_an_unknown_lesson(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["teach", str(tmp_path / "a"), "--lesson", "nonsense"]) == 2
    message = capsys.readouterr().err
    assert 'no lesson is called "nonsense"' in message
    assert "the-gradient" in message


def test_one_lesson_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a"
    arguments = ["teach", str(folder), "--only", "notebooks", "--lesson", "the-gradient"]
    assert main(arguments) == 0
    assert "2 files (notebooks)" in capsys.readouterr().out
    first = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert main([*arguments, "--fresh", "--json", "-"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert (content["as_expected"], content["unchanged"]) == (True, False)
    assert len(content["files"]) == 2
    assert first == {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert sorted(p.name for p in folder.rglob("*.ipynb")) == ["03-the-gradient.ipynb"] * 2
    monkeypatch.setattr(lesson, "write", fails)  # nothing is written a third time
    assert main([*arguments, "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out) == content | {"unchanged": True}
    with pytest.raises(LessonError):
        main([*arguments, "--fresh"])
    with pytest.raises(LessonError):
        main([*arguments, "--seed", "1"])


def test_a_lesson_that_fails_fails_the_command_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lesson, "write", fails)
    with pytest.raises(LessonError):
        main(["teach", str(tmp_path / "a"), "--only", "handout", "--lesson", "the-gradient"])
    assert not (tmp_path / "a").exists()
