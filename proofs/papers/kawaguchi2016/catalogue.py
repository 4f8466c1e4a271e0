"""What the paper hands in: its claims in order, what is quoted, what is audited, and the places.

To add a claim, write its module in `proofs.papers.kawaguchi2016.claims` and name it in `CLAIMS`
here.
"""

from __future__ import annotations

from dataclasses import replace

from proofs.evidence.audit import Audited
from proofs.evidence.claim import Claim, Variant
from proofs.papers.kawaguchi2016.claims import (
    appendix_a1_a5,
    appendix_a2,
    appendix_a3,
    appendix_a4,
    appendix_a6,
    appendix_b1,
    appendix_b1_deficient,
    appendix_b1_deficient_misprints,
    appendix_b1_misprints,
    appendix_b1_ranks,
    appendix_b2_b3,
    appendix_c1,
    appendix_d,
    appendix_d_collapse,
    beyond_the_lemmas,
    corollary_2_4,
    depth_two,
    escape_curves,
    expectations,
    generalized_inverses,
    kronecker_facts,
    lemma_4_1,
    lemma_4_2,
    lemma_4_3,
    lemma_4_4,
    lemma_4_6,
    level_neighbours,
    proposition_2_1,
    remarks,
    second_order,
    section_3,
    section_4_1,
    semidefinite_facts,
    sentences,
    theorem_2_3,
    tiny_networks,
)
from proofs.papers.kawaguchi2016.places import PLACES
from proofs.papers.kawaguchi2016.quoted import QUOTED

__all__ = ["AUDITED", "CLAIMS", "PLACES", "QUOTED"]

_FACTS = {claim.id: claim for claim in generalized_inverses.CLAIMS}

_IN_ORDER: tuple[Claim, ...] = (
    section_4_1.CLAIM,
    proposition_2_1.CLAIM,
    proposition_2_1.CONJECTURE,
    *theorem_2_3.CLAIMS,
    corollary_2_4.CLAIM,
    tiny_networks.CLAIM,
    escape_curves.CLAIM,
    depth_two.FLAT_CLAIM,
    depth_two.CLAIM,
    sentences.NEAR,
    section_3.CLAIM,
    expectations.LOSS_CLAIM,
    sentences.MINIMA,
    lemma_4_1.CLAIM,
    lemma_4_2.CLAIM,
    lemma_4_3.CLAIM,
    lemma_4_3.GENERAL_CLAIM,
    lemma_4_4.CLAIM,
    beyond_the_lemmas.PAIRS,
    lemma_4_4.COROLLARY,
    lemma_4_6.CLAIM,
    beyond_the_lemmas.BEYOND_4_6,
    second_order.CLAIM,
    appendix_a1_a5.ZERO_CLAIM,
    appendix_a1_a5.CHAIN_CLAIM,
    kronecker_facts.VEC_CLAIM,
    appendix_a2.CLAIM,
    appendix_a1_a5.SOLUTIONS_CLAIM,
    _FACTS["fact-a17"],
    _FACTS["fact-a20"],
    _FACTS["fact-a21"],
    _FACTS["fact-a22"],
    appendix_a3.CLAIM,
    *appendix_a4.CLAIMS,
    _FACTS["fact-a23"],
    semidefinite_facts.ALBERT_CLAIM,
    appendix_a1_a5.RANKS_CLAIM,
    *appendix_a6.CLAIMS,
    semidefinite_facts.SYLVESTER_CLAIM,
    kronecker_facts.A7_CLAIM,
    kronecker_facts.A27_CLAIM,
    appendix_b1.CLAIM,
    appendix_b1_deficient.CLAIM,
    appendix_b1_ranks.CLAIM,
    level_neighbours.CLAIM,
    sentences.INDEFINITE,
    appendix_b2_b3.B2_CLAIM,
    sentences.NO_MAXIMUM,
    appendix_b2_b3.B3_CLAIM,
    appendix_c1.CLAIM,
    expectations.HINGE_CLAIM,
    appendix_d.CLAIM,
    appendix_d_collapse.CLAIM,
)

ATTACHED: dict[str, tuple[Variant, ...]] = {
    "theorem-2.3.ii": (appendix_b1_deficient_misprints.G1,),
    "theorem-2.3.iii": (appendix_b2_b3.G2,),
    "negative-near": (remarks.E12,),
    "appendix-b1-deficient": appendix_b1_deficient_misprints.VARIANTS,
    "appendix-b1-full": appendix_b1_misprints.VARIANTS,
}
"""Printed variants from the proofs and remarks that belong to a numbered statement."""

CLAIMS: tuple[Claim, ...] = tuple(
    replace(claim, variants=claim.variants + ATTACHED.get(claim.id, ())) for claim in _IN_ORDER
)


def AUDITED() -> tuple[Audited, ...]:
    """The audited hypotheses, made only when they are asked for."""
    from proofs.papers.kawaguchi2016.audit.hypotheses import AUDITED as entries

    return entries
