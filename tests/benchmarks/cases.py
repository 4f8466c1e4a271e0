"""The statement language measured on files of cases with their right answers, kind by kind.

    python -m tests.benchmarks.cases FOLDER [--budget 10] [--only NAME] [--show undecided]

A case has its statement under `statement`, `special`, `encoding` or `input` (``proofs identity
"..."``), and what is true of it under `label`, `special_label`, `encoding_label`, `truth` or
`right_answer`. For each collection: how many cases have a statement, how many of these can be
read, and of those that can be read how many are right, undecided and wrong. One wrong verdict
makes the exit status 1.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proofs.identity.decide import decide
from proofs.status import Status
from symbolic.errors import StatementError
from symbolic.statements.parser import statement

_QUOTED = re.compile(r'proofs identity "(.*)"')
_LABELS = (
    ("statement", ("label", "truth")), ("special", ("special_label",)),
    ("encoding", ("encoding_label",)),
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A statement, and whether it is true."""

    name: str
    text: str
    truth: bool


@dataclass(frozen=True)
class Outcome:
    """What became of a case: right, undecided, wrong, or ill-typed, with a reason."""

    case: Case
    kind: str
    reason: str
    seconds: float = 0.0


def cases(path: Path) -> Iterator[Case]:
    """The cases of a file that are statements."""
    for item in json.loads(path.read_text(encoding="utf-8")):
        yield from _cases(item)


def _cases(item: dict[str, Any]) -> Iterator[Case]:
    for field, labels in _LABELS:
        label = next((item[name] for name in labels if item.get(name) is not None), None)
        if item.get(field) and label is not None:
            yield Case(item["name"], item[field], "true" in str(label).lower())
            return
    quoted = _QUOTED.search(item.get("input", ""))
    if quoted and "nearest" not in item["input"]:
        truth = item["right_answer"].lower()
        yield Case(item["name"], quoted.group(1), truth.startswith("true"))


def outcome(case: Case, budget: float) -> Outcome:
    """The case decided."""
    try:
        given = statement(case.text)
    except StatementError as error:
        return Outcome(case, "ill-typed", str(error))
    found = decide(given, budget)
    if found.verdict is Status.UNDECIDED:
        return Outcome(case, "undecided", found.untried or found.reason, found.seconds)
    right = (found.verdict is Status.PROVED) is case.truth
    return Outcome(case, "right" if right else "wrong", found.strategy, found.seconds)


def main() -> int:
    """Print the table; 1 if a verdict was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--budget", type=float, default=10.0)
    parser.add_argument("--only", default="")
    parser.add_argument("--show", default="", help="kinds to list, for example undecided,ill-typed")
    given = parser.parse_args()
    paths = [given.folder] if given.folder.is_file() else sorted(given.folder.glob("*.json"))
    wrong = 0
    for path in paths:
        counts: Counter[str] = Counter()
        for case in cases(path):
            if given.only not in case.name:
                continue
            found = outcome(case, given.budget)
            counts[found.kind] += 1
            if found.kind == "wrong" or found.kind in given.show.split(","):
                print(f"  {found.kind}: {case.name}: {case.text} [{found.reason}]", flush=True)
        total = sum(counts.values())
        read = total - counts["ill-typed"]
        parts = ", ".join(f"{counts[kind]} {kind}" for kind in ("right", "undecided", "wrong"))
        print(f"{path.stem}: {total} statements, {read} expressible: {parts}", flush=True)
        wrong += counts["wrong"]
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
