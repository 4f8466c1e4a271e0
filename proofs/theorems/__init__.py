"""The theorems for all sizes: one function for each, which proves it by the kernel's rules.

`THEOREMS` names them after the claim of the catalogue to which they belong most; a claim lists
the theorems that it rests on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from proofs.theorems import (
    appendix_steps,
    bad_saddles,
    derivatives,
    generalized_inverses,
    indefinite,
    layer_convexity,
    lemma_4_6_steps,
    local_minima,
    maxima,
    negative_semidefinite,
    paper_route,
    paths,
    range_condition,
    ranges,
    semidefinite,
    strict_saddles,
    top_projections,
)

if TYPE_CHECKING:
    from proofs.kernel import Theorem

THEOREMS: dict[str, Callable[[], Theorem]] = {
    "conjecture-2.2": layer_convexity.conjecture_2_2,
    "lemma-4.1": derivatives.lemma_4_1,
    "lemma-4.2": generalized_inverses.lemma_4_2,
    "lemma-4.3:diagonal": derivatives.diagonal_block,
    "lemma-4.3:first-row": derivatives.first_row_block,
    "general-block:upper": derivatives.general_block,
    "general-block:symmetry": derivatives.symmetric_blocks,
    "lemma-4.4": range_condition.lemma_4_4,
    "lemma-4.4:negative": negative_semidefinite.vanishing_hessian,
    "corollary-4.5": range_condition.corollary_4_5,
    "pair-conditions": range_condition.pair_conditions,
    "lemma-4.6": top_projections.lemma_4_6,
    "lemma-4.6-strong": top_projections.lemma_4_6_ordered,
    "theorem-2.3.i": indefinite.theorem_2_3_i,
    "theorem-2.3.i:indefinite": indefinite.indefinite_hessian,
    "theorem-2.3.ii": local_minima.theorem_2_3_ii,
    "theorem-2.3.ii:paper": paper_route.theorem_2_3_ii,
    "theorem-2.3.iii": maxima.theorem_2_3_iii,
    "theorem-2.3.iv": strict_saddles.theorem_2_3_iv,
    "corollary-2.4": bad_saddles.corollary_2_4,
    "corollary-2.4:origin": bad_saddles.origin,
    "corollary-2.4:family": bad_saddles.family,
    "corollary-2.4:shallow": strict_saddles.corollary_2_4_shallow,
    "corollary-3.2": paths.corollary_3_2,
    "fact-a11:vec": derivatives.vec_of_product,
    "fact-a11:jacobian": derivatives.residual_jacobian,
    "appendix-a2:kron": derivatives.first_gradient,
    "appendix-a2:vec": derivatives.first_gradient_as_vec,
    "fact-a17": generalized_inverses.projection_identity,
    "fact-a20": generalized_inverses.projection_symmetric,
    "fact-a21": generalized_inverses.projection_idempotent,
    "fact-a22": generalized_inverses.projection_unique,
    "fact-a23": ranges.range_by_inverse,
    "fact-a23:any": ranges.range_by_any_inverse,
    "fact-a23:kernel": ranges.range_by_kernel,
    "fact-a24": semidefinite.albert,
    "fact-a24:blocks": semidefinite.albert_of_blocks,
    "fact-a25": semidefinite.congruence,
    "fact-a25:any-shape": semidefinite.congruence_of_any_shape,
    "fact-a25:gram": semidefinite.gram_matrix,
    "appendix-a1:outer": appendix_steps.derivative_of_square,
    "appendix-a1:residual": appendix_steps.residual_vector,
    "appendix-a1:chain": appendix_steps.chain_rule,
    "appendix-a4:projection": appendix_steps.mixed_product,
    "appendix-a4:second": appendix_steps.second_term,
    "appendix-a4:product": appendix_steps.product_vanishes,
    "appendix-c1:trace": appendix_steps.expanded_loss,
    "appendix-a6:criticality": lemma_4_6_steps.last_gradient,
    "appendix-a6:gram": lemma_4_6_steps.range_of_gram,
    "appendix-a6:crossed": lemma_4_6_steps.crossed_terms,
    "appendix-a6:squared": lemma_4_6_steps.squared_term,
    "appendix-a6:commute": lemma_4_6_steps.commuting_projection,
    "appendix-a6:absorb": lemma_4_6_steps.absorbing_inverse,
    "appendix-a6:simplify": lemma_4_6_steps.simplified_blocks,
    "appendix-a6:ranges": lemma_4_6_steps.same_ranges,
    "appendix-a7": generalized_inverses.kronecker_inverse,
    "appendix-a7:special": generalized_inverses.kronecker_inverse_special,
    "fact-a27": generalized_inverses.kronecker_pseudoinverse,
}
