"""Appendix B.1, Cases I and II: where rank(W_H..W_2) = p, a psd Hessian means a global minimum.

The steps are decided at exact critical points, X = I; the theorem itself is proved by another
route for all sizes. A network "better" than W is given by its weights V_1, .., V_{H+1}.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from proofs.evidence.claim import Claim, Evidence
from proofs.evidence.expression import (
    Assertion,
    Expression,
    either,
    letter,
    negation,
    number,
    rank,
    scale,
    trace,
    vanishes,
)
from proofs.evidence.letters import Letters
from proofs.evidence.printed import decide_lines
from proofs.evidence.refutation import Given
from proofs.evidence.settings import Settings
from proofs.evidence.small_networks import critical_points, with_best
from proofs.papers.kawaguchi2016 import tex
from proofs.papers.kawaguchi2016.claims.at_critical_points import CRITICAL, DATA, TRUSTS, VARIATION
from proofs.papers.kawaguchi2016.claims.notation import terms, with_eigenbasis
from proofs.papers.kawaguchi2016.theorems.appendix_a5_b1 import (
    narrow_output,
    no_residual_is_least,
    ranges_and_residual,
    rank_at_the_bottleneck,
    rank_of_product,
    second_alternative,
    split_of_the_loss,
)
from proofs.papers.kawaguchi2016.theorems.appendix_d_layers import any_product
from proofs.papers.kawaguchi2016.theorems.lemma_4_2 import lemma_4_2
from proofs.papers.kawaguchi2016.theorems.lemma_4_4 import corollary_4_5
from proofs.papers.kawaguchi2016.theorems.lemma_4_6 import lemma_4_6
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_iv import theorem_2_3_iv
from symbolic.algebra.linalg import pseudoinverse
from symbolic.networks.network import LinearNetwork

Lines = list[Assertion]
POINTS = (
    "1,1,1:1", "2,1,2:2", "1,2,1:1", "2,2,1:2", "2,2,2:2", "1,1,1,1:1", "2,1,1,2:2", "2,1,2,2:2",
    "2,2,2,1:2", "2,2,2,2:2",
)  # fmt: skip


def points() -> Iterable[LinearNetwork]:
    """Critical points, hidden units in every order."""
    return critical_points(POINTS, relabelled=True)


def some_points() -> Iterable[LinearNetwork]:
    """Fewer of them."""
    return critical_points(POINTS[:7])


def hidden(t: Letters) -> Expression:
    """N = W_H..W_2."""
    return t.product(t.top - 1, 2)


def xr_vanishes(t: Letters) -> Expression:
    """X r = 0."""
    return vanishes(t.X @ t.r, t.width(0), t.width(t.top))


def bottleneck(t: Letters) -> Expression:
    """p."""
    return number(t.architecture.bottleneck)


def full_middle(t: Letters) -> tuple[Expression, ...]:
    """Critical, psd, rank N = p."""
    return t.critical, t.semidefinite, rank(hidden(t)).equals(bottleneck(t))


def _narrow_top(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    if t.width(t.top) > n.architecture.bottleneck:
        return []
    return [Assertion(full_middle(t), xr_vanishes(t))]


def _enough_rank(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    enough = bottleneck(t).at_most(rank(t.C))
    return [Assertion(full_middle(t), either(xr_vanishes(t), enough), "k = H+1")]


def _second_layer(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    lower = vanishes(t.X @ t.r @ t.A(2), t.width(0), t.width(2))
    wide = number(t.width(1)).at_most(rank(t.C))
    return [Assertion((t.critical, t.semidefinite), either(wide, lower), "k = 2")]


def _second_alternative(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    lower = vanishes(t.X @ t.r @ t.A(2), t.width(0), t.width(2))
    full = number(t.width(t.top)).at_most(rank(t.A(2)))
    return [Assertion((lower, full), xr_vanishes(t), "A_2")]


def _full_rank(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    cross = t.Y @ t.X.T
    given = (t.critical, rank(cross).equals(number(t.width(t.top))))
    full = rank(t.C).equals(number(t.width(t.top)))
    return [
        Assertion(given, t.C.within(cross), "ranges"),
        Assertion((*given, full), xr_vanishes(t), "rank C = d_y"),
    ]


def with_regression(network: LinearNetwork) -> Given:
    """R = Y X^+, the minimiser of ||R X - Y||."""
    return {"R": network.Y @ pseudoinverse(network.X)}


def square(term: Expression) -> Expression:
    """||term||^2."""
    return trace(term @ term.T)


def _collapsed(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    R = letter("R")
    normal = vanishes((R @ t.X - t.Y) @ t.X.T, t.width(t.top), t.width(0))
    right = square(R @ t.X - t.Y) + square((t.map - R) @ t.X)
    return [Assertion((normal,), square(t.map @ t.X - t.Y).equals(right))]


def _critical_is_global(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    R = letter("R")
    least = scale(number("1/2"), square(R @ t.X - t.Y))
    return [Assertion((xr_vanishes(t),), t.loss.equals(least))]


def _top_projected(n: LinearNetwork, _: Given) -> Lines:
    t, Up = terms(n), letter("U_p")
    given = (*full_middle(t), *t.eigenbasis)
    return [Assertion(given, t.P.equals(Up @ Up.T))] if _wide_output(t) else []


def _bottleneck_rank(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    cross = rank(t.X @ t.Y.T).equals(number(t.width(t.top)))
    given = (*full_middle(t), cross)
    return [Assertion(given, rank(t.C).equals(bottleneck(t)))] if _wide_output(t) else []


def _wide_output(t: Letters) -> bool:
    """d_y > p."""
    return t.width(t.top) > t.architecture.bottleneck


def _projected_map(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    return [Assertion((t.critical, *t.inverses), t.map.equals(t.P @ t.Z))]


def none_better(n: LinearNetwork, _: Given) -> Lines:
    """Where rank N = p at a psd critical point, V_1, .., V_{H+1} have no lower loss."""
    t = Letters(n.architecture)
    return [Assertion(full_middle(t), negation(_better(t)))]


def _better(t: Letters) -> Expression:
    """That V_1, .., V_{H+1} have a lower loss."""
    return Letters(t.architecture, "V").loss.less(t.loss)


LINES = {
    "d_y <= p: X r = 0": _narrow_top,
    "X r = 0 or rank C >= p": _enough_rank,
    "rank C >= d_1 or X r A_2 = 0": _second_layer,
    "X r A_2 = 0, rank A_2 >= d_y: X r = 0": _second_alternative,
    "R(C) in R(Y X^T) where rank X Y^T = d_y; X r = 0 where rank C = d_y": _full_rank,
}
REGRESSION = {
    "||W' X - Y||^2 = ||R X - Y||^2 + ||(W' - R) X||^2 with R = Y X^+": _collapsed,
    "X r = 0: L is half the least ||W' X - Y||^2, W' any d_y x d_x matrix": _critical_is_global,
}
PROJECTION = {
    "d_y > p: rank C = p": _bottleneck_rank,
    "d_y > p: C (C^T C)^- C^T = U_p U_p^T": _top_projected,
    "W_{H+1}..W_1 = C (C^T C)^- C^T R, which is U_p U_p^T R": _projected_map,
}
BEST = {"rank N = p, critical, psd: no network has a lower loss": none_better}
"""At points: no critical point of the list has a lower loss."""

ONTO_PART = "d_y <= p: every d_y x d_x matrix is some W_{H+1}..W_1"
THEOREMS = (
    narrow_output, rank_of_product, corollary_4_5, second_alternative,
    ranges_and_residual, split_of_the_loss, no_residual_is_least, rank_at_the_bottleneck,
    lemma_4_6, lemma_4_2, theorem_2_3_iv, any_product,
)  # fmt: skip


def _decide(_settings: Settings) -> Iterator[Evidence]:
    chosen = list(some_points())
    yield from decide_lines(LINES, chosen)
    yield from decide_lines(REGRESSION, chosen, with_regression)
    yield from decide_lines(PROJECTION, chosen, with_eigenbasis)
    yield from decide_lines(BEST, chosen, with_any)


def with_any(network: LinearNetwork) -> Given:
    """The best of the list, or the network itself where none is better."""
    best = with_best(network)
    return best or {f"V_{k}": weight for k, weight in enumerate(network.W, 1)}


_PARTS = (*LINES, *REGRESSION, *PROJECTION, *BEST, ONTO_PART)
CLAIM = Claim(
    id="appendix-b1-full",
    title="Cases I and II: rank(W_H..W_2) = p",
    section="B.1",
    line=421,
    statement=(
        "At a critical point with a psd Hessian and rank(W_H..W_2) = p, N = W_H..W_2:\n"
        + "\n".join(_PARTS)
    ),
    parts=_PARTS,
    decide=_decide,
    hypotheses=(CRITICAL, "the Hessian is positive semidefinite", "rank(W_H..W_2) = p", *DATA),
    uses=("lemma-4.2", "lemma-4.4", "corollary-4.5", "lemma-4.6"),
    proof=(
        "Each line is evaluated at critical points with X = I where its hypotheses hold. "
        + VARIATION
    ),
    trusts=TRUSTS,
    theorems=tuple(zip(_PARTS, THEOREMS, strict=True)),
    latex=(
        rf"\mathrm{{rank}}({tex.MIDDLE}) = p,\ {tex.PSD} \Rightarrow X r = 0 \text{{ or }}"
        rf" {tex.MAP} = U_p U_p^T Y X^T (X X^T)^{{-1}}"
    ),
)
"""Its misprints are in `proofs.papers.kawaguchi2016.claims.appendix_b1_misprints`."""
