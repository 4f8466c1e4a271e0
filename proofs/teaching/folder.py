"""The folder that is written, never over what somebody else wrote.

A marker in the folder lists each file with a digest of what was written. A file that is not in
the list, or that was changed since, belongs to the user: it is refused, not replaced.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

from symbolic.errors import ReportError

MARKER = ".written-by-proofs-teach"
Files = Mapping[str, bytes]
"""The content of files by their path inside the folder."""
_Digests = dict[str, list[str]]
"""What each file may hold: one digest, or two after a run that was broken off."""


def require_ours(folder: Path) -> _Digests:
    """The digests in the marker; raises `ReportError` for a folder that is not ours.

    A folder that does not exist yet or is empty has no digests.
    """
    if not folder.exists():
        if not folder.resolve().parent.is_dir():
            raise ReportError(f"{folder}: there is no folder {folder.resolve().parent}")
        return {}
    if not folder.is_dir():
        raise ReportError(f"{folder} is a file: name a folder")
    marker = folder / MARKER
    if not marker.is_file():
        if any(folder.iterdir()):
            raise ReportError(
                f"{folder} is not empty and was not written by this command: name another folder"
            )
        return {}
    try:
        known = json.loads(marker.read_text(encoding="utf-8"))["files"]
        return {_inside(name): [str(digest) for digest in known[name]] for name in known}
    except (OSError, ValueError, KeyError, TypeError):
        raise ReportError(f"{marker} cannot be read: name another folder") from None


def _inside(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise ValueError(f"not a file in the folder: {name}")
    return name


def write(folder: Path, files: Files, parts: tuple[str, ...]) -> None:
    """Write the files of these parts, and the marker; ``""`` is the part of the web site.

    Files of the same parts that were written before and are no longer made are removed; other
    parts stay. Raises `ReportError` before anything is touched where a file is the user's.
    """
    known = require_ours(folder)
    old = {name for name in known if part_of(name) in parts}
    for name in sorted(old | files.keys()):
        _require_untouched(folder / name, known.get(name, []))
    digests = {name: [sha256(content).hexdigest()] for name, content in files.items()}
    kept = {name: known[name] for name in known.keys() - old}
    try:
        folder.mkdir(exist_ok=True)
        # Before and after: a run that is broken off leaves a folder that is still known as ours.
        _mark(folder, kept | {name: known.get(name, []) + digests.get(name, [])
                              for name in old | files.keys()})  # fmt: skip
        for name in sorted(files):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(files[name])
        for name in sorted(old - files.keys()):
            (folder / name).unlink(missing_ok=True)
        _mark(folder, kept | digests)
    except OSError as error:
        raise ReportError(f"{folder}: {error.strerror or error}") from None


def _mark(folder: Path, digests: _Digests) -> None:
    listed = {"written by": "proofs teach", "files": dict(sorted(digests.items()))}
    (folder / MARKER).write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")


def part_of(name: str) -> str:
    """The part of the material that a file belongs to: ``notebooks``, ``handout`` or ``""``."""
    top = PurePosixPath(name).parts[0]
    return top if top in ("notebooks", "handout") else ""


def _require_untouched(path: Path, digests: list[str]) -> None:
    if not path.exists() and not path.is_symlink():
        return
    if not digests or not path.is_file() or path.is_symlink():
        raise ReportError(f"{path} was not written by this command: move it away")
    if sha256(path.read_bytes()).hexdigest() not in digests:
        raise ReportError(f"{path} was changed since it was written: move it away")
