"""The theorems for all sizes: one function for each, which proves it by the kernel's rules.

`THEOREMS` names them after the claim of the catalogue to which they belong most; a claim lists
the theorems that it rests on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from proofs.library import generalized_inverses, pseudoinverses, ranges, semidefinite
from proofs.library.networks import derivatives
from proofs.papers.kawaguchi2016.theorems import appendix_a1_a4_c1 as appendix_steps
from proofs.papers.kawaguchi2016.theorems import appendix_a3 as block_steps
from proofs.papers.kawaguchi2016.theorems import appendix_a5_b1 as rank_steps
from proofs.papers.kawaguchi2016.theorems import appendix_a6 as lemma_4_6_steps
from proofs.papers.kawaguchi2016.theorems import appendix_a6_eigenvectors as eigenvector_steps
from proofs.papers.kawaguchi2016.theorems import appendix_a6_schur as schur_condition
from proofs.papers.kawaguchi2016.theorems import appendix_b1_deficient as deficient_steps
from proofs.papers.kawaguchi2016.theorems import appendix_b2_c1 as zero_products
from proofs.papers.kawaguchi2016.theorems import appendix_b3 as no_maximum
from proofs.papers.kawaguchi2016.theorems import appendix_d as collapsed
from proofs.papers.kawaguchi2016.theorems import appendix_d_example as shared_entries
from proofs.papers.kawaguchi2016.theorems import appendix_d_layers as collapsed_layers
from proofs.papers.kawaguchi2016.theorems import conjecture_2_2 as layer_convexity
from proofs.papers.kawaguchi2016.theorems import corollary_2_4 as bad_saddles
from proofs.papers.kawaguchi2016.theorems import corollary_3_2 as paths
from proofs.papers.kawaguchi2016.theorems import (
    depth_two,
    flat_saddles,
    level_neighbours,
    narrow_saddles,
)
from proofs.papers.kawaguchi2016.theorems import lemma_4_4 as range_condition
from proofs.papers.kawaguchi2016.theorems import lemma_4_4_negative as negative_semidefinite
from proofs.papers.kawaguchi2016.theorems import lemma_4_6 as top_projections
from proofs.papers.kawaguchi2016.theorems import section_4_1 as notation
from proofs.papers.kawaguchi2016.theorems import theorem_2_3_i as indefinite
from proofs.papers.kawaguchi2016.theorems import theorem_2_3_ii as local_minima
from proofs.papers.kawaguchi2016.theorems import theorem_2_3_ii_as_printed as paper_route
from proofs.papers.kawaguchi2016.theorems import theorem_2_3_iii as maxima
from proofs.papers.kawaguchi2016.theorems import theorem_2_3_iv as strict_saddles

if TYPE_CHECKING:
    from proofs.kernel.rules import Theorem

THEOREMS: dict[str, Callable[[], Theorem]] = {
    "notation:loss": notation.loss,
    "notation:sigma": notation.sigma_is_semidefinite,
    "notation:rank": notation.rank_of_upper_layers,
    "notation:index": eigenvector_steps.selected_eigenvectors,
    "notation:empty": notation.empty_products,
    "conjecture-2.2": layer_convexity.conjecture_2_2,
    "lemma-4.1": derivatives.lemma_4_1,
    "lemma-4.1:product": derivatives.first_variation,
    "lemma-4.2": generalized_inverses.lemma_4_2,
    "lemma-4.3:diagonal": derivatives.diagonal_block,
    "lemma-4.3:first-row": derivatives.first_row_block,
    "general-block:upper": derivatives.general_block,
    "general-block:symmetry": derivatives.symmetric_blocks,
    "general-block:form": derivatives.quadratic_form,
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
    "theorem-2.3.ii:level": level_neighbours.level_minima,
    "theorem-2.3.iii": maxima.theorem_2_3_iii,
    "theorem-2.3.iii:level": level_neighbours.level_maxima,
    "theorem-2.3.iv": strict_saddles.theorem_2_3_iv,
    "corollary-2.4": bad_saddles.corollary_2_4,
    "corollary-2.4:origin": bad_saddles.origin,
    "corollary-2.4:family": bad_saddles.family,
    "corollary-2.4:shallow": strict_saddles.corollary_2_4_shallow,
    "flat-saddles:zero": flat_saddles.zero_above_the_first,
    "flat-saddles:only": depth_two.only_flat_saddles,
    "flat-saddles:dimension": depth_two.dimension_of_the_kernel,
    "depth-two:narrow": narrow_saddles.narrow_saddles,
    "corollary-3.2": paths.corollary_3_2,
    "corollary-3.2:expectation": paths.expectation,
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
    "appendix-a3:diagonal": block_steps.diagonal_display,
    "appendix-a3:first": block_steps.first_display,
    "appendix-a3:terms": block_steps.terms_of_the_sum,
    "appendix-a3:last": block_steps.last_line,
    "appendix-a3:row": block_steps.row_of_c,
    "appendix-a3:sum": block_steps.rewritten_sum,
    "appendix-a3:top": block_steps.derivative_by_a_row,
    "appendix-a4:ranges": schur_condition.range_of_blocks,
    "appendix-a4:projection": appendix_steps.mixed_product,
    "appendix-a4:second": appendix_steps.second_term,
    "appendix-a4:product": appendix_steps.product_vanishes,
    "zero-product": zero_products.zero_product,
    "appendix-a5": rank_steps.ranks_from_ranges,
    "appendix-a5:weaker": rank_steps.ranks_without_ranges,
    "appendix-b1:narrow": rank_steps.narrow_output,
    "appendix-b1:rank": rank_steps.rank_of_product,
    "appendix-b1:second": rank_steps.second_alternative,
    "appendix-b1:ranges": rank_steps.ranges_and_residual,
    "appendix-b1:regression": rank_steps.split_of_the_loss,
    "appendix-b1:least": rank_steps.no_residual_is_least,
    "appendix-b1:bottleneck": rank_steps.rank_at_the_bottleneck,
    "appendix-b1:onto": collapsed_layers.any_product,
    "appendix-b1:inverses": deficient_steps.framed_inverses,
    "appendix-b1:rows": deficient_steps.rows_of_the_frame,
    "appendix-b1:flat": deficient_steps.flat_moves,
    "appendix-b1:ranks": deficient_steps.ranks_of_products,
    "appendix-b1:projection": deficient_steps.same_projection,
    "appendix-b1:display": deficient_steps.display_of_products,
    "appendix-b1:lift": deficient_steps.lifted_layer,
    "appendix-b2": zero_products.zero_ends,
    "appendix-b3:rising": no_maximum.rising_along_the_first,
    "appendix-b3:range": no_maximum.no_range,
    "appendix-c1:critical": zero_products.zero_below_the_top,
    "appendix-c1:trace": appendix_steps.expanded_loss,
    "appendix-c1:value": appendix_steps.value_at_eigenvectors,
    "appendix-a6:criticality": lemma_4_6_steps.last_gradient,
    "appendix-a6:gram": lemma_4_6_steps.range_of_gram,
    "appendix-a6:crossed": lemma_4_6_steps.crossed_terms,
    "appendix-a6:squared": lemma_4_6_steps.squared_term,
    "appendix-a6:fourth": lemma_4_6_steps.fourth_equation,
    "appendix-a6:commute": lemma_4_6_steps.commuting_projection,
    "appendix-a6:absorb": lemma_4_6_steps.absorbing_inverse,
    "appendix-a6:simplify": lemma_4_6_steps.simplified_blocks,
    "appendix-a6:ranges": lemma_4_6_steps.same_ranges,
    "appendix-a6:fifth": schur_condition.fifth_condition,
    "appendix-a6:explained": eigenvector_steps.explained_by_eigenvectors,
    "appendix-a6:frame": eigenvector_steps.framed_blocks,
    "appendix-a6:largest": eigenvector_steps.largest_eigenvalues,
    "appendix-a7": generalized_inverses.kronecker_inverse,
    "appendix-a7:special": generalized_inverses.kronecker_inverse_special,
    "appendix-c2": paths.hinge,
    "appendix-d:deep": shared_entries.product_of_layers,
    "appendix-d:minimum": shared_entries.poor_minimum,
    "appendix-d:flat": shared_entries.collapse_has_no_minimum,
    "appendix-d:squared": shared_entries.squared_collapse,
    "appendix-d:layers": collapsed_layers.any_two_layers,
    "appendix-d:upper": collapsed.upper_layers_differ,
    "appendix-d:gauge": collapsed.rescaled_layers,
    "fact-a27": generalized_inverses.kronecker_pseudoinverse,
    "fact-a27:unique": pseudoinverses.uniqueness,
}
