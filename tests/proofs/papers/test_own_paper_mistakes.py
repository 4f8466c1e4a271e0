"""What does not fit together in a user's paper, and what would be evidence of a user's own.

| asked | evidence here |
|---|---|
| only the engine makes evidence | verdicts, scopes and functions of the user's are refused |
| what does not fit is one line, exit status 2 | sections, ids, files, keys, exceptions |
"""

import re
from pathlib import Path

import pytest

from proofs.reports.new_paper import NAMES
from tests.proofs.papers.conftest import changed, complaint

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
