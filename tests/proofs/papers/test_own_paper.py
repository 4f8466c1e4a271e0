"""A paper of a user's own, in a folder outside, through the command line alone.

| asked | evidence here |
|---|---|
| a paper needs no change of the package | all kinds of entries, every command |
| nothing of the default paper in its output | what the default paper alone has is looked for |
| only the engine makes evidence | verdicts, scopes and functions of the user's are refused |
| what does not fit is one line, exit status 2 | sections, ids, files, keys, exceptions |
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
from proofs.reports.new_paper import NAMES, write_paper
from symbolic.errors import PaperError
from tests.conftest import ROOT
from tests.kawaguchi import PAPER

CLAIM = """
from proofs import Claim, as_stated
CLAIMS += [
    Claim(id="cyclic", title="A trace", section="1", statement="tr(A B) = tr(B A).",
          checks=(as_stated("all sizes", "A: m x n, B: n x m |- tr(A*B) == tr(B*A)"),)),
]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The paper that `proofs new` writes, with a statement of the language beside it."""
    folder = tmp_path / "balanced"
    write_paper(str(folder))
    with (folder / "claims.py").open("a") as file:
        file.write(CLAIM)
    return folder


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "proofs", *arguments]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False,
        env=environment | {"PYTHONPATH": os.environ.get("PYTHONPATH", str(ROOT))},
    )  # fmt: skip


def complaint(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line on standard error of a command that has exit status 2."""
    assert main([*arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    return shown.err


FOREIGN = {claim.id for claim in PAPER.claims} | {entry.name for entry in PAPER.quoted}
FOREIGN |= {v.erratum for claim in PAPER.claims for v in claim.variants if len(v.erratum) > 2}
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


def changed(folder: Path, *replacements: tuple[str, str], file: str = "claims.py") -> None:
    path = folder / file
    text = path.read_text()
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)


# Verdicts of a user's own.

FORGED = {
    "a verdict by hand": """
from proofs.evidence.claim import Evidence, Outcome
from proofs.status import Scope
MINE = [Evidence("p", Outcome.HOLDS, Scope.ALL_SIZES, "everywhere")]
""",
    "a function that yields evidence": """
from proofs.evidence.claim import Evidence, Outcome
from proofs.status import Scope
def decide(settings):
    yield Evidence("p", Outcome.HOLDS, Scope.ALL_SIZES, "everywhere")
CLAIMS += [Claim(id="c", title="t", section="1", statement="s", parts=("p",), decide=decide)]
""",
    "a check of its own": """
from proofs.evidence.claim import Check, Evidence, Outcome
from proofs.status import Scope
def decide(settings):
    yield Evidence("p", Outcome.HOLDS, Scope.ALL_SIZES, "everywhere")
CLAIMS += [Claim(id="c", title="t", section="1", statement="s", checks=(Check(("p",), decide),))]
""",
    "a lambda in a check": """
from proofs.evidence.claim import Check
CLAIMS += [Claim(id="c", title="t", section="1", statement="s",
                 checks=(Check(("p",), lambda settings: iter(())),))]
""",
    "a repair of its own": """
from proofs.evidence.claim import Variant
CLAIMS += [Claim(id="c", title="t", section="1", statement="s", theorems=(("p", balance),),
    variants=(Variant("F1", "here", 0, "false", "x", "y", lambda s: iter(()), lambda s: iter(())),),
)]
""",
    "a theorem that was not derived": """
from proofs.evidence.stated import StatedTheorem
class Forged(StatedTheorem):
    content = property(lambda self: {})
CLAIMS += [Claim(id="c", title="t", section="1", statement="s",
                 theorems=(("p", Forged("f", lambda: None)),))]
""",
    "an answer of its own": """
from proofs.evidence.audit import Answer, Audited
AUDITED += [Audited("balance", "h", "used", lambda settings: Answer("used", "because"))]
""",
    "a class that pretends to be a claim": """
class Mine(Claim):
    pass
CLAIMS += [Mine(id="c", title="t", section="1", statement="s", theorems=(("p", balance),))]
""",
}


@pytest.mark.parametrize("forged", FORGED)
def test_only_the_engine_makes_evidence(
    forged: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (folder / "claims.py").open("a") as file:
        file.write(FORGED[forged])
    shown = complaint(capsys, "check", "--paper", str(folder))
    assert "claims.py: " in shown


def test_a_theorem_that_is_not_proved_leaves_its_claim_undecided(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A function that returns no theorem, or one of another statement, is no proof of it."""
    changed(folder, ("    return proof.by(goal, below, split, one, empty(proof, W, above))", ""))
    assert "claims.py: " in complaint(capsys, "check", "balance", "--paper", str(folder))


# What does not fit together.

MISTAKES = {
    "an unknown section": (("claims.py", 'section="1"', 'section="7"'), "section"),
    "an id twice": (("claims.py", 'id="cyclic"', 'id="balance"'), 'are called "balance"'),
    "an erratum like a claim": (("claims.py", '"E1"', '"cyclic"'), 'are called "cyclic"'),
    "uses what is no claim": (
        ("claims.py", 'title="A trace",', 'title="A trace", uses=("lemma-4.4",),'), "is no claim",
    ),
    "a claim that is not listed": (
        ("claims.py", "CLAIMS += [", "OTHERS = ["), 'claim "cyclic" is not in CLAIMS',
    ),
    "a theorem that no claim names": (
        ("claims.py", 'theorems=(("any depth", balance),),', ""), "no claim in CLAIMS names",
    ),
    "no statement": (("claims.py", 'statement="tr(A B) = tr(B A).",', ""), "has no statement"),
    "an unknown key": (("paper.toml", "title", "titel"), 'no key "titel"; did you mean title?'),
    "no sections": (("paper.toml", "[sections]", "[notation2]"), "notation2"),
    "no toml": (("paper.toml", 'title = "', 'title = '), "paper.toml: "),
    "an exception": (("claims.py", "CLAIMS += [", "1 / 0\nCLAIMS += ["), "ZeroDivisionError"),
    "a syntax error": (("claims.py", "CLAIMS += [", "CLAIMS += ["+ "("), "line "),
    "audits what is no claim": (
        ("claims.py", 'used_in("balance"', 'used_in("lemma-4.4"'), "which is no claim",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_does_not_fit_is_one_line(
    mistake: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (file, old, new), wanted = MISTAKES[mistake]
    changed(folder, (old, new), file=file)
    command = "audit" if mistake.startswith("audits") else "list"
    assert wanted in complaint(capsys, command, "--paper", str(folder))


@pytest.mark.parametrize("name", ["paper.toml", "claims.py"])
def test_a_missing_file_is_named(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / name).unlink()
    assert f"{name}: " in complaint(capsys, "list", "--paper", str(folder))


def test_no_such_paper_and_the_door_for_scripts(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = complaint(capsys, "list", "--paper", "nobody1999")
    assert "kawaguchi2016" in shown
    (folder / "lemma.proof").write_text("lemma ..")
    assert "lemma.proof: " in complaint(capsys, "list", "--paper", str(folder))


def test_an_exception_while_deciding_is_one_line_with_its_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(folder, ("def right(calculus, k):\n", "def right(calculus, k):\n    1 / 0\n"))
    shown = complaint(capsys, "check", "--paper", str(folder))
    assert re.search(r'claims.py: line \d+: claim "balance": ZeroDivisionError', shown)


def test_nothing_is_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {name: (folder / name).read_bytes() for name in NAMES}
    assert "is there already" in complaint(capsys, "new", str(folder))
    assert {name: (folder / name).read_bytes() for name in NAMES} == before


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
