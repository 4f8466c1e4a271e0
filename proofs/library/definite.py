"""Positive definite matrices, and what a semidefinite form says of kernels and ranges.

Each function proves a closed formula inside a given derivation. ``0 <= u^T S u`` for all u is
`proofs.library.semidefinite.nonnegative`; definite is ``u = 0 or 0 < u^T S u``.
"""

from __future__ import annotations

from proofs.kernel import rules
from proofs.kernel.formulas import (
    FALSE,
    Formula,
    at_most,
    both,
    either,
    equal,
    for_all,
    for_some,
    less,
)
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.ranks import H0, H1, H2, once, sizes
from proofs.library.semidefinite import nonnegative
from symbolic.words.terms import Term, Tree, identity, zero

NONE = zero(1, 1)


def definite(S: Term, size: Tree) -> Formula:
    """``u = 0 or 0 < u^T S u`` for all u."""
    u = Term("u0")
    return for_all("u0", (size, 1), either(equal(u, zero(size, 1)), less(NONE, u.T @ S @ u)))


@once
def semidefinite_too(proof: Derivation) -> Theorem:
    """A definite form is nowhere negative."""
    (n,) = sizes(proof, "n")
    (S,), (u,) = proof.fresh("S", (n, n)), proof.fresh("u", (n, 1))
    goal = at_most(NONE, u.T @ S @ u)

    def prove(given: Theorem) -> Theorem:
        def vanishes(none: Theorem) -> Theorem:
            return proof.order(goal, [none], [], (u.T @ S @ H0).tree)

        def positive(above: Theorem) -> Theorem:
            return proof.order(goal, [above], [(1, [0])])

        shown = proof.cases(proof.instance(given, u), vanishes, positive)
        return proof.generalize(shown, u.tree)

    return proof.lemma([n, S], [definite(S, n)], prove)


@once
def invertible(proof: Derivation) -> Theorem:
    """A matrix of a definite form has an inverse: S u = 0 only for u = 0."""
    (n,) = sizes(proof, "n")
    (S,), (v,) = proof.fresh("S", (n, n)), proof.fresh("v", (n, 1))
    X, one = Term("X0"), identity(n)
    goal = for_some("X0", (n, n), both(equal(S @ X, one), equal(X @ S, one)))

    def prove(given: Theorem) -> Theorem:
        def use(G: Term, inverse: Theorem) -> Theorem:
            K = one - G @ S
            u = K @ v
            none = equal(u, zero(n, 1))

            def positive(above: Theorem) -> Theorem:
                # S (I - G S) = 0.
                plus = u.T @ H1 @ v
                return proof.absurd(
                    none, proof.order(FALSE, (above, inverse), [(1, [0])], plus.tree)
                )

            flat = proof.cases(proof.instance(given, u), lambda found: found, positive)
            column = proof.combine(equal(u, 0 * u), H0, flat)
            zero_ = rules.differentiate(proof.theory, (column,), v.tree, equal(K, 0 * K))
            left = proof.combine(equal(G @ S, one), -1 * H0, zero_)
            same = proof.sizes(("size<=", n, n))
            axiom = proof.axiom("two_sided", n, n, G, S)
            right = proof.apply(axiom, proof.both(left, same))
            return proof.exhibit(goal, G, proof.both(right, left))

        return proof.with_ginv(S, use)

    return proof.lemma([n, S], [definite(S, n)], prove)


