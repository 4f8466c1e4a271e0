"""What commands share of a terminal: where content goes, and progress while it is awaited.

Progress is shown on a terminal and never on a pipe.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from proofs.evidence.claim import Claim
    from proofs.evidence.verdict import Verdict

Write = Callable[[Iterable[str], Callable[[], Any]], None]


@contextmanager
def output(json_path: str | None) -> Iterator[Write]:
    """How a command writes its content: as text, as JSON, or (with ``-``) as JSON alone."""
    if json_path is not None:
        from proofs.files.json_writing import require_writable

        require_writable(json_path)

    def write(lines: Iterable[str], content: Callable[[], Any]) -> None:
        if json_path != "-":
            for line in lines:
                click.echo(line)
        if json_path is not None:
            from proofs.files.json_writing import write_json

            write_json(json_path, content())

    yield write


Step = Callable[["Claim", str], None]
Done = Callable[["Verdict"], None]


@contextmanager
def counter(what: str) -> Iterator[Callable[[], None]]:
    """A running count on a terminal whose output goes elsewhere, else nothing."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda: None
        return
    from rich.console import Console

    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        status.update(f"{done} {what}")

    with Console(stderr=True).status(f"0 {what}") as status:
        yield step


@contextmanager
def claim_progress(total: int) -> Iterator[tuple[Step | None, Done | None]]:
    """A progress bar on a terminal, nothing on a pipe."""
    if not sys.stderr.isatty():
        yield None, None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(20), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield (
            lambda claim, what: bar.update(task, description=f"{claim.id}: {what}"),
            lambda verdict: bar.update(task, advance=1, description=verdict.claim.id),
        )


@contextmanager
def hunt_progress(count: int, done: int) -> Iterator[Callable[[], None]]:
    """A progress bar on a terminal, nothing on a pipe."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=count, completed=done)
        yield lambda: bar.update(task, advance=1)
