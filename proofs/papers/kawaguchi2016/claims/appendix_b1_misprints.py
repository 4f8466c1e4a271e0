"""Appendix B.1, Cases I and II: what is wrong in print."""

from __future__ import annotations

from proofs.evidence.expression import (
    Assertion,
    Expression,
    either,
    letter,
    vanishes,
)
from proofs.evidence.printed import misprint
from proofs.evidence.refutation import Given
from proofs.evidence.small_networks import all_networks, critical_points
from proofs.papers.kawaguchi2016.claims.appendix_b1 import (
    Lines,
    hidden,
    square,
    with_regression,
    xr_vanishes,
)
from proofs.papers.kawaguchi2016.claims.contexts import full_case, with_data
from proofs.papers.kawaguchi2016.claims.notation import Terms, terms
from proofs.papers.kawaguchi2016.theorems.appendix_a5_b1 import no_residual_is_least
from proofs.papers.kawaguchi2016.theorems.lemma_4_4 import lemma_4_4
from symbolic.networks.network import LinearNetwork


def _transposed(n: LinearNetwork, _: Given) -> Lines:
    """Lemma 4.4 for k = H+1 as it is quoted in Case I, where d_y = p."""
    t = terms(n)
    if t.width(t.top) != n.architecture.bottleneck:
        return []
    included = hidden(t).within(t.C.T @ t.C)
    return [Assertion(full_case(t), either(xr_vanishes(t), included))]


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


NARROW = ("1,1,2,1:1", "2,2,3,2:2")
"""d_y = p and d_H != d_1."""

E5 = misprint(
    "E5", ("B.1, Case I, and 4.3.1 (line 191)", 427), "typo",
    "Lemma 4.6 with k = H+1 (and k = 2): X r = 0 or R(W_H..W_2) in R(C^T C)",
    "Lemma 4.4 with k = H+1 (and Corollary 4.5 with k = 2): X r = 0 or R((W_H..W_2)^T) in R(C^T C)",
    _transposed, lambda: critical_points(NARROW), lemma_4_4, extend=with_data(),
    kinds=("ill-typed",),
    reading="in Case I with d_y = p, where X r = 0: only the sizes clash; Lemma 4.6 has no k",
)  # fmt: skip
E6 = misprint(
    "E6", ("B.1, Case I, f(W')", 443), "typo",
    "f(W') = ||W' X - Y||^2 and min f <= min L", "f(W') = ||W' X - Y||^2 / 2 and min f <= min L",
    _without_half, lambda: all_networks(("1,1,1:1", "1,1,1:2")), no_residual_is_least,
    extend=with_data(with_regression), reading="in Case I, at a point with X r = 0",
)  # fmt: skip

VARIANTS = (E5, E6)
