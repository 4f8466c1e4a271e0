"""Beyond the paper: curves out of bad saddles, and all bad saddles of depth two with C = 0.

At a bad saddle the second derivatives say nothing; along these curves the loss is a polynomial
in t whose first term is of order H+1 and negative.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from time import perf_counter

from proofs.claim import Claim, Evidence, Outcome, Scope, Settings
from proofs.decide import decide_identity
from proofs.expression import Letters, Statement, both, negation, number, rank, vanishes
from proofs.paper.critical_point_lemmas import DATA, TRUSTS
from proofs.printed import decide_lines
from proofs.refutation import Given
from proofs.small_networks import all_weights
from symbolic.matrix import Matrix
from symbolic.network import LinearNetwork
from symbolic.rings import polynomial_ring

Lines = list[Statement]
SCALAR_PART = "widths one, W = 0: L = 1/2 - t^{H+1} + t^{2H+2}/2 along W_k = t"
FAMILY_PART = "H = 3, W_4 = [1 2; -1 3], W_1 = W_2 = W_3 = t I: L = 13/2 - 9 t^3 + 15/2 t^6"
CORNER_PART = "widths two, rank one: L = 2 - 2 t^{H+1} + t^{2H+2}/2 along (W_k)_22 = t"
ZERO_PART = "H = 2, W_3 = W_2 = 0, W_1 X Y^T = 0: critical, the Hessian zero, X r not 0"
ONLY_PART = "H = 2, C = 0, a bad saddle, full rank X Y^T: W_3 = W_2 = 0 and W_1 X Y^T = 0"
COUNT_PART = "these W_1 form a space of d_1 (d_x - d_y) dimensions: only 0 where d_x = d_y"


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
    from symbolic.classification import Point, classify

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


def _zero_hessian(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    total = n.architecture.parameters
    upper = [vanishes(t.W(k), t.width(k), t.width(k - 1)) for k in (2, 3)]
    flat = vanishes(t.W(1) @ t.X @ t.Y.T, t.width(1), t.width(3))
    least = vanishes(t.X @ t.r, t.width(0), t.width(3))
    zero = both(t.critical, vanishes(t.hessian, total, total), negation(least))
    return [Statement((*upper, flat), zero)]


def _only_these(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    full = rank(t.X @ t.Y.T).equals(number(t.width(3)))
    gone = vanishes(t.C, t.width(3), t.width(1))
    least = vanishes(t.X @ t.r, t.width(0), t.width(3))
    given = (t.critical, t.semidefinite, full, gone, negation(least))
    upper = [vanishes(t.W(k), t.width(k), t.width(k - 1)) for k in (2, 3)]
    flat = vanishes(t.W(1) @ t.X @ t.Y.T, t.width(1), t.width(3))
    return [Statement(given, both(*upper, flat))]


def _count() -> Iterator[Evidence]:
    """W_1 X Y^T = 0 with X Y^T of rank d_y leaves d_1 (d_x - d_y) dimensions of W_1."""
    from symbolic.linalg import null_space
    from symbolic.rings import rational_matrix

    for d_x, d_y, d_1 in ((1, 1, 1), (2, 2, 1), (2, 1, 1), (3, 1, 2), (3, 2, 2)):
        cross = rational_matrix([[int(i == j) for j in range(d_y)] for i in range(d_x)])
        found = null_space(cross.T).shape[1] * d_1
        holds = found == d_1 * (d_x - d_y)
        yield Evidence(
            COUNT_PART, Outcome.HOLDS if holds else Outcome.FAILS, Scope.POINTS,
            f"d_x = {d_x}, d_y = {d_y}, d_1 = {d_1}", "exact arithmetic",
            f"{found} dimensions of W_1",
        )  # fmt: skip


def _decide(_settings: Settings) -> Iterator[Evidence]:
    for part, where, network, expected in _curves():
        yield _along(part, where, network, expected)
        if "H = 1" not in where:
            yield _flat_before(part, where, network)


def _decide_flat(_settings: Settings) -> Iterator[Evidence]:
    weights = (
        *all_weights("1,1,1,1:1", (0, 1, -1), (1,)),
        *all_weights("2,1,1,1:2", (0, 1, -1), (1,)),
        *all_weights("2,1,1,2:2", (0, 1), (2, 1)),
    )
    yield from decide_lines({ZERO_PART: _zero_hessian, ONLY_PART: _only_these}, weights)
    yield from _count()


_PARTS = (SCALAR_PART, CORNER_PART, FAMILY_PART)
CLAIM = Claim(
    id="escape-curves",
    title="Curves out of bad saddles",
    section="2.3",
    line=66,
    role="next to",
    statement="At t = 0 each curve is at a bad saddle (for H = 1 at a strict one):\n"
    + "\n".join(_PARTS),
    parts=_PARTS,
    decide=_decide,
    uses=("corollary-2.4",),
    proof="The loss along each curve is multiplied out.",
    trusts=("sympy.polys.rings", *TRUSTS),
)

_FLAT_PARTS = (ZERO_PART, ONLY_PART, COUNT_PART)
FLAT_CLAIM = Claim(
    id="flat-saddles",
    title="The bad saddles of depth two",
    section="2.3",
    line=66,
    role="next to",
    statement=(
        "\n".join(_FLAT_PARTS)
        + "\nSo for H = 2 the bad saddles with C = 0 are uncountably many if d_x > d_y, and W = 0"
        " alone if d_x = d_y."
    ),
    parts=_FLAT_PARTS,
    decide=_decide_flat,
    hypotheses=DATA,
    uses=("corollary-2.4", "zero-product"),
    proof=(
        "Where C = 0 a psd Hessian is zero, and its form along pairs of layers leaves no other"
        " points. The first line holds for every H >= 2. Evaluated at all networks with small"
        " entries, X = I."
    ),
    trusts=TRUSTS,
    theorems=(
        (ZERO_PART, "flat-saddles:zero"),
        (ONLY_PART, "flat-saddles:only"),
        (COUNT_PART, "flat-saddles:dimension"),
    ),
)
