"""The exact decisions at critical points beside the ladder: evidence of scope `numeric`.

Where mpmath is clear and says something else, the claim is left undecided; where it is
ambiguous at every rung, nothing is concluded, and the text says how often that was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from time import perf_counter

from numeric_crosscheck.decisions import (
    Decision,
    climb_decision,
    criticality_at,
    inclusion_at,
    multiplicities_at,
)
from numeric_crosscheck.float64 import float64_critical, float64_rank, float64_semidefinite
from numeric_crosscheck.ladder import Rung, climb
from numeric_crosscheck.numbers import Number, Rows, Surd
from proofs.evidence.claim import Evidence, Outcome
from proofs.evidence.recipe_points import Sample, from_recipes
from proofs.evidence.settings import Settings
from proofs.status import Scope
from symbolic.algebra.exact import to_fraction
from symbolic.algebra.linalg import rank
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.quadratic_fields import Quadratic
from symbolic.algebra.rings import rational_matrix
from symbolic.algebra.sampling import generator, random_integer_matrix
from symbolic.networks.classification import Point
from symbolic.networks.conditions import range_condition, upper_layers
from symbolic.networks.critical_points import Recipe
from symbolic.networks.irrational_points import irrational_point

MAX_PARAMETERS = 14
GENERIC_DIGITS = 60


@dataclass(frozen=True)
class Comparison:
    """One decision: whether the ladder was clear, at how many digits, agreed; and float64.

    `float64_agrees` is nothing where double precision was not asked.
    """

    clear: bool
    agrees: bool
    float64_agrees: bool | None
    digits: int = 0


Compare = Callable[[Point], Iterator[Comparison]]


def numbers(matrix: Matrix) -> Rows:
    """The entries as plain data for the numerical room."""

    def number(entry: object) -> Number:
        if isinstance(entry, Quadratic):
            return Surd(entry.a, entry.b, entry.n)
        return to_fraction(entry)

    return [[number(entry) for entry in row] for row in matrix.rows]


def _compared(last: Rung | Decision, double: bool | None, *, agrees: bool) -> Comparison:
    return Comparison(last.clear, agrees, double, last.digits)


def rank_of(choose: Callable[[Point], Matrix]) -> Compare:
    """Compare the rank of a matrix of the point."""

    def compare(point: Point) -> Iterator[Comparison]:
        matrix = choose(point)
        exact, rows = rank(matrix), numbers(matrix)
        last = climb(rows)[-1]
        yield _compared(last, float64_rank(rows) == exact, agrees=last.rank == exact)

    return compare


def hessian_inertia(point: Point) -> Iterator[Comparison]:
    """Compare the inertia of the Hessian, and whether it is positive semidefinite."""
    rows = numbers(point.hessian)
    last = climb(rows, symmetric=True)[-1]
    psd = point.inertia[1] == 0
    double = float64_rank(rows) == sum(point.inertia[:2])
    yield _compared(last, double, agrees=last.inertia == point.inertia)
    yield _compared(last, float64_semidefinite(rows) == psd, agrees=last.semidefinite == psd)


def range_conditions(point: Point) -> Iterator[Comparison]:
    """Compare ``R(B_k^T) in R(C^T C)`` for every k."""
    n = point.network
    gram = numbers(n.C.T @ n.C)
    for k in upper_layers(point):
        inner = numbers(n.B(k).T)
        last = climb_decision(lambda digits, inner=inner: inclusion_at(inner, gram, digits))[-1]  # type: ignore[misc]
        yield _compared(last, None, agrees=last.answer == range_condition(point, k))


def criticality(point: Point) -> Iterator[Comparison]:
    """Compare whether the gradient is zero, at the point and one step away from it."""
    one = point.network.ring.one
    X, Y = numbers(point.network.X), numbers(point.network.Y)
    moved = [
        weight.map(lambda entry: entry + one) if k == 0 else weight
        for k, weight in enumerate(point.network.W)
    ]
    for weights in (point.network.W, tuple(moved)):
        exact = Point(type(point.network)(point.network.X, point.network.Y, weights)).critical
        W = [numbers(weight) for weight in weights]
        last = climb_decision(lambda digits, W=W: criticality_at(X, Y, W, digits))[-1]  # type: ignore[misc]
        double = float64_critical(X, Y, W) == exact
        yield _compared(last, double, agrees=last.answer == exact)


def eigenvalues(point: Point) -> Iterator[Comparison]:
    """Compare how often each eigenvalue of ``Y X^+ X Y^T`` is repeated."""
    rows = numbers(point.explained)
    exact = tuple(e.multiplicity for e in point.spectrum.eigenvalues)
    last = climb_decision(lambda digits: multiplicities_at(rows, digits))[-1]
    yield _compared(last, None, agrees=last.answer == exact)


def _chosen(settings: Settings) -> list[Sample]:
    small = [
        s for s in from_recipes(settings) if s.recipe.architecture.parameters <= MAX_PARAMETERS
    ]
    general = [s for s in small if isinstance(s.recipe, Recipe) and not s.recipe.simple]
    count = 3 if settings.quick else 8
    return general[:: max(1, len(general) // count)][:count]


def compare_at_points(part: str, what: str, settings: Settings, compare: Compare) -> Evidence:
    """Evidence of scope `numeric` for one kind of decision at a few points with general entries."""
    points = [sample.point for sample in _chosen(settings)]
    return _evidence(part, what, settings, compare, (f"{len(points)} critical points", points))


def compare_at_irrational_points(
    part: str, what: str, settings: Settings, compare: Compare
) -> Evidence:
    """The same where the weights lie in Q(sqrt 5), and in Q(sqrt n) for generic integer data."""
    points = list(irrational_points(settings.seed))
    roots = ", ".join(f"sqrt {n}" for n, _ in groupby(p.network.ring.n for p in points))
    where = f"{len(points)} critical points with weights in the fields of {roots}"
    return _evidence(part, what, settings, compare, (where, points))


@lru_cache(maxsize=2)
def irrational_points(seed: int) -> tuple[Point, ...]:
    """Four points with the golden ratio, and two of generic integer data at 3,2,2,2."""
    identity, golden = rational_matrix([[1, 0], [0, 1]]), rational_matrix([[1, 1], [1, 0]])
    random = generator(seed, "irrational critical points")
    X, Y = random_integer_matrix(random, 3, 4, 5), random_integer_matrix(random, 2, 4, 5)
    data = ((identity, golden, (1,)), (identity, golden, (2, 2)), (X, Y, (2, 2)))
    return tuple(
        irrational_point(X, Y, hidden, top=top) for X, Y, hidden in data for top in (True, False)
    )


def _evidence(
    part: str, what: str, settings: Settings, compare: Compare, at: tuple[str, list[Point]]
) -> Evidence:
    start = perf_counter()
    found = [comparison for point in at[1] for comparison in compare(point)]
    wrong = sum(c.clear and not c.agrees for c in found)
    ambiguous = sum(not c.clear for c in found)
    asked = [c.float64_agrees for c in found if c.float64_agrees is not None]
    double = f"; double precision wrong at {asked.count(False)}" if asked else ""
    digits = max((c.digits for c in found), default=0)
    return Evidence(
        part,
        Outcome.OPEN if wrong or not found or ambiguous == len(found) else Outcome.HOLDS,
        Scope.NUMERIC,
        at[0],
        by=f"mpmath's ladder up to {digits} digits, seed {settings.seed}",
        detail=(
            f"{what}: {len(found) - wrong - ambiguous} of {len(found)} decisions clear and the"
            f" same, {ambiguous} ambiguous, {wrong} disagree{double}"
        ),
        seconds=perf_counter() - start,
    )
