"""The networks that a search for a counterexample goes through, smallest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise, permutations, product

from proofs.evidence.patterns import unlike
from proofs.evidence.recipe_points import SMALL
from symbolic.algebra.exact import to_fraction
from symbolic.algebra.linalg import rank, solve
from symbolic.algebra.matrix import Matrix, Ring, vcat
from symbolic.algebra.rings import rationals
from symbolic.networks.architecture import Architecture
from symbolic.networks.classification import Point
from symbolic.networks.critical_points import construct, recipes_at
from symbolic.networks.network import LinearNetwork
from symbolic.networks.small_points import small_points

LARGEST_EXHAUSTED = 8
"""So many weights below the last layer are gone through at most, each being 0 or 1."""


def all_networks(
    texts: Iterable[str],
    entries: Sequence[int] = (0, 1),
    X: Callable[[int, int], int] | None = None,
) -> Iterator[LinearNetwork]:
    """Every network with these entries at each architecture; X fixed entry by entry if given."""
    for text in texts:
        architecture = Architecture.parse(text)
        shapes = [
            (architecture.input_width, architecture.samples),
            (architecture.output_width, architecture.samples),
            *(architecture.weight_shape(k) for k in architecture.layers),
        ]
        free = shapes if X is None else shapes[1:]
        for values in product(entries, repeat=sum(h * w for h, w in free)):
            numbers = iter(values)
            fixed = [] if X is None else [_filled(shapes[0], X)]
            parts = [*fixed, *(_taken(shape, numbers) for shape in free)]
            yield LinearNetwork(parts[0], parts[1], tuple(parts[2:]))


def all_weights(
    text: str, entries: Sequence[int], singular: tuple[int, ...]
) -> Iterator[LinearNetwork]:
    """Every choice of the weights with these entries, for the data of `critical_at`."""
    data = critical_at(text, singular)[0]
    shapes = [weight.shape for weight in data.W]
    for values in product(entries, repeat=sum(h * w for h, w in shapes)):
        numbers = iter(values)
        yield LinearNetwork(data.X, data.Y, tuple(_taken(shape, numbers) for shape in shapes))


def unit_data(i: int, j: int) -> int:
    """The entries of the identity."""
    return int(i == j)


def _filled(shape: tuple[int, int], entry: Callable[[int, int], int]) -> Matrix:
    ring = rationals()
    return Matrix.build(ring, shape, lambda i, j: ring.convert(entry(i, j)))


def _taken(shape: tuple[int, int], numbers: Iterator[int]) -> Matrix:
    return _filled(shape, lambda _i, _j: next(numbers))


@lru_cache(maxsize=64)
def critical_at(
    text: str, singular: tuple[int, ...] | None = None, *, relabelled: bool = False
) -> tuple[LinearNetwork, ...]:
    """Critical points with X = I and Y = diag(singular), hidden units in every order if asked."""
    architecture = Architecture.parse(text)
    count = min(architecture.input_width, architecture.output_width)
    values = singular or tuple(range(count, 0, -1))
    points = (construct(r) for r in recipes_at(architecture, tuple(map(Fraction, values))))
    found = [network for network in points if network is not None]
    return tuple(o for n in found for o in orders(n)) if relabelled else tuple(found)


def critical_points(
    texts: Iterable[str] = SMALL,
    singular: tuple[int, ...] | None = None,
    *,
    relabelled: bool = False,
) -> Iterator[LinearNetwork]:
    """The critical points of `critical_at` at one architecture after another, then unlike ones.

    These are, of all with weights 0 and 1 at the same architectures and data, the first of each
    pattern of ranks that the others do not have; see `proofs.evidence.patterns`.
    """
    texts = tuple(texts)
    for text in texts:
        yield from critical_at(text, singular, relabelled=relabelled)
    for text in texts:
        yield from _unlike_at(text, singular)


@lru_cache(maxsize=64)
def _unlike_at(text: str, singular: tuple[int, ...] | None) -> tuple[LinearNetwork, ...]:
    """The points by exhaustion that are unlike those of `critical_at`; none where many are."""
    architecture, known = Architecture.parse(text), critical_at(text, singular)
    last = architecture.weight_size(architecture.depth + 1)
    if not known or architecture.parameters - last > LARGEST_EXHAUSTED:
        return ()
    found = small_points(architecture, (0, 1), known[0].X, known[0].Y)
    return tuple(point.network for point in unlike(map(Point, known), found))


def orders(network: LinearNetwork) -> Iterator[LinearNetwork]:
    """The network with its hidden units in every order."""
    widths = network.architecture.widths[1:-1]
    ring = network.ring
    for chosen in product(*(permutations(range(width)) for width in widths)):
        moves = [_permutation(ring, p) for p in chosen]
        weights = []
        for k, weight in enumerate(network.W):
            upper = moves[k] @ weight if k < len(moves) else weight
            weights.append(upper @ moves[k - 1].T if k else upper)
        yield LinearNetwork(network.X, network.Y, tuple(weights))


def _permutation(ring: Ring, order: tuple[int, ...]) -> Matrix:
    size = len(order)
    return Matrix.build(ring, (size, size), lambda i, j: ring.convert(int(order[i] == j)))


def ordered_spectrum(network: LinearNetwork) -> tuple[Matrix, Matrix] | None:
    """U = I and Lambda where Sigma is diagonal with decreasing entries, else nothing."""
    X, Y = network.X, network.Y
    if rank(X) < X.shape[0]:
        return None
    cross = X @ Y.T
    sigma = cross.T @ solve(X @ X.T, cross)
    size = sigma.shape[0]
    diagonal = [sigma[i, i] for i in range(size)]
    decreasing = all(a >= b for a, b in pairwise(diagonal))
    zero = all(not sigma[i, j] for i in range(size) for j in range(size) if i != j)
    return (Matrix.identity(sigma.ring, size), sigma) if zero and decreasing else None


def columns(m: Matrix, chosen: Sequence[int]) -> Matrix:
    """The chosen columns, counted from zero."""
    rows = ([row[j] for j in chosen] for row in m.rows)
    return Matrix(m.ring, rows, (m.shape[0], len(chosen)))


def completed(top: Matrix) -> Matrix:
    """An invertible matrix whose first rows are those of `top`, which are independent."""
    size = top.shape[1]
    rows, units = top, Matrix.identity(top.ring, size)
    for i in range(size):
        longer = vcat(rows, units.row(i))
        if rank(longer) == longer.shape[0]:
            rows = longer
    return rows


def with_best(network: LinearNetwork) -> dict[str, Matrix] | None:
    """V_1, .., V_{H+1}: the best of the small critical points with these data, of lower loss."""
    Y = network.Y
    values = tuple(int(Y[i, i]) for i in range(min(Y.shape)))
    best = min(critical_at(str(network.architecture), values), key=lambda n: to_fraction(n.loss))
    same = (best.X, best.Y) == (network.X, network.Y)
    if not same or not to_fraction(best.loss) < to_fraction(network.loss):
        return None
    return {f"V_{k}": weight for k, weight in enumerate(best.W, 1)}
