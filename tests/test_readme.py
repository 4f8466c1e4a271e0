"""The README is true: its commands are the ones that CI runs, its output is what is printed."""

import re
import shlex
import subprocess
import sys

import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLES = re.findall(r"```console\n\$ proofs (.*)\n((?:.*\n)*?)```", README)


def without_seconds(text: str) -> str:
    return re.sub(r" +[0-9]+\.[0-9]{2} s", " s", text)


@pytest.mark.parametrize(("arguments", "shown"), CONSOLES, ids=[c[0] for c in CONSOLES])
def test_the_output_shown_is_the_output(arguments: str, shown: str) -> None:
    command = [sys.executable, "-m", "proofs", *shlex.split(arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    printed = without_seconds(done.stdout + done.stderr)
    elided = re.split(r"^\.\.\.\n", without_seconds(shown), flags=re.MULTILINE)
    if len(elided) == 1:
        assert printed == elided[0]
    for piece in elided:
        assert piece in printed


def test_there_is_output_to_compare() -> None:
    assert len(CONSOLES) >= 4


def test_the_readme_names_every_dependency_and_command() -> None:
    from proofs.commands.main import cli

    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^dependencies = \[(.*?)\]", project, re.DOTALL | re.MULTILINE)
    assert listed is not None
    for package in re.findall(r'"([a-z-]+)>', listed[1]):
        assert re.search(rf"^\| {package} \|", README, re.MULTILINE), package
    for command in cli.commands:
        assert f"`proofs {command}" in README


def test_ci_runs_the_commands_of_the_readme() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for name in ("main", "test"):
        assert re.search(rf"<!-- {name} command -->\n```sh\n.+\n```", README)
        assert f"readme_command {name}" in ci
