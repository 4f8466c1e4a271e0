"""A folder is left as it is only if every file is what this toolkit would write there."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from proofs.files import cache
from proofs.files.cache import cache_folder, sources
from proofs.teaching import unchanged
from proofs.teaching.folder import MARKER, write
from tests.kawaguchi import PAPER

MADE = {"index.html": b"one", "claims/a.html": b"two", "notebooks/a.ipynb": b"{}"}
PARTS = ["", "notebooks"]
KEY = "a" * 64


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that was written and is remembered."""
    site = tmp_path / "site"
    write(site, MADE, ("", "notebooks"))
    unchanged.remember(MADE, ["a note"], KEY)
    return site


def record() -> Path:
    return cache_folder("teach") / f"{KEY}.json"


def test_what_was_written_is_recalled(folder: Path) -> None:
    digests = {name: sha256(content).hexdigest() for name, content in MADE.items()}
    assert unchanged.recall(folder, PARTS, KEY) == (digests, ["a note"])
    assert unchanged.recall(folder, PARTS, "b" * 64) is None
    assert unchanged.recall(folder.parent / "elsewhere", PARTS, KEY) is None


def test_a_changed_page_is_not_trusted(folder: Path) -> None:
    (folder / "index.html").write_bytes(b"0ne")
    assert unchanged.recall(folder, PARTS, KEY) is None


def test_a_changed_page_with_a_forged_marker_is_not_trusted(folder: Path) -> None:
    (folder / "index.html").write_bytes(b"forged")
    marker = json.loads((folder / MARKER).read_text())
    marker["files"]["index.html"] = [sha256(b"forged").hexdigest()]
    (folder / MARKER).write_text(json.dumps(marker))
    assert unchanged.recall(folder, PARTS, KEY) is None


def test_a_partial_folder_is_not_trusted(folder: Path) -> None:
    (folder / "claims/a.html").unlink()
    assert unchanged.recall(folder, PARTS, KEY) is None


def test_a_page_that_is_a_link_is_not_trusted(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").write_bytes(b"one")
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to(tmp_path / "outside")
    assert unchanged.recall(folder, PARTS, KEY) is None


def test_a_run_that_was_broken_off_is_not_trusted(folder: Path) -> None:
    marker = json.loads((folder / MARKER).read_text())
    marker["files"]["index.html"].append("0" * 64)  # two digests: old and new
    (folder / MARKER).write_text(json.dumps(marker))
    assert unchanged.recall(folder, PARTS, KEY) is None


@pytest.mark.parametrize("part", ["files", "notes", "digest"])
def test_a_changed_memory_is_not_trusted(folder: Path, part: str) -> None:
    content = json.loads(record().read_text())
    content[part] = {"files": {}, "notes": [], "digest": "0" * 64}[part]
    record().write_text(json.dumps(content))
    assert unchanged.recall(folder, PARTS, KEY) is None


def test_a_partial_memory_is_not_trusted(folder: Path) -> None:
    text = record().read_text()
    for partial in (text[: len(text) // 2], "", "[]", "{}", "null"):
        record().write_text(partial)
        assert unchanged.recall(folder, PARTS, KEY) is None


def test_a_memory_under_another_key_is_not_trusted(folder: Path) -> None:
    record().rename(cache_folder("teach") / f"{'b' * 64}.json")
    assert unchanged.recall(folder, PARTS, "b" * 64) is None


def test_a_cache_that_cannot_be_written_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    write(tmp_path / "site", MADE, ("", "notebooks"))
    unchanged.remember(MADE, [], KEY)
    assert unchanged.recall(tmp_path / "site", PARTS, KEY) is None


def test_few_runs_are_remembered(folder: Path) -> None:
    for number in range(unchanged.KEPT + 5):
        unchanged.remember(MADE, [], f"{number:064}")
    assert len(list(cache_folder("teach").iterdir())) == unchanged.KEPT
    assert unchanged.recall(folder, PARTS, f"{unchanged.KEPT + 4:064}") is not None


def test_the_key_has_what_is_asked_for() -> None:
    asked = [(("site",), ("a",), 1), (("site",), ("a",), 2), (("site",), ("a", "b"), 1),
             (("notebooks",), ("a",), 1), (("handout",), ("a",), 1)]  # fmt: skip
    assert len({unchanged.key(PAPER, *parts) for parts in asked}) == len(asked)
    assert unchanged.key(PAPER, *asked[0]) == unchanged.key(PAPER, *asked[0])


def test_the_key_has_the_versions_of_the_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    found = dict(unchanged.libraries())
    assert {"sympy", "numpy", "matplotlib", "latex2mathml"} <= found.keys()
    first = unchanged.key(PAPER, ("site",), (), 1)
    other = [(name, "9.9" if name == "sympy" else version) for name, version in found.items()]
    monkeypatch.setattr(unchanged, "libraries", lambda: other)
    assert unchanged.key(PAPER, ("site",), (), 1) != first


def test_the_key_has_every_file_of_the_toolkit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = dict(sources())
    teaching = "proofs/teaching"
    for name in (
        "proofs/checker.py",
        "symbolic/networks/network.py",
        "numeric_crosscheck/__init__.py",
        "proofs/papers/kawaguchi2016/lessons/03-the-gradient.md",
        f"{teaching}/templates/base.html",
        f"{teaching}/static/style.css",
    ):
        assert found[name] == sha256(Path(name).read_bytes()).hexdigest()
    assert not any(name.endswith(".pyc") for name in found)
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.py").write_text("x = 1")
    monkeypatch.setattr(cache, "files", lambda _: tmp_path)
    keys = [unchanged.key(PAPER, ("site",), (), 1)]
    (tmp_path / "inner" / "a.py").write_text("x = 2")
    keys.append(unchanged.key(PAPER, ("site",), (), 1))
    (tmp_path / "inner" / "b.html").write_text("")
    keys.append(unchanged.key(PAPER, ("site",), (), 1))
    assert len(set(keys)) == 3
    (tmp_path / "inner" / "a.pyc").write_text("anything")
    assert unchanged.key(PAPER, ("site",), (), 1) == keys[-1]


def test_the_key_has_the_tex(monkeypatch: pytest.MonkeyPatch) -> None:
    first = unchanged.key(PAPER, ("handout",), (), 1), unchanged.key(PAPER, ("site",), (), 1)
    monkeypatch.setattr(unchanged, "_tex", lambda: ["another"])
    assert unchanged.key(PAPER, ("handout",), (), 1) != first[0]
    assert unchanged.key(PAPER, ("site",), (), 1) == first[1]
