"""The points that a hunt asks first: all critical ones of small integer weights, bounded.

What recipes leave out, exhaustion does not; and what it finds is small. At each architecture the
weights below the last layer are as many of 0, 1, -1, 2 as give no more than so many choices; one
that has too many with 0 and 1 alone is left out, and named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from proofs.evidence.exhaustion import iter_exhausted
from proofs.evidence.recipe_points import Sample
from symbolic.networks.architecture import Architecture

ENTRIES = ((0, 1, -1, 2), (0, 1, -1), (0, 1))
CHOICES = 5000
"""So many choices of the layers below the last are gone through at an architecture at most, and so
many of the last where it is free."""


@dataclass(frozen=True)
class Exhaustion:
    """At most so many points at each architecture, small ones first."""

    architectures: tuple[Architecture, ...]
    most: int

    @classmethod
    def at(cls, architectures: Iterable[Architecture], most: int) -> Exhaustion:
        """Each architecture once, those with few weights first."""
        sizes = dict.fromkeys(architectures) if most else ()
        return cls(tuple(sorted(sizes, key=lambda size: size.parameters)), most)

    @property
    def header(self) -> dict[str, Any]:
        """What identifies it."""
        return {"architectures": [str(size) for size in self.architectures], "most": self.most}

    @property
    def members(self) -> tuple[Sample, ...]:
        """The points, always in the same order."""
        return _members(self.architectures, self.most)

    @property
    def too_large(self) -> tuple[str, ...]:
        """The architectures that have too many choices of weights to go through."""
        return tuple(str(size) for size in self.architectures if entries_at(size) is None)

    @property
    def cut(self) -> tuple[str, ...]:
        """The architectures that may have more points than were taken."""
        counts = [str(sample.recipe.architecture) for sample in self.members]
        return tuple(
            str(size) for size in self.architectures if counts.count(str(size)) == self.most
        )


NONE = Exhaustion((), 0)


@lru_cache(maxsize=4)
def _members(sizes: tuple[Architecture, ...], most: int) -> tuple[Sample, ...]:
    """Apart from the class, as it is sent to other processes without what is found."""
    return tuple(sample for size in sizes for sample in _at(size, most))


def _at(size: Architecture, most: int) -> Iterator[Sample]:
    entries = entries_at(size)
    return islice(iter_exhausted(size, entries), most) if entries else iter(())


def entries_at(size: Architecture) -> tuple[int, ...] | None:
    """The entries that the weights are taken from there, if any are few enough."""
    last = size.weight_size(size.depth + 1)
    free = max(last, size.parameters - last)
    return next((entries for entries in ENTRIES if len(entries) ** free <= CHOICES), None)
