"""Evidence of scope `all sizes`: a theorem of the kernel whose certificate the checker accepts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from time import perf_counter
from typing import Any

from proofs import checker
from proofs.evidence.agreement import agreement
from proofs.evidence.claim import Evidence, Outcome, Settings
from proofs.kernel.certified import certified, statement
from proofs.status import Scope

DEPTHS = "every depth, all widths, every m"
SIZES = "all sizes"
LETTERS = (
    "; its letters are any matrices, also products of layers (that with a derivative is a product"
    " without that layer)"
)


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
        outcome, detail, where = Outcome.OPEN, f"the certificate is rejected: {reason}", SIZES
    else:
        content = statement(name)
        steps, where = len(content["steps"]), place(content)
        axioms = ", ".join(found["axioms"]) or "none"
        outcome = Outcome.HOLDS
        detail = f"theorem {name}, {steps} steps replayed by the checker; axioms: {axioms}"
        if found["unused hypotheses"]:
            detail += f"; hypotheses not used: {len(found['unused hypotheses'])}"
        if where == SIZES and _differentiates([*content["hypotheses"], content["conclusion"]]):
            detail += LETTERS
    return Evidence(
        part,
        outcome,
        Scope.ALL_SIZES,
        where,
        by="the kernel",
        detail=detail,
        seconds=perf_counter() - start,
        theorem=name,
    )


def place(content: dict[str, Any]) -> str:
    """Whether the theorem speaks of networks of any depth, or of matrices of any sizes."""
    networks = any(sort[0] == "@" for sort in content["letters"].values())
    return DEPTHS if networks else SIZES


def _differentiates(tree: Any) -> bool:
    """Whether a derivative occurs in a formula or a list of formulas."""
    return isinstance(tree, list) and (tree[:1] == ["D"] or any(map(_differentiates, tree)))
