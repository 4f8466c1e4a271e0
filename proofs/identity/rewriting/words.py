"""Polynomials in words: what a matrix equation is to the completion of rewriting rules.

A letter is a character, its transpose the character beside it, and a word is a text, so that
looking for one word in another is what Python does best. A number, which commutes with everything,
is a character of another range; the numbers of a word stand in front of its letters, sorted.
Numbers are the letters of size 1 x 1 and, beside a matrix, traces, which are taken as they are.
Equations with products of traces alone or of Kronecker type are no such polynomials and stay with
`proofs.identity.rewriting.traces`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from symbolic.words.diagrams import Strand
from symbolic.words.diagrams import Word as LetterWord
from symbolic.words.sizes import tree_of
from symbolic.words.tensor import Tensor
from symbolic.words.terms import Tree

Poly = dict[str, Fraction]
FIRST = 0x4E00  # any even place will do: a letter and its transpose differ in the last bit


FIRST_NUMBER = 0x20000
_NUMBERS = chr(FIRST_NUMBER)
_TRACES: dict[str, Tree] = {}
"""The trees of traces by the names that they have as numbers."""


class Alphabet:
    """Letters and their characters, in the order in which they were met."""

    def __init__(self) -> None:
        self.characters: dict[str, str] = {}
        self.names: dict[str, str] = {}

    def character(self, name: str, transposed: bool) -> str:
        """The character that stands for a letter, or for its transpose; for a number, for both."""
        is_number = name in _TRACES or name[0] == "|" == name[-1]
        if name not in self.characters:
            first = FIRST_NUMBER if is_number else FIRST
            found = chr(first + 2 * len(self.characters))
            self.characters[name], self.names[found] = found, name
        found = self.characters[name]
        return chr(ord(found) + 1) if transposed and not is_number else found

    def word(self, letters: LetterWord) -> str:
        """The text that stands for a word of letters."""
        return "".join(self.character(name, flag) for name, flag in letters)

    def numbers(self, loops: Iterable[Any]) -> str:
        """Those of the loops that are letters of size 1 x 1, as the numbers of a word."""
        return joined(*(self.word(loop) for loop in loops if is_letter(loop)))

    def trace(self, loop: Any) -> str:
        """The number that a trace is, whatever is known of the word in it."""
        if is_letter(loop):
            return self.word(loop)
        name = f"tr {loop}"
        if name not in _TRACES:
            letters = [] if isinstance(loop, str) else [letter_tree(*x) for x in loop]
            size = tree_of(loop) if isinstance(loop, str) else 1
            _TRACES[name] = ("tr", product_tree(letters, size))
        return self.character(name, False)

    def has_traces(self, poly: Poly) -> bool:
        """Whether traces stand in it as numbers, of which more is known than it says."""
        numbers = {c for word in poly for c in split(word)[0]}
        return any(self.names[c] in _TRACES for c in numbers)

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
        front = self.numbers(loops)
        loops = tuple(loop for loop in loops if not is_letter(loop))
        numbers = [self._number(loop) for loop in loops]
        if strands and (None in numbers or (numbers and strands[0][1] is not None)):
            front += "".join(map(self.trace, loops))
            numbers = []
        if None in numbers:
            return None
        middle = "".join(text for text in numbers if text is not None)
        if len(strands) == 2:  # a column times a row
            (_, first, word), (_, last, other) = strands
            if first is not None or last is not None:
                return None
            return joined(front, self.word(word) + middle + transposed(self.word(other)))
        if not strands:
            return joined(front, middle)
        text = self.word(strands[0][2])
        return joined(front, text + middle if tensor.rows else middle + transposed(text))

    def _number(self, loop: Any) -> str | None:
        """A row times a column: a loop that is cut where its size is one."""
        if isinstance(loop, str):
            return None
        for at, (name, flag) in enumerate(loop):
            if name[-1 if flag else 0] == "|":
                text = self.word(loop[at:] + loop[:at])
                return min(text, transposed(text))
        return None


def is_letter(loop: Any) -> bool:
    """Whether a loop is a letter of size 1 x 1."""
    return len(loop) == 1 and not isinstance(loop, str) and loop[0][0][0] == "|" == loop[0][0][-1]


def split(word: str) -> tuple[str, str]:
    """The numbers of a word, and its letters."""
    if not word or word[0] < _NUMBERS:
        return "", word
    at = next((n for n, c in enumerate(word) if c < _NUMBERS), len(word))
    return word[:at], word[at:]


def joined(*parts: str) -> str:
    """The word of texts one after another: their numbers in front, sorted."""
    whole = "".join(parts)
    if not whole or max(whole) < _NUMBERS:
        return whole
    front = sorted(c for c in whole if c >= _NUMBERS)
    return "".join([*front, *(c for c in whole if c < _NUMBERS)])


def without(numbers: str, others: str) -> str | None:
    """The numbers that are left when others are taken away; None where they are not all there."""
    for c in others:
        if c not in numbers:
            return None
        numbers = numbers.replace(c, "", 1)
    return numbers


def without_common(numbers: str, others: str) -> str:
    """The numbers less those that the others have too, each as often as it is in both."""
    for c in others:
        numbers = numbers.replace(c, "", 1)
    return numbers


def common(numbers: str, others: str) -> str:
    """The least numbers that contain both."""
    return joined(numbers, without_common(others, numbers))


def transposed(word: str) -> str:
    """The text of the transpose: the transposed letters in reverse."""
    numbers, letters = split(word)
    return numbers + "".join(chr(ord(c) ^ 1) for c in reversed(letters))


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
    if name in _TRACES:
        return _TRACES[name]
    tree = tree_of(name.strip("|"))
    return ("T", tree) if flag else tree


def product_tree(parts: list[Tree], size: Tree) -> Tree:
    """The product of trees; the identity of the size where there is none."""
    if not parts:
        return ("I", size)
    return parts[0] if len(parts) == 1 else ("*", *parts)


def word_tree(alphabet: Alphabet, word: str, size: Tree) -> Tree:
    """The tree of a word with that many rows."""
    letters = [letter_tree(*x) for x in alphabet.letters(word)]
    if size != 1 and not split(word)[1]:
        letters.append(("I", size))
    return product_tree(letters, size)


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
        parts.append(scaled(c, word_tree(alphabet, word, rows)))
    return sum_tree(parts, rows, cols)


def shifted(tree: Any, by: int) -> Any:
    """A combination whose holes are numbered from `by` on."""
    if isinstance(tree, str) and tree.startswith("$"):
        return f"${int(tree[1:]) + by}"
    return tuple(shifted(part, by) for part in tree) if isinstance(tree, tuple) else tree
