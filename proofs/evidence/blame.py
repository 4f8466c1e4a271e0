"""Exceptions of a user's Python, told on one line; and the time that a claim may take."""

from __future__ import annotations

from symbolic.errors import ToolkitError


class OutOfTimeError(Exception):
    """A claim took longer than its budget."""


def place_of(error: BaseException, path: str) -> str:
    """``line N: ``, the last line of the file that an exception went through, if there is one."""
    if isinstance(error, SyntaxError):
        return f"line {error.lineno}: "
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path:
            line = trace.tb_lineno
        trace = trace.tb_next
    return f"line {line}: " if line else ""


def described(error: BaseException) -> str:
    """What an exception says, on one line; its kind too unless it is one of the toolkit's."""
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    first = text.split("\n", maxsplit=1)[0] if text else ""
    if isinstance(error, ToolkitError) and first:
        return first
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
