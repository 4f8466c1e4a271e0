"""Verdicts as text for a terminal of 80 columns; nothing is decided here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from proofs.evidence.claim import Counterexample, Evidence, Finding, Printed, Variant
from proofs.evidence.paper import Paper
from proofs.evidence.quoted import Quoted
from proofs.evidence.verdict import VariantVerdict, Verdict
from proofs.files.text import HARD_SPACE, WIDTH, paragraph, show_rows
from proofs.reports.beside import Beside
from proofs.reports.certificates import statement_lines
from proofs.reports.claims_json import summary
from proofs.status import Scope

_SCOPE_WORDS = {
    Scope.ALL_SIZES: "for all sizes",
    Scope.ARCHITECTURE: "at the architectures",
    Scope.POINTS: "at the points",
    Scope.NUMERIC: "numerically",
}


def catalogue_lines(paper: Paper) -> Iterator[str]:
    """The catalogue by section: name, title and errata of each claim."""
    for section, title in paper.sections.items():
        members = [claim for claim in paper.claims if claim.section == section]
        if members:
            yield title
        for claim in members:
            errata = ", ".join(variant.erratum for variant in claim.variants)
            text = f"Conjecture: {claim.title}" if claim.conjecture else claim.title
            text += f" [{errata}]" if errata else ""
            yield from paragraph(text, " " * 29, f"  {claim.id:27}")
        for entry in paper.quoted:
            if entry.section == section:
                text = f"quoted: {entry.what} ({entry.reason})"
                yield from paragraph(text, " " * 29, f"  {entry.name:27}")


def table_lines(paper: Paper, verdicts: Sequence[Verdict]) -> Iterator[str]:
    """The table of a run: verdict, scope and seconds of each claim, by section."""
    assumed = list(dict.fromkeys(theorem for v in verdicts for theorem in v.assumes))
    for section, title in paper.sections.items():
        members = [verdict for verdict in verdicts if verdict.claim.section == section]
        if members:
            yield title
        for verdict in members:
            yield from _table_rows(verdict, assumed)
        if members:
            yield from paragraph(section_summary(paper, members, section), "  ", "  ")
    yield ""
    if assumed:
        yield "Assumed"
        for number, theorem in enumerate(assumed, 1):
            yield from paragraph(theorem, " " * 6, f"  ({number}) ")
        yield ""
    yield from summary_lines(verdicts)


def section_summary(paper: Paper, members: Sequence[Verdict], section: str) -> str:
    """One line: verdicts by scope, misprints, assumptions, seconds and what is only quoted."""
    count = summary(members)
    words = [f"{count['proved']} proved{_scopes(members)}"]
    words += [f"{count[word]} {word}" for word in ("refuted", "undecided") if count[word]]
    if count["conjectures"]:
        words.append(f"{count['conjectures']} conjectured")
    if count["printed_variants"]:
        number = count["printed_variants"]
        gaps = "gap" if count["gaps"] == 1 else "gaps"
        parts = {"refuted": count["refuted_as_printed"], gaps: count["gaps"]}
        good = ", ".join(f"{many} {word}" for word, many in parts.items() if many)
        mended = f"repaired: {repairs(members)}"
        words.append(f"{number} misprint{'s' if number > 1 else ''} ({good}; {mended})")
    if assuming := sum(bool(verdict.assumes) for verdict in members):
        words.append(f"{assuming} with an assumption")
    if quoted := sum(entry.section == section for entry in paper.quoted):
        words.append(f"{quoted} quoted")
    seconds = sum(verdict.seconds for verdict in members)
    return f"= {', '.join(words)}; {seconds:.2f} s"


def _scopes(verdicts: Sequence[Verdict]) -> str:
    where = scope_words(verdict.scope for verdict in verdicts)
    return f" ({where})" if where else ""


def scope_words(scopes: Iterable[Scope | None]) -> str:
    """How many things have which scope, where they have one."""
    found = Counter(scopes)
    return ", ".join(f"{found[scope]} {_SCOPE_WORDS[scope]}" for scope in Scope if found[scope])


def repairs(verdicts: Sequence[Verdict]) -> str:
    """How many printed variants of the paper are proved as repaired, in which scope."""
    variants = [v for verdict in verdicts for v in verdict.variants if not v.variant.own]
    return scope_words(variant.repair_scope for variant in variants) or "none"


def _table_rows(verdict: Verdict, assumed: Sequence[str]) -> Iterator[str]:
    claim = verdict.claim
    scope = verdict.scope or "-"
    numbers = ",".join(str(assumed.index(theorem) + 1) for theorem in verdict.assumes)
    note = f"  assuming ({numbers})" if numbers else ""
    word = "observed" if verdict.observed else str(verdict.status)
    yield f"  {claim.id:27}{word:10}{scope:13}{verdict.seconds:6.2f} s{note}"
    if verdict.reason:
        yield from paragraph(verdict.reason, " " * 6)
    for variant in verdict.variants:
        kinds = " and ".join(finding.kind for finding in variant.findings) or "nothing found"
        shown = "gap" if variant.status is Printed.GAP else f"{variant.status} ({kinds})"
        yield (
            f"      {variant.variant.erratum} {_as_stated(variant.variant)}: {shown};"
            f" repaired: {repair_words(variant)}"
        )


def repair_words(variant: VariantVerdict) -> str:
    """The verdict on a repaired statement, with its scope."""
    return ", ".join(filter(None, (variant.repair_status, variant.repair_scope)))


def _as_stated(variant: Variant) -> str:
    return "as it was said here" if variant.own else "as printed"


def summary_lines(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Two lines of totals and, if there are any, the claims that are not as expected."""
    count = summary(verdicts)
    yield from paragraph(
        f"{count['claims']} {'claim' if count['claims'] == 1 else 'claims'}:"
        f" {count['proved']} proved{_scopes(verdicts)},"
        f" {count['refuted']} refuted, {count['undecided']} undecided."
    )
    if count["conjectures"]:
        yield from paragraph(
            f"{count['conjectures']} conjectured beyond the paper, {count['observed']} observed at"
            " every point, not counted."
        )
    if count["printed_variants"]:
        yield from paragraph(
            f"{count['printed_variants']}"
            f" printed variant{'' if count['printed_variants'] == 1 else 's'}:"
            f" {count['refuted_as_printed']} refuted"
            f" as printed, {count['gaps']} gap{'' if count['gaps'] == 1 else 's'} (not false, but"
            f" more is needed); proved as repaired: {repairs(verdicts)}."
        )
    bad = [verdict.claim.id for verdict in verdicts if not verdict.as_expected]
    if bad:
        yield from paragraph("Not as expected: " + ", ".join(bad))


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    """The verdict on one claim with its evidence and its printed variants."""
    claim = verdict.claim
    scope = f", scope: {verdict.scope}" if verdict.scope else ""
    word = "observed, not proved" if verdict.observed else verdict.status
    yield f"Verdict: {word}{scope} ({verdict.seconds:.2f} s)"
    if verdict.reason:
        yield from paragraph(verdict.reason, "  ", "  ")
    for part in claim.parts:
        yield from paragraph(part, "    ", "  ")
        yield from _evidence_lines([item for item in verdict.evidence if item.part == part])
    yield "Rests on"
    for theorem in verdict.assumes:
        yield from paragraph(f"assumed: {theorem}", "    ", "  ")
    yield from paragraph(f"arithmetic of {', '.join(verdict.trusts)}", "    ", "  ")
    for variant in verdict.variants:
        yield ""
        yield from variant_lines(variant)


