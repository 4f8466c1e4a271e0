"""The commands about points and matrices of one's own: ``point``, ``rank`` and ``hunt``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from proofs.commands.console import counter, hunt_progress, output
from proofs.commands.options import EXPECTED, UNEXPECTED, jobs_option, json_option, seed_option

if TYPE_CHECKING:
    from proofs.points.small_hunt import Exhaustion
    from symbolic.networks.architecture import Architecture


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--hessian", is_flag=True, help="Show the Hessian itself.")
@json_option
def point(file: str, hessian: bool, json_path: str | None) -> int:
    """Classify network points exactly, each with a witness.

    FILE holds {"X": .., "Y": .., "W": [W_1, .., W_{H+1}]} or a list of such objects, each
    with an optional "id"; matrices are lists of rows, rationals integers or "p/q". The
    kinds are not_critical, global_minimum, strict_saddle, non_strict_saddle; the exit
    status is 1 if one stays undecided.
    """
    from proofs.files.json_writing import json_stream, require_writable
    from proofs.points.point_files import PointFile
    from proofs.points.point_report import point_json, point_lines
    from symbolic.networks.classification import Kind, classify

    if json_path is not None:
        require_writable(json_path, other_than=file)
    given = PointFile(file)
    status = EXPECTED
    # The numbers of an answer may have more digits than Python prints unasked; the numbers
    # that are read have not, and their bits are bounded.
    sys.set_int_max_str_digits(0)
    stream = (
        nullcontext(None) if json_path is None else json_stream(json_path, as_list=given.is_list)
    )
    with stream as write, counter("points") as step:
        for item in given.points():
            found = classify(item.network)
            if found.kind is Kind.UNDECIDED:
                status = UNEXPECTED
            if write is not None:
                write(point_json(item, found, with_hessian=hessian))
            if json_path != "-":
                for line in point_lines(item, found, with_hessian=hessian):
                    click.echo(line)
            step()
    return status


@click.command("rank")
@click.argument("file", metavar="[FILE]", required=False)
@click.option("--examples", is_flag=True, help="Show the named hard cases instead of a file.")
@click.option(
    "--digits", multiple=True, type=click.IntRange(5, 2000), help="Precisions of the ladder."
)
@click.option("--deep", is_flag=True, help="Show deep saddles in double precision instead.")
@json_option
def rank_(
    file: str | None, examples: bool, digits: tuple[int, ...], deep: bool, json_path: str | None
) -> int:
    """Rank and inertia, exactly, beside double precision, mpmath and arb.

    FILE holds {"matrices": [{"name": .., "rows": ..}]}; rationals are integers or "p/q".
    The exit status is 1 if a numerical route was sure of something that is not true.
    """
    from numeric_crosscheck.ladder import LADDER
    from proofs.files.json_writing import json_stream, require_writable
    from proofs.points import rank_files

    if (file is not None) + examples + deep != 1:
        raise click.UsageError("give either FILE or --examples or --deep")
    if json_path is not None:
        require_writable(json_path, other_than=file)
    if deep:
        return _show_deep(json_path)
    matrices = rank_files.examples() if file is None else rank_files.read_matrices(file)
    ladder = tuple(sorted(set(digits))) or LADDER
    status = EXPECTED
    stream = nullcontext(None) if json_path is None else json_stream(json_path, as_list=True)
    with stream as write, counter("matrices") as step:
        for given in matrices:
            found = rank_files.answer(given, ladder)
            if found.contradiction:
                status = UNEXPECTED
            if write is not None:
                write(rank_files.answer_json(found))
            if json_path != "-":
                for text in rank_files.answer_lines(found):
                    click.echo(text)
            step()
    return status


def _show_deep(json_path: str | None) -> int:
    from proofs.files.json_writing import json_stream
    from proofs.points.deep_report import deep_items, deep_lines

    if json_path is not None:
        with json_stream(json_path, as_list=True) as write:
            for item in deep_items():
                write(item)
    if json_path != "-":
        for text in deep_lines():
            click.echo(text)
    return EXPECTED


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--count", type=click.IntRange(1), default=2000, show_default=True, help="Points.")
@click.option("--arch", "architectures", multiple=True, metavar="D", help="Sizes to hunt at.")
@click.option(
    "--small",
    type=click.IntRange(0),
    default=500,
    show_default=True,
    help="Points of small integer weights at each architecture at most, before the others.",
)
@jobs_option
@click.option("--backend", type=click.Choice(["joblib", "dask"]), default="joblib")
@click.option("--scheduler", metavar="ADDRESS", help="The scheduler of a dask cluster.")
@click.option("--out", "out_path", metavar="PATH", help="Write results as JSON lines as they come.")
@click.option("--resume", is_flag=True, help="Continue the hunt in the file given with --out.")
@seed_option
@json_option
def hunt(
    file: str,
    count: int,
    architectures: tuple[str, ...],
    small: int,
    jobs: int,
    backend: str,
    scheduler: str | None,
    out_path: str | None,
    resume: bool,
    seed: int,
    json_path: str | None,
) -> int:
    """Ask a property of your own at many exact critical points.

    FILE is Python code of yours, and this command RUNS IT: it defines a function
    property(point) that gives True or False for a point (point.kind, point.inertia,
    point.loss, point.network, ..). First all points of small integer weights are asked, where
    these are few enough, then points of random recipes. The first point that violates it is
    shrunk and shown, as JSON that `proofs point` reads; the exit status is then 1.
    """
    from proofs.files.json_writing import require_writable
    from proofs.points.hunt import Hunt, read_property
    from proofs.points.hunt_log import Tally, asked, left_to_ask, open_log
    from proofs.points.hunt_report import hunt_json, hunt_lines

    if resume and out_path is None:
        raise click.UsageError("--resume needs --out PATH of the hunt to continue")
    if json_path is not None:
        require_writable(json_path)
    sizes = _sizes(architectures)
    exhaustion = _exhaustion(sizes, small, beside=not architectures)
    quest = Hunt(read_property(file), file, sizes, seed, exhaustion)
    log, tally = (None, Tally()) if out_path is None else open_log(out_path, quest, resume=resume)
    total = count + left_to_ask(quest, tally)
    with nullcontext() if log is None else log, hunt_progress(total, tally.points) as step:
        for record in asked(quest, tally, count, jobs, backend, scheduler):
            if log is not None and record is not None:
                log.write(json.dumps(record) + "\n")
                log.flush()
            step()
    with output(json_path) as write:
        write(hunt_lines(quest, tally), lambda: hunt_json(quest, tally))
    return UNEXPECTED if tally.found else EXPECTED


def _exhaustion(sizes: Iterable[Architecture], most: int, *, beside: bool) -> Exhaustion:
    """All small weights at these architectures, and at those of every check where none is named."""
    from proofs.evidence.exhaustion import LADDER
    from proofs.points.small_hunt import Exhaustion
    from symbolic.networks.architecture import Architecture

    more = [Architecture.parse(text) for text, _ in LADDER] if beside else []
    return Exhaustion.at((*sizes, *more), most)


def _sizes(texts: Iterable[str]) -> tuple[Architecture, ...]:
    """The architectures to hunt at, each of a size that points can have."""
    from proofs.evidence.recipe_points import RANDOM
    from symbolic.networks.architecture import Architecture

    sizes = tuple(map(Architecture.parse, tuple(texts) or RANDOM))
    for size in sizes:
        size.require_points_fit()
    return sizes
