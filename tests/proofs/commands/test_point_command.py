"""``proofs point``: what it answers and how it refuses."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proofs.points.point_files import PointFile
from symbolic.errors import InputError

RUN = [sys.executable, "-m", "proofs", "point"]
GOOD = {"X": [[1]], "Y": [[1]], "W": [[[0]], [[0]], [[0]]]}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*RUN, *arguments], capture_output=True, text=True, check=False)


def write(tmp_path: Path, content: object) -> str:
    path = tmp_path / "points.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return str(path)


def test_one_point_is_answered_by_one_object(tmp_path: Path) -> None:
    done = run(write(tmp_path, GOOD), "--json", "-")
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert list(answer) == [
        "point", "id", "architecture", "loss", "gradient", "critical", "hessian", "kind",
        "witness", "hypotheses", "lemmas",
    ]  # fmt: skip
    assert answer["kind"] == "non_strict_saddle"
    assert answer["loss"] == "1/2"
    assert answer["critical"] is True
    assert answer["gradient"] == [[["0"]], [["0"]], [["0"]]]
    assert answer["hessian"] == {"size": 3, "rank": 0, "inertia": [0, 0, 3]}
    assert answer["witness"]["type"] == "escape_curve"
    assert (answer["witness"]["order"], answer["witness"]["coefficient"]) == (3, "-1")
    assert answer["witness"]["ascent"]["coefficient"] == "1"
    assert all(answer["hypotheses"].values())
    assert answer["lemmas"]["4.4"] == {"k=2": ["residual"], "k=3": ["range"]}


def test_many_points_are_answered_by_a_list_in_their_order(tmp_path: Path) -> None:
    points = [
        {**GOOD, "id": "origin"},
        {"X": [[1]], "Y": [["1/2"]], "W": [[["1/2"]], [[1]]]},
        {"X": [[1]], "Y": [[1]], "W": [[[0]], [[0]]], "id": 7},
        {"X": [[1]], "Y": [[1]], "W": [[[1]], [[2]]]},
    ]
    target = tmp_path / "answers.json"
    done = run(write(tmp_path, points), "--json", str(target), "--hessian")
    assert done.returncode == 0
    answers = json.loads(target.read_text())
    assert [answer["kind"] for answer in answers] == [
        "non_strict_saddle", "global_minimum", "strict_saddle", "not_critical",
    ]  # fmt: skip
    assert [answer["id"] for answer in answers] == ["origin", None, 7, None]
    assert answers[2]["hessian"]["matrix"] == [["0", "-1"], ["-1", "0"]]
    assert answers[2]["witness"]["type"] == "negative_curvature"
    assert answers[1]["witness"]["type"] == "optimality"
    assert answers[3]["witness"] == {
        "type": "gradient", "layer": 1, "row": 1, "column": 1, "value": "2",
    }  # fmt: skip
    assert "point 1 (id origin): 1,1,1,1:1, non_strict_saddle" in done.stdout
    assert "the loss falls, by -1 t^3 + .., along W_1 + t 1, W_2 + t 1, W_3 + t 1" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


BAD = {
    "float": ({**GOOD, "X": [[0.5]]}, "point 1: X[0][0]: 0.5 is a float"),
    "exponent": ('{"X": [[1e999999999]], "Y": [[1]], "W": [[[1]], [[1]]]}', "is a float"),
    "NaN": ('{"X": [[NaN]], "Y": [[1]], "W": [[[1]], [[1]]]}', "point 1 is not JSON"),
    "infinity": ('{"X": [[Infinity]], "Y": [[1]], "W": [[[1]], [[1]]]}', "point 1 is not JSON"),
    "twice": ('{"X": [[1]], "X": [[2]], "Y": [[1]], "W": [[[1]], [[1]]]}', "given twice"),
    "deep": ("[" * 100_000, "nested more than 8 deep"),
    "true as an id": ({**GOOD, "id": True}, "the id is true or false"),
    "bits": ({**GOOD, "X": [["9" * 3900] * 100], "Y": [[1] * 100]}, "bits, at most 1,000,000"),
    "digits": ('{"X": [[' + "9" * 20_000 + ']], "Y": [[1]], "W": [[[1]], [[1]]]}', "point 1"),
    "long text": ({**GOOD, "X": [["9" * 20_000]]}, "is not a rational number"),
    "text": ({**GOOD, "X": [["one"]]}, '"one" is not a rational number'),
    "code": ({**GOOD, "X": [["__import__('os').system('true')"]]}, "is not a rational number"),
    "zero denominator": ({**GOOD, "X": [["1/0"]]}, "has the denominator zero"),
    "truth value": ({**GOOD, "X": [[True]]}, "True is a truth value"),
    "null": ({**GOOD, "X": [[None]]}, "is not an exact rational number"),
    "ragged": ({**GOOD, "X": [[1, 2], [3]]}, "X[1] has 1 entries, needs 2 like X[0]"),
    "empty matrix": ({**GOOD, "X": []}, "X is an empty list, needs to be a list of rows"),
    "empty row": ({**GOOD, "X": [[]]}, "X is 1 x 0, needs between 1 and"),
    "no matrix": ({**GOOD, "X": 5}, "X is a number, needs to be a list of rows"),
    "missing key": ({"X": [[1]], "Y": [[1]]}, "point 1 has no W"),
    "unknown key": ({**GOOD, "Z": 1}, 'unknown key "Z"'),
    "no weights": ({**GOOD, "W": []}, "W is an empty list"),
    "one weight": ({**GOOD, "W": [[[1]]]}, "2 widths, needs at least 3"),
    "weights are an object": ({**GOOD, "W": {}}, "W is an object"),
    "wrong width": (
        {"X": [[1]], "Y": [[1]], "W": [[[1], [1]], [[1, 2, 3]]]},
        "W[1] is 1 x 3, needs 1 x 2 because W[0] has 2 rows",
    ),
    "wrong first width": ({**GOOD, "X": [[1], [2]]}, "W[0] is 1 x 1, needs 1 x 2 because X has 2"),
    "wrong target": ({**GOOD, "Y": [[1, 2]]}, "Y is 1 x 2, needs 1 x 1 because W[2] has 1 rows"),
    "bad id": ({**GOOD, "id": [1]}, "the id is a list"),
    "not a point": ([1], "point 1 is a number"),
    "empty list": ([], "the list of points is empty"),
    "a string": ('"X"', "a point file is"),
    "nothing": ("", "a point file is"),
    "cut short": ('[{"X": [[1]], "Y"', "point 1 is not JSON"),
    "too large": (
        {"X": [[1]], "Y": [[1]], "W": [[[0]] * 300, [[0] * 300]]}, "600 weights and 2 data"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "complaint"), BAD.values(), ids=BAD)
def test_bad_input_is_named_in_one_line(tmp_path: Path, content: object, complaint: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(InputError) as caught:
        list(PointFile(path).points())
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert complaint in message
    assert "\n" not in message
    assert len(message) < len(path) + 200


def test_the_good_points_before_a_bad_one_are_not_lost(tmp_path: Path) -> None:
    path = write(tmp_path, [GOOD, GOOD, {**GOOD, "id": "h2", "W": [[[1]], [[1, 2]], [[1]]]}])
    target = tmp_path / "answers.json"
    for where in ("-", str(target)):
        done = run(path, "--json", where)
        assert done.returncode == 2
        assert done.stderr == (
            f"proofs: {path}: point 3 (id h2): W[1] is 1 x 2, needs 1 x 1 because W[0] has 1 rows\n"
        )
        answers = json.loads(done.stdout if where == "-" else target.read_text())
        assert [answer["point"] for answer in answers] == [1, 2]


def test_large_numbers_in_and_larger_ones_out(tmp_path: Path) -> None:
    number = f"{'7' * 1900}/{'9' * 1899}"
    path = write(tmp_path, {"X": [[1]], "Y": [[1]], "W": [[[number]], [["1/3"]], [[number]]]})
    done = run(path, "--json", "-")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)["loss"]) > 5_000


def test_ids_that_do_not_print(tmp_path: Path) -> None:
    path = write(tmp_path, '{"id": "a\\n\\ud800b", "X": [[1]], "Y": [[1]], "W": [[[1]], [[1]]]}')
    target = tmp_path / "answer.json"
    done = run(path, "--json", str(target))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("point 1 (id a\\u000a\\ud800b): 1,1,1:1, global_minimum\n")
    assert json.loads(target.read_text())["id"] == "a\n\ud800b"


def test_a_report_is_spared_when_nothing_can_be_written(tmp_path: Path) -> None:
    path, target = write(tmp_path, {**GOOD, "X": [[0.5]]}), tmp_path / "answer.json"
    target.write_text("precious")
    assert run(path, "--json", str(target)).returncode == 2
    assert target.read_text() == "precious"
    assert run(path, "--json", "-").stdout == ""
    done = run(path, "--json", path)
    assert done.returncode == 2
    assert "this is the file that is read" in done.stderr


def test_a_pipe_is_a_file_too(tmp_path: Path) -> None:
    line = f"{sys.executable} -m proofs point <(cat {write(tmp_path, [GOOD, GOOD])})"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("non_strict_saddle") == 2


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for path, complaint in ((str(tmp_path / "none"), "no such file"), (str(tmp_path), "directory")):
        done = run(path)
        assert done.returncode == 2
        assert complaint in done.stderr
        assert done.stderr.count("\n") == 1


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["X", "Y", "W", "id", "z"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(json_values)
@settings(
    max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_no_json_makes_a_traceback(tmp_path: Path, value: object) -> None:
    path = write(tmp_path, value)
    try:
        list(PointFile(path).points())
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017 - any other error fails the test


def test_a_long_list_is_streamed(tmp_path: Path) -> None:
    """The answer for the first point is there although the file is broken much later."""
    text = "[" + ",".join([json.dumps(GOOD)] * 2000) + ", oops"
    points = PointFile(write(tmp_path, text)).points()
    assert next(points).number == 1
    with pytest.raises(InputError, match="point 2001 is not JSON"):
        list(points)
