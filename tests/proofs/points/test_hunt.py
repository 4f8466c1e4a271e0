"""``proofs hunt``: what it asks, that it can be stopped and resumed, and how it shrinks."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from proofs.points.hunt import Hunt, read_property, run, run_batch
from proofs.points.hunt_log import Tally, open_log
from proofs.points.hunt_shrink import shrink
from proofs.points.point_files import PointFile
from symbolic.errors import InputError
from symbolic.networks.architecture import Architecture
from symbolic.networks.classification import Kind, classify

ALWAYS = "def property(point):\n    return point.critical\n"
NEVER_BAD = "def property(point):\n    return point.kind != 'non_strict_saddle'\n"
SIZES = tuple(map(Architecture.parse, ("2,2,2:2", "3,2,4,2:4", "2,2,2,2,2:2")))


def hunt_for(source: str, seed: int = 5) -> Hunt:
    return Hunt(source, "mine.py", SIZES, seed)


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "proofs", "hunt", *arguments]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def test_a_point_depends_on_the_seed_and_its_number_alone() -> None:
    whole = run_batch(hunt_for(ALWAYS), 0, 12)
    pieces = run_batch(hunt_for(ALWAYS), 0, 5) + run_batch(hunt_for(ALWAYS), 5, 12)
    assert whole == pieces
    assert [result["index"] for result in whole] == list(range(12))
    assert run_batch(hunt_for(ALWAYS, seed=6), 0, 12) != whole


def test_jobs_change_nothing() -> None:
    one = list(run(hunt_for(ALWAYS), 0, 60, 1, "joblib", None))
    two = list(run(hunt_for(ALWAYS), 0, 60, 2, "joblib", None))
    assert one == two
    assert len(one) == 60


def test_a_violation_is_the_first_one_and_is_shrunk() -> None:
    hunt = hunt_for(NEVER_BAD)
    results = list(run(hunt, 0, 200, 1, "joblib", None))
    assert [result["holds"] for result in results[:-1]] == [True] * (len(results) - 1)
    assert not results[-1]["holds"]
    recipe, network = shrink(hunt, hunt.member(results[-1]["index"])[0])
    assert str(recipe.architecture) == "1,1,1,1:1"
    assert classify(network).kind is Kind.NON_STRICT_SADDLE


def test_the_command_shows_a_point_that_can_be_read_back(tmp_path: Path) -> None:
    mine, report, again = tmp_path / "mine.py", tmp_path / "report.json", tmp_path / "point.json"
    mine.write_text(NEVER_BAD)
    done = command(str(mine), "--count", "100", "--json", str(report))
    assert done.returncode == 1
    assert done.stderr == ""
    assert "does not hold at point" in " ".join(done.stdout.split())
    found = json.loads(report.read_text())["violation"]
    again.write_text(json.dumps(found["point"]))
    assert json.dumps(found["point"]) in done.stdout
    (point,) = PointFile(str(again)).points()
    assert classify(point.network).kind is Kind.NON_STRICT_SADDLE


def test_a_hunt_that_was_stopped_is_continued(tmp_path: Path) -> None:
    mine, log = tmp_path / "mine.py", tmp_path / "log.jsonl"
    mine.write_text(ALWAYS)
    arguments = [str(mine), "--arch", "2,2,2:2", "--out", str(log)]
    assert command(*arguments, "--count", "30").returncode == 0
    short = log.read_text()
    log.write_text(short + '{"index": 30, "rec')  # as if killed while writing
    done = command(*arguments, "--count", "50", "--resume")
    assert done.returncode == 0
    assert done.stdout.startswith("50 critical points")
    lines = log.read_text().splitlines()
    assert len(lines) == 52
    assert json.loads(lines[1])["small"]["violation"] is None
    assert [json.loads(line)["index"] for line in lines[2:]] == list(range(50))
    once = tmp_path / "once.jsonl"
    command(str(mine), "--arch", "2,2,2:2", "--out", str(once), "--count", "50")
    assert once.read_text() == log.read_text()


def test_what_is_there_is_not_overwritten_or_mixed(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    file, _ = open_log(str(log), hunt_for(ALWAYS), resume=False)
    file.close()
    with pytest.raises(InputError, match="it exists"):
        open_log(str(log), hunt_for(ALWAYS), resume=False)
    with pytest.raises(InputError, match="another hunt"):
        open_log(str(log), hunt_for(ALWAYS, seed=1), resume=True)
    with pytest.raises(InputError, match="another hunt"):
        open_log(str(log), hunt_for(NEVER_BAD), resume=True)
    header = log.read_text()
    for forged in (
        '{"index": 7}',
        '{"index": 0, "kind": "banana", "holds": true}',
        '{"index": 0, "kind": "strict_saddle", "holds": "no"}',
    ):
        log.write_text(header + forged + "\n")
        with pytest.raises(InputError, match="does not hold the results"):
            open_log(str(log), hunt_for(ALWAYS), resume=True)
    log.write_text(header[:20])  # stopped before the first line was complete
    file, tally = open_log(str(log), hunt_for(ALWAYS), resume=True)
    file.close()
    assert (log.read_text(), tally.points) == (header, 0)
    assert Tally().points == 0


def test_a_property_cannot_falsify_the_tally() -> None:
    source = (
        "def property(point):\n"
        "    point.__dict__['answer'] = ('global_minimum', None)\n"
        "    print('noise')\n"
        "    return True\n"
    )
    honest = [result["kind"] for result in run_batch(hunt_for(ALWAYS), 0, 10)]
    assert [result["kind"] for result in run_batch(hunt_for(source), 0, 10)] == honest


def test_a_violation_is_not_lost_where_the_property_fails_on_smaller_points() -> None:
    source = "def property(point):\n    return point.network.W[2].shape[0] > 9\n"
    hunt = Hunt(source, "mine.py", (Architecture.parse("2,2,2,2,2:2"),), 5)
    recipe, network = shrink(hunt, hunt.member(0)[0])
    assert len(network.W) >= 3
    assert recipe.architecture.depth >= 2


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("", "defines no function property"),
        ("property = 3", "defines no function property"),
        ("def property(point", "does not run: SyntaxError"),
        ("raise ValueError('no')", "does not run: ValueError: no"),
        ("def property(point): return 1 / 0", "the property raised ZeroDivisionError"),
        ("def property(point): return None", "gave a NoneType at"),
        ("import sys; sys.exit(0)", "does not run: SystemExit"),
        ("def property(point): exit(0)", "the property raised"),
        ("def property(point): return 1", "gave a int at"),
    ],
)
def test_properties_that_are_none(tmp_path: Path, source: str, complaint: str) -> None:
    mine = tmp_path / "mine.py"
    mine.write_text(source)
    done = command(str(mine), "--count", "3")
    assert done.returncode == 2
    assert complaint in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--resume"], "--resume needs --out"),
        (["--backend", "dask"], "--backend dask needs"),
        (["--count", "0"], "Invalid value for '--count'"),
        (["--arch", "2,0,2:2"], "d_1 is 0"),
        (["--arch", "3000,1,1:3000"], "at most 300"),
        (["--out", "/nowhere/log"], "no such file"),
    ],
)
def test_bad_options(tmp_path: Path, arguments: list[str], complaint: str) -> None:
    mine = tmp_path / "mine.py"
    mine.write_text(ALWAYS)
    done = command(str(mine), *arguments)
    assert done.returncode == 2
    assert complaint in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_property(str(tmp_path / "none.py"))
    (tmp_path / "binary.py").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="it is not text"):
        read_property(str(tmp_path / "binary.py"))


def test_on_a_dask_cluster() -> None:
    distributed = pytest.importorskip("distributed", reason="needs dask.distributed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
    ) as cluster:
        results = list(run(hunt_for(ALWAYS), 0, 40, 1, "dask", cluster.scheduler_address))
    assert results == run_batch(hunt_for(ALWAYS), 0, 40)
