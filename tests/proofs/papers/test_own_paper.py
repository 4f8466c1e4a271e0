"""A paper of a user's own, in a folder outside, through the command line alone.

| asked | evidence here |
|---|---|
| a paper needs no change of the package | all kinds of entries, every command |
| nothing of the default paper in its output | what the default paper alone has is looked for |
| a false claim of it is refuted | each kind of claim, changed |
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from proofs.commands.main import main
from proofs.evidence.papers import load
from symbolic.errors import PaperError
from tests.conftest import ROOT
from tests.kawaguchi import PAPER
from tests.proofs.papers.conftest import changed


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "proofs", *arguments]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False,
        env=environment | {"PYTHONPATH": os.environ.get("PYTHONPATH", str(ROOT))},
    )  # fmt: skip


ERRATA = [v.erratum for claim in PAPER.claims for v in claim.variants]
ERRATA += [entry.name for entry in PAPER.quoted]
FOREIGN = {claim.id for claim in PAPER.claims} | {name for name in ERRATA if len(name) > 2}
FOREIGN |= {"Kawaguchi", "kawaguchi", "kawaguchi2016"}
FOREIGN -= {"notation"}  # a word that any page may have


def nothing_foreign(text: str) -> None:
    words = set(re.findall(r"[A-Za-z0-9.:-]+", text))
    assert not words & FOREIGN, words & FOREIGN


COMMANDS = (
    ("check",), ("check", "--jobs", "2"), ("list",), ("show", "balance"), ("show", "E1"),
    ("errata",), ("errata", "--markdown"), ("audit",), ("graph",), ("axioms",), ("verify",),
    ("rocq", "balance"),
)  # fmt: skip


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_command_speaks_of_that_paper_alone(arguments: tuple[str, ...], folder: Path) -> None:
    done = run(*arguments, "--paper", folder.name, cwd=folder.parent)
    assert done.returncode == 0, done.stderr
    assert ("E1" if "--markdown" in arguments else "balance") in done.stdout
    nothing_foreign(done.stdout + done.stderr)


def test_the_verdicts_are_those_of_the_engine(folder: Path) -> None:
    done = run("check", "--paper", str(folder), "--json", "-", cwd=folder)
    content = json.loads(done.stdout)
    assert [(c["id"], c["status"], c["scope"]) for c in content["claims"]] == [
        ("balance", "proved", "all sizes"), ("residual", "proved", "points"),
        ("cyclic", "proved", "all sizes"),
    ]  # fmt: skip
    (printed,) = content["claims"][0]["printed"]
    assert (printed["erratum"], printed["status"], printed["repair_status"]) == (
        "E1", "refuted", "proved",
    )  # fmt: skip
    theorem, derived = (
        {e["scope"] for e in content["claims"][0]["evidence"] if e["part"] == part}
        for part in ("any depth", "derived from the loss itself")
    )
    assert "all sizes" in theorem
    assert derived == {"architecture"}
    nothing_foreign(done.stdout)


@pytest.mark.slow
def test_a_site_of_it(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    done = run("teach", str(tmp_path / "site"), "--paper", str(folder), "--fresh", cwd=folder)
    assert done.returncode == 0, done.stderr
    pages = sorted((tmp_path / "site").rglob("*.html"))
    assert [page.stem for page in pages] == [
        "balance", "cyclic", "residual", "errata", "graph", "index", "rules",
    ]  # fmt: skip
    for page in pages:
        shown = page.read_text(encoding="utf-8")
        assert "Balanced layers" in shown
        if page.stem != "rules":
            nothing_foreign(re.sub(r"<[^>]*>", " ", shown))


# False claims.

FALSE = {
    "a statement": ('tr(A*B) == tr(B*A)"', 'tr(A*B) == 2*tr(B*A)"', "cyclic"),
    "an equation": ("BALANCE = Equation(left, right, neighbours)",
                    "BALANCE = Equation(left, lambda c, k: -1 * right(c, k), neighbours)",
                    "balance"),
}  # fmt: skip


@pytest.mark.parametrize("what", FALSE)
def test_a_false_claim_is_refuted(
    what: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new, name = FALSE[what]
    changed(folder, (old, new))
    assert main(["check", name, "--paper", str(folder), "--json", "-"]) == 1
    (claim,) = json.loads(capsys.readouterr().out)["claims"]
    assert claim["status"] == "refuted"
    assert any(e["counterexample"] for e in claim["evidence"])


def test_what_survives_is_undecided_and_no_success(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hard = "A: n x n, B: n x n |- det(A*B) == det(A)*det(B)"
    changed(
        folder, ("A: m x n, B: n x m |- tr(A*B) == tr(B*A)", hard), ('", "A: n x n', '", "A: n x n')
    )
    changed(folder, (f'"{hard}")', f'"{hard}", 0.3)'))
    assert main(["check", "cyclic", "--paper", str(folder)]) == 1
    assert "undecided" in capsys.readouterr().out


# A fact, a claim, a theorem, a paper: each from outside, each in one file.


def test_a_fact_a_claim_and_a_theorem_are_added_in_one_file(folder: Path) -> None:
    (folder / "claims.py").write_text(
        (folder / "claims.py").read_text()
        + '''

from proofs import Derivation, theorem
from proofs.words import identity


def cancelled(proof, A, B, unit):
    """The fact B A B = B, from A B = I, inside any derivation."""
    return proof.by(equal(B @ A @ B, B), unit)


@theorem("reflexive")
def reflexive():
    proof = Derivation("m n", A="m n", B="n m")
    A, B = proof.letters("A B")
    return cancelled(proof, A, B, proof.assume(equal(A @ B, identity("m"))))


CLAIMS += [Claim(id="reflexive", title="A right inverse is a {2}-inverse", section="1",
                 statement="If A B = I, then B A B = B.", theorems=(("all sizes", reflexive),))]
'''
    )
    done = run("check", "reflexive", "--paper", str(folder), cwd=folder)
    assert done.returncode == 0, done.stderr
    assert re.search(r"reflexive +proved +all sizes", done.stdout)


def test_a_paper_is_loaded_once_and_found_again_by_its_folder(folder: Path) -> None:
    assert load(str(folder)) is load(str(folder))
    assert load(load(str(folder)).reference) is load(str(folder))
    assert load("kawaguchi2016") is PAPER
    with pytest.raises(PaperError):
        load(str(folder / "nowhere"))


def test_a_prover_loads_no_paper_and_the_face_loads_nothing() -> None:
    loads = {
        "proofs.identity.strategies": {"proofs.papers", "proofs.evidence", "sympy"},
        "proofs, symbolic.statements": {"proofs.kernel", "flint", "lark", "sympy", "numpy"},
        "proofs.evidence.papers": {"proofs.papers", "lark"},
    }
    for module, heavy in loads.items():
        code = f"import sys, {module}; print(*sys.modules)"
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        found = {name for name in done.stdout.split() for word in heavy if name.startswith(word)}
        assert not found, module
