"""Positive definite matrices, and what a semidefinite form says of kernels and ranges.

Each function proves a closed formula inside a given derivation. ``0 <= u^T S u`` for all u is
`proofs.library.semidefinite.nonnegative`; definite is ``u = 0 or 0 < u^T S u``.
"""

from __future__ import annotations

from fractions import Fraction

from proofs.kernel.formulas import (
    FALSE,
    NONE,
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
from proofs.library.equations import H0, H1, H2
from proofs.library.ranks import once, sizes
from proofs.library.semidefinite import nonnegative
from symbolic.words.terms import Term, Tree, identity, zero


def definite(S: Term, size: Tree) -> Formula:
    """``u = 0 or 0 < u^T S u`` for all u."""
    u = Term("u0")
    return for_all("u0", (size, 1), either(equal(u, zero(size, 1)), less(NONE, u.T @ S @ u)))


@once
def semidefinite_too(proof: Derivation) -> Theorem:
    """A definite form is nowhere negative."""
    (n,) = sizes(proof, "n")
    S, u = proof.matrices(S=(n, n), u=(n, 1))
    given, goal = definite(S, n), at_most(NONE, u.T @ S @ u)
    choice = proof.instance(proof.assume(given), u)
    none, above = proof.alternatives(choice)
    vanishing = proof.order(goal, [none], [], u.T @ S @ H0)
    positive = proof.order(goal, [above], [(1, [0])])
    shown = proof.from_both(choice, vanishing, positive)
    return proof.conclude([n, S], [given], proof.generalize(shown, u))


@once
def invertible(proof: Derivation) -> Theorem:
    """A matrix of a definite form has an inverse: S u = 0 only for u = 0."""
    (n,) = sizes(proof, "n")
    S, v = proof.matrices(S=(n, n), v=(n, 1))
    X, one, given = Term("X0"), identity(n), definite(S, n)
    goal = for_some("X0", (n, n), both(equal(S @ X, one), equal(X @ S, one)))
    G, inverse = proof.ginv(S)
    K = one - G @ S  # S K = 0
    u = K @ v
    choice = proof.instance(proof.assume(given), u)
    none, above = proof.alternatives(choice)
    absurd = proof.order(FALSE, (above, inverse), [(1, [0])], u.T @ H1 @ v)
    flat = proof.from_both(choice, none, proof.absurd(equal(u, zero(n, 1)), absurd))
    left = proof.combine(equal(G @ S, one), -H0, proof.for_columns(K, v, flat))
    same = proof.sizes(("size<=", n, n))
    right = proof.apply(proof.axiom("two_sided", n, n, G, S), proof.both(left, same))
    shown = proof.exhibit(goal, G, proof.both(right, left))
    return proof.conclude([n, S], [given], shown)


@once
def null_vectors(proof: Derivation) -> Theorem:
    """``S X = 0`` where ``X^T S X = 0``, for S symmetric and nowhere negative.

    At ``s X z + y`` the form is linear in s.
    """
    n, p = sizes(proof, "n p")
    S, X = proof.matrices(S=(n, n), X=(n, p))
    y, z, s = proof.matrices(y=(n, 1), z=(p, 1), s=(1, 1))
    hypotheses = [equal(S.T, S), nonnegative(S, n), equal(X.T @ S @ X, zero(p, p))]
    flat, given, none = map(proof.assume, hypotheses)
    slope, constant = 2 * (y.T @ S @ X @ z), y.T @ S @ y
    at = proof.instance(given, s @ (X @ z) + y)
    # X^T S X = 0, and z^T X^T S y is y^T S^T X z.
    more = -(s @ s) @ (z.T @ H1 @ z) - s @ (y.T @ H2 @ X @ z)
    bound = at_most(NONE, s @ slope + constant)
    linear = proof.order(bound, [at, none, flat], [(1, [0])], more)
    level = proof.affine(linear, slope, constant, s)
    value = proof.combine(equal(y.T @ S @ X @ z, NONE), Fraction(1, 2) * H0, level)
    row = proof.for_columns(y.T @ S @ X, z, value)
    column = proof.combine(equal((S @ X).T @ y, zero(p, 1)), H0.T, row)
    turned = proof.for_columns((S @ X).T, y, column)
    shown = proof.combine(equal(S @ X, zero(n, p)), H0.T, turned)
    return proof.conclude([n, p, S, X], hypotheses, shown)


@once
def block_range(proof: Derivation) -> Theorem:
    """``J^T S K = J^T S J X`` for some X, for S symmetric and nowhere negative, any J and K.

    With A = J^T S J and B = J^T S K: where A u = 0 the matrix S sends J u to zero, so that
    B^T u = 0; u runs over ``(I - G A) z``.
    """
    n, p, q = sizes(proof, "n p q")
    S, J, K = proof.matrices(S=(q, q), J=(q, n), K=(q, p))
    A, B = J.T @ S @ J, J.T @ S @ K
    hypotheses = [equal(S.T, S), nonnegative(S, q)]
    goal = for_some("X0", (n, p), equal(B, A @ Term("X0")))
    flat, given = map(proof.assume, hypotheses)
    G, inverse = proof.ginv(A)
    N = identity(n) - G @ A
    X = J @ N
    square = proof.combine(equal(X.T @ S @ X, zero(n, n)), -N.T @ H0, inverse)
    none = proof.use(null_vectors(proof), [q, n, S, X], flat, given, square)
    # N^T J^T S^T K = 0 gives B = A^T G^T B.
    by = H0.T @ K - N.T @ J.T @ H1 @ K + J.T @ H1 @ J @ G.T @ B
    shown = proof.combine(equal(B, A @ G.T @ B), by, none, flat)
    return proof.conclude([n, p, q, S, J, K], hypotheses, proof.exhibit(goal, G.T @ B, shown))


@once
def two_forms(proof: Derivation) -> Theorem:
    """``S N = 0`` where ``(S + T) N = 0``, for S and T nowhere negative, S symmetric."""
    n, p = sizes(proof, "n p")
    S, T, N, z = proof.matrices(S=(n, n), T=(n, n), N=(n, p), z=(p, 1))
    hypotheses = [
        equal(S.T, S), nonnegative(S, n), nonnegative(T, n), equal((S + T) @ N, zero(n, p)),
    ]  # fmt: skip
    flat, given, other, none = map(proof.assume, hypotheses)
    u = N @ z
    value = u.T @ S @ u
    one, two = proof.instance(given, u), proof.instance(other, u)
    above = proof.order(at_most(NONE, value), [one], [(1, [0])])
    below = proof.order(at_most(value, NONE), [two, none], [(1, [0])], -u.T @ H1 @ z)
    level = proof.squeeze(value, below, above)
    column = proof.use(null_vectors(proof), [n, 1, S, u], flat, given, level)
    shown = proof.for_columns(S @ N, z, column)
    return proof.conclude([n, p, S, T, N], hypotheses, shown)
