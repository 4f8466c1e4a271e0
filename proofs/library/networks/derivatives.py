"""Lemmas 4.1 and 4.3 for every depth and all widths: gradient and Hessian by the product rule.

Seen from the layer W_k the loss is ``1/2 ||A W V - Y||^2`` with A = W_{H+1}..W_{k+1} above
and V = W_{k-1}..W_1 X below, in which W_k does not occur. Seen from two layers k > l it is
``1/2 ||A W S U V - Y||^2`` with W = W_k, U = W_l and S = W_{k-1}..W_{l+1} between them. The
letters are arbitrary, so the first and the last layer and neighbouring layers are the
instances in which A or S is an identity or V is X.
"""

from __future__ import annotations

from fractions import Fraction

from proofs.kernel.formulas import equal
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from symbolic.words.terms import Term, commutation, derivative_by, identity, kron, tr, vec

HALF = Fraction(1, 2)


def half_square(residual: Term) -> Term:
    """``1/2 tr(R^T R)``."""
    return HALF * tr(residual.T @ residual)


def lemma_4_1() -> Theorem:
    """``(D_{vec(W_k^T)} L)^T = (A_k kron V_k^T)^T vec(r)``."""
    proof = Derivation("d_y d_k d_j m", A="d_y d_k", W="d_k d_j", V="d_j m", Y="d_y m")
    A, W, V, Y = proof.letters("A W V Y")
    residual = A @ W @ V - Y
    gradient = derivative_by(half_square(residual), W).T
    return proof.by(equal(gradient, kron(A, V.T).T @ vec(residual.T)))


def vec_of_product() -> Theorem:
    """``vec(A M B) = (B^T kron A) vec(M)``."""
    proof = Derivation("p q r t", A="p q", M="q r", B="r t")
    A, M, B = proof.letters("A M B")
    return proof.by(equal(vec(A @ M @ B), kron(B.T, A) @ vec(M)))


def residual_jacobian() -> Theorem:
    """``D_{vec(W_k^T)} vec(r) = A_k kron V_k^T``."""
    proof = Derivation("d_y d_k d_j m", A="d_y d_k", W="d_k d_j", V="d_j m", Y="d_y m")
    A, W, V, Y = proof.letters("A W V Y")
    residual = vec((A @ W @ V - Y).T)
    return proof.by(equal(derivative_by(residual, W), kron(A, V.T)))


def _first_layer() -> tuple[Derivation, Term, Term, Term, Term]:
    proof = Derivation("d_y d_1 d_x m", C="d_y d_1", W="d_1 d_x", X="d_x m", Y="d_y m")
    C, W, X, Y = proof.letters("C W X Y")
    return proof, C, W, X, Y


def first_gradient() -> Theorem:
    """``(D_{vec(W_1^T)} L)^T = (C kron X^T)^T vec(r)``, the first display of A.2."""
    proof, C, W, X, Y = _first_layer()
    residual = C @ W @ X - Y
    gradient = derivative_by(half_square(residual), W).T
    return proof.by(equal(gradient, kron(C, X.T).T @ vec(residual.T)))


def first_gradient_as_vec() -> Theorem:
    """``(C kron X^T)^T vec(r) = vec(X r C)``."""
    proof, C, W, X, Y = _first_layer()
    r = (C @ W @ X - Y).T
    return proof.by(equal(kron(C, X.T).T @ vec(r), vec(X @ r @ C)))


def diagonal_block() -> Theorem:
    """``D_{vec(W_k^T)} (D_{vec(W_k^T)} L)^T = A_k^T A_k kron V_k V_k^T``."""
    proof = Derivation("d_y d_k d_j m", A="d_y d_k", W="d_k d_j", V="d_j m", Y="d_y m")
    A, W, V, Y = proof.letters("A W V Y")
    gradient = derivative_by(half_square(A @ W @ V - Y), W).T
    return proof.by(equal(derivative_by(gradient, W), kron(A.T @ A, V @ V.T)))


def bracket(size: str, matrix: Term, columns: str) -> Term:
    """``[I kron M_1 .. I kron M_t]`` for the columns of M.

    Its column (j, i), in the j-th block, is ``e_i kron M e_j``, that is column (i, j) of
    ``I kron M``: the commutation matrix exchanges the two.
    """
    return kron(identity(size), matrix) @ commutation(size, columns)


