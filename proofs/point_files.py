"""Point files: ``{"X": .., "Y": .., "W": [W_1, .., W_{H+1}]}``, or a list of such objects.

The file is streamed, one point in memory at a time, and never evaluated; what is wrong is
named by file, point and entry. Rationals are integers or strings "p/q".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symbolic.errors import (
    ArchitectureError,
    ExactnessError,
    InputError,
    TooLargeError,
    show_shape,
)
from symbolic.exact import to_fraction
from symbolic.matrix import Matrix
from symbolic.network import Architecture, LinearNetwork
from symbolic.rings import rationals

MAX_ENTRIES = 10_000
MAX_BITS = 1_000_000
MAX_DEPTH = 8
KEYS = {"X", "Y", "W", "id"}


@dataclass(frozen=True, eq=False)
class FilePoint:
    """A point of a file: its number from one, its id if it has one, and the network."""

    number: int
    id: str | None
    network: LinearNetwork


class PointFile:
    """A point file that is open: whether it is a list, and its points one after another.

    Raises `InputError` where there is no such file or it holds neither an object nor a list.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        try:
            self._file = Path(path).open("rb")  # noqa: SIM115 - closed with the last point
            self._head = next((b for b in iter(lambda: self._file.read(1), b"") if b.strip()), b"")
        except OSError as error:
            raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from None
        if self._head not in (b"[", b"{"):
            self._file.close()
            form = '{"X": .., "Y": .., "W": [..]}'
            raise InputError(f"{path}: a point file is {form} or a list of them")
        self.is_list = self._head == b"["

    def read(self, size: int = -1) -> bytes:
        """Bytes for the parser: what was looked at first, then the rest of the file."""
        if size == 0:
            return b""
        head, self._head = self._head, b""
        return head or self._file.read(size)

    def points(self) -> Iterator[FilePoint]:
        """The points; raises `InputError` at the first bad one."""
        number = 0
        with self._file:
            for number, item in enumerate(self._items(), 1):
                yield _point(f"{self.path}: point {number}", number, item)
        if number == 0:
            raise InputError(f"{self.path}: the list of points is empty")

    def _items(self) -> Iterator[Any]:
        import ijson

        # The C back-end (yajl2_c of ijson 3.5) crashes the process on a number of many digits.
        parser = ijson.get_backend("python")
        events = parser.parse(_shallow(parser.basic_parse(self, buf_size=4096)))
        found = parser.items(events, "item" if self.is_list else "", map_type=_UniqueKeys)
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
                raise InputError(f"{self.path}: point {number} is not JSON: {reason}") from None


class _UniqueKeys(dict[str, Any]):
    """An object whose keys may be given once only."""

    def __setitem__(self, key: str, value: Any) -> None:
        if key in self:
            raise ValueError(f'the key "{key[:40]}" is given twice')
        super().__setitem__(key, value)


def _shallow(events: Iterator[Any]) -> Iterator[Any]:
    """The parser's events, with an end to nesting that no point needs."""
    depth = 0
    for event in events:
        depth += (event[0] in ("start_map", "start_array")) - (event[0] in ("end_map", "end_array"))
        if depth > MAX_DEPTH:
            raise ValueError(f"brackets nested more than {MAX_DEPTH} deep")
        yield event


def read_points(path: str) -> Iterator[FilePoint]:
    """The points of the file at `path`, one after another; see `PointFile`."""
    yield from PointFile(path).points()


def _point(place: str, number: int, item: Any) -> FilePoint:
    if not isinstance(item, dict):
        raise InputError(f'{place} is {_called(item)}, needs to be {{"X": .., "Y": .., "W": [..]}}')
    name = item.get("id")
    if name is not None and (isinstance(name, bool) or not isinstance(name, str | int)):
        raise InputError(f"{place}: the id is {_called(name)}, needs to be text")
    if name is not None:
        name = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in str(name))
        place += f" (id {name[:40]})"
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
    _require_size(place, X, Y, W)
    return LinearNetwork(X, Y, tuple(W))


def _require_size(place: str, X: Matrix, Y: Matrix, W: list[Matrix]) -> None:
    try:
        widths = (X.shape[0], *(weight.shape[0] for weight in W))
        Architecture(widths, X.shape[1]).require_points_fit()
    except (ArchitectureError, TooLargeError) as error:
        raise InputError(f"{place}: {error}") from None
    bits = sum(
        max(entry.p.bit_length(), entry.q.bit_length())
        for matrix in (X, Y, *W)
        for entry in matrix.entries()
    )
    if bits > MAX_BITS:
        raise InputError(f"{place}: its numbers have {bits:,} bits, at most {MAX_BITS:,} are read")


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
    if isinstance(value, dict):
        return "an object"
    names = {str: "text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
