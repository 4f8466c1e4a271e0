"""Exact critical points made by recipe: one generator of those at which claims are decided.

All small recipes with identity matrices for U, V, T, Q, so that the smallest witness of a
branch has small entries; random recipes of every kind: H = 1 to 4, narrow, wide and
bottlenecked, inside and outside the hypotheses of Theorem 2.3; and random recipes two of whose
loose blocks are drawn from kernels of products.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import islice
from typing import Protocol

from proofs.evidence.settings import Settings
from symbolic.algebra.sampling import generator
from symbolic.networks.architecture import Architecture
from symbolic.networks.classification import Point, hypotheses
from symbolic.networks.critical_points import (
    Recipe,
    construct,
    random_critical_points,
    random_recipe,
    random_vanishing_recipe,
    recipes_at,
)

SMALL = (
    "1,1,1:1", "1,2,1:1", "2,1,2:2", "2,2,2:2", "1,1,1,1:1", "1,2,2,1:1", "1,1,2,1:1",
    "2,1,1,2:2", "2,1,2,2:2", "2,2,2,2:2", "1,1,1,1,1:1", "2,2,2,2,2:2",
)  # fmt: skip
"""Architectures at which all recipes are taken."""

RANDOM = (
    "2,2,2:2", "3,2,2:4", "2,4,3:3", "3,1,3:3", "2,2,2,2:2", "3,2,4,2:4", "2,3,1,2:3",
    "2,3,2,3,2:3", "2,2,2,2,2,2:2", "1,2,2,3:2",
)  # fmt: skip
"""Architectures at which recipes are drawn."""

OUTSIDE = (
    Recipe(Architecture.parse("2,1,2:2"), (Fraction(1), Fraction(1)), (1,), simple=True),
    Recipe(Architecture.parse("2,2,2,2:2"), (Fraction(1), Fraction(1)), (), simple=True),
    Recipe(Architecture.parse("2,1,1,2:2"), (Fraction(1), Fraction(0)), (), simple=True),
    Recipe(Architecture.parse("2,1,1,1:2"), (Fraction(1),), (), rank_x=1, simple=True),
    Recipe(Architecture.parse("1,1,1,2:1"), (Fraction(1),), (), (3,), simple=True),
    Recipe(Architecture.parse("1,2,1:1"), (Fraction(0),), (), simple=True),
)
"""Repeated eigenvalues, X Y^T of deficient rank, X X^T singular, d_y > d_x, X Y^T = 0."""


KERNELS = (
    "2,1,1,1,2:2", "2,2,2,2:2", "2,2,1,2,2:2", "1,1,1,1,1:1", "3,2,2,2,3:3", "2,3,2,3,2:3",
    "2,2,2,2,2,2:2",
)  # fmt: skip
"""Architectures at which recipes with blocks from kernels are drawn."""

SMALL_RECIPES, RANDOM_RECIPES = "of small recipes", "of random recipes"
KERNEL_RECIPES = "with blocks from kernels of products"


class Source(Protocol):
    """What a critical point was made by, in words, and at which architecture."""

    @property
    def architecture(self) -> Architecture: ...  # noqa: D102


@dataclass(frozen=True, eq=False)
class Sample:
    """A critical point with the recipe or whatever it was made by, and the generator's name."""

    recipe: Source
    point: Point
    generator: str

    @cached_property
    def within_hypotheses(self) -> bool:
        """Whether the data meet the assumptions of Theorem 2.3."""
        return all(hypotheses(self.point).values())

    @property
    def depth(self) -> int:
        """H."""
        return self.recipe.architecture.depth


def _recipes(settings: Settings) -> Iterator[Recipe]:
    for text in SMALL:
        architecture = Architecture.parse(text)
        count = min(architecture.input_width, architecture.output_width)
        yield from recipes_at(architecture, tuple(map(Fraction, range(count, 0, -1))))
    yield from OUTSIDE


@lru_cache(maxsize=2)
def from_recipes(settings: Settings) -> tuple[Sample, ...]:
    """The critical points of the recipes for these settings."""
    found = []
    for recipe in _recipes(settings):
        network = construct(recipe)
        if network is not None:
            found.append(Sample(recipe, Point(network), SMALL_RECIPES))
    return (*found, *_drawn(settings))


def _drawn(settings: Settings) -> Iterator[Sample]:
    """Those of random recipes, at each architecture as many."""
    for name, texts, draw, label, quick in (
        (RANDOM_RECIPES, RANDOM, random_recipe, "critical points", 8),
        (KERNEL_RECIPES, KERNELS, random_vanishing_recipe, "kernels of products", 16),
    ):
        each = quick if settings.quick else 40
        for text in texts:
            architecture = Architecture.parse(text)
            random = generator(settings.seed, label, architecture)
            points = random_critical_points(random, architecture, draw)
            yield from (Sample(recipe, Point(n), name) for recipe, n in islice(points, each))
