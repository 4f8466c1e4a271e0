"""Appendix A.2: the gradient by W_1, and C (C^T C)^- C^T as an orthogonal projection."""

from __future__ import annotations

from proofs.evidence.stated import Beside, theorem
from proofs.library.generalized_inverses import (
    projection_idempotent,
    projection_identity,
    projection_symmetric,
    projection_unique,
)
from proofs.library.networks.derivatives import first_gradient, first_gradient_as_vec
from proofs.papers.kawaguchi2016.instances.matrices import projections

appendix_a2_kron = theorem("appendix-a2:kron")(first_gradient)
appendix_a2_vec = theorem("appendix-a2:vec")(first_gradient_as_vec)
fact_a17 = theorem("fact-a17", instances=projections)(projection_identity)
fact_a20 = theorem("fact-a20", instances=projections)(projection_symmetric)
fact_a21 = theorem(
    "fact-a21",
    instances=projections,
    beside=Beside("GeneralizedInverses", "proj_orth", "with symmetry and range"),
)(projection_idempotent)
fact_a22 = theorem("fact-a22", instances=projections)(projection_unique)
