"""The words for terms and formulas in which theorems are stated and proved.

Terms are matrices of symbolic sizes: ``A @ B``, ``A + B``, ``2 * A``, ``A.T``. Formulas say that
they are equal, or for all, or for some; a `proofs.Derivation` proves them.

>>> from proofs import Derivation
>>> from proofs.words import equal, identity
>>> proof = Derivation("m n", A="m n", B="n m")
>>> A, B = proof.letters("A B")
>>> inverse = proof.assume(equal(A @ B, identity("m")))
>>> proof.by(equal(A @ B @ A, A), inverse).conclusion
('=', ('*', 'A', 'B', 'A'), 'A')
"""

from proofs.kernel.formulas import (
    FALSE,
    at_most,
    both,
    either,
    equal,
    for_all,
    for_some,
    has_rank,
    implies,
    less,
    negation,
    number,
    size_at_most,
)
from symbolic.words.terms import (
    Term,
    commutation,
    derivative_by,
    identity,
    kron,
    tr,
    vec,
    zero,
)

__all__ = [
    "FALSE",
    "Term",
    "at_most",
    "both",
    "commutation",
    "derivative_by",
    "either",
    "equal",
    "for_all",
    "for_some",
    "has_rank",
    "identity",
    "implies",
    "kron",
    "less",
    "negation",
    "number",
    "size_at_most",
    "tr",
    "vec",
    "zero",
]
