"""Evidence of scope `all sizes`: a theorem of the kernel whose certificate the checker accepts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from time import perf_counter
from typing import Any

from proofs import checker
from proofs.evidence.at_instances import at_instances
from proofs.evidence.claim import Evidence, Outcome
from proofs.evidence.settings import Settings
from proofs.evidence.stated import StatedTheorem
from proofs.status import Scope

DEPTHS = "every depth, all widths, every m"
SIZES = "all sizes"
NOWHERE = "; evaluated nowhere: no random instance satisfies its hypotheses"
LETTERS = (
    "; its letters are any matrices, also products of layers (that with a derivative is a product"
    " without that layer)"
)


def for_all_sizes(part: str, theorem: StatedTheorem, settings: Settings) -> Iterator[Evidence]:
    """A theorem as evidence for a part of a claim, and at concrete instances.

    Open where the checker rejects its certificate; then there is nothing to evaluate. A theorem
    without instances of its own is evaluated at random ones, if any satisfy its hypotheses.
    """
    found = _replayed(part, theorem)
    if found.outcome is not Outcome.HOLDS:
        yield found
        return
    beside = _at_instances(theorem, settings)
    if beside.outcome is Outcome.OPEN and theorem.instances is None:
        yield replace(found, detail=found.detail + NOWHERE)
        return
    yield found
    yield replace(beside, part=part)


@cache
def _at_instances(theorem: StatedTheorem, settings: Settings) -> Evidence:
    return at_instances("", theorem, settings)


def _replayed(part: str, theorem: StatedTheorem) -> Evidence:
    start = perf_counter()
    try:
        found = theorem.found
    except checker.Rejected as reason:
        outcome, detail, where = Outcome.OPEN, f"the certificate is rejected: {reason}", SIZES
    else:
        content = theorem.content
        steps, where = len(content["steps"]), place(content)
        axioms = ", ".join(found["axioms"]) or "none"
        outcome = Outcome.HOLDS
        detail = f"theorem {theorem.name}, {steps} steps replayed by the checker; axioms: {axioms}"
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
        theorem=theorem.name,
    )


def place(content: dict[str, Any]) -> str:
    """Whether the theorem speaks of networks of any depth, or of matrices of any sizes."""
    networks = any(sort[0] == "@" for sort in content["letters"].values())
    return DEPTHS if networks else SIZES


def _differentiates(tree: Any) -> bool:
    """Whether a derivative occurs in a formula or a list of formulas."""
    return isinstance(tree, list) and (tree[:1] == ["D"] or any(map(_differentiates, tree)))
