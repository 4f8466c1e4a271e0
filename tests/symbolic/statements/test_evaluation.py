"""Two evaluations that share no code: FLINT's in the search, plain fractions for the last word.

| asked | evidence here |
|---|---|
| the engine computes what the statement says | every relation equal to the plain one, at random |
| the modular engine is the exact one modulo the prime | every entry congruent |
| the plain evaluation is right by itself | values worked out by hand, identities, refusals |
"""

from fractions import Fraction
from functools import partial
from random import Random

import pytest
from flint import fmpq, fmpq_mat

from symbolic.statements import fraction_matrices as plain
from symbolic.statements.canonical import choices
from symbolic.statements.evaluation import evaluate
from symbolic.statements.flint_evaluation import Run
from symbolic.statements.flint_matrices import PRIME, Engine, MeaninglessError, ModularEngine
from symbolic.statements.fraction_matrices import NoInstanceError, has_property
from symbolic.statements.parser import statement
from symbolic.statements.program import Program
from symbolic.statements.refuter import to_rows
from symbolic.statements.samplers import parameter
from symbolic.statements.syntax import Formula, Ginv, Matrix, Relation, Scalar
from symbolic.statements.writing import statement_text
from tests.symbolic.statements.random_statements import random_instance, random_statement

F = Fraction


def whole(*rows: list[int]) -> list[list[Fraction]]:
    return [list(map(Fraction, row)) for row in rows]


@pytest.mark.parametrize("seed", range(250))
def test_the_engine_and_plain_fractions_agree_on_every_relation(seed: int) -> None:
    random = Random(seed)
    given, instance = random_statement(random), random_instance(random)
    program = Program(given)
    run = Run(program, Engine(), instance, partial(parameter, random))
    letters = {name: to_rows(matrix) for name, matrix in instance.letters.items()}
    try:
        inverses = {
            argument: to_rows(run.value(k))
            for argument, number in program.choices.items()
            for k, step in enumerate(program.steps)
            if isinstance(step.node, Ginv) and step.choice == number
        }
        values = [run.value(k) for k, step in enumerate(program.steps)
                  if isinstance(step.node, Relation)]  # fmt: skip
    except MeaninglessError:
        with pytest.raises(NoInstanceError, match="inverse of a singular matrix"):
            evaluate_leniently(given, instance.sizes, letters)
        return
    found = evaluate(given, instance.sizes, letters, inverses)
    plain = {f.relation: f.holds for f in (*found.hypotheses, *found.left, *(found.right or ()))}
    steps = [step.node for step in program.steps if isinstance(step.node, Relation)]
    assert [plain[node] for node in steps] == values
    assert found.holds == run.conclusion()
    assert found.is_instance == run.hypotheses()


class AnyInverse(dict[Matrix, list[list[Fraction]]]):
    """The pseudoinverse as every {1}-inverse, for instances that stop at an inverse anyway."""


def evaluate_leniently(given, sizes, letters) -> None:
    text = statement_text(given).replace("ginv(", "pinv(")
    evaluate(statement(text), sizes, letters, {})


@pytest.mark.parametrize("seed", range(150))
def test_the_modular_engine_is_the_exact_one_modulo_the_prime(seed: int) -> None:
    random = Random(f"modular {seed}")
    given, instance = random_statement(random), random_instance(random)
    program = Program(given)
    exact = Run(program, Engine(), instance, partial(parameter, random))
    modular = Run(program, ModularEngine(), instance, partial(parameter, random))
    compared = 0
    for k, step in enumerate(program.steps):
        if isinstance(step.node, Formula):
            continue
        try:
            value = exact.value(k)
        except MeaninglessError:
            with pytest.raises(MeaninglessError):
                modular.value(k)
            continue
        other = modular.value(k)
        if isinstance(step.node, Scalar):
            value, other = fmpq_mat(1, 1, [value]), ModularEngine().scaled(other, ONE)
        if not isinstance(step.node, Scalar | Matrix):
            continue
        entries = zip(value.entries(), other.entries(), strict=True)
        assert all(congruent(x, int(y)) for x, y in entries)
        compared += 1
    assert compared


ONE = ModularEngine().make(1, 1, [1])


def congruent(x: fmpq, y: int) -> bool:
    return (int(x.p) - y * int(x.q)) % PRIME == 0


