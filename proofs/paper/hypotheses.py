"""The printed hypotheses of each statement, and what shows the role of each."""

from __future__ import annotations

from collections.abc import Iterable

from proofs.audit import Audited, at_points, needed, used, without
from proofs.expression import (
    Expression,
    Letters,
    Statement,
    both,
    either,
    letter,
    negation,
    number,
    rank,
    vanishes,
)
from proofs.paper.appendix_a6_terms import terms, with_inverses
from proofs.paper.appendix_b1 import hidden, xr_vanishes
from proofs.paper.critical_point_lemmas import DATA
from proofs.paper.remarks import (
    equal_eigenvalues,
    thin_data,
    top_alternative,
    top_projection_only,
    with_fixed_basis,
    with_pseudoinverse,
)
from proofs.paper.remarks import pseudo as represented_by_pseudoinverse
from proofs.refutation import Given
from proofs.small_networks import (
    all_networks,
    all_weights,
    columns,
    critical_at,
    critical_points,
    ordered_spectrum,
    unit_data,
    with_best,
)
from symbolic import linalg
from symbolic.network import LinearNetwork

Lines = list[Statement]
ENTRIES = (0, 1)
ALL = ("1,1,1:1", "1,1,1,1:1", "1,2,1:1")
POINTS = ("1,1,1:1", "2,1,2:2", "1,1,1,1:1", "2,1,1,2:2", "2,1,2,2:2", "2,2,2,2:2")
INVERTIBLE, CROSS, ORDER, DISTINCT = DATA


def everywhere() -> Iterable[LinearNetwork]:
    """All small networks with entries 0 and 1, X = I."""
    return all_networks(ALL, ENTRIES, unit_data)


def doubled() -> Iterable[LinearNetwork]:
    """All networks 1,1,1 and 1,1,1,1 with entries 0, 1 and 2, X = 1."""
    return all_networks(("1,1,1:1", "1,1,1,1:1"), (0, 1, 2), unit_data)


def points() -> Iterable[LinearNetwork]:
    """Critical points, X = I."""
    return critical_points(POINTS)


def wide_outputs() -> Iterable[LinearNetwork]:
    """Critical points with d_y > d_x."""
    return critical_points(("1,1,2:1", "1,1,1,2:1", "1,2,2:1", "1,2,2,2:1"))


def poor_data() -> Iterable[LinearNetwork]:
    """Critical points where X Y^T has not full rank."""
    for text in ("2,1,2:2", "2,1,1,2:2", "2,2,2:2", "2,2,2,2:2"):
        yield from critical_at(text, (1, 0))


# Lemma 4.4 and Corollary 4.5.


def _alternatives(n: LinearNetwork, given: tuple[Expression, ...], *, ranks: bool) -> Lines:
    t = Letters(n.architecture)
    found: Lines = []
    for k in range(2, t.top + 1):
        included = t.B(k).T.within(t.C.T @ t.C)
        more = rank(t.B(k)).at_most(rank(t.A(k - 1)))
        zero = vanishes(t.X @ t.r @ t.A(k), t.width(0), t.width(k))
        found.append(Statement(given, either(more if ranks else included, zero), f"k = {k}"))
    return found


def _semidefinite_only(n: LinearNetwork, _: Given, *, ranks: bool = False) -> Lines:
    t = Letters(n.architecture)
    flat = either(t.semidefinite, t.negative_semidefinite)
    return _alternatives(n, (flat, negation(t.critical)), ranks=ranks)


def _critical_only(n: LinearNetwork, _: Given) -> Lines:
    return _alternatives(n, (Letters(n.architecture).critical,), ranks=False)


def _critical_ranks(n: LinearNetwork, _: Given) -> Lines:
    return _alternatives(n, (Letters(n.architecture).critical,), ranks=True)


_PSD = "the Hessian, of two layers, is semidefinite"


def _of_lemma(claim: str, theorem: str, *, ranks: bool) -> tuple[Audited, ...]:
    kept = () if ranks else (_PSD,)
    critical = "W is a critical point"
    return (
        without(claim, critical, theorem, kept or (_PSD,)),
        at_points(
            claim, critical + ", at points", lambda n, g: _semidefinite_only(n, g, ranks=ranks),
            doubled,
        ),
        needed(
            claim, "the Hessian is semidefinite", _critical_ranks if ranks else _critical_only,
            points,
        ),
        without(claim, f"{INVERTIBLE} (in the printed proof)", theorem, kept or (_PSD,)),
    )  # fmt: skip


