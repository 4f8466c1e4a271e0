"""What the exporter writes, without Rocq: the statement is the certificate's."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT

from proofs.certified import statement
from proofs.cli import cli
from proofs.rocq import compiler, library
from proofs.rocq.export import exported, stated
from proofs.rocq.sizes import Unsupported
from proofs.theorems import THEOREMS
from tests.rocq.forged import forgeries

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


def test_derivatives_in_a_statement_are_refused() -> None:
    with pytest.raises(Unsupported, match="derivatives"):
        exported(statement("lemma-4.1"))


def test_the_library_has_no_axiom_and_no_gap() -> None:
    for name in library.FILES:
        text = re.sub(r"\(\*.*?\*\)", "", library.source(name), flags=re.S)
        assert not re.search(r"\b(Admitted|admit|Axiom|Parameter|Conjecture|Abort)\b", text), name


def test_every_file_of_the_library_is_listed_and_not_too_long() -> None:
    folder = files("proofs.rocq")
    found = {path.name for path in folder.iterdir() if path.name.endswith(".v")}
    assert found == {f"{name}.v" for name in library.FILES}
    for name in library.FILES:
        assert len(library.source(name).splitlines()) <= 400, name


def test_files_of_the_library_need_only_files_before_them() -> None:
    for k, name in enumerate(library.FILES):
        assert set(library.required(library.source(name))) <= set(library.FILES[:k]), name


def test_main_theorems_are_in_their_files() -> None:
    for name, (module, lemma, _) in library.MAIN.items():
        assert name in THEOREMS
        text = library.source(module)
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
    monkeypatch.setattr(compiler, "coqc", lambda: None)
    result = CliRunner().invoke(cli, ["rocq", "pair-conditions"], standalone_mode=False)
    assert result.return_value == 1
    assert "not exported" in result.output


@pytest.mark.slow
@pytest.mark.parametrize("name", THEOREMS)
def test_the_table_of_the_readme_is_complete_and_true(name: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = [row.split(" | ") for row in readme.splitlines() if row.startswith(f"| {name} | acc")]
    assert len(rows) == 1
    _, _, form, axioms, by_hand = rows[0]
    reason = reason_against(name)
    if reason is None:
        assert form == "accepted"
        assert axioms in ("none", "classic")
    else:
        assert (form, axioms) == (f"not exported ({reason})", "")
        shown = f"`{'.'.join(library.MAIN[name][:2])}`" if name in library.MAIN else "open"
        assert by_hand.startswith(shown)


def reason_against(name: str) -> str | None:
    try:
        exported(statement(name))
    except Unsupported as reason:
        return str(reason)
    return None
