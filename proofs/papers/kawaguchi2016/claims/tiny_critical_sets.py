"""Deciding that families hold all critical points that are not global, and that all are saddles.

By sympy: Groebner bases for the first, polynomials in the parameters for the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from time import perf_counter
from typing import Any

import sympy

from proofs.evidence.claim import Evidence, Outcome
from proofs.papers.kawaguchi2016.claims.tiny_families import (
    COVER_PART,
    SADDLE_PART,
    STRICT_PART,
    Family,
    Tiny,
)
from proofs.status import Scope
from symbolic.algebra.rings import rational_matrix
from symbolic.algebra.spectrum import spectrum
from symbolic.networks.architecture import Architecture

T = sympy.Symbol("t")


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


def smallest_loss(tiny: Tiny) -> Any:
    """L* by the eigenvalues of Y Y^T, which is Sigma for X = I."""
    gram = rational_matrix(tiny.target).gram()
    count = min(Architecture.parse(tiny.architecture).widths)
    explained = spectrum(gram).top_sum(count)
    if explained is None:
        raise ArithmeticError(f"{tiny.where}: the smallest loss is not rational")
    total = sum(entry**2 for row in tiny.target for entry in row)
    return sympy.Rational(str((total - explained) / 2))


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
    return [*gradient, 1 - z * (value - smallest_loss(tiny))], (*unknowns, z)


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
    holds = bool(products) and all(
        _vanishes_on(candidate, ideal, unknowns) for candidate in sorted(set(products), key=str)
    )
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


def _is_nonnegative(expression: Any) -> bool:
    """Zero, or a polynomial in a and b with positive coefficients and even exponents only."""
    polynomial = sympy.Poly(expression, *sympy.symbols("a b"))
    return all(
        coefficient >= 0 and all(exponent % 2 == 0 for exponent in exponents)
        for exponents, coefficient in polynomial.terms()
    )


def _on(tiny: Tiny, member: Family, family: Family, root: dict[Any, Any]) -> bool:
    """Whether the members with the given parameters satisfy the equations of a family."""
    _, unknowns = loss(tiny)
    values = _expressions(list(member.values.values()), ())
    point = dict(zip(member.values, values, strict=True))
    at = {w: point[str(w)].subs(root) for w in unknowns}
    equations = _expressions(family.equations, unknowns)
    return all(sympy.cancel(equation.subs(at)) == 0 for equation in equations)


def _is_whole(tiny: Tiny, family: Family) -> bool:
    """Whether the values run through ALL real solutions of the equations.

    Only equations of two forms are understood: ``w = 0``, with the value zero, and
    ``u w - 1 = 0``, with the values 1/c and c. Every other weight is a parameter of its own.
    """
    _, unknowns = loss(tiny)
    values = _expressions(list(family.values.values()), ())
    point = dict(zip(family.values, values, strict=True))
    if not family.equations or set(point) != {str(w) for w in unknowns}:
        return False
    parameters = []
    left = {str(w) for w in unknowns}
    for equation in _expressions(family.equations, unknowns):
        names = sorted(str(symbol) for symbol in equation.free_symbols)
        if not left.issuperset(names):
            return False
        left -= set(names)
        if equation.is_Symbol and point[names[0]] == 0:
            continue
        u, w = (sympy.Symbol(name) for name in (names * 2)[:2])
        if len(names) != 2 or sympy.expand(equation - (u * w - 1)) != 0:
            return False
        if sympy.cancel(point[names[0]] * point[names[1]]) != 1:
            return False
        parameters.append(point[names[1]])
    parameters += [point[name] for name in sorted(left)]
    return all(p.is_Symbol for p in parameters) and len(set(parameters)) == len(parameters)


def decide_family(tiny: Tiny, family: Family) -> Evidence:
    """Whether every member of a family is a saddle, or belongs to one of its `rest`."""
    start = perf_counter()
    (positive,) = _expressions([family.positive], ())
    down, up = along(tiny, family), along(tiny, family, -1)
    lowest = all(c == 0 for c in down[1 : family.order] + up[1 : family.order])
    holds = (
        len(down) > family.order
        and len(up) > family.order
        and _is_whole(tiny, family)
        and lowest
        and _is_positive_square(positive)
        and sympy.cancel(down[family.order] + positive) == 0
        and _is_nonnegative(sympy.cancel(up[family.order] - positive))
        and _rest_is_covered(tiny, family, positive)
    )
    text = f"{family.name}: the loss changes by -({family.positive}) t^{family.order} + .."
    return _evidence(SADDLE_PART, tiny, bool(holds), text, start)


def _rest_is_covered(tiny: Tiny, family: Family, positive: Any) -> bool:
    """Whether the members where the square vanishes belong to the families named."""
    if not positive.free_symbols:
        return True
    # Later families only: the chain of rests comes to an end, at one whose square is a number.
    place = [other.name for other in tiny.families].index(family.name)
    later = tiny.families[place + 1 :]
    rest = [other for other in later if other.name in family.rest]
    roots = [{symbol: 0} for symbol in sympy.ordered(positive.free_symbols)]
    # `positive` is a monomial, so it vanishes exactly where one of its symbols does.
    monomial = len(sympy.Poly(positive).terms()) == 1
    return monomial and all(any(_on(tiny, family, other, r) for other in rest) for r in roots)


def _hessian_at(tiny: Tiny, family: Family) -> Any:
    value, unknowns = loss(tiny)
    point = dict(zip(family.values, _expressions(list(family.values.values()), ()), strict=True))
    at = {w: point[str(w)] for w in unknowns}
    return sympy.hessian(value, unknowns).subs(at).applyfunc(sympy.cancel)


def is_positive_semidefinite(matrix: Any) -> bool:
    """Whether a symmetric matrix is diagonal with positive squares or zeros on the diagonal."""
    size = matrix.rows
    off = all(matrix[i, j] == 0 for i in range(size) for j in range(size) if i != j)
    return off and all(matrix[i, i] == 0 or _is_positive_square(matrix[i, i]) for i in range(size))


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
