"""A library in Rocq: files of lemmas proved by hand, in one theory and in one paper's folder.

Nothing is listed by hand: a file is known by its place, and the order of building follows from
the lines ``From DeepLinear Require ..`` of the files themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from graphlib import CycleError, TopologicalSorter
from hashlib import sha256
from pathlib import Path

from symbolic.errors import ToolkitError

THEORY = Path(__file__).with_name("theory")
"""What any paper can use, and what the exporter writes for."""


class RocqError(ToolkitError, RuntimeError):
    """Rocq is missing or was stopped, or a library is not fit to be compiled with it."""


@dataclass(frozen=True)
class Library:
    """The files of a theory and, if there is one, of a paper's folder; known by their names.

    The files are read once, when they are first asked for, so that what is compiled and what it is
    remembered by have the same text. Whatever reads them raises `RocqError` for a name that both
    folders have, a file that requires one that is not there, or files that require each other.
    """

    theory: Path = THEORY
    paper: Path | None = None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all files, each after those it requires."""
        try:
            return tuple(TopologicalSorter(self._imports).static_order())
        except CycleError as error:
            circle = " <- ".join(f"{name}.v" for name in error.args[1])
            raise RocqError(f"files of the library require each other: {circle}") from None

    def source(self, name: str) -> str:
        """The text of a file; raises `RocqError` where there is none of the name."""
        self._require(name, "asked for")
        return self._texts[name]

    def required(self, text: str) -> list[str]:
        """The files that a text requires, directly or by another one, in building order."""
        return self._closed(self._imported(text, "required by a file that is compiled"))

    def all_required(self, names: Iterable[str]) -> list[str]:
        """Files of the library with all that they require, in building order."""
        wanted = set(names)
        for name in sorted(wanted):
            self._require(name, "asked for")
        return self._closed(wanted)

    def digest(self, name: str) -> str:
        """A digest of a file, by its name and text, and of all that it requires."""
        self._require(name, "asked for")
        return self._digests[name]

    @cached_property
    def _digests(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for name in self.names:
            parts = [name, self._texts[name], *(found[before] for before in self._imports[name])]
            found[name] = sha256("\0".join(parts).encode()).hexdigest()
        return found

    def _closed(self, names: Iterable[str]) -> list[str]:
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._imports[name]
        return [name for name in self.names if name in found]

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        """The text of each file by its name, in alphabetical order."""
        found: dict[str, Path] = {}
        for folder in filter(None, (self.theory, self.paper)):
            for path in folder.glob("*.v"):
                if path.stem in found:
                    raise RocqError(f"two files of one name: {found[path.stem]} and {path}")
                found[path.stem] = path
        return {name: found[name].read_text(encoding="utf-8") for name in sorted(found)}

    @cached_property
    def _imports(self) -> Mapping[str, tuple[str, ...]]:
        """The files that each file names as required."""
        return {
            name: self._imported(text, f"required by {name}.v")
            for name, text in self._texts.items()
        }

    def _imported(self, text: str, why: str) -> tuple[str, ...]:
        lines = re.findall(r"^\s*From DeepLinear Require\s([^.]*)\.", text, re.M)
        names = {name for line in lines for name in line.split()} - {"Import", "Export"}
        for name in sorted(names):
            self._require(name, why)
        return tuple(sorted(names))

    def _require(self, name: str, why: str) -> None:
        if name not in self._texts:
            places = " or ".join(str(place) for place in (self.theory, self.paper) if place)
            raise RocqError(f"{name}.v, {why}, is not in {places}")


@cache
def library_of(folder: str) -> Library:
    """The theory and the files of a paper's folder, if it has one; read once."""
    return Library(paper=Path(folder) if folder else None)
