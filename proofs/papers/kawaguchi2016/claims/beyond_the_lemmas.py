"""Beyond the paper: Lemma 4.6 without its alternative, all pairs of layers, a classification."""

from __future__ import annotations

from collections.abc import Iterator

from proofs.evidence.claim import Evidence
from proofs.evidence.samples import Sample, decide_at_samples, samples, within_hypotheses
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016 import tex
from proofs.papers.kawaguchi2016.claims.at_critical_points import (
    CRITICAL,
    DATA,
    KY_FAN,
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
from symbolic.algebra.linalg import rank
from symbolic.networks.classification import Point
from symbolic.networks.conditions import (
    all_pair_conditions,
    is_tightened,
    predicted_psd,
    top_projection,
)

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
TIGHT_PART = "psd if and only if global, or top projection and tightened"
PAIRED_PART = "psd if and only if global, or top projection and the conditions of every pair l < k"


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


def _tight_branch(sample: Sample) -> str:
    tight = "tightened" if is_tightened(sample.point) else "not tightened"
    return f"{sample.point.kind}, {tight}"


def _by_pairs(point: Point) -> bool:
    return point.optimal or (top_projection(point) and all_pair_conditions(point))


def _pair_branch(sample: Sample) -> str:
    pairs = "all pairs" if all_pair_conditions(sample.point) else "not all pairs"
    return f"{sample.point.kind}, {pairs}"


def _decide_second_order(settings: Settings) -> Iterator[Evidence]:
    yield decide_at_samples(
        PAIRED_PART, settings, within_hypotheses(settings),
        lambda p: _by_pairs(p) == (p.inertia[1] == 0),
        _pair_branch,
        ("non_strict_saddle, all pairs", "strict_saddle, not all pairs"),
    )  # fmt: skip
    yield decide_at_samples(
        TIGHT_PART, settings, within_hypotheses(settings),
        lambda p: predicted_psd(p) == (p.inertia[1] == 0),
        _tight_branch,
        ("non_strict_saddle, tightened", "strict_saddle, not tightened"),
    )  # fmt: skip


BEYOND_4_6 = lemma_claim(
    "lemma-4.6-strong", "Lemma 4.6 without its second alternative", ("4.2", 179),
    "If the Hessian is positive semidefinite at a critical point, then P = C (C^T C)^- C^T is"
    " U_p U_p^T where the p-th eigenvalue of Sigma, p = rank C, exceeds the next, also where"
    " X r = 0; whatever the eigenvalues, P commutes with Sigma and u^T Sigma u <= v^T Sigma v for"
    " all unit vectors u off its range and v in it.",
    (WITHOUT_PART, REPEATED_PART), _decide_without_residual,
    (CRITICAL, "the Hessian is positive semidefinite", "X X^T invertible"),
    role="next to", assumes=(KY_FAN,), proof=LEMMA_4_6.proof,
    theorems=((WITHOUT_PART, lemma_4_6), (REPEATED_PART, lemma_4_6_ordered)),
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
SECOND_ORDER = lemma_claim(
    "second-order", "When a critical point's Hessian is semidefinite", ("4.2", 179),
    "A critical point that is not a global minimum has a positive semidefinite Hessian if and"
    " only if C spans top eigenvectors and for all i > j one of the ranks of W_{H+1}..W_{i+1},"
    " W_{i-1}..W_{j+1}, W_{j-1}..W_1 X Y^T is that of W_{H+1}..W_1; or, in the place of these"
    " ranks, if and only if the conditions of `pair-conditions` hold for all l < k.",
    (TIGHT_PART, PAIRED_PART), _decide_second_order, (CRITICAL, *DATA), role="next to",
    assumes=(KY_FAN,),
    latex=(
        rf"{tex.PSD} \iff {tex.PROJECTION} = U_{{\bar p}} U_{{\bar p}}^T \text{{ and }} \forall"
        rf" i > j:\ "
        rf" \mathrm{{rank}}({tex.MAP}) \in \{{\mathrm{{rank}}(W_{{H+1}} \cdots W_{{i+1}}),"
        r" \mathrm{rank}(W_{i-1} \cdots W_{j+1}), \mathrm{rank}(W_{j-1} \cdots W_1 X Y^T)\}"
    ),
)  # fmt: skip
