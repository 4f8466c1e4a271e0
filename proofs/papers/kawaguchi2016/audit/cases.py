"""Statements with a hypothesis taken away, and the networks that they are tried at."""

from __future__ import annotations

from collections.abc import Iterable

from proofs.evidence.expression import (
    Assertion,
    Expression,
    both,
    either,
    hcat,
    letter,
    negation,
    number,
    rank,
    vanishes,
    vcat,
)
from proofs.evidence.letters import Letters
from proofs.evidence.refutation import Given
from proofs.evidence.small_networks import (
    all_networks,
    columns,
    critical_at,
    critical_points,
    ordered_spectrum,
    unit_data,
    with_best,
)
from proofs.papers.kawaguchi2016.claims.appendix_b1 import hidden, xr_vanishes
from proofs.papers.kawaguchi2016.claims.notation import terms, with_inverses
from symbolic.algebra import linalg
from symbolic.networks.network import LinearNetwork

Lines = list[Assertion]
ENTRIES = (0, 1)
ALL = ("1,1,1:1", "1,1,1,1:1", "1,2,1:1")
POINTS = ("1,1,1:1", "2,1,2:2", "1,1,1,1:1", "2,1,1,2:2", "2,1,2,2:2", "2,2,2,2:2")


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


def alternatives(n: LinearNetwork, given: tuple[Expression, ...], *, ranks: bool) -> Lines:
    """The alternatives of Lemma 4.4, or of Corollary 4.5, under the given hypotheses."""
    t = Letters(n.architecture)
    found: Lines = []
    for k in range(2, t.top + 1):
        included = t.B(k).T.within(t.C.T @ t.C)
        more = rank(t.B(k)).at_most(rank(t.A(k - 1)))
        zero = vanishes(t.X @ t.r @ t.A(k), t.width(0), t.width(k))
        found.append(Assertion(given, either(more if ranks else included, zero), f"k = {k}"))
    return found


def semidefinite_only(n: LinearNetwork, _: Given, *, ranks: bool = False) -> Lines:
    """A semidefinite Hessian at a point that is not critical."""
    t = Letters(n.architecture)
    flat = either(t.semidefinite, t.negative_semidefinite)
    return alternatives(n, (flat, negation(t.critical)), ranks=ranks)


def critical_only(n: LinearNetwork, _: Given) -> Lines:
    """A critical point, whatever its Hessian: Lemma 4.4."""
    return alternatives(n, (Letters(n.architecture).critical,), ranks=False)


def critical_ranks(n: LinearNetwork, _: Given) -> Lines:
    """The same for Corollary 4.5."""
    return alternatives(n, (Letters(n.architecture).critical,), ranks=True)


def anywhere(n: LinearNetwork, _: Given) -> Lines:
    """The representation of Lemma 4.2 at any point."""
    t = terms(n)
    return [Assertion(t.inverses, t.map.equals(t.P @ t.Z))]


def first_layer(n: LinearNetwork, _: Given) -> Lines:
    """Only the equation of W_1, at points that are not critical."""
    t = terms(n)
    first = vanishes(t.gradient(1), n.architecture.weight_size(1), 1)
    return [Assertion((first, negation(t.critical), *t.inverses), t.map.equals(t.P @ t.Z))]


def indefinite_somewhere(n: LinearNetwork, _: Given) -> Lines:
    """X Y^T = 0 and X != 0: at W = 1, .., 1 the Hessian is indefinite."""
    t = Letters(n.architecture)
    cross = vanishes(t.X @ t.Y.T, t.width(0), t.width(t.top))
    ones = [t.W(k).equals(number(1)) for k in n.architecture.layers]
    nonzero = negation(vanishes(t.X, t.width(0), n.architecture.samples))
    indefinite = both(negation(t.semidefinite), negation(t.negative_semidefinite))
    return [Assertion((cross, nonzero, *ones), indefinite)]


def scalars() -> Iterable[LinearNetwork]:
    """Networks of widths one with entries 0 and 1."""
    return all_networks(("1,1,1:1", "1,1,1,1:1", "1,1,1,1,1:1"), ENTRIES)


def ends_zero(n: LinearNetwork, _: Given) -> Lines:
    """The point of B.2, with W_{H+1} = W_1 = 0 and N != 0: the Hessian is indefinite."""
    t = Letters(n.architecture)
    ends = [vanishes(t.W(k), t.width(k), t.width(k - 1)) for k in (1, t.top)]
    some = negation(vanishes(hidden(t), t.width(t.top - 1), t.width(1)))
    given = (*ends, some, rank(t.X).equals(number(t.width(0))))
    return [Assertion(given, both(negation(t.semidefinite), negation(t.negative_semidefinite)))]


