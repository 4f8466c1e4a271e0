"""Steps about eigenvectors, for all sizes: Section 4.1 and the end of Appendix A.6.

A simple eigenvalue is one whose eigenvectors are the multiples of one of them. The letters are
those of `proofs.papers.kawaguchi2016.theorems.appendix_a6`; T has the chosen eigenvectors, the
paper's U_I, as columns, and P = C (C^T C)^- C^T.
"""

from __future__ import annotations

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import at_most, either, equal, for_all, for_some, implies, number
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.generalized_inverses import projection_fixes
from proofs.library.networks.landscape import FIRST, IN, OUT, TOP, Landscape
from proofs.library.networks.products import product
from proofs.library.ranks import H0, H1, H2, H3
from proofs.papers.kawaguchi2016.instances.notation import (
    bases,
    eigenvectors,
    explained,
    frames,
    inside_and_outside,
)
from proofs.papers.kawaguchi2016.theorems.appendix_a6 import (
    INVERSES,
    commuting,
    simplified,
    steps_with,
)
from proofs.papers.kawaguchi2016.theorems.lemma_4_6 import dominant_projection
from symbolic.words.terms import Term, identity, zero

ONE = number(1)


@theorem("notation:index", instances=eigenvectors)
def selected_eigenvectors() -> Theorem:
    """At a critical point P fixes or annihilates each u with a simple eigenvalue of Sigma.

    With an orthonormal basis of such vectors, T those that are fixed and S the others, P = T T^T.
    """
    s = steps_with("p q", **INVERSES, u="d_y 1", a="1 1", T="d_y p", S="d_y q")
    proof, P = s.proof, s.P
    u, a, T, S = proof.letters("u a T S")
    _, commute, _ = proof.parts(commuting(s))
    vector = proof.assume(equal(s.Sigma @ u, a @ u))
    unit = proof.assume(equal(u.T @ u, ONE))
    multiple = for_some("s0", (1, 1), equal(Term("v0"), Term("s0") @ u))
    simple = implies(equal(s.Sigma @ Term("v0"), a @ Term("v0")), multiple)
    given = proof.assume(for_all("v0", ("d_y", 1), simple))
    image = P @ u
    moved = proof.combine(equal(s.Sigma @ image, a @ image), P @ H0 - H1 @ u, vector, commute)
    fixes = projection_fixes(proof, s.C, s.G, s.of_gram())
    twice = proof.by(equal(P @ image, image), fixes)
    first = _fixed_or_annihilated(proof, (P, u), proof.use(given, [image], moved), twice, unit)
    hypotheses = [
        equal(T @ T.T + S @ S.T, identity("d_y")),
        equal(P @ T, T),
        equal(P @ S, zero("d_y", "q")),
    ]
    by = -1 * (P @ H0) + H1 @ T.T + H2 @ S.T
    sum_ = proof.combine(equal(P, T @ T.T), by, *map(proof.assume, hypotheses))
    return proof.both(first, proof.conclude(["p", "q", T, S], hypotheses, sum_))


def _fixed_or_annihilated(
    proof: Derivation, letters: tuple[Term, Term], line: Theorem, twice: Theorem, unit: Theorem
) -> Theorem:
    """``P u = u`` or ``P u = 0``, from ``P u = c u`` for some c, ``P P u = P u``, ``u^T u = 1``."""
    P, u = letters
    image = P @ u
    kept, gone = equal(image, u), equal(image, proof.zero_like(u))
    goal = either(kept, gone)
    (c,), on_the_line = proof.obtain(line, "c")
    # c^2 u = P P u = P u = c u, and u^T u = 1
    by = u.T @ (H0 - P @ H1 + H1 - c @ H1) + (c - c @ c) @ H2
    square = proof.combine(equal(c @ c, c), by, twice, on_the_line, unit)
    choice = proof.axiom("reciprocal", c)
    none, some = proof.alternatives(choice)
    annihilated = proof.combine(gone, H0 + H1 @ u, on_the_line, none)
    (t,), inverse = proof.obtain(some, "t")
    # P u - u = (c - 1) u, and c - 1 = t c (c - 1) - (c t - 1)(c - 1)
    by = H0 + (t @ H1 - H2 @ (c - ONE)) @ u
    fixed = proof.combine(kept, by, on_the_line, square, inverse)
    sides = proof.either(goal, annihilated), proof.either(goal, fixed)
    return proof.close(proof.from_both(choice, *sides))


@theorem("appendix-a6:explained", instances=explained)
def explained_by_eigenvectors() -> Theorem:
    """``Sigma P = T L T^T``, ``r^T X^T N X r = Sigma - T L T^T`` for P = T T^T, Sigma T = T L."""
    s = steps_with("p", **INVERSES, T="d_y p", L="p p")
    proof, (T, L) = s.proof, s.proof.letters("T L")
    _, commute, rest = proof.parts(commuting(s))
    onto = proof.assume(equal(s.P, T @ T.T))
    vectors = proof.assume(equal(s.Sigma @ T, T @ L))
    core = T @ L @ T.T
    by = s.Sigma @ H0 + H1 @ T.T
    image = proof.combine(equal(s.Sigma @ s.P, core), by, onto, vectors)
    goal = equal(s.explained, s.Sigma - core)
    return proof.both(image, proof.combine(goal, H0 - H1 - H2, rest, commute, image))


