"""When ranks add up, and ranks of products with what contains the kernel.

Each function proves a closed formula inside a given derivation; a rank r enters as ``tr(I_r)``.
"""

from __future__ import annotations

from proofs.kernel.formulas import at_most, both, equal, for_some, has_rank, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library import ranks
from proofs.library.derivation import Derivation
from proofs.library.rank_equalities import complements, nested, vanishing
from proofs.library.rank_sums import below
from proofs.library.ranks import H0, H1, H2, H3, H4, Factors, count, once, sizes, with_ranks
from symbolic.words.terms import Term, identity, zero


@once
def cancellable(proof: Derivation) -> Theorem:
    """``W U = I`` and ``V Y = I`` for some W and Y, if ``U V`` has the rank of the size between."""
    s, a, x = sizes(proof, "s a x")
    (U,), (V,) = proof.fresh("U", (s, a)), proof.fresh("V", (a, s))
    W, Y, one = Term("W0"), Term("Y0"), identity(a)
    body = both(equal(W @ U, one), equal(V @ Y, one))
    goal = for_some("W0", (a, s), for_some("Y0", (s, a), body))

    def prove(rank: Theorem, bound: Theorem) -> Theorem:
        def use(factors: Factors, known: list[Theorem]) -> Theorem:
            _, Q, L, R = factors
            by = L @ H0 @ R + H1 @ Q @ R + H2
            unit = proof.combine(equal(L @ U @ (V @ R), identity(x)), by, *known)
            axiom = proof.axiom("two_sided", x, a, L @ U, V @ R)
            turned = proof.apply(axiom, proof.both(unit, bound))  # V R L U = I_a
            parts = (
                proof.combine(equal(V @ R @ L @ U, one), H0, turned),
                proof.combine(equal(V @ (R @ L @ U), one), H0, turned),
            )
            return proof.exhibit_all(goal, [V @ R @ L, R @ L @ U], proof.both(*parts))

        return ranks.with_factors(proof, rank, use)

    hypotheses = [has_rank(U @ V, (s, s), x), size_at_most(a, x)]
    return proof.lemma([s, a, x, U, V], hypotheses, prove)


@once
def split_identity(proof: Derivation) -> Theorem:
    """``V U = I`` and ``V U' = 0``, where ``U V + U' V' = I_s`` and a + b <= s.

    Here a and b are the sizes between. U V and U' V' are complements whose product vanishes.
    """
    s, a, b = sizes(proof, "s a b")
    (U,), (V,) = proof.fresh("U", (s, a)), proof.fresh("V", (a, s))
    (U2,), (V2,) = proof.fresh("U2", (s, b)), proof.fresh("V2", (b, s))
    X, Y, one = U @ V, U2 @ V2, identity(s)
    goal = both(equal(V @ U, identity(a)), equal(V @ U2, zero(a, b)))

    def prove(whole: Theorem, bound: Theorem) -> Theorem:
        def ranked(x: str, of_X: Theorem, y: str, of_Y: Theorem, c: str, of_XY: Theorem) -> Theorem:
            narrow = ranks.through(proof)
            low = [
                below(proof, proof.use(narrow, [s, s, a, x, X, U, V], proof.by(equal(X, X)), of_X)),
                below(
                    proof, proof.use(narrow, [s, s, b, y, Y, U2, V2], proof.by(equal(Y, Y)), of_Y)
                ),
            ]
            lemma = complements(proof)
            total = proof.use(lemma, [s, x, y, c, X, Y], whole, of_X, of_Y, of_XY)
            ones = [(1, [n]) for n in range(4)]
            none = proof.order(at_most(count(c), zero(1, 1)), (*low, total, bound), ones)
            square = proof.nonnegative_square(identity(c))
            above = proof.order(at_most(zero(1, 1), count(c)), [square], [(1, [0])])
            flat = proof.squeeze(count(c), none, above)
            apart = proof.use(vanishing(proof), [s, s, c, X @ Y], of_XY, flat)
            wide = full(a, x, (low[1], total, bound, above))
            deep = full(b, y, (low[0], total, bound, above))
            first = proof.use(cancellable(proof), [s, a, x, U, V], of_X, wide)
            second = proof.use(cancellable(proof), [s, b, y, U2, V2], of_Y, deep)
            return proof.choose(first, ["W", "Y"], lambda one_: proof.choose(
                second, ["W", "Y"], lambda other: cancelled(apart, one_, other)
            ))  # fmt: skip

        def full(a_: str, x: str, known: tuple[Theorem, ...]) -> Theorem:
            """``a <= x``: x + y >= s >= a + b and y <= b."""
            ones = [(1, [n]) for n in range(4)]
            number = proof.order(at_most(count(a_), count(x)), known, ones)
            return proof.use(ranks.counted(proof), [a_, x], number)

        def cancelled(apart: Theorem, one_: Theorem, other: Theorem) -> Theorem:
            left, right = proof.parts(one_)
            right2 = proof.parts(other)[1]
            W = Term(left.conclusion[1][1])
            Z, Z2 = (Term(t.conclusion[1][2]) for t in (right, right2))
            # U V U V = U V, as U V (U V + U' V') = U V and U V U' V' = 0.
            square = proof.combine(equal(U @ V @ U @ V, U @ V), X @ H0 - H1, whole, apart)
            unit = proof.chain(
                V @ U,
                (W @ U @ V @ U, [left]),
                (W @ U @ V @ U @ V @ Z, [right]),
                (W @ U @ V @ Z, [square]),
                (identity(a), [left, right]),
            )
            none = proof.chain(
                V @ U2,
                (W @ U @ V @ U2, [left]),
                (W @ U @ V @ U2 @ V2 @ Z2, [right2]),
                (zero(a, b), [apart]),
            )
            return proof.logic(goal, unit, none)

        return with_ranks(proof, [X, Y, X @ Y], ranked)

    hypotheses = [equal(X + Y, one), at_most(count(a) + count(b), count(s))]
    return proof.lemma([s, a, b, U, V, U2, V2], hypotheses, prove)


