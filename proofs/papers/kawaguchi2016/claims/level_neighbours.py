"""What the perturbations of B.1 and B.3 need, and print leaves out (G1, G2).

Lemmas 4.2, 4.4 and 4.6 are used at perturbed points, of which the text shows only that they
have the same loss. At a local minimum this is enough; at a critical point with a psd Hessian it
is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from proofs.evidence.claim import Claim, Evidence
from proofs.evidence.expression import Assertion, both, letter, negation, vanishes
from proofs.evidence.letters import Letters
from proofs.evidence.printed import decide_lines
from proofs.evidence.refutation import Given
from proofs.evidence.settings import Settings
from proofs.evidence.small_networks import all_networks, critical_points
from proofs.papers.kawaguchi2016.claims.appendix_b1 import with_any
from proofs.papers.kawaguchi2016.claims.appendix_b1_deficient import (
    Lines,
    flat,
    flat_moves,
    moves_of,
)
from proofs.papers.kawaguchi2016.theorems.level_neighbours import level_maxima, level_minima
from symbolic.networks.network import LinearNetwork

MINIMUM_PART = "near a local minimum W every W' with L(W') = L(W) is a local minimum, and critical"
MAXIMUM_PART = "near a local maximum W every W' with L(W') = L(W) is a local maximum, and critical"


def flat_and_best(network: LinearNetwork) -> Given | None:
    """Flat moves D_k, and weights V_1, .., V_{H+1} that are the best of a list."""
    moves = flat_moves(network)
    return None if moves is None else moves | with_any(network)


def _from_a_minimum(n: LinearNetwork, more: Given) -> Lines:
    """A flat move from a global minimum leads to a critical point with a psd Hessian."""
    t, moves = Letters(n.architecture), moves_of(more)
    other, best = t.moved(moves), Letters(n.architecture, "V")
    given = (t.critical, negation(best.loss.less(t.loss)), *flat(t, moves))
    return [Assertion(given, both(other.loss.equals(t.loss), other.critical, other.semidefinite))]


def no_data() -> Iterable[LinearNetwork]:
    """Networks with X = 0, where each point is a local maximum."""
    return all_networks(("1,1,1:1", "1,1,1,1:1"), (0, 1), lambda _i, _j: 0)


def with_move(network: LinearNetwork) -> Given:
    """D = 1 for W_1, of one entry."""
    return {"D": network.W[0].map(lambda _entry: network.ring.one)}


def _from_a_maximum(n: LinearNetwork, _: Given) -> Lines:
    """The same for any move where X = 0."""
    t = Letters(n.architecture)
    other = t.moved({1: letter("D")})
    same = both(other.loss.equals(t.loss), other.critical, other.negative_semidefinite)
    return [Assertion((vanishes(t.X, t.width(0), n.architecture.samples),), same)]


def _decide(_settings: Settings) -> Iterator[Evidence]:
    points = critical_points(("1,2,1:1", "2,2,1:2", "1,2,2,1:1"))
    yield from decide_lines({MINIMUM_PART: _from_a_minimum}, points, flat_and_best)
    yield from decide_lines({MAXIMUM_PART: _from_a_maximum}, no_data(), with_move)


CLAIM = Claim(
    id="level-neighbours",
    title="What lies level with a local minimum or maximum near it is one too",
    section="B.1",
    line=503,
    statement=f"{MINIMUM_PART};\n{MAXIMUM_PART}.",
    parts=(MINIMUM_PART, MAXIMUM_PART),
    decide=_decide,
    proof=(
        "Half the radius of the neighbourhood of W serves for W': what is near W' is near W. A"
        " local minimum is critical, because the loss is a polynomial of degree two along each"
        " layer; at a local maximum no move of one layer changes the output at all. At points: flat"
        " moves from global minima, and any move where X = 0."
    ),
    role="used at",
    theorems=(
        (MINIMUM_PART, level_minima),
        (MAXIMUM_PART, level_maxima),
    ),
    latex=(
        r"\bar{\mathcal{L}} \text{ smallest (largest) at } W \text{ near }"
        r" W,\ \bar{\mathcal{L}}(W') = \bar{\mathcal{L}}(W) \Rightarrow"
        r" \bar{\mathcal{L}} \text{ smallest (largest) at } W' \text{ near } W',\ \nabla"
        r" \bar{\mathcal{L}}(W') = 0"
    ),
)