@once
def null_vectors(proof: Derivation) -> Theorem:
    """``S X = 0`` where ``X^T S X = 0``, for S symmetric and nowhere negative.

    At ``s X z + y`` the form is linear in s.
    """
    n, p = sizes(proof, "n p")
    (S,), (X,) = proof.fresh("S", (n, n)), proof.fresh("X", (n, p))
    (y,), (z,), (s,) = proof.fresh("y", (n, 1)), proof.fresh("z", (p, 1)), proof.fresh("s", (1, 1))

    def prove(flat: Theorem, given: Theorem, none: Theorem) -> Theorem:
        slope, constant = 2 * (y.T @ S @ X @ z), y.T @ S @ y
        at = proof.instance(given, s @ (X @ z) + y)
        bound = at_most(NONE, s @ slope + constant)
        # X^T S X = 0, and z^T X^T S y is y^T S^T X z.
        more = -1 * ((s @ s) @ (z.T @ H1 @ z)) - s @ (y.T @ H2 @ X @ z)
        linear = proof.order(bound, [at, none, flat], [(1, [0])], more.tree)
        level = proof.affine(linear, slope, constant, s.tree)
        value = proof.combine(equal(y.T @ S @ X @ z, NONE), ("scale", "1/2", "$0"), level)
        row = y.T @ S @ X
        part = rules.differentiate(proof.theory, (value,), z.tree, equal(row, 0 * row))
        column = proof.combine(equal((S @ X).T @ y, 0 * ((S @ X).T @ y)), H0.T, part)
        zero_ = rules.differentiate(
            proof.theory, (column,), y.tree, equal((S @ X).T, 0 * (S @ X).T)
        )
        return proof.combine(equal(S @ X, zero(n, p)), H0.T, zero_)

    hypotheses = [equal(S.T, S), nonnegative(S, n), equal(X.T @ S @ X, zero(p, p))]
    return proof.lemma([n, p, S, X], hypotheses, prove)


@once
def block_range(proof: Derivation) -> Theorem:
    """``J^T S K = J^T S J X`` for some X, for S symmetric and nowhere negative, any J and K.

    With A = J^T S J and B = J^T S K: where A u = 0 the matrix S sends J u to zero, so that
    B^T u = 0; u runs over ``(I - G A) z``.
    """
    n, p, q = sizes(proof, "n p q")
    (S,), (J,), (K,) = proof.fresh("S", (q, q)), proof.fresh("J", (q, n)), proof.fresh("K", (q, p))
    A, B = J.T @ S @ J, J.T @ S @ K
    goal = for_some("X0", (n, p), equal(B, A @ Term("X0")))

    def prove(flat: Theorem, given: Theorem) -> Theorem:
        def use(G: Term, inverse: Theorem) -> Theorem:
            N = identity(n) - G @ A
            X = J @ N
            square = proof.combine(equal(X.T @ S @ X, zero(n, n)), -1 * (N.T @ H0), inverse)
            none = proof.use(null_vectors(proof), [q, n, S, X], flat, given, square)
            # N^T J^T S^T K = 0 gives B = A^T G^T B.
            by = H0.T @ K - N.T @ J.T @ H1 @ K + J.T @ H1 @ J @ G.T @ B
            shown = proof.combine(
                equal(B, A @ G.T @ B),
                by,
                none,
                flat,
            )
            return proof.exhibit(goal, G.T @ B, shown)

        return proof.with_ginv(A, use)

    hypotheses = [equal(S.T, S), nonnegative(S, q)]
    return proof.lemma([n, p, q, S, J, K], hypotheses, prove)


@once
def two_forms(proof: Derivation) -> Theorem:
    """``S N = 0`` where ``(S + T) N = 0``, for S and T nowhere negative, S symmetric."""
    n, p = sizes(proof, "n p")
    S, T = proof.fresh("S T", (n, n))
    (N,), (z,) = proof.fresh("N", (n, p)), proof.fresh("z", (p, 1))

    def prove(flat: Theorem, given: Theorem, other: Theorem, none: Theorem) -> Theorem:
        u = N @ z
        value = u.T @ S @ u
        one, two = proof.instance(given, u), proof.instance(other, u)
        above = proof.order(at_most(NONE, value), [one], [(1, [0])])
        plus = -1 * (u.T @ H1 @ z)
        below = proof.order(at_most(value, NONE), [two, none], [(1, [0])], plus.tree)
        level = proof.squeeze(value, below, above)
        lemma = proof.use(null_vectors(proof), [n, 1, S, u], flat, given, level)
        column = proof.combine(equal(S @ u, 0 * (S @ u)), H0, lemma)
        zero_ = rules.differentiate(proof.theory, (column,), z.tree, equal(S @ N, 0 * (S @ N)))
        return proof.combine(equal(S @ N, zero(n, p)), H0, zero_)

    hypotheses = [
        equal(S.T, S), nonnegative(S, n), nonnegative(T, n), equal((S + T) @ N, zero(n, p)),
    ]  # fmt: skip
    return proof.lemma([n, p, S, T, N], hypotheses, prove)
