"""The lines of Appendix A.3 for all sizes.

A = W_{H+1}..W_{k+1}, W = W_k, B = W_{k-1}..W_2, U = W_1 and C = A W B. The term `second` of the
first display is the derivative of ``(C kron X^T)^T vec(R)`` by W, R being held fixed, at R = r. A
double sum over samples i and outputs j is taken term by term: `second` is linear in R, and the term
of i and j is its value at ``R = x y^T`` for the unit vectors x and y, times r_ij. So each line is
proved for all columns x and y; a unit vector c picks a block or a column.
"""

from __future__ import annotations

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import equal
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.networks.derivatives import half_square
from proofs.library.ranks import H0
from proofs.papers.kawaguchi2016.instances.notation import residuals, small_layers
from symbolic.words.terms import Term, commutation, derivative_by, identity, kron, vec

SIZES = "d_y d_k d_j d_1 d_x m"
LETTERS = {"A": "d_y d_k", "W": "d_k d_j", "B": "d_j d_1", "X": "d_x m"}


def _letters(**more: str) -> tuple[Derivation, Term, Term, Term, Term]:
    """A derivation with the letters and more of them, and A, W, B and X."""
    proof = Derivation(SIZES, **LETTERS, **more)
    A, W, B, X = proof.letters("A W B X")
    return proof, A, W, B, X


def _second(A: Term, W: Term, B: Term, X: Term, R: Term) -> Term:
    """``(D_{vec(W^T)} (C kron X^T))^T vec(R)``."""
    return derivative_by(kron(A @ W @ B, X.T).T @ vec(R), W)


@theorem("appendix-a3:diagonal", instances=small_layers)
def diagonal_display() -> Theorem:
    """Block (k, k) is ``(A_k kron V_k^T)^T D_{vec(W_k^T)} vec(r)``."""
    proof = Derivation("d_y d_k d_j m", A="d_y d_k", W="d_k d_j", V="d_j m", Y="d_y m")
    A, W, V, Y = proof.letters("A W V Y")
    error = A @ W @ V - Y
    block = derivative_by(derivative_by(half_square(error), W).T, W)
    return proof.by(equal(block, kron(A, V.T).T @ derivative_by(vec(error.T), W)))


@theorem("appendix-a3:first", instances=residuals)
def first_display() -> Theorem:
    """Block (1, k) is ``(C kron X^T)^T D_{vec(W_k^T)} vec(r)`` and `second` at R = r."""
    proof, A, W, B, X = _letters(U="d_1 d_x", Y="d_y m", R="m d_y")
    U, Y, R = proof.letters("U Y R")
    C, r = A @ W @ B, (A @ W @ B @ U @ X - Y).T
    given = proof.assume(equal(R, r))
    block = derivative_by(derivative_by(half_square(r.T), U).T, W)
    first = kron(C, X.T).T @ derivative_by(vec(r), W)
    by = -1 * kron(B.T, X @ H0 @ A) @ commutation("d_j", "d_k")
    return proof.combine(equal(block, first + _second(A, W, B, X, R)), by, given)


@theorem("appendix-a3:terms")
def terms_of_the_sum() -> Theorem:
    """`second` is linear in R, and at R = x y^T it is ``(D (y^T C)) kron X x`` (lines 2 to 4).

    That is ``y^T A kron B^T kron X x``, whose block for the column c of A is
    ``(y^T A c)(B^T kron X x)``.
    """
    more = {"R": "m d_y", "S": "m d_y", "t": "1 1", "x": "m 1", "y": "d_y 1", "c": "d_k 1"}
    proof, A, W, B, X = _letters(**more)
    R, S, t, x, y, c = proof.letters("R S t x y c")

    def second(matrix: Term) -> Term:
        return _second(A, W, B, X, matrix)

    term = kron(kron(y.T @ A, B.T), X @ x)
    block = term @ kron(c, identity("d_j"))
    return proof.both(
        proof.by(equal(second(t @ R + S), t @ second(R) + second(S))),
        proof.by(equal(second(x @ y.T), kron(derivative_by(B.T @ W.T @ A.T @ y, W), X @ x))),
        proof.by(equal(second(x @ y.T), term)),
        proof.by(equal(block, (y.T @ A @ c) @ kron(B.T, X @ x))),
    )


@theorem("appendix-a3:last")
def last_line() -> Theorem:
    """`second` has the blocks ``B^T kron X (R A)_t``."""
    proof, A, W, B, X = _letters(R="m d_y", c="d_k 1")
    R, c = proof.letters("R c")
    block = _second(A, W, B, X, R) @ kron(c, identity("d_j"))
    shown = proof.by(equal(block, kron(B.T, X @ (R @ A @ c))))
    return proof.generalize(shown, c.tree)


@theorem("appendix-a3:sum")
def rewritten_sum() -> Theorem:
    """``X (R A)_t`` is linear in R, and ``(y^T A)_t X x`` for R = x y^T."""
    more = {"R": "m d_y", "S": "m d_y", "t": "1 1", "x": "m 1", "y": "d_y 1", "c": "d_k 1"}
    proof, A, _, _, X = _letters(**more)
    R, S, t, x, y, c = proof.letters("R S t x y c")

    def column(matrix: Term) -> Term:
        return X @ (matrix @ A) @ c

    return proof.both(
        proof.by(equal(column(t @ R + S), t @ column(R) + column(S))),
        proof.by(equal(column(x @ y.T), (y.T @ A @ c) @ (X @ x))),
    )


@theorem("appendix-a3:row")
def row_of_c() -> Theorem:
    """``(y^T C)^T = (y^T A_k kron B_k^T) vec(W_k^T)``."""
    proof, A, W, B, _ = _letters(y="d_y 1")
    (y,) = proof.letters("y")
    return proof.by(equal((y.T @ A @ W @ B).T, kron(y.T @ A, B.T) @ vec(W.T)))


@theorem("appendix-a3:top")
def derivative_by_a_row() -> Theorem:
    """``D_{vec(W_{H+1}^T)} (y^T C)^T (c kron I) = (y^T c) B^T``: B^T for j = t, else 0."""
    proof = Derivation("d_y d_h d_1", W="d_y d_h", B="d_h d_1", y="d_y 1", c="d_y 1")
    W, B, y, c = proof.letters("W B y c")
    rows = derivative_by((y.T @ W @ B).T, W) @ kron(c, identity("d_h"))
    return proof.by(equal(rows, (y.T @ c) @ B.T))


@theorem("appendix-a3:stacked")
def stacked_rows() -> Theorem:
    """``(c^T kron I) vec(W^T) = (c^T W)^T``: the t-th block of vec(W^T) is the t-th row of W."""
    proof = Derivation("d_y d_h", W="d_y d_h", c="d_y 1")
    W, c = proof.letters("W c")
    return proof.by(equal(kron(c.T, identity("d_h")) @ vec(W.T), (c.T @ W).T))
