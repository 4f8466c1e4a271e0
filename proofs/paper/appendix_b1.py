"""Appendix B.1, Cases I and II: where rank(W_H..W_2) = p, a psd Hessian means a global minimum.

The steps are decided at exact critical points, X = I; the theorem itself is proved by another
route for all sizes. A network "better" than W is given by its weights V_1, .., V_{H+1}.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from proofs.claim import Claim, Evidence, Settings
from proofs.expression import (
    Expression,
    Letters,
    Statement,
    both,
    either,
    letter,
    named,
    negation,
    number,
    rank,
    scale,
    trace,
    vanishes,
)
from proofs.paper.appendix_a6_terms import Terms, terms, with_eigenbasis, with_inverses
from proofs.paper.critical_point_lemmas import CRITICAL, DATA, TRUSTS
from proofs.printed import decide_lines, holds_at, misprint
from proofs.refutation import Given
from proofs.small_networks import all_networks, critical_at, critical_points, with_best
from symbolic.linalg import pseudoinverse
from symbolic.network import LinearNetwork

Lines = list[Statement]
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
    return [Statement(full_middle(t), xr_vanishes(t))]


def _equal_top(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    if t.width(t.top) != n.architecture.bottleneck:
        return []
    given = full_middle(t)
    lower = vanishes(t.X @ t.r @ t.A(2), t.width(0), t.width(2))
    enough = bottleneck(t).at_most(rank(t.C))
    return [
        Statement(given, either(xr_vanishes(t), enough), "k = H+1"),
        Statement(given, either(number(t.width(1)).at_most(rank(t.C)), lower), "k = 2"),
        Statement((lower, number(t.width(t.top)).at_most(rank(t.A(2)))), xr_vanishes(t), "A_2"),
    ]


def _full_rank(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    cross = t.Y @ t.X.T
    given = (t.critical, rank(cross).equals(number(t.width(t.top))))
    full = rank(t.C).equals(number(t.width(t.top)))
    return [
        Statement(given, t.C.within(cross), "ranges"),
        Statement((*given, full), xr_vanishes(t), "rank C = d_y"),
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
    return [Statement((normal,), square(t.map @ t.X - t.Y).equals(right))]


def _critical_is_global(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    R = letter("R")
    least = scale(number("1/2"), square(R @ t.X - t.Y))
    return [Statement((xr_vanishes(t),), t.loss.equals(least))]


def _projected(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    if t.width(t.top) <= n.architecture.bottleneck:
        return []
    Up = letter("U_p")
    given = (*full_middle(t), *t.eigenbasis)
    return [
        Statement(given, t.P.equals(Up @ Up.T), "projection"),
        Statement(given, rank(t.C).equals(bottleneck(t)), "rank C"),
        Statement(given, t.map.equals(Up @ Up.T @ t.Z), "map"),
    ]


def _none_better(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    return [Statement(full_middle(t), negation(_better(t)))]


def _better(t: Letters) -> Expression:
    """That V_1, .., V_{H+1} have a lower loss."""
    return Letters(t.architecture, "V").loss.less(t.loss)


LINES = {
    "d_y <= p: X r = 0": _narrow_top,
    "d_y = p: X r = 0 or rank C >= p; rank C >= d_1 or X r A_2 = 0; the latter gives X r = 0": (
        _equal_top
    ),
    "R(C) in R(Y X^T) where rank X Y^T = d_y; X r = 0 where rank C = d_y": _full_rank,
}
REGRESSION = {
    "||W' X - Y||^2 = ||R X - Y||^2 + ||(W' - R) X||^2 with R = Y X^+": _collapsed,
    "X r = 0: L is half the least ||W' X - Y||^2, W' any d_y x d_x matrix": _critical_is_global,
}
PROJECTION = {
    "d_y > p: C (C^T C)^- C^T = U_p U_p^T, rank C = p, W_{H+1}..W_1 = U_p U_p^T R": _projected,
}
BEST = {"rank N = p, critical, psd: no critical point of the list has a lower loss": _none_better}


def _decide(_settings: Settings) -> Iterator[Evidence]:
    chosen = list(some_points())
    yield from decide_lines(LINES, chosen)
    yield from decide_lines(REGRESSION, chosen, with_regression)
    yield from decide_lines(PROJECTION, chosen, with_eigenbasis)
    yield from decide_lines(BEST, chosen, _with_any)


def _with_any(network: LinearNetwork) -> Given:
    """The best of the list, or the network itself where none is better."""
    best = with_best(network)
    return best or {f"V_{k}": weight for k, weight in enumerate(network.W, 1)}


# What is wrong in print.


def _transposed(n: LinearNetwork, *, repaired: bool) -> Lines:
    t = Letters(n.architecture)
    N = hidden(t)
    included = (N.T if repaired else N).within(t.C.T @ t.C)
    return [Statement((t.critical, t.semidefinite), either(xr_vanishes(t), included))]


def _without_half(n: LinearNetwork, *, repaired: bool) -> Lines:
    t = Letters(n.architecture)
    R = letter("R")
    normal = vanishes((R @ t.X - t.Y) @ t.X.T, t.width(t.top), t.width(0))
    least = square(R @ t.X - t.Y)
    return [
        Statement((normal,), (scale(number("1/2"), least) if repaired else least).at_most(t.loss))
    ]


def _in_range(n: LinearNetwork, *, repaired: bool) -> Lines:
    t = Letters(n.architecture)
    cross = t.Y @ t.X.T
    full = (rank(cross).equals(number(t.width(t.top))),) if repaired else ()
    return [Statement((t.critical, *full), t.C.within(cross))]


def _cited(n: LinearNetwork, _: Given) -> Lines:
    """What the cited formula for the global minimum assumes: H = 1 and d_x = d_y."""
    t = Letters(n.architecture)
    if t.width(t.top) <= n.architecture.bottleneck:
        return []
    depth, d_x, d_y = t.architecture.depth, t.width(0), t.width(t.top)
    shallow = named("H", number(depth)).equals(number(1))
    same = named("d_x", number(d_x)).equals(named("d_y", number(d_y)))
    cross = rank(t.X @ t.Y.T).equals(number(t.width(t.top)))
    return [Statement((*full_middle(t), cross), both(shallow, same))]


def _printed_inverse(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    size = number(t.width(1))
    return [Statement((t.critical,), rank(t.C.T @ t.C).equals(size))]


def _represented(n: LinearNetwork, _: Given) -> Lines:
    t: Terms = terms(n)
    return [Statement((t.critical, *t.inverses), t.map.equals(t.P @ t.Z))]


DEFICIENT_DATA = (("1,1,1:1", (0,)), ("2,1,2:2", (1, 0)))


def _deficient() -> Iterable[LinearNetwork]:
    """Critical points where X Y^T has not full rank."""
    for text, singular in DEFICIENT_DATA:
        yield from critical_at(text, singular)


E5 = misprint(
    "E5", ("B.1, Case I", 427), "false",
    "Lemma 4.6 with k = H+1: X r = 0 or R(W_H..W_2) in R(C^T C)",
    "Lemma 4.4 with k = H+1: X r = 0 or R((W_H..W_2)^T) in R(C^T C)",
    lambda n, _: _transposed(n, repaired=False), points,
    holds_at(lambda n, _: _transposed(n, repaired=True), some_points),
    kinds=("ill-typed", "false"),
    reading="at a critical point with a psd Hessian; Lemma 4.6 itself has no k",
)  # fmt: skip
E6 = misprint(
    "E6", ("B.1, Case I, f(W')", 443), "false",
    "f(W') = ||W' X - Y||^2 and min f <= min L", "f(W') = ||W' X - Y||^2 / 2 and min f <= min L",
    lambda n, _: _without_half(n, repaired=False),
    lambda: all_networks(("1,1,1:1", "1,1,1:2")),
    holds_at(lambda n, _: _without_half(n, repaired=True), some_points, with_regression),
    extend=with_regression,
)  # fmt: skip
ER28 = misprint(
    "ER28", ("B.1, Case I", 437), "gap", "R(C) in R(Y X^T), as shown in the proof of Lemma 4.6",
    "R(C) in R(Y X^T) because rank X Y^T = d_y",
    lambda n, _: _in_range(n, repaired=False), _deficient,
    holds_at(lambda n, _: _in_range(n, repaired=True), some_points),
    reading="at every critical point, without the rank of X Y^T",
)  # fmt: skip
G4 = misprint(
    "G4", ("B.1, Case II", 455), "gap",
    "W_{H+1}..W_1 = U_p U_p^T R is the global minimum, by results for H = 1 and p < d_x = d_y",
    "the same by Eckart and Young, for all widths",
    _cited, points, holds_at(_none_better, some_points, _with_any),
    reading="in Case II, H = 1 and d_x = d_y, as the cited results assume",
)  # fmt: skip
ER5 = misprint(
    "ER5", ("Lemma 4.2", 155), "copy artefact",
    "W_{H+1}..W_1 = C (C^T C)^{-1} C^T Y X^T (X X^T)^{-1}", "the same with (C^T C)^-",
    _printed_inverse, some_points, holds_at(_represented, some_points, with_inverses),
    reading="C^T C is invertible at a critical point; also lines 439 and 451 to 465 (T7)",
)  # fmt: skip

_PARTS = (*LINES, *REGRESSION, *PROJECTION, *BEST)
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
    proof="Each line is evaluated at critical points with X = I where its hypotheses hold.",
    trusts=TRUSTS,
    variants=(E5, E6, ER28, G4),
)
