"""Ranks of two matrices side by side, without the block matrix.

Each function proves a closed formula inside a given derivation; a rank r enters as ``tr(I_r)``.
"""

from __future__ import annotations

from proofs.kernel.formulas import equal, has_rank
from proofs.kernel.rules import Theorem
from proofs.library import ranks
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, H2, H3, H4, H5, H6
from proofs.library.rank_equalities import equal_rank, nested
from proofs.library.ranks import count, once, sizes
from symbolic.words.terms import Term, identity, tr, zero


@once
def disjoint(proof: Derivation) -> Theorem:
    """``rank X + rank Y <= rank(X + Y)``, where E X = X, E Y = 0, X F = X and Y F = 0."""
    m, n, x, y, z = sizes(proof, "m n x y z")
    X, Y = proof.fresh("X Y", (m, n))
    E, F = proof.matrices(E=(m, m), F=(n, n))
    Z = X + Y
    hypotheses = [
        equal(E @ X, X), equal(E @ Y, zero(m, n)), equal(X @ F, X), equal(Y @ F, zero(m, n)),
        has_rank(X, (m, n), x), has_rank(Y, (m, n), y), has_rank(Z, (m, n), z),
    ]  # fmt: skip
    kept, gone, kept_too, gone_too, *of = map(proof.assume, hypotheses)
    of_X, of_Y, of_Z = of
    G, inverse = proof.ginv(X)
    # X = Z F, and G E is a {1}-inverse of X with (I - X G E) Z = Y.
    form = proof.combine(equal(X, Z @ F), -1 * H0 - H1, kept_too, gone_too)
    again = proof.combine(equal(X @ G @ E @ X, X), X @ G @ H0 + H1, kept, inverse)
    C = (identity(m) - X @ G @ E) @ Z
    same = proof.combine(equal(Y, C), X @ G @ (H0 + H1) + H2, kept, gone, inverse)
    of_C = equal_rank(proof, same, of_Y, (m, n), y)
    values = [m, n, n, x, y, z, Z, X, F, G @ E]
    shown = proof.use(nested(proof), values, form, again, of_X, of_C, of_Z)
    return proof.conclude([m, n, x, y, z, X, Y, E, F], hypotheses, shown)


@once
def side_by_side(proof: Derivation) -> Theorem:
    """``rank A + rank((I - A G) B) = rank B + rank((I - B H) A)`` for {1}-inverses G and H.

    Both are the rank of [A, B] (Marsaglia and Styan 1974): the traces of two idempotents onto its
    range.
    """
    m, n, p, a, b, c, d = sizes(proof, "m n p a b c d")
    A, B, G, H = proof.matrices(A=(m, n), B=(m, p), G=(n, m), H=(p, m))
    E, F = identity(m) - B @ H, identity(m) - A @ G
    C, D = F @ B, E @ A
    hypotheses = [
        equal(A @ G @ A, A), equal(B @ H @ B, B),
        has_rank(A, (m, n), a), has_rank(B, (m, p), b),
        has_rank(C, (m, p), c), has_rank(D, (m, n), d),
    ]  # fmt: skip
    of_G, of_H, *of = map(proof.assume, hypotheses)
    (K, of_K), (L, of_L) = proof.ginv(C), proof.ginv(D)
    S, T = A @ G + C @ K @ F, B @ H + D @ L @ E
    # S keeps A and B, and T is made of them; and the other way round.
    first = _keeps(proof, (A, B), (S, T), C @ K, (of_G, of_K), (L @ E, H - H @ A @ L @ E))
    other = _keeps(proof, (B, A), (T, S), D @ L, (of_H, of_L), (K @ F, G - G @ B @ K @ F))
    values = [(m, n, a, A, G), (m, p, b, B, H), (m, p, c, C, K), (m, n, d, D, L)]
    counted = [
        proof.use(ranks.trace_of_inverse(proof), value, inverse, rank)
        for value, inverse, rank in zip(values, (of_G, of_H, of_K, of_L), of, strict=True)
    ]
    same = proof.combine(equal(tr(S), tr(T)), tr(H0) - tr(H1), first, other)
    # F C = C and E D = D, so that tr(C K F) = tr(C K) and tr(D L E) = tr(D L).
    fixed = [
        proof.combine(equal(F @ C, C), H0 @ G @ B, of_G),
        proof.combine(equal(E @ D, D), H0 @ H @ A, of_H),
    ]
    by = H4 - H0 - H2 + H1 + H3 + tr(H6 @ L) - tr(H5 @ K)
    goal = equal(count(a) + count(c), count(b) + count(d))
    shown = proof.combine(goal, by, *counted, same, *fixed)
    return proof.conclude([m, n, p, a, b, c, d, A, B, G, H], hypotheses, shown)


def _keeps(
    proof: Derivation,
    sides: tuple[Term, Term],
    pair: tuple[Term, Term],
    CK: Term,
    inverses: tuple[Theorem, Theorem],
    factors: tuple[Term, Term],
) -> Theorem:
    """``S T = T`` for ``S = A G + C K (I - A G)``, which keeps A and B, and ``T = A X + B Y``."""
    (A, B), (S, T), (X, Y), (of_G, of_K) = sides, pair, factors, inverses
    first = proof.combine(equal(S @ A, A), H0 - CK @ H0, of_G)
    other = proof.combine(equal(S @ B, B), H0, of_K)
    return proof.combine(equal(S @ T, T), H0 @ X + H1 @ Y, first, other)
