"""Whether a folder holds already what would be written: then nothing is decided again.

What was written is remembered by a key in the user's cache folder
(``$XDG_CACHE_HOME/deep-linear-proofs/teach``, by default ``~/.cache/deep-linear-proofs/teach``):
the digest of every file, and the notes. The key is a digest of all that the content depends on:
every source file of the toolkit, lessons and templates included, the versions of Python and of
every installed distribution, the TeX that would be used, and the seed, parts and lessons that
are asked for. The pages themselves stay in the folder and nowhere else. A folder whose files
do not all have the digests that are remembered here is written again, whatever it says of
itself; so is one that was written by another user, or on another machine.
"""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from proofs.evidence.paper import Paper
from proofs.files.cache import cache_folder, digest, sources, write
from proofs.teaching.folder import Files, part_of, require_ours

KEPT = 20
"""So many runs are remembered, the latest ones."""
FILES, NOTES, SEAL = "files", "notes", "digest"


def key(paper: Paper, parts: Sequence[str], lessons: Sequence[str], seed: int) -> str:
    """The digest of everything on which the content of the files depends."""
    asked = {"parts": sorted(parts), "lessons": list(lessons), "seed": seed}
    machine = [sys.version, sys.flags.optimize, platform.platform(), platform.machine()]
    tex = _tex() if "handout" in parts else []
    return digest([asked, machine, tex, sources(), _own(paper), libraries()])


def _own(paper: Paper) -> list[tuple[str, str]]:
    """Every file of a user's own paper with its digest; those of the toolkit are sources."""
    folder = Path(paper.reference)
    found = folder.rglob("*") if folder.is_absolute() else ()
    kept = (path for path in found if path.is_file() and "__pycache__" not in path.parts)
    return sorted((str(path), sha256(path.read_bytes()).hexdigest()) for path in kept)


def libraries() -> list[tuple[str, str]]:
    """Every installed distribution with its version."""
    return sorted({(str(found.metadata["Name"]), found.version) for found in distributions()})


def _tex() -> list[str]:
    """The tools that would make the PDF, where they are and what they say of themselves."""
    from proofs.teaching.handout import TOOLS

    found = []
    for tool in (*TOOLS, "pdflatex"):
        path = shutil.which(tool)
        if path is not None:
            done = subprocess.run(
                [path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, check=False,
                timeout=20,
            )  # fmt: skip
            found += [path, done.stdout.decode(errors="replace")]
    return found


def recall(
    folder: Path, parts: Iterable[str], name: str
) -> tuple[dict[str, str], list[str]] | None:
    """The digests and notes of what was written under the key, if the folder holds just that."""
    try:
        content = json.loads((cache_folder("teach") / f"{name}.json").read_bytes())
        seal = content.pop(SEAL)
        digests, notes = content[FILES], content[NOTES]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    if seal != digest([name, content]) or not _holds(folder, set(parts), digests):
        return None
    return digests, notes


def _holds(folder: Path, parts: set[str], digests: dict[str, str]) -> bool:
    """Whether these are the files of these parts that the folder has, each with its digest."""
    marked = {n: known for n, known in require_ours(folder).items() if part_of(n) in parts}
    if marked != {n: [digest] for n, digest in digests.items()}:
        return False
    paths = [folder / n for n in digests]
    if any(path.is_symlink() or not path.is_file() for path in paths):
        return False
    return all(
        sha256((folder / n).read_bytes()).hexdigest() == digest for n, digest in digests.items()
    )


def remember(made: Files, notes: Sequence[str], name: str) -> None:
    """Remember what was written under the key; a cache that cannot be written is none."""
    digests = {n: sha256(content).hexdigest() for n, content in sorted(made.items())}
    content: dict[str, Any] = {FILES: digests, NOTES: list(notes)}
    text = json.dumps({**content, SEAL: digest([name, content])})
    folder = cache_folder("teach")
    try:
        write(folder / f"{name}.json", text)
        old = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
        for path in old[:-KEPT]:
            path.unlink(missing_ok=True)
    except OSError:
        return
