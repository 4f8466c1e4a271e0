"""The hypothesis audit: for every printed hypothesis, is it used, superfluous or needed?

- ``superfluous``: the conclusion holds without it: by a theorem for all sizes whose certificate
  does not have it, or else at every instance of a list that violates it (the scope says which);
- ``needed``: a network without it at which the conclusion fails, found by search;
- ``used``: the proof has it, and nothing here shows that it could be left out;
- ``open``: what was to be shown could not be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from proofs.certified import certified, statement
from proofs.claim import Counterexample, Outcome, Scope, Settings
from proofs.printed import Networks, decide_lines
from proofs.refutation import Build, Extend, nothing_more, refute

SUPERFLUOUS, NEEDED, USED, OPEN = "superfluous", "needed", "used", "open"


@dataclass(frozen=True)
class Answer:
    """What became of one hypothesis, and by what."""

    kind: str
    detail: str
    scope: Scope | None = None
    counterexample: Counterexample | None = None


@dataclass(frozen=True)
class Audited:
    """A printed hypothesis (or alternative) of a claim and how its role is decided.

    `expected` is the role that the catalogue says it has; another answer is reported.
    """

    claim: str
    hypothesis: str
    expected: str
    decide: Callable[[Settings], Answer]


def without(claim: str, hypothesis: str, theorem: str, kept: Sequence[str]) -> Audited:
    """Superfluous, because the theorem has no other hypotheses than those kept.

    `kept` names each hypothesis of the certificate; their number is compared.
    """

    def decide(_settings: Settings) -> Answer:
        certified(theorem)  # raises where the checker rejects it
        found = len(statement(theorem)["hypotheses"])
        if found != len(kept):
            what = f"theorem {theorem} has {found} hypotheses, {len(kept)} were accounted for"
            return Answer(OPEN, what)
        assumed = "; ".join(dict.fromkeys(kept)) or "nothing"
        return Answer(SUPERFLUOUS, f"theorem {theorem} assumes only: {assumed}", Scope.ALL_SIZES)

    return Audited(claim, hypothesis, SUPERFLUOUS, decide)


def at_points(
    claim: str, hypothesis: str, build: Build, networks: Networks, extend: Extend = nothing_more
) -> Audited:
    """Superfluous at exact points that violate it; `build` states the rest, for these points."""

    def decide(_settings: Settings) -> Answer:
        evidence = next(iter(decide_lines({hypothesis: build}, networks(), extend)))
        if evidence.outcome is Outcome.HOLDS:
            detail = f"not assumed, and the conclusion holds at {evidence.where}"
            return Answer(SUPERFLUOUS, detail, Scope.POINTS)
        return Answer(OPEN, evidence.detail, None, evidence.counterexample)

    return Audited(claim, hypothesis, SUPERFLUOUS, decide)


def needed(
    claim: str, hypothesis: str, build: Build, networks: Networks, extend: Extend = nothing_more
) -> Audited:
    """Needed: `build` is the statement without it, and fails at one of the networks."""

    def decide(_settings: Settings) -> Answer:
        found = next(refute(build, networks(), extend), None)
        if found is None:
            return Answer(OPEN, "no network was found at which the statement fails without it")
        detail = f"without it, at {found.where}, {found.detail}"
        return Answer(NEEDED, detail, Scope.POINTS, found.counterexample)

    return Audited(claim, hypothesis, NEEDED, decide)


def used(claim: str, hypothesis: str, reason: str) -> Audited:
    """Used: the reason says where; nothing is shown about whether it could be left out."""
    return Audited(claim, hypothesis, USED, lambda _settings: Answer(USED, reason))


@dataclass(frozen=True)
class AuditVerdict:
    """A hypothesis with the answer."""

    audited: Audited
    answer: Answer

    @property
    def as_expected(self) -> bool:
        """Whether the answer is the role that the catalogue says."""
        return self.answer.kind == self.audited.expected


def audit(entries: Sequence[Audited], settings: Settings) -> list[AuditVerdict]:
    """All answers, decided now."""
    return [AuditVerdict(entry, entry.decide(settings)) for entry in entries]


def audit_lines(verdicts: Sequence[AuditVerdict]) -> Iterator[str]:
    """The answers by claim, with the counterexamples."""
    from proofs.render import counterexample_lines
    from proofs.text import paragraph

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
        f"{len(verdicts)} hypotheses: "
        + ", ".join(f"{count} {kind}" for kind, count in counts.items()) + "."
    )  # fmt: skip


def audit_json(verdicts: Sequence[AuditVerdict]) -> list[dict[str, Any]]:
    """The answers with the counterexamples."""
    from proofs.report import counterexample_json

    return [
        {
            "claim": v.audited.claim,
            "hypothesis": v.audited.hypothesis,
            "kind": v.answer.kind,
            "scope": v.answer.scope,
            "detail": v.answer.detail,
            "as_expected": v.as_expected,
            "counterexample": counterexample_json(v.answer.counterexample),
        }
        for v in verdicts
    ]