def _evidence_lines(evidence: Sequence[Evidence]) -> Iterator[str]:
    """Evidence that says the same by the same means in one paragraph, then counterexamples."""
    groups: dict[tuple[str, str, str], list[Evidence]] = {}
    for item in evidence:
        groups.setdefault((item.outcome, item.by, item.detail), []).append(item)
    for (outcome, by, detail), items in groups.items():
        places = "; ".join(map(_place, items))
        yield from paragraph(f"{outcome} by {by}: {detail}, at {places}", "      ", "    ")
    for item in evidence:
        for branch in item.branches:
            yield f"      {branch.count:5} {branch.name}"
            text = f"smallest: {branch.smallest}" if branch.count else branch.smallest
            yield from paragraph(text, " " * 14, " " * 12)
        if item.counterexample is not None:
            yield from counterexample_lines(item.counterexample, "      ")


def _place(item: Evidence) -> str:
    """Where it was decided, kept together; a list of generators is not."""
    where = item.where if item.digits is None else f"{item.where} ({item.digits})"
    together = where.replace(" ", HARD_SPACE)
    return together.replace(f",{HARD_SPACE}", ", ") if item.generators else together


def variant_lines(verdict: VariantVerdict, *, theorems: bool = True) -> Iterator[str]:
    """A printed variant, how it fails, and its repair, with what its `theorems` say."""
    variant = verdict.variant
    yield f"{variant.erratum} ({variant.kind}; {variant.place})"
    label = "  ours was: " if variant.own else "  printed:  "
    yield from paragraph(variant.printed, " " * 12, label)
    if variant.reading:
        yield from paragraph(variant.reading, " " * 12, "  read as:  ")
    if verdict.status is Printed.GAP:
        yield "            a gap: not refuted, but it does not follow from what is stated"
    else:
        yield f"            {verdict.status}"
    for finding in verdict.findings:
        yield from _finding_lines(finding)
    if variant.missing:
        yield from paragraph(variant.missing, " " * 12, "  missing:  ")
    yield from paragraph(variant.repaired, " " * 12, "  repaired: ")
    places = "; ".join(f"{item.where} by {item.by}" for item in verdict.repair)
    yield from paragraph(f"{repair_words(verdict)}: {places}", " " * 14, " " * 12)
    for theorem in variant.theorems if theorems else ():
        yield from paragraph(f"by theorem {theorem.name}:", " " * 14, " " * 12)
        yield from statement_lines(theorem.content)


