"""Files that are no certificates: each is rejected with its own message."""

import json
from pathlib import Path
from typing import Any

import pytest

from proofs import checker

SAME = {"rule": "algebra", "from": [], "gives": ["=", "A", "A"], "by": None}
GOOD: dict[str, Any] = {
    "format": "matrix proof",
    "version": 2,
    "claim": "test",
    "sizes": ["m", "n"],
    "letters": {"A": ["m", "n"], "s": [1, 1], "Q": ["m", "m"], "d": "widths", "W": ["@", "d"]},
    "hypotheses": [],
    "conclusion": ["=", "A", "A"],
    "steps": [SAME],
}
DEEP: Any = "A"
for _ in range(600):
    DEEP = ["T", DEEP]


def nested(head: str, term: Any, count: int) -> Any:
    found = term
    for _ in range(count - 1):
        found = [head, found, term]
    return found


def power(letter: str, count: int) -> Any:
    return ["*", *[letter] * count]


DISTINCT = [["tr", power("Q", n)] for n in range(1, 160)]


def balanced(head: str, parts: list[Any]) -> Any:
    """All the parts joined two by two, so that nothing is nested deeply."""
    while len(parts) > 1:
        pairs = zip(parts[::2], [*parts[1::2], parts[0]], strict=False)
        parts = [[head, *pair] for pair in pairs]
    return parts[0]


ATOMS = [["size<=", ["+", "n", 1], ["+", "m", i]] for i in range(12)]
LARGE = balanced("or", [["false"]] * 8_000 + ATOMS)


def of_step(**changes: Any) -> dict[str, Any]:
    return GOOD | {"steps": [SAME | changes]}


def concluding(formula: Any, **more: Any) -> dict[str, Any]:
    return GOOD | {"conclusion": formula} | more


def without(content: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key != name}


def equation(term: Any) -> dict[str, Any]:
    return concluding(["=", term, "A"])


ORDER = {"rule": "order", "from": [], "gives": ["<=", "s", "s"], "by": [], "plus": None}


def of_order(**changes: Any) -> dict[str, Any]:
    return concluding(["<=", "s", "s"], steps=[ORDER | changes])


