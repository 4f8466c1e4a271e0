"""The trace of a product of two semidefinite matrices: not negative, and zero only with it.

Each function proves a closed formula inside a given derivation.
"""

from __future__ import annotations

from fractions import Fraction

from proofs.kernel.formulas import NONE, ONE, at_most, equal, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.definite import definite, invertible, null_vectors, semidefinite_too
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, H2, H3
from proofs.library.form_squares import Induction
from proofs.library.form_traces import schwarz
from proofs.library.ranks import once, rank_of, sizes
from proofs.library.semidefinite import nonnegative
from symbolic.words.terms import Term, tr, zero


@once
def trace_of_two(proof: Derivation) -> Theorem:
    """``0 <= tr(S T)``, and S T = 0 where it is zero, for S, T symmetric and nowhere negative.

    By induction on the rank of T, see `proofs.library.form_squares`.
    """
    (n,) = sizes(proof, "n")
    S, T = proof.fresh("S T", (n, n))
    hypotheses = [f for M in (S, T) for f in (equal(M.T, M), nonnegative(M, n))]
    *of_S, flat, given = map(proof.assume, hypotheses)
    everywhere = Induction(proof, n, S, of_S).whole()
    r, rank = rank_of(proof, T)
    at, same = proof.instance(everywhere, r, r, T), proof.sizes(size_at_most(r, r))
    return proof.conclude([n, S, T], hypotheses, proof.apply(at, same, flat, given, rank))


@once
def trace_bound(proof: Derivation) -> Theorem:
    """``u^T S u <= tr(S) u^T u`` for all u, for S symmetric and nowhere negative.

    The trace of S (u^T u I - u u^T), of which the second factor is nowhere negative by Cauchy.
    """
    (n,) = sizes(proof, "n")
    S, u, v = proof.matrices(S=(n, n), u=(n, 1), v=(n, 1))
    hypotheses = [equal(S.T, S), nonnegative(S, n)]
    flat, given = map(proof.assume, hypotheses)
    length = u.T @ u
    T = length @ Term(("I", n)) - u @ u.T
    cauchy = proof.use(schwarz(proof), [n, 1, u, v])
    form = proof.order(at_most(NONE, v.T @ T @ v), [cauchy], [(1, [0])])
    of_T = proof.by(equal(T.T, T))
    claim = proof.use(trace_of_two(proof), [n, S, T], flat, given, of_T, proof.generalize(form, v))
    above = proof.parts(claim)[0]
    value = length @ tr(S) - u.T @ S @ u
    shown = proof.order(at_most(NONE, value), [above], [(1, [0])])
    everywhere = proof.generalize(shown, u)
    return proof.conclude([n, S], hypotheses, everywhere)


@once
def definite_pair(proof: Derivation) -> Theorem:
    """U = 0 where ``tr(A U^T B U) = 0`` for A and B symmetric and definite."""
    m, n = sizes(proof, "m n")
    A, B, U, v = proof.matrices(A=(m, m), B=(n, n), U=(n, m), v=(m, 1))
    T = U.T @ B @ U
    hypotheses = [
        equal(A.T, A), equal(B.T, B), definite(A, m), definite(B, n), equal(tr(A @ T), NONE),
    ]  # fmt: skip
    flat_A, flat_B, of_A, of_B, none = map(proof.assume, hypotheses)
    low_A = proof.use(semidefinite_too(proof), [m, A], of_A)
    low_B = proof.use(semidefinite_too(proof), [n, B], of_B)
    flat = proof.combine(equal(T.T, T), U.T @ H0 @ U, flat_B)
    at = proof.instance(low_B, U @ v)
    form = proof.generalize(proof.order(at_most(NONE, v.T @ T @ v), [at], [(1, [0])]), v)
    claim = proof.use(trace_of_two(proof), [m, A, T], flat_A, low_A, flat, form)
    product = proof.apply(proof.parts(claim)[1], none)  # A T = 0
    square = _cancelled(proof, A, T, of_A, product)
    image = proof.use(null_vectors(proof), [n, m, B, U], flat_B, low_B, square)  # B U = 0
    shown = _cancelled(proof, B, U, of_B, image)
    return proof.conclude([m, n, A, B, U], hypotheses, shown)


def _cancelled(proof: Derivation, M: Term, W: Term, of_M: Theorem, none: Theorem) -> Theorem:
    """``W = 0`` from ``M W = 0``, the form of M being definite."""
    rows, cols = proof.shape(W)
    inverse = proof.use(invertible(proof), [rows, M], of_M)
    (X,), both_ = proof.obtain(inverse, "X")
    left = proof.parts(both_)[1]  # X M = I
    return proof.combine(equal(W, zero(rows, cols)), X @ H0 - H1 @ W, none, left)


@once
def form_schwarz(proof: Derivation) -> Theorem:
    """``tr(A U^T H V)^2 <= tr(A U^T H U) tr(A V^T H V)``, A and H symmetric and nowhere negative.

    Cauchy and Schwarz for the form ``tr(A X^T H Y)``: its square at ``s V + U`` is not negative.
    """
    n, q = sizes(proof, "n q")
    A, H, s = proof.matrices(A=(q, q), H=(n, n), s=(1, 1))
    U, V = proof.fresh("U V", (n, q))
    hypotheses = [equal(A.T, A), nonnegative(A, q), equal(H.T, H), nonnegative(H, n)]
    flat_A, low_A, flat_H, low_H = map(proof.assume, hypotheses)
    a, b, c = (tr(A @ X.T @ H @ Y) for X, Y in ((U, U), (U, V), (V, V)))
    goal = at_most(b @ b, a @ c)

    def square(W: Term) -> Theorem:
        (v,) = proof.fresh("v", (q, 1))
        T = W.T @ H @ W
        at = proof.instance(low_H, W @ v)
        form = proof.generalize(proof.order(at_most(NONE, v.T @ T @ v), [at], [(1, [0])]), v)
        flat = proof.combine(equal(T.T, T), W.T @ H0 @ W, flat_H)
        claim = proof.use(trace_of_two(proof), [q, A, T], flat_A, low_A, flat, form)
        return proof.parts(claim)[0]

    # tr(A V^T H U) is b, as A and H are symmetric.
    turned = proof.combine(
        equal(tr(A @ V.T @ H @ U), b), tr(H0 @ U.T @ H @ V) + tr(A.T @ U.T @ H1 @ V), flat_A, flat_H
    )
    choice, none, u, inverse = proof.reciprocal(c)
    line = proof.order(
        at_most(NONE, s @ (2 * b) + a), [square(s @ V + U), turned, none], [(1, [0])],
        -(s @ H1) - s @ s @ H2,
    )  # fmt: skip
    level = proof.affine(line, 2 * b, a, s)
    vanishing = proof.order(goal, [level, none], [], a @ H1 - Fraction(1, 2) * (b @ H0))
    W = U - u @ b @ V
    premises = square(W), square(V), inverse, turned
    # c tr(A W^T H W) = a c - 2 (c u) b^2 + (c u)^2 b^2, and c u = 1.
    more = -(c @ u - ONE) @ b @ b @ H2 + c @ u @ b @ H3
    divided = proof.order(goal, premises, [(1, [0, 1])], more)
    shown = proof.from_both(choice, vanishing, divided)
    return proof.conclude([n, q, A, H, U, V], hypotheses, shown)
