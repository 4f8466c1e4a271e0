"""Words, strands and loops, and their diagrams in canonical form: parts of `words.tensor`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from symbolic.words.sizes import Size

Word = tuple[tuple[str, bool], ...]
"""Letters in order, each with whether it is transposed; see `barred` for the names."""

Strand = tuple[int | None, int | None, Word]
"""From one leg to another; rows are numbered first, then columns; an end may be missing."""

Diagram = tuple[tuple[Strand, ...], tuple[Word | str, ...]]
"""Strands and loops; a loop that is a name is the trace of an identity of that size."""


def reverse(word: Word) -> Word:
    """The transpose of a word."""
    return tuple((name, not transposed) for name, transposed in reversed(word))


def closed_word(word: Word) -> Word:
    """The representative of a loop: the least of its rotations and their transposes."""
    turns = (w[i:] + w[:i] for w in (word, reverse(word)) for i in range(len(word)))
    return min(turns)


def _strand(a: int | None, b: int | None, word: Word) -> Strand:
    if a is None or (b is not None and b < a):
        return b, a, reverse(word)
    return a, b, word


def diagram_of(strands: Iterable[Strand], loops: Iterable[Word | str]) -> Diagram:
    """The canonical form; strands without ends become loops."""
    kept, closed = [], list(loops)
    for a, b, word in strands:
        if a is None and b is None:
            if word:
                closed.append(closed_word(word))
        else:
            kept.append(_strand(a, b, word))
    ordered = sorted(kept, key=lambda strand: strand[0] if strand[0] is not None else -1)
    return tuple(ordered), tuple(sorted(closed, key=lambda loop: (isinstance(loop, str), loop)))


def renumbered(strand: Strand, to: Callable[[int], int]) -> Strand:
    """The strand between the legs of the new numbers."""
    a, b, word = strand
    return (None if a is None else to(a), None if b is None else to(b), word)


def join(open_: list[Strand], closed: list[Word | str], a: int, b: int, size: Size) -> int:
    """Glue leg a to leg b in place; an integer factor where an identity of that size closes."""
    first = next(s for s in open_ if a in s[:2])
    open_.remove(first)
    if first[1] != a:
        first = (first[1], first[0], reverse(first[2]))
    if first[0] == b:
        word = first[2]
        if word:
            closed.append(closed_word(word))
            return 1
        if isinstance(size, int):
            return size
        closed.append(size)
        return 1
    second = next(s for s in open_ if b in s[:2])
    open_.remove(second)
    if second[0] != b:
        second = (second[1], second[0], reverse(second[2]))
    open_.append((first[0], second[1], first[2] + second[2]))
    return 1


def barred(name: str, rows: Size, cols: Size) -> str:
    """The name of a letter in words: a bar marks a side of size one.

    >>> barred("x", "n", 1)
    'x|'
    """
    return ("|" if rows == 1 else "") + name + ("|" if cols == 1 else "")
