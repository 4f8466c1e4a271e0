"""The refuter: what it finds, how it draws, what it says when it finds nothing.

| asked | evidence here |
|---|---|
| sizes 1 to 4, unequal first, never 0 | the schedule of sizes |
| hypotheses met by construction, by exact solving, by rejection | instances of each kind |
| {1}-inverses from the whole family, one choice for one argument | statements that tell apart |
| counterexamples small, evaluated again, the same in every run | the reverse order law, seeds |
| a hypothesis that nothing meets is said | contradictory and irrational hypotheses |
| a wrong counterexample is never shown | a sabotaged engine |
"""

from random import Random

import pytest

from symbolic.sampling import generator
from symbolic.statements import Decision, Verdict, decide, engine
from symbolic.statements.engine import Run
from symbolic.statements.flint_matrices import Engine
from symbolic.statements.parser import statement
from symbolic.statements.plans import plan
from symbolic.statements.program import MAX_ENTRIES, Program
from symbolic.statements.provers import Proof
from symbolic.statements.refuter import MODULAR_TRIES, Refuter, draw_sizes
from symbolic.statements.samplers import Sampler
from symbolic.statements.syntax import Statement
from tests.statements.random_statements import random_statement

REVERSE = "A: m x n, B: n x p |- pinv(A*B) == pinv(B)*pinv(A)"


def refuted(source: str, seed: int = 1) -> Decision:
    decision = decide(source, provers=(), seed=seed)
    assert decision.verdict is Verdict.REFUTED
    assert decision.counterexample is not None
    assert decision.counterexample.evaluation.refutes
    return decision


def test_the_reverse_order_law_by_two_small_integer_matrices() -> None:
    found = refuted(REVERSE).counterexample
    assert found is not None
    assert list(found.letters) == ["A", "B"]
    entries = [x for rows in found.letters.values() for row in rows for x in row]
    assert all(x in (-1, 0, 1) for x in entries)
    assert sum(found.sizes.values()) <= 5


def test_the_same_seed_finds_the_same_and_another_one_as_well() -> None:
    first, again = refuted(REVERSE, 3), refuted(REVERSE, 3)
    assert first.counterexample is not None
    assert again.counterexample is not None
    assert first.counterexample.letters == again.counterexample.letters
    for seed in range(20):
        refuted(REVERSE, seed)


def test_sizes_are_unequal_first_and_between_one_and_four() -> None:
    names = ("m", "n", "p")
    drawn = [draw_sizes(generator(0, k), names, k) for k in range(400)]
    assert all(len(set(sizes.values())) == 3 for sizes in drawn[:12])
    values = {value for sizes in drawn for value in sizes.values()}
    assert values == {1, 2, 3, 4}
    assert any(len(set(sizes.values())) == 1 for sizes in drawn)
    five = [draw_sizes(generator(0, k), tuple("abcde"), k) for k in range(50)]
    assert all(1 <= value <= 4 for sizes in five for value in sizes.values())


MET = [
    "A: n x n; symmetric(A), invertible(A)",
    "A: n x n; psd(A), tr(A) == 1",
    "A: n x n; pd(A)",
    "A: n x n; orthogonal(A)",
    "A: m x n; T(A)*A == I(n)",
    "A: m x n; A*T(A) == I(m)",
    "A: m x n; full_column_rank(A)",
    "A: n x n; A*A == A",
    "A: n x n; A*A == A, symmetric(A)",
    "A: n x n; A*A == 0",
    "A: n x n; A*A == I(n)",
    "A: n x n; T(A) == -A",
    "A: n x n; T(A)*A == A*T(A)",
    "A: m x n, B: n x p; A*B == 0",
    "A: m x n, G: n x m; A*G*A == A",
    "A: m x n, G: n x m; A*G*A == A, G*A*G == G, symmetric(A*G)",
    "A: n x n, B: n x n; A*B == B*A",
    "A: n x n, B: n x n, C: n x n; A*B == B*A, B*C == C*B, A*C == C*A",
    "A: n x n, B: n x n; A*A == A, B*B == B, A*B == B*A",
    "A: m x n, B: m x p; range(B) in range(A)",
    "A: m x n, B: m x n; range(A) == range(B), rank(A) == 1",
    "A: n x n, B: n x n; psd(A), psd(B - A)",
    "A: n x n, B: n x p, E: p x p; psd(vcat(hcat(A,B),hcat(T(B),E)))",
    "A: m x n, B: m x n; A*T(B) == 0, T(A)*B == 0",
    "A: m x n, B: m x n; rank(A + B) == rank(A) + rank(B)",
    "A: n x n, B: n x n; A + B == I(n), rank(A) + rank(B) == n",
    "A: m x n, x: n x 1, y: m x 1; T(y)*A*x == 1",
    "A: m x m, B: n x n, X: m x n, C: m x n; A*X + X*B == C, C != 0",
    "x: n x 1; T(x)*x == 1",
]


