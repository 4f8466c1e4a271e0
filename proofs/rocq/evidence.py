"""What Rocq accepts, as evidence for claims: ``proofs check --kernel rocq``."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from proofs.evidence.all_sizes import DEPTHS, place
from proofs.evidence.claim import ROCQ, Claim, Evidence, Outcome
from proofs.kernel.certified import statement
from proofs.rocq import compiler, report
from proofs.rocq.library import BY_HAND
from proofs.status import Scope


def require_rocq() -> None:
    """Raise `compiler.RocqError` where Rocq is not installed."""
    compiler.version()


def evidence_of_rocq(claim: Claim) -> Iterator[Evidence]:
    """Each theorem of the claim, as its certificate is exported, and theorems of the library.

    What Rocq does not accept without axioms is open: the claim is then undecided.
    """
    for part, theorem in claim.theorems:
        start = perf_counter()
        file = next(file for file in report.write(theorem) if file.exported)
        yield _evidence(part, file, f"theorem {theorem}, from its certificate", theorem, start)
    for number, (module, lemma, note) in BY_HAND.get(claim.id, {}).items():
        start = perf_counter()
        file = report.library_file(claim.id, module, lemma, note)
        detail = f"{module}.v, {lemma}, proved by hand: {note}"
        yield _evidence(claim.parts[number], file, detail, "", start)


def _evidence(part: str, file: report.Written, detail: str, theorem: str, start: float) -> Evidence:
    answer = report.answer_to(file)
    return Evidence(
        part,
        Outcome.HOLDS if answer.status == "accepted, closed" else Outcome.OPEN,
        Scope.ALL_SIZES,
        place(statement(theorem)) if theorem else DEPTHS,
        by=ROCQ,
        detail=f"{detail}: {answer.status}",
        seconds=perf_counter() - start,
        theorem=theorem,
    )
