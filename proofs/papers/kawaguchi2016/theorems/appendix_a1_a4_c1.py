"""Steps of Appendices A.1, A.4 and C.1 for all sizes: equations between matrices."""

from __future__ import annotations

from proofs.evidence.stated import Beside, theorem
from proofs.kernel.formulas import either, equal
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.networks.derivatives import (
    HALF,
    bracket,
    half_square,
    residual_jacobian,
    vec_of_product,
)
from proofs.library.projections import squared
from proofs.library.ranks import H0, H1
from proofs.papers.kawaguchi2016.instances.matrices import two_layers, vanishing_products
from proofs.papers.kawaguchi2016.instances.zero_products import eigenvectors
from symbolic.words.terms import Term, derivative_by, identity, kron, tr, vec, zero

# A.1


@theorem("appendix-a1:outer")
def derivative_of_square() -> Theorem:
    """``D_v (v^T v)/2 = v^T``."""
    proof = Derivation("n", v="n 1")
    (v,) = proof.letters("v")
    return proof.by(equal(derivative_by(HALF * tr(v.T @ v), v), v.T))


@theorem("appendix-a1:residual")
def residual_vector() -> Theorem:
    """``vec(r) = vec(X^T P^T) - vec(Y^T)`` with P = W_{H+1}..W_1."""
    proof = Derivation("d_y d_x m", P="d_y d_x", X="d_x m", Y="d_y m")
    P, X, Y = proof.letters("P X Y")
    return proof.by(equal(vec((P @ X - Y).T), vec(X.T @ P.T) - vec(Y.T)))


@theorem("appendix-a1:chain")
def chain_rule() -> Theorem:
    """``D_{vec(W_k^T)} L = vec(r)^T D_{vec(W_k^T)} vec(r)``."""
    proof = Derivation("d_y d_k d_j m", A="d_y d_k", W="d_k d_j", V="d_j m", Y="d_y m")
    A, W, V, Y = proof.letters("A W V Y")
    residual = A @ W @ V - Y
    column = vec(residual.T)
    right = column.T @ derivative_by(column, W)
    return proof.by(equal(derivative_by(half_square(residual), W), right))


# A.4


@theorem("appendix-a4:projection")
def mixed_product() -> Theorem:
    """``(C^T C kron X X^T)(G kron N) = C^T C G kron X X^T N``."""
    proof = Derivation("d_y d_1 d_x m", C="d_y d_1", X="d_x m", G="d_1 d_1", N="d_x d_x")
    C, X, G, N = proof.letters("C X G N")
    left = kron(C.T @ C, X @ X.T) @ kron(G, N)
    return proof.by(equal(left, kron(C.T @ C @ G, X @ X.T @ N)))


@theorem("appendix-a4:projected", instances=two_layers)
def projected_kronecker() -> Theorem:
    """``I - (C^T C kron X X^T)(G kron N) = (I_{d_1} - C^T C G) kron I_{d_x}``, X X^T N = I."""
    proof = Derivation("d_y d_1 d_x m", C="d_y d_1", X="d_x m", G="d_1 d_1", N="d_x d_x")
    C, X, G, N = proof.letters("C X G N")
    given = proof.assume(equal(X @ X.T @ N, identity("d_x")))
    gram, ones = C.T @ C, identity("d_x")
    left = kron(identity("d_1"), ones) - kron(gram, X @ X.T) @ kron(G, N)
    goal = equal(left, kron(identity("d_1") - gram @ G, ones))
    return proof.combine(goal, -1 * kron(gram @ G, H0), given)


@theorem("appendix-a4:second")
def second_term() -> Theorem:
    """``(Q kron I)[B^T kron X] bracket = [Q B^T kron (X M)_1 .. ]``, M = r A_k.

    The right side is ``kron(Q B^T, I) bracket of X M``: its j-th block is Q B^T kron (X M)_j.
    """
    proof = Derivation(
        "d_1 d_j d_k d_x m", Q="d_1 d_1", B="d_j d_1", X="d_x m", M="m d_k"
    )  # fmt: skip
    Q, B, X, M = proof.letters("Q B X M")
    left = kron(Q, identity("d_x")) @ kron(B.T, X) @ bracket("d_j", M, "d_k")
    right = kron(Q @ B.T, identity("d_x")) @ bracket("d_j", X @ M, "d_k")
    return proof.by(equal(left, right))


