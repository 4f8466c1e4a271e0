"""The exact critical points at which claims of scope `points` are decided, and how.

They come from several generators, because each leaves something out: recipes, which are points of
a normal form, small and random ones, some with blocks from kernels of products; and exhaustion of
small integer weights. Every claim is asked at all of them, and says at how many of which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from time import perf_counter

from proofs.evidence.claim import Branch, Counterexample, Evidence, Outcome
from proofs.evidence.exhaustion import exhausted, exhausted_outside
from proofs.evidence.identities import network_matrices
from proofs.evidence.recipe_points import Sample, from_recipes
from proofs.evidence.settings import Settings
from proofs.status import Scope
from symbolic.networks.classification import Point


@lru_cache(maxsize=2)
def samples(settings: Settings) -> tuple[Sample, ...]:
    """The critical points for these settings, the same for every claim of a run."""
    return (*from_recipes(settings), *exhausted(settings), *exhausted_outside())


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
) -> Evidence:
    """Evidence of scope `points`: `holds` at every chosen sample, and which branches were met.

    Fails with the first point at which it does not hold, or which is in a branch that is
    `impossible` (by the reason given with it); open where no point was chosen, a required
    branch was not met, or `holds` could not be settled at a point (nothing instead of a bool).
    """
    impossible = impossible or {}
    start = perf_counter()
    met: dict[str, list[Sample]] = {}
    counts: Counter[str] = Counter()
    unsettled, example = 0, None
    for sample in chosen:
        counts[sample.generator] += 1
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
    settled = bool(counts) and not missing and not unsettled
    outcome = Outcome.FAILS if example else Outcome.HOLDS if settled else Outcome.OPEN
    return Evidence(
        part,
        outcome,
        Scope.POINTS,
        _where(counts),
        by=f"exact arithmetic, seed {settings.seed}",
        detail=_told(outcome, missing, unsettled),
        seconds=perf_counter() - start,
        counterexample=example,
        branches=_branches(met, impossible),
        generators=tuple(counts.items()),
    )


def _where(counts: Mapping[str, int]) -> str:
    """How many points, and how many of which generator."""
    each = ", ".join(f"{count} {name}" for name, count in counts.items())
    return f"{sum(counts.values())} critical points{f': {each}' if each else ''}"


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
