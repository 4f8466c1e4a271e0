"""Section 3 and the ranks of B.1 with one thing changed; the expected loss by fractions."""

from fractions import Fraction
from itertools import product

import pytest

from proofs.evidence.claim import Outcome
from proofs.evidence.refutation import refute
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016.claims import (
    appendix_b1_ranks,
    section_3,
)
from symbolic.algebra.matrix import Matrix
from symbolic.networks.network import LinearNetwork

# Section 3.


def test_a_path_without_its_last_gate_is_not_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    true = section_3.active

    def forgetful(gates, path):
        last = len(path) - 1
        return true({k: v for k, v in gates.items() if k[0] != last}, path)

    monkeypatch.setattr(section_3, "active", forgetful)
    outcomes = {e.part: e.outcome for e in section_3._decide_paths() if "patterns" in e.where}
    assert outcomes[section_3.PATHS_PART] is Outcome.FAILS


def test_a_gate_that_is_open_at_negative_inputs_is_not_the_networks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        section_3,
        "relu_gates",
        lambda n: dict.fromkeys(next(section_3.patterns(n.architecture)), 1),
    )
    found = {e.outcome for e in section_3._decide_real()}
    assert found == {Outcome.FAILS}


def test_own_gates_spoil_the_expectation(quick_settings: Settings) -> None:
    finding = next(refute(section_3.own_gates, section_3.networks(("1,1,1:1",))))
    example = finding.counterexample
    assert example is not None
    (x,), (w,), (v,) = (example.given[name][0] for name in ("X", "W_1", "W_2"))
    assert max(0, v * max(0, w * x)) == 0 != v * w * x


def test_a_perturbation_that_does_nothing_raises_no_rank(
    quick_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(network: LinearNetwork, k: int) -> Matrix:
        return network.weight(k) - network.weight(k)

    monkeypatch.setattr(appendix_b1_ranks, "_raising", nothing)
    found = {e.part: e.outcome for e in appendix_b1_ranks.CLAIM.decide(quick_settings)}
    assert found[appendix_b1_ranks.FIRST_PART] is Outcome.FAILS
    assert found[appendix_b1_ranks.RAISE_PART] is Outcome.FAILS
    assert found[appendix_b1_ranks.TOP_PART] is Outcome.HOLDS


def test_the_expected_loss_is_that_of_the_two_outcomes_of_the_gate() -> None:
    """In plain fractions; it is the loss of the expectation only where nothing is dropped."""
    for rho, T, y in product(map(Fraction, ("1/3", "1/2", "1")), (0, 2), (0, 5)):
        expected = rho * (T / rho - y) ** 2 / 2 + (1 - rho) * Fraction(y) ** 2 / 2
        loss = Fraction(T - y) ** 2 / 2
        assert expected == loss + (1 / rho - 1) * T**2 / 2
        assert (expected == loss) == (rho == 1 or T == 0)
