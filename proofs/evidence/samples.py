"""The exact critical points at which claims of scope `points` are decided.

All small recipes with identity matrices for U, V, T, Q, so that the smallest witness of a
branch has small entries, and random recipes of every kind: H = 1 to 4, narrow, wide and
bottlenecked, inside and outside the hypotheses of Theorem 2.3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import islice
from time import perf_counter
from typing import Protocol

from proofs.evidence.claim import Branch, Counterexample, Evidence, Outcome
from proofs.evidence.identities import network_matrices
from proofs.evidence.settings import Settings
from proofs.status import Scope
from symbolic.algebra.sampling import generator
from symbolic.networks.architecture import Architecture
from symbolic.networks.classification import Point, hypotheses
from symbolic.networks.critical_points import Recipe, construct, random_critical_points, recipes_at

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


class Source(Protocol):
    """What a critical point was made by, in words, and at which architecture."""

    @property
    def architecture(self) -> Architecture: ...  # noqa: D102


@dataclass(frozen=True, eq=False)
class Sample:
    """A critical point and the recipe that it was made by, or what else it comes from."""

    recipe: Source
    point: Point

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
def samples(settings: Settings) -> tuple[Sample, ...]:
    """The critical points for these settings, the same for every claim of a run."""
    found = []
    for recipe in _recipes(settings):
        network = construct(recipe)
        if network is not None:
            found.append(Sample(recipe, Point(network)))
    per_architecture = 8 if settings.quick else 40
    for text in RANDOM:
        architecture = Architecture.parse(text)
        random = generator(settings.seed, "critical points", architecture)
        drawn = islice(random_critical_points(random, architecture), per_architecture)
        found += [Sample(recipe, Point(network)) for recipe, network in drawn]
    return tuple(found)


def within_hypotheses(settings: Settings) -> Iterator[Sample]:
    """The samples whose data meet the assumptions of Theorem 2.3."""
    return (sample for sample in samples(settings) if sample.within_hypotheses)


def decide_at_samples(
    part: str,
    settings: Settings,
    chosen: Iterable[Sample],
    holds: Callable[[Point], bool | None],
    branch: Callable[[Sample], str | Sequence[str]],
    required: Sequence[str] = (),
    impossible: Mapping[str, str] | None = None,
    *,
    exhausted: str = "",
) -> Evidence:
    """Evidence of scope `points`: `holds` at every chosen sample, and which branches were met.

    Fails with the first point at which it does not hold, or which is in a branch that is
    `impossible` (by the reason given with it); open where no point was chosen, a required
    branch was not met, or `holds` could not be settled at a point (nothing instead of a bool).
    `exhausted` says of what the chosen samples are all, where nothing was drawn.
    """
    impossible = impossible or {}
    start = perf_counter()
    met: dict[str, list[Sample]] = {}
    count, unsettled, example = 0, 0, None
    for sample in chosen:
        count += 1
        names = branch(sample)
        names = [names] if isinstance(names, str) else names
        answer = holds(sample.point)
        unsettled += answer is None
        if answer is False or any(name in impossible for name in names):
            where = str(sample.recipe)
            example = Counterexample(where, network_matrices(sample.point.network), {})
            break
        for name in names:
            met.setdefault(name, []).append(sample)
    missing = sorted(set(required) - set(met))
    settled = bool(count) and not missing and not unsettled
    outcome = Outcome.FAILS if example else Outcome.HOLDS if settled else Outcome.OPEN
    return Evidence(
        part,
        outcome,
        Scope.POINTS,
        f"{count} critical points{f': all {exhausted}' if exhausted else ''}",
        by="exact arithmetic" if exhausted else f"exact arithmetic, seed {settings.seed}",
        detail=_told(outcome, missing, unsettled),
        seconds=perf_counter() - start,
        counterexample=example,
        branches=_branches(met, impossible),
    )


def _told(outcome: Outcome, missing: Sequence[str], unsettled: int) -> str:
    if outcome is Outcome.FAILS:
        return "it does not hold at the point below"
    if unsettled:
        return f"not settled at {unsettled} of the points"
    return f"not met: {', '.join(missing)}" if missing else "exact at every point"


def _branches(
    met: Mapping[str, Sequence[Sample]], impossible: Mapping[str, str]
) -> tuple[Branch, ...]:
    """The branches that were met, then those that cannot be, with the reason."""
    never = (Branch(name, 0, f"cannot occur: {impossible[name]}") for name in sorted(impossible))
    return (*(_branch(name, met[name]) for name in sorted(met)), *never)


def _branch(name: str, members: Sequence[Sample]) -> Branch:
    """The branch with its smallest member: fewest weights, then as it came."""
    smallest = min(members, key=lambda sample: sample.recipe.architecture.parameters)
    return Branch(name, len(members), str(smallest.recipe))
