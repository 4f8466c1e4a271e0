"""The command ``proofs rocq``."""

from __future__ import annotations

import click

from proofs.commands.console import counter, output
from proofs.commands.options import EXPECTED, UNEXPECTED, jobs_option, json_option, paper_option


@click.command()
@click.argument("names", nargs=-1, metavar="[ID]...")
@click.option("--out", "directory", metavar="DIR", help="Write the files into a directory.")
@jobs_option
@click.option("--coqchk", "twice", is_flag=True, help="Have coqchk check the compiled files again.")
@click.option("--markdown", is_flag=True, help="Show a table in Markdown.")
@paper_option
@json_option
def rocq(
    names: tuple[str, ...],
    directory: str | None,
    jobs: int,
    twice: bool,
    markdown: bool,
    reference: str,
    json_path: str | None,
) -> int:
    """Write the theorems for all sizes for Rocq, and compile them where it is installed.

    Each certificate becomes a file with a readable statement and a proof; beside it the main
    theorems of the library of the paper. ID is a claim or a theorem; all by default. The exit
    status is 1 if Rocq rejects a file, a proof uses an axiom or a theorem has no form in Rocq.
    """
    from proofs.evidence.papers import load
    from proofs.rocq import compiler, report

    paper = load(reference)
    chosen = paper.select_theorems(names)
    if directory is not None:
        report.require_directory(directory)
    with output(json_path) as show, counter("groups of theorems") as step:
        found = report.answers(paper, chosen, jobs, step, twice=twice)
        if directory is not None:
            report.save(directory, (item.written for item in found))
        lines = [line for item in found for line in report.answer_lines(item)]
        if markdown:
            lines = list(report.table_lines(found))
        if compiler.coqc() is None:
            lines.append(f"not compiled: coqc is not there; Debian: {' '.join(compiler.PACKAGES)}")
        show(lines, lambda: [report.answer_json(item) for item in found])
    return EXPECTED if report.as_expected(found) else UNEXPECTED
