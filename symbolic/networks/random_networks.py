"""Random networks with exact entries, from a generator of `symbolic.algebra.sampling`."""

from __future__ import annotations

from random import Random

from symbolic.algebra.matrix import Ring
from symbolic.algebra.sampling import random_matrix
from symbolic.networks.architecture import Architecture
from symbolic.networks.network import LinearNetwork


def random_network(
    random: Random, architecture: Architecture, ring: Ring | None = None
) -> LinearNetwork:
    """A network of random fractions with the given sizes."""
    m = architecture.samples
    X = random_matrix(random, architecture.input_width, m, ring)
    Y = random_matrix(random, architecture.output_width, m, ring)
    shapes = [architecture.weight_shape(k) for k in architecture.layers]
    return LinearNetwork(X, Y, tuple(random_matrix(random, *shape, ring) for shape in shapes))