@pytest.mark.parametrize("source", MET)
def test_hypotheses_are_met(source: str) -> None:
    require_met(source, 400)


def test_hypotheses_that_need_complex_eigenvalues_are_met_now_and_then() -> None:
    require_met("A: n x n, B: n x n; inv(A + B) == inv(A) + inv(B)", 3000)


def require_met(source: str, tries: int) -> None:
    program = Program(statement(source + " |- 1 == 1"))
    sampler = Sampler(plan(program))
    found = set()
    for number in range(tries):
        random = generator(5, number)
        run = sampler.draw(random, draw_sizes(random, program.statement.sizes, number))
        if run is not None:
            assert run.hypotheses()
            found.add(tuple(run.instance.sizes.values()))
    assert found
    assert sampler.met <= sampler.tried == tries


@pytest.mark.parametrize("source", MET)
def test_instances_differ(source: str) -> None:
    letter = statement(source + " |- 1 == 1").letters[0]
    refuted(f"{source} |- {letter.name} == 0", seed=4)


def test_the_same_argument_is_the_same_choice_and_another_one_is_independent() -> None:
    for source in (
        "A: m x n |- ginv(A) == ginv(A)",
        "A: m x n, B: n x p |- ginv(T(A*B)) == ginv(T(B)*T(A))",
        "A: m x n, B: m x n |- ginv(A + B) == ginv(B + A)",
    ):
        assert decide(source, provers=()).survivors.total > 1000
    refuted("A: m x n |- ginv(A) == T(ginv(T(A)))")
    refuted("A: m x n, B: m x n; A == B |- ginv(A) == ginv(B)")


def test_choices_come_from_the_whole_family() -> None:
    for property_ in (
        "ginv(A)*A*ginv(A) == ginv(A)",
        "symmetric(A*ginv(A))",
        "symmetric(ginv(A)*A)",
        "rank(ginv(A)) == rank(A)",
    ):
        refuted(f"A: m x n |- {property_}")
    refuted("A: m x n |- ginv(A) != pinv(A)")
    refuted("A: m x n; rank(A) == 1, m != 1, n != 1 |- rank(ginv(A)) <= 1")


def test_a_hypothesis_that_nothing_meets_is_said() -> None:
    for source in (
        "A: n x n; A != A |- A == 0",
        "A: n x n, B: n x n; A*B - B*A == I(n) |- A == B",
        "A: n x n; A*A == 2*I(n), n == 1 |- A == 0",  # sqrt 2
    ):
        decision = decide(source, provers=())
        assert decision.verdict is Verdict.UNDECIDED
        assert decision.reason == "no instance satisfied the hypotheses"
        assert str(decision) == "undecided, no instance satisfied the hypotheses"


