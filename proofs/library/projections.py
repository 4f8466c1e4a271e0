"""Orthogonal projections and traces: Ky Fan's inequality without eigenvalues.

Each function proves a closed formula inside a given derivation. P dominates on S when P
commutes with S and the quotients u^T S u / u^T u for u in the range of P are at least those
for v orthogonal to it; then tr(Q S) <= tr(P S) for every projection Q of at most the same
trace. Neither eigenvalues nor a number between the two ranges is needed.
"""

from __future__ import annotations

from proofs.kernel.formulas import (
    NONE,
    Formula,
    at_most,
    both,
    equal,
    for_all,
    for_some,
    implies,
    less,
)
from proofs.kernel.rules import Theorem
from proofs.library import scalars
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, H4, sides
from proofs.library.generalized_inverses import projection_fixes, symmetric_projection
from proofs.library.ranks import sizes
from symbolic.words.terms import Term, Tree, identity, tr, zero


def squared(term: Term) -> Term:
    """``||M||^2 = tr(M^T M)``."""
    return tr(term.T @ term)


def is_projection(P: Term) -> Formula:
    """``P^T = P`` and ``P P = P``."""
    return both(equal(P.T, P), equal(P @ P, P))


def projects_onto(P: Term, C: Term, L: Term) -> Formula:
    """P is the orthogonal projection onto the range of C, and ``P = C L``."""
    return both(equal(C @ L, P), equal(P @ C, C), equal(P.T, P), equal(P @ P, P))


def projection(proof: Derivation) -> Theorem:
    """Every matrix C has an orthogonal projection P = C L onto its range."""
    n, p = sizes(proof, "n p")
    (C,) = proof.fresh("C", (n, p))
    body = for_some("L0", (p, n), projects_onto(Term("P0"), C, Term("L0")))
    goal = for_some("P0", (n, n), body)
    G, inverse = proof.ginv(C.T @ C)
    fixes = projection_fixes(proof, C, G, inverse)
    P = C @ G @ C.T
    parts = (
        proof.by(equal(C @ (G @ C.T), P)),
        proof.by(equal(P @ C, C), fixes),
        symmetric_projection(proof, C, G, fixes),
        proof.by(equal(P @ P, P), fixes),
    )
    shown = proof.exhibit_all(goal, [P, G @ C.T], proof.both(*parts))
    return proof.conclude([n, p, C], [], shown)


def projection_trace(proof: Derivation) -> Theorem:
    """``tr P = tr I_r`` for the projection onto the range of ``C = A B`` with r columns of A.

    ``K A = I_r`` and ``B R = I_r``.
    """
    n, p, r = sizes(proof, "n p r")
    P, C, L = proof.matrices(P=(n, n), C=(n, p), L=(p, n))
    A, B, K, R = proof.matrices(A=(n, r), B=(r, p), K=(r, n), R=(p, r))
    factors = both(equal(C, A @ B), equal(K @ A, identity(r)), equal(B @ R, identity(r)))
    hypotheses = [projects_onto(P, C, L), factors]
    given, factored = map(proof.assume, hypotheses)
    onto, fixes, _, _ = proof.parts_of(given, 4)
    whole, left, right = proof.parts(factored)
    kept = proof.chain(
        P @ A,
        (P @ A @ B @ R, [right]),
        (P @ C @ R, [whole]),
        (C @ R, [fixes]),
        (A @ B @ R, [whole]),
        (A, [right]),
    )
    unit = proof.chain(
        B @ L @ A,
        (K @ A @ B @ L @ A, [left]),
        (K @ C @ L @ A, [whole]),
        (K @ P @ A, [onto]),
        (K @ A, [kept]),
        (identity(r), [left]),
    )
    shown = proof.chain(
        tr(P), (tr(C @ L), [onto]), (tr(A @ B @ L), [whole]), (tr(identity(r)), [unit])
    )
    return proof.conclude([n, p, r, P, C, L, A, B, K, R], hypotheses, shown)


