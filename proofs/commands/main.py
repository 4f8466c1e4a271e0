"""The command ``proofs``. Only what a command needs is imported, when it runs."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from proofs.commands.claims import axioms, check, list_, show, verify
from proofs.commands.identity import identity
from proofs.commands.options import (
    BAD_INPUT,
    BROKEN_PIPE,
    EXPECTED,
    INTERRUPTED,
)
from proofs.commands.paper import audit, errata, graph, new
from proofs.commands.points import hunt, point, rank_
from proofs.commands.rocq import rocq
from proofs.commands.teach import teach
from symbolic.errors import ToolkitError

if TYPE_CHECKING:
    pass


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    invoke_without_command=True,
)
@click.version_option(package_name="deep-linear-proofs", prog_name="proofs")
@click.pass_context
def cli(context: click.Context) -> None:
    """Check the mathematics of deep linear networks exactly.

    The claims are those of a paper, by default Kawaguchi (2016), "Deep Learning without Poor
    Local Minima"; --paper names another one, or a folder with your own.
    Exit status: 0 all as expected, 1 a verdict is not, 2 bad usage or input, 130 interrupted.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


COMMANDS = (
    check, list_, show, errata, audit, graph, point, rank_, identity, verify, axioms, hunt, teach,
    rocq, new,
)  # fmt: skip
for command in COMMANDS:
    cli.add_command(command)


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
