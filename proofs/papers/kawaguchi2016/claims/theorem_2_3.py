"""Theorem 2.3 at exact points.

A critical point that is no global minimum comes with two polynomial curves, one along which
the loss falls and one along which it rises; nothing of the paper is used to believe them.
That a point is a global minimum is decided against the smallest possible loss.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from time import perf_counter

from proofs.evidence.claim import Claim, Evidence, Outcome, Variant
from proofs.evidence.numeric_points import compare_at_irrational_points, compare_at_points, rank_of
from proofs.evidence.recipe_points import Sample
from proofs.evidence.samples import decide_at_samples, samples, within_hypotheses
from proofs.evidence.settings import Settings
from proofs.evidence.stated import StatedTheorem
from proofs.papers.kawaguchi2016 import tex
from proofs.papers.kawaguchi2016.claims.at_critical_points import DATA, TRUSTS, VARIATION
from proofs.papers.kawaguchi2016.theorems.appendix_b2_c1 import zero_ends
from proofs.papers.kawaguchi2016.theorems.eckart_young import eckart_young
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_i import indefinite_hessian, theorem_2_3_i
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_ii import theorem_2_3_ii
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_ii_as_printed import (
    theorem_2_3_ii as as_printed,
)
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_iii import theorem_2_3_iii
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_iv import theorem_2_3_iv
from proofs.status import Scope
from symbolic.algebra.linalg import rank
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import rationals
from symbolic.algebra.sampling import generator
from symbolic.networks.architecture import Architecture
from symbolic.networks.classification import Descent, Kind, Point
from symbolic.networks.critical_points import Recipe, make_data
from symbolic.networks.network import LinearNetwork

SADDLES = (Kind.STRICT_SADDLE, Kind.NON_STRICT_SADDLE)
BRANCHES = ("global_minimum", "strict_saddle", "non_strict_saddle")


def falls(point: Point) -> bool | None:
    """Whether the point is a global minimum or has a curve along which the loss falls."""
    witness = point.answer[1]
    if point.kind is Kind.UNDECIDED:
        return None
    return point.kind is Kind.GLOBAL_MINIMUM or (
        isinstance(witness, Descent) and witness.coefficient < 0
    )


def falls_and_rises(point: Point) -> bool | None:
    """Whether it is a global minimum, or the loss falls along one curve and rises along another."""
    witness = point.answer[1]
    if point.kind is Kind.UNDECIDED:
        return None
    return point.kind is Kind.GLOBAL_MINIMUM or (
        isinstance(witness, Descent) and witness.coefficient < 0 < witness.ascent_coefficient
    )


def kind_of(sample: Sample) -> str:
    """The kind of the sample's point, as a branch."""
    return str(sample.point.kind)


def _outside(settings: Settings) -> Iterable[Sample]:
    return (sample for sample in samples(settings) if not sample.within_hypotheses)


# (i)

NEITHER_PART = "not convex and not concave, at the midpoint of two networks already"
CONVEX_PART = "the Hessian is indefinite at W_{H+1} = W_1 = 0, W_H..W_2 != 0"
ARCHITECTURES = (
    "2,2,2:2",
    "2,1,2:2",
    "3,4,2:4",
    "2,2,2,2:2",
    "3,2,4,2:3",
    "2,1,1,1:2",
    "3,2,2,2,1:3",
)


def _partly_zero(text: str, seed: int) -> LinearNetwork:
    """Data within the hypotheses; W_{H+1} = W_1 = 0, all ones in a corner of the others."""
    architecture = Architecture.parse(text)
    count = architecture.output_width
    singular = tuple(map(Fraction, range(count, 0, -1)))
    X, Y, _ = make_data(Recipe(architecture, singular, ()), generator(seed, "data", text))
    ring, top = rationals(), architecture.depth + 1

    def weight(k: int) -> Matrix:
        shape = architecture.weight_shape(k)
        inner = 1 < k < top
        return Matrix.build(
            ring, shape, lambda i, j: ring.one if inner and i == j == 0 else ring.zero
        )

    return LinearNetwork(X, Y, tuple(weight(k) for k in architecture.layers))


def _decide_convexity(settings: Settings) -> Iterator[Evidence]:
    for text in ARCHITECTURES:
        start = perf_counter()
        point = Point(_partly_zero(text, settings.seed))
        positive, negative, zero = point.inertia
        yield Evidence(
            CONVEX_PART,
            Outcome.HOLDS if positive and negative else Outcome.FAILS,
            Scope.POINTS,
            f"{text}, inertia ({positive}, {negative}, {zero})",
            by=f"exact arithmetic, seed {settings.seed}",
            detail="eigenvalues of both signs",
            seconds=perf_counter() - start,
        )


