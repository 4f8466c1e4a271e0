"""A hunt: a property of critical points, asked at as many exact points as one likes.

The property is a function ``property(point) -> bool`` in a Python file of the user's, the only code
of a user's that the toolkit runs; it is handed a `symbolic.networks.classification.Point`. Point
number i depends on the seed and on i alone, so that a hunt can be cut into batches, run on other
machines, stopped and resumed, and always asks the same points.
"""

from __future__ import annotations

import hashlib
import json
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext, redirect_stdout
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import IO, Any

from symbolic.algebra.sampling import generator
from symbolic.errors import ArchitectureError, InputError, ToolkitError
from symbolic.networks.architecture import Architecture
from symbolic.networks.classification import Kind, Point
from symbolic.networks.critical_points import Recipe, construct, random_critical_points
from symbolic.networks.network import LinearNetwork

BATCH = 50
Property = Callable[[Point], bool]
Result = dict[str, Any]


@dataclass(frozen=True)
class Hunt:
    """What determines the points and the question: nothing else does."""

    source: str
    path: str
    architectures: tuple[Architecture, ...]
    seed: int

    @property
    def header(self) -> dict[str, Any]:
        """What a file of results must say to be continued."""
        digest = hashlib.sha256(self.source.encode()).hexdigest()
        names = [str(architecture) for architecture in self.architectures]
        return {"property": digest, "seed": self.seed, "architectures": names}

    def member(self, index: int) -> tuple[Recipe, LinearNetwork]:
        """Critical point number `index`, from zero."""
        architecture = self.architectures[index % len(self.architectures)]
        random = generator(self.seed, "hunt", index)
        return next(random_critical_points(random, architecture))

    def ask(self, recipe: Recipe, network: LinearNetwork) -> tuple[Kind, bool]:
        """The kind of a point and whether the property holds; `InputError` if it does not say."""
        point = Point(network)
        kind = point.kind  # taken before anybody else's code sees the point
        try:
            with redirect_stdout(sys.stderr):  # what a property prints is not the report
                answer = load_property(self.source, self.path)(point)
        except (Exception, SystemExit) as error:
            reason = f"{type(error).__name__}: {error}".splitlines()[0]
            raise InputError(f"{self.path}: the property raised {reason} at {recipe}") from error
        if not isinstance(answer, bool):
            given = type(answer).__name__
            raise InputError(f"{self.path}: the property gave a {given} at {recipe}, needs a bool")
        return kind, answer


@lru_cache(maxsize=4)
def load_property(source: str, path: str) -> Property:
    """The function `property` that a source text defines; runs that text."""
    namespace: dict[str, Any] = {"__name__": "hunted", "__file__": path}
    try:
        exec(compile(source, path, "exec"), namespace)
    except (Exception, SystemExit) as error:
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise InputError(f"{path}: it does not run: {reason}") from error
    found = namespace.get("property")
    if not callable(found):
        raise InputError(f"{path}: it defines no function property(point)")
    return found  # type: ignore[no-any-return]


def read_property(path: str) -> str:
    """The text of a property file, seen to define a property."""
    try:
        source = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        raise InputError(f"{path}: {str(reason).lower()}") from None
    load_property(source, path)
    return source


def run_batch(hunt: Hunt, start: int, stop: int) -> list[Result]:
    """The results for the points start, .., stop - 1, up to the first violation."""
    results: list[Result] = []
    for index in range(start, stop):
        recipe, network = hunt.member(index)
        kind, holds = hunt.ask(recipe, network)
        result = {"index": index, "recipe": str(recipe), "kind": str(kind), "holds": holds}
        results.append(result)
        if not holds:
            break
    return results


def run(
    hunt: Hunt, start: int, stop: int, jobs: int, backend: str, scheduler: str | None
) -> Iterator[Result]:
    """All results in order, as they come, by joblib; ends with the first violation."""
    from joblib import Parallel, delayed, parallel_config

    bounds = [*range(start, stop, BATCH), stop]
    work = (delayed(run_batch)(hunt, *ends) for ends in pairwise(bounds))
    if backend == "dask":
        client: Any = _dask_client(scheduler)
        context = parallel_config(backend="dask")
    else:
        client, context = nullcontext(), parallel_config(backend="loky")
    with client, context, warnings.catch_warnings():
        # joblib warns of the batches that are given up when a violation ends the hunt.
        warnings.simplefilter("ignore", UserWarning)
        for results in Parallel(n_jobs=jobs, return_as="generator", batch_size=1)(work):
            for result in results:
                yield result
                if not result["holds"]:
                    return


def _dask_client(scheduler: str | None) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise InputError(
            "--backend dask needs dask.distributed: install deep-linear-proofs[distributed]"
        ) from None
    if scheduler is None:
        raise InputError("--backend dask needs --scheduler ADDRESS of a running cluster")
    try:
        return Client(scheduler, timeout=10)
    except (OSError, ValueError) as error:
        raise InputError(f"--scheduler {scheduler}: {error}") from None


