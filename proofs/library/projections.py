"""Orthogonal projections and traces: Ky Fan's inequality without eigenvalues.

Each function proves a closed formula inside a given derivation. P dominates on S when P
commutes with S and the quotients u^T S u / u^T u for u in the range of P are at least those
for v orthogonal to it; then tr(Q S) <= tr(P S) for every projection Q of at most the same
trace. Neither eigenvalues nor a number between the two ranges is needed.
"""

from __future__ import annotations

from proofs.kernel.formulas import Formula, at_most, both, equal, for_all, for_some, implies, less
from proofs.kernel.rules import Theorem
from proofs.library import scalars
from proofs.library.derivation import Derivation
from proofs.library.generalized_inverses import projection_fixes, symmetric_projection
from symbolic.words.terms import Term, Tree, identity, tr, zero

NONE = zero(1, 1)


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
    n, p = proof.new("n", "size"), proof.new("p", "size")
    (C,) = proof.fresh("C", (n, p))
    P, L = Term("P0"), Term("L0")
    body = for_some("L0", (p, n), projects_onto(P, C, L))
    goal = for_some("P0", (n, n), body)

    def use(G: Term, inverse: Theorem) -> Theorem:
        fixes = projection_fixes(proof, C, G, inverse)
        found = C @ G @ C.T
        parts = (
            proof.by(equal(C @ (G @ C.T), found)),
            proof.by(equal(found @ C, C), fixes),
            symmetric_projection(proof, C, G, fixes),
            proof.by(equal(found @ found, found), fixes),
        )
        return proof.exhibit_all(goal, [found, G @ C.T], proof.both(*parts))

    return proof.generalize(proof.with_ginv(C.T @ C, use), n, p, C.tree)


def projection_trace(proof: Derivation) -> Theorem:
    """``tr P = tr I_r`` for the projection onto the range of ``C = A B`` with r columns of A.

    ``K A = I_r`` and ``B R = I_r``.
    """
    n, p, r = (proof.new(name, "size") for name in "npr")
    (P,), (C,), (L,) = proof.fresh("P", (n, n)), proof.fresh("C", (n, p)), proof.fresh("L", (p, n))
    (A,), (B,), (K,) = proof.fresh("A", (n, r)), proof.fresh("B", (r, p)), proof.fresh("K", (r, n))
    (R,) = proof.fresh("R", (p, r))
    factors = both(equal(C, A @ B), equal(K @ A, identity(r)), equal(B @ R, identity(r)))

    def prove(given: Theorem, factored: Theorem) -> Theorem:
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
        return proof.chain(
            tr(P), (tr(C @ L), [onto]), (tr(A @ B @ L), [whole]), (tr(identity(r)), [unit])
        )

    return proof.lemma([n, p, r, P, C, L, A, B, K, R], [projects_onto(P, C, L), factors], prove)


def ratio(proof: Derivation) -> Theorem:
    """``y <= x`` from ``a y <= b x``, ``b <= a``, ``0 < a`` and ``0 <= x``."""
    inverses = scalars.positive_inverse(proof)
    a, b, x, y = proof.scalars("a b x y")

    def prove(positive: Theorem, less_: Theorem, above: Theorem, bound: Theorem) -> Theorem:
        def use(found: Theorem) -> Theorem:
            sign, inverse = proof.parts(found)
            # x - y = s ((a - b) x + (b x - a y)) with s a = 1.
            plus = -1 * ((x - y) @ Term("$4"))
            premises = (sign, less_, above, bound, inverse)
            products = [(1, [0, 1, 2]), (1, [0, 3])]
            return proof.order(at_most(y, x), premises, products, plus.tree)

        return proof.choose(proof.use(inverses, [a], positive), ["s"], use)

    hypotheses = [less(NONE, a), at_most(b, a), at_most(NONE, x), at_most(a @ y, b @ x)]
    return proof.lemma([a, b, x, y], hypotheses, prove)


