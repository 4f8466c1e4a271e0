"""When ranks are equal, full or zero, and ranks of complements and of block matrices.

Each function proves a closed formula inside a given derivation. A block matrix has injections J, K
of its rows and N, O of its columns; a rank r enters as the number ``tr(I_r)``.
"""

from __future__ import annotations

from proofs.kernel.formulas import NONE, at_most, equal, for_some, has_rank, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library import ranks
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, H2, H3, H4, sides
from proofs.library.rank_sums import are_injections, below, nested_in, subadditive
from proofs.library.ranks import count, factors, once, rank_of, ranks_of, sizes
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
    (M,) = proof.matrices(M=(m, n))
    hypotheses = [equal(M, zero(m, n)), has_rank(M, (m, n), r)]
    none, rank = map(proof.assume, hypotheses)
    (_, Q, L, R), known = factors(proof, rank)
    by = tr(-1 * H2 @ Q @ R - H3 - L @ H1 @ R + L @ H0 @ R)
    shown = proof.combine(equal(count(r), NONE), by, none, *known)
    return proof.conclude([m, n, r, M], hypotheses, shown)


@once
def vanishing(proof: Derivation) -> Theorem:
    """A matrix of rank zero vanishes: ``tr(I_r) = 0`` is a sum of squares."""
    m, n, r = sizes(proof, "m n r")
    (M,) = proof.matrices(M=(m, n))
    hypotheses = [has_rank(M, (m, n), r), equal(count(r), NONE)]
    rank, none = map(proof.assume, hypotheses)
    (P, Q, _, _), (whole, *_) = factors(proof, rank)
    one = identity(r)
    square = proof.combine(equal(tr(one.T @ one), NONE), H0, none)
    flat = proof.vanishing(one, square)
    shown = proof.combine(equal(M, zero(m, n)), H0 + P @ H1 @ Q, whole, flat)
    return proof.conclude([m, n, r, M], hypotheses, shown)


@once
def same_range(proof: Derivation) -> Theorem:
    """``A = A B Z`` for some Z, if the rank of A is at most that of A B.

    With A = P Q and A B = P' Q' the square matrix L P' has the right inverse Q B R', which is then
    a left inverse too, so that Q B has a right inverse.
    """
    m, n, p, r, s = sizes(proof, "m n p r s")
    A, B = proof.matrices(A=(m, n), B=(n, p))
    hypotheses = [has_rank(A, (m, n), r), has_rank(A @ B, (m, p), s), size_at_most(r, s)]
    goal = for_some("Z0", (p, n), equal(A, A @ B @ Term("Z0")))
    of_A, of_AB, bound = map(proof.assume, hypotheses)
    (P, Q, _, _), (whole, *_) = factors(proof, of_A)
    (_, Q2, L2, R2), known = factors(proof, of_AB)
    # L2 P (Q B R2) = I_s, as A B = P Q B = P2 Q2; and r <= s.
    U, V = L2 @ P, Q @ B @ R2
    by = -1 * (L2 @ H0 @ B @ R2) + L2 @ H1 @ R2 + H2 @ Q2 @ R2 + H3
    unit = proof.combine(equal(U @ V, identity(s)), by, whole, *known)
    turned = proof.apply(proof.axiom("two_sided", s, r, U, V), proof.both(unit, bound))
    Z = R2 @ L2 @ A
    # A B Z = P (Q B R2 L2 P) Q = P Q.
    by = H0 - P @ H1 @ Q - A @ B @ R2 @ L2 @ H0 - H0 @ B @ R2 @ L2 @ P @ Q
    shown = proof.combine(equal(A, A @ B @ Z), by, whole, turned)
    return proof.conclude([m, n, p, r, s, A, B], hypotheses, proof.exhibit(goal, Z, shown))