def ratio(proof: Derivation) -> Theorem:
    """``y <= x`` from ``a y <= b x``, ``b <= a``, ``0 < a`` and ``0 <= x``."""
    inverses = scalars.positive_inverse(proof)
    a, b, x, y = proof.scalars("a b x y")
    hypotheses = [less(NONE, a), at_most(b, a), at_most(NONE, x), at_most(a @ y, b @ x)]
    positive, fewer, above, bound = map(proof.assume, hypotheses)
    _, found = proof.obtain(proof.use(inverses, [a], positive), "s")
    sign, inverse = proof.parts(found)
    # x - y = s ((a - b) x + (b x - a y)) with s a = 1.
    premises, products = (sign, fewer, above, bound, inverse), [(1, [0, 1, 2]), (1, [0, 3])]
    shown = proof.order(at_most(y, x), premises, products, -(x - y) @ H4)
    return proof.conclude([a, b, x, y], hypotheses, shown)


def dominates(P: Term, S: Term, n: Tree) -> Formula:
    """``(u^T u)(v^T S v) <= (v^T v)(u^T S u)`` for all u with P u = u and v with P v = 0."""
    u, v = Term("u0"), Term("v0")
    bound = at_most((u.T @ u) @ (v.T @ S @ v), (v.T @ v) @ (u.T @ S @ u))
    body = implies(equal(P @ u, u), implies(equal(P @ v, zero(n, 1)), bound))
    return for_all("u0", (n, 1), for_all("v0", (n, 1), body))


def as_row(proof: Derivation, fixed: Theorem, symmetric: Theorem) -> Theorem:
    """``U^T P = Z^T`` from ``P U = Z`` and ``P^T = P``."""
    image, Z = sides(fixed)
    P, U = map(Term, image.tree[1:])
    return proof.combine(equal(U.T @ P, Z.T), H0.T - U.T @ H1, fixed, symmetric)


def dominance_of_matrices(proof: Derivation) -> Theorem:
    """The same with matrices U and V in place of the vectors, and traces: column by column.

    ``tr(U^T U) tr(V^T S V) <= tr(V^T V) tr(U^T S U)`` where P dominates on S, P U = U and P V = 0.
    """
    n, p, q = sizes(proof, "n p q")
    P, S, U, V = proof.matrices(P=(n, n), S=(n, n), U=(n, p), V=(n, q))
    x, y = proof.fresh("x y", (n, 1))
    hypotheses = [
        dominates(P, S, n), equal(S.T, S), is_projection(P),
        equal(P @ U, U), equal(P @ V, zero(n, q)),
    ]  # fmt: skip
    given, form_, projects, inside, outside = map(proof.assume, hypotheses)
    symmetric, idempotent = proof.parts(projects)
    null = identity(n) - P
    u, v = P @ x, null @ y
    row_u, row_v = as_row(proof, inside, symmetric), as_row(proof, outside, symmetric)
    in_range = proof.by(equal(P @ u, u), idempotent)
    in_kernel = proof.by(equal(P @ v, zero(n, 1)), idempotent)
    bound = proof.use(given, [u, v], in_range, in_kernel)
    form = P @ ((v.T @ v) @ S - (v.T @ S @ v) @ identity(n)) @ P
    first = proof.same_bound(at_most(NONE, x.T @ form @ x), bound, symmetric, form_)
    over_u = proof.apply(proof.axiom("columns", n, p, form, U), proof.generalize(first, x))
    value, square = tr(U.T @ S @ U), squared(U)
    form = null @ (value @ identity(n) - square @ S) @ null
    known = inside, row_u, symmetric, idempotent, form_
    second = proof.same_bound(at_most(NONE, y.T @ form @ y), over_u, *known)
    over_v = proof.apply(proof.axiom("columns", n, q, form, V), proof.generalize(second, y))
    goal = at_most(square @ tr(V.T @ S @ V), squared(V) @ value)
    shown = proof.same_bound(goal, over_v, outside, row_v, form_)
    return proof.conclude([n, p, q, P, S, U, V], hypotheses, shown)


