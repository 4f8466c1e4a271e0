"""Beyond the paper: for H = 2, when there are uncountably many bad saddles (E1).

C.1 takes W_H = .. = W_1 = 0 with any W_{H+1}, which is a family of bad saddles for H >= 3 only.
For H = 2 the bad saddles with C = 0 are a space of W_1, which is zero where d_x = d_y; those
with C != 0 exist from min(p, d_y) = 2 on, and each brings its orbit under changes of basis.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from proofs.evidence.claim import Claim, Evidence, Outcome
from proofs.evidence.expression import Assertion, both, negation, number, rank, vanishes
from proofs.evidence.identities import decide_identity
from proofs.evidence.letters import Letters
from proofs.evidence.printed import decide_lines
from proofs.evidence.refutation import Given
from proofs.evidence.settings import Settings
from proofs.evidence.small_networks import all_weights, with_best
from proofs.papers.kawaguchi2016 import tex
from proofs.papers.kawaguchi2016.claims.at_critical_points import DATA, TRUSTS
from proofs.papers.kawaguchi2016.theorems.depth_two import (
    dimension_of_the_kernel,
    only_flat_saddles,
)
from proofs.papers.kawaguchi2016.theorems.flat_saddles import zero_above_the_first
from proofs.papers.kawaguchi2016.theorems.narrow_saddles import narrow_saddles
from proofs.status import Scope
from symbolic.algebra import linalg
from symbolic.algebra.kronecker import kron
from symbolic.algebra.matrix import Matrix, hcat, vcat
from symbolic.algebra.rings import polynomial_ring
from symbolic.networks import formulas
from symbolic.networks.network import LinearNetwork

Lines = list[Assertion]
ZERO_PART = "H = 2, W_3 = W_2 = 0, W_1 X Y^T = 0: critical, the Hessian zero, X r not 0"
ONLY_PART = "H = 2, C = 0, a bad saddle, full rank X Y^T: W_3 = W_2 = 0 and W_1 X Y^T = 0"
COUNT_PART = "these W_1 form a space of d_1 (d_x - d_y) dimensions: only 0 where d_x = d_y"
NARROW_PART = "H = 2, min(p, d_y) = 1, full rank X Y^T: at a bad saddle C = 0"
ORBIT_PART = (
    "widths two, rank one, W_1 = [3 0; 3s 0], W_2 = W_3 = [1 0; 0 0]: for every real s critical,"
    " L = 2, the Hessian congruent to that for s = 0"
)
START_PART = "there, for s = 0, the Hessian is psd, and some network has a lower loss"


def _zero_hessian(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    total = n.architecture.parameters
    upper = [vanishes(t.W(k), t.width(k), t.width(k - 1)) for k in (2, 3)]
    flat = vanishes(t.W(1) @ t.X @ t.Y.T, t.width(1), t.width(3))
    least = vanishes(t.X @ t.r, t.width(0), t.width(3))
    zero = both(t.critical, vanishes(t.hessian, total, total), negation(least))
    return [Assertion((*upper, flat), zero)]


def _only_these(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    full = rank(t.X @ t.Y.T).equals(number(t.width(3)))
    gone = vanishes(t.C, t.width(3), t.width(1))
    least = vanishes(t.X @ t.r, t.width(0), t.width(3))
    given = (t.critical, t.semidefinite, full, gone, negation(least))
    upper = [vanishes(t.W(k), t.width(k), t.width(k - 1)) for k in (2, 3)]
    flat = vanishes(t.W(1) @ t.X @ t.Y.T, t.width(1), t.width(3))
    return [Assertion(given, both(*upper, flat))]


def _count() -> Iterator[Evidence]:
    """W_1 X Y^T = 0 with X Y^T of rank d_y leaves d_1 (d_x - d_y) dimensions of W_1."""
    from symbolic.algebra.linalg import null_space
    from symbolic.algebra.rings import rational_matrix

    for d_x, d_y, d_1 in ((1, 1, 1), (2, 2, 1), (2, 1, 1), (3, 1, 2), (3, 2, 2)):
        cross = rational_matrix([[int(i == j) for j in range(d_y)] for i in range(d_x)])
        found = null_space(cross.T).shape[1] * d_1
        holds = found == d_1 * (d_x - d_y)
        yield Evidence(
            COUNT_PART, Outcome.HOLDS if holds else Outcome.FAILS, Scope.POINTS,
            f"d_x = {d_x}, d_y = {d_y}, d_1 = {d_1}", "exact arithmetic",
            f"{found} dimensions of W_1",
        )  # fmt: skip


def _narrow(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    full = rank(t.X @ t.Y.T).equals(number(t.width(3)))
    lower = Letters(n.architecture, "V").loss.less(t.loss)
    given = (t.critical, t.semidefinite, full, lower)
    return [Assertion(given, vanishes(t.C, t.width(3), t.width(1)))]


# A bad saddle with C != 0 and its orbit under W_1 -> g W_1, W_2 -> W_2 g^{-1}, g = [1 0; s 1].


def _matrix(*rows: str) -> Matrix:
    ring = polynomial_ring(("s",), "sympy")
    letters = {"s": ring.generators["s"], "3s": 3 * ring.generators["s"]}
    entries = ([letters.get(x) or ring.convert(int(x)) for x in row.split()] for row in rows)
    return Matrix(ring, entries)


def _on_orbit(first: Matrix) -> LinearNetwork:
    corner = _matrix("1 0", "0 0")
    return LinearNetwork(_matrix("1 0", "0 1"), _matrix("3 0", "0 2"), (first, corner, corner))


def _orbit() -> Iterator[Evidence]:
    """Identities in s; the change of basis is a linear map of the weights."""
    here, start = _on_orbit(_matrix("3 0", "3s 0")), _on_orbit(_matrix("3 0", "0 0"))
    one, g = _matrix("1 0", "0 1"), _matrix("1 0", "s 1")
    back = one + one - g
    for k in here.architecture.layers:
        gradient = formulas.gradient(here, k)
        zero = Matrix.zeros(gradient.ring, *gradient.shape)
        yield decide_identity(ORBIT_PART, f"gradient in W_{k}", gradient, zero)
    loss = Matrix(here.ring, [[here.loss]])
    yield decide_identity(ORBIT_PART, "loss", loss, _matrix("2"))
    # vec((g^{-1} D)^T) = (g^{-1} kron I) vec(D^T), and vec((D g)^T) = (I kron g^T) vec(D^T).
    maps = (kron(one, one), kron(one, g.T), kron(back, one))
    none = Matrix.zeros(here.ring, 4, 4)
    whole = vcat(*(hcat(*(m if i == j else none for j in range(3))) for i, m in enumerate(maps)))
    turned = whole.T @ formulas.hessian(start) @ whole
    yield decide_identity(ORBIT_PART, "Hessian", formulas.hessian(here), turned)
    yield decide_identity(ORBIT_PART, "g g^{-1}", g @ back, one)


def _start() -> Iterator[Evidence]:
    X, Y = [[1, 0], [0, 1]], [[3, 0], [0, 2]]
    corner = [[1, 0], [0, 0]]
    n = LinearNetwork.rational(X, Y, [[[3, 0], [0, 0]], corner, corner])
    best = LinearNetwork.rational(X, Y, [Y, X, X])
    hessian = formulas.hessian(n)
    good = linalg.is_psd(hessian) and best.loss < n.loss
    detail = f"inertia {linalg.inertia(hessian)}, losses {n.loss} and {best.loss}"
    outcome = Outcome.HOLDS if good else Outcome.FAILS
    yield Evidence(START_PART, outcome, Scope.ARCHITECTURE, "2,2,2,2:2", "exact arithmetic", detail)


def _networks() -> Iterable[LinearNetwork]:
    yield from all_weights("1,1,1,1:1", (0, 1, -1), (1,))
    yield from all_weights("2,1,1,1:2", (0, 1, -1), (1,))
    yield from all_weights("2,1,1,2:2", (0, 1), (2, 1))


def _narrow_networks() -> Iterable[LinearNetwork]:
    """Where one of the widths between the data, or d_y, is one."""
    yield from _networks()
    yield from all_weights("1,2,2,1:1", (0, 1), (1,))


def _decide_flat(_settings: Settings) -> Iterator[Evidence]:
    yield from decide_lines({ZERO_PART: _zero_hessian, ONLY_PART: _only_these}, _networks())
    yield from _count()


def _decide(_settings: Settings) -> Iterator[Evidence]:
    yield from decide_lines({NARROW_PART: _narrow}, _narrow_networks(), with_best)
    yield from _orbit()
    yield from _start()


_FLAT_PARTS = (ZERO_PART, ONLY_PART, COUNT_PART)
FLAT_CLAIM = Claim(
    id="flat-saddles",
    title="The bad saddles of depth two with C = 0",
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
        (ZERO_PART, zero_above_the_first),
        (ONLY_PART, only_flat_saddles),
        (COUNT_PART, dimension_of_the_kernel),
    ),
    latex=(
        r"H = 2,\ C = 0,\ "
        rf"{tex.PSD},\ X r \ne 0 \Rightarrow"
        r" W_3 = 0,\ W_2 = 0,\ W_1 X Y^T = 0"
    ),
)

_PARTS = (NARROW_PART, ORBIT_PART, START_PART)
CLAIM = Claim(
    id="depth-two",
    title="For H = 2, bad saddles with C != 0",
    section="2.3",
    line=66,
    role="next to",
    statement=(
        "For H = 2 there can be uncountably many bad saddles also where d_x = d_y, if min(p, d_y)"
        " >= 2; where it is 1, C = 0 at each of them:\n" + "\n".join(_PARTS)
    ),
    parts=_PARTS,
    decide=_decide,
    hypotheses=DATA,
    uses=("flat-saddles", "lemma-4.4"),
    proof=(
        "That there are no others in the narrow case holds for every H: where C has the rank of a"
        " hidden width or d_y, the point is a global minimum. The orbit of one with C != 0 is an"
        " identity in s: a change of basis is a linear map of the weights that leaves the loss"
        " alone."
    ),
    trusts=("sympy.polys.rings", *TRUSTS),
    theorems=((NARROW_PART, narrow_saddles),),
    latex=(
        r"H = 2:\ \{W : \nabla \bar{\mathcal{L}}(W) = 0,\ \nabla^2 \bar{\mathcal{L}}(W)"
        r" \succeq 0,\ \bar{\mathcal{L}}(W) \ne \min \bar{\mathcal{L}},\ C \ne 0\}"
        r" \text{ is uncountable for some data with } \min(p, d_y) \ge 2,"
        r" \text{ empty if } \min(p, d_y) = 1"
    ),
)
