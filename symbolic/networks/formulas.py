"""The closed forms of the gradient and of every Hessian block.

Each function takes a `LinearNetwork` over any exact ring, so the same line of code is
compared with the derivative as an identity of polynomials and evaluated at rational
points. Nothing is differentiated here; the ground truth is `symbolic.networks.derivatives`.

A block (l, k) is ``D_{vec(W_k^T)} (D_{vec(W_l^T)} L)^T``, of shape d_l d_{l-1} x d_k d_{k-1}.
"""

from __future__ import annotations

from symbolic.algebra.kronecker import bracket, commutation_matrix, kron, vec
from symbolic.algebra.matrix import Matrix, hcat, vcat
from symbolic.networks.network import LinearNetwork


def gradient(network: LinearNetwork, k: int) -> Matrix:
    """Lemma 4.1: ``(A_k kron V_k^T)^T vec(r)``, a column of d_k d_{k-1} entries."""
    return kron(network.A(k), network.V(k).T).T @ vec(network.r)


def diagonal_block(network: LinearNetwork, k: int) -> Matrix:
    """Lemma 4.3, block (k, k): ``A_k^T A_k kron V_k V_k^T``."""
    return kron(network.A(k).T.gram(), network.V(k).gram())


def first_row_block(network: LinearNetwork, k: int) -> Matrix:
    """Lemma 4.3, block (1, k) for k >= 2, as printed.

    ``C^T A_k kron X V_k^T + [B_k^T kron X] [I kron (r A_k)_1 .. I kron (r A_k)_{d_k}]``
    with I of size d_{k-1}.
    """
    first = kron(network.C.T @ network.A(k), network.X @ network.V(k).T)
    size = network.weight(k).shape[1]
    second = kron(network.B(k).T, network.X) @ bracket(size, network.r @ network.A(k))
    return first + second


def block(network: LinearNetwork, l: int, k: int) -> Matrix:
    """Every block, beyond the paper.

    ``A_l^T A_k kron V_l V_k^T`` plus, for k > l with ``S = W_{k-1}..W_{l+1}``,
    ``(S^T kron V_l r A_k) K`` where K is the commutation matrix ``vec(W_k) = K vec(W_k^T)``;
    the block (l, k) with k < l is the transpose of (k, l).
    """
    if k == l:
        return diagonal_block(network, k)
    if k < l:
        return block(network, k, l).T
    A, V = network.A, network.V
    first = kron(A(l).T @ A(k), V(l) @ V(k).T)
    height, width = network.weight(k).shape
    K = commutation_matrix(network.X, width, height)
    return first + kron(network.S(k, l).T, V(l) @ network.r @ A(k)) @ K


def hessian(network: LinearNetwork) -> Matrix:
    """The whole Hessian, blocks ordered W_{H+1}, .., W_1 as in Lemma 4.3."""
    order = tuple(reversed(network.architecture.layers))
    blocks = {(l, k): block(network, l, k) for l in order for k in order if k >= l}
    blocks |= {(k, l): found.T for (l, k), found in blocks.items() if k > l}
    return vcat(*(hcat(*(blocks[l, k] for k in order)) for l in order))
