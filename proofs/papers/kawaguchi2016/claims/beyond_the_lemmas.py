"""Beyond the paper: Lemma 4.6 without its second alternative, Lemma 4.4 for all pairs of layers."""

from __future__ import annotations

from collections.abc import Iterator

from proofs.evidence.claim import Evidence
from proofs.evidence.samples import decide_at_samples, samples, within_hypotheses
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016 import tex
from proofs.papers.kawaguchi2016.claims.at_critical_points import (
    CRITICAL,
    KY_FAN_PART,
    is_psd,
    lemma_claim,
)
from proofs.papers.kawaguchi2016.claims.lemma_4_6 import CLAIM as LEMMA_4_6
from proofs.papers.kawaguchi2016.claims.lemma_4_6 import (
    RESIDUAL_REASON,
    projection_branch,
    xr_vanishes,
)
from proofs.papers.kawaguchi2016.theorems.lemma_4_4 import pair_conditions
from proofs.papers.kawaguchi2016.theorems.lemma_4_6 import lemma_4_6, lemma_4_6_ordered
from proofs.papers.kawaguchi2016.theorems.remarks import ky_fan
from symbolic.algebra.linalg import rank
from symbolic.networks.conditions import all_pair_conditions, top_projection

WITHOUT_PART = (
    "C (C^T C)^- C^T = U_p U_p^T, p = rank C, where lambda_p > lambda_{p+1}; also where X r = 0"
)
REPEATED_PART = (
    "C (C^T C)^- C^T commutes with Sigma and no Rayleigh quotient is larger off its range,"
    " whatever the eigenvalues"
)


def _decide_without_residual(settings: Settings) -> Iterator[Evidence]:
    semidefinite = (sample for sample in within_hypotheses(settings) if is_psd(sample))
    yield decide_at_samples(
        WITHOUT_PART, settings, semidefinite, top_projection,
        projection_branch, ("psd, both",), {"psd, X r = 0 only": RESIDUAL_REASON},
    )  # fmt: skip
    repeated = (
        sample
        for sample in samples(settings)
        if is_psd(sample)
        and not sample.point.spectrum.distinct
        and not xr_vanishes(sample.point)
        and rank(sample.point.network.X) == sample.point.network.X.shape[0]
    )
    yield decide_at_samples(
        REPEATED_PART,
        settings,
        repeated,
        top_projection,
        lambda s: str(s.point.kind),
        ("global_minimum", "non_strict_saddle"),
    )


PAIR_PART = "[R(S^T) in R(A_l^T) and R(S) in R(V_k)] or V_l r A_k = 0 for all l < k"


def _decide_pairs(settings: Settings) -> Iterator[Evidence]:
    yield decide_at_samples(
        PAIR_PART, settings, samples(settings),
        lambda p: p.inertia[1] > 0 or all_pair_conditions(p),
        lambda s: (
            f"{'psd' if is_psd(s) else 'not psd'},"
            f" {'all hold' if all_pair_conditions(s.point) else 'one fails'}"
        ),
        ("psd, all hold", "not psd, one fails"),
    )  # fmt: skip


BEYOND_4_6 = lemma_claim(
    "lemma-4.6-strong", "Lemma 4.6 without its second alternative", ("4.2", 179),
    "If the Hessian is positive semidefinite at a critical point, then P = C (C^T C)^- C^T is"
    " U_p U_p^T where the p-th eigenvalue of Sigma, p = rank C, exceeds the next, also where"
    " X r = 0; whatever the eigenvalues, P commutes with Sigma and u^T Sigma u <= v^T Sigma v for"
    " all unit vectors u off its range and v in it.",
    (WITHOUT_PART, REPEATED_PART, KY_FAN_PART), _decide_without_residual,
    (CRITICAL, "the Hessian is positive semidefinite", "X X^T invertible"),
    role="next to", proof=LEMMA_4_6.proof,
    theorems=(
        (WITHOUT_PART, lemma_4_6), (REPEATED_PART, lemma_4_6_ordered), (KY_FAN_PART, ky_fan),
    ),
    latex=(
        rf"\lambda_{{\bar p}} > \lambda_{{\bar p + 1}},\ {tex.PSD} \Rightarrow"
        rf" {tex.PROJECTION} = U_{{\bar p}} U_{{\bar p}}^T"
    ),
)  # fmt: skip
PAIRS = lemma_claim(
    "pair-conditions", "Lemma 4.4 for every pair of layers", ("4.2", 171),
    "If the Hessian is positive semidefinite, then for all l < k, S = W_{k-1}..W_{l+1}:"
    " [R(S^T) in R(A_l^T) and R(S) in R(V_k)] or V_l r A_k = 0.",
    (PAIR_PART,), _decide_pairs, ("the Hessian is positive semidefinite",), role="next to",
    theorems=((PAIR_PART, pair_conditions),),
    latex=(
        rf"{tex.PSD} \Rightarrow \forall l < k:\ [\mathcal{{R}}(S^T) \subseteq \mathcal{{R}}(A_l^T)"
        r" \text{ and } \mathcal{R}(S) \subseteq \mathcal{R}(V_k)] \text{ or } V_l r A_k = 0,\ "
        r" S = W_{k-1} \cdots W_{l+1}"
    ),
)  # fmt: skip
