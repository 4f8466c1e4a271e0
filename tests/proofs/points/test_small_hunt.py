"""A hunt first asks all points of small integer weights: bounded, counted, and continued.

| asked | evidence here |
|---|---|
| what random recipes do not find | the criterion of three ranks, here and by kernels |
| it is bounded, and says what it left out | a large architecture, and a small number |
| it is counted, and its points are critical | the report, and every member |
| it is not asked again, nor mixed with another | the file of results |
"""

import json
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from proofs.points.hunt import Hunt, run_small, run_small_batch
from proofs.points.hunt_log import open_log
from proofs.points.point_files import PointFile
from proofs.points.small_hunt import Exhaustion, entries_at
from symbolic.algebra.sampling import generator
from symbolic.errors import InputError
from symbolic.networks.architecture import Architecture
from symbolic.networks.critical_points import random_critical_points

THREE_RANKS = """
from itertools import combinations
from symbolic.algebra.linalg import rank
from symbolic.networks.classification import hypotheses
from symbolic.networks.conditions import top_projection

def property(point):
    n = point.network
    r = rank(n.A(0))
    tight = all(
        r in (rank(n.S(i, j)), rank(n.V(j) @ n.Y.T), rank(n.A(i)))
        for j, i in combinations(n.architecture.layers, 2)
    )
    outside = point.optimal or point.inertia[1] > 0 or not all(hypotheses(point).values())
    return outside or not top_projection(point) or tight
"""
"""Where the Hessian is psd, the old criterion holds: false, at few points."""

ALWAYS = "def property(point):\n    return point.critical\n"
DEEP, WIDE = Architecture.parse("2,1,1,1,2:2"), Architecture.parse("5,5,5:5")


def hunt_for(source: str, most: int, *sizes: Architecture) -> Hunt:
    return Hunt(source, "mine.py", sizes, 5, Exhaustion.at(sizes, most))


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "proofs", "hunt", *arguments]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def told(done: subprocess.CompletedProcess[str]) -> str:
    return " ".join(done.stdout.split())


def test_it_finds_what_the_recipes_do_not(tmp_path: Path) -> None:
    hunt = hunt_for(THREE_RANKS, 1000, DEEP)
    results = list(run_small(hunt, 1, "joblib", None))
    assert not results[-1]["holds"]
    mine, report, again = tmp_path / "mine.py", tmp_path / "r.json", tmp_path / "point.json"
    mine.write_text(THREE_RANKS)
    done = command(str(mine), "--arch", str(DEEP), "--json", str(report))
    assert (done.returncode, done.stderr) == (1, "")
    content = json.loads(report.read_text())
    assert (content["points"], content["small"]["points"]) == (0, len(results))
    assert content["violation"]["index"] == content["small"]["violation"] == len(results) - 1
    assert f"does not hold at point {len(results) - 1}: {DEEP}, weights in" in told(done)
    again.write_text(json.dumps(content["violation"]["point"]))
    (point,) = PointFile(str(again)).points()
    assert point.network.architecture == DEEP


def test_kernels_find_it_too_and_other_random_recipes_do_not(tmp_path: Path) -> None:
    mine = tmp_path / "mine.py"
    mine.write_text(THREE_RANKS)
    done = command(str(mine), "--arch", str(DEEP), "--count", "300", "--small", "0")
    assert done.returncode == 1
    assert "kernels for k in" in done.stdout
    assert "small integer weights" not in told(done)
    hunt = hunt_for(THREE_RANKS, 0, DEEP)
    drawn = islice(random_critical_points(generator(2016), DEEP), 300)
    assert all(hunt.ask(recipe, network)[1] for recipe, network in drawn)


def test_it_is_bounded_and_says_what_was_left_out(tmp_path: Path) -> None:
    mine, report = tmp_path / "mine.py", tmp_path / "r.json"
    mine.write_text(ALWAYS)
    sizes = ["--arch", str(DEEP), "--arch", str(WIDE), "--arch", "1,1,1:1"]
    done = command(str(mine), *sizes, "--count", "9", "--small", "20", "--json", str(report))
    assert done.returncode == 0
    assert f"the first 20 only at {DEEP}" in told(done)
    assert f"too many to go through at {WIDE}" in told(done)
    small = json.loads(report.read_text())["small"]
    assert small["points"] == 24  # of 1,1,1:1: W_1 in 0, 1, -1, 2, and for 0 one, W_2 = 0, is free
    assert small["points"] == sum(small["kinds"].values())
    assert small["entries"] == {"1,1,1:1": [0, 1, -1, 2], str(DEEP): [0, 1, -1, 2], str(WIDE): None}
    assert small["first_only"] == [str(DEEP)]


def test_the_points_are_critical_small_sizes_first_and_the_same_for_any_jobs() -> None:
    hunt = hunt_for(ALWAYS, 100, DEEP, Architecture.parse("2,1,2:2"))
    assert [str(size) for size in hunt.small.architectures] == ["2,1,2:2", str(DEEP)]
    assert all(sample.point.critical for sample in hunt.small.members)
    one = list(run_small(hunt, 1, "joblib", None))
    assert one == list(run_small(hunt, 2, "joblib", None))
    assert one == run_small_batch(hunt, 0, len(one))
    assert entries_at(Architecture.parse("3,2,4:3")) == (0, 1)


def test_it_is_not_asked_again_and_other_hunts_are_refused(tmp_path: Path) -> None:
    mine, log = tmp_path / "mine.py", tmp_path / "log.jsonl"
    mine.write_text(THREE_RANKS)
    arguments = [str(mine), "--arch", str(DEEP), "--out", str(log)]
    assert command(*arguments).returncode == 1
    written = log.read_text()
    assert [list(json.loads(line)) for line in written.splitlines()] == [["hunt"], ["small"]]
    again = command(*arguments, "--resume")
    assert again.returncode == 1
    assert "does not hold at point" in told(again)
    assert log.read_text() == written
    source = mine.read_text()
    assert json.loads(written.splitlines()[0])["hunt"]["kernels"] == 4
    for most in (0, 7):
        sizes = (DEEP,)
        other = Hunt(source, str(mine), sizes, 2016, Exhaustion.at(sizes, most))
        with pytest.raises(InputError, match="another hunt"):
            open_log(str(log), other, resume=True)
    log.write_text(written.splitlines()[0] + '\n{"small": {"kinds": {"banana": 3}}}\n')
    done = command(*arguments, "--resume")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "does not hold the results" in done.stderr
