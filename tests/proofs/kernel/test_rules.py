"""Each rule does what it says, and refuses what does not follow; kernel and checker alike."""

from typing import Any

import pytest

from proofs import checker
from proofs.kernel import rules
from proofs.kernel.certificate import certificate
from proofs.kernel.formulas import FALSE, has_rank
from proofs.kernel.rules import Theorem
from proofs.kernel.theory import ProofError, Theory
from symbolic.errors import ToolkitError
from symbolic.words.terms import Term

NONE, ONE = ("0", 1, 1), ("I", 1)
AB = ("=", ("*", "A", "B"), ("I", "m"))


def theory() -> Theory:
    found = Theory()
    for name, sort in {
        "m": "size", "n": "size", "k": "size", "A": ("m", "n"), "B": ("n", "m"), "C": ("m", "m"),
        "s": (1, 1), "t": (1, 1), "d": "widths", "W": ("@", "d"), "V": ("@", "d"),
    }.items():  # fmt: skip
        found.declare(name, sort)
    return found


@pytest.fixture
def T() -> Theory:
    return theory()


def assumed(T: Theory, *formulas: Any) -> list[Theorem]:
    return [rules.assume(T, (), formula) for formula in formulas]


def accepted(theorem: Theorem) -> None:
    """The checker replays what the kernel did."""
    import json

    content = json.loads(json.dumps(certificate("test", theorem)))
    checker.check(content)


def check_both(T: Theory, step: dict[str, Any], premises: list[Theorem]) -> None:
    """The same step, put to the checker after the assumptions it uses: it must be refused."""
    written = [certificate("test", p)["steps"] for p in premises]
    assert all(len(steps) == 1 for steps in written)
    steps = [steps[0] for steps in written]
    names = T.names
    content = {
        "format": checker.FORMAT,
        "version": checker.VERSION,
        "claim": "test",
        "sizes": [n for n, s in names.items() if s == "size"],
        "letters": {n: listed(s) for n, s in names.items() if s != "size"},
        "hypotheses": [s["gives"] for s in steps],
        "conclusion": step["gives"],
        "steps": [*steps, {"from": list(range(len(steps))), **step}],
    }
    with pytest.raises(checker.Rejected, match=rf"step {len(steps)}:"):
        checker.check(content)


def listed(tree: Any) -> Any:
    return [listed(part) for part in tree] if isinstance(tree, tuple) else tree


def refused(T: Theory, rule: str, premises: list[Theorem], **arguments: Any) -> None:
    with pytest.raises((ToolkitError, ValueError)):
        getattr(rules, rule)(T, premises, **arguments)


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

P, Q, R = ("=", "s", NONE), ("=", "t", NONE), ("<=", NONE, "s")


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
