"""A remark of Section 2.3; Lemmas 4.2 and 4.6 without some of their hypotheses, for the audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from proofs.evidence.claim import Finding, Variant
from proofs.evidence.expression import Assertion, either, letter, number, scale, trace
from proofs.evidence.letters import Letters
from proofs.evidence.refutation import Given, refute
from proofs.evidence.settings import Settings
from proofs.evidence.small_networks import (
    all_networks,
    columns,
    critical_at,
    critical_points,
    ordered_spectrum,
    unit_data,
)
from proofs.papers.kawaguchi2016.claims.appendix_b1 import xr_vanishes
from proofs.papers.kawaguchi2016.claims.contexts import distinct, spectrum
from proofs.papers.kawaguchi2016.claims.notation import some_inverse, terms, with_eigenbasis
from proofs.papers.kawaguchi2016.theorems.negative_near import continuous_form, negative_near
from symbolic.algebra import linalg
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import polynomial_ring, rationals
from symbolic.networks import formulas
from symbolic.networks.network import LinearNetwork

Lines = list[Assertion]
POINTS = ("1,1,1:1", "2,1,2:2", "1,1,1,1:1", "2,1,1,2:2", "2,2,2,2:2")


def points() -> Iterable[LinearNetwork]:
    """Critical points, X = I."""
    return critical_points(POINTS)


# Section 2.3.


def steep_points() -> Iterator[LinearNetwork]:
    """X = Y = 1, W_1 = 0 and W_2 = 1, 2, 4, .."""
    ring = rationals()
    one, zero = Matrix(ring, [[ring.one]]), Matrix(ring, [[ring.zero]])
    for power in range(12):
        yield LinearNetwork(one, one, (zero, one * 2**power))


def lipschitz(n: LinearNetwork, _: Given) -> Lines:
    """||Hessian(W_2 + D) - Hessian||^2 <= K^2 ||D||^2, for a constant K > 0."""
    t, D, K = Letters(n.architecture), letter("D"), letter("K")
    change = t.moved({2: D}).hessian - t.hessian
    bound = scale(K @ K, trace(D @ D.T))
    return [Assertion((number(0).less(K),), trace(change @ change.T).at_most(bound))]


def with_constant(network: LinearNetwork) -> Given:
    """D = 1 for W_2, and the constant K, of the size of W_2."""
    W = network.W[1]
    return {"D": W.map(lambda _entry: network.ring.one), "K": W}


def excess() -> str:
    """||Hessian(W_2 + 1) - Hessian||^2 - K^2 at W_1 = 0, W_2 = K, as a polynomial in K.

    Raises `AssertionError` unless it is positive for every K > 0: no coefficient is negative.
    """
    ring = polynomial_ring(("K",), "sympy")
    K, one, zero = ring.generators["K"], ring.one, ring.zero

    def hessian(entry: Any) -> Matrix:
        X, Y, first, last = (Matrix(ring, [[x]]) for x in (one, one, zero, entry))
        return formulas.hessian(LinearNetwork(X, Y, (first, last)))

    change = hessian(K + one) - hessian(K)
    rest = sum((x * x for x in change.entries()), zero) - K * K
    if any(coefficient < 0 for coefficient in ring.terms(rest).values()) or rest == zero:
        raise AssertionError(f"{rest} may be negative for some K > 0")
    return str(rest)


def _steeper(_settings: Settings) -> Iterator[Finding]:
    """One constant with its counterexample, and that there is one for every other."""
    for finding in refute(lipschitz, steep_points(), with_constant):
        every = f"for every K > 0: at W_1 = 0, W_2 = K the left side is larger by {excess()}"
        yield replace(finding, detail=f"{finding.detail}; {every}")


E12 = Variant(
    "E12", "Section 2.3", 70, "false",
    "the Hessian of L is Lipschitz continuous",
    "it is continuous, so that what is negative at a saddle point is negative near it",
    _steeper, reading="with some constant K: ||Hessian(V) - Hessian(W)|| <= K ||V - W||",
    theorems=(continuous_form, negative_near),
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


def thin_data() -> Iterable[LinearNetwork]:
    """All networks 2,1,1:1 with entries 0 and 1: X X^T is singular."""
    return all_networks(("2,1,1:1",), (0, 1), unit_data)


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
