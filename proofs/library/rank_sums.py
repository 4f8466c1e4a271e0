"""Sums of ranks for all sizes: subadditivity, Sylvester, Frobenius, Marsaglia and Styan.

A rank r enters as the number ``tr(I_r)``. Where ranks are added, idempotents are: the trace of
an idempotent is its rank, and the rank of ``I - E`` is n less that of E. Each function proves a
closed formula inside a given derivation. A block row [A, B] is ``A J^T + B K^T`` with the
injections J and K of its blocks: ``J^T J = I``, ``K^T K = I``, ``J^T K = 0``.
"""

from __future__ import annotations

from proofs.kernel.formulas import at_most, both, equal, has_rank
from proofs.kernel.rules import Theorem
from proofs.library import ranks
from proofs.library.derivation import Derivation
from proofs.library.ranks import H0, H1, H2, H3, H4, Factors, count, once, sizes, with_ranks
from symbolic.words.terms import Term, identity, tr, zero


def below(proof: Derivation, bound: Theorem) -> Theorem:
    """``tr(I_r) <= tr(I_s)`` from ``r <= s``."""
    _, r, s = bound.conclusion
    return proof.apply(proof.axiom("count", r, s), bound)


@once
def two_through(proof: Derivation) -> Theorem:
    """``I_s = U V + U' V'`` through a and b implies ``s <= a + b``.

    E is an idempotent onto the range of U; ``I - E = (I - E) U' V'``, and I is E plus I - E.
    """
    s, a, b = sizes(proof, "s a b")
    (U,), (V,) = proof.fresh("U", (s, a)), proof.fresh("V", (a, s))
    (U2,), (V2,) = proof.fresh("U2", (s, b)), proof.fresh("V2", (b, s))
    one = identity(s)
    goal = at_most(count(s), count(a) + count(b))

    def prove(unit: Theorem) -> Theorem:
        return proof.with_ginv(U, lambda G, inverse: split(G, inverse, unit))

    def split(G: Term, inverse: Theorem, unit: Theorem) -> Theorem:
        F = one - U @ G
        idempotent = proof.combine(equal(F @ F, F), H0 @ G, inverse)
        other = proof.combine(equal(F, F @ U2 @ V2), -1 * (F @ H0) - H1 @ V, unit, inverse)

        def bound(i: str, of_U: Theorem, j: str, of_F: Theorem) -> Theorem:
            narrow, same = ranks.through(proof), proof.by(equal(U, U @ identity(a)))
            low = proof.use(narrow, [s, a, a, i, U, U, identity(a)], same, of_U)
            high = proof.use(narrow, [s, s, b, j, F, F @ U2, V2], other, of_F)
            first = proof.use(ranks.trace_of_inverse(proof), [s, a, i, U, G], inverse, of_U)
            second = proof.use(ranks.trace_of_idempotent(proof), [s, j, F], idempotent, of_F)
            premises = (below(proof, low), below(proof, high), first, second)
            return proof.order(goal, premises, [(1, [0]), (1, [1])], (-1 * (H2 + H3)).tree)

        return with_ranks(proof, [U, F], bound)

    return proof.lemma([s, a, b, U, V, U2, V2], [equal(U @ V + U2 @ V2, one)], prove)


@once
def subadditive(proof: Derivation) -> Theorem:
    """``rank(X + Y) <= rank X + rank Y``: the identity is ``L X R + L Y R``."""
    m, n, a, b, s = sizes(proof, "m n a b s")
    X, Y = proof.fresh("X Y", (m, n))

    def prove(of_X: Theorem, of_Y: Theorem, of_sum: Theorem) -> Theorem:
        def factored(x: Factors, y: Factors, z: Factors, known: list[Theorem]) -> Theorem:
            _, _, L, R = z
            U, V, U2, V2 = L @ x[0], x[1] @ R, L @ y[0], y[1] @ R
            # I = L (X + Y) R.
            by = -1 * (L @ H0 @ R) - L @ H1 @ R + L @ H2 @ R + H3 @ z[1] @ R + H4
            unit = proof.combine(equal(U @ V + U2 @ V2, identity(s)), by, *known)
            return proof.use(two_through(proof), [s, a, b, U, V, U2, V2], unit)

        return ranks.with_factors(
            proof, of_X, lambda x, kx: ranks.with_factors(
                proof, of_Y, lambda y, ky: ranks.with_factors(
                    proof, of_sum, lambda z, kz: factored(x, y, z, [kx[0], ky[0], *kz])
                )
            ),
        )  # fmt: skip

    hypotheses = [has_rank(M, (m, n), r) for M, r in ((X, a), (Y, b), (X + Y, s))]
    return proof.lemma([m, n, a, b, s, X, Y], hypotheses, prove)


