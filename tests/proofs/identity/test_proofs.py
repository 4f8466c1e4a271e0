"""True statements are proved and replayed by the checker alone; changed ones are not."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from proofs import checker
from proofs.identity.decide import available, decide
from proofs.identity.proof import NoProof, Proof
from proofs.identity.reading.rendering import render
from proofs.identity.strategies import prove
from proofs.identity.verify import matches, says_the_statement
from proofs.status import Status
from symbolic.errors import NotTriedError
from symbolic.statements import statement
from tests.conftest import ROOT
from tests.proofs.identity.statements import FALSE, SLOW, TRUE

CHECKER = [sys.executable, "-I", "-S", str(ROOT / "proofs" / "checker.py")]
SECONDS = 20.0


@cache
def proved(source: str) -> Proof:
    found = prove(statement(source), SECONDS)
    assert isinstance(found, Proof), source
    return found


def content(source: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(proved(source).certificate)
    return found


def test_there_are_enough() -> None:
    assert len(TRUE) >= 50
    assert len(FALSE) >= 35


@pytest.mark.parametrize("source", TRUE)
def test_a_true_statement_is_proved(source: str) -> None:
    found = proved(source)
    assert found.strategy
    assert found.steps == len(content(source)["steps"])
    assert says_the_statement(found.certificate, render(statement(source)))


@pytest.mark.slow
@pytest.mark.parametrize("source", SLOW)
def test_a_harder_true_statement_is_proved(source: str) -> None:
    assert says_the_statement(proved(source).certificate, render(statement(source)))


def test_the_checker_alone_accepts_the_certificates(tmp_path: Path) -> None:
    paths = []
    for n, source in enumerate(TRUE):
        path = tmp_path / f"{n:02}.json"
        path.write_text(proved(source).certificate)
        paths.append(str(path))
    done = subprocess.run([*CHECKER, *paths], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count(": accepted: ") == len(TRUE)


@pytest.mark.parametrize("source", FALSE)
def test_a_false_statement_is_not_proved(source: str) -> None:
    """It is false, as the counterexample shows, and there is no proof of it."""
    assert decide(source, provers=()).verdict is Status.REFUTED
    with suppress(NotTriedError):
        assert not isinstance(prove(statement(source), 1.0), Proof)


def test_dropped_hypotheses_are_missed() -> None:
    """Where a hypothesis was used, the certificate without it is rejected."""
    dropped = 0
    for source in TRUE:
        written = content(source)
        unused = checker.check(written)["unused hypotheses"]
        for n in range(len(written["hypotheses"])):
            if n in unused:
                continue
            rest = [h for i, h in enumerate(written["hypotheses"]) if i != n]
            with pytest.raises(checker.Rejected, match="left open"):
                checker.check(written | {"hypotheses": rest})
            assert not matches(written | {"hypotheses": rest}, render(statement(source)))
            dropped += 1
    assert dropped > 50


def test_a_certificate_of_another_statement_does_not_match() -> None:
    """A conclusion, a hypothesis or a size that is not that of the statement is noticed."""
    one = "A: m x n, B: n x p |- rank(A*B) <= rank(A)"
    other = "A: m x n, B: n x p |- rank(A*B) <= rank(B)"
    rendering = render(statement(one))
    assert matches(content(one), rendering)
    assert not matches(content(other), rendering)
    written = content(one)
    assert not matches(written | {"conclusion": ["=", "A", "A"]}, rendering)
    assert not matches(written | {"hypotheses": [["=", "A", "A"]]}, rendering)
    assert not matches(written | {"letters": written["letters"] | {"A": ["m", "p"]}}, rendering)
    assert not matches(written | {"sizes": written["sizes"][1:]}, rendering)


def test_an_assumed_conclusion_is_no_proof() -> None:
    """A certificate that assumes what is to be shown is accepted, but says something else."""
    source = "A: n x n |- A*pinv(A) == pinv(A)*A"
    rendering = render(statement(source))
    written = content("A: n x n; symmetric(A) |- A*pinv(A) == pinv(A)*A")
    goal = written["conclusion"]
    step = {"rule": "assume", "from": [], "gives": goal}
    forged = written | {"hypotheses": [*written["hypotheses"], goal], "steps": [step]}
    assert checker.check(forged)["claim"] == "statement"
    assert not says_the_statement(json.dumps(forged), rendering)
    assert not says_the_statement(json.dumps(written), rendering)


def test_there_is_one_prover_whatever_is_installed() -> None:
    assert dict(available()) == {"kernel": prove}


def test_what_has_no_reading_is_not_proved() -> None:
    source = "A: m x n, B: p x q |- rank(kron(A, B)) == rank(A)*rank(B)"
    reason = "rank of a Kronecker product"
    with pytest.raises(NotTriedError, match=reason):
        prove(statement(source), 1.0)
    found = decide(source, budget=1.0)
    assert (found.verdict, found.untried) == (Status.UNDECIDED, reason)


@pytest.mark.parametrize(
    ("conclusion", "verdict"),
    [
        ("det(A*B) + det(A*B) == 2*det(A*B)", Status.PROVED),
        ("(det(A)*det(B))^2 >= 0", Status.PROVED),
        ("det(A*B) == det(A)*det(B)", Status.UNDECIDED),
        ("det(T(A)) == det(A)", Status.UNDECIDED),
        ("det(A*B) == det(A)", Status.REFUTED),
        ("det(A + A) == 2*det(A)", Status.REFUTED),
        ("det(A) >= 0", Status.REFUTED),
    ],
)
def test_a_determinant_is_a_number_of_which_nothing_is_known(
    conclusion: str, verdict: Status
) -> None:
    assert decide(f"A: n x n, B: n x n |- {conclusion}", budget=2.0).verdict is verdict


def test_the_time_is_kept() -> None:
    start = perf_counter()
    none = prove(statement("A: n x n, B: n x n |- A*B*A*B == B*A*B*A"), 0.2)
    assert isinstance(none, NoProof)
    assert none.missing
    hard = "P: n x n, Q: n x n; P*P == P |- rank(P-Q) == rank(vcat(P,Q)) + rank(hcat(P,Q)) - n"
    prove(statement(hard), 0.2)
    assert perf_counter() - start < 8


PROVE = """
import sys
from proofs.identity.strategies import prove
from symbolic.errors import NotTriedError
from symbolic.statements import statement
for source in sys.stdin.read().splitlines():
    print(prove(statement(source), 60.0).certificate)
"""


def test_the_same_certificate_whatever_the_seed_of_hashing() -> None:
    found = set()
    for seed in ("0", "12345"):
        done = subprocess.run(
            [sys.executable, "-c", PROVE], capture_output=True, text=True, check=True,
            input="\n".join(TRUE[:12]), env=os.environ | {"PYTHONHASHSEED": seed},
        )  # fmt: skip
        found.add(done.stdout)
    assert len(found) == 1
