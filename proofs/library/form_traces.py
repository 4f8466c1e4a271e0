"""Squares and traces of forms: Cauchy and Schwarz, ranges, and traces that vanish.

Each function proves a closed formula inside a given derivation.
"""

from __future__ import annotations

from proofs.kernel.formulas import NONE, ONE, at_most, equal, for_some
from proofs.kernel.rules import Theorem
from proofs.library.definite import null_vectors
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, H2, H3, H4
from proofs.library.ranks import factors, once, rank_of, sizes
from proofs.library.semidefinite import nonnegative
from symbolic.words.terms import Term, identity, tr, zero


@once
def form_range(proof: Derivation) -> Theorem:
    """``S C = Z (C^T S C)`` for some Z, for S symmetric and nowhere negative.

    With N = C^T S C and N G N = N the form of S vanishes on ``C (I - G N)``.
    """
    n, p = sizes(proof, "n p")
    S, C = proof.matrices(S=(n, n), C=(n, p))
    N = C.T @ S @ C
    hypotheses = [equal(S.T, S), nonnegative(S, n)]
    goal = for_some("Z0", (n, p), equal(S @ C, Term("Z0") @ N))
    flat, given = map(proof.assume, hypotheses)
    G, inverse = proof.ginv(N)
    K = identity(p) - G @ N
    X = C @ K
    square = proof.combine(equal(X.T @ S @ X, zero(p, p)), -K.T @ H0, inverse)
    none = proof.use(null_vectors(proof), [n, p, S, X], flat, given, square)
    shown = proof.combine(equal(S @ C, S @ C @ G @ N), H0, none)
    return proof.conclude([n, p, S, C], hypotheses, proof.exhibit(goal, S @ C @ G, shown))


@once
def without_trace(proof: Derivation) -> Theorem:
    """``S = 0`` where tr S = 0, for S symmetric and nowhere negative.

    For every u also ``(u^T S u) S - S u u^T S`` is nowhere negative (Cauchy, Schwarz), and its
    trace is ``-|S u|^2``.
    """
    (n,) = sizes(proof, "n")
    S, u, v = proof.matrices(S=(n, n), u=(n, 1), v=(n, 1))
    hypotheses = [equal(S.T, S), nonnegative(S, n), equal(tr(S), NONE)]
    flat, given, none = map(proof.assume, hypotheses)
    a, b, c, image = u.T @ S @ u, v.T @ S @ u, v.T @ S @ v, S @ u
    choice, level, t, inverse = proof.reciprocal(a)
    vanishing = proof.use(null_vectors(proof), [n, 1, S, u], flat, given, level)

    # The form at a v - b u is a (a c - b^2), as u^T S v = v^T S u.
    at = proof.instance(given, a @ v - b @ u)
    more = -a @ b @ (u.T @ H1 @ v)
    first = proof.order(at_most(NONE, a @ (a @ c - b @ b)), [at, flat], [(1, [0])], more)
    above, square = proof.instance(given, u), proof.nonnegative_square(t)
    M = a @ S - S @ u @ u.T @ S
    more = -H3 @ (a @ t + ONE) @ (a @ c - b @ b) + v.T @ S @ u @ (u.T @ H4 @ v)
    premises = [first, above, square, inverse, flat]
    everywhere = proof.order(at_most(NONE, v.T @ M @ v), premises, [(1, [0, 1, 2])], more)
    columns = proof.axiom("columns", n, n, M, identity(n))
    trace = proof.apply(columns, proof.generalize(everywhere, v))
    value = tr(image.T @ image)
    more = -a @ H1 - u.T @ H2 @ S @ u
    below = proof.order(at_most(value, NONE), [trace, none, flat], [(1, [0])], more)
    square = proof.squeeze(value, below, proof.nonnegative_square(image))
    found = proof.from_both(choice, vanishing, proof.vanishing(image, square))
    return proof.conclude([n, S], hypotheses, proof.for_columns(S, u, found))


@once
def schwarz(proof: Derivation) -> Theorem:
    """``tr(A^T B)^2 <= tr(A^T A) tr(B^T B)`` (Cauchy, Schwarz), by A less its part on B."""
    m, n = sizes(proof, "m n")
    A, B = proof.fresh("A B", (m, n))
    a, b, t = tr(A.T @ A), tr(B.T @ B), tr(A.T @ B)
    goal = at_most(t @ t, a @ b)
    choice, none, u, inverse = proof.reciprocal(b)
    flat = proof.vanishing(B, none)
    vanishing = proof.order(goal, [flat, none], [], a @ H1 - t @ tr(A.T @ H0))
    W = A - u @ t @ B
    # b tr(W^T W) = a b - 2 (b u) t^2 + (b u)^2 t^2, and b u = 1.
    premises = proof.nonnegative_square(W), proof.nonnegative_square(B), inverse
    more = -(b @ u - ONE) @ t @ t @ H2
    divided = proof.order(goal, premises, [(1, [0, 1])], more)
    return proof.conclude([m, n, A, B], [], proof.from_both(choice, vanishing, divided))


@once
def nilpotent(proof: Derivation) -> Theorem:
    """``tr M = 0`` where ``M M = 0``: for M = P Q also Q P = 0."""
    (n,) = sizes(proof, "n")
    (M,) = proof.matrices(M=(n, n))
    none = equal(M @ M, zero(n, n))
    r, rank = rank_of(proof, M)
    (P, Q, L, R), known = factors(proof, rank)
    inner = proof.by(equal(L @ M @ M @ R, Q @ P), *known)
    flat = proof.combine(equal(Q @ P, zero(r, r)), L @ H0 @ R - H1, proof.assume(none), inner)
    shown = proof.combine(equal(tr(M), NONE), tr(H0) + tr(H1), known[0], flat)
    return proof.conclude([n, M], [none], shown)
