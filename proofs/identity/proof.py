"""What a prover of statements is, and what it hands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from symbolic.statements.syntax import Statement


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


@dataclass(frozen=True, slots=True)
class NoProof:
    """That no proof was found, and which kind of step was missing."""

    missing: str


class Prover(Protocol):
    """A proof for all sizes within the given seconds, or none; never a guess."""

    def __call__(self, statement: Statement, seconds: float) -> Proof | NoProof | None:
        """The proof, if one is found in time.

        Raises `symbolic.errors.NotTriedError` where none is looked for, and says why.
        """
