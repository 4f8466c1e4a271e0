"""Everything about one claim: what it says in print and in the toolkit, and all it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from proofs.checker import Rejected
from proofs.evidence.audit import AuditVerdict, audit
from proofs.evidence.claim import Claim
from proofs.evidence.paper import Paper
from proofs.evidence.settings import Settings
from proofs.evidence.sources import sources_of_claim, sources_of_theorem
from proofs.evidence.stated import StatedTheorem
from proofs.evidence.verdict import Verdict
from proofs.files.text import paragraph
from proofs.kernel.meanings import Legend, of_statement
from proofs.reports.audit import audit_json, audit_lines
from proofs.reports.beside import SHOWN, Beside, beside, too_large
from proofs.reports.certificates import statement_lines as theorem_lines
from proofs.reports.certificates import statement_text
from proofs.reports.claims_json import report_json
from proofs.reports.claims_text import beside_lines, verdict_lines
from proofs.reports.legend import legend_lines, letters_line, of_text, of_theorem
from symbolic.networks.architecture import Architecture


@dataclass(frozen=True)
class Shown:
    """A claim with its verdict, the answers about its hypotheses, and the theorems that say it.

    Each theorem comes with the parts of the claim that it is. The formulas are spelled out at the
    architectures `at`, or at three small ones.
    """

    paper: Paper
    claim: Claim
    settings: Settings
    verdict: Verdict
    theorems: dict[StatedTheorem, tuple[str, ...]]
    hypotheses: tuple[AuditVerdict, ...]
    at: tuple[Architecture, ...] = ()

    @property
    def used_by(self) -> tuple[str, ...]:
        """The claims whose printed proofs use this one."""
        return tuple(other.id for other in self.paper.claims if self.claim.id in other.uses)

    @property
    def places(self) -> tuple[str, ...]:
        """The numbered statements and the displayed equations that lead to the claim."""
        return self.paper.places.get(self.claim.id, ())


def shown(
    paper: Paper, verdict: Verdict, settings: Settings, at: tuple[Architecture, ...] = ()
) -> Shown:
    """A claim that was decided, with the answers about its hypotheses, decided now."""
    claim = verdict.claim
    own = [entry for entry in paper.audited if entry.claim == claim.id]
    said = {
        theorem: tuple(part for part, other in claim.theorems if other is theorem)
        for _, theorem in claim.theorems
        if _accepted(theorem)
    }
    with paper.blamed(f'the audit of "{claim.id}"'):
        answers = tuple(audit(own, settings))
    return Shown(paper, claim, settings, verdict, said, answers, at)


def _accepted(theorem: StatedTheorem) -> bool:
    """Whether there is a statement to show; the verdict says why there is none."""
    try:
        return bool(theorem.certificate)
    except Rejected:
        return False


def show_lines(it: Shown) -> Iterator[str]:
    """All of it as text."""
    yield from _statement_lines(it)
    yield from _place_lines(it)
    yield ""
    for size, reason in _not_spelled_out(it).items():
        yield from paragraph(f"At {size} the formulas are not spelled out: {reason}", "  ")
    for formula, blocks, architecture in _displays(it):
        yield from beside_lines(formula, blocks, str(architecture))
        yield ""
    yield from verdict_lines(it.verdict)
    if it.hypotheses:
        yield ""
        yield "The hypotheses one by one"
        yield from audit_lines(it.hypotheses)


def _statement_lines(it: Shown) -> Iterator[str]:
    """Name and place, and the statement in words, in LaTeX and as theorems of the toolkit."""
    claim = it.claim
    yield f"{claim.id}: {'a conjecture: ' if claim.conjecture else ''}{claim.title}"
    numbered = [place for place in it.places if "line" not in place]
    places = (it.paper.sections[claim.section], *numbered, claim.place)
    yield from paragraph("; ".join(filter(None, places)))
    yield ""
    yield from paragraph(claim.statement, "  ")
    yield from paragraph(f"In LaTeX: {claim.latex or '-'}", "  ")
    for theorem, parts in it.theorems.items():
        yield from paragraph(
            f"In the toolkit, theorem {theorem.name} (of: {'; '.join(parts)})", "  "
        )
        yield from theorem_lines(theorem.content)
        text = statement_text(theorem.content)
        yield from letters_line(of_theorem(theorem.content, text, it.paper))
    if claim.hypotheses:
        yield "Hypotheses"
        for hypothesis in claim.hypotheses:
            yield from paragraph(hypothesis, "    ", "  ")
    yield from legend_lines(_legend(it))


def _legend(it: Shown) -> Legend:
    """The letters of the paper and of the toolkit's notation in what is shown of the claim."""
    claim = it.claim
    formulas = (formula for formula, _ in claim.displays)
    words = "\n".join((claim.statement, *formulas, *claim.parts, *claim.hypotheses))
    theorems = "\n".join(statement_text(theorem.content) for theorem in it.theorems)
    return of_text(words, it.paper.notation) | of_statement(theorems)


