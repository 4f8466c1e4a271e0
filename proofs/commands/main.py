"""The command ``proofs``. Only what a command needs is imported, when it runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import click

from proofs.commands.console import claim_progress, output
from proofs.commands.identity import identity
from proofs.commands.options import (
    BAD_INPUT,
    BROKEN_PIPE,
    EXPECTED,
    INTERRUPTED,
    UNEXPECTED,
    json_option,
    seed_option,
)
from proofs.commands.paper import audit, errata, graph
from proofs.commands.points import hunt, point, rank_
from proofs.commands.rocq import rocq
from proofs.commands.teach import teach
from symbolic.errors import ToolkitError

if TYPE_CHECKING:
    from proofs.evidence.claim import Settings
    from proofs.evidence.verdict import Verdict

_arch_option = click.option(
    "--arch",
    "architectures",
    multiple=True,
    metavar="D",
    help="Add the architecture d_x,d_1,..,d_H,d_y:m, e.g. 3,2,2:4, to those that claims about"
    " networks are decided at; may be repeated.",
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    invoke_without_command=True,
)
@click.version_option(package_name="deep-linear-proofs", prog_name="proofs")
@click.pass_context
def cli(context: click.Context) -> None:
    """Check the mathematics of deep linear networks exactly.

    The claims are those of Kawaguchi (2016), "Deep Learning without Poor Local Minima".
    Exit status: 0 all as expected, 1 a verdict is not, 2 bad usage or input, 130 interrupted.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (point, rank_, hunt, identity, errata, audit, graph, teach, rocq):
    cli.add_command(command)


@cli.command()
@click.argument("names", nargs=-1, metavar="[ID]...")
@_arch_option
@click.option("--quick", is_flag=True, help="Smaller sizes and fewer samples.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="Claims decided in parallel.")
@click.option(
    "--budget",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    help="Leave a claim undecided that takes longer.",
)
@seed_option
@json_option
@click.option("--certificates", metavar="DIR", help="Write the certificates of the theorems.")
@click.option(
    "--kernel", type=click.Choice(["rocq"]), help="Ask a second kernel, which must be installed."
)
def check(
    names: tuple[str, ...],
    architectures: tuple[str, ...],
    quick: bool,
    jobs: int,
    budget: float | None,
    seed: int,
    json_path: str | None,
    certificates: str | None,
    kernel: str | None,
) -> int:
    """Decide the claims, all by default, and show their verdicts."""
    from proofs.evidence.run import decide_claims
    from proofs.papers.kawaguchi2016.catalogue import select
    from proofs.reports.claims_json import report_json
    from proofs.reports.claims_text import table_lines

    claims = select(names)
    settings = replace(_settings(architectures, quick, seed), budget=budget, rocq=bool(kernel))
    if settings.rocq:
        from proofs.rocq.evidence import require_rocq

        require_rocq()
    if certificates is not None:
        from proofs.reports.certificates import write_certificates

        write_certificates(certificates, claims)
    with output(json_path) as write, claim_progress(len(claims)) as (step, done):
        verdicts = decide_claims(claims, settings, jobs, step, done)
        write(table_lines(verdicts), lambda: report_json(verdicts, settings))
    return _exit_status(verdicts)


@cli.command("list")
@json_option
def list_(json_path: str | None) -> int:
    """List the catalogue."""
    from proofs.papers.kawaguchi2016.catalogue import CLAIMS
    from proofs.reports.claims_json import claim_json
    from proofs.reports.claims_text import catalogue_lines

    with output(json_path) as write:
        write(catalogue_lines(CLAIMS), lambda: [claim_json(claim) for claim in CLAIMS])
    return EXPECTED


@cli.command()
@click.argument("name", metavar="ID")
@_arch_option
@seed_option
@json_option
def show(name: str, architectures: tuple[str, ...], seed: int, json_path: str | None) -> int:
    """Show everything about one claim: statements, hypotheses, uses, evidence, misprints.

    ID is a claim or one of its errata. Each formula is put beside what is derived. The
    verdict is decided now, at the quick sizes and those given with --arch; the formulas are
    spelled out at the first of these if it is small enough to read.
    """
    from proofs.evidence.run import decide_claim
    from proofs.papers.kawaguchi2016.catalogue import find
    from proofs.papers.kawaguchi2016.quoted import quoted
    from proofs.reports.claims_text import quoted_lines
    from proofs.reports.show import show_json, show_lines, shown

    if (entry := quoted(name)) is not None:
        with output(json_path) as write:
            write(quoted_lines(entry), lambda: asdict(entry))
        return EXPECTED
    claim = find(name)
    settings = _settings(architectures, True, seed)
    with output(json_path) as write:
        found = shown(decide_claim(claim, settings), settings)
        write(show_lines(found), lambda: show_json(found))
    return _exit_status([found.verdict])


@cli.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@json_option
def verify(files: tuple[str, ...], json_path: str | None) -> int:
    """Replay certificates with the independent checker, and show what they prove.

    The same is done without the project by ``python -I -S proofs/checker.py FILE ...``. The
    exit status is 1 if a certificate is rejected; the reason names the first step that fails.
    """
    from proofs.reports.certificates import replay, replay_json, replay_lines

    with output(json_path) as write:
        found = [replay(path) for path in files]
        lines = (line for item in found for line in replay_lines(item))
        write(lines, lambda: [replay_json(item) for item in found])
    return EXPECTED if all(item.accepted for item in found) else UNEXPECTED


@cli.command()
@json_option
def axioms(json_path: str | None) -> int:
    """What is trusted: the axioms and rules, the assumed theorems, and what rests on each."""
    from proofs.reports.certificates import trusted, trusted_lines

    with output(json_path) as write:
        content = trusted()
        write(trusted_lines(content), lambda: content)
    return EXPECTED


def _settings(architectures: Iterable[str], quick: bool, seed: int) -> Settings:
    """The settings of a run; every architecture is parsed and sized before any work."""
    from proofs.evidence.claim import Settings
    from proofs.papers.kawaguchi2016.catalogue import LADDER, QUICK_LADDER
    from symbolic.networks.architecture import Architecture

    extra = [Architecture.parse(text) for text in architectures]
    for architecture in extra:
        architecture.require_fits()
    ladder = QUICK_LADDER if quick else LADDER
    return Settings(tuple(dict.fromkeys([*extra, *ladder])), quick, seed)


def _exit_status(verdicts: Iterable[Verdict]) -> int:
    return EXPECTED if all(verdict.as_expected for verdict in verdicts) else UNEXPECTED


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status; never a traceback for a user's mistake."""
    try:
        if sys.stdout is None:
            return _complain("standard output is closed")
        status = cli.main(arguments, prog_name="proofs", standalone_mode=False)
        sys.stdout.flush()
        return int(status or EXPECTED)
    except click.UsageError as error:
        return _complain(f"{error.format_message()} (see proofs --help)")
    except click.ClickException as error:
        return _complain(error.format_message())
    except ToolkitError as error:
        return _complain(str(error))
    except (click.Abort, KeyboardInterrupt):
        click.echo("proofs: interrupted", err=True)
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # The reader went away (`proofs list | head`); click turns that into SystemExit. Stop
        # quietly, also at interpreter exit.
        _discardoutput()
        return BROKEN_PIPE
    except OSError as error:
        _discardoutput()
        return _complain(f"standard output: {error.strerror or error}")


def _discardoutput() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(message: str) -> int:
    click.echo(f"proofs: {' '.join(message.split())}", err=True)
    return BAD_INPUT
