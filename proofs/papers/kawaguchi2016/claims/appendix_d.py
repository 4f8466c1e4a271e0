"""Appendix D: f(w) = 2w^2 + w^3 has a poor local minimum that its collapse has not.

The network is not the paper's printed one, whose matrices do not compose (E9), but the one
that was meant: W_1 = [w w w]^T, W_2 = [1 1 w], W_3 = w. It has shared and frozen entries,
so it is a curve in the parameters of a linear network, not such a network itself.

Everything is decided for all real w, and for all real targets y, from these facts: f' has
degree two and two rational roots, so they are all its roots; f has odd degree, so it takes
every value; the sign of a linear polynomial in y is known on either side of its root.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from time import perf_counter
from typing import Any

from proofs.evidence.claim import Claim, Evidence, Finding, Outcome, Variant
from proofs.evidence.expression import Assertion, letter
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016.claims.poor_minima import (
    coefficients,
    poor_minima,
    value,
)
from proofs.papers.kawaguchi2016.theorems.appendix_d_example import (
    collapse_has_no_minimum,
    poor_minimum,
    product_of_layers,
    squared_collapse,
)
from proofs.status import Scope
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import polynomial_ring
from symbolic.errors import ShapeError

WHERE = "all real w and y"
DEEP_PART = "f = W_3 W_2 W_1 = 2w^2 + w^3"
MINIMUM_PART = "f has a local minimum at w = 0 that is not global"
ONTO_PART = "f takes every value, as g(a) = a does"
COLLAPSED_PART = "g(a) = a has no local minimum"
SQUARED_PART = "(f - y)^2/2 has a local minimum that is not global iff y < 0 or y > 32/27"
COLLAPSED_SQUARED_PART = "(a - y)^2/2 has no local minimum that is not global"


def layers(ring: Any) -> tuple[Matrix, Matrix, Matrix]:
    """W_1, W_2, W_3 as they were meant: 3 x 1, 1 x 3 and 1 x 1."""
    w, one = ring.generators["w"], ring.one
    return Matrix(ring, [[w]] * 3), Matrix(ring, [[one, one, w]]), Matrix(ring, [[w]])


def printed_layers(ring: Any) -> tuple[Matrix, Matrix, Matrix]:
    """W_1, W_2, W_3 as printed: 1 x 3, 3 x 1 and 1 x 1."""
    first, second, third = layers(ring)
    return first.T, second.T, third


def _ring() -> Any:
    return polynomial_ring(("w", "y"), "sympy")


def deep_function(ring: Any) -> Any:
    """f, multiplied out."""
    first, second, third = layers(ring)
    return (third @ second @ first)[0, 0]


def _evidence(part: str, holds: bool, detail: str, start: float) -> Evidence:
    outcome = Outcome.HOLDS if holds else Outcome.FAILS
    seconds = perf_counter() - start
    return Evidence(part, outcome, Scope.ARCHITECTURE, WHERE, "sympy", detail, seconds)


def _decide_deep(ring: Any, f: Any) -> Evidence:
    start = perf_counter()
    w = ring.generators["w"]
    return _evidence(DEEP_PART, f == 2 * w**2 + w**3, f"W_3 W_2 W_1 = {f}", start)


def _decide_minimum(ring: Any, f: Any) -> Evidence:
    """f'(0) = 0 and f''(0) > 0 make a local minimum; a smaller value elsewhere, not global."""
    start = perf_counter()
    w = ring.generators["w"]
    f_, slope, curvature = (coefficients(ring, g, "w") for g in (f, f.diff(w), f.diff(w).diff(w)))
    zero = Fraction(0)
    local = value(slope, zero) == 0 and value(curvature, zero) > 0
    lower = next((n for n in range(-1, -100, -1) if value(f_, Fraction(n)) < value(f_, zero)), None)
    detail = f"f'(0) = {value(slope, zero)}, f''(0) = {value(curvature, zero)}"
    if lower is not None:
        detail += f", f({lower}) = {value(f_, Fraction(lower))} < f(0) = {value(f_, zero)}"
    return _evidence(MINIMUM_PART, local and lower is not None, detail, start)


def _decide_onto(ring: Any, f: Any) -> Evidence:
    start = perf_counter()
    degree = len(coefficients(ring, f, "w")) - 1
    return _evidence(ONTO_PART, degree % 2 == 1, f"f has the odd degree {degree}", start)


