"""Local minima and maxima with networks near them that have the same loss."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from proofs.evidence.instances import scalar
from proofs.evidence.settings import Settings
from proofs.evidence.stated import Drawn, Tried, Values
from proofs.papers.kawaguchi2016.instances.networks import INDICES, network, points
from symbolic.networks.classification import Kind


def _neighbours(values: Values) -> Tried:
    """Radii, W itself, and W with its last layer and its first rescaled against each other."""
    W, top, near = values["W"], values["H"], Fraction(101, 100)
    rescaled = [*W]
    rescaled[top], rescaled[0] = W[top].scaled(near), W[0].scaled(1 / near)
    radii = [scalar(Fraction(1, 1000)), scalar(Fraction(1))]
    return {**INDICES, "e0": radii, "f0": radii, "U0": [W, rescaled], "V0": [W, rescaled]}


def minima(rng: Random, settings: Settings) -> Drawn:
    """Local minima, with a network near each that has the same loss."""
    for point in points(settings, rng, lambda point: point.kind is Kind.GLOBAL_MINIMUM):
        values = network(rng, point)
        yield values, _neighbours(values)


def maxima(rng: Random, settings: Settings) -> Drawn:
    """With X = 0 the loss is constant; elsewhere there is no local maximum."""
    for point in points(settings, rng, lambda _point: True):
        values = network(rng, point)
        values["X"] = values["X"].scaled(Fraction(0))
        yield values, _neighbours(values)
