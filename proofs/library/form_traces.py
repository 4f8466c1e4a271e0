"""Squares and traces of forms: Cauchy and Schwarz, ranges, and traces that vanish.

Each function proves a closed formula inside a given derivation.
"""

from __future__ import annotations

from proofs.kernel import rules
from proofs.kernel.formulas import at_most, equal, for_some, number
from proofs.kernel.rules import Theorem
from proofs.library.definite import NONE, null_vectors
from proofs.library.derivation import Derivation
from proofs.library.ranks import H0, H1, H2, H3, H4, Factors, once, sizes, with_factors, with_rank
from proofs.library.semidefinite import nonnegative
from symbolic.words.terms import Term, identity, tr, zero


@once
def form_range(proof: Derivation) -> Theorem:
    """``S C = Z (C^T S C)`` for some Z, for S symmetric and nowhere negative.

    With N = C^T S C and N G N = N the form of S vanishes on ``C (I - G N)``.
    """
    n, p = sizes(proof, "n p")
    (S,), (C,) = proof.fresh("S", (n, n)), proof.fresh("C", (n, p))
    N = C.T @ S @ C
    goal = for_some("Z0", (n, p), equal(S @ C, Term("Z0") @ N))

    def prove(flat: Theorem, given: Theorem) -> Theorem:
        def use(G: Term, inverse: Theorem) -> Theorem:
            K = identity(p) - G @ N
            X = C @ K
            square = proof.combine(equal(X.T @ S @ X, zero(p, p)), -1 * (K.T @ H0), inverse)
            none = proof.use(null_vectors(proof), [n, p, S, X], flat, given, square)
            shown = proof.combine(equal(S @ C, S @ C @ G @ N), H0, none)
            return proof.exhibit(goal, S @ C @ G, shown)

        return proof.with_ginv(N, use)

    return proof.lemma([n, p, S, C], [equal(S.T, S), nonnegative(S, n)], prove)


@once
def without_trace(proof: Derivation) -> Theorem:
    """``S = 0`` where tr S = 0, for S symmetric and nowhere negative.

    For every u also ``(u^T S u) S - S u u^T S`` is nowhere negative (Cauchy, Schwarz), and its
    trace is ``-|S u|^2``.
    """
    (n,) = sizes(proof, "n")
    (S,) = proof.fresh("S", (n, n))
    u, v = proof.fresh("u v", (n, 1))
    a, b, c = u.T @ S @ u, v.T @ S @ u, v.T @ S @ v
    image = S @ u

    def prove(flat: Theorem, given: Theorem, none: Theorem) -> Theorem:
        def vanishing(level: Theorem) -> Theorem:
            return proof.use(null_vectors(proof), [n, 1, S, u], flat, given, level)

        def positive(inverse: Theorem) -> Theorem:
            t = Term(inverse.conclusion[1][-1])
            at = proof.instance(given, a @ v - b @ u)
            above, square = proof.instance(given, u), proof.nonnegative_square(t)
            # The form at a v - b u is a (a c - b^2), as u^T S v = v^T S u.
            form = a @ (a @ c - b @ b)
            plus = -1 * (a @ b @ (u.T @ H1 @ v))
            first = proof.order(at_most(NONE, form), [at, flat], [(1, [0])], plus.tree)
            rest = -1 * (H3 @ (a @ t + number(1)) @ (a @ c - b @ b))
            M = a @ S - S @ u @ u.T @ S
            goal = at_most(NONE, v.T @ M @ v)
            turned = v.T @ S @ u @ (u.T @ H4 @ v)
            shown = proof.order(
                goal, [first, above, square, inverse, flat], [(1, [0, 1, 2])], (rest + turned).tree
            )
            columns = proof.axiom("columns", n, n, M, identity(n))
            trace = proof.apply(columns, proof.generalize(shown, v.tree))
            value = tr(image.T @ image)
            more = a @ H1 + u.T @ H2 @ S @ u
            below = proof.order(
                at_most(value, NONE), [trace, none, flat], [(1, [0])], (-1 * more).tree
            )
            level = proof.squeeze(value, below, proof.nonnegative_square(image))
            return proof.apply(proof.axiom("definite", n, 1, image), level)

        choice = proof.axiom("reciprocal", a)
        found = proof.cases(choice, vanishing, lambda some: proof.choose(some, ["t"], positive))
        column = proof.combine(equal(image, 0 * image), H0, found)
        zero_ = rules.differentiate(proof.theory, (column,), u.tree, equal(S, 0 * S))
        return proof.combine(equal(S, zero(n, n)), H0, zero_)

    hypotheses = [equal(S.T, S), nonnegative(S, n), equal(tr(S), NONE)]
    return proof.lemma([n, S], hypotheses, prove)


@once
def schwarz(proof: Derivation) -> Theorem:
    """``tr(A^T B)^2 <= tr(A^T A) tr(B^T B)`` (Cauchy, Schwarz), by A less its part on B."""
    m, n = sizes(proof, "m n")
    A, B = proof.fresh("A B", (m, n))
    a, b, t = tr(A.T @ A), tr(B.T @ B), tr(A.T @ B)
    goal = at_most(t @ t, a @ b)

    def vanishing(none: Theorem) -> Theorem:
        flat = proof.apply(proof.axiom("definite", m, n, B), none)
        plus = a @ H1 - t @ tr(A.T @ H0)
        return proof.order(goal, [flat, none], [], plus.tree)

    def divide(inverse: Theorem) -> Theorem:
        u = Term(inverse.conclusion[1][-1])
        W = A - u @ t @ B
        square, other = proof.nonnegative_square(W), proof.nonnegative_square(B)
        # b tr(W^T W) = a b - 2 (b u) t^2 + (b u)^2 t^2, and b u = 1.
        rest = -1 * ((b @ u - number(1)) @ t @ t @ H2)
        return proof.order(goal, [square, other, inverse], [(1, [0, 1])], rest.tree)

    choice = proof.axiom("reciprocal", b)
    shown = proof.cases(choice, vanishing, lambda some: proof.choose(some, ["u"], divide))
    return proof.generalize(shown, m, n, A.tree, B.tree)


@once
def nilpotent(proof: Derivation) -> Theorem:
    """``tr M = 0`` where ``M M = 0``: for M = P Q also Q P = 0."""
    (n,) = sizes(proof, "n")
    (M,) = proof.fresh("M", (n, n))

    def prove(none: Theorem) -> Theorem:
        def ranked(r: str, rank: Theorem) -> Theorem:
            def use(factors: Factors, known: list[Theorem]) -> Theorem:
                P, Q, L, R = factors
                inner = proof.by(equal(L @ M @ M @ R, Q @ P), *known)
                by = L @ H0 @ R - H1
                flat = proof.combine(equal(Q @ P, zero(r, r)), by, none, inner)
                return proof.combine(equal(tr(M), NONE), tr(H0) + tr(H1), known[0], flat)

            return with_factors(proof, rank, use)

        return with_rank(proof, M, ranked)

    return proof.lemma([n, M], [equal(M @ M, zero(n, n))], prove)
