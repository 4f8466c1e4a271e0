"""Generalized inverses for all sizes: what "any" {1}-inverse means, and Lemma 4.2."""

from __future__ import annotations

from proofs.kernel.formulas import equal, for_some
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from symbolic.words.terms import Term, identity, kron, zero


def projection_fixes(proof: Derivation, C: Term, G: Term, inverse: Theorem) -> Theorem:
    """``C G C^T C = C``, from ``C^T C G C^T C = C^T C``.

    C^T C (G C^T C - I) = 0, and C^T can be cancelled: a sum of squares vanishes only if each
    square does.
    """
    width = proof.shape(C)[1]
    rest = G @ C.T @ C - identity(width)
    zero_gram = proof.by(equal(C.T @ C @ rest, zero(width, width)), inverse)
    return proof.combine(equal(C @ G @ C.T @ C, C), "$0", proof.star(C, rest, zero_gram))


def symmetric_projection(proof: Derivation, C: Term, G: Term, fixes: Theorem) -> Theorem:
    """``P^T = P`` for ``P = C G C^T``, from ``C G C^T C = C``: P is P P^T."""
    P = C @ G @ C.T
    square = proof.combine(equal(P @ P.T, P), ("*", C.tree, G.tree, ("T", "$0")), fixes)
    return proof.combine(equal(P.T, P), ("+", "$0", ("scale", "-1", ("T", "$0"))), square)


def fixed_rows(proof: Derivation, C: Term, fixes: Theorem, symmetric: Theorem) -> Theorem:
    """``C^T P = C^T``, from ``P C = C`` and ``P^T = P``."""
    P = Term(symmetric.conclusion[2])
    by = ("+", ("T", "$0"), ("scale", "-1", ("*", ("T", C.tree), "$1")))
    return proof.combine(equal(C.T @ P, C.T), by, fixes, symmetric)


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
    """``P = C (C^T C)^- C^T`` is symmetric, although the {1}-inverse need not be (A20)."""
    proof, C, (G,), (given,) = _gram_inverses("G")
    return symmetric_projection(proof, C, G, projection_fixes(proof, C, G, given))


def projection_idempotent() -> Theorem:
    """P P = P, P C = C and C^T P = C^T for every {1}-inverse (A21)."""
    proof, C, (G,), (given,) = _gram_inverses("G")
    fixes = projection_fixes(proof, C, G, given)
    rows = fixed_rows(proof, C, fixes, symmetric_projection(proof, C, G, fixes))
    P = C @ G @ C.T
    return proof.both(proof.by(equal(P @ P, P), fixes), proof.by(equal(P @ C, C), fixes), rows)


def projection_unique() -> Theorem:
    """P does not depend on which {1}-inverse is taken (A22): P = Q P = (P Q)^T = Q."""
    proof, C, (G, K), given = _gram_inverses("G K")
    first, second = (projection_fixes(proof, C, H, h) for H, h in zip((G, K), given, strict=True))
    P, Q = C @ G @ C.T, C @ K @ C.T
    p = symmetric_projection(proof, C, G, first)
    q = symmetric_projection(proof, C, K, second)
    back = proof.by(equal(P @ Q, Q), first)
    onto = proof.by(equal(Q @ P, P), second)
    # P = Q P; Q P - (P Q)^T = Q P - Q^T P^T is a combination of p and q.
    by = (
        "+",
        ("scale", "-1", "$3"),
        ("scale", "-1", ("*", "$1", ("T", P.tree))),
        ("scale", "-1", ("*", Q.tree, "$0")),
        ("T", "$2"),
        "$1",
    )
    return proof.combine(equal(P, Q), by, p, q, back, onto)


def kronecker_inverse() -> Theorem:
    """``A^- kron B^-`` is a {1}-inverse of ``A kron B`` (A.7)."""
    proof = Derivation("m n p q", A="m n", G="n m", B="p q", H="q p")
    A, G, B, H = proof.letters("A G B H")
    a = proof.assume(equal(A @ G @ A, A))
    b = proof.assume(equal(B @ H @ B, B))
    by = ("+", ("kron", "$0", (B @ H @ B).tree), ("kron", "A", "$1"))
    goal = equal(kron(A, B) @ kron(G, H) @ kron(A, B), kron(A, B))
    return proof.combine(goal, by, a, b)


