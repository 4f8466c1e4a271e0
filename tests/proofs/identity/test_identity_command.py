"""``proofs identity``: what it shows, the same as JSON, how it ends, how it refuses.

| asked | evidence here |
|---|---|
| two small integer matrices to be checked by hand | what is shown for the reverse order law |
| exit status 0, 1, 2 of the interface | proved (by a prover of the test), refuted, bad input |
| files of the interface and of the library | JSON and text, in one process and in two |
| a certificate that the checker rejects is no proof | a prover that lies |
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from proofs import checker
from proofs.commands import main as cli
from proofs.identity import answer as identity
from proofs.identity.decide import decide, rejection
from proofs.identity.files import LIBRARY, read_statements
from proofs.identity.proof import Proof
from proofs.status import Status
from symbolic.errors import InputError
from symbolic.statements import statement

RUN = [sys.executable, "-m", "proofs", "identity"]
REVERSE = "A: m x n, B: n x p |- pinv(A*B) == pinv(B)*pinv(A)"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*RUN, *arguments], capture_output=True, text=True, check=False)


def test_a_refutation_is_shown_with_both_sides() -> None:
    done = run(REVERSE)
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert lines[0] == REVERSE
    assert lines[1].startswith("  refuted; ")
    assert "seed 2016" in lines[1]
    assert lines[2:4] == ["  m = 1, n = 2, p = 1", "  A = [1 1], B = [1; 0]"]
    assert lines[4:] == [
        "  pinv(A*B) == pinv(B)*pinv(A) fails:",
        "      pinv(A*B) = 1",
        "      pinv(B)*pinv(A) = 1/2",
    ]


def test_the_same_as_json() -> None:
    done = run(REVERSE, "--json", "-", "--seed", "5")
    found = json.loads(done.stdout)
    assert {"name", "verdict", "scope", "seconds", "counterexample", "certificate"} <= set(found)
    assert (found["verdict"], found["scope"], found["seed"]) == ("refuted", None, 5)
    example = found["counterexample"]
    assert set(example["matrices"]) == {"A", "B"}
    assert example["left"][0]["holds"] is False
    left, right = example["left"][0]["values"]
    assert left != right


def test_a_ginv_is_shown_and_an_implied_hypothesis_is_said() -> None:
    shown = run("A: n x n |- ginv(A) == inv(A)*A*T(ginv(A))").stdout
    assert "ginv(A) = " in shown
    assert "where invertible(A), without which inv(..) has no value" in shown


def test_both_sides_of_an_equivalence_are_shown() -> None:
    shown = run("A: n x n |- A*A == 0 iff A == 0").stdout
    assert "left of iff: A*A == O(n,n) holds:" in shown
    assert "right of iff: A == O(n,n) fails:" in shown


def test_a_true_statement_without_a_proof_is_undecided(monkeypatch, capsys) -> None:
    monkeypatch.setattr("proofs.identity.decide.available", lambda: iter(()))
    assert cli.main(["identity", "A: m x n |- rank(A) <= m", "--budget", "1"]) == 1
    shown = capsys.readouterr().out
    assert "undecided, survived" in shown
    assert "sizes m, n: " in shown
    assert "ranks of A: " in shown


def test_no_instance_is_said(monkeypatch, capsys) -> None:
    monkeypatch.setattr("proofs.identity.decide.available", lambda: iter(()))
    assert cli.main(["identity", "A: n x n; A != A |- A == 0"]) == 1
    assert "undecided, no instance satisfied the hypotheses" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["A: m x n |- T(A) == A"], "column 18: == of n x m and m x n: the sizes do not fit"),
        ([], "give either STATEMENT or --file FILE"),
        (["A: n x n |- A == A", "--file", "x.json"], "give either STATEMENT or --file FILE"),
        (["--file", "nowhere.json"], "nowhere.json: no such file or directory"),
        (["--file", "nowhere.txt"], "nowhere.txt: no such file or directory"),
        (["A: n x n |- A == A", "--budget", "0"], "--budget"),
        (["A: n x n |- A == A", "--json", "no/such/dir/x.json"], "no/such/dir/x.json"),
    ],
)
def test_bad_usage_and_input_end_with_two_and_one_line(arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


FILES = [
    ("{}", "statement"),
    ("[3]", "statement 1 is a number"),
    ('[{"name": "a"}]', "statement 1 has no statement"),
    ('[{"name": 3, "statement": "A: n x n |- A == A"}]', "the name is a number"),
    ('[{"statement": "A: n x n |- A == A", "verdict": "proved"}]', 'unknown key "verdict"'),
    ('[{"statement": "|- 1 == 1", "name": "a"}, {"statement": "|- 1 == 1", "name": "a"}]', "twice"),
    ("[{", "is not JSON"),
]


@pytest.mark.parametrize(("content", "message"), FILES, ids=[f[1] for f in FILES])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "s.json"
    path.write_text(content)
    with pytest.raises(InputError) as caught:
        read_statements(str(path))
    assert message in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_text_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    path.write_text("# a comment\n\nno header\n")
    with pytest.raises(InputError, match=r'line 3: "\[name\] source" was expected'):
        read_statements(str(path))


def test_a_file_is_answered_in_order_and_the_same_in_two_processes(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    given = [
        {"name": "reverse", "statement": REVERSE},
        {"name": "symmetric", "statement": "A: n x n |- T(A) == A"},
        {"statement": "A: n x n; T(A) == A |- A == 0"},
    ]
    path.write_text(json.dumps(given))
    one, two = run("--file", str(path)), run("--file", str(path), "--jobs", "2", "--json", "-")
    assert one.returncode == two.returncode == 1
    assert one.stdout.splitlines()[-1] == "3 statements: 0 proved, 3 refuted, 0 undecided"
    found = json.loads(two.stdout)
    assert [item["name"] for item in found] == ["reverse", "symmetric", "3"]
    for item in found:
        for name, rows in item["counterexample"]["matrices"].items():
            text = f"{name} = "
            assert text in one.stdout
            assert rows


def test_a_folder_of_text_files_is_read_as_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="in this folder"):
        read_statements(str(tmp_path))
    (tmp_path / "b.txt").write_text("[two] Source\n|- 2 == 2\n")
    (tmp_path / "a.txt").write_text("[one] Source\n|- 1 == 1\n")
    assert [item.name for item in read_statements(str(tmp_path))] == ["one", "two"]
    (tmp_path / "c.txt").write_text("[one] Source\n|- 1 == 1\n")
    with pytest.raises(InputError, match="given twice"):
        read_statements(str(tmp_path))


def test_the_library_is_a_file_of_statements() -> None:
    path = LIBRARY / "fails_ranks.txt"
    done = run("--file", str(path))
    assert done.returncode == 1
    total = len(read_statements(str(path)))
    last = done.stdout.splitlines()[-1]
    assert last == f"{total} statements: 0 proved, {total} refuted, 0 undecided"


def a_prover(certificate: str) -> Callable[..., object]:
    def installed():
        yield "test", lambda given, seconds: Proof("a strategy", 12, certificate)

    return installed


def test_a_certificate_that_is_rejected_is_no_proof(monkeypatch, capsys, tmp_path: Path) -> None:
    monkeypatch.setattr("proofs.identity.decide.available", a_prover('{"format": "x"}'))
    arguments = ["identity", "A: m x n |- A == A", "--certificate", str(tmp_path)]
    assert cli.main(arguments) == 1
    shown = capsys.readouterr().out
    assert "undecided" in shown
    assert "a proof was rejected: " in shown
    assert not list(tmp_path.iterdir())


def test_a_certificate_of_another_statement_is_no_proof(monkeypatch, capsys) -> None:
    proved = decide("A: m x n |- pinv(T(A)) == T(pinv(A))")
    assert proved.proof is not None
    monkeypatch.setattr("proofs.identity.decide.available", a_prover(proved.proof.certificate))
    assert cli.main(["identity", "A: m x n |- pinv(T(A)) == T(pinv(A))"]) == 0
    assert "proved, all sizes" in capsys.readouterr().out
    assert cli.main(["identity", "A: m x n |- pinv(pinv(A)) == A"]) == 1
    shown = capsys.readouterr().out
    assert "undecided" in shown
    assert "a proof was rejected: it proves another statement" in shown


@pytest.mark.parametrize(
    ("certificate", "reason"), [("no json", "it is not JSON"), ("{}", "the certificate")]
)
def test_what_is_no_certificate_is_rejected(certificate: str, reason: str) -> None:
    assert reason in rejection(statement("A: m x n |- A == A"), certificate)


def test_a_proof_is_shown_and_its_certificate_is_replayed(tmp_path: Path) -> None:
    done = run("A: m x n |- pinv(T(A)) == T(pinv(A))", "--certificate", str(tmp_path))
    assert done.returncode == 0
    assert "proved, all sizes" in done.stdout
    assert "steps replayed by the checker" in done.stdout
    (path,) = tmp_path.iterdir()
    assert checker.check(json.loads(path.read_text()))["axioms"] is not None


def test_a_refutation_needs_no_prover(monkeypatch) -> None:
    monkeypatch.setattr("proofs.identity.decide.available", a_prover("{}"))
    decision = decide(statement(REVERSE))
    assert decision.verdict is Status.REFUTED
    assert decision.proof is None


def test_certificates_are_written_and_never_overwritten(tmp_path: Path) -> None:
    decision = decide("A: m x n |- A == A")
    assert decision.proof is not None
    found = identity.Answer("a/b c", decision)
    path = identity.write_certificate(str(tmp_path / "new"), found)
    assert path == str(tmp_path / "new" / "a_b_c.json")
    assert Path(path).read_text() == decision.proof.certificate
    assert identity.write_certificate(str(tmp_path / "new"), found) == path
    Path(path).write_text("something else")
    with pytest.raises(OSError, match="is there already and differs"):
        identity.write_certificate(str(tmp_path / "new"), found)


def test_help_of_identity_imports_nothing_heavy() -> None:
    code = (
        "import sys; from proofs.commands.main import main; main(['identity', '--help']);"
        "sys.exit(str({'lark', 'flint', 'sympy', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "set()"
    assert "STATEMENT" in done.stdout
