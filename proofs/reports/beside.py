"""A derivative beside its formula, entry by entry, at a network small enough to read.

In the formula the residual stays a letter (``r_11``), so that the two terms of a Hessian
block can be told apart; with r put in, both columns are compared before they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from proofs.evidence.equation import Equation, Index
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import generic_matrices
from symbolic.networks.architecture import Architecture
from symbolic.networks.calculus import Calculus
from symbolic.networks.derivatives import derive
from symbolic.networks.network import LinearNetwork

DEFAULT = Architecture((1, 2, 1), 1)
MAX_PARAMETERS = 8


@dataclass(frozen=True)
class Beside:
    """One block: its index as text, and for each entry the derived and the formula's text."""

    index: str
    shape: tuple[int, int]
    entries: tuple[tuple[str, str, str], ...]
    equal: bool


@dataclass(frozen=True, eq=False)
class _LetterResidual(LinearNetwork):
    """A generic network whose residual is a matrix of letters instead of its value."""

    residual: Matrix | None = None

    @property
    def r(self) -> Matrix:
        assert self.residual is not None
        return self.residual


@dataclass(frozen=True)
class _View:
    """A calculus for right sides that look at the network only."""

    network: LinearNetwork


def _letter_network(architecture: Architecture) -> _LetterResidual:
    m = architecture.samples
    shapes = {f"w{k}": architecture.weight_shape(k) for k in architecture.layers}
    shapes |= {"x": (architecture.input_width, m), "y": (architecture.output_width, m)}
    shapes |= {"r": (m, architecture.output_width)}
    letters = generic_matrices(shapes, "sympy")
    weights = tuple(letters[f"w{k}"] for k in architecture.layers)
    return _LetterResidual(letters["x"], letters["y"], weights, residual=letters["r"])


def beside(equation: Equation, architecture: Architecture) -> list[Beside]:
    """The left side, derived by sympy, beside the right side, for every index."""
    calculus = derive(architecture, "sympy")
    letters = _View(_letter_network(architecture))
    return [_beside_at(equation, calculus, letters, i) for i in equation.indices(architecture)]


def _beside_at(equation: Equation, calculus: Calculus, letters: _View, index: Index) -> Beside:
    left, right = equation.sides(calculus, index)
    shown: Matrix = equation.right(letters, *index)
    height, width = left.shape
    entries = tuple(
        (
            f"[{i + 1},{j + 1}]",
            show_polynomial(left.ring, left[i, j]),
            show_polynomial(shown.ring, shown[i, j]),
        )
        for i in range(height)
        for j in range(width)
    )
    return Beside(equation.at(index), left.shape, entries, left == right)


def show_polynomial(ring: Any, element: Any) -> str:
    """``2 w1_11 x_11^2 - y_11``: no signs of multiplication, terms in the ring's order."""
    parts: list[str] = []
    for exponents, coefficient in sorted(ring.terms(element).items(), reverse=True):
        powers = [
            name if exponent == 1 else f"{name}^{exponent}"
            for name, exponent in zip(ring.names, exponents, strict=True)
            if exponent
        ]
        parts.append(_show_term(coefficient, powers, first=not parts))
    return " ".join(parts) or "0"


def _show_term(coefficient: Fraction, powers: list[str], *, first: bool) -> str:
    sign = ("-" if coefficient < 0 else "") if first else ("- " if coefficient < 0 else "+ ")
    size = abs(coefficient)
    factors = powers if size == 1 and powers else [str(size), *powers]
    return sign + " ".join(factors)
