"""Appendix A.7: inverses of Kronecker products."""

from __future__ import annotations

from proofs.evidence.stated import theorem
from proofs.library.generalized_inverses import (
    kronecker_inverse,
    kronecker_inverse_special,
    kronecker_pseudoinverse,
)
from proofs.library.pseudoinverses import uniqueness
from proofs.papers.kawaguchi2016.instances.matrices import (
    one_inverses,
    one_pseudoinverse,
    pseudoinverses,
)

appendix_a7 = theorem("appendix-a7", instances=one_inverses)(kronecker_inverse)
appendix_a7_special = theorem("appendix-a7:special", instances=one_inverses)(
    kronecker_inverse_special
)
fact_a27 = theorem("fact-a27", instances=pseudoinverses, form="the four equations of Penrose")(
    kronecker_pseudoinverse
)
fact_a27_unique = theorem("fact-a27:unique", instances=one_pseudoinverse)(uniqueness)
