"""The command ``proofs identity``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from proofs.commands.console import counter
from proofs.commands.options import EXPECTED, UNEXPECTED, jobs_option, json_option, seed_option

if TYPE_CHECKING:
    from proofs.identity.files import IllTyped, NamedStatement


@click.command()
@click.argument("statement", metavar="[STATEMENT]", required=False)
@click.option("--file", metavar="FILE", help="Decide the statements of a file or folder instead.")
@click.option("--certificate", "directory", metavar="DIR", help="Write certificates of proofs.")
@click.option("--rocq", metavar="FILE.v", help="Write the proof of STATEMENT for Rocq.")
@click.option("--proof", "show_proof", is_flag=True, help="Show the proofs, step by step.")
@click.option("--latex", metavar="FILE.tex", help="Write the proof of STATEMENT for LaTeX.")
@click.option("--html", metavar="FILE.html", help="Write the proof of STATEMENT as a page.")
@click.option(
    "--budget", type=click.FloatRange(0.01, 3600), default=10.0, show_default=True,
    help="Seconds for each statement.",
)  # fmt: skip
@jobs_option
@seed_option
@json_option
def identity(
    statement: str | None,
    file: str | None,
    directory: str | None,
    rocq: str | None,
    show_proof: bool,
    latex: str | None,
    html: str | None,
    budget: float,
    jobs: int,
    seed: int,
    json_path: str | None,
) -> int:
    """Prove or refute matrix statements of your own, for all sizes.

    For example "A: m x n, B: n x p |- rank(A*B) <= rank(A)". FILE holds [{"name": ..,
    "statement": ..}], or is a .txt file in the form of the library, or a folder of these.
    A refutation comes with small matrices, a proof with a certificate; the exit status is 0
    if all are proved without an assumption.
    """
    from proofs.files.json_writing import json_stream, require_writable
    from proofs.identity import answer as answering
    from proofs.status import Status

    if json_path is not None:
        require_writable(json_path, other_than=file)
    outputs = {"--rocq": rocq, "--latex": latex, "--html": html}
    tasks = [answering.Task(item, budget, seed) for item in _given(statement, file, outputs)]
    verdicts: Counter[Status] = Counter()
    assumed, refused, ill_typed, at_sizes = 0, False, 0, 0
    many, silent = file is not None, json_path == "-"
    stream = nullcontext(None) if json_path is None else json_stream(json_path, as_list=many)
    with stream as write, counter("statements") as step:
        for found in answering.answers(tasks, jobs):
            proof = None
            if isinstance(found, answering.Answer):
                verdicts[found.decision.verdict] += 1
                assumed += bool(found.decision.assumptions)
                at_sizes += found.decision.at_sizes is not None
                proof = found.decision.proof
            else:
                ill_typed += 1
            path = None if directory is None else answering.write_certificate(directory, found)
            if write is not None:
                write(answering.answer_json(found, path))
            _show(() if silent else answering.answer_lines(found, with_name=many))
            if proof is not None:
                _tell(proof.certificate, show_proof and not silent, statement, latex, html)
            if rocq is not None and proof is not None:
                refused = not _in_rocq(rocq, proof.certificate, silent=silent)
            step()
    if many and not silent:
        click.echo(answering.summary_line(verdicts, assumed, ill_typed, at_sizes))
    proved = verdicts[Status.PROVED] - assumed == len(tasks)
    return EXPECTED if proved and not refused else UNEXPECTED


def _given(
    statement: str | None, file: str | None, outputs: dict[str, str | None]
) -> list[NamedStatement | IllTyped]:
    """The statement of the command line, or those of the file; the options must go together."""
    from proofs.identity.files import NamedStatement, read_statements
    from symbolic.statements.parser import statement as parse

    if (statement is None) == (file is None):
        raise click.UsageError("give either STATEMENT or --file FILE")
    for option, path in outputs.items():
        if path is not None and statement is None:
            raise click.UsageError(f"{option} writes the proof of one STATEMENT, not of a file")
    if statement is not None:
        return [NamedStatement("statement", parse(statement))]
    return read_statements(file or "")


def _tell(
    certificate: str, shown: bool, statement: str | None, latex: str | None, html: str | None
) -> None:
    """Show the proof in words, and write it where it is asked."""
    if not (shown or latex or html):
        return
    from pathlib import Path

    from proofs.files.whole import whole_file
    from proofs.teaching import statement_proof
    from symbolic.errors import ReportError

    content = json.loads(certificate)
    _show(f"  {line}" for line in (statement_proof.text_lines(content) if shown else ()))
    for path, make in (
        (latex, statement_proof.latex_document), (html, statement_proof.html_page)
    ):  # fmt: skip
        if path is None:
            continue
        try:
            with whole_file(Path(path)) as file:
                file.write(make(content, statement or ""))
        except OSError as error:
            raise ReportError(f"{path}: {error.strerror or error}") from None


def _in_rocq(path: str, certificate: str, *, silent: bool) -> bool:
    """Write a proof for Rocq and show what Rocq says; whether that is good."""
    from proofs.rocq.report import answer_lines, write_statement

    answer = write_statement(path, certificate)
    _show(() if silent else answer_lines(answer))
    return answer.good


def _show(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
