"""Sizes as they are written: names, integers, sums, and the widths d[k] of a network.

A sort says what a name stands for: "size" (a natural number), "widths" (a size d[k] for every
k), ``("@", "d")`` (a network over the widths d: a matrix W[k] of d[k+1] x d[k] for every k), or
the pair of sizes of a matrix.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symbolic.errors import ToolkitError

Size = int | str
"""A size in a normal form is a positive integer or a name; a name may be any text."""

Sort = Any
Sorts = Mapping[str, Sort]
"""Names with their sorts."""

_TREES: dict[str, Any] = {}
"""How the names that `leg` and `layer` made were written."""


class SizeError(ToolkitError, ValueError):
    """Something else where a size was expected."""


def is_matrix(sort: Sort) -> bool:
    """Whether the sort is a pair of sizes."""
    return isinstance(sort, tuple) and sort[0] != "@"


def natural(size: Any, sorts: Sorts) -> tuple[dict[str, int], int]:
    """A size as a linear form: names with factors, and a constant.

    >>> natural(("+", "k", ("@", "d", "k"), 1), {"k": "size", "d": "widths"})
    ({'k': 1, 'd[k]': 1}, 1)
    """
    if isinstance(size, int):
        if isinstance(size, bool) or size < 0:
            raise SizeError(f"{size} is not a size")
        return {}, size
    if isinstance(size, str):
        if sorts.get(size) != "size":
            raise SizeError(f"{size} is not a size")
        return {size: 1}, 0
    head, *parts = size
    if head == "@":
        widths, index = parts
        if sorts.get(widths) != "widths":
            raise SizeError(f"{widths} are not widths")
        name = f"{widths}[{written(natural(index, sorts))}]"
        _TREES[name] = size
        return {name: 1}, 0
    if head != "+":
        raise SizeError(f"{size} is not a size")
    atoms: dict[str, int] = {}
    constant = 0
    for part in parts:
        form, number = natural(part, sorts)
        constant += number
        for name, factor in form.items():
            atoms[name] = atoms.get(name, 0) + factor
    return atoms, constant


def written(number: tuple[dict[str, int], int]) -> str:
    """A text that tells one linear form from another: ``k+1``.

    >>> written(({"k": 1, "j": 2}, 0))
    '2j+k'
    """
    atoms, constant = number
    parts = [("" if c == 1 else str(c)) + name for name, c in sorted(atoms.items())]
    return "+".join([*parts, *([str(constant)] if constant or not parts else [])])


def leg(size: Any, sorts: Sorts) -> Size:
    """The normal form of a size of a matrix; sums have none, they need a name."""
    if isinstance(size, (int, str)):
        return size
    if size[0] != "@":
        raise SizeError(f"{size} is a sum: give this size a name")
    (name,) = natural(size, sorts)[0]
    return name


def layer(parts: tuple[Any, ...], sorts: Sorts) -> tuple[str, Size, Size]:
    """W[k], or the product W[j-1] .. W[i] of ``(W, j, i)``: its name and its sizes."""
    network, *indices = parts
    sort = sorts.get(network)
    if not isinstance(sort, tuple) or sort[0] != "@" or len(indices) not in (1, 2):
        raise SizeError(f"{network} is not a network with one index, or two for a product")
    name = f"{network}[{':'.join(written(natural(k, sorts)) for k in indices)}]"
    _TREES[name] = ("@", *parts)
    high = indices[0] if len(indices) == 2 else ("+", indices[0], 1)
    return name, leg(("@", sort[1], high), sorts), leg(("@", sort[1], indices[-1]), sorts)


def tree_of(name: Size) -> Any:
    """How a name in a normal form was written: the inverse of `leg` and `layer`."""
    return _TREES.get(name, name) if isinstance(name, str) else name
