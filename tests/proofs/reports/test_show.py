"""`proofs show ID` shows everything about one claim, and the same as text and as JSON."""

import json

import pytest

from proofs.evidence.claim import Claim
from proofs.reports.show import show_json, show_lines, shown
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
