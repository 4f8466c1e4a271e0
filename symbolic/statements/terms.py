"""What terms mean: names resolved, sizes checked, all in the flat form.

A value is a `Matrix`, a `Scalar`, or, only as an operand of a relation, the `Range` of a
matrix or the `Property` of one. A mistake raises `StatementError` at its column.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from lark import Token, Tree

from symbolic.errors import ShapeError
from symbolic.statements import names
from symbolic.statements.build import (
    as_scalar,
    is_scalar,
    opposite,
    plus,
    power,
    reciprocal,
    scalar_product,
    times,
)
from symbolic.statements.scope import MAX_DIGITS, Branch, Scope, pairs, token_of
from symbolic.statements.sizes import ONE, Size, shape_text
from symbolic.statements.syntax import (
    Commutation,
    Duplication,
    Equal,
    Hcat,
    Identity,
    Kron,
    Matrix,
    Number,
    Property,
    Relation,
    Scalar,
    SizeValue,
    Trace,
    Transpose,
    Vcat,
    Zero,
)

MAX_DEPTH, MAX_TERMS, MAX_POWER = 60, 3_000, 40


@dataclass(frozen=True, slots=True)
class Range:
    """``range(M)``, which stands only beside ``in`` and ``==``."""

    of: Matrix


Value = Matrix | Scalar | Range | Property | Equal

_FORMULAS = (
    "chain", "inclusion", "conjunction", "disjunction", "negation", "implies", "iff",
    "for_all", "exists",
)  # fmt: skip


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
        if isinstance(value, Range | Relation):
            message = "a name stands for a matrix or a number, not a relation"
            raise self.scope.error(name, message)
        self.scope.definitions[name.value] = value, self._terms, self._deepest

    @contextmanager
    def deeper(self, branch: Any) -> Iterator[None]:
        """Count one term or formula more, and one level more while its parts are read."""
        self._terms += 1
        self._depth += 1
        if self._terms > MAX_TERMS or self._depth > MAX_DEPTH:
            raise self.scope.error(
                branch, f"too large: at most {MAX_TERMS} terms, {MAX_DEPTH} of them nested"
            )
        self._deepest = max(self._deepest, self._depth)
        yield
        self._depth -= 1

    def value(self, branch: Any) -> Value:
        """What a term stands for."""
        with self.deeper(branch):
            return self._value(branch)

    def _value(self, branch: Branch) -> Value:
        match branch.data:
            case "integer":
                return Number(Fraction(self._integer(token_of(branch, 0))))
            case "decimal":
                return self._decimal(token_of(branch, 0))
            case "name":
                return self._named(token_of(branch, 0))
            case "negative":
                return opposite(self._term(branch.children[1]))
            case "sum":
                return self._sum(branch)
            case "product":
                return self._product(branch)
            case "power":
                return self._power(branch)
            case "transposed":
                return _transposed(self._term(branch.children[0]))
            case "norm":
                raise self.scope.error(branch, names.ABSENT["norm"])
            case data if data in _FORMULAS:
                raise self.scope.error(branch, "expected a matrix or a number, found a formula")
        return self._call(branch)

    def _decimal(self, token: Token) -> Scalar:
        if len(token.value) > MAX_DIGITS:
            raise self.scope.error(token, f"a number of more than {MAX_DIGITS} digits")
        value = Fraction(token.value)
        self.scope.notes[f"{token.value} is read as {value}"] = None
        return Number(value)

    def _power(self, branch: Branch) -> Matrix | Scalar:
        base, sign, exponent = branch.children
        assert isinstance(base, Tree)
        assert isinstance(exponent, Tree)
        if base.data == "norm":
            value = self._term(base.children[1])
            if not (_is(exponent, "integer") and token_of(exponent, 0).value == "2"):
                raise self.scope.error(base, names.ABSENT["norm"])
            return _square(value)
        value = self._term(base)
        if _is(exponent, "name") and token_of(exponent, 0).value == "T" and not self._known("T"):
            return _transposed(value)
        k = self._exponent(exponent)
        if abs(k) > MAX_POWER:
            raise self.scope.error(sign, f"a power is at most {MAX_POWER}")
        self._terms += max(abs(k) - 1, 0)
        if k < 0:
            self.scope.require_free("the inverse", value, sign)
        try:
            return power(value, k)
        except ShapeError:
            shape = shape_text(value.shape) if isinstance(value, Matrix) else "a number"
            message = f"a power of {shape}: expected a square matrix"
            raise self.scope.error(sign, message) from None
        except ZeroDivisionError:
            raise self.scope.error(sign, "division by zero") from None

    def _exponent(self, branch: Branch) -> int:
        """An integer; a name or another term is none that the language has yet."""
        value = self._term(branch)
        if isinstance(value, Number) and value.value.denominator == 1:
            return int(value.value)
        hint = "powers are to integers: write A*A for A^2, and name a root by its equation"
        raise self.scope.error(branch, hint)

    def _known(self, name: str) -> bool:
        scope = self.scope
        return name in scope.letters or name in scope.definitions or name in scope.sizes

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
        if isinstance(value, Range | Relation):
            what = "range" if isinstance(value, Range) else getattr(value, "name", "a relation")
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
                whole = times(self._reciprocal(part), whole)
                continue
            value = self._term(part)
            try:
                whole = times(whole, value)
            except ShapeError:
                raise self.scope.error(sign, _misfit('"*"', whole, value)) from None
        return whole

    def _reciprocal(self, branch: Any) -> Scalar:
        divisor = self._term(branch)
        if isinstance(divisor, Matrix) and not is_scalar(divisor.shape):
            shape = shape_text(divisor.shape)
            raise self.scope.error(branch, f"division by {shape}: write inv(..) for the inverse")
        self.scope.require_free("the reciprocal", divisor, branch)
        try:
            return reciprocal(divisor)
        except ZeroDivisionError:
            raise self.scope.error(branch, "division by zero") from None

    def _function(self, token: Token) -> str:
        """The name of the function in the language, of which there may be other spellings."""
        name = str(token.value)
        if name in names.FUNCTIONS:
            return name
        if self._known(name):
            message = f'"{name}" is no function: a product is written {name}*(..)'
            raise self.scope.error(token, message)
        if name in names.SPELLINGS:
            return names.SPELLINGS[name]
        if name in names.ABSENT:
            raise self.scope.error(token, f'no function "{name}": {names.ABSENT[name]}')
        hint = names.nearest(name, names.FUNCTIONS)
        raise self.scope.error(token, f'no function "{name}"{hint}')

    def _call(self, branch: Branch) -> Value:
        token, *arguments = branch.children
        assert isinstance(token, Token)
        name, scope = self._function(token), self.scope
        if name not in names.BLOCKS:
            wanted = names.ARGUMENTS.get(name, 1)
            if len(arguments) != wanted:
                plural = "s" if wanted > 1 else ""
                message = f"{name} takes {wanted} argument{plural}, not {len(arguments)}"
                raise scope.error(token, message)
        if name in names.OF_SIZES:
            return _special(name, [scope.size(argument) for argument in arguments])
        if name in ("sq", "inner"):
            return self._product_of(token, name, [self._term(argument) for argument in arguments])
        return self._apply(token, name, [self._matrix(argument, name) for argument in arguments])

    def _product_of(self, token: Token, name: str, of: list[Matrix | Scalar]) -> Scalar:
        """``sq(A)`` or ``inner(A, B)``; of numbers, their product."""
        first, last = of[0], of[-1]
        shapes = [x.shape if isinstance(x, Matrix) else (ONE, ONE) for x in (first, last)]
        if shapes[0] != shapes[1]:
            raise self.scope.error(token, _misfit(name, first, last))
        return inner(first, last)

    def _apply(self, token: Token, name: str, arguments: list[Matrix]) -> Value:
        of = arguments[0]
        if name in names.BLOCKS:
            return self._blocks(token, name, arguments)
        if name == "kron":
            return Kron(*arguments)
        if name in names.SQUARE and of.shape[0] != of.shape[1]:
            raise self.scope.error(
                token, f"{name} of {shape_text(of.shape)}: expected a square matrix"
            )
        if name in ("inv", "ginv"):
            self.scope.require_free(name, of, token)
        if name in names.UNARY:
            return names.UNARY[name](of)
        if name in names.EQUATIONS:
            return _equation(name, of)
        if name in names.NUMBERS:
            return names.NUMBERS[name](of)
        return Range(of) if name == "range" else Property(name, of)

    def _blocks(self, token: Token, name: str, blocks: list[Matrix]) -> Matrix:
        side, what = (0, "height") if name == "hcat" else (1, "width")
        for block in blocks[1:]:
            if block.shape[side] != blocks[0].shape[side]:
                first, other = shape_text(blocks[0].shape), shape_text(block.shape)
                raise self.scope.error(token, f"{name} of {first} and {other}: expected one {what}")
        if len(blocks) == 1:
            return blocks[0]
        return Hcat(tuple(blocks)) if name == "hcat" else Vcat(tuple(blocks))


def inner(left: Matrix | Scalar, right: Matrix | Scalar) -> Scalar:
    """``tr(T(A)*B)``, or the product of two numbers."""
    if isinstance(left, Matrix) and isinstance(right, Matrix) and not is_scalar(left.shape):
        product_ = times(Transpose(left), right)
        assert isinstance(product_, Matrix)
        return Trace(product_)
    return scalar_product((as_scalar(left), as_scalar(right)))


def _square(value: Matrix | Scalar) -> Scalar:
    return inner(value, value)


def _transposed(value: Matrix | Scalar) -> Matrix | Scalar:
    return Transpose(value) if isinstance(value, Matrix) else value


def _equation(name: str, of: Matrix) -> Equal:
    """The equation that a property says."""
    if name == "skew":
        minus = opposite(of)
        assert isinstance(minus, Matrix)
        return Equal(Transpose(of), minus)
    square = times(of, of)
    assert isinstance(square, Matrix)
    return Equal(square, of)


def _is(branch: Any, data: str) -> bool:
    return isinstance(branch, Tree) and branch.data == data


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
