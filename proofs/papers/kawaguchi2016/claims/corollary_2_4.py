"""Corollary 2.4: saddles with a semidefinite Hessian exist exactly from H = 2 on (C.1)."""

from __future__ import annotations

from collections.abc import Iterator

from proofs.evidence.claim import Evidence
from proofs.evidence.identities import decide_identity
from proofs.evidence.printed import misprint
from proofs.evidence.samples import decide_at_samples, within_hypotheses
from proofs.evidence.settings import Settings
from proofs.evidence.small_networks import all_networks, unit_data
from proofs.papers.kawaguchi2016.claims.appendix_c1 import zero_hessian
from proofs.papers.kawaguchi2016.claims.at_critical_points import VARIATION
from proofs.papers.kawaguchi2016.claims.contexts import with_data
from proofs.papers.kawaguchi2016.claims.theorem_2_3 import (
    CURVES,
    SADDLES,
    falls_and_rises,
    kind_of,
    point_claim,
)
from proofs.papers.kawaguchi2016.theorems.corollary_2_4 import corollary_2_4, family, origin
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_iii import theorem_2_3_iii
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_iv import corollary_2_4_shallow
from symbolic.algebra.matrix import Matrix
from symbolic.networks import formulas
from symbolic.networks.architecture import Architecture
from symbolic.networks.classification import Kind
from symbolic.networks.network import LinearNetwork

SHALLOW_PART = "H = 1: the Hessian at every saddle point has a negative eigenvalue"
DEEP_PART = "H >= 2: there is a saddle point whose Hessian has none"
FAMILY_PART = "H >= 3: the Hessian is zero wherever W_1 = .. = W_H = 0"
ORIGIN_PART = "H >= 2: the Hessian is zero at W = 0"


def _decide_depth(settings: Settings) -> Iterator[Evidence]:
    shallow = (s for s in within_hypotheses(settings) if s.depth == 1)
    yield decide_at_samples(
        SHALLOW_PART, settings, shallow,
        lambda p: p.kind not in SADDLES or p.inertia[1] > 0, kind_of, ("strict_saddle",),
    )  # fmt: skip
    deep = (
        s
        for s in within_hypotheses(settings)
        if s.depth > 1 and s.point.kind is Kind.NON_STRICT_SADDLE
    )
    yield decide_at_samples(
        DEEP_PART, settings, deep, falls_and_rises, lambda s: f"H = {s.depth}",
        ("H = 2", "H = 3", "H = 4"),
    )  # fmt: skip
    for text in ("2,3,1,2,3:4", "1,2,1,2,3,2:2"):
        yield _zero_hessian(FAMILY_PART, text, free_top=True)
    for text in ("2,3,1,4:5", "3,2,4,1:2"):
        yield _zero_hessian(ORIGIN_PART, text, free_top=False)


def _vanishing_network(text: str, *, free_top: bool) -> LinearNetwork:
    """X, Y (and W_{H+1} if `free_top`) generic, all other weights zero."""
    generic = LinearNetwork.symbolic(Architecture.parse(text))
    last = len(generic.W)
    weights = tuple(
        weight if free_top and k == last else weight - weight
        for k, weight in enumerate(generic.W, 1)
    )
    return LinearNetwork(generic.X, generic.Y, weights)


def _zero_hessian(part: str, text: str, *, free_top: bool) -> Evidence:
    """An identity in X, Y and W_{H+1}, by the formula for every block."""
    hessian = formulas.hessian(_vanishing_network(text, free_top=free_top))
    zero = Matrix.zeros(hessian.ring, *hessian.shape)
    what = "X, Y, W_{H+1}" if free_top else "X, Y"
    return decide_identity(part, f"{text}, all {what}", hessian, zero)


E1 = misprint(
    "E1", ("C.1, last paragraph", 639), "false",
    "every diagonal and off-diagonal element of the Hessian is zero if"
    " W_H = W_{H-1} = .. = W_2 = W_1 = 0",
    "the same for H >= 3, and for H = 2 if W_3 = 0 too",
    zero_hessian, lambda: all_networks(("1,1,1,1:1",), (0, 1), unit_data), (family, origin),
    extend=with_data(), reading="for every H >= 2 and every W_{H+1}",
)  # fmt: skip

CLAIM = point_claim(
    "corollary-2.4", "Bad saddles exist exactly from H = 2 on", ("2.3", 66),
    "For H = 1 the Hessian at any saddle point has a negative eigenvalue; for H >= 2 there are"
    " saddle points at which it has none.",
    (SHALLOW_PART, DEEP_PART, FAMILY_PART, ORIGIN_PART), _decide_depth,
    uses=("theorem-2.3.iv", "general-block"),
    theorems=(
        (SHALLOW_PART, corollary_2_4_shallow),
        (DEEP_PART, corollary_2_4),
        (DEEP_PART, theorem_2_3_iii),
        (FAMILY_PART, family),
        (ORIGIN_PART, origin),
    ),
    proof=(
        "Saddles of both kinds are constructed. That the Hessian vanishes on the family"
        " W_1 = .. = W_H = 0 for H >= 3, and at W = 0 for H = 2, is an identity in X, Y and"
        " W_{H+1} by the formula for every block. " + CURVES + " " + VARIATION
    ),
    variants=(E1,),
    latex=(
        r"H = 1:\ \lambda_{\min}(\nabla^2 \bar{\mathcal{L}}) < 0 \text{ at every saddle"
        r" point};\quad"
        r" H \ge 2:\ \exists \text{ a saddle point with } \nabla^2 \bar{\mathcal{L}} \succeq 0"
    ),
)  # fmt: skip
