"""Sentences with mathematics that are no numbered statement: lines 70, 133, 213 and 215."""

from __future__ import annotations

from proofs.evidence.claim import Claim
from proofs.papers.kawaguchi2016.claims.at_critical_points import VARIATION
from proofs.papers.kawaguchi2016.theorems.appendix_d import rescaled_layers
from proofs.papers.kawaguchi2016.theorems.negative_near import continuous_form, negative_near
from proofs.papers.kawaguchi2016.theorems.remarks import (
    different_multiples,
    indefinite_wherever_the_last_is_zero,
)
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_iii import no_local_maximum

INDEFINITE_PART = (
    "X Y^T != 0, W_{H+1} = 0, W_H..W_2 != 0: the Hessian is indefinite, for every W_1 (H = 1: every"
    " W_1; so for uncountably many points)"
)
SAME_PART = "u t = 1: (u W_{k+1})(t W_k) = W_{k+1} W_k, and the loss is the same"
MANY_PART = "t W_k = s W_k only for t = s or W_k = 0"

CONTINUOUS_PART = (
    "the Hessian's form along V in W_l and Z in W_k, l < k, is continuous in all weights"
)
NEAR_PART = "where it is negative, it is negative at every network near"
NEAR = Claim(
    id="negative-near",
    title="A negative eigenvalue appears as one approaches",
    section="2.3",
    line=70,
    statement=(
        f"{CONTINUOUS_PART}; {NEAR_PART}. So is then the least eigenvalue, which is no larger than"
        " the form along a unit direction."
    ),
    uses=("lemma-4.3",),
    proof=(
        "Products of layers are continuous, by induction over the layers: ||A B|| <= ||A|| ||B||."
        " The form is a trace of sums of such products. " + VARIATION
    ),
    theorems=((CONTINUOUS_PART, continuous_form), (NEAR_PART, negative_near)),
    latex=(
        r"z^T \nabla^2 \bar{\mathcal{L}}(W) z < 0 \Rightarrow \exists \varepsilon > 0:"
        r"\ \|W' - W\| < \varepsilon \Rightarrow z^T \nabla^2 \bar{\mathcal{L}}(W') z < 0"
    ),
)
INDEFINITE = Claim(
    id="indefinite-points",
    title="Uncountably many points with an indefinite Hessian",
    section="B.2",
    line=213,
    statement=INDEFINITE_PART,
    uses=("lemma-4.3",),
    proof=(
        "Along V in W_1 and Z in W_{H+1} the form is ||Z W_H..W_1 X||^2 - 2 tr(Y^T Z W_H..W_2 V X),"
        " in which V can be scaled by any number. " + VARIATION
    ),
    theorems=((INDEFINITE_PART, indefinite_wherever_the_last_is_zero),),
    latex=(
        r"W_{H+1} = 0,\ W_H \cdots W_2 \ne 0,\ X Y^T \ne 0 \Rightarrow"
        r" \nabla^2 \bar{\mathcal{L}}(W) \text{ is indefinite}"
    ),
)
MINIMA = Claim(
    id="uncountable-minima",
    title="A local minimum is one of uncountably many",
    section="4.2",
    line=133,
    statement=(
        f"{SAME_PART}; {MANY_PART}. So a local minimum with a weight that is not 0 is one of as"
        " many as there are numbers t != 0: by Theorem 2.3 (ii) it is global, and what has its loss"
        " is."
    ),
    uses=("theorem-2.3.ii",),
    proof="Two neighbouring layers are rescaled.",
    theorems=((SAME_PART, rescaled_layers), (MANY_PART, different_multiples)),
    latex=r"(t^{-1} W_{k+1})(t W_k) = W_{k+1} W_k",
)
MAXIMUM_PART = "X != 0, every width at least 1: no point is a local maximum"
NO_MAXIMUM = Claim(
    id="no-local-maximum",
    title="There is no local maximum at all",
    section="B.3",
    line=215,
    statement=MAXIMUM_PART + " (lines 215, 575 and 611).",
    uses=("lemma-4.3", "lemma-4.4"),
    proof=(
        "At a local maximum no move of a single layer changes the predictions, the loss being"
        " convex along it; flat moves lead to local maxima again, and at the last of them X = 0."
    ),
    theorems=((MAXIMUM_PART, no_local_maximum),),
    latex=r"X \ne 0 \Rightarrow \bar{\mathcal{L}} \text{ has no local maximum}",
)
