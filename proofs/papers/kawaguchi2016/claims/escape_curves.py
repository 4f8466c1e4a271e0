"""Beyond the paper: curves out of bad saddles.

At a bad saddle the second derivatives say nothing; along these curves the loss is a polynomial
in t whose first term is of order H+1 and negative.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from time import perf_counter

from proofs.evidence.claim import Claim, Evidence, Outcome
from proofs.evidence.identities import decide_identity
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016.claims.at_critical_points import DATA, TRUSTS
from proofs.status import Scope
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import polynomial_ring
from symbolic.networks.network import LinearNetwork

SCALAR_PART = "widths one, W = 0: L = 1/2 - t^{H+1} + t^{2H+2}/2 along W_k = t"
FAMILY_PART = "H = 3, W_4 = [1 2; -1 3], W_1 = W_2 = W_3 = t I: L = 13/2 - 9 t^3 + 15/2 t^6"
CORNER_PART = "widths two, rank one: L = 2 - 2 t^{H+1} + t^{2H+2}/2 along (W_k)_22 = t"


def _matrix(rows: list[list[object]]) -> Matrix:
    ring = polynomial_ring(("t",), "sympy")
    t = ring.generators["t"]
    entries = ([t if x == "t" else ring.convert(Fraction(str(x))) for x in row] for row in rows)
    return Matrix(ring, entries)


def _along(part: str, where: str, network: LinearNetwork, expected: dict[int, str]) -> Evidence:
    """The loss along the curve, multiplied out, against the coefficients by power of t."""
    ring = polynomial_ring(("t",), "sympy")
    t = ring.generators["t"]
    right = sum((t**n * ring.convert(Fraction(c)) for n, c in expected.items()), ring.zero)
    return decide_identity(part, where, Matrix(ring, [[network.loss]]), Matrix(ring, [[right]]))


def _flat_before(part: str, where: str, network: LinearNetwork) -> Evidence:
    """At t = 0 the network is critical with a psd Hessian."""
    from symbolic.networks.classification import Point, classify

    start = perf_counter()

    def at_zero(m: Matrix) -> list[list[str]]:
        ring = polynomial_ring(("t",), "sympy")
        return [[str(ring.evaluate(x, {"t": 0})) for x in row] for row in m.rows]

    weights = [at_zero(W) for W in network.W]
    point: Point = classify(LinearNetwork.rational(at_zero(network.X), at_zero(network.Y), weights))
    bad = point.critical and point.inertia[1] == 0
    inertia = ", ".join(map(str, point.inertia))
    return Evidence(
        part, Outcome.HOLDS if bad else Outcome.FAILS, Scope.ARCHITECTURE, where,
        "exact arithmetic", f"critical at t = 0, inertia ({inertia})", perf_counter() - start,
    )  # fmt: skip


def _curves() -> Iterator[tuple[str, str, LinearNetwork, dict[int, str]]]:
    for H in (1, 2, 3, 4):
        one = _matrix([[1]])
        network = LinearNetwork(one, one, tuple(_matrix([["t"]]) for _ in range(H + 1)))
        yield SCALAR_PART, f"H = {H}", network, {0: "1/2", H + 1: "-1", 2 * H + 2: "1/2"}
    eye, Y = _matrix([[1, 0], [0, 1]]), _matrix([[3, 0], [0, 2]])
    for H in (2, 3):
        corner = _matrix([[1, 0], [0, "t"]])
        weights = (_matrix([[3, 0], [0, "t"]]), *(corner for _ in range(H)))
        expected = {0: "2", H + 1: "-2", 2 * H + 2: "1/2"}
        yield CORNER_PART, f"H = {H}", LinearNetwork(eye, Y, weights), expected
    step, top = _matrix([["t", 0], [0, "t"]]), _matrix([[1, 2], [-1, 3]])
    network = LinearNetwork(eye, Y, (step, step, step, top))
    yield FAMILY_PART, "H = 3", network, {0: "13/2", 3: "-9", 6: "15/2"}


def _decide(_settings: Settings) -> Iterator[Evidence]:
    for part, where, network, expected in _curves():
        yield _along(part, where, network, expected)
        if "H = 1" not in where:
            yield _flat_before(part, where, network)


_PARTS = (SCALAR_PART, CORNER_PART, FAMILY_PART)
CLAIM = Claim(
    id="escape-curves",
    title="Curves out of bad saddles",
    section="2.3",
    line=66,
    role="next to",
    statement=(
        "At t = 0 each curve is at a bad saddle (for H = 1 at a strict one):\n" + "\n".join(_PARTS)
    ),
    parts=_PARTS,
    decide=_decide,
    hypotheses=DATA,
    uses=("corollary-2.4", "lemma-4.4"),
    proof=("The loss along each curve is multiplied out."),
    trusts=("sympy.polys.rings", *TRUSTS),
    latex=(
        r"\bar{\mathcal{L}}(W(t)) = \bar{\mathcal{L}}(W(0)) - c\, t^{H+1} + O(t^{H+2}),\quad c > 0"
    ),
)