@once
def carried(proof: Derivation) -> Theorem:
    """The rank of N is that of M, where ``M = U N V`` and ``N = S M T``.

    With M = P Q the square matrix L U S P has the right inverse Q T V R, which then is a left
    inverse too: S P has a left inverse, Q T a right one.
    """
    m, n, p, q, r = sizes(proof, "m n p q r")
    M, N, U, V = proof.matrices(M=(m, n), N=(p, q), U=(m, p), V=(q, n))
    S, T = proof.matrices(S=(p, m), T=(n, q))
    hypotheses = [equal(M, U @ N @ V), equal(N, S @ M @ T), has_rank(M, (m, n), r)]
    there, back, rank = map(proof.assume, hypotheses)
    (P, Q, L, R), known = factors(proof, rank)
    left, right = Q @ T @ V @ R @ L @ U, V @ R @ L @ U @ S @ P
    by = -1 * (L @ H0 @ R) - L @ U @ H1 @ V @ R + L @ H2 @ R - L @ U @ S @ H2 @ T @ V @ R
    by = by + H3 @ Q @ R + H4
    goal = equal(L @ U @ S @ P @ (Q @ T @ V @ R), identity(r))
    unit = proof.combine(goal, by, there, back, *known)
    axiom = proof.axiom("two_sided", r, r, L @ U @ S @ P, Q @ T @ V @ R)
    turned = proof.apply(axiom, proof.both(unit, proof.sizes(size_at_most(r, r))))
    parts = (
        proof.combine(equal(N, S @ P @ (Q @ T)), H0 + S @ H1 @ T, back, known[0]),
        proof.combine(equal(left @ (S @ P), identity(r)), H0, turned),
        proof.combine(equal(Q @ T @ right, identity(r)), H0, turned),
    )
    values = [S @ P, Q @ T, left, right]
    shown = proof.exhibit_all(has_rank(N, (p, q), r), values, proof.both(*parts))
    return proof.conclude([m, n, p, q, r, M, N, U, V, S, T], hypotheses, shown)


@once
def full_columns(proof: Derivation) -> Theorem:
    """A matrix whose rank is at least its number of columns has a left inverse."""
    m, n, r = sizes(proof, "m n r")
    (A,) = proof.matrices(A=(m, n))
    hypotheses = [has_rank(A, (m, n), r), size_at_most(n, r)]
    goal = for_some("L0", (n, m), equal(Term("L0") @ A, identity(n)))
    rank, bound = map(proof.assume, hypotheses)
    (_, Q, L, R), (whole, left, right) = factors(proof, rank)
    axiom = proof.axiom("two_sided", r, n, Q, R)
    turned = proof.apply(axiom, proof.both(right, bound))  # R Q = I_n
    by = R @ L @ H0 + R @ H1 @ Q + H2
    shown = proof.combine(equal(R @ L @ A, identity(n)), by, whole, left, turned)
    return proof.conclude([m, n, r, A], hypotheses, proof.exhibit(goal, R @ L, shown))


@once
def nested(proof: Derivation) -> Theorem:
    """``rank N + rank((I - N G) A) <= rank A`` where ``N = A X`` and ``N G N = N``."""
    m, n, p, k, f, a = sizes(proof, "m n p k f a")
    A, N, X, G = proof.matrices(A=(m, n), N=(m, p), X=(n, p), G=(p, m))
    C = (identity(m) - N @ G) @ A
    hypotheses = [
        equal(N, A @ X), equal(N @ G @ N, N),
        has_rank(N, (m, p), k), has_rank(C, (m, n), f), has_rank(A, (m, n), a),
    ]  # fmt: skip
    form, inverse, *of = map(proof.assume, hypotheses)
    of_N, of_C, of_A = of
    known = (inverse, of_N, of_C, of_A)
    shown = nested_in(proof, (N, A, G), (A, X, identity(n)), known, [form])
    return proof.conclude([m, n, p, k, f, a, A, N, X, G], hypotheses, shown)


@once
def complements(proof: Derivation) -> Theorem:
    """``n + rank(A B) <= rank A + rank B`` where ``A + B = I``.

    Modulo the range of ``A B = B A`` both ranks fall by its rank, and still add up to all.
    """
    n, a, b, c = sizes(proof, "n a b c")
    A, B = proof.fresh("A B", (n, n))
    one, N = identity(n), A @ B
    hypotheses = [equal(A + B, one), *(has_rank(M, (n, n), r) for M, r in ((A, a), (B, b), (N, c)))]
    whole, of_A, of_B, of_N = map(proof.assume, hypotheses)
    G, inverse = proof.ginv(N)
    F = one - N @ G
    same = proof.by(equal(N, A @ B))
    swapped = proof.combine(equal(N, B @ A), H0 @ B - B @ H0, whole)
    sums = proof.combine(equal(F, F @ A + F @ B), -1 * (F @ H0), whole)
    idempotent = proof.combine(equal(F @ F, F), H0 @ G, inverse)
    (x, of_FA), (y, of_FB), (f, of_F) = ranks_of(proof, F @ A, F @ B, F)
    values = [n, n, n, c, x, a, A, N, B, G]
    first = proof.use(nested(proof), values, same, inverse, of_N, of_FA, of_A)
    values = [n, n, n, c, y, b, B, N, A, G]
    second = proof.use(nested(proof), values, swapped, inverse, of_N, of_FB, of_B)
    moved = equal_rank(proof, sums, of_F, (n, n), f)
    values = [n, n, x, y, f, F @ A, F @ B]
    total = proof.use(subadditive(proof), values, of_FA, of_FB, moved)
    trace = proof.use(ranks.trace_of_idempotent(proof), [n, f, F], idempotent, of_F)
    of_G = proof.use(ranks.trace_of_inverse(proof), [n, n, c, N, G], inverse, of_N)
    goal = at_most(count(n) + count(c), count(a) + count(b))
    products = [(1, [0]), (1, [1]), (1, [2])]
    shown = proof.order(goal, (first, second, total, trace, of_G), products, -1 * H3 - H4)
    return proof.conclude([n, a, b, c, A, B], hypotheses, shown)


