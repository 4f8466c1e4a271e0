"""Rocq's own kernel: it accepts the theorems, and rejects forgeries of each.

Skipped where `coqc` is not installed; the first run compiles what it needs of the library. All
theorems, and the rest of the library, take minutes: ``pytest -m minutes tests/proofs/rocq``.
"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from proofs.commands.main import cli
from proofs.evidence.claim import ROCQ, Evidence, Outcome
from proofs.evidence.verdict import Verdict
from proofs.rocq import compiler, report
from proofs.rocq.evidence import evidence_of_rocq
from proofs.rocq.export import exported, stated
from proofs.rocq.library import Library, RocqError, library_of
from proofs.status import Scope
from tests.kawaguchi import PAPER, THEOREMS, find, statement
from tests.proofs.rocq.forged import forgeries

pytestmark = [
    pytest.mark.skipif(
        compiler.coqc() is None,
        reason=f"coqc is not installed (Debian: {' '.join(compiler.PACKAGES)})",
    ),
    pytest.mark.slow,
]

# One for each thing that the exporter does: words, ranges, Kronecker products, vec, derivatives.
SAMPLE = [
    "fact-a17",
    "fact-a23:any",
    "appendix-a7",
    "appendix-a2:vec",
    "lemma-4.1",
    "appendix-a3:top",
]
REST = [name for name in THEOREMS if name not in SAMPLE]
THEORY = Library()


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


@pytest.mark.parametrize(
    "name", [*SAMPLE, *(pytest.param(name, marks=pytest.mark.minutes) for name in REST)]
)
def test_a_theorem_is_accepted_without_axioms_and_its_forgeries_are_not(name: str) -> None:
    assert compiler.compiled(with_forgeries(name), THEORY) == compiler.Compiled(True)


def test_a_true_statement_would_not_pass_for_a_forgery() -> None:
    content = statement("fact-a17")
    lines = [stated(content, "again"), "Fail Check (fun R : realFieldType => $PROOF R : again R)."]
    assert not compiler.compiled(exported(content, lines), THEORY).accepted


def test_a_statement_forged_in_the_file_is_rejected() -> None:
    content = statement("fact-a17")
    other = forgeries(content)["sign"]
    forged = exported(content).replace(stated(content), stated(other))
    assert not compiler.compiled(forged, THEORY).accepted


def test_a_derivative_forged_in_the_file_is_rejected() -> None:
    text = exported(statement("appendix-a1:outer"))
    linear = "dv : 'M[R]_(n, 1%N) => D_1 *m dv"
    assert text.count(linear) >= 1
    assert compiler.compiled(text, THEORY).accepted
    assert not compiler.compiled(text.replace(linear, linear + " + dv"), THEORY).accepted
    half = "(1%:R / 2%:R) * (v^T *m v) 0 0"
    assert half in stated(statement("appendix-a1:outer"))
    third = text.replace(half, "(1%:R / 3%:R) * (v^T *m v) 0 0", 1)
    assert not compiler.compiled(third, THEORY).accepted


def test_a_computation_forged_in_the_file_is_rejected() -> None:
    text = exported(statement("fact-a17"))
    assert "mMul (mTr (a 0%N)) (a 0%N)" in text
    forged = text.replace("mMul (mTr (a 0%N)) (a 0%N)", "mMul (mTr (a 0%N)) (a 1%N)", 1)
    assert not compiler.compiled(forged, THEORY).accepted


def test_an_axiom_is_reported() -> None:
    text = exported(statement("fact-a17"))
    proof = text[text.index("Theorem fact_a17 ") : text.index("Print Assumptions")]
    axiom = "Axiom shortcut : forall R : realFieldType, fact_a17_statement R.\n"
    text = text.replace(proof, axiom + "Definition fact_a17 := shortcut.\n")
    assert compiler.compiled(text, THEORY) == compiler.Compiled(True, ("shortcut",))


def test_coqchk_accepts_what_was_compiled() -> None:
    found = compiler.compiled(exported(statement("fact-a23:any")), THEORY, twice=True)
    assert found == compiler.Compiled(True)


@pytest.mark.minutes
def test_the_main_theorems_of_the_library_rest_on_no_axiom() -> None:
    parts = [beside for claim in PAPER.claims for _, beside in claim.by_hand]
    places = [*(t.beside for t in THEOREMS.values() if t.beside), *parts]
    modules = " ".join(dict.fromkeys(module for module, _, _ in places))
    lines = [f"From DeepLinear Require Import {modules}."]
    lines += [f"Print Assumptions {module}.{lemma}." for module, lemma, _ in places]
    assert compiler.compiled("\n".join(lines), library_of(PAPER.rocq)) == compiler.Compiled(True)


def test_a_file_is_not_compiled_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    text = exported(statement("fact-a17"))
    compiler.compiled(text, THEORY)
    asked: list[str] = []
    monkeypatch.setattr(compiler, "_run", lambda arguments, program="coqc": asked.append(program))
    assert compiler.compiled(text, THEORY) == compiler.Compiled(True)
    assert not asked


def test_what_was_stopped_or_rejected_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    text = exported(statement("fact-a17")) + "\n(* stopped, out of time, then not *)\n"
    compiler.build(THEORY, THEORY.required(text))
    compiler._place(text, THEORY, False).unlink(missing_ok=True)  # of an earlier run
    with monkeypatch.context() as patch:
        patch.setattr(compiler, "_compiler", lambda: "/bin/sh")
        patch.setattr(compiler, "_flags", lambda *_: ["-c", "kill -9 $$"])
        with pytest.raises(RocqError, match=r"stopped by signal 9"):
            compiler.compiled(text, THEORY)
    with monkeypatch.context() as patch:
        late = compiler.Compiled(False, (), "Error: not done in 1 s")
        patch.setattr(compiler, "_asked", lambda *_: late)
        assert compiler.compiled(text, THEORY) == late
    assert compiler.compiled(text, THEORY) == compiler.Compiled(True)


def test_small_files_are_compiled_together_and_each_has_its_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runs: list[list[str]] = []
    run, one, other = compiler._run, statement("fact-a17"), statement("fact-a20")
    forged = exported(one).replace(stated(one), stated(forgeries(one)["sign"]))
    shortcut = "Axiom shortcut : False.\nTheorem mine : False. Proof. exact shortcut. Qed.\n"
    axiom = exported(other) + shortcut + "Print Assumptions mine.\n"
    compiler.build(THEORY, THEORY.required(forged))

    def counted(arguments: list[str], program: str = "coqc") -> object:
        runs.append(arguments)
        return run(arguments, program)

    monkeypatch.setattr(compiler, "_run", counted)
    asked = compiler._asked_together([exported(one), axiom], THEORY)
    assert [found.accepted for found in asked] == [True, True]
    assert asked[0].axioms == ()
    assert [axiom.rsplit(".", 1)[-1] for axiom in asked[1].axioms] == ["shortcut"]
    assert len(runs) == 1
    assert compiler._asked_together([exported(one), forged], THEORY) == []
    found = compiler.compiled_all([exported(one), forged], THEORY)
    assert [answer.accepted for answer in found] == [True, False]


def test_the_command_reports_and_writes(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        cli, ["rocq", "fact-a17", "--out", str(tmp_path)], standalone_mode=False
    )
    assert result.return_value == 0
    assert "accepted, closed" in result.output
    assert (tmp_path / "fact_a17.v").read_text() == exported(statement("fact-a17"))


def test_a_proof_of_a_users_statement_is_written_and_accepted(tmp_path: Path) -> None:
    path = tmp_path / "mine.v"
    asked = "A: m x n, G: n x m; A*G*A == A |- A*G*A*G == A*G"
    result = CliRunner().invoke(
        cli, ["identity", asked, "--rocq", str(path)], standalone_mode=False
    )
    assert result.return_value == 0
    assert "accepted, closed" in result.output
    assert "A *m G *m A = A ->" in path.read_text()


def test_the_trace_of_two_forms_needs_no_excluded_middle(tmp_path: Path) -> None:
    """Its proof is by cases of which Rocq has to be able to decide."""
    asked = "A: n x n, B: n x n; psd(A), psd(B) |- tr(A*B) >= 0"
    result = CliRunner().invoke(
        cli, ["identity", asked, "--rocq", str(tmp_path / "two.v")], standalone_mode=False
    )
    assert result.return_value == 0
    assert "accepted, closed" in result.output


def test_evidence_of_rocq_counts_and_a_rejection_leaves_a_claim_undecided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    claim = find("fact-a17")

    def evidence() -> list[Evidence]:
        return list(evidence_of_rocq("", claim))

    found = evidence()
    assert [(e.by, e.outcome, e.scope) for e in found] == [(ROCQ, Outcome.HOLDS, Scope.ALL_SIZES)]
    rejected, classic = compiler.Compiled(False), compiler.Compiled(True, ("classic",))
    monkeypatch.setattr(compiler, "compiled", lambda *_, twice=False: rejected)
    found = evidence()
    assert [e.outcome for e in found] == [Outcome.OPEN]
    assert Verdict.of(claim, tuple(found)).status != "proved"
    monkeypatch.setattr(compiler, "compiled", lambda *_, twice=False: classic)
    assert [e.outcome for e in evidence()] == [Outcome.OPEN]


def test_workers_find_certificates_by_name_and_the_answers_keep_the_order() -> None:
    names = ["fact-a17", "fact-a20", "fact-a22", "fact-a23", "fact-a27", "lemma-4.2"]
    asked = PAPER.select_theorems(["fact-a21", "fact-a23:any", "appendix-a7", *names])
    assert len(asked) > report.GROUP
    found = report.answers(PAPER, asked, 2, lambda: None)
    exports = [answer for answer in found if answer.written.exported]
    assert [answer.written.name for answer in exports] == [theorem.name for theorem in asked]
    assert {answer.status for answer in found} == {"accepted, closed"}


@pytest.mark.minutes
def test_equation_1_is_shown_for_all_sizes_by_rocq() -> None:
    arguments = ["check", "corollary-3.2", "--quick", "--kernel", "rocq", "--json", "-"]
    result = CliRunner().invoke(cli, arguments, standalone_mode=False)
    (verdict,) = json.loads(result.output)["claims"]
    assert verdict["scope"] == "all sizes"
    without = CliRunner().invoke(cli, [*arguments[:3], "--json", "-"], standalone_mode=False)
    assert json.loads(without.output)["claims"][0]["scope"] != "all sizes"
