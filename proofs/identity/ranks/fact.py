"""A fact about ranks, of which the theorem is made only if it is used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from proofs.kernel.formulas import Formula
from proofs.kernel.rules import Theorem


@dataclass
class Fact:
    """An inequality or equation between numbers, and how its theorem is made."""

    formula: Formula
    make: Callable[[], Theorem]