def test_values_worked_out_by_hand() -> None:
    assert plain.determinant(whole([0, 2], [3, 4])) == -6
    assert plain.inverse(whole([1, 2], [3, 4])) == [[-2, 1], [F(3, 2), F(-1, 2)]]
    assert plain.pseudoinverse(whole([1, 1])) == [[F(1, 2)], [F(1, 2)]]
    assert plain.pseudoinverse(whole([0, 0], [0, 0], [0, 0])) == whole([0, 0, 0], [0, 0, 0])
    assert plain.pseudoinverse(whole([1, 2], [2, 4])) == [
        [F(1, 25), F(2, 25)],
        [F(2, 25), F(4, 25)],
    ]
    assert plain.rank(whole([1, 2, 3], [2, 4, 6])) == 1


def test_properties_worked_out_by_hand() -> None:
    assert has_property("psd", whole([0, 0], [0, 1]))
    assert not has_property("psd", whole([0, 1], [1, 0]))
    assert not has_property("psd", whole([1, 1], [0, 1]))
    assert not has_property("psd", whole([1, 2], [2, 1]))
    assert has_property("pd", whole([2, 1], [1, 1]))
    assert not has_property("pd", whole([1, 1], [1, 1]))
    assert has_property("orthogonal", whole([0, 1], [-1, 0]))
    assert not has_property("orthogonal", whole([0, 2], [1, 0]))
    assert has_property("full_row_rank", whole([1, 0, 0], [0, 1, 0]))
    assert not has_property("full_column_rank", whole([1, 0, 0], [0, 1, 0]))


def test_the_special_matrices_do_what_they_are_for() -> None:
    given = statement(
        "A: 2 x 3, S: 3 x 3; symmetric(S) |- K(2,3)*vec(A) == vec(T(A)) and D(3)*vech(S) == vec(S)"
    )
    letters = {"A": whole([1, 2, 3], [4, 5, 6]), "S": whole([1, 2, 3], [2, 4, 5], [3, 5, 6])}
    found = evaluate(given, {}, letters, {})
    assert found.is_instance
    assert found.holds
    assert found.left[0].values[0] == [[F(x)] for x in (1, 2, 3, 4, 5, 6)]
    vech = statement("S: 3 x 3 |- vech(S) == O(6,1)")
    values = evaluate(vech, {}, {"S": letters["S"]}, {}).left[0].values[0]
    assert values == [[F(x)] for x in (1, 2, 3, 4, 5, 6)]


def test_what_is_no_instance_is_refused() -> None:
    given = statement("A: m x n |- A*ginv(A) == 0")
    argument = choices(given)[0]
    sizes, letters = {"m": 1, "n": 1}, {"A": whole([2])}
    evaluate(given, sizes, letters, {argument: [[F(1, 2)]]})
    with pytest.raises(NoInstanceError, match=r"no \{1\}-inverse"):
        evaluate(given, sizes, letters, {argument: whole([1])})
    with pytest.raises(NoInstanceError, match="A is not 1 x 1"):
        evaluate(given, sizes, {"A": whole([2, 3])}, {argument: [[F(1, 2)]]})
    with pytest.raises(NoInstanceError, match="below 1"):
        evaluate(given, {"m": 0, "n": 1}, {"A": []}, {argument: [[]]})
    with pytest.raises(NoInstanceError, match="singular"):
        evaluate(statement("B: n x n |- inv(B) == B"), {"n": 1}, {"B": whole([0])}, {})


def test_an_instance_that_violates_a_hypothesis_refutes_nothing() -> None:
    given = statement("A: n x n; symmetric(A) |- A == 0")
    bad, good = whole([0, 1], [0, 0]), whole([0, 1], [1, 0])
    assert not evaluate(given, {"n": 2}, {"A": bad}, {}).refutes
    assert evaluate(given, {"n": 2}, {"A": good}, {}).refutes


def test_an_equivalence_is_refuted_where_its_sides_differ_only() -> None:
    given = statement("A: n x n |- A*A == 0 iff A == 0")
    assert evaluate(given, {"n": 2}, {"A": whole([0, 1], [0, 0])}, {}).refutes
    assert not evaluate(given, {"n": 2}, {"A": whole([0, 1], [1, 0])}, {}).refutes
    assert not evaluate(given, {"n": 1}, {"A": whole([0])}, {}).refutes