def _place_lines(it: Shown) -> Iterator[str]:
    """Where it stands, what it uses and what uses it, and how it is decided."""
    claim = it.claim
    if it.places:
        yield from paragraph(f"In print: {', '.join(it.places)}", "  ")
    if claim.uses:
        yield from paragraph(f"Its printed proof uses {', '.join(claim.uses)}", "  ")
    if it.used_by:
        yield from paragraph(f"The printed proofs of {', '.join(it.used_by)} use it", "  ")
    yield "How it is decided"
    if claim.proof:
        yield from paragraph(claim.proof, "  ", "  ")
    if modules := _modules(it):
        text = f"What is evaluated for it is written in {', '.join(modules)}"
        yield from paragraph(text, "  ", "  ")
    if it.theorems:
        proved = sorted(
            {module for theorem in it.theorems for module in sources_of_theorem(theorem)}
        )
        yield from paragraph(f"Its theorems are proved in {', '.join(proved)}", "  ", "  ")


def _modules(it: Shown) -> tuple[str, ...]:
    return sources_of_claim(it.claim)


def _not_spelled_out(it: Shown) -> dict[str, str]:
    """The architectures asked for that are too large to be read, with the reason."""
    asked = it.at if it.claim.displays else ()
    return {str(size): reason for size in asked if (reason := too_large(size))}


def _displays(it: Shown) -> Iterator[tuple[str, list[Beside], Architecture]]:
    sizes = tuple(size for size in it.at if not too_large(size)) or SHOWN
    for formula, equation in it.claim.displays:
        for architecture in sizes:
            yield formula, beside(equation, architecture), architecture


def _displays_json(it: Shown) -> list[dict[str, Any]]:
    return [
        {
            "formula": formula,
            "architecture": str(architecture),
            "derived_by": "sympy",
            "blocks": [asdict(block) for block in blocks],
        }
        for formula, blocks, architecture in _displays(it)
    ]


def show_json(it: Shown) -> dict[str, Any]:
    """The report of a run of this claim, with what else is shown of it."""
    report = report_json(it.paper, [it.verdict], it.settings)
    report["claims"][0] |= {
        "used_by": list(it.used_by),
        "places": list(it.places),
        "legend": _legend(it),
        "modules": list(_modules(it)),
        "toolkit": [
            {
                "theorem": theorem.name,
                "parts": list(parts),
                "statement": statement_text(theorem.content),
                "legend": of_theorem(theorem.content, statement_text(theorem.content), it.paper),
                "modules": list(sources_of_theorem(theorem)),
            }
            for theorem, parts in it.theorems.items()
        ],
        "displays": _displays_json(it),
        "not_spelled_out": _not_spelled_out(it),
        "audit": audit_json(it.hypotheses),
    }
    return report
