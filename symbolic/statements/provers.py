"""What a prover of statements is, and how the installed ones are found.

The rooms import one way only, so the prover on the kernel is not imported here: whoever has a
prover declares it as an entry point of the group `GROUP`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Protocol

from symbolic.statements.syntax import Statement

GROUP = "symbolic.statements.provers"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a prover found: its strategy, how many steps, and the certificate as JSON text.

    The assumptions are what the reading of the statement rests on beyond the certificate, in words.
    A prover's word is not taken: whoever shows the proof replays the certificate.
    """

    strategy: str
    steps: int
    certificate: str
    assumptions: tuple[str, ...] = ()


class Prover(Protocol):
    """A proof for all sizes within the given seconds, or None; never a guess."""

    def __call__(self, statement: Statement, seconds: float) -> Proof | None:
        """The proof, if one is found in time.

        Raises `symbolic.errors.NotTriedError` where none is looked for, and says why.
        """


def installed() -> Iterator[tuple[str, Prover]]:
    """The names and the provers of the installed distributions, sorted by name."""
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        yield point.name, point.load()
