"""Statements near a theorem's that its proof does not prove."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Formula = Any


def forgeries(content: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Certificates with another statement, by what was forged: at least five kinds."""
    goal = content["conclusion"]
    forged = {
        "sign": in_first_atom(goal, opposite),
        "factor": in_first_atom(goal, doubled),
        "swapped or strict": in_first_atom(goal, strict_or_swapped),
        "stronger": ["and", goal, ["<", ["I", 1], ["0", 1, 1]]],
        "false": ["false"],
        "letter": other_letter(content, goal),
        "transpose": transposed_letter(content, goal),
    }
    found = {
        kind: {**content, "conclusion": formula}
        for kind, formula in forged.items()
        if formula is not None and formula != goal
    }
    trivial = ["=", ["I", 1], ["I", 1]]
    for n, _ in enumerate(content["hypotheses"]):
        others = [trivial if k == n else p for k, p in enumerate(content["hypotheses"])]
        found[f"hypothesis {n} dropped"] = {**content, "hypotheses": others}
    return found


def in_first_atom(formula: Formula, change: Callable[[Formula], Formula]) -> Formula:
    """The formula with its last relation changed, which is a conclusion of implications."""
    head = formula[0]
    if head in ("=", "<=", "<", "size<="):
        return change(formula)
    if head == "false":
        return ["=", ["I", 1], ["I", 1]]
    *first, last = formula
    return [*first, in_first_atom(last, change)]


def opposite(p: Formula) -> Formula:
    """The right side with its sign changed; for zero, one more."""
    if p[0] == "size<=":
        return [p[0], ["+", p[1], 1], p[2]]
    if p[2][0] == "0":
        return [p[0], p[1], ["*", p[1], p[1]]] if p[0] != "=" else doubled(p, added=True)
    return [p[0], p[1], ["scale", "-1", p[2]]]


def doubled(p: Formula, *, added: bool = False) -> Formula:
    """The left side three times, or a letter that is not zero added to it."""
    if p[0] == "size<=":
        return [p[0], ["+", p[1], 2], p[2]]
    zero = p[2][0] == "0"
    if zero and added:
        return ["=", ["scale", "0", p[1]], ["+", ["scale", "-1", p[1]], single(p)]]
    if zero:
        return ["=", p[1], single(p)]
    return [p[0], ["scale", "3", p[1]], p[2]]


def single(p: Formula) -> Formula:
    """One, or the identity of a square zero, or the left side moved by its double."""
    rows, cols = p[2][1:]
    if rows == cols:
        return ["I", rows]
    return ["scale", "2", p[1]]


def strict_or_swapped(p: Formula) -> Formula:
    """An inequality made strict or turned around; an equation with its left side halved."""
    if p[0] == "size<=":
        return [p[0], p[2], p[1]]
    if p[0] == "=":
        return [p[0], ["scale", "1/2", p[1]], ["scale", "1/3", p[1]]]
    return [p[0], p[2], p[1]]


def other_letter(content: dict[str, Any], goal: Formula) -> Formula | None:
    """The conclusion with one letter in the place of another, which is more than a renaming."""
    letters = content["letters"]
    used, given = words(goal), words(content["hypotheses"])
    for a in letters:
        for b in letters:
            told_apart = a in given or b in used | given
            if a != b and a in used and letters[a] == letters[b] != "widths" and told_apart:
                return swap(goal, a, b)
    return None


def transposed_letter(content: dict[str, Any], goal: Formula) -> Formula | None:
    """The conclusion with a square letter transposed."""
    used = words(goal)
    for name, sort in content["letters"].items():
        square = isinstance(sort, list) and sort[0] == sort[1] != 1
        if name in used - {"I", "T", "K", "D"} and square and not bound(goal, name):
            return swap(goal, name, ["T", name])
    return None


def bound(tree: Any, name: str) -> bool:
    """Whether the name occurs where no term may stand: as a network or by a derivative."""
    if not isinstance(tree, list):
        return False
    return (tree[:1] in (["@"], ["D"]) and name in tree[1:]) or any(bound(t, name) for t in tree)


def words(tree: Any) -> set[str]:
    """Every text in a tree."""
    return set().union(*map(words, tree)) if isinstance(tree, list) else {str(tree)}


def swap(tree: Any, a: str, b: Any) -> Any:
    """The tree with the name a replaced."""
    if isinstance(tree, list):
        return [swap(part, a, b) for part in tree]
    return b if tree == a else tree
