"""Names that are read: each block's own names without the numbers that keep them apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from proofs.teaching.reading.told import Block, Formula, Line, Names, Proof

Renaming = Mapping[str, str]


def renamed(tree: Any, names: Renaming) -> Any:
    """A formula or a term with other names; what stands in front of its parts is no name."""
    if isinstance(tree, str):
        return names.get(tree, tree)
    if not isinstance(tree, (list, tuple)):
        return tree
    head, *parts = tree
    if head in ("all", "some"):
        name, sort, body = parts
        return [head, names.get(name, name), sort_renamed(sort, names), renamed(body, names)]
    first = parts[:1] if head == "scale" else []
    return [head, *first, *(renamed(part, names) for part in parts[len(first) :])]


def sort_renamed(sort: Any, names: Renaming) -> Any:
    """A sort with other names."""
    if isinstance(sort, str):
        return sort
    return [part if part == "@" else renamed(part, names) for part in sort]


def renaming(proof: Proof, block: Block) -> Renaming:
    """For one lemma, or the main part: its names with as small numbers as will do.

    Different names stay different; the letters of the theorem's statement that are free in the
    block keep theirs; with the main part goes the statement.
    """
    stated = [hypothesis.formula for hypothesis in proof.hypotheses] + [proof.conclusion]
    inside = [*(stated if block is proof.main else []), *trees(block)]
    found = dict.fromkeys(name for tree in inside for name in leaves(tree))
    kept = proof.free & found.keys()
    taken = set(kept)
    names = {}
    for name in found:
        if name not in kept:
            base = re.sub(r"\d*'*$", "", name)
            shown, n = base, 1
            while shown in taken:
                n += 1
                shown = f"{base}{n}"
            taken.add(shown)
            names[name] = shown
    return names


def trees(block: Block) -> Iterator[Any]:
    """Every name, sort, formula and value in a block, in the order of reading."""
    yield from _declared(block.names)
    for assumed in block.assumed:
        yield assumed.formula
    for item in block.items:
        if isinstance(item, Block):
            yield from trees(item)
            continue
        yield from (value for reason in item.reasons for value in reason.at)
        if isinstance(item, Line):
            yield from _declared(item.names)
            yield from (*item.folded, *item.values)
            if not item.closes:
                yield item.formula
        else:
            for part in item.blocks:
                yield from trees(part)
            yield item.formula
    yield block.goal


def _declared(names: Names) -> Iterator[Any]:
    for name, sort in names:
        yield name
        yield ["", *sort] if isinstance(sort, list) else sort


def leaves(tree: Formula) -> Iterator[str]:
    """The names in a formula or a term."""
    if isinstance(tree, str):
        if tree not in ("size", "widths"):
            yield tree
    elif isinstance(tree, (list, tuple)):
        head, *parts = tree
        if head in ("all", "some"):
            yield parts[0]
            yield from leaves(["", *parts[1]] if isinstance(parts[1], list) else parts[1])
            parts = parts[2:]
        for part in parts[1:] if head == "scale" else parts:
            yield from leaves(part)