@once
def additive(proof: Derivation) -> Theorem:
    """A Z A = A, A Z B = 0, B Z A = 0, B Z B = B for some Z, if rank(A + B) = rank A + rank B.

    Z is a {1}-inverse of A + B (Marsaglia and Styan 1974, Theorem 11).
    """
    m, n, a, b, s = sizes(proof, "m n a b s")
    A, B = proof.fresh("A B", (m, n))
    Z = Term("Z0")
    facts = [(A @ Z @ A, A), (A @ Z @ B, zero(m, n)), (B @ Z @ A, zero(m, n)), (B @ Z @ B, B)]
    goal = for_some("Z0", (n, m), both(*(equal(*sides) for sides in facts)))

    def prove(of_A: Theorem, of_B: Theorem, of_sum: Theorem, bound: Theorem) -> Theorem:
        def factored(x: Factors, y: Factors, z: Factors, known: list[Theorem]) -> Theorem:
            _, _, L, R = z
            U, V, U2, V2 = L @ x[0], x[1] @ R, L @ y[0], y[1] @ R
            by = -1 * (L @ H0 @ R) - L @ H1 @ R + L @ H2 @ R + H3 @ z[1] @ R + H4
            unit = proof.combine(equal(U @ V + U2 @ V2, identity(s)), by, *known)
            lemma = split_identity(proof)
            swapped = proof.combine(equal(U2 @ V2 + U @ V, identity(s)), H0, unit)
            turned = proof.order(at_most(count(b) + count(a), count(s)), [bound], [(1, [0])])
            one, none = proof.parts(proof.use(lemma, [s, a, b, U, V, U2, V2], unit, bound))
            two, zero_ = proof.parts(proof.use(lemma, [s, b, a, U2, V2, U, V], swapped, turned))
            found, of = R @ L, (known[0], known[1], one, none, two, zero_)
            shown = [
                proof.by(equal(A @ found @ A, A), *of),
                proof.by(equal(A @ found @ B, zero(m, n)), *of),
                proof.by(equal(B @ found @ A, zero(m, n)), *of),
                proof.by(equal(B @ found @ B, B), *of),
            ]
            return proof.exhibit(goal, found, proof.both(*shown))

        return ranks.with_factors(
            proof, of_A, lambda x, kx: ranks.with_factors(
                proof, of_B, lambda y, ky: ranks.with_factors(
                    proof, of_sum, lambda z, kz: factored(x, y, z, [kx[0], ky[0], *kz])
                )
            ),
        )  # fmt: skip

    hypotheses = [has_rank(M, (m, n), r) for M, r in ((A, a), (B, b), (A + B, s))]
    hypotheses.append(at_most(count(a) + count(b), count(s)))
    return proof.lemma([m, n, a, b, s, A, B], hypotheses, prove)


@once
def containing_kernel(proof: Derivation) -> Theorem:
    """``n + rank(A C) <= rank A + rank C``, where ``I - G A = C X``: C reaches the kernel of A."""
    m, n, p, a, c, f = sizes(proof, "m n p a c f")
    (A,), (C,) = proof.fresh("A", (m, n)), proof.fresh("C", (n, p))
    (G,), (X,) = proof.fresh("G", (n, m)), proof.fresh("X", (p, n))
    one, last = identity(n), identity(p)
    K = one - G @ A
    goal = at_most(count(n) + count(f), count(a) + count(c))

    def prove(inverse: Theorem, form: Theorem, *of: Theorem) -> Theorem:
        of_A, of_C, of_AC = of
        D = (one - K @ one) @ C
        idempotent = proof.combine(equal(K @ one @ K, K), G @ H0, inverse)
        back = proof.combine(equal(A @ C, A @ D @ last), -1 * (H0 @ C), inverse)

        def add(k: str, of_K: Theorem, d: str, of_D: Theorem) -> Theorem:
            values = [n, p, n, k, d, c, C, K, X, one]
            first = proof.use(nested(proof), values, form, idempotent, of_K, of_D, of_C)
            values = [m, p, n, p, f, d, A @ C, A, D, last]
            second = below(proof, proof.use(ranks.monotone(proof), values, back, of_AC, of_D))
            square = proof.combine(equal(K @ K, K), H0, idempotent)
            trace = proof.use(ranks.trace_of_idempotent(proof), [n, k, K], square, of_K)
            of_G = proof.use(ranks.trace_of_inverse(proof), [m, n, a, A, G], inverse, of_A)
            premises = (first, second, trace, of_G)
            plus = -1 * H2 - H3
            return proof.order(goal, premises, [(1, [0]), (1, [1])], plus.tree)

        return with_ranks(proof, [K, D], add)

    hypotheses = [
        equal(A @ G @ A, A), equal(K, C @ X),
        has_rank(A, (m, n), a), has_rank(C, (n, p), c), has_rank(A @ C, (m, p), f),
    ]  # fmt: skip
    return proof.lemma([m, n, p, a, c, f, A, C, G, X], hypotheses, prove)