HOSTILE: dict[str, tuple[Any, str]] = {
    "a list": ([], "an object was expected"),
    "null": (None, "an object was expected"),
    "unknown key": (GOOD | {"trust": True}, 'the key "trust" is unknown'),
    "missing key": (without(GOOD, "hypotheses"), 'the key "hypotheses" is missing'),
    "another format": (GOOD | {"format": "proof"}, "this is not matrix proof 2"),
    "another version": (GOOD | {"version": 1}, "this is not matrix proof 2"),
    "version true": (GOOD | {"version": True}, "this is not matrix proof 2"),
    "claim a number": (GOOD | {"claim": 3}, "claim: a name was expected"),
    "claim with a newline": (GOOD | {"claim": "a\n"}, "claim: a name was expected"),
    "claim with escapes": (GOOD | {"claim": "\x1b[2J"}, "claim: a name was expected"),
    "sizes an object": (GOOD | {"sizes": {}}, "sizes: a list of names"),
    "letters a list": (GOOD | {"letters": []}, "letters: an object"),
    "size a number": (GOOD | {"sizes": [3]}, "3 is not a name"),
    "size of the checker": (GOOD | {"sizes": ["#0"]}, '"#0" is not a name'),
    "name of a variable": (GOOD | {"sizes": ["~1"]}, '"~1" is not a name'),
    "name of a hole": (GOOD | {"sizes": ["$0"]}, '"$0" is not a name'),
    "empty name": (GOOD | {"sizes": [""]}, '"" is not a name'),
    "name with a bar": (GOOD | {"sizes": ["m", "n", "|A"]}, '"|A" is not a name'),
    "a very long name": (GOOD | {"sizes": ["m" * 41]}, "is not a name"),
    "a size twice": (GOOD | {"sizes": ["m", "m"]}, "the name m is declared twice"),
    "a size as a letter": (GOOD | {"letters": {"m": [1, 1]}}, "the name m is declared twice"),
    "sort a number": (GOOD | {"letters": {"A": 3}}, "3 is not a sort"),
    "sort of three": (GOOD | {"letters": {"A": ["m", "n", "m"]}}, "is not a sort"),
    "sort of a later name": (GOOD | {"letters": {"A": ["B", "n"]}}, '"B" is not declared'),
    "sort of its own name": (GOOD | {"letters": {"A": ["A", "n"]}}, '"A" is not declared'),
    "sort of a letter": (GOOD | {"letters": {"A": ["m", "n"], "B": ["A", "n"]}}, "A is not a size"),
    "size zero": (GOOD | {"letters": {"A": [0, "n"]}}, "the size 0 cannot be written"),
    "size negative": (GOOD | {"letters": {"A": [-1, "n"]}}, "the size -1 is not in 0, .., 10^9"),
    "size absurd": (GOOD | {"letters": {"A": [10**9, "n"]}}, "is not in 0, .., 10^9"),
    "size true": (GOOD | {"letters": {"A": [True, "n"]}}, "true is no name and no number"),
    "a sum of no sizes": (concluding(["size<=", ["+"], "m"]), '["+"] is not a size'),
    "size null": (GOOD | {"letters": {"A": [None, "n"]}}, "null is no name and no number"),
    "size a sum": (GOOD | {"letters": {"A": [["+", "m", 1], "n"]}}, "give this size a name"),
    "width of no widths": (GOOD | {"letters": {"A": [["@", "m", 1], "n"]}}, "m are not widths"),
    "width without index": (
        GOOD | {"letters": {"d": "widths", "A": [["@", "d"], "n"]}}, "is not a size",
    ),
    "network over a size": (GOOD | {"letters": {"W": ["@", "m"]}}, "m are not widths"),
    "hypotheses an object": (GOOD | {"hypotheses": {}}, "hypotheses: a list was expected"),
    "a hypothesis twice": (
        GOOD | {"hypotheses": [["=", "A", ["0", "m", "n"]], ["=", ["0", "m", "n"], "A"]]},
        "a hypothesis is listed twice",
    ),
    "conclusion a text": (concluding("A = A"), '"A = A" is not a formula'),
    "conclusion true": (concluding(True), "true is no name and no number"),
    "conclusion empty": (concluding([]), "[] is not a formula"),
    "conclusion of lists": (concluding([[], []]), "is not a formula"),
    "conclusion unknown": (concluding(["iff", ["false"], ["false"]]), "is not a formula"),
    "equation of three": (concluding(["=", "A", "A", "A"]), "is not a formula"),
    "false of something": (concluding(["false", 1]), "is not a formula"),
    "bound twice": (concluding(["all", "m", "size", ["=", "A", "A"]]), "name m is in use"),
    "bound a number": (concluding(["all", 3, "size", ["=", "A", "A"]]), "3 is not a name"),
    "bound a variable": (concluding(["all", "#0", "size", ["=", "A", "A"]]), "is not a name"),
    "bound of no sort": (concluding(["some", "k", "number", ["=", "A", "A"]]), "is not a sort"),
    "comparison of matrices": (concluding(["<=", "A", "A"]), "compares matrices"),
    "sizes that do not match": (equation(["*", "A", "A"]), "m x n and m x n: they do not match"),
    "a sum of two sizes": (equation(["+", "A", ["T", "A"]]), "a sum of sizes m x n and n x m"),
    "a trace of a wide matrix": (equation(["tr", "A"]), "a trace of sizes m x n"),
    "an undeclared letter": (equation("B"), '"B" is not declared'),
    "a size as a matrix": (equation("m"), "m is not a matrix"),
    "a network as a matrix": (equation("W"), "W is not a matrix"),
    "a term of a number": (equation(3), "3: no term"),
    "a term of nothing": (equation([]), "[]: no term"),
    "an unknown operator": (equation(["inv", "A"]), "is not a term"),
    "a product of nothing": (equation(["*"]), "is not a term"),
    "two transposes in one": (equation(["T", "A", "A"]), "is not a term"),
    "a hole": (equation("$0"), "there is no premise $0"),
    "a hole with letters": (equation("$zero"), "is not a hole"),
    "a hole in other digits": (equation("$٠"), "is not a hole"),
    "a coefficient as a number": (equation(["scale", 2, "A"]), "2: no short rational"),
    "a coefficient as a decimal": (equation(["scale", "0.5", "A"]), "no rational"),
    "a coefficient of nan": (equation(["scale", "nan", "A"]), "no rational"),
    "a denominator of zero": (equation(["scale", "1/0", "A"]), "no rational"),
    "a denominator of zeros": (equation(["scale", "1/000", "A"]), "no rational"),
    "other digits": (equation(["scale", "٣", "A"]), "no rational"),
    "a coefficient of 500 digits": (equation(["scale", "9" * 500, "A"]), "no short rational"),
    "an identity of zero": (equation(["I", 0]), "the size 0 cannot be written"),
    "a derivative by a size": (equation(["D", "A", "m"]), "is not a matrix"),
    "a derivative of a matrix": (equation(["D", "A", "A"]), "of a column or a number"),
    "three indices": (equation(["@", "W", 1, 1, 1]), "one index, a product of its matrices two"),
    "layers of a matrix": (equation(["@", "A", 1]), "A is not a network"),
    "steps an object": (GOOD | {"steps": {}}, "steps: a list was expected"),
    "no steps": (GOOD | {"steps": []}, "steps: a list was expected"),
    "too many steps": (GOOD | {"steps": [None] * 20_001}, "more than 20000 steps"),
    "a step of null": (GOOD | {"steps": [None]}, "step 0: the rule is missing"),
    "a step without a rule": (GOOD | {"steps": [{}]}, "step 0: the rule is missing"),
    "rule a number": (of_step(rule=3), "step 0: the rule is missing"),
    "an unknown rule": (of_step(rule="trust"), 'step 0: there is no rule "trust"'),
    "a rule of Python": (of_step(rule="__init__"), 'there is no rule "__init__"'),
    "an unknown key of a step": (of_step(why="because"), 'the key "why" is unknown'),
    "a missing key of a step": (GOOD | {"steps": [without(SAME, "by")]}, '"by" is missing'),
    "from null": (of_step(**{"from": None}), "from: a list was expected"),
    "from itself": (of_step(**{"from": [0]}), "there is no step 0 yet"),
    "from a later step": (of_step(**{"from": [1]}), "there is no step 1 yet"),
    "from below": (of_step(**{"from": [-1]}), "there is no step -1 yet"),
    "from true": (GOOD | {"steps": [SAME, SAME | {"from": [True]}]}, "there is no step true yet"),
    "premises for none": (
        GOOD | {"steps": [SAME, {"rule": "assume", "from": [0], "gives": ["=", "A", "A"]}]},
        "step 1: assume has 0 premises",
    ),
    "a combination of nothing": (of_step(by="A"), "a combination needs premises"),
    "a derivative in a combination": (
        GOOD | {"steps": [SAME, SAME | {"from": [0], "by": ["D", ["tr", "$0"], "A"]}]},
        "a derivative has no place",
    ),
    "an order by null": (of_order(by=None), "by: a list was expected"),
    "an order by a number": (of_order(by=[3]), "by: an object was expected"),
    "a multiple that is negative": (
        of_order(by=[{"times": "-1", "of": []}]), "a positive multiple was expected",
    ),
    "a multiple of no list": (
        of_order(by=[{"times": "1", "of": 0}]), "a positive multiple was expected",
    ),
    "a premise of true": (
        of_order(by=[{"times": "1", "of": [True]}]), "there is no premise true",
    ),
    "an axiom by a number": (
        GOOD | {"steps": [{"rule": "axiom", "from": [], "gives": ["=", "A", "A"], "name": 1}]},
        "there is no axiom 1",
    ),
    "an open assumption": (
        GOOD | {"steps": [{"rule": "assume", "from": [], "gives": ["false"]}],
                "conclusion": ["false"]},
        'an assumption is left open: ["false"]',
    ),
    "another conclusion": (concluding(["=", "A", ["0", "m", "n"]]), "not the conclusion"),
    "nested too deeply": (concluding(["=", DEEP, "A"]), "nested too deeply"),
    "more letters than allowed": (equation(power("Q", 2_001)), "more than 2000 letters"),
    "a longer trace than allowed": (
        equation(["tr", ["*", power("Q", 1_500), power("Q", 1_500)]]), "more than 2000 letters",
    ),
    "more terms than allowed": (
        equation(["*", *([["+", ["*", "s", "s"], *DISTINCT]] * 2)]), "more than 20000 products",
    ),
    "numbers that grow": (
        equation(["*", *[["scale", "7" * 390, ["I", 1]]] * 50]), "absurd numbers",
    ),
    "traces of long words": (
        equation(["tr", ["*", *["Q"] * 1_900, *[["+", "Q", "R"]] * 14]])
        | {"letters": GOOD["letters"] | {"R": ["m", "m"]}},
        "it takes too much work",
    ),
    "a large sum in the place of every size of a large sum": (
        GOOD | {"steps": [
            {"rule": "assume", "from": [],
             "gives": ["all", "x", "size", ["size<=", 0, ["+", *["x"] * 20_000]]]},
            {"rule": "instantiate", "from": [0], "with": ["+", *["m"] * 20_000],
             "gives": ["false"]}]},
        "it takes too much work",
    ),
    "a truth table of a large formula": (
        concluding(["=>", LARGE, LARGE], steps=[
            {"rule": "logic", "from": [], "gives": ["=>", LARGE, LARGE]}]),
        "it takes too much work",
    ),
    "more legs than allowed": (
        equation(nested("kron", "A", 31)), "more than 60 legs",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_each_is_rejected_with_its_own_message(tmp_path: Path, content: Any, reason: str) -> None:
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps(content))
    with pytest.raises(checker.Rejected) as caught:
        checker.verify(str(path))
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_a_longer_sum_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker, "MAX_TERMS", 100)
    assert checker.check(GOOD)
    with pytest.raises(checker.Rejected, match="a sum of more than 100 products"):
        checker.check(equation(["+", *DISTINCT[:101]]))