def _decide_squared(ring: Any, f: Any) -> Evidence:
    start = perf_counter()
    odd = len(coefficients(ring, f, "w")) % 2 == 0
    found = poor_minima(ring, f)
    claimed = [(Fraction(32, 27), False), (Fraction(0), True)]
    holds = odd and [(line.end, line.below) for line in found] == claimed
    detail = "poor local minima exactly for " + " and ".join(map(str, reversed(found)))
    return _evidence(SQUARED_PART, holds, detail, start)


def _decide_collapsed(ring: Any) -> Iterator[Evidence]:
    """g' = 1 has no root; (a - y)^2/2 is critical only where it takes its smallest value 0."""
    start = perf_counter()
    a, y = ring.generators["w"], ring.generators["y"]
    slope = a.diff(a)
    yield _evidence(COLLAPSED_PART, slope == ring.one, f"g' = {slope}", start)
    squared = (a - y) ** 2
    holds = squared.diff(a) == 2 * (a - y)
    detail = "its derivative a - y vanishes only at a = y, where the value is 0"
    yield _evidence(COLLAPSED_SQUARED_PART, holds, detail, start)


def _decide(_settings: Settings) -> Iterator[Evidence]:
    ring = _ring()
    f = deep_function(ring)
    yield _decide_deep(ring, f)
    yield _decide_minimum(ring, f)
    yield _decide_onto(ring, f)
    yield from _decide_collapsed(ring)
    yield _decide_squared(ring, f)


def _refute_e9(_settings: Settings) -> Iterator[Finding]:
    first, second, third = printed_layers(_ring())
    try:
        third @ second @ first
    except ShapeError as error:
        sizes = {"W_1": first.shape, "W_2": second.shape, "W_3": third.shape}
        product = letter("W_3") @ letter("W_2") @ letter("W_1")
        stated = Assertion((), product.equals(product))
        yield Finding("ill-typed", "W_3 W_2 W_1", str(error), None, stated, sizes)


CLAIM = Claim(
    id="appendix-d",
    title="Same functions, different landscape",
    section="D",
    line=665,
    statement=(
        "With W_1 = [w w w]^T, W_2 = [1 1 w], W_3 = w: f(w) = W_3 W_2 W_1 = 2w^2 + w^3 has a"
        " local minimum at w = 0 that is not global, while the collapsed model g(a) = a,"
        " which takes the same values, has none. The squared loss (f - y)^2/2 has a local"
        " minimum that is not global if and only if y < 0 or y > 32/27; (a - y)^2/2 never has."
    ),
    parts=(
        DEEP_PART,
        MINIMUM_PART,
        ONTO_PART,
        COLLAPSED_PART,
        SQUARED_PART,
        COLLAPSED_SQUARED_PART,
    ),
    decide=_decide,
    proof=(
        "f has odd degree, so it takes every value and (f - y)^2/2 is smallest, 0, exactly"
        " where f = y. At any other of its critical points f' = 0, and there its second"
        " derivative is (f - y) f'': linear in y, zero only for y = f, positive at a local"
        " minimum and negative at a local maximum. f' has degree two and two rational roots,"
        " so these are all. What holds in every ordered field is a theorem of the kernel; that f"
        " takes every value does not."
    ),
    assumes=("a polynomial of odd degree takes every real value (intermediate values)",),
    trusts=("sympy.polys.rings",),
    theorems=(
        (DEEP_PART, product_of_layers),
        (MINIMUM_PART, poor_minimum),
        (COLLAPSED_PART, collapse_has_no_minimum),
        (COLLAPSED_SQUARED_PART, squared_collapse),
    ),
    variants=(
        Variant(
            "E9", "Appendix D", 665, "typo",
            "f = W_3 W_2 W_1 with W_1 = [w w w], W_2 = [1 1 w]^T, W_3 = w",
            "f = W_3 W_2 W_1 with W_1 = [w w w]^T, W_2 = [1 1 w], W_3 = w",
            _refute_e9, theorems=(product_of_layers,),
        ),
    ),
    latex=(
        r"f(w) = 2 w^2 + w^3:\ \tfrac12 (f - y)^2 \text{ has a local minimum that is not global}"
        r" \iff y < 0 \text{ or } y > \tfrac{32}{27}"
    ),
)  # fmt: skip
