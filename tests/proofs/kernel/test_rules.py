"""Each rule does what it says, and refuses what does not follow; kernel and checker alike."""

from typing import Any

import pytest

from proofs.kernel import rules
from proofs.kernel.formulas import FALSE
from proofs.kernel.theory import ProofError, Theory
from symbolic.errors import ToolkitError
from tests.proofs.kernel.rule_checks import (
    AB,
    NONE,
    ONE,
    P,
    Q,
    R,
    accepted,
    assumed,
    check_both,
    listed,
    refused,
)

# Algebra, order, sizes.


def test_algebra(T: Theory) -> None:
    given = assumed(T, AB)
    goal = ("=", ("*", "A", "B", "A"), "A")
    accepted(rules.algebra(T, given, goal, ("*", "$0", "A")))
    accepted(rules.algebra(T, [], ("=", ("tr", ("*", "A", "B")), ("tr", ("*", "B", "A")))))
    wrong = [
        (goal, ("*", "$0", "A", "B", "A")),  # another combination
        (("=", ("*", "B", "A"), ("I", "n")), "$0"),  # a left inverse need not be a right one
        (goal, "A"),  # nothing of the premise in it
        (goal, ("+", ("*", "$0", "A"), ("*", ("+", "$0", ("I", "m")), "A"))),
        (("=", "A", "A"), ("*", "$1", "A")),  # there is no second premise
        (("=", ("0", 1, 1), ("0", 1, 1)), ("D", ("tr", "$0"), "A")),  # a derivative
    ]
    for formula, by in wrong:
        with pytest.raises((ToolkitError, ValueError, IndexError)):
            rules.algebra(T, given, formula, by)
        check_both(T, {"rule": "algebra", "gives": listed(formula), "by": listed(by)}, given)
    refused(T, "algebra", [], goal=("=", ("*", "A", "B"), ("*", "B", "A")))
    refused(T, "algebra", [], goal=("<=", NONE, ONE))


def test_a_premise_that_is_no_equation_gives_nothing(T: Theory) -> None:
    given = assumed(T, ("<=", NONE, "s"))
    refused(T, "algebra", given, goal=("=", "s", NONE), by="$0")
    check_both(T, {"rule": "algebra", "gives": ["=", "s", ["0", 1, 1]], "by": "$0"}, given)


def test_order(T: Theory) -> None:
    given = assumed(T, ("<", NONE, "s"), ("<=", NONE, "t"))
    good = ("<=", NONE, ("*", "s", "t"))
    accepted(rules.order(T, given, good, [(1, [0, 1])]))
    accepted(rules.order(T, given, ("<", NONE, ("+", "s", "t")), [(1, [0]), (1, [1])]))
    wrong: list[tuple[Any, Any]] = [
        (("<", NONE, ("*", "s", "t")), [(1, [0, 1])]),  # one factor may vanish
        (("<", NONE, "t"), [(1, [1])]),
        (("<=", NONE, ("scale", "-1", "s")), [(-1, [0])]),  # a negative multiple
        (("<=", NONE, NONE), [(0, [0])]),
        (("<=", "s", NONE), [(1, [0])]),
        (FALSE, [(1, [0])]),
        (FALSE, []),
        (("=", "s", NONE), [(1, [0])]),
    ]
    for goal, products in wrong:
        refused(T, "order", given, goal=goal, products=products)
        by = [{"times": str(c), "of": of} for c, of in products]
        check_both(T, {"rule": "order", "gives": listed(goal), "by": by, "plus": None}, given)
    against = assumed(T, ("<", NONE, "s"), ("<=", "s", NONE))
    accepted(rules.order(T, against, FALSE, [(1, [0]), (1, [1])]))


def test_an_equation_is_no_inequality_in_a_product(T: Theory) -> None:
    given = assumed(T, ("=", "s", NONE))
    refused(T, "order", given, goal=("<=", NONE, "s"), products=[(1, [0])])
    accepted(rules.order(T, given, ("<=", NONE, "s"), [], "$0"))


