"""The conditions of Lemmas 4.4, 4.6 and Theorem 2.3 (iv) at deep saddles, as they are computed.

The saddles are those of `numeric_crosscheck.deep_products`. Each condition is decided three
times: exactly; in double precision, from products that it multiplies itself, by numpy's ranks and
the usual tolerance; and by mpmath from the same products at every precision of a ladder, where
what is below ``10^(-digits / 2)`` of what it was computed from counts as zero: half of the digits
are left to the errors of the products. "Right from" is the smallest precision from which on every
rung that was climbed gives the true answer; the rungs above are no proof, and only the exact
answer closes the question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from numeric_crosscheck.deep_products import BASES, DEPTHS, saddle
from numeric_crosscheck.float64 import TOLERANCE, chain
from numeric_crosscheck.numbers import Rows, context, rounded_matrix
from symbolic.algebra.exact import to_fraction
from symbolic.algebra.linalg import rank
from symbolic.algebra.matrix import Matrix
from symbolic.networks.classification import Point, classify
from symbolic.networks.conditions import (
    range_condition,
    residual_vanishes,
    top_projection,
    upper_layers,
)

LADDER = (15, 20, 30, 50, 100, 200)
SCALE = 3
"""The layers between are divided by it: else all products of layers are integers of less than 53
bits, and mpmath, which rounds an entry of a product once, makes no error at all."""

LEMMA_4_4, LEMMA_4_6, THEOREM_IV = "Lemma 4.4", "Lemma 4.6", "Theorem 2.3 (iv)"


@dataclass(frozen=True)
class Condition:
    """One condition of a lemma at a saddle: the truth, double precision, and mpmath.

    `k` is the layer, or nothing; `right_from` the digits from which mpmath is right, if it is.
    """

    lemma: str
    condition: str
    k: int | None
    true: bool
    float64: bool
    right_from: int | None


@dataclass(frozen=True)
class DeepLemmas:
    """The conditions at the saddle of a depth and basis."""

    depth: int
    basis: int
    conditions: tuple[Condition, ...]

    @property
    def wrong(self) -> tuple[Condition, ...]:
        """Those that double precision decides wrongly."""
        return tuple(c for c in self.conditions if c.float64 != c.true)

    @property
    def digits(self) -> int | None:
        """From so many digits mpmath decides all of them rightly, if from any."""
        needed = [c.right_from for c in self.conditions]
        return None if None in needed else max(d for d in needed if d is not None)

    @property
    def contradicted(self) -> tuple[str, ...]:
        """The statements that would be false if double precision were right.

        The saddle is critical and its Hessian positive semidefinite, so that for every k an
        alternative of Lemma 4.4 holds, one of Lemma 4.6, and not rank(W_H..W_2) = p.
        """
        found = []
        for lemma in (LEMMA_4_4, LEMMA_4_6):
            mine = [c for c in self.conditions if c.lemma == lemma]
            by_layer = ([c.float64 for c in mine if c.k == k] for k in {c.k for c in mine})
            if not all(map(any, by_layer)):
                found.append(lemma)
        if any(c.float64 for c in self.conditions if c.lemma == THEOREM_IV):
            found.append(THEOREM_IV)
        return tuple(found)


class _Float64:
    """Double precision, multiplied by itself, with numpy's ranks and the usual tolerance."""

    def __init__(self, X: Rows, Y: Rows, W: Sequence[Rows]) -> None:
        import numpy

        self._np = numpy
        self.X, self.Y = (numpy.array([[float(x) for x in row] for row in rows]) for rows in (X, Y))
        self.W = [numpy.array([[float(x) for x in row] for row in rows]) for rows in W]

    def product(self, k: int, l: int) -> Any:
        return chain([self._np.eye(2), *self.W[l - 1 : k]])

    def included(self, inner: Any, outer: Any) -> bool:
        rank_of = self._np.linalg.matrix_rank
        return bool(rank_of(self._np.hstack([outer, inner])) == rank_of(outer))

    def vanishes(self, value: Any, _size: Any) -> bool:
        return bool(self._np.linalg.norm(value) < TOLERANCE)

    def norm(self, value: Any) -> Any:
        return self._np.linalg.norm(value)

    def rank(self, value: Any) -> int:
        return int(self._np.linalg.matrix_rank(value))

    def projection(self, value: Any) -> Any:
        return value @ self._np.linalg.pinv(value.T @ value) @ value.T


