"""Evidence of scope `all sizes`: a theorem of the kernel whose certificate the checker accepts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from time import perf_counter

from proofs import checker
from proofs.agreement import agreement
from proofs.certified import certified, statement
from proofs.claim import Evidence, Outcome, Scope, Settings

EVERYWHERE = "every depth, all widths, every m"


def for_all_sizes(part: str, name: str, settings: Settings) -> Iterator[Evidence]:
    """The theorem `name` as evidence for a part of a claim, and at concrete instances.

    Open where the checker rejects its certificate; then there is nothing to evaluate.
    """
    found = _replayed(part, name)
    yield found
    if found.outcome is Outcome.HOLDS:
        yield replace(_at_instances(name, settings), part=part)


@cache
def _at_instances(name: str, settings: Settings) -> Evidence:
    return agreement("", name, settings)


def _replayed(part: str, name: str) -> Evidence:
    start = perf_counter()
    try:
        _, found = certified(name)
    except checker.Rejected as reason:
        outcome, detail, steps = Outcome.OPEN, f"the certificate is rejected: {reason}", 0
    else:
        steps = len(statement(name)["steps"])
        axioms = ", ".join(found["axioms"]) or "none"
        outcome = Outcome.HOLDS
        detail = f"theorem {name}, {steps} steps replayed by the checker; axioms: {axioms}"
        if found["unused hypotheses"]:
            detail += f"; hypotheses not used: {len(found['unused hypotheses'])}"
    return Evidence(
        part,
        outcome,
        Scope.ALL_SIZES,
        EVERYWHERE,
        by="the kernel",
        detail=detail,
        seconds=perf_counter() - start,
        theorem=name,
    )
