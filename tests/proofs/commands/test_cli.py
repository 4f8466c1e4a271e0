"""The command line as a user meets it: what it shows, how it refuses, how it ends."""

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from proofs.commands import main as cli
from proofs.evidence.claim import Claim, Evidence, Outcome
from proofs.files import json_writing as report
from proofs.status import Scope
from symbolic.errors import ReportError, ShapeError
from tests.kawaguchi import PAPER

RUN = [sys.executable, "-m", "proofs"]


def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*RUN, *arguments], capture_output=True, text=True, check=False, cwd=cwd)


def run_without(heavy: set[str], *arguments: str) -> str:
    """What a command shows, having imported none of these modules."""
    code = (
        f"import sys; from proofs.commands.main import main; status = main({list(arguments)!r});"
        f"found = {heavy!r} & set(sys.modules);"
        "sys.exit(f'imported {found}' if found else status)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


ALWAYS = {"numpy", "mpmath", "joblib", "rich", "distributed", "proofs.teaching", "proofs.rocq"}
PAPER_FREE = ALWAYS | {"sympy", "proofs.papers.kawaguchi2016"}
UNNEEDED = {
    ("--help",): PAPER_FREE | {"flint", "lark", "ijson", "proofs.kernel"},
    ("list",): ALWAYS | {"sympy", "lark", "ijson", "proofs.identity"},
    ("axioms",): ALWAYS - {"proofs.rocq"} | {"sympy", "lark", "ijson", "proofs.identity"},
    ("identity", "A: m x n |- T(T(A)) == A"): PAPER_FREE | {"ijson", "proofs.evidence"},
    ("point", "tests/data/bad_saddle.json"): PAPER_FREE | {"lark", "proofs.identity"},
    ("verify", "tests/data/fact-a22.json"): PAPER_FREE | {"lark", "ijson", "proofs.identity"},
}
"""What a command must not load: what it does not need."""


@pytest.mark.parametrize("arguments", UNNEEDED, ids=lambda arguments: arguments[0])
def test_a_command_loads_what_it_needs(arguments: tuple[str, ...]) -> None:
    assert run_without(UNNEEDED[arguments], *arguments)


def test_list_decides_nothing() -> None:
    shown = run("list").stdout
    for claim in PAPER.claims:
        assert claim.id in shown


def test_check_shows_a_table_and_the_same_as_json(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    done = run("check", "--quick", "lemma-4.1", "ER9", "--arch", "1,2,1:1", "--json", str(target))
    assert (done.returncode, done.stderr) == (0, "")
    assert "lemma-4.1                  proved    all sizes" in done.stdout
    assert "ER9 as printed: refuted (ill-typed and false); repaired: proved" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    content = json.loads(target.read_text())
    assert [claim["id"] for claim in content["claims"]] == ["lemma-4.1", "appendix-a3"]
    assert content["architectures"][0] == "1,2,1:1"
    assert content["summary"]["proved"] == 2
    assert content["versions"]["sympy GROUND_TYPES"]
    assert {"sympy", "python-flint", "mpmath", "numpy"} <= set(content["versions"])
    claim = content["claims"][0]
    assert (claim["status"], claim["scope"]) == ("proved", "all sizes")
    routes = {item["by"].split(",")[0] for item in claim["evidence"]}
    assert routes == {"the kernel", "plain fractions", "sympy", "flint", "mpmath"}
    assert list(tmp_path.iterdir()) == [target]


def test_json_on_standard_output_stands_alone() -> None:
    for arguments in (("list",), ("show", "er7"), ("check", "--quick", "appendix-d")):
        done = run(*arguments, "--json", "-")
        assert done.returncode == 0
        assert json.loads(done.stdout)


def test_two_runs_differ_in_their_seconds_alone() -> None:
    def content() -> str:
        text = run("check", "--quick", "fact-a24", "appendix-a2", "--json", "-").stdout
        return "\n".join(line for line in text.splitlines() if '"seconds"' not in line)

    assert content() == content()


def test_show_reads_well_on_80_columns() -> None:
    done = run("show", "lemma-4.3")
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "C^T A_k kron X V_k^T" in done.stdout
    block = "w1_11 w2_11 x_11^2 + {}w1_12 w2_11 x_11 x_21"
    assert f"[1,1]     2 {block.format('2 ')} - x_11 y_11" in done.stdout
    assert f"= [1,1]     {block.format('')} + x_11 r_11" in done.stdout
    assert "Verdict: proved, scope: all sizes" in done.stdout
    assert "NOT EQUAL" not in done.stdout


def test_show_spells_the_blocks_out_at_a_small_architecture_of_the_user() -> None:
    done = run("show", "general-block", "--arch", "1,1,1,1:1")
    assert done.returncode == 0
    assert "At 1,1,1,1:1, derived by sympy from the loss" in done.stdout
    assert "l = 2, k = 3: 1 x 1, equal" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("check", "lemma-4.9"), 'no claim is called "lemma-4.9": did you mean'),
        (("show", "nonsense"), 'no claim is called "nonsense": `proofs list` shows all'),
        (("show",), "Missing argument 'ID'"),
        (("chek",), "No such command 'chek'"),
        (("check", "--arch", "3,0,2:4"), "d_1 is 0, needs to be at least 1"),
        (("check", "--arch", "3,-1,2:4"), "d_1 is -1"),
        (("check", "--arch", "3,x,2:4"), "write d_x,d_1,..,d_H,d_y:m"),
        (("check", "--arch", "9,9,9,9:9"), "would fit"),
        (("check", "--arch", "1,1,1:99999999999999999999"), "20 digits, at most 9"),
        (("check", "--arch", "," * 3000), "write d_x"),
        (("check", "--json", ""), "the path is empty"),
        (("check", "--bogus"), "(see proofs --help)"),
        (("check", "--arch", "3,2,2:4;import os"), "write d_x"),
        (("check", "--jobs", "0"), "Invalid value for '--jobs'"),
        (("check", "--seed", "pi"), "Invalid value for '--seed'"),
        (("check", "--json", "/nowhere/report.json"), "there is no folder /nowhere"),
        (("check", "--json", "."), "this is a folder"),
        (("--bogus",), "No such option"),
    ],
)
def test_bad_input_is_one_line_and_status_2(arguments: tuple[str, ...], complaint: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert complaint in done.stderr
    assert done.stderr.startswith("proofs: ")
    assert done.stderr.count("\n") == 1


def _failing(claim: Claim) -> None:
    def decide(_settings):
        yield Evidence(claim.parts[0], Outcome.FAILS, Scope.POINTS, "here")

    object.__setattr__(claim, "decide", decide)


def test_a_verdict_that_is_not_as_expected_is_status_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = PAPER.find("fact-a11")
    original = claim.decide
    _failing(claim)
    try:
        assert cli.main(["check", "--quick", "fact-a11"]) == 1
    finally:
        object.__setattr__(claim, "decide", original)
    out = capsys.readouterr().out
    assert "fact-a11                   refuted" in out
    assert "Not as expected: fact-a11" in out


def test_a_fault_of_ours_is_not_passed_off_as_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    claim = PAPER.find("fact-a11")
    original = claim.decide

    def decide(_settings):
        raise ShapeError("product", (1, 2), (3, 4))
        yield

    object.__setattr__(claim, "decide", decide)
    try:
        with pytest.raises(RuntimeError, match="fact-a11 could not be decided"):
            cli.main(["check", "--quick", "fact-a11"])
    finally:
        object.__setattr__(claim, "decide", original)


def test_a_report_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.json"
    target.write_text("precious")

    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(report.os, "replace", fail)
    with pytest.raises(ReportError, match="No space left"):
        report.write_json(str(target), {"a": 1})
    assert target.read_text() == "precious"
    assert list(tmp_path.iterdir()) == [target]


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Children that can be interrupted, also where the tests themselves run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_cleanly_with_status_130(jobs: str, tmp_path: Path) -> None:
    """In the middle of the work: after the first certificate was kept."""
    command = [*RUN, "check", "--jobs", jobs, "--arch", "4,4,4,4:4"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)},
    )  # fmt: skip
    while process.poll() is None and not any(tmp_path.rglob("*.json")):
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
    os.killpg(process.pid, signal.SIGINT)
    out, error = process.communicate(timeout=300)
    assert (process.returncode, out) == (130, "")
    assert error.strip() == "proofs: interrupted"


