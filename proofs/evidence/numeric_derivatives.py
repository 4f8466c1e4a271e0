"""The claims beside numerical differentiation: evidence of scope `numeric`, never a proof."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from time import perf_counter
from types import SimpleNamespace

from numeric_crosscheck.derivatives import DIGITS, NumericDerivatives, expected_digits
from proofs.evidence.claim import Evidence, Outcome
from proofs.evidence.equation import Equation
from proofs.evidence.identities import plain_rows
from proofs.evidence.settings import Settings
from proofs.status import Scope
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.sampling import generator
from symbolic.errors import ShapeError
from symbolic.networks.architecture import Architecture
from symbolic.networks.network import LinearNetwork
from symbolic.networks.random_networks import random_network

MAX_PARAMETERS = 36
POINTS = 2
LARGE = 24


def cross_check(part: str, equation: Equation, settings: Settings) -> Iterator[Evidence]:
    """The right side, exact at random rational points, against the left side differentiated there.

    For equations whose left side is a gradient or a Hessian block, one point instead of
    `POINTS` above `LARGE` weights. Architectures with more than `MAX_PARAMETERS` are left to
    the exact engines. Fewer digits than the step size lets expect leave the claim undecided.
    """
    for architecture in settings.architectures:
        if architecture.parameters <= MAX_PARAMETERS and list(equation.indices(architecture)):
            yield _cross_check_at(part, equation, architecture, settings)


def _cross_check_at(
    part: str, equation: Equation, architecture: Architecture, settings: Settings
) -> Evidence:
    start = perf_counter()
    points = 1 if settings.quick or architecture.parameters > LARGE else POINTS
    random = generator(settings.seed, "cross-check", architecture)
    networks = [random_network(random, architecture) for _ in range(points)]
    digits = min(agreed_digits(equation, network) for network in networks)
    enough = digits >= expected_digits()
    return Evidence(
        part,
        Outcome.HOLDS if enough else Outcome.OPEN,
        Scope.NUMERIC,
        str(architecture),
        by=f"mpmath, {DIGITS} digits, seed {settings.seed}",
        detail=(
            f"at least {expected_digits()} digits, as the step size lets expect, agree with"
            " numerical differentiation"
            if enough
            else f"the routes disagree: {digits} digits agree, {expected_digits()} expected"
        ),
        digits=digits,
        seconds=perf_counter() - start,
    )


def agreed_digits(equation: Equation, network: LinearNetwork) -> int:
    """The digits in which both sides agree at a rational network; -1 where the shapes do not."""
    numeric = _numeric(*map(_frozen, (network.X, network.Y, *network.W)))
    agreed = DIGITS
    indices = list(equation.indices(network.architecture))
    if not indices:
        raise ValueError("an equation without an index agrees with nothing")
    for index in indices:
        try:
            exact = plain_rows(equation.right(SimpleNamespace(network=network), *index))
        except ShapeError:
            return -1
        agreed = min(agreed, numeric.agreement(equation.left(numeric, *index), exact))
    return agreed


_Frozen = tuple[tuple[Fraction, ...], ...]


def _frozen(matrix: Matrix) -> _Frozen:
    return tuple(map(tuple, plain_rows(matrix)))


@lru_cache(maxsize=32)
def _numeric(X: _Frozen, Y: _Frozen, *W: _Frozen) -> NumericDerivatives:
    """Several equations are differentiated at one and the same network: what is known stays."""
    return NumericDerivatives(X, Y, W)
