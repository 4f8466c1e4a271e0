"""Every counterexample of `proofs errata --json`, again, by fractions and lists alone."""

import json
import subprocess
import sys
from fractions import Fraction

import plain_fractions as plain
import pytest
from conftest import ROOT

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


def test_false_statements_are_false_by_fractions_alone(content: dict) -> None:
    """All hypotheses hold, the conclusion does not, and the values shown are the values."""
    checked = 0
    for name, finding in findings(content, "false"):
        if name == "E9b":
            continue  # about all real w: see below
        example, statement = finding["counterexample"], finding["statement"]
        given = {letter: plain.parse(rows) for letter, rows in example["given"].items()}
        for formula in statement["hypotheses"]:
            assert plain.true(formula, given), name
        assert not plain.true(statement["conclusion"], given), name
        checked += 1
    assert checked > 45


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


def test_ill_typed_statements_have_sizes_that_clash(content: dict) -> None:
    found = findings(content, "ill-typed")
    for name, finding in found:
        given = {letter: plain.zero(*shape) for letter, shape in finding["sizes"].items()}
        with pytest.raises(plain.Clash):
            plain.true(finding["statement"]["conclusion"], given)
        assert "sizes do not fit" in finding["detail"], name
    assert len(found) > 20


def test_e9b_by_the_coefficients_of_f() -> None:
    """f = 2w^2 + w^3, y = 0: where f' = 0, f = y or the second derivative is negative."""
    for w in (Fraction(0), Fraction(-4, 3)):
        f, slope, bend = 2 * w**2 + w**3, 4 * w + 3 * w**2, 4 + 6 * w
        assert slope == 0
        assert f == 0 or f * bend < 0


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
