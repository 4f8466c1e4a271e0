"""What the exporter writes, without Rocq: the statement is the certificate's."""

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from proofs.commands.main import cli
from proofs.rocq import compiler, report
from proofs.rocq.export import exported, stated
from proofs.rocq.forms import LIMITS, form_of
from proofs.rocq.library import RocqError, library_of
from proofs.rocq.sizes import Unsupported
from symbolic.errors import ReportError
from tests.kawaguchi import PAPER, THEOREMS, statement
from tests.proofs.rocq.forged import forgeries

# The whole statements by hand: what a reader has to trust.
STATEMENTS = {
    "fact-a17": """\
Definition fact_a17_statement (R : realFieldType) : Prop :=
  forall (m : nat) (n : nat) (C : 'M[R]_(m, n)) (G : 'M[R]_(n, n)),
  C^T *m C *m G *m C^T *m C = C^T *m C ->
  C *m G *m C^T *m C = C.""",
    "appendix-a7": """\
Definition appendix_a7_statement (R : realFieldType) : Prop :=
  forall (m : nat) (n : nat) (p : nat) (q : nat) (A : 'M[R]_(m, n)) (G : 'M[R]_(n, m)) \
(B : 'M[R]_(p, q)) (H : 'M[R]_(q, p)),
  A *m G *m A = A ->
  B *m H *m B = B ->
  (A *t B) *m (G *t H) *m (A *t B) = A *t B.""",
}
SMALL = ["fact-a17", "fact-a20", "fact-a21", "fact-a22", "fact-a23", "lemma-4.2", "fact-a27"]

LIBRARY = library_of(PAPER.rocq)
BESIDE = {name: theorem.beside for name, theorem in THEOREMS.items() if theorem.beside}


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_is_written_as_a_reader_expects(name: str) -> None:
    assert stated(statement(name)) == STATEMENTS[name]


@pytest.mark.parametrize("name", SMALL)
def test_the_file_holds_the_statement_and_the_theorem_is_about_it(name: str) -> None:
    content = statement(name)
    text = exported(content)
    assert text.count(stated(content)) == 1
    title = re.findall(r"^Definition (\w+_statement) ", text, re.M)
    assert len(title) == 1
    assert re.search(rf"^Theorem \w+ \(R : realFieldType\) : {title[0]} R\.$", text, re.M)


@pytest.mark.parametrize("name", SMALL)
def test_a_forged_certificate_has_another_statement(name: str) -> None:
    content = statement(name)
    forged = forgeries(content)
    assert len(forged) >= 5
    for kind, other in forged.items():
        assert stated(other) != stated(content), kind


def test_the_same_certificate_gives_the_same_file() -> None:
    assert exported(statement("lemma-4.2")) == exported(statement("lemma-4.2"))


def test_a_derivative_is_bound_in_the_statement_and_says_of_what() -> None:
    text = stated(statement("lemma-4.3:diagonal"))
    loss = r"(1%:R / 2%:R) * \tr ((A *m W *m V - Y)^T *m (A *m W *m V - Y))"
    first = text.index("exists D_1 : 'M[R]_(d_k, d_j) -> 'M[R]_(1%N, (d_k * d_j)%N)")
    second = text.index("exists D_2 : 'M[R]_((d_k * d_j)%N, (d_k * d_j)%N)")
    assert first < text.index(loss) < second
    assert "derivative (fun W : 'M[R]_(d_k, d_j) => (D_1 W)^T) W" in text
    assert text.endswith("D_2 = (A^T *m A) *t (V *m V^T).")


def test_a_derivative_of_what_a_quantifier_binds_is_refused() -> None:
    content = statement("appendix-a1:outer")
    bound = ["all", "w", ["n", 1], ["=", ["D", ["*", ["T", "w"], "v"], "v"], ["T", "w"]]]
    with pytest.raises(Unsupported, match="what a quantifier binds"):
        stated({**content, "conclusion": bound})


def test_the_form_of_a_statement_is_read_off_it() -> None:
    assert form_of(stated(statement("lemma-4.1"))) == LIMITS
    assert form_of(stated(statement("fact-a17"))) == ""
    assert form_of(stated(statement("lemma-4.1")), "weaker") == f"{LIMITS}; weaker"
    assert form_of("", "weaker") == "weaker"


def test_main_theorems_are_in_their_files() -> None:
    for name, (module, lemma, _) in BESIDE.items():
        assert name in THEOREMS
        text = LIBRARY.source(module)
        assert re.search(rf"^\s*(Theorem|Lemma|Corollary) {lemma}\b", text, re.M), lemma


