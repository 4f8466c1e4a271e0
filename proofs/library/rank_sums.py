"""Sums of ranks for all sizes: subadditivity, Sylvester, Frobenius, Marsaglia and Styan.

A rank r enters as the number ``tr(I_r)``. Where ranks are added, idempotents are: the trace of
an idempotent is its rank, and the rank of ``I - E`` is n less that of E. Each function proves a
closed formula inside a given derivation. A block row [A, B] is ``A J^T + B K^T`` with the
injections J and K of its blocks: ``J^T J = I``, ``K^T K = I``, ``J^T K = 0``.
"""

from __future__ import annotations

from collections.abc import Sequence

from proofs.kernel.formulas import Formula, at_most, both, equal, has_rank
from proofs.kernel.rules import Theorem
from proofs.library import ranks
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, H2, H3, H4, sides
from proofs.library.ranks import Factors, count, factors, once, ranks_of, sizes
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
    U, V, U2, V2 = proof.matrices(U=(s, a), V=(a, s), U2=(s, b), V2=(b, s))
    one = identity(s)
    unit = equal(U @ V + U2 @ V2, one)
    G, inverse = proof.ginv(U)
    F = one - U @ G
    idempotent = proof.combine(equal(F @ F, F), H0 @ G, inverse)
    by = -1 * (F @ H0) - H1 @ V
    other = proof.combine(equal(F, F @ U2 @ V2), by, proof.assume(unit), inverse)
    same = proof.by(equal(U, U @ identity(a)))
    (i, of_U), (j, of_F) = ranks_of(proof, U, F)
    narrow = ranks.through(proof)
    low = proof.use(narrow, [s, a, a, i, U, U, identity(a)], same, of_U)
    high = proof.use(narrow, [s, s, b, j, F, F @ U2, V2], other, of_F)
    first = proof.use(ranks.trace_of_inverse(proof), [s, a, i, U, G], inverse, of_U)
    second = proof.use(ranks.trace_of_idempotent(proof), [s, j, F], idempotent, of_F)
    premises = (below(proof, low), below(proof, high), first, second)
    goal = at_most(count(s), count(a) + count(b))
    shown = proof.order(goal, premises, [(1, [0]), (1, [1])], -1 * (H2 + H3))
    return proof.conclude([s, a, b, U, V, U2, V2], [unit], shown)


def sum_through(
    proof: Derivation, of_X: Theorem, of_Y: Theorem, of_sum: Theorem
) -> tuple[Factors, Term, list[Theorem]]:
    """``I = U V + U' V'`` for X = P Q, Y = P' Q' and L, R of X + Y: U = L P, V = Q R, and so on.

    Returns U, V, U' and V', then R L, then the equations of X, of Y, and of I.
    """
    (P, Q, _, _), (whole_X, *_) = factors(proof, of_X)
    (P2, Q2, _, _), (whole_Y, *_) = factors(proof, of_Y)
    (_, Q3, L, R), known = factors(proof, of_sum)
    U, V, U2, V2 = L @ P, Q @ R, L @ P2, Q2 @ R
    # I = L (X + Y) R.
    by = -1 * (L @ H0 @ R) - L @ H1 @ R + L @ H2 @ R + H3 @ Q3 @ R + H4
    one = identity(proof.shape(L)[0])
    unit = proof.combine(equal(U @ V + U2 @ V2, one), by, whole_X, whole_Y, *known)
    return (U, V, U2, V2), R @ L, [whole_X, whole_Y, unit]


@once
def subadditive(proof: Derivation) -> Theorem:
    """``rank(X + Y) <= rank X + rank Y``: the identity is ``L X R + L Y R``."""
    m, n, a, b, s = sizes(proof, "m n a b s")
    X, Y = proof.fresh("X Y", (m, n))
    hypotheses = [has_rank(M, (m, n), r) for M, r in ((X, a), (Y, b), (X + Y, s))]
    through, _, (_, _, unit) = sum_through(proof, *map(proof.assume, hypotheses))
    shown = proof.use(two_through(proof), [s, a, b, *through], unit)
    return proof.conclude([m, n, a, b, s, X, Y], hypotheses, shown)


