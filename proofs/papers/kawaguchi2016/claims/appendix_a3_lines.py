"""The printed and the mended lines of Appendix A.3 as equations.

`_second` is the term `second` of `proofs.papers.kawaguchi2016.claims.appendix_a3`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial, reduce
from operator import add

from proofs.evidence.equation import Equation, Index, inner_layers, layers, upper_layers
from symbolic.algebra.kronecker import kron, vec
from symbolic.algebra.matrix import Matrix, hcat
from symbolic.networks.architecture import Architecture
from symbolic.networks.calculus import Calculus, Quantity
from symbolic.networks.derivatives import jacobian
from symbolic.networks.network import LinearNetwork


def _total(matrices: Iterable[Matrix]) -> Matrix:
    return reduce(add, matrices)


def _samples(network: LinearNetwork) -> range:
    return range(network.architecture.samples)


def _outputs(network: LinearNetwork) -> range:
    return range(network.architecture.output_width)


def _first_term(calculus: Calculus, k: int, factor: Quantity) -> Matrix:
    """``factor^T D_{vec(W_k^T)} vec(r)``."""
    return factor(calculus.network).T @ jacobian(calculus, lambda network: network.r, k)


def _second_term(calculus: Calculus, k: int, factor: Quantity) -> Matrix:
    """``(D_{vec(W_k^T)} factor)^T vec(r)`` with r held fixed, column by column."""
    residual = vec(calculus.network.r)
    return hcat(*(derivative.T @ residual for derivative in calculus.partials(factor, k)))


def _c_kron_xt(network: LinearNetwork) -> Matrix:
    return kron(network.C, network.X.T)


def _second(calculus: Calculus, k: int) -> Matrix:
    return _second_term(calculus, k, _c_kron_xt)


def _split(calculus: Calculus, k: int, first: Quantity, second: Quantity) -> Matrix:
    return _first_term(calculus, k, first) + _second_term(calculus, k, second)


def _double_sum(term: Callable[[LinearNetwork, int, int, int], Matrix]) -> Callable[..., Matrix]:
    """``sum over samples i and outputs j of term(network, k, i, j) r_{i,j}``."""

    def side(calculus: Calculus, k: int) -> Matrix:
        network = calculus.network
        r = network.r
        pairs = ((i, j) for i in _samples(network) for j in _outputs(network))
        return _total(term(network, k, i, j) * r[i, j] for i, j in pairs)

    return side


def _third_line(network: LinearNetwork, k: int, i: int, j: int) -> Matrix:
    return kron(network.A(k).row(j), kron(network.B(k).T, network.X.column(i)))


def _third_line_printed(network: LinearNetwork, k: int, i: int, j: int) -> Matrix:
    return kron(network.A(k).row(j), kron(network.B(k).T, network.X.column(i).T)).T


def _rows_of_c(calculus: Calculus, k: int) -> Matrix:
    """``sum_{i,j} ((D_{vec(W_k^T)} C_{j,.}) kron X_i) r_{i,j}``."""
    network = calculus.network
    rows = {j: jacobian(calculus, partial(_row_of_c, j), k) for j in _outputs(network)}

    def term(i: int, j: int) -> Matrix:
        weighted: Matrix = kron(rows[j], network.X.column(i)) * network.r[i, j]
        return weighted

    return _total(term(i, j) for i in _samples(network) for j in _outputs(network))


def _row_of_c(j: int, network: LinearNetwork) -> Matrix:
    return network.C.row(j).T


def _fourth_line(network: LinearNetwork, k: int, i: int, j: int) -> Matrix:
    block = kron(network.B(k).T, network.X.column(i))
    return hcat(*(block * entry for entry in network.A(k).rows[j]))


def _weighted_inputs(network: LinearNetwork, k: int, t: int) -> Matrix:
    """``sum_{i,j} r_{i,j} (A_k)_{j,t} X_i``."""
    r, A = network.r, network.A(k)
    pairs = ((i, j) for i in _samples(network) for j in _outputs(network))
    return _total(network.X.column(i) * (r[i, j] * A[j, t]) for i, j in pairs)


def _last_line(calculus: Calculus, k: int) -> Matrix:
    network = calculus.network
    columns = range(network.A(k).shape[1])
    return hcat(*(kron(network.B(k).T, _weighted_inputs(network, k, t)) for t in columns))


def _derivative_of_row(calculus: Calculus, t: int, j: int) -> Matrix:
    """``D_{vec(W_{H+1,t}^T)} C_{j,.}``: the derivative of row j of C by row t of W_{H+1}."""
    network = calculus.network
    width = network.weight(len(network.W)).shape[1]
    row = jacobian(calculus, lambda n: n.C.row(j - 1).T, len(network.W))
    return hcat(*(row.column(q) for q in range((t - 1) * width, t * width)))


def _delta_times_b(calculus: Calculus, t: int, j: int) -> Matrix:
    B = calculus.network.B(len(calculus.network.W)).T
    return (1 if j == t else 0) * B


def _sum_with_coefficient(calculus: Calculus, t: int, row: int, column: int) -> Matrix:
    """``sum_i r_{i,t} (A_{H+1})_{row,column} X_i``, indices from one."""
    network = calculus.network
    r, A = network.r, network.A(len(network.W))
    coefficient = A[row - 1, column - 1]
    samples = _samples(network)
    return _total(network.X.column(i) * (r[i, t - 1] * coefficient) for i in samples)


def _input_times_residual(calculus: Calculus, t: int) -> Matrix:
    """``X r_{.,t}``."""
    return calculus.network.X @ calculus.network.r.column(t - 1)


def _with_row(architecture: Architecture) -> list[Index]:
    """(k, j): a layer above the first and an output."""
    return [(k, j) for (k,) in upper_layers(architecture) for j in _output_indices(architecture)]


def _with_column(architecture: Architecture) -> list[Index]:
    """(k, t): a layer above the first and one of its units."""
    layers = upper_layers(architecture)
    return [(k, t) for (k,) in layers for t in range(1, architecture.widths[k] + 1)]


def _output_indices(architecture: Architecture) -> range:
    return range(1, architecture.output_width + 1)


def _output_pairs(architecture: Architecture) -> list[Index]:
    """(t, j): two outputs."""
    outputs = _output_indices(architecture)
    return [(t, j) for t in outputs for j in outputs]


def _block(calculus: Calculus, k: int) -> Matrix:
    return calculus.block(1, k)


FIRST_DISPLAY = Equation(_block, partial(_split, first=_c_kron_xt, second=_c_kron_xt), upper_layers)
ER7_PRINTED = Equation(
    _block,
    partial(_split, first=lambda n: kron(n.C, n.X), second=_c_kron_xt),
    inner_layers,
)
ER8_PRINTED = Equation(
    _block,
    lambda calculus, k: _split(calculus, k, _c_kron_xt, lambda n: kron(n.A(k), n.X.T)),
    inner_layers,
)
DIAGONAL_DISPLAY = Equation(
    lambda calculus, k: calculus.block(k, k),
    lambda calculus, k: _first_term(calculus, k, lambda n: kron(n.A(k), n.V(k).T)),
    layers,
)
SECOND_LINE = Equation(_second, _rows_of_c, upper_layers)
THIRD_LINE = Equation(_second, _double_sum(_third_line), upper_layers)
ER9_PRINTED = Equation(_second, _double_sum(_third_line_printed), inner_layers)
FOURTH_LINE = Equation(_second, _double_sum(_fourth_line), upper_layers)
LAST_LINE = Equation(_second, _last_line, upper_layers)
ROW_OF_C = Equation(
    lambda c, _k, j: c.network.C.row(j - 1).T,
    lambda c, k, j: kron(c.network.A(k).row(j - 1), c.network.B(k).T) @ vec(c.network.weight(k).T),
    _with_row,
    ("k", "j"),
)
REWRITTEN_SUM = Equation(
    lambda c, k, t: _weighted_inputs(c.network, k, t - 1),
    lambda c, k, t: c.network.X @ (c.network.r @ c.network.A(k)).column(t - 1),
    _with_column,
    ("k", "t"),
)
TOP_LAYER = Equation(_derivative_of_row, _delta_times_b, _output_pairs, ("t", "j"))
ER10_PRINTED = Equation(
    lambda c, t: _sum_with_coefficient(c, t, t, 1),
    _input_times_residual,
    lambda architecture: [(t,) for t in _output_indices(architecture)],
    ("t",),
)
