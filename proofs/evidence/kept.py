"""Certificates kept between runs in the user's cache, so that a theorem is proved once.

Nothing that is kept is believed: it is replayed by the checker, step by step, in every run, and
what it proves is compared with the statement that stands in the source: a paper that comes with
the toolkit has the digest of each theorem's statement in ``statements.json``. What is rejected is
named in a warning, proved again, and replaced. The folder's name is a digest of every source file
of the toolkit and of Python's version, so that what is kept is also what would be made.
"""

from __future__ import annotations

import logging
import shutil
import sys
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from proofs import checker
from proofs.files.cache import cache_folder, digest, sources, write
from proofs.kernel.certificate import text

KEPT = 3
"""Certificates of so many versions of the toolkit are kept."""

_log = logging.getLogger(__name__)


class Replayed(NamedTuple):
    """A certificate as text and as it is read back, and what the checker says that it proves."""

    certificate: str
    content: dict[str, Any]
    found: dict[str, Any]


def statement_digest(content: dict[str, Any]) -> str:
    """The digest of what a certificate states: its names, its hypotheses, its conclusion."""
    return digest([content[k] for k in ("sizes", "letters", "hypotheses", "conclusion")])


class Keeper:
    """Keeps the certificate of one theorem, if the source says what the theorem states.

    While it is `fresh`, nothing is read: the theorem is proved, and then kept.
    """

    def __init__(self) -> None:
        self.statement = ""
        self.fresh = False

    def recall(self, name: str) -> Replayed | None:
        """What is kept under the theorem's name, if it is accepted and states the theorem."""
        if not self.statement or self.fresh:
            return None
        path = _path(name)
        try:
            content = checker.read(str(path))
            found = checker.check(content)
            if found["claim"] != name or statement_digest(content) != self.statement:
                raise checker.Rejected(f"it does not state the theorem {name} of the paper")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (checker.Rejected, RecursionError, OSError) as reason:
            _log.warning("proofs: %s: not believed, proved again: %s", path, reason)
            return None
        return Replayed(text(content), content, found)

    def keep(self, name: str, made: Replayed) -> None:
        """Keep a certificate that states the theorem; a cache that cannot be written is none."""
        if statement_digest(made.content) != self.statement:
            return
        try:
            _forget_older()
            write(_path(name), made.certificate)
        except OSError:
            return


def _path(name: str) -> Path:
    return _folder() / f"{name.replace(':', '.')}.json"


def _folder() -> Path:
    return cache_folder("certificates") / _key()


@cache
def _key() -> str:
    return digest([sys.version, sources()])


def _forget_older() -> None:
    """Before the first certificate of this version is kept."""
    if not _folder().exists() and _folder().parent.exists():
        others = sorted(_folder().parent.iterdir(), key=lambda path: path.stat().st_mtime)
        for path in others[: 1 - KEPT]:
            shutil.rmtree(path)
