"""What the generators of critical points are worth: claims at points, each changed in one place.

Run as ``python -m tests.benchmarks.mutations_at_points`` it says of every changed claim whether
the recipes that there were before see that it is false, or only the other generators. A change
that none sees may be true: it is counted for itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from proofs.evidence.paper import LADDER
from proofs.evidence.recipe_points import RANDOM_RECIPES, SMALL_RECIPES, Sample
from proofs.evidence.samples import samples
from proofs.evidence.settings import Settings
from tests.benchmarks.changed_claims import statements
from tests.benchmarks.changed_criteria import Statement

OLD = (SMALL_RECIPES, RANDOM_RECIPES)


def caught_by(statement: Statement, settings: Settings) -> dict[str, Sample]:
    """The first point of each generator at which the statement is false."""
    found: dict[str, Sample] = {}
    for sample in samples(settings):
        if sample.generator in found or (statement.within and not sample.within_hypotheses):
            continue
        if not statement.holds(sample.point):
            found[sample.generator] = sample
    return found


def table(settings: Settings) -> Iterator[str]:
    """One line for each changed claim, and the sums."""
    words: Counter[str] = Counter()
    for statement in filter(lambda s: s.change, statements()):
        word = when(caught_by(statement, settings))
        words[word] += 1
        yield f"{word:9} {statement.claim:17} {statement.change}"
    before, now, never = (words[word] for word in ("before", "only now", "never"))
    caught = f"caught before {before}, now {before + now}, by none {never}"
    yield f"{words.total()} changed claims: {caught}"


def when(caught: dict[str, Sample]) -> str:
    """Whether the recipes that there were before see it, only the others, or none."""
    if not caught:
        return "never"
    return "only now" if caught.keys().isdisjoint(OLD) else "before"


if __name__ == "__main__":
    print("\n".join(table(Settings(LADDER, quick=True))))