def kronecker_inverse_special() -> Theorem:
    """``I kron F^-`` is a {1}-inverse of ``I kron F``, the case that A.6 uses."""
    proof = Derivation("n p q", F="p q", H="q p")
    F, H = proof.letters("F H")
    one = identity("n")
    inverse = proof.assume(equal(F @ H @ F, F))
    goal = equal(kron(one, F) @ kron(one, H) @ kron(one, F), kron(one, F))
    return proof.combine(goal, ("kron", one.tree, "$0"), inverse)


def kronecker_pseudoinverse() -> Theorem:
    """``A^+ kron B^+`` satisfies the four Penrose equations of ``A kron B`` (A27)."""
    proof = Derivation("m n p q", A="m n", G="n m", B="p q", H="q p")
    A, G, B, H = proof.letters("A G B H")

    def equations(M: Term, N: Term) -> list[tuple[Term, Term]]:
        return [(M @ N @ M, M), (N @ M @ N, N), ((M @ N).T, M @ N), ((N @ M).T, N @ M)]

    sides = zip(equations(A, G), equations(B, H), equations(kron(A, B), kron(G, H)), strict=True)
    shown = []
    for of_A, of_B, of_both in sides:
        a, b = proof.assume(equal(*of_A)), proof.assume(equal(*of_B))
        by = ("+", ("kron", "$0", of_B[0].tree), ("kron", of_A[1].tree, "$1"))
        shown.append(proof.combine(equal(*of_both), by, a, b))
    return proof.both(*shown)


def lemma_4_2() -> Theorem:
    """The W_1-equation holds exactly if W_1 is one of the solutions; then C W_1 = P Y X^T N."""
    proof = Derivation(
        "d_y d_1 d_x m",
        C="d_y d_1",
        G="d_1 d_1",
        W="d_1 d_x",
        X="d_x m",
        Y="d_y m",
        N="d_x d_x",
    )
    C, G, W, X, Y, N = proof.letters("C G W X Y N")
    inverse = proof.assume(equal(C.T @ C @ G @ C.T @ C, C.T @ C))
    right = proof.assume(equal(X @ X.T @ N, identity("d_x")))
    left = proof.assume(equal(N @ X @ X.T, identity("d_x")))
    fixes = projection_fixes(proof, C, G, inverse)
    rows = fixed_rows(proof, C, fixes, symmetric_projection(proof, C, G, fixes))
    critical = equal(X @ (C @ W @ X - Y).T @ C, zero("d_x", "d_1"))
    base = G @ C.T @ Y @ X.T @ N
    null = identity("d_1") - G @ C.T @ C
    solution = for_some("L", ("d_1", "d_x"), equal(W, base + null @ Term("L")))

    normal = equal(C.T @ C @ W @ X @ X.T, C.T @ Y @ X.T)
    normal_equation = proof.combine(normal, ("T", "$0"), proof.assume(critical))
    gram = proof.chain(
        C.T @ C @ W,
        (C.T @ C @ W @ X @ X.T @ N, [right]),
        (C.T @ Y @ X.T @ N, [normal_equation]),
    )
    predictor = proof.chain(C @ W, (C @ G @ C.T @ C @ W, [fixes]), (C @ base, [gram]))
    choice = proof.combine(equal(W, base + null @ W), ("*", "G", "$0"), gram)
    forward = proof.both(proof.exhibit(solution, W, choice), predictor)

    def back(form: Theorem) -> Theorem:
        gram = proof.combine(
            equal(C.T @ C @ W, C.T @ Y @ X.T @ N),
            ("+", ("*", (C.T @ C).tree, "$0"), ("*", "$1", (Y @ X.T @ N).tree), _tail(form)),
            form,
            rows,
            inverse,
        )
        by = ("T", ("+", ("*", "$0", (X @ X.T).tree), ("*", (C.T @ Y @ X.T).tree, "$1")))
        return proof.combine(critical, by, gram, left)

    def _tail(form: Theorem) -> tuple[object, ...]:
        L = form.conclusion[2][-1][-1]
        return ("scale", "-1", ("*", "$2", L))

    backward = proof.choose(proof.assume(solution), ["L"], back)
    return proof.both(proof.suppose(critical, forward), proof.suppose(solution, backward))
