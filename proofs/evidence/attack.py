"""The attack on a conjecture: all small integer weights for the data at which it was observed.

Where somebody looked by hand something may have been left out. So the statements are asked again,
with the same X and Y and the same sizes, at all weights of small integers; at the critical ones
only, if all that somebody looked at were critical.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, product

from proofs.evidence.claim import Evidence, Outcome
from proofs.evidence.printed import decide_lines
from proofs.evidence.refutation import Build, Extend
from symbolic.algebra.matrix import Matrix
from symbolic.networks.classification import Point
from symbolic.networks.network import LinearNetwork
from symbolic.networks.small_points import filled, small_points

ENTRIES = ((0, 1, -1, 2), (0, 1, -1), (0, 1))
MOST = 1000
"""So many choices of weights are gone through for the same data at most, the more entries the
better, and so many networks are asked in all."""


def attacked(
    lines: Mapping[str, Build], networks: Iterable[LinearNetwork], extend: Extend
) -> Iterator[Evidence]:
    """Evidence of scope `points` at all small weights; nothing for a line that is not met there."""
    found = tuple(islice(_small(tuple(networks)), MOST))
    for evidence in decide_lines(lines, found, extend):
        if evidence.outcome is not Outcome.OPEN:
            where = f"{evidence.where}, the same X and Y, all with small integer weights"
            yield evidence if evidence.counterexample else replace(evidence, where=where)


def _small(networks: Sequence[LinearNetwork]) -> Iterator[LinearNetwork]:
    """For each X and Y the networks of small integers that are not among the given ones."""
    given = {_key(n) for n in networks}
    critical = all(Point(n).critical for n in networks)
    data = {(str(n.architecture), _rows(n.X), _rows(n.Y)): n for n in networks}
    for network in data.values():
        found = _critical(network) if critical else _all(network)
        yield from (n for n in found if _key(n) not in given)


def _critical(like: LinearNetwork) -> Iterator[LinearNetwork]:
    size = like.architecture
    free = size.parameters - size.weight_size(size.depth + 1)
    for entries in _entries(free):
        found = small_points(size, entries, like.X, like.Y)
        yield from (point.network for point in found)


def _all(like: LinearNetwork) -> Iterator[LinearNetwork]:
    size = like.architecture
    for entries in _entries(size.parameters):
        for W in product(*(list(filled(size.weight_shape(k), entries)) for k in size.layers)):
            yield LinearNetwork(like.X, like.Y, W)


def _entries(free: int) -> Iterator[tuple[int, ...]]:
    """The most entries for which there are not too many choices, if there are any."""
    yield from islice((entries for entries in ENTRIES if len(entries) ** free <= MOST), 1)


def _rows(matrix: Matrix) -> str:
    return str(matrix.rows)


def _key(network: LinearNetwork) -> tuple[str, ...]:
    return tuple(map(_rows, (network.X, network.Y, *network.W)))
