"""The printed hypotheses of each statement, and what shows the role of each."""

from __future__ import annotations

from proofs.evidence import audit
from proofs.evidence.audit import SUPERFLUOUS, USED, Audited, at_points, needed
from proofs.evidence.claim import Claim
from proofs.evidence.small_networks import all_networks, all_weights, unit_data, with_best
from proofs.evidence.stated import StatedTheorem
from proofs.papers.kawaguchi2016.audit.assumptions import FAILS, assumes
from proofs.papers.kawaguchi2016.audit.cases import (
    ENTRIES,
    anywhere,
    bad_origin,
    critical_only,
    critical_ranks,
    doubled,
    ends_zero,
    everywhere,
    expected_by_two_paths,
    first_layer,
    hinge_of_any_gate,
    indefinite_somewhere,
    large_targets,
    lowest_if_critical,
    points,
    poor_data,
    scalars,
    semidefinite_only,
    strict_anyway,
    strict_if_full,
    top_if_critical,
    top_if_semidefinite,
    wide_outputs,
    with_ones,
    with_open_gate,
    with_top,
)
from proofs.papers.kawaguchi2016.audit.data import in_step
from proofs.papers.kawaguchi2016.claims import (
    appendix_a6,
    appendix_b1,
    appendix_b1_deficient,
    appendix_b2_b3,
    appendix_c1,
    depth_two,
    section_3,
)
from proofs.papers.kawaguchi2016.claims.at_critical_points import DATA
from proofs.papers.kawaguchi2016.claims.notation import with_inverses
from proofs.papers.kawaguchi2016.claims.proposition_2_1 import SHALLOW_DATA
from proofs.papers.kawaguchi2016.claims.remarks import (
    equal_eigenvalues,
    pseudo,
    thin_data,
    top_alternative,
    top_projection_only,
    with_fixed_basis,
    with_pseudoinverse,
)
from proofs.papers.kawaguchi2016.theorems.appendix_a2 import fact_a17, fact_a20, fact_a21, fact_a22
from proofs.papers.kawaguchi2016.theorems.appendix_a4_facts import fact_a23, fact_a24
from proofs.papers.kawaguchi2016.theorems.appendix_a6_facts import fact_a25
from proofs.papers.kawaguchi2016.theorems.appendix_a7 import appendix_a7
from proofs.papers.kawaguchi2016.theorems.conjecture_2_2 import conjecture_2_2
from proofs.papers.kawaguchi2016.theorems.corollary_2_4 import corollary_2_4
from proofs.papers.kawaguchi2016.theorems.corollary_3_2 import corollary_3_2
from proofs.papers.kawaguchi2016.theorems.lemma_4_2 import lemma_4_2
from proofs.papers.kawaguchi2016.theorems.lemma_4_4 import corollary_4_5, lemma_4_4, pair_conditions
from proofs.papers.kawaguchi2016.theorems.lemma_4_6 import lemma_4_6, lemma_4_6_ordered
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_i import theorem_2_3_i
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_ii import theorem_2_3_ii
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_iii import theorem_2_3_iii
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_iv import (
    corollary_2_4_shallow,
    theorem_2_3_iv,
)

INVERTIBLE, CROSS, ORDER, DISTINCT = DATA


def without(claim: str, hypothesis: str, theorem: StatedTheorem, note: str = "") -> Audited:
    """Superfluous, by a theorem whose hypotheses are said in words in `assumptions`."""
    said, fails = assumes(theorem.name), FAILS.get(hypothesis)
    return audit.without(claim, hypothesis, theorem, said, note=note, fails=fails)


def used_in(claim: str, hypothesis: str, theorem: StatedTheorem, words: str) -> Audited:
    """Used, by a theorem whose hypotheses are said in words in `assumptions`."""
    return audit.used_in(claim, hypothesis, theorem, assumes(theorem.name), words)


def _of_lemma(theorem: StatedTheorem, *, ranks: bool) -> tuple[Audited, ...]:
    """Lemma 4.4 or Corollary 4.5, each with the theorem of its name."""
    claim, critical = theorem.name, "W is a critical point"
    return (
        without(claim, critical, theorem),
        at_points(
            claim, critical + ", at points", lambda n, g: semidefinite_only(n, g, ranks=ranks),
            doubled,
        ),
        needed(
            claim, "the Hessian is semidefinite", critical_ranks if ranks else critical_only,
            points,
        ),
        used_in(
            claim, "the Hessian is semidefinite, in the proof", theorem,
            "the Hessian, of two layers, is semidefinite",
        ),
        without(claim, INVERTIBLE, theorem, "in the printed proof"),
    )  # fmt: skip


