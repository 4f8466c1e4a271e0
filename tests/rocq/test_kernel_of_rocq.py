"""Rocq's own kernel: it accepts the theorems, and rejects forgeries of each.

Skipped where `coqc` is not installed; the first run compiles the library.
"""

from pathlib import Path

import pytest
from click.testing import CliRunner

from proofs.certified import statement
from proofs.cli import cli
from proofs.rocq import compiler, library
from proofs.rocq.export import exported, stated
from tests.rocq.forged import forgeries

pytestmark = [
    pytest.mark.skipif(
        compiler.coqc() is None,
        reason=f"coqc is not installed (Debian: {' '.join(compiler.PACKAGES)})",
    ),
    pytest.mark.slow,
]

CLOSED = [
    "fact-a17", "fact-a20", "fact-a21", "fact-a22", "fact-a23", "fact-a23:any", "fact-a23:kernel",
    "fact-a24",
    "fact-a24:blocks", "fact-a25", "fact-a25:any-shape", "fact-a25:gram", "appendix-a7",
    "appendix-a7:special", "fact-a27", "lemma-4.2", "corollary-3.2", "corollary-2.4:origin",
    "corollary-2.4:family", "conjecture-2.2", "lemma-4.6-strong", "lemma-4.6",
    "theorem-2.3.i:indefinite", "appendix-a4:projection", "appendix-c1:trace", "appendix-a6:gram",
    "appendix-a6:commute", "appendix-a6:absorb", "appendix-a6:simplify", "appendix-a6:ranges",
]  # fmt: skip


def with_forgeries(name: str) -> str:
    """The theorem, and after it the same proof for forged statements, each of which must fail."""
    content = statement(name)
    lines = []
    forged = forgeries(content)
    assert len(forged) >= 5
    for n, other in enumerate(forged.values()):
        lines.append(stated(other, f"forged_{n}"))
        lines.append(f"Fail Check (fun R : realFieldType => $PROOF R : forged_{n} R).")
    return exported(content, lines)


@pytest.mark.parametrize("name", CLOSED)
def test_a_theorem_is_accepted_without_axioms_and_its_forgeries_are_not(name: str) -> None:
    assert compiler.compiled(with_forgeries(name)) == compiler.Compiled(True)


def test_the_excluded_middle_is_reported_where_it_is_used() -> None:
    found = compiler.compiled(exported(statement("theorem-2.3.iv")))
    assert found == compiler.Compiled(True, ("Classical_Prop.classic",))


def test_a_statement_forged_in_the_file_is_rejected() -> None:
    content = statement("fact-a17")
    for kind, other in forgeries(content).items():
        text = exported(content).replace(stated(content), stated(other))
        assert not compiler.compiled(text).accepted, kind


def test_a_computation_forged_in_the_file_is_rejected() -> None:
    text = exported(statement("fact-a17"))
    assert "mMul (mTr (a 0%N)) (a 0%N)" in text
    forged = text.replace("mMul (mTr (a 0%N)) (a 0%N)", "mMul (mTr (a 0%N)) (a 1%N)", 1)
    assert not compiler.compiled(forged).accepted


def test_an_axiom_is_reported() -> None:
    text = exported(statement("fact-a17"))
    proof = text[text.index("Theorem fact_a17 ") : text.index("Print Assumptions")]
    axiom = "Axiom shortcut : forall R : realFieldType, fact_a17_statement R.\n"
    text = text.replace(proof, axiom + "Definition fact_a17 := shortcut.\n")
    assert compiler.compiled(text) == compiler.Compiled(True, ("shortcut",))


def test_the_main_theorems_of_the_library_rest_on_no_axiom() -> None:
    modules = " ".join(dict.fromkeys(module for module, _, _ in library.MAIN.values()))
    lines = [f"From DeepLinear Require Import {modules}."]
    lines += [f"Print Assumptions {m}.{lemma}." for m, lemma, _ in library.MAIN.values()]
    assert compiler.compiled("\n".join(lines)) == compiler.Compiled(True)


def test_the_command_reports_and_writes(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        cli, ["rocq", "fact-a17", "--out", str(tmp_path)], standalone_mode=False
    )
    assert result.return_value == 0
    assert "accepted, closed" in result.output
    assert (tmp_path / "fact_a17.v").read_text() == exported(statement("fact-a17"))
