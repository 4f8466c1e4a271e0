"""Facts on ranges and on psd block matrices that Appendix A.4 takes from elsewhere."""

from __future__ import annotations

from proofs.evidence.stated import Beside, theorem
from proofs.library.ranges import range_by_any_inverse, range_by_inverse, range_by_kernel
from proofs.library.semidefinite import albert, albert_of_blocks
from proofs.papers.kawaguchi2016.instances.facts import blocks, included, ranges

fact_a23 = theorem("fact-a23", instances=ranges)(range_by_inverse)
fact_a23_any = theorem("fact-a23:any", instances=included)(range_by_any_inverse)
fact_a23_kernel = theorem("fact-a23:kernel", instances=ranges)(range_by_kernel)
fact_a24 = theorem(
    "fact-a24",
    instances=blocks,
    beside=Beside("Semidefinite", "schur_psd", "for every {1}-inverse"),
)(albert)
fact_a24_blocks = theorem("fact-a24:blocks", instances=blocks)(albert_of_blocks)
