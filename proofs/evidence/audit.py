"""The hypothesis audit: for every printed hypothesis, is it used, superfluous or needed?

- ``superfluous``: the conclusion holds without it: by a theorem for all sizes whose certificate
  does not have it, or else at every instance of a list that violates it (the scope says which);
- ``needed``: a network without it at which the conclusion fails, found by search;
- ``used``: the certificate has it and a step of it uses it; nothing here shows that it could be
  left out;
- ``open``: what was to be shown could not be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from proofs.checker import Rejected
from proofs.evidence.at_instances import evaluate, instances
from proofs.evidence.claim import Counterexample, Outcome
from proofs.evidence.evaluation import EXACT, Evaluator
from proofs.evidence.expression import Assertion, Expression
from proofs.evidence.instances import Matrix
from proofs.evidence.printed import Networks, decide_lines
from proofs.evidence.refutation import (
    Build,
    Extend,
    Given,
    extended,
    fails,
    matrices,
    nothing_more,
    refute,
)
from proofs.evidence.settings import Settings
from proofs.evidence.stated import StatedTheorem, Values
from proofs.files.text import show_rows
from proofs.kernel.certificate import plain
from proofs.kernel.formula_text import formula_text
from proofs.kernel.formulas import Formula
from proofs.status import Scope
from symbolic.networks.network import LinearNetwork

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
    statement: Assertion | None = None
    outside: str = ""


@dataclass(frozen=True)
class Audited:
    """A printed hypothesis (or alternative) of a claim and how its role is decided.

    `expected` is the role that the catalogue says it has; another answer is reported. `theorem` is
    the one that shows it, if one does, `said` has the words for what it assumes, and `checked` says
    that the hypothesis was a formula, false at the networks that show its role.
    """

    claim: str
    hypothesis: str
    expected: str
    decide: Callable[[Settings], Answer]
    theorem: StatedTheorem | None = None
    said: Mapping[str, Formula] = field(default_factory=dict)
    checked: bool = False


Fails = Callable[[Values], bool]
"""Whether a hypothesis does not hold at the values of a theorem's letters."""


def without(
    claim: str, hypothesis: str, theorem: StatedTheorem, said: Mapping[str, Formula],
    *, note: str = "", fails: Fails | None = None,
) -> Audited:  # fmt: skip
    """Superfluous, because the theorem assumes other things only; the note says for what.

    Its hypotheses are compared with those that it is `said` to have, formula by formula; and it is
    evaluated at an instance where the hypothesis `fails`, if its instances have one.
    """

    def decide(settings: Settings) -> Answer:
        named, wrong = assumptions(theorem, said)
        if wrong:
            return Answer(OPEN, wrong)
        if hypothesis in named:
            return Answer(OPEN, f"theorem {theorem.name} assumes: {hypothesis}")
        detail = f"theorem {theorem.name} assumes only: {'; '.join(named) or 'nothing'}"
        outside = None if fails is None else _outside(theorem, fails, settings)
        if outside is None:
            return Answer(SUPERFLUOUS, detail, Scope.ALL_SIZES)
        where, good = outside
        if not good:
            return Answer(OPEN, f"theorem {theorem.name} is refuted where {where}")
        detail = f"{detail}. Outside, at {_short(where)}, it is evaluated and not refuted"
        return Answer(SUPERFLUOUS, detail, Scope.ALL_SIZES, outside=where)

    shown = f"{hypothesis}, {note}" if note else hypothesis
    return Audited(claim, shown, SUPERFLUOUS, decide, theorem, said)


def used_in(
    claim: str,
    hypothesis: str,
    theorem: StatedTheorem,
    said: Mapping[str, Formula],
    words: str = "",
) -> Audited:
    """Used: the certificate has it among its hypotheses, and a step of it rests on it.

    `words` are those for it among what the theorem is `said` to assume, by default the same.
    """
    words = words or hypothesis

    def decide(_settings: Settings) -> Answer:
        named, wrong = assumptions(theorem, said)
        if wrong or words not in named:
            return Answer(OPEN, wrong or f"theorem {theorem.name} does not assume: {words}")
        place = named[words]
        if place in theorem.found["unused hypotheses"]:
            return Answer(OPEN, f"no step of theorem {theorem.name} uses: {words}")
        text = formula_text(theorem.content["hypotheses"][place])
        shown = f": {text}" if len(text) <= SHORT else ""
        return Answer(USED, f"a step uses hypothesis {place + 1} of theorem {theorem.name}{shown}")

    return Audited(claim, hypothesis, USED, decide, theorem, said)


