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

from proofs.identity.decide import Decision, decide
from proofs.status import Status
from symbolic.algebra.sampling import generator
from symbolic.statements.draw_plans import plan
from symbolic.statements.parser import statement
from symbolic.statements.program import MAX_ENTRIES, Program
from symbolic.statements.refuter import MODULAR_TRIES, Refuter, draw_sizes, refute
from symbolic.statements.samplers import Sampler
from tests.symbolic.statements.random_statements import random_statement

REVERSE = "A: m x n, B: n x p |- pinv(A*B) == pinv(B)*pinv(A)"


def refuted(source: str, seed: int = 1) -> Decision:
    decision = decide(source, provers=(), seed=seed)
    assert decision.verdict is Status.REFUTED
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


FALSE = [
    "A: n x n; A*A*A == A |- A*A == A",
    "A: n x n; A*A*A*A == A |- A*A == A",
    "A: m x n, B: n x p, C: p x q |- pinv(A*B*C) == pinv(C)*pinv(B)*pinv(A)",
    "A: n x n; rank(A*A) == rank(A) |- A*pinv(A) == pinv(A)*A",
    "A: m x n, B: m x n; A*T(A) == B*T(B) |- A == B",
    "A: m x n, G: n x m; A*G*A == A, G*A*G == G |- G == pinv(A)",
    "A: n x n, B: n x n; psd(A), psd(B), A*B == 0 |- A == 0",
    "A: n x n, B: n x n; psd(A), psd(B), A*B == B*A |- A == B",
    "U: n x n, V: n x n; orthogonal(U), orthogonal(V), U*V == V*U |- U == V",
    "U: n x n, A: n x n; orthogonal(U), U*A == A*U |- symmetric(A)",
    "A: n x n, B: n x n, C: n x n; A*C == C*B, invertible(C) |- A == B",
    "A: n x n, B: n x n; A*A + B*B == A*B + B*A |- A == B",
    "A: n x n, B: n x n; symmetric(A), symmetric(B), A*B*A == B*A*B |- A == B",
    "A: m x n, B: n x m; A*B*A == A |- B*A*B == B",
    "A: n x n, B: n x n; A*B == 2*B*A |- A*B == 0",
    "A: n x n, B: n x n; A*B - B*A == A |- A == 0",
    "A: n x n, B: n x n; A*B - B*A == A |- A*A == 0",
    "A: n x n, B: n x n, C: n x n; psd(A), psd(B), psd(C), rank(A+B+C) == n |- pd(A+B)",
    "A: n x n, x: n x 1; A*x == x, x != 0 |- A == I(n)",
    "A: n x n, x: n x 1; A*x == 2*x, x != 0, symmetric(A) |- T(x)*A*A*x == 2*T(x)*x",
    "A: m x n, B: m x p, C: m x q |-"
    " rank(hcat(A,B)) + rank(hcat(B,C)) <= rank(B) + rank(hcat(A,B,C))",
    "A: m x n, B: m x p; rank(hcat(A,B)) == rank(A) + rank(B) |- T(A)*B == 0",
    "A: n x n, B: n x n; invertible(A+B), rank(A) + rank(B) == n |- A*inv(A+B)*A == B",
    "A: n x n; psd(A), tr(A) == 1, rank(A) == 1 |- A == I(n)",
    "A: n x n; orthogonal(A), tr(A) == n - 2 |- symmetric(A)",
    "A: n x n, B: n x n; det(A) == 1, det(B) == 1 |- det(A+B) == 2",
    "A: n x n; det(A) == 1 |- orthogonal(A)",
    "A: n x n; tr(A) == 0, tr(A*A) == 0 |- A*A == 0",
    "A: 2 x 2, B: 2 x 2; tr(A) == tr(B), det(A) == det(B) |- A == B",
    "A: n x n, P: n x n; P*P == P, P*A*P == A*P |- A*P == P*A",
    "A: n x n, P: n x n; P*P == P, symmetric(P), P*A*P == A*P |- A*P == P*A",
    "A: m x n, B: m x n; range(A) == range(B), range(T(A)) == range(T(B)) |- A == B",
    "A: m x n, X: n x m; A*X*A == A, X*A*X == X, symmetric(X*A) |- symmetric(A*X)",
    "A: n x n, B: n x n; psd(B - A), psd(A) |- psd(B*A + A*B)",
    "A: n x n, B: n x n; T(A)*A == T(B)*B, A*T(A) == B*T(B) |- A == B",
    "A: n x n, B: n x n, C: n x n; A*B == B*A, B*C == C*B, B != 0 |- A*C == C*A",
    "x: n x 1, y: n x 1; T(x)*x == 1, T(y)*y == 1 |- T(x)*y <= 1/2",
    "A: n x n, x: n x 1; psd(A), T(x)*A*x == 0 |- x == 0",
    "A: n x n; invertible(I(n) - A*A) |- rank(A) <= 0",
    "K1: m x n, L: n x m; kron(K1,L) == kron(L,K1) |- K1 == T(L)",
    "A: n x n, E: n x n; symmetric(kron(A,E) - kron(E,A)), A != 0, E != 0 |- symmetric(A)",
    "A: n x n; D(n)*pinv(D(n))*vec(A) == vec(A) |- A == 0",
    "A: m x n, B: p x q; rank(kron(A,B)) == 1 |- rank(hcat(vec(A), vec(A))) == 0",
    "A: n x n; ginv(A) == T(ginv(A)) |- symmetric(A)",
    "A: m x n; symmetric(A*ginv(A)), symmetric(ginv(A)*A) |- ginv(A) == pinv(A)",
    "A: n x n, B: n x n; A*ginv(A)*B == B*ginv(B)*A |- A == B",
]  # fmt: skip

TRUE = [
    "A: n x n, B: n x n; pd(A), pd(B), A*B*A == B |- A == I(n)",
    "A: n x n; T(A)*A*A == A*T(A)*A |- T(A)*A == A*T(A)",
    "A: n x n, B: n x n; psd(B - A), pd(A) |- pd(B*B)",
]


@pytest.mark.parametrize("source", FALSE)
def test_what_needs_a_special_shape_is_refuted(source: str) -> None:
    refuted(source, seed=11)


@pytest.mark.parametrize("source", TRUE)
def test_what_looks_false_and_is_true_is_not_refuted(source: str) -> None:
    assert decide(source, provers=()).survivors.total > 100


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
        assert decision.verdict is Status.UNDECIDED
        assert decision.reason == "no instance satisfied the hypotheses"
        assert str(decision) == "undecided, no instance satisfied the hypotheses"


def test_a_true_statement_survives_and_the_instances_are_counted() -> None:
    decision = decide("A: m x n, B: n x p |- rank(A*B) <= rank(A)", provers=())
    assert decision.verdict is Status.UNDECIDED
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
    assert decision.verdict is Status.UNDECIDED
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
        assert (decision.counterexample is None) == (decision.verdict is not Status.REFUTED)
    assert verdicts == {Status.REFUTED, Status.UNDECIDED}


def test_numbers_that_are_too_long_to_be_written_are_no_counterexample() -> None:
    found = refute("s: number |- (tr(10^40*s)^40)^40 == s", seconds=0.3)
    assert found is None
    wrong = refute("s: number |- (tr(10^40*s)^40)^40 == s + 1", seconds=0.3)
    assert wrong is not None
    assert all(len(str(x)) < 4_000 for x in wrong.evaluation.numbers())