# Lemma 4.2.


def _anywhere(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    return [Statement(t.inverses, t.map.equals(t.P @ t.Z))]


def _first_layer(n: LinearNetwork, _: Given) -> Lines:
    """Only the equation of W_1, at points that are not critical."""
    t = terms(n)
    first = vanishes(t.gradient(1), n.architecture.weight_size(1), 1)
    return [Statement((first, negation(t.critical), *t.inverses), t.map.equals(t.P @ t.Z))]


# Theorem 2.3.


def _indefinite_somewhere(n: LinearNetwork, _: Given) -> Lines:
    """X Y^T = 0 and X != 0: at W = 1, .., 1 the Hessian is indefinite."""
    t = Letters(n.architecture)
    cross = vanishes(t.X @ t.Y.T, t.width(0), t.width(t.top))
    ones = [t.W(k).equals(number(1)) for k in n.architecture.layers]
    nonzero = negation(vanishes(t.X, t.width(0), n.architecture.samples))
    indefinite = both(negation(t.semidefinite), negation(t.negative_semidefinite))
    return [Statement((cross, nonzero, *ones), indefinite)]


def scalars() -> Iterable[LinearNetwork]:
    """Networks of widths one with entries 0 and 1."""
    return all_networks(("1,1,1:1", "1,1,1,1:1", "1,1,1,1,1:1"), ENTRIES)


def _ends_zero(n: LinearNetwork, _: Given) -> Lines:
    """The point of B.2, with W_{H+1} = W_1 = 0 and N != 0: the Hessian is indefinite."""
    t = Letters(n.architecture)
    ends = [vanishes(t.W(k), t.width(k), t.width(k - 1)) for k in (1, t.top)]
    some = negation(vanishes(hidden(t), t.width(t.top - 1), t.width(1)))
    given = (*ends, some, rank(t.X).equals(number(t.width(0))))
    return [Statement(given, both(negation(t.semidefinite), negation(t.negative_semidefinite)))]


def _bad_origin(n: LinearNetwork, _: Given, *, deep: bool = True) -> Lines:
    """W = 0 is critical with a zero Hessian, and V has a lower loss."""
    t = Letters(n.architecture)
    if n.architecture.depth < 2 and deep:
        return []
    zero = [vanishes(t.W(k), t.width(k), t.width(k - 1)) for k in n.architecture.layers]
    total = n.architecture.parameters
    lower = Letters(n.architecture, "V").loss.less(t.loss)
    invertible = rank(t.X).equals(number(t.width(0)))
    return [
        Statement((*zero, invertible), both(t.critical, vanishes(t.hessian, total, total), lower))
    ]


def with_ones(network: LinearNetwork) -> Given:
    """V: every weight of ones, or the best of the small critical points where there is one."""
    best = with_best(network) if _simple(network) else None
    ones = {f"V_{k}": W.map(lambda _e: network.ring.one) for k, W in enumerate(network.W, 1)}
    return best or ones


def _simple(network: LinearNetwork) -> bool:
    return network.X.shape[0] == network.X.shape[1]


def _not_global_rises(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    lower = Letters(n.architecture, "V").loss.less(t.loss)
    full = rank(hidden(t)).equals(number(n.architecture.bottleneck))
    return [Statement((t.critical, lower, full), negation(t.semidefinite))]


def _strict_anyway(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    lower = Letters(n.architecture, "V").loss.less(t.loss)
    return [Statement((t.critical, lower), negation(t.semidefinite))]


_LOCAL = ("W is a local minimum",)
_NOT_GLOBAL = ("W is not a global minimum",)
_FULL = (
    "W is a critical point", "W is not a global minimum", "1 <= k", "k <= H",
    "rank(W_H..W_2) is at least the width d_k", "rank(W_H..W_2) is at least the width d_k",
)  # fmt: skip

THEOREM = (
    *(without("theorem-2.3.ii", h, "theorem-2.3.ii", _LOCAL) for h in DATA),
    *(without("theorem-2.3.iii", h, "theorem-2.3.iii", _NOT_GLOBAL) for h in DATA),
    *(without("theorem-2.3.iv", h, "theorem-2.3.iv", _FULL) for h in DATA),
    needed("theorem-2.3.iv", "rank(W_H..W_2) = p", _strict_anyway, points, with_best),
)
CONVEXITY = (
    needed(
        "theorem-2.3.i", f"{CROSS}: X Y^T != 0, for the point of B.2",
        _ends_zero, scalars,
    ),
    at_points(
        "theorem-2.3.i", f"{CROSS}, for the statement itself where X != 0", _indefinite_somewhere,
        scalars,
    ),
    at_points(
        "theorem-2.3.i", f"{ORDER}, for the point of B.2",
        _ends_zero, lambda: (n for n in wide_outputs()),
    ),
    at_points(
        "theorem-2.3.i", f"{DISTINCT}, for the point of B.2",
        _ends_zero, equal_eigenvalues,
    ),
)  # fmt: skip
COROLLARY = (
    needed(
        "corollary-2.4", f"{CROSS}: X Y^T != 0, for H >= 2",
        _bad_origin, lambda: (n for n in scalars() if n.architecture.depth == 2), with_ones,
    ),
    at_points(
        "corollary-2.4", f"{CROSS}: full rank, for H >= 2", _bad_origin, poor_data, with_best
    ),
    at_points("corollary-2.4", f"{ORDER}, for H >= 2", _bad_origin, wide_outputs, with_best),
    at_points(
        "corollary-2.4", f"{DISTINCT}, for H >= 2", _bad_origin,
        lambda: critical_at("2,2,2,2:2", (1, 1)), with_best,
    ),
)  # fmt: skip


def with_top(network: LinearNetwork) -> Given | None:
    """G, N and the first rank C eigenvectors U_p, whatever the range of C is."""
    known, spectral = with_inverses(network), ordered_spectrum(network)
    if known is None or spectral is None:
        return None
    return known | {"U_p": columns(spectral[0], range(linalg.rank(network.C)))}


def _top(n: LinearNetwork, given: Expression) -> Lines:
    t, Up = terms(n), letter("U_p")
    return [Statement((given, *t.inverses), either(t.P.equals(Up @ Up.T), xr_vanishes(t)))]


def _top_if_semidefinite(n: LinearNetwork, _: Given) -> Lines:
    return _top(n, terms(n).semidefinite)


def _top_if_critical(n: LinearNetwork, _: Given) -> Lines:
    return _top(n, terms(n).critical)


LEMMAS = (
    needed("lemma-4.2", "W is a critical point", _anywhere, everywhere, with_inverses),
    at_points(
        "lemma-4.2", "W is critical in W_2, .., W_{H+1}", _first_layer, everywhere, with_inverses
    ),
    needed("lemma-4.2", INVERTIBLE, represented_by_pseudoinverse, thin_data, with_pseudoinverse),
    *_of_lemma("lemma-4.4", "lemma-4.4", ranks=False),
    *_of_lemma("corollary-4.5", "corollary-4.5", ranks=True),
    used("lemma-4.6", INVERTIBLE, "Sigma is not defined without it (ER1)"),
    needed(
        "lemma-4.6", "W is a critical point", _top_if_semidefinite,
        lambda: all_weights("1,1,2:1", (0, 1, 2), (4,)), with_top,
    ),
    needed("lemma-4.6", "the Hessian is positive semidefinite", _top_if_critical, points, with_top),
    needed("lemma-4.6", DISTINCT, top_alternative, equal_eigenvalues, with_fixed_basis),
    at_points("lemma-4.6", CROSS, top_alternative, poor_data, with_fixed_basis),
    at_points("lemma-4.6", ORDER, top_alternative, wide_outputs, with_fixed_basis),
    at_points(
        "lemma-4.6", "the alternative X r = 0", top_projection_only, points, with_fixed_basis
    ),
)  # fmt: skip
AUDITED: tuple[Audited, ...] = (*CONVEXITY, *THEOREM, *COROLLARY, *LEMMAS)
