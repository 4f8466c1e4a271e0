"""``errata``, ``audit``, ``graph``, quoted entries and the time budget on the command line."""

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from proofs.reports.claims_text import table_lines
from proofs.reports.new_paper import write_paper
from tests.conftest import ROOT
from tests.kawaguchi import PAPER
from tests.recording import Decided


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "proofs", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_errata_as_text_markdown_and_json_say_the_same(tmp_path: Path) -> None:
    target = tmp_path / "errata.json"
    done = run("errata", "ER2", "t5", "E5", "--json", str(target))
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 80
    content = json.loads(target.read_text())
    names = [entry["erratum"] for entry in content["errata"]]
    assert names == ["ER2", "E5", "T5"]  # in the order of the paper
    assert [entry["status"] for entry in content["errata"]] == ["refuted", "refuted", "quoted"]
    kinds = [finding["kind"] for finding in content["errata"][1]["findings"]]
    assert kinds == ["ill-typed"]
    table = run("errata", "ER2", "T5", "E5", "--markdown").stdout.splitlines()
    assert [row.split(" | ")[0] for row in table[2:5]] == ["| ER2", "| E5", "| T5"]
    assert len({row.count(" | ") for row in table[:5] if not row.startswith("|---")}) == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("errata", "lemma-4.1"), "is a claim, not an erratum"),
        (("errata", "ER99"), "no claim is called"),
        (("audit", "ER99"), "no claim is called"),
        (("graph", "--svg", "no/such/folder.svg"), "there is no folder"),
        (("check", "--budget", "0"), "0"),
        (("check", "--budget", "soon"), "soon"),
    ],
)
def test_bad_input_is_one_line_and_status_2(arguments: tuple[str, ...], complaint: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert complaint in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_audit_of_one_claim_is_shown_with_the_claim() -> None:
    alone = run("audit", "lemma-4.2")
    assert (alone.returncode, alone.stderr) == (0, "")
    assert "X X^T invertible: needed (points)" in alone.stdout
    shown = run("show", "lemma-4.2").stdout
    assert "The hypotheses one by one" in shown
    assert "X X^T invertible: needed (points)" in shown


def test_quoted_entries_are_listed_and_shown_and_never_counted(tmp_path: Path) -> None:
    listed = run("list").stdout
    assert "proposition-3.1" in listed
    shown = run("show", "Proposition-3.1")
    assert shown.returncode == 0
    assert "quoted, never counted" in shown.stdout
    assert "Not decided: " in shown.stdout
    content = json.loads(run("show", "T6", "--json", "-").stdout)
    assert content["kind"] == "typo"


def test_a_claim_over_its_budget_is_undecided_and_the_status_says_so(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    done = run(
        "check", "--quick", "--budget", "0.01", "fact-a17", "--jobs", "2", "--json", str(target)
    )
    assert done.returncode == 1
    assert "stopped by its time budget of 0.01 s" in done.stdout
    content = json.loads(target.read_text())
    assert content["budget"] == 0.01
    assert content["claims"][0]["status"] == "undecided"


CONJECTURE = """
from proofs import Claim, as_stated
CLAIMS = [
    Claim(id=name, title="A trace", section="1", statement="tr(A B) = tr(B A).", conjecture=guess,
          checks=(as_stated("all", "A: m x n, B: n x m |- tr(A*B) == tr(B*A)"),))
    for name, guess in (("guessed", True), ("known", False))
]
"""


def test_a_conjecture_is_observed_and_not_counted(tmp_path: Path) -> None:
    folder, target = tmp_path / "guesses", tmp_path / "report.json"
    write_paper(str(folder))
    (folder / "claims.py").write_text(CONJECTURE)
    done = run("check", "--paper", str(folder), "--json", str(target))
    assert done.returncode == 0, done.stderr
    assert "guessed                    observed" in done.stdout
    graph = tmp_path / "graph.json"
    assert run("graph", "--paper", str(folder), "--json", str(graph)).returncode == 0
    assert "conjecture" in {node["kind"] for node in json.loads(graph.read_text())["nodes"]}
    summary = json.loads(target.read_text())["summary"]
    assert (summary["claims"], summary["proved"], summary["undecided"]) == (1, 1, 0)
    assert (summary["conjectures"], summary["observed"]) == (1, 1)


MEASURED = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "proofs", *sys.argv[1:]])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(done.returncode)
"""
"""Runs a command, then says how much memory the largest of its processes took, in kilobytes."""


@pytest.mark.slow
def test_the_graph_of_the_whole_catalogue(tmp_path: Path) -> None:
    svg, dot, target = tmp_path / "g.svg", tmp_path / "g.dot", tmp_path / "g.json"
    command = [sys.executable, "-c", MEASURED, "graph", "--svg", str(svg), "--dot", str(dot)]
    command += ["--json", str(target), "--jobs", "2"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, "")
    if sys.platform == "linux":
        assert 3 * int(done.stderr) < 2**20  # two workers and their parent within 1 GB
    content = json.loads(target.read_text())
    kinds = {node["kind"] for node in content["nodes"]}
    assert {"proved for all sizes", "proved at points", "assumed"} <= kinds
    assert not kinds & {"undecided", "refuted"}
    ElementTree.parse(svg)
    assert dot.read_text().count("->") == len(content["edges"])


def test_each_section_of_the_table_ends_with_one_line_that_sums_it_up(decided: Decided) -> None:
    names = ("fact-a17", "fact-a20", "appendix-d")
    lines = list(table_lines(PAPER, [decided(PAPER.find(name)) for name in names]))
    sums = [line for line in lines if line.startswith("  = ")]
    assert [line[4:].split(" (")[0] for line in sums] == ["2 proved", "1 proved"]
