"""Decides a statement: refuter and provers within one budget, from cheap to expensive."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING

from proofs import checker
from proofs.identity.proof import NoProof, Proof, Prover
from proofs.status import Scope, Status
from symbolic.errors import NotTriedError
from symbolic.statements.derivative_checks import check_derivatives
from symbolic.statements.parser import statement as parse
from symbolic.statements.refuter import MAX_TRIES, SEED, Counterexample, Refuter, Survivors
from symbolic.statements.syntax import Statement

if TYPE_CHECKING:
    from proofs.identity.polynomials import AtSizes

BUDGET = 10.0
FIRST_PROOF = 0.8
"""The part of the budget that the provers have before the long search for a counterexample."""


@dataclass(frozen=True, eq=False)
class Decision:
    """A verdict and what it rests on.

    The certificate of `proof` was replayed and compared with the statement; `rejected` is why one
    was not accepted. `survivors` are the exact instances at which the conclusion held.
    """

    statement: Statement
    verdict: Status
    seconds: float
    seed: int
    strategy: str = ""
    proof: Proof | None = None
    counterexample: Counterexample | None = None
    survivors: Survivors = field(default_factory=Survivors)
    too_large: bool = False
    untried: str = ""
    """Why no proof was looked for, if none was."""
    rejected: str = ""
    at_sizes: AtSizes | None = None
    """How it was proved at its sizes, which are integers, where there is no certificate."""
    missing: str = ""
    """Which kind of step the proof lacked, for what is undecided."""

    @property
    def scope(self) -> str:
        """``all sizes`` for what is proved, ``architecture`` at sizes only, else nothing."""
        if self.verdict is not Status.PROVED:
            return ""
        return (Scope.ALL_SIZES if self.at_sizes is None else Scope.ARCHITECTURE).value

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What a proof assumes; what has any is not proved outright."""
        return () if self.proof is None else self.proof.assumptions

    @property
    def reason(self) -> str:
        """Why the statement is undecided; empty for one that is not."""
        if self.verdict is not Status.UNDECIDED:
            return ""
        total, unknown = self.survivors.total, self.survivors.unknown
        if total:
            zero = self.survivors.always_zero
            names = [letter.name for letter in self.survivors.letters]
            flat = [f"{name} = 0" for name, always in zip(names, zero, strict=True) if always]
            where = f", all with {' and '.join(flat)}" if flat else ""
            return f"survived {total} exact instances{where}"
        if unknown:
            return f"{unknown} exact instances left a quantifier open"
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
    """The decision within the budget of seconds; by the kernel's prover unless others are given.

    No prover is believed: its certificate is replayed by the checker and compared with the
    statement, read again from its text.

    >>> print(decide("A: n x n |- A*A == A"))
    refuted
    """
    start = perf_counter()
    if isinstance(statement, str):
        statement = parse(statement)
    check_derivatives(statement.derivatives, seed)
    refuter = Refuter(statement, seed)
    untried: list[str] = []
    rejected: list[str] = []
    missing: list[str] = []

    def decided(
        verdict: Status, strategy: str = "", proof: Proof | None = None,
        found: Counterexample | None = None, at: AtSizes | None = None,
    ) -> Decision:  # fmt: skip
        return Decision(
            statement, verdict, perf_counter() - start, seed, strategy, proof, found,
            refuter.survivors, refuter.too_large > 0, "; ".join(untried), "; ".join(rejected),
            at, "; ".join(missing) if verdict is Status.UNDECIDED else "",
        )  # fmt: skip

    found = refuter.cheap(start + budget)
    if found is not None:
        return decided(Status.REFUTED, found.found_by, found=found)
    asked = available() if provers is None else provers
    shown = first_proof(statement, asked, start + FIRST_PROOF * budget, untried, rejected, missing)
    if shown is not None:
        name, proof = shown
        return decided(Status.PROVED, f"{name}: {proof.strategy}", proof)
    found = refuter.search(MAX_TRIES, start + budget)
    if found is not None:
        return decided(Status.REFUTED, found.found_by, found=found)
    at = None if statement.sizes else at_its_sizes(statement)
    if at is not None:
        return decided(Status.PROVED, "polynomials", at=at)
    return decided(Status.UNDECIDED)


def at_its_sizes(given: Statement) -> AtSizes | None:
    """The statement, read again from its text, as identities of polynomials in the entries."""
    from proofs.identity.polynomials import proved_at_sizes

    return proved_at_sizes(parse(given.source) if given.source else given)


def first_proof(
    statement: Statement,
    provers: Iterable[tuple[str, Prover]],
    deadline: float,
    untried: list[str],
    rejected: list[str],
    missing: list[str],
) -> tuple[str, Proof] | None:
    """The first proof that is accepted, with its prover; what is said of others is added."""
    for name, prove in provers:
        left = deadline - perf_counter()
        try:
            proof = prove(statement, left) if left > 0 else None
        except NotTriedError as error:
            untried.append(str(error))
            continue
        if isinstance(proof, NoProof):
            missing.append(proof.missing)
        if not isinstance(proof, Proof):
            continue
        reason = rejection(statement, proof.certificate)
        if not reason:
            return name, proof
        rejected.append(reason)
    return None


def available() -> Iterator[tuple[str, Prover]]:
    """The provers of the toolkit by name, imported only when they are asked."""
    from proofs.identity.strategies import prove

    yield "kernel", prove


def rejection(given: Statement, certificate: str) -> str:
    """Why a certificate is no proof of the statement, read again from its text; or nothing.

    The independent checker replays it, and what it proves is compared with what the statement
    means; whoever found the proof has no part in either.
    """
    from proofs.identity.reading.rendering import render
    from proofs.identity.verify import matches

    try:
        content = json.loads(certificate)
        checker.check(content)
    except checker.Rejected as reason:
        return str(reason)
    except ValueError:
        return "it is not JSON"
    rendering = render(parse(given.source) if given.source else given)
    return "" if matches(content, rendering) else "it proves another statement"
