"""The commands about a paper as a whole: ``errata``, ``audit``, ``graph`` and ``new``."""

from __future__ import annotations

import click

from proofs.commands.console import claim_progress, output
from proofs.commands.options import (
    EXPECTED,
    UNEXPECTED,
    jobs_option,
    json_option,
    paper_option,
    seed_option,
)


@click.command()
@click.argument("names", nargs=-1, metavar="[ERRATUM]...")
@click.option("--markdown", is_flag=True, help="As a Markdown table.")
@paper_option
@seed_option
@json_option
def errata(
    names: tuple[str, ...], markdown: bool, reference: str, seed: int, json_path: str | None
) -> int:
    """What is wrong in print: how it fails, with a counterexample, and its repair."""
    from proofs.evidence.papers import load
    from proofs.reports import errata as lists

    paper = load(reference)
    settings = paper.settings(seed=seed)
    with output(json_path) as write:
        found = lists.errata(paper, names, settings)
        lines = lists.errata_markdown(found) if markdown else lists.errata_lines(paper, found)
        write(lines, lambda: lists.errata_json(paper, found, settings))
    return EXPECTED if all(erratum.as_expected for erratum in found) else UNEXPECTED


@click.command()
@click.argument("names", nargs=-1, metavar="[CLAIM]...")
@paper_option
@seed_option
@json_option
def audit(names: tuple[str, ...], reference: str, seed: int, json_path: str | None) -> int:
    """For every printed hypothesis: used, superfluous or needed, and what shows it."""
    from proofs.evidence.audit import audit as audited
    from proofs.evidence.papers import load
    from proofs.reports.audit import audit_json, audit_lines

    paper = load(reference)
    wanted = {paper.find(name).id for name in names}
    entries = [entry for entry in paper.audited if not wanted or entry.claim in wanted]
    with output(json_path) as write:
        with paper.blamed("the audit"):
            found = audited(entries, paper.settings(seed=seed))
        write(audit_lines(found), lambda: audit_json(found))
    return EXPECTED if all(verdict.as_expected for verdict in found) else UNEXPECTED


@click.command()
@click.option("--svg", "svg_path", metavar="PATH", help="Write the picture; - for stdout.")
@click.option("--dot", "dot_path", metavar="PATH", help="Write DOT to a file instead.")
@jobs_option
@paper_option
@seed_option
@json_option
def graph(
    svg_path: str | None,
    dot_path: str | None,
    jobs: int,
    reference: str,
    seed: int,
    json_path: str | None,
) -> int:
    """What rests on what, coloured by the evidence, as DOT or as a picture (SVG)."""
    from proofs.evidence.papers import load
    from proofs.evidence.run import decide_claims
    from proofs.files.json_writing import require_writable, write_text
    from proofs.reports import graph as graphs
    from proofs.reports.graph_svg import svg_lines

    paper = load(reference)
    for path in (svg_path, dot_path):
        require_writable("-" if path is None else path)
    with output(json_path) as write, claim_progress(len(paper.claims)) as (step, done):
        settings = paper.settings(seed=seed)
        verdicts = decide_claims(paper, paper.claims, settings, jobs, step, done)
        found = graphs.build(paper, verdicts)
        for path, lines in ((svg_path, svg_lines(found)), (dot_path, graphs.dot_lines(found))):
            if path is not None:
                write_text(path, lines)
        shown = svg_path is None and dot_path is None
        write(graphs.dot_lines(found) if shown else (), lambda: graphs.graph_json(found))
    return EXPECTED if all(verdict.as_expected for verdict in verdicts) else UNEXPECTED


@click.command()
@click.argument("folder", metavar="FOLDER")
@json_option
def new(folder: str, json_path: str | None) -> int:
    """Write a small paper to start from; nothing that is there is overwritten."""
    from proofs.reports.new_paper import write_paper

    with output(json_path) as write:
        files = write_paper(folder)
        lines = [f"{folder}: {', '.join(files)}", f"next: proofs check --paper {folder}"]
        write(lines, lambda: {"folder": folder, "files": files})
    return EXPECTED
