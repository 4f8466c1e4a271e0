"""Decides a statement: refuter and provers within one budget, from cheap to expensive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from time import perf_counter

from symbolic.errors import NotTriedError
from symbolic.statements.parser import statement as parse
from symbolic.statements.provers import Proof, Prover, installed
from symbolic.statements.refuter import MAX_TRIES, Counterexample, Refuter, Survivors
from symbolic.statements.syntax import Statement

SEED = 2016
BUDGET = 10.0
ALL_SIZES = "all sizes"
FIRST_PROOF = 0.8
"""The part of the budget that the provers have before the long search for a counterexample."""


class Verdict(Enum):
    """What is known of a statement; `UNDECIDED` is never a success."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


@dataclass(frozen=True, eq=False)
class Decision:
    """A verdict and what it rests on.

    `proof` is the prover's word: its certificate is to be replayed by whoever shows it.
    `survivors` are the exact instances at which the conclusion held.
    """

    statement: Statement
    verdict: Verdict
    seconds: float
    seed: int
    strategy: str = ""
    proof: Proof | None = None
    counterexample: Counterexample | None = None
    survivors: Survivors = field(default_factory=Survivors)
    too_large: bool = False
    untried: str = ""
    """Why no proof was looked for, if none was."""

    @property
    def scope(self) -> str:
        """``all sizes`` for what is proved, else nothing."""
        return ALL_SIZES if self.verdict is Verdict.PROVED else ""

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What a proof assumes; what has any is not proved outright."""
        return () if self.proof is None else self.proof.assumptions

    @property
    def reason(self) -> str:
        """Why an undecided statement is."""
        if self.verdict is not Verdict.UNDECIDED:
            return ""
        if self.survivors.total:
            return f"survived {self.survivors.total} exact instances"
        return "too large to evaluate" if self.too_large else "no instance satisfied the hypotheses"

    def __str__(self) -> str:
        assuming = f"assuming {'; '.join(self.assumptions)}" if self.assumptions else ""
        return ", ".join(filter(None, [self.verdict.value, self.scope, self.reason, assuming]))


def decide(
    statement: Statement | str,
    budget: float = BUDGET,
    seed: int = SEED,
    provers: Iterable[tuple[str, Prover]] | None = None,
) -> Decision:
    """The decision within the budget of seconds; the installed provers by default.

    >>> print(decide("A: n x n |- A*A == A"))
    refuted
    """
    start = perf_counter()
    if isinstance(statement, str):
        statement = parse(statement)
    refuter = Refuter(statement, seed)
    untried: list[str] = []

    def decided(verdict: Verdict, strategy: str = "", proof: Proof | None = None,
                found: Counterexample | None = None) -> Decision:  # fmt: skip
        return Decision(
            statement, verdict, perf_counter() - start, seed, strategy, proof, found,
            refuter.survivors, refuter.too_large > 0, "; ".join(untried),
        )  # fmt: skip

    found = refuter.cheap(start + budget)
    if found is not None:
        return decided(Verdict.REFUTED, found.found_by, found=found)
    for name, prove in installed() if provers is None else provers:
        left = start + FIRST_PROOF * budget - perf_counter()
        try:
            proof = prove(statement, left) if left > 0 else None
        except NotTriedError as error:
            untried.append(str(error))
            continue
        if proof is not None:
            return decided(Verdict.PROVED, f"{name}: {proof.strategy}", proof)
    found = refuter.search(MAX_TRIES, start + budget)
    if found is not None:
        return decided(Verdict.REFUTED, found.found_by, found=found)
    return decided(Verdict.UNDECIDED)
