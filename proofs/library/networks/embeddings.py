"""Matrices and networks that pass something through: ``K J = I_p`` for p <= n, and Appendix D.

The axioms give no matrix of size n x p but zero. Starting with zero, a pair with ``K J K = K`` and
``J K J = J`` is made larger by a vector outside of each range, until K J is the identity: each time
its rank rises.
"""

from __future__ import annotations

from collections.abc import Sequence

from proofs.kernel.formulas import (
    FALSE,
    NONE,
    ONE,
    Formula,
    equal,
    for_all,
    for_some,
    has_rank,
    implies,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, H2, H3, H4
from proofs.library.networks.products import plus
from proofs.library.ranks import Factors, factors, rank_of
from proofs.library.vectors import not_zero
from symbolic.words.terms import Term, Tree, identity, zero


def embeds(n: Tree, p: Tree) -> Formula:
    """``K J = I_p`` for some J with n rows and some K with n columns."""
    body = equal(Term("K0") @ Term("J0"), identity(p))
    return for_some("J0", (n, p), for_some("K0", (p, n), body))


def reflexive(J: Term, K: Term) -> tuple[Formula, Formula]:
    """``K J K = K`` and ``J K J = J``."""
    return equal(K @ J @ K, K), equal(J @ K @ J, J)


def embedding(proof: Derivation) -> Theorem:
    """``p <= n`` implies ``K J = I_p``; by induction on the rank that K J is short of."""
    n, p, a, s = (proof.new(name, "size") for name in "npas")
    J, K = proof.matrices(J=(n, p), K=(p, n))
    witness, goal = not_zero(proof), embeds(n, p)
    pair = [*reflexive(J, K), has_rank(K @ J, (p, p), s)]
    first, second, rank = map(proof.assume, pair)
    wide, every = proof.assume(size_at_most(p, n)), _claim(n, p, "a0")

    def short(steps: Tree) -> Formula:
        return size_at_most(p, plus(s, steps))

    full = proof.assume(short(0))
    base = proof.exhibit_all(goal, [J, K], _full(proof, (J, K), first, rank, full))
    base = proof.conclude([J, K, s], [*pair, short(0)], base)
    before, more = proof.assume(_claim(n, p, a)), proof.assume(short(plus(a, 1)))
    known = first, second, rank, more, wide, before
    step = _larger(proof, (J, K), (s, a), witness, known)
    step = proof.conclude([J, K, s], [*pair, more.conclusion], step)
    shown = proof.induct(for_all("a0", "size", every), base, before.conclusion, step, a)

    X, Y = zero(n, p), zero(p, n)
    size, of_zero = rank_of(proof, Y @ X)
    enough = proof.sizes(size_at_most(p, plus(size, p)))
    facts = *map(proof.by, reflexive(X, Y)), of_zero, enough
    return proof.conclude([n, p], [wide.conclusion], proof.use(shown, [p, X, Y, size], *facts))


def _claim(n: str, p: str, short: Tree) -> Formula:
    """The goal for every reflexive pair such that the rank of K J is short of p by `short`."""
    X, Y = Term("X0"), Term("Y0")
    rank, bound = has_rank(Y @ X, (p, p), "s0"), size_at_most(p, plus("s0", short))
    body = embeds(n, p)
    for formula in reversed([*reflexive(X, Y), rank, bound]):
        body = implies(formula, body)
    return for_all("X0", (n, p), for_all("Y0", (p, n), for_all("s0", "size", body)))


def _full(
    proof: Derivation, pair: tuple[Term, Term], first: Theorem, rank: Theorem, full: Theorem
) -> Theorem:
    """``K J = I_p`` where its rank is p: ``K J = P Q``, ``Q P = I`` and ``P L = I``."""
    (J, K), E = pair, pair[1] @ pair[0]
    found, known = factors(proof, rank)
    P, _, L, _ = found
    p, s = proof.shape(P)
    turned = proof.apply(proof.axiom("two_sided", s, p, L, P), proof.both(known[1], full))
    unit = _turned(proof, (E, J, first), found, known)
    # E = E P L - E (P L - I), and E P L = P Q P L = P L
    by = -1 * (E @ H0) + H1 @ P @ L + P @ H2 @ L + H0
    return proof.combine(equal(K @ J, identity(p)), by, turned, known[0], unit)


def _turned(
    proof: Derivation,
    idempotent: tuple[Term, Term, Theorem],
    factored: Factors,
    known: list[Theorem],
) -> Theorem:
    """``Q P = I`` for the factors of E = K J, as ``E E = E``."""
    (E, J, first), (P, Q, L, R) = idempotent, factored
    one = identity(proof.shape(P)[1])
    inner = proof.by(equal(L @ E @ E @ R, Q @ P), *known)
    outer = proof.by(equal(L @ E @ R, one), *known)
    # L (E E - E) R = L (K J K - K) J R
    return proof.combine(equal(Q @ P, one), L @ H0 @ J @ R - H1 + H2, first, inner, outer)


def _larger(
    proof: Derivation,
    pair: tuple[Term, Term],
    sizes: tuple[str, str],
    witness: Theorem,
    known: tuple[Theorem, ...],
) -> Theorem:
    """The goal, directly or from a pair of larger rank.

    K J has the rank s, which is short of p by a + 1 at most: `sizes` are s and a.
    """
    (J, K), (first, second, _, _, wide, _) = pair, known
    n, p = proof.shape(J)
    goal, left, right = embeds(n, p), identity(p) - K @ J, identity(n) - J @ K
    letters = proof.matrices(w=(p, 1), z=(1, p), b=(1, n), c=(n, 1))
    formulas = _outside(J, K, letters, (n, p))
    facts = tuple(map(proof.assume, formulas))
    grown = _with_vectors(proof, (J, K, *letters), sizes, facts, known)
    grow = proof.conclude(letters, formulas, grown)

    at_left, at_right = proof.instance(witness, p, p, left), proof.instance(witness, n, n, right)
    no_left, some_left = proof.alternatives(at_left)
    no_right, some_right = proof.alternatives(at_right)
    inner = proof.combine(equal(K @ J, identity(p)), -1 * H0, no_left)
    outer = proof.combine(equal(J @ K, identity(n)), -1 * H0, no_right)
    outer = proof.apply(proof.axiom("two_sided", n, p, J, K), proof.both(outer, wide))
    done = [proof.exhibit_all(goal, [J, K], unit) for unit in (inner, outer)]

    (u, v), seen_left = proof.obtain(some_left, "u", "v")
    (x, y), seen_right = proof.obtain(some_right, "x", "y")
    vectors = left @ v, u @ left, x @ right, right @ y
    wanted = _outside(J, K, vectors, (n, p))
    inside = zip(wanted[:4], (second, first, first, second), strict=True)
    ends = (
        *(proof.by(formula, fact) for formula, fact in inside),
        proof.combine(wanted[4], H0 + u @ H1 @ J @ v, seen_left, first),
        proof.combine(wanted[5], H0 + x @ H1 @ K @ y, seen_right, second),
    )
    grown = proof.from_both(at_right, done[1], proof.use(grow, vectors, *ends))
    return proof.from_both(at_left, done[0], grown)


def _outside(J: Term, K: Term, vectors: Sequence[Term], sizes: tuple[Tree, Tree]) -> list[Formula]:
    """w and z are outside of the ranges of K J, b and c of those of J K."""
    (w, z, b, c), (n, p) = vectors, sizes
    return [
        equal(J @ w, zero(n, 1)), equal(z @ K, zero(1, n)),
        equal(K @ c, zero(p, 1)), equal(b @ J, zero(1, p)),
        equal(z @ w, ONE), equal(b @ c, ONE),
    ]  # fmt: skip


def _with_vectors(
    proof: Derivation,
    letters: tuple[Term, ...],
    sizes: tuple[str, str],
    facts: tuple[Theorem, ...],
    known: tuple[Theorem, ...],
) -> Theorem:
    """The goal, as the pair J + c z, K + w b has a larger rank than s."""
    (J, K, w, z, b, c), (s, a) = letters, sizes
    first, second, rank, short, _, before = known
    n, p = proof.shape(J)
    X, Y = J + c @ z, K + w @ b
    product = proof.by(equal(Y @ X, K @ J + w @ z), *facts)
    pair = [
        proof.by(equal(Y @ X @ Y, Y), product, first, *facts),
        proof.by(equal(X @ Y @ X, X), second, *facts),
    ]
    size, of_new = rank_of(proof, Y @ X)
    choice = proof.axiom("compare", size, s)
    below, above = proof.alternatives(choice)
    enough = proof.sizes(size_at_most(p, plus(size, a)), short, above)
    more = proof.use(before, [X, Y, size], *pair, of_new, enough)
    ranks = rank, of_new, below
    no_more = _no_larger(proof, (J, K, w, z), Y @ X, (product, first, *facts), ranks)
    return proof.from_both(choice, proof.absurd(embeds(n, p), no_more), more)


def _no_larger(
    proof: Derivation,
    letters: tuple[Term, ...],
    E: Term,
    facts: tuple[Theorem, ...],
    ranks: tuple[Theorem, Theorem, Theorem],
) -> Theorem:
    """A contradiction if ``E = K J + w z`` has no larger rank than K J.

    With K J = P Q, E = P' Q' and L P = I: z P = 0, and ``L P' Q' P = I`` makes ``Q' P L P' = I``,
    so that ``1 = z w = z E w = z E P L E w = z P L E w = 0``.
    """
    (J, K, w, z), (product, first, of_w, of_z, *_, unit, _) = letters, facts
    of_old, of_new, below = ranks
    one, known = factors(proof, of_old)
    P, _, L, R = one
    (P2, Q2, _, _), (whole, *_) = factors(proof, of_new)
    s, size = proof.shape(P)[1], proof.shape(P2)[1]
    turned = _turned(proof, (K @ J, J, first), one, known)
    by = H0 @ J @ R - z @ H1 @ R - z @ P @ H2
    none = proof.combine(equal(z @ P, zero(1, s)), by, of_z, known[0], known[2])

    left, right = L @ P2, Q2 @ P
    # L P' Q' P = L (K J + w z) P = L P Q P = I
    through = proof.by(equal(L @ (K @ J) @ P, identity(s)), known[0], known[1], turned)
    by = -1 * (L @ H0 @ P) + L @ H1 @ P + H2 + L @ w @ H3
    inner = proof.combine(equal(left @ right, identity(s)), by, whole, product, through, none)
    axiom = proof.axiom("two_sided", s, size, left, right)
    outer = proof.apply(axiom, proof.both(inner, below))
    row = proof.combine(equal(z @ E, z), z @ H0 + H1 @ J + H2 @ z, product, of_z, unit)
    column = proof.combine(equal(E @ w, w), H0 @ w + K @ H1 + w @ H2, product, of_w, unit)
    # z w = z E w = z P' (Q' P L P') Q' w = z E P L E w = 0.
    tail = P @ L @ E @ w
    by = H0 @ L @ E @ w + H1 @ tail - z @ H2 @ tail - z @ P2 @ right @ L @ H2 @ w
    by = by - z @ P2 @ H3 @ Q2 @ w + z @ H2 @ w - z @ H4
    ends = proof.combine(equal(z @ w, NONE), by, none, row, whole, outer, column)
    return proof.order(FALSE, (unit, ends), [], H0 - H1)