def assumptions(theorem: StatedTheorem, said: Mapping[str, Formula]) -> tuple[dict[str, int], str]:
    """The hypotheses of a certificate by the words for them, with their places; what is wrong.

    Wrong is a hypothesis for which there are no words, or words that are no hypothesis.
    """
    try:
        content = theorem.content
    except Rejected as reason:
        return {}, f"the certificate of theorem {theorem.name} is rejected: {reason}"
    taken = dict.fromkeys((*content["sizes"], *content["letters"]))
    found = [formula_text(formula) for formula in content["hypotheses"]]
    words_for = {formula_text(plain(f, taken)): words for words, f in said.items()}
    for text in found:
        if text not in words_for:
            return {}, f"theorem {theorem.name} assumes what was not accounted for: {text}"
    for text, words in words_for.items():
        if text not in found:
            return {}, f"theorem {theorem.name} does not assume: {words}"
    return {words_for[text]: place for place, text in enumerate(found)}, ""


def _outside(theorem: StatedTheorem, fails: Fails, settings: Settings) -> tuple[str, bool] | None:
    """The simplest drawn instance where a hypothesis fails, and whether the theorem stands."""
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
    matrices = {name: value for name, value in values.items() if isinstance(value, Matrix)}
    data = {name: matrices[name] for name in ("X", "Y") if name in matrices} or matrices
    shown = [(name, matrix.rows) for name, matrix in data.items()]
    return ", ".join(f"{name} = {show_rows(rows)}" for name, rows in shown)


Formulated = Callable[[LinearNetwork, Given], Expression]
"""A hypothesis as a formula about a network."""


def at_points(
    claim: str, hypothesis: str, build: Build, networks: Networks, extend: Extend = nothing_more,
    *, formula: Formulated | None = None,
) -> Audited:  # fmt: skip
    """Superfluous at exact points that violate it; `build` states the rest, for these points.

    With the hypothesis as a `formula`, only networks at which it is false count.
    """

    def decide(_settings: Settings) -> Answer:
        chosen = outside(networks(), extend, formula)
        evidence = next(iter(decide_lines({hypothesis: build}, chosen, extend)))
        if evidence.outcome is Outcome.HOLDS:
            detail = f"not assumed, and the conclusion holds at {evidence.where}"
            return Answer(SUPERFLUOUS, detail, Scope.POINTS)
        return Answer(OPEN, evidence.detail, None, evidence.counterexample)

    return Audited(claim, hypothesis, SUPERFLUOUS, decide, checked=formula is not None)


def needed(
    claim: str, hypothesis: str, build: Build, networks: Networks, extend: Extend = nothing_more,
    *, formula: Formulated | None = None,
) -> Audited:  # fmt: skip
    """Needed: `build` is the statement without it, and fails at one of the networks.

    With the hypothesis as a `formula`, it is false at that network, and the statement with it
    among its hypotheses does not fail at any of them.
    """

    def decide(_settings: Settings) -> Answer:
        if formula is not None:
            for network in networks():
                if _fails_within(build, network, extend, formula):
                    detail = (
                        f"the statement fails at {network.architecture} with the hypothesis too"
                    )
                    return Answer(OPEN, detail)
        found = next(refute(build, outside(networks(), extend, formula), extend), None)
        if found is None:
            return Answer(OPEN, "no network was found at which the statement fails without it")
        detail = f"without it, at {found.where}, {found.detail}"
        return Answer(NEEDED, detail, Scope.POINTS, found.counterexample, found.statement)

    return Audited(claim, hypothesis, NEEDED, decide, checked=formula is not None)


def outside(
    networks: Iterable[LinearNetwork], extend: Extend, formula: Formulated | None
) -> Iterator[LinearNetwork]:
    """The networks at which a hypothesis is false, all of them if there is no formula for it."""
    for network in networks:
        more = extended(network, extend)
        if formula is None or (more is not None and not _holds(formula, network, more)):
            yield network


def _holds(formula: Formulated, network: LinearNetwork, more: Given) -> bool:
    return Evaluator(matrices(network) | more, EXACT).holds(formula(network, more))


def _fails_within(
    build: Build, network: LinearNetwork, extend: Extend, formula: Formulated
) -> bool:
    """Whether the statement fails at a network at which the hypothesis holds."""
    more = extended(network, extend)
    if more is None or not _holds(formula, network, more):
        return False
    values = Evaluator(matrices(network) | more, EXACT)
    return any(fails(statement, values)[0] == "false" for statement in build(network, more))


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
