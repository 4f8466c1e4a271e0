"""Verdicts as JSON: everything that is shown, with the versions that it rests on."""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from proofs import DISTRIBUTION
from proofs.evidence.claim import Claim, Counterexample, Evidence, Printed, Settings
from proofs.evidence.verdict import VariantVerdict, Verdict
from proofs.papers.kawaguchi2016.latex import LATEX
from proofs.status import Status
from symbolic.algebra.exact import to_fraction
from symbolic.algebra.matrix import Matrix
from symbolic.errors import ReportError
from symbolic.networks.network import LinearNetwork

if TYPE_CHECKING:
    from proofs.points.hunt import Hunt, Tally

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
        "latex": LATEX.get(claim.id, ""),
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
        "repair_evidence": [_evidence_json(item) for item in verdict.repair],
    }


def hunt_json(hunt: Hunt, tally: Tally) -> dict[str, Any]:
    """What a hunt saw; a violation with its recipe, shrunk, as a point that can be read back."""
    content: dict[str, Any] = {
        "property": hunt.path,
        "seed": hunt.seed,
        "architectures": [str(architecture) for architecture in hunt.architectures],
        "points": tally.points,
        "kinds": dict(sorted(tally.kinds.items())),
        "violation": None,
    }
    if tally.violation is not None:
        from proofs.points.hunt import shrink

        recipe, _ = hunt.member(tally.violation)
        smaller, network = shrink(hunt, recipe)
        content["violation"] = {
            "index": tally.violation,
            "recipe": str(recipe),
            "shrunk": str(smaller),
            "point": point_file(network),
        }
    return content


def point_file(network: LinearNetwork) -> dict[str, Any]:
    """A rational network as a point file."""

    def table(matrix: Matrix) -> list[list[Any]]:
        return [[_plain(to_fraction(entry)) for entry in row] for row in matrix.rows]

    weights = [table(weight) for weight in network.W]
    return {"X": table(network.X), "Y": table(network.Y), "W": weights}


def _plain(value: Fraction) -> int | str:
    return value.numerator if value.denominator == 1 else str(value)


def summary(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """How many claims have which status, and what became of the printed variants."""
    variants = [variant for verdict in verdicts for variant in verdict.variants]
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
    }  # fmt: skip


def report_json(verdicts: Sequence[Verdict], settings: Settings) -> dict[str, Any]:
    """The whole report of a run."""
    used = versions()
    if settings.rocq:
        from proofs.rocq.compiler import release

        used["rocq"] = release()
    return {
        "versions": used,
        "seed": settings.seed,
        "quick": settings.quick,
        "budget": settings.budget,
        "architectures": [str(architecture) for architecture in settings.architectures],
        "summary": summary(verdicts),
        "claims": [verdict_json(verdict) for verdict in verdicts],
    }


def require_writable(path: str, other_than: str | None = None) -> None:
    """Raise `ReportError` now, before any work, if a report cannot be written to `path`.

    `other_than` is a file that is read: the report must not take its place.
    """
    if path == "-":
        return
    if not path:
        raise ReportError("--json: the path is empty, name a file")
    target = Path(path).resolve()
    if other_than is not None and target == Path(other_than).resolve():
        raise ReportError(f"--json {path}: this is the file that is read, name another")
    if target.is_dir():
        raise ReportError(f"--json {path}: this is a folder, name a file")
    if not target.parent.is_dir():
        raise ReportError(f"--json {path}: there is no folder {target.parent}")
    if not os.access(target.parent, os.W_OK):
        raise ReportError(f"--json {path}: the folder {target.parent} cannot be written to")


def write_json(path: str, content: Any) -> None:
    """Write to standard output for ``-``, else to a file, whole or not at all."""
    text = json.dumps(content, indent=2) + "\n"
    with _report_file(path) as file:
        file.write(text)


def write_text(path: str, lines: Iterable[str]) -> None:
    """Write lines to standard output for ``-``, else to a file, whole or not at all."""
    with _report_file(path) as file:
        file.writelines(f"{line}\n" for line in lines)


@contextmanager
def json_stream(path: str, *, as_list: bool) -> Iterator[Callable[[Any], None]]:
    """Write items as they come, as a JSON list, or the single one by itself.

    What was written when an error or an interrupt ends the run stays, as a complete list.
    """
    failure: BaseException | None = None
    try:
        with _report_file(path) as file:
            count = 0

            def write(item: Any) -> None:
                nonlocal count
                text = json.dumps(item, indent=2)
                file.write((",\n" if count else "[\n") + text if as_list else text)
                count += 1

            try:
                yield write
            except BaseException as error:  # re-raised below, once the file is complete
                failure = error
            if failure is not None and not count:
                raise _NothingWrittenError
            file.write("\n" if not as_list else "\n]\n" if count else "[]\n")
    except _NothingWrittenError:
        pass  # no item came before the failure: what stood at the path stays
    if failure is not None:
        raise failure


class _NothingWrittenError(Exception):
    """Leaves a report file before anything was written to it."""


@contextmanager
def _report_file(path: str) -> Iterator[IO[str]]:
    """A file to write a report to, which appears under its name only when it is complete.

    A link is followed; what is no regular file (a device, a pipe) is written to directly.
    """
    if path == "-":
        yield sys.stdout
        return
    target = Path(path).resolve()
    try:
        if target.exists() and not target.is_file():
            with target.open("w", encoding="utf-8") as special:
                yield special
            return
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=target.parent, prefix=f".{target.name}.", delete=False
        ) as file:
            try:
                yield file
                file.close()
                os.chmod(file.name, 0o666 & ~_umask())
                os.replace(file.name, target)
            except BaseException:
                os.unlink(file.name)
                raise
    except OSError as error:
        raise ReportError(f"--json {path}: {error.strerror or error}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