@once
def sylvester(proof: Derivation) -> Theorem:
    """``rank A + rank B <= rank(A B) + n`` (Sylvester): ``B = G A B + (I - G A) B``."""
    m, n, p, a, b, c = sizes(proof, "m n p a b c")
    (A,), (B,) = proof.fresh("A", (m, n)), proof.fresh("B", (n, p))
    one, last = identity(n), identity(p)
    goal = at_most(count(a) + count(b), count(c) + count(n))

    def prove(of_A: Theorem, of_B: Theorem, of_AB: Theorem) -> Theorem:
        def use(G: Term, inverse: Theorem) -> Theorem:
            F, X, Y = one - G @ A, G @ A @ B, (one - G @ A) @ B
            idempotent = proof.combine(equal(F @ F, F), G @ H0, inverse)

            def add(x: str, of_X: Theorem, y: str, of_Y: Theorem, f: str, of_F: Theorem) -> Theorem:
                lemma = ranks.monotone(proof)
                values = [n, p, m, p, x, c, X, G, A @ B, last]
                first = proof.use(
                    lemma, values, proof.by(equal(X, G @ (A @ B) @ last)), of_X, of_AB
                )
                values = [n, p, n, n, y, f, Y, one, F, B]
                second = proof.use(lemma, values, proof.by(equal(Y, one @ F @ B)), of_Y, of_F)
                total = proof.use(subadditive(proof), [n, p, x, y, b, X, Y], of_X, of_Y, of_B)
                rest = proof.use(ranks.trace_of_idempotent(proof), [n, f, F], idempotent, of_F)
                of_G = proof.use(ranks.trace_of_inverse(proof), [m, n, a, A, G], inverse, of_A)
                premises = (below(proof, first), below(proof, second), total, rest, of_G)
                plus = H3 + H4  # f = n - tr(G A) = n - a
                return proof.order(goal, premises, [(1, [0]), (1, [1]), (1, [2])], plus.tree)

            return with_ranks(proof, [X, Y, F], add)

        return proof.with_ginv(A, use)

    hypotheses = [has_rank(A, (m, n), a), has_rank(B, (n, p), b), has_rank(A @ B, (m, p), c)]
    return proof.lemma([m, n, p, a, b, c, A, B], hypotheses, prove)


@once
def frobenius(proof: Derivation) -> Theorem:
    """``rank(A B) + rank(B C) <= rank B + rank(A B C)`` (Frobenius), from Sylvester."""
    k, m, n, p, x, y, b, z = sizes(proof, "k m n p x y b z")
    (A,), (B,) = proof.fresh("A", (k, m)), proof.fresh("B", (m, n))
    (C,) = proof.fresh("C", (n, p))
    goal = at_most(count(x) + count(y), count(b) + count(z))

    def prove(of_AB: Theorem, of_BC: Theorem, of_B: Theorem, of_ABC: Theorem) -> Theorem:
        def factored(factors: Factors, known: list[Theorem]) -> Theorem:
            P, Q, _, _ = factors
            left, right = A @ P, Q @ C

            def add(i: str, of_left: Theorem, j: str, of_right: Theorem) -> Theorem:
                lemma, whole = ranks.monotone(proof), known[0]
                # rank(A B) <= rank(A P), as A B = A P Q; the same on the right.
                same = proof.combine(equal(A @ B, identity(k) @ left @ Q), A @ H0, whole)
                values = [k, n, k, b, x, i, A @ B, identity(k), left, Q]
                first = proof.use(lemma, values, same, of_AB, of_left)
                same = proof.combine(equal(B @ C, P @ right @ identity(p)), H0 @ C, whole)
                values = [m, p, b, p, y, j, B @ C, P, right, identity(p)]
                second = proof.use(lemma, values, same, of_BC, of_right)
                moved = whole_product(left @ right, whole)
                values = [k, b, p, i, j, z, left, right]
                total = proof.use(sylvester(proof), values, of_left, of_right, moved)
                premises = (below(proof, first), below(proof, second), total)
                return proof.order(goal, premises, [(1, [0]), (1, [1]), (1, [2])])

            def whole_product(product: Term, whole: Theorem) -> Theorem:
                """The rank of A B C is that of (A P)(Q C)."""
                equation = proof.combine(equal(product, A @ B @ C), -1 * (A @ H0 @ C), whole)
                return same_rank(proof, equation, of_ABC, (k, p), z)

            return with_ranks(proof, [left, right], add)

        return ranks.with_factors(proof, of_B, factored)

    shapes = [(A @ B, (k, n), x), (B @ C, (m, p), y), (B, (m, n), b), (A @ B @ C, (k, p), z)]
    hypotheses = [has_rank(*shape) for shape in shapes]
    return proof.lemma([k, m, n, p, x, y, b, z, A, B, C], hypotheses, prove)