CRITICAL, NOT_GLOBAL = "W is a critical point", "W is not a global minimum"
WHERE_NOT_ZERO = "where it is not zero"
THEOREM = (
    *(without("theorem-2.3.ii", h, theorem_2_3_ii) for h in DATA),
    needed("theorem-2.3.ii", "W is a local minimum", lowest_if_critical, points, with_best),
    used_in(
        "theorem-2.3.ii", "W is a local minimum, in the proof", theorem_2_3_ii,
        "W is a local minimum",
    ),
    *(without("theorem-2.3.iii", h, theorem_2_3_iii) for h in (*DATA, CRITICAL)),
    used_in("theorem-2.3.iii", NOT_GLOBAL, theorem_2_3_iii, NOT_GLOBAL),
    *(without("theorem-2.3.iv", h, theorem_2_3_iv) for h in DATA),
    at_points(
        "theorem-2.3.iv", f"{ORDER}, at points", strict_if_full, wide_outputs, with_best
    ),
    at_points("theorem-2.3.iv", f"{CROSS}, at points", strict_if_full, poor_data, with_best),
    needed("theorem-2.3.iv", "rank(W_H..W_2) = p", strict_anyway, points, with_best),
    *(used_in("theorem-2.3.iv", h, theorem_2_3_iv, h) for h in (CRITICAL, NOT_GLOBAL)),
    used_in(
        "theorem-2.3.iv", "rank(W_H..W_2) = p, in the proof", theorem_2_3_iv,
        "q is at least the width d_k",
    ),
)  # fmt: skip
CONVEXITY = (
    *(without("theorem-2.3.i", h, theorem_2_3_i) for h in (INVERTIBLE, ORDER, DISTINCT)),
    without("theorem-2.3.i", CROSS, theorem_2_3_i, WHERE_NOT_ZERO),
    needed("theorem-2.3.i", "X Y^T != 0, for the point of B.2", ends_zero, scalars),
    at_points(
        "theorem-2.3.i", "X Y^T != 0, for the statement itself where X != 0", indefinite_somewhere,
        scalars,
    ),
)  # fmt: skip
COROLLARY = (
    *(without("corollary-2.4", h, corollary_2_4_shallow, "for H = 1") for h in DATA),
    *(
        used_in("corollary-2.4", f"{h}, for H = 1", corollary_2_4_shallow, h)
        for h in (CRITICAL, NOT_GLOBAL)
    ),
    needed(
        "corollary-2.4", "X Y^T != 0, for H >= 2",
        bad_origin, lambda: (n for n in scalars() if n.architecture.depth == 2), with_ones,
    ),
    *(
        without("corollary-2.4", h, corollary_2_4, "for H >= 2")
        for h in (INVERTIBLE, ORDER, DISTINCT)
    ),
    without("corollary-2.4", CROSS, corollary_2_4, f"{WHERE_NOT_ZERO}, for H >= 2"),
)  # fmt: skip
CONVEX = tuple(
    audited
    for claim, hypotheses in (
        ("proposition-2.1", SHALLOW_DATA), ("conjecture-2.2", SHALLOW_DATA[1:]),
    )
    for h in hypotheses
    for audited in (
        without(claim, h, conjecture_2_2, "for (i)"),
        without(claim, h, theorem_2_3_ii, "for (ii)"),
    )
)  # fmt: skip


NONLINEAR = (
    needed(
        "corollary-3.2", "A1p-m: one probability for all paths", expected_by_two_paths,
        lambda: all_networks(("1,2,1:1",), ENTRIES, unit_data),
    ),
    needed(
        "corollary-3.2", "A5u-m: the gates do not depend on X and W", section_3.own_gates,
        lambda: section_3.networks(("1,1,1:1",)),
    ),
    used_in(
        "corollary-3.2", "A1p-m, in the proof", corollary_3_2,
        "A1p-m: Pr(Z = 1) = rho for every path",
    ),
    needed(
        "appendix-c2", "xi = 1 where 1 - Y y > 0 and else 0", hinge_of_any_gate, large_targets,
        with_open_gate,
    ),
    used_in("corollary-3.2", "rho is not 0, in the proof", corollary_3_2, "q rho = 1"),
    needed(
        "corollary-3.2", "rho is not 0", section_3.normalised, section_3.single_paths,
        section_3.with_probability,
    ),
)  # fmt: skip