@dataclass
class Tally:
    """What a hunt has seen so far."""

    kinds: Counter[str] = field(default_factory=Counter)
    violation: int | None = None

    @property
    def points(self) -> int:
        """How many points were asked."""
        return sum(self.kinds.values())

    def add(self, result: Result) -> None:
        """Count a result."""
        self.kinds[result["kind"]] += 1
        if not result["holds"]:
            self.violation = result["index"]


def open_log(path: str, hunt: Hunt, *, resume: bool) -> tuple[IO[str], Tally]:
    """The JSON-lines file of results and what it already holds.

    A new file begins with a line that identifies the hunt. An existing one is continued only
    with `resume`, and only if it is of this very hunt; a line cut short at its end is dropped.
    """
    target, tally = Path(path), Tally()
    if not target.exists():
        return _new_log(target, hunt), tally
    if not resume:
        raise InputError(f"--out {path}: it exists; continue it with --resume or name another")
    lines = target.read_bytes().splitlines(keepends=True)
    whole = [line for line in lines if line.endswith(b"\n")]
    if not whole:  # stopped before its first line was complete
        target.unlink()
        return _new_log(target, hunt), tally
    try:
        records = [json.loads(line) for line in whole]
        same = bool(records) and records[0] == {"hunt": hunt.header}
        for index, record in enumerate(records[1:] if same else []):
            if record["index"] != index or not isinstance(record["holds"], bool):
                raise KeyError(index)
            tally.add({**record, "kind": Kind(record["kind"]).value})
    except (ValueError, KeyError, TypeError):
        raise InputError(f"--out {path}: it does not hold the results of a hunt") from None
    if not same:
        raise InputError(f"--out {path}: it holds another hunt (property, seed or sizes differ)")
    file = target.open("r+", encoding="utf-8")
    file.seek(sum(map(len, whole)))
    file.truncate()
    return file, tally


def _new_log(target: Path, hunt: Hunt) -> IO[str]:
    try:
        file = target.open("x", encoding="utf-8")
    except OSError as error:
        raise InputError(f"--out {target}: {(error.strerror or str(error)).lower()}") from None
    file.write(json.dumps({"hunt": hunt.header}) + "\n")
    file.flush()
    return file


def shrink(hunt: Hunt, recipe: Recipe) -> tuple[Recipe, LinearNetwork]:
    """A recipe, as simple as a greedy search finds, whose point violates the property too."""
    best = recipe
    progress = True
    while progress:
        progress = False
        for candidate in _simpler(best):
            if _violates(hunt, candidate):
                best, progress = candidate, True
                break
    network = construct(best)
    if network is None:
        raise AssertionError(f"{best} was critical before")
    return best, network


def _violates(hunt: Hunt, recipe: Recipe) -> bool:
    try:
        network = construct(recipe)
        return network is not None and not hunt.ask(recipe, network)[1]
    except ToolkitError:  # no recipe, or a point that the property cannot answer for
        return False


def _simpler(recipe: Recipe) -> Iterator[Recipe]:
    if recipe.gauge:
        yield replace(recipe, gauge=False)
    if not recipe.simple:
        yield replace(recipe, simple=True)
    yield from _smaller_architectures(recipe)
    for layer in recipe.loose:
        yield replace(recipe, loose=tuple(k for k in recipe.loose if k != layer))
    for column in recipe.chosen:
        yield replace(recipe, chosen=tuple(i for i in recipe.chosen if i != column))
    smallest = tuple(map(Fraction, range(len(recipe.singular), 0, -1)))
    if recipe.singular != smallest:
        yield replace(recipe, singular=smallest)
    if recipe.seed and not recipe.simple:
        yield replace(recipe, seed=0)


def _smaller_architectures(recipe: Recipe) -> Iterator[Recipe]:
    """One layer fewer, one unit fewer somewhere, or one sample fewer, where the recipe allows."""
    widths, samples = recipe.architecture.widths, recipe.architecture.samples
    fewer = [(widths[:k] + widths[k + 1 :], samples) for k in range(1, len(widths) - 1)]
    fewer += [(_one_less(widths, k), samples) for k in range(len(widths))]
    fewer += [(widths, samples - 1)]
    for smaller, m in fewer:
        candidate = _fitted(recipe, smaller, m)
        if candidate is not None:
            yield candidate


def _one_less(widths: Sequence[int], k: int) -> tuple[int, ...]:
    return tuple(width - (i == k) for i, width in enumerate(widths))


def _fitted(recipe: Recipe, widths: tuple[int, ...], samples: int) -> Recipe | None:
    try:
        architecture = Architecture(widths, samples)
    except ArchitectureError:
        return None
    rank_x = min(recipe.data_rank, architecture.input_width, samples)
    count = min(architecture.output_width, rank_x)
    top = architecture.depth + 1
    chosen = tuple(i for i in recipe.chosen if i <= architecture.output_width)
    if count > len(recipe.singular) or len(chosen) > min(widths):
        return None
    return replace(
        recipe,
        architecture=architecture,
        singular=recipe.singular[:count],
        chosen=chosen,
        loose=tuple(k for k in recipe.loose if k <= top),
        rank_x=rank_x,
    )
