"""Appendix A.6, step by step: how Lemma 4.6 is derived, and what of it is wrong in print.

The steps are decided at exact critical points; the lemma itself does not rest on them.
"""

from __future__ import annotations

from collections.abc import Iterator

from proofs.evidence.claim import Claim, Evidence
from proofs.evidence.identities import decide_equation
from proofs.evidence.printed import decide_lines
from proofs.evidence.settings import Settings
from proofs.evidence.small_networks import critical_points
from proofs.papers.kawaguchi2016.claims import appendix_a6_eigenvectors, appendix_a6_misprints
from proofs.papers.kawaguchi2016.claims.appendix_a6_lines import (
    ABSORB_PART,
    ANNIHILATED_PART,
    BLOCKS,
    COMMUTE_PART,
    CORNER,
    CRITICAL_PART,
    CROSSED_PART,
    EIGEN_PART,
    EQUATIONS,
    EXPLAINED,
    FIFTH,
    FIFTH_PART,
    FOURTH_PART,
    FRAME_PART,
    FRAMED,
    LARGEST_PART,
    RANGE_PART,
    RESIDUAL_PART,
    SAME_PART,
    SIMPLE_PART,
    SQUARED_PART,
)
from proofs.papers.kawaguchi2016.claims.appendix_a6_misprints import NETWORKS
from proofs.papers.kawaguchi2016.claims.at_critical_points import TRUSTS
from proofs.papers.kawaguchi2016.claims.notation import (
    with_eigenbasis,
    with_frame,
    with_inverses,
)
from proofs.papers.kawaguchi2016.theorems.appendix_a6 import (
    absorbing_inverse,
    commuting_projection,
    crossed_terms,
    fourth_equation,
    last_gradient,
    range_of_gram,
    same_ranges,
    simplified_blocks,
    squared_term,
)
from proofs.papers.kawaguchi2016.theorems.appendix_a6_completed import completed_frame
from proofs.papers.kawaguchi2016.theorems.appendix_a6_eigenvectors import (
    arranged_eigenvectors,
    explained_by_eigenvectors,
    framed_blocks,
    largest_eigenvalues,
)
from proofs.papers.kawaguchi2016.theorems.appendix_a6_schur import fifth_condition, projected_blocks
from proofs.papers.kawaguchi2016.theorems.lemma_4_3 import lemma_4_3_diagonal, lemma_4_3_first_row


def _decide(settings: Settings) -> Iterator[Evidence]:
    yield from decide_equation(BLOCKS, CORNER, settings, engines=("flint",))
    yield from decide_lines(EQUATIONS, critical_points(_networks(settings)), with_inverses)


def _networks(settings: Settings) -> tuple[str, ...]:
    return NETWORKS[:6] if settings.quick else NETWORKS


def _decide_eigenvectors(settings: Settings) -> Iterator[Evidence]:
    for lines, extend in (
        (FIFTH, with_inverses),
        (EXPLAINED, with_eigenbasis),
        (FRAMED, with_frame),
    ):
        yield from decide_lines(lines, critical_points(_networks(settings)), extend)


_WHERE = (
    "At a critical point, with B = W_H..W_2, F = B W_1 X X^T W_1^T B^T,"
    " E = [B^T kron (X r)_1 .. B^T kron (X r)_{d_y}], G any {1}-inverse of C^T C,"
    " N = (X X^T)^{-1}, P = C G C^T"
)
CLAIM = Claim(
    id="appendix-a6",
    title="The equations in the proof of Lemma 4.6",
    section="A.6",
    line=353,
    statement=_WHERE + ":\n" + "\n".join((BLOCKS, ANNIHILATED_PART, *EQUATIONS)),
    parts=(BLOCKS, ANNIHILATED_PART, *EQUATIONS),
    decide=_decide,
    hypotheses=("W is a critical point", "X X^T invertible"),
    uses=("lemma-4.2", "lemma-4.3", "lemma-4.4", "appendix-a7"),
    proof=(
        "Every line is also evaluated at critical points where its hypotheses hold, with a"
        " {1}-inverse that is not symmetric."
    ),
    trusts=TRUSTS,
    variants=appendix_a6_misprints.MISPRINTS,
    theorems=(
        (BLOCKS, lemma_4_3_diagonal),
        (BLOCKS, lemma_4_3_first_row),
        (ANNIHILATED_PART, projected_blocks),
        (CRITICAL_PART, last_gradient),
        (RANGE_PART, range_of_gram),
        (CROSSED_PART, crossed_terms),
        (SQUARED_PART, squared_term),
        (FOURTH_PART, fourth_equation),
        (COMMUTE_PART, commuting_projection),
        (RESIDUAL_PART, commuting_projection),
        (ABSORB_PART, absorbing_inverse),
        (SIMPLE_PART, simplified_blocks),
        (SAME_PART, same_ranges),
    ),
    latex=(
        r"M_{21} ((C^T C)^- \otimes (X X^T)^{-1}) M_{12} = (P \otimes F)"
        r" + (r^T X^T (X X^T)^{-1} X r \otimes B (C^T C)^- B^T),\quad"
        r" P \Sigma = \Sigma P,\quad r^T X^T (X X^T)^{-1} X r = \Sigma - P \Sigma"
    ),
)
ARRANGED_PART = "U~ = [U_I, the other eigenvectors]: U~^T (I - U_I U_I^T) U~ = I - diag(I, 0)"
COMPLETED_PART = "C G B^T = [U_I, 0] G_2 with an invertible G_2 of size d_H"
_EIGEN_PARTS = (
    FIFTH_PART, EIGEN_PART, COMPLETED_PART, FRAME_PART, ARRANGED_PART, LARGEST_PART,
)  # fmt: skip
EIGENVECTORS = Claim(
    id="appendix-a6-eigenvectors",
    title="Eigenvectors in the proof of Lemma 4.6",
    section="A.6",
    line=379,
    statement=_WHERE + " = U_I U_I^T:\n" + "\n".join(_EIGEN_PARTS),
    parts=_EIGEN_PARTS,
    decide=_decide_eigenvectors,
    hypotheses=("W is a critical point", "X X^T invertible", "Sigma has distinct eigenvalues"),
    uses=("appendix-a6", "fact-a24", "fact-a25"),
    proof=(
        "Every line is evaluated at critical points where its hypotheses hold, with a"
        " {1}-inverse that is not symmetric. Lemma 4.6 itself is proved without eigenvectors."
    ),
    trusts=TRUSTS,
    variants=appendix_a6_eigenvectors.MISPRINTS,
    theorems=(
        (FIFTH_PART, fifth_condition),
        (EIGEN_PART, explained_by_eigenvectors),
        (COMPLETED_PART, completed_frame),
        (FRAME_PART, framed_blocks),
        (ARRANGED_PART, arranged_eigenvectors),
        (LARGEST_PART, largest_eigenvalues),
    ),
    latex=(
        r"((I - U_{\mathcal{I}} U_{\mathcal{I}}^T) \otimes F) - ((\Sigma - U_{\mathcal{I}}"
        r" \Lambda_{\mathcal{I}} U_{\mathcal{I}}^T) \otimes B G B^T) \succeq 0 \Rightarrow"
        r" \mathcal{I} = \{1, \dots, \bar p\}"
    ),
)
CLAIMS = (CLAIM, EIGENVECTORS)
