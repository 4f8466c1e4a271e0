"""The exact decisions at critical points beside the ladder: evidence of scope `numeric`.

Where mpmath is clear and says something else, the claim is left undecided; where it is
ambiguous at every rung, nothing is concluded, and the text says how often that was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import perf_counter

from numeric_crosscheck.ladder import climb, climb_inclusion, float64_rank
from proofs.claim import Evidence, Outcome, Scope, Settings
from proofs.decide import plain_rows
from proofs.samples import Sample, samples
from symbolic.classification import Point
from symbolic.conditions import range_condition, upper_layers
from symbolic.linalg import rank
from symbolic.matrix import Matrix

MAX_PARAMETERS = 14


@dataclass(frozen=True)
class Comparison:
    """One decision: whether the ladder was clear, agreed, and whether double precision did.

    `float64_agrees` is nothing where double precision was not asked.
    """

    clear: bool
    agrees: bool
    float64_agrees: bool | None


def rank_of(choose: Callable[[Point], Matrix]) -> Callable[[Point], Iterator[Comparison]]:
    """Compare the rank of a matrix of the point."""

    def compare(point: Point) -> Iterator[Comparison]:
        matrix = choose(point)
        exact, rows = rank(matrix), plain_rows(matrix)
        last = climb(rows)[-1]
        yield Comparison(last.clear, last.rank == exact, float64_rank(rows) == exact)

    return compare


def hessian_inertia(point: Point) -> Iterator[Comparison]:
    """Compare the inertia of the Hessian."""
    rows = plain_rows(point.hessian)
    last = climb(rows, symmetric=True)[-1]
    double = float64_rank(rows) == sum(point.inertia[:2])
    yield Comparison(last.clear, last.inertia == point.inertia, double)


def range_conditions(point: Point) -> Iterator[Comparison]:
    """Compare ``R(B_k^T) in R(C^T C)`` for every k."""
    n = point.network
    gram = plain_rows(n.C.T @ n.C)
    for k in upper_layers(point):
        seems, clear, _ = climb_inclusion(plain_rows(n.B(k).T), gram)
        yield Comparison(clear, seems == range_condition(point, k), None)


def _chosen(settings: Settings) -> list[Sample]:
    small = [s for s in samples(settings) if s.recipe.architecture.parameters <= MAX_PARAMETERS]
    general = [s for s in small if not s.recipe.simple]
    count = 3 if settings.quick else 8
    return general[:: max(1, len(general) // count)][:count]


def compare_at_points(
    part: str, what: str, settings: Settings, compare: Callable[[Point], Iterator[Comparison]]
) -> Evidence:
    """Evidence of scope `numeric` for one kind of decision at a few points with general entries."""
    start = perf_counter()
    chosen = _chosen(settings)
    found = [comparison for sample in chosen for comparison in compare(sample.point)]
    wrong = sum(c.clear and not c.agrees for c in found)
    ambiguous = sum(not c.clear for c in found)
    asked = [c.float64_agrees for c in found if c.float64_agrees is not None]
    double = f"; double precision wrong at {asked.count(False)}" if asked else ""
    return Evidence(
        part,
        Outcome.OPEN if wrong or not found else Outcome.HOLDS,
        Scope.NUMERIC,
        f"{len(chosen)} critical points",
        by=f"mpmath's ladder, seed {settings.seed}",
        detail=(
            f"{what}: {len(found) - wrong - ambiguous} of {len(found)} decisions clear and the"
            f" same, {ambiguous} ambiguous, {wrong} disagree{double}"
        ),
        seconds=perf_counter() - start,
    )
