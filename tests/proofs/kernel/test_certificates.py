"""Certificates: the checker alone accepts each, and no forgery of it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from proofs import checker
from proofs.kernel.certificate import certificate, text
from tests.conftest import ROOT
from tests.kawaguchi import THEOREMS, certified
from tests.proofs.kernel.mutations import KINDS, says_the_same, single_changes

CHECKER = [sys.executable, "-I", "-S", str(ROOT / "proofs" / "checker.py")]
FORGERIES = 30


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All certificates as files."""
    found = tmp_path_factory.mktemp("certificates")
    for name in THEOREMS:
        (found / f"{name.replace(':', '.')}.json").write_text(certified(name)[0])
    return found


def test_the_checker_alone_accepts_every_certificate(folder: Path) -> None:
    paths = sorted(map(str, folder.iterdir()))
    assert len(paths) == len(THEOREMS)
    done = subprocess.run([*CHECKER, *paths], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count(": accepted: ") == len(paths)


def test_the_checker_imports_nothing_of_the_project(tmp_path: Path, folder: Path) -> None:
    """A copy of the one file, in an empty folder, without site-packages, does the same."""
    copy = tmp_path / "checker.py"
    copy.write_bytes((ROOT / "proofs" / "checker.py").read_bytes())
    path = str(folder / "lemma-4.2.json")
    command = [sys.executable, "-I", "-S", "-X", "importtime", str(copy), path]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0
    imported = {
        line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()
    }
    assert "json" in imported
    assert imported.isdisjoint(
        {"proofs", "symbolic", "numeric_crosscheck", "sympy", "flint", "numpy"}
    )


def test_a_rejected_file_is_named_with_its_reason_and_status_one(
    tmp_path: Path, folder: Path
) -> None:
    good = folder / "fact-a22.json"
    content = json.loads(good.read_text())
    content["conclusion"] = ["=", "C", "C"]
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(content))
    missing = tmp_path / "missing.json"
    done = subprocess.run(
        [*CHECKER, str(bad), str(good), str(missing)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == f"{good}: accepted: fact-a22\n"
    first, second = done.stderr.splitlines()
    assert first == f"{bad}: rejected: the last step is not the conclusion"
    assert second.startswith(f"{missing}: rejected: ")
    assert subprocess.run(CHECKER, capture_output=True, check=False).returncode == 2


PROVE = """
import sys
from proofs.evidence.papers import load
from proofs.kernel.certificate import certificate, text
for name, theorem in load("kawaguchi2016").theorems.items():
    sys.stdout.write(text(certificate(name, theorem.prove())))
"""


def test_the_same_text_whatever_the_seed_of_hashing() -> None:
    found = set()
    for seed in ("0", "12345"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", PROVE], capture_output=True, check=True, env=environment
        )
        found.add(done.stdout)
    assert len(found) == 1
    (written,) = found
    assert written.decode() == "".join(certified(name)[0] for name in THEOREMS)


@pytest.mark.parametrize("name", THEOREMS)
def test_the_text_is_the_certificate(name: str) -> None:
    content = certificate(name, THEOREMS[name]())
    assert json.loads(text(content)) == content
    assert content["claim"] == name


@pytest.mark.slow
@pytest.mark.parametrize("name", THEOREMS)
def test_forgeries(name: str) -> None:
    """A single change is rejected, unless the accepted text provably says the same or more."""
    content = json.loads(certified(name)[0])
    assert says_the_same(content, content)
    rejected = 0
    for what, forged in single_changes(content, seed=2016, count=FORGERIES):
        try:
            assert says_the_same(forged, content), what
        except checker.Rejected:
            rejected += 1
    assert rejected >= FORGERIES // 2


def test_every_kind_of_change_is_rejected_somewhere() -> None:
    from random import Random

    content = json.loads(certified("lemma-4.2")[0])
    for kind in KINDS:
        random, outcomes = Random(7), []
        for _ in range(20):
            forged = kind(content, random)
            if forged is None or forged == content:
                continue
            outcomes.append(is_rejected(forged))
        assert any(outcomes), kind.__name__


def is_rejected(content: Any) -> bool:
    try:
        checker.check(content)
    except checker.Rejected:
        return True
    return False
