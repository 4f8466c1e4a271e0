"""Compiling files with Rocq; what was compiled once from the same text is not compiled again.

A result is known by the text of the file, of what it requires of the library, and by the versions
of Rocq and of Mathematical Components, which are told by the compiled files of the latter.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from proofs.files.cache import cache_folder, write
from proofs.rocq.library import Library, RocqError

PACKAGES = ("coq", "libcoq-mathcomp-real-closed", "libcoq-mathcomp-algebra-tactics")
"""The Debian packages that hold Rocq and what the library needs."""

_MARKERS = (
    "mathcomp/ssreflect/all_ssreflect.vo",
    "mathcomp/algebra/all_algebra.vo",
    "mathcomp/real_closed/mxtens.vo",
    "mathcomp/zify/zify.vo",
)
TIMEOUT = 900.0


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


def _folder(library: Library, name: str) -> Path:
    return cache_folder("rocq") / f"{name}-{_key(library.digest(name))}"


def _flags(library: Library, names: Iterable[str]) -> list[str]:
    """Where compiled files of the library are found."""
    shown = [("-R", str(_folder(library, name)), "DeepLinear") for name in names]
    return ["-q", "-w", "none", *(part for flags in shown for part in flags)]


def build(library: Library, names: Iterable[str], jobs: int = 1) -> None:
    """Compile the files of the library that are not compiled, each after those it requires.

    Raises `RocqError` for the first that Rocq rejects.
    """
    wanted = library.all_required(names)
    waiting = {name: set(library.required(library.source(name))) for name in wanted}
    running: dict[Future[None], str] = {}
    with ThreadPoolExecutor(jobs) as pool:
        while waiting or running:
            started = set(running.values())
            for name in [
                name for name, before in waiting.items() if not before & {*waiting, *started}
            ]:
                del waiting[name]
                if not (_folder(library, name) / f"{name}.vo").exists():
                    running[pool.submit(_build, library, name)] = name
                    started.add(name)
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                del running[future]
                future.result()


def _build(library: Library, name: str) -> None:
    """Compile in a folder of its own and move the result, so that no half a file is ever seen."""
    folder = _folder(library, name)
    folder.mkdir(parents=True, exist_ok=True)
    text = library.source(name)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        path = Path(place) / f"{name}.v"
        path.write_text(text, encoding="utf-8")
        before = _flags(library, library.required(text))
        done = _run([*before, "-R", place, "DeepLinear", str(path)])
        if done.returncode:
            raise RocqError(f"{name}.v of the library does not compile: {_first_error(done)}")
        os.replace(Path(place) / f"{name}.vo", folder / f"{name}.vo")


def compiled(text: str, library: Library, *, twice: bool = False) -> Compiled:
    """What Rocq says of a file that imports the library; that it accepts it is remembered.

    `twice` has the second checker, `coqchk`, check the compiled file and what it rests on again.
    """
    build(library, library.required(text))
    place = _place(text, library, twice)
    known = _known(place)
    return known if known is not None else _remembered(place, _asked(text, library, twice))


def compiled_all(texts: list[str], library: Library) -> list[Compiled]:
    """The same of several files; small ones are compiled in one, as loading takes a second."""
    places = {text: _place(text, library, False) for text in texts}
    small = [text for text in texts if len(text) <= SMALL and _known(places[text]) is None]
    if len(small) > 1:
        build(library, library.required("\n".join(small)))
        for text, found in zip(small, _asked_together(small, library), strict=False):
            _remembered(places[text], found)
    return [compiled(text, library) for text in texts]


SMALL = 150_000  # characters


def _asked_together(texts: list[str], library: Library) -> list[Compiled]:
    """What Rocq says of each as a module of one file; nothing where it rejects that."""
    marks = [f"Definition mark_{n} := tt. Print mark_{n}." for n in range(len(texts))]
    parts = [
        f"Module Part_{n}.\n{text}\n{mark}\nEnd Part_{n}."
        for n, (text, mark) in enumerate(zip(texts, marks, strict=True))
    ]
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "Exported.v"
        file.write_text("\n".join(parts), encoding="utf-8")
        done = _run([*_flags(library, library.required("\n".join(texts))), str(file)])
    said = re.split(r"^mark_\d+ =.*$", done.stdout, flags=re.M)[:-1]
    if done.returncode or len(said) != len(texts):
        return []
    return [Compiled(True, _axioms(output)) for output in said]


def _place(text: str, library: Library, twice: bool) -> Path:
    needed = map(library.digest, sorted(library.required(text)))
    return cache_folder("rocq") / f"{'checked' if twice else 'result'}-{_key(text, *needed)}.json"


def _known(place: Path) -> Compiled | None:
    if not place.exists():
        return None
    known = json.loads(place.read_text(encoding="utf-8"))
    return Compiled(True, tuple(known["axioms"])) if known["accepted"] else None


def _remembered(place: Path, found: Compiled) -> Compiled:
    """The answer, kept if it is yes: a no may be one of this machine, out of time or memory."""
    if not found.accepted:
        return found
    write(place, json.dumps(asdict(found)))
    return found


def _asked(text: str, library: Library, twice: bool) -> Compiled:
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "Exported.v"
        file.write_text(text, encoding="utf-8")
        flags = [*_flags(library, library.required(text)), "-R", place, "Exported"]
        done = _run([*flags, str(file)])
        if done.returncode:
            return Compiled(False, (), _first_error(done))
        if not twice:
            return Compiled(True, _axioms(done.stdout))
        places = [flag for flag in flags if flag not in ("-q", "-w", "none")]
        again = _run(["-silent", "-o", *places, "-norec", "Exported.Exported"], program="coqchk")
    if again.returncode:
        return Compiled(False, (), f"coqchk: {_first_error(again)}")
    return Compiled(True, _axioms(done.stdout))


def _run(arguments: list[str], program: str = "coqc") -> subprocess.CompletedProcess[str]:
    command = [_compiler() if program == "coqc" else program, *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=TIMEOUT)
    except FileNotFoundError:
        raise RocqError(f"{program} is not installed; Debian has it in {PACKAGES[0]}") from None
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(arguments, 1, "", f"Error: not done in {TIMEOUT:.0f} s")
    if done.returncode < 0:
        raise RocqError(f"{program} was stopped by signal {-done.returncode}; run this again")
    return done


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