def dominates(P: Term, S: Term, n: Tree) -> Formula:
    """``(u^T u)(v^T S v) <= (v^T v)(u^T S u)`` for all u with P u = u and v with P v = 0."""
    u, v = Term("u0"), Term("v0")
    bound = at_most((u.T @ u) @ (v.T @ S @ v), (v.T @ v) @ (u.T @ S @ u))
    body = implies(equal(P @ u, u), implies(equal(P @ v, zero(n, 1)), bound))
    return for_all("u0", (n, 1), for_all("v0", (n, 1), body))


def as_row(proof: Derivation, fixed: Theorem, symmetric: Theorem) -> Theorem:
    """``U^T P = Z^T`` from ``P U = Z`` and ``P^T = P``."""
    P, U = (Term(x) for x in fixed.conclusion[1][1:])
    Z = Term(fixed.conclusion[2])
    return proof.combine(equal(U.T @ P, Z.T), Term("$0").T - U.T @ Term("$1"), fixed, symmetric)


def dominance_of_matrices(proof: Derivation) -> Theorem:
    """The same with matrices U and V in place of the vectors, and traces: column by column."""
    n, p, q = (proof.new(name, "size") for name in "npq")
    (P,), (S,) = proof.fresh("P", (n, n)), proof.fresh("S", (n, n))
    (U,), (V,) = proof.fresh("U", (n, p)), proof.fresh("V", (n, q))
    (x,), (y,) = proof.fresh("x", (n, 1)), proof.fresh("y", (n, 1))
    null = identity(n) - P

    def prove(
        given: Theorem, form_: Theorem, projects: Theorem, inside: Theorem, outside: Theorem
    ) -> Theorem:
        symmetric, idempotent = proof.parts(projects)
        u, v = P @ x, null @ y
        row_u = as_row(proof, inside, symmetric)
        in_range = proof.by(equal(P @ u, u), idempotent)
        in_kernel = proof.by(equal(P @ v, zero(n, 1)), idempotent)
        bound = proof.use(given, [u, v], in_range, in_kernel)
        form = P @ ((v.T @ v) @ S - (v.T @ S @ v) @ identity(n)) @ P
        first = proof.same_bound(at_most(NONE, x.T @ form @ x), bound, symmetric, form_)
        columns = proof.axiom("columns", n, p, form, U)
        over_u = proof.apply(columns, proof.generalize(first, x.tree))
        squares = tr(U.T @ S @ U), squared(U)
        form = null @ (squares[0] @ identity(n) - squares[1] @ S) @ null
        second = proof.same_bound(
            at_most(NONE, y.T @ form @ y), over_u, inside, row_u, symmetric, idempotent, form_
        )
        columns = proof.axiom("columns", n, q, form, V)
        over_v = proof.apply(columns, proof.generalize(second, y.tree))
        goal = at_most(squares[1] @ tr(V.T @ S @ V), squared(V) @ squares[0])
        return proof.same_bound(goal, over_v, outside, as_row(proof, outside, symmetric), form_)

    hypotheses = [
        dominates(P, S, n),
        equal(S.T, S),
        is_projection(P),
        equal(P @ U, U),
        equal(P @ V, zero(n, q)),
    ]
    return proof.lemma([n, p, q, P, S, U, V], hypotheses, prove)