# (ii), (iii), (iv)

LOCAL_PART = "every local minimum is a global minimum"
LOCAL_OUTSIDE = "the same where a hypothesis fails"
LEAST_PART = (
    "no loss is smaller than (||Y||^2 - the p^ largest eigenvalues of Y X^T (X X^T)^- X Y^T)/2,"
    " p^ = min(p, d_x, d_y), by which points are known to be global (Eckart and Young 1936)"
)
SADDLE_PART = "a critical point that is not global is no local minimum and no local maximum"
SADDLE_OUTSIDE = "the same where a hypothesis fails"
FULL_RANK_PART = "rank(W_H..W_2) = p and not global: the Hessian has a negative eigenvalue"


def _decide_local(settings: Settings) -> Iterator[Evidence]:
    yield decide_at_samples(
        LOCAL_PART, settings, within_hypotheses(settings), falls, kind_of, BRANCHES
    )
    yield decide_at_samples(LOCAL_OUTSIDE, settings, _outside(settings), falls, kind_of, BRANCHES)


def _rank_branch(sample: Sample) -> str:
    """Depth, kind, and whether rank C is the largest that widths and d_y allow."""
    point = sample.point
    n = point.network
    most = min(n.architecture.bottleneck, n.architecture.output_width)
    depth = "H = 1" if sample.depth == 1 else "H >= 2"
    size = "=" if rank(n.C) == most else "<"
    return f"{depth}, {point.kind}, rank C {size} min(p, d_y)"


RANK_BRANCHES = tuple(
    f"{depth}, {kind}, rank C {size} min(p, d_y)"
    for depth, kind, size in (
        ("H = 1", "global_minimum", "="),
        ("H = 1", "strict_saddle", "="),
        ("H = 1", "strict_saddle", "<"),
        ("H >= 2", "global_minimum", "="),
        ("H >= 2", "strict_saddle", "="),
        ("H >= 2", "strict_saddle", "<"),
        ("H >= 2", "non_strict_saddle", "<"),
    )
)
_GLOBAL_REASON = "a global minimum has rank W_{H+1}..W_1 = min(p, d_y), and rank C is no less"
_FULL_REASON = (
    "by Lemmas 4.6 and 4.2, W_{H+1}..W_1 = U_p U_p^T Y X^T (X X^T)^{-1}, the global minimum"
)
_SHALLOW_REASON = "rank(W_H..W_2) = rank I = p, so (iv) gives a negative eigenvalue"
IMPOSSIBLE_BRANCHES = {
    "H = 1, global_minimum, rank C < min(p, d_y)": _GLOBAL_REASON,
    "H >= 2, global_minimum, rank C < min(p, d_y)": _GLOBAL_REASON,
    "H >= 2, non_strict_saddle, rank C = min(p, d_y)": _FULL_REASON,
    "H = 1, non_strict_saddle, rank C = min(p, d_y)": _SHALLOW_REASON,
    "H = 1, non_strict_saddle, rank C < min(p, d_y)": _SHALLOW_REASON,
}


def _decide_saddle(settings: Settings) -> Iterator[Evidence]:
    yield decide_at_samples(
        SADDLE_PART, settings, within_hypotheses(settings), falls_and_rises,
        _rank_branch, RANK_BRANCHES, IMPOSSIBLE_BRANCHES,
    )  # fmt: skip
    yield decide_at_samples(
        SADDLE_OUTSIDE, settings, _outside(settings), falls_and_rises, kind_of, BRANCHES
    )


def middle_rank_is_full(point: Point) -> bool:
    """``rank(W_H..W_2) = p``; for H = 1 the product is the identity of size d_1 = p."""
    n = point.network
    return rank(n.B(len(n.W))) == n.architecture.bottleneck


def _full_rank_branch(sample: Sample) -> str:
    full = "rank = p" if middle_rank_is_full(sample.point) else "rank < p"
    return f"{full}, {sample.point.kind}"


