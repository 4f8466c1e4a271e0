"""Papers by name or by folder: those of the toolkit, and a user's own.

A paper is a folder with `paper.toml` (`proofs.evidence.paper_toml`) and claims. One that comes with
the toolkit is a package below ``proofs/papers``, whose module ``catalogue`` has `CLAIMS`, and what
else there is of `QUOTED`, `AUDITED`, `PLACES`. A user's folder has `claims.py` with the same names:
the user's own Python, which is run because the user named the folder. What it hands in is checked
here: only the engine makes evidence.
"""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from proofs.evidence.audit import Audited
from proofs.evidence.blame import described, place_of
from proofs.evidence.honesty import require_audit, require_honest
from proofs.evidence.paper import Paper
from proofs.evidence.paper_toml import About, about
from proofs.evidence.sources import OWN
from symbolic.errors import PaperError

STATEMENTS = "statements.json"
"""In a paper that comes with the toolkit: the digest of what each theorem states."""


def names() -> list[str]:
    """The names of the papers that come with the toolkit."""
    folder = files("proofs.papers")
    return sorted(
        entry.name for entry in folder.iterdir() if entry.joinpath("paper.toml").is_file()
    )


def module_of(reference: str) -> str:
    """The module that a worker can load before it knows what it is asked; see `load`."""
    return f"proofs.papers.{reference}.catalogue" if reference in names() else __name__


def load(reference: str) -> Paper:
    """The paper of this name, or in this folder; each is loaded once.

    Raises `PaperError` if there is none, or if what it hands in does not fit together.
    """
    if reference in names():
        return _shipped(reference)
    folder = Path(reference)
    if not folder.is_dir():
        known = ", ".join(names())
        raise PaperError(
            f'no paper is called "{reference[:80]}", and there is no such folder; there is {known}'
        )
    return _own(str(folder.resolve()))


@cache
def _shipped(name: str) -> Paper:
    module = import_module(f"proofs.papers.{name}.catalogue")
    folder = files(f"proofs.papers.{name}")
    text = folder.joinpath("paper.toml").read_text(encoding="utf-8")
    paper = _paper(name, about(text, f"{name}/paper.toml"), module, str(folder))
    stated = folder.joinpath(STATEMENTS)
    known = json.loads(stated.read_text(encoding="utf-8")) if stated.is_file() else {}
    for theorem in paper.theorems.values():
        theorem.keeper.statement = known.get(theorem.name, "")
    return paper


@cache
def _own(path: str) -> Paper:
    folder = Path(path)
    scripts = sorted(entry.name for entry in folder.glob("*.proof"))
    if scripts:
        raise PaperError(f"{path}/{scripts[0]}: proof scripts are not read yet; remove it for now")
    try:
        text = (folder / "paper.toml").read_text(encoding="utf-8")
    except OSError as error:
        raise PaperError(
            f"{path}/paper.toml: {error.strerror}; `proofs new FOLDER` writes a paper to start from"
        ) from None
    except UnicodeDecodeError:
        raise PaperError(f"{path}/paper.toml: this is no UTF-8 text") from None
    known = about(text, f"{path}/paper.toml")
    module = _run(folder / "claims.py")
    require_honest(module, f"{path}/claims.py")
    return _paper(path, known, module, path)


def _paper(reference: str, known: About, module: ModuleType, folder: str) -> Paper:
    """The paper made of what `paper.toml` says and what its module hands in."""

    own = Path(reference).is_absolute()

    def audited() -> tuple[Audited, ...]:
        found = getattr(module, "AUDITED", ())
        entries = tuple(found() if callable(found) else found)
        if own:
            require_audit(entries, tuple(module.CLAIMS), f"{reference}/claims.py")
        return entries

    rocq, lessons = (Path(folder) / name for name in ("rocq", "lessons"))
    return Paper(
        reference, known.title, known.sections, tuple(module.CLAIMS), known.authors, known.year,
        known.address, known.summary, known.notation, known.letters,
        tuple(getattr(module, "QUOTED", ())), audited,
        known.ladder, known.quick_ladder, getattr(module, "PLACES", {}),
        str(rocq) if rocq.is_dir() else "", str(lessons) if lessons.is_dir() else "",
    )  # fmt: skip


def _run(path: Path) -> ModuleType:
    """The user's module, run; every exception of it is one line with its place."""
    if not path.is_file():
        raise PaperError(f"{path}: there is no such file; a paper's claims are in CLAIMS there")
    name = _free_name(path.parent.name)
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise PaperError(f"{path}: this cannot be run as Python")
    module = sys.modules[name] = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        del sys.modules[name]
        raise PaperError(f"{path}: {place_of(error, str(path))}{described(error)}") from None
    return module


def _free_name(folder: str) -> str:
    """A name for the module of a folder that no other module has: ``user_papers.FOLDER.claims``."""
    known = re.sub(r"\W", "_", folder) or "paper"
    name, n = f"{OWN}.{known}.claims", 1
    while name in sys.modules:
        n += 1
        name = f"{OWN}.{known}_{n}.claims"
    return name
