"""Propositional consequences by truth tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

MAX_ATOMS = 12

Key = Any
"""The normal form of a formula, see `proofs.formulas.key`."""


def follows(premises: Sequence[Key], goal: Key) -> bool:
    """Whether the goal is true wherever the premises are; false beyond `MAX_ATOMS` atoms.

    >>> p, q = ("=", 1), ("=", 2)
    >>> follows([("or", p, q), ("=>", p, ("false",))], q), follows([("or", p, q)], q)
    (True, False)
    """
    atoms = list(dict.fromkeys(atom for k in [*premises, goal] for atom in _atoms(k)))
    if len(atoms) > MAX_ATOMS:
        return False
    rows = (dict(zip(atoms, row, strict=True)) for row in product((False, True), repeat=len(atoms)))
    return all(
        _truth(goal, row) or not all(_truth(premise, row) for premise in premises) for row in rows
    )


def _atoms(k: Key) -> Iterator[Key]:
    if k[0] in ("and", "or", "=>", "false"):
        for part in k[1:]:
            yield from _atoms(part)
    else:
        yield k


def _truth(k: Key, values: Mapping[Key, bool]) -> bool:
    head, *parts = k
    if head == "and":
        return all(_truth(part, values) for part in parts)
    if head == "or":
        return any(_truth(part, values) for part in parts)
    if head == "=>":
        return not _truth(parts[0], values) or _truth(parts[1], values)
    return head != "false" and values[k]
