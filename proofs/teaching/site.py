"""The web site: front page, a page per claim, the errata, the lessons; each from its template.

A page knows nothing but what is passed to its template; a name that is missing there is an
error. Pages link to pages of the same folder only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from proofs.evidence.claim import Claim, Evidence
from proofs.evidence.equation import Equation
from proofs.evidence.verdict import Verdict
from proofs.reports.beside import SHOWN, Beside, beside
from proofs.reports.claims_json import summary, versions
from proofs.reports.graph import Node, theorems_of
from proofs.reports.graph_svg import svg_lines
from proofs.status import Scope
from proofs.teaching.lesson import Lesson, Written
from proofs.teaching.lesson_html import lesson_html
from proofs.teaching.material import Material
from proofs.teaching.theorem_page import OWN, all_aloud, axioms_and_rules, page_of, read_aloud
from proofs.teaching.typography import formula, latex, matrix
from proofs.teaching.worked import example, network_example
from symbolic.networks.architecture import Architecture

SCOPES = {
    Scope.ALL_SIZES: "proved for all sizes",
    Scope.ARCHITECTURE: "proved at architectures",
    Scope.POINTS: "proved at points",
    Scope.NUMERIC: "numerical evidence",
}
MEANING = {
    "proved for all sizes": "every depth, all widths, every number of samples: a theorem whose"
    " proof, step by step, an independent checker has replayed",
    "proved at architectures": "all real entries at each of the listed sizes: two polynomials in"
    " all entries are identical",
    "proved at points": "exact at the listed rational points, of every kind that the statement"
    " tells apart; for a statement about all networks this is less than a proof",
    "observed": "a conjecture: true at every point that was looked at, proved nowhere here",
    "refuted": "false: a counterexample is shown",
    "undecided": "neither proved nor refuted; never counted as a success",
}


def verdict_word(verdict: Verdict) -> str:
    """The verdict with its scope, as it stands on badges and in tables."""
    if verdict.observed:
        return "observed"
    return SCOPES[verdict.scope] if verdict.scope is not None else str(verdict.status)


def css_class(word: str) -> str:
    """The class of a badge."""
    return word.replace(" ", "-")


@cache
def environment() -> Environment:
    """The templates, with the filters that they use."""
    made = Environment(
        loader=PackageLoader("proofs.teaching"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters |= {
        "formula": formula, "matrix": matrix, "css": css_class, "word": verdict_word,
        "scope_word": lambda scope: SCOPES[scope],
    }  # fmt: skip
    return made


Page = Callable[..., bytes]
"""The bytes of a page, from the name of its template, the way to the root, and its content."""


def site_files(material: Material, lessons: Sequence[Written]) -> Iterator[tuple[str, bytes]]:
    """Every file of the web site by its path."""
    scopes = {item.scope for verdict in material.verdicts for item in verdict.evidence}
    names = {verdict.claim.id for verdict in material.verdicts}
    shared = {
        "paper": material.paper,
        "seed": material.settings.seed,
        "networks": Scope.ARCHITECTURE in scopes,
        "names": names,
        "lessons": [written.lesson for written in lessons],
        "versions": versions(),
        "meaning": MEANING,
    }

    def page(template: str, root: str, **content: Any) -> bytes:
        text = environment().get_template(template).render(root=root, **shared, **content)
        return text.encode()

    yield "style.css", files("proofs.teaching").joinpath("static/style.css").read_bytes()
    graph, sections = graph_svg(material), material.paper.sections
    yield "index.html", page("index.html", "", graph=graph, **_front(material))
    yield "graph.html", page("graph.html", "", graph=graph)
    yield "rules.html", page("rules.html", "", **axioms_and_rules())
    yield "errata.html", page("errata.html", "", errata=material.errata, sections=sections)
    yield from _claim_pages(material, page)
    yield from _lesson_pages(lessons, page, names | {erratum.name for erratum in material.errata})


def _claim_pages(material: Material, page: Page) -> Iterator[tuple[str, bytes]]:
    """A page for each claim, and one for each long proof."""
    apart: dict[str, list[str]] = {}
    for verdict in material.verdicts:
        content = _claim(material, verdict)
        yield f"claims/{verdict.claim.id}.html", page("claim.html", "../", **content)
        for theorem in content["theorems"]:
            if theorem.apart:
                apart.setdefault(theorem.name, []).append(verdict.claim.id)
    for name, claims in apart.items():
        theorem = read_aloud(material.paper.theorems[name], OWN, "../")
        yield page_of(name), page("proof.html", "../", theorem=theorem, claims=claims)


def _lesson_pages(
    lessons: Sequence[Written], page: Page, known: set[str]
) -> Iterator[tuple[str, bytes]]:
    """The pictures and the page of each lesson; what is known can be linked to."""
    for number, written in enumerate(lessons):
        yield from written.figures.items()
        content = {
            "lesson": written.lesson,
            "body": lesson_html(written, "../", known),
            "before": _at(lessons, number - 1),
            "after": _at(lessons, number + 1),
        }
        yield f"lessons/{written.lesson.name}.html", page("lesson.html", "../", **content)


def _at(lessons: Sequence[Written], number: int) -> Lesson | None:
    return lessons[number].lesson if 0 <= number < len(lessons) else None


def _front(material: Material) -> dict[str, Any]:
    """What the front page shows: the rows of its table are counted from the verdicts."""
    rows: list[dict[str, Any]] = []
    for section, title in material.paper.sections.items():
        members = [v for v in material.verdicts if v.claim.section == section]
        quoted = sum(entry.section == section for entry in material.paper.quoted)
        if members:
            words = [verdict_word(verdict) for verdict in members]
            count = summary(members) | {word: words.count(word) for word in MEANING}
            count |= {"assuming": sum(bool(v.assumes) for v in members), "quoted": quoted}
            rows.append({"title": title, "members": members, "count": count, "name": section})
    total = (
        {key: sum(row["count"][key] for row in rows) for key in rows[0]["count"]} if rows else {}
    )
    assumed = dict.fromkeys(text for v in material.verdicts for text in v.assumes)
    kinds = [found.answer.kind for found in material.audited]
    audit = {kind: kinds.count(kind) for kind in ("superfluous", "needed", "used", "open")}
    return {"rows": rows, "total": total, "assumed": list(assumed), "audit": audit}


def graph_svg(material: Material) -> Markup:
    """The graph, inline: its nodes lead to the pages of the claims."""

    def address(node: Node) -> str:
        return "" if node.name.startswith(("theorem ", "assumed ")) else f"claims/{node.name}.html"

    text = "\n".join(svg_lines(material.graph, address))
    text = text.replace(' xmlns="http://www.w3.org/2000/svg"', ' role="group"', 1)
    return Markup(text)


def _claim(material: Material, verdict: Verdict) -> dict[str, Any]:
    """What the page of a claim shows."""
    claim = verdict.claim
    places = [v.claim.id for v in material.verdicts]
    here = places.index(claim.id)
    theorems = [material.paper.theorems[name] for name in theorems_of(verdict.evidence)]
    return {
        "claim": claim,
        "verdict": verdict,
        "section": material.paper.sections[claim.section],
        "parts": [_part(verdict, part) for part in claim.parts],
        "theorems": all_aloud(theorems, "../"),
        "latex": _in_latex(claim),
        "examples": {found.name: example(found, material.settings) for found in theorems},
        "displays": [
            (text, _typeset(equation), network_example(equation, material.settings.seed))
            for text, equation in claim.displays
        ],
        "audit": material.audit_of(claim.id),
        "audited": {found.audited.hypothesis for found in material.audit_of(claim.id)},
        "users": material.users_of(claim.id),
        "before": places[here - 1] if here else None,
        "after": places[here + 1] if here + 1 < len(places) else None,
    }


def _typeset(equation: Equation) -> list[tuple[Architecture, list[tuple[Beside, Markup]]]]:
    """At each small network the blocks with their typeset matrices, derived = by the formula."""
    return [
        (size, [(block, _equation(block)) for block in beside(equation, size)]) for size in SHOWN
    ]


def _equation(block: Beside) -> Markup:
    sign = "=" if block.equal else r"\neq"
    return latex(f"{block.derived.latex} {sign} {block.formula.latex}", display=True)


def _in_latex(claim: Claim) -> list[Markup]:
    """The statement of a claim in the paper's notation, a formula for each of its parts."""
    pieces = claim.latex.split("\\quad ")
    return [latex(piece.strip().rstrip(",;"), display=True) for piece in pieces if piece]


def _part(verdict: Verdict, part: str) -> dict[str, Any]:
    """A part of a claim with its evidence; evidence that differs by its place only is joined."""
    evidence = [item for item in verdict.evidence if item.part == part]
    strongest = min((item.scope for item in evidence), key=list(Scope).index, default=None)
    joined: dict[tuple[object, ...], list[Evidence]] = {}
    for item in evidence:
        key = (item.scope, item.by, item.detail, item.outcome, item.branches)
        joined.setdefault(key, []).append(item)
    groups = [
        {"first": items[0], "where": "; ".join(dict.fromkeys(item.where for item in items))}
        for items in joined.values()
    ]
    return {"name": part, "scope": strongest, "groups": groups,
            "supporting": part in verdict.claim.supporting}  # fmt: skip
