"""`proofs show ID` shows everything about one claim, and the same as text and as JSON."""

import json
from typing import Any

import pytest

from proofs.evidence.claim import Claim
from proofs.evidence.equation import Equation, layers
from proofs.reports.beside import SHOWN, beside
from proofs.reports.show import show_json, show_lines, shown
from symbolic.algebra.kronecker import kron
from symbolic.algebra.matrix import Matrix
from symbolic.networks.architecture import Architecture
from tests.kawaguchi import PAPER
from tests.recording import Decided


@pytest.mark.parametrize("claim", PAPER.claims, ids=lambda claim: claim.id)
def test_everything_about_a_claim_is_shown(claim: Claim, decided: Decided) -> None:
    it = shown(PAPER, decided(claim), decided.settings)
    lines = list(show_lines(it))
    text = " ".join(" ".join(lines).replace("\u00a0", " ").split())
    content = json.loads(json.dumps(show_json(it)))["claims"][0]
    wanted = [
        claim.id, claim.title, *claim.statement.split("\n"), *claim.latex.split("\n"),
        *claim.hypotheses, *claim.uses, *claim.parts, *content["used_by"], *content["places"],
        *content["modules"], *content["rests_on"]["assumed"],
        *(variant.printed for variant in claim.variants),
        *(variant.repaired for variant in claim.variants),
        *(answer["hypothesis"] for answer in content["audit"]),
    ]  # fmt: skip
    wanted.append("observed" if claim.conjecture else content["status"])
    for item in content["toolkit"]:
        wanted += [item["theorem"], item["statement"], *item["modules"]]
    for words in wanted:
        assert " ".join(words.split()) in text, words
    assert {item["theorem"] for item in content["toolkit"]} == {t.name for _, t in claim.theorems}
    assert content["used_by"] == [c.id for c in PAPER.claims if claim.id in c.uses]


def test_a_claim_for_all_sizes_is_shown_as_the_theorem_that_its_certificate_proves(
    decided: Decided,
) -> None:
    it = shown(PAPER, decided(PAPER.find("fact-a22")), decided.settings)
    (theorem,) = show_json(it)["claims"][0]["toolkit"]
    assert theorem["statement"].endswith("then C G C^T = C K C^T")
    assert "if C^T C K C^T C = C^T C" in theorem["statement"]
    assert theorem["modules"] == ["proofs.library.generalized_inverses"]


def displayed(decided: Decided, *texts: str) -> tuple[str, dict[str, Any]]:
    at = tuple(map(Architecture.parse, texts))
    it = shown(PAPER, decided(PAPER.find("lemma-4.3")), decided.settings, at)
    return "\n".join(show_lines(it)), json.loads(json.dumps(show_json(it)))["claims"][0]


def test_the_blocks_are_derived_by_sympy_at_networks_that_are_not_degenerate(
    decided: Decided,
) -> None:
    text, content = displayed(decided)
    sizes = [item["architecture"] for item in content["displays"]]
    assert sizes == ["2,1,2:1", "1,2,1,1:1", "2,2,1:1"] * 2
    assert {item["derived_by"] for item in content["displays"]} == {"sympy"}
    assert "At 1,2,1,1:1, derived by sympy from the loss" in text
    assert "[ w2_11^2 w3_11^2 x_11^2     | w2_11 w2_12 w3_11^2 x_11^2 ]" in text
    blocks = [block for item in content["displays"] for block in item["blocks"]]
    assert all(block["equal"] for block in blocks)
    assert blocks[0]["derived"]["latex"].startswith(r"\begin{bmatrix} {w^{(2)}_{11}}^{2}")
    assert content["not_spelled_out"] == {}


def diagonal(c: Any, k: int) -> Matrix:
    return kron(c.network.A(k).T @ c.network.A(k), c.network.V(k) @ c.network.V(k).T)


def turned(c: Any, k: int) -> Matrix:
    return kron(c.network.V(k) @ c.network.V(k).T, c.network.A(k).T @ c.network.A(k))


def test_there_the_order_of_a_kronecker_product_is_seen() -> None:
    """At 1,2,1:1, and at the first two, the factors can be turned and nobody sees it."""
    for side, sizes, seen in (
        (diagonal, SHOWN, False), (turned, SHOWN, True),
        (turned, (Architecture.parse("1,2,1:1"), *SHOWN[:2]), False),
    ):  # fmt: skip
        equation = Equation(lambda c, k: c.block(k, k), side, layers)
        blocks = [block for size in sizes for block in beside(equation, size)]
        assert any(not block.equal for block in blocks) == seen


def test_an_architecture_that_is_too_large_says_so(decided: Decided) -> None:
    text, content = displayed(decided, "2,3,4:2", "2,1,1:9", "1,1,1:1")
    assert "At 2,3,4:2 the formulas are not spelled out: 18 weights, at most 8" in text
    assert list(content["not_spelled_out"]) == ["2,3,4:2", "2,1,1:9"]
    assert {item["architecture"] for item in content["displays"]} == {"1,1,1:1"}
    text, content = displayed(decided, "2,3,4:2")
    assert {item["architecture"] for item in content["displays"]} == set(map(str, SHOWN))
