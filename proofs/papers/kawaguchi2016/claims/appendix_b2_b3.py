"""Appendices B.2 and B.3: indefinite points, and why there is no local maximum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from proofs.evidence.claim import Claim, Evidence
from proofs.evidence.expression import (
    Assertion,
    Expression,
    both,
    either,
    letter,
    named,
    negation,
    number,
    rank,
    trace,
    vanishes,
)
from proofs.evidence.letters import Letters
from proofs.evidence.printed import decide_lines, gap, misprint
from proofs.evidence.refutation import Given
from proofs.evidence.settings import Settings
from proofs.evidence.small_networks import critical_points, with_best
from proofs.papers.kawaguchi2016 import tex
from proofs.papers.kawaguchi2016.claims.appendix_b1 import hidden
from proofs.papers.kawaguchi2016.claims.at_critical_points import CRITICAL, DATA, TRUSTS, VARIATION
from proofs.papers.kawaguchi2016.claims.contexts import data, with_data
from proofs.papers.kawaguchi2016.claims.notation import terms
from proofs.papers.kawaguchi2016.theorems.appendix_b2_c1 import zero_ends
from proofs.papers.kawaguchi2016.theorems.appendix_b3 import no_range, rising_along_the_first
from proofs.papers.kawaguchi2016.theorems.level_neighbours import level_maxima
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_iii import theorem_2_3_iii
from symbolic.algebra import linalg
from symbolic.algebra.matrix import Matrix
from symbolic.networks.network import LinearNetwork

Lines = list[Assertion]
POINTS = ("1,1,1:1", "2,1,2:2", "1,1,1,1:1", "2,1,1,2:2", "1,1,1,1,1:1", "2,2,2,2:2")


def points() -> Iterable[LinearNetwork]:
    """Critical points, X = I."""
    return critical_points(POINTS)


def few_points() -> Iterable[LinearNetwork]:
    """Fewer of them."""
    return critical_points(POINTS[:5])


def _indefinite(t: Letters) -> Expression:
    return both(negation(t.semidefinite), negation(t.negative_semidefinite))


def _outer_zero(t: Letters) -> tuple[Expression, ...]:
    """W_{H+1} = W_1 = 0."""
    ends = (1, t.top)
    return tuple(vanishes(t.W(k), t.width(k), t.width(k - 1)) for k in ends)


def _ends(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    N, given = hidden(t), _outer_zero(t)
    cross = t.X @ t.r + t.X @ t.Y.T
    zero = vanishes(N, t.width(t.top - 1), t.width(1))
    return [
        Assertion(given, both(t.critical, vanishes(cross, t.width(0), t.width(t.top))), "critical"),
        Assertion((*given, negation(zero)), _indefinite(t), "N != 0"),
        Assertion((*given, zero), negation(_indefinite(t)), "N = 0"),
    ]


def _with_step(network: LinearNetwork) -> Given:
    """D, every entry one, of the shape of W_1."""
    W = network.W[0]
    return {"D": W.map(lambda _entry: W.ring.one)}


def _rising(n: LinearNetwork, _: Given) -> Lines:
    """L(W_1 + D) = L(W) + ||C D X||^2 / 2 at a critical point."""
    t, D = Letters(n.architecture), letter("D")
    image = t.C @ D @ t.X
    half = Expression("scale", (number("1/2"), trace(image @ image.T)))
    positive = negation(t.negative_semidefinite)
    zero = vanishes(t.C, t.width(t.top), t.width(1))
    return [
        Assertion((t.critical,), t.moved({1: D}).loss.equals(t.loss + half), "loss"),
        Assertion((t.critical, negation(zero)), positive, "C != 0"),
    ]


def _no_range(n: LinearNetwork, _: Given) -> Lines:
    """C = 0 and a semidefinite Hessian: N_k = 0 or X r A_k = 0, and then A_k = 0."""
    t = Letters(n.architecture)
    found: Lines = []
    cross = rank(t.X @ t.Y.T).equals(number(t.width(t.top)))
    flat = either(t.semidefinite, t.negative_semidefinite)
    given = (t.critical, flat, cross, vanishes(t.C, t.width(t.top), t.width(1)))
    for k in range(2, t.top + 1):
        zero = vanishes(t.X @ t.r @ t.A(k), t.width(0), t.width(k))
        empty = vanishes(t.B(k), t.width(k - 1), t.width(1))
        gone = vanishes(t.A(k), t.width(t.top), t.width(k))
        found += [
            Assertion(given, either(empty, zero), f"k = {k}"),
            Assertion((*given, zero), gone, f"k = {k}, A_k"),
        ]
    return found


ENDS_PART = "W_{H+1} = W_1 = 0: critical, X r = -X Y^T; indefinite if and only if N != 0"
RISING_PART = "L(W_1 + D) = L(W) + ||C D X||^2 / 2 at a critical point; C != 0: not nsd"
ZERO_PART = "C = 0, semidefinite: B_k = 0 or X r A_k = 0, and the latter gives A_k = 0"


def _decide_ends(_settings: Settings) -> Iterator[Evidence]:
    yield from decide_lines({ENDS_PART: _ends}, points())


def _decide_rising(_settings: Settings) -> Iterator[Evidence]:
    yield from decide_lines({RISING_PART: _rising}, points(), _with_step)
    yield from decide_lines({ZERO_PART: _no_range}, points())


# What is wrong in print.


def _free_entries(n: LinearNetwork, _: Given) -> Lines:
    """The set W_{H+1} = W_1 = 0 has a free entry, so that it is uncountable."""
    t = terms(n)
    inner = [n.architecture.weight_size(k) for k in range(2, t.top)]
    given = (*data(t), t.critical, *_outer_zero(t))
    free = named("free entries of W_2, .., W_H", number(sum(inner)))
    return [Assertion(given, number(1).at_most(free))]


def _sign(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    given = (*data(t), t.critical, *_outer_zero(t))
    return [Assertion(given, (t.X @ t.r).equals(t.X @ t.Y.T))]


def with_middle_step(network: LinearNetwork) -> Given | None:
    """D with A_2 D = 0, of the shape of W_2, and V_1, .., V_{H+1} of lower loss."""
    better = with_best(network)
    if len(network.W) < 3 or better is None:
        return None
    kernel = linalg.null_space(network.A(2))
    if not kernel.shape[1]:
        return None
    row = Matrix.identity(kernel.ring, network.architecture.widths[1]).row(0)
    return better | {"D": kernel.column(0) @ row}


def _stays_nsd(n: LinearNetwork, _: Given) -> Lines:
    t, D = terms(n), letter("D")
    other = t.moved({2: D})
    given = (
        *data(t), t.critical, t.negative_semidefinite, vanishes(t.C, t.width(t.top), t.width(1)),
        vanishes(t.A(2) @ D, t.width(t.top), t.width(1)), other.loss.equals(t.loss),
    )  # fmt: skip
    least = negation(Letters(n.architecture, "V").loss.less(other.loss))
    same = both(other.critical, other.negative_semidefinite)
    return [Assertion(given, same, "k = 2", (least,))]


E10 = misprint(
    "E10", ("B.2", 565), "false",
    "the points W_{H+1} = W_1 = 0 with any W_H, .., W_2 form an uncountable set of critical points",
    "the same for H >= 2: each of them is critical",
    _free_entries, points, zero_ends, extend=with_data(),
    reading="for every H >= 1; uncountable because an entry of W_2, .., W_H is free",
)  # fmt: skip
E20 = misprint(
    "E20", ("B.2", 565), "typo",
    "X r = X Y^T where W_{H+1} = W_1 = 0", "X r = -X Y^T there",
    _sign, points, zero_ends, extend=with_data(),
)  # fmt: skip
G2 = gap(
    "G2", ("B.3", 577),
    "a perturbation that does not change the loss, and then Lemma 4.4 at the perturbed point",
    "that W' is a local maximum as well, where W is one and L(W') = L(W): shown of W' is only that"
    " the loss is the same, and used that it is critical with an nsd Hessian",
    "every W' near a local maximum W with L(W') = L(W) is itself a local maximum, hence critical;"
    " with this the theorem holds",
    _stays_nsd, points, (level_maxima, theorem_2_3_iii), extend=with_data(with_middle_step),
    reading="a flat move of W_2, A_2 D = 0, leads to a critical point with an nsd Hessian again",
)  # fmt: skip
B2_CLAIM = Claim(
    id="appendix-b2",
    title="Points with an indefinite Hessian",
    section="B.2",
    line=565,
    statement="With N = W_H..W_2:\n" + ENDS_PART,
    parts=(ENDS_PART,),
    decide=_decide_ends,
    hypotheses=DATA,
    uses=("lemma-4.1", "corollary-4.5"),
    proof="Evaluated at critical points with X = I and W_{H+1} = W_1 = 0. " + VARIATION,
    trusts=TRUSTS,
    variants=(E10, E20),
    theorems=((ENDS_PART, zero_ends),),
    latex=(
        r"W_{H+1} = W_1 = 0 \Rightarrow \nabla \bar{\mathcal{L}}(W) = 0;\ "
        rf" \nabla^2 \bar{{\mathcal{{L}}}}(W) \text{{ is indefinite}} \iff {tex.MIDDLE} \ne 0"
    ),
)
B3_CLAIM = Claim(
    id="appendix-b3",
    title="The steps of the proof of Theorem 2.3 (iii)",
    section="B.3",
    line=571,
    statement="At a critical point:\n" + "\n".join((RISING_PART, ZERO_PART)),
    parts=(RISING_PART, ZERO_PART),
    decide=_decide_rising,
    hypotheses=(CRITICAL, *DATA),
    uses=("lemma-4.3", "lemma-4.4"),
    proof="Evaluated at critical points with X = I.",
    trusts=TRUSTS,
    theorems=((RISING_PART, rising_along_the_first), (ZERO_PART, no_range)),
    latex=(
        r"\bar{\mathcal{L}}(W_1 + D) = \bar{\mathcal{L}}(W_1) + \tfrac12 \|C D X\|_F^2"
        r" \text{ at a critical point}"
    ),
)
"""G2 stands with Theorem 2.3 (iii), which its repair is."""
