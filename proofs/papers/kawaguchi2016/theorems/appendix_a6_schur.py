"""The Schur complement of Appendix A.6 for all sizes: condition (5), and the ranges of A.4.

The network is seen from W_1 and W_k as in `proofs.papers.kawaguchi2016.theorems.lemma_4_4`: A =
W_{H+1}..W_{k+1}, W = W_k, B = W_{k-1}..W_2, C = A W B and V = B W_1 X. The paper has (5) for k = H
+ 1, where A = I.
"""

from __future__ import annotations

from dataclasses import dataclass

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import NONE, Formula, at_most, both, equal, for_all, for_some
from proofs.kernel.rules import Theorem
from proofs.library.generalized_inverses import fixed_rows, projection_fixes, symmetric_projection
from proofs.library.networks.derivatives import half_square
from proofs.library.projections import squared
from proofs.library.ranks import H0, H1, H2
from proofs.papers.kawaguchi2016.instances.notation import upper_layers, upper_layers_with_f
from proofs.papers.kawaguchi2016.theorems.lemma_4_4 import Layers, alternative, dual, layers
from symbolic.words.terms import Term, commutation, derivative_by, identity, kron, tr, vec, zero


@dataclass
class Schur:
    """The letters of (5), what is known of them, and a letter R in the place of r."""

    net: Layers

    def __post_init__(self) -> None:
        proof, X, C = self.net.proof, self.net.X, self.net.C
        self.G, self.N = proof.matrices(G=("d_1", "d_1"), N=("d_x", "d_x"))
        self.E, self.R = proof.matrices(E=("d_k", "d_j"), R=("m", "d_y"))
        self.P, self.V = C @ self.G @ C.T, self.net.B @ self.net.U @ X
        gram = C.T @ C
        self.inverse = proof.assume(equal(gram @ self.G @ gram, gram))
        self.right = proof.assume(equal(X @ X.T @ self.N, identity("d_x")))
        self.fixes = projection_fixes(proof, C, self.G, self.inverse)
        self.symmetric = symmetric_projection(proof, C, self.G, self.fixes)
        self.rows = fixed_rows(proof, C, self.fixes, self.symmetric)
        by = H0.T @ self.N - self.N.T @ H0
        self.even = proof.combine(equal(self.N.T, self.N), by, self.right)
        self.left = proof.combine(
            equal(self.N @ X @ X.T, identity("d_x")), H0.T - H1 @ X @ X.T, self.right, self.even
        )

    def matrix(self, r: Term) -> Term:
        """``((A^T (I - P) A) kron F) - ((A^T r^T X^T N X r A) kron B G B^T)``."""
        A, B, X = self.net.A, self.net.B, self.net.X
        rest = A.T @ r.T @ X.T @ self.N @ X @ r @ A
        first = kron(A.T @ (identity("d_y") - self.P) @ A, self.V @ self.V.T)
        return first - kron(rest, B @ self.G @ B.T)

    def positive(self, r: Term, E: Term) -> Formula:
        """The form of the matrix is not negative at vec(E^T)."""
        return at_most(NONE, vec(E.T).T @ self.matrix(r) @ vec(E.T))

    def semidefinite(self, r: Term) -> Formula:
        """The matrix is symmetric, and its form not negative for every E."""
        matrix = self.matrix(r)
        form = for_all("E0", ("d_k", "d_j"), self.positive(r, Term("E0")))
        return both(equal(matrix.T, matrix), form)

    def critical(self, r: Term) -> Formula:
        """``B W_1 X r A = 0``: the gradient in W_k vanishes."""
        return equal(self.V @ r @ self.net.A, zero("d_j", "d_k"))

    def least(self, r: Term, E: Term) -> Term:
        """The direction of W_1 for which the form along E in W_k is least."""
        A, B, C, X = self.net.A, self.net.B, self.net.C, self.net.X
        slope = C.T @ A @ E @ self.V @ X.T + B.T @ E.T @ A.T @ r.T @ X.T
        return -1 * (self.G @ slope @ self.N)

    def form(self, r: Term, E: Term) -> Term:
        """The form of the Hessian along that direction and E."""
        A, B, C, X, F = self.net.A, self.net.B, self.net.C, self.net.X, self.least(r, E)
        lower, upper = C @ F @ X, A @ E @ self.V
        return squared(lower + upper) + 2 * tr(r @ A @ E @ B @ F @ X)

    def rises(self, r: Term) -> Formula:
        """The form of the Hessian along that direction is not negative for any E."""
        form = self.form(r, Term("E0"))
        return for_all("E0", ("d_k", "d_j"), at_most(NONE, form))


