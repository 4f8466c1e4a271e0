"""What a claim is, what is printed of it, and what counts as evidence for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from proofs.evidence.equation import Equation
from proofs.evidence.expression import Assertion
from proofs.evidence.fields import as_tuple, require_line, require_name
from proofs.evidence.settings import Settings
from proofs.evidence.stated import Beside, StatedTheorem
from proofs.status import Scope
from symbolic.errors import Shape

Rows = list[list[Fraction]]
"""A rational matrix as it is reported."""


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


GAP = "gap"
"""The kind of a printed step that is not false but does not follow from what is stated."""

KINDS = ("typo", "false", GAP)
"""What may be wrong in print.

What a reader reads as right is nothing that is wrong, and what a copy of the text spoils is not
wrong in print: these are quoted (`proofs.evidence.quoted`), and nothing is decided of them.
"""

CHECKER = "proofs/checker.py and its axioms (`proofs axioms` lists them)"
ROCQ = "Rocq"


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
    `branches` say which cases of the statement were met, for evidence of scope `points`, and
    `generators` how many of the points each generator made, where generators made them;
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
    generators: tuple[tuple[str, int], ...] = ()


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
    statement: Assertion | None = None
    sizes: dict[str, Shape] = field(default_factory=dict)


def nothing_else(_settings: Settings) -> Iterator[Evidence]:
    """For what rests on its theorems and checks alone."""
    yield from ()


@dataclass(frozen=True)
class Variant:
    """What the paper literally prints where that is wrong, and its repair.

    `erratum` is the name of the entry in the list of errata; `kind` one of `KINDS`. `printed` is
    what stands there; `reading`, where it needs one, how it is understood in order to be decided.
    A gap is no false sentence: `missing` says what the step presupposes or leaves out. `theorems`
    prove the repaired statement for all sizes; `repair` decides it where there are none. One of
    our `own` was said in this toolkit, not in the paper: it is shown, and counted with nothing.
    """

    erratum: str
    where: str
    line: int
    kind: str
    printed: str
    repaired: str
    refute: Callable[[Settings], Iterator[Finding]]
    repair: Callable[[Settings], Iterator[Evidence]] = nothing_else
    reading: str = ""
    missing: str = ""
    theorems: tuple[StatedTheorem, ...] = ()
    own: bool = False

    @property
    def place(self) -> str:
        """Where it stands, with the line of the source text if that is known."""
        return f"{self.where}, line {self.line}" if self.line else self.where

    def __post_init__(self) -> None:
        require_name(self.erratum, "printed variant")
        as_tuple(self, "theorems")
        if self.kind not in KINDS:
            known = ", ".join(KINDS)
            raise ValueError(f'{self.erratum}: "{self.kind}" is not one of the kinds {known}')
        if (self.kind == GAP) != bool(self.missing):
            raise ValueError(f"{self.erratum}: what is missing is said of a gap, and only of one")


@dataclass(frozen=True)
class Check:
    """A way to decide parts of a claim that the engine made: see `proofs.evidence.checks`.

    What stands `beside` a theorem may be supporting: the same equations at sizes. A conjecture
    is not only looked at: the `attack` asks its parts elsewhere.
    """

    parts: tuple[str, ...]
    decide: Callable[[Settings], Iterator[Evidence]]
    beside: bool = False
    attack: Callable[[Settings], Iterator[Evidence]] | None = None


TUPLES = (
    "parts", "hypotheses", "uses", "assumes", "trusts", "variants", "displays", "supporting",
    "theorems", "checks", "by_hand",
)  # fmt: skip


@dataclass(frozen=True)
class Claim:
    """A statement of a paper (or beyond it) and how it is decided.

    `line` is the place in the source text, if there is one, and `role` what it has to do with it:
    the statement is ``at`` that line, or ``used at`` it, or, beyond the paper, ``next to`` it.
    `parts` name what has to be decided separately, by default what the theorems and checks are
    of: `theorems` has for some of them a theorem for all sizes that says it, `checks` decide
    others, and `decide`, which papers of the toolkit alone have, yields evidence for these parts.
    `uses` are claims of the paper on which the printed proof rests, not this verdict; `assumes`
    are theorems from elsewhere that the step from evidence to verdict takes for granted, with
    their source; `trusts` are the libraries whose arithmetic is believed; `displays` are formulas
    to be shown beside what is derived. `supporting` are parts that say nothing of the statement
    but carry the evidence at architectures: they must be proved, but the scope does not depend on
    them where a theorem needs none of them. A `conjecture` was only observed: it is never proved
    by evidence. `latex` is the statement as it is printed, and `by_hand` has for some parts a
    theorem that was proved by hand in Rocq.
    """

    id: str
    title: str
    section: str
    line: int = 0
    statement: str = ""
    parts: tuple[str, ...] = ()
    decide: Callable[[Settings], Iterator[Evidence]] = nothing_else
    hypotheses: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    proof: str = ""
    assumes: tuple[str, ...] = ()
    trusts: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()
    displays: tuple[tuple[str, Equation], ...] = ()
    role: str = "at"
    supporting: tuple[str, ...] = ()
    theorems: tuple[tuple[str, StatedTheorem], ...] = ()
    conjecture: bool = False
    checks: tuple[Check, ...] = ()
    latex: str = ""
    by_hand: tuple[tuple[str, Beside], ...] = ()

    def __post_init__(self) -> None:
        require_name(self.id, "claim")
        require_line(self.title, f'claim "{self.id}": title')
        for name in TUPLES:
            as_tuple(self, name)
        if not self.statement:
            raise ValueError(f'claim "{self.id}" has no statement')
        of_checks = [part for check in self.checks for part in check.parts]
        named = dict.fromkeys([*(part for part, _ in self.theorems), *of_checks])
        if not self.parts:
            object.__setattr__(self, "parts", tuple(named))
        if stray := [part for part in named if part not in self.parts]:
            raise ValueError(f'claim "{self.id}" has no part called "{stray[0]}"')
        if not self.parts:
            raise ValueError(f'claim "{self.id}" has nothing that decides it: theorems or checks')
        if stray := [part for part in self.supporting if part not in self.parts]:
            raise ValueError(f'claim "{self.id}": no part that is supporting is "{stray[0]}"')

    @property
    def all_theorems(self) -> tuple[StatedTheorem, ...]:
        """The theorems that say parts of it, then those that repair its printed variants."""
        repairs = [theorem for variant in self.variants for theorem in variant.theorems]
        return tuple(dict.fromkeys([*(theorem for _, theorem in self.theorems), *repairs]))

    @property
    def place(self) -> str:
        """Where it stands in the source text, if that is known."""
        return f"{self.role} line {self.line} of the source text" if self.line else ""