class _MpMath:
    """mpmath at so many digits, multiplied at that precision."""

    def __init__(self, X: Rows, Y: Rows, W: Sequence[Rows], digits: int) -> None:
        self._mp = context(digits)
        self._tolerance = self._mp.mpf(10) ** (-self._mp.mpf(digits) / 2)
        self.X, self.Y = rounded_matrix(self._mp, X), rounded_matrix(self._mp, Y)
        self.W = [rounded_matrix(self._mp, rows) for rows in W]

    def product(self, k: int, l: int) -> Any:
        found = self._mp.eye(2)
        for weight in self.W[l - 1 : k]:
            found = weight * found
        return found

    def included(self, inner: Any, outer: Any) -> bool:
        P = self.projection(outer)
        return self.vanishes(inner - P * inner, self.norm(inner))

    def vanishes(self, value: Any, size: Any) -> bool:
        return bool(self.norm(value) <= self._tolerance * size)

    def norm(self, value: Any) -> Any:
        return self._mp.mnorm(value, "f")

    def rank(self, value: Any) -> int:
        sizes = list(self._mp.svd_r(value, compute_uv=False))
        return sum(size > self._tolerance * max(sizes) for size in sizes)

    def projection(self, value: Any) -> Any:
        U, _, _ = self._mp.svd_r(value, full_matrices=False)
        kept = U[:, : self.rank(value)]
        return kept * kept.T


Question = Callable[[Any], bool]


def _questions(depth: int) -> Iterator[tuple[str, str, int | None, Question]]:
    """The conditions, each as a function of a route; the eigenvectors of Sigma are e_1 and e_2."""
    top = depth + 1
    for k in range(2, top + 1):
        yield LEMMA_4_4, "R(B_k^T) in R(C^T C)", k, partial(_range, top=top, k=k)
        yield LEMMA_4_4, "X r A_k = 0", k, partial(_residual, top=top, k=k)
    yield LEMMA_4_6, "C (C^T C)^- C^T = U_p U_p^T", None, lambda n: _projected(n, top)
    yield LEMMA_4_6, "X r = 0", None, lambda n: _residual(n, top, top)
    yield THEOREM_IV, "rank(W_H..W_2) = p", None, lambda n: n.rank(n.product(depth, 2)) == 2


def _range(n: Any, top: int, k: int) -> bool:
    C = n.product(top, 2)
    return bool(n.included(n.product(k - 1, 2).T, C.T @ C))


def _residual(n: Any, top: int, k: int) -> bool:
    """``X r A_k = X (W_{H+1}..W_1 X - Y)^T A_k``, against the sizes of what it is made of."""
    above = n.product(top, k + 1)
    output = n.product(top, 1) @ n.X
    size = n.norm(n.X) * (n.norm(output) + n.norm(n.Y)) * n.norm(above)
    return bool(n.vanishes(n.X @ (output - n.Y).T @ above, size))


def _projected(n: Any, top: int) -> bool:
    C = n.product(top, 2)
    P, wanted = n.projection(C), n.X * 0
    for i in range(n.rank(C)):
        wanted[i, i] = 1
    return bool(n.vanishes(P - wanted, n.norm(wanted) or 1))


def _exactly(point: Point) -> Iterator[bool]:
    """The true answers in the order of `_questions`."""
    for k in upper_layers(point):
        yield range_condition(point, k)
        yield residual_vanishes(point, k)
    yield top_projection(point)
    yield residual_vanishes(point, len(point.network.W))
    yield rank(point.network.B(len(point.network.W))) == 2


def _rows(matrix: Matrix) -> Rows:
    return [[to_fraction(x) for x in row] for row in matrix.rows]


def conditions_at(depth: int, basis: int, ladder: Sequence[int] = LADDER) -> DeepLemmas:
    """The conditions at one saddle, by all three routes."""
    network = saddle(depth, basis, SCALE)
    X, Y, W = _rows(network.X), _rows(network.Y), [_rows(weight) for weight in network.W]
    double = _Float64(X, Y, W)
    rungs = [_MpMath(X, Y, W, digits) for digits in ladder]
    found = []
    answers = _exactly(classify(network))
    for (lemma, text, k, ask), true in zip(_questions(depth), answers, strict=True):
        right = [ask(rung) == true for rung in rungs]
        first = next((i for i in range(len(right)) if all(right[i:])), None)
        digits = None if first is None else ladder[first]
        found.append(Condition(lemma, text, k, true, ask(double), digits))
    return DeepLemmas(depth, basis, tuple(found))


def lemma_sweep() -> Iterator[DeepLemmas]:
    """The saddles of the sweep of `deep_products`, in its order."""
    for depth in DEPTHS:
        for basis in BASES:
            yield conditions_at(depth, basis)
