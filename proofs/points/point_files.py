"""Point files: ``{"X": .., "Y": .., "W": [W_1, .., W_{H+1}]}``, or a list of such objects.

The file is streamed, one point in memory at a time, and never evaluated; what is wrong is
named by file, point and entry. Rationals are integers or strings "p/q".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from proofs.files.json_reading import JsonFile, called, printable, read_matrix, require_few_bits
from symbolic.algebra.matrix import Matrix
from symbolic.errors import (
    ArchitectureError,
    InputError,
    TooLargeError,
    show_shape,
)
from symbolic.networks.architecture import Architecture
from symbolic.networks.network import LinearNetwork

KEYS = {"X", "Y", "W", "id"}


@dataclass(frozen=True, eq=False)
class FilePoint:
    """A point of a file: its number from one, its id as it was given, and the network."""

    number: int
    id: str | int | None
    network: LinearNetwork


class PointFile(JsonFile):
    """A point file that is open: whether it is a list, and its points one after another."""

    def __init__(self, path: str) -> None:
        form = 'a point file is {"X": .., "Y": .., "W": [..]} or a list of them'
        super().__init__(path, b"[{", form)

    def points(self) -> Iterator[FilePoint]:
        """The points; raises `InputError` at the first bad one."""
        number = 0
        try:
            for number, item in enumerate(self.items("item" if self.is_list else "", "point"), 1):
                yield _point(f"{self.path}: point {number}", number, item)
        finally:
            self.close()
        if number == 0:
            raise InputError(f"{self.path}: the list of points is empty")


def _point(place: str, number: int, item: Any) -> FilePoint:
    if not isinstance(item, dict):
        raise InputError(f'{place} is {called(item)}, needs to be {{"X": .., "Y": .., "W": [..]}}')
    name = item.get("id")
    if name is not None and (isinstance(name, bool) or not isinstance(name, str | int)):
        raise InputError(f"{place}: the id is {called(name)}, needs to be text")
    if name is not None:
        place += f" (id {printable(str(name))[:40]})"
    missing = [key for key in ("X", "Y", "W") if key not in item]
    if missing:
        raise InputError(f"{place} has no {missing[0]}")
    unknown = sorted(set(item) - KEYS)
    if unknown:
        raise InputError(
            f'{place} has an unknown key "{unknown[0][:40]}": X, Y, W and id are known'
        )
    return FilePoint(number, name, _network(place, item))


def _network(place: str, item: dict[str, Any]) -> LinearNetwork:
    if not isinstance(item["W"], list) or not item["W"]:
        raise InputError(
            f"{place}: W is {called(item['W'])}, needs to be the list [W_1, .., W_H+1]"
        )
    X = read_matrix(place, "X", item["X"])
    Y = read_matrix(place, "Y", item["Y"])
    W = [read_matrix(place, f"W[{index}]", rows) for index, rows in enumerate(item["W"])]
    below, reason = X.shape[0], "X"
    for index, weight in enumerate(W):
        height, width = weight.shape
        if width != below:
            raise InputError(
                f"{place}: W[{index}] is {show_shape(weight.shape)},"
                f" needs {show_shape((height, below))} because {reason} has {below} rows"
            )
        below, reason = height, f"W[{index}]"
    if Y.shape != (below, X.shape[1]):
        raise InputError(
            f"{place}: Y is {show_shape(Y.shape)}, needs {show_shape((below, X.shape[1]))}"
            f" because {reason} has {below} rows and X has {X.shape[1]} columns"
        )
    _require_size(place, X, Y, W)
    return LinearNetwork(X, Y, tuple(W))


def _require_size(place: str, X: Matrix, Y: Matrix, W: list[Matrix]) -> None:
    try:
        widths = (X.shape[0], *(weight.shape[0] for weight in W))
        Architecture(widths, X.shape[1]).require_points_fit()
    except (ArchitectureError, TooLargeError) as error:
        raise InputError(f"{place}: {error}") from None
    require_few_bits(place, X, Y, *W)