def test_sizes(T: Theory) -> None:
    given = assumed(T, ("size<=", "m", "n"))
    accepted(rules.sizes(T, given, ("size<=", "m", ("+", "n", 1)), [1]))
    accepted(rules.sizes(T, [], ("size<=", 0, "m")))
    for goal, factors in [
        (("size<=", "n", "m"), [1]),
        (("size<=", ("+", "m", 1), "n"), [1]),
        (("size<=", "n", "m"), [-1]),
        (("size<=", 1, "m"), [1]),  # a size may be zero
        (FALSE, [1]),
    ]:
        refused(T, "sizes", given, goal=goal, factors=factors)
        step = {"rule": "sizes", "gives": listed(goal), "by": [str(f) for f in factors]}
        check_both(T, step, given)


def test_differentiate(T: Theory) -> None:
    fact = rules.algebra(T, [], ("=", ("tr", ("*", "A", "B")), ("tr", ("*", "B", "A"))))
    nothing = ("0", 1, 1)
    row = ("T", ("vec", ("*", "B", ("0", "m", "m"))))
    accepted(rules.differentiate(T, [fact], "A", ("=", row, row)))
    given = assumed(T, ("=", "s", nothing))
    # s = 0 is an assumption about s, so it may not be differentiated by s.
    refused(T, "differentiate", given, name="s", goal=("=", ONE, NONE))
    check_both(
        T, {"rule": "differentiate", "gives": ["=", ["I", 1], ["0", 1, 1]], "name": "s"}, given
    )
    accepted(rules.differentiate(T, given, "t", ("=", NONE, NONE)))
    refused(T, "differentiate", [fact], name="m", goal=("=", row, row))
    refused(T, "differentiate", [fact], name="A", goal=("=", ("T", ("vec", "B")), row))


# Logic and quantifiers.


@pytest.mark.parametrize(
    ("premises", "goal"),
    [
        ([("or", P, Q)], P),
        ([("=>", P, Q)], Q),
        ([("=>", P, Q), Q], P),
        ([P], ("and", P, Q)),
        ([("=>", P, FALSE)], FALSE),
        ([], FALSE),
        ([], ("=>", P, Q)),
    ],
)
def test_logic_refuses(T: Theory, premises: list[Any], goal: Any) -> None:
    given = assumed(T, *premises)
    refused(T, "logic", given, goal=goal)
    check_both(T, {"rule": "logic", "gives": listed(goal)}, given)


@pytest.mark.parametrize(
    ("premises", "goal"),
    [
        ([P, Q], ("and", P, Q)),
        ([("and", P, Q)], Q),
        ([P], ("or", Q, P)),
        ([("=>", P, Q), P], Q),
        ([("or", P, Q), ("=>", P, R), ("=>", Q, R)], R),
        ([FALSE], R),
        ([], ("or", P, ("=>", P, FALSE))),
        ([("=>", ("=>", P, FALSE), FALSE)], P),
    ],
)
def test_logic_accepts(T: Theory, premises: list[Any], goal: Any) -> None:
    accepted(rules.logic(T, assumed(T, *premises), goal))


def test_too_many_atoms_are_refused(T: Theory) -> None:
    goal: Any = ("or", P, ("=>", P, FALSE))
    for n in range(13):
        goal = ("or", ("=", "s", ("scale", str(n + 2), ONE)), goal)
    refused(T, "logic", [], goal=goal)
    check_both(T, {"rule": "logic", "gives": listed(goal)}, [])


def test_suppose_discharges_only_what_it_names(T: Theory) -> None:
    p, q = assumed(T, P, Q)
    both = rules.logic(T, [p, q], ("and", P, Q))
    found = rules.suppose(T, [both], P)
    assert found.hypotheses == (Q,)
    accepted(found)


