"""When ranks are equal, full or zero, and ranks of complements and of block matrices.

Each function proves a closed formula inside a given derivation. A block matrix has injections J, K
of its rows and N, O of its columns; a rank r enters as the number ``tr(I_r)``.
"""

from __future__ import annotations

from proofs.kernel.formulas import at_most, both, equal, for_some, has_rank, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library import ranks
from proofs.library.derivation import Derivation
from proofs.library.rank_sums import below, injections, subadditive
from proofs.library.ranks import H0, H1, H2, H3, H4, Factors, count, once, sizes, with_ranks
from symbolic.words.terms import Term, identity, tr, zero


@once
def of_identity(proof: Derivation) -> Theorem:
    """The rank of I_n is n."""
    (n,) = sizes(proof, "n")
    one = identity(n)
    unit = proof.by(equal(one @ one, one))
    whole = proof.by(equal(one, one @ one))
    shown = proof.exhibit_all(has_rank(one, (n, n), n), [one] * 4, proof.both(whole, unit, unit))
    return proof.generalize(shown, n)


@once
def of_zero(proof: Derivation) -> Theorem:
    """The rank of a matrix that vanishes is zero: ``I_r = L M R = 0``."""
    m, n, r = sizes(proof, "m n r")
    (M,) = proof.fresh("M", (m, n))

    def prove(none: Theorem, rank: Theorem) -> Theorem:
        def use(factors: Factors, known: list[Theorem]) -> Theorem:
            _, _, L, R = factors
            by = tr(-1 * H2 @ factors[1] @ R - H3 - L @ H1 @ R + L @ H0 @ R)
            return proof.combine(equal(count(r), zero(1, 1)), by, none, *known)

        return ranks.with_factors(proof, rank, use)

    hypotheses = [equal(M, zero(m, n)), has_rank(M, (m, n), r)]
    return proof.lemma([m, n, r, M], hypotheses, prove)


@once
def vanishing(proof: Derivation) -> Theorem:
    """A matrix of rank zero vanishes: ``tr(I_r) = 0`` is a sum of squares."""
    m, n, r = sizes(proof, "m n r")
    (M,) = proof.fresh("M", (m, n))
    one = identity(r)

    def prove(rank: Theorem, none: Theorem) -> Theorem:
        def use(factors: Factors, known: list[Theorem]) -> Theorem:
            P, Q, _, _ = factors
            square = proof.combine(equal(tr(one.T @ one), zero(1, 1)), H0, none)
            flat = proof.apply(proof.axiom("definite", r, r, one), square)
            return proof.combine(equal(M, zero(m, n)), H0 + P @ H1 @ Q, known[0], flat)

        return ranks.with_factors(proof, rank, use)

    hypotheses = [has_rank(M, (m, n), r), equal(count(r), zero(1, 1))]
    return proof.lemma([m, n, r, M], hypotheses, prove)


@once
def same_range(proof: Derivation) -> Theorem:
    """``A = A B Z`` for some Z, if the rank of A is at most that of A B.

    With A = P Q and A B = P' Q' the square matrix L P' has the right inverse Q B R', which is then
    a left inverse too, so that Q B has a right inverse.
    """
    m, n, p, r, s = sizes(proof, "m n p r s")
    (A,), (B,) = proof.fresh("A", (m, n)), proof.fresh("B", (n, p))
    goal = for_some("Z0", (p, n), equal(A, A @ B @ Term("Z0")))

    def prove(of_A: Theorem, of_AB: Theorem, bound: Theorem) -> Theorem:
        def first(a: Factors, ka: list[Theorem]) -> Theorem:
            def second(b: Factors, kb: list[Theorem]) -> Theorem:
                (P, Q, _, _), (_, Q2, L2, R2) = a, b
                # L2 P (Q B R2) = I_s, as A B = P Q B = P2 Q2; and r <= s.
                U, V = L2 @ P, Q @ B @ R2
                by = -1 * (L2 @ H0 @ B @ R2) + L2 @ H1 @ R2 + H2 @ Q2 @ R2 + H3
                unit = proof.combine(equal(U @ V, identity(s)), by, ka[0], *kb)
                axiom = proof.axiom("two_sided", s, r, U, V)
                turned = proof.apply(axiom, proof.both(unit, bound))
                Z = R2 @ L2 @ A
                # A B Z = P (Q B R2 L2 P) Q = P Q.
                by = H0 - P @ H1 @ Q - A @ B @ R2 @ L2 @ H0 - H0 @ B @ R2 @ L2 @ P @ Q
                shown = proof.combine(equal(A, A @ B @ Z), by, ka[0], turned)
                return proof.exhibit(goal, Z, shown)

            return ranks.with_factors(proof, of_AB, second)

        return ranks.with_factors(proof, of_A, first)

    hypotheses = [has_rank(A, (m, n), r), has_rank(A @ B, (m, p), s), size_at_most(r, s)]
    return proof.lemma([m, n, p, r, s, A, B], hypotheses, prove)


