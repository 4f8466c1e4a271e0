"""The Moore-Penrose inverse for all sizes: every matrix has one (Penrose 1955)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from proofs.kernel.formulas import Formula, both, equal, for_some, negation
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1
from proofs.library.generalized_inverses import projection_fixes, symmetric_projection
from proofs.library.ranks import once, sizes
from symbolic.words.terms import Term, identity, zero


def penrose(A: Term, P: Term) -> Formula:
    """A P A = A, P A P = P, A P and P A are symmetric."""
    return both(
        equal(A @ P @ A, A), equal(P @ A @ P, P), equal((A @ P).T, A @ P), equal((P @ A).T, P @ A)
    )


@once
def existence(proof: Derivation) -> Theorem:
    """Every matrix A has a pseudoinverse: ``A^T (A A^T)^- A (A^T A)^- A^T``."""
    m, n = sizes(proof, "m n")
    (A,) = proof.matrices(A=(m, n))
    goal = for_some("P0", (n, m), penrose(A, Term("P0")))
    (G, of_G), (H, of_H) = proof.ginv(A.T @ A), proof.ginv(A @ A.T)
    fixes = projection_fixes(proof, A, G, of_G)  # A G A^T A = A
    flat = symmetric_projection(proof, A, G, fixes)
    onto = projection_fixes(proof, A.T, H, of_H)  # A^T H A A^T = A^T
    level = symmetric_projection(proof, A.T, H, onto)
    P = A.T @ H @ A @ G @ A.T
    # A A^T H A = A, the transpose of `onto` with A^T H A symmetric.
    back = proof.combine(equal(A @ A.T @ H @ A, A), H0.T - A @ H1, onto, level)
    first = proof.combine(equal(A @ P, A @ G @ A.T), H0 @ G @ A.T, back)
    second = proof.combine(equal(P @ A, A.T @ H @ A), A.T @ H @ H0, fixes)
    parts = (
        proof.combine(equal(A @ P @ A, A), H0 @ A + H1, first, fixes),
        proof.combine(equal(P @ A @ P, P), H0 @ P + A.T @ H @ H1 @ G @ A.T, second, back),
        proof.combine(equal((A @ P).T, A @ P), H0.T - H0 + H1, first, flat),
        proof.combine(equal((P @ A).T, P @ A), H0.T - H0 + H1, second, level),
    )
    return proof.conclude([m, n, A], [], proof.exhibit(goal, P, proof.both(*parts)))


def uniqueness() -> Theorem:
    """Two matrices that satisfy the four equations for A are equal."""
    proof = Derivation("m n", A="m n", P="n m", Q="n m")
    A, P, Q = proof.letters("A P Q")
    of_P, of_Q = (proof.parts(proof.assume(penrose(A, X))) for X in (P, Q))
    return _equal(proof, (A, P, Q), of_P, of_Q)


@once
def unique(proof: Derivation) -> Theorem:
    """P = Q for P and Q that satisfy the four equations for A."""
    m, n = sizes(proof, "m n")
    A, P, Q = proof.matrices(A=(m, n), P=(n, m), Q=(n, m))
    hypotheses = [penrose(A, X) for X in (P, Q)]
    of_P, of_Q = (proof.parts(proof.assume(given)) for given in hypotheses)
    shown = _equal(proof, (A, P, Q), of_P, of_Q)
    return proof.conclude([m, n, A, P, Q], hypotheses, shown)


@once
def of_column(proof: Derivation) -> Theorem:
    """``P u = 1`` for a column u that is not zero, where u P u = u."""
    (m,) = sizes(proof, "m")
    u, P = proof.matrices(u=(m, 1), P=(1, m))
    no_u, goal = equal(u, zero(m, 1)), equal(P @ u, identity(1))
    hypotheses = [equal(u @ P @ u, u), negation(no_u)]
    inverse, nonzero = map(proof.assume, hypotheses)
    choice, none, t, unit = proof.reciprocal(P @ u)
    flat = proof.combine(no_u, u @ H0 - H1, none, inverse)
    vanishing = proof.absurd(goal, proof.apply(nonzero, flat))
    # (P u)^2 = P u, as u P u = u.
    divided = proof.combine(goal, P @ H1 @ t - P @ u @ H0 + H0, unit, inverse)
    shown = proof.from_both(choice, vanishing, divided)
    return proof.conclude([m, u, P], hypotheses, shown)


def _equal(
    proof: Derivation,
    terms: tuple[Term, Term, Term],
    of_P: Sequence[Theorem],
    of_Q: Sequence[Theorem],
) -> Theorem:
    """P = Q from the four equations of each."""
    A, P, Q = terms
    APA, PAP, AP, PA = of_P
    AQA, QAQ, AQ, QA = of_Q
    # A Q = A P A Q = (A P)^T (A Q)^T = (A Q A P)^T = (A P)^T = A P, and P A = Q A likewise.
    left = proof.chain(
        A @ Q,
        (A @ P @ A @ Q, [APA]),
        ((A @ P).T @ (A @ Q).T, [AP, AQ]),
        ((A @ P).T, [AQA]),
        (A @ P, [AP]),
    )
    right = proof.chain(
        P @ A,
        (P @ A @ Q @ A, [AQA]),
        ((P @ A).T @ (Q @ A).T, [PA, QA]),
        ((Q @ A).T, [APA]),
        (Q @ A, [QA]),
    )
    return proof.chain(P, (P @ A @ P, [PAP]), (P @ A @ Q, [left]), (Q @ A @ Q, [right]), (Q, [QAQ]))


def pinv(proof: Derivation, M: Term) -> tuple[Term, list[Theorem]]:
    """A pseudoinverse of a matrix M, an obtained name, and its four equations."""
    found = proof.instance(existence(proof), *proof.shape(M), M)
    (P,), equations = proof.obtain(found, "P")
    return P, proof.parts(equations)


def with_pinv(proof: Derivation, M: Term, use: Callable[[Term, list[Theorem]], Theorem]) -> Theorem:
    """What follows from a pseudoinverse P of a matrix M and its four equations."""
    found = proof.instance(existence(proof), *proof.shape(M), M)

    def opened(equations: Theorem) -> Theorem:
        parts = proof.parts(equations)
        return use(Term(parts[1].conclusion[2]), parts)

    return proof.choose(found, ["P"], opened)