LEMMAS = (
    needed("lemma-4.2", "W is a critical point", anywhere, everywhere, with_inverses),
    at_points(
        "lemma-4.2", "W is critical in W_2, .., W_{H+1}", first_layer, everywhere, with_inverses
    ),
    needed("lemma-4.2", INVERTIBLE, pseudo, thin_data, with_pseudoinverse),
    used_in("lemma-4.2", f"{INVERTIBLE}, in the proof", lemma_4_2, INVERTIBLE),
    *_of_lemma(lemma_4_4, ranks=False),
    *_of_lemma(corollary_4_5, ranks=True),
    used_in("lemma-4.6", INVERTIBLE, lemma_4_6, INVERTIBLE),
    needed(
        "lemma-4.6", "W is a critical point", top_if_semidefinite,
        lambda: all_weights("1,1,2:1", (0, 1, 2), (4,)), with_top,
    ),
    needed("lemma-4.6", "the Hessian is positive semidefinite", top_if_critical, points, with_top),
    needed("lemma-4.6", DISTINCT, top_alternative, equal_eigenvalues, with_fixed_basis),
    without("lemma-4.6", CROSS, lemma_4_6),
    without("lemma-4.6", ORDER, lemma_4_6),
    without("lemma-4.6", "criticality in W_2, .., W_H", lemma_4_6),
    without("lemma-4.6", "the alternative X r = 0", lemma_4_6),
    at_points("lemma-4.6", f"{CROSS}, at points", top_alternative, poor_data, with_fixed_basis),
    at_points("lemma-4.6", f"{ORDER}, at points", top_alternative, wide_outputs, with_fixed_basis),
    at_points(
        "lemma-4.6", "the alternative X r = 0, at points", top_projection_only, points,
        with_fixed_basis,
    ),
)  # fmt: skip
INVERSE, SEMIDEFINITE = "G is a {1}-inverse of C^T C", "the Hessian is positive semidefinite"
PAIR = "the Hessian, of two layers, is psd"
STRONG = "W_1 and W_{H+1} critical, the Hessian psd on these two layers"
FACTS = (
    used_in("pair-conditions", SEMIDEFINITE, pair_conditions, PAIR),
    without("pair-conditions", CRITICAL, pair_conditions),
    *(used_in("lemma-4.6-strong", h, lemma_4_6_ordered, STRONG) for h in (CRITICAL, SEMIDEFINITE)),
    used_in("lemma-4.6-strong", INVERTIBLE, lemma_4_6_ordered, INVERTIBLE),
    used_in("appendix-a2-solutions", INVERTIBLE, lemma_4_2, INVERTIBLE),
    used_in("appendix-a2-solutions", "G is any {1}-inverse of C^T C", lemma_4_2, INVERSE),
    *(used_in(fact.name, "G is any {1}-inverse of C^T C", fact, INVERSE)
      for fact in (fact_a17, fact_a20, fact_a21, fact_a22)),
    used_in("fact-a23", "M^- is any {1}-inverse of M", fact_a23, "G is a {1}-inverse of M"),
    used_in("fact-a24", "A and D symmetric", fact_a24, "D is symmetric"),
    used_in("fact-a24", "A^- is any {1}-inverse of A", fact_a24, "G is a {1}-inverse of A"),
    used_in("fact-a25", "S nonsingular", fact_a25, "S has an inverse"),
    without("fact-a25", "M symmetric", fact_a25, "psd includes it"),
    used_in(
        "appendix-a7", "A^- and B^- are any {1}-inverses", appendix_a7, "G is a {1}-inverse of A",
    ),
)  # fmt: skip
_STEPS: tuple[tuple[Claim, set[str], tuple[str, ...]], ...] = (
    (appendix_a6.CLAIM, {INVERTIBLE}, (INVERTIBLE,)),
    (appendix_b1.CLAIM, set(DATA[:3]), DATA[:3]),
    (appendix_b1_deficient.CLAIM, set(DATA[:3]), DATA[:3]),
    (appendix_b2_b3.B2_CLAIM, set(), (INVERTIBLE, ORDER, DISTINCT)),
    (appendix_b2_b3.B3_CLAIM, {CROSS, ORDER}, DATA),
    (appendix_c1.CLAIM, {INVERTIBLE}, DATA[:3]),
    (depth_two.FLAT_CLAIM, {CROSS, ORDER}, DATA),
)
"""Proof steps, which hypotheses on the data they use, and which are asked after.

Where eigenvectors are given, distinct eigenvalues are not.
"""
STEPS = (
    in_step(appendix_b2_b3.B2_CLAIM, CROSS, SUPERFLUOUS, WHERE_NOT_ZERO),
    *(
        in_step(claim, h, USED if h in roles else SUPERFLUOUS)
        for claim, roles, asked in _STEPS
        for h in asked
    ),
)
AUDITED: tuple[Audited, ...] = (
    *CONVEX, *CONVEXITY, *THEOREM, *COROLLARY, *NONLINEAR, *LEMMAS, *FACTS,
    *sorted(STEPS, key=lambda entry: entry.claim),
)  # fmt: skip
