"""The command ``proofs teach``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from proofs.commands.console import output
from proofs.commands.options import EXPECTED, UNEXPECTED, json_option, paper_option, seed_option
from symbolic.errors import MissingExtraError

MODULES = ("jinja2", "latex2mathml", "matplotlib", "nbformat", "nbclient", "ipykernel")


@click.command()
@click.argument("directory", metavar="DIR")
@click.option(
    "--only", type=click.Choice(["site", "notebooks", "handout"]), help="Write this part alone."
)
@click.option("--lesson", metavar="NAME", help="Write this lesson alone.")
@click.option("--fresh", is_flag=True, help="Write it again even if nothing has changed.")
@paper_option
@seed_option
@json_option
def teach(
    directory: str,
    only: str | None,
    lesson: str | None,
    fresh: bool,
    reference: str,
    seed: int,
    json_path: str | None,
) -> int:
    """Write teaching material: a web site, notebooks and a handout.

    Everything in it is decided while it is written, so this takes a minute. The same seed gives
    the same bytes. A folder that this command did not write is never touched; one that holds
    already what the same toolkit wrote with the same libraries is left as it is. The exit status
    is 1 if a verdict is not as expected; the site then says so.
    """
    _require_extra()
    from proofs.evidence.papers import load
    from proofs.teaching.write import PARTS, chosen_lessons, count_steps, unchanged
    from proofs.teaching.write import teach as write

    parts = PARTS if only is None else (only,)
    paper = load(reference)
    chosen = chosen_lessons(paper, lesson)
    with output(json_path) as show:
        done = None if fresh else unchanged(paper, directory, parts, chosen, seed)
        if done is None:
            with _progress(count_steps(paper, parts, chosen)) as told:
                done = write(paper, directory, parts, chosen, seed, told)
        what = ", unchanged" if done.unchanged else ""
        made = ", ".join(part for part in parts if done.has(part)) or "nothing to write"
        lines = [*done.notes, f"{directory}: {len(done.files)} files ({made}){what}"]
        show(lines, lambda: done.json() | {"directory": directory, "seed": seed})
    return EXPECTED if done.as_expected else UNEXPECTED


def _require_extra() -> None:
    from importlib.util import find_spec

    missing = [name for name in MODULES if find_spec(name) is None]
    if missing:
        raise MissingExtraError(
            f"proofs teach needs {', '.join(missing)}: install deep-linear-proofs[teach]"
        )


@contextmanager
def _progress(total: int) -> Iterator[Callable[[str], None]]:
    """A progress bar on a terminal, nothing on a pipe."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(20), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda what: bar.update(task, advance=1, description=what)
