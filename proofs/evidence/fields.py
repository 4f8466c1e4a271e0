"""What fields of entries have in common: names that make file names, one line, tuples."""

from __future__ import annotations

import re
from typing import Any

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+-]{0,79}")


def require_name(name: str, what: str) -> None:
    """Raise `ValueError` for what cannot be the name of an entry, a certificate and a page.

    >>> require_name("../x", "claim")
    Traceback (most recent call last):
    ...
    ValueError: claim "../x": a name is made of letters, digits and . _ : + -, 80 at most
    """
    if not (isinstance(name, str) and NAME.fullmatch(name)):
        raise ValueError(
            f'{what} "{str(name)[:40]}": a name is made of letters, digits and . _ : + -,'
            " 80 at most"
        )


def require_line(text: str, what: str) -> None:
    """Raise `ValueError` for what is empty or is not one line."""
    if not isinstance(text, str) or not text.strip() or len(text.splitlines()) > 1:
        raise ValueError(f"{what}: one line of text was expected")


def as_tuple(entry: Any, field: str) -> None:
    """Make a field of a frozen data class a tuple; `ValueError` for a text, which is none."""
    value = getattr(entry, field)
    if isinstance(value, str):
        raise ValueError(f'{field}="{value}": several were expected; write ("{value}",)')
    try:
        object.__setattr__(entry, field, tuple(value))
    except TypeError:
        raise ValueError(f"{field}: several were expected; write (.. ,)") from None
