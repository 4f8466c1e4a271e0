"""Polynomials in words: what a matrix equation is to the completion of rewriting rules.

A letter is a character, its transpose the character beside it, and a word is a text, so that
looking for one word in another is what Python does best. Equations with products of traces or of
Kronecker type are no such polynomials and stay with `proofs.identity.rewriting.traces`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from symbolic.words.diagrams import Strand
from symbolic.words.diagrams import Word as LetterWord
from symbolic.words.sizes import tree_of
from symbolic.words.tensor import Tensor
from symbolic.words.terms import Tree

Poly = dict[str, Fraction]
FIRST = 0x4E00  # any even place will do: a letter and its transpose differ in the last bit


class Alphabet:
    """Letters and their characters, in the order in which they were met."""

    def __init__(self) -> None:
        self.characters: dict[str, str] = {}
        self.names: dict[str, str] = {}

    def character(self, name: str, transposed: bool) -> str:
        """The character that stands for a letter, or for its transpose."""
        if name not in self.characters:
            found = chr(FIRST + 2 * len(self.characters))
            self.characters[name], self.names[found] = found, name
        found = self.characters[name]
        return chr(ord(found) + 1) if transposed else found

    def word(self, letters: LetterWord) -> str:
        """The text that stands for a word of letters."""
        return "".join(self.character(name, flag) for name, flag in letters)

    def letters(self, word: str) -> LetterWord:
        """The letters that a text stands for."""
        return tuple((self.names[chr(ord(c) & ~1)], bool(ord(c) & 1)) for c in word)

    def poly(self, tensor: Tensor) -> Poly | None:
        """The tensor as a polynomial in words; nothing where it is none."""
        found: Poly = {}
        for diagram, c in tensor.terms.items():
            word = self.word_of(tensor, *diagram)
            if word is None:
                return None
            found[word] = found.get(word, Fraction(0)) + c
        return found

    def word_of(
        self, tensor: Tensor, strands: tuple[Strand, ...], loops: tuple[Any, ...]
    ) -> str | None:
        """The word of a diagram; numbers x^T y stand in it where its sizes are one."""
        if len(tensor.rows) > 1 or len(tensor.cols) > 1:
            return None
        numbers = [self._number(loop) for loop in loops]
        if None in numbers:
            return None
        middle = "".join(text for text in numbers if text is not None)
        if len(strands) == 2:  # a column times a row
            (_, first, word), (_, last, other) = strands
            if first is not None or last is not None:
                return None
            return self.word(word) + middle + transposed(self.word(other))
        if not strands:
            return middle
        end, text = strands[0][1], self.word(strands[0][2])
        if not middle:
            return text if tensor.rows else transposed(text)
        if end is not None:
            return None
        return text + middle if tensor.rows else middle + transposed(text)

    def _number(self, loop: Any) -> str | None:
        """A row times a column: a loop that is cut where its size is one."""
        if isinstance(loop, str):
            return None
        for at, (name, flag) in enumerate(loop):
            if name[-1 if flag else 0] == "|":
                text = self.word(loop[at:] + loop[:at])
                return min(text, transposed(text))
        return None


def transposed(word: str) -> str:
    """The text of the transpose: the transposed letters in reverse."""
    return "".join(chr(ord(c) ^ 1) for c in reversed(word))


def turned(poly: Poly) -> Poly:
    """The transpose of a polynomial, not reduced."""
    return {transposed(word): c for word, c in poly.items()}


def added(poly: Poly, word: str, c: Fraction) -> None:
    """Add a multiple of a word in place."""
    total = poly.get(word, 0) + c
    if total:
        poly[word] = Fraction(total)
    else:
        poly.pop(word, None)


def letter_tree(name: str, flag: bool) -> Tree:
    """The tree of a letter, or of its transpose."""
    tree = tree_of(name.strip("|"))
    return ("T", tree) if flag else tree


def product_tree(parts: list[Tree], size: Tree) -> Tree:
    """The product of trees; the identity of the size where there is none."""
    if not parts:
        return ("I", size)
    return parts[0] if len(parts) == 1 else ("*", *parts)


def scaled(c: Fraction, tree: Tree) -> Tree:
    """The tree of a multiple; of 1, the tree itself."""
    return tree if c == 1 else ("scale", str(c), tree)


def sum_tree(parts: list[Tree], rows: Tree, cols: Tree) -> Tree:
    """The sum of trees; zero where there is none."""
    if not parts:
        return ("0", rows, cols)
    return parts[0] if len(parts) == 1 else ("+", *parts)


def poly_tree(alphabet: Alphabet, poly: Mapping[str, Fraction], rows: Tree, cols: Tree) -> Tree:
    """The tree of a polynomial of these sizes."""
    parts = []
    for word, c in sorted(poly.items(), key=lambda item: (len(item[0]), item[0])):
        letters = [letter_tree(*x) for x in alphabet.letters(word)]
        parts.append(scaled(c, product_tree(letters, rows)))
    return sum_tree(parts, rows, cols)


def shifted(tree: Any, by: int) -> Any:
    """A combination whose holes are numbered from `by` on."""
    if isinstance(tree, str) and tree.startswith("$"):
        return f"${int(tree[1:]) + by}"
    return tuple(shifted(part, by) for part in tree) if isinstance(tree, tuple) else tree
