"""Ranks of what is left of a matrix when a part of it is taken away, for all sizes.

Each function proves a closed formula inside a given derivation; a rank r enters as ``tr(I_r)``.
"""

from __future__ import annotations

from proofs.kernel.formulas import at_most, equal, has_rank
from proofs.kernel.rules import Theorem
from proofs.library import ranks
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1
from proofs.library.rank_equalities import block_diagonal, equal_rank, nested
from proofs.library.rank_pairs import disjoint
from proofs.library.rank_sums import are_injections, below, frobenius, subadditive
from proofs.library.ranks import count, once, rank_of, ranks_of, sizes
from symbolic.words.terms import Term, identity


def through(
    proof: Derivation, small: tuple[Term, Theorem], large: tuple[Term, Theorem],
    factors: tuple[Term, Term], *equations: Theorem,
) -> Theorem:  # fmt: skip
    """``rank M <= rank N`` as numbers, for ``M = U N V`` by the equations."""
    (M, of_M), (N, of_N), (U, V) = small, large, factors
    whole = proof.by(equal(M, U @ N @ V), *equations)
    return below(proof, ranks.compared(proof, whole, of_M, of_N, (U, V)))


@once
def reduced(proof: Derivation) -> Theorem:
    """``rank(M - M X G Y M) + rank(Y M X) = rank M`` for every {1}-inverse G of Y M X.

    Both inequalities. Guttman (1957) and Cline and Funderlic (1979) for an inverse; for blocks
    Marsaglia and Styan (1974), theorem 19. With ``R = G Y M X G`` in place of G the difference is
    S', and ``S = S' - S' X G Y S'``, ``S' = S + S X G Y S``.
    """
    m, n, k, h, a, s, r = sizes(proof, "m n k h a s r")
    M, X, Y, G = proof.matrices(M=(m, n), X=(n, k), Y=(h, m), G=(k, h))
    A, one, last = Y @ M @ X, identity(m), identity(n)
    S = M - M @ X @ G @ Y @ M
    hypotheses = [
        equal(A @ G @ A, A), has_rank(A, (h, k), a), has_rank(S, (m, n), s),
        has_rank(M, (m, n), r),
    ]  # fmt: skip
    inverse, of_A, of_S, of_M = map(proof.assume, hypotheses)
    into, N = X @ G @ A, M @ X @ G @ A
    W = M @ X @ G @ A @ G @ Y @ M
    S2 = (one - N @ (G @ Y)) @ M
    (i, of_N), (j, of_S2), (w, of_W) = ranks_of(proof, N, S2, W)
    again = proof.by(equal(N @ (G @ Y) @ N, N), inverse)
    form = proof.by(equal(N, M @ into))
    values = [m, n, k, i, j, r, M, N, into, G @ Y]
    most = proof.use(nested(proof), values, form, again, of_N, of_S2, of_M)
    there = last - X @ G @ Y @ S2, last + X @ G @ Y @ S
    low = [
        through(proof, (A, of_A), (N, of_N), (Y, identity(k)), inverse),
        through(proof, (S, of_S), (S2, of_S2), (one, there[0]), inverse),
        through(proof, (S2, of_S2), (S, of_S), (one, there[1]), inverse),
        through(proof, (W, of_W), (A, of_A), (M @ X @ G, G @ Y @ M)),
    ]
    moved = equal_rank(proof, proof.by(equal(M, S2 + W)), of_M, (m, n), r)
    least = proof.use(subadditive(proof), [m, n, j, w, r, S2, W], of_S2, of_W, moved)
    three, total = [(1, [0]), (1, [1]), (1, [2])], count(a) + count(s)
    shown = proof.both(
        proof.order(at_most(total, count(r)), (*low[:2], most), three),
        proof.order(at_most(count(r), total), (*low[2:], least), three),
    )
    return proof.conclude([m, n, k, h, a, s, r, M, X, Y, G], hypotheses, shown)


@once
def frobenius_gap(proof: Derivation) -> Theorem:
    """``rank(A B) + rank(B C) + rank D = rank B + rank(A B C)``, both inequalities.

    ``D = (I - B C G) B (I - H A B)`` for {1}-inverses G of B C and H of A B (Marsaglia and
    Styan 1974); for B = I it is what Sylvester's inequality lacks.
    """
    k, m, n, p, x, y, b, z, d = sizes(proof, "k m n p x y b z d")
    A, B, C = proof.matrices(A=(k, m), B=(m, n), C=(n, p))
    G, H = proof.matrices(G=(p, m), H=(n, k))
    X, Y, whole = B @ C, A @ B, A @ B @ C
    E, F = identity(m) - X @ G, identity(n) - H @ Y
    D = E @ B @ F
    hypotheses = [
        equal(X @ G @ X, X), equal(Y @ H @ Y, Y), has_rank(Y, (k, n), x), has_rank(X, (m, p), y),
        has_rank(B, (m, n), b), has_rank(whole, (k, p), z), has_rank(D, (m, n), d),
    ]  # fmt: skip
    of_G, of_H, *of = map(proof.assume, hypotheses)
    most = _at_most(proof, (A, B, C), (E, F, D), (of_G, of_H), of)
    least = _at_least(proof, (A, B, C), (G, H, D), (of_G, of_H), of)
    shown = proof.both(most, least)
    return proof.conclude([k, m, n, p, x, y, b, z, d, A, B, C, G, H], hypotheses, shown)


