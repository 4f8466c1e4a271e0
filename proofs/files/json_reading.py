"""JSON files of matrices, read as a stream with bounds, and never evaluated.

An object's keys are given once, brackets nest no deeper than a matrix needs, numbers are
integers or strings "p/q", and what is wrong is named by file, place and entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from symbolic.algebra.exact import to_fraction
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import rationals
from symbolic.errors import ExactnessError, InputError

MAX_ENTRIES = 10_000
MAX_BITS = 1_000_000
MAX_DEPTH = 8


class JsonFile:
    """A JSON file that is open, known to begin with one of the brackets in `brackets`.

    `form` says what such a file looks like, for the message to one who gave another.
    """

    def __init__(self, path: str, brackets: bytes, form: str) -> None:
        self.path = path
        try:
            self._file = Path(path).open("rb")  # noqa: SIM115 - closed by `close`
            self._head = next((b for b in iter(lambda: self._file.read(1), b"") if b.strip()), b"")
        except OSError as error:
            raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from None
        if not self._head or self._head not in brackets:
            self._file.close()
            raise InputError(f"{path}: {form}")
        self.is_list = self._head == b"["

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def read(self, size: int = -1) -> bytes:
        """Bytes for the parser: what was looked at first, then the rest of the file."""
        if size == 0:
            return b""
        head, self._head = self._head, b""
        return head or self._file.read(size)

    def items(self, prefix: str, what: str) -> Iterator[Any]:
        """The items under a prefix (in ijson's notation), called `what` in messages."""
        import ijson

        # The C back-end (yajl2_c of ijson 3.5) crashes the process on a number of many digits.
        parser = ijson.get_backend("python")
        events = parser.parse(_shallow(parser.basic_parse(self, buf_size=4096)))
        found = parser.items(events, prefix, map_type=_UniqueKeys)
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
                raise InputError(f"{self.path}: {what} {number} is not JSON: {reason}") from None


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


def printable(text: str) -> str:
    """The text with what does not print spelled out, so that it stays on its line."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def require_few_bits(place: str, *matrices: Matrix) -> None:
    """Raise `InputError` where the numbers are too long to compute with."""
    bits = sum(
        max(entry.p.bit_length(), entry.q.bit_length())
        for matrix in matrices
        for entry in matrix.entries()
    )
    if bits > MAX_BITS:
        raise InputError(f"{place}: its numbers have {bits:,} bits, at most {MAX_BITS:,} are read")


def read_matrix(place: str, name: str, rows: Any) -> Matrix:
    """A rational matrix from a list of rows; raises `InputError` naming the entry."""
    if not isinstance(rows, list) or not rows or not all(isinstance(row, list) for row in rows):
        raise InputError(f"{place}: {name} is {called(rows)}, needs to be a list of rows")
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


def called(value: Any) -> str:
    """What a JSON value is called in a message."""
    if isinstance(value, list):
        return "an empty list" if not value else "a list"
    if isinstance(value, dict):
        return "an object"
    names = {str: "text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
