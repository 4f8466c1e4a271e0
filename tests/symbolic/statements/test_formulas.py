"""Formulas, numbers and powers: read as they are written, and evaluated as they say.

| asked | evidence here |
|---|---|
| precedence, spellings, parentheses | random texts against an evaluator that shares no code |
| what is bound is decided exactly, or left open | by hand; random points contradict none |
| what is written says the same | random texts |
| bound names in front of the statement mean the same | the same verdicts at random instances |
| a false statement has a counterexample, a true one none | tables |
"""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbolic.errors import StatementError
from symbolic.statements.evaluation import evaluate, truth_at
from symbolic.statements.fraction_matrices import NoInstanceError
from symbolic.statements.parser import statement
from symbolic.statements.prenex import prenex
from symbolic.statements.refuter import Refuter, refute
from symbolic.statements.syntax import Exists, ForAll
from symbolic.statements.writing import statement_text
from tests.symbolic.statements import grammar_fuzz as fuzz

F = Fraction
HEAD = "A: n x n, B: n x n, l: number |- "


def rows(random: Random, height: int, width: int) -> list[list[Fraction]]:
    return [[F(random.choice((0, 0, 1, 1, -1, 2)), random.choice((1, 1, 2))) for _ in range(width)]
            for _ in range(height)]  # fmt: skip


def instance(random: Random) -> tuple[dict[str, int], dict[str, list[list[Fraction]]]]:
    n = random.choice((1, 2, 2))
    letters = {"A": rows(random, n, n), "B": rows(random, n, n), "l": rows(random, 1, 1)}
    return {"n": n}, letters


@settings(max_examples=1250, deadline=None)
@given(st.integers(0, 2**40))
def test_a_formula_says_what_an_independent_evaluator_computes(seed: int) -> None:
    """Four formulas for each example: 5,000 statements."""
    random = Random(seed)
    for _ in range(4):
        made = fuzz.formula(random, random.choice((0, 1, 2, 3)))
        sizes, letters = instance(random)
        values = {name: tuple(map(tuple, m)) for name, m in letters.items() if name != "l"}
        values["l"] = letters["l"][0][0]
        try:
            read = statement(HEAD + made.text)
        except StatementError as error:
            if "division by zero" not in str(error):
                raise
            if "^0" not in made.text:  # (1/0)^0 is refused here, and is 1 there
                with pytest.raises(fuzz.MeaninglessError):
                    made.value(values)
            continue
        again = statement(statement_text(replace(read, source="")))
        try:
            expected = made.value(values)
        except fuzz.MeaninglessError:
            with pytest.raises(NoInstanceError):
                evaluate(read, sizes, letters, {})
            continue
        found = evaluate(read, sizes, letters, {})
        assert found.holds is expected, made.text
        assert evaluate(again, sizes, letters, {}).holds is expected, made.text
        if found.is_instance:
            assert truth_at(prenex(read).conclusion, sizes, letters, {}) in (expected, not expected)


