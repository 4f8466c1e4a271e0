"""Appendix B.1, Cases I and II: what is wrong in print."""

from __future__ import annotations

from proofs.evidence.expression import (
    Assertion,
    Expression,
    either,
    letter,
    number,
    rank,
    scale,
    vanishes,
)
from proofs.evidence.letters import Letters
from proofs.evidence.printed import holds_at, misprint
from proofs.evidence.refutation import Given
from proofs.evidence.small_networks import all_networks, critical_points
from proofs.papers.kawaguchi2016.claims.appendix_b1 import (
    Lines,
    hidden,
    some_points,
    square,
    with_regression,
    xr_vanishes,
)
from proofs.papers.kawaguchi2016.claims.contexts import full_case, with_data
from proofs.papers.kawaguchi2016.claims.notation import Terms, terms, with_inverses
from symbolic.networks.network import LinearNetwork


def _transposed(n: LinearNetwork, _: Given) -> Lines:
    """Lemma 4.4 for k = H+1 as it is quoted in Case I, where d_y = p."""
    t = terms(n)
    if t.width(t.top) != n.architecture.bottleneck:
        return []
    included = hidden(t).within(t.C.T @ t.C)
    return [Assertion(full_case(t), either(xr_vanishes(t), included))]


def _included(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    included = hidden(t).T.within(t.C.T @ t.C)
    return [Assertion((t.critical, t.semidefinite), either(xr_vanishes(t), included))]


def _least(n: LinearNetwork) -> tuple[Terms, Expression, Expression]:
    """The letters, that R is a minimiser of ||R X - Y||, and ||R X - Y||^2."""
    t, R = terms(n), letter("R")
    normal = vanishes((R @ t.X - t.Y) @ t.X.T, t.width(t.top), t.width(0))
    return t, normal, square(R @ t.X - t.Y)


def _without_half(n: LinearNetwork, _: Given) -> Lines:
    """f* <= L in Case I where X r = 0, with f as printed."""
    t, normal, least = _least(n)
    if t.width(t.top) > n.architecture.bottleneck:
        return []
    return [Assertion((*full_case(t), xr_vanishes(t), normal), least.at_most(t.loss))]


def _with_half(n: LinearNetwork, _: Given) -> Lines:
    t, normal, least = _least(n)
    return [Assertion((normal,), scale(number("1/2"), least).at_most(t.loss))]


def _printed_inverse(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    size = number(t.width(1))
    return [Assertion((t.critical, t.inverse_of_data), rank(t.C.T @ t.C).equals(size))]


def _represented(n: LinearNetwork, _: Given) -> Lines:
    t: Terms = terms(n)
    return [Assertion((t.critical, *t.inverses), t.map.equals(t.P @ t.Z))]


NARROW = ("1,1,2,1:1", "2,2,3,2:2")
"""d_y = p and d_H != d_1."""

E5 = misprint(
    "E5", ("B.1, Case I", 427), "typo",
    "Lemma 4.6 with k = H+1: X r = 0 or R(W_H..W_2) in R(C^T C)",
    "Lemma 4.4 with k = H+1: X r = 0 or R((W_H..W_2)^T) in R(C^T C)",
    _transposed, lambda: critical_points(NARROW), holds_at(_included, some_points),
    extend=with_data(), kinds=("ill-typed",),
    reading="in Case I with d_y = p, where X r = 0: only the sizes clash; Lemma 4.6 has no k",
)  # fmt: skip
E6 = misprint(
    "E6", ("B.1, Case I, f(W')", 443), "false",
    "f(W') = ||W' X - Y||^2 and min f <= min L", "f(W') = ||W' X - Y||^2 / 2 and min f <= min L",
    _without_half, lambda: all_networks(("1,1,1:1", "1,1,1:2")),
    holds_at(_with_half, some_points, with_regression),
    extend=with_data(with_regression), reading="in Case I, at a point with X r = 0",
)  # fmt: skip
ER5 = misprint(
    "ER5", ("Lemma 4.2", 155), "copy artefact",
    "W_{H+1}..W_1 = C (C^T C)^{-1} C^T Y X^T (X X^T)^{-1}", "the same with (C^T C)^-",
    _printed_inverse, some_points, holds_at(_represented, some_points, with_inverses),
    extend=with_data(),
    reading="C^T C is invertible at a critical point; also lines 439 and 451 to 465 (T7)",
)  # fmt: skip

VARIANTS = (E5, E6)
