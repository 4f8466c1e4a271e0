"""Appendix B.1: perturbations that raise a rank, and where they have to be put.

The text perturbs W_k in directions that A_k does not see until W_k..W_1 has the rank min(p, d_y).
That there are such directions is a theorem for all sizes; at exact critical points one is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product

from proofs.evidence.claim import Claim, Evidence
from proofs.evidence.expression import Assertion, Expression, letter, number, rank, vanishes, vcat
from proofs.evidence.letters import Letters
from proofs.evidence.printed import decide_lines, misprint
from proofs.evidence.refutation import Given
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016.claims.appendix_b1 import some_points
from proofs.papers.kawaguchi2016.claims.at_critical_points import CRITICAL, DATA, TRUSTS
from proofs.papers.kawaguchi2016.claims.contexts import deficient_case, with_data
from proofs.papers.kawaguchi2016.claims.notation import terms
from proofs.papers.kawaguchi2016.theorems.appendix_b1_deficient import display_of_products
from proofs.papers.kawaguchi2016.theorems.appendix_b1_ranks import raised_rank, rank_of_the_map
from symbolic.algebra import linalg
from symbolic.algebra.matrix import Matrix, Ring
from symbolic.algebra.rings import rationals
from symbolic.networks.network import LinearNetwork

Lines = list[Assertion]


def _corner(size: int) -> Matrix:
    """diag(1, .., 1, 0, ..) of size two."""
    ring = rationals()
    return Matrix.build(ring, (2, 2), lambda i, j: ring.one if i == j < size else ring.zero)


def stuck_points() -> Iterator[LinearNetwork]:
    """Networks of four hidden layers of width two, each weight 0, diag(1, 0) or I, W_1 = I."""
    zero, corner, eye = map(_corner, range(3))
    Y = corner + eye
    for weights in product((zero, corner, eye), repeat=4):
        yield LinearNetwork(eye, Y, (eye, *weights))


def _perturbation(network: LinearNetwork, *, repaired: bool) -> Given | None:
    """M for k = 2: a row that the rows of W_2 W_1 do not span, in the first row or in its own."""
    image = network.product(2, 1)
    if not network.A(2).is_zero() or linalg.rank(image) != 1:
        return None
    ring = image.ring
    own = next(i for i, row in enumerate(image.rows) if not any(row))
    missing = next(j for j in range(2) if not any(row[j] for row in image.rows))
    place = own if repaired else 0
    M = Matrix.build(
        ring, (2, 2), lambda i, j: ring.one if (i, j) == (place, missing) else ring.zero
    )
    return {"M": M}


def _placed(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    image, M, two = t.product(2, 1), letter("M"), number(2)
    zero = vanishes(t.A(2), t.width(t.top), t.width(2))
    given = (
        *deficient_case(t), zero, rank(t.W(1)).equals(two),
        rank(vcat(image, M)).equals(two),
    )  # fmt: skip
    return [Assertion(given, two.at_most(rank(image + M)), "k = 2")]


def _new_rank(n: LinearNetwork, _: Given) -> Lines:
    """As many rows of W_k B_k are independent as the rank of the perturbed product says."""
    t = terms(n)
    image = t.product(2, 1)
    zero = vanishes(t.A(2), t.width(t.top), t.width(2))
    given = (*deficient_case(t), zero, rank(t.W(1)).equals(number(2)))
    return [Assertion(given, rank(image + letter("M")).at_most(rank(image)), "k = 2")]


E21 = misprint(
    "E21", ("B.1, before M_ptb", 553), "typo",
    "p' is the rank of ~W_k B_k, and p' of the rows of G_k W_k B_k are independent",
    "p' is the rank of W_k B_k, the matrix that is displayed: G_k W_k B_k = [U_p^T R; ..]",
    _new_rank, stuck_points, display_of_products,
    extend=with_data(partial(_perturbation, repaired=True)),
    reading="in Case III, k = 2, A_2 = 0, G_2 = I, rank W_1 = p^, ~W_2 B_2 = W_2 B_2 + M",
)  # fmt: skip
E4 = misprint(
    "E4", ("B.1, M_ptb", 553), "typo",
    "the p^ - p' new vectors in the first p^ - p rows of M_ptb make"
    " rank(W_k B_k + M_ptb) >= p^ = min(p, d_y)",
    "some M_ptb does: the new vectors stand in the rows v_i that depend on the others, as footnote"
    " 6 has it (line 499)",
    _placed, stuck_points, raised_rank,
    extend=with_data(partial(_perturbation, repaired=False)),
    reading="in Case III, k = 2, A_2 = 0, G_2 = I, rank W_1 = p^ and epsilon = 1",
)  # fmt: skip


# That the ranks can be raised.

TOP_PART = "rank X Y^T = d_y: rank(W_{H+1}..W_1) = rank C, so that U_I^T R has independent rows"
FIRST_PART = (
    "rank C < min(p, d_y): some D with C D = 0 has rank(W_1 + t D) = min(d_1, d_x) for every t that"
    " is not 0, however small"
)
RAISE_PART = (
    "rank C < min(p, d_y), X r A_k = 0, rank(W_{k-1}..W_1) >= min(p, d_y), k <= H: some D with"
    " A_k D = 0 has rank((W_k + t D) W_{k-1}..W_1) >= min(p, d_y) for every t that is not 0,"
    " however small"
)
STEPS = (1, 2, 3)


def _patterns(ring: Ring, height: int, width: int) -> Iterator[Matrix]:
    """Matrices of many ranks: powers t^(i j), and unit vectors along a diagonal."""
    for t in STEPS:
        powers = [[ring.convert(t ** (i * j)) for j in range(width)] for i in range(height)]
        yield Matrix(ring, powers, (height, width))
    for s in range(width):
        ones = [
            [ring.convert(int(j == (i + s) % width)) for j in range(width)] for i in range(height)
        ]
        yield Matrix(ring, ones, (height, width))


def _raising(network: LinearNetwork, k: int) -> Matrix | None:
    """D with A_k D = 0 and the rank of (W_k + D) W_{k-1}..W_1 as large as was found."""
    kernel, width = linalg.null_space(network.A(k)), network.architecture.widths[k - 1]
    if not kernel.shape[1]:
        return None
    below = network.product(k - 1, 1)
    found = (kernel @ V for V in _patterns(kernel.ring, kernel.shape[1], width))
    return max(found, key=lambda D: linalg.rank((network.weight(k) + D) @ below))


def with_raising(network: LinearNetwork) -> Given | None:
    """D_k for every k <= H where A_k has a null space."""
    moves = {f"D_{k}": _raising(network, k) for k in range(1, len(network.W))}
    return {name: D for name, D in moves.items() if D is not None} or None


def _needed(n: LinearNetwork, t: Letters) -> tuple[Expression, ...]:
    """At a critical point of full data, the rank of C is too small."""
    full = rank(t.X @ t.Y.T).equals(number(t.width(t.top)))
    fewer = rank(t.C).less(number(min(n.architecture.bottleneck, n.architecture.output_width)))
    return (t.critical, full, number(t.width(t.top)).at_most(number(t.width(0))), fewer)


def _top_rows(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    full = rank(t.X @ t.Y.T).equals(number(t.width(t.top)))
    return [Assertion((t.critical, full), rank(t.map).equals(rank(t.C)))]


def _first_layer(n: LinearNetwork, more: Given) -> Lines:
    t, D = Letters(n.architecture), letter("D_1")
    if "D_1" not in more:
        return []
    given = (*_needed(n, t), vanishes(t.C @ D, t.width(t.top), t.width(0)))
    most = number(min(t.width(0), t.width(1)))
    return [Assertion(given, rank(t.W(1) + D).equals(most))]


def _raised(n: LinearNetwork, more: Given) -> Lines:
    t = Letters(n.architecture)
    most = number(min(n.architecture.bottleneck, n.architecture.output_width))
    found: Lines = []
    for k in range(1, t.top):
        if f"D_{k}" not in more:
            continue
        D, below = letter(f"D_{k}"), t.product(k - 1, 1)
        seen = vanishes(t.X @ t.r @ t.A(k), t.width(0), t.width(k))
        flat = vanishes(t.A(k) @ D, t.width(t.top), t.width(k - 1))
        given = (*_needed(n, t), seen, most.at_most(rank(below)), flat)
        conclusion = most.at_most(rank((t.W(k) + D) @ below))
        found.append(Assertion(given, conclusion, f"k = {k}"))
    return found


def _decide(_settings: Settings) -> Iterator[Evidence]:
    chosen = list(some_points())
    yield from decide_lines({TOP_PART: _top_rows}, chosen)
    lines = {FIRST_PART: _first_layer, RAISE_PART: _raised}
    yield from decide_lines(lines, (*chosen, *stuck_points()), with_raising)


_PARTS = (TOP_PART, FIRST_PART, RAISE_PART)
CLAIM = Claim(
    id="appendix-b1-perturbation",
    title="Case III: perturbations that raise a rank",
    section="B.1",
    line=499,
    statement="At a critical point:\n" + "\n".join(_PARTS),
    parts=_PARTS,
    decide=_decide,
    hypotheses=(CRITICAL, *DATA),
    uses=("appendix-b1-deficient",),
    proof=(
        "At each critical point a perturbation is looked for among combinations of the null space"
        " of A_k, and the rank that it gives is computed (t = 1). For all sizes it is made: what"
        " (W_k..W_1 in a basis of rows) takes to zero is mapped into what it does not reach."
    ),
    trusts=TRUSTS,
    variants=(E21, E4),
    theorems=((TOP_PART, rank_of_the_map), (FIRST_PART, raised_rank), (RAISE_PART, raised_rank)),
    latex=(
        r"\mathrm{rank}\, C < \min(p, d_y),\ X r A_k = 0,\ \mathrm{rank}\, B_k \ge \min(p, d_y),\ "
        r" k \le H \Rightarrow \exists D:\ A_k D = 0,\ "
        r"\mathrm{rank}((W_k + t D) B_k) \ge \min(p, d_y)\ \forall t \ne 0"
    ),
)