@pytest.mark.parametrize("command", ["list", "show lemma-4.1"])
def test_a_reader_that_goes_away_is_no_error(command: str) -> None:
    line = f"{sys.executable} -m proofs {command} | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("", "")
    assert done.returncode == 141


def test_output_that_cannot_be_written_is_one_line() -> None:
    for redirection, complaint in ((">/dev/full", "No space left"), (">&-", "is closed")):
        line = f"{sys.executable} -m proofs list {redirection}"
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert complaint in done.stderr
        assert done.stderr.count("\n") == 1


def test_a_report_follows_links_and_spares_what_is_no_file(tmp_path: Path) -> None:
    target, link, pipe = tmp_path / "target", tmp_path / "link", tmp_path / "pipe"
    target.write_text("old")
    link.symlink_to(target)
    report.write_json(str(link), {"a": 1})
    assert link.is_symlink()
    assert json.loads(target.read_text()) == {"a": 1}
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE, text=True) as reader:
        report.write_json(str(pipe), {"a": 2})
        assert json.loads(reader.communicate()[0]) == {"a": 2}
    assert pipe.is_fifo()


def test_without_a_command_the_help_is_shown() -> None:
    done = run()
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: proofs")


def test_the_progress_bar_is_for_terminals_only() -> None:
    assert "\x1b" not in run("check", "--quick", "appendix-d").stderr
    primary, secondary = pty.openpty()
    process = subprocess.Popen(
        [*RUN, "check", "--quick", "lemma-4.1"], stdout=subprocess.DEVNULL, stderr=secondary
    )
    os.close(secondary)
    shown = b""
    try:
        while chunk := os.read(primary, 4096):
            shown += chunk
    except OSError:  # Linux says so when the other side of a terminal is closed
        pass
    assert process.wait() == 0
    assert b"0/1" in shown


def test_the_python_module_and_the_version() -> None:
    done = run("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("proofs, version ")


def test_another_package_in_the_place_of_symbolic_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "symbolic").mkdir()
    (tmp_path / "symbolic" / "__init__.py").write_text("")
    for package in ("proofs", "numeric_crosscheck"):
        code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import {package}"
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        assert "is not the one of deep-linear-proofs" in done.stderr.splitlines()[-1]
