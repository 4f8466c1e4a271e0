"""Short names for long terms that a proof repeats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from proofs.teaching.reading.names import leaves

NAMES = ("Phi", "Psi", "Omega", "Theta", "Xi", "Lambda")
HEADS = ("+", "*", "tr", "T", "scale", "D", "kron")
WORTH = 30
"""So many letters must be spared by a short name."""

Term = Any
Abbreviations = dict[Term, str]
"""Terms, as tuples, with their names."""


def frozen(tree: Any) -> Any:
    """Lists as tuples."""
    return tuple(map(frozen, tree)) if isinstance(tree, list) else tree


def abbreviations(formulas: Iterable[Any], allowed: frozenset[str]) -> Abbreviations:
    """The terms in nothing but the allowed names that are worth a name of their own."""
    trees = [frozen(formula) for formula in formulas]
    found: Abbreviations = {}
    for name in NAMES:
        counts = Counter(term for tree in trees for term in _terms(tree, allowed, found))
        spared = {t: (count - 2) * (size(t) - 1) for t, count in counts.items() if count > 2}
        best = max(spared, key=lambda term: (spared[term], repr(term)), default=None)
        if best is None or spared[best] < WORTH or name in allowed:
            break
        found[best] = name
    return found


def _terms(tree: Any, allowed: frozenset[str], found: Abbreviations) -> Iterable[Term]:
    """The terms in a tree that could have a name, those in what has one left out."""
    if not isinstance(tree, tuple) or tree in found:
        return
    if tree[0] in HEADS and size(tree) > 3 and set(leaves(tree)) <= allowed:
        yield tree
    for part in tree[1:]:
        yield from _terms(part, allowed, found)


def size(tree: Any) -> int:
    """How many letters a term has."""
    return sum(map(size, tree[1:])) if isinstance(tree, tuple) else 1


def abbreviated(tree: Any, names: Abbreviations) -> Any:
    """A formula or a term in which these terms are called by their names."""
    if not isinstance(tree, (list, tuple)):
        return tree
    name = names.get(frozen(tree))
    return name if name is not None else [abbreviated(part, names) for part in tree]
