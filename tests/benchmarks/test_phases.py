"""Where the time of `proofs check` goes: CPU seconds by phase and by claim, in one process.

Run by hand: ``pytest tests/benchmarks/test_phases.py --benchmark-only -s``; nothing is asserted
of a time. The theorems are first proved, and then replayed from what was kept.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from proofs.evidence.all_sizes import for_all_sizes
from proofs.evidence.claim import Claim
from proofs.evidence.paper import Paper
from proofs.evidence.papers import load
from proofs.evidence.settings import Settings
from tests.conftest import ROOT

PHASES = (
    "theorems", "at instances", "engines and points", "variants refuted", "variants repaired",
)  # fmt: skip


class Clock:
    """CPU seconds by phase and by what they were spent on."""

    def __init__(self) -> None:
        self.by_phase: Counter[str] = Counter()
        self.by_item: Counter[tuple[str, str]] = Counter()

    def all_of(self, phase: str, item: str, work: Iterator[object]) -> int:
        """Exhaust the iterator on the clock, and say how much came."""
        start = process_time()
        count = len(list(work))
        self.add(phase, item, process_time() - start)
        return count

    def add(self, phase: str, item: str, seconds: float) -> None:
        self.by_phase[phase] += seconds  # type: ignore[assignment]
        self.by_item[phase, item] += seconds  # type: ignore[assignment]


def decide(clock: Clock, claim: Claim, settings: Settings) -> int:
    """What `decide_claim` does, phase by phase; the number of pieces of evidence."""
    found = 0
    for part, theorem in claim.theorems:
        start = process_time()
        assert theorem.found
        clock.add("theorems", theorem.name, process_time() - start)
        found += clock.all_of("at instances", theorem.name, for_all_sizes(part, theorem, settings))
    for check in claim.checks:
        found += clock.all_of("engines and points", claim.id, check.decide(settings))
    found += clock.all_of("engines and points", claim.id, claim.decide(settings))
    for variant in claim.variants:
        clock.all_of("variants refuted", variant.erratum, variant.refute(settings))
        clock.all_of("variants repaired", variant.erratum, variant.repair(settings))
    return found


def measured(paper: Paper) -> Clock:
    clock = Clock()
    settings = paper.settings(quick=False)
    assert sum(decide(clock, claim, settings) for claim in paper.claims) > len(paper.claims)
    return clock


def show(how: str) -> None:
    """In a process of its own: the phases, and what took longest."""
    paper = load("kawaguchi2016")
    if how == "proved":
        paper.prove_anew()
    clock = measured(paper)
    print(f"the theorems are {how}: {sum(clock.by_phase.values()):.1f} s CPU")
    for phase in PHASES:
        print(f"{clock.by_phase[phase]:7.2f} s  {phase}")
    for (phase, item), seconds in clock.by_item.most_common(12):
        print(f"{seconds:11.2f} s  {phase}: {item}")


def test_phases_of_a_check(benchmark, tmp_path: Path) -> None:
    def run() -> str:
        shown = ""
        for how in ("proved", "kept"):
            code = f"from tests.benchmarks.test_phases import show; show({how!r})"
            shown += subprocess.run(
                [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT,
                env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)},
            ).stdout  # fmt: skip
        return shown

    print("\n" + benchmark.pedantic(run, rounds=1))
