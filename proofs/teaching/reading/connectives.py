"""Steps of logic: which of them a reader would write down, and as what."""

from __future__ import annotations

from proofs.teaching.reading.steps import Steps, key, parts_of


def absorbed(steps: Steps, n: int) -> list[int] | None:
    """The sources that a step of logic comes down to, where it is not told by itself."""
    gives, sources = steps.gives(n), steps.sources(n)
    if not sources:
        return []
    if len(sources) == 1:
        inner = {key(part) for part in parts_of(steps.gives(sources[0]))}
        outer = parts_of(gives)
        return sources if all(key(p) in inner or p[0] == "and" for p in outer) else None
    wanted = {key(part) for part in parts_of(gives)}
    if gives[0] == "and" and all(key(steps.gives(s)) in wanted for s in sources):
        return sources
    if gives[0] == "=>" and implication(steps, n) is not None:
        return sources
    return None


def implication(steps: Steps, n: int) -> int | None:
    """The source of a step of logic that says that the others imply what it gives."""
    gives = key(steps.gives(n))
    sources = steps.sources(n)
    others = {key(steps.gives(s)) for s in sources}
    for source in sources:
        formula = steps.gives(source)
        if formula[0] != "=>" or key(formula[2]) != gives:
            continue
        if len(sources) == 2 or key(formula[1]) in others:
            return source
    return None


def choices(steps: Steps, n: int) -> tuple[int, int, int] | None:
    """A disjunction among the sources, and what each of its sides implies."""
    gives, sources = key(steps.gives(n)), steps.sources(n)
    if len(sources) != 3:
        return None
    choice, left, right = sources
    formula = steps.gives(choice)
    if formula[0] != "or":
        return None
    for side, source in zip(formula[1:], (left, right), strict=True):
        told = steps.gives(source)
        if told[0] != "=>" or key(told[1]) != key(side) or key(told[2]) != gives:
            return None
    return choice, left, right
