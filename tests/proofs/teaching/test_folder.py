"""The folder: what somebody else wrote is never touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from proofs.teaching.folder import MARKER, require_ours, write
from symbolic.errors import ReportError

FIRST = {"index.html": b"one", "claims/a.html": b"two"}


def test_a_new_folder_is_written_and_written_again(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write(folder, FIRST, ("",))
    write(folder, {"index.html": b"three"}, ("",))
    assert (folder / "index.html").read_bytes() == b"three"
    assert not (folder / "claims/a.html").exists()


def test_other_parts_stay(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write(folder, FIRST, ("",))
    write(folder, {"notebooks/a.ipynb": b"{}"}, ("notebooks",))
    write(folder, {"index.html": b"three"}, ("",))
    assert (folder / "notebooks/a.ipynb").read_bytes() == b"{}"
    assert set(require_ours(folder)) == {"index.html", "notebooks/a.ipynb"}


def test_a_foreign_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(ReportError, match="was not written by this command"):
        write(tmp_path, FIRST, ("",))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_changed_page_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write(folder, FIRST, ("",))
    (folder / "claims/a.html").write_text("my own words")
    with pytest.raises(ReportError, match=r"a\.html was changed since"):
        write(folder, {"index.html": b"three", "claims/a.html": b"four"}, ("",))
    assert (folder / "index.html").read_bytes() == b"one"
    assert (folder / "claims/a.html").read_text() == "my own words"


def test_a_file_of_the_user_inside_the_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write(folder, {"index.html": b"one"}, ("",))
    (folder / "style.css").write_text("mine")
    with pytest.raises(ReportError, match=r"style\.css was not written by this command"):
        write(folder, {"index.html": b"one", "style.css": b"ours"}, ("",))


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    with pytest.raises(ReportError, match="is a file"):
        require_ours(tmp_path / "site")
    with pytest.raises(ReportError, match="there is no folder"):
        require_ours(tmp_path / "a" / "b")


@pytest.mark.parametrize("name", ["../outside", "/outside", ""])
def test_a_marker_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "site"
    write(folder, FIRST, ("",))
    (folder / MARKER).write_text(json.dumps({"files": {name: ["0"]}}))
    with pytest.raises(ReportError, match="cannot be read"):
        require_ours(folder)


def test_a_run_that_was_broken_off_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    write(folder, FIRST, ("",))
    real = Path.write_bytes

    def breaks(self: Path, data: bytes) -> int:
        if self.name == "index.html":
            raise OSError("no space left")
        return real(self, data)

    second = {"index.html": b"three", "claims/a.html": b"four"}
    monkeypatch.setattr(Path, "write_bytes", breaks)
    with pytest.raises(ReportError):
        write(folder, second, ("",))
    monkeypatch.undo()
    write(folder, second, ("",))
    assert (folder / "index.html").read_bytes() == b"three"
