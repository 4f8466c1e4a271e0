"""The rank of a matrix for all sizes: what a full-rank factorization says, from the axioms alone.

The rank of M is r when ``M = P Q`` goes through the size r with ``L P = I`` and ``Q R = I``
(`proofs.kernel.formulas.has_rank`). As a number it is ``tr(I_r)``, the count of r. Each function
proves a closed formula inside a given derivation, to be used as a lemma there;
`proofs.library.rank_sums` has those that add ranks up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from weakref import WeakKeyDictionary

from proofs.kernel.formulas import at_most, either, equal, has_rank, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from symbolic.words.terms import Term, Tree, identity, kron, tr, zero

H0, H1, H2, H3, H4 = (Term(f"${n}") for n in range(5))
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


def with_ranks(
    proof: Derivation, matrices: Sequence[Term], use: Callable[..., Theorem], *found: object
) -> Theorem:
    """What follows from the ranks of several matrices: `use` of r, its theorem, and so on."""
    if not matrices:
        return use(*found)
    first, *rest = matrices
    return with_rank(proof, first, lambda r, of: with_ranks(proof, rest, use, *found, r, of))


@once
def through(proof: Derivation) -> Theorem:
    """What goes through a size has at most this rank: ``M = U V`` implies r <= k."""
    m, n, k, r = sizes(proof, "m n k r")
    (M,), (U,), (V,) = (proof.fresh(x, s) for x, s in (("M", (m, n)), ("U", (m, k)), ("V", (k, n))))

    def prove(whole: Theorem, rank: Theorem) -> Theorem:
        def use(factors: Factors, known: list[Theorem]) -> Theorem:
            _, _, L, R = factors
            # I = L P Q R = L M R = (L U)(V R).
            by = -1 * (L @ H0 @ R) + L @ H1 @ R + H2 @ factors[1] @ R + H3
            unit = proof.combine(equal(L @ U @ V @ R, identity(r)), by, whole, *known)
            return proof.apply(proof.axiom("pigeonhole", r, k, L @ U, V @ R), unit)

        return with_factors(proof, rank, use)

    return proof.lemma([m, n, k, r, M, U, V], [equal(M, U @ V), has_rank(M, (m, n), r)], prove)


def compared(
    proof: Derivation, whole: Theorem, of_M: Theorem, of_N: Theorem, sides: tuple[Term, Term]
) -> Theorem:
    """``r <= s`` from ``M = U N V`` for one pair of matrices, as `monotone` says of all."""
    U, V = sides

    def first(x: Factors, known: list[Theorem]) -> Theorem:
        def second(y: Factors, found: list[Theorem]) -> Theorem:
            (P, _, L, R), (P2, Q2, _, _) = x, y
            # I = L P Q R = L M R = L U N V R.
            by = -1 * (L @ U @ Term("$4") @ V @ R) - L @ H0 @ R + L @ H1 @ R + H2 @ x[1] @ R + H3
            left, right = L @ U @ P2, Q2 @ V @ R
            r, s = proof.shape(P)[1], proof.shape(P2)[1]
            unit = proof.combine(equal(left @ right, identity(r)), by, whole, *known, found[0])
            return proof.apply(proof.axiom("pigeonhole", r, s, left, right), unit)

        return with_factors(proof, of_N, second)

    return with_factors(proof, of_M, first)


@once
def monotone(proof: Derivation) -> Theorem:
    """``rank M <= rank N`` where ``M = U N V``: products, and full-rank factors both ways."""
    lemma = through(proof)
    m, n, p, q, r, s = sizes(proof, "m n p q r s")
    (M,), (U,) = proof.fresh("M", (m, n)), proof.fresh("U", (m, p))
    (N,), (V,) = proof.fresh("N", (p, q)), proof.fresh("V", (q, n))

    def prove(product: Theorem, of_M: Theorem, of_N: Theorem) -> Theorem:
        def use(factors: Factors, known: list[Theorem]) -> Theorem:
            P, Q, _, _ = factors
            whole = proof.combine(equal(M, U @ P @ (Q @ V)), H0 + U @ H1 @ V, product, known[0])
            return proof.use(lemma, [m, n, s, r, M, U @ P, Q @ V], whole, of_M)

        return with_factors(proof, of_N, use)

    ranks = has_rank(M, (m, n), r), has_rank(N, (p, q), s)
    return proof.lemma([m, n, p, q, r, s, M, U, N, V], [equal(M, U @ N @ V), *ranks], prove)


@once
def unique(proof: Derivation) -> Theorem:
    """A matrix has one rank: r <= s for any two ranks of it, hence also s <= r."""
    lemma = monotone(proof)
    m, n, r, s = sizes(proof, "m n r s")
    (M,) = proof.fresh("M", (m, n))

    def prove(one: Theorem, other: Theorem) -> Theorem:
        same = proof.by(equal(M, identity(m) @ M @ identity(n)))
        values = [m, n, m, n, r, s, M, identity(m), M, identity(n)]
        return proof.use(lemma, values, same, one, other)

    ranks = [has_rank(M, (m, n), size) for size in (r, s)]
    return proof.lemma([m, n, r, s, M], ranks, prove)


@once
def transposed(proof: Derivation) -> Theorem:
    """The transpose has the same rank: ``M^T = Q^T P^T``."""
    m, n, r = sizes(proof, "m n r")
    (M,) = proof.fresh("M", (m, n))
    goal = has_rank(M.T, (n, m), r)

    def prove(rank: Theorem) -> Theorem:
        def use(factors: Factors, known: list[Theorem]) -> Theorem:
            P, Q, L, R = factors
            one = identity(r)
            parts = (
                proof.combine(equal(M.T, Q.T @ P.T), H0.T, known[0]),
                proof.combine(equal(R.T @ Q.T, one), H0.T, known[2]),
                proof.combine(equal(P.T @ L.T, one), H0.T, known[1]),
            )
            return proof.exhibit_all(goal, [Q.T, P.T, R.T, L.T], proof.both(*parts))

        return with_factors(proof, rank, use)

    return proof.lemma([m, n, r, M], [has_rank(M, (m, n), r)], prove)


@once
def trace_of_inverse(proof: Derivation) -> Theorem:
    """``tr(M G) = tr(I_r)`` for a {1}-inverse G of a matrix of rank r: the rank is a trace.

    ``P Q G P Q = P Q`` gives ``Q G P = I``, both factors being cancelled.
    """
    m, n, r = sizes(proof, "m n r")
    (M,), (G,) = proof.fresh("M", (m, n)), proof.fresh("G", (n, m))
    one = identity(r)

    def prove(inverse: Theorem, rank: Theorem) -> Theorem:
        def use(factors: Factors, known: list[Theorem]) -> Theorem:
            P, Q, L, R = factors
            inner = proof.by(equal(L @ M @ G @ M @ R, Q @ G @ P), *known)
            outer = proof.by(equal(L @ M @ R, one), *known)
            by = L @ H0 @ R - H1 + H2
            unit = proof.combine(equal(Q @ G @ P, one), by, inverse, inner, outer)
            return proof.combine(equal(tr(M @ G), count(r)), tr(H0 @ G) + tr(H1), known[0], unit)

        return with_factors(proof, rank, use)

    return proof.lemma([m, n, r, M, G], [equal(M @ G @ M, M), has_rank(M, (m, n), r)], prove)


@once
def trace_of_idempotent(proof: Derivation) -> Theorem:
    """``tr E = tr(I_r)`` for ``E E = E`` of rank r: the identity is a {1}-inverse of E."""
    lemma = trace_of_inverse(proof)
    n, r = sizes(proof, "n r")
    (E,) = proof.fresh("E", (n, n))

    def prove(idempotent: Theorem, rank: Theorem) -> Theorem:
        one = identity(n)
        inverse = proof.combine(equal(E @ one @ E, E), H0, idempotent)
        found = proof.use(lemma, [n, n, r, E, one], inverse, rank)
        return proof.combine(equal(tr(E), count(r)), H0, found)

    return proof.lemma([n, r, E], [equal(E @ E, E), has_rank(E, (n, n), r)], prove)


@once
def gram(proof: Derivation) -> Theorem:
    """``rank(A^T A) = rank A``: r <= s and s <= r, from ``A = A (A^T A)^- A^T A``."""
    from proofs.library.generalized_inverses import projection_fixes

    lemma = monotone(proof)
    m, n, r, s = sizes(proof, "m n r s")
    (A,) = proof.fresh("A", (m, n))

    def prove(of_gram: Theorem, of_A: Theorem) -> Theorem:
        def use(G: Term, inverse: Theorem) -> Theorem:
            fixes = projection_fixes(proof, A, G, inverse)
            product = proof.by(equal(A.T @ A, A.T @ A @ identity(n)))
            back = proof.combine(equal(A, A @ G @ (A.T @ A) @ identity(n)), -1 * H0, fixes)
            values = [n, n, m, n, s, r, A.T @ A, A.T, A, identity(n)]
            low = proof.use(lemma, values, product, of_gram, of_A)
            values = [m, n, n, n, r, s, A, A @ G, A.T @ A, identity(n)]
            return proof.both(low, proof.use(lemma, values, back, of_A, of_gram))

        return proof.with_ginv(A.T @ A, use)

    ranks = has_rank(A.T @ A, (n, n), s), has_rank(A, (m, n), r)
    return proof.lemma([m, n, r, s, A], ranks, prove)


@once
def counted(proof: Derivation) -> Theorem:
    """``r <= s`` from ``tr(I_r) <= tr(I_s)``: numbers and sizes are ordered alike."""
    r, s = sizes(proof, "r s")

    def prove(bound: Theorem) -> Theorem:
        def larger(above: Theorem) -> Theorem:
            strictly = proof.apply(proof.axiom("count_strictly", s, r), above)
            products = [(1, [0]), (1, [1])]
            none = proof.order(("false",), (bound, strictly), products)
            return proof.absurd(size_at_most(r, s), none)

        return proof.cases(proof.axiom("compare", r, s), lambda found: found, larger)

    return proof.lemma([r, s], [at_most(count(r), count(s))], prove)


@once
def vanishing_kronecker(proof: Derivation) -> Theorem:
    """``A kron B = 0`` implies A = 0 or B = 0: the product of their squares vanishes."""
    m, n, p, q = sizes(proof, "m n p q")
    (A,), (B,) = proof.fresh("A", (m, n)), proof.fresh("B", (p, q))
    both_, nothing = kron(A, B), kron(zero(m, n), zero(p, q))
    goal = either(equal(A, zero(m, n)), equal(B, zero(p, q)))
    a, b = tr(A.T @ A), tr(B.T @ B)

    def prove(given: Theorem) -> Theorem:
        product = proof.combine(equal(a @ b, zero(1, 1)), tr(both_.T @ H0), given)

        def left(none: Theorem) -> Theorem:
            return proof.either(goal, proof.apply(proof.axiom("definite", m, n, A), none))

        def divide(inverse: Theorem) -> Theorem:
            u = Term(inverse.conclusion[1][-1])
            square = proof.combine(equal(b, zero(1, 1)), u @ H0 - H1 @ b, product, inverse)
            return proof.either(goal, proof.apply(proof.axiom("definite", p, q, B), square))

        choice = proof.axiom("reciprocal", a)
        return proof.cases(choice, left, lambda some: proof.choose(some, ["u"], divide))

    return proof.lemma([m, n, p, q, A, B], [equal(both_, nothing)], prove)
