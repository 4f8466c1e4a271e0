"""What Rocq accepts, as evidence for claims: ``proofs check --kernel rocq``."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from proofs.evidence.all_sizes import DEPTHS, place
from proofs.evidence.claim import ROCQ, Claim, Evidence, Outcome
from proofs.rocq import compiler, report
from proofs.rocq.library import Library, library_of
from proofs.rocq.report import Written
from proofs.status import Scope


def require_rocq() -> None:
    """Raise `library.RocqError` where Rocq is not installed."""
    compiler.version()


def evidence_of_rocq(folder: str, claim: Claim) -> Iterator[Evidence]:
    """Each theorem of the claim, as its certificate is exported, and theorems proved by hand.

    The latter lie in the folder of the paper. What Rocq does not accept without axioms is open:
    the claim is then undecided.
    """
    library = library_of(folder)
    for part, theorem in claim.theorems:
        start = perf_counter()
        detail = f"theorem {theorem.name}, from its certificate"
        outcome, status = _outcome(report.export_of(theorem.content), library)
        yield Evidence(
            part, outcome, Scope.ALL_SIZES, place(theorem.content), ROCQ, f"{detail}: {status}",
            seconds=perf_counter() - start, theorem=theorem.name,
        )  # fmt: skip
    for part, beside in claim.by_hand:
        start = perf_counter()
        detail = f"{beside.module}.v, {beside.lemma}, proved by hand: {beside.note}"
        outcome, status = _outcome(report.library_file(claim.id, beside), library)
        yield Evidence(
            part, outcome, Scope.ALL_SIZES, DEPTHS, ROCQ, f"{detail}: {status}",
            seconds=perf_counter() - start,
        )  # fmt: skip


def _outcome(file: Written, library: Library) -> tuple[Outcome, str]:
    status = report.answer_to(file, library).status
    return Outcome.HOLDS if status == "accepted, closed" else Outcome.OPEN, status