@once
def sylvester(proof: Derivation) -> Theorem:
    """``rank A + rank B <= rank(A B) + n`` (Sylvester): ``B = G A B + (I - G A) B``."""
    m, n, p, a, b, c = sizes(proof, "m n p a b c")
    A, B = proof.matrices(A=(m, n), B=(n, p))
    hypotheses = [has_rank(A, (m, n), a), has_rank(B, (n, p), b), has_rank(A @ B, (m, p), c)]
    of_A, of_B, of_AB = map(proof.assume, hypotheses)
    one, last, monotone = identity(n), identity(p), ranks.monotone(proof)
    G, inverse = proof.ginv(A)
    F = one - G @ A
    X, Y = G @ A @ B, F @ B
    idempotent = proof.combine(equal(F @ F, F), G @ H0, inverse)
    (x, of_X), (y, of_Y), (f, of_F) = ranks_of(proof, X, Y, F)
    product = proof.by(equal(X, G @ (A @ B) @ last))
    first = proof.use(monotone, [n, p, m, p, x, c, X, G, A @ B, last], product, of_X, of_AB)
    product = proof.by(equal(Y, one @ F @ B))
    second = proof.use(monotone, [n, p, n, n, y, f, Y, one, F, B], product, of_Y, of_F)
    total = proof.use(subadditive(proof), [n, p, x, y, b, X, Y], of_X, of_Y, of_B)
    rest = proof.use(ranks.trace_of_idempotent(proof), [n, f, F], idempotent, of_F)
    of_G = proof.use(ranks.trace_of_inverse(proof), [m, n, a, A, G], inverse, of_A)
    premises = (below(proof, first), below(proof, second), total, rest, of_G)
    goal = at_most(count(a) + count(b), count(c) + count(n))
    # f = n - tr(G A) = n - a.
    shown = proof.order(goal, premises, [(1, [0]), (1, [1]), (1, [2])], H3 + H4)
    return proof.conclude([m, n, p, a, b, c, A, B], hypotheses, shown)


@once
def frobenius(proof: Derivation) -> Theorem:
    """``rank(A B) + rank(B C) <= rank B + rank(A B C)`` (Frobenius), from Sylvester."""
    k, m, n, p, x, y, b, z = sizes(proof, "k m n p x y b z")
    A, B, C = proof.matrices(A=(k, m), B=(m, n), C=(n, p))
    shapes = [(A @ B, (k, n), x), (B @ C, (m, p), y), (B, (m, n), b), (A @ B @ C, (k, p), z)]
    hypotheses = [has_rank(*shape) for shape in shapes]
    of_AB, of_BC, of_B, of_ABC = map(proof.assume, hypotheses)
    (P, Q, _, _), (whole, *_) = factors(proof, of_B)
    left, right = A @ P, Q @ C
    (i, of_left), (j, of_right) = ranks_of(proof, left, right)
    monotone = ranks.monotone(proof)
    # rank(A B) <= rank(A P), as A B = A P Q; the same on the right.
    same = proof.combine(equal(A @ B, identity(k) @ left @ Q), A @ H0, whole)
    values = [k, n, k, b, x, i, A @ B, identity(k), left, Q]
    first = proof.use(monotone, values, same, of_AB, of_left)
    same = proof.combine(equal(B @ C, P @ right @ identity(p)), H0 @ C, whole)
    values = [m, p, b, p, y, j, B @ C, P, right, identity(p)]
    second = proof.use(monotone, values, same, of_BC, of_right)
    # The rank of A B C is that of (A P)(Q C).
    same = proof.combine(equal(left @ right, A @ B @ C), -1 * (A @ H0 @ C), whole)
    moved = same_rank(proof, same, of_ABC, (k, p), z)
    values = [k, b, p, i, j, z, left, right]
    total = proof.use(sylvester(proof), values, of_left, of_right, moved)
    premises = (below(proof, first), below(proof, second), total)
    goal = at_most(count(x) + count(y), count(b) + count(z))
    shown = proof.order(goal, premises, [(1, [0]), (1, [1]), (1, [2])])
    return proof.conclude([k, m, n, p, x, y, b, z, A, B, C], hypotheses, shown)


def same_rank(
    proof: Derivation, equation: Theorem, rank: Theorem, shape: tuple[str, str], r: str
) -> Theorem:
    """The rank of M is r, from ``M = N`` and that the rank of N is r."""
    M, _ = sides(equation)
    four, (whole, *units) = factors(proof, rank)
    P, Q, _, _ = four
    product = proof.combine(equal(M, P @ Q), H0 + H1, equation, whole)
    shown = proof.exhibit_all(has_rank(M, shape, r), four, proof.both(product, *units))
    return proof.close(shown, *four)


def injections(J: Term, K: Term, n: str, p: str) -> list[tuple[Term, Term]]:
    """The sides of ``J^T J = I``, ``K^T K = I`` and ``J^T K = 0``."""
    return [(J.T @ J, identity(n)), (K.T @ K, identity(p)), (J.T @ K, zero(n, p))]


def are_injections(J: Term, K: Term, n: str, p: str) -> Formula:
    """J and K are the `injections` of two blocks."""
    return both(*(equal(*pair) for pair in injections(J, K, n, p)))


