"""What the commands share of the command line: exit statuses and options."""

from __future__ import annotations

import click

from proofs.files.workers import cores

EXPECTED, UNEXPECTED, BAD_INPUT, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141

json_option = click.option(
    "--json", "json_path", metavar="PATH", help="Also write the content as JSON; - for stdout."
)
seed_option = click.option(
    "--seed", type=int, default=2016, show_default=True, help="Seed of every random sample."
)

jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=cores,
    show_default="one for each core",
    envvar="PROOFS_JOBS",
    help="Processes.",
)

paper_option = click.option(
    "--paper",
    "reference",
    metavar="NAME|FOLDER",
    default="kawaguchi2016",
    show_default=True,
    help="A paper that comes with the toolkit, or a folder with one of your own; its claims.py is"
    " run.",
)
