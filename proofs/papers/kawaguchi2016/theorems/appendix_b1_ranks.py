"""Appendix B.1 for all sizes: a move that A_k does not see raises a rank, however small it is.

With M = W_k..W_1 in a basis of the rows of B = W_{k-1}..W_1, and ``A M S = A`` for some S, the move
is ``Z = (I - M S) F_1 J E_2``: J maps what M takes to zero, the range of ``I - R Q = E_1 E_2``, one
to one into what M does not reach, the range of ``I - P L = F_1 F_2``, where M = P Q, L P = I and
Q R = I. Then ``A Z = 0``, and M + t Z has the largest rank that a matrix of its size can have, for
every t that is not zero.
"""

from __future__ import annotations

from dataclasses import dataclass

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import (
    ONE,
    Formula,
    both,
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
from proofs.library.networks.complements import Complement, embedded, smaller
from proofs.library.projections import squared
from proofs.library.ranks import (
    factors,
    monotone,
    rank_of,
)
from proofs.papers.kawaguchi2016.instances.ranks import critical_first_ranks, raised_ranks
from symbolic.words.terms import Term, identity, tr, zero


def _through_all(
    proof: Derivation, A: Term, V: Term, X: Term, Y: Term, L: Term
) -> tuple[Term, Theorem]:
    """T with ``A = A V T A``, from ``X r A = 0``, r = (A V X - Y)^T, and ``L X Y^T = I``."""
    d_y, d_k = proof.shape(A)
    residual = X @ (A @ V @ X - Y).T @ A
    none = proof.assume(equal(residual, zero("d_x", d_k)))
    inverse = proof.assume(equal(L @ X @ Y.T, identity(d_y)))
    # A^T = A^T A V T with T = X X^T L^T, and A is one to one on the range of A^T.
    T = X @ X.T @ L.T
    by = -1 * (H0.T @ L.T) - A.T @ H1.T
    form = proof.combine(equal(A.T, A.T @ A @ V @ T), by, none, inverse)
    through = V @ T @ A
    rest = A @ through - A
    by = tr(H0 @ A) - tr(through.T @ H0 @ A)
    square = proof.combine(equal(squared(rest), zero(1, 1)), by, form)
    vanishes = proof.apply(proof.axiom("definite", d_y, d_k, rest), square)
    return T, proof.combine(equal(A, A @ through), -1 * H0, vanishes)


@dataclass
class Raise:
    """The letters of the theorem, and what follows from its hypotheses."""

    proof: Derivation

    def __post_init__(self) -> None:
        proof = self.proof
        self.A, self.W, self.B, X, Y, L = proof.letters("A W B X Y L")
        A, W, B = self.A, self.W, self.B
        T, through = _through_all(proof, A, W @ B, X, Y, L)
        self.low = proof.assume(size_at_most("s", "d_k"))
        rank, self.wide = proof.parts(
            proof.assume(both(has_rank(B, ("d_j", "d_x"), "b"), size_at_most("s", "b")))
        )
        (self.B1, B2, self.L1, self.R2), (self.whole, self.left, self.right) = factors(proof, rank)
        self.M, self.S = W @ self.B1, B2 @ T @ A
        by = H0 + A @ W @ H1 @ T @ A
        self.kept = proof.combine(equal(A, A @ self.M @ self.S), by, through, self.whole)
        self.t, self.u = proof.scalars("t u")
        self.inverse = proof.assume(equal(self.u @ self.t, ONE))

    @property
    def goal(self) -> Formula:
        """Some D with ``A D = 0`` and rank((W + t D) B) >= s for all t that are not zero."""
        t, u, D = Term("t0"), Term("u0"), Term("D0")
        ranks = implies(equal(u @ t, ONE), self.ranks(t, D))
        ranks = for_all("t0", (1, 1), for_all("u0", (1, 1), ranks))
        body = both(equal(self.A @ D, zero("d_y", "d_j")), ranks)
        return for_some("D0", ("d_k", "d_j"), body)

    def ranks(self, t: Term, D: Term) -> Formula:
        """``K (W + t D) B J = I_s`` for some K and J."""
        body = equal(Term("K0") @ (self.W + t @ D) @ self.B @ Term("J0"), identity("s"))
        return for_some("K0", ("s", "d_k"), for_some("J0", ("d_x", "s"), body))

    def by_move(self, Z: Term, flat: Theorem, sides: tuple[Term, Term], unit: Theorem) -> Theorem:
        """The goal, from Z with ``A Z = 0`` and ``K (M + t Z) J = I_s``."""
        proof, t, (K, J) = self.proof, self.t, sides
        D = Z @ self.L1
        moved, left = self.W + t @ D, proof.combine(
            equal(self.A @ D, zero("d_y", "d_j")), H0 @ self.L1, flat
        )  # fmt: skip
        by = moved @ (H0 @ self.R2 + self.B1 @ H1) + t @ Z @ H2
        same = equal(moved @ self.B @ self.R2, self.M + t @ Z)
        same_ = proof.combine(same, by, self.whole, self.right, self.left)
        shown = proof.combine(
            equal(K @ moved @ self.B @ (self.R2 @ J), identity("s")), K @ H0 @ J + H1, same_, unit
        )  # fmt: skip
        shown = proof.exhibit_all(self.ranks(t, D), [K, self.R2 @ J], shown)
        shown = proof.suppose(self.inverse.conclusion, shown)
        shown = proof.generalize(shown, t, self.u)
        return proof.exhibit(self.goal, D, proof.both(left, shown))


@dataclass
class Move:
    """``Z = (I - M S) F_1 J E_2`` and what it is made of; J is between the complements."""

    of: Raise
    columns: Complement
    rows: Complement
    J: Term
    whole: Theorem

    def __post_init__(self) -> None:
        M, S = self.of.M, self.of.S
        self.rest = identity("d_k") - M @ S
        self.before = self.rest @ self.rows.first @ self.J
        self.Z = self.before @ self.columns.second
        flat = equal(self.of.A @ self.Z, zero("d_y", "b"))
        by = H0 @ self.rows.first @ self.J @ self.columns.second
        self.flat = self.of.proof.combine(flat, by, self.of.kept)
        self.N = M + self.of.t @ self.Z

    def left_inverse(self, K: Term, pair: Theorem) -> tuple[Term, Theorem]:
        """V with ``V (M + t Z) = I``, from ``K J = I``."""
        proof, t, u = self.of.proof, self.of.t, self.of.u
        E, F, Z, S = self.columns, self.rows, self.Z, self.of.S
        R, Q, L = E.U, E.V, F.V
        tail = S @ F.first @ self.J @ E.second
        by = H0 @ self.J @ E.second - F.second @ H1 @ tail - H2 @ Q @ tail
        seen = equal(F.second @ Z, self.J @ E.second)
        seen_ = proof.combine(seen, by, F.inner, self.whole, F.below)
        by = K @ F.second @ H0 + K @ H1 @ Q + t @ K @ H2 + t @ H3 @ E.second
        back = equal(K @ F.second @ self.N, t @ E.second)
        back_ = proof.combine(back, by, self.whole, F.below, seen_, pair)
        top = proof.combine(equal(L @ self.of.M, Q), L @ H0 + H1 @ Q, self.whole, F.unit)
        fixed = equal(Z @ E.first @ E.second, Z)
        fixed_ = proof.combine(fixed, self.before @ H0 @ E.second, E.inner)
        V = R @ (L - L @ Z @ E.first @ K @ F.second) + u @ E.first @ K @ F.second
        by = R @ H0 - R @ L @ Z @ E.first @ H1 + u @ E.first @ H1 - t @ R @ L @ H2
        by = by + H3 @ E.first @ E.second - H4
        known = top, back_, fixed_, self.of.inverse, E.whole
        return V, proof.combine(equal(V @ self.N, identity("b")), by, *known)

    def right_inverse(self, K: Term, pair: Theorem) -> tuple[Term, Theorem]:
        """V with ``(M + t Z) V = I``, from ``J K = I``."""
        proof, t, u = self.of.proof, self.of.t, self.of.u
        E, F, S = self.columns, self.rows, self.of.S
        (R, Q), (P, L) = (E.U, E.V), (F.U, F.V)
        by = H0 @ E.first @ K + P @ H1 @ K + t @ self.before @ H2 @ K + t @ self.rest @ F.first @ H3
        out = equal(self.N @ E.first @ K, t @ self.rest @ F.first)
        out_ = proof.combine(out, by, self.whole, E.above, E.inner, pair)
        by = H0 @ R + P @ H1 + t @ self.before @ H2
        kept = proof.combine(equal(self.N @ R, P), by, self.whole, E.unit, E.below)
        other = identity("d_k") - P @ L
        last = L + Q @ S @ other
        V = u @ E.first @ K @ F.second + R @ last
        by = u @ H0 @ F.second + H1 @ self.rest @ F.first @ F.second + H2 @ last
        by = by - H3 @ S @ other - self.rest @ H4
        known = out_, self.of.inverse, kept, self.whole, F.whole
        return V, proof.combine(equal(self.N @ V, identity("d_k")), by, *known)


@theorem("appendix-b1:top", instances=critical_first_ranks)
def rank_of_the_map() -> Theorem:
    """rank X Y^T = d_y and W_1 critical: rank(W_{H+1}..W_1) = rank C, as two inequalities."""
    proof = Derivation(
        "d_y d_1 d_x m c q", C="d_y d_1", W="d_1 d_x", X="d_x m", Y="d_y m", L="d_y d_x"
    )
    C, W, X, Y, L = proof.letters("C W X Y L")
    T, through = _through_all(proof, C, W, X, Y, L)
    ranks = has_rank(C, ("d_y", "d_1"), "c"), has_rank(C @ W, ("d_y", "d_x"), "q")
    of_C, of_map = map(proof.assume, ranks)
    one, lemma = identity("d_y"), monotone(proof)
    back = proof.combine(equal(C, one @ (C @ W) @ (T @ C)), H0, through)
    there = proof.by(equal(C @ W, one @ C @ W))
    values = ["d_y", "d_1", "d_y", "d_x", "c", "q", C, one, C @ W, T @ C]
    low = proof.use(lemma, values, back, of_C, of_map)
    values = ["d_y", "d_x", "d_y", "d_1", "q", "c", C @ W, one, C, W]
    return proof.both(low, proof.use(lemma, values, there, of_map, of_C))


@theorem("appendix-b1:raised", instances=raised_ranks)
def raised_rank() -> Theorem:
    """X r A = 0, rank X Y^T = d_y: some D with ``A D = 0`` raises rank((W + t D) B), t not 0.

    It is then the largest that a product of these sizes can have: at least s for every s that is at
    most d_k and rank B.
    """
    proof = Derivation(
        "d_y d_k d_j d_x m s b", A="d_y d_k", W="d_k d_j", B="d_j d_x", X="d_x m", Y="d_y m",
        L="d_y d_x",
    )  # fmt: skip
    it = Raise(proof)
    _, rank = rank_of(proof, it.M)
    (P, Q, L, R), (whole, left, right) = factors(proof, rank)
    columns, rows = Complement(proof, R, Q, right), Complement(proof, P, L, left)
    choice = proof.axiom("compare", "b", "d_k")
    narrow, wide = proof.alternatives(choice)

    fits = smaller(proof, columns, rows, narrow)
    J, K, pair = embedded(proof, rows.size, columns.size, fits, "J K")
    move = Move(it, columns, rows, J, whole)
    V, unit = move.left_inverse(K, pair)
    J0, K0, small = embedded(proof, "b", "s", it.wide, "J0 K0")
    ends = K0 @ V, J0
    by = K0 @ H0 @ J0 + H1
    shown = proof.combine(equal(ends[0] @ move.N @ J0, identity("s")), by, unit, small)
    first = it.by_move(move.Z, move.flat, ends, shown)

    high = proof.sizes(size_at_most("d_k", "b"), wide)
    fits = smaller(proof, rows, columns, high)
    K, J, pair = embedded(proof, columns.size, rows.size, fits, "K J")
    move = Move(it, columns, rows, J, whole)
    V, unit = move.right_inverse(K, pair)
    J0, K0, small = embedded(proof, "d_k", "s", it.low, "J0 K0")
    ends = K0, V @ J0
    by = K0 @ H0 @ J0 + H1
    shown = proof.combine(equal(K0 @ move.N @ ends[1], identity("s")), by, unit, small)
    second = it.by_move(move.Z, move.flat, ends, shown)
    return proof.close(proof.from_both(choice, first, second))