QUANTIFIED = [
    # formula, A, what it is at A
    ("for all x: n x 1: T(x)*A*x == 0", [[0, 1], [-1, 0]], True),
    ("for all x: n x 1: T(x)*A*x == 0", [[0, 1], [1, 0]], False),
    ("for all x: n x 1: T(x)*A*x >= 0", [[2, 1], [1, 2]], True),
    ("for all x: n x 1: T(x)*A*x >= 0", [[1, 3], [0, 1]], False),
    ("for all x: n x 1: x != 0 implies T(x)*A*x > 0", [[1, 1], [0, 1]], True),
    ("for all x: n x 1: x != 0 implies T(x)*A*x > 0", [[1, 1], [1, 1]], False),
    ("exists x: n x 1: x != 0 and A*x == 0", [[1, 1], [1, 1]], True),
    ("exists x: n x 1: x != 0 and A*x == 0", [[1, 1], [0, 1]], False),
    ("exists X: n x n: A*X == I(n)", [[1, 2], [2, 4]], False),
    ("exists X: n x n: A*X == I(n) and X*A == I(n)", [[1, 2], [3, 4]], True),
    ("exists Q: n x n: Q*A == I(n) and orthogonal(Q)", [[1, 2], [3, 4]], False),
    ("exists Q: n x n: Q*A == I(n) and orthogonal(Q)", [[0, 1], [1, 0]], True),
    ("exists l: number: A == l*I(n)", [[2, 0], [0, 2]], True),
    ("exists l: number: A == l*I(n)", [[2, 0], [0, 3]], False),
    ("exists l: number: l*l < tr(A)", [[0, 0], [0, 0]], False),
    ("exists l: number: l*l <= tr(A)", [[0, 0], [0, 0]], True),
    ("exists l: number: l*l + 2*l*tr(A) + 2 <= 0", [[1, 0], [0, 0]], False),
    ("exists l: number: l*l + 2*l*tr(A) + 1 <= 0", [[1, 0], [0, 0]], True),
    ("exists l: number: l*l + 2*l*tr(A) + 1 < 0", [[1, 0], [0, 0]], False),
    ("exists l: number: l*l == 2", [[1, 0], [0, 0]], None),
    ("for all X: n x n: A*X == X*A", [[2, 0], [0, 2]], True),
    ("for all X: n x n: A*X == X*A", [[2, 0], [0, 3]], False),
    ("for all x: n x 1: exists y: n x 1: A*y == x", [[1, 1], [1, 1]], False),
    ("not exists x: n x 1: T(x)*A*x < 0", [[1, 0], [0, 0]], True),
    ("for all x: n x 1, y: n x 1: T(x)*A*y == T(y)*A*x", [[1, 2], [2, 0]], True),
    ("for all x: n x 1, y: n x 1: T(x)*A*y == T(y)*A*x", [[1, 2], [1, 0]], False),
    ("exists X: n x n: X*X == A and symmetric(X)", [[0, 1], [0, 0]], None),
]


@pytest.mark.parametrize(("text", "A", "truth"), QUANTIFIED, ids=[q[0] for q in QUANTIFIED])
def test_what_is_bound_is_decided_or_left_open(text, A, truth) -> None:
    letters = {"A": [[F(x) for x in row] for row in A]}
    found = truth_at(statement(f"A: n x n |- {text}").conclusion, {"n": 2}, letters, {})
    assert found is truth


BODIES = [
    "A*x == B*x", "T(x)*A*x {} l", "T(x)*A*x + tr(B)*(T(x)*x) {} T(x)*B*x", "A*x == 0 and x != 0",
    "x != 0 and T(x)*A*x {} 0", "A*x == 0 implies B*x == 0", "T(x)*A*x {} 0 or B*x == x",
    "A*x != B*x and T(x)*x {} 1", "not A*x == x", "(T(x)*B*x)^2 {} l", "A*x == l*x and x != 0",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(300))
def test_no_point_contradicts_what_was_decided(seed: int) -> None:
    """What exists nowhere holds at no point that is tried, and what holds for all at each."""
    random = Random(seed)
    body = random.choice(BODIES).format(random.choice(("<=", ">=", "<", ">", "==", "!=")))
    read = statement(f"{HEAD} for all x: n x 1: {body}").conclusion
    assert isinstance(read, ForAll)
    sizes, letters = instance(random)
    everywhere = truth_at(read, sizes, letters, {})
    somewhere = truth_at(Exists(read.letter, read.of), sizes, letters, {})
    points = [{**letters, "x": rows(random, sizes["n"], 1)} for _ in range(60)]
    found = [truth_at(read.of, sizes, point, {}) for point in points]
    assert None not in found
    if everywhere is True:
        assert all(found)
    if somewhere is False:
        assert not any(found)
    if everywhere is False:
        assert somewhere is not None or not all(found)


FALSE = [
    "A: n x n; for all x: n x 1: T(x)*A*x == 0 |- A == 0",
    "A: n x n |- psd(A) or psd(-A)",
    "A: n x n, B: n x n; A*B == 0 |- A == 0 or B == 0",
    "A: m x n |- exists X: n x m: A*X == I(m)",
    "A: n x n, l: number; l*A == 0 |- A == 0",
    "A: n x n; not symmetric(A) |- not psd(A) and A*A == 0",
    "A: n x n |- exists x: n x 1: x != 0 and A*x == x",
    "A: n x n, B: n x n; psd(A), psd(B) |- tr(A*B) > 0",
    "A: n x n |- (exists X: n x n: A*X == I(n)) implies for all x: n x 1: A*x == x",
    "f: number, g: number; f <= g |- f < g",
    "A: n x n; invertible(A) |- A^-1 == A^2",
    "A: n x n, l: number; l > 0 |- A/l == l*A",
    "A: n x n, B: n x n; for all x: n x 1: T(x)*A*x == T(x)*B*x |- A == B",
    "A: n x n |- for all x: n x 1: A*x == 0 implies x == 0",
    "A: n x n, B: n x n; T(A)*A == T(B)*B |- A == B or A == -B",
    "A: m x m, B: n x n; A != 0, B != 0, psd(kron(A,B)) |- psd(A) and psd(B)",
]


