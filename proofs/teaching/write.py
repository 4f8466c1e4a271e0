"""The whole material: gathered, written into memory, then into the folder at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from proofs.evidence.claim import Claim
from proofs.evidence.paper import Paper
from proofs.teaching import lesson as lessons
from proofs.teaching.folder import part_of, require_ours, write
from proofs.teaching.material import Material, gather, steps
from proofs.teaching.unchanged import key, recall, remember
from symbolic.errors import UnknownClaimError

PARTS = ("site", "notebooks", "handout")
PART_OF = {"site": "", "notebooks": "notebooks", "handout": "handout"}
Told = Callable[[str], None]


@dataclass(frozen=True)
class Done:
    """The files with their digests, whether all is as expected, and what else is to be said.

    `unchanged` says that the folder held all this already; only what was as expected is left.
    """

    as_expected: bool
    files: dict[str, str]
    notes: tuple[str, ...]
    unchanged: bool = False

    def has(self, part: str) -> bool:
        """Whether a file of the part is among them."""
        return any(part_of(name) == PART_OF[part] for name in self.files)

    def json(self) -> dict[str, Any]:
        """The files and notes."""
        return {
            "as_expected": self.as_expected, "unchanged": self.unchanged,
            "notes": list(self.notes), "files": self.files,
        }  # fmt: skip


def chosen_lessons(paper: Paper, name: str | None) -> list[lessons.Lesson]:
    """The lessons to write, all by default; raises for a name that is no lesson."""
    known = lessons.names(paper.lessons)
    if name is not None and name not in known:
        raise UnknownClaimError(
            f'no lesson is called "{name[:60]}": {", ".join(known) or "there is none"}'
        )
    return [lessons.read(paper.lessons, found) for found in known if name in (None, found)]


def count_steps(
    paper: Paper, parts: Sequence[str], chosen: Sequence[lessons.Lesson],
    claims: Sequence[Claim] | None = None,
) -> int:  # fmt: skip
    """How often `teach` tells that something is done."""
    count = len(chosen) + (steps(paper, claims) if "site" in parts else 0)
    return count + (2 * len(chosen) if "notebooks" in parts else 0)


def unchanged(
    paper: Paper, directory: str, parts: Sequence[str], chosen: Sequence[lessons.Lesson], seed: int
) -> Done | None:
    """What the folder holds, if that is what would be written; else it is to be written."""
    name = key(paper, parts, [lesson.name for lesson in chosen], seed)
    found = recall(Path(directory), [PART_OF[part] for part in parts], name)
    return None if found is None else Done(True, found[0], tuple(found[1]), unchanged=True)


def teach(
    paper: Paper,
    directory: str,
    parts: Sequence[str],
    chosen: Sequence[lessons.Lesson],
    seed: int,
    told: Told = lambda _: None,
    claims: Sequence[Claim] | None = None,
    jobs: int = 1,
) -> Done:
    """Write the parts, and say what was written and what could not be made.

    Nothing is written before all of it is made.
    """
    folder = Path(directory)
    require_ours(folder)
    written = []
    for item in chosen:
        written.append(lessons.write(item, seed))
        told(item.name)
    with ThreadPoolExecutor(1) as beside:
        # Kernels, in processes of their own, do the work of the notebooks.
        others = beside.submit(_notebooks, parts, written, told)
        material, files = _site(paper, parts, written, seed, told, claims, jobs)
        files |= others.result()
    more, notes = _handout(paper, parts, written)
    files |= more
    write(folder, files, tuple(PART_OF[part] for part in parts))
    as_expected = material is None or material.as_expected
    if as_expected and claims is None:
        remember(files, notes, key(paper, parts, [lesson.name for lesson in chosen], seed))
    digests = {name: sha256(content).hexdigest() for name, content in sorted(files.items())}
    return Done(as_expected, digests, tuple(notes))


def _site(
    paper: Paper, parts: Sequence[str], written: Sequence[lessons.Written], seed: int, told: Told,
    claims: Sequence[Claim] | None, jobs: int,
) -> tuple[Material | None, dict[str, bytes]]:  # fmt: skip
    """The evidence and the pages of the web site, where it is asked for."""
    if "site" not in parts:
        return None, {}
    from proofs.teaching.site import site_files

    material = gather(paper, seed, told, claims, jobs)
    return material, dict(site_files(material, written))


def _notebooks(
    parts: Sequence[str], written: Sequence[lessons.Written], told: Told
) -> dict[str, bytes]:
    """The notebooks, where they are asked for."""
    if "notebooks" not in parts or not written:
        return {}
    from proofs.teaching.notebooks import notebook_files

    return dict(notebook_files(written, told))


def _handout(
    paper: Paper, parts: Sequence[str], written: Sequence[lessons.Written]
) -> tuple[dict[str, bytes], list[str]]:
    """The handout, where it is asked for, and what is to be said of it."""
    if "handout" not in parts:
        return {}, []
    if not written:
        return {}, ["handout: the paper has no lessons, so there is none"]
    from proofs.teaching.handout import handout_files

    made, note = handout_files(paper, written)
    return made, [note]
