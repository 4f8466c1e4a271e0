"""Certificates as proofs that are read: lemmas, assumptions, cases, lines with their reasons."""

from proofs.teaching.reading.reader import read
from proofs.teaching.reading.told import Proof

__all__ = ["Proof", "read"]
