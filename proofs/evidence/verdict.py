"""How a verdict on a claim and on its printed variants follows from the evidence.

A verdict is computed from evidence by `Verdict.of`, nowhere else and never typed in:

- one exact refutation refutes the claim;
- a claim is proved when every one of its parts has exact evidence and all of it is
  positive; its scope is that of its weakest part;
- numbers that disagree with the exact result leave it undecided, as does a part without
  evidence. Numbers alone never prove.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from proofs.evidence.claim import (
    CHECKER,
    ROCQ,
    Claim,
    Evidence,
    Finding,
    Outcome,
    Printed,
    Variant,
    nothing_else,
)
from proofs.status import Scope, Status

_STRENGTH = list(Scope)
LIBRARIES = {
    "sympy": "sympy.polys.rings",
    "flint": "python-flint fmpz_mpoly",
    "exact arithmetic": "python-flint fmpq_mat",
    "the kernel": CHECKER,
}
"""Whose arithmetic is believed where a claim does not say it, by what made the evidence."""


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
    def repair_scope(self) -> Scope | None:
        """The scope at which the repaired statement is proved."""
        proved = self.repair_status is Status.PROVED
        return _strongest(list(self.repair)) if proved else None

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
        """The theorems taken for granted.

        Those of a claim that has a procedure of its own are what its evidence at architectures and
        points needs; a theorem of the kernel needs none of them.
        """
        own = self.claim.decide is nothing_else
        return self.claim.assumes if own or self.scope is not Scope.ALL_SIZES else ()

    @property
    def trusts(self) -> tuple[str, ...]:
        """Whose work is believed: the checker for all sizes, else the libraries."""
        if self.scope is not Scope.ALL_SIZES:
            return self.claim.trusts or self._libraries
        kernels = {e.by for e in self.evidence if e.scope is Scope.ALL_SIZES}
        return tuple(name for name, by in ((CHECKER, "the kernel"), (ROCQ, ROCQ)) if by in kernels)

    @property
    def _libraries(self) -> tuple[str, ...]:
        """The libraries that the evidence was made with."""
        found = (LIBRARIES.get(item.by) for item in self.evidence)
        return tuple(dict.fromkeys(name for name in found if name))

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
