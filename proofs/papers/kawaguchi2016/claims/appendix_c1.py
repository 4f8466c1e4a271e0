"""Appendix C.1, line by line: the family of bad saddles of Corollary 2.4 and its loss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from proofs.evidence.claim import Claim, Evidence
from proofs.evidence.expression import (
    Assertion,
    Expression,
    both,
    hcat,
    identity,
    letter,
    named,
    number,
    rank,
    scale,
    trace,
    unit,
    vanishes,
)
from proofs.evidence.letters import Letters
from proofs.evidence.printed import decide_lines, misprint
from proofs.evidence.refutation import Given
from proofs.evidence.settings import Settings
from proofs.evidence.small_networks import all_networks, critical_points, unit_data
from proofs.papers.kawaguchi2016 import tex
from proofs.papers.kawaguchi2016.claims.at_critical_points import DATA, TRUSTS
from proofs.papers.kawaguchi2016.claims.contexts import data, spectrum, with_data
from proofs.papers.kawaguchi2016.claims.notation import terms, with_eigenbasis
from proofs.papers.kawaguchi2016.theorems.appendix_a1_a4_c1 import (
    expanded_loss,
    value_at_eigenvectors,
)
from proofs.papers.kawaguchi2016.theorems.appendix_b2_c1 import zero_below_the_top
from symbolic.networks.network import LinearNetwork

Lines = list[Assertion]
POINTS = ("1,1,1:1", "2,1,2:2", "1,2,1:1", "2,2,2:2", "1,1,1,1:1", "2,1,1,2:2")

CRITICAL_PART = "W_H = .. = W_1 = 0: critical for H >= 2 whatever W_{H+1}, and r = -Y^T"
TRACE_PART = "L = (tr Y Y^T - 2 tr(W_{H+1}..W_1 X Y^T) + tr(W_{H+1}..W_1 X X^T (W_{H+1}..W_1)^T))/2"
VALUE_PART = "W_{H+1}..W_1 = U_p U_p^T R: L = (tr Y Y^T - the p largest eigenvalues of Sigma)/2"


def points() -> Iterable[LinearNetwork]:
    """Critical points, X = I."""
    return critical_points(POINTS)


DEEP = ("1,1,1,1:1", "2,1,1,2:2", "1,2,2,1:1", "2,2,2,2:2")


def deep_points() -> Iterable[LinearNetwork]:
    """Critical points with H = 2: the passage is about H >= 2."""
    return critical_points(DEEP)


def signed_points() -> Iterator[LinearNetwork]:
    """The same, also with the sign of W_{H+1} changed."""
    for n in deep_points():
        yield n
        yield LinearNetwork(n.X, n.Y, (*n.W[:-1], -n.W[-1]))


def _lower_zero(t: Letters) -> tuple[Expression, ...]:
    ks = range(1, t.top)
    return tuple(vanishes(t.W(k), t.width(k), t.width(k - 1)) for k in ks)


def _family(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    minus = t.r.equals(scale(number(-1), t.Y.T))
    if t.top == 2:
        return [Assertion(_lower_zero(t), minus)]
    return [Assertion(_lower_zero(t), both(minus, t.critical))]


def _expanded(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    image = t.map @ t.X
    cross = scale(number(2), trace(image @ t.Y.T))
    total = trace(t.Y @ t.Y.T) - cross + trace(image @ image.T)
    return [Assertion((), t.loss.equals(scale(number("1/2"), total)))]


def _value(n: LinearNetwork, _: Given, *, printed: bool) -> Lines:
    """The loss where W_{H+1}..W_1 = U_p U_p^T R and rank C = p; as printed for both signs."""
    t = terms(n)
    Up, right = letter("U_p"), t.Y @ t.Y.T
    explained = named("sum Lambda", trace(Up.T @ t.Sigma @ Up))
    found: Lines = []
    for sign in (1, -1) if printed else (1,):
        full = rank(t.C).equals(number(n.architecture.bottleneck))
        given = (
            *data(t), *t.eigenbasis[:-1], *spectrum(t), full,
            number(1).at_most(rank(t.C)), t.map.equals(scale(number(sign), Up @ Up.T @ t.Z)),
        )  # fmt: skip
        values = (
            trace(right) + scale(number(s), explained) for s in ((-1, sign) if printed else (-1,))
        )
        equal = (t.loss.equals(scale(number("1/2"), value)) for value in values)
        at = f"the sign {'+' if sign > 0 else '-'}"
        found.append(Assertion(given, both(*equal), at))
    return found


def _decide(_settings: Settings) -> Iterator[Evidence]:
    some = list(all_networks(("1,1,1,1:1", "1,1,1:1", "2,1,1,1:1"), (0, 1), unit_data))
    yield from decide_lines({CRITICAL_PART: _family, TRACE_PART: _expanded}, some)
    value = {VALUE_PART: partial(_value, printed=False)}
    yield from decide_lines(value, points(), with_eigenbasis)


def _residual(n: LinearNetwork, _: Given) -> Lines:
    """r = Y^T where W_H = .. = W_1 = 0."""
    t = terms(n)
    return [Assertion((*data(t), *_lower_zero(t)), t.r.equals(t.Y.T))]


def _columns(n: LinearNetwork, _: Given) -> Lines:
    """``U_p^T U_p = I_p`` with U_p = U [I_p; 0]."""
    t = terms(n)
    d_y, p = t.width(t.top), n.architecture.bottleneck
    chosen = hcat(*(unit(max(p, d_y), j) for j in range(1, p + 1)))
    columns = named("U_p", letter("U") @ chosen)
    return [Assertion((*data(t), *t.eigenbasis[:-1]), (columns.T @ columns).equals(identity(p)))]


def zero_hessian(n: LinearNetwork, _: Given) -> Lines:
    """The Hessian is zero where W_1 = .. = W_H = 0 (E1)."""
    t, total = terms(n), n.architecture.parameters
    return [Assertion((*data(t), *_lower_zero(t)), vanishes(t.hessian, total, total))]


E3 = misprint(
    "E3", ("C.1, display for L", 635), "false",
    "W_{H+1}..W_1 = +-U_p U_p^T R: L = (tr Y Y^T - sum of Lambda_kk)/2"
    " = (tr Y Y^T +- sum of Lambda_kk)/2",
    "W_{H+1}..W_1 = U_p U_p^T R: L = (tr Y Y^T - sum of Lambda_kk)/2",
    partial(_value, printed=True), signed_points, value_at_eigenvectors, extend=with_eigenbasis,
    reading="the upper signs together, and the lower ones",
)  # fmt: skip
E3_COLUMNS = misprint(
    "E3e", ("C.1", 633), "typo",
    "U_p, the first p columns of U", "the first min(p, d_y) columns of U",
    _columns, deep_points, value_at_eigenvectors, extend=with_eigenbasis, kinds=("ill-typed",),
    reading="for every p; U_p = U [I_p; 0] with I_p of d_y rows where p > d_y",
)  # fmt: skip
E3_RESIDUAL = misprint(
    "E3d", ("C.1", 629), "typo",
    "r = Y^T where W_H = .. = W_1 = 0", "r = -Y^T there",
    _residual, deep_points, zero_below_the_top, extend=with_data(),
)  # fmt: skip

_PARTS = (CRITICAL_PART, TRACE_PART, VALUE_PART)
CLAIM = Claim(
    id="appendix-c1",
    title="The steps of the proof of Corollary 2.4",
    section="C.1",
    line=627,
    statement="\n".join(_PARTS),
    parts=_PARTS,
    decide=_decide,
    hypotheses=DATA,
    uses=("lemma-4.1", "lemma-4.3", "theorem-2.3.iv"),
    proof="Evaluated at all networks with entries 0 and 1 of small sizes, and at critical points.",
    trusts=TRUSTS,
    variants=(E3, E3_RESIDUAL, E3_COLUMNS),
    theorems=(
        (CRITICAL_PART, zero_below_the_top),
        (TRACE_PART, expanded_loss),
        (VALUE_PART, value_at_eigenvectors),
    ),
    latex=(
        rf"{tex.MAP} = U_p U_p^T Y X^T (X X^T)^{{-1}} \Rightarrow \bar{{\mathcal{{L}}}}(W) ="
        rf" \tfrac12"
        r" \left(\mathrm{tr}(Y Y^T) - \sum_{k=1}^p \Lambda_{k,k}\right)"
    ),
)
