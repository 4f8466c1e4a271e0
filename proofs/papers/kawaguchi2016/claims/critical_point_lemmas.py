"""Lemmas 4.2, 4.4 and 4.6, Corollary 4.5 and what goes beyond them, at exact critical points.

Every conclusion is decided by exact ranks, ranges and traces at constructed critical points;
`branches` of the evidence say which alternatives were met and at which smallest point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from proofs.evidence.claim import Claim, Evidence
from proofs.evidence.numeric_points import (
    compare_at_irrational_points,
    compare_at_points,
    criticality,
    eigenvalues,
    hessian_inertia,
    range_conditions,
    rank_of,
)
from proofs.evidence.samples import Sample, decide_at_samples, samples, within_hypotheses
from proofs.evidence.settings import Settings
from proofs.evidence.stated import StatedTheorem
from proofs.papers.kawaguchi2016 import tex
from proofs.papers.kawaguchi2016.theorems.lemma_4_2 import lemma_4_2
from proofs.papers.kawaguchi2016.theorems.lemma_4_4 import corollary_4_5, lemma_4_4
from proofs.papers.kawaguchi2016.theorems.lemma_4_4_negative import vanishing_hessian
from proofs.papers.kawaguchi2016.theorems.lemma_4_6 import lemma_4_6
from symbolic.algebra.linalg import random_one_inverse, rank, solve
from symbolic.algebra.sampling import generator
from symbolic.networks.classification import Point
from symbolic.networks.conditions import (
    projection,
    range_condition,
    rank_condition,
    residual_vanishes,
    top_projection,
    upper_layers,
)

TRUSTS = ("python-flint fmpq_mat, fmpz_mat, fmpz_poly, arb",)
CRITICAL = "W is a critical point"
DATA = ("X X^T invertible", "X Y^T of full rank", "d_y <= d_x", "Sigma has distinct eigenvalues")
VARIATION = (
    "In the theorems the Hessian's form along directions in two layers is the second variation;"
    " that they are the same is part of the claim general-block."
)
KY_FAN = (
    "tr(P Sigma) is largest, among projections P of rank p, exactly for P on p top"
    " eigenvectors (Ky Fan 1949)"
)


def is_psd(sample: Sample) -> bool:
    """Whether the Hessian at the sample is positive semidefinite."""
    return sample.point.inertia[1] == 0


def is_semidefinite(sample: Sample) -> bool:
    """Whether the Hessian at the sample is positive or negative semidefinite."""
    return 0 in sample.point.inertia[:2]


# Lemma 4.2

REPRESENTATION = "W_{H+1}..W_1 = C (C^T C)^- C^T Y X^T (X X^T)^{-1}"


def _represented(settings: Settings) -> Callable[[Point], bool]:
    """For the sparse {1}-inverse of C^T C and for two random ones."""

    def holds(point: Point) -> bool:
        n = point.network
        C = n.C
        regression = solve(n.X @ n.X.T, n.X @ n.Y.T).T
        random = generator(settings.seed, "inverses", n.architecture)
        inverses = [None, *(random_one_inverse(C.T @ C, random) for _ in range(2))]
        return all(n.A(0) == projection(point, G) @ regression for G in inverses)

    return holds


def _rank_branch(sample: Sample) -> str:
    C = sample.point.network.C
    found = rank(C)
    return "C = 0" if found == 0 else "C^T C singular" if found < C.shape[1] else "C^T C invertible"


def _decide_representation(settings: Settings) -> Iterator[Evidence]:
    chosen = (s for s in samples(settings) if rank(s.point.network.X) == s.point.network.X.shape[0])
    required = ("C = 0", "C^T C singular", "C^T C invertible")
    yield decide_at_samples(
        REPRESENTATION, settings, chosen, _represented(settings), _rank_branch, required
    )
    rank_c = rank_of(lambda point: point.network.C)
    for compare in (compare_at_points, compare_at_irrational_points):
        yield compare(REPRESENTATION, "criticality", settings, criticality)
        yield compare(REPRESENTATION, "rank C", settings, rank_c)


# Lemma 4.4, Corollary 4.5

RANGE_PART = "R(B_k^T) in R(C^T C) or X r A_k = 0"
RANK_PART = "rank(W_{H+1}..W_k) >= rank(W_{k-1}..W_2) or X r A_k = 0"
NEGATIVE_PART = "a negative semidefinite Hessian is zero"

Condition = Callable[[Point, int], bool]


def _place(depth: int, k: int) -> str:
    """Which of the boundary cases the layer k is in."""
    if k == 2:
        return "k = 2 = H+1" if depth == 1 else "k = 2 < H+1"
    return "k = H+1 > 2" if k == depth + 1 else "2 < k < H+1"


def _cells(condition: Condition, name: str) -> Callable[[Sample], list[str]]:
    """The cell of each layer: first alternative, second, both, neither."""

    def cells(sample: Sample) -> list[str]:
        found = []
        for k in upper_layers(sample.point):
            first, second = condition(sample.point, k), residual_vanishes(sample.point, k)
            which = {(1, 1): "both", (1, 0): f"{name} only", (0, 1): "X r A_k = 0 only"}
            cell = which.get((first, second), "neither")
            sign = "psd" if is_psd(sample) else "nsd" if is_semidefinite(sample) else "indefinite"
            found.append(f"{sign}, {_place(sample.depth, k)}: {cell}")
        return found

    return cells


def _alternatives(condition: Condition) -> Callable[[Point], bool]:
    """Where the Hessian is semidefinite, one alternative holds for every layer above the first."""

    def holds(point: Point) -> bool:
        if 0 not in point.inertia[:2]:
            return True
        return all(condition(point, k) or residual_vanishes(point, k) for k in upper_layers(point))

    return holds


def _required_cells(name: str) -> list[str]:
    places = ("k = 2 = H+1", "k = 2 < H+1", "k = H+1 > 2", "2 < k < H+1")
    cells = (f"{name} only", "X r A_k = 0 only", "both")
    met = [f"psd, {place}: {cell}" for place in places for cell in cells]
    return [*met, "indefinite, k = 2 = H+1: neither", "indefinite, k = 2 < H+1: neither"]


def _impossible_cells() -> dict[str, str]:
    """X r A_{H+1} = X r, and X r = 0 at a critical point makes it a global minimum, so psd."""
    reason = "X r = 0 makes the point a global minimum (L is convex in W_{H+1}..W_1)"
    places = ("k = 2 = H+1", "k = H+1 > 2")
    cells = ("X r A_k = 0 only", "both")
    return {f"indefinite, {place}: {cell}": reason for place in places for cell in cells}


def _decide_alternatives(
    part: str, settings: Settings, condition: Condition, name: str
) -> Evidence:
    """Evidence that `condition` or ``X r A_k = 0`` holds, with the table of cells."""
    return decide_at_samples(
        part, settings, samples(settings), _alternatives(condition),
        _cells(condition, name), _required_cells(name), _impossible_cells(),
    )  # fmt: skip


def _decide_range(settings: Settings) -> Iterator[Evidence]:
    yield _decide_alternatives(RANGE_PART, settings, range_condition, "range")
    yield decide_at_samples(
        NEGATIVE_PART, settings, samples(settings),
        lambda point: point.inertia[0] > 0 or point.hessian.is_zero(),
        lambda s: "zero" if s.point.hessian.is_zero() else "not negative semidefinite", ("zero",),
    )  # fmt: skip
    for compare in (compare_at_points, compare_at_irrational_points):
        yield compare(RANGE_PART, "R(B_k^T) in R(C^T C)", settings, range_conditions)
        yield compare(RANGE_PART, "inertia and sign of the Hessian", settings, hessian_inertia)


def _decide_rank(settings: Settings) -> Iterator[Evidence]:
    yield _decide_alternatives(RANK_PART, settings, rank_condition, "rank")


# Lemma 4.6 and beyond

PROJECTION_PART = "C (C^T C)^- C^T = U_p U_p^T or X r = 0"
RESIDUAL_REASON = (
    "X r = 0 says W_{H+1}..W_1 = Y X^T (X X^T)^{-1}, of rank d_y, so C has rank d_y and"
    " C (C^T C)^- C^T = I"
)


def xr_vanishes(point: Point) -> bool:
    """``X r = 0``."""
    return residual_vanishes(point, len(point.network.W))


def projection_branch(sample: Sample) -> str:
    """Semidefinite or not, and which alternatives of Lemma 4.6 hold."""
    if not is_psd(sample):
        top = "top" if top_projection(sample.point) else "not top"
        return f"not psd, projection {top}"
    if not top_projection(sample.point):
        return "psd, X r = 0 only"
    return "psd, both" if xr_vanishes(sample.point) else "psd, projection only"


def _decide_projection(settings: Settings) -> Iterator[Evidence]:
    required = (
        "psd, both",
        "psd, projection only",
        "not psd, projection top",
        "not psd, projection not top",
    )
    yield decide_at_samples(
        PROJECTION_PART, settings, within_hypotheses(settings),
        lambda p: p.inertia[1] > 0 or top_projection(p) or xr_vanishes(p),
        projection_branch, required, {"psd, X r = 0 only": RESIDUAL_REASON},
    )  # fmt: skip
    rank_sigma = rank_of(lambda point: point.explained)
    yield compare_at_points(PROJECTION_PART, "rank Sigma", settings, rank_sigma)
    yield compare_at_points(PROJECTION_PART, "eigenvalues of Sigma", settings, eigenvalues)


def lemma_claim(
    name: str, title: str, place: tuple[str, int], statement: str, parts: tuple[str, ...],
    decide: Callable[[Settings], Iterator[Evidence]], hypotheses: tuple[str, ...],
    *, role: str = "at", uses: tuple[str, ...] = (), assumes: tuple[str, ...] = (), proof: str = "",
    theorems: tuple[tuple[str, StatedTheorem], ...] = (), latex: str = "",
) -> Claim:  # fmt: skip
    """A claim about critical points, decided at the samples."""
    section, line = place
    return Claim(
        name, title, section, line, statement, parts, decide, hypotheses, uses,
        proof or "Each condition is decided at exact critical points of every kind, by ranks.",
        assumes, TRUSTS, role=role, theorems=theorems, latex=latex,
    )  # fmt: skip


LEMMA_4_2 = lemma_claim(
    "lemma-4.2", "Representation at a critical point", ("4.2", 153),
    "If W is a critical point: W_{H+1}..W_1 = C (C^T C)^- C^T Y X^T (X X^T)^{-1} for every"
    " {1}-inverse of C^T C.",
    (REPRESENTATION,), _decide_representation, (CRITICAL, "X X^T invertible"),
    uses=("appendix-a2", "fact-a17"),
    proof="The equation is evaluated with three {1}-inverses of C^T C at each critical point.",
    theorems=((REPRESENTATION, lemma_4_2),),
    latex=(
        r"\nabla \bar{\mathcal{L}}(W) = 0 \Rightarrow"
        rf" {tex.MAP} = {tex.PROJECTION} Y X^T (X X^T)^{{-1}}"
    ),
)  # fmt: skip
LEMMA_4_4 = lemma_claim(
    "lemma-4.4", "Semidefinite Hessian: a range condition", ("4.2", 171),
    "If the Hessian is positive or negative semidefinite at a critical point, then for every"
    " k in {2, .., H+1}: R((W_{k-1}..W_2)^T) in R(C^T C) or X r W_{H+1}..W_{k+1} = 0.",
    (RANGE_PART, NEGATIVE_PART), _decide_range, (CRITICAL, "the Hessian is semidefinite"),
    uses=("lemma-4.3", "fact-a23", "fact-a24", "appendix-a7"),
    theorems=((RANGE_PART, lemma_4_4), (NEGATIVE_PART, vanishing_hessian)),
    latex=(
        rf"\nabla^2 \bar{{\mathcal{{L}}}}(W) \succeq 0 \text{{ or }} \preceq 0 \Rightarrow"
        rf" \forall k \ge 2:\ \mathcal{{R}}(({tex.B})^T) \subseteq \mathcal{{R}}(C^T C)"
        rf" \text{{ or }} {tex.SMALL}"
    ),
)  # fmt: skip
COROLLARY_4_5 = lemma_claim(
    "corollary-4.5", "Semidefinite Hessian: a rank condition", ("4.2", 175),
    "If the Hessian is positive or negative semidefinite at a critical point, then for every"
    " k in {2, .., H+1}: rank(W_{H+1}..W_k) >= rank(W_{k-1}..W_2) or X r W_{H+1}..W_{k+1} = 0.",
    (RANK_PART,), _decide_rank, (CRITICAL, "the Hessian is semidefinite"), uses=("lemma-4.4",),
    theorems=((RANK_PART, corollary_4_5),),
    latex=(
        rf"\nabla^2 \bar{{\mathcal{{L}}}}(W) \succeq 0 \text{{ or }} \preceq 0 \Rightarrow"
        rf" \forall k \ge 2:\ \mathrm{{rank}}(W_{{H+1}} \cdots W_k) \ge \mathrm{{rank}}({tex.B})"
        rf" \text{{ or }} {tex.SMALL}"
    ),
)  # fmt: skip
LEMMA_4_6 = lemma_claim(
    "lemma-4.6", "Positive semidefinite Hessian: C spans top eigenvectors", ("4.2", 179),
    "If the Hessian is positive semidefinite at a critical point, then"
    " C (C^T C)^- C^T = U_p U_p^T, p = rank C, or X r = 0.",
    (PROJECTION_PART,), _decide_projection,
    (CRITICAL, "the Hessian is positive semidefinite", *DATA),
    uses=("lemma-4.2", "lemma-4.4", "fact-a24", "fact-a25"), assumes=(KY_FAN,),
    theorems=((PROJECTION_PART, lemma_4_6),),
    proof=(
        "C (C^T C)^- C^T = U_p U_p^T is decided by traces: exactly then tr(P Sigma) is the sum"
        " of the p largest eigenvalues, p = rank P. " + VARIATION
    ),
    latex=(
        rf"{tex.PSD} \Rightarrow {tex.PROJECTION} = U_{{\bar p}} U_{{\bar p}}^T \text{{ or }} X"
        rf" r = 0"
    ),
)  # fmt: skip
CLAIMS = (LEMMA_4_2, LEMMA_4_4, COROLLARY_4_5, LEMMA_4_6)
