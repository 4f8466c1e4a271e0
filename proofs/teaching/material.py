"""What the pages say, decided now: verdicts, the audit of hypotheses, the graph, the errata."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from proofs.evidence.audit import Audited, AuditVerdict, audit
from proofs.evidence.claim import Claim
from proofs.evidence.paper import Paper
from proofs.evidence.run import decide_claims
from proofs.evidence.settings import Settings
from proofs.evidence.verdict import Verdict
from proofs.reports.errata import Erratum
from proofs.reports.graph import Graph, build

Told = Callable[[str], None]
"""Called with the name of each thing when it is done."""


@dataclass(frozen=True)
class Material:
    """The evidence that pages are made from; `settings` are those of ``proofs show``."""

    paper: Paper
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


def gather(
    paper: Paper,
    seed: int,
    told: Told = lambda _: None,
    claims: Sequence[Claim] | None = None,
    jobs: int = 1,
) -> Material:
    """Decide the claims, their printed variants and their audited hypotheses; all by default.

    The settings are the quick ones, as ``proofs show`` and ``proofs check --quick`` have them.
    """
    chosen = paper.claims if claims is None else claims
    settings = paper.settings(seed=seed)
    verdicts = decide_claims(paper, chosen, settings, jobs, done=lambda v: told(v.claim.id))
    audited = []
    for entry in _audited(paper, chosen):
        with paper.blamed(f'the audit of "{entry.claim}"'):
            audited += audit([entry], settings)
        told(f"audit of {entry.claim}")
    return Material(
        paper, settings, tuple(verdicts), tuple(audited), _errata(paper, verdicts),
        build(paper, verdicts),
    )  # fmt: skip


def steps(paper: Paper, claims: Sequence[Claim] | None = None) -> int:
    """How often `gather` tells that something is done."""
    chosen = paper.claims if claims is None else claims
    return len(chosen) + len(_audited(paper, chosen))


def _audited(paper: Paper, claims: Sequence[Claim]) -> list[Audited]:
    names = {claim.id for claim in claims}
    return [entry for entry in paper.audited if entry.claim in names]


def _errata(paper: Paper, verdicts: Sequence[Verdict]) -> tuple[Erratum, ...]:
    """The printed variants of the claims with what became of them, and the quoted entries."""
    found = [
        Erratum(item.variant.erratum, item.variant.line, verdict.claim, item)
        for verdict in verdicts
        for item in verdict.variants
    ]
    found += [Erratum(entry.name, entry.line, quoted=entry) for entry in paper.quoted if entry.kind]
    return tuple(sorted(found, key=lambda erratum: erratum.line))