def _decide_full_rank(settings: Settings) -> Iterator[Evidence]:
    yield decide_at_samples(
        FULL_RANK_PART,
        settings,
        within_hypotheses(settings),
        lambda p: not (middle_rank_is_full(p) and p.kind in SADDLES) or p.inertia[1] > 0,
        _full_rank_branch,
        ("rank = p, strict_saddle", "rank = p, global_minimum", "rank < p, non_strict_saddle"),
    )
    rank_hidden = rank_of(lambda p: p.network.B(len(p.network.W)))
    for compare in (compare_at_points, compare_at_irrational_points):
        yield compare(FULL_RANK_PART, "rank(W_H..W_2)", settings, rank_hidden)


def point_claim(
    name: str, title: str, place: tuple[str, int], statement: str, parts: tuple[str, ...],
    decide: Callable[[Settings], Iterator[Evidence]], *, proof: str,
    uses: tuple[str, ...] = (), variants: tuple[Variant, ...] = (),
    hypotheses: tuple[str, ...] = DATA,
    theorems: tuple[tuple[str, StatedTheorem], ...] = (), latex: str = "",
) -> Claim:  # fmt: skip
    """A claim that is decided at exact points, under the hypotheses of Theorem 2.3."""
    section, line = place
    return Claim(
        name, title, section, line, statement, parts, decide, hypotheses, uses, proof,
        trusts=TRUSTS, variants=variants, theorems=theorems, latex=latex,
    )  # fmt: skip


CURVES = (
    "Each point is global, decided against the smallest possible loss, or comes with"
    " polynomial curves along which the loss falls and rises, multiplied out exactly."
)

THEOREM_I = point_claim(
    "theorem-2.3.i", "The loss is neither convex nor concave", ("2.3", 61),
    "L is non-convex and non-concave.", (NEITHER_PART, CONVEX_PART), _decide_convexity,
    proof="A point where the Hessian has eigenvalues of both signs. " + VARIATION,
    theorems=(
        (NEITHER_PART, theorem_2_3_i), (CONVEX_PART, zero_ends),
        (CONVEX_PART, indefinite_hessian),
    ),
    latex=(
        r"\bar{\mathcal{L}} \text{ is non-convex and non-concave}"
    ),
)  # fmt: skip
THEOREM_II = point_claim(
    "theorem-2.3.ii", "Every local minimum is a global minimum", ("2.3", 62),
    "Every local minimum is a global minimum.", (LOCAL_PART, LOCAL_OUTSIDE, LEAST_PART),
    _decide_local,
    uses=("lemma-4.2", "lemma-4.4", "corollary-4.5", "lemma-4.6"), proof=CURVES,
    theorems=(
        (LOCAL_PART, theorem_2_3_ii), (LOCAL_PART, as_printed),
        (LOCAL_OUTSIDE, theorem_2_3_ii), (LEAST_PART, eckart_young),
    ),
    latex=(
        r"\text{every local minimum of } \bar{\mathcal{L}} \text{ is a global minimum}"
    ),
)  # fmt: skip
THEOREM_III = point_claim(
    "theorem-2.3.iii", "Every other critical point is a saddle", ("2.3", 63),
    "Every critical point that is not a global minimum is a saddle point.",
    (SADDLE_PART, SADDLE_OUTSIDE), _decide_saddle, uses=("theorem-2.3.ii", "lemma-4.4"),
    proof=CURVES,
    theorems=((SADDLE_PART, theorem_2_3_iii), (SADDLE_OUTSIDE, theorem_2_3_iii)),
    latex=(
        r"\text{every critical point of } \bar{\mathcal{L}} \text{ that is not a global"
        r" minimum is a"
        r" saddle point}"
    ),
)  # fmt: skip
THEOREM_IV = point_claim(
    "theorem-2.3.iv", "Full middle rank: every saddle is strict", ("2.3", 64),
    "If rank(W_H..W_2) = p, the Hessian at any saddle point has a negative eigenvalue.",
    (FULL_RANK_PART,), _decide_full_rank,
    uses=("theorem-2.3.ii", "theorem-2.3.iii"),
    proof="Kind and inertia are decided at each point. " + CURVES + " " + VARIATION,
    theorems=((FULL_RANK_PART, theorem_2_3_iv),),
    latex=(
        rf"\mathrm{{rank}}({tex.MIDDLE}) = p \text{{ at a saddle point}} \Rightarrow"
        r" \lambda_{\min}(\nabla^2 \bar{\mathcal{L}}(W)) < 0"
    ),
)  # fmt: skip
CLAIMS = (THEOREM_I, THEOREM_II, THEOREM_III, THEOREM_IV)
