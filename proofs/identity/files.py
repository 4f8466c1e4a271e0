"""Files of statements: JSON, or the plain text of the library in `proofs/statements`.

A JSON file is ``[{"name": .., "statement": ..}]``. A text file has one entry after another,
each a line ``[name] source`` and the statement on the lines up to an empty one; ``#`` starts a
comment line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proofs.files.json_reading import JsonFile, called, printable
from symbolic.errors import InputError, StatementError
from symbolic.statements import statement
from symbolic.statements.syntax import Statement

LIBRARY = Path(__file__).parent.parent / "statements"
_HEADER = re.compile(r"\[([A-Za-z0-9._-]+)\]\s*(.*)")
_FORM = 'a list [{"name": .., "statement": ..}] was expected'


@dataclass(frozen=True)
class NamedStatement:
    """A statement of a file, with its name and, in the library, where it comes from."""

    name: str
    statement: Statement
    source: str = ""


@dataclass(frozen=True)
class IllTyped:
    """A statement of a file that has no reading: its name, its text, and what is wrong with it."""

    name: str
    text: str
    message: str


def read_statements(path: str) -> list[NamedStatement | IllTyped]:
    """All statements of a file, or of the text files of a folder; one without a reading is one too.

    Raises `InputError` for a file that has another form, and for a name given twice.
    """
    paths = sorted(map(str, Path(path).glob("*.txt"))) if Path(path).is_dir() else [path]
    if not paths:
        raise InputError(f"{path}: no .txt file in this folder")
    found = [item for p in paths for item in (_text(p) if p.endswith(".txt") else _json(p))]
    names: set[str] = set()
    for item in found:
        if item.name in names:
            raise InputError(f'{path}: the name "{item.name}" is given twice')
        names.add(item.name)
    return found


def library(pattern: str = "*.txt") -> list[NamedStatement]:
    """The statements of the library's files; raises `InputError` for one without a reading."""
    paths = sorted(LIBRARY.glob(pattern))
    return [readable(item) for path in paths for item in read_statements(str(path))]


def readable(item: NamedStatement | IllTyped) -> NamedStatement:
    """The statement; raises `InputError` for one that has no reading."""
    if isinstance(item, IllTyped):
        raise InputError(f"{item.name}: {item.message}")
    return item


def _parsed(name: str, text: str, source: str = "") -> NamedStatement | IllTyped:
    try:
        return NamedStatement(name, statement(text), source)
    except StatementError as error:
        return IllTyped(name, text, str(error))


def _json(path: str) -> Iterator[NamedStatement | IllTyped]:
    file = JsonFile(path, b"[", _FORM)
    try:
        for number, item in enumerate(file.items("item", "statement"), 1):
            yield _from_object(f"{path}: statement {number}", number, item)
    finally:
        file.close()


def _from_object(place: str, number: int, item: Any) -> NamedStatement | IllTyped:
    if not isinstance(item, dict):
        raise InputError(f'{place} is {called(item)}, needs to be {{"name": .., "statement": ..}}')
    unknown = sorted(set(item) - {"name", "statement"})
    if unknown:
        raise InputError(
            f'{place} has an unknown key "{unknown[0][:40]}": name and statement are known'
        )
    for key, value in item.items():
        if not isinstance(value, str):
            raise InputError(f"{place}: the {key} is {called(value)}, needs to be text")
    name = printable(item.get("name", str(number)))
    if "statement" not in item:
        raise InputError(f"{place} has no statement")
    return _parsed(name, item["statement"])


def _text(path: str) -> Iterator[NamedStatement | IllTyped]:
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is no UTF-8 text"
        raise InputError(f"{path}: {(reason or str(error)).lower()}") from None
    header: re.Match[str] | None = None
    body: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.startswith("#"):
            continue
        if line.strip():
            if header is None:
                header = _HEADER.fullmatch(line.strip())
                if header is None:
                    raise InputError(f'{path}: line {number}: "[name] source" was expected')
            else:
                body.append(line)
        elif header is not None:
            name, source = header.groups()
            yield _parsed(name, "\n".join(body), source)
            header, body = None, []
