"""Point files: ``{"X": .., "Y": .., "W": [W_1, .., W_{H+1}]}``, or a list of such objects.

The file is streamed, one point in memory at a time, and never evaluated; what is wrong is
named by file, point and entry. Rationals are integers or strings "p/q".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from symbolic.errors import ArchitectureError, ExactnessError, InputError, show_shape
from symbolic.exact import to_fraction
from symbolic.matrix import Matrix
from symbolic.network import Architecture, LinearNetwork
from symbolic.rings import rationals

MAX_PARAMETERS = 400
MAX_ENTRIES = 100_000
KEYS = {"X", "Y", "W", "id"}


@dataclass(frozen=True, eq=False)
class FilePoint:
    """A point of a file: its number from one, its id if it has one, and the network."""

    number: int
    id: str | None
    network: LinearNetwork


def is_list(path: str) -> bool:
    """Whether the file holds a list of points; raises `InputError` if it holds neither."""
    try:
        with Path(path).open("rb") as file:
            first = next((byte for byte in _leading(file) if not byte.isspace()), b"")
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from None
    if first not in (b"[", b"{"):
        raise InputError(
            f'{path}: a point file is {{"X": .., "Y": .., "W": [..]}} or a list of them'
        )
    return first == b"["


def _leading(file: IO[bytes]) -> Iterator[bytes]:
    while byte := file.read(1):
        yield byte


def read_points(path: str) -> Iterator[FilePoint]:
    """The points of a file, one after another; raises `InputError` at the first bad one."""
    prefix = "item" if is_list(path) else ""
    number = 0
    with Path(path).open("rb") as file:
        for number, item in enumerate(_items(path, file, prefix), 1):
            yield _point(f"{path}: point {number}", number, item)
    if number == 0:
        raise InputError(f"{path}: the list of points is empty")


def _items(path: str, file: IO[bytes], prefix: str) -> Iterator[Any]:
    import ijson

    # The C back-end (yajl2_c of ijson 3.5) crashes the process on a number of many digits.
    found = ijson.get_backend("python").items(file, prefix)
    number = 0
    while True:
        number += 1
        try:
            yield next(found)
        except StopIteration:
            return
        except (ijson.JSONError, ValueError) as error:
            reason = str(error).strip().splitlines()[0]
            reason = reason if len(reason) <= 100 else reason[:60] + " .. " + reason[-20:]
            raise InputError(f"{path}: point {number} is not JSON: {reason}") from None


def _point(place: str, number: int, item: Any) -> FilePoint:
    if not isinstance(item, dict):
        raise InputError(f'{place} is {_called(item)}, needs to be {{"X": .., "Y": .., "W": [..]}}')
    name = item.get("id")
    if name is not None and not isinstance(name, str | int):
        raise InputError(f"{place}: the id is {_called(name)}, needs to be text")
    if name is not None:
        place += f" (id {str(name)[:40]})"
    missing = [key for key in ("X", "Y", "W") if key not in item]
    if missing:
        raise InputError(f"{place} has no {missing[0]}")
    unknown = sorted(set(item) - KEYS)
    if unknown:
        raise InputError(
            f'{place} has an unknown key "{unknown[0][:40]}": X, Y, W and id are known'
        )
    return FilePoint(number, None if name is None else str(name), _network(place, item))


def _network(place: str, item: dict[str, Any]) -> LinearNetwork:
    if not isinstance(item["W"], list) or not item["W"]:
        raise InputError(
            f"{place}: W is {_called(item['W'])}, needs to be the list [W_1, .., W_H+1]"
        )
    X = _matrix(place, "X", item["X"])
    Y = _matrix(place, "Y", item["Y"])
    W = [_matrix(place, f"W[{index}]", rows) for index, rows in enumerate(item["W"])]
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
    _require_size(place, X, W)
    return LinearNetwork(X, Y, tuple(W))


def _require_size(place: str, X: Matrix, W: list[Matrix]) -> None:
    try:
        architecture = Architecture((X.shape[0], *(w.shape[0] for w in W)), X.shape[1])
    except ArchitectureError as error:
        raise InputError(f"{place}: {error}") from None
    if architecture.parameters > MAX_PARAMETERS:
        raise InputError(
            f"{place}: {architecture.parameters} weights, at most {MAX_PARAMETERS} are classified"
        )


def _matrix(place: str, name: str, rows: Any) -> Matrix:
    if not isinstance(rows, list) or not rows or not all(isinstance(row, list) for row in rows):
        raise InputError(f"{place}: {name} is {_called(rows)}, needs to be a list of rows")
    width = len(rows[0])
    if width == 0 or len(rows) * width > MAX_ENTRIES:
        size = f"{len(rows)} x {width}"
        raise InputError(f"{place}: {name} is {size}, needs between 1 and {MAX_ENTRIES} entries")
    for index, row in enumerate(rows):
        if len(row) != width:
            raise InputError(
                f"{place}: {name}[{index}] has {len(row)} entries, needs {width} like {name}[0]"
            )
    ring = rationals()
    table: list[list[Any]] = []
    for i, row in enumerate(rows):
        table.append([])
        for j, entry in enumerate(row):
            try:
                table[-1].append(ring.convert(to_fraction(entry)))
            except ExactnessError as error:
                raise InputError(f"{place}: {name}[{i}][{j}]: {error}") from None
    return Matrix(ring, table)


def _called(value: Any) -> str:
    """What a JSON value is called in a message."""
    if isinstance(value, list):
        return "an empty list" if not value else "a list"
    names = {dict: "an object", str: "text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
