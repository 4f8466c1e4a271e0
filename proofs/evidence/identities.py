"""How an equation or an identity is decided, and how a false one is refuted.

An identity of polynomials in all entries decides a statement at one architecture. Where
the two sides differ, a point is computed at which they do, and both sides are recomputed
there from the definition with plain fractions before anything is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import prod
from time import perf_counter
from typing import Any

from proofs.evidence.claim import Counterexample, Evidence, Finding, Outcome, Rows
from proofs.evidence.equation import Equation, Index
from proofs.evidence.settings import Settings
from proofs.status import Scope
from symbolic.algebra.exact import to_fraction
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import ENGINES, FRACTIONS
from symbolic.errors import Shape, ShapeError, show_shape
from symbolic.networks.architecture import MAX_TERMS_SYMPY, Architecture
from symbolic.networks.calculus import Calculus
from symbolic.networks.derivatives import derive
from symbolic.networks.differences import Differences
from symbolic.networks.network import LinearNetwork

IDENTITY = "an identity of polynomials in all entries"


def decide_equation(
    part: str, equation: Equation, settings: Settings, engines: Sequence[str] = ENGINES
) -> Iterator[Evidence]:
    """Evidence of scope `architecture`: an identity in all entries, by each engine.

    sympy is left out where the loss has more than `MAX_TERMS_SYMPY` terms; the text says so.
    An architecture without any index for the equation is no evidence and is passed over.
    """
    for architecture in settings.architectures:
        indices = list(equation.indices(architecture))
        if not indices:
            continue
        fitting = [e for e in engines if e == "flint" or architecture.loss_terms <= MAX_TERMS_SYMPY]
        for engine in fitting:
            alone = fitting != list(engines)
            yield _decide_at(part, equation, architecture, engine, indices, alone=alone)


def _decide_at(
    part: str, equation: Equation, architecture: Architecture, engine: str,
    indices: Sequence[Index], *, alone: bool,
) -> Evidence:  # fmt: skip
    start = perf_counter()
    finding = find_failure(equation, architecture, engine, indices)
    left_out = "; sympy left out: too many terms" if alone else ""
    detail = IDENTITY + left_out
    return Evidence(
        part,
        Outcome.FAILS if finding else Outcome.HOLDS,
        Scope.ARCHITECTURE,
        where=finding.where if finding else str(architecture),
        by=engine,
        detail=f"{finding.kind}: {finding.detail}" if finding else detail,
        seconds=perf_counter() - start,
        counterexample=finding.counterexample if finding else None,
    )


def find_failure(
    equation: Equation,
    architecture: Architecture,
    engine: str,
    indices: Sequence[Index] | None = None,
) -> Finding | None:
    """The first index at which the two sides do not fit or differ; none if it holds.

    All indices of the equation are tried if none are given.
    """
    calculus = derive(architecture, engine)
    for index in equation.indices(architecture) if indices is None else indices:
        where = f"{architecture}, {equation.at(index)}"
        try:
            left, right = equation.sides(calculus, index)
        except ShapeError as error:
            given = _sizes(calculus.network)
            stated = equation.stated(architecture, index)
            return Finding("ill-typed", where, str(error), None, stated, given if stated else {})
        if left != right:
            example = _counterexample(equation, calculus, index, left - right, where)
            detail = f"the two {show_shape(left.shape)} sides differ as polynomials"
            return Finding("false", where, detail, example, equation.stated(architecture, index))
    return None


def _sizes(network: LinearNetwork) -> dict[str, Shape]:
    weights = {f"W_{k}": network.weight(k).shape for k in network.architecture.layers}
    return {"X": network.X.shape, "Y": network.Y.shape} | weights


def nonzero_point(element: Any, ring: Any) -> dict[str, int]:
    """Small integers at which a nonzero polynomial is not zero.

    One symbol after another takes the first of 0, 1, -1, 2, .. that leaves the rest
    nonzero; a polynomial of degree d in it forbids at most d values.
    """
    point: dict[str, int] = {}
    for name in ring.names:
        value = 0
        while not (rest := ring.evaluate(element, {name: value})):
            value = -value if value > 0 else 1 - value
        element, point[name] = rest, value
    return point


def _counterexample(
    equation: Equation, calculus: Calculus, index: Index, difference: Matrix, where: str
) -> Counterexample:
    """A point where the sides differ, both recomputed there from the definition of the loss."""
    network = calculus.network
    point = nonzero_point(next(entry for entry in difference.entries() if entry), network.ring)
    values = [
        [[point[str(symbol)] for symbol in row] for row in matrix.rows]
        for matrix in (network.X, network.Y, *network.W)
    ]
    plain = LinearNetwork.rational(values[0], values[1], values[2:], FRACTIONS)
    left, right = equation.sides(Differences(plain), index)
    if left == right:
        raise AssertionError(f"{where}: polynomials differ at {point}, recomputed sides agree")
    sides = {"left side": plain_rows(left), "right side": plain_rows(right)}
    return Counterexample(where, network_matrices(plain), sides)


def plain_rows(matrix: Matrix) -> Rows:
    """A rational matrix as nested lists of `Fraction`."""
    return [[to_fraction(entry) for entry in row] for row in matrix.rows]


def network_matrices(network: LinearNetwork) -> dict[str, Rows]:
    """The matrices of a rational network by name."""
    weights = {f"W_{k}": plain_rows(network.weight(k)) for k in network.architecture.layers}
    return {"X": plain_rows(network.X), "Y": plain_rows(network.Y)} | weights


def small_architectures(largest: int = 8) -> Iterator[Architecture]:
    """All architectures of depth 1 to 3 with sizes 1 to 3, the smallest sum of sizes first."""
    for total in range(4, largest + 3):
        for depth in (1, 2, 3):
            for sizes in product((1, 2, 3), repeat=depth + 3):
                if sum(sizes) == total:
                    yield Architecture(sizes[:-1], sizes[-1])


def refute_equation(
    equation: Equation, kinds: Sequence[str] = ("ill-typed", "false")
) -> Iterator[Finding]:
    """The smallest ill-typed instance and the smallest false one, where there are any.

    The search is exhaustive over `small_architectures`; it stops at the first of each kind.
    """
    wanted = set(kinds)
    for architecture in small_architectures():
        finding = find_failure(equation, architecture, "flint")
        if finding is not None and finding.kind in wanted:
            wanted.remove(finding.kind)
            yield finding
        if not wanted:
            return


def decide_identity(
    part: str, where: str, left: Matrix, right: Matrix, scope: Scope = Scope.ARCHITECTURE
) -> Evidence:
    """Evidence that two matrices of polynomials are equal, or a point where they are not."""
    start = perf_counter()
    engine = getattr(left.ring, "engine", "")
    if left.shape != right.shape:
        clash = f"ill-typed: {show_shape(left.shape)} against {show_shape(right.shape)}"
        return Evidence(part, Outcome.FAILS, scope, where, engine, clash)
    example = None
    if left != right:
        ring: Any = left.ring
        entry = next(entry for entry in (left - right).entries() if entry)
        point = nonzero_point(entry, ring)
        sides = [_evaluate_plainly(matrix, point) for matrix in (left, right)]
        if sides[0] == sides[1]:
            raise AssertionError(f"{where}: polynomials differ, recomputed sides agree at {point}")
        given = {name: [[Fraction(value)]] for name, value in point.items()}
        example = Counterexample(where, given, {"left side": sides[0], "right side": sides[1]})
    return Evidence(
        part,
        Outcome.FAILS if example else Outcome.HOLDS,
        scope,
        where,
        by=engine,
        detail="the two sides differ" if example else IDENTITY,
        seconds=perf_counter() - start,
        counterexample=example,
    )


def _evaluate_plainly(matrix: Matrix, point: dict[str, int]) -> Rows:
    """The entries at a point, from the list of terms, without the ring's own evaluation."""
    ring: Any = matrix.ring
    values = [point[name] for name in ring.names]

    def value(entry: Any) -> Fraction:
        return sum(
            (c * monomial(exponents) for exponents, c in ring.terms(entry).items()), Fraction(0)
        )

    def monomial(exponents: tuple[int, ...]) -> int:
        return prod(base**exponent for base, exponent in zip(values, exponents, strict=True))

    return [[value(entry) for entry in row] for row in matrix.rows]
