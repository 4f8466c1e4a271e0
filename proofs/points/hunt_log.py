"""The file of results of a hunt, as JSON lines, and what it has seen so far."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from proofs.points.hunt import Hunt, Result, run, run_small
from symbolic.errors import InputError
from symbolic.networks.classification import Kind


@dataclass
class Tally:
    """What a hunt has seen so far; `small` is the same for the points of small integer weights.

    That is nothing until all of them were asked, or one violates the property.
    """

    kinds: Counter[str] = field(default_factory=Counter)
    violation: int | None = None
    small: Tally | None = None

    @property
    def points(self) -> int:
        """How many points were asked."""
        return sum(self.kinds.values())

    def add(self, result: Result) -> None:
        """Count a result."""
        self.kinds[result["kind"]] += 1
        if not result["holds"]:
            self.violation = result["index"]

    @property
    def found(self) -> bool:
        """Whether a point violates the property."""
        return self.violation is not None or (self.small is not None and self.small.found)

    @property
    def record(self) -> Result:
        """The line of a file of results that says what all points of small weights gave."""
        kinds = dict(sorted(self.kinds.items()))
        return {"small": {"kinds": kinds, "violation": self.violation}}


def open_log(path: str, hunt: Hunt, *, resume: bool) -> tuple[IO[str], Tally]:
    """The JSON-lines file of results and what it already holds.

    A new file begins with a line that identifies the hunt, then one for all points of small
    integer weights once these were asked. An existing one is continued only with `resume`, and
    only if it is of this very hunt; a line cut short at its end is dropped.
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
        if same and hunt.small.most and records[1:]:
            tally.small = _small_tally(records.pop(1)["small"])
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


def _small_tally(record: Result) -> Tally:
    """What the line for all points of small weights says; raises as the other lines do."""
    kinds = Counter({Kind(kind).value: int(count) for kind, count in record["kinds"].items()})
    violation = record["violation"]
    return Tally(kinds, None if violation is None else int(violation))


def asked(
    hunt: Hunt, tally: Tally, count: int, jobs: int, backend: str, scheduler: str | None
) -> Iterator[Result | None]:
    """Everything that is still to be asked, counted: the lines for the file, as they come.

    Nothing instead of a line for each point of small integer weights, which have one for all.
    """
    if hunt.small.most and tally.small is None:
        small = Tally()
        for result in run_small(hunt, jobs, backend, scheduler):
            small.add(result)
            yield None
        tally.small = small
        yield small.record
    if not tally.found and tally.points < count:
        for result in run(hunt, tally.points, count, jobs, backend, scheduler):
            tally.add(result)
            yield result


def left_to_ask(hunt: Hunt, tally: Tally) -> int:
    """How many points of small integer weights are still to be asked."""
    return 0 if tally.small is not None else len(hunt.small.members)


def _new_log(target: Path, hunt: Hunt) -> IO[str]:
    try:
        file = target.open("x", encoding="utf-8")
    except OSError as error:
        raise InputError(f"--out {target}: {(error.strerror or str(error)).lower()}") from None
    file.write(json.dumps({"hunt": hunt.header}) + "\n")
    file.flush()
    return file
