"""The hypothesis audit: for every printed hypothesis, is it used, superfluous or needed?

- ``superfluous``: the conclusion holds without it: by a theorem for all sizes whose certificate
  does not have it, or else at every instance of a list that violates it (the scope says which);
- ``needed``: a network without it at which the conclusion fails, found by search;
- ``used``: the certificate has it and a step of it uses it; nothing here shows that it could be
  left out;
- ``open``: what was to be shown could not be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from proofs.checker import Rejected
from proofs.evidence.claim import Counterexample, Outcome, Settings
from proofs.evidence.expression import Statement
from proofs.evidence.printed import Networks, decide_lines
from proofs.evidence.refutation import Build, Extend, nothing_more, refute
from proofs.files.text import paragraph, show_rows
from proofs.kernel.certificate import plain
from proofs.kernel.certified import certified, statement
from proofs.kernel.formula_text import formula_text
from proofs.papers.kawaguchi2016.audit.assumptions import FAILS, Values, assumes
from proofs.status import Scope

SHORT = 80
"""What is longer is not shown on a terminal; the data are in the JSON in any case."""

OUTSIDE = 60
"""So many instances of a theorem are looked at for one where a hypothesis does not hold."""

SUPERFLUOUS, NEEDED, USED, OPEN = "superfluous", "needed", "used", "open"


@dataclass(frozen=True)
class Answer:
    """What became of one hypothesis, and by what.

    `statement` is what fails at a counterexample, as data; `outside` is where a theorem without
    the hypothesis was evaluated though the hypothesis does not hold.
    """

    kind: str
    detail: str
    scope: Scope | None = None
    counterexample: Counterexample | None = None
    statement: Statement | None = None
    outside: str = ""


@dataclass(frozen=True)
class Audited:
    """A printed hypothesis (or alternative) of a claim and how its role is decided.

    `expected` is the role that the catalogue says it has; another answer is reported.
    """

    claim: str
    hypothesis: str
    expected: str
    decide: Callable[[Settings], Answer]


def without(claim: str, hypothesis: str, theorem: str, note: str = "") -> Audited:
    """Superfluous, because the theorem assumes other things only; the note says for what.

    Its hypotheses are compared with those that it is said to have, formula by formula; and it is
    evaluated at an instance where the hypothesis does not hold, where its draws have one.
    """

    def decide(settings: Settings) -> Answer:
        named, wrong = assumptions(theorem)
        if wrong:
            return Answer(OPEN, wrong)
        if hypothesis in named:
            return Answer(OPEN, f"theorem {theorem} assumes: {hypothesis}")
        detail = f"theorem {theorem} assumes only: {'; '.join(named) or 'nothing'}"
        outside = _outside(theorem, hypothesis, settings)
        if outside is None:
            return Answer(SUPERFLUOUS, detail, Scope.ALL_SIZES)
        where, good = outside
        if not good:
            return Answer(OPEN, f"theorem {theorem} is refuted where {where}")
        detail = f"{detail}. Outside, at {_short(where)}, it is evaluated and not refuted"
        return Answer(SUPERFLUOUS, detail, Scope.ALL_SIZES, outside=where)

    shown = f"{hypothesis}, {note}" if note else hypothesis
    return Audited(claim, shown, SUPERFLUOUS, decide)


def used_in(claim: str, hypothesis: str, theorem: str, words: str) -> Audited:
    """Used: the certificate has it among its hypotheses, and a step of it rests on it."""

    def decide(_settings: Settings) -> Answer:
        named, wrong = assumptions(theorem)
        if wrong or words not in named:
            return Answer(OPEN, wrong or f"theorem {theorem} does not assume: {words}")
        place = named[words]
        if place in certified(theorem)[1]["unused hypotheses"]:
            return Answer(OPEN, f"no step of theorem {theorem} uses: {words}")
        text = formula_text(statement(theorem)["hypotheses"][place])
        shown = f": {text}" if len(text) <= SHORT else ""
        return Answer(USED, f"a step uses hypothesis {place + 1} of theorem {theorem}{shown}")

    return Audited(claim, hypothesis, USED, decide)


def assumptions(theorem: str) -> tuple[dict[str, int], str]:
    """The hypotheses of a certificate by the words for them, with their places; what is wrong.

    Wrong is a hypothesis for which there are no words, or words that are no hypothesis.
    """
    try:
        certified(theorem)
    except Rejected as reason:
        return {}, f"the certificate of theorem {theorem} is rejected: {reason}"
    content = statement(theorem)
    taken = dict.fromkeys((*content["sizes"], *content["letters"]))
    found = [formula_text(formula) for formula in content["hypotheses"]]
    said = {formula_text(plain(f, taken)): words for words, f in assumes(theorem).items()}
    for text in found:
        if text not in said:
            return {}, f"theorem {theorem} assumes what was not accounted for: {text}"
    for text, words in said.items():
        if text not in found:
            return {}, f"theorem {theorem} does not assume: {words}"
    return {said[text]: place for place, text in enumerate(found)}, ""


def _outside(theorem: str, hypothesis: str, settings: Settings) -> tuple[str, bool] | None:
    """The simplest drawn instance where a hypothesis fails, and whether the theorem stands."""
    from proofs.evidence.agreement import evaluate, instances

    fails = FAILS.get(hypothesis)
    if fails is None:
        return None
    shown = {
        _data(here.values): here
        for here in instances(theorem, settings, OUTSIDE)
        if fails(here.values)
    }
    if not shown:
        return None
    where = min(shown, key=lambda text: (len(text), text))
    return where, evaluate(theorem, shown[where]) is not False


def _short(where: str) -> str:
    return where if len(where) <= SHORT else "data with larger entries"


def _data(values: Values) -> str:
    X, Y = (values[name].rows for name in "XY")
    return f"X = {show_rows(X)}, Y = {show_rows(Y)}"


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
        return Answer(NEEDED, detail, Scope.POINTS, found.counterexample, found.statement)

    return Audited(claim, hypothesis, NEEDED, decide)


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
    from proofs.reports.claims_text import counterexample_lines

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
        f"{len(verdicts)} answers: "
        + ", ".join(f"{count} {kind}" for kind, count in counts.items()) + "."
    )  # fmt: skip


def audit_json(verdicts: Sequence[AuditVerdict]) -> list[dict[str, Any]]:
    """The answers with the counterexamples."""
    from proofs.reports.claims_json import counterexample_json

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
