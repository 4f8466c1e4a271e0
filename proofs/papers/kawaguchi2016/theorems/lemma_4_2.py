"""Lemma 4.2: the product of all layers at a critical point."""

from __future__ import annotations

from proofs.evidence.stated import Beside, theorem
from proofs.library.generalized_inverses import lemma_4_2 as lemma_4_2_proved
from proofs.papers.kawaguchi2016.instances.matrices import two_layers

lemma_4_2 = theorem(
    "lemma-4.2",
    instances=two_layers,
    form="the gradient by W_1 is written out",
    beside=Beside("CriticalPoints", "deep_lemma42_so", "every depth"),
)(lemma_4_2_proved)
