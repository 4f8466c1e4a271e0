"""What double precision says of a deep saddle, as a practitioner would ask, beside the truth.

A bad saddle keeps its kind under a change of basis g_k in the hidden layers,
``W_k -> g_k W_k g_{k-1}^{-1}``. With g = [[t, t + 1], [t - 1, t]], of determinant one and
condition number about 4 t^2, the weights stay integers, and every product of layers is exact
here; multiplied in double precision the factors no longer cancel. Three questions are asked
with the usual tolerances: the rank of W_H..W_2, whether the gradient is zero, and whether the
Hessian has a negative eigenvalue.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from numeric_crosscheck.float64 import TOLERANCE, chain, gradients
from symbolic.algebra.exact import to_fraction
from symbolic.algebra.linalg import rank
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import rational_matrix
from symbolic.networks.classification import Kind, classify
from symbolic.networks.network import LinearNetwork

DEPTHS, BASES = (2, 3, 4), (0, 1, 10, 100, 10**3, 10**4, 10**5, 10**7)
"""The saddles that are shown: H and t."""


@dataclass(frozen=True)
class DeepProduct:
    """Depth, condition and the truth of a saddle, and what double precision says of it."""

    depth: int
    basis: int
    kind: str
    rank: int
    float64_rank: int
    float64_critical: bool
    float64_psd: bool

    @property
    def wrong(self) -> tuple[str, ...]:
        """Which of the three questions double precision answers wrongly."""
        answers = (
            ("rank", self.float64_rank == self.rank),
            ("critical", self.float64_critical),
            ("no negative eigenvalue", self.float64_psd),
        )
        return tuple(name for name, right in answers if not right)


def saddle(depth: int, basis: int, scale: int = 1) -> LinearNetwork:
    """The bad saddle diag(2, 0), diag(1, 0), .. of X = I, Y = diag(2, 1) in another basis.

    `basis` is t; for t = 0 the weights stay as they are. The layers W_2, .., W_H are divided by
    `scale`, and W_1 makes up for it: with 3 no entry of theirs is a binary fraction. Loss and
    kind depend on neither.
    """
    t, down = basis, Fraction(1, scale)
    g = rational_matrix([[t, t + 1], [t - 1, t]] if t else [[1, 0], [0, 1]])
    back = rational_matrix([[t, -t - 1], [1 - t, t]] if t else [[1, 0], [0, 1]])
    corner = rational_matrix([[1, 0], [0, 0]])
    inner = [g @ rational_matrix([[down, 0], [0, 0]]) @ back for _ in range(depth - 1)]
    first = g @ rational_matrix([[2 * scale ** (depth - 1), 0], [0, 0]])
    X, Y = rational_matrix([[1, 0], [0, 1]]), rational_matrix([[2, 0], [0, 1]])
    return LinearNetwork(X, Y, (first, *inner, corner @ back))


def _floats(matrix: Matrix) -> Any:
    import numpy

    return numpy.array([[float(to_fraction(x)) for x in row] for row in matrix.rows])


def _chain(weights: Sequence[Any], size: int) -> Any:
    """W_k .. W_l in double precision, of weights given from the lowest layer up."""
    import numpy

    return chain([numpy.eye(size), *weights])


def ask(depth: int, basis: int) -> DeepProduct:
    """The saddle of this depth and basis, exactly and in double precision."""
    import numpy

    network = saddle(depth, basis)
    point = classify(network)
    if point.kind is not Kind.NON_STRICT_SADDLE:
        raise AssertionError(f"depth {depth}, t = {basis}: {point.kind}")
    X, Y = _floats(network.X), _floats(network.Y)
    W = [_floats(weight) for weight in network.W]
    residual = (_chain(W, 2) @ X - Y).T
    hessian = _hessian(W, X, residual)
    return DeepProduct(
        depth,
        basis,
        str(point.kind),
        rank(network.B(depth + 1)),
        int(numpy.linalg.matrix_rank(_chain(W[1:-1], 2))),
        bool(max(numpy.linalg.norm(g) for g in gradients(W, X, residual.T)) < TOLERANCE),
        bool(numpy.linalg.eigvalsh(hessian).min() > -TOLERANCE),
    )


def _hessian(W: Sequence[Any], X: Any, residual: Any) -> Any:
    """The Hessian in double precision, entry by entry of the bilinear form of two directions."""
    import numpy

    layers = range(len(W))
    units = [(k, i, j) for k in layers for i in range(2) for j in range(2)]
    below = [_chain(W[:k], 2) @ X for k in layers]
    above = [_chain(W[k + 1 :], 2) for k in layers]
    table = numpy.zeros((len(units), len(units)))
    for a, (k, i, j) in enumerate(units):
        for b, (l, p, q) in enumerate(units):
            # <A_k e_i e_j^T V_k, A_l e_p e_q^T V_l>, and the second term for two layers.
            value = (above[k][:, i] @ above[l][:, p]) * (below[k][j] @ below[l][q])
            if k != l:
                (hi, row, col), (lo, row_lo, col_lo) = sorted(((k, i, j), (l, p, q)), reverse=True)
                between = _chain(W[lo + 1 : hi], 2)[col, row_lo]
                value += (above[hi][:, row] @ residual.T @ below[lo][col_lo]) * between
            table[a, b] = value
    return (table + table.T) / 2


def sweep(depths: Sequence[int] = DEPTHS, bases: Sequence[int] = BASES) -> Iterator[DeepProduct]:
    """Every depth at every basis, the shallow and the well conditioned first."""
    for depth in depths:
        for basis in bases:
            yield ask(depth, basis)


def smallest_wrong() -> DeepProduct:
    """The first of the sweep at which double precision answers a question wrongly."""
    return next(found for found in sweep() if found.wrong)
