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
Move = tuple[int, int, int]
"""A layer k, an entry of vec(W_k^T) counted from zero, and how many steps are added to it."""

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
        self._samples, self._targets = (
            list(map(list, zip(*self._numbers(rows), strict=True))) for rows in (X, Y)
        )
        self._W = [self._numbers(weight) for weight in W]
        self._step = self._mp.mpf(10) ** (-(digits // 4))
        # At most two moves at a time, of the few weights of one network: this stays small.
        self._known: dict[tuple[int, tuple[Move, ...]], list[list[Any]]] = {}
        self._losses: dict[tuple[Move, ...], Any] = {}

    def _number(self, value: Fraction) -> Any:
        return self._mp.mpf(value.numerator) / value.denominator

    def _numbers(self, rows: Rows) -> list[list[Any]]:
        return [[self._number(value) for value in row] for row in rows]

    def _outputs(self, k: int, moves: tuple[Move, ...]) -> list[list[Any]]:
        """What layer k puts out for each sample with these moves, which are of layers up to k.

        Most of it is the same for most moves: what lies below them, and every row beside them.
        """
        if k == 0:
            return self._samples
        if (k, moves) not in self._known:
            here = tuple(move for move in moves if move[0] == k)
            lower = moves[: len(moves) - len(here)]
            below, weight = self._outputs(k - 1, lower), self._W[k - 1]
            rows = {divmod(index, len(weight[0]))[0] for _, index, _ in here}
            if here:
                found = [list(output) for output in self._outputs(k, lower)]
                weight = self._moved(weight, here)
            else:
                found, rows = [[None] * len(weight) for _ in below], set(range(len(weight)))
            for sample, output in zip(below, found, strict=True):
                for i in rows:
                    output[i] = self._mp.fdot(weight[i], sample)
            self._known[k, moves] = found
        return self._known[k, moves]

    def _moved(self, weight: list[list[Any]], moves: tuple[Move, ...]) -> list[list[Any]]:
        found = [list(row) for row in weight]
        for _, index, steps in moves:
            i, j = divmod(index, len(weight[0]))
            found[i][j] += steps * self._step
        return found

    def _loss(self, *moves: Move) -> Any:
        # The order of moves of different entries does not matter; those of one entry keep theirs.
        ordered = tuple(sorted(moves, key=lambda move: move[:2]))
        if ordered not in self._losses:
            outputs = self._outputs(len(self._W), ordered)
            pairs = zip(outputs, self._targets, strict=True)
            errors = (a - b for output, y in pairs for a, b in zip(output, y, strict=True))
            self._losses[ordered] = self._mp.fsum(errors, squared=True) / 2
        return self._losses[ordered]

    def _size(self, k: int) -> int:
        return len(self._W[k - 1]) * len(self._W[k - 1][0])

    def gradient(self, k: int) -> list[list[Any]]:
        """The derivative by each entry of vec(W_k^T), as a column."""
        h = self._step
        return [
            [(self._loss((k, i, 1)) - self._loss((k, i, -1))) / (2 * h)]
            for i in range(self._size(k))
        ]

    def block(self, l: int, k: int) -> list[list[Any]]:
        """The second derivatives: row i for entry i of vec(W_l^T), column j for W_k."""
        h = self._step

        def second(i: int, j: int) -> Any:
            # Moves of one and the same entry add up, so the diagonal needs no case of its own.
            corners = ((s, t) for s in (1, -1) for t in (1, -1))
            terms = (s * t * self._loss((l, i, s), (k, j, t)) for s, t in corners)
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
