"""What double precision says, as a practitioner would ask it: no exactness, no warning.

The tolerances are the usual ones: numpy's own for a rank, `TOLERANCE` for a gradient norm or
an eigenvalue that counts as zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numeric_crosscheck.numbers import Rows

TOLERANCE = 1e-8
"""Below it a gradient norm counts as zero; an eigenvalue below minus it as negative."""


def _array(rows: Rows) -> Any:
    import numpy

    return numpy.array([[float(x) for x in row] for row in rows])


def float64_rank(rows: Rows, factors: Sequence[Rows] = ()) -> int | None:
    """What numpy says in double precision, by its default threshold; nothing if it overflows.

    With `factors` double precision multiplies them itself, instead of being given the product.
    """
    import numpy

    try:
        tables = [_array(given) for given in (factors or [rows])]
    except OverflowError:
        return None
    with numpy.errstate(over="ignore", invalid="ignore"):
        product = chain(tables[::-1])
    return int(numpy.linalg.matrix_rank(product)) if numpy.isfinite(product).all() else None


def float64_semidefinite(rows: Rows) -> bool | None:
    """Whether no eigenvalue of a symmetric matrix is below minus `TOLERANCE`."""
    import numpy

    try:
        return bool(numpy.linalg.eigvalsh(_array(rows)).min() > -TOLERANCE)
    except OverflowError:
        return None


def float64_critical(X: Rows, Y: Rows, W: Sequence[Rows]) -> bool | None:
    """Whether every part of the gradient is shorter than `TOLERANCE`."""
    import numpy

    try:
        x, y, weights = _array(X), _array(Y), [_array(weight) for weight in W]
    except OverflowError:
        return None
    parts = gradients(weights, x, chain([x, *weights]) - y)
    return bool(max(numpy.linalg.norm(part) for part in parts) < TOLERANCE)


def chain(factors: Sequence[Any]) -> Any:
    """The product of factors given from the right to the left, multiplied in that order."""
    product = factors[0]
    for factor in factors[1:]:
        product = factor @ product
    return product


def gradients(weights: Sequence[Any], X: Any, error: Any) -> list[Any]:
    """``A_k^T error V_k^T`` for every layer, each product multiplied from the lowest layer up."""
    import numpy

    found = []
    for k in range(len(weights)):
        above = [numpy.eye(weights[k].shape[0]), *weights[k + 1 :]]
        found.append(chain(above).T @ error @ chain([X, *weights[:k]]).T)
    return found
