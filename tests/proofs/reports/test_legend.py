"""The letters of a statement are explained where it stands: those that occur, and no others.

| asked | evidence here |
|---|---|
| letters of the toolkit's notation | statements that have them, and the same without |
| letters of the paper | found by their sizes; not where the sizes mean something else |
| inverses | read off the hypotheses, never for another letter |
| every command that shows such letters | show, verify, errata, identity, as text and as JSON |
"""

import json

import pytest

from proofs.commands.main import main
from proofs.kernel.meanings import of_own_statement, of_statement
from proofs.reports.certificates import statement_text
from proofs.reports.legend import of_text, of_theorem
from tests.kawaguchi import PAPER


def legend(name: str) -> dict[str, str]:
    content = PAPER.theorems[name].content
    return of_theorem(content, statement_text(content), PAPER)


def test_layers_and_products_are_told_apart() -> None:
    both = of_statement("for all d: widths, W: network over d then W[H+1:0] = W[0]")
    assert list(both) == ["W[k]", "W[j:i]", "d[k]"]
    assert "W[0] is W_1" in both["W[k]"]
    assert "W[H+1:0] is W_{H+1}..W_1" in both["W[j:i]"]
    assert of_statement("for all A: m x n then A = A") == {}


def test_a_rank_said_by_factors_is_explained() -> None:
    text = "there are P': m x r with A = P' Q' and L' P' = I_r and Q' R' = I_r"
    (said,) = of_statement(text).values()
    assert said.endswith("that the rank of P' Q' is the size of these identities")
    assert of_statement(text.replace("Q' R' = I_r", "Q' R' = I_q")) == {}


def test_the_letters_of_the_paper_are_found_by_their_sizes() -> None:
    found = legend("lemma-4.2")
    assert (found["C"], found["W"]) == ("C = W_{H+1}..W_2", "W_1")
    assert found["G"] == "a {1}-inverse of C^T C"
    assert found["N"] == "the inverse of X X^T"
    assert legend("lemma-4.3:first-row")["B"].startswith("B_k = W_{k-1}..W_2")
    assert not {"A", "U", "B"} & legend("second-order:pairs").keys()  # X is n x m there, U not W_1


def test_every_letter_that_is_explained_occurs() -> None:
    for name, theorem in PAPER.theorems.items():
        text = statement_text(theorem.content)
        assert legend(name).keys() <= theorem.content["letters"].keys()
        assert all(f"{letter}: " in text for letter in legend(name))
    texts = [statement_text(theorem.content) for theorem in PAPER.theorems.values()]
    assert all(any(entry in text for text in texts) for entry in PAPER.letters)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("rank(W_{H+1}..W_1) and A_{k+1} V_2", {"A_k", "V_k"}),
        ("C^T C and r = 0", {"C", "r"}),
        ("Corollary and rank C_1 of par", set()),
        ("p = min(d_1, .., d_H)", {"p"}),
    ],
)
def test_the_notation_of_the_paper_in_a_text(text: str, letters: set[str]) -> None:
    assert of_text(text, PAPER.notation).keys() == letters


def test_statements_of_ones_own() -> None:
    assert list(of_own_statement("A: m x n |- K(m,n)*vec(A) == vec(T(A))")) == ["K(m, n)"]
    assert list(of_own_statement("A: m x n |- A*ginv(A)*A == A")) == ["ginv(A)"]
    assert of_own_statement("A: m x n, K: n x n |- A*K == A*K") == {}


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main([*arguments]) == 0
    return capsys.readouterr().out


def test_the_commands_print_it(capsys: pytest.CaptureFixture[str]) -> None:
    shown = run(capsys, "show", "lemma-4.2")
    assert "Lemma 4.2; at line 153 of the source text" in shown
    assert "G: a {1}-inverse of C^T C" in shown
    claim = json.loads(run(capsys, "show", "lemma-4.2", "--json", "-"))["claims"][0]
    assert claim["legend"] == {"C": PAPER.notation["C"]}
    assert claim["toolkit"][0]["legend"]["W"] == "W_1"
    errata = run(capsys, "errata", "ER9")
    assert "Letters" in errata
    content = json.loads(run(capsys, "errata", "ER9", "--json", "-"))
    assert content["legend"].items() <= PAPER.notation.items()
    own = ("identity", "A: m x n |- K(m,n)*vec(A) == vec(T(A))")
    assert "K(m, n): the commutation matrix" in run(capsys, *own)
    assert "K(m, n)" in json.loads(run(capsys, *own, "--json", "-"))["legend"]


def test_verify_prints_it(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "c.json"
    path.write_text(PAPER.theorems["theorem-2.3.ii"].certificate)
    text = " ".join(run(capsys, "verify", str(path)).split())
    assert "Letters W[k], V0[k]: the layer W_{k+1}, counted from 0: W[0] is W_1" in text
    (item,) = json.loads(run(capsys, "verify", str(path), "--json", "-"))
    assert "W[j:i], V0[j:i], V10'[j:i]" in item["legend"]


def test_numbered_equations_come_before_lines() -> None:
    places = PAPER.places["appendix-b1-deficient"]
    assert places[0] == "equations (6), (7), (8), (9)"
    assert places[1].startswith("the displayed equations of lines 465, 471")
