"""Consequences of equations, found by rewriting and written as combinations of them.

An equation whose left side is one word (or a product of traces) is a rule: wherever it, or
its transpose, occurs in a strand or around a loop, it is replaced. What stands to the left
and to the right of every replacement is kept, so that a difference that rewrites to zero
comes back as ``sum of coefficient * left * equation * right``: a tree with the equations
in its holes, which anyone can multiply out. The search is not trusted.

Guarantee: none about finding; it stops after `MAX_STEPS` replacements. Diagrams with
several strands from rows to columns (Kronecker products) are left to the caller.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from symbolic.words.sizes import Sorts, tree_of
from symbolic.words.tensor import Diagram, Tensor, Word, reverse
from symbolic.words.terms import Tree, evaluate

MAX_STEPS = 400


@dataclass(frozen=True)
class Rule:
    """The equation in a hole, as the difference ``coefficient * lead + .. = 0``."""

    hole: int
    lead: Diagram
    coefficient: Fraction
    difference: Tensor


def rule_of(hole: int, left: Tensor, difference: Tensor) -> Rule | None:
    """The rule that rewrites `left`; nothing where that is not one word or product of traces."""
    if len(left.terms) != 1:
        return None
    (lead,) = left.terms
    strands, loops = lead
    if len(strands) + bool(loops) != 1 or (strands and not strands[0][2]):
        return None
    coefficient = difference.terms.get(lead)
    return None if coefficient is None else Rule(hole, lead, coefficient, difference)


def combination(
    goal: Tensor, rules: Sequence[Rule], letters: Sorts, holes: Sequence[Tensor]
) -> Tree | None:
    """`goal` as a combination of the equations; nothing if none was found."""
    parts: list[Tree] = []
    for _ in range(MAX_STEPS):
        if not goal:
            return ("+", *parts) if parts else None
        tree = next(_replacements(goal, rules), None)
        if tree is None:
            return None
        goal = goal - evaluate(tree, letters, holes)
        parts.append(tree)
    return None


def _replacements(goal: Tensor, rules: Sequence[Rule]) -> Iterator[Tree]:
    """Every way to rewrite one occurrence, the longest diagrams first."""
    order = sorted(goal.terms.items(), key=lambda item: (-_length(item[0]), repr(item[0])))
    for diagram, coefficient in order:
        for rule in rules:
            for tree in _occurrences(goal, diagram, rule):
                yield ("scale", str(coefficient / rule.coefficient), tree)


def _length(diagram: Diagram) -> int:
    strands, loops = diagram
    words = [word for _, _, word in strands] + [w for w in loops if not isinstance(w, str)]
    return sum(map(len, words))


def _occurrences(goal: Tensor, diagram: Diagram, rule: Rule) -> Iterator[Tree]:
    """The diagram with the equation in place of an occurrence of its lead."""
    strands, loops = diagram
    hole = f"${rule.hole}"
    words = [_product(word) or ("I", _size(goal, a)) for a, _, word in strands]
    traces = [_trace(loop) for loop in loops]
    if not rule.lead[0]:
        rest = Counter(loops)
        rest.subtract(Counter(rule.lead[1]))
        if min(rest.values()) >= 0:
            kept = [_trace(loop) for loop in rest.elements()]
            yield from _assembled(goal, diagram, words, [*kept, hole])
        return
    pattern = rule.lead[0][0][2]
    if rule.lead[0][0][0] == 0 and not rule.difference.rows:
        pattern = reverse(pattern)  # a row: the strand starts at its column leg
    for flag, text in ((False, pattern), (True, reverse(pattern))):
        middle: Tree = ("T", hole) if flag else hole
        for n, (_, _, word) in enumerate(strands):
            for left, right in _splits(word, text):
                put = _product(left, middle, right)
                yield from _assembled(goal, diagram, [*words[:n], put, *words[n + 1 :]], traces)
        for n, loop in enumerate(loops):
            for right in () if isinstance(loop, str) else _around(loop, text):
                put = ("tr", _product((), middle, right))
                yield from _assembled(goal, diagram, words, [*traces[:n], put, *traces[n + 1 :]])


def _splits(word: Word, text: Word) -> Iterator[tuple[Word, Word]]:
    size = len(text)
    for at in range(len(word) - size + 1):
        if word[at : at + size] == text:
            yield word[:at], word[at + size :]


def _around(loop: Word, text: Word) -> Iterator[Word]:
    size = len(text)
    for at in range(len(loop) if len(loop) >= size else 0):
        turned = loop[at:] + loop[:at]
        if turned[:size] == text:
            yield turned[size:]


def _assembled(
    goal: Tensor, diagram: Diagram, words: Sequence[Tree], scalars: Sequence[Tree]
) -> Iterator[Tree]:
    """One tree from a tree for each strand and for each loop; none for Kronecker products."""
    through = [b is not None for _, b, _ in diagram[0]]
    ends = [a for a, _, _ in diagram[0]]
    parts: list[Tree] = list(scalars)
    if through == [True] and len(goal.rows) == 1:
        parts.append(words[0])
    elif through == [False]:
        parts.append(words[0] if goal.rows else ("T", words[0]))
    elif through == [False, False] and len(goal.rows) == 1:
        parts.append(("*", words[ends.index(0)], ("T", words[ends.index(1)])))
    elif through:
        return
    yield parts[0] if len(parts) == 1 else ("*", *parts)


def _size(goal: Tensor, leg: int | None) -> object:
    return tree_of((goal.rows + goal.cols)[leg or 0])


def _trace(loop: Word | str) -> Tree:
    return ("tr", ("I", tree_of(loop)) if isinstance(loop, str) else _product(loop))


def _product(left: Word, middle: Tree = None, right: Word = ()) -> Tree:
    """The tree of a word around what is put into its middle; nothing for an empty one."""
    parts = [_letter(x) for x in left]
    parts += [] if middle is None else [middle]
    parts += [_letter(x) for x in right]
    if len(parts) < 2:
        return parts[0] if parts else None
    return ("*", *parts)


def _letter(element: tuple[str, bool]) -> Tree:
    name = tree_of(element[0].strip("|"))
    return ("T", name) if element[1] else name
