"""Where (f - y)^2/2 has a local minimum that is not global, for a polynomial f in w and real y.

For f of odd degree whose derivative has rational roots only. Polynomials are elements of
sympy's ring in w and y, or lists of coefficients, lowest first.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any


@dataclass(frozen=True)
class HalfLine:
    """The targets y below (``below``) or above `end` at which `minimum` is a poor minimum."""

    minimum: Fraction
    end: Fraction
    below: bool

    def __contains__(self, y: Fraction) -> bool:
        return y < self.end if self.below else y > self.end

    def __str__(self) -> str:
        return f"y {'<' if self.below else '>'} {self.end} (at w = {self.minimum})"


def coefficients(ring: Any, element: Any, name: str) -> list[Fraction]:
    """The coefficients, lowest first, of a polynomial in the one symbol `name`."""
    position = ring.names.index(name)
    terms = ring.terms(element)
    degree = max((exponents[position] for exponents in terms), default=0)
    found = [Fraction(0)] * (degree + 1)
    for exponents, coefficient in terms.items():
        if sum(exponents) != exponents[position]:
            raise ValueError(f"{element} has other symbols than {name}")
        found[exponents[position]] = coefficient
    return found


def value(coefficients_: list[Fraction], at: Fraction) -> Fraction:
    """The polynomial with these coefficients, lowest first, by Horner's rule."""
    total = Fraction(0)
    for coefficient in reversed(coefficients_):
        total = total * at + coefficient
    return total


def derivative(coefficients_: list[Fraction]) -> list[Fraction]:
    """The coefficients of the derivative, lowest first."""
    return [n * coefficient for n, coefficient in enumerate(coefficients_)][1:]


def _rational_roots(ring: Any, element: Any, name: str) -> list[Fraction]:
    """The rational roots, with multiplicity, from sympy's factorisation."""
    roots = []
    for factor, multiplicity in element.factor_list()[1]:
        linear = coefficients(ring, factor, name)
        if len(linear) == 2:
            roots += [-linear[0] / linear[1]] * multiplicity
    return sorted(roots)


def critical_points(ring: Any, f: Any) -> list[Fraction]:
    """All real roots of f', provided that there are as many rational ones as its degree."""
    slope = f.diff(ring.generators["w"])
    roots = _rational_roots(ring, slope, "w")
    if len(roots) != len(coefficients(ring, slope, "w")) - 1:
        raise ArithmeticError(f"{slope} has roots that are not rational")
    return roots


def poor_minima(ring: Any, f: Any) -> list[HalfLine]:
    """For which y, and where, (f - y)^2/2 has a local minimum that is not global.

    f takes every value, so the global minima are the points with f = y. Elsewhere a critical
    point of phi = (f - y)^2/2 has f' = 0 and ``phi'' = (f - y) f''``: linear in y with its
    only zero at f = y. Positive means local minimum, negative local maximum.
    """
    w, y = ring.generators["w"], ring.generators["y"]
    phi = (f - y) ** 2
    curvature = phi.diff(w).diff(w)
    found = []
    for point in critical_points(ring, f):
        at = curvature.evaluate(w, ring.convert(point).coeff(1))
        constant, slope = _linear(at)
        if -constant / slope != value(coefficients(ring, f, "w"), point):
            raise ArithmeticError(f"phi'' vanishes at w = {point} away from f = y")
        found.append(HalfLine(point, -constant / slope, below=slope < 0))
    return found


def _linear(element: Any) -> tuple[Fraction, Fraction]:
    """Constant and slope of a polynomial of degree one in one symbol."""
    terms = {e[0]: Fraction(int(c.numerator), int(c.denominator)) for e, c in element.terms()}
    if set(terms) - {0, 1} or not terms.get(1):
        raise ArithmeticError(f"{element} is not of degree one")
    return terms.get(0, Fraction(0)), terms[1]
