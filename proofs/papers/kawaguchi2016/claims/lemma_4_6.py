"""Lemma 4.6: with a psd Hessian C spans top eigenvectors of Sigma, or X r = 0."""

from __future__ import annotations

from collections.abc import Iterator

from proofs.evidence.claim import Evidence
from proofs.evidence.numeric_points import (
    compare_at_points,
    eigenvalues,
    rank_of,
)
from proofs.evidence.recipe_points import Sample
from proofs.evidence.samples import decide_at_samples, within_hypotheses
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016 import tex
from proofs.papers.kawaguchi2016.claims.at_critical_points import (
    CRITICAL,
    DATA,
    KY_FAN_PART,
    VARIATION,
    is_psd,
    lemma_claim,
)
from proofs.papers.kawaguchi2016.theorems.lemma_4_6 import lemma_4_6
from proofs.papers.kawaguchi2016.theorems.remarks import ky_fan
from symbolic.networks.classification import Point
from symbolic.networks.conditions import (
    residual_vanishes,
    top_projection,
)

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


CLAIM = lemma_claim(
    "lemma-4.6", "Positive semidefinite Hessian: C spans top eigenvectors", ("4.2", 179),
    "If the Hessian is positive semidefinite at a critical point, then"
    " C (C^T C)^- C^T = U_p U_p^T, p = rank C, or X r = 0.",
    (PROJECTION_PART, KY_FAN_PART), _decide_projection,
    (CRITICAL, "the Hessian is positive semidefinite", *DATA),
    uses=("lemma-4.2", "lemma-4.4", "fact-a24", "fact-a25"),
    theorems=((PROJECTION_PART, lemma_4_6), (KY_FAN_PART, ky_fan)),
    proof=(
        "C (C^T C)^- C^T = U_p U_p^T is decided by traces: exactly then tr(P Sigma) is the sum"
        " of the p largest eigenvalues, p = rank P. " + VARIATION
    ),
    latex=(
        rf"{tex.PSD} \Rightarrow {tex.PROJECTION} = U_{{\bar p}} U_{{\bar p}}^T \text{{ or }} X"
        rf" r = 0"
    ),
)  # fmt: skip