@pytest.mark.parametrize("text", FALSE)
def test_a_false_statement_is_refuted(text: str) -> None:
    found = refute(text, seconds=20)
    assert found is not None
    assert found.evaluation.refutes
    again = evaluate(prenex(statement(text)), found.sizes, found.letters, found.inverses)
    assert again.refutes


TRUE = [
    "A: n x n; symmetric(A), for all x: n x 1: T(x)*A*x == 0 |- A == 0",
    "A: n x n, B: n x n; T(A)*A == T(B)*B |- exists Q: n x n: orthogonal(Q) and A == Q*B",
    "A: n x n |- det(A) == 0 iff exists x: n x 1: x != 0 and A*x == 0",
    "A: m x m, B: n x n; A != 0, B != 0, psd(kron(A,B)) |-"
    " (psd(A) and psd(B)) or (psd(-A) and psd(-B))",
    "A: n x n |- not (pd(A) and pd(-A))",
    "A: n x n |- (for all x: n x 1: x != 0 implies T(x)*A*x > 0) implies invertible(A)",
    "l: number |- l < 1 or l == 1 or l > 1",
]


@pytest.mark.parametrize("text", TRUE)
def test_no_true_statement_is_refuted(text: str) -> None:
    refuter = Refuter(statement(text), 3)
    assert refuter.cheap() is None
    assert refuter.search(150, None) is None
    assert refuter.survivors.total + refuter.survivors.unknown > 0


def test_names_in_front_are_apart_from_those_that_stay_bound() -> None:
    text = "A: n x n |- (for all x: n x 1: A*x == 0) or (for all x: n x n: A*x == x) or" \
        " exists x2: n x 1: A*x2 != 0"  # fmt: skip
    front = prenex(statement(text))
    names = [letter.name for letter in front.letters]
    assert len(set(names)) == len(names) == 3
    assert "x2" not in names
    sizes, zero, unit = {"n": 1}, [[F(0)]], [[F(1)]]
    values = dict(zip(names, (zero, unit, unit), strict=True))
    assert truth_at(front.conclusion, sizes, values, {}) is True


def test_a_name_in_front_is_no_size() -> None:
    text = "A: x2 x n |- (for all x: n x 1: A*x == 0) and (for all x: n x 1: A*x != 0)"
    assert [letter.name for letter in prenex(statement(text)).letters] == ["A", "x", "x3"]


def test_an_iff_in_an_iff_costs_no_more_each_time() -> None:
    chain = "x == 0"
    for k in range(1, 40):
        chain = f"({chain}) iff x == {k}"
    given = statement(f"a: number |- exists x: number: x == a and ({chain})").conclusion
    other = statement(f"a: number |- exists x: number: x == a and not ({chain})").conclusion
    # It says that an even number of them fail: of forty, all at -1, and all but one at 1.
    for value, formula in ((F(-1), given), (F(1), other)):
        assert truth_at(formula, {}, {"a": [[value]]}, {}) is True
    for value, formula in ((F(1), given), (F(-1), other)):
        assert truth_at(formula, {}, {"a": [[value]]}, {}) is not True


def test_quantifiers_in_quantifiers_share_their_tries() -> None:
    bound = "".join(
        f"{q} {x}: number: " for q, x in zip(("exists", "for all") * 4, "xyzwvuts", strict=True)
    )
    text = f"a: number |- {bound} x*y*z*w*v*u*t*s*x == a + s^3 or x+y+z+w+v+u+t+s == x^2"
    assert truth_at(statement(text).conclusion, {}, {"a": [[F(1)]]}, {}) is None