@once
def full_columns(proof: Derivation) -> Theorem:
    """A matrix whose rank is at least its number of columns has a left inverse."""
    m, n, r = sizes(proof, "m n r")
    (A,) = proof.fresh("A", (m, n))
    goal = for_some("L0", (n, m), equal(Term("L0") @ A, identity(n)))

    def prove(rank: Theorem, bound: Theorem) -> Theorem:
        def use(factors: Factors, known: list[Theorem]) -> Theorem:
            _, Q, L, R = factors
            axiom = proof.axiom("two_sided", r, n, Q, R)
            turned = proof.apply(axiom, proof.both(known[2], bound))  # R Q = I_n
            by = R @ L @ H0 + R @ H1 @ Q + H2
            shown = proof.combine(equal(R @ L @ A, identity(n)), by, known[0], known[1], turned)
            return proof.exhibit(goal, R @ L, shown)

        return ranks.with_factors(proof, rank, use)

    hypotheses = [has_rank(A, (m, n), r), size_at_most(n, r)]
    return proof.lemma([m, n, r, A], hypotheses, prove)


@once
def nested(proof: Derivation) -> Theorem:
    """``rank N + rank((I - N G) A) <= rank A`` where ``N = A X`` and ``N G N = N``."""
    m, n, p, k, f, a = sizes(proof, "m n p k f a")
    (A,), (N,) = proof.fresh("A", (m, n)), proof.fresh("N", (m, p))
    (X,), (G,) = proof.fresh("X", (n, p)), proof.fresh("G", (p, m))
    one = identity(m)
    F = one - N @ G
    C = F @ A
    goal = at_most(count(k) + count(f), count(a))

    def prove(form: Theorem, inverse: Theorem, *of: Theorem) -> Theorem:
        of_N, of_C, of_A = of

        def use(H: Term, of_H: Theorem) -> Theorem:
            S, HF, excess = N @ G + C @ H @ F, H @ F, H0 @ G
            by = excess - excess @ A @ HF - C @ H @ excess + C @ H @ excess @ A @ HF + H1 @ HF
            idempotent = proof.combine(equal(S @ S, S), by, inverse, of_H)
            V = X @ G + HF - X @ G @ A @ HF
            by = H0 @ G - H0 @ G @ A @ HF
            into = proof.combine(equal(S, one @ A @ V), by, form)

            def upper(i: str, of_S: Theorem) -> Theorem:
                values = [m, m, m, n, i, a, S, one, A, V]
                low = below(proof, proof.use(ranks.monotone(proof), values, into, of_S, of_A))
                whole = proof.use(ranks.trace_of_idempotent(proof), [m, i, S], idempotent, of_S)
                traces = ranks.trace_of_inverse(proof)
                first = proof.use(traces, [m, p, k, N, G], inverse, of_N)
                other = proof.use(traces, [m, n, f, C, H], of_H, of_C)
                fixes = proof.combine(equal(F @ C, C), H0 @ G @ A, inverse)
                plus = -1 * H1 + H2 + H3 + tr(H4 @ H)
                return proof.order(goal, (low, whole, first, other, fixes), [(1, [0])], plus.tree)

            return with_ranks(proof, [S], upper)

        return proof.with_ginv(C, use)

    hypotheses = [
        equal(N, A @ X), equal(N @ G @ N, N),
        has_rank(N, (m, p), k), has_rank(C, (m, n), f), has_rank(A, (m, n), a),
    ]  # fmt: skip
    return proof.lemma([m, n, p, k, f, a, A, N, X, G], hypotheses, prove)


