"""The answers of the hypothesis audit, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from proofs.evidence.audit import NEEDED, OPEN, SUPERFLUOUS, USED, AuditVerdict
from proofs.files.text import paragraph
from proofs.reports.claims_json import counterexample_json
from proofs.reports.claims_text import counterexample_lines


def audit_lines(verdicts: Sequence[AuditVerdict]) -> Iterator[str]:
    """The answers by claim, with the counterexamples."""
    last = ""
    for verdict in verdicts:
        entry, answer = verdict.audited, verdict.answer
        if entry.claim != last:
            yield entry.claim
            last = entry.claim
        scope = f" ({answer.scope})" if answer.scope else ""
        yield from paragraph(f"{entry.hypothesis}: {answer.kind}{scope}", "    ", "  ")
        yield from paragraph(answer.detail, " " * 6, " " * 6)
        if answer.counterexample is not None:
            yield from counterexample_lines(answer.counterexample, " " * 8)
    counts = dict.fromkeys((SUPERFLUOUS, NEEDED, USED, OPEN), 0)
    for verdict in verdicts:
        counts[verdict.answer.kind] += 1
    yield ""
    yield from paragraph(
        f"{len(verdicts)} answer{'' if len(verdicts) == 1 else 's'}: "
        + ", ".join(f"{count} {kind}" for kind, count in counts.items()) + "."
    )  # fmt: skip


def audit_json(verdicts: Sequence[AuditVerdict]) -> list[dict[str, Any]]:
    """The answers with the counterexamples."""
    return [
        {
            "claim": v.audited.claim,
            "hypothesis": v.audited.hypothesis,
            "kind": v.answer.kind,
            "scope": v.answer.scope,
            "detail": v.answer.detail,
            "as_expected": v.as_expected,
            "outside": v.answer.outside,
            "statement": v.answer.statement.json() if v.answer.statement else None,
            "counterexample": counterexample_json(v.answer.counterexample),
        }
        for v in verdicts
    ]