def test_a_true_statement_survives_and_the_instances_are_counted() -> None:
    decision = decide("A: m x n, B: n x p |- rank(A*B) <= rank(A)", provers=())
    assert decision.verdict is Verdict.UNDECIDED
    assert decision.scope == ""
    survivors = decision.survivors
    assert sum(survivors.by_sizes.values()) == sum(survivors.by_ranks.values())
    assert survivors.total > 3000
    assert {(2, 3, 1), (1, 3, 2)} <= set(survivors.by_sizes)
    assert {(1, 1), (2, 1), (0, 1)} <= set(survivors.by_ranks)


def test_statements_that_are_too_large_are_not_evaluated() -> None:
    decision = decide("A: 1000 x 1000 |- A == 0", provers=())
    assert decision.reason == "too large to evaluate"
    program = Program(statement("A: m x n |- kron(kron(A, A), kron(A, A)) == 0"))
    assert program.fits({"m": 1, "n": 2})
    assert not program.fits({"m": 4, "n": 4})
    assert MAX_ENTRIES < 4**8


def test_the_budget_is_kept() -> None:
    decision = decide("A: n x n, B: n x n, C: n x n |- tr(A*B*C) == tr(C*A*B)", 0.15, provers=())
    assert decision.verdict is Verdict.UNDECIDED
    assert decision.seconds < 1


def test_which_statements_are_asked_modulo_a_prime() -> None:
    algebraic = ["|- A*B == B*A", "|- rank(A*B) <= rank(A)", "|- inv(A)*B == B*inv(A)",
                 "|- det(A + B) == det(A)", "|- symmetric(A*B)"]  # fmt: skip
    for text in algebraic:
        assert Program(statement(f"A: n x n, B: n x n {text}")).is_algebraic
    for text in ("|- tr(T(A)*A) >= 0", "|- psd(A)", "|- tr(A) <= rank(A)"):
        assert not Program(statement(f"A: n x n, B: n x n {text}")).is_algebraic
    refuter = Refuter(statement("A: n x n, B: n x n |- A*B == B*A"), 1)
    assert refuter._modular() is not None
    assert MODULAR_TRIES > 0


def test_random_statements_are_decided_without_a_traceback() -> None:
    verdicts = set()
    for seed in range(150):
        decision = decide(random_statement(Random(f"decide {seed}")), 0.05, provers=())
        verdicts.add(decision.verdict)
        assert (decision.counterexample is None) == (decision.verdict is not Verdict.REFUTED)
    assert verdicts == {Verdict.REFUTED, Verdict.UNDECIDED}


def test_a_counterexample_of_a_wrong_engine_is_never_shown(monkeypatch) -> None:
    def wrong(_: Engine, matrix):
        return matrix.transpose() * 2

    monkeypatch.setitem(engine._COMPUTE, engine.Pinv, engine._made(wrong))
    with pytest.raises(AssertionError, match="no counterexample to"):
        decide("A: m x n |- A*pinv(A)*A == A", provers=())


def test_a_wrong_check_of_hypotheses_is_noticed(monkeypatch) -> None:
    monkeypatch.setattr(Run, "hypotheses", lambda _: True)
    with pytest.raises(AssertionError, match="no counterexample to"):
        decide("A: n x n; A == 0, A*A == A |- A == 0", provers=())


def test_a_prover_is_asked_after_the_first_instances_only() -> None:
    asked = []

    def prover(given: Statement, seconds: float) -> Proof | None:
        asked.append(seconds)
        return Proof("by hand", 3, "{}")

    decision = decide("A: m x n |- A == A", 2, provers=[("test", prover)])
    assert decision.verdict is Verdict.PROVED
    assert (decision.scope, decision.strategy) == ("all sizes", "test: by hand")
    assert 0 < asked[0] <= 2
    decision = decide("A: m x n |- A == 0", 2, provers=[("test", prover)])
    assert decision.verdict is Verdict.REFUTED
    assert len(asked) == 1


def test_a_prover_that_finds_nothing_leaves_it_to_the_search() -> None:
    decision = decide("A: m x n |- A == A", 2, provers=[("test", lambda s, t: None)])
    assert decision.verdict is Verdict.UNDECIDED
    assert decision.proof is None
