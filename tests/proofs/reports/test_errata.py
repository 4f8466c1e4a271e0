"""Every counterexample of `proofs errata --json`, again, by fractions and lists alone."""

import json
import subprocess
import sys
from fractions import Fraction

import pytest

from tests import plain_fractions as plain
from tests.conftest import ROOT
from tests.kawaguchi import PAPER


@pytest.fixture(scope="session")
def content() -> dict:
    command = [sys.executable, "-m", "proofs", "errata", "--json", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    found: dict = json.loads(done.stdout)
    return found


def findings(content: dict, kind: str) -> list[tuple[str, dict]]:
    return [
        (entry["erratum"], finding)
        for entry in content["errata"]
        for finding in entry.get("findings", ())
        if finding["kind"] == kind
    ]


WORDS_ONLY, IN_WORDS = {"E11", "E16"}, "unsupported in words"
"""Gaps of which what is missing is said in words: a sufficient condition, and independence."""


def gaps(content: dict) -> list[tuple[str, dict]]:
    return findings(content, "unsupported") + findings(content, IN_WORDS)


def test_every_decided_entry_is_refuted_or_a_gap_and_repaired(content: dict) -> None:
    for entry in content["errata"]:
        if entry["status"] == "quoted":
            assert entry["reason"]
            continue
        gap = entry["kind"] == "gap"
        assert entry["status"] == ("gap" if gap else "refuted"), entry["erratum"]
        assert bool(entry["missing"]) == gap
        kinds = {finding["kind"] for finding in entry["findings"]}
        assert kinds
        of_gap = {IN_WORDS if entry["erratum"] in WORDS_ONLY else "unsupported"}
        assert kinds <= (of_gap if gap else {"false", "ill-typed"}), entry["erratum"]
        assert entry["repair_status"] == "proved"


def test_every_finding_of_the_catalogue_is_here_and_is_of_one_kind(content: dict) -> None:
    """So that the tests below, which take all of one kind, take all there are."""
    decided = [entry for entry in content["errata"] if entry["status"] != "quoted"]
    variants = [v.erratum for claim in PAPER.claims for v in claim.variants]
    assert sorted(entry["erratum"] for entry in decided) == sorted(variants)
    assert len(set(variants)) == len(variants) >= 55
    kinds = ("false", "ill-typed", "unsupported", IN_WORDS)
    taken = [name for kind in kinds for name, _ in findings(content, kind)]
    assert sorted(taken) == sorted(e["erratum"] for e in decided for _ in e["findings"])
    assert set(taken) == set(variants)
    without = {n for kind in kinds for n, f in findings(content, kind) if f["statement"] is None}
    assert without == {"E9b"}  # about all real w: the last of these tests


def test_false_statements_are_false_by_fractions_alone(content: dict) -> None:
    """All hypotheses hold and the conclusion does not; nothing is said to be missing."""
    for name, finding in findings(content, "false"):
        statement, given = finding["statement"], given_at(finding)
        for formula in statement["hypotheses"]:
            assert plain.true(formula, given), name
        assert not plain.true(statement["conclusion"], given), name
        assert statement["missing"] == []


def test_gaps_are_open_by_fractions_alone(content: dict) -> None:
    """All that is stated holds, and neither the conclusion nor all of what is missing."""
    assert {name for name, _ in findings(content, IN_WORDS)} == WORDS_ONLY
    for name, finding in gaps(content):
        statement = finding["statement"]
        if statement is None:
            continue  # E9b
        given = given_at(finding)
        for formula in statement["hypotheses"]:
            assert plain.true(formula, given), name
        assert not plain.true(statement["conclusion"], given), name
        missing = [plain.true(formula, given) for formula in statement["missing"]]
        assert (missing == []) == (name in WORDS_ONLY)
        assert not missing or not all(missing), name


def given_at(finding: dict) -> dict[str, plain.M]:
    given = finding["counterexample"]["given"]
    return {letter: plain.parse(rows) for letter, rows in given.items()}


DATA, CRITICAL, PSD = "data", "critical", "psd"
IN_FORCE = (
    (143, 143, {DATA, CRITICAL, PSD}),
    (155, 155, {CRITICAL}),
    (209, 209, {DATA, CRITICAL, PSD}),
    (313, 342, {CRITICAL, PSD}),
    (355, 407, {DATA, CRITICAL, PSD}),
    (423, 561, {DATA, CRITICAL, PSD}),
    (565, 565, {DATA, CRITICAL}),
    (571, 639, {DATA}),
)
"""Between which lines of the paper what holds: the data of Theorem 2.3, dL = 0, a psd Hessian."""


def test_what_is_called_false_is_false_where_it_stands(content: dict) -> None:
    """Each counterexample meets what is in force at its line, worked out here by itself."""
    met = set()
    for entry in content["errata"]:
        wanted = next((w for low, high, w in IN_FORCE if low <= entry["line"] <= high), set())
        for finding in entry.get("findings", ()) if entry["status"] == "refuted" else ():
            if finding["kind"] != "false" or "W_1" not in finding["counterexample"]["given"]:
                continue
            given = given_at(finding)
            weights = [given[f"W_{k}"] for k in range(1, 9) if f"W_{k}" in given]
            parts = [given["X"], given["Y"], *weights]
            assert wanted <= holding(parts), (entry["erratum"], wanted - holding(parts))
            met |= {entry["erratum"]} if wanted else set()
    assert met >= {
        "ER2",
        "ER5",
        "ER15",
        "ER16",
        "ER18",
        "ER22",
        "E4",
        "E6",
        "E10",
        "E1",
        "T1",
        "T2",
    }


def holding(parts: list[plain.M]) -> set[str]:
    """What of the table above holds at a network."""
    X, Y, *weights = parts
    found = set()
    layers = range(1, len(weights) + 1)
    if not any(x for k in layers for row in plain.gradient(parts, k).rows for x in row):
        found.add(CRITICAL)
    if plain.psd(plain.hessian(parts)):
        found.add(PSD)
    cross = plain.mul(X, plain.transpose(Y))
    gram = plain.mul(X, plain.transpose(X))
    if plain.rank(gram) == X.height and plain.rank(cross) == Y.height <= X.height:
        # Here X X^T = I or 1 x 1, so that Sigma is (X Y^T)^T X Y^T or a multiple of it.
        assert gram.rows == plain.scaled(gram.rows[0][0], plain.eye(X.height)).rows
        sigma = plain.mul(plain.transpose(cross), cross).rows
        assert not any(x for i, row in enumerate(sigma) for j, x in enumerate(row) if i != j)
        if len({row[i] for i, row in enumerate(sigma)}) == Y.height:
            found.add(DATA)
    return found


def test_the_test_of_the_context_sees_what_does_not_hold() -> None:
    """Other points that were once shown: a saddle, and data of rank zero."""
    one, none = plain.parse([["1"]]), plain.parse([["0"]])
    assert holding([one, one, none, none]) == {DATA, CRITICAL}
    assert holding([none, one, one, one]) == {CRITICAL, PSD}
    assert holding([one, one, none, one]) == {DATA}


def test_the_values_shown_are_the_values(content: dict) -> None:
    checked = 0
    for name, finding in findings(content, "false") + gaps(content):
        statement = finding["statement"]
        if statement is None:
            continue  # E9b
        example, given = finding["counterexample"], given_at(finding)
        terms = [t for r in relations(statement["conclusion"]) for t in r[1:]]
        values = [strings(plain.value(t, given)) for t in terms]
        for text, rows in example["values"].items():
            if text == "v":
                continue
            if text.startswith("v^T ("):
                direction = plain.parse(example["values"]["v"])
                matrix = plain.value(terms[0], given)
                form = plain.mul(plain.mul(direction, matrix), plain.transpose(direction))
                assert strings(form) == rows
                assert form.rows[0][0] < 0
            else:
                assert rows in values, (name, text)
            checked += 1
    assert checked > 60


def relations(formula: list) -> list[list]:
    if formula[0] in ("and", "or", "not"):
        return [relation for part in formula[1:] for relation in relations(part)]
    return [formula]


def strings(m: plain.M) -> list[list[str]]:
    return [[str(x) for x in row] for row in m.rows]


def test_ill_typed_statements_have_the_two_sizes_that_clash(content: dict) -> None:
    """The hypotheses are well-typed, the conclusion is not, and the sizes shown are those."""
    for name, finding in findings(content, "ill-typed"):
        given = {letter: plain.zero(*shape) for letter, shape in finding["sizes"].items()}
        for formula in finding["statement"]["hypotheses"]:
            plain.true(formula, given)
        with pytest.raises(plain.Clash) as clash:
            plain.true(finding["statement"]["conclusion"], given)
        assert finding["detail"].endswith(f"{clash.value}: the sizes do not fit"), name


def test_e9b_by_the_coefficients_of_f(content: dict) -> None:
    """f = 2w^2 + w^3: where f' = 0, f = y or the second derivative is negative; no other w."""
    ((_, finding),) = [item for item in findings(content, "unsupported") if item[0] == "E9b"]
    example = finding["counterexample"]
    ((y,),) = plain.parse(example["given"]["y"]).rows
    points, heights, bends = (plain.parse(rows).rows[0] for rows in example["values"].values())
    assert sorted(points) == [Fraction(-4, 3), 0]  # all zeros of f' = w (4 + 3 w)
    for w, height, bend in zip(points, heights, bends, strict=True):
        f, slope, second = 2 * w**2 + w**3, 4 * w + 3 * w**2, 4 + 6 * w
        assert slope == 0
        assert height == f - y
        assert bend == slope**2 + (f - y) * second
        assert height == 0 or bend < 0


def test_the_evaluator_sees_what_is_true() -> None:
    """The test of the test: a true statement is true, and a forged value is caught."""
    given = {"A": plain.parse([["1", "2"], ["2", "4"]])}
    A = ["letter", "A"]
    assert plain.true(["==", ["rank", A], ["number", "1"]], given)
    assert plain.true(["psd", A], given)
    assert not plain.true(["psd", ["scale", ["number", "-1"], A]], given)
    assert not plain.true(["inrange", ["I", 2], A], given)
    with pytest.raises(plain.Clash):
        plain.true(["==", ["*", A, ["I", 3]], A], given)
