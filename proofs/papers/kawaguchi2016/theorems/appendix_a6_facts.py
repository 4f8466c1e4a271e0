"""Facts on congruence that Appendix A.6 takes from elsewhere."""

from __future__ import annotations

from proofs.evidence.stated import theorem
from proofs.library.semidefinite import congruence, congruence_of_any_shape, gram_matrix
from proofs.papers.kawaguchi2016.instances.facts import congruences

fact_a25 = theorem("fact-a25", instances=congruences)(congruence)
fact_a25_any_shape = theorem("fact-a25:any-shape", instances=congruences)(congruence_of_any_shape)
fact_a25_gram = theorem("fact-a25:gram")(gram_matrix)
