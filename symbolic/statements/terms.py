"""What terms mean: names resolved, sizes checked, all in the flat form.

A value is a `Matrix`, a `Scalar`, or, only as an operand of a relation, the `Range` of a
matrix or the `Property` of one. A mistake raises `StatementError` at its column.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

from lark import Token, Tree

from symbolic.errors import ShapeError
from symbolic.statements import names
from symbolic.statements.build import (
    is_scalar,
    opposite,
    plus,
    power,
    reciprocal,
    times,
)
from symbolic.statements.calls import Range, Value, misfit, squared, transposed
from symbolic.statements.derivative_calls import DerivativeCalls
from symbolic.statements.scope import MAX_DIGITS, Branch, Scope, pairs, token_of
from symbolic.statements.sizes import Size, shape_text
from symbolic.statements.syntax import (
    Matrix,
    Number,
    Relation,
    Scalar,
    ScalarProduct,
    Scale,
    SizeValue,
)

MAX_DEPTH, MAX_TERMS, MAX_POWER = 60, 3_000, 40
MAX_BITS = 1_300  # of a number that is multiplied out: a certificate has up to 400 digits


_FORMULAS = (
    "chain", "inclusion", "conjunction", "disjunction", "negation", "implies", "iff",
    "for_all", "exists",
)  # fmt: skip


class TermReader(DerivativeCalls):
    """Reads the terms of one statement, and counts them."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
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
            found = self._value(branch)
        number = _rational(found)
        if max(number.numerator.bit_length(), number.denominator.bit_length()) > MAX_BITS:
            raise self.scope.error(branch, "multiplied out, its number has more than 390 digits")
        return found

    def _value(self, branch: Branch) -> Value:
        match branch.data:
            case "integer":
                return Number(Fraction(self._integer(token_of(branch, 0))))
            case "decimal":
                return self._decimal(token_of(branch, 0))
            case "name":
                return self._named(token_of(branch, 0))
            case "negative":
                return opposite(self.term(branch.children[1]))
            case "sum":
                return self._sum(branch)
            case "product":
                return self._product(branch)
            case "power":
                return self._power(branch)
            case "transposed":
                return transposed(self.term(branch.children[0]))
            case "norm":
                raise self.scope.error(branch, names.ABSENT["norm"])
            case "unknown":
                message = "a question mark stands alone, on the right of == in the conclusion"
                raise self.scope.error(branch, message)
            case data if data in _FORMULAS:
                raise self.scope.error(branch, "expected a matrix or a number, found a formula")
        return self.call(branch)

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
            value = self.term(base.children[1])
            if not (_is(exponent, "integer") and token_of(exponent, 0).value == "2"):
                raise self.scope.error(base, names.ABSENT["norm"])
            return squared(value)
        value = self.term(base)
        if _is(exponent, "name") and token_of(exponent, 0).value == "T" and not self.is_known("T"):
            return transposed(value)
        k = self._exponent(exponent)
        if abs(k) > MAX_POWER:
            raise self.scope.error(sign, f"a power is at most {MAX_POWER}")
        self._terms += max(abs(k) - 1, 0)
        if k < 0:
            self.scope.require_free("the inverse", value, sign)
            if isinstance(value, Matrix):
                self.written_inverse(value)
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
        value = self.term(branch)
        if isinstance(value, Number) and value.value.denominator == 1:
            return int(value.value)
        hint = "powers are to integers: write A*A for A^2, and name a root by its equation"
        raise self.scope.error(branch, hint)

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

    def term(self, branch: Any) -> Matrix | Scalar:
        """A matrix or a number; raises `StatementError` for a relation."""
        value = self.value(branch)
        if isinstance(value, Range | Relation):
            what = "range" if isinstance(value, Range) else getattr(value, "name", "a relation")
            raise self.scope.error(branch, f"expected a matrix or a number, found {what}(..)")
        return value

    def _sum(self, branch: Branch) -> Matrix | Scalar:
        total = self.term(branch.children[0])
        for sign, part in pairs(branch):
            value = self.term(part)
            try:
                total = plus(total, opposite(value) if sign.value == "-" else value)
            except ShapeError:
                raise self.scope.error(sign, misfit(f'"{sign.value}"', total, value)) from None
        return total

    def _product(self, branch: Branch) -> Matrix | Scalar:
        whole = self.term(branch.children[0])
        for sign, part in pairs(branch):
            if sign.value == "/":
                whole = times(self._reciprocal(part), whole)
                continue
            value = self.term(part)
            try:
                whole = times(whole, value)
            except ShapeError:
                raise self.scope.error(sign, misfit('"*"', whole, value)) from None
        return whole

    def _reciprocal(self, branch: Any) -> Scalar:
        divisor = self.term(branch)
        if isinstance(divisor, Matrix) and not is_scalar(divisor.shape):
            shape = shape_text(divisor.shape)
            raise self.scope.error(branch, f"division by {shape}: write inv(..) for the inverse")
        self.scope.require_free("the reciprocal", divisor, branch)
        try:
            return reciprocal(divisor)
        except ZeroDivisionError:
            raise self.scope.error(branch, "division by zero") from None


def _rational(value: Value) -> Fraction:
    """The rational in front of a term."""
    match value:
        case Number(number) | ScalarProduct((Number(number), *_)):
            return number
        case Scale(factor):
            return _rational(factor)
    return Fraction(1)


def _is(branch: Any, data: str) -> bool:
    return isinstance(branch, Tree) and branch.data == data
