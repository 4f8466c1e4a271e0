"""Verdicts as JSON: everything that is shown, with the versions that it rests on."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from proofs.evidence.claim import Claim, Counterexample, Evidence, Printed
from proofs.evidence.paper import Paper
from proofs.evidence.settings import Settings
from proofs.evidence.verdict import VariantVerdict, Verdict
from proofs.status import Scope, Status
from symbolic import DISTRIBUTION

if TYPE_CHECKING:
    pass

PROVING = (Scope.ALL_SIZES, Scope.ARCHITECTURE, Scope.POINTS)
"""The scopes that a proof can have."""

LIBRARIES = ("sympy", "python-flint", "mpmath", "numpy")


def versions() -> dict[str, str]:
    """The versions that a report records, and which integers sympy computes with."""
    from sympy.external.gmpy import GROUND_TYPES

    found = {name: version(name) for name in (DISTRIBUTION, *LIBRARIES)}
    return found | {"python": platform.python_version(), "sympy GROUND_TYPES": GROUND_TYPES}


def claim_json(claim: Claim) -> dict[str, Any]:
    """What the catalogue says of a claim, without any verdict."""
    return {
        "id": claim.id,
        "title": claim.title,
        "section": claim.section,
        "line": claim.line,
        "role": claim.role,
        "conjecture": claim.conjecture,
        "statement": claim.statement,
        "latex": claim.latex,
        "hypotheses": list(claim.hypotheses),
        "uses": list(claim.uses),
        "proof": claim.proof,
        "errata": [variant.erratum for variant in claim.variants],
    }


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """A verdict with its evidence and all that it rests on."""
    claim = verdict.claim
    return claim_json(claim) | {
        "status": verdict.status,
        "scope": verdict.scope,
        "reason": verdict.reason,
        "as_expected": verdict.as_expected,
        "seconds": round(verdict.seconds, 3),
        "rests_on": {
            "assumed": list(verdict.assumes),
            "libraries": list(verdict.trusts),
            "hypotheses": list(claim.hypotheses),
        },
        "evidence": [_evidence_json(item) for item in verdict.evidence],
        "printed": [variant_json(item) for item in verdict.variants],
    }


def _evidence_json(evidence: Evidence) -> dict[str, Any]:
    return {
        "part": evidence.part,
        "outcome": evidence.outcome,
        "scope": evidence.scope,
        "where": evidence.where,
        "by": evidence.by,
        "detail": evidence.detail,
        "digits": evidence.digits,
        "generators": dict(evidence.generators),
        "branches": [asdict(branch) for branch in evidence.branches],
        "seconds": round(evidence.seconds, 3),
        "counterexample": counterexample_json(evidence.counterexample),
    }


def counterexample_json(example: Counterexample | None) -> dict[str, Any] | None:
    """The matrices of a counterexample by name, numbers as text."""
    if example is None:
        return None

    def table(matrices: dict[str, Any]) -> dict[str, Any]:
        return {name: [[str(x) for x in row] for row in rows] for name, rows in matrices.items()}

    return {"where": example.where, "given": table(example.given), "values": table(example.values)}


def variant_json(verdict: VariantVerdict) -> dict[str, Any]:
    """A printed variant: how it fails, with the statement as nested lists, and its repair."""
    variant = verdict.variant
    return {
        "erratum": variant.erratum,
        "where": variant.where,
        "line": variant.line,
        "kind": variant.kind,
        "own": variant.own,
        "printed": variant.printed,
        "reading": variant.reading,
        "missing": variant.missing,
        "status": verdict.status,
        "findings": [
            {
                "kind": finding.kind,
                "where": finding.where,
                "detail": finding.detail,
                "statement": finding.statement.json() if finding.statement else None,
                "sizes": {name: list(shape) for name, shape in finding.sizes.items()},
                "counterexample": counterexample_json(finding.counterexample),
            }
            for finding in verdict.findings
        ],
        "repaired": variant.repaired,
        "repair_status": verdict.repair_status,
        "repair_scope": verdict.repair_scope,
        "repair_evidence": [_evidence_json(item) for item in verdict.repair],
    }


def by_scope(word: str, scopes: Iterable[Scope | None]) -> dict[str, int]:
    """How many things have which scope, under names like ``proved_all_sizes``.

    What has different scopes is never the same, so that these are not to be added up.
    """
    found = Counter(scopes)
    return {f"{word}_{scope.name.lower()}": found[scope] for scope in PROVING}


def summary(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """How many claims have which status and scope, and what became of what the paper prints."""
    every = [variant for verdict in verdicts for variant in verdict.variants]
    variants = [verdict for verdict in every if not verdict.variant.own]
    claims = [verdict for verdict in verdicts if not verdict.claim.conjecture]
    counts = {str(s): sum(verdict.status is s for verdict in claims) for s in Status}
    return {"claims": len(claims)} | counts | {
        "conjectures": len(verdicts) - len(claims),
        "observed": sum(verdict.observed for verdict in verdicts),
        "unexpected": sum(not verdict.as_expected for verdict in verdicts),
        "printed_variants": len(variants),
        "refuted_as_printed": sum(v.status is Printed.REFUTED for v in variants),
        "gaps": sum(v.status is Printed.GAP for v in variants),
        "repaired": sum(v.repair_status is Status.PROVED for v in variants),
        "own_variants": len(every) - len(variants),
    } | by_scope("proved", (v.scope for v in claims)) | by_scope(
        "repaired", (v.repair_scope for v in variants)
    )  # fmt: skip


def report_json(paper: Paper, verdicts: Sequence[Verdict], settings: Settings) -> dict[str, Any]:
    """The whole report of a run."""
    used = versions()
    if settings.rocq:
        from proofs.rocq.compiler import release

        used["rocq"] = release()
    return {
        "paper": paper.citation,
        "versions": used,
        "seed": settings.seed,
        "quick": settings.quick,
        "budget": settings.budget,
        "architectures": [str(architecture) for architecture in settings.architectures],
        "summary": summary(verdicts),
        "claims": [verdict_json(verdict) for verdict in verdicts],
    }
