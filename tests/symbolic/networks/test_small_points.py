"""Exhaustion of small weights: beside plain enumeration, and solved last layers."""

from itertools import product

import pytest

from symbolic.algebra.rings import rational_matrix
from symbolic.errors import TooLargeError
from symbolic.networks.architecture import Architecture
from symbolic.networks.classification import Kind, Point, classify
from symbolic.networks.network import LinearNetwork
from symbolic.networks.small_points import small_points

I2, D21 = [[1, 0], [0, 1]], [[2, 0], [0, 1]]
CASES = {
    "2,1,2:2": (I2, D21, (-1, 0, 1, 2)),
    "2,1,1,2:2": (I2, D21, (-1, 0, 1)),
    "1,2,1:1": ([[1]], [[1]], (-1, 0, 1, 2)),
    "2,1,1:3": ([[1, 1, 0], [0, 1, 2]], [[1, 0, 3]], (0, 1, 2)),
}


def every(architecture: Architecture, entries: tuple[int, ...], X, Y) -> set[str]:
    """The critical points all of whose weights have these entries, one after another."""
    shapes = [architecture.weight_shape(k) for k in architecture.layers]
    found = set()
    for values in product(entries, repeat=sum(h * w for h, w in shapes)):
        rest, weights = list(values), []
        for height, width in shapes:
            weights.append([[rest.pop(0) for _ in range(width)] for _ in range(height)])
        network = LinearNetwork.rational(X, Y, weights)
        if Point(network).critical:
            found.add(str(network.W))
    return found


@pytest.mark.parametrize(("text", "case"), CASES.items(), ids=CASES)
def test_they_contain_every_critical_point_with_these_entries(text: str, case) -> None:
    X, Y, entries = case
    architecture = Architecture.parse(text)
    points = list(small_points(architecture, entries, rational_matrix(X), rational_matrix(Y)))
    found = [str(point.network.W) for point in points]
    assert len(set(found)) == len(found)
    assert all(point.critical for point in points)
    assert every(architecture, entries, X, Y) <= set(found)


def test_a_last_layer_that_is_not_small_is_found_too() -> None:
    one = rational_matrix([[1]])
    found = list(small_points(Architecture.parse("1,1,1:1"), (0, 3), one, one))
    assert [str(point.network.W[-1]) for point in found] == ["[[0]]", "[[1/3]]"]


def test_they_are_the_same_every_time() -> None:
    given = Architecture.parse("2,1,1,2:2"), (0, 1), rational_matrix(I2), rational_matrix(D21)
    first, again = ([str(p.network.W) for p in small_points(*given)] for _ in range(2))
    assert first == again


def test_too_many_are_refused_before_any_work() -> None:
    X, Y = rational_matrix([[1] * 4] * 4), rational_matrix([[1] * 4] * 4)
    with pytest.raises(TooLargeError, match="4,4,4:4: 4294967296 choices of the lower layers"):
        next(small_points(Architecture.parse("4,4,4:4"), (-1, 0, 1, 2), X, Y))


@pytest.mark.parametrize("text", ["2,1,1,1,2:2", "1,1,1,1,1:1", "2,1,2,2:2"])
def test_each_of_them_is_classified(text: str) -> None:
    """What the other layers change may be of the order of what the deciding layer gains."""
    identity, Y = rational_matrix([[1, 0], [0, 1]]), rational_matrix([[2, 0], [0, 1]])
    data = (identity, Y) if text.startswith("2") else (rational_matrix([[1]]),) * 2
    kinds = {
        classify(point.network).kind
        for point in small_points(Architecture.parse(text), (0, 1, -1), *data)
    }
    assert kinds == {Kind.GLOBAL_MINIMUM, Kind.STRICT_SADDLE, Kind.NON_STRICT_SADDLE}