def same_rank(
    proof: Derivation, equation: Theorem, rank: Theorem, shape: tuple[str, str], r: str
) -> Theorem:
    """The rank of M is r, from ``M = N`` and that the rank of N is r."""
    M = Term(equation.conclusion[1])
    goal = has_rank(M, shape, r)

    def use(factors: Factors, known: list[Theorem]) -> Theorem:
        P, Q, _, _ = factors
        whole = proof.combine(equal(M, P @ Q), H0 + H1, equation, known[0])
        return proof.exhibit_all(goal, list(factors), proof.both(whole, *known[1:]))

    return ranks.with_factors(proof, rank, use)


def injections(J: Term, K: Term, n: str, p: str) -> list[tuple[Term, Term]]:
    """``J^T J = I``, ``K^T K = I`` and ``J^T K = 0``."""
    return [(J.T @ J, identity(n)), (K.T @ K, identity(p)), (J.T @ K, zero(n, p))]


@once
def block_row(proof: Derivation) -> Theorem:
    """``rank [A, B] = rank A + rank((I - A G) B)`` for every {1}-inverse G of A.

    Marsaglia and Styan (1974), Theorem 4: with ``C = (I - A G) B`` and a {1}-inverse H of C,
    ``A G + C H (I - A G)`` is idempotent, of the right trace, and a product [A, B] N.
    """
    m, n, p, q, a, c, s = sizes(proof, "m n p q a c s")
    (A,), (B,), (G,) = (proof.fresh(x, o) for x, o in (("A", (m, n)), ("B", (m, p)), ("G", (n, m))))
    (J,), (K,) = proof.fresh("J", (q, n)), proof.fresh("K", (q, p))
    M, F, one = A @ J.T + B @ K.T, identity(m) - A @ G, identity(m)
    C = F @ B

    def prove(*given: Theorem) -> Theorem:
        inverse, parts, of_A, of_C, of_M = given
        known = proof.parts(parts)

        def use(H: Term, of_H: Theorem) -> Theorem:
            S, HF, excess = A @ G + C @ H @ F, H @ F, H0 @ G
            by = excess - excess @ B @ HF - C @ H @ excess + C @ H @ excess @ B @ HF + H1 @ HF
            idempotent = proof.combine(equal(S @ S, S), by, inverse, of_H)
            N = J @ G - J @ G @ B @ HF + K @ HF
            into = proof.by(equal(S, one @ M @ N), *known)

            def upper(i: str, of_S: Theorem) -> Theorem:
                values = [m, m, m, q, i, s, S, one, M, N]
                low = proof.use(ranks.monotone(proof), values, into, of_S, of_M)
                whole = proof.use(ranks.trace_of_idempotent(proof), [m, i, S], idempotent, of_S)
                first = proof.use(ranks.trace_of_inverse(proof), [m, n, a, A, G], inverse, of_A)
                other = proof.use(ranks.trace_of_inverse(proof), [m, p, c, C, H], of_H, of_C)
                # tr(C H F) = tr(F C H) = tr(C H), as F C = C.
                fixes = proof.combine(equal(F @ C, C), H0 @ G @ B, inverse)
                premises = (below(proof, low), whole, first, other, fixes)
                plus = -1 * H1 + H2 + H3 + tr(H4 @ H)
                goal = at_most(count(a) + count(c), count(s))
                return proof.order(goal, premises, [(1, [0])], plus.tree)

            return ranks.with_rank(proof, S, upper)

        least = proof.with_ginv(C, use)
        return proof.both(least, most(of_A, of_C, of_M))

    def most(of_A: Theorem, of_C: Theorem, of_M: Theorem) -> Theorem:
        """``[A, B] = A (J^T + G B K^T) + C K^T``, and ranks are subadditive."""
        right = J.T + G @ B @ K.T
        X, Y, lemma = A @ right, C @ K.T, ranks.monotone(proof)

        def add(x: str, of_X: Theorem, y: str, of_Y: Theorem) -> Theorem:
            values = [m, q, m, n, x, a, X, one, A, right]
            first = proof.use(lemma, values, proof.by(equal(X, one @ A @ right)), of_X, of_A)
            values = [m, q, m, p, y, c, Y, one, C, K.T]
            second = proof.use(lemma, values, proof.by(equal(Y, one @ C @ K.T)), of_Y, of_C)
            total = proof.use(subadditive(proof), [m, q, x, y, s, X, Y], of_X, of_Y, of_M)
            premises = (below(proof, first), below(proof, second), total)
            goal = at_most(count(s), count(a) + count(c))
            return proof.order(goal, premises, [(1, [0]), (1, [1]), (1, [2])])

        return with_ranks(proof, [X, Y], add)

    hypotheses = [
        equal(A @ G @ A, A),
        both(*(equal(*sides) for sides in injections(J, K, n, p))),
        has_rank(A, (m, n), a),
        has_rank(C, (m, p), c),
        has_rank(M, (m, q), s),
    ]
    return proof.lemma([m, n, p, q, a, c, s, A, B, G, J, K], hypotheses, prove)