def test_generalize_needs_an_arbitrary_name(T: Theory) -> None:
    p = assumed(T, P)
    refused(T, "generalize", p, name="s", bound="x")
    step = {
        "rule": "generalize",
        "name": "s",
        "gives": ["all", "x", [1, 1], ["=", "x", ["0", 1, 1]]],
    }
    check_both(T, step, p)
    # A letter keeps its sizes from being arbitrary.
    fact = rules.algebra(T, [], ("=", "A", "A"))
    refused(T, "generalize", [fact], name="m", bound="r")
    # A network keeps its widths, a letter over d[k] keeps k.
    T.declare("Z", (("@", "d", "k"), 1))
    fact = rules.algebra(T, [], ("=", "Z", "Z"))
    refused(T, "generalize", [fact], name="k", bound="r")
    refused(T, "generalize", [fact], name="d", bound="e")
    refused(T, "generalize", [fact], name="nothing", bound="e")
    refused(T, "generalize", [fact], name="Z", bound="A")  # that name is taken
    accepted(rules.generalize(T, [fact], "Z", "x"))


EVERY: Any = ("all", "x", (1, 1), ("<=", NONE, ("*", "x", "x")))


def test_instantiate_needs_the_right_sort(T: Theory) -> None:
    given = assumed(T, EVERY)
    accepted(rules.instantiate(T, given, ("tr", ("*", "A", "B"))))
    for value in ("A", "m", ("I", "m"), "nothing", "d", "W", 3):
        with pytest.raises((ToolkitError, ValueError, TypeError)):
            rules.instantiate(T, given, value)
    for value in (
        "A",
        "m",
        ["I", "m"],
        "nothing",
        "d",
        "W",
        3,
        None,
        ["x"],
        True,
        "$0",
        "~1",
        "#0",
    ):
        step = {"rule": "instantiate", "with": value, "gives": ["<=", ["0", 1, 1], ["*", "s", "s"]]}
        check_both(T, step, given)


def test_a_value_is_not_caught_by_a_quantifier(T: Theory) -> None:
    """From "for all x there is y with y = x + 1" comes nothing like "there is y: y = y + 1"."""
    inner = ("some", "y", (1, 1), ("=", "y", ("+", "x", ONE)))
    T.declare("y", (1, 1))
    given = assumed(T, ("all", "x", (1, 1), inner))
    found = rules.instantiate(T, given, "y")
    absurd = ("some", "z", (1, 1), ("=", "z", ("+", "z", ONE)))
    with pytest.raises(ProofError):
        rules.logic(T, [found], absurd)
    accepted(found)


def test_exhibit_and_choose(T: Theory) -> None:
    some: Any = ("some", "x", (1, 1), ("=", ("*", "x", "x"), "s"))
    value = assumed(T, ("=", ("*", "t", "t"), "s"))
    shown = rules.exhibit(T, value, some, "t")
    accepted(shown)
    refused(T, "exhibit", value, goal=some, value="s")
    check_both(T, {"rule": "exhibit", "gives": listed(some), "with": "s"}, value)
    # The name may not occur in what is concluded, nor in what else is assumed.
    given, case = assumed(T, some, ("=", ("*", "t", "t"), "s"))
    refused(T, "choose", [given, case], name="t")
    T.declare("u", (1, 1))
    about_u = assumed(T, ("=", "u", "t"))[0]
    both = rules.logic(T, [case, about_u], ("or", P, ("=>", P, FALSE)))
    refused(T, "choose", [given, both], name="t")
    free = rules.logic(T, [case], ("or", P, ("=>", P, FALSE)))
    accepted(rules.choose(T, [given, free], "t"))
    # Nor may it have another sort, nor occur in the existence itself.
    refused(T, "choose", [given, free], name="m")
    loop = assumed(T, ("some", "x", (1, 1), ("=", "x", ("+", "t", ONE))))[0]
    refused(T, "choose", [loop, free], name="t")
