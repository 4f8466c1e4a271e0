"""What the checker remembers of terms: under one name nothing else is ever found.

| what would go wrong | what is tried |
| --- | --- |
| a bound name keeps the sort it had elsewhere | one body under two sorts, in both orders |
| a hole keeps what another step put into it | one combination, two premises |
| `true` is taken for 1, which Python calls equal | both in one certificate |
| a letter keeps the sizes it had in another certificate | one certificate after the other |
| a Tree of a certificate is changed from outside | the content after the check |
| memory of a letter outlives what was put in for it | an instance beside its formula |
"""

import copy
from collections import Counter
from typing import Any

import pytest

from proofs import checker

ASSUME = {"rule": "assume", "from": []}
SQUARE = ["=", ["*", "x", "x"], ["*", "x", "x"]]  # has sizes only if x is square


def content(steps: list[Any], hypotheses: list[Any], conclusion: Any, **more: Any) -> Any:
    return {
        "format": checker.FORMAT, "version": checker.VERSION, "claim": "memory",
        "sizes": ["m", "n"], "letters": {"A": ["m", "m"], "B": ["m", "m"], "C": ["m", "m"]},
        "hypotheses": hypotheses, "conclusion": conclusion, "steps": steps,
    } | more  # fmt: skip


def stating(*formulas: Any) -> Any:
    steps = [ASSUME | {"gives": formula} for formula in formulas]
    return content(steps, list(formulas), formulas[-1])


@pytest.mark.parametrize("other", [["n", "m"], ["m", "n"], ["n", 1]])
def test_one_body_under_two_sorts_is_worked_out_twice(other: list[Any]) -> None:
    square, oblong = (["all", "x", sort, SQUARE] for sort in (["m", "m"], other))
    assert checker.check(stating(square))
    for formulas in ((square, oblong), (oblong, square)):
        with pytest.raises(checker.Rejected, match="a product of sizes"):
            checker.check(stating(*formulas))


def test_the_sorts_of_outer_bound_names_count() -> None:
    inner = ["all", "y", ["m", 1], ["=", ["*", "x", "y"], ["*", "x", "y"]]]
    fits, does_not = (["all", "x", [size, size], inner] for size in ("m", "n"))
    assert checker.check(stating(fits))
    with pytest.raises(checker.Rejected, match="a product of sizes"):
        checker.check(stating(fits, does_not))


def test_a_hole_holds_what_this_step_put_there() -> None:
    first, second = ["=", "A", "B"], ["=", "B", "C"]
    steps = [ASSUME | {"gives": first}, ASSUME | {"gives": second}]
    steps += [
        {"rule": "algebra", "from": [0], "gives": ["=", "B", "A"], "by": ["scale", "-1", "$0"]}
    ]
    good = {"rule": "algebra", "from": [1], "gives": ["=", "C", "B"], "by": ["scale", "-1", "$0"]}
    assert checker.check(content([*steps, good], [first, second], good["gives"]))
    for wrong in (good | {"from": [0]}, good | {"gives": ["=", "A", "B"]}):
        with pytest.raises(checker.Rejected, match="step 3: the two sides differ"):
            checker.check(content([*steps, wrong], [first, second], wrong["gives"]))


@pytest.mark.parametrize("places", [(1, True), (True, 1), (True, True)])
def test_true_is_not_one(places: tuple[Any, Any]) -> None:
    formulas = [["=", ["0", place, "n"], ["0", place, "n"]] for place in places]
    with pytest.raises(checker.Rejected, match="true is no name and no number"):
        checker.check(stating(*formulas))


def test_nothing_is_remembered_from_another_certificate() -> None:
    formula = ["=", ["*", "A", "A"], ["*", "A", "A"]]
    assert checker.check(stating(formula))
    oblong = stating(formula) | {"letters": {"A": ["m", "n"]}}
    with pytest.raises(checker.Rejected, match="a product of sizes"):
        checker.check(oblong)
    assert checker.check(stating(formula))


def test_an_instance_is_not_its_formula() -> None:
    general = ["all", "x", ["m", "m"], ["=", ["*", "x", "A"], ["*", "A", "x"]]]
    take = {"rule": "instantiate", "from": [0], "with": "B"}
    right = take | {"gives": ["=", ["*", "B", "A"], ["*", "A", "B"]]}
    wrong = take | {"gives": ["=", ["*", "C", "A"], ["*", "A", "C"]]}
    assume = ASSUME | {"gives": general}
    assert checker.check(content([assume, right], [general], right["gives"]))
    for steps in ([assume, wrong], [assume, right, wrong]):
        with pytest.raises(checker.Rejected, match="this is another instance"):
            checker.check(content(steps, [general], wrong["gives"]))


def test_what_is_checked_is_left_as_it_was() -> None:
    given = stating(["all", "x", ["m", "m"], SQUARE])
    before = copy.deepcopy(given)
    checker.check(given)
    made = checker.Checker(given["sizes"], given["letters"])
    made.check(given["steps"][0])
    assert given == before


def test_a_term_that_occurs_often_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted calls: 30 steps about one product cost the multiplications of one."""
    calls: Counter[str] = Counter()
    times = checker.times
    monkeypatch.setitem(checker.JOINED, "*", lambda t, u: (calls.update("*"), times(t, u))[1])
    term = ["*", *"AB" * 10]
    formulas = [["=", ["+", term, "A"], ["+", *[term] * n]] for n in range(1, 31)]
    assert checker.check(stating(*formulas))
    assert calls["*"] == 19