def trace_dominance(proof: Derivation) -> Theorem:
    """``tr(Q S) <= tr(P S)`` if P dominates on S >= 0, P S = S P and tr Q <= tr P."""
    matrices, quotient = dominance_of_matrices(proof), ratio(proof)
    (n,) = sizes(proof, "n")
    P, Q, S = proof.fresh("P Q S", (n, n))
    nonnegative = for_all("u0", (n, 1), at_most(NONE, Term("u0").T @ S @ Term("u0")))
    hypotheses = [
        dominates(P, S, n), equal(S.T, S), nonnegative, is_projection(P), is_projection(Q),
        equal(S @ P, P @ S), at_most(tr(Q), tr(P)),
    ]  # fmt: skip
    given, form, psd, of_P, of_Q, commute, few = map(proof.assume, hypotheses)
    rules = [*proof.parts(of_P), *proof.parts(of_Q)]
    _, idempotent, *_ = rules
    V, U = Q - P @ Q, P - P @ Q
    inside = proof.by(equal(P @ U, U), idempotent)
    outside = proof.by(equal(P @ V, zero(n, n)), idempotent)
    bound = proof.use(matrices, [n, n, n, P, S, U, V], given, form, of_P, inside, outside)
    a, b, x, y = squared(U), squared(V), tr(U.T @ S @ U), tr(V.T @ S @ V)
    size = proof.by(equal(a - b, tr(P) - tr(Q)), *rules)
    fewer = proof.order(at_most(b, a), (few, size), [(1, [0])], H1)
    above = proof.apply(proof.axiom("columns", n, n, S, U), psd)
    # Either U = 0, so that V = 0, too, or the quotients can be compared.
    sign = proof.axiom("sign", -a)
    small, large = proof.alternatives(sign)
    below = proof.order(at_most(b, NONE), (fewer, small), [(1, [0]), (1, [1])])
    no_V = proof.vanishing(V, proof.squeeze(b, below, proof.nonnegative_square(V)))
    least = proof.order(at_most(y, x), (above, no_V), [(1, [0])], -tr(V.T @ S @ H1))
    positive = proof.order(less(NONE, a), [large], [(1, [0])])
    most = proof.use(quotient, [a, b, x, y], positive, fewer, above, bound)
    less_ = proof.from_both(sign, least, most)
    gap = proof.by(equal(x - y, tr(P @ S) - tr(Q @ S)), commute, form, *rules)
    shown = proof.order(at_most(tr(Q @ S), tr(P @ S)), (less_, gap), [(1, [0])], -H1)
    return proof.conclude([n, P, Q, S], hypotheses, shown)


def projected_loss(proof: Derivation) -> Theorem:
    """``||Y||^2 - tr(Q Y T Y^T) <= ||M X - Y||^2`` for Q M = M, and equality for M X = Q Y T.

    T is the orthogonal projection onto the rows of X, so X T = X.
    """
    n, k, m = sizes(proof, "n k m")
    Q, M, X = proof.matrices(Q=(n, n), M=(n, k), X=(k, m))
    Y, T = proof.matrices(Y=(n, m), T=(m, m))
    hypotheses = [is_projection(Q), is_projection(T), equal(Q @ M, M), equal(X @ T, X)]
    of_Q, of_T, *fixed = map(proof.assume, hypotheses)
    rules = [*proof.parts(of_Q), *proof.parts(of_T), *fixed]
    loss, best = squared(M @ X - Y), squared(Y) - tr(Q @ Y @ T @ Y.T)
    rest, exact = M @ X - Q @ Y @ T, equal(M @ X, Q @ Y @ T)
    expand = proof.by(equal(loss, best + squared(rest)), *rules)
    above = proof.nonnegative_square(rest)
    bound = proof.order(at_most(best, loss), (above, expand), [(1, [0])], H1)
    by = H0 + tr(rest.T @ H1)
    equality = proof.combine(equal(loss, best), by, expand, proof.assume(exact))
    shown = proof.both(bound, proof.suppose(exact, equality))
    return proof.conclude([n, k, m, Q, M, X, Y, T], hypotheses, shown)
