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
from proofs.evidence.identities import decide_equation
from proofs.evidence.letters import Letters
from proofs.evidence.printed import decide_lines, gap, holds_at, misprint
from proofs.evidence.refutation import Given
from proofs.evidence.settings import Settings
from proofs.evidence.small_networks import all_networks, critical_points, unit_data
from proofs.papers.kawaguchi2016 import tex
from proofs.papers.kawaguchi2016.claims.at_critical_points import DATA, TRUSTS
from proofs.papers.kawaguchi2016.claims.contexts import data, spectrum, with_data
from proofs.papers.kawaguchi2016.claims.lemma_4_3 import UPPER_BLOCKS
from proofs.papers.kawaguchi2016.claims.notation import terms, with_eigenbasis, with_inverses
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


def _value(n: LinearNetwork, _: Given, *, signs: tuple[int, ...], printed: bool) -> Lines:
    """The loss where W_{H+1}..W_1 = s U_p U_p^T R and rank C = p, for each sign s."""
    t = terms(n)
    Up = letter("U_p")
    explained = named("sum Lambda", trace(Up.T @ t.Sigma @ Up))
    found: Lines = []
    for sign in signs:
        right = t.Y @ t.Y.T
        total = trace(right) + scale(number(sign if printed else -1), explained)
        full = rank(t.C).equals(number(n.architecture.bottleneck))
        given = (
            *data(t), *t.eigenbasis[:-1], *spectrum(t), full,
            number(1).at_most(rank(t.C)), t.map.equals(scale(number(sign), Up @ Up.T @ t.Z)),
        )  # fmt: skip
        equation = t.loss.equals(scale(number("1/2"), total))
        found.append(Assertion(given, equation, f"the sign {'+' if sign > 0 else '-'}"))
    return found


def _decide(_settings: Settings) -> Iterator[Evidence]:
    some = list(all_networks(("1,1,1,1:1", "1,1,1:1", "2,1,1,1:1"), (0, 1), unit_data))
    yield from decide_lines({CRITICAL_PART: _family, TRACE_PART: _expanded}, some)
    value = {VALUE_PART: partial(_value, signs=(1,), printed=False)}
    yield from decide_lines(value, points(), with_eigenbasis)


def _residual(n: LinearNetwork, _: Given, *, sign: int) -> Lines:
    t = terms(n)
    return [Assertion((*data(t), *_lower_zero(t)), t.r.equals(scale(number(sign), t.Y.T)))]


def _columns(n: LinearNetwork, _: Given, *, most: bool) -> Lines:
    """``U_p^T U_p = I_p`` with U_p = U [I_p; 0]."""
    t = terms(n)
    d_y, p = t.width(t.top), n.architecture.bottleneck
    size = min(p, d_y) if most else p
    chosen = hcat(*(unit(max(size, d_y), j) for j in range(1, size + 1)))
    columns = named(f"U_{size}", letter("U") @ chosen)
    return [Assertion((*data(t), *t.eigenbasis[:-1]), (columns.T @ columns).equals(identity(size)))]


def _inverse(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    return [Assertion(data(t), (t.Y @ t.X.T @ (t.X @ t.X)).equals(t.Y @ t.X.T))]


def _true_inverse(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    return [Assertion(t.inverses, t.Sigma.equals(t.Z @ t.X @ t.X.T @ t.Z.T))]


def _known_blocks(n: LinearNetwork, _: Given) -> Lines:
    """The blocks (k, k) and (1, k) vanish, then the Hessian does; the others are missing."""
    t = terms(n)
    size = n.architecture.weight_size
    layers = n.architecture.layers

    def empty(l: int, k: int) -> Expression:
        return vanishes(t.block(l, k), size(l), size(k))

    known = [empty(k, k) for k in layers] + [empty(1, k) for k in layers if k > 1]
    others = tuple(empty(l, k) for l in layers for k in layers if 1 < l < k)
    total = n.architecture.parameters
    given = (*data(t), t.critical, *known)
    return [Assertion(given, vanishes(t.hessian, total, total), missing=others)]


def zero_hessian(n: LinearNetwork, _: Given) -> Lines:
    """The Hessian is zero where W_1 = .. = W_H = 0 (E1)."""
    t, total = terms(n), n.architecture.parameters
    return [Assertion((*data(t), *_lower_zero(t)), vanishes(t.hessian, total, total))]


def _every_block(settings: Settings) -> Iterator[Evidence]:
    few = Settings(settings.architectures[:1], settings.quick, settings.seed)
    yield from decide_equation("repair", UPPER_BLOCKS, few, engines=("flint",))


G3 = gap(
    "G3", ("C.1, last paragraph", 639),
    "from the proof of Lemma 4.3, every element of the Hessian is zero",
    "the blocks (l, k) with 2 <= l < k, of which Lemma 4.3 and its proof do not speak",
    "from the formula for every block (l, k)",
    _known_blocks, lambda: all_networks(("1,1,1,1:1",), (0, 1), unit_data), _every_block,
    extend=with_data(),
    reading="the Hessian is zero at a critical point where the blocks of Lemma 4.3 are",
)  # fmt: skip
E3 = misprint(
    "E3", ("C.1, display for L", 635), "false",
    "W_{H+1}..W_1 = +-U_p U_p^T R: L = (tr Y Y^T +- sum of Lambda_kk)/2",
    "W_{H+1}..W_1 = U_p U_p^T R: L = (tr Y Y^T - sum of Lambda_kk)/2",
    partial(_value, signs=(1, -1), printed=True), signed_points,
    holds_at(partial(_value, signs=(1,), printed=False), points, with_eigenbasis),
    extend=with_eigenbasis, reading="the upper signs together, and the lower ones",
)  # fmt: skip
E3_LOWER = misprint(
    "E3b", ("C.1, display for L", 635), "false",
    "W_{H+1}..W_1 = -U_p U_p^T R: L = (tr Y Y^T - sum of Lambda_kk)/2",
    "the case of the minus sign is not needed: leave it out",
    partial(_value, signs=(-1,), printed=False), signed_points,
    holds_at(partial(_value, signs=(1,), printed=False), points, with_eigenbasis),
    extend=with_eigenbasis, reading="the lower sign, in the equation before the one with +-",
)  # fmt: skip
E3_INVERSE = misprint(
    "E3c", ("C.1", 633), "typo", "U_p U_p^T Y X^T (X X)^{-1}", "U_p U_p^T Y X^T (X X^T)^{-1}",
    _inverse, lambda: all_networks(("1,1,1,1:1", "1,1,1,1:2"), (1,)),
    holds_at(_true_inverse, points, with_inverses),
    extend=with_data(), kinds=("ill-typed",), reading="X X is a product of matrices",
)  # fmt: skip
E3_COLUMNS = misprint(
    "E3e", ("C.1", 633), "false",
    "U_p, the first p columns of U", "the first min(p, d_y) columns of U",
    partial(_columns, most=False), deep_points,
    holds_at(partial(_columns, most=True), points, with_eigenbasis),
    extend=with_eigenbasis, kinds=("ill-typed",),
    reading="for every p; U_p = U [I_p; 0] with I_p of d_y rows where p > d_y",
)  # fmt: skip
E3_RESIDUAL = misprint(
    "E3d", ("C.1", 629), "typo", "r = Y^T where W_H = .. = W_1 = 0", "r = -Y^T there",
    partial(_residual, sign=1), deep_points,
    holds_at(partial(_residual, sign=-1), points, with_data()), extend=with_data(),
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
    variants=(G3, E3, E3_LOWER, E3_INVERSE, E3_RESIDUAL, E3_COLUMNS),
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