def _no_residual(s: Schur, none: Theorem) -> Theorem:
    """The matrix is psd where X R A = 0: its form is a square."""
    proof, R, A, X = s.net.proof, s.R, s.net.A, s.net.X
    matrix, small = s.matrix(R), s.net.B @ s.G @ s.net.B.T
    last = kron(A.T @ R.T @ X.T @ s.N @ X @ R @ A, small)
    by = kron(A.T @ R.T @ X.T @ s.N @ H0, small)
    gone = proof.combine(equal(last, 0 * last), by, none)
    first = matrix + last
    by = -1 * kron(A.T @ H0 @ A, s.V @ s.V.T)
    even = proof.combine(equal(first.T, first), by, s.symmetric)
    symmetric = proof.combine(equal(matrix.T, matrix), H0 - H1.T + H1, even, gone)
    square = proof.nonnegative_square((identity("d_y") - s.P) @ A @ s.E @ s.V)
    column = vec(s.E.T)
    above = at_most(NONE, column.T @ first @ column)
    above_ = proof.same_bound(above, square, s.symmetric, s.fixes, s.rows)
    by = column.T @ H1 @ column
    shown = proof.order(s.positive(R, s.E), (above_, gone), [(1, [0])], -by)
    return proof.both(symmetric, proof.generalize(shown, s.E.tree))


def _in_range(s: Schur, Z: Term, form: Theorem, critical: Theorem, rises: Theorem) -> Theorem:
    """The matrix is psd where ``B^T = C^T C Z``: its form is the least value of the Hessian's."""
    proof, B, G, gram = s.net.proof, s.net.B, s.G, s.net.C.T @ s.net.C
    # gram G B^T = B^T and B G B^T = Z^T gram Z = B G^T B^T, from B^T = gram Z
    by = gram @ G @ H0 + H1 @ Z - H0
    absorbed = proof.combine(equal(gram @ G @ B.T, B.T), by, form, s.inverse)
    by = Z.T @ H1 + Z.T @ H0 + H0.T @ G @ B.T
    value = proof.combine(equal(B @ G @ B.T, Z.T @ gram @ Z), by, form, absorbed)
    turned = proof.combine(equal(B @ G.T @ B.T, B @ G @ B.T), H0.T - H0, value)
    matrix = s.matrix(s.R)
    A, tail = s.net.A, s.net.X @ s.R @ s.net.A
    by = -1 * kron(A.T @ H0 @ A, s.V @ s.V.T) - kron(tail.T @ H1 @ tail, B @ G.T @ B.T)
    by = by - kron(tail.T @ s.N @ tail, H2)
    symmetric = proof.combine(equal(matrix.T, matrix), by, s.symmetric, s.even, turned)
    rules = s.rows, absorbed, s.even, s.right, s.left, s.symmetric, turned, critical
    bound = proof.instance(rises, s.E)
    shown = proof.same_bound(s.positive(s.R, s.E), bound, *rules)
    return proof.both(symmetric, proof.generalize(shown, s.E.tree))


@theorem("appendix-a6:fifth", instances=upper_layers)
def fifth_condition() -> Theorem:
    """(5) for every k: where W_k is critical and the Hessian psd, the matrix of (5) is psd."""
    net = layers()
    s, proof, (Z,) = Schur(net), net.proof, net.proof.matrices(Z=("d_1", "d_j"))
    critical, psd = proof.assume(s.critical(net.r)), proof.assume(net.semidefinite(1))
    bound = proof.instance(psd, s.least(net.r, s.E), s.E)
    bound = proof.same_bound(at_most(NONE, s.form(net.r, s.E)), bound)
    rises = proof.generalize(bound, s.E.tree)
    # Both alternatives of Lemma 4.4, for any R in the place of r
    given = [equal(net.B.T, net.C.T @ net.C @ Z), s.critical(s.R), s.rises(s.R)]
    inside = proof.conclude([s.R, Z], given, _in_range(s, Z, *map(proof.assume, given)))
    gone = equal(net.X @ s.R @ net.A, zero("d_x", "d_k"))
    flat = proof.conclude([s.R], [gone], _no_residual(s, proof.assume(gone)))
    choice = alternative(net, 1)
    included, none = proof.alternatives(choice)
    (V,), form = proof.obtain(included, "V")
    of_range = proof.use(inside, [net.r, V], form, critical, rises)
    return proof.from_both(choice, of_range, proof.use(flat, [net.r], none))


