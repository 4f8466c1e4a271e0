"""Appendix B.1, Case III: rank(W_H..W_2) < p, and the perturbations of its induction.

What the constructed perturbations do is decided at exact critical points: they change neither
C nor W_{H+1}..W_1, so the ranks that the text says are raised are not (E2); and the perturbed
point need be neither critical nor psd unless W is a local minimum (G1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import partial

from proofs.evidence.claim import Claim, Evidence
from proofs.evidence.expression import (
    Assertion,
    Expression,
    both,
    hcat,
    identity,
    letter,
    named,
    negation,
    number,
    rank,
    vanishes,
    vcat,
    zeros,
)
from proofs.evidence.letters import Letters
from proofs.evidence.printed import decide_lines
from proofs.evidence.refutation import Given
from proofs.evidence.settings import Settings
from proofs.evidence.small_networks import completed, critical_points
from proofs.papers.kawaguchi2016 import tex
from proofs.papers.kawaguchi2016.claims.appendix_b1 import hidden, some_points
from proofs.papers.kawaguchi2016.claims.at_critical_points import CRITICAL, DATA, TRUSTS
from proofs.papers.kawaguchi2016.claims.notation import (
    some_inverse,
    terms,
    with_eigenbasis,
    with_inverses,
)
from proofs.papers.kawaguchi2016.theorems.appendix_b1_deficient import (
    display_of_products,
    framed_inverses,
    lifted_layer,
    ranks_of_products,
    rows_of_the_frame,
    same_projection,
)
from proofs.papers.kawaguchi2016.theorems.appendix_b1_deficient import (
    flat_moves as flat_moves_theorem,
)
from proofs.papers.kawaguchi2016.theorems.lemma_4_2 import lemma_4_2
from symbolic.algebra import linalg
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import rationals
from symbolic.networks.network import LinearNetwork

Lines = list[Assertion]
DEEP = ("1,1,1,1:1", "1,1,1,1,1:1", "2,2,2,2:2")


def deep_points() -> Iterable[LinearNetwork]:
    """Critical points of depth two and three."""
    return critical_points(DEEP)


def flat_moves(network: LinearNetwork) -> Given | None:
    """D_k = w e_1^T / 10 with A_k w = 0 and w != 0, for every k <= H that has such a w."""
    found: Given = {}
    for k in range(1, len(network.W)):
        kernel = linalg.null_space(network.A(k))
        if kernel.shape[1]:
            width = network.architecture.widths[k - 1]
            row = Matrix.identity(kernel.ring, width).row(0)
            found[f"D_{k}"] = (kernel.column(0) @ row) * rationals().convert(Fraction(1, 10))
    return found or None


def moves_of(more: Given) -> dict[int, Expression]:
    """The moves D_k by the layer that they move."""
    return {int(name[2:]): letter(name) for name in more if name.startswith("D_")}


def flat(t: Letters, moves: dict[int, Expression]) -> tuple[Expression, ...]:
    """A_k D_k = 0, D_k != 0."""
    kernel = [vanishes(t.A(k) @ D, t.width(t.top), t.width(k - 1)) for k, D in moves.items()]
    nonzero = [negation(vanishes(D, t.width(k), t.width(k - 1))) for k, D in moves.items()]
    return (*kernel, *nonzero)


def _nothing_changes(n: LinearNetwork, more: Given) -> Lines:
    """C and W_{H+1}..W_1 are what they were."""
    t, moves = Letters(n.architecture), moves_of(more)
    other = t.moved(moves)
    given = flat(t, moves)
    same = both(other.C.equals(t.C), other.map.equals(t.map), other.loss.equals(t.loss))
    return [Assertion(given, same)]


# The case distinctions, with any {1}-inverse.


def _enough(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    p, d_y = n.architecture.bottleneck, t.width(t.top)
    given = (number(min(p, d_y)).at_most(rank(t.C)),)
    full = rank(hidden(t)).equals(number(p)) if p <= d_y else rank(t.C).equals(number(d_y))
    singular = rank(t.C.T @ t.C).less(number(t.width(1)))
    return [
        Assertion(given, full, "rank C >= min(p, d_y)"),
        Assertion((rank(hidden(t)).less(number(p)),), singular, "rank N < p"),
    ]


def with_upper_inverses(network: LinearNetwork) -> Given | None:
    """G, N, U, .. and, for every k, a {1}-inverse J_k of A_k^T A_k."""
    known = with_eigenbasis(network)
    if known is None:
        return None
    uppers = {k: network.A(k) for k in range(2, len(network.W) + 1)}
    return known | {f"J_{k}": some_inverse(A.T @ A) for k, A in uppers.items()}


def second_alternative(n: LinearNetwork, _: Given) -> Lines:
    """A_k (A_k^T A_k)^- A_k^T = C (C^T C)^- C^T where X r A_k = 0 and rank X Y^T = d_y."""
    t = terms(n)
    found: Lines = []
    for k in range(2, t.top + 1):
        A, J = t.A(k), letter(f"J_{k}")
        zero = vanishes(t.X @ t.r @ A, t.width(0), t.width(k))
        cross = rank(t.X @ t.Y.T).equals(number(t.width(t.top)))
        inverse = (A.T @ A @ J @ A.T @ A).equals(A.T @ A)
        given = (t.critical, *t.inverses, zero, cross, inverse)
        found.append(Assertion(given, (A @ J @ A.T).equals(t.P), f"k = {k}"))
    return found


def with_frames(network: LinearNetwork) -> Given | None:
    """G_k for every k with R(A_k) = R(C): A_k = [U_I, 0] G_k, G_k invertible."""
    known = with_eigenbasis(network)
    if known is None:
        return None
    frames = {}
    for k in range(1, len(network.W)):
        A = network.A(k)
        if linalg.rank(A) == linalg.rank(network.C):
            frames[f"G_{k}"] = completed(known["U_I"].T @ A)
    return known | frames


def displayed(n: LinearNetwork, more: Given, *, printed: bool) -> Lines:
    """(7) and (9): W_k..W_1 = G_k^{-1} [U_I^T R; [0 I] G_k L_k], multiplied by G_k.

    (9) as printed, which is for k >= 2.
    """
    t = terms(n)
    p = more["U_I"].shape[1]
    found: Lines = []
    for k in range(2 if printed else 1, t.top):
        if f"G_{k}" not in more or p == 0 or p == t.width(k):
            continue
        Gk, L = letter(f"G_{k}"), named(f"L_{k}", t.product(k, 1))
        lower = hcat(zeros(t.width(k) - p, p), identity(t.width(k) - p))
        top = letter("U_I").T @ t.Z
        right = vcat(top, lower) @ Gk @ L if printed else vcat(top, lower @ Gk @ L)
        zero = vanishes(t.X @ t.r @ t.A(k), t.width(0), t.width(k))
        frame = t.A(k).equals(hcat(letter("U_I"), zeros(t.width(t.top), t.width(k) - p)) @ Gk)
        given = (t.critical, *t.eigenbasis, zero, frame)
        found.append(Assertion(given, (Gk @ t.product(k, 1)).equals(right), f"k = {k}"))
    return found


def with_some_matrix(network: LinearNetwork) -> Given | None:
    """L, every entry one, for "an arbitrary L"."""
    known = with_inverses(network)
    if known is None:
        return None
    W = network.W[0]
    return known | {"L": W.map(lambda _entry: W.ring.one)}


def solved(n: LinearNetwork, L: Expression) -> Lines:
    """(2): what W_1 is at a critical point, for the L that is given."""
    t = terms(n)
    kernel = identity(t.width(1)) - t.G @ t.C.T @ t.C
    right = t.G @ t.C.T @ t.Z + kernel @ L
    return [Assertion((t.critical, *t.inverses), t.W(1).equals(right))]


def solutions(n: LinearNetwork, _: Given) -> Lines:
    """(2), both directions: W_1 solves its equation iff it is of the form, with L = W_1."""
    t = terms(n)
    kernel = identity(t.width(1)) - t.G @ t.C.T @ t.C
    form = t.G @ t.C.T @ t.Z + kernel @ letter("L")
    other = Letters(n.architecture)
    other.weights = [form, *t.weights[1:]]
    zero = vanishes(other.X @ other.r @ other.C, t.width(0), t.width(1))
    return [*solved(n, t.W(1)), Assertion(t.inverses, zero, "back")]


def with_row_spaces(network: LinearNetwork) -> Given | None:
    """For k >= 2 the pseudoinverse P_k of W_{k-1}..W_1."""
    ks = range(2, len(network.W) + 1)
    return {f"P_{k}": linalg.pseudoinverse(network.product(k - 1, 1)) for k in ks}


def _lifted(n: LinearNetwork, _: Given) -> Lines:
    """W_k = (W_k B_k) B_k^+ + W_k (I - B_k B_k^+), and M B_k^+ B_k = M for an M = Q B_k."""
    t = Letters(n.architecture)
    found: Lines = []
    for k in range(2, t.top + 1):
        B, P, W = t.product(k - 1, 1), letter(f"P_{k}"), t.W(k)
        inverse = ((B @ P @ B).equals(B), (P @ B).equals((P @ B).T))
        whole = W @ B @ P + W @ (identity(t.width(k - 1)) - B @ P)
        M = W @ B @ P @ B
        found.append(Assertion(inverse, both(whole.equals(W), (M @ P @ B).equals(M)), f"k = {k}"))
    return found


LIFT_PART = (
    "W_k = (W_k..W_1) B_k^+ + L (I - B_k B_k^+) for some L, and (Q B_k) B_k^+ B_k = Q B_k,"
    " B_k = W_{k-1}..W_1"
)
NOTHING_PART = "D_k with A_k D_k = 0 for k <= H: C, W_{H+1}..W_1 and the loss stay the same"
ENOUGH_PART = "rank C >= min(p, d_y): rank N = p or rank C = d_y; rank N < p: C^T C is singular"
ALTERNATIVE_PART = "X r A_k = 0: A_k (A_k^T A_k)^- A_k^T = C (C^T C)^- C^T"
DISPLAY_PART = (
    "(7), (9): G_k W_k..W_1 = [U_I^T R; [0, I] G_k L_k] with A_k = [U_I, 0] G_k, where X r A_k = 0"
)
FRAME_PART = (
    "C = [U_p, 0] G_1: C^T C = G_1^T diag(I, 0) G_1, of which the {1}-inverses are the"
    " G_1^{-1} [I, L_1; L_2, L_3] G_1^{-T}"
)
ROWS_PART = "rank(U_p^T R) = p; other rows of G_1 W_1 than the first p do not change C W_1"
SOLUTION_PART = "(2), (6): W_1 = G C^T R + (I - G C^T C) L for some L; every such W_1 solves it"


def _decide(_settings: Settings) -> Iterator[Evidence]:
    chosen = list(some_points())
    yield from decide_lines({NOTHING_PART: _nothing_changes}, deep_points(), flat_moves)
    yield from decide_lines({ENOUGH_PART: _enough}, chosen)
    yield from decide_lines({ALTERNATIVE_PART: second_alternative}, chosen, with_upper_inverses)
    display = {DISPLAY_PART: partial(displayed, printed=False)}
    yield from decide_lines(display, chosen, with_frames)
    yield from decide_lines({LIFT_PART: _lifted}, chosen, with_row_spaces)
    yield from decide_lines({SOLUTION_PART: solutions}, chosen, with_some_matrix)


THEOREMS = (
    flat_moves_theorem, ranks_of_products, same_projection, display_of_products,
    lifted_layer, lemma_4_2, framed_inverses, rows_of_the_frame,
)  # fmt: skip
_PARTS = (
    NOTHING_PART, ENOUGH_PART, ALTERNATIVE_PART, DISPLAY_PART, LIFT_PART, SOLUTION_PART, FRAME_PART,
    ROWS_PART,
)  # fmt: skip
CLAIM = Claim(
    id="appendix-b1-deficient",
    title="Case III: rank(W_H..W_2) < p",
    section="B.1",
    line=459,
    statement="At a critical point, N = W_H..W_2, for any {1}-inverses:\n" + "\n".join(_PARTS),
    parts=_PARTS,
    decide=_decide,
    hypotheses=(CRITICAL, *DATA),
    uses=("lemma-4.2", "lemma-4.4", "lemma-4.6", "appendix-b1-full"),
    proof="Each line is evaluated at critical points with X = I where its hypotheses hold.",
    trusts=TRUSTS,
    theorems=tuple(zip(_PARTS, THEOREMS, strict=True)),
    latex=(
        r"A_k (\tilde W_k - W_k) = 0\ \forall k \le H \Rightarrow \tilde C = C,\ "
        rf" \tilde W_{{H+1}} \cdots \tilde W_1 = {tex.MAP}"
    ),
)
"""Its misprints are in `proofs.papers.kawaguchi2016.claims.appendix_b1_deficient_misprints`."""
