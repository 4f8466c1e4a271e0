"""Appendix B.1, Case III: what is wrong in print, and what the perturbations presuppose.

A non-global local minimum does not exist, so nothing that is said of one has a counterexample:
what is shown is that the necessary conditions, which the text uses, do not give it (G1).
"""

from __future__ import annotations

from proofs.evidence.expression import (
    Assertion,
    Expression,
    both,
    named,
    negation,
    number,
)
from proofs.evidence.letters import Letters
from proofs.evidence.printed import gap, misprint
from proofs.evidence.refutation import Given
from proofs.evidence.small_networks import critical_points, with_best
from proofs.papers.kawaguchi2016.claims.appendix_b1_deficient import (
    Lines,
    deep_points,
    flat,
    flat_moves,
    moves_of,
)
from proofs.papers.kawaguchi2016.claims.contexts import deficient_case, with_data
from proofs.papers.kawaguchi2016.claims.notation import terms
from proofs.papers.kawaguchi2016.theorems.appendix_b1_ranks import raised_rank
from proofs.papers.kawaguchi2016.theorems.level_neighbours import level_minima
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_ii_as_printed import (
    theorem_2_3_ii as as_printed,
)
from symbolic.networks.network import LinearNetwork


def best_rank(n: LinearNetwork) -> int:
    """min(p, d_y)."""
    return min(n.architecture.bottleneck, n.architecture.output_width)


def moves_and_better(network: LinearNetwork) -> Given | None:
    """The moves beside V_1, .., V_{H+1} of lower loss: W is not a global minimum."""
    moves, better = flat_moves(network), with_best(network)
    return None if moves is None or better is None else moves | better


def _least(t: Letters) -> Expression:
    """That V_1, .., V_{H+1} have no lower loss: a local minimum is global."""
    return negation(Letters(t.architecture, "V").loss.less(t.loss))


def _still_critical(n: LinearNetwork, more: Given) -> Lines:
    """One move at a time: W' = W + D_k is critical with a psd Hessian.

    Missing is that it is a local minimum.
    """
    t = terms(n)
    found: Lines = []
    for k, D in moves_of(more).items():
        other = t.moved({k: D})
        given = (*deficient_case(t), *flat(t, {k: D}), other.loss.equals(t.loss))
        same = both(other.critical, other.semidefinite)
        found.append(Assertion(given, same, f"k = {k}", (_least(other),)))
    return found


def _reachable(n: LinearNetwork, _: Given) -> Lines:
    """min(p, d_x) is at most d_y."""
    t = terms(n)
    printed = named("min(p, d_x)", number(min(n.architecture.bottleneck, t.width(0))))
    bound = printed.at_most(named("d_y", number(t.width(t.top))))
    return [Assertion(deficient_case(t), bound)]


_LEVEL = (
    "that W' is a local minimum as well, where W is one and L(W') = L(W): shown of W' is only that"
    " the loss is the same, and used that it is critical with a psd Hessian"
)
G1 = gap(
    "G1", ("B.1, Case III", 503),
    "a perturbation that does not change the loss, and then Lemma 4.4 at the perturbed point",
    _LEVEL,
    "every W' near a local minimum W with L(W') = L(W) is itself a local minimum, hence critical;"
    " with this the theorem holds",
    _still_critical, deep_points, (level_minima, as_printed), extend=with_data(moves_and_better),
    reading="in Case III, a flat move W_k + D_k, A_k D_k = 0, leads to another such point",
)  # fmt: skip
E14 = misprint(
    "E14", ("4.3.1, and B.1 (line 527)", 209), "typo",
    "rank(W_{H+1}..W_1) >= min(p, d_x)",
    "rank(W_{H+1}..W_1) >= min(p, d_y), the rank to which the moves bring W_k..W_1 for k <= H",
    _reachable, lambda: critical_points(("2,2,2,1:2",)), raised_rank, extend=with_data(),
    reading=(
        "in Case III, at a point with the necessary conditions of a local minimum: min(p, d_x) is"
        " a rank that a d_y x d_x matrix can have, so at most d_y"
    ),
)  # fmt: skip
VARIANTS = (E14,)
"""G1 stands with Theorem 2.3 (ii), which its repair is."""