def _less(
    proof: Derivation, M: Term, of_M: Theorem, ends: tuple[Term, Term], G: Term,
    part: tuple[Term, Theorem], inverse: Theorem, left: tuple[Term, Theorem],
    kept: Theorem | None = None,
) -> tuple[Theorem, Theorem]:  # fmt: skip
    """The lemma `reduced`; its part Y M X and what is left are written shorter.

    Where X is an identity and Y M is not A as it stands, `kept` is the equation between them.
    """
    (X, Y), (A, of_A), (S, of_S) = ends, part, left
    (m, n), k, h = proof.shape(M), proof.shape(X)[1], proof.shape(Y)[0]
    a, s, r = map(ranks.size_in, (of_A, of_S, of_M))
    inner, rest = Y @ M @ X, M - M @ X @ G @ Y @ M
    if kept is None:
        same, less = proof.by(equal(inner, A)), proof.by(equal(S, rest))
    else:
        same = proof.combine(equal(inner, A), H0, kept)
        less = proof.combine(equal(S, rest), M @ G @ H0, kept)
    again = proof.combine(
        equal(inner @ G @ inner, inner), H0 @ G @ inner + A @ G @ H0 + H1 - H0, same, inverse
    )
    at = equal_rank(proof, proof.combine(equal(A, inner), -1 * H0, same), of_A, (h, k), a)
    lost = equal_rank(proof, less, of_S, (m, n), s)
    values = [m, n, k, h, a, s, r, M, X, Y, G]
    low, high = proof.parts(proof.use(reduced(proof), values, again, at, lost, of_M))
    return low, high


def _at_most(
    proof: Derivation, matrices: tuple[Term, Term, Term], ends: tuple[Term, Term, Term],
    inverses: tuple[Theorem, Theorem], of: list[Theorem],
) -> Theorem:  # fmt: skip
    """``x + y + d <= b + z``: B, less what A, C and both reach of it, is what D is made of."""
    (A, B, C), (E, F, D), (of_Y, of_X, of_B, of_whole, of_D) = matrices, ends, of
    (k, m), (n, p) = proof.shape(A), proof.shape(C)
    x, y, b, z, d = map(ranks.size_in, of)
    whole = A @ B @ C
    K, of_K = proof.ginv(whole)
    S = B - B @ C @ K @ A @ B
    SC, AS = B @ C - B @ C @ K @ whole, A @ B - whole @ K @ A @ B
    of_S, of_SC, of_AS = (rank for _, rank in ranks_of(proof, S, SC, AS))
    part = whole, of_whole
    first = _less(proof, B, of_B, (C, A), K, part, of_K, (S, of_S))[0]
    right = _less(proof, B @ C, of_X, (identity(p), A), K, part, of_K, (SC, of_SC))[1]
    left = _less(proof, A @ B, of_Y, (C, identity(k)), K, part, of_K, (AS, of_AS))[1]
    g, of_g = proof.ginv(SC)
    S1 = S - SC @ g @ S
    of_S1 = rank_of(proof, S1)[1]
    one = _less(proof, S, of_S, (C, identity(m)), g, (SC, of_SC), of_g, (S1, of_S1))[0]
    h, of_h = proof.ginv(AS)
    S2 = S1 - S1 @ h @ AS
    of_S2 = rank_of(proof, S2)[1]
    flat = proof.by(equal(A @ SC, proof.zero_like(A @ SC)), of_K)
    kept = proof.combine(equal(A @ S1, AS), -1 * (H0 @ g @ S), flat)
    two = _less(proof, S1, of_S1, (identity(n), A), h, (AS, of_AS), of_h, (S2, of_S2), kept)[0]
    same = proof.by(equal(D, E @ S2 @ F), *inverses)
    last = below(proof, ranks.compared(proof, same, of_D, of_S2, (E, F)))
    goal = at_most(count(x) + count(y) + count(d), count(b) + count(z))
    bounds = first, right, left, one, two, last
    return proof.order(goal, bounds, [(1, [number]) for number in range(6)])