def nested_in(
    proof: Derivation,
    pair: tuple[Term, Term, Term],
    whole: tuple[Term, Term, Term],
    known: tuple[Theorem, Theorem, Theorem, Theorem],
    equations: Sequence[Theorem],
) -> Theorem:
    """``rank N + rank C <= rank M`` for ``C = (I - N G) A``, ``N = M X`` and ``A = M Y``.

    Takes (N, A, G), (M, X, Y), that ``N G N = N``, the ranks of N, C and M, and equations that turn
    N and A into M X and M Y, or M back. With a {1}-inverse H of C the matrix
    ``N G + C H (I - N G)`` is idempotent, of the right trace, and a product M V.
    """
    (N, A, G), (M, X, Y), (inverse, of_N, of_C, of_M) = pair, whole, known
    (m, p), n, q = proof.shape(N), proof.shape(A)[1], proof.shape(M)[1]
    k, f, a = map(ranks.size_in, (of_N, of_C, of_M))
    one = identity(m)
    F = one - N @ G
    C = F @ A
    H, of_H = proof.ginv(C)
    HF, excess = H @ F, H0 @ G
    S, V = N @ G + C @ HF, X @ G + Y @ HF - X @ G @ A @ HF
    by = excess - excess @ A @ HF - C @ H @ excess + C @ H @ excess @ A @ HF + H1 @ HF
    idempotent = proof.combine(equal(S @ S, S), by, inverse, of_H)
    into = proof.by(equal(S, one @ M @ V), *equations)
    i, of_S = ranks.rank_of(proof, S)
    values = [m, m, m, q, i, a, S, one, M, V]
    low = below(proof, proof.use(ranks.monotone(proof), values, into, of_S, of_M))
    total = proof.use(ranks.trace_of_idempotent(proof), [m, i, S], idempotent, of_S)
    first = proof.use(ranks.trace_of_inverse(proof), [m, p, k, N, G], inverse, of_N)
    other = proof.use(ranks.trace_of_inverse(proof), [m, n, f, C, H], of_H, of_C)
    # tr(C H F) = tr(F C H) = tr(C H), as F C = C.
    fixes = proof.combine(equal(F @ C, C), H0 @ G @ A, inverse)
    goal, plus = at_most(count(k) + count(f), count(a)), -1 * H1 + H2 + H3 + tr(H4 @ H)
    return proof.order(goal, (low, total, first, other, fixes), [(1, [0])], plus)


@once
def block_row(proof: Derivation) -> Theorem:
    """``rank [A, B] = rank A + rank((I - A G) B)`` for every {1}-inverse G of A.

    Marsaglia and Styan (1974), Theorem 4. The row is ``A (J^T + G B K^T) + C K^T`` with
    ``C = (I - A G) B``, and ranks are subadditive; the other inequality is `nested_in`.
    """
    m, n, p, q, a, c, s = sizes(proof, "m n p q a c s")
    A, B, G = proof.matrices(A=(m, n), B=(m, p), G=(n, m))
    J, K = proof.matrices(J=(q, n), K=(q, p))
    M, one = A @ J.T + B @ K.T, identity(m)
    C = (one - A @ G) @ B
    hypotheses = [
        equal(A @ G @ A, A), are_injections(J, K, n, p),
        has_rank(A, (m, n), a), has_rank(C, (m, p), c), has_rank(M, (m, q), s),
    ]  # fmt: skip
    inverse, parts, of_A, of_C, of_M = map(proof.assume, hypotheses)
    equations = proof.parts(parts)
    least = nested_in(proof, (A, B, G), (M, J, K), (inverse, of_A, of_C, of_M), equations)
    right, monotone = J.T + G @ B @ K.T, ranks.monotone(proof)
    X, Y = A @ right, C @ K.T
    (x, of_X), (y, of_Y) = ranks_of(proof, X, Y)
    product = proof.by(equal(X, one @ A @ right))
    first = proof.use(monotone, [m, q, m, n, x, a, X, one, A, right], product, of_X, of_A)
    product = proof.by(equal(Y, one @ C @ K.T))
    second = proof.use(monotone, [m, q, m, p, y, c, Y, one, C, K.T], product, of_Y, of_C)
    total = proof.use(subadditive(proof), [m, q, x, y, s, X, Y], of_X, of_Y, of_M)
    premises = (below(proof, first), below(proof, second), total)
    bound = at_most(count(s), count(a) + count(c))
    most = proof.order(bound, premises, [(1, [0]), (1, [1]), (1, [2])])
    shown = proof.both(least, most)
    return proof.conclude([m, n, p, q, a, c, s, A, B, G, J, K], hypotheses, shown)
