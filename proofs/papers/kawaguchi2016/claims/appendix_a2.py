"""Appendix A.2, first display: the gradient in W_1, from which Lemma 4.2 follows."""

from __future__ import annotations

from collections.abc import Iterator

from proofs.evidence.claim import Claim, Evidence
from proofs.evidence.equation import Equation
from proofs.evidence.identities import decide_equation
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016.theorems.appendix_a2 import appendix_a2_kron, appendix_a2_vec
from symbolic.algebra.kronecker import kron, vec
from symbolic.algebra.matrix import Matrix
from symbolic.networks.network import LinearNetwork

KRON_PART = "(C kron X^T)^T vec(r)"
VEC_PART = "vec(X r C)"


def _kron_side(network: LinearNetwork) -> Matrix:
    return kron(network.C, network.X.T).T @ vec(network.r)


KRON = Equation(
    left=lambda calculus, _one: calculus.gradient(1),
    right=lambda calculus, _one: _kron_side(calculus.network),
    indices=lambda _architecture: [(1,)],
)

VEC = Equation(
    left=lambda calculus, _one: _kron_side(calculus.network),
    right=lambda calculus, _one: vec(calculus.network.X @ calculus.network.r @ calculus.network.C),
    indices=lambda _architecture: [(1,)],
)


def _decide(settings: Settings) -> Iterator[Evidence]:
    yield from decide_equation(KRON_PART, KRON, settings)
    yield from decide_equation(VEC_PART, VEC, settings)


CLAIM = Claim(
    id="appendix-a2",
    title="The gradient in W_1 is vec(X r C)",
    section="A.2",
    line=269,
    statement="(D_{vec(W_1^T)} L)^T = (C kron X^T)^T vec(r) = vec(X r C)",
    parts=(KRON_PART, VEC_PART),
    decide=_decide,
    theorems=((KRON_PART, appendix_a2_kron), (VEC_PART, appendix_a2_vec)),
    uses=("lemma-4.1",),
    proof=(
        "L is differentiated by each entry of W_1; then both sides of each equation are"
        " compared as polynomials in all entries of X, Y, W."
    ),
    latex=(
        r"\left(\mathcal{D}_{\mathrm{vec}(W_1^T)} \bar{\mathcal{L}}\right)^T"
        r" = (C \otimes X^T)^T \mathrm{vec}(r) = \mathrm{vec}(X r C)"
    ),
)
