"""Entries that are listed and never decided."""

from __future__ import annotations

from dataclasses import dataclass

from proofs.evidence.fields import require_name


@dataclass(frozen=True)
class Quoted:
    """An entry that is listed and never decided; `kind` is empty for what is no erratum.

    A list of errata has it for ``no error`` (on the page, where it stands, it is right), ``copy
    artefact`` (the copy of the text is wrong) and others, such as a slip of another entry; none is
    counted.
    """

    name: str
    section: str
    line: int
    what: str
    reason: str
    kind: str = ""

    def __post_init__(self) -> None:
        require_name(self.name, "quoted entry")