@theorem("appendix-a4:ranges", instances=upper_layers)
def range_of_blocks() -> Theorem:
    """A psd Hessian has R(M_12) in R(M_11) for its blocks of W_1 and W_k (A.4).

    ``M_12 = M_11 (P kron Q + (S kron T) K)`` for some P, Q, S and T, K being a commutation matrix.
    """
    net = layers()
    proof, A, B, C, U, X, r = net.proof, net.A, net.B, net.C, net.U, net.X, net.r
    gradient = derivative_by(half_square(C @ U @ X - net.Y), U).T
    M11, M12 = derivative_by(gradient, U), derivative_by(gradient, net.W)
    K = commutation("d_j", "d_k")

    def through(P: Term, Q: Term, S: Term, T: Term) -> Formula:
        return equal(M12, M11 @ (kron(P, Q) + kron(S, T) @ K))

    goal = through(*(Term(f"{name}0") for name in "PQST"))
    sorts = [("d_1", "d_k"), ("d_x", "d_j"), ("d_1", "d_j"), ("d_x", "d_k")]
    for name, sort in reversed(list(zip("PQST", sorts, strict=True))):
        goal = for_some(f"{name}0", sort, goal)
    choice, V, tail = alternative(net, 1), B @ U @ X, X @ r @ A
    G, of_G = proof.ginv(C.T @ C)
    fixes = projection_fixes(proof, C, G, of_G)
    rows = fixed_rows(proof, C, fixes, symmetric_projection(proof, C, G, fixes))
    J, of_J = proof.ginv(X @ X.T)
    data = projection_fixes(proof, X.T, J, of_J)
    first = G @ C.T @ A, (B @ U).T
    flat = -1 * kron(H0 @ A, X @ V.T)
    included, none = proof.alternatives(choice)
    (Z,), form = proof.obtain(included, "Z")
    # B^T kron X r A = (C^T C Z) kron (X X^T J^T X r A), or X r A = 0
    second = kron(H1, tail) - kron(C.T @ C @ Z, H2.T @ r @ A)
    in_range = [*first, Z, J.T @ tail]
    left = proof.combine(through(*in_range), flat + second @ K, rows, form, data)
    no_tail = [*first, zero("d_1", "d_j"), zero("d_x", "d_k")]
    right = proof.combine(through(*no_tail), flat + kron(B.T, H1) @ K, rows, none)
    sides = proof.exhibit_all(goal, in_range, left), proof.exhibit_all(goal, no_tail, right)
    return proof.close(proof.from_both(choice, *sides))


@theorem("appendix-a6:projected", instances=upper_layers_with_f, form="for every k >= 2")
def projected_blocks() -> Theorem:
    """``(I kron (I - F J)) E^T = 0`` and ``(I - (I kron F)(I kron J)) M_21 = 0``, Hessian psd.

    J is any {1}-inverse of ``F = V V^T``, V = B W_1 X, E the second term of ``M_12``.
    """
    net = layers()
    proof, A, B, C, X = net.proof, net.A, net.B, net.C, net.X
    V, tail, K = B @ net.U @ X, X @ net.r @ A, commutation("d_j", "d_k")
    F, (J,) = V @ V.T, proof.matrices(J=("d_j", "d_j"))
    given = proof.assume(equal(F @ J @ F, F))
    turned = proof.combine(equal(F @ J.T @ F, F), H0.T, given)
    kept = proof.combine(
        equal(F @ J @ V, V), H0.T, projection_fixes(proof, V.T, J.T, turned)
    )  # fmt: skip
    rest, one = identity("d_j") - F @ J, identity("d_k")
    E = kron(B.T, tail) @ K
    last = kron(one, rest) @ E.T
    choice = dual(net)
    inside, none = proof.alternatives(choice)
    (Z,), form = proof.obtain(inside, "Z")
    goal = equal(last, 0 * last)
    by = K.T @ kron(rest @ H0 - H1 @ Z, tail.T)
    in_range = proof.combine(goal, by, form, kept)
    flat = proof.combine(goal, K.T @ kron(rest @ B, H0.T), none)
    second = proof.from_both(choice, in_range, flat)
    whole = (kron(one, identity("d_j")) - kron(one, F) @ kron(one, J)) @ (
        kron(A.T @ C, V @ X.T) + E.T
    )
    first = proof.combine(
        equal(whole, 0 * whole), H0 - kron(A.T @ C, H1 @ X.T), second, kept
    )  # fmt: skip
    return proof.both(second, first)
