"""The theorems of the toolkit in Rocq: written, compiled, and reported."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from proofs.evidence.paper import Paper
from proofs.evidence.papers import load, module_of
from proofs.evidence.stated import Beside, StatedTheorem
from proofs.files.text import paragraph
from proofs.files.workers import workers
from proofs.rocq import compiler, export
from proofs.rocq.export import exported, identifier
from proofs.rocq.forms import form_of
from proofs.rocq.library import Library, library_of
from proofs.rocq.sizes import Unsupported
from symbolic.errors import ReportError

HEADER = "From mathcomp Require Import all_ssreflect all_algebra.\n"


@dataclass(frozen=True)
class Written:
    """A theorem and its file: exported from its certificate, or a theorem of the library."""

    name: str
    text: str
    exported: bool
    note: str = ""
    beside: Beside | None = None


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

    @property
    def good(self) -> bool:
        """Accepted without axioms or, without Rocq, written."""
        return self.status in ("accepted, closed", "written")


def write(theorem: StatedTheorem) -> list[Written]:
    """The files of a theorem: from its certificate, and the theorem of the library if any."""
    files = [export_of(theorem.content, theorem.form)]
    if theorem.beside is not None:
        files.append(library_file(theorem.name, theorem.beside))
    return files


def export_of(content: Mapping[str, Any], form: str = "") -> Written:
    """The file of a certificate, or why there is none."""
    try:
        text = exported(content)
    except Unsupported as reason:
        return Written(content["claim"], "", True, str(reason))
    return Written(content["claim"], text, True, form_of(text, form))


def library_file(name: str, beside: Beside) -> Written:
    """A file that asks for the axioms of a theorem of the library."""
    module, lemma, note = beside
    text = f"{HEADER}From DeepLinear Require Import {module}.\nPrint Assumptions {lemma}.\n"
    return Written(name, text, False, f"{module}.v, {lemma}: {note}", beside)


def require_directory(directory: str) -> None:
    """Raise `ReportError` where no files can be written, before the work begins."""
    try:
        Path(directory).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReportError(f"{directory}: {error.strerror or error}") from None
    if not os.access(directory, os.W_OK):
        raise ReportError(f"{directory}: nothing can be written there")


def save(directory: str, files: Iterable[Written]) -> None:
    """Write the exported files into a directory; raises `ReportError` where that fails."""
    for file in files:
        if file.exported and file.text:
            write_file(Path(directory) / f"{identifier(file.name)}.v", file.text)


def write_file(path: Path, text: str) -> None:
    """Write a file of Rocq, but never over one that was not written here."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.read_bytes().startswith(export.MARK.encode()):
            raise ReportError(f"{path} is there already, of another origin: choose another name")
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        if isinstance(error, ReportError):
            raise
        raise ReportError(f"{path}: {error.strerror or error}") from None


def write_statement(path: str, certificate: str) -> Answer:
    """Write the proof of a user's statement, and what Rocq says of it where it is there."""
    file = export_of(json.loads(certificate))
    if file.text:
        write_file(Path(path), file.text)
    return answer_to(file, Library())


def answers(
    paper: Paper,
    theorems: Sequence[StatedTheorem],
    jobs: int,
    step: Callable[[], None],
    *,
    twice: bool = False,
) -> list[Answer]:
    """What Rocq says of each theorem of the paper, in order; the library is compiled first."""
    if compiler.coqc() is not None:
        library = library_of(paper.rocq)
        modules = [theorem.beside.module for theorem in theorems if theorem.beside is not None]
        compiler.build(library, [*library.required(export.HEADER), *modules], jobs)
    names = [theorem.name for theorem in theorems]
    count = -(-len(names) // GROUP)
    groups = [names[n::count] for n in range(count)]  # long proofs stand beside each other
    work = partial(_answers_to, paper.reference, twice=twice)
    found: list[Answer] = []
    if jobs == 1 or count <= 1:
        for group in groups:
            found += work(group)
            step()
    else:
        with workers(min(jobs, count), [module_of(paper.reference)]) as pool:
            for part in pool.imap_unordered(work, groups):
                found += part
                step()
    order = {name: n for n, name in enumerate(names)}
    return sorted(found, key=lambda answer: order[answer.written.name])


GROUP = 8


def _answers_to(reference: str, names: Sequence[str], *, twice: bool) -> list[Answer]:
    """The files of some theorems of a paper, compiled where Rocq is there."""
    paper = load(reference)
    library = library_of(paper.rocq)
    files = [file for name in names for file in write(paper.theorems[name])]
    if compiler.coqc() is not None and not twice:
        compiler.compiled_all([file.text for file in files if file.text], library)
    return [answer_to(file, library, twice=twice) for file in files]


def answer_to(file: Written, library: Library, *, twice: bool = False) -> Answer:
    """What Rocq says of a file, where it is there."""
    asked = compiler.coqc() is not None and file.text
    return Answer(file, compiler.compiled(file.text, library, twice=twice) if asked else None)


def answer_lines(found: Answer) -> Iterator[str]:
    """One line for each file, with the reason or the note below it."""
    file = found.written
    kind = "certificate" if file.exported else "library"
    yield f"  {file.name:26} {kind:12} {found.status}"
    if file.note:
        yield from paragraph(file.note, " " * 6)
    if found.compiled is not None and found.compiled.error:
        yield from paragraph(found.compiled.error, " " * 6)


def table_lines(found: Sequence[Answer]) -> Iterator[str]:
    """The table of the README: for each theorem its certificate's answer, and the library's."""
    yield "| theorem | our checker | its certificate in Rocq | axioms | form | library |"
    yield "|---|---|---|---|---|---|"
    by_hand = {item.written.name: item.written.beside for item in found if item.written.beside}
    for item in found:
        file = item.written
        if file.exported:
            reason = "" if file.text else f" ({file.note})"
            axioms = ", ".join(item.compiled.axioms) or "none" if item.compiled else ""
            shown = file.note if file.text else ""
            status = item.status.split(",")[0] + reason
            beside = _beside(by_hand.get(file.name))
            yield f"| {file.name} | accepted | {status} | {axioms} | {shown} | {beside} |"


def _beside(found: Beside | None) -> str:
    return f"`{found[0]}.{found[1]}`: {found[2]}" if found else ""


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
    """Whether each theorem was accepted in one form, none rejected, and none with an axiom.

    Where Rocq is not there: whether each was written in one form.
    """
    good = {item.written.name for item in found if item.good}
    open_ = [item for item in found if not item.good and item.status != "not exported"]
    return not open_ and all(item.written.name in good for item in found)
