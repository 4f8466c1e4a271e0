"""Compiling files with Rocq; what was compiled once from the same text is not compiled again.

A result is known by the text of the file, of the library and of the versions of Rocq and of
Mathematical Components, which is told by the compiled files of the latter.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from proofs.rocq import library
from symbolic.errors import ToolkitError

PACKAGES = ("coq", "libcoq-mathcomp-real-closed", "libcoq-mathcomp-algebra-tactics")
"""The Debian packages that hold Rocq and what the library needs."""

_MARKERS = (
    "mathcomp/ssreflect/all_ssreflect.vo",
    "mathcomp/algebra/all_algebra.vo",
    "mathcomp/real_closed/mxtens.vo",
    "mathcomp/zify/zify.vo",
)
TIMEOUT = 900.0


class RocqError(ToolkitError, RuntimeError):
    """Rocq is there, but the library does not compile with it."""


@dataclass(frozen=True)
class Compiled:
    """What Rocq said of a file: whether it accepts it, the axioms used, the first error."""

    accepted: bool
    axioms: tuple[str, ...] = ()
    error: str = ""


def coqc() -> str | None:
    """The compiler, if it is on the path."""
    return shutil.which("coqc")


@cache
def version() -> str:
    """The versions of Rocq and of Mathematical Components as one text."""
    shown = subprocess.run([_compiler(), "--version"], capture_output=True, text=True, check=True)
    where = subprocess.run([_compiler(), "-where"], capture_output=True, text=True, check=True)
    digest = hashlib.sha256(shown.stdout.encode())
    for marker in _MARKERS:
        path = Path(where.stdout.strip()) / "user-contrib" / marker
        digest.update(path.read_bytes() if path.exists() else b"missing")
    return digest.hexdigest()


def release() -> str:
    """The version of Rocq, for a report."""
    shown = subprocess.run([_compiler(), "--version"], capture_output=True, text=True, check=True)
    return shown.stdout.split("\n", 1)[0].rsplit(" ", 1)[-1]


def _compiler() -> str:
    found = coqc()
    if found is None:
        raise RocqError(f"coqc is not installed; Debian has it in {', '.join(PACKAGES)}")
    return found


def _key(*texts: str) -> str:
    return hashlib.sha256("\0".join([version(), *texts]).encode()).hexdigest()[:24]


def _cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home) / "deep-linear-proofs" / "rocq"


def built(names: Iterable[str]) -> Path:
    """The folder with the compiled files of the library, which are compiled if they are not."""
    texts = {name: library.source(name) for name in library.FILES}
    folder = _cache() / f"library-{_key(*texts.values())}"
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        if not (folder / f"{name}.vo").exists():
            _build(name, texts[name], folder)
    return folder


def _build(name: str, text: str, folder: Path) -> None:
    """Compile in a folder of its own and move the result, so that no half a file is ever seen."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        path = Path(place) / f"{name}.v"
        path.write_text(text, encoding="utf-8")
        flags = ["-q", "-w", "none", "-R", str(folder), "DeepLinear", "-R", place, "DeepLinear"]
        done = _run([*flags, str(path)])
        if done.returncode:
            raise RocqError(f"{name}.v of the library does not compile: {_first_error(done)}")
        os.replace(Path(place) / f"{name}.vo", folder / f"{name}.vo")


def compiled(text: str) -> Compiled:
    """What Rocq says of a file that imports the library, remembered."""
    needed = library.required(text)
    folder = built(needed)
    path = _cache() / f"result-{_key(text, *map(library.source, needed))}.json"
    if path.exists():
        known = json.loads(path.read_text(encoding="utf-8"))
        return Compiled(known["accepted"], tuple(known["axioms"]), known["error"])
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "Exported.v"
        file.write_text(text, encoding="utf-8")
        done = _run(["-q", "-w", "none", "-R", str(folder), "DeepLinear", str(file)])
    if done.returncode:
        found = Compiled(False, (), _first_error(done))
    else:
        found = Compiled(True, _axioms(done.stdout))
    partial = path.with_suffix(f".{os.getpid()}")
    partial.write_text(json.dumps(asdict(found)), encoding="utf-8")
    os.replace(partial, path)
    return found


def _run(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            [_compiler(), *arguments], capture_output=True, text=True, check=False, timeout=TIMEOUT
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(arguments, 1, "", f"Error: not done in {TIMEOUT:.0f} s")


def _first_error(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    at = next((k for k, line in enumerate(lines) if line.startswith("Error")), 0)
    return " ".join(" ".join(lines[at:]).split())[:300]


CLOSED = "Closed under the global context"


def _axioms(output: str) -> tuple[str, ...]:
    """The axioms that the last `Print Assumptions` lists; a missing answer is an axiom too."""
    if "Axioms:" in output:
        listed = output.rsplit("Axioms:", 1)[1].splitlines()
        return tuple(line.split(" ", 1)[0].split(":")[0] for line in listed if line[:1].strip())
    return () if CLOSED in output else ("unknown",)
