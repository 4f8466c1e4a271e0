"""Statements of the form ``left = right`` about a network.

Both sides are functions of a `Calculus` (a network together with the derivatives of what
depends on it), so the same two lines are compared as polynomials in all entries by either
engine, recomputed with plain fractions at a point, and set beside numerical derivatives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from proofs.evidence.expression import Assertion, Expression
from proofs.evidence.letters import Letters
from symbolic.algebra.matrix import Matrix
from symbolic.errors import RingError, ShapeError
from symbolic.networks.architecture import Architecture
from symbolic.networks.calculus import Calculus

Index = tuple[int, ...]
Side = Callable[..., Any]
"""A matrix for a calculus and an index; nested lists where the calculus is numerical."""


@dataclass(frozen=True)
class Equation:
    """``left(calculus, *index) = right(calculus, *index)`` for every index of an architecture.

    `names` are the letters of the index, for messages; `statement` says the same as data, for
    equations whose failures are to be checked by others.
    """

    left: Side
    right: Side
    indices: Callable[[Architecture], Iterable[Index]]
    names: tuple[str, ...] = ("k",)
    statement: Callable[..., Expression] | None = None

    def stated(self, architecture: Architecture, index: Index) -> Assertion | None:
        """The equation at an index as data, where it is known so."""
        if self.statement is None:
            return None
        return Assertion((), self.statement(Letters(architecture), *index), self.at(index))

    def at(self, index: Index) -> str:
        """The index as text: ``k = 2, t = 1``."""
        return ", ".join(f"{n} = {i}" for n, i in zip(self.names, index, strict=True))

    def sides(self, calculus: Calculus, index: Index) -> tuple[Matrix, Matrix]:
        """Both sides; raises `ShapeError` where one is ill-typed or their shapes differ."""
        left, right = self.left(calculus, *index), self.right(calculus, *index)
        for side in (left, right):
            if type(side) is not Matrix or side.ring != calculus.network.ring:
                raise RingError(
                    f"{self.at(index)}: a side is no matrix of the calculus: make it of"
                    " calculus.network, calculus.gradient(k), calculus.block(l, k)"
                )
        if left.shape != right.shape:
            raise ShapeError("equation", left.shape, right.shape)
        return left, right


def layers(architecture: Architecture) -> list[Index]:
    """The indices k = 1, .., H+1."""
    return [(k,) for k in architecture.layers]


def upper_layers(architecture: Architecture) -> list[Index]:
    """The indices k = 2, .., H+1."""
    return [(k,) for k in architecture.layers if k > 1]


def inner_layers(architecture: Architecture) -> list[Index]:
    """The indices k = 2, .., H, which the first displays of A.3 speak of."""
    return [(k,) for k in architecture.layers if 1 < k <= architecture.depth]
