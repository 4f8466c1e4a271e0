"""Critical points by exhaustion of small integer weights, beside those of the recipes.

The recipes of `proofs.evidence.samples` make points of a normal form whose loose blocks are zero
or drawn at random: two that are not zero but whose product vanishes are never drawn. What a
generator leaves out can hide a false statement; exhaustion has no such preference.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from proofs.evidence.samples import Sample
from proofs.evidence.settings import Settings
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import rationals
from symbolic.networks.architecture import Architecture
from symbolic.networks.small_points import small_points

LADDER: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("1,1,1,1,1:1", (0, 1, -1, 2)), ("2,2,2:2", (0, 1)), ("2,1,1,2:2", (0, 1, -1, 2)),
    ("2,1,2,2:2", (0, 1)), ("2,1,1,1,2:2", (0, 1, -1, 2)),
)  # fmt: skip
"""Architectures with the entries of the weights, simple ones first, for every run."""

MORE: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("2,2,2:2", (0, 1, -1, 2)), ("2,2,2,2:2", (0, 1)),
    ("2,1,2,1,2:2", (0, 1)), ("2,2,1,1,2:2", (0, 1)), ("2,1,1,2,2:2", (0, 1)),
    ("3,1,1,1,2:3", (0, 1, -1)), ("2,1,1,1,1,2:2", (0, 1, -1)),
)  # fmt: skip
"""Those of a run that is not quick."""


@dataclass(frozen=True)
class Listed:
    """The number of a point among all of these entries at an architecture, counted from one."""

    architecture: Architecture
    entries: tuple[int, ...]
    number: int

    def __str__(self) -> str:
        chosen = ", ".join(map(str, self.entries))
        return f"{self.architecture}, weights in {{{chosen}}}, point {self.number}"


@lru_cache(maxsize=64)
def exhausted_at(text: str, entries: tuple[int, ...]) -> tuple[Sample, ...]:
    """All of them at one architecture, X = I and Y diagonal with falling entries to 1."""
    architecture = Architecture.parse(text)
    d_y, d_x = architecture.output_width, architecture.input_width
    X, Y = _diagonal((d_x, d_x), (1,) * d_x), _diagonal((d_y, d_x), tuple(range(d_y, 0, -1)))
    found = enumerate(small_points(architecture, entries, X, Y), 1)
    return tuple(Sample(Listed(architecture, entries, number), point) for number, point in found)


def exhausted(settings: Settings) -> tuple[Sample, ...]:
    """The critical points of small integer weights for these settings.

    Their data meet the assumptions of Theorem 2.3.
    """
    return tuple(s for text, entries in _ladder(settings) for s in exhausted_at(text, entries))


def exhausted_where(settings: Settings) -> str:
    """Which points these are, in words; the last layer is solved for, and need not be small."""
    count = len({text for text, _ in _ladder(settings)})
    return f"with small integers at {count} architectures, X = I"


def _ladder(settings: Settings) -> tuple[tuple[str, tuple[int, ...]], ...]:
    return LADDER if settings.quick else LADDER + MORE


def _diagonal(shape: tuple[int, int], values: tuple[int, ...]) -> Matrix:
    ring = rationals()
    return Matrix.build(
        ring, shape, lambda i, j: ring.convert(values[i]) if i == j else ring.zero
    )  # fmt: skip