def test_without_rocq_the_files_are_written_and_the_packages_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiler, "coqc", lambda: None)
    result = CliRunner().invoke(
        cli, ["rocq", "fact-a17", "--out", str(tmp_path)], standalone_mode=False
    )
    assert result.return_value == 0
    assert "fact-a17                   certificate  written" in result.output
    assert all(package in result.output for package in compiler.PACKAGES)
    assert (tmp_path / "fact_a17.v").read_text() == exported(statement("fact-a17"))


def test_a_theorem_without_any_form_in_rocq_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(content: dict[str, Any]) -> str:
        raise Unsupported("a form that is made up")

    monkeypatch.setattr(compiler, "coqc", lambda: None)
    monkeypatch.setattr(report, "exported", unsupported)
    result = CliRunner().invoke(cli, ["rocq", "pair-conditions"], standalone_mode=False)
    assert result.return_value == 1
    assert "not exported" in result.output
    assert "a form that is made up" in result.output


@pytest.mark.parametrize(
    ("compiled", "good"),
    [
        (compiler.Compiled(True), True),
        (compiler.Compiled(True, ("classic",)), False),
        (compiler.Compiled(False, (), "Error"), False),
    ],
)
def test_only_what_is_accepted_and_closed_is_a_success(
    compiled: compiler.Compiled, good: bool
) -> None:
    library_too = report.Answer(report.Written("fact-a21", "..", False), compiler.Compiled(True))
    answer = report.Answer(report.Written("fact-a21", "..", True), compiled)
    assert report.as_expected([answer, library_too]) is good


def test_a_file_of_another_origin_is_never_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiler, "coqc", lambda: None)
    path = tmp_path / "mine.v"
    path.write_text("(* my own work *)\n")
    asked = ["identity", "A: m x n |- T(T(A)) == A", "--rocq", str(path)]
    result = CliRunner().invoke(cli, asked, standalone_mode=False)
    assert isinstance(result.exception, ReportError)
    assert path.read_text() == "(* my own work *)\n"
    path.unlink()
    for _ in range(2):
        assert CliRunner().invoke(cli, asked, standalone_mode=False).return_value == 0
    assert path.read_text().startswith("(* Written by")


def test_a_second_kernel_must_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "coqc", lambda: None)
    compiler.version.cache_clear()
    asked = ["check", "fact-a17", "--kernel", "rocq"]
    result = CliRunner().invoke(cli, asked, standalone_mode=False)
    assert isinstance(result.exception, RocqError)
    assert all(package in str(result.exception) for package in compiler.PACKAGES)


@pytest.mark.slow
def test_the_table_has_every_theorem_with_its_form_and_what_stands_beside_it() -> None:
    answers = [
        report.Answer(file, None) for theorem in THEOREMS.values() for file in report.write(theorem)
    ]
    _, _, *lines = report.table_lines(answers)
    rows = [line[2:-2].split(" | ") for line in lines]
    assert [row[0] for row in rows] == list(THEOREMS)
    texts = {a.written.name: a.written.text for a in answers if a.written.exported}
    for name, _, _, _, shown, by_hand in rows:
        assert shown == form_of(texts[name], THEOREMS[name].form)
        module, lemma, note = THEOREMS[name].beside or ("", "", "")
        assert by_hand.strip() == (f"`{module}.{lemma}`: {note}" if module else "")


def test_the_table_is_made_from_the_answers() -> None:
    closed, classic = compiler.Compiled(True), compiler.Compiled(True, ("classic",))
    beside = report.library_file("fact-a21", BESIDE["fact-a21"])
    answers = [
        report.Answer(report.Written("fact-a21", "..", True, "a form"), closed),
        report.Answer(beside, closed),
        report.Answer(report.Written("fact-a17", "..", True), classic),
        report.Answer(report.Written("fact-a20", "", True, "a reason"), None),
        report.Answer(report.Written("fact-a22", "..", True), compiler.Compiled(False)),
    ]
    _, _, *rows = report.table_lines(answers)
    by_hand = "`GeneralizedInverses.proj_orth`: with symmetry and range"
    assert rows == [
        f"| fact-a21 | accepted | accepted | none | a form | {by_hand} |",
        "| fact-a17 | accepted | accepted | classic |  |  |",
        "| fact-a20 | accepted | not exported (a reason) |  |  |  |",
        "| fact-a22 | accepted | rejected | none |  |  |",
    ]


def test_each_main_theorem_of_the_library_has_a_comment_with_its_claim() -> None:
    for name, (module, lemma, _) in BESIDE.items():
        comment = re.search(
            rf"\(\*((?:[^*]|\*(?!\)))*)\*\)\s*\n\s*(?:Theorem|Lemma|Corollary) {lemma}\b",
            LIBRARY.source(module),
        )
        assert comment is not None, lemma
        assert name.split(":")[0].split(".")[0] in comment[1], (lemma, name)
