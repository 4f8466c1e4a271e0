"""What Rocq accepts, as evidence for claims: ``proofs check --kernel rocq``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from time import perf_counter

from proofs.evidence.claim import ROCQ, Claim, Evidence, Outcome
from proofs.evidence.theorems import DEPTHS, place
from proofs.rocq import compiler, report
from proofs.rocq.library import Library
from proofs.rocq.report import Beside, Certificates, Written
from proofs.status import Scope


def require_rocq() -> None:
    """Raise `library.RocqError` where Rocq is not installed."""
    compiler.version()


def evidence_of_rocq(
    claim: Claim, certificate: Certificates, library: Library, by_hand: Mapping[int, Beside]
) -> Iterator[Evidence]:
    """Each theorem of the claim, as its certificate is exported, and theorems of the library.

    `by_hand` has the latter by the number of the part of the claim that each proves. What Rocq does
    not accept without axioms is open: the claim is then undecided.
    """
    for part, theorem in claim.theorems:
        start = perf_counter()
        content = certificate(theorem)
        detail = f"theorem {theorem}, from its certificate"
        outcome, status = _outcome(report.export_of(content), library)
        yield Evidence(
            part, outcome, Scope.ALL_SIZES, place(content), ROCQ, f"{detail}: {status}",
            seconds=perf_counter() - start, theorem=theorem,
        )  # fmt: skip
    for number, (module, lemma, note) in by_hand.items():
        start = perf_counter()
        detail = f"{module}.v, {lemma}, proved by hand: {note}"
        file = report.library_file(claim.id, (module, lemma, note))
        outcome, status = _outcome(file, library)
        yield Evidence(
            claim.parts[number], outcome, Scope.ALL_SIZES, DEPTHS, ROCQ, f"{detail}: {status}",
            seconds=perf_counter() - start,
        )  # fmt: skip


def _outcome(file: Written, library: Library) -> tuple[Outcome, str]:
    status = report.answer_to(file, library).status
    return Outcome.HOLDS if status == "accepted, closed" else Outcome.OPEN, status
