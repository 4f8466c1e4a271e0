"""Propositional consequences by truth tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

MAX_ATOMS = 12

Key = Any
"""The normal form of a formula, see `proofs.kernel.formulas.key`."""


def follows(premises: Sequence[Key], goal: Key) -> bool:
    """Whether the goal is true wherever the premises are; false beyond `MAX_ATOMS` atoms.

    >>> p, q = ("=", 1), ("=", 2)
    >>> follows([("or", p, q), ("=>", p, ("false",))], q), follows([("or", p, q)], q)
    (True, False)
    """
    if any(k == ("=>", other, goal) for k in premises for other in premises):
        return True  # from p implies q, and p: q, however many atoms there are
    atoms: dict[Key, int] = {}
    conclusion, *known = (_skeleton(k, atoms) for k in [goal, *premises])
    if len(atoms) > MAX_ATOMS:
        return False
    rows = product((False, True), repeat=len(atoms))
    return all(_truth(conclusion, row) or not all(_truth(k, row) for k in known) for row in rows)


def _skeleton(k: Key, atoms: dict[Key, int]) -> Any:
    """The connectives; whatever is not made by them is a number, its atom."""
    if k[0] in ("and", "or", "=>", "false"):
        return k[0], *(_skeleton(part, atoms) for part in k[1:])
    return atoms.setdefault(k, len(atoms))


def _truth(tree: Any, row: Sequence[bool]) -> bool:
    if isinstance(tree, int):
        return row[tree]
    head, *parts = tree
    if head == "and":
        return all(_truth(part, row) for part in parts)
    if head == "or":
        return any(_truth(part, row) for part in parts)
    return head == "=>" and (not _truth(parts[0], row) or _truth(parts[1], row))
