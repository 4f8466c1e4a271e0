"""``proofs rank``: what it answers and how it refuses."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from proofs.points.rank_files import read_matrices
from symbolic.algebra.linalg import rank
from symbolic.errors import InputError
from symbolic.networks.classification import classify
from symbolic.networks.network import LinearNetwork

IDENTITY, TARGET = [[1, 0], [0, 1]], [[2, 0], [0, 1]]
RUN = [sys.executable, "-m", "proofs", "rank"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*RUN, *arguments], capture_output=True, text=True, check=False)


def write(tmp_path: Path, content: object) -> str:
    path = tmp_path / "matrices.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return str(path)


def test_answers(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        {
            "matrices": [
                {"name": "near", "rows": [[10**8, 10**8 + 1], [10**8 - 1, 10**8]]},
                {"name": "wide", "rows": [["1/3", "2/3", 1]]},
                {"name": "saddle", "rows": [[0, 1], [1, 0]]},
                {"rows": [[0] * 61]},
            ]
        },
    )
    done = run(path, "--json", "-")
    assert (done.returncode, done.stderr) == (0, "")
    near, wide, saddle, large = json.loads(done.stdout)
    assert (near["rank"], near["float64_rank"], near["float64_wrong"]) == (2, 1, True)
    assert (near["mpmath_rank"], near["mpmath_digits"], near["inertia"]) == (2, 20, None)
    assert (wide["rank"], wide["shape"], wide["float64_wrong"]) == (1, [1, 3], False)
    assert (saddle["inertia"], saddle["ladder"][0]["inertia"]) == ([1, 1, 0], [1, 1, 0])
    assert (large["name"], large["rank"], large["mpmath_rank"]) == ("4", 0, None)
    assert "larger than 60" in large["not_run"]


def test_the_examples_and_other_precisions() -> None:
    done = run("--examples", "--digits", "15")
    assert done.returncode == 0
    assert "double precision says 2, wrong" in done.stdout
    assert "ambiguous at 15 digits" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


BAD = {
    "a list": ([], "a rank file is"),
    "no matrices": ({"matrices": []}, "there are no matrices"),
    "other key": ({"matrix": [[1]]}, "there are no matrices"),
    "number": ({"matrices": [5]}, "matrix 1 is a number"),
    "no rows": ({"matrices": [{"name": "A"}]}, "matrix 1 (A) has no rows"),
    "float": ({"matrices": [{"name": "A", "rows": [[0.5]]}]}, "matrix 1 (A): rows[0][0]: 0.5"),
    "NaN": ('{"matrices": [{"rows": [[NaN]]}]}', "matrix 1 is not JSON"),
    "ragged": ({"matrices": [{"rows": [[1], [1, 2]]}]}, "rows[1] has 2 entries"),
    "name": ({"matrices": [{"name": 3, "rows": [[1]]}]}, "the name is a number"),
    "unknown": ({"matrices": [{"rows": [[1]], "row": 1}]}, 'unknown key "row"'),
}


@pytest.mark.parametrize(("content", "complaint"), BAD.values(), ids=BAD)
def test_bad_input_is_named_in_one_line(tmp_path: Path, content: object, complaint: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(InputError) as caught:
        list(read_matrices(path))
    assert str(caught.value).startswith(path)
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)


def test_neither_or_both_is_refused(tmp_path: Path) -> None:
    for arguments in ((), (write(tmp_path, {}), "--examples"), ("--examples", "--deep")):
        done = run(*arguments)
        assert done.returncode == 2
        assert "either FILE or --examples or --deep" in done.stderr


def test_the_deep_sweep_is_shown_with_the_smallest_wrong_network() -> None:
    shown = run("--deep")
    assert shown.returncode == 0
    *items, last = json.loads(run("--deep", "--json", "-").stdout)
    assert (
        2 * len(items)
        == len(  # a line in each of the two tables
            [line for line in shown.stdout.splitlines() if line[:2].strip().isdigit()]
        )
    )
    first = next(item for item in items if item["wrong"])
    assert last["smallest_wrong"] == first
    weights = [LinearNetwork.rational(IDENTITY, TARGET, last["W"])]
    point = classify(weights[0])
    assert (point.kind.value, rank(point.network.B(len(last["W"])))) == (
        first["kind"],
        first["rank"],
    )
    assert ", ".join(first["wrong"]) in shown.stdout


@pytest.mark.parametrize(
    "number", ["NaN", "Infinity", "-Infinity", "1e400", "1.0", '"nan"', '"1e5"']
)
def test_numbers_that_are_no_rationals_never_reach_mpmath(tmp_path: Path, number: str) -> None:
    done = run(write(tmp_path, '{"matrices": [{"rows": [[' + number + "]]}]}"))
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "matrix 1" in done.stderr
