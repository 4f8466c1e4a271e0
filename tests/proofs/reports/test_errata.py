"""Every counterexample of `proofs errata --json`, again, by fractions and lists alone."""

import pytest

from tests import plain_fractions as plain
from tests.kawaguchi import PAPER
from tests.plain_fractions import given_at


def findings(content: dict, kind: str) -> list[tuple[str, dict]]:
    return [
        (entry["erratum"], finding)
        for entry in content["errata"]
        for finding in entry.get("findings", ())
        if finding["kind"] == kind
    ]


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
        assert kinds <= ({"unsupported"} if gap else {"false", "ill-typed"}), entry["erratum"]
        assert entry["repair_status"] == "proved"


def test_every_finding_of_the_catalogue_is_here_and_is_of_one_kind(content: dict) -> None:
    """So that the tests below, which take all of one kind, take all there are."""
    decided = [entry for entry in content["errata"] if entry["status"] != "quoted"]
    variants = [v.erratum for claim in PAPER.claims for v in claim.variants]
    assert sorted(entry["erratum"] for entry in decided) == sorted(variants)
    assert len(set(variants)) == len(variants) >= 32
    kinds = ("false", "ill-typed", "unsupported")
    taken = [name for kind in kinds for name, _ in findings(content, kind)]
    assert sorted(taken) == sorted(e["erratum"] for e in decided for _ in e["findings"])
    assert set(taken) == set(variants)
    assert all(f["statement"] is not None for kind in kinds for _, f in findings(content, kind))


def test_what_is_no_error_and_what_the_copy_spoils_is_decided_nowhere(content: dict) -> None:
    """The kinds of what is wrong in print: of a false line there is one that is false."""
    for entry in content["errata"]:
        if entry["status"] == "quoted":
            continue
        assert entry["kind"] in ("typo", "false", "gap"), entry["erratum"]
        found = {finding["kind"] for finding in entry["findings"]}
        assert entry["kind"] != "false" or "false" in found, entry["erratum"]
    for kind in ("no error", "copy artefact"):
        assert {e["status"] for e in content["errata"] if e["kind"] == kind} == {"quoted"}


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
    for name, finding in findings(content, "unsupported"):
        statement, given = finding["statement"], given_at(finding)
        for formula in statement["hypotheses"]:
            assert plain.true(formula, given), name
        assert not plain.true(statement["conclusion"], given), name
        missing = [plain.true(formula, given) for formula in statement["missing"]]
        assert missing, name
        assert not all(missing), name


def test_the_values_shown_are_the_values(content: dict) -> None:
    checked = 0
    for name, finding in findings(content, "false") + findings(content, "unsupported"):
        statement, given = finding["statement"], given_at(finding)
        example = finding["counterexample"]
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
    assert checked > 40


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
