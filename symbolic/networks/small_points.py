"""Exact critical points by exhaustion: all small integer weights, the last layer solved for.

For given W_1, .., W_H the loss is a convex quadratic in W_{H+1}, which is critical exactly if

    W_{H+1} V V^T = Y V^T,   V = W_H..W_1 X.

So the last layer need not be guessed: its solutions are one particular solution, with zeros in
the free columns, and any numbers there, of which the small ones are taken. Every critical point
whose weights are all among the entries is found so, and others, whose last layer is not small.
The recipes of `symbolic.networks.critical_points` are points of a normal form; nothing here knows
of one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from symbolic.algebra.linalg import null_space, one_inverse
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import rationals
from symbolic.errors import TooLargeError
from symbolic.networks.architecture import Architecture
from symbolic.networks.classification import Point
from symbolic.networks.network import LinearNetwork

LARGEST = 200_000
"""So many choices of W_1, .., W_H are gone through at most."""


def small_points(
    architecture: Architecture, entries: Sequence[int], X: Matrix, Y: Matrix
) -> Iterator[Point]:
    """The critical points with W_1, .., W_H and the free columns of W_{H+1} of these entries.

    Each has been checked critical by its gradient. They come in the order of the entries, the
    same every time. Raises `TooLargeError` before any work where there are too many.

    >>> from symbolic.algebra.rings import rational_matrix
    >>> one = rational_matrix([[1]])
    >>> found = small_points(Architecture.parse("1,1,1:1"), (0, 2), one, one)
    >>> [point.network.W for point in found]
    [([[0]], [[0]]), ([[2]], [[1/2]])]
    """
    shapes = [architecture.weight_shape(k) for k in architecture.layers][:-1]
    total = len(entries) ** sum(height * width for height, width in shapes)
    if total > LARGEST:
        raise TooLargeError(f"{architecture}: {total} choices of the lower layers")
    for lower in product(*(list(filled(shape, entries)) for shape in shapes)):
        below = X
        for weight in lower:
            below = weight @ below
        for last in _last_layers(below, Y, entries):
            point = Point(LinearNetwork(X, Y, (*lower, last)))
            if point.critical:
                yield point


def filled(shape: tuple[int, int], entries: Sequence[int]) -> Iterator[Matrix]:
    """Every matrix of the shape with these entries, over the rationals."""
    ring, (height, width) = rationals(), shape
    for values in product(map(ring.convert, entries), repeat=height * width):
        rows = [values[i * width : (i + 1) * width] for i in range(height)]
        yield Matrix(ring, rows, shape)


def _last_layers(below: Matrix, Y: Matrix, entries: Sequence[int]) -> Iterator[Matrix]:
    """The W with ``W V V^T = Y V^T``, its free columns having the entries; V is what is below."""
    gram = below @ below.T
    one, free = one_inverse(gram) @ (below @ Y.T), null_space(gram)
    for chosen in filled((free.shape[1], Y.shape[0]), entries):
        yield (one + free @ chosen).T