def _at_least(
    proof: Derivation, matrices: tuple[Term, Term, Term], ends: tuple[Term, Term, Term],
    inverses: tuple[Theorem, Theorem], of: list[Theorem],
) -> Theorem:  # fmt: skip
    """``b + z <= x + y + d``: (I - B C G) B and a part of A B have no range in common."""
    (A, B, C), (G, H, D), (of_Y, of_X, of_B, of_whole, of_D) = matrices, ends, of
    m, n = proof.shape(B)
    x, y, b, z, d = map(ranks.size_in, of)
    X, Y, whole = B @ C, A @ B, A @ B @ C
    given, of_given = proof.ginv(whole)
    K = given @ whole @ given
    E, F = identity(m) - X @ G, identity(n) - C @ K @ Y
    B1, W, Z = E @ B, X @ K @ Y, X @ G @ B
    T, V = B1 + W, E @ B @ H + X @ K
    VY = V @ Y
    (i, of_B1), (w, of_W), (j, of_Z), (t, of_T), (v, of_VY) = ranks_of(proof, B1, W, Z, T, VY)
    flat = proof.zero_like(W)
    kept = [
        proof.by(equal(E @ B1, B1), inverses[0]), proof.by(equal(E @ W, flat), inverses[0]),
        proof.by(equal(B1 @ F, B1), inverses[0]), proof.by(equal(W @ F, flat), of_given),
    ]  # fmt: skip
    apart = proof.use(disjoint(proof), [m, n, i, w, t, B1, W, E, F], *kept, of_B1, of_W, of_T)
    one, last, small = identity(m), identity(n), subadditive(proof)
    moved = equal_rank(proof, proof.by(equal(B, B1 + Z)), of_B, (m, n), b)
    first = proof.use(small, [m, n, i, j, b, B1, Z], of_B1, of_Z, moved)
    same = proof.by(equal(T, D + VY), inverses[1])
    moved = equal_rank(proof, same, of_T, (m, n), t)
    second = proof.use(small, [m, n, d, v, t, D, VY], of_D, of_VY, moved)
    bounds = [
        apart, first, second,
        through(proof, (whole, of_whole), (W, of_W), (A, C), of_given),
        through(proof, (Z, of_Z), (X, of_X), (one, G @ B)),
        through(proof, (VY, of_VY), (Y, of_Y), (V, last)),
    ]  # fmt: skip
    goal = at_most(count(b) + count(z), count(x) + count(y) + count(d))
    return proof.order(goal, bounds, [(1, [number]) for number in range(6)])


@once
def row_and_column(proof: Derivation) -> Theorem:
    """``rank [A, B] + rank [A; B] <= rank A + rank B + rank(A + B)``.

    Marsaglia and Styan (1974), Theorem 11: Frobenius's inequality for a block diagonal matrix.
    """
    m, n, u, v, a, b, s, c, d = sizes(proof, "m n u v a b s c d")
    A, B = proof.fresh("A B", (m, n))
    J, K, N, O = proof.matrices(J=(u, m), K=(u, m), N=(v, n), O=(v, n))
    row, column, total, D = A @ N.T + B @ O.T, J @ A + K @ B, A + B, J @ A @ N.T + K @ B @ O.T
    hypotheses = [
        are_injections(J, K, m, m), are_injections(N, O, n, n),
        has_rank(A, (m, n), a), has_rank(B, (m, n), b), has_rank(row, (m, v), s),
        has_rank(column, (u, n), c), has_rank(total, (m, n), d),
    ]  # fmt: skip
    rows, cols, of_A, of_B, *of = map(proof.assume, hypotheses)
    x, of_D = rank_of(proof, D)
    values = [m, n, m, n, u, v, a, b, x, A, B, J, K, N, O]
    most = proof.parts(proof.use(block_diagonal(proof), values, rows, cols, of_A, of_B, of_D))[1]
    left, right = (J + K).T, N + O
    rules = (*proof.parts(rows), *proof.parts(cols))
    turned = [
        proof.combine(equal(Q.T @ P, proof.zero_like(Q.T @ P)), H0.T, parts[2])
        for P, Q, parts in ((J, K, proof.parts(rows)), (N, O, proof.parts(cols)))
    ]
    shapes = (row, left @ D, (m, v), s), (column, D @ right, (u, n), c), (
        total, left @ D @ right, (m, n), d,
    )  # fmt: skip
    moved = [
        equal_rank(proof, proof.by(equal(M, W), *rules, *turned), rank, shape, r)
        for (M, W, shape, r), rank in zip(shapes, of, strict=True)
    ]
    values = [m, u, v, n, s, c, x, d, left, D, right]
    bound = proof.use(frobenius(proof), values, moved[0], moved[1], of_D, moved[2])
    goal = at_most(count(s) + count(c), count(a) + count(b) + count(d))
    shown = proof.order(goal, (bound, most), [(1, [0]), (1, [1])])
    return proof.conclude([m, n, u, v, a, b, s, c, d, A, B, J, K, N, O], hypotheses, shown)
