"""What is wrong in print: each erratum with how it fails and how it is mended.

Decided now, by the same searches as in `proofs check`; only the claims' own evidence is left
out. A gap is not false as printed: it is counted by itself, with what is missing. Entries that
are quoted have nothing to decide, and say why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from proofs.evidence.claim import Claim, Printed
from proofs.evidence.paper import Paper
from proofs.evidence.quoted import Quoted
from proofs.evidence.run import decide_variant
from proofs.evidence.settings import Settings
from proofs.evidence.verdict import VariantVerdict
from proofs.files.text import paragraph, show_rows
from proofs.kernel.meanings import Legend
from proofs.reports.claims_json import variant_json, versions
from proofs.reports.claims_text import repair_words, scope_words, variant_lines
from proofs.reports.legend import legend_lines, of_text
from symbolic.errors import UnknownClaimError


@dataclass(frozen=True)
class Erratum:
    """A decided printed variant with its claim, or a quoted entry."""

    name: str
    line: int
    claim: Claim | None = None
    verdict: VariantVerdict | None = None
    quoted: Quoted | None = None

    @property
    def own(self) -> bool:
        """Whether it was said in this toolkit and not in the paper."""
        return self.verdict is not None and self.verdict.variant.own

    @property
    def as_expected(self) -> bool:
        """Refuted or shown to be a gap, and proved as repaired; a quoted entry is neither."""
        return self.verdict is None or self.verdict.as_expected


def errata(paper: Paper, names: Sequence[str], settings: Settings) -> list[Erratum]:
    """The named errata, all of them if none is named, in the order of the paper."""
    quoted = {entry.name.lower(): entry for entry in paper.quoted if entry.kind}
    wanted = {name.lower() for name in names}
    for name in wanted - quoted.keys():
        _require_erratum(paper, name)
    found = []
    for claim in paper.claims:
        for variant in claim.variants:
            if not wanted or variant.erratum.lower() in wanted:
                with paper.blamed(f'printed variant "{variant.erratum}"'):
                    verdict = decide_variant(variant, settings)
                found.append(Erratum(variant.erratum, variant.line, claim, verdict))
    found += [
        Erratum(entry.name, entry.line, quoted=entry)
        for name, entry in quoted.items()
        if not wanted or name in wanted
    ]
    return sorted(found, key=lambda erratum: erratum.line)


def _require_erratum(paper: Paper, name: str) -> None:
    claim = paper.find(name)
    if name not in {variant.erratum.lower() for variant in claim.variants}:
        known = ", ".join(variant.erratum for variant in claim.variants) or "none"
        raise UnknownClaimError(f'"{name}" is a claim, not an erratum; its errata: {known}')


def errata_lines(paper: Paper, found: Sequence[Erratum]) -> Iterator[str]:
    """The list as text."""
    for erratum in found:
        if erratum.verdict is not None and erratum.claim is not None:
            yield from variant_lines(erratum.verdict, theorems=False)
            yield f"  belongs to {erratum.claim.id}"
        elif erratum.quoted is not None:
            entry = erratum.quoted
            line = f", line {entry.line}" if entry.line else ""
            yield f"{entry.name} ({entry.kind}; {_section(paper, entry)}{line})"
            yield from paragraph(entry.what, " " * 12, "  printed:  ")
            yield from paragraph(entry.reason, " " * 12, "  quoted:   ")
        yield ""
    yield from legend_lines(_legend(paper, found))
    yield from paragraph(_totals(found))


QUOTED_APART = {"no error": "read right", "copy artefact": "spoilt in the copy"}
"""What is no error of the paper."""


def _legend(paper: Paper, found: Sequence[Erratum]) -> Legend:
    """The letters of the paper that occur in the entries."""
    texts = [e.quoted.what for e in found if e.quoted is not None]
    variants = [e.verdict.variant for e in found if e.verdict is not None]
    texts += [f"{v.printed}\n{v.repaired}\n{v.reading}\n{v.missing}" for v in variants]
    return of_text("\n".join(texts), paper.notation)


def _section(paper: Paper, entry: Quoted) -> str:
    return paper.sections.get(entry.section, f"Section {entry.section}")


def _totals(found: Sequence[Erratum]) -> str:
    own = [erratum for erratum in found if erratum.own]
    found = [erratum for erratum in found if not erratum.own]
    decided = [erratum.verdict for erratum in found if erratum.verdict is not None]
    statuses = [verdict.status for verdict in decided]
    refuted, gaps = statuses.count(Printed.REFUTED), statuses.count(Printed.GAP)
    repaired = scope_words(verdict.repair_scope for verdict in decided) or "none"
    entries = "entry" if len(decided) == 1 else "entries"
    return (
        f"{len(decided)} {entries} decided: {refuted} refuted as printed,"
        f" {gaps} gap{'' if gaps == 1 else 's'}; proved as repaired: {repaired}."
        f" {_quoted(found)}{f' Of our own, not counted: {len(own)}.' if own else ''}"
    )


def _quoted(found: Sequence[Erratum]) -> str:
    """What is quoted, and never counted among the errata."""
    kinds = Counter(erratum.quoted.kind for erratum in found if erratum.quoted is not None)
    apart = [f"{kinds.pop(kind, 0)} {words}" for kind, words in QUOTED_APART.items()]
    rest = f"{sum(kinds.values())} others, each with its reason"
    return f"Quoted, not counted: {', '.join([*apart, rest])}."


def errata_markdown(found: Sequence[Erratum]) -> Iterator[str]:
    """The list as a Markdown table; a counterexample stands in its row."""
    yield "| erratum | class | line | printed | fails | repaired |"
    yield "|---|---|---|---|---|---|"
    for erratum in found:
        if erratum.verdict is not None:
            variant = erratum.verdict.variant
            cells = [
                erratum.name, variant.kind, str(variant.line or variant.where),
                f"`{variant.printed}`",
                "<br>".join(_failures(erratum.verdict)) or str(erratum.verdict.status),
                f"`{variant.repaired}` ({repair_words(erratum.verdict)})",
            ]  # fmt: skip
        elif erratum.quoted is not None:
            entry = erratum.quoted
            cells = [
                entry.name,
                entry.kind,
                str(entry.line or entry.section),
                entry.what,
                "quoted",
                entry.reason,
            ]
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
    yield ""
    yield _totals(found)


def _failures(verdict: VariantVerdict) -> Iterator[str]:
    if verdict.variant.missing:
        yield f"missing: {verdict.variant.missing}"
    for finding in verdict.findings:
        example = finding.counterexample
        shown = "" if example is None else ": " + ", ".join(
            f"{name} = {show_rows(rows)}" for name, rows in example.given.items()
        )  # fmt: skip
        detail = f" ({finding.detail})" if example is None else ""
        yield f"{finding.kind} at {finding.where}{shown}{detail}"


def errata_json(paper: Paper, found: Sequence[Erratum], settings: Settings) -> dict[str, Any]:
    """The list with every counterexample, and the statements as nested lists."""
    told = {"versions": versions(), "seed": settings.seed, "legend": _legend(paper, found)}
    return told | {"errata": list(map(_item, found))}


def _item(erratum: Erratum) -> dict[str, Any]:
    if erratum.verdict is not None and erratum.claim is not None:
        claim = erratum.claim
        return {"claim": claim.id, "section": claim.section} | variant_json(erratum.verdict)
    entry = erratum.quoted
    assert entry is not None
    return {
        "claim": None, "section": entry.section, "erratum": entry.name, "line": entry.line,
        "kind": entry.kind, "printed": entry.what, "status": "quoted", "reason": entry.reason,
    }  # fmt: skip