FIRST_ROW_SIZES = "d_y d_k d_j d_1 d_x m"
FIRST_ROW = {
    "A": "d_y d_k",
    "W": "d_k d_j",
    "B": "d_j d_1",
    "U": "d_1 d_x",
    "X": "d_x m",
    "Y": "d_y m",
}
"""The network ``A W B U X`` whose layers U and W are the first one and a later one."""


def first_row_block() -> Theorem:
    """Block (1, k) as printed, k >= 2, with B = W_{k-1}..W_2 and C = A W B."""
    proof = Derivation(FIRST_ROW_SIZES, **FIRST_ROW)
    A, W, B, U, X, Y = proof.letters("A W B U X Y")
    residual = A @ W @ B @ U @ X - Y
    gradient = derivative_by(half_square(residual), U).T
    first = kron((A @ W @ B).T @ A, X @ (B @ U @ X).T)
    second = kron(B.T, X) @ bracket("d_j", residual.T @ A, "d_k")
    return proof.by(equal(derivative_by(gradient, W), first + second))


def _two_layers(**more: str) -> tuple[Derivation, Term, Term, Term, Term, Term, Term]:
    """The network ``A W S U V`` of two layers W and U and what is around them, and the data Y."""
    proof = Derivation(
        "d_y d_k d_j d_l d_i m",
        A="d_y d_k",
        W="d_k d_j",
        S="d_j d_l",
        U="d_l d_i",
        V="d_i m",
        Y="d_y m",
        **more,
    )
    A, W, S, U, V, Y = proof.letters("A W S U V Y")
    return proof, A, W, S, U, V, Y


def general_block() -> Theorem:
    """Block (l, k) for every k > l, beyond the paper."""
    proof, A, W, S, U, V, Y = _two_layers()
    residual = A @ W @ S @ U @ V - Y
    gradient = derivative_by(half_square(residual), U).T
    first = kron((A @ W @ S).T @ A, V @ (S @ U @ V).T)
    second = kron(S.T, V @ residual.T @ A) @ commutation("d_j", "d_k")
    return proof.by(equal(derivative_by(gradient, W), first + second))


def symmetric_blocks() -> Theorem:
    """Block (k, l) is the transpose of block (l, k)."""
    proof, A, W, S, U, V, Y = _two_layers()
    loss = half_square(A @ W @ S @ U @ V - Y)
    upper = derivative_by(derivative_by(loss, U).T, W)
    return proof.by(equal(derivative_by(derivative_by(loss, W).T, U), upper.T))


def quadratic_form() -> Theorem:
    """The form of the Hessian on two layers is the second variation along F and E.

    ``u^T H_ll u + w^T H_kk w + 2 u^T H_lk w = tr(D^T D) + 2 tr(r A E S F V)`` for u = vec(F^T),
    w = vec(E^T) and ``D = (A W S F + A E S U) V``.
    """
    proof, A, W, S, U, V, Y = _two_layers(F="d_l d_i", E="d_k d_j")
    F, E = proof.letters("F E")
    error = A @ W @ S @ U @ V - Y
    loss, u, w = half_square(error), vec(F.T), vec(E.T)
    by_U, by_W = derivative_by(loss, U).T, derivative_by(loss, W).T
    squares = u.T @ derivative_by(by_U, U) @ u + w.T @ derivative_by(by_W, W) @ w
    D = (A @ W @ S @ F + A @ E @ S @ U) @ V
    second = tr(D.T @ D) + 2 * tr(error.T @ A @ E @ S @ F @ V)
    return proof.by(equal(squares + 2 * (u.T @ derivative_by(by_U, W) @ w), second))


def first_variation() -> Theorem:
    """``(A_k kron V_k^T)^T vec(r) = vec(V_k r A_k)``: what vanishes at a critical point."""
    proof = Derivation("d_y d_k d_j m", A="d_y d_k", W="d_k d_j", V="d_j m", Y="d_y m")
    A, W, V, Y = proof.letters("A W V Y")
    r = (A @ W @ V - Y).T
    return proof.by(equal(kron(A, V.T).T @ vec(r), vec(V @ r @ A)))
