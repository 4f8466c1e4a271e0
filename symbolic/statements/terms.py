"""What declarations and terms mean: names resolved, sizes checked, all in the flat form.

A value is a `Matrix`, a `Scalar`, or, only as an operand of a relation, the `Range` of a
matrix or the `Property` of one. A mistake raises `StatementError` at its column.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from lark import Token, Tree

from symbolic.errors import ShapeError, StatementError
from symbolic.statements import names
from symbolic.statements.build import (
    opposite,
    plus,
    times,
)
from symbolic.statements.sizes import Size, shape_text
from symbolic.statements.syntax import (
    Commutation,
    Duplication,
    Hcat,
    Identity,
    Kron,
    Letter,
    Matrix,
    Number,
    Property,
    Scalar,
    SizeValue,
    Vcat,
    Zero,
)

MAX_DEPTH, MAX_NODES, MAX_DIGITS, MAX_SIZE = 60, 3_000, 40, 10_000

Branch = Tree[Token]


@dataclass(frozen=True, slots=True)
class Range:
    """``range(M)``, which stands only beside ``in`` and ``==``."""

    of: Matrix


Value = Matrix | Scalar | Range | Property


class TermReader:
    """Reads declarations and terms of one statement; knows what was declared so far."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.letters: dict[str, Letter] = {}
        self.definitions: dict[str, tuple[Matrix | Scalar, int, int]] = {}
        self.sizes: set[str] = set()
        self._nodes = 0
        self._height = 0

    def error(self, where: Branch | Token, message: str) -> StatementError:
        """A mistake at a branch or a token."""
        position = where.start_pos if isinstance(where, Token) else where.meta.start_pos
        return StatementError(self.source, position or 0, message)

    # Declarations

    def declare(self, branch: Branch) -> None:
        """``A: m x n``, ``n: size`` or ``M = term``."""
        name = _token(branch, 0)
        self._require_new(name)
        if branch.data == "definition":
            self._nodes, self._height = 0, 0
            value = self.value(branch.children[1])
            if isinstance(value, Range | Property):
                raise self.error(name, "a name stands for a matrix or a number, not a relation")
            self.definitions[name.value] = value, self._nodes, self._height
            return
        _, rows, x, columns = branch.children
        if x is None:
            if _bare_name(rows) != "size":
                raise self.error(rows, 'expected two sizes, like "m x n", or the word "size"')
            self.sizes.add(name.value)
            return
        shape = self._size(rows, declaring=True), self._size(columns, declaring=True)
        clash = (shape[0].names | shape[1].names) & {*self.letters, *self.definitions, name.value}
        if clash:
            raise self.error(name, f'"{min(clash)}" cannot be both a size and a matrix')
        self.sizes |= shape[0].names | shape[1].names
        self.letters[name.value] = Letter(name.value, shape)

    def _require_new(self, name: Token) -> None:
        if name.value in names.RESERVED:
            raise self.error(name, f'"{name.value}" is a word of the language, not a name')
        if name.value in self.letters or name.value in self.definitions:
            raise self.error(name, f'"{name.value}" is declared twice')
        if name.value in self.sizes:
            raise self.error(name, f'"{name.value}" is a size already')

    def _size(self, branch: Any, *, declaring: bool = False) -> Size:
        if isinstance(branch, Tree):
            if branch.data == "integer":
                return self._integer_size(_token(branch, 0))
            if branch.data == "name":
                return self._named_size(_token(branch, 0), declaring)
            if branch.data in ("sum", "product"):
                parts = branch.children
                if all(_is_sign(sign, "+*") for sign in parts[1::2]):
                    sizes = [self._size(part, declaring=declaring) for part in parts[::2]]
                    whole = sizes[0]
                    for size in sizes[1:]:
                        whole = whole + size if branch.data == "sum" else whole * size
                    return whole
        raise self.error(branch, "expected a size: a name, a positive integer, or a product")

    def _integer_size(self, token: Token) -> Size:
        if len(token.value) > MAX_DIGITS or not 1 <= int(token.value) <= MAX_SIZE:
            raise self.error(token, f"a size is an integer from 1 to {MAX_SIZE}")
        return Size.of(int(token.value))

    def _named_size(self, token: Token, declaring: bool) -> Size:
        name = token.value
        if name in names.RESERVED:
            raise self.error(token, f'"{name}" is a word of the language, not a size')
        if name in self.letters or name in self.definitions:
            raise self.error(token, f'"{name}" is a matrix, expected a size')
        if not declaring and name not in self.sizes:
            hint = names.nearest(name, sorted(self.sizes)) or f'; declare it: "{name}: size"'
            raise self.error(token, f'no size "{name}"{hint}')
        return Size.named(name)

    # Terms

    def value(self, branch: Any) -> Value:
        """What a term stands for."""
        self._nodes += 1
        self._height += 1
        if self._nodes > MAX_NODES or self._height > MAX_DEPTH:
            raise self.error(
                branch, f"too large: at most {MAX_NODES} terms, {MAX_DEPTH} of them nested"
            )
        found = self._value(branch)
        self._height -= 1
        return found

    def _value(self, branch: Branch) -> Value:
        match branch.data:
            case "integer":
                return Number(Fraction(self._integer(_token(branch, 0))))
            case "name":
                return self._named(_token(branch, 0))
            case "negative":
                return opposite(self._term(branch.children[1]))
            case "sum":
                return self._sum(branch)
            case "product":
                return self._product(branch)
        return self._call(branch)

    def _integer(self, token: Token) -> int:
        if len(token.value) > MAX_DIGITS:
            raise self.error(token, f"a number of more than {MAX_DIGITS} digits")
        return int(token.value)

    def _named(self, token: Token) -> Matrix | Scalar:
        name = token.value
        if name in self.letters:
            return self.letters[name]
        if name in self.definitions:
            value, nodes, height = self.definitions[name]
            self._nodes += nodes
            if self._nodes > MAX_NODES or self._height + height > MAX_DEPTH:
                raise self.error(token, f'too large once "{name}" is written out')
            return value
        if name in self.sizes:
            return SizeValue(Size.named(name))
        if name in names.FUNCTIONS:
            raise self.error(token, f'expected "(" after {name}')
        known = sorted([*self.letters, *self.definitions, *self.sizes])
        hint = names.nearest(name, known) or f'; declare it: "{name}: m x n"'
        raise self.error(token, f'no matrix, number or size "{name}"{hint}')

    def _term(self, branch: Any) -> Matrix | Scalar:
        value = self.value(branch)
        if isinstance(value, Range | Property):
            what = "range" if isinstance(value, Range) else value.name
            raise self.error(branch, f"expected a matrix or a number, found {what}(..)")
        return value

    def _matrix(self, branch: Any, what: str) -> Matrix:
        value = self._term(branch)
        if not isinstance(value, Matrix):
            raise self.error(branch, f"{what} takes a matrix, not a number")
        return value

    def _sum(self, branch: Branch) -> Matrix | Scalar:
        total = self._term(branch.children[0])
        for sign, part in pairs(branch):
            value = self._term(part)
            try:
                total = plus(total, opposite(value) if sign.value == "-" else value)
            except ShapeError:
                raise self.error(sign, _misfit(f'"{sign.value}"', total, value)) from None
        return total

    def _product(self, branch: Branch) -> Matrix | Scalar:
        whole = self._term(branch.children[0])
        for sign, part in pairs(branch):
            if sign.value == "/":
                divisor = self._integer(part)
                if divisor == 0:
                    raise self.error(part, "division by zero")
                whole = times(Number(Fraction(1, divisor)), whole)
                continue
            value = self._term(part)
            try:
                whole = times(whole, value)
            except ShapeError:
                raise self.error(sign, _misfit('"*"', whole, value)) from None
        return whole

    def _call(self, branch: Branch) -> Value:
        token, *arguments = branch.children
        assert isinstance(token, Token)
        name = token.value
        if name not in names.FUNCTIONS:
            if name in self.letters or name in self.definitions or name in self.sizes:
                raise self.error(
                    token, f'"{name}" is no function: a product is written {name}*(..)'
                )
            hint = names.nearest(name, names.FUNCTIONS)
            raise self.error(token, f'no function "{name}"{hint}')
        if name not in names.BLOCKS:
            wanted = names.OF_SIZES.get(name, 2 if name == "kron" else 1)
            if len(arguments) != wanted:
                plural = "s" if wanted > 1 else ""
                message = f"{name} takes {wanted} argument{plural}, not {len(arguments)}"
                raise self.error(token, message)
        if name in names.OF_SIZES:
            return _special(name, [self._size(argument) for argument in arguments])
        return self._apply(token, [self._matrix(argument, name) for argument in arguments])

    def _apply(self, token: Token, arguments: list[Matrix]) -> Value:
        name, of = token.value, arguments[0]
        if name in names.BLOCKS:
            return self._blocks(token, arguments)
        if name == "kron":
            return Kron(*arguments)
        if name in names.SQUARE and of.shape[0] != of.shape[1]:
            raise self.error(token, f"{name} of {shape_text(of.shape)}: expected a square matrix")
        if name in names.UNARY:
            return names.UNARY[name](of)
        if name in names.NUMBERS:
            return names.NUMBERS[name](of)
        return Range(of) if name == "range" else Property(name, of)

    def _blocks(self, token: Token, blocks: list[Matrix]) -> Matrix:
        side, what = (0, "height") if token.value == "hcat" else (1, "width")
        for block in blocks[1:]:
            if block.shape[side] != blocks[0].shape[side]:
                first, other = shape_text(blocks[0].shape), shape_text(block.shape)
                raise self.error(
                    token, f"{token.value} of {first} and {other}: expected one {what}"
                )
        if len(blocks) == 1:
            return blocks[0]
        return Hcat(tuple(blocks)) if token.value == "hcat" else Vcat(tuple(blocks))


def _special(name: str, sizes: list[Size]) -> Matrix:
    match name:
        case "I":
            return Identity(sizes[0])
        case "D":
            return Duplication(sizes[0])
        case "K":
            return Commutation(sizes[0], sizes[1])
    return Zero(sizes[0], sizes[1])


def _misfit(what: str, left: Matrix | Scalar, right: Matrix | Scalar) -> str:
    sides = [shape_text(v.shape) if isinstance(v, Matrix) else "a number" for v in (left, right)]
    return f"{what} of {sides[0]} and {sides[1]}: the sizes do not fit"


def _token(branch: Branch, index: int) -> Token:
    token = branch.children[index]
    assert isinstance(token, Token)
    return token


def pairs(branch: Branch) -> list[tuple[Token, Any]]:
    """The signs of a flat sum, product or chain, each with the operand after it."""
    rest: list[Any] = list(branch.children[1:])
    return list(zip(rest[::2], rest[1::2], strict=True))


def _is_sign(token: Any, signs: str) -> bool:
    return isinstance(token, Token) and token.value in signs


def _bare_name(branch: Any) -> str | None:
    if isinstance(branch, Tree) and branch.data == "name":
        return str(branch.children[0])
    return None
