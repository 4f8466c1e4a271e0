"""Theorem 2.3 and Corollary 2.4 on ALL critical points of tiny networks.

No generator of points takes part. X and Y are fixed (X the identity, Sigma with distinct
eigenvalues); the weights are unknowns of polynomial equations. The critical points that
are not global minima are the real zeros of the gradient where ``L - L*`` is not zero, that
is, of the ideal J = (gradient, 1 - z (L - L*)). Two things are decided:

- they are covered: a list of parametrised families contains every real zero of J. Each
  family is given by equations, and a Groebner basis shows that each product of equations,
  one from each family, vanishes on all zeros of J (radical membership);
- in each family every member is shown to be a saddle: a line or curve whose loss has, as a
  polynomial in the parameters and t, a lowest coefficient that is a negative number times a
  square, and one that is a positive number times a square or of odd order. Where the square
  vanishes, a smaller family takes over; the families say which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from time import perf_counter
from typing import Any

import sympy

from proofs.claim import Claim, Evidence, Outcome, Scope, Settings
from symbolic.network import Architecture

T = sympy.Symbol("t")


@dataclass(frozen=True)
class Family:
    """A family of critical points and how each member is seen to be a saddle.

    `equations` cut it out; `values` give its weights by its parameters; `moves` are the
    directions (polynomials in the parameters, times powers of t) that are added to them;
    `positive` is a number times a square, nonzero on the part of the family that is settled
    here: the lowest coefficient along the curve is ``-positive``. `strict` says whether the
    curve is a line with a coefficient at t^2. `rest` names the family that takes over where
    the square vanishes; it must be contained in the zeros of the square.
    """

    name: str
    equations: tuple[str, ...]
    values: dict[str, str]
    moves: dict[str, str]
    order: int
    positive: str
    rest: str = ""


@dataclass(frozen=True)
class Tiny:
    """A network small enough for its whole critical set, with X the identity."""

    architecture: str
    target: tuple[tuple[int, ...], ...]
    smallest_loss: sympy.Rational
    families: tuple[Family, ...]

    @property
    def where(self) -> str:
        """The network for messages."""
        rows = "; ".join(" ".join(map(str, row)) for row in self.target)
        return f"all critical points of {self.architecture}, X = I, Y = [{rows}]"


def weights(architecture: Architecture) -> list[sympy.Matrix]:
    """Symbolic weights, ``w1_11`` and so on."""
    return [
        sympy.Matrix(*shape, lambda i, j, k=k: sympy.Symbol(f"w{k}_{i + 1}{j + 1}"))
        for k, shape in ((k, architecture.weight_shape(k)) for k in architecture.layers)
    ]


@lru_cache(maxsize=8)
def loss(tiny: Tiny) -> tuple[Any, tuple[Any, ...]]:
    """L as an expanded expression, and the unknowns."""
    found = weights(Architecture.parse(tiny.architecture))
    output = found[0]
    for weight in found[1:]:
        output = weight * output
    residual = output - sympy.Matrix(tiny.target)
    unknowns = tuple(entry for weight in found for entry in weight)
    return sympy.expand(sum(entry**2 for entry in residual) / 2), unknowns


def _vanishes_on(polynomial: Any, ideal: Sequence[Any], unknowns: Sequence[Any]) -> bool:
    """Whether a polynomial vanishes on all complex zeros of an ideal (Rabinowitsch)."""
    u = sympy.Symbol("u")
    basis = sympy.groebner([*ideal, 1 - u * polynomial], u, *unknowns, order="grevlex")
    return list(basis.exprs) == [1]


def other_critical_points(tiny: Tiny) -> tuple[list[Any], tuple[Any, ...]]:
    """The ideal of the critical points with L != L*, and its unknowns."""
    value, unknowns = loss(tiny)
    z = sympy.Symbol("z")
    gradient = [sympy.diff(value, w) for w in unknowns]
    return [*gradient, 1 - z * (value - tiny.smallest_loss)], (*unknowns, z)


def _expressions(texts: Sequence[str], unknowns: Sequence[Any]) -> list[Any]:
    names = {str(w): w for w in unknowns} | {"a": sympy.Symbol("a"), "b": sympy.Symbol("b")}
    # These strings are this module's own, in its list of families; nothing of a user's.
    return [sympy.sympify(text, locals=names | {"t": T}) for text in texts]


def decide_cover(tiny: Tiny) -> Evidence:
    """Whether the families contain every critical point that is not a global minimum."""
    start = perf_counter()
    ideal, unknowns = other_critical_points(tiny)
    equations = [_expressions(family.equations, unknowns) for family in tiny.families]
    products = [sympy.expand(sympy.prod(choice)) for choice in product(*equations)]
    holds = all(_vanishes_on(candidate, ideal, unknowns) for candidate in set(products))
    return _evidence(COVER_PART, tiny, holds, f"{len(tiny.families)} families", start)


def _evidence(part: str, tiny: Tiny, holds: bool, detail: str, start: float) -> Evidence:
    outcome = Outcome.HOLDS if holds else Outcome.FAILS
    seconds = perf_counter() - start
    return Evidence(part, outcome, Scope.POINTS, tiny.where, "sympy", detail, seconds)


def along(tiny: Tiny, family: Family, sign: int = 1) -> list[Any]:
    """Coefficients in t, lowest first, of the loss along the family's curve.

    `sign` multiplies the last move.
    """
    value, unknowns = loss(tiny)
    point = dict(zip(family.values, _expressions(list(family.values.values()), ()), strict=True))
    moves = dict(zip(family.moves, _expressions(list(family.moves.values()), ()), strict=True))
    last = list(family.moves)[-1]
    moves[last] *= sign
    at = {w: point[str(w)] + moves.get(str(w), 0) for w in unknowns}
    polynomial = sympy.Poly(sympy.cancel(value.subs(at, simultaneous=True)), T)
    return [sympy.cancel(c) for c in reversed(polynomial.all_coeffs())]


def _is_positive_square(expression: Any) -> bool:
    """A positive number times a square of a polynomial (or just a positive number)."""
    coefficient, factors = sympy.factor_list(expression)
    return bool(coefficient > 0) and all(power % 2 == 0 for _, power in factors)


def decide_family(tiny: Tiny, family: Family) -> Evidence:
    """Whether every member of a family outside of its `rest` is a saddle."""
    start = perf_counter()
    _, unknowns = loss(tiny)
    (positive,) = _expressions([family.positive], ())
    point = dict(zip(family.values, _expressions(list(family.values.values()), ()), strict=True))
    equations = _expressions(family.equations, unknowns)
    on_family = all(
        sympy.cancel(equation.subs({w: point[str(w)] for w in unknowns})) == 0
        for equation in equations
    )
    down, up = along(tiny, family), along(tiny, family, -1)
    lowest = all(c == 0 for c in down[1 : family.order] + up[1 : family.order])
    turns = sympy.cancel(down[family.order] + positive) == 0
    rises = sympy.cancel(up[family.order] - positive) == 0
    holds = on_family and lowest and turns and rises and _is_positive_square(positive)
    holds = holds and (not positive.free_symbols or bool(family.rest))
    text = f"{family.name}: the loss changes by -/+ ({family.positive}) t^{family.order} + .."
    return _evidence(SADDLE_PART, tiny, bool(holds), text, start)


def decide_rest(tiny: Tiny, family: Family) -> Evidence:
    """Whether the members where the square vanishes are members of the named family."""
    start = perf_counter()
    _, unknowns = loss(tiny)
    rest = next(other for other in tiny.families if other.name == family.rest)
    (positive,) = _expressions([family.positive], ())
    zero = sympy.solve(positive, *positive.free_symbols, dict=True)
    point = dict(zip(family.values, _expressions(list(family.values.values()), ()), strict=True))
    equations = _expressions(rest.equations, unknowns)
    holds = bool(zero) and all(
        sympy.cancel(equation.subs({w: point[str(w)].subs(root) for w in unknowns})) == 0
        for root in zero
        for equation in equations
    )
    return _evidence(SADDLE_PART, tiny, holds, f"{family.name} continues in {rest.name}", start)


def _hessian_at(tiny: Tiny, family: Family) -> Any:
    value, unknowns = loss(tiny)
    point = dict(zip(family.values, _expressions(list(family.values.values()), ()), strict=True))
    at = {w: point[str(w)] for w in unknowns}
    return sympy.hessian(value, unknowns).subs(at).applyfunc(sympy.cancel)


def is_positive_semidefinite(matrix: Any) -> bool:
    """Whether a symmetric matrix is diagonal with positive squares or zeros on the diagonal."""
    size = matrix.rows
    off = all(matrix[i, j] == 0 for i in range(size) for j in range(size) if i != j)
    return off and all(
        matrix[i, i] == 0 or _is_positive_square(matrix[i, i]) for i in range(size)
    )


def decide_strictness(tiny: Tiny) -> Evidence:
    """Which families have a negative eigenvalue: all for H = 1, not all for H >= 2."""
    start = perf_counter()
    deep = Architecture.parse(tiny.architecture).depth > 1
    strict = [family.name for family in tiny.families if family.order == 2]
    bad = [f for f in tiny.families if f.order > 2]
    semidefinite = all(is_positive_semidefinite(_hessian_at(tiny, family)) for family in bad)
    holds = semidefinite and bool(bad) == deep
    text = f"strict: {', '.join(strict) or 'none'}; positive semidefinite Hessian: " + (
        ", ".join(family.name for family in bad) or "none"
    )
    return _evidence(STRICT_PART, tiny, holds, text, start)


COVER_PART = "the families contain every critical point that is not a global minimum"
SADDLE_PART = "every member is a saddle point"
STRICT_PART = "for H = 1 every saddle is strict, for H >= 2 some are not"


def _scalar(depth: int) -> Tiny:
    """Widths all one, X = Y = 1: a non-global critical point has at least two zero weights."""
    names = [f"w{k}_11" for k in range(1, depth + 2)]
    origin = {name: "0" for name in names}
    families = []
    if depth == 1:
        families.append(
            Family("0", tuple(names), origin, {name: "t" for name in names}, 2, "1")
        )
    if depth == 2:
        for free in names:
            others = [name for name in names if name != free]
            families.append(
                Family(f"{free} free", tuple(others), origin | {free: "a"},
                       {others[0]: "t", others[1]: "a*t"}, 2, "a**2", "0")
            )  # fmt: skip
        families.append(Family("0", tuple(names), origin, {n: "t" for n in names}, 3, "1"))
    if depth == 3:
        for i, first in enumerate(names):
            for second in names[i + 1 :]:
                others = [name for name in names if name not in (first, second)]
                families.append(
                    Family(f"{first}, {second} free", tuple(others),
                           origin | {first: "a", second: "b"},
                           {others[0]: "t", others[1]: "a*b*t"}, 2, "a**2*b**2",
                           "one free")
                )  # fmt: skip
    return Tiny(",".join("1" * (depth + 2)) + ":1", ((1,),), sympy.Integer(0), tuple(families))


TINY: tuple[Tiny, ...] = (
    _scalar(1),
    _scalar(2),
    Tiny(
        "2,1,2:2",
        ((2, 0), (0, 1)),
        sympy.Rational(1, 2),
        (
            Family(
                "e_2",
                ("w1_11", "w2_11", "w1_12*w2_21 - 1"),
                {"w1_11": "0", "w1_12": "1/a", "w2_11": "0", "w2_21": "a"},
                {"w1_11": "t/a", "w2_11": "a*t"},
                2,
                "1",
            ),
            Family(
                "0",
                ("w1_11", "w1_12", "w2_11", "w2_21"),
                {"w1_11": "0", "w1_12": "0", "w2_11": "0", "w2_21": "0"},
                {"w1_11": "t", "w2_11": "t"},
                2,
                "2",
            ),
        ),
    ),
    Tiny(
        "2,1,1,1:2",
        ((1, 0),),
        sympy.Integer(0),
        (
            Family(
                "w2 = w3 = 0",
                ("w2_11", "w3_11"),
                {"w1_11": "a", "w1_12": "b", "w2_11": "0", "w3_11": "0"},
                {"w2_11": "t", "w3_11": "a*t"},
                2,
                "a**2",
                "w2 = w3 = w1_11 = 0",
            ),
            Family(
                "w1_11 = w2 = 0",
                ("w1_11", "w2_11", "w1_12"),
                {"w1_11": "0", "w1_12": "0", "w2_11": "0", "w3_11": "a"},
                {"w1_11": "t", "w2_11": "a*t"},
                2,
                "a**2",
                "w2 = w3 = w1_11 = 0",
            ),
            Family(
                "w2 = w3 = w1_11 = 0",
                ("w1_11", "w2_11", "w3_11"),
                {"w1_11": "0", "w1_12": "b", "w2_11": "0", "w3_11": "0"},
                {"w1_11": "t", "w2_11": "t", "w3_11": "t"},
                3,
                "1",
            ),
        ),
    ),
)
