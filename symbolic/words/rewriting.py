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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from symbolic.words.diagrams import Diagram, Word, closed_word, diagram_of, reverse
from symbolic.words.sizes import Sorts, tree_of
from symbolic.words.tensor import Tensor
from symbolic.words.terms import Tree, evaluate

MAX_STEPS = 400


@dataclass(frozen=True)
class Rule:
    """The equation in a hole, as the difference ``coefficient * lead + .. = 0``."""

    hole: int
    lead: Diagram
    coefficient: Fraction
    difference: Tensor

    @property
    def is_symmetry(self) -> bool:
        """Whether it says that a word equals its own transpose; it is used in one direction."""
        (strands, loops), size = self.lead, len(self.difference.rows + self.difference.cols)
        if size != 2 or len(strands) != 1 or len(self.difference.terms) != 2:
            return False
        a, b, word = strands[0]
        return (((a, b, reverse(word)),), loops) in self.difference.terms


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
        for tree in chain(_replacements(goal, rules), _turns(goal, rules)):
            step = evaluate(tree, letters, holes)
            if step:  # a commutation around a loop of two letters changes nothing
                break
        else:
            return None
        goal = goal - step
        parts.append(tree)
    return None


def _replacements(goal: Tensor, rules: Sequence[Rule]) -> Iterator[Tree]:
    """Every way to rewrite one occurrence, the longest diagrams first."""
    order = sorted(goal.terms.items(), key=lambda item: (-_length(item[0]), repr(item[0])))
    for diagram, coefficient in order:
        for rule in rules:
            for tree in _occurrences(goal, diagram, rule):
                yield ("scale", str(coefficient / rule.coefficient), tree)


def _turns(goal: Tensor, rules: Sequence[Rule]) -> Iterator[Tree]:
    """Every loop that is there backwards too, its symmetric letters being transposed."""
    symmetric = {r.lead[0][0][2][0][0]: r for r in rules if r.is_symmetry and _length(r.lead) == 1}
    for diagram, coefficient in sorted(goal.terms.items(), key=repr):
        strands, loops = diagram
        words = [_product(word) or ("I", _size(goal, a)) for a, _, word in strands]
        for n, loop in enumerate(loops):
            if isinstance(loop, str):
                continue
            turned = tuple((x, flag != (x in symmetric)) for x, flag in loop)
            others = (*loops[:n], *loops[n + 1 :])
            twin = diagram_of(strands, (*others, closed_word(turned)))
            if twin == diagram or twin not in goal.terms:
                continue
            traces = [_trace(other) for other in others]
            for tree in _assembled(
                goal, diagram, words, [*traces, _turning(loop, turned, symmetric)]
            ):
                yield ("scale", str(-coefficient), tree)


def _turning(loop: Word, turned: Word, symmetric: Mapping[str, Rule]) -> Tree:
    """The turned loop minus the loop, one letter after another."""
    parts = []
    for at, (name, flag) in enumerate(loop):
        if name in symmetric:
            rule = symmetric[name]
            hole: Tree = ("scale", str(1 / rule.coefficient), f"${rule.hole}")
            middle = ("T", hole) if flag else hole
            parts.append(("tr", _product(turned[:at], middle, loop[at + 1 :])))
    return ("+", *parts)


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
    ways = ((False, pattern),) if rule.is_symmetry else ((False, pattern), (True, reverse(pattern)))
    for flag, text in ways:
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