@once
def complements(proof: Derivation) -> Theorem:
    """``n + rank(A B) <= rank A + rank B`` where ``A + B = I``.

    Modulo the range of ``A B = B A`` both ranks fall by its rank, and still add up to all.
    """
    n, a, b, c = sizes(proof, "n a b c")
    A, B = proof.fresh("A B", (n, n))
    one, N = identity(n), A @ B
    goal = at_most(count(n) + count(c), count(a) + count(b))

    def prove(whole: Theorem, of_A: Theorem, of_B: Theorem, of_N: Theorem) -> Theorem:
        def use(G: Term, inverse: Theorem) -> Theorem:
            F = one - N @ G
            same = proof.by(equal(N, A @ B))
            swapped = proof.combine(equal(N, B @ A), H0 @ B - B @ H0, whole)
            sums = proof.combine(equal(F, F @ A + F @ B), -1 * (F @ H0), whole)
            idempotent = proof.combine(equal(F @ F, F), H0 @ G, inverse)

            def add(
                x: str, of_FA: Theorem, y: str, of_FB: Theorem, f: str, of_F: Theorem
            ) -> Theorem:
                values = [n, n, n, c, x, a, A, N, B, G]
                first = proof.use(nested(proof), values, same, inverse, of_N, of_FA, of_A)
                values = [n, n, n, c, y, b, B, N, A, G]
                second = proof.use(nested(proof), values, swapped, inverse, of_N, of_FB, of_B)
                moved = equal_rank(proof, sums, of_F, (n, n), f)
                values = [n, n, x, y, f, F @ A, F @ B]
                total = proof.use(subadditive(proof), values, of_FA, of_FB, moved)
                trace = proof.use(ranks.trace_of_idempotent(proof), [n, f, F], idempotent, of_F)
                of_G = proof.use(ranks.trace_of_inverse(proof), [n, n, c, N, G], inverse, of_N)
                premises = (first, second, total, trace, of_G)
                products = [(1, [0]), (1, [1]), (1, [2])]
                return proof.order(goal, premises, products, (-1 * H3 - H4).tree)

            return with_ranks(proof, [F @ A, F @ B, F], add)

        return proof.with_ginv(N, use)

    hypotheses = [equal(A + B, one), *(has_rank(M, (n, n), r) for M, r in ((A, a), (B, b), (N, c)))]
    return proof.lemma([n, a, b, c, A, B], hypotheses, prove)


def equal_rank(
    proof: Derivation, equation: Theorem, rank: Theorem, shape: tuple[str, str], r: str
) -> Theorem:
    """The rank of N is r, from ``M = N`` and that the rank of M is r."""
    N = Term(equation.conclusion[2])
    goal = has_rank(N, shape, r)

    def use(factors: Factors, known: list[Theorem]) -> Theorem:
        P, Q, _, _ = factors
        whole = proof.combine(equal(N, P @ Q), H1 - H0, equation, known[0])
        return proof.exhibit_all(goal, list(factors), proof.both(whole, *known[1:]))

    return ranks.with_factors(proof, rank, use)


