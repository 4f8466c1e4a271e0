"""The user's cache folder: what was made once, kept under a key of all that it was made from.

It lies at ``$XDG_CACHE_HOME/deep-linear-proofs``, by default ``~/.cache/deep-linear-proofs``. A
cache that cannot be written is none; nothing that is read there is believed unseen.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from proofs.files.whole import whole_file

PACKAGES = ("symbolic", "numeric_crosscheck", "proofs")


def cache_folder(what: str) -> Path:
    """Where things of one kind are kept; the folder need not be there."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if base else Path.home() / ".cache") / "deep-linear-proofs" / what


def sources() -> list[tuple[str, str]]:
    """Every file of the toolkit with its digest."""
    found = []
    for package in PACKAGES:
        for path, content in _walk(files(package), package):
            found.append((path, sha256(content).hexdigest()))
    return sorted(found)


def _walk(folder: Traversable, name: str) -> Iterable[tuple[str, bytes]]:
    for entry in folder.iterdir():
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _walk(entry, path)
        elif not entry.name.endswith((".pyc", ".pyo")):
            yield path, entry.read_bytes()


def digest(value: Any) -> str:
    """The digest of a JSON value."""
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def write(path: Path, text: str) -> None:
    """Write a file in one piece, its folder made if it is not there; raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as file:
        file.write(text)