def _finding_lines(finding: Finding) -> Iterator[str]:
    text = f"{finding.kind} at {finding.where}: {finding.detail}"
    yield from paragraph(text, " " * 14, " " * 12)
    if finding.counterexample is not None:
        yield from counterexample_lines(finding.counterexample, " " * 14)


def counterexample_lines(example: Counterexample, indent: str) -> Iterator[str]:
    """The given matrices in one paragraph, then the values that show the failure."""
    given = (f"{name} = {show_rows(rows)}" for name, rows in example.given.items())
    yield from paragraph(
        ", ".join(given).replace(" = ", f"{HARD_SPACE}={HARD_SPACE}"), indent, indent
    )
    for name, rows in example.values.items():
        yield from paragraph(f"{name} = {show_rows(rows)}", indent + "  ", indent)


def quoted_lines(paper: Paper, entry: Quoted) -> Iterator[str]:
    """An entry that is quoted and not decided."""
    yield f"{entry.name}: quoted{f', {entry.kind}' if entry.kind else ''}, never counted"
    line = f"line {entry.line} of the source text" if entry.line else ""
    yield "; ".join(filter(None, (paper.sections[entry.section], line)))
    yield from paragraph(entry.what, "  ", "  ")
    yield from paragraph(f"Not decided: {entry.reason}", "  ", "  ")


def beside_lines(formula: str, blocks: Sequence[Beside], architecture: str) -> Iterator[str]:
    """What sympy derives, and below it the formula with r as a letter, block by block."""
    yield f"At {architecture}, derived by sympy from the loss and, below it, by the formula"
    yield from paragraph(formula, "    ", "  ")
    for block in blocks:
        height, width = block.shape
        equal = "equal" if block.equal else "NOT EQUAL"
        yield f"  {block.index}: {height} x {width}, {equal}"
        yield from _matrix_lines(block.derived.rows, "    ")
        yield from _matrix_lines(block.formula.rows, "  = ")


def _matrix_lines(rows: Sequence[Sequence[str]], before: str) -> Iterator[str]:
    """A matrix in aligned columns; where it is too wide, a row of it is written below another."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    if len(before) + sum(widths) + 3 * len(widths) + 1 <= WIDTH:
        for row in rows:
            cells = " | ".join(text.ljust(size) for text, size in zip(row, widths, strict=True))
            yield f"{before}[ {cells} ]"
            before = " " * len(before)
        return
    for i, row in enumerate(rows, 1):
        for j, text in enumerate(row, 1):
            yield from paragraph(text, " " * 14, f"{before}[{i},{j}] ".ljust(14))
            before = " " * len(before)
