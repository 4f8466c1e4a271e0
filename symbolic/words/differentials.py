"""Derivatives of expressions for all sizes, by the product rule on diagrams."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from symbolic.errors import ShapeError
from symbolic.words.diagrams import Diagram, Strand, Word, barred, diagram_of
from symbolic.words.sizes import Size
from symbolic.words.tensor import Tensor, legs_of, tensor_of


def derivative(tensor: Tensor, name: str, rows: Size, cols: Size) -> Tensor:
    """The derivative of a column by ``vec(W^T)`` for the letter W = `name` of the given sizes.

    Numerator layout: the rows stay, the columns are those of vec(W^T), that is rows*cols.
    Every occurrence of W is cut out of its word in turn (the product rule); the two ends
    become legs. Raises `ShapeError` for a tensor that has columns.
    """
    if tensor.cols:
        raise ShapeError("derivative", tensor.size, (str(rows), str(cols)))
    name = barred(name, rows, cols)
    i = len(tensor.rows)
    row = i if rows != 1 else None
    col = (i + (rows != 1)) if cols != 1 else None
    total: dict[Diagram, Fraction] = {}
    for (strands, loops), c in tensor.terms.items():
        for cut in _cuts(strands, loops, name, row, col):
            total[cut] = total.get(cut, Fraction(0)) + c
    return tensor_of(tensor.rows, legs_of(rows, cols), total)


def _cuts(
    strands: tuple[Strand, ...],
    loops: tuple[Word | str, ...],
    name: str,
    row: int | None,
    col: int | None,
) -> Iterable[Diagram]:
    """The diagrams with one occurrence of the letter cut out, its ends becoming legs."""
    for n, (a, b, word) in enumerate(strands):
        rest = strands[:n] + strands[n + 1 :]
        for at, (letter_, transposed) in enumerate(word):
            if letter_ == name:
                left, right = (col, row) if transposed else (row, col)
                yield diagram_of((*rest, (a, left, word[:at]), (right, b, word[at + 1 :])), loops)
    for n, loop in enumerate(loops):
        rest_of_loops = loops[:n] + loops[n + 1 :]
        if isinstance(loop, str):
            continue
        for at, (letter_, transposed) in enumerate(loop):
            if letter_ == name:
                left, right = (col, row) if transposed else (row, col)
                opened = _split(right, left, loop[at + 1 :] + loop[:at])
                yield diagram_of((*strands, *opened), rest_of_loops)


def _split(a: int | None, b: int | None, word: Word) -> list[Strand]:
    """A strand cut where two letters meet at size one, as an opened loop may have them."""
    for at, (name, transposed) in enumerate(word[:-1], 1):
        if name[0 if transposed else -1] == "|":
            return [(a, None, word[:at]), (None, b, word[at:])]
    return [(a, b, word)]
