"""What a claim is, what counts as evidence for it, and how a verdict follows.

A verdict is computed from evidence by `Verdict.of`, nowhere else and never typed in:

- one exact refutation refutes the claim;
- a claim is proved when every one of its parts has exact evidence and all of it is
  positive; its scope is that of its weakest part;
- numbers that disagree with the exact result leave it undecided, as does a part without
  evidence. Numbers alone never prove.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from proofs.equation import Equation
from proofs.expression import Statement
from symbolic.errors import Shape
from symbolic.network import Architecture

DEFAULT_SEED = 2016

Rows = list[list[Fraction]]
"""A rational matrix as it is reported."""


class Status(StrEnum):
    """The three verdicts; undecided is never counted as a success."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


class Printed(StrEnum):
    """What became of a printed variant.

    ``refuted``: false or ill-typed where all holds that the paper has at that place. ``gap``: not
    false there, but it does not follow from what is stated: something is missing, and without it
    there is a counterexample. ``undecided``: neither was found.
    """

    REFUTED = "refuted"
    GAP = "gap"
    UNDECIDED = "undecided"


class Outcome(StrEnum):
    """How one decided instance came out; the word "proved" is left to whole claims."""

    HOLDS = "holds"
    FAILS = "fails"
    OPEN = "open"


class Scope(StrEnum):
    """For which sizes and entries a verdict holds, strongest first."""

    ALL_SIZES = "all sizes"
    ARCHITECTURE = "architecture"
    POINTS = "points"
    NUMERIC = "numeric"


_STRENGTH = list(Scope)

GAP = "gap"
"""The kind of a printed step that is not false but does not follow from what is stated."""

CHECKER = "proofs/checker.py and its axioms (`proofs axioms` lists them)"
ROCQ = "Rocq"


@dataclass(frozen=True)
class Settings:
    """What a run decides on: sizes, thoroughness and the seed of everything random.

    `budget` are the seconds after which a claim is left undecided, if there is such a bound;
    `rocq` asks for the evidence of Rocq's kernel too.
    """

    architectures: tuple[Architecture, ...]
    quick: bool = False
    seed: int = DEFAULT_SEED
    budget: float | None = None
    rocq: bool = False


@dataclass(frozen=True)
class Counterexample:
    """Where a statement fails, recomputed by plain `Fraction` arithmetic before it is shown.

    `given` are the matrices chosen, by name; `values` what follows from them and shows the
    failure, most often the two sides of an equation.
    """

    where: str
    given: dict[str, Rows]
    values: dict[str, Rows]


@dataclass(frozen=True)
class Branch:
    """A case of a statement, at how many points it was met, and the smallest of these."""

    name: str
    count: int
    smallest: str


@dataclass(frozen=True)
class Evidence:
    """One decided instance: which part of the claim, where, by what, how it came out.

    `digits` is the number of decimal digits that agree, for evidence of scope `numeric`;
    `branches` say which cases of the statement were met, for evidence of scope `points`;
    `theorem` names the theorem of the kernel that evidence for all sizes is.
    """

    part: str
    outcome: Outcome
    scope: Scope
    where: str
    by: str = ""
    detail: str = ""
    seconds: float = 0.0
    counterexample: Counterexample | None = None
    digits: int | None = None
    branches: tuple[Branch, ...] = ()
    theorem: str = ""


@dataclass(frozen=True)
class Finding:
    """How a printed variant fails: it is ``ill-typed`` or ``false``, or a gap ``unsupported``.

    `statement` is what fails, as data, where the search was one over statements: false at the
    matrices of the counterexample, or ill-typed for matrices of the given `sizes`. A gap
    is ``unsupported`` where all holds that is stated, but neither the conclusion nor what is
    missing.
    """

    kind: str
    where: str
    detail: str
    counterexample: Counterexample | None = None
    statement: Statement | None = None
    sizes: dict[str, Shape] = field(default_factory=dict)


@dataclass(frozen=True)
class Variant:
    """What the paper literally prints where that is wrong, and its repair.

    `erratum` is the name of the entry in the list of errata; `kind` one of typo, gap,
    false, copy artefact. `printed` is what stands there; `reading`, where it needs one, how
    it is understood in order to be decided. A gap is no false sentence: `missing` says what the
    step presupposes or leaves out.
    """

    erratum: str
    where: str
    line: int
    kind: str
    printed: str
    repaired: str
    refute: Callable[[Settings], Iterator[Finding]]
    repair: Callable[[Settings], Iterator[Evidence]]
    reading: str = ""
    missing: str = ""

    def __post_init__(self) -> None:
        if (self.kind == GAP) != bool(self.missing):
            raise ValueError(f"{self.erratum}: what is missing is said of a gap, and only of one")


