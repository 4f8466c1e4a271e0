"""Sections 2.1 and 4.1: the notation, and where it is narrower than what it is used for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from proofs.evidence.claim import Claim, Evidence
from proofs.evidence.expression import (
    Assertion,
    Expression,
    either,
    identity,
    letter,
    number,
    psd,
    rank,
)
from proofs.evidence.identities import decide_identity
from proofs.evidence.letters import Letters
from proofs.evidence.printed import decide_lines, gap, misprint
from proofs.evidence.recipe_points import from_recipes
from proofs.evidence.refutation import Given
from proofs.evidence.settings import Settings
from proofs.evidence.small_networks import columns, critical_points
from proofs.papers.kawaguchi2016 import tex
from proofs.papers.kawaguchi2016.claims.at_critical_points import TRUSTS
from proofs.papers.kawaguchi2016.claims.contexts import candidate, data, with_data
from proofs.papers.kawaguchi2016.claims.notation import Terms, terms, with_eigenbasis, with_inverses
from proofs.papers.kawaguchi2016.theorems.appendix_a6_eigenvectors import selected_eigenvectors
from proofs.papers.kawaguchi2016.theorems.section_4_1 import (
    empty_products,
    loss,
    rank_of_upper_layers,
    sigma_is_semidefinite,
)
from symbolic.algebra.kronecker import vec
from symbolic.algebra.matrix import Matrix
from symbolic.networks.network import LinearNetwork

Lines = list[Assertion]
SMALL = ("1,1,1:1", "2,1,2:2", "1,2,1:1", "2,2,2:2", "1,1,1,1:1", "2,1,1,2:2")

LOSS_PART = "2 L = ||r||^2 = vec(r)^T vec(r), the sum over samples of ||Y(W, X)_i - Y_i||^2"
SIGMA_PART = "X X^T invertible: Sigma is symmetric and positive semidefinite"
RANK_PART = "0 <= rank C <= min(d_y, p)"
INDEX_PART = (
    "P = C (C^T C)^- C^T fixes or annihilates every eigenvector of Sigma with a simple eigenvalue"
    " at a critical point: P = U_I U_I^T, I in {1, .., d_y}"
)
EMPTY_PART = "W_k..W_{k+1} = I_{d_k}: the segments fit, W_{H+1}..W_{k+1} W_k = W_{H+1}..W_k"


def some_points() -> Iterable[LinearNetwork]:
    """Small critical points."""
    return critical_points(SMALL)


def _sigma(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    given = (rank(t.X).equals(number(t.width(0))), t.inverse_of_data)
    return [Assertion(given, t.Sigma.equals(t.Sigma.T)), Assertion(given, psd(t.Sigma))]


def _at_least_one(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    return [Assertion(candidate(t), number(1).at_most(rank(t.C)))]


def _at_most(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    most = min(n.architecture.bottleneck, n.architecture.output_width)
    return [
        Assertion((), number(0).at_most(rank(t.C))),
        Assertion((), rank(t.C).at_most(number(most))),
    ]


def with_projections(network: LinearNetwork) -> Given | None:
    """U_I for every index set I of as many elements as rank C."""
    known = with_eigenbasis(network)
    if known is None:
        return None
    U, size = known["U"], known["U_I"].shape[1]
    sets = combinations(range(U.shape[1]), size)
    return known | {_basis(chosen): columns(U, chosen) for chosen in sets}


def _basis(chosen: tuple[int, ...]) -> str:
    return f"U_{{{','.join(str(i + 1) for i in chosen)}}}"


def _index_sets(t: Terms, more: Given, largest: int) -> Expression:
    """That P = U_I U_I^T for some I in {1, .., largest}."""
    sets = [s for s in combinations(range(largest), more["U_I"].shape[1]) if _basis(s) in more]
    bases = [letter(_basis(chosen)) for chosen in sets]
    options = [t.P.equals(basis @ basis.T) for basis in bases]
    return either(*options)


def _narrow(n: LinearNetwork, more: Given) -> Lines:
    t, architecture = terms(n), n.architecture
    some = _index_sets(t, more, min(architecture.output_width, architecture.bottleneck))
    given = (*data(t), t.critical, *t.eigenbasis[:-1])
    return [Assertion(given, some, missing=(t.semidefinite,))]


def _wide(n: LinearNetwork, more: Given) -> Lines:
    t = terms(n)
    some = _index_sets(t, more, n.architecture.output_width)
    return [Assertion((t.critical, *t.eigenbasis[:-1]), some)]


def _empty_products(n: LinearNetwork, _: Given) -> Lines:
    """The product W_k..W_{k+1} as I_{d_k}: it should map R^{d_k} to R^{d_k}."""
    t = Letters(n.architecture)
    found: Lines = []
    for k in range(1, t.top):
        left: Expression = t.product(t.top, k + 1) @ identity(t.width(k)) @ t.product(k, 1)
        found.append(Assertion((), left.equals(t.map), f"k = {k}"))
    return found


def _decide(settings: Settings) -> Iterator[Evidence]:
    for architecture in settings.architectures:
        n = LinearNetwork.symbolic(architecture)
        column = vec(n.r)
        sides = (Matrix(n.ring, [[n.twice_loss]]), column.T @ column)
        yield decide_identity(LOSS_PART, str(architecture), *sides)
    drawn = [sample.point.network for sample in from_recipes(settings)]
    yield from decide_lines({SIGMA_PART: _sigma}, drawn, with_inverses)
    empty = {EMPTY_PART: _empty_products, RANK_PART: _at_most}
    yield from decide_lines(empty, some_points())
    yield from decide_lines({INDEX_PART: _wide}, some_points(), with_projections)


ER2 = misprint(
    "ER2", ("Section 4.1", 143), "false",
    "rank C in {1, .., min(d_y, p)}", "rank C in {0, .., min(d_y, p)}, with U_0 U_0^T = 0",
    _at_least_one, some_points, rank_of_upper_layers, extend=with_data(),
    reading="for Lemma 4.6 and the proofs of Theorem 2.3: at a critical point with a psd Hessian",
)  # fmt: skip
ER3 = gap(
    "ER3", ("Section 4.1", 143),
    "I_p is a set of indices from 1 to min(d_y, p)",
    "the Hessian psd: then I = {1, .., rank C} (Lemma 4.6), but A.6 takes such a set in order to"
    " show this, and from criticality alone has only I in {1, .., d_y}",
    "I_p is a set of indices from 1 to d_y",
    _narrow, some_points, selected_eigenvectors,
    extend=with_projections, reading="C (C^T C)^- C^T = U_I U_I^T at a critical point",
)  # fmt: skip

CLAIM = Claim(
    id="notation",
    title="Loss, Sigma, rank of C and empty products",
    section="2.1",
    line=27,
    statement="\n".join((LOSS_PART, SIGMA_PART, RANK_PART, INDEX_PART, EMPTY_PART)),
    parts=(LOSS_PART, SIGMA_PART, RANK_PART, INDEX_PART, EMPTY_PART),
    decide=_decide,
    proof=(
        "The loss is an identity of polynomials; the rest is evaluated at networks. That"
        " (2/m) L is the mean squared error is its definition."
    ),
    trusts=TRUSTS,
    variants=(ER2, ER3),
    theorems=(
        (LOSS_PART, loss),
        (SIGMA_PART, sigma_is_semidefinite),
        (RANK_PART, rank_of_upper_layers),
        (INDEX_PART, selected_eigenvectors),
        (EMPTY_PART, empty_products),
    ),
    latex=(
        rf"\bar{{\mathcal{{L}}}}(W) = \tfrac12 \|{tex.MAP} X - Y\|_F^2,\quad"
        r" \Sigma = Y X^T (X X^T)^{-1} X Y^T \succeq 0,\quad"
        r" 0 \le \mathrm{rank}\, C \le \min(d_y, p)"
    ),
)
