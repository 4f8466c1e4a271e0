"""A conjecture that was looked at by hand is attacked by exhaustion before it is shown.

| asked | evidence here |
|---|---|
| the false criterion of three ranks | true at the networks given, refuted by the attack |
| the same as a claim | its verdict is of the networks given alone |
| a true conjecture | observed, and it says where and at how many networks |
| networks that are not critical | all small weights, so that a coincidence is seen |
| too large to exhaust | nothing is said to have been done |
"""

from collections.abc import Callable

from proofs.evidence.attack import MOST
from proofs.evidence.checks import at_networks
from proofs.evidence.claim import Claim, Evidence, Outcome
from proofs.evidence.expression import Assertion, number
from proofs.evidence.letters import Letters
from proofs.evidence.paper import LADDER
from proofs.evidence.printed import about
from proofs.evidence.refutation import Build
from proofs.evidence.run import evidence_for
from proofs.evidence.settings import Settings
from proofs.evidence.small_networks import critical_at
from proofs.evidence.verdict import Verdict
from proofs.papers.kawaguchi2016.claims.contexts import with_data
from proofs.papers.kawaguchi2016.claims.second_order import three_ranks, with_best
from proofs.status import Status
from symbolic.networks.network import LinearNetwork

SETTINGS = Settings(LADDER, quick=True)
DEEP = "2,1,1,1,2:2"


def three_ranks_at_recipes(*, conjecture: bool) -> Claim:
    """Where better weights are known: at the recipes; and, attacked, at all small weights."""
    check = at_networks({"p": three_ranks}, lambda: critical_at(DEEP), with_data(with_best))
    return Claim(
        "c", "t", "1", statement="s", checks=(check,), conjecture=conjecture, trusts=("flint",)
    )


def decided(claim: Claim) -> Verdict:
    return Verdict.of(claim, tuple(evidence_for(claim, SETTINGS)))


def test_what_the_recipes_do_not_see_the_attack_refutes() -> None:
    verdict = decided(three_ranks_at_recipes(conjecture=True))
    first, attack = verdict.evidence
    assert (first.outcome, attack.outcome) == (Outcome.HOLDS, Outcome.FAILS)
    assert verdict.status is Status.REFUTED
    assert attack.counterexample is not None
    assert attack.where == f"{DEEP}, i = 3, j = 2"


def test_a_claim_says_what_it_was_asked_at_and_no_more() -> None:
    (evidence,) = decided(three_ranks_at_recipes(conjecture=False)).evidence
    assert evidence.outcome is Outcome.HOLDS


def conjectured(build: Build, networks: Callable[[], list[LinearNetwork]]) -> list[Evidence]:
    check = at_networks({"p": build}, networks)
    return list(decided(Claim("c", "t", "1", statement="s", checks=(check,),
                              conjecture=True)).evidence)  # fmt: skip


def scalars_commute(network: LinearNetwork, _more: object) -> Assertion:
    t = Letters(network.architecture)
    return Assertion((), (t.W(2) @ t.W(1)).equals(t.W(1) @ t.W(2)))


def test_a_true_conjecture_says_where_it_was_observed() -> None:
    given = [LinearNetwork.rational([[1]], [[2]], [[[5]], [[7]]])]
    first, attack = conjectured(about(scalars_commute), lambda: given)
    assert first.where == "1 instances at 1 networks"
    assert attack.outcome is Outcome.HOLDS
    text = "16 instances at 16 networks, the same X and Y, all with small integer weights"
    assert attack.where == text  # 0, 1, -1 and 2 for each of two weights


def test_networks_that_are_not_critical_are_tried_at_all_weights() -> None:
    def coincidence(network: LinearNetwork, _more: object) -> Assertion:
        t = Letters(network.architecture)
        return Assertion((), number(0).less(t.loss))

    given = [LinearNetwork.rational([[1]], [[2]], [[[5]], [[7]]])]
    first, attack = conjectured(about(coincidence), lambda: given)
    assert (first.outcome, attack.outcome) == (Outcome.HOLDS, Outcome.FAILS)


def test_what_is_too_large_is_not_said_to_be_done() -> None:
    wide = [[0] * 11]
    zero = LinearNetwork.rational([[1]], [[1]], [[[0]] * 11, wide])
    assert MOST < 2**11
    (evidence,) = conjectured(about(trivial), lambda: [zero])
    assert evidence.outcome is Outcome.HOLDS


def trivial(network: LinearNetwork, _more: object) -> Assertion:
    t = Letters(network.architecture)
    return Assertion((), (t.W(2) @ t.W(1)).equals(t.W(2) @ t.W(1)))
