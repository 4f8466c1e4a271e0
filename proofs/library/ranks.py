"""The rank of a matrix for all sizes: what a full-rank factorization says, from the axioms alone.

The rank of M is r when ``M = P Q`` goes through the size r with ``L P = I`` and ``Q R = I``
(`proofs.kernel.formulas.has_rank`). As a number it is ``tr(I_r)``, the count of r. Each function
proves a closed formula inside a given derivation, to be used as a lemma there;
`proofs.library.rank_sums` has those that add ranks up.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from weakref import WeakKeyDictionary

from proofs.kernel.formulas import FALSE, NONE, at_most, either, equal, has_rank, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.equations import HOLES
from proofs.library.generalized_inverses import projection_fixes
from symbolic.words.terms import Term, Tree, identity, kron, tr, zero

H0, H1, H2, H3, H4, *_ = HOLES
"""The premises of a combination."""


Lemma = Callable[[Derivation], Theorem]
Factors = tuple[Term, Term, Term, Term]
"""P, Q, L, R with ``M = P Q``, ``L P = I`` and ``Q R = I``."""


def once(prove: Lemma) -> Lemma:
    """A lemma that is proved once in each derivation."""
    known: WeakKeyDictionary[Derivation, Theorem] = WeakKeyDictionary()

    @wraps(prove)
    def lemma(proof: Derivation) -> Theorem:
        if proof not in known:
            known[proof] = prove(proof)
        return known[proof]

    return lemma


def count(size: Tree) -> Term:
    """``tr(I_r)``: a size as a number."""
    return tr(identity(size))


def sizes(proof: Derivation, names: str) -> list[str]:
    """New sizes, called like the given names."""
    return [proof.new(name, "size") for name in names.split()]


def factors(proof: Derivation, rank: Theorem) -> tuple[Factors, list[Theorem]]:
    """P, Q, L, R as obtained terms, with ``M = P Q``, ``L P = I`` and ``Q R = I``; from a rank."""
    (P, Q, L, R), known = proof.obtain(rank, "P", "Q", "L", "R")
    return (P, Q, L, R), proof.parts(known)


def rank_of(proof: Derivation, M: Term) -> tuple[str, Theorem]:
    """The rank r of a matrix as an obtained name, and that it is the rank; there always is one."""
    (r,), rank = proof.obtain(proof.axiom("factorization", *proof.shape(M), M), "r")
    return str(r.tree), rank


def size_in(rank: Theorem) -> str:
    """The size r, from that r is the rank of a matrix."""
    _, _, (_, r), _ = rank.conclusion
    return str(r)


def ranks_of(proof: Derivation, *matrices: Term) -> list[tuple[str, Theorem]]:
    """The rank of each matrix, as `rank_of` gives it."""
    return [rank_of(proof, M) for M in matrices]


def with_factors(
    proof: Derivation,
    rank: Theorem,
    use: Callable[[Factors, list[Theorem]], Theorem],
) -> Theorem:
    """What follows from P, Q, L, R with ``M = P Q``, ``L P = I`` and ``Q R = I``."""

    def opened(factors: Theorem) -> Theorem:
        known = proof.parts(factors)
        L, P = (Term(x) for x in known[1].conclusion[1][1:])
        Q, R = (Term(x) for x in known[2].conclusion[1][1:])
        return use((P, Q, L, R), known)

    return proof.choose(rank, ["P", "Q", "L", "R"], opened)


def with_rank(proof: Derivation, M: Term, use: Callable[[str, Theorem], Theorem]) -> Theorem:
    """What follows from the rank r of a matrix; there always is one."""
    rows, cols = proof.shape(M)

    def opened(rank: Theorem) -> Theorem:
        return use(rank.conclusion[2][1], rank)

    return proof.choose(proof.axiom("factorization", rows, cols, M), ["r"], opened)


@once
def through(proof: Derivation) -> Theorem:
    """What goes through a size has at most this rank: ``M = U V`` implies r <= k."""
    m, n, k, r = sizes(proof, "m n k r")
    M, U, V = proof.matrices(M=(m, n), U=(m, k), V=(k, n))
    hypotheses = [equal(M, U @ V), has_rank(M, (m, n), r)]
    whole, rank = map(proof.assume, hypotheses)
    (_, Q, L, R), known = factors(proof, rank)
    # I = L P Q R = L M R = (L U)(V R).
    by = -1 * (L @ H0 @ R) + L @ H1 @ R + H2 @ Q @ R + H3
    unit = proof.combine(equal(L @ U @ V @ R, identity(r)), by, whole, *known)
    shown = proof.apply(proof.axiom("pigeonhole", r, k, L @ U, V @ R), unit)
    return proof.conclude([m, n, k, r, M, U, V], hypotheses, shown)


def compared(
    proof: Derivation, whole: Theorem, of_M: Theorem, of_N: Theorem, sides: tuple[Term, Term]
) -> Theorem:
    """``r <= s`` from ``M = U N V`` for one pair of matrices, as `monotone` says of all."""
    U, V = sides
    first, known = factors(proof, of_M)
    second, (whole_N, *_) = factors(proof, of_N)
    (P, Q, L, R), (P2, Q2, _, _) = first, second
    # I = L P Q R = L M R = L U N V R.
    by = -1 * (L @ U @ H4 @ V @ R) - L @ H0 @ R + L @ H1 @ R + H2 @ Q @ R + H3
    left, right = L @ U @ P2, Q2 @ V @ R
    r, s = proof.shape(P)[1], proof.shape(P2)[1]
    unit = proof.combine(equal(left @ right, identity(r)), by, whole, *known, whole_N)
    shown = proof.apply(proof.axiom("pigeonhole", r, s, left, right), unit)
    return proof.close(shown, *first, *second)


@once
def monotone(proof: Derivation) -> Theorem:
    """``rank M <= rank N`` where ``M = U N V``: products, and full-rank factors both ways."""
    m, n, p, q, r, s = sizes(proof, "m n p q r s")
    M, U, N, V = proof.matrices(M=(m, n), U=(m, p), N=(p, q), V=(q, n))
    hypotheses = [equal(M, U @ N @ V), has_rank(M, (m, n), r), has_rank(N, (p, q), s)]
    product, of_M, of_N = map(proof.assume, hypotheses)
    (P, Q, _, _), (whole_N, *_) = factors(proof, of_N)
    whole = proof.combine(equal(M, U @ P @ (Q @ V)), H0 + U @ H1 @ V, product, whole_N)
    shown = proof.use(through(proof), [m, n, s, r, M, U @ P, Q @ V], whole, of_M)
    return proof.conclude([m, n, p, q, r, s, M, U, N, V], hypotheses, shown)


@once
def unique(proof: Derivation) -> Theorem:
    """A matrix has one rank: r <= s for any two ranks of it, hence also s <= r."""
    m, n, r, s = sizes(proof, "m n r s")
    (M,) = proof.matrices(M=(m, n))
    hypotheses = [has_rank(M, (m, n), size) for size in (r, s)]
    one, other = map(proof.assume, hypotheses)
    same = proof.by(equal(M, identity(m) @ M @ identity(n)))
    values = [m, n, m, n, r, s, M, identity(m), M, identity(n)]
    shown = proof.use(monotone(proof), values, same, one, other)
    return proof.conclude([m, n, r, s, M], hypotheses, shown)


@once
def transposed(proof: Derivation) -> Theorem:
    """The transpose has the same rank: ``M^T = Q^T P^T``."""
    m, n, r = sizes(proof, "m n r")
    (M,) = proof.matrices(M=(m, n))
    rank, one = has_rank(M, (m, n), r), identity(r)
    (P, Q, L, R), (whole, left, right) = factors(proof, proof.assume(rank))
    parts = (
        proof.combine(equal(M.T, Q.T @ P.T), H0.T, whole),
        proof.combine(equal(R.T @ Q.T, one), H0.T, right),
        proof.combine(equal(P.T @ L.T, one), H0.T, left),
    )
    goal = has_rank(M.T, (n, m), r)
    shown = proof.exhibit_all(goal, [Q.T, P.T, R.T, L.T], proof.both(*parts))
    return proof.conclude([m, n, r, M], [rank], shown)


@once
def trace_of_inverse(proof: Derivation) -> Theorem:
    """``tr(M G) = tr(I_r)`` for a {1}-inverse G of a matrix of rank r: the rank is a trace.

    ``P Q G P Q = P Q`` gives ``Q G P = I``, both factors being cancelled.
    """
    m, n, r = sizes(proof, "m n r")
    M, G = proof.matrices(M=(m, n), G=(n, m))
    hypotheses = [equal(M @ G @ M, M), has_rank(M, (m, n), r)]
    inverse, rank = map(proof.assume, hypotheses)
    (P, Q, L, R), known = factors(proof, rank)
    inner = proof.by(equal(L @ M @ G @ M @ R, Q @ G @ P), *known)
    outer = proof.by(equal(L @ M @ R, identity(r)), *known)
    by = L @ H0 @ R - H1 + H2
    unit = proof.combine(equal(Q @ G @ P, identity(r)), by, inverse, inner, outer)
    shown = proof.combine(equal(tr(M @ G), count(r)), tr(H0 @ G) + tr(H1), known[0], unit)
    return proof.conclude([m, n, r, M, G], hypotheses, shown)


@once
def trace_of_idempotent(proof: Derivation) -> Theorem:
    """``tr E = tr(I_r)`` for ``E E = E`` of rank r: the identity is a {1}-inverse of E."""
    n, r = sizes(proof, "n r")
    (E,) = proof.matrices(E=(n, n))
    hypotheses = [equal(E @ E, E), has_rank(E, (n, n), r)]
    idempotent, rank = map(proof.assume, hypotheses)
    one = identity(n)
    inverse = proof.combine(equal(E @ one @ E, E), H0, idempotent)
    found = proof.use(trace_of_inverse(proof), [n, n, r, E, one], inverse, rank)
    shown = proof.combine(equal(tr(E), count(r)), H0, found)
    return proof.conclude([n, r, E], hypotheses, shown)


@once
def gram(proof: Derivation) -> Theorem:
    """``rank(A^T A) = rank A``: r <= s and s <= r, from ``A = A (A^T A)^- A^T A``."""
    m, n, r, s = sizes(proof, "m n r s")
    (A,) = proof.matrices(A=(m, n))
    hypotheses = [has_rank(A.T @ A, (n, n), s), has_rank(A, (m, n), r)]
    of_gram, of_A = map(proof.assume, hypotheses)
    one, lemma = identity(n), monotone(proof)
    G, inverse = proof.ginv(A.T @ A)
    fixes = projection_fixes(proof, A, G, inverse)
    product = proof.by(equal(A.T @ A, A.T @ A @ one))
    back = proof.combine(equal(A, A @ G @ (A.T @ A) @ one), -1 * H0, fixes)
    values = [n, n, m, n, s, r, A.T @ A, A.T, A, one]
    low = proof.use(lemma, values, product, of_gram, of_A)
    values = [m, n, n, n, r, s, A, A @ G, A.T @ A, one]
    shown = proof.both(low, proof.use(lemma, values, back, of_A, of_gram))
    return proof.conclude([m, n, r, s, A], hypotheses, shown)


@once
def counted(proof: Derivation) -> Theorem:
    """``r <= s`` from ``tr(I_r) <= tr(I_s)``: numbers and sizes are ordered alike."""
    r, s = sizes(proof, "r s")
    bound = at_most(count(r), count(s))
    choice = proof.axiom("compare", r, s)
    found, above = proof.alternatives(choice)
    strictly = proof.apply(proof.axiom("count_strictly", s, r), above)
    absurd = proof.order(FALSE, (proof.assume(bound), strictly), [(1, [0]), (1, [1])])
    shown = proof.from_both(choice, found, proof.absurd(size_at_most(r, s), absurd))
    return proof.conclude([r, s], [bound], shown)


@once
def vanishing_kronecker(proof: Derivation) -> Theorem:
    """``A kron B = 0`` implies A = 0 or B = 0: the product of their squares vanishes."""
    m, n, p, q = sizes(proof, "m n p q")
    A, B = proof.matrices(A=(m, n), B=(p, q))
    given = equal(kron(A, B), kron(zero(m, n), zero(p, q)))
    a, b = tr(A.T @ A), tr(B.T @ B)
    product = proof.combine(equal(a @ b, NONE), tr(kron(A, B).T @ H0), proof.assume(given))
    choice, no_A, u, inverse = proof.reciprocal(a)
    no_B = proof.combine(equal(b, NONE), u @ H0 - H1 @ b, product, inverse)
    goal = either(equal(A, zero(m, n)), equal(B, zero(p, q)))
    shown = proof.vanishing(A, no_A), proof.vanishing(B, no_B)
    one_of_them = proof.from_both(choice, *(proof.either(goal, each) for each in shown))
    return proof.conclude([m, n, p, q, A, B], [given], one_of_them)