def bad_origin(n: LinearNetwork, _: Given) -> Lines:
    """W = 0 is critical with a zero Hessian, and V has a lower loss."""
    t = Letters(n.architecture)
    if n.architecture.depth < 2:
        return []
    zero = [vanishes(t.W(k), t.width(k), t.width(k - 1)) for k in n.architecture.layers]
    total = n.architecture.parameters
    lower = Letters(n.architecture, "V").loss.less(t.loss)
    invertible = rank(t.X).equals(number(t.width(0)))
    return [
        Assertion((*zero, invertible), both(t.critical, vanishes(t.hessian, total, total), lower))
    ]


def with_ones(network: LinearNetwork) -> Given:
    """V: every weight of ones, or the best of the small critical points where there is one."""
    best = with_best(network) if _simple(network) else None
    ones = {f"V_{k}": W.map(lambda _e: network.ring.one) for k, W in enumerate(network.W, 1)}
    return best or ones


def _simple(network: LinearNetwork) -> bool:
    return network.X.shape[0] == network.X.shape[1]


def strict_anyway(n: LinearNetwork, _: Given) -> Lines:
    """Not global: the Hessian is not psd, whatever the rank of W_H..W_2."""
    t = Letters(n.architecture)
    lower = Letters(n.architecture, "V").loss.less(t.loss)
    return [Assertion((t.critical, lower), negation(t.semidefinite))]


def strict_if_full(n: LinearNetwork, _: Given) -> Lines:
    """Not global and rank(W_H..W_2) = p: the Hessian is not psd."""
    t = Letters(n.architecture)
    lower = Letters(n.architecture, "V").loss.less(t.loss)
    full = rank(hidden(t)).equals(number(n.architecture.bottleneck))
    return [Assertion((t.critical, lower, full), negation(t.semidefinite))]


def lowest_if_critical(n: LinearNetwork, _: Given) -> Lines:
    """A critical point has the lowest loss, whether or not it is a local minimum."""
    t = Letters(n.architecture)
    return [Assertion((t.critical,), t.loss.at_most(Letters(n.architecture, "V").loss))]


def expected_by_two_paths(n: LinearNetwork, _: Given) -> Lines:
    """Two paths with the probabilities 1 and 1/2, q = 1: the expectation is the linear output."""
    t = Letters(n.architecture)
    chances = vcat(hcat(number(1), number(0)), hcat(number(0), number("1/2")))
    return [Assertion((), (t.W(2) @ chances @ t.W(1) @ t.X).equals(t.map @ t.X))]


def with_open_gate(network: LinearNetwork) -> Given:
    """xi = 1, whatever the network and its target are."""
    return {"xi": network.Y.map(lambda _entry: network.ring.one)}


def hinge_of_any_gate(n: LinearNetwork, _: Given) -> Lines:
    """max(0, 1 - Y y) = xi (1 - Y y) for a gate xi that is not the gate of this loss."""
    t = Letters(n.architecture)
    slack = number(1) - t.Y @ t.map @ t.X
    return [Assertion((), Expression("relu", (slack,)).equals(letter("xi") @ slack))]


def large_targets() -> Iterable[LinearNetwork]:
    """Networks 1,1,1 with entries 0, 1 and 2."""
    return all_networks(("1,1,1:1",), (0, 1, 2))


def with_top(network: LinearNetwork) -> Given | None:
    """G, N and the first rank C eigenvectors U_p, whatever the range of C is."""
    known, spectral = with_inverses(network), ordered_spectrum(network)
    if known is None or spectral is None:
        return None
    return known | {"U_p": columns(spectral[0], range(linalg.rank(network.C)))}


def _top(n: LinearNetwork, given: Expression) -> Lines:
    t, Up = terms(n), letter("U_p")
    return [Assertion((given, *t.inverses), either(t.P.equals(Up @ Up.T), xr_vanishes(t)))]


def top_if_semidefinite(n: LinearNetwork, _: Given) -> Lines:
    """Lemma 4.6 with a psd Hessian alone."""
    return _top(n, terms(n).semidefinite)


def top_if_critical(n: LinearNetwork, _: Given) -> Lines:
    """Lemma 4.6 with criticality alone."""
    return _top(n, terms(n).critical)
