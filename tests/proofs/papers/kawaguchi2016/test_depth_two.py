"""The bad saddles of depth two: false statements about them are refuted."""

import pytest

from proofs.evidence.claim import Outcome
from proofs.evidence.settings import Settings
from proofs.evidence.small_networks import critical_at
from proofs.papers.kawaguchi2016.claims import depth_two


def outcomes(settings: Settings) -> dict[str, set[Outcome]]:
    found: dict[str, set[Outcome]] = {}
    for item in depth_two.CLAIM.decide(settings):
        found.setdefault(item.part, set()).add(item.outcome)
    return found


def test_another_orbit_is_not_one_of_bad_saddles(
    quick_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """W_1 with 3s in the other corner is no change of basis of W_1 for s = 0."""
    true = depth_two._matrix

    def wrong(*rows: str):
        return true("3 3s", "0 0") if rows == ("3 0", "3s 0") else true(*rows)

    monkeypatch.setattr(depth_two, "_matrix", wrong)
    assert Outcome.FAILS in outcomes(quick_settings)[depth_two.ORBIT_PART]


def test_wide_networks_have_bad_saddles_with_a_nonzero_product(quick_settings: Settings) -> None:
    """The narrow case is narrow: with min(p, d_y) = 2 the statement is refuted."""
    wide = critical_at("2,2,2,2:2", (2, 1))
    lines = depth_two.decide_lines({"narrow": depth_two._narrow}, wide, depth_two.with_best)
    (found,) = lines
    assert found.outcome is Outcome.FAILS