def test_what_is_no_json_is_rejected_too() -> None:
    """A tuple has the text of a list, but is none; nothing is kept that the caller can change."""
    hidden = ["=", ("T", "Q"), ["T", "Q"]]
    given = concluding(hidden, steps=[SAME | {"gives": hidden}])
    assert checker.check(given)["claim"] == "test"
    for content in (GOOD | {"claim": {1}}, GOOD | {"version": float("nan")}):
        with pytest.raises(checker.Rejected, match=r"no JSON|is not an integer"):
            checker.check(content)


ZERO, ONE = ["0", 1, 1], ["I", 1]
SMUGGLED = [
    {"rule": "assume", "from": [], "gives": ["=", ["*", "s"], ZERO]},
    {"rule": "assume", "from": [], "gives": ["=", ("*", "s"), ZERO]},
    {"rule": "generalize", "from": [1], "name": "s",
     "gives": ["all", "x", [1, 1], ["=", ["*", "x"], ZERO]]},
]  # fmt: skip


def test_a_letter_is_not_hidden_in_a_tuple() -> None:
    """With the hypothesis s = 0 in disguise s would be arbitrary, and every number zero."""
    with pytest.raises(checker.Rejected, match="step 2: s is not arbitrary here"):
        checker.check(GOOD | {"steps": SMUGGLED})


def test_the_one_without_a_fault_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "good.json"
    path.write_text(json.dumps(GOOD))
    assert checker.verify(str(path)) == {"claim": "test", "axioms": [], "unused hypotheses": []}
