"""What `paper.toml` says of a paper: title, authors, sections, notation, architectures.

>>> known = about('''
... title = "Balanced layers"
... [sections]
... 1 = "Section 1"
... ''', "paper.toml")
>>> known.title, dict(known.sections)
('Balanced layers', {'1': 'Section 1'})
>>> about('titel = "Balanced layers"', "paper.toml")
Traceback (most recent call last):
...
symbolic.errors.PaperError: paper.toml: there is no key "titel"; did you mean title?
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from proofs.evidence.paper import LADDER, QUICK_LADDER
from symbolic.errors import PaperError, ToolkitError
from symbolic.networks.architecture import Architecture

KINDS = {
    "title": str, "authors": list, "year": int, "address": str, "summary": str, "sections": dict,
    "notation": dict, "letters": dict, "architectures": list, "quick_architectures": list,
}  # fmt: skip
WORDS = {str: "a text", list: "a list of texts", int: "a whole number", dict: "a table of texts"}


@dataclass(frozen=True)
class About:
    """The content of `paper.toml`."""

    title: str
    sections: Mapping[str, str]
    authors: tuple[str, ...]
    year: int
    address: str
    summary: str
    notation: Mapping[str, str]
    letters: Mapping[str, str]
    ladder: tuple[Architecture, ...]
    quick_ladder: tuple[Architecture, ...]


def about(text: str, place: str) -> About:
    """The content of the text; `PaperError` names the place and what would be right."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PaperError(f"{place}: {error}") from None
    for key, value in content.items():
        _require(key, value, place)
    for key in ("title", "sections"):
        if not content.get(key):
            raise PaperError(f"{place}: {key} is missing")
    full = _architectures(content, "architectures", LADDER, place)
    return About(
        content["title"],
        content["sections"],
        tuple(content.get("authors", ())),
        content.get("year", 0),
        content.get("address", ""),
        content.get("summary", ""),
        content.get("notation", {}),
        content.get("letters", {}),
        full,
        _architectures(content, "quick_architectures", QUICK_LADDER, place),
    )


def _require(key: str, value: Any, place: str) -> None:
    if key not in KINDS:
        near = get_close_matches(key, KINDS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(KINDS)}"
        raise PaperError(f'{place}: there is no key "{key}"; {hint}')
    kind = KINDS[key]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if type(value) is not kind or not all(isinstance(part, str) for part in parts):
        raise PaperError(f"{place}: {key} is to be {WORDS[kind]}")


def _architectures(
    content: Mapping[str, Any], key: str, default: tuple[Architecture, ...], place: str
) -> tuple[Architecture, ...]:
    try:
        found = tuple(map(Architecture.parse, content.get(key, ())))
        for architecture in found:
            architecture.require_fits()
    except ToolkitError as error:
        raise PaperError(f"{place}: {key}: {error}") from None
    return found or default
