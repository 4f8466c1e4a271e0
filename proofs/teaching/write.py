"""The whole material: gathered, written into memory, then into the folder at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from proofs.catalogue import CLAIMS
from proofs.claim import Claim
from proofs.teaching import lesson as lessons
from proofs.teaching.folder import require_ours, write
from proofs.teaching.material import Material, gather, steps
from symbolic.errors import UnknownClaimError

PARTS = ("site", "notebooks", "handout")
Told = Callable[[str], None]


@dataclass(frozen=True)
class Done:
    """The evidence of the site, the files with their digests, and what else is to be said."""

    material: Material | None
    files: dict[str, str]
    notes: tuple[str, ...]

    @property
    def as_expected(self) -> bool:
        """Whether every verdict on the pages is as expected."""
        return self.material is None or self.material.as_expected

    def json(self) -> dict[str, Any]:
        """The files and notes."""
        return {"as_expected": self.as_expected, "notes": list(self.notes), "files": self.files}


def chosen_lessons(name: str | None) -> list[lessons.Lesson]:
    """The lessons to write, all by default; raises for a name that is no lesson."""
    known = lessons.names()
    if name is not None and name not in known:
        raise UnknownClaimError(f'no lesson is called "{name[:60]}": {", ".join(known)}')
    return [lessons.read(found) for found in known if name in (None, found)]


def count_steps(
    parts: Sequence[str], chosen: Sequence[lessons.Lesson], claims: Sequence[Claim] = CLAIMS
) -> int:
    """How often `teach` tells that something is done."""
    count = len(chosen) + (steps(claims) if "site" in parts else 0)
    return count + (2 * len(chosen) if "notebooks" in parts else 0)


def teach(
    directory: str,
    parts: Sequence[str],
    chosen: Sequence[lessons.Lesson],
    seed: int,
    told: Told = lambda _: None,
    claims: Sequence[Claim] = CLAIMS,
    jobs: int = 1,
) -> Done:
    """Write the parts, and say what was written and what could not be made.

    Nothing is written before all of it is made.
    """
    folder = Path(directory)
    require_ours(folder)
    files: dict[str, bytes] = {}
    notes: list[str] = []
    material = gather(seed, told, claims, jobs) if "site" in parts else None
    written = []
    for item in chosen:
        written.append(lessons.write(item, seed))
        told(item.name)
    if material is not None:
        from proofs.teaching.site import site_files

        files |= site_files(material, written)
    if "notebooks" in parts:
        from proofs.teaching.notebooks import notebook_files

        files |= notebook_files(written, told)
    if "handout" in parts:
        from proofs.teaching.handout import handout_files

        made, note = handout_files(written)
        files |= made
        notes.append(note)
    kinds = {"site": "", "notebooks": "notebooks", "handout": "handout"}
    write(folder, files, tuple(kinds[part] for part in parts))
    digests = {name: sha256(content).hexdigest() for name, content in sorted(files.items())}
    return Done(material, digests, tuple(notes))
