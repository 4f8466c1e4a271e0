"""The commands about the claims of a paper: ``check``, ``list``, ``show`` and ``axioms``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from proofs.evidence.paper import Paper
    from proofs.evidence.run import More
    from proofs.evidence.settings import Settings
    from proofs.evidence.verdict import Verdict

_arch_option = click.option(
    "--arch",
    "architectures",
    multiple=True,
    metavar="D",
    help="Add the architecture d_x,d_1,..,d_H,d_y:m, e.g. 3,2,2:4, to those that claims about"
    " networks are decided at; may be repeated.",
)


@click.command()
@click.argument("names", nargs=-1, metavar="[ID]...")
@_arch_option
@click.option("--quick", is_flag=True, help="Smaller sizes and fewer samples.")
@jobs_option
@click.option(
    "--budget",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    help="Leave a claim undecided that takes longer.",
)
@paper_option
@seed_option
@json_option
@click.option("--certificates", metavar="DIR", help="Write the certificates of the theorems.")
@click.option(
    "--kernel", type=click.Choice(["rocq"]), help="Ask a second kernel, which must be installed."
)
@click.option("--fresh", is_flag=True, help="Prove all theorems anew; read no kept certificate.")
def check(
    names: tuple[str, ...],
    architectures: tuple[str, ...],
    quick: bool,
    jobs: int,
    budget: float | None,
    reference: str,
    seed: int,
    json_path: str | None,
    certificates: str | None,
    kernel: str | None,
    fresh: bool,
) -> int:
    """Decide the claims, all by default, and show their verdicts."""
    from proofs.evidence.papers import load
    from proofs.evidence.run import decide_claims
    from proofs.reports.claims_json import report_json
    from proofs.reports.claims_text import table_lines

    paper = load(reference)
    claims = paper.select(names)
    settings = _settings(paper, architectures, quick, seed)
    settings = replace(settings, budget=budget, rocq=bool(kernel), fresh=fresh)
    if fresh:
        paper.prove_anew()
    more = _second_kernel(paper) if settings.rocq else None
    if certificates is not None:
        from proofs.reports.certificates import write_certificates

        named = dict.fromkeys(theorem for claim in claims for _, theorem in claim.theorems)
        write_certificates(certificates, named)
    with output(json_path) as write, claim_progress(len(claims)) as (step, done):
        verdicts = decide_claims(paper, claims, settings, jobs, step, done, more)
        write(table_lines(paper, verdicts), lambda: report_json(paper, verdicts, settings))
    return _exit_status(verdicts)


def _second_kernel(paper: Paper) -> More:
    """What Rocq accepts, as evidence; raises where Rocq is not installed."""
    from proofs.rocq.evidence import evidence_of_rocq, require_rocq

    require_rocq()
    return partial(evidence_of_rocq, paper.rocq)


@click.command("list")
@paper_option
@json_option
def list_(reference: str, json_path: str | None) -> int:
    """List the claims of a paper."""
    from proofs.evidence.papers import load
    from proofs.reports.claims_json import claim_json
    from proofs.reports.claims_text import catalogue_lines

    paper = load(reference)
    with output(json_path) as write:
        write(catalogue_lines(paper), lambda: [claim_json(claim) for claim in paper.claims])
    return EXPECTED


@click.command()
@click.argument("name", metavar="ID")
@_arch_option
@paper_option
@seed_option
@json_option
def show(
    name: str, architectures: tuple[str, ...], reference: str, seed: int, json_path: str | None
) -> int:
    """Show everything about one claim: statements, hypotheses, uses, evidence, misprints.

    ID is a claim or one of its errata. Each formula is put beside what sympy derives. The
    verdict is decided now, at the quick sizes and those given with --arch; the formulas are
    spelled out at those given if they are small enough to read, or at three small networks.
    """
    from proofs.evidence.papers import load
    from proofs.evidence.run import decide_claim
    from proofs.reports.claims_text import quoted_lines
    from proofs.reports.show import show_json, show_lines, shown
    from symbolic.networks.architecture import Architecture

    paper = load(reference)
    if (entry := paper.quoted_entry(name)) is not None:
        with output(json_path) as write:
            write(quoted_lines(paper, entry), lambda: asdict(entry))
        return EXPECTED
    claim = paper.find(name)
    settings = _settings(paper, architectures, True, seed)
    with output(json_path) as write:
        at = tuple(map(Architecture.parse, architectures))
        found = shown(paper, decide_claim(paper, claim, settings), settings, at)
        write(show_lines(found), lambda: show_json(found))
    return _exit_status([found.verdict])


@click.command()
@paper_option
@json_option
def axioms(reference: str, json_path: str | None) -> int:
    """What is trusted: the axioms and rules, the assumed theorems, and what rests on each."""
    from proofs.evidence.papers import load
    from proofs.reports.certificates import trusted, trusted_lines

    paper = load(reference)
    with output(json_path) as write:
        content = trusted(paper)
        write(trusted_lines(content), lambda: content)
    return EXPECTED


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option(
    "--paper", "reference", metavar="NAME|FOLDER",
    help="Ask also that each certificate states the paper's theorem of its name; without FILE,"
    " replay those of all its theorems.",
)  # fmt: skip
@json_option
def verify(files: tuple[str, ...], reference: str | None, json_path: str | None) -> int:
    """Replay certificates with the independent checker, and show what they prove.

    The same is done without the project by ``python -I -S proofs/checker.py FILE ...``. The
    exit status is 1 if a certificate is rejected; the reason names the first step that fails.
    """
    from proofs.evidence.papers import load
    from proofs.reports import certificates

    if not files and reference is None:
        raise click.UsageError("name a FILE, or a paper with --paper")
    paper = None if reference is None else load(reference)
    with output(json_path) as write:
        found = [certificates.replay(path, paper) for path in files]
        if paper is not None and not files:
            found = certificates.replay_theorems(paper)
        lines = certificates.replays_lines(found, paper)
        write(lines, lambda: [certificates.replay_json(item, paper) for item in found])
    return EXPECTED if all(item.accepted for item in found) else UNEXPECTED


def _settings(paper: Paper, architectures: Iterable[str], quick: bool, seed: int) -> Settings:
    """The settings of a run; every architecture is parsed and sized before any work."""
    from symbolic.networks.architecture import Architecture

    extra = [Architecture.parse(text) for text in architectures]
    for architecture in extra:
        architecture.require_fits()
    return paper.settings(extra, quick=quick, seed=seed)


def _exit_status(verdicts: Iterable[Verdict]) -> int:
    return EXPECTED if all(verdict.as_expected for verdict in verdicts) else UNEXPECTED
