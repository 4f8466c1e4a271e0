"""Which points are alike, as far as ranks tell: one of each pattern stands for all of them.

Exhaustion finds many points; where each is dear to decide, those are taken whose pattern the
points at hand do not have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from symbolic.algebra.linalg import rank
from symbolic.networks.classification import Point
from symbolic.networks.conditions import complementary_blocks, residual_vanishes

Pattern = tuple[object, ...]


def pattern(point: Point) -> Pattern:
    """Sizes, the ranks of all products of neighbouring layers and of all complementary blocks,
    which X r A_k vanish, and whether the Hessian is positive semidefinite."""
    n = point.network
    layers = n.architecture.layers
    products = (rank(n.product(i, j)) for j in layers for i in layers if i >= j)
    blocks = (rank(complementary_blocks(point, j, i)[1]) for j, i in combinations(layers, 2))
    vanishing = (residual_vanishes(point, k) for k in layers)
    return (n.architecture, *products, *blocks, *vanishing, point.inertia[1] == 0)


def unlike(known: Iterable[Point], found: Iterable[Point]) -> Iterator[Point]:
    """The first of those found for each pattern that no known point has."""
    seen = set(map(pattern, known))
    for point in found:
        new = pattern(point)
        if new not in seen:
            seen.add(new)
            yield point
