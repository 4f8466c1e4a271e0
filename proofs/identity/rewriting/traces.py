"""Rewriting inside traces and Kronecker products: diagrams with several strands and loops.

A strand is a word between two legs and a loop a word in a trace. One of them is replaced at a
time, and the diagram is written out as a tree with what is put into its place: a Kronecker product
of its strands between permutations of the legs, times its traces.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any

from proofs.identity.rewriting.completion import Completion
from proofs.identity.rewriting.equation_theorems import sides, theorem_of
from proofs.identity.rewriting.words import is_letter, letter_tree, product_tree, scaled, split
from proofs.kernel.rules import Theorem
from symbolic.words.diagrams import Diagram, Word, closed_word, reverse
from symbolic.words.sizes import tree_of
from symbolic.words.tensor import Tensor
from symbolic.words.terms import Tree, evaluate

MAX_STEPS = 300


def word_tree(word: Word, size: Any) -> Tree:
    """The tree of a word; the identity of the size for an empty one."""
    return product_tree([letter_tree(*x) for x in word], size)


def diagram_tree(
    tensor: Tensor, diagram: Diagram, place: int = -1, put: Tree = None, more: Tree = None
) -> Tree:
    """The tree of a diagram, with `put` for the word of the strand or loop at a place.

    Strands are counted first, then loops. `more` is a number that multiplies it.
    """
    strands, loops = diagram
    p, legs = len(tensor.rows), tensor.rows + tensor.cols
    pieces: list[Tree] = []
    rows: list[int] = []
    cols: list[int] = []
    for n, (a, b, word) in enumerate(strands):
        size = tree_of(legs[a]) if a is not None else 1
        tree = put if n == place else word_tree(word, size)
        a_row, b_row = a is not None and a < p, b is not None and b < p
        if a_row and b_row:
            pieces.append(("vec", ("T", tree)))
            rows += [a, b]  # type: ignore[list-item]
        elif a_row:
            pieces.append(tree)
            rows += [a]  # type: ignore[list-item]
            cols += [] if b is None else [b]
        else:  # both ends, or the only one, are columns
            pieces.append(("T", tree if b is None else ("vec", ("T", tree))))
            cols += [a] if b is None else [a, b]  # type: ignore[list-item]
    whole: Tree = pieces[0] if pieces else None
    for piece in pieces[1:]:
        whole = ("kron", whole, piece)
    factors = list(_sorted(rows, legs, left=True))
    factors += [] if whole is None else [whole]
    factors += list(_sorted(cols, legs, left=False))
    traces = [
        ("tr", put if len(strands) + n == place else _loop_tree(loop))
        for n, loop in enumerate(loops)
    ]
    parts = [*([] if more is None else [more]), *traces, *factors]
    return product_tree(parts, 1)


def _loop_tree(loop: Word | str) -> Tree:
    return ("I", tree_of(loop)) if isinstance(loop, str) else word_tree(loop, 1)


def _sorted(found: list[int], legs: Sequence[Any], *, left: bool) -> Iterator[Tree]:
    """The permutations that put legs in order, adjacent ones being exchanged."""
    swaps = []
    at = list(found)
    for _ in range(len(at)):
        for i in range(len(at) - 1):
            if at[i] > at[i + 1]:
                a, b = tree_of(legs[at[i]]), tree_of(legs[at[i + 1]])
                K: Tree = ("K", b, a) if left else ("K", a, b)
                for k in range(i - 1, -1, -1):
                    K = ("kron", ("I", tree_of(legs[at[k]])), K)
                for k in range(i + 2, len(at)):
                    K = ("kron", K, ("I", tree_of(legs[at[k]])))
                at[i], at[i + 1] = at[i + 1], at[i]
                swaps.append(K)
    yield from reversed(swaps) if left else swaps


class Rewriting:
    """The normal form of a tensor under the rules of a completion, with its certificate."""

    def __init__(self, completion: Completion) -> None:
        self.completion = completion
        self.names = completion.proof.theory.names

    def reduced(self, tensor: Tensor) -> tuple[Tensor, list[tuple[Tree, int]]]:
        """What is left, and trees in which "$0" stands for the equation of a number."""
        found: list[tuple[Tree, int]] = []
        seen = {frozenset(tensor.terms.items())}
        for _ in range(MAX_STEPS):
            self.completion.limits.check()
            for steps in chain(([step] for step in self._steps(tensor)), self._turns(tensor)):
                after = tensor
                for tree, number in steps:
                    after = after - evaluate(tree, self.names, [self._gap(number)])
                key = frozenset(after.terms.items())
                if key not in seen:
                    break
            else:
                break
            # A loop is the same number read backwards: what the rules make less may come back.
            seen.add(key)
            tensor, found = after, [*found, *steps]
            if not tensor:
                break
        return tensor, found

    def _turns(self, tensor: Tensor) -> Iterator[list[tuple[Tree, int]]]:
        """Loops read backwards and reduced, where this gives a lesser one or its multiple."""
        alphabet = self.completion.alphabet
        for diagram, c in sorted(tensor.terms.items(), key=repr):
            strands, loops = diagram
            for n, loop in enumerate(loops):
                if isinstance(loop, str):
                    continue
                for at in range(len(loop)):
                    word = reverse(loop[at:] + loop[:at])
                    out, parts = self.completion.reduced({alphabet.word(word): Fraction(1)})
                    if not parts or len(out) > 1:
                        continue
                    factor = self._worth(loop, out)
                    if not factor:
                        continue
                    steps = []
                    for x, left, number, flag, right in parts:
                        hole: Tree = ("T", "$0") if flag else "$0"
                        letters = [letter_tree(*y) for y in alphabet.letters(left)]
                        others = [letter_tree(*y) for y in alphabet.letters(right)]
                        put = product_tree([*letters, hole, *others], 1)
                        tree = diagram_tree(tensor, diagram, len(strands) + n, put)
                        steps.append((scaled(c * x * factor, tree), number))
                    yield steps

    def _worth(self, loop: Word, out: Mapping[str, Fraction]) -> Fraction:
        """By what to multiply the difference of a loop and what it is backwards; 0 for no use."""
        if not out:
            return Fraction(1)
        ((text, c),) = out.items()
        if not text:
            return Fraction(1)
        other = closed_word(self.completion.alphabet.letters(text))
        if other == loop:
            return 1 / (1 - c) if c != 1 else Fraction(0)
        return Fraction(1) if (len(other), other) < (len(loop), loop) else Fraction(0)

    def _gap(self, number: int) -> Tensor:
        found = self.completion.gaps.get(number)
        if found is None:
            left, right = sides(self.completion, number)
            found = evaluate(left, self.names) - evaluate(right, self.names)
            self.completion.gaps[number] = found
        return found

    def _steps(self, tensor: Tensor) -> Iterator[tuple[Tree, int]]:
        """Single replacements, those in the longest diagram first."""
        order = sorted(tensor.terms.items(), key=lambda item: (-_length(item[0]), repr(item[0])))
        for diagram, c in order:
            strands, every = diagram
            # The numbers of a diagram may be in what is replaced; `put` has those that are left.
            numbers = self.completion.alphabet.numbers(every)
            loops = tuple(loop for loop in every if not is_letter(loop))
            rest = strands, loops
            for place, (a, _, word) in enumerate(strands):
                size = 1 if a is None else tree_of((tensor.rows + tensor.cols)[a])
                put = self._replaced(word, numbers, size)
                if put is not None:
                    tree = diagram_tree(tensor, rest, place, put[0])
                    yield scaled(c, tree), put[1]
            for n, loop in enumerate(loops):
                if isinstance(loop, str):
                    continue
                for at in range(len(loop)):
                    put = self._replaced(loop[at:] + loop[:at], numbers)
                    if put is not None:
                        tree = diagram_tree(tensor, rest, len(strands) + n, put[0])
                        yield scaled(c, tree), put[1]
            put = None if strands else self._replaced((), numbers)
            if put is not None:
                yield scaled(c, diagram_tree(tensor, rest, more=put[0])), put[1]
            joined = self._joined(tensor, diagram)
            if joined is not None:
                yield scaled(c, joined[0]), joined[1]

    def _joined(self, tensor: Tensor, diagram: Diagram) -> tuple[Tree, int] | None:
        """A replacement in a column times a number x^T y times a row, read as one word."""
        strands, loops = diagram
        if not any(None in strand[:2] for strand in strands):
            return None
        for n in range(-1, len(loops)):
            inner = () if n < 0 else (loops[n],)
            text = self.completion.alphabet.word_of(tensor, strands, inner)
            if text and (inner or len(strands) > 1):
                put = self._replaced(self.completion.alphabet.letters(text))
                if put is not None:
                    rest = [loop for i, loop in enumerate(loops) if i != n]
                    traces = [("tr", _loop_tree(loop)) for loop in rest]
                    return product_tree([*traces, put[0]], 1), put[1]
        return None

    def _replaced(self, word: Word, numbers: str = "", size: Tree = 1) -> tuple[Tree, int] | None:
        """The word and numbers beside it with the hole of an equation, and the equation."""
        alphabet = self.completion.alphabet
        if not word and not numbers:
            return None
        hit = self.completion.hit(numbers + alphabet.word(word))
        if hit is None:
            return None
        number, left, right = hit
        parts: list[Tree] = [letter_tree(*x) for x in alphabet.letters(left)]
        parts += ["$0"]
        parts += [letter_tree(*x) for x in alphabet.letters(right)]
        if size != 1 and self.completion.equations[number].is_number and not split(left)[1] + right:
            parts.append(("I", size))
        return product_tree(parts, 1), number

    def combined(self, pieces: Sequence[tuple[Tree, int]]) -> tuple[Tree, list[Theorem]]:
        """The pieces as one combination of theorems."""
        places: dict[int, int] = {}
        trees = []
        for tree, number in pieces:
            place = places.setdefault(number, len(places))
            trees.append(_with_hole(tree, f"${place}"))
        whole = None if not trees else trees[0] if len(trees) == 1 else ("+", *trees)
        return whole, [theorem_of(self.completion, n) for n in places]


def _with_hole(tree: Tree, hole: str) -> Tree:
    if tree == "$0":
        return hole
    if isinstance(tree, tuple):
        return tuple(_with_hole(part, hole) for part in tree)
    return tree


def _length(diagram: Diagram) -> int:
    strands, loops = diagram
    words = [word for _, _, word in strands] + [w for w in loops if not isinstance(w, str)]
    return sum(map(len, words))
