"""What terms mean: names resolved, sizes checked, all in the flat form.

A value is a `Matrix`, a `Scalar`, or, only as an operand of a relation, the `Range` of a
matrix or the `Property` of one. A mistake raises `StatementError` at its column.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from lark import Token

from symbolic.errors import ShapeError
from symbolic.statements import names
from symbolic.statements.build import (
    opposite,
    plus,
    times,
)
from symbolic.statements.scope import MAX_DIGITS, Branch, Scope, pairs, token_of
from symbolic.statements.sizes import Size, shape_text
from symbolic.statements.syntax import (
    Commutation,
    Duplication,
    Hcat,
    Identity,
    Kron,
    Matrix,
    Number,
    Property,
    Scalar,
    SizeValue,
    Vcat,
    Zero,
)

MAX_DEPTH, MAX_TERMS = 60, 3_000


@dataclass(frozen=True, slots=True)
class Range:
    """``range(M)``, which stands only beside ``in`` and ``==``."""

    of: Matrix


Value = Matrix | Scalar | Range | Property


class TermReader:
    """Reads the terms of one statement, and counts them."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._terms = 0
        self._depth = 0
        self._deepest = 0

    def define(self, name: Token, branch: Any) -> None:
        """``M = term``: the name stands for the term from here on."""
        self.scope.require_new(name)
        self._terms = self._deepest = 0
        value = self.value(branch)
        if isinstance(value, Range | Property):
            message = "a name stands for a matrix or a number, not a relation"
            raise self.scope.error(name, message)
        self.scope.definitions[name.value] = value, self._terms, self._deepest

    def value(self, branch: Any) -> Value:
        """What a term stands for."""
        self._terms += 1
        self._depth += 1
        if self._terms > MAX_TERMS or self._depth > MAX_DEPTH:
            raise self.scope.error(
                branch, f"too large: at most {MAX_TERMS} terms, {MAX_DEPTH} of them nested"
            )
        self._deepest = max(self._deepest, self._depth)
        found = self._value(branch)
        self._depth -= 1
        return found

    def _value(self, branch: Branch) -> Value:
        match branch.data:
            case "integer":
                return Number(Fraction(self._integer(token_of(branch, 0))))
            case "name":
                return self._named(token_of(branch, 0))
            case "negative":
                return opposite(self._term(branch.children[1]))
            case "sum":
                return self._sum(branch)
            case "product":
                return self._product(branch)
        return self._call(branch)

    def _integer(self, token: Token) -> int:
        if len(token.value) > MAX_DIGITS:
            raise self.scope.error(token, f"a number of more than {MAX_DIGITS} digits")
        return int(token.value)

    def _named(self, token: Token) -> Matrix | Scalar:
        name, scope = token.value, self.scope
        if name in scope.letters:
            return scope.letters[name]
        if name in scope.definitions:
            value, terms, depth = scope.definitions[name]
            self._terms += terms
            deepest = self._depth + depth - 1
            self._deepest = max(self._deepest, deepest)
            if self._terms > MAX_TERMS or deepest > MAX_DEPTH:
                raise scope.error(token, f'too large once "{name}" is written out')
            return value
        if name in scope.sizes:
            return SizeValue(Size.named(name))
        if name in names.FUNCTIONS:
            raise scope.error(token, f'expected "(" after {name}')
        known = sorted([*scope.letters, *scope.definitions, *scope.sizes])
        hint = names.nearest(name, known) or f'; declare it: "{name}: m x n"'
        raise scope.error(token, f'no matrix, number or size "{name}"{hint}')

    def _term(self, branch: Any) -> Matrix | Scalar:
        value = self.value(branch)
        if isinstance(value, Range | Property):
            what = "range" if isinstance(value, Range) else value.name
            raise self.scope.error(branch, f"expected a matrix or a number, found {what}(..)")
        return value

    def _matrix(self, branch: Any, what: str) -> Matrix:
        value = self._term(branch)
        if not isinstance(value, Matrix):
            raise self.scope.error(branch, f"{what} takes a matrix, not a number")
        return value

    def _sum(self, branch: Branch) -> Matrix | Scalar:
        total = self._term(branch.children[0])
        for sign, part in pairs(branch):
            value = self._term(part)
            try:
                total = plus(total, opposite(value) if sign.value == "-" else value)
            except ShapeError:
                raise self.scope.error(sign, _misfit(f'"{sign.value}"', total, value)) from None
        return total

    def _product(self, branch: Branch) -> Matrix | Scalar:
        whole = self._term(branch.children[0])
        for sign, part in pairs(branch):
            if sign.value == "/":
                divisor = self._integer(part)
                if divisor == 0:
                    raise self.scope.error(part, "division by zero")
                whole = times(Number(Fraction(1, divisor)), whole)
                continue
            value = self._term(part)
            try:
                whole = times(whole, value)
            except ShapeError:
                raise self.scope.error(sign, _misfit('"*"', whole, value)) from None
        return whole

    def _call(self, branch: Branch) -> Value:
        token, *arguments = branch.children
        assert isinstance(token, Token)
        name, scope = token.value, self.scope
        if name not in names.FUNCTIONS:
            if name in scope.letters or name in scope.definitions or name in scope.sizes:
                raise scope.error(
                    token, f'"{name}" is no function: a product is written {name}*(..)'
                )
            hint = names.nearest(name, names.FUNCTIONS)
            raise scope.error(token, f'no function "{name}"{hint}')
        if name not in names.BLOCKS:
            wanted = names.OF_SIZES.get(name, 2 if name == "kron" else 1)
            if len(arguments) != wanted:
                plural = "s" if wanted > 1 else ""
                message = f"{name} takes {wanted} argument{plural}, not {len(arguments)}"
                raise scope.error(token, message)
        if name in names.OF_SIZES:
            return _special(name, [scope.size(argument) for argument in arguments])
        return self._apply(token, [self._matrix(argument, name) for argument in arguments])

    def _apply(self, token: Token, arguments: list[Matrix]) -> Value:
        name, of = token.value, arguments[0]
        if name in names.BLOCKS:
            return self._blocks(token, arguments)
        if name == "kron":
            return Kron(*arguments)
        if name in names.SQUARE and of.shape[0] != of.shape[1]:
            raise self.scope.error(
                token, f"{name} of {shape_text(of.shape)}: expected a square matrix"
            )
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
                raise self.scope.error(
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
