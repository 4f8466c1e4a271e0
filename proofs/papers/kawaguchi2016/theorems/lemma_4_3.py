"""Lemma 4.3: the blocks of the Hessian, and every other block."""

from __future__ import annotations

from proofs.evidence.stated import Beside, theorem
from proofs.kernel.formulas import equal
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.networks.derivatives import (
    bracket,
    diagonal_block,
    first_row_block,
    general_block,
    quadratic_form,
    symmetric_blocks,
)
from symbolic.words.terms import identity, kron

lemma_4_3_diagonal = theorem(
    "lemma-4.3:diagonal",
    beside=Beside("Hessian", "lemma43_kron", "every pair of layers, as a bilinear form"),
)(diagonal_block)
lemma_4_3_first_row = theorem(
    "lemma-4.3:first-row",
    beside=Beside("Hessian", "lemma43_kron", "every pair of layers, as a bilinear form"),
)(first_row_block)


@theorem("lemma-4.3:bracket")
def bracket_of_columns() -> Theorem:
    """``(I kron M) K = [I kron M_1 .. I kron M_{d_k}]``: for the column c the block I kron M c."""
    proof = Derivation("d_j d_k m", M="m d_k", c="d_k 1")
    M, c = proof.letters("M c")
    left = bracket("d_j", M, "d_k") @ kron(c, identity("d_j"))
    shown = proof.by(equal(left, kron(identity("d_j"), M @ c)))
    return proof.generalize(shown, c.tree)


general_block_upper = theorem(
    "general-block:upper",
    beside=Beside("Hessian", "lemma43_kron", "every pair of layers, as a bilinear form"),
)(general_block)
general_block_symmetry = theorem("general-block:symmetry")(symmetric_blocks)
general_block_form = theorem("general-block:form")(quadratic_form)
