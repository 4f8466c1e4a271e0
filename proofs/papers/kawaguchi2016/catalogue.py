"""All claims in the order of the paper, the default architectures, and the way to a claim.

To add a claim, write its module in `proofs.papers.kawaguchi2016.claims` and name it in `CLAIMS`
here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches

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
    critical_point_lemmas,
    depth_two,
    escape_curves,
    expectations,
    generalized_inverses,
    kronecker_facts,
    lemma_4_1,
    lemma_4_3,
    level_neighbours,
    proposition_2_1,
    remarks,
    section_3,
    section_4_1,
    semidefinite_facts,
    theorem_2_3,
    tiny_networks,
)
from symbolic.errors import UnknownClaimError
from symbolic.networks.architecture import Architecture

LADDER = tuple(
    map(Architecture.parse, ("2,3,1:4", "3,1,2:4", "4,1,2,3:5", "2,3,4,1:5", "2,3,1,4,5:6"))
)
"""Pairwise different sizes; d_y = 1; hidden widths below and above d_x and d_y; H = 1, 2, 3."""

QUICK_LADDER = tuple(map(Architecture.parse, ("2,3,1:4", "3,1,2:4", "3,1,2,4:5", "2,1,3,2,1:1")))

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
    section_3.CLAIM,
    expectations.LOSS_CLAIM,
    lemma_4_1.CLAIM,
    critical_point_lemmas.LEMMA_4_2,
    lemma_4_3.CLAIM,
    lemma_4_3.GENERAL_CLAIM,
    critical_point_lemmas.LEMMA_4_4,
    beyond_the_lemmas.PAIRS,
    critical_point_lemmas.COROLLARY_4_5,
    critical_point_lemmas.LEMMA_4_6,
    beyond_the_lemmas.BEYOND_4_6,
    beyond_the_lemmas.SECOND_ORDER,
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
    appendix_b2_b3.B2_CLAIM,
    appendix_b2_b3.B3_CLAIM,
    appendix_c1.CLAIM,
    expectations.HINGE_CLAIM,
    appendix_d.CLAIM,
    appendix_d_collapse.CLAIM,
)

ATTACHED: dict[str, tuple[Variant, ...]] = {
    "theorem-2.3.ii": (
        appendix_b1_deficient_misprints.G1,
        appendix_b1_deficient_misprints.E2,
    ),
    "theorem-2.3.iii": (appendix_b2_b3.G2,),
    "theorem-2.3.iv": (remarks.E11, remarks.E12),
    "appendix-b1-deficient": appendix_b1_deficient_misprints.VARIANTS,
    "appendix-b1-full": appendix_b1_misprints.VARIANTS,
    "lemma-4.2": (appendix_b1_misprints.ER5, remarks.ER30),
    "lemma-4.6": (remarks.ER4,),
}
"""Printed variants from the proofs and remarks that belong to a numbered statement."""

CONJECTURES = {"second-order"}
"""Claims that were observed at exact points and are proved nowhere here."""

CLAIMS: tuple[Claim, ...] = tuple(
    replace(
        claim,
        variants=claim.variants + ATTACHED.get(claim.id, ()),
        conjecture=claim.conjecture or claim.id in CONJECTURES,
    )
    for claim in _IN_ORDER
)

SECTIONS = {
    "2.1": "Sections 2.1 and 4.1, notation",
    "2.2": "Section 2.2, background",
    "2.3": "Section 2.3, results",
    "3": "Section 3, rectified linear networks",
    "4.2": "Section 4.2, lemmas",
    "A.1": "Appendix A.1, proof of Lemma 4.1",
    "A.2": "Appendix A.2, proof of Lemma 4.2",
    "A.3": "Appendix A.3, proof of Lemma 4.3",
    "A.4": "Appendix A.4, proof of Lemma 4.4",
    "A.5": "Appendix A.5, proof of Corollary 4.5",
    "A.6": "Appendix A.6, proof of Lemma 4.6",
    "A.7": "Appendix A.7, Kronecker products",
    "B.1": "Appendix B.1, proof of Theorem 2.3 (ii)",
    "B.2": "Appendix B.2, proof of Theorem 2.3 (i)",
    "B.3": "Appendix B.3, proof of Theorem 2.3 (iii)",
    "C.1": "Appendix C.1, proof of Corollary 2.4",
    "C.2": "Appendix C.2, proof of Corollary 3.2",
    "D": "Appendix D, the 1989 conjecture",
}


def find(name: str) -> Claim:
    """The claim called `name`, or the one that has the erratum `name`.

    Raises `UnknownClaimError` with the nearest names for any other.
    """
    names = {claim.id: claim for claim in CLAIMS}
    names |= {v.erratum: claim for claim in CLAIMS for v in claim.variants}
    written = {known.lower(): known for known in names}
    if name.lower() in written:
        return names[written[name.lower()]]
    near = [written[known] for known in get_close_matches(name.lower(), written, n=3)]
    hint = f"did you mean {' or '.join(near)}?" if near else "`proofs list` shows all"
    raise UnknownClaimError(f'no claim is called "{name[:60]}": {hint}')


def select(names: Iterable[str]) -> tuple[Claim, ...]:
    """The named claims in the order of the paper, all of them if none is named."""
    wanted = {find(name).id for name in names}
    return tuple(claim for claim in CLAIMS if not wanted or claim.id in wanted)
