"""The rules of induction, of networks and of derivatives of numbers; kernel and checker alike."""

from typing import Any

import pytest

from proofs import checker
from proofs.kernel import rules
from proofs.kernel.formulas import FALSE, has_rank
from proofs.kernel.theory import ProofError, Theory
from symbolic.errors import ToolkitError
from symbolic.words.terms import Term
from tests.proofs.kernel.rule_checks import (
    NONE,
    ONE,
    P,
    accepted,
    assumed,
    check_both,
    listed,
    refused,
)

# Induction and networks.

BELOW: Any = ("all", "i", "size", ("size<=", "i", ("+", "i", "i")))


def test_induction(T: Theory) -> None:
    first = rules.sizes(T, [], ("size<=", 0, 0))
    before = assumed(T, ("size<=", "k", ("+", "k", "k")))
    goal = ("size<=", ("+", "k", 1), ("+", "k", 1, "k", 1))
    after = rules.sizes(T, before, goal, [1])
    step = rules.generalize(T, [rules.suppose(T, [after], before[0].conclusion)], "k", "j")
    accepted(rules.induction(T, [first, step], BELOW))
    refused(T, "induction", [step, first], goal=BELOW)
    small: Any = ("all", "i", "size", ("size<=", "i", 0))
    refused(T, "induction", [first, step], goal=small)
    refused(T, "induction", [first, step], goal=("all", "i", (1, 1), P))
    # The step for some k is no step for all k.
    one = rules.suppose(T, [after], before[0].conclusion)
    refused(T, "induction", [first, one], goal=BELOW)


def test_replace(T: Theory) -> None:
    T.declare("l", "size")
    of: Any = ("all", "i", "size", ("=", ("@", "W", "i"), ("@", "V", "i")))
    at_k = ("=", ("@", "W", "k"), ("@", "V", "k"))
    given = assumed(T, at_k, ("size<=", "k", "l"), ("size<=", "l", "k"))
    found = rules.replace(T, given, of, "k", "l")
    assert found.conclusion == ("=", ("@", "W", "l"), ("@", "V", "l"))
    accepted(found)
    refused(T, "replace", [given[0], given[1], given[1]], of=of, a="k", b="l")
    refused(T, "replace", given, of=of, a="l", b="k")
    refused(T, "replace", given, of=("all", "x", (1, 1), P), a="k", b="l")


def test_rank_is_about_the_matrix_that_it_names(T: Theory) -> None:
    """The bound names of a rank do not catch the letters of its matrix."""
    T.declare("P", ("m", "n"))
    formula = has_rank(Term("P"), ("m", "n"), "k")
    names = {formula[1], formula[3][1], formula[3][3][1], formula[3][3][3][1]}
    assert "P" not in names
    assert len(names) == 4


@pytest.mark.parametrize(
    "formula",
    [
        ("=", "A", "B"), ("<=", "A", "A"), ("<", "m", "n"), ("size<=", "A", "m"), ("=", "A"),
        ("size<=", -1, "m"), ("=", ("I", "zz"), ("I", "zz")), ("=", ("I", 0), ("I", 0)),
        ("=", ("I", ("+", "m", 1)), ("I", ("+", "m", 1))), ("maybe", P), ("all", "x", "sort", P),
        ("all", "x", ("@", "m"), P), ("=", ("@", "W", "A"), ("@", "W", "A")),
        ("=", ("I", True), ("I", True)), ("=", ("scale", "1/0", "A"), "A"),
    ],
)  # fmt: skip
def test_what_is_no_formula(T: Theory, formula: Any) -> None:
    with pytest.raises((ToolkitError, ValueError, IndexError, ZeroDivisionError, TypeError)):
        rules.assume(T, (), formula)
    content = {
        "format": checker.FORMAT, "version": checker.VERSION, "claim": "test",
        "sizes": [n for n, s in T.names.items() if s == "size"],
        "letters": {n: listed(s) for n, s in T.names.items() if s != "size"},
        "hypotheses": [listed(formula)], "conclusion": listed(formula),
        "steps": [{"rule": "assume", "from": [], "gives": listed(formula)}],
    }  # fmt: skip
    with pytest.raises(checker.Rejected):
        checker.check(content)