@theorem("appendix-a4:product", instances=vanishing_products, form="all columns at once")
def product_vanishes() -> Theorem:
    """``M kron V = 0`` only if M = 0 or V = 0: all columns of V at once."""
    proof = Derivation("p q n t", M="p q", V="n t")
    M, V = proof.letters("M V")
    block = kron(M, V)
    given = proof.assume(equal(block, 0 * block))
    size_m, size_v = squared(M), squared(V)
    flat = proof.combine(equal(size_m @ size_v, zero(1, 1)), tr(block.T @ H0), given)
    goal = either(equal(M, proof.zero_like(M)), equal(V, proof.zero_like(V)))

    choice = proof.axiom("reciprocal", size_m)
    none, some = proof.alternatives(choice)
    first = proof.apply(proof.axiom("definite", *proof.shape(M), M), none)
    (u,), inverse = proof.obtain(some, "u")
    square = proof.combine(equal(size_v, zero(1, 1)), u @ H0 - H1 @ size_v, flat, inverse)
    second = proof.apply(proof.axiom("definite", *proof.shape(V), V), square)
    return proof.from_both(choice, proof.either(goal, first), proof.either(goal, second))


# C.1


@theorem("appendix-c1:trace")
def expanded_loss() -> Theorem:
    """``2 L = tr Y Y^T - 2 tr(P X Y^T) + tr(P X X^T P^T)``, P = W_{H+1}..W_1."""
    proof = Derivation("d_y d_x m", P="d_y d_x", X="d_x m", Y="d_y m")
    P, X, Y = proof.letters("P X Y")
    right = tr(Y @ Y.T) - 2 * tr(P @ X @ Y.T) + tr(P @ X @ X.T @ P.T)
    return proof.by(equal(tr((P @ X - Y).T @ (P @ X - Y)), right))


@theorem("appendix-c1:value", instances=eigenvectors)
def value_at_eigenvectors() -> Theorem:
    """``2 L = tr Y Y^T - tr M`` where P = U U^T Y X^T N: U has p eigenvectors, ``Sigma U = U M``.

    With the eigenvectors of the p largest eigenvalues, tr M is the sum of these.
    """
    proof = Derivation(
        "d_y d_x m p", P="d_y d_x", X="d_x m", Y="d_y m", N="d_x d_x", U="d_y p", M="p p",
    )  # fmt: skip
    P, X, Y, N, U, M = proof.letters("P X Y N U M")
    Z, square = Y @ X.T @ N, X @ X.T
    sigma = Z @ X @ Y.T
    right, left = (
        proof.assume(equal(product, identity("d_x"))) for product in (square @ N, N @ square)
    )
    unit = proof.assume(equal(U.T @ U, identity("p")))
    vectors = proof.assume(equal(sigma @ U, U @ M))
    given = proof.assume(equal(P, U @ U.T @ Z))
    inner = proof.chain(U.T @ sigma @ U, (U.T @ U @ M, [vectors]), (M, [unit]))
    turned = proof.combine(equal(N.T, N), H0.T @ N - N.T @ H0, right)
    crossed = proof.chain(
        tr(P @ X @ Y.T), (tr(U @ U.T @ Z @ X @ Y.T), [given]), (tr(M), [_traced(proof, inner)])
    )
    data = proof.chain(
        Z @ square @ Z.T, (Y @ X.T @ N.T @ X @ Y.T, [left]), (sigma, [turned])
    )  # fmt: skip
    squared_ = proof.chain(
        tr(P @ square @ P.T),
        (tr(U @ U.T @ Z @ square @ Z.T @ U @ U.T), [given]),
        (tr(U @ U.T @ sigma @ U @ U.T), [data]),
        (tr(U.T @ sigma @ U), [unit]),
        (tr(M), [_traced(proof, inner)]),
    )
    total = tr((P @ X - Y).T @ (P @ X - Y))
    return proof.combine(equal(total, tr(Y @ Y.T) - tr(M)), H1 - 2 * H0, crossed, squared_)


def _traced(proof: Derivation, equation: Theorem) -> Theorem:
    """``tr A = tr B`` from ``A = B``."""
    left, right = (Term(side) for side in equation.conclusion[1:])
    return proof.combine(equal(tr(left), tr(right)), tr(H0), equation)


fact_a11_vec = theorem(
    "fact-a11:vec", beside=Beside("Vectors", "kron_vec", "the three factors in another order")
)(vec_of_product)
fact_a11_jacobian = theorem("fact-a11:jacobian")(residual_jacobian)
