"""Lemma 4.1: the gradient, and with it the critical points."""

from __future__ import annotations

from collections.abc import Iterator

from proofs.evidence.claim import Claim, Evidence
from proofs.evidence.equation import Equation, layers
from proofs.evidence.identities import decide_equation
from proofs.evidence.numeric_derivatives import cross_check
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016 import tex
from proofs.papers.kawaguchi2016.theorems.lemma_4_1 import lemma_4_1, lemma_4_1_product
from symbolic.networks import formulas

PART = "gradient"
PRODUCT_PART = "it is vec(V_k r A_k): W is critical if and only if V_k r A_k = 0 for every k"

GRADIENT = Equation(
    left=lambda calculus, k: calculus.gradient(k),
    right=lambda calculus, k: formulas.gradient(calculus.network, k),
    indices=layers,
)


def _decide(settings: Settings) -> Iterator[Evidence]:
    yield from decide_equation(PART, GRADIENT, settings)
    yield from cross_check(PART, GRADIENT, settings)


CLAIM = Claim(
    id="lemma-4.1",
    title="The gradient; W is critical iff it vanishes",
    section="4.2",
    line=149,
    statement=(
        "For every k in {1, .., H+1}:\n"
        "(D_{vec(W_k^T)} L)^T = (A_k kron V_k^T)^T vec(r)\n"
        "with A_k = W_{H+1}..W_{k+1}, V_k = W_{k-1}..W_1 X. W is a critical point of L,"
        " by definition, if and only if all of them are 0."
    ),
    parts=(PART, PRODUCT_PART),
    decide=_decide,
    theorems=((PART, lemma_4_1), (PRODUCT_PART, lemma_4_1_product)),
    proof=(
        "L is differentiated by each entry of W_k and compared with the right side as"
        " polynomials in all entries of X, Y, W."
    ),
    displays=(("(D_{vec(W_k^T)} L)^T = (A_k kron V_k^T)^T vec(r)", GRADIENT),),
    latex=(
        rf"\nabla \bar{{\mathcal{{L}}}}(W) = 0 \iff \forall k:\ {tex.GRADIENT}"
        rf" = ({tex.A} \otimes ({tex.V})^T)^T \mathrm{{vec}}(r) = 0"
    ),
)