def equal_rank(
    proof: Derivation, equation: Theorem, rank: Theorem, shape: tuple[str, str], r: str
) -> Theorem:
    """The rank of N is r, from ``M = N`` and that the rank of M is r."""
    _, N = sides(equation)
    four, (whole, *units) = factors(proof, rank)
    P, Q, _, _ = four
    product = proof.combine(equal(N, P @ Q), H1 - H0, equation, whole)
    shown = proof.exhibit_all(has_rank(N, shape, r), four, proof.both(product, *units))
    return proof.close(shown, *four)


@once
def exchanged(proof: Derivation) -> Theorem:
    """``m + rank(I - B A) <= n + rank(I - A B)``: the kernel of one is mapped into the other's."""
    m, n, r, s = sizes(proof, "m n r s")
    A, B = proof.matrices(A=(m, n), B=(n, m))
    M, N = identity(m) - A @ B, identity(n) - B @ A
    hypotheses = [has_rank(M, (m, m), r), has_rank(N, (n, n), s)]
    of_M, of_N = map(proof.assume, hypotheses)
    (G, of_G), (H, of_H) = proof.ginv(M), proof.ginv(N)
    K, O = identity(m) - G @ M, identity(n) - H @ N
    # M K = 0, so that K = A B K, and N B K = B M K = 0, so that B K = O B K.
    by = -1 * H0 - A @ H @ B @ H0
    into = proof.combine(equal(K, A @ O @ (B @ K)), by, of_G)
    one = proof.combine(equal(K @ K, K), G @ H0, of_G)
    two = proof.combine(equal(O @ O, O), H @ H0, of_H)
    (i, of_K), (j, of_O) = ranks_of(proof, K, O)
    values = [m, m, n, n, i, j, K, A, O, B @ K]
    of_idempotent, of_inverse = ranks.trace_of_idempotent(proof), ranks.trace_of_inverse(proof)
    premises = (
        below(proof, proof.use(ranks.monotone(proof), values, into, of_K, of_O)),
        proof.use(of_idempotent, [m, i, K], one, of_K),
        proof.use(of_idempotent, [n, j, O], two, of_O),
        proof.use(of_inverse, [m, m, r, M, G], of_G, of_M),
        proof.use(of_inverse, [n, n, s, N, H], of_H, of_N),
    )
    goal = at_most(count(m) + count(s), count(n) + count(r))
    shown = proof.order(goal, premises, [(1, [0])], -1 * H1 + H2 - H3 + H4)
    return proof.conclude([m, n, r, s, A, B], hypotheses, shown)


