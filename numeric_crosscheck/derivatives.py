"""Gradient and Hessian of the loss by numerical differentiation with mpmath.

This route shares no code with `symbolic`: the network is nested lists, the loss is summed
over the samples, each sent through the layers, and derivatives are central differences with a small
step h at a working precision of `digits`. The rounding error of a second difference is
about 10^(-digits) / h^2 and its truncation error, if there were one, about h^2; the step
10^(-digits/4) balances the two, so that about half of the digits are to be expected.

Guarantee: none. Agreement in many digits is evidence; a disagreement is a refutation of
one of the two routes.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

Rows = Sequence[Sequence[Fraction]]
Move = tuple[int, int, Any]
"""A layer k, an entry of vec(W_k^T) counted from zero, and the step added to it."""

DIGITS = 50


def expected_digits(digits: int = DIGITS) -> int:
    """The digits in which a second derivative must agree to count: half of them, less five."""
    return digits // 2 - 5


class NumericDerivatives:
    """Derivatives at the network (X, Y, W) of rationals, to a working precision of `digits`."""

    def __init__(self, X: Rows, Y: Rows, W: Sequence[Rows], digits: int = DIGITS) -> None:
        from mpmath import MPContext  # a tenth of a second that `proofs list` need not pay

        self._mp: Any = MPContext()
        self._mp.dps = digits
        self.digits = digits
        self._X, self._Y = self._numbers(X), self._numbers(Y)
        self._W = [self._numbers(weight) for weight in W]
        self._step = self._mp.mpf(10) ** (-(digits // 4))

    def _number(self, value: Fraction) -> Any:
        return self._mp.mpf(value.numerator) / value.denominator

    def _numbers(self, rows: Rows) -> list[list[Any]]:
        return [[self._number(value) for value in row] for row in rows]

    def _loss(self, *moves: Move) -> Any:
        weights = list(self._W)
        for k, index, step in moves:
            weight = [list(row) for row in weights[k - 1]]
            i, j = divmod(index, len(weight[0]))
            weight[i][j] += step
            weights[k - 1] = weight
        dot = self._mp.fdot
        outputs = []
        for sample in zip(*self._X, strict=True):
            output = list(sample)
            for weight in weights:
                output = [dot(row, output) for row in weight]
            outputs.append(output)
        pairs = zip(outputs, zip(*self._Y, strict=True), strict=True)
        errors = (a - b for output, target in pairs for a, b in zip(output, target, strict=True))
        return self._mp.fsum(errors, squared=True) / 2

    def _size(self, k: int) -> int:
        return len(self._W[k - 1]) * len(self._W[k - 1][0])

    def gradient(self, k: int) -> list[list[Any]]:
        """The derivative by each entry of vec(W_k^T), as a column."""
        h = self._step
        return [
            [(self._loss((k, i, h)) - self._loss((k, i, -h))) / (2 * h)]
            for i in range(self._size(k))
        ]

    def block(self, l: int, k: int) -> list[list[Any]]:
        """The second derivatives: row i for entry i of vec(W_l^T), column j for W_k."""
        h = self._step

        def second(i: int, j: int) -> Any:
            # Moves of one and the same entry add up, so the diagonal needs no case of its own.
            corners = ((s, t) for s in (1, -1) for t in (1, -1))
            terms = (s * t * self._loss((l, i, s * h), (k, j, t * h)) for s, t in corners)
            return self._mp.fsum(terms) / (4 * h * h)

        return [[second(i, j) for j in range(self._size(k))] for i in range(self._size(l))]

    def agreement(self, numeric: Sequence[Sequence[Any]], exact: Rows) -> int:
        """The number of digits in which all entries agree; -1 where the shapes differ.

        Errors are relative to the exact entry, absolute where that is below one.
        """
        shapes = [[len(row) for row in rows] for rows in (numeric, exact)]
        if shapes[0] != shapes[1]:
            return -1
        worst = self._mp.mpf(0)
        for computed, true in zip(numeric, self._numbers(exact), strict=True):
            for a, b in zip(computed, true, strict=True):
                worst = max(worst, abs(a - b) / max(1, abs(b)))
        if worst == 0:
            return self.digits
        return max(0, min(self.digits, int(self._mp.floor(-self._mp.log10(worst)))))
