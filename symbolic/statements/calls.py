"""What the functions of the language make of their arguments, sizes checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lark import Token

from symbolic.statements import names
from symbolic.statements.build import as_scalar, is_scalar, opposite, scalar_product, times
from symbolic.statements.scope import Branch, Scope
from symbolic.statements.sizes import ONE, Size, shape_text
from symbolic.statements.syntax import (
    Commutation,
    Duplication,
    Equal,
    Hcat,
    Identity,
    Kron,
    Matrix,
    Property,
    Scalar,
    Trace,
    Transpose,
    Vcat,
    Zero,
)


@dataclass(frozen=True, slots=True)
class Range:
    """``range(M)``, which stands only beside ``in`` and ``==``."""

    of: Matrix


Value = Matrix | Scalar | Range | Property | Equal


class Calls:
    """Reads ``name(..)``; what the arguments are is read by `TermReader`."""

    scope: Scope

    def term(self, branch: Any) -> Matrix | Scalar:
        """The matrix or the number that an argument is."""
        raise NotImplementedError

    def is_known(self, name: str) -> bool:
        """Whether the name is declared."""
        scope = self.scope
        return name in scope.letters or name in scope.definitions or name in scope.sizes

    def _matrix(self, branch: Any, what: str) -> Matrix:
        value = self.term(branch)
        if not isinstance(value, Matrix):
            raise self.scope.error(branch, f"{what} takes a matrix, not a number")
        return value

    def _function(self, token: Token) -> str:
        """The name of the function in the language, of which there may be other spellings."""
        name = str(token.value)
        if name in names.FUNCTIONS:
            return name
        if self.is_known(name):
            message = f'"{name}" is no function: a product is written {name}*(..)'
            raise self.scope.error(token, message)
        if name in names.SPELLINGS:
            return names.SPELLINGS[name]
        if name in names.ABSENT:
            raise self.scope.error(token, f'no function "{name}": {names.ABSENT[name]}')
        hint = names.nearest(name, names.FUNCTIONS)
        raise self.scope.error(token, f'no function "{name}"{hint}')

    def call(self, branch: Branch) -> Value:
        """What a function makes of its arguments."""
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
        if name in names.DERIVATIVES:
            return self.derivative(token, name, arguments)
        if name in ("sq", "inner"):
            return self._product_of(token, name, [self.term(argument) for argument in arguments])
        return self._apply(token, name, [self._matrix(argument, name) for argument in arguments])

    def derivative(self, token: Token, name: str, arguments: list[Any]) -> Matrix | Scalar:
        """The derivative that is asked for, written out."""
        raise NotImplementedError

    def written_inverse(self, of: Matrix) -> None:
        """Note an inverse that the user wrote, which has to exist."""

    def _product_of(self, token: Token, name: str, of: list[Matrix | Scalar]) -> Scalar:
        """``sq(A)`` or ``inner(A, B)``; of numbers, their product."""
        first, last = of[0], of[-1]
        shapes = [x.shape if isinstance(x, Matrix) else (ONE, ONE) for x in (first, last)]
        if shapes[0] != shapes[1]:
            raise self.scope.error(token, misfit(name, first, last))
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
        if name == "inv":
            self.written_inverse(of)
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


def squared(value: Matrix | Scalar) -> Scalar:
    """``sq(A)``."""
    return inner(value, value)


def transposed(value: Matrix | Scalar) -> Matrix | Scalar:
    """``T(A)``; of a number, the number."""
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


def _special(name: str, sizes: list[Size]) -> Matrix:
    match name:
        case "I":
            return Identity(sizes[0])
        case "D":
            return Duplication(sizes[0])
        case "K":
            return Commutation(sizes[0], sizes[1])
    return Zero(sizes[0], sizes[1])


def misfit(what: str, left: Matrix | Scalar, right: Matrix | Scalar) -> str:
    """The message about two terms of which the sizes do not fit."""
    sides = [shape_text(v.shape) if isinstance(v, Matrix) else "a number" for v in (left, right)]
    return f"{what} of {sides[0]} and {sides[1]}: the sizes do not fit"
