"""The Moore-Penrose inverse for all sizes: every matrix has one (Penrose 1955)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from proofs.kernel.formulas import Formula, both, equal, for_some, negation
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.generalized_inverses import projection_fixes, symmetric_projection
from proofs.library.ranks import H0, H1, once, sizes
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
    (A,) = proof.fresh("A", (m, n))
    goal = for_some("P0", (n, m), penrose(A, Term("P0")))

    def left(G: Term, of_G: Theorem) -> Theorem:
        fixes = projection_fixes(proof, A, G, of_G)  # A G A^T A = A
        flat = symmetric_projection(proof, A, G, fixes)

        def right(H: Term, of_H: Theorem) -> Theorem:
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
            return proof.exhibit(goal, P, proof.both(*parts))

        return proof.with_ginv(A @ A.T, right)

    return proof.generalize(proof.with_ginv(A.T @ A, left), m, n, A.tree)


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
    (A,), (P, Q) = proof.fresh("A", (m, n)), proof.fresh("P Q", (n, m))

    def prove(*given: Theorem) -> Theorem:
        return _equal(proof, (A, P, Q), *map(proof.parts, given))

    return proof.lemma([m, n, A, P, Q], [penrose(A, P), penrose(A, Q)], prove)


@once
def of_column(proof: Derivation) -> Theorem:
    """``P u = 1`` for a column u that is not zero, where u P u = u."""
    (m,) = sizes(proof, "m")
    (u,), (P,) = proof.fresh("u", (m, 1)), proof.fresh("P", (1, m))
    one, none = identity(1), equal(u, zero(m, 1))
    goal, number = equal(P @ u, one), P @ u

    def prove(inverse: Theorem, nonzero: Theorem) -> Theorem:
        def vanishing(level: Theorem) -> Theorem:
            flat = proof.combine(none, u @ H0 - H1, level, inverse)
            return proof.absurd(goal, proof.apply(nonzero, flat))

        def divided(unit: Theorem) -> Theorem:
            # (P u)^2 = P u, as u P u = u.
            t = Term(unit.conclusion[1][-1])
            return proof.combine(goal, P @ H1 @ t - number @ H0 + H0, unit, inverse)

        choice = proof.axiom("reciprocal", number)
        return proof.cases(choice, vanishing, lambda some: proof.choose(some, ["t"], divided))

    return proof.lemma([m, u, P], [equal(u @ P @ u, u), negation(none)], prove)


def _equal(
    proof: Derivation,
    terms: tuple[Term, Term, Term],
    of_P: Sequence[Theorem],
    of_Q: Sequence[Theorem],
) -> Theorem:
    """P = Q from the four equations of each."""
    A, P, Q = terms
    # A Q = A P A Q = (A P)^T (A Q)^T = (A Q A P)^T = (A P)^T = A P, and P A = Q A likewise.
    left = proof.chain(
        A @ Q,
        (A @ P @ A @ Q, [of_P[0]]),
        ((A @ P).T @ (A @ Q).T, [of_P[2], of_Q[2]]),
        ((A @ P).T, [of_Q[0]]),
        (A @ P, [of_P[2]]),
    )
    right = proof.chain(
        P @ A,
        (P @ A @ Q @ A, [of_Q[0]]),
        ((P @ A).T @ (Q @ A).T, [of_P[3], of_Q[3]]),
        ((Q @ A).T, [of_P[0]]),
        (Q @ A, [of_Q[3]]),
    )
    return proof.chain(
        P,
        (P @ A @ P, [of_P[1]]),
        (P @ A @ Q, [left]),
        (Q @ A @ Q, [right]),
        (Q, [of_Q[1]]),
    )


def with_pinv(proof: Derivation, M: Term, use: Callable[[Term, list[Theorem]], Theorem]) -> Theorem:
    """What follows from a pseudoinverse P of a matrix M and its four equations."""
    found = proof.instance(existence(proof), *proof.shape(M), M)

    def opened(equations: Theorem) -> Theorem:
        parts = proof.parts(equations)
        return use(Term(parts[1].conclusion[2]), parts)

    return proof.choose(found, ["P"], opened)