def trace_dominance(proof: Derivation) -> Theorem:
    """``tr(Q S) <= tr(P S)`` if P dominates on S >= 0, P S = S P and tr Q <= tr P."""
    matrices, quotient = dominance_of_matrices(proof), ratio(proof)
    n = proof.new("n", "size")
    P, Q, S = proof.fresh("P Q S", (n, n))
    positive = for_all("u0", (n, 1), at_most(NONE, Term("u0").T @ S @ Term("u0")))
    goal = at_most(tr(Q @ S), tr(P @ S))

    def prove(given: Theorem, form: Theorem, psd: Theorem, *others: Theorem) -> Theorem:
        of_P, of_Q, commute, few = others
        rules = [*proof.parts(of_P), *proof.parts(of_Q)]
        V, U = Q - P @ Q, P - P @ Q
        inside = proof.by(equal(P @ U, U), rules[1])
        outside = proof.by(equal(P @ V, zero(n, n)), rules[1])
        bound = proof.use(matrices, [n, n, n, P, S, U, V], given, form, of_P, inside, outside)
        a, b, x, y = squared(U), squared(V), tr(U.T @ S @ U), tr(V.T @ S @ V)
        size = proof.by(equal(a - b, tr(P) - tr(Q)), *rules)
        fewer = proof.order(at_most(b, a), (few, size), [(1, [0])], "$1")
        gap_ = proof.by(equal(x - y, tr(P @ S) - tr(Q @ S)), commute, form, *rules)
        above = proof.apply(proof.axiom("columns", n, n, S, U), psd)

        def conclude(less_: Theorem) -> Theorem:
            return proof.order(goal, (less_, gap_), [(1, [0])], ("scale", "-1", "$1"))

        def none(sign: Theorem) -> Theorem:
            below = proof.order(at_most(b, NONE), (fewer, sign), [(1, [0]), (1, [1])])
            no_square = proof.squeeze(b, below, proof.nonnegative_square(V))
            no_V = proof.apply(proof.axiom("definite", n, n, V), no_square)
            plus = tr(V.T @ S @ Term("$1"))
            return conclude(proof.order(at_most(y, x), (above, no_V), [(1, [0])], (-1 * plus).tree))

        def some(sign: Theorem) -> Theorem:
            large = proof.order(less(NONE, a), [sign], [(1, [0])])
            return conclude(proof.use(quotient, [a, b, x, y], large, fewer, above, bound))

        return proof.cases(proof.axiom("sign", -1 * a), none, some)

    hypotheses = [
        dominates(P, S, n),
        equal(S.T, S),
        positive,
        is_projection(P),
        is_projection(Q),
        equal(S @ P, P @ S),
        at_most(tr(Q), tr(P)),
    ]
    return proof.lemma([n, P, Q, S], hypotheses, prove)


def projected_loss(proof: Derivation) -> Theorem:
    """``||Y||^2 - tr(Q Y T Y^T) <= ||M X - Y||^2`` for Q M = M, and equality for M X = Q Y T.

    T is the orthogonal projection onto the rows of X, so X T = X.
    """
    n, k, m = (proof.new(name, "size") for name in "nkm")
    (Q,), (M,), (X,) = proof.fresh("Q", (n, n)), proof.fresh("M", (n, k)), proof.fresh("X", (k, m))
    (Y,), (T,) = proof.fresh("Y", (n, m)), proof.fresh("T", (m, m))
    best = squared(Y) - tr(Q @ Y @ T @ Y.T)

    def prove(of_Q: Theorem, of_T: Theorem, fixed: Theorem, rows: Theorem) -> Theorem:
        rules = [*proof.parts(of_Q), *proof.parts(of_T), fixed, rows]
        square = squared(M @ X - Q @ Y @ T)
        expand = proof.by(equal(squared(M @ X - Y), best + square), *rules)
        above = proof.nonnegative_square(M @ X - Q @ Y @ T)
        bound = proof.order(at_most(best, squared(M @ X - Y)), (above, expand), [(1, [0])], "$1")
        exact = equal(M @ X, Q @ Y @ T)
        at_best = proof.assume(exact)
        equality = proof.combine(
            equal(squared(M @ X - Y), best),
            Term("$0") + tr((M @ X - Q @ Y @ T).T @ Term("$1")), expand, at_best,
        )  # fmt: skip
        return proof.both(bound, proof.suppose(exact, equality))

    hypotheses = [is_projection(Q), is_projection(T), equal(Q @ M, M), equal(X @ T, X)]
    return proof.lemma([n, k, m, Q, M, X, Y, T], hypotheses, prove)
