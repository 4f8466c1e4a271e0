"""Critical points by exhaustion of small integer weights, beside those of the recipes.

The recipes of `proofs.evidence.recipe_points` make points of a normal form, and what a generator
leaves out can hide a false statement; exhaustion has no such preference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from proofs.evidence.recipe_points import Sample
from proofs.evidence.settings import Settings
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import rationals
from symbolic.networks.architecture import Architecture
from symbolic.networks.small_points import small_points

LADDER: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("1,1,1,1,1:1", (0, 1, -1)), ("2,1,2:2", (0, 1, -1, 2)), ("2,2,2:2", (0, 1)),
    ("2,1,1,2:2", (0, 1, -1)),
    ("2,1,2,2:2", (0, 1)), ("2,1,1,1,2:2", (0, 1, -1)),
)  # fmt: skip
"""Architectures with the entries of the weights, simple ones first, for every run."""

OUTSIDE: tuple[tuple[str, tuple[int, ...], tuple[int, ...], tuple[int, ...]], ...] = (
    ("2,1,2:2", (0, 1, -1), (1, 1), (1, 1)), ("2,2,2:2", (0, 1), (1, 1), (1, 1)),
    ("2,1,1,2:2", (0, 1, -1), (1, 1), (1, 1)), ("2,1,1,2:2", (0, 1, -1), (1, 1), (1, 0)),
    ("2,1,1,2:2", (0, 1), (1, 0), (2, 1)), ("1,1,1,2:1", (0, 1, -1), (1,), (1, 0)),
)  # fmt: skip
"""With the diagonals of X and Y: repeated eigenvalues, X Y^T deficient, X singular, d_y > d_x."""

MORE: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("2,2,2,2:2", (0, 1)), ("2,1,2,1,2:2", (0, 1)), ("2,2,1,1,2:2", (0, 1)),
    ("3,1,1,1,2:3", (0, 1)), ("2,1,1,1,1,2:2", (0, 1)),
)  # fmt: skip
"""Those of a run that is not quick."""


EXHAUSTED = "all with small integers"


@dataclass(frozen=True)
class Listed:
    """The number of a point among all of these entries at an architecture, counted from one."""

    architecture: Architecture
    entries: tuple[int, ...]
    number: int
    data: str = ""

    def __str__(self) -> str:
        chosen = ", ".join(map(str, self.entries))
        return f"{self.architecture}{self.data}, weights in {{{chosen}}}, point {self.number}"


@lru_cache(maxsize=64)
def exhausted_at(
    text: str,
    entries: tuple[int, ...],
    x: tuple[int, ...] | None = None,
    y: tuple[int, ...] | None = None,
) -> tuple[Sample, ...]:
    """All of them at one architecture, for X and Y with these diagonals.

    By default X = I and Y has falling entries to 1.
    """
    architecture = Architecture.parse(text)
    d_y, d_x, m = architecture.output_width, architecture.input_width, architecture.samples
    if x is None or y is None:
        return tuple(iter_exhausted(architecture, entries))
    X, Y = _diagonal((d_x, m), x), _diagonal((d_y, m), y)
    data = f", X = diag({_listed(x)}), Y = diag({_listed(y)})"
    return tuple(_listed_points(architecture, entries, (X, Y), data))


def iter_exhausted(architecture: Architecture, entries: tuple[int, ...]) -> Iterator[Sample]:
    """The same as they are found, with X = I and Y of falling entries, or what has their shapes."""
    d_y, d_x, m = architecture.output_width, architecture.input_width, architecture.samples
    X, Y = _diagonal((d_x, m), (1,) * d_x), _diagonal((d_y, m), tuple(range(d_y, 0, -1)))
    return _listed_points(architecture, entries, (X, Y), "")


def _listed_points(
    architecture: Architecture, entries: tuple[int, ...], data: tuple[Matrix, Matrix], told: str
) -> Iterator[Sample]:
    for number, point in enumerate(small_points(architecture, entries, *data), 1):
        yield Sample(Listed(architecture, entries, number, told), point, EXHAUSTED)


def exhausted(settings: Settings) -> tuple[Sample, ...]:
    """The critical points of small integer weights for these settings.

    Their data meet the assumptions of Theorem 2.3.
    """
    return tuple(s for text, entries in _ladder(settings) for s in exhausted_at(text, entries))


def exhausted_outside() -> tuple[Sample, ...]:
    """Critical points of small integer weights for data that do not meet them."""
    return tuple(sample for at in OUTSIDE for sample in exhausted_at(*at))


def _ladder(settings: Settings) -> tuple[tuple[str, tuple[int, ...]], ...]:
    return LADDER if settings.quick else LADDER + MORE


def _listed(values: tuple[int, ...]) -> str:
    return ", ".join(map(str, values))


def _diagonal(shape: tuple[int, int], values: tuple[int, ...]) -> Matrix:
    ring = rationals()

    def entry(i: int, j: int) -> object:
        return ring.convert(values[i]) if i == j and i < len(values) else ring.zero

    return Matrix.build(ring, shape, entry)
