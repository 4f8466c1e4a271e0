"""Certificates as proofs that are read: lemmas, assumptions, cases, lines with their reasons."""

from __future__ import annotations

from functools import cache

from proofs.evidence.stated import StatedTheorem
from proofs.teaching.reading.reader import read
from proofs.teaching.reading.told import Proof

__all__ = ["Proof", "proof_of", "read"]


@cache
def proof_of(theorem: StatedTheorem) -> Proof:
    """The proof of a theorem, read once in a run; raises where the checker rejects it."""
    return read(theorem.content)
