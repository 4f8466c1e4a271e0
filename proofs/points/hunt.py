"""A hunt: a property of critical points, asked at as many exact points as one likes.

The property is a function ``property(point) -> bool`` in a Python file of the user's, the only code
of a user's that the toolkit runs; it is handed a `symbolic.networks.classification.Point`. Point
number i depends on the seed and on i alone, so that a hunt can be cut into batches, run on other
machines, stopped and resumed, and always asks the same points. Before these come all critical
points of small integer weights, where they are not too many (`proofs.points.small_hunt`).
"""

from __future__ import annotations

import hashlib
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import nullcontext, redirect_stdout
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from proofs.evidence.recipe_points import Source
from proofs.points.small_hunt import NONE, Exhaustion
from symbolic.algebra.sampling import generator
from symbolic.errors import InputError
from symbolic.networks.architecture import Architecture
from symbolic.networks.classification import Kind, Point
from symbolic.networks.critical_points import (
    Recipe,
    random_critical_points,
    random_recipe,
    random_vanishing_recipe,
)
from symbolic.networks.network import LinearNetwork

BATCH = 50
KERNELS = 4
"""At each architecture one point of so many has blocks drawn from kernels of products."""

Property = Callable[[Point], bool]
Result = dict[str, Any]


@dataclass(frozen=True)
class Hunt:
    """What determines the points and the question: nothing else does."""

    source: str
    path: str
    architectures: tuple[Architecture, ...]
    seed: int
    small: Exhaustion = NONE

    @property
    def header(self) -> dict[str, Any]:
        """What a file of results must say to be continued."""
        digest = hashlib.sha256(self.source.encode()).hexdigest()
        names = [str(architecture) for architecture in self.architectures]
        small = {"small": self.small.header} if self.small.most else {}
        drawn = {"seed": self.seed, "architectures": names, "kernels": KERNELS}
        return {"property": digest} | drawn | small

    def member(self, index: int) -> tuple[Recipe, LinearNetwork]:
        """Critical point number `index`, from zero."""
        architecture = self.architectures[index % len(self.architectures)]
        random = generator(self.seed, "hunt", index)
        round_ = index // len(self.architectures)
        draw = random_vanishing_recipe if round_ % KERNELS == KERNELS - 1 else random_recipe
        return next(random_critical_points(random, architecture, draw))

    def ask(self, recipe: Source, network: LinearNetwork) -> tuple[Kind, bool]:
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


def run_small_batch(hunt: Hunt, start: int, stop: int) -> list[Result]:
    """The same for points of small integer weights, which are counted for themselves."""
    results: list[Result] = []
    for index, sample in enumerate(hunt.small.members[start:stop], start):
        kind, holds = hunt.ask(sample.recipe, sample.point.network)
        result = {"index": index, "recipe": str(sample.recipe), "kind": str(kind), "holds": holds}
        results.append(result)
        if not holds:
            break
    return results


def run(
    hunt: Hunt, start: int, stop: int, jobs: int, backend: str, scheduler: str | None
) -> Iterator[Result]:
    """All results in order, as they come, by joblib; ends with the first violation."""
    return _in_order(run_batch, hunt, (start, stop), jobs, backend, scheduler)


def run_small(hunt: Hunt, jobs: int, backend: str, scheduler: str | None) -> Iterator[Result]:
    """The same for all points of small integer weights."""
    ends = 0, len(hunt.small.members)
    return _in_order(run_small_batch, hunt, ends, jobs, backend, scheduler)


def _in_order(
    batch: Callable[[Hunt, int, int], list[Result]], hunt: Hunt, ends: tuple[int, int],
    jobs: int, backend: str, scheduler: str | None,
) -> Iterator[Result]:  # fmt: skip
    from joblib import Parallel, delayed, parallel_config

    bounds = [*range(*ends, BATCH), ends[1]]
    work = (delayed(batch)(hunt, *ends) for ends in pairwise(bounds))
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
