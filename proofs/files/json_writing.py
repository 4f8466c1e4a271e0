"""Reports are written whole or not at all, and only where nothing is lost."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from proofs.files.whole import whole_file
from symbolic.errors import ReportError


def require_writable(path: str, other_than: str | None = None) -> None:
    """Raise `ReportError` now, before any work, if a report cannot be written to `path`.

    `other_than` is a file that is read: the report must not take its place.
    """
    if path == "-":
        return
    if not path:
        raise ReportError("--json: the path is empty, name a file")
    target = Path(path).resolve()
    if other_than is not None and target == Path(other_than).resolve():
        raise ReportError(f"--json {path}: this is the file that is read, name another")
    if target.is_dir():
        raise ReportError(f"--json {path}: this is a folder, name a file")
    if not target.parent.is_dir():
        raise ReportError(f"--json {path}: there is no folder {target.parent}")
    if not os.access(target.parent, os.W_OK):
        raise ReportError(f"--json {path}: the folder {target.parent} cannot be written to")


def write_json(path: str, content: Any) -> None:
    """Write to standard output for ``-``, else to a file, whole or not at all."""
    text = json.dumps(content, indent=2) + "\n"
    with _report_file(path) as file:
        file.write(text)


def write_text(path: str, lines: Iterable[str]) -> None:
    """Write lines to standard output for ``-``, else to a file, whole or not at all."""
    with _report_file(path) as file:
        file.writelines(f"{line}\n" for line in lines)


@contextmanager
def json_stream(path: str, *, as_list: bool) -> Iterator[Callable[[Any], None]]:
    """Write items as they come, as a JSON list, or the single one by itself.

    What was written when an error or an interrupt ends the run stays, as a complete list.
    """
    failure: BaseException | None = None
    try:
        with _report_file(path) as file:
            count = 0

            def write(item: Any) -> None:
                nonlocal count
                text = json.dumps(item, indent=2)
                file.write((",\n" if count else "[\n") + text if as_list else text)
                count += 1

            try:
                yield write
            except BaseException as error:  # re-raised below, once the file is complete
                failure = error
            if failure is not None and not count:
                raise _NothingWrittenError
            file.write("\n" if not as_list else "\n]\n" if count else "[]\n")
    except _NothingWrittenError:
        pass  # no item came before the failure: what stood at the path stays
    if failure is not None:
        raise failure


class _NothingWrittenError(Exception):
    """Leaves a report file before anything was written to it."""


@contextmanager
def _report_file(path: str) -> Iterator[IO[str]]:
    """A file to write a report to, which appears under its name only when it is complete.

    A link is followed; what is no regular file (a device, a pipe) is written to directly.
    """
    if path == "-":
        yield sys.stdout
        return
    target = Path(path).resolve()
    try:
        if target.exists() and not target.is_file():
            with target.open("w", encoding="utf-8") as special:
                yield special
            return
        with whole_file(target) as file:
            yield file
    except OSError as error:
        raise ReportError(f"--json {path}: {error.strerror or error}") from None
