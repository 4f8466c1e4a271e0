"""Lemma 4.1: the gradients, and the first variation."""

from __future__ import annotations

from proofs.evidence.stated import Beside, theorem
from proofs.library.networks.derivatives import first_variation
from proofs.library.networks.derivatives import lemma_4_1 as lemma_4_1_proved

lemma_4_1 = theorem(
    "lemma-4.1",
    beside=Beside("Variations", "crit_iff", "derivatives as coefficients of polynomials"),
)(lemma_4_1_proved)
lemma_4_1_product = theorem("lemma-4.1:product")(first_variation)
