"""Appendix B.1, Cases I and II: what is wrong in print."""

from __future__ import annotations

from collections.abc import Iterable

from proofs.expression import (
    Letters,
    Statement,
    both,
    either,
    letter,
    named,
    number,
    rank,
    scale,
    vanishes,
)
from proofs.paper.appendix_a6_terms import Terms, terms, with_inverses
from proofs.paper.appendix_b1 import (
    Lines,
    full_middle,
    hidden,
    none_better,
    points,
    some_points,
    square,
    with_any,
    with_regression,
    xr_vanishes,
)
from proofs.printed import holds_at, misprint
from proofs.refutation import Given
from proofs.small_networks import all_networks, critical_at
from symbolic.network import LinearNetwork


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
    _cited, points, holds_at(none_better, some_points, with_any),
    reading="in Case II, H = 1 and d_x = d_y, as the cited results assume",
)  # fmt: skip
ER5 = misprint(
    "ER5", ("Lemma 4.2", 155), "copy artefact",
    "W_{H+1}..W_1 = C (C^T C)^{-1} C^T Y X^T (X X^T)^{-1}", "the same with (C^T C)^-",
    _printed_inverse, some_points, holds_at(_represented, some_points, with_inverses),
    reading="C^T C is invertible at a critical point; also lines 439 and 451 to 465 (T7)",
)  # fmt: skip

VARIANTS = (E5, E6, ER28, G4)
