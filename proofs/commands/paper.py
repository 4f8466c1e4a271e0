"""The commands about the paper as a whole: ``errata``, ``audit`` and ``graph``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from proofs.commands.console import claim_progress, output
from proofs.commands.options import EXPECTED, UNEXPECTED, json_option, seed_option

if TYPE_CHECKING:
    from proofs.evidence.claim import Settings


def _settings(seed: int) -> Settings:
    """The quick settings: the sizes are small, the searches are the same."""
    from proofs.evidence.claim import Settings
    from proofs.papers.kawaguchi2016.catalogue import QUICK_LADDER

    return Settings(QUICK_LADDER, True, seed)


@click.command()
@click.argument("names", nargs=-1, metavar="[ERRATUM]...")
@click.option("--markdown", is_flag=True, help="As a Markdown table.")
@seed_option
@json_option
def errata(names: tuple[str, ...], markdown: bool, seed: int, json_path: str | None) -> int:
    """What is wrong in print: how it fails, with a counterexample, and its repair."""
    from proofs.reports import errata as lists

    settings = _settings(seed)
    with output(json_path) as write:
        found = lists.errata(names, settings)
        lines = lists.errata_markdown(found) if markdown else lists.errata_lines(found)
        write(lines, lambda: lists.errata_json(found, settings))
    return EXPECTED if all(erratum.as_expected for erratum in found) else UNEXPECTED


@click.command()
@click.argument("names", nargs=-1, metavar="[CLAIM]...")
@seed_option
@json_option
def audit(names: tuple[str, ...], seed: int, json_path: str | None) -> int:
    """For every printed hypothesis: used, superfluous or needed, and what shows it."""
    from proofs.evidence import audit as audits
    from proofs.papers.kawaguchi2016.audit.hypotheses import AUDITED
    from proofs.papers.kawaguchi2016.catalogue import find

    wanted = {find(name).id for name in names}
    entries = [entry for entry in AUDITED if not wanted or entry.claim in wanted]
    with output(json_path) as write:
        found = audits.audit(entries, _settings(seed))
        write(audits.audit_lines(found), lambda: audits.audit_json(found))
    return EXPECTED if all(verdict.as_expected for verdict in found) else UNEXPECTED


@click.command()
@click.option("--svg", "svg_path", metavar="PATH", help="Write the picture; - for stdout.")
@click.option("--dot", "dot_path", metavar="PATH", help="Write DOT to a file instead.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="Claims decided in parallel.")
@seed_option
@json_option
def graph(
    svg_path: str | None, dot_path: str | None, jobs: int, seed: int, json_path: str | None
) -> int:
    """What rests on what, coloured by the evidence, as DOT or as a picture (SVG)."""
    from proofs.evidence.run import decide_claims
    from proofs.papers.kawaguchi2016.catalogue import CLAIMS
    from proofs.reports import graph as graphs
    from proofs.reports.claims_json import require_writable, write_text
    from proofs.reports.graph_svg import svg_lines

    for path in (svg_path, dot_path):
        require_writable("-" if path is None else path)
    with output(json_path) as write, claim_progress(len(CLAIMS)) as (step, done):
        verdicts = decide_claims(CLAIMS, _settings(seed), jobs, step, done)
        found = graphs.build(verdicts)
        for path, lines in ((svg_path, svg_lines(found)), (dot_path, graphs.dot_lines(found))):
            if path is not None:
                write_text(path, lines)
        shown = svg_path is None and dot_path is None
        write(graphs.dot_lines(found) if shown else (), lambda: graphs.graph_json(found))
    return EXPECTED if all(verdict.as_expected for verdict in verdicts) else UNEXPECTED
