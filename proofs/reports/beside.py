"""A derivative beside its formula, as matrices, at networks small enough to read.

What is derived is derived by sympy, from the loss. In the formula the residual stays a letter
(``r_11``), so that the two terms of a Hessian block can be told apart; with r put in, both are
compared before they are shown.
"""

from __future__ import annotations

from collections.abc import Callable
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

SHOWN = tuple(map(Architecture.parse, ("2,1,2:1", "1,2,1,1:1", "2,2,1:1")))
"""Two and three layers; at the last both factors of a Kronecker product have rows and columns, so
that their order is seen."""

MAX_PARAMETERS, MAX_DATA = 8, 8
"""So many weights, and so many entries of X and Y, can be read at most."""

Texts = tuple[tuple[str, ...], ...]
"""The rows of a matrix as text."""


@dataclass(frozen=True)
class Polynomials:
    """A matrix of polynomials as text and in LaTeX."""

    rows: Texts
    latex: str

    @classmethod
    def of(cls, matrix: Matrix) -> Polynomials:
        """Every entry multiplied out."""

        def rows(show: Callable[[Any, Any], str]) -> Texts:
            return tuple(tuple(show(matrix.ring, e) for e in row) for row in matrix.rows)

        lines = r" \\ ".join(" & ".join(row) for row in rows(latex_polynomial))
        return cls(rows(show_polynomial), rf"\begin{{bmatrix}} {lines} \end{{bmatrix}}")


@dataclass(frozen=True)
class Beside:
    """One block: its index as text, what is derived, and what the formula gives."""

    index: str
    shape: tuple[int, int]
    derived: Polynomials
    formula: Polynomials
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
    return Beside(
        equation.at(index), left.shape, Polynomials.of(left), Polynomials.of(shown), left == right
    )


def too_large(architecture: Architecture) -> str:
    """Why the blocks cannot be spelled out there; empty where they can."""
    ends = architecture.input_width + architecture.output_width
    data, weights = architecture.samples * ends, architecture.parameters
    if weights > MAX_PARAMETERS:
        return f"{weights} weights, at most {MAX_PARAMETERS} are spelled out"
    return (
        f"{data} entries of X and Y, at most {MAX_DATA} are spelled out" if data > MAX_DATA else ""
    )


def show_polynomial(ring: Any, element: Any) -> str:
    """``2 w1_11 x_11^2 - y_11``: no signs of multiplication, terms in the ring's order."""
    return _shown(ring, element, lambda name, power: name if power == 1 else f"{name}^{power}", str)


def latex_polynomial(ring: Any, element: Any) -> str:
    r"""The same in LaTeX: w1_11 is an entry of W_1, as ``w^{(1)}_{11}``."""

    def factor(name: str, power: int) -> str:
        letter, place = name.split("_")
        layer = f"^{{({letter[1:]})}}" if letter[1:] else ""
        written = f"{letter[0]}{layer}_{{{place}}}"
        return written if power == 1 else f"{{{written}}}^{{{power}}}"

    def number(size: Fraction) -> str:
        parts = size.numerator, size.denominator
        return str(size) if parts[1] == 1 else rf"\frac{{{parts[0]}}}{{{parts[1]}}}"

    return _shown(ring, element, factor, number)


def _shown(
    ring: Any, element: Any, factor: Callable[[str, int], str], number: Callable[[Fraction], str]
) -> str:
    parts: list[str] = []
    for exponents, coefficient in sorted(ring.terms(element).items(), reverse=True):
        powers = [
            factor(name, exponent)
            for name, exponent in zip(ring.names, exponents, strict=True)
            if exponent
        ]
        size = abs(coefficient)
        factors = powers if size == 1 and powers else [number(size), *powers]
        sign = ("- " if parts else "-") if coefficient < 0 else "+ " if parts else ""
        parts.append(sign + " ".join(factors))
    return " ".join(parts) or "0"
