"""Every theorem serves a claim, and every claim's theorems exist and speak of its parts."""

from kawaguchi import CLAIMS, THEOREMS


def test_theorems_and_claims_name_each_other() -> None:
    used = [theorem for claim in CLAIMS for _, theorem in claim.theorems]
    assert set(used) == set(THEOREMS)
    for claim in CLAIMS:
        assert {part for part, _ in claim.theorems} <= set(claim.parts), claim.id
