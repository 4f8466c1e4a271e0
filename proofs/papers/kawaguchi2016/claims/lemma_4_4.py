"""Lemma 4.4 and Corollary 4.5: what a semidefinite Hessian says of ranges and ranks.

`branches` of the evidence say which alternatives were met and at which smallest point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from proofs.evidence.claim import Evidence
from proofs.evidence.numeric_points import (
    compare_at_irrational_points,
    compare_at_points,
    hessian_inertia,
    range_conditions,
)
from proofs.evidence.recipe_points import Sample
from proofs.evidence.samples import decide_at_samples, samples
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016 import tex
from proofs.papers.kawaguchi2016.claims.at_critical_points import (
    CRITICAL,
    is_psd,
    is_semidefinite,
    lemma_claim,
)
from proofs.papers.kawaguchi2016.theorems.lemma_4_4 import corollary_4_5, lemma_4_4
from proofs.papers.kawaguchi2016.theorems.lemma_4_4_negative import vanishing_hessian
from symbolic.networks.classification import Point
from symbolic.networks.conditions import (
    range_condition,
    rank_condition,
    residual_vanishes,
    upper_layers,
)

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


CLAIM = lemma_claim(
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
COROLLARY = lemma_claim(
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
