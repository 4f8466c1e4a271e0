"""The theorems of the toolkit in Rocq: written, compiled, and reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proofs.rocq import compiler
from proofs.rocq.export import exported, identifier
from proofs.rocq.library import MAIN, required
from proofs.rocq.sizes import Unsupported
from proofs.text import paragraph
from symbolic.errors import ReportError

HEADER = "From mathcomp Require Import all_ssreflect all_algebra.\n"


@dataclass(frozen=True)
class Written:
    """A theorem and its file: exported from its certificate, or a theorem of the library."""

    name: str
    text: str
    exported: bool
    note: str = ""


@dataclass(frozen=True)
class Answer:
    """What Rocq said of a theorem; `compiled` is missing where Rocq is."""

    written: Written
    compiled: compiler.Compiled | None

    @property
    def status(self) -> str:
        """``accepted, closed``, the axioms used, ``rejected``, or why there is no answer."""
        if not self.written.text:
            return "not exported"
        if self.compiled is None:
            return "written"
        if not self.compiled.accepted:
            return "rejected"
        axioms = ", ".join(self.compiled.axioms)
        return f"accepted, axioms: {axioms}" if axioms else "accepted, closed"


def write(name: str) -> list[Written]:
    """The files of a theorem: from its certificate, and the theorem of the library if any."""
    from proofs.certified import statement

    content = statement(name)
    files = []
    try:
        files.append(Written(name, exported({**content, "claim": name}), True))
    except Unsupported as reason:
        files.append(Written(name, "", True, str(reason)))
    if name in MAIN:
        module, lemma, note = MAIN[name]
        text = f"{HEADER}From DeepLinear Require Import {module}.\nPrint Assumptions {lemma}.\n"
        files.append(Written(name, text, False, f"{module}.v, {lemma}: {note}"))
    return files


def save(directory: str, files: Sequence[Written]) -> None:
    """Write the exported files into a directory; raises `ReportError` where that fails."""
    try:
        Path(directory).mkdir(parents=True, exist_ok=True)
        for file in files:
            if file.exported and file.text:
                path = Path(directory) / f"{identifier(file.name)}.v"
                path.write_text(file.text, encoding="utf-8")
    except OSError as error:
        raise ReportError(f"{directory}: {error.strerror or error}") from None


def answers(files: Sequence[Written], jobs: int, step: Callable[[], None]) -> Iterator[Answer]:
    """What Rocq says of each file, in order; the library is compiled first."""
    if compiler.coqc() is None:
        yield from (Answer(file, None) for file in files)
        return
    for file in files:
        compiler.built(required(file.text))

    def answer(file: Written) -> Answer:
        return Answer(file, compiler.compiled(file.text) if file.text else None)

    with ThreadPoolExecutor(jobs) as pool:
        for found in pool.map(answer, files):
            step()
            yield found


def answer_lines(found: Answer) -> Iterator[str]:
    """One line for each file, with the reason or the note below it."""
    file = found.written
    kind = "certificate" if file.exported else "library"
    yield f"  {file.name:26} {kind:12} {found.status}"
    if file.note:
        yield from paragraph(file.note, " " * 6)
    if found.compiled is not None and found.compiled.error:
        yield from paragraph(found.compiled.error, " " * 6)


def answer_json(found: Answer) -> dict[str, Any]:
    """The same as JSON."""
    return {
        "theorem": found.written.name,
        "source": "certificate" if found.written.exported else "library",
        "status": found.status,
        "axioms": list(found.compiled.axioms) if found.compiled else [],
        "note": found.written.note,
        "error": found.compiled.error if found.compiled else "",
    }


def as_expected(found: Sequence[Answer]) -> bool:
    """Whether each theorem was accepted in one form or, without Rocq, written in one."""
    good = {item.written.name for item in found if item.status.split(",")[0] in GOOD}
    rejected = any(item.status == "rejected" for item in found)
    return not rejected and all(item.written.name in good for item in found)


GOOD = ("accepted", "written")
