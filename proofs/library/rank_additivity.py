"""When ranks add up, and ranks of products with what contains the kernel.

Each function proves a closed formula inside a given derivation; a rank r enters as ``tr(I_r)``.
"""

from __future__ import annotations

from proofs.kernel.formulas import (
    NONE,
    Formula,
    at_most,
    both,
    equal,
    for_some,
    has_rank,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library import ranks
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, H2, H3
from proofs.library.rank_equalities import complements, nested, vanishing
from proofs.library.rank_sums import below, sum_through
from proofs.library.ranks import Factors, count, factors, once, ranks_of, sizes
from symbolic.words.terms import Term, identity, zero


@once
def cancellable(proof: Derivation) -> Theorem:
    """``W U = I`` and ``V Y = I`` for some W and Y, if ``U V`` has the rank of the size between."""
    s, a, x = sizes(proof, "s a x")
    U, V = proof.matrices(U=(s, a), V=(a, s))
    one = identity(a)
    hypotheses = [has_rank(U @ V, (s, s), x), size_at_most(a, x)]
    body = both(equal(Term("W0") @ U, one), equal(V @ Term("Y0"), one))
    goal = for_some("W0", (a, s), for_some("Y0", (s, a), body))
    rank, bound = map(proof.assume, hypotheses)
    (_, Q, L, R), known = factors(proof, rank)
    by = L @ H0 @ R + H1 @ Q @ R + H2
    unit = proof.combine(equal(L @ U @ (V @ R), identity(x)), by, *known)
    axiom = proof.axiom("two_sided", x, a, L @ U, V @ R)
    turned = proof.apply(axiom, proof.both(unit, bound))  # V R L U = I_a
    parts = (
        proof.combine(equal(V @ R @ L @ U, one), H0, turned),
        proof.combine(equal(V @ (R @ L @ U), one), H0, turned),
    )
    shown = proof.exhibit_all(goal, [V @ R @ L, R @ L @ U], proof.both(*parts))
    return proof.conclude([s, a, x, U, V], hypotheses, shown)


def _complementary(
    proof: Derivation, sides: Factors, whole: Theorem, bound: Theorem
) -> tuple[Theorem, Theorem, Theorem]:
    """``X Y = 0`` and what is `cancellable` of ``X = U V`` and of ``Y = U' V'``.

    From X + Y = I_s and a + b <= s, the sizes between: x + y >= s >= a + b, x <= a and y <= b.
    """
    U, V, U2, V2 = sides
    (s, a), b = proof.shape(U), proof.shape(U2)[1]
    X, Y = U @ V, U2 @ V2
    (x, of_X), (y, of_Y), (c, of_XY) = ranks_of(proof, X, Y, X @ Y)
    narrow = ranks.through(proof)
    few = proof.use(narrow, [s, s, a, x, X, U, V], proof.by(equal(X, X)), of_X)
    few2 = proof.use(narrow, [s, s, b, y, Y, U2, V2], proof.by(equal(Y, Y)), of_Y)
    low, low2 = below(proof, few), below(proof, few2)
    total = proof.use(complements(proof), [s, x, y, c, X, Y], whole, of_X, of_Y, of_XY)
    ones = [(1, [n]) for n in range(4)]
    none = proof.order(at_most(count(c), NONE), (low, low2, total, bound), ones)
    square = proof.nonnegative_square(identity(c))
    above = proof.order(at_most(NONE, count(c)), [square], [(1, [0])])
    flat = proof.squeeze(count(c), none, above)
    apart = proof.use(vanishing(proof), [s, s, c, X @ Y], of_XY, flat)
    wide = proof.order(at_most(count(a), count(x)), (low2, total, bound, above), ones)
    deep = proof.order(at_most(count(b), count(y)), (low, total, bound, above), ones)
    counted, lemma = ranks.counted(proof), cancellable(proof)
    first = proof.use(lemma, [s, a, x, U, V], of_X, proof.use(counted, [a, x], wide))
    second = proof.use(lemma, [s, b, y, U2, V2], of_Y, proof.use(counted, [b, y], deep))
    return apart, first, second


@once
def split_identity(proof: Derivation) -> Theorem:
    """``V U = I`` and ``V U' = 0``, where ``U V + U' V' = I_s`` and a + b <= s.

    Here a and b are the sizes between. U V and U' V' are complements whose product vanishes.
    """
    s, a, b = sizes(proof, "s a b")
    U, V, U2, V2 = proof.matrices(U=(s, a), V=(a, s), U2=(s, b), V2=(b, s))
    hypotheses = [equal(U @ V + U2 @ V2, identity(s)), at_most(count(a) + count(b), count(s))]
    whole, bound = map(proof.assume, hypotheses)
    apart, first, second = _complementary(proof, (U, V, U2, V2), whole, bound)
    (W, Z), units = proof.obtain(first, "W", "Z")
    (_, Z2), units2 = proof.obtain(second, "W", "Z")
    left, right = proof.parts(units)
    right2 = proof.parts(units2)[1]
    # U V U V = U V, as U V (U V + U' V') = U V and U V U' V' = 0.
    square = proof.combine(equal(U @ V @ U @ V, U @ V), U @ V @ H0 - H1, whole, apart)
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
    return proof.conclude([s, a, b, U, V, U2, V2], hypotheses, proof.both(unit, none))


@once
def additive(proof: Derivation) -> Theorem:
    """A Z A = A, A Z B = 0, B Z A = 0, B Z B = B for some Z, if rank(A + B) = rank A + rank B.

    Z is a {1}-inverse of A + B (Marsaglia and Styan 1974, Theorem 11).
    """
    m, n, a, b, s = sizes(proof, "m n a b s")
    A, B = proof.fresh("A B", (m, n))

    def equations(Z: Term) -> list[Formula]:
        sides = (A @ Z @ A, A), (A @ Z @ B, zero(m, n)), (B @ Z @ A, zero(m, n)), (B @ Z @ B, B)
        return [equal(*each) for each in sides]

    hypotheses = [has_rank(M, (m, n), r) for M, r in ((A, a), (B, b), (A + B, s))]
    hypotheses.append(at_most(count(a) + count(b), count(s)))
    goal = for_some("Z0", (n, m), both(*equations(Term("Z0"))))
    of_A, of_B, of_sum, bound = map(proof.assume, hypotheses)
    (U, V, U2, V2), Z, (whole_A, whole_B, unit) = sum_through(proof, of_A, of_B, of_sum)
    swapped = proof.combine(equal(U2 @ V2 + U @ V, identity(s)), H0, unit)
    turned = proof.order(at_most(count(b) + count(a), count(s)), [bound], [(1, [0])])
    lemma = split_identity(proof)
    halves = (
        *proof.parts(proof.use(lemma, [s, a, b, U, V, U2, V2], unit, bound)),
        *proof.parts(proof.use(lemma, [s, b, a, U2, V2, U, V], swapped, turned)),
    )
    parts = [proof.by(each, whole_A, whole_B, *halves) for each in equations(Z)]
    shown = proof.exhibit(goal, Z, proof.both(*parts))
    return proof.conclude([m, n, a, b, s, A, B], hypotheses, shown)


@once
def containing_kernel(proof: Derivation) -> Theorem:
    """``n + rank(A C) <= rank A + rank C``, where ``I - G A = C X``: C reaches the kernel of A."""
    m, n, p, a, c, f = sizes(proof, "m n p a c f")
    A, C, G, X = proof.matrices(A=(m, n), C=(n, p), G=(n, m), X=(p, n))
    one, last = identity(n), identity(p)
    K = one - G @ A
    D = (one - K @ one) @ C
    hypotheses = [
        equal(A @ G @ A, A), equal(K, C @ X),
        has_rank(A, (m, n), a), has_rank(C, (n, p), c), has_rank(A @ C, (m, p), f),
    ]  # fmt: skip
    inverse, form, *of = map(proof.assume, hypotheses)
    of_A, of_C, of_AC = of
    idempotent = proof.combine(equal(K @ one @ K, K), G @ H0, inverse)
    back = proof.combine(equal(A @ C, A @ D @ last), -1 * (H0 @ C), inverse)
    (k, of_K), (d, of_D) = ranks_of(proof, K, D)
    values = [n, p, n, k, d, c, C, K, X, one]
    first = proof.use(nested(proof), values, form, idempotent, of_K, of_D, of_C)
    values = [m, p, n, p, f, d, A @ C, A, D, last]
    second = below(proof, proof.use(ranks.monotone(proof), values, back, of_AC, of_D))
    square = proof.combine(equal(K @ K, K), H0, idempotent)
    trace = proof.use(ranks.trace_of_idempotent(proof), [n, k, K], square, of_K)
    of_G = proof.use(ranks.trace_of_inverse(proof), [m, n, a, A, G], inverse, of_A)
    goal = at_most(count(n) + count(f), count(a) + count(c))
    premises = (first, second, trace, of_G)
    shown = proof.order(goal, premises, [(1, [0]), (1, [1])], -1 * H2 - H3)
    return proof.conclude([m, n, p, a, c, f, A, C, G, X], hypotheses, shown)