def test_a_derivative_is_not_put_into(T: Theory) -> None:
    """ "for all x: D(x) .." with x inside a derivative is refused, not evaluated at a value."""
    slope = ("D", ("tr", ("*", "x", "B")), "A")
    formula: Any = ("all", "x", ("m", "n"), ("=", slope, slope))
    with pytest.raises(ToolkitError, match="derivative"):
        rules.assume(T, (), formula)
    gives = ["=", ["D", ["tr", ["*", "A", "B"]], "A"], ["D", ["tr", ["*", "A", "B"]], "A"]]
    content = {
        "format": checker.FORMAT, "version": checker.VERSION, "claim": "test",
        "sizes": ["m", "n"], "letters": {"A": ["m", "n"], "B": ["n", "m"]},
        "hypotheses": [listed(formula)], "conclusion": gives,
        "steps": [
            {"rule": "assume", "from": [], "gives": listed(formula)},
            {"rule": "instantiate", "from": [0], "gives": gives, "with": "A"},
        ],
    }  # fmt: skip
    with pytest.raises(checker.Rejected, match="step 1: nothing may be put into a derivative"):
        checker.check(content)


# Sizes that are numbers, and derivatives of numbers.


def test_an_identity_of_a_number_of_rows_has_it_for_its_trace(T: Theory) -> None:
    three = ("scale", "3", ("I", 1))
    accepted(rules.algebra(T, [], ("=", ("tr", ("I", 3)), three)))
    refused(T, "algebra", [], goal=("=", ("tr", ("I", 2)), three))
    check_both(
        T, {"rule": "algebra", "gives": ["=", ["tr", ["I", 2]], listed(three)], "by": None}, []
    )


def test_the_derivative_of_a_number_by_itself_is_one(T: Theory) -> None:
    accepted(rules.algebra(T, [], ("=", ("D", "s", "s"), ONE)))
    accepted(rules.algebra(T, [], ("=", ("D", "s", "t"), NONE)))
    refused(T, "algebra", [], goal=("=", ("D", "s", "s"), "s"))


def test_the_derivative_of_a_form_falls_into_two_columns(T: Theory) -> None:
    """v^T A u has the derivative (v kron u)^T by vec(A^T): u and v meet at size one."""
    T.declare("v", ("m", 1))
    T.declare("u", ("n", 1))
    form = ("*", ("T", "v"), "A", "u")
    accepted(rules.algebra(T, [], ("=", ("D", form, "A"), ("T", ("kron", "v", "u")))))
    refused(T, "algebra", [], goal=("=", ("D", form, "A"), ("T", ("kron", "u", "v"))))


def test_an_axiom_that_there_is_not(T: Theory) -> None:
    refused(T, "axiom", [], name="choice")
    with pytest.raises(ProofError, match="no axiom choice"):
        rules.axiom(T, [], "choice")
    wrong = {"rule": "axiom", "gives": ["false"]}
    check_both(T, wrong | {"name": "choice"}, [])
    check_both(T, wrong | {"name": "sign"}, [])


def test_what_is_chosen_has_the_sort_of_what_exists(T: Theory) -> None:
    """From "some size is positive" nothing follows of a matrix called p."""
    some = ("some", "p", "size", ("size<=", 1, "p"))
    T.declare("p", (1, 1))
    (choice, false) = assumed(T, some, FALSE)
    with pytest.raises((ToolkitError, ValueError)):
        rules.choose(T, [choice, false], "s")
    check_both(T, {"rule": "choose", "gives": ["false"], "name": "s"}, [choice, false])
