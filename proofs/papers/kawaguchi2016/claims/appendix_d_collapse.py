"""Appendix D, the collapsed network A = W_{H+1}..W_{i+1}, B = W_i..W_1, and many minima.

That A and B can be any matrices; what AB is at critical points; where A cannot take the place
of C; and Section 4's remark that there are uncountably many minima.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from proofs.evidence.claim import Claim, Counterexample, Evidence, Outcome
from proofs.evidence.expression import Assertion, letter
from proofs.evidence.identities import decide_identity
from proofs.evidence.printed import decide_lines
from proofs.evidence.refutation import Given, refute
from proofs.evidence.settings import Settings
from proofs.evidence.small_networks import critical_points
from proofs.papers.kawaguchi2016 import tex
from proofs.papers.kawaguchi2016.claims.at_critical_points import TRUSTS
from proofs.papers.kawaguchi2016.claims.notation import some_inverse, terms, with_inverses
from proofs.papers.kawaguchi2016.theorems.appendix_d import rescaled_layers, upper_layers_differ
from proofs.papers.kawaguchi2016.theorems.appendix_d_layers import any_two_layers
from proofs.papers.kawaguchi2016.theorems.lemma_4_2 import lemma_4_2
from proofs.status import Scope
from symbolic.algebra.matrix import Matrix, hcat, vcat
from symbolic.algebra.rings import generic_matrices, polynomial_ring
from symbolic.networks.network import LinearNetwork

Lines = list[Assertion]
POINTS = ("1,1,1:1", "2,1,2:2", "1,2,1:1", "1,1,1,1:1", "2,1,2,2:2", "2,2,1,2:2")


def points() -> Iterable[LinearNetwork]:
    """Critical points, X = I."""
    return critical_points(POINTS)


ANY_PART = "A and B can be any matrices: identities with zero blocks pass them through"
PRODUCT_PART = "AB = C (C^T C)^- C^T R at a critical point; C is A for H = 1"
OTHER_PART = "for i > 1, AB need not be A (A^T A)^- A^T R"
GAUGE_PART = "(W_{k+1} / t)(t W_k) = W_{k+1} W_k: a minimum belongs to a curve of minima"


def _collapsed(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    found = [Assertion((t.critical, *t.inverses), t.map.equals(t.P @ t.Z))]
    if t.top == 2:
        found.append(Assertion((), t.A(1).equals(t.C), "H = 1"))
    return found


def with_upper(network: LinearNetwork) -> Given | None:
    """G, N and, for the layer i > 1 of the smallest width, a {1}-inverse of A^T A."""
    known = with_inverses(network)
    i = _narrowest(network)
    if known is None or i == 1:
        return None
    A = network.A(i)
    return known | {"J": some_inverse(A.T @ A)}


def _narrowest(network: LinearNetwork) -> int:
    widths = network.architecture.widths[1:-1]
    return widths.index(min(widths)) + 1


def _with_a(n: LinearNetwork, _: Given) -> Lines:
    """AB = A J A^T R with A = A_i, i the narrowest layer."""
    t, J = terms(n), letter("J")
    A = t.A(_narrowest(n))
    inverse = (A.T @ A @ J @ A.T @ A).equals(A.T @ A)
    return [Assertion((t.critical, *t.inverses, inverse), t.map.equals(A @ J @ A.T @ t.Z))]


def _passed_through() -> Iterator[Evidence]:
    """A = A' I..I with A' = [A, 0] and [I; 0]; the same for B: widths at least p."""
    for d_y, p, wide in ((2, 1, 2), (3, 2, 3), (2, 2, 4)):
        letters = generic_matrices({"a": (d_y, p), "b": (p, 3)}, "flint")
        A, B = letters["a"], letters["b"]
        ring = A.ring
        eye, side = Matrix.identity(ring, p), Matrix.zeros(ring, p, wide - p)
        down, up = vcat(eye, side.T), hcat(eye, side)
        layers = hcat(A, Matrix.zeros(ring, d_y, wide - p)) @ down
        where = f"d_y = {d_y}, p = {p}, another width {wide}, d_x = 3"
        yield decide_identity(ANY_PART, where, layers, A)
        yield decide_identity(ANY_PART, where, up @ vcat(B, Matrix.zeros(ring, wide - p, 3)), B)


def _gauge() -> Iterator[Evidence]:
    """With s t = 1 in the place of t and 1/t: w_2 s t w_1 - w_2 w_1 is a multiple of s t - 1."""
    ring = polynomial_ring(("s", "t", "u", "w"), "sympy")
    s, t, u, w = (ring.generators[name] for name in "stuw")
    sides = (Matrix(ring, [[u * s * t * w - u * w]]), Matrix(ring, [[u * w * (s * t - ring.one)]]))
    yield decide_identity(GAUGE_PART, "any entries u of W_{k+1} and w of W_k", *sides)


def _decide(_settings: Settings) -> Iterator[Evidence]:
    yield from _passed_through()
    yield from decide_lines({PRODUCT_PART: _collapsed}, points(), with_inverses)
    found = next(refute(_with_a, points(), with_upper), None)
    example: Counterexample | None = found.counterexample if found else None
    yield Evidence(
        OTHER_PART,
        Outcome.HOLDS if found else Outcome.OPEN,
        Scope.POINTS,
        found.where if found else "no such point",
        "exact arithmetic",
        "the two sides differ at this critical point",
        counterexample=example,
    )
    yield from _gauge()


_PARTS = (ANY_PART, PRODUCT_PART, OTHER_PART, GAUGE_PART)
CLAIM = Claim(
    id="appendix-d-collapse",
    title="The collapsed network",
    section="D",
    line=659,
    statement=(
        "With A = W_{H+1}..W_{i+1}, B = W_i..W_1, d_i = p, R = Y X^T (X X^T)^{-1}:\n"
        + "\n".join(_PARTS)
    ),
    parts=_PARTS,
    decide=_decide,
    uses=("lemma-4.1", "lemma-4.2"),
    proof="Identities of polynomials, and critical points with X = I.",
    trusts=("python-flint fmpz_mpoly", "sympy.polys.rings", *TRUSTS),
    theorems=(
        (ANY_PART, any_two_layers),
        (PRODUCT_PART, lemma_4_2),
        (OTHER_PART, upper_layers_differ),
        (GAUGE_PART, rescaled_layers),
    ),
    latex=(rf"A B = {tex.PROJECTION} Y X^T (X X^T)^{{-1}},\ A = W_{{H+1}} \cdots W_{{i+1}}"),
)
