"""Every counterexample of `proofs errata --json`, again, by fractions and lists alone."""

import json
import subprocess
import sys
from fractions import Fraction

import plain_fractions as plain
import pytest
from conftest import ROOT

from proofs import catalogue
from proofs.paper import index


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


def test_every_decided_entry_is_refuted_and_repaired(content: dict) -> None:
    names = {entry["erratum"] for entry in content["errata"]}
    for prefix, numbers in index.NUMBERS.items():
        for number in numbers:
            name = f"{prefix}{number}"
            if number not in index.WITHOUT_ENTRY.get(prefix, ()):
                assert set(index.OTHER_NAMES.get(name, (name,))) <= names
    for entry in content["errata"]:
        if entry["status"] == "quoted":
            assert entry["reason"]
            continue
        assert (entry["status"], entry["repair_status"]) == ("refuted", "proved")
        assert entry["findings"]


def test_every_finding_of_the_catalogue_is_here_and_is_one_of_two_kinds(content: dict) -> None:
    """So that the tests below, which take all of one kind, take all there are."""
    decided = [entry for entry in content["errata"] if entry["status"] != "quoted"]
    variants = [v.erratum for claim in catalogue.CLAIMS for v in claim.variants]
    assert sorted(entry["erratum"] for entry in decided) == sorted(variants)
    assert len(set(variants)) == len(variants) >= 64
    taken = [name for kind in ("false", "ill-typed") for name, _ in findings(content, kind)]
    assert sorted(taken) == sorted(e["erratum"] for e in decided for _ in e["findings"])
    assert set(taken) == set(variants)
    by_itself = {
        name for name, finding in findings(content, "false") if finding["statement"] is None
    }
    assert by_itself == {"E9b"}  # about all real w: the last of these tests


def test_false_statements_are_false_by_fractions_alone(content: dict) -> None:
    """All hypotheses hold, the conclusion does not, and the values shown are the values."""
    for name, finding in findings(content, "false"):
        example, statement = finding["counterexample"], finding["statement"]
        if statement is None:
            continue
        given = {letter: plain.parse(rows) for letter, rows in example["given"].items()}
        for formula in statement["hypotheses"]:
            assert plain.true(formula, given), name
        assert not plain.true(statement["conclusion"], given), name


def test_the_values_shown_are_the_values(content: dict) -> None:
    checked = 0
    for name, finding in findings(content, "false"):
        statement = finding["statement"]
        if statement is None:
            continue  # E9b
        example = finding["counterexample"]
        given = {letter: plain.parse(rows) for letter, rows in example["given"].items()}
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
    ((_, finding),) = [item for item in findings(content, "false") if item[0] == "E9b"]
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