@dataclass(frozen=True)
class Claim:
    """A statement of the paper (or beyond it) and how it is decided.

    `line` is the place in the source text and `role` what it has to do with it: the statement is
    ``at`` that line, or ``used at`` it, or, beyond the paper, ``next to`` it. `parts` name what
    has to be decided separately; `decide` yields evidence for these parts, and `theorems` names
    for some of them a theorem for all sizes that says it. `uses` are claims of the catalogue on
    which the printed proof rests, not this verdict; `assumes` are theorems from elsewhere that
    the step from evidence to verdict takes for granted, with their source; `trusts` are the
    libraries whose arithmetic is believed; `displays` are formulas to be shown beside what is
    derived. `supporting` are parts that say nothing of the statement but carry the evidence at
    architectures: they must be proved, but the scope does not depend on them where a theorem
    needs none of them. A `conjecture` was only observed: it is never proved by evidence.
    """

    id: str
    title: str
    section: str
    line: int
    statement: str
    parts: tuple[str, ...]
    decide: Callable[[Settings], Iterator[Evidence]]
    hypotheses: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    proof: str = ""
    assumes: tuple[str, ...] = ()
    trusts: tuple[str, ...] = ("sympy.polys.rings", "python-flint fmpz_mpoly")
    variants: tuple[Variant, ...] = ()
    displays: tuple[tuple[str, Equation], ...] = ()
    role: str = "at"
    supporting: tuple[str, ...] = ()
    theorems: tuple[tuple[str, str], ...] = ()
    conjecture: bool = False


@dataclass(frozen=True)
class VariantVerdict:
    """What became of a printed variant: how it fails by `findings`, and its repair."""

    variant: Variant
    findings: tuple[Finding, ...]
    repair: tuple[Evidence, ...]

    @property
    def status(self) -> Printed:
        """Refuted, or a gap, when something was found; else undecided: not finding is no proof."""
        if not self.findings:
            return Printed.UNDECIDED
        return Printed.GAP if self.variant.missing else Printed.REFUTED

    @property
    def repair_status(self) -> Status:
        """The status of the repaired statement."""
        return _status(self.repair)

    @property
    def as_expected(self) -> bool:
        """Shown to be wrong or to leave something out, and proved as repaired."""
        decided = self.status is not Printed.UNDECIDED
        return decided and self.repair_status is Status.PROVED


@dataclass(frozen=True)
class Verdict:
    """The outcome for one claim with everything it rests on."""

    claim: Claim
    status: Status
    scope: Scope | None
    reason: str
    evidence: tuple[Evidence, ...]
    variants: tuple[VariantVerdict, ...] = ()
    seconds: float = field(default=0.0, compare=False)

    @classmethod
    def of(
        cls,
        claim: Claim,
        evidence: tuple[Evidence, ...],
        variants: tuple[VariantVerdict, ...] = (),
        seconds: float = 0.0,
    ) -> Verdict:
        """The verdict that follows from the evidence (see the module's text)."""
        stray = {e.part for e in evidence} - set(claim.parts)
        if stray or not claim.parts:
            raise ValueError(f"{claim.id}: evidence for parts it does not have: {sorted(stray)}")
        by_part = {part: [e for e in evidence if e.part == part] for part in claim.parts}
        statuses = {part: _status(tuple(found)) for part, found in by_part.items()}
        for status in (Status.REFUTED, Status.UNDECIDED):
            bad = [part for part, s in statuses.items() if s is status]
            if bad:
                reason = f"{status}: {', '.join(bad)}"
                return cls(claim, status, None, reason, evidence, variants, seconds)
        if claim.conjecture:
            reason = f"a conjecture, observed at {_places(evidence)}, not proved"
            return cls(claim, Status.UNDECIDED, None, reason, evidence, variants, seconds)
        scopes = {part: _strongest(found) for part, found in by_part.items()}
        stated = [found for part, found in scopes.items() if part not in claim.supporting]
        if set(stated) == {Scope.ALL_SIZES}:
            return cls(claim, Status.PROVED, Scope.ALL_SIZES, "", evidence, variants, seconds)
        scope = max(scopes.values(), key=_STRENGTH.index)
        return cls(claim, Status.PROVED, scope, "", evidence, variants, seconds)

    @property
    def assumes(self) -> tuple[str, ...]:
        """The theorems taken for granted; a theorem of the kernel needs none of them."""
        return () if self.scope is Scope.ALL_SIZES else self.claim.assumes

    @property
    def trusts(self) -> tuple[str, ...]:
        """Whose work is believed: the checker for all sizes, else the libraries."""
        if self.scope is not Scope.ALL_SIZES:
            return self.claim.trusts
        kernels = {e.by for e in self.evidence if e.scope is Scope.ALL_SIZES}
        return tuple(name for name, by in ((CHECKER, "the kernel"), (ROCQ, ROCQ)) if by in kernels)

    @property
    def observed(self) -> bool:
        """Whether this is a conjecture with exact evidence for each of its parts."""
        parts = {p: tuple(e for e in self.evidence if e.part == p) for p in self.claim.parts}
        return self.claim.conjecture and all(
            _status(found) is Status.PROVED for found in parts.values()
        )

    @property
    def as_expected(self) -> bool:
        """Proved (a conjecture: observed), every misprint decided, every repair proved."""
        good = self.observed if self.claim.conjecture else self.status is Status.PROVED
        return good and all(variant.as_expected for variant in self.variants)


def _status(evidence: tuple[Evidence, ...]) -> Status:
    exact = [e.outcome for e in evidence if e.scope is not Scope.NUMERIC]
    if Outcome.FAILS in exact:
        return Status.REFUTED
    everything_holds = all(e.outcome is Outcome.HOLDS for e in evidence)
    return Status.PROVED if exact and everything_holds else Status.UNDECIDED


def _places(evidence: tuple[Evidence, ...]) -> str:
    return "; ".join(dict.fromkeys(item.where for item in evidence))


def _strongest(evidence: list[Evidence]) -> Scope:
    return min((e.scope for e in evidence), key=_STRENGTH.index)