@once
def exchanged(proof: Derivation) -> Theorem:
    """``m + rank(I - B A) <= n + rank(I - A B)``: the kernel of one is mapped into the other's."""
    m, n, r, s = sizes(proof, "m n r s")
    (A,), (B,) = proof.fresh("A", (m, n)), proof.fresh("B", (n, m))
    M, N = identity(m) - A @ B, identity(n) - B @ A
    goal = at_most(count(m) + count(s), count(n) + count(r))

    def prove(of_M: Theorem, of_N: Theorem) -> Theorem:
        def first(G: Term, of_G: Theorem) -> Theorem:
            return proof.with_ginv(N, lambda H, of_H: both_kernels(G, of_G, H, of_H))

        def both_kernels(G: Term, of_G: Theorem, H: Term, of_H: Theorem) -> Theorem:
            K, O = identity(m) - G @ M, identity(n) - H @ N
            # M K = 0, so that K = A B K, and N B K = B M K = 0, so that B K = O B K.
            by = -1 * H0 - A @ H @ B @ H0
            into = proof.combine(equal(K, A @ O @ (B @ K)), by, of_G)
            one = proof.combine(equal(K @ K, K), G @ H0, of_G)
            two = proof.combine(equal(O @ O, O), H @ H0, of_H)

            def compare(i: str, of_K: Theorem, j: str, of_O: Theorem) -> Theorem:
                values = [m, m, n, n, i, j, K, A, O, B @ K]
                low = below(proof, proof.use(ranks.monotone(proof), values, into, of_K, of_O))
                idempotents, inverses = ranks.trace_of_idempotent, ranks.trace_of_inverse
                premises = (
                    low,
                    proof.use(idempotents(proof), [m, i, K], one, of_K),
                    proof.use(idempotents(proof), [n, j, O], two, of_O),
                    proof.use(inverses(proof), [m, m, r, M, G], of_G, of_M),
                    proof.use(inverses(proof), [n, n, s, N, H], of_H, of_N),
                )
                plus = -1 * H1 + H2 - H3 + H4
                return proof.order(goal, premises, [(1, [0])], plus.tree)

            return with_ranks(proof, [K, O], compare)

        return proof.with_ginv(M, first)

    hypotheses = [has_rank(M, (m, m), r), has_rank(N, (n, n), s)]
    return proof.lemma([m, n, r, s, A, B], hypotheses, prove)


@once
def block_diagonal(proof: Derivation) -> Theorem:
    """``rank (J A N^T + K B O^T) = rank A + rank B``, as two inequalities."""
    m, n, p, q, u, v, a, b, s = sizes(proof, "m n p q u v a b s")
    (A,), (B,) = proof.fresh("A", (m, n)), proof.fresh("B", (p, q))
    (J,), (K,) = proof.fresh("J", (u, m)), proof.fresh("K", (u, p))
    (N,), (O,) = proof.fresh("N", (v, n)), proof.fresh("O", (v, q))
    X, Y = J @ A @ N.T, K @ B @ O.T
    M, one = X + Y, identity(u)

    def prove(rows: Theorem, cols: Theorem, *of: Theorem) -> Theorem:
        known = [*proof.parts(rows), *proof.parts(cols)]
        of_A, of_B, of_M = of
        lemma = ranks.monotone(proof)

        def use(G: Term, inverse: Theorem) -> Theorem:
            C = (one - X @ G) @ M
            into = proof.by(equal(X, M @ (N @ N.T)), *known)
            corner = proof.by(equal(B, K.T @ C @ O), *known)
            top = proof.by(equal(A, J.T @ X @ N), *known)
            wide = proof.by(equal(X, J @ A @ N.T))
            deep = proof.by(equal(Y, K @ B @ O.T))

            def add(x: str, of_X: Theorem, c: str, of_C: Theorem, y: str, of_Y: Theorem) -> Theorem:
                values = [u, v, v, x, c, s, M, X, N @ N.T, G]
                most = proof.use(nested(proof), values, into, inverse, of_X, of_C, of_M)
                pairs = (
                    ([m, n, u, v, a, x, A, J.T, X, N], top, of_A, of_X),
                    ([p, q, u, v, b, c, B, K.T, C, O], corner, of_B, of_C),
                    ([u, v, m, n, x, a, X, J, A, N.T], wide, of_X, of_A),
                    ([u, v, p, q, y, b, Y, K, B, O.T], deep, of_Y, of_B),
                )
                low = [below(proof, proof.use(lemma, *pair)) for pair in pairs]
                values = [u, v, x, y, s, X, Y]
                least = proof.use(subadditive(proof), values, of_X, of_Y, of_M)
                three = [(1, [0]), (1, [1]), (1, [2])]
                total = count(a) + count(b)
                return proof.both(
                    proof.order(at_most(total, count(s)), (low[0], low[1], most), three),
                    proof.order(at_most(count(s), total), (low[2], low[3], least), three),
                )

            return with_ranks(proof, [X, C, Y], add)

        return proof.with_ginv(X, use)

    hypotheses = [
        both(*(equal(*sides) for sides in injections(J, K, m, p))),
        both(*(equal(*sides) for sides in injections(N, O, n, q))),
        has_rank(A, (m, n), a), has_rank(B, (p, q), b), has_rank(M, (u, v), s),
    ]  # fmt: skip
    return proof.lemma([m, n, p, q, u, v, a, b, s, A, B, J, K, N, O], hypotheses, prove)


