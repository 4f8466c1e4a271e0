"""Remarks of Section 2.3 and of Section 4, and further readings of Lemmas 4.2 and 4.6.

Each is attached to the claim that it belongs to by `proofs.papers.kawaguchi2016.catalogue`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from proofs.evidence.claim import Evidence, Outcome
from proofs.evidence.expression import Assertion, either, letter, number, rank, scale, trace
from proofs.evidence.letters import Letters
from proofs.evidence.printed import closed, gap, holds_at, misprint
from proofs.evidence.refutation import Given
from proofs.evidence.settings import Settings
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
from proofs.papers.kawaguchi2016.claims.contexts import data, distinct, spectrum, with_data
from proofs.papers.kawaguchi2016.claims.notation import some_inverse, terms, with_eigenbasis
from proofs.status import Scope
from symbolic.algebra import linalg
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import rationals
from symbolic.networks.architecture import Architecture
from symbolic.networks.network import LinearNetwork

Lines = list[Assertion]
POINTS = ("1,1,1:1", "2,1,2:2", "1,1,1,1:1", "2,1,1,2:2", "2,2,2,2:2")


def points() -> Iterable[LinearNetwork]:
    """Critical points, X = I."""
    return critical_points(POINTS)


# Section 2.3.


def _always_bad(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    better = Letters(n.architecture, "V").loss.less(t.loss)
    narrow = rank(hidden(t)).less(number(n.architecture.bottleneck))
    return [Assertion((*data(t), t.critical, better, narrow), t.semidefinite)]


def _only_there(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    better = Letters(n.architecture, "V").loss.less(t.loss)
    narrow = rank(hidden(t)).less(number(n.architecture.bottleneck))
    return [Assertion((t.critical, better, t.semidefinite), narrow)]


CONSTANT = 1000


def steep_points() -> Iterator[LinearNetwork]:
    """X = Y = 1, W_1 = 0 and W_2 = 1, 2, 4, .."""
    ring = rationals()
    one, zero = Matrix(ring, [[ring.one]]), Matrix(ring, [[ring.zero]])
    for power in range(12):
        yield LinearNetwork(one, one, (zero, one * 2**power))


def _lipschitz(n: LinearNetwork, _: Given) -> Lines:
    """||Hessian(W_2 + D) - Hessian||^2 <= K^2 ||D||^2."""
    t, D = Letters(n.architecture), letter("D")
    change = t.moved({2: D}).hessian - t.hessian
    bound = scale(number(CONSTANT**2), trace(D @ D.T))
    return [Assertion((), trace(change @ change.T).at_most(bound), f"K = {CONSTANT}")]


def with_unit_step(network: LinearNetwork) -> Given:
    """D = 1 for W_2."""
    return {"D": network.W[1].map(lambda _entry: network.ring.one)}


def _locally(_settings: Settings) -> Iterator[Evidence]:
    """Every entry of the Hessian is a polynomial, so its derivatives are bounded on a ball."""
    from symbolic.networks import formulas

    for text in ("1,1,1:1", "2,1,2:1", "1,2,1,1:1"):
        n = LinearNetwork.symbolic(Architecture.parse(text))
        degrees = [
            max((sum(e) for e in n.ring.terms(x)), default=0) for x in formulas.hessian(n).entries()
        ]
        detail = f"the entries are polynomials of degree at most {max(degrees)}"
        yield Evidence("repair", Outcome.HOLDS, Scope.ARCHITECTURE, text, "flint", detail)


E11 = gap(
    "E11", ("Section 2.3", 70),
    "we know exactly when this can happen from Theorem 2.3 (iv)",
    "a condition that is sufficient too: rank(W_H..W_2) < p is only necessary for a bad saddle",
    "rank(W_H..W_2) < p is necessary for a bad saddle",
    _always_bad, points, holds_at(_only_there, points, with_best), extend=with_data(with_best),
    in_words=True,
    reading="a critical point that is not global with rank(W_H..W_2) < p has a psd Hessian",
)  # fmt: skip
E12 = misprint(
    "E12", ("Section 2.3", 70), "false",
    "the Hessian of L is Lipschitz continuous", "it is on every bounded set",
    _lipschitz, steep_points, _locally, extend=with_unit_step,
    reading=f"with the constant {CONSTANT}; for any other take W_2 larger",
)  # fmt: skip

# Lemma 4.2 where X X^T is singular.


def with_pseudoinverse(network: LinearNetwork) -> Given:
    """G, and the Moore-Penrose inverses N of X X^T and J of X."""
    gram = network.X @ network.X.T
    return {
        "G": some_inverse(network.C.T @ network.C),
        "N": linalg.pseudoinverse(gram),
        "J": linalg.pseudoinverse(network.X),
    }


def pseudo(n: LinearNetwork, _: Given) -> Lines:
    """Lemma 4.2 with (X X^T)^+ in the place of the inverse."""
    t = terms(n)
    gram, N = t.X @ t.X.T, t.N
    penrose = (
        (gram @ N @ gram).equals(gram), (N @ gram @ N).equals(N),
        (gram @ N).equals((gram @ N).T), (N @ gram).equals((N @ gram).T),
    )  # fmt: skip
    given = (t.critical, t.inverse_of_gram, *penrose)
    return [Assertion(given, t.map.equals(t.P @ t.Z), missing=(t.inverse_of_data,))]


def _survives(n: LinearNetwork, _: Given) -> Lines:
    t, J = terms(n), letter("J")
    given = (
        t.critical,
        t.inverse_of_gram,
        (t.X @ J @ t.X).equals(t.X),
        (J @ t.X).equals((J @ t.X).T),
    )
    return [Assertion(given, (t.map @ t.X).equals(t.P @ t.Y @ J @ t.X))]


def thin_data() -> Iterable[LinearNetwork]:
    """All networks 2,1,1:1 with entries 0 and 1: X X^T is singular."""
    return all_networks(("2,1,1:1",), (0, 1), unit_data)


ER30 = gap(
    "ER30", ("Lemma 4.2", 155),
    "W_{H+1}..W_1 = C (C^T C)^{-1} C^T Y X^T (X X^T)^{-1}",
    "X X^T invertible: a hypothesis of Theorem 2.3, not of the lemma",
    "W_{H+1}..W_1 X = C (C^T C)^- C^T Y X^+ X for all data",
    pseudo, thin_data, holds_at(_survives, thin_data, with_pseudoinverse),
    extend=with_pseudoinverse,
    reading="with (C^T C)^- (ER5), and (X X^T)^+ where X X^T has no inverse",
)  # fmt: skip


# Lemma 4.6 without distinct eigenvalues.


def with_fixed_basis(network: LinearNetwork) -> Given | None:
    """U = I, Lambda and its first columns, where Sigma is diagonal with decreasing entries."""
    known, spectral = with_eigenbasis(network), ordered_spectrum(network)
    if known is None or spectral is None:
        return None
    return known | {"U_p": columns(spectral[0], range(linalg.rank(network.C)))}


def top_alternative(n: LinearNetwork, _: Given) -> Lines:
    """Lemma 4.6 for the eigenbasis that is given."""
    t = terms(n)
    Up = letter("U_p")
    given = (t.critical, t.semidefinite, *t.eigenbasis[:-1], *spectrum(t, strict=False))
    either_one = either(t.P.equals(Up @ Up.T), xr_vanishes(t))
    return [Assertion(given, either_one, missing=(distinct(t),))]


def top_projection_only(n: LinearNetwork, _: Given) -> Lines:
    """The first alternative of Lemma 4.6, also where X r = 0."""
    t = terms(n)
    Up = letter("U_p")
    given = (t.critical, t.semidefinite, xr_vanishes(t), *t.eigenbasis[:-1])
    return [Assertion(given, t.P.equals(Up @ Up.T))]


def equal_eigenvalues() -> Iterable[LinearNetwork]:
    """Critical points with X = Y = I."""
    for text in ("2,1,2:2", "2,2,2:2"):
        yield from critical_at(text, (1, 1))


def _distinct(settings: Settings) -> Iterator[Evidence]:
    yield from holds_at(closed(top_alternative), points, with_fixed_basis)(settings)
    from proofs.papers.kawaguchi2016.claims.beyond_the_lemmas import BEYOND_4_6

    yield from BEYOND_4_6.decide(settings)


ER4 = gap(
    "ER4", ("Lemma 4.6", 181),
    "C (C^T C)^- C^T = U_p U_p^T or X r = 0",
    "Sigma has distinct eigenvalues: said with the notation (line 143), not in the lemma",
    "the same where Sigma has distinct eigenvalues; else for some ordered eigenbasis",
    top_alternative, equal_eigenvalues, _distinct, extend=with_fixed_basis,
    reading="for a given ordered eigenbasis U",
)  # fmt: skip
