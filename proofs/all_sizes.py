"""Evidence of scope `all sizes`: a theorem of the kernel whose certificate the checker accepts."""

from __future__ import annotations

import json
from functools import cache
from time import perf_counter
from typing import Any

from proofs import checker
from proofs.certificate import certificate, text
from proofs.claim import Evidence, Outcome, Scope
from proofs.theorems import THEOREMS

EVERYWHERE = "every depth, all widths, every m"


@cache
def certified(name: str) -> tuple[str, dict[str, Any]]:
    """The text of the certificate of a theorem, and what the checker says that it proves.

    The checker is given the text and nothing else; it raises `proofs.checker.Rejected`.
    """
    written = text(certificate(name, THEOREMS[name]()))
    return written, checker.check(json.loads(written))


def for_all_sizes(part: str, name: str) -> Evidence:
    """The theorem `name` as evidence for a part of a claim; open where it is rejected."""
    start = perf_counter()
    try:
        written, found = certified(name)
    except checker.Rejected as reason:
        outcome, detail, steps = Outcome.OPEN, f"the certificate is rejected: {reason}", 0
    else:
        steps = len(json.loads(written)["steps"])
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
    )