@once
def schur(proof: Derivation) -> Theorem:
    """``rank [[A, B], [C, D]] = rank A + rank(D - C G B)`` where A G B = B and C G A = C.

    Both inequalities; Guttman (1946) for invertible A, Marsaglia and Styan (1974) for {1}-inverses.
    Row and column operations, which have inverses, lead to a block diagonal matrix.
    """
    m, n, p, q, u, v, a, c, s = sizes(proof, "m n p q u v a c s")
    (A,), (B,) = proof.fresh("A", (m, n)), proof.fresh("B", (m, q))
    (C,), (D,) = proof.fresh("C", (p, n)), proof.fresh("D", (p, q))
    (G,) = proof.fresh("G", (n, m))
    (J,), (K,) = proof.fresh("J", (u, m)), proof.fresh("K", (u, p))
    (N,), (O,) = proof.fresh("N", (v, n)), proof.fresh("O", (v, q))
    M = J @ A @ N.T + J @ B @ O.T + K @ C @ N.T + K @ D @ O.T
    S, one, last = D - C @ G @ B, identity(u), identity(v)
    X, left, right = J @ A @ N.T + K @ S @ O.T, K @ C @ G @ J.T, N @ G @ B @ O.T

    def prove(rows: Theorem, cols: Theorem, *given: Theorem) -> Theorem:
        known = [*proof.parts(rows), *proof.parts(cols)]
        above, beside, of_A, of_S, of_M = given
        rules = (*known, above, beside)
        there = proof.by(equal(M, (one + left) @ X @ (last + right)), *rules)
        back = proof.by(equal(X, (one - left) @ M @ (last - right)), *rules)

        def compare(x: str, of_X: Theorem) -> Theorem:
            lemma = ranks.monotone(proof)
            values = [u, v, u, v, s, x, M, one + left, X, last + right]
            low = below(proof, proof.use(lemma, values, there, of_M, of_X))
            values = [u, v, u, v, x, s, X, one - left, M, last - right]
            high = below(proof, proof.use(lemma, values, back, of_X, of_M))
            values = [m, n, p, q, u, v, a, c, x, A, S, J, K, N, O]
            diagonal = proof.use(block_diagonal(proof), values, rows, cols, of_A, of_S, of_X)
            least, most = proof.parts(diagonal)
            total, two = count(a) + count(c), [(1, [0]), (1, [1])]
            return proof.both(
                proof.order(at_most(total, count(s)), (high, least), two),
                proof.order(at_most(count(s), total), (low, most), two),
            )

        return with_ranks(proof, [X], compare)

    hypotheses = [
        both(*(equal(*sides) for sides in injections(J, K, m, p))),
        both(*(equal(*sides) for sides in injections(N, O, n, q))),
        equal(A @ G @ B, B), equal(C @ G @ A, C),
        has_rank(A, (m, n), a), has_rank(S, (p, q), c), has_rank(M, (u, v), s),
    ]  # fmt: skip
    letters = [A, B, C, D, G, J, K, N, O]
    return proof.lemma([m, n, p, q, u, v, a, c, s, *letters], hypotheses, prove)
