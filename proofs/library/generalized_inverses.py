"""Generalized inverses for all sizes: what does not depend on the {1}-inverse that is taken."""

from __future__ import annotations

from proofs.kernel.formulas import equal
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, H2, H3, sides
from symbolic.words.terms import Term, identity, kron, zero


def projection_fixes(proof: Derivation, C: Term, G: Term, inverse: Theorem) -> Theorem:
    """``C G C^T C = C``, from ``C^T C G C^T C = C^T C``.

    C^T C (G C^T C - I) = 0, and C^T can be cancelled: a sum of squares vanishes only if each
    square does.
    """
    width = proof.shape(C)[1]
    rest = G @ C.T @ C - identity(width)
    zero_gram = proof.by(equal(C.T @ C @ rest, zero(width, width)), inverse)
    return proof.combine(equal(C @ G @ C.T @ C, C), H0, proof.star(C, rest, zero_gram))


def symmetric_projection(proof: Derivation, C: Term, G: Term, fixes: Theorem) -> Theorem:
    """``P^T = P`` for ``P = C G C^T``, from ``C G C^T C = C``: P is P P^T."""
    P = C @ G @ C.T
    square = proof.combine(equal(P @ P.T, P), C @ G @ H0.T, fixes)
    return proof.combine(equal(P.T, P), H0 - H0.T, square)


def fixed_rows(proof: Derivation, C: Term, fixes: Theorem, symmetric: Theorem) -> Theorem:
    """``C^T P = C^T``, from ``P C = C`` and ``P^T = P``."""
    P = sides(symmetric)[1]
    return proof.combine(equal(C.T @ P, C.T), H0.T - C.T @ H1, fixes, symmetric)


def _gram_inverses(names: str) -> tuple[Derivation, Term, list[Term], list[Theorem]]:
    """A matrix C, letters for {1}-inverses of C^T C, and the hypotheses that say so."""
    proof = Derivation("m n", C="m n", **dict.fromkeys(names.split(), "n n"))
    C, inverses = Term("C"), list(proof.letters(names))
    given = [proof.assume(equal(C.T @ C @ G @ C.T @ C, C.T @ C)) for G in inverses]
    return proof, C, inverses, given


def projection_identity() -> Theorem:
    """``C (C^T C)^- C^T C = C`` for every {1}-inverse (p. 41 of the paper; A17)."""
    proof, C, (G,), (given,) = _gram_inverses("G")
    return projection_fixes(proof, C, G, given)


def projection_symmetric() -> Theorem:
    """``P = C (C^T C)^- C^T`` is symmetric, although the {1}-inverse need not be."""
    proof, C, (G,), (given,) = _gram_inverses("G")
    return symmetric_projection(proof, C, G, projection_fixes(proof, C, G, given))


def projection_idempotent() -> Theorem:
    """P P = P, P C = C and C^T P = C^T for every {1}-inverse."""
    proof, C, (G,), (given,) = _gram_inverses("G")
    fixes = projection_fixes(proof, C, G, given)
    rows = fixed_rows(proof, C, fixes, symmetric_projection(proof, C, G, fixes))
    P = C @ G @ C.T
    return proof.both(proof.by(equal(P @ P, P), fixes), proof.by(equal(P @ C, C), fixes), rows)


def projection_unique() -> Theorem:
    """P does not depend on which {1}-inverse is taken: P = Q P = (P Q)^T = Q."""
    proof, C, (G, K), given = _gram_inverses("G K")
    first, second = (projection_fixes(proof, C, H, h) for H, h in zip((G, K), given, strict=True))
    P, Q = C @ G @ C.T, C @ K @ C.T
    p = symmetric_projection(proof, C, G, first)
    q = symmetric_projection(proof, C, K, second)
    back = proof.by(equal(P @ Q, Q), first)
    onto = proof.by(equal(Q @ P, P), second)
    # P = Q P; Q P - (P Q)^T = Q P - Q^T P^T is a combination of p and q.
    by = H1 + H2.T - H3 - H1 @ P.T - Q @ H0
    return proof.combine(equal(P, Q), by, p, q, back, onto)


def kronecker_inverse() -> Theorem:
    """``A^- kron B^-`` is a {1}-inverse of ``A kron B``."""
    proof = Derivation("m n p q", A="m n", G="n m", B="p q", H="q p")
    A, G, B, H = proof.letters("A G B H")
    a = proof.assume(equal(A @ G @ A, A))
    b = proof.assume(equal(B @ H @ B, B))
    by = kron(H0, B @ H @ B) + kron(A, H1)
    goal = equal(kron(A, B) @ kron(G, H) @ kron(A, B), kron(A, B))
    return proof.combine(goal, by, a, b)


def kronecker_inverse_special() -> Theorem:
    """``I kron F^-`` is a {1}-inverse of ``I kron F``, the case that A.6 uses."""
    proof = Derivation("n p q", F="p q", H="q p")
    F, H = proof.letters("F H")
    one = identity("n")
    inverse = proof.assume(equal(F @ H @ F, F))
    goal = equal(kron(one, F) @ kron(one, H) @ kron(one, F), kron(one, F))
    return proof.combine(goal, kron(one, H0), inverse)


def kronecker_pseudoinverse() -> Theorem:
    """``A^+ kron B^+`` satisfies the four Penrose equations of ``A kron B``."""
    proof = Derivation("m n p q", A="m n", G="n m", B="p q", H="q p")
    A, G, B, H = proof.letters("A G B H")

    def equations(M: Term, N: Term) -> list[tuple[Term, Term]]:
        return [(M @ N @ M, M), (N @ M @ N, N), ((M @ N).T, M @ N), ((N @ M).T, N @ M)]

    sides = zip(equations(A, G), equations(B, H), equations(kron(A, B), kron(G, H)), strict=True)
    shown = []
    for of_A, of_B, of_both in sides:
        a, b = proof.assume(equal(*of_A)), proof.assume(equal(*of_B))
        by = kron(H0, of_B[0]) + kron(of_A[1], H1)
        shown.append(proof.combine(equal(*of_both), by, a, b))
    return proof.both(*shown)