@once
def block_diagonal(proof: Derivation) -> Theorem:
    """``rank (J A N^T + K B O^T) = rank A + rank B``, as two inequalities."""
    m, n, p, q, u, v, a, b, s = sizes(proof, "m n p q u v a b s")
    A, B = proof.matrices(A=(m, n), B=(p, q))
    J, K, N, O = proof.matrices(J=(u, m), K=(u, p), N=(v, n), O=(v, q))
    X, Y = J @ A @ N.T, K @ B @ O.T
    M = X + Y
    hypotheses = [
        are_injections(J, K, m, p), are_injections(N, O, n, q),
        has_rank(A, (m, n), a), has_rank(B, (p, q), b), has_rank(M, (u, v), s),
    ]  # fmt: skip
    rows, cols, *of = map(proof.assume, hypotheses)
    of_A, of_B, of_M = of
    known = [*proof.parts(rows), *proof.parts(cols)]
    G, inverse = proof.ginv(X)
    C = (identity(u) - X @ G) @ M
    into = proof.by(equal(X, M @ (N @ N.T)), *known)
    (x, of_X), (c, of_C), (y, of_Y) = ranks_of(proof, X, C, Y)
    values = [u, v, v, x, c, s, M, X, N @ N.T, G]
    most = proof.use(nested(proof), values, into, inverse, of_X, of_C, of_M)
    pairs = (
        ([m, n, u, v, a, x, A, J.T, X, N], proof.by(equal(A, J.T @ X @ N), *known), of_A, of_X),
        ([p, q, u, v, b, c, B, K.T, C, O], proof.by(equal(B, K.T @ C @ O), *known), of_B, of_C),
        ([u, v, m, n, x, a, X, J, A, N.T], proof.by(equal(X, J @ A @ N.T)), of_X, of_A),
        ([u, v, p, q, y, b, Y, K, B, O.T], proof.by(equal(Y, K @ B @ O.T)), of_Y, of_B),
    )
    low = [below(proof, proof.use(ranks.monotone(proof), *pair)) for pair in pairs]
    least = proof.use(subadditive(proof), [u, v, x, y, s, X, Y], of_X, of_Y, of_M)
    three, total = [(1, [0]), (1, [1]), (1, [2])], count(a) + count(b)
    shown = proof.both(
        proof.order(at_most(total, count(s)), (*low[:2], most), three),
        proof.order(at_most(count(s), total), (*low[2:], least), three),
    )
    return proof.conclude([m, n, p, q, u, v, a, b, s, A, B, J, K, N, O], hypotheses, shown)


@once
def schur(proof: Derivation) -> Theorem:
    """``rank [[A, B], [C, D]] = rank A + rank(D - C G B)`` where A G B = B and C G A = C.

    Both inequalities; Guttman (1946) for invertible A, Marsaglia and Styan (1974) for {1}-inverses.
    Row and column operations, which have inverses, lead to a block diagonal matrix.
    """
    m, n, p, q, u, v, a, c, s = sizes(proof, "m n p q u v a c s")
    A, B, C, D, G = proof.matrices(A=(m, n), B=(m, q), C=(p, n), D=(p, q), G=(n, m))
    J, K, N, O = proof.matrices(J=(u, m), K=(u, p), N=(v, n), O=(v, q))
    M = J @ A @ N.T + J @ B @ O.T + K @ C @ N.T + K @ D @ O.T
    S, one, last = D - C @ G @ B, identity(u), identity(v)
    X, left, right = J @ A @ N.T + K @ S @ O.T, K @ C @ G @ J.T, N @ G @ B @ O.T
    hypotheses = [
        are_injections(J, K, m, p), are_injections(N, O, n, q),
        equal(A @ G @ B, B), equal(C @ G @ A, C),
        has_rank(A, (m, n), a), has_rank(S, (p, q), c), has_rank(M, (u, v), s),
    ]  # fmt: skip
    rows, cols, above, beside, *of = map(proof.assume, hypotheses)
    of_A, of_S, of_M = of
    rules = (*proof.parts(rows), *proof.parts(cols), above, beside)
    there = proof.by(equal(M, (one + left) @ X @ (last + right)), *rules)
    back = proof.by(equal(X, (one - left) @ M @ (last - right)), *rules)
    x, of_X = rank_of(proof, X)
    monotone = ranks.monotone(proof)
    values = [u, v, u, v, s, x, M, one + left, X, last + right]
    low = below(proof, proof.use(monotone, values, there, of_M, of_X))
    values = [u, v, u, v, x, s, X, one - left, M, last - right]
    high = below(proof, proof.use(monotone, values, back, of_X, of_M))
    values = [m, n, p, q, u, v, a, c, x, A, S, J, K, N, O]
    diagonal = proof.use(block_diagonal(proof), values, rows, cols, of_A, of_S, of_X)
    least, most = proof.parts(diagonal)
    total, two = count(a) + count(c), [(1, [0]), (1, [1])]
    shown = proof.both(
        proof.order(at_most(total, count(s)), (high, least), two),
        proof.order(at_most(count(s), total), (low, most), two),
    )
    letters = [A, B, C, D, G, J, K, N, O]
    return proof.conclude([m, n, p, q, u, v, a, c, s, *letters], hypotheses, shown)
