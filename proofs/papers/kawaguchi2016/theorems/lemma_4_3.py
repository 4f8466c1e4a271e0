"""Lemma 4.3: the blocks of the Hessian, and every other block."""

from __future__ import annotations

from proofs.evidence.stated import Beside, theorem
from proofs.library.networks.derivatives import (
    diagonal_block,
    first_row_block,
    general_block,
    quadratic_form,
    symmetric_blocks,
)

lemma_4_3_diagonal = theorem(
    "lemma-4.3:diagonal",
    beside=Beside("Hessian", "lemma43_kron", "every pair of layers, as a bilinear form"),
)(diagonal_block)
lemma_4_3_first_row = theorem(
    "lemma-4.3:first-row",
    beside=Beside("Hessian", "lemma43_kron", "every pair of layers, as a bilinear form"),
)(first_row_block)
general_block_upper = theorem(
    "general-block:upper",
    beside=Beside("Hessian", "lemma43_kron", "every pair of layers, as a bilinear form"),
)(general_block)
general_block_symmetry = theorem("general-block:symmetry")(symmetric_blocks)
general_block_form = theorem("general-block:form")(quadratic_form)