@theorem("appendix-a6:frame", instances=frames)
def framed_blocks() -> Theorem:
    """``F = H^T diag(L, 0) H`` and ``B G B^T = H^T diag(I, 0) H``, for M = C G B^T = [T, 0] H.

    ``[T, 0] = T J^T``, ``diag(L, 0) = J L J^T``; H is the paper's G_2, J the first p columns of I.
    """
    s = steps_with("p", **INVERSES, V="d_1 d_h", T="d_y p", L="p p", J="d_h p", H="d_h d_h")
    proof, (T, L, J, H) = s.proof, s.proof.letters("T L J H")
    whole, square = proof.parts(simplified(s))
    unit = proof.assume(equal(T.T @ T, identity("p")))
    vectors = proof.assume(equal(s.Sigma @ T, T @ L))
    M, rows = s.M, T @ J.T @ H
    frame = proof.assume(equal(M, rows))
    # M^T Sigma M = (T J^T H)^T Sigma T J^T H = H^T J T^T T L J^T H
    by = H0 + H1.T @ s.Sigma @ M + rows.T @ s.Sigma @ H1
    by += rows.T @ H2 @ J.T @ H + H.T @ J @ H3 @ L @ J.T @ H
    goal = equal(s.F, H.T @ J @ L @ J.T @ H)
    first = proof.combine(goal, by, whole, frame, vectors, unit)
    by = H0 + H1.T @ M + rows.T @ H1 + H.T @ J @ H2 @ J.T @ H
    goal = equal(s.B @ s.G @ s.B.T, H.T @ J @ J.T @ H)
    return proof.both(first, proof.combine(goal, by, square, frame, unit))


@theorem("appendix-a6:arranged", instances=bases)
def arranged_eigenvectors() -> Theorem:
    """``[T, S]^T (I - T T^T) [T, S] = I - diag(I, 0)`` for orthonormal columns T and S.

    ``[T, S] = T J^T + S K^T`` and ``diag(I, 0) = J J^T``, where ``J J^T + K K^T = I``.
    """
    proof = Derivation("d_y p q n", T="d_y p", S="d_y q", J="n p", K="n q")
    T, S, J, K = proof.letters("T S J K")
    given = [
        equal(T.T @ T, identity("p")),
        equal(S.T @ S, identity("q")),
        equal(T.T @ S, zero("p", "q")),
        equal(J @ J.T + K @ K.T, identity("n")),
    ]
    of_T, of_S, apart, whole = map(proof.assume, given)
    U = T @ J.T + S @ K.T
    by = J @ H0 @ J.T + J @ H1 @ K.T + K @ H1.T @ J.T + K @ H2 @ K.T + H3
    unit = proof.combine(equal(U.T @ U, identity("n")), by, of_T, apart, of_S, whole)
    onto = proof.combine(equal(T.T @ U, J.T), H0 @ J.T + H1 @ K.T, of_T, apart)
    goal = equal(U.T @ (identity("d_y") - T @ T.T) @ U, identity("n") - J @ J.T)
    return proof.combine(goal, H0 - H1.T @ T.T @ U - J @ H1, unit, onto)


@theorem("appendix-a6:largest", instances=inside_and_outside)
def largest_eigenvalues() -> Theorem:
    """Hessian psd: the eigenvalue of u with P u = u is at least that of v with P v = 0."""
    net = Landscape()
    proof, W, X, Y = net.proof, net.network("W"), Term("X"), Term("Y")
    N, G = proof.matrices(N=(IN, IN), G=(FIRST, FIRST))
    (u, v), (a, b) = proof.fresh("u v", (OUT, 1)), proof.scalars("a b")
    C = product(W, TOP, 1)
    P, sigma = C @ G @ C.T, Y @ X.T @ N @ X @ Y.T
    known = proof.unfold(dominant_projection(net), [W, N, G], 4)
    _, dominant = proof.parts_of(known, 2)
    inside, outside = proof.assume(equal(P @ u, u)), proof.assume(equal(P @ v, zero(OUT, 1)))
    of_u, of_v = proof.assume(equal(sigma @ u, a @ u)), proof.assume(equal(sigma @ v, b @ v))
    units = [proof.assume(equal(x.T @ x, ONE)) for x in (u, v)]
    bound = proof.use(dominant, [u, v], inside, outside)
    # b = (u^T u)(v^T Sigma v) <= (v^T v)(u^T Sigma u) = a
    return proof.same_bound(at_most(b, a), bound, of_u, of_v, *units)
