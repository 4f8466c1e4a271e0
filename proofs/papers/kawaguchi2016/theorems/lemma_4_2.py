"""Lemma 4.2: the product of all layers at a critical point.

C = W_{H+1}..W_2 is above W = W_1, G is any {1}-inverse of C^T C, N is the inverse of X X^T, and
P = C G C^T projects onto the range of C.
"""

from __future__ import annotations

from proofs.evidence.stated import Beside, theorem
from proofs.kernel.formulas import equal, for_some
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, H2
from proofs.library.generalized_inverses import fixed_rows, projection_fixes, symmetric_projection
from proofs.papers.kawaguchi2016.instances.matrices import two_layers
from symbolic.words.terms import Term, identity, zero

LETTERS = {
    "C": "d_y d_1", "G": "d_1 d_1", "W": "d_1 d_x", "X": "d_x m", "Y": "d_y m", "N": "d_x d_x",
}  # fmt: skip


@theorem(
    "lemma-4.2",
    instances=two_layers,
    form="the gradient by W_1 is written out",
    beside=Beside("CriticalPoints", "deep_lemma42_so", "every depth"),
)
def lemma_4_2() -> Theorem:
    """The W_1-equation holds exactly if W_1 is one of the solutions; then C W_1 = P Y X^T N."""
    proof = Derivation("d_y d_1 d_x m", **LETTERS)
    C, G, W, X, Y, N = proof.letters("C G W X Y N")
    inverse = proof.assume(equal(C.T @ C @ G @ C.T @ C, C.T @ C))
    right = proof.assume(equal(X @ X.T @ N, identity("d_x")))
    left = proof.assume(equal(N @ X @ X.T, identity("d_x")))
    critical = equal(X @ (C @ W @ X - Y).T @ C, zero("d_x", "d_1"))
    base, null = G @ C.T @ Y @ X.T @ N, identity("d_1") - G @ C.T @ C
    solution = for_some("L", ("d_1", "d_x"), equal(W, base + null @ Term("L")))
    fixes = projection_fixes(proof, C, G, inverse)

    # A critical point is a solution, with L = W, and C W is the predictor.
    normal_equation = equal(C.T @ C @ W @ X @ X.T, C.T @ Y @ X.T)
    normal = proof.combine(normal_equation, H0.T, proof.assume(critical))
    gram = proof.chain(
        C.T @ C @ W,
        (C.T @ C @ W @ X @ X.T @ N, [right]),
        (C.T @ Y @ X.T @ N, [normal]),
    )
    predictor = proof.chain(C @ W, (C @ G @ C.T @ C @ W, [fixes]), (C @ base, [gram]))
    form = proof.combine(equal(W, base + null @ W), G @ H0, gram)
    forward = proof.both(proof.exhibit(solution, W, form), predictor)

    # A solution satisfies the normal equation, multiplied by N.
    rows = fixed_rows(proof, C, fixes, symmetric_projection(proof, C, G, fixes))
    (L,), form = proof.obtain(proof.assume(solution), "L")
    by = C.T @ C @ H0 + H1 @ Y @ X.T @ N - H2 @ L
    gram = proof.combine(equal(C.T @ C @ W, C.T @ Y @ X.T @ N), by, form, rows, inverse)
    by = (H0 @ X @ X.T + C.T @ Y @ X.T @ H1).T
    backward = proof.close(proof.combine(critical, by, gram, left))
    return proof.both(proof.suppose(critical, forward), proof.suppose(solution, backward))
