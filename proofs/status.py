"""What can be said of a statement, in the words of every command and report."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """The three verdicts; undecided is never counted as a success."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


class Scope(StrEnum):
    """For which sizes and entries a verdict holds, strongest first."""

    ALL_SIZES = "all sizes"
    ARCHITECTURE = "architecture"
    POINTS = "points"
    NUMERIC = "numeric"
