"""What the pages say, decided now: verdicts, the audit of hypotheses, the graph, the errata."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from proofs.evidence.audit import AuditVerdict, audit
from proofs.evidence.claim import Claim, Settings
from proofs.evidence.run import decide_claims
from proofs.evidence.verdict import Verdict
from proofs.papers.kawaguchi2016.audit.hypotheses import AUDITED
from proofs.papers.kawaguchi2016.catalogue import CLAIMS, QUICK_LADDER
from proofs.papers.kawaguchi2016.quoted import QUOTED
from proofs.reports.errata import Erratum
from proofs.reports.graph import Graph, build

Told = Callable[[str], None]
"""Called with the name of each thing when it is done."""


@dataclass(frozen=True)
class Material:
    """The evidence that pages are made from; `settings` are those of ``proofs show``."""

    settings: Settings
    verdicts: tuple[Verdict, ...]
    audited: tuple[AuditVerdict, ...]
    errata: tuple[Erratum, ...]
    graph: Graph

    def audit_of(self, claim: str) -> list[AuditVerdict]:
        """The audited hypotheses of a claim."""
        return [verdict for verdict in self.audited if verdict.audited.claim == claim]

    def users_of(self, claim: str) -> list[str]:
        """The claims whose printed proofs use a claim."""
        return [v.claim.id for v in self.verdicts if claim in v.claim.uses]

    @property
    def as_expected(self) -> bool:
        """Whether every verdict, every misprint and every audited hypothesis is as expected."""
        decided = all(verdict.as_expected for verdict in self.verdicts)
        return decided and all(verdict.as_expected for verdict in self.audited)


def settings_for(seed: int) -> Settings:
    """The quick settings, as ``proofs show`` and ``proofs check --quick`` have them."""
    return Settings(QUICK_LADDER, True, seed)


def gather(
    seed: int, told: Told = lambda _: None, claims: Sequence[Claim] = CLAIMS, jobs: int = 1
) -> Material:
    """Decide the claims, their printed variants and their audited hypotheses."""
    settings = settings_for(seed)
    verdicts = decide_claims(claims, settings, jobs, done=lambda v: told(v.claim.id))
    names = {claim.id for claim in claims}
    audited = []
    for entry in AUDITED:
        if entry.claim in names:
            audited += audit([entry], settings)
            told(f"audit of {entry.claim}")
    return Material(settings, tuple(verdicts), tuple(audited), _errata(verdicts), build(verdicts))


def steps(claims: Sequence[Claim] = CLAIMS) -> int:
    """How often `gather` tells that something is done."""
    names = {claim.id for claim in claims}
    return len(claims) + sum(entry.claim in names for entry in AUDITED)


def _errata(verdicts: Sequence[Verdict]) -> tuple[Erratum, ...]:
    """The printed variants of the claims with what became of them, and the quoted entries."""
    found = [
        Erratum(item.variant.erratum, item.variant.line, verdict.claim, item)
        for verdict in verdicts
        for item in verdict.variants
    ]
    found += [Erratum(entry.name, entry.line, quoted=entry) for entry in QUOTED if entry.kind]
    return tuple(sorted(found, key=lambda erratum: erratum.line))
