"""What the parts of a statement mean: declarations, formulas, and relations between terms.

`Scope` knows what is declared, `TermReader` what a term stands for.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lark import Token, Tree

from symbolic.errors import ShapeError
from symbolic.statements.build import as_scalar, is_scalar, require_same, zero_like
from symbolic.statements.calls import Range, Value
from symbolic.statements.formula_nodes import conjunction, disjunction
from symbolic.statements.scope import Branch, Scope, pairs, token_of
from symbolic.statements.sizes import Shape, shape_text
from symbolic.statements.syntax import (
    Compare,
    Entry,
    Equal,
    Exists,
    ForAll,
    Formula,
    Iff,
    Implies,
    Matrix,
    Not,
    Number,
    Property,
    Quantified,
    RangeIn,
    Relation,
    Scalar,
)
from symbolic.statements.terms import TermReader
from symbolic.statements.writing import written


class Reader:
    """Reads the parts of one statement, declarations first."""

    def __init__(self, source: str) -> None:
        self.scope = Scope(source)
        self.terms = TermReader(self.scope)
        self.concluding = False

    def declare(self, branch: Branch) -> None:
        """``A: m x n``, ``n: size`` or ``M = term``."""
        name = token_of(branch, 0)
        if branch.data == "definition":
            self.terms.define(name, branch.children[1])
        else:
            _, rows, _, columns = branch.children
            self.scope.declare(name, rows, columns)

    def conclude(self, branch: Any) -> Formula:
        """The conclusion, in which ``term == ?`` may ask what the term is."""
        self.concluding = True
        return self.formula(branch)

    def formula(self, branch: Any) -> Formula:
        """What a formula says, chains of relations taken apart."""
        with self.terms.deeper(branch):
            return self._formula(branch)

    def _formula(self, branch: Branch) -> Formula:
        parts = [part for part in branch.children if isinstance(part, Tree)]
        match branch.data:
            case "conjunction":
                return conjunction(tuple(map(self.formula, parts)))
            case "disjunction":
                return disjunction(tuple(map(self.formula, parts)))
            case "negation":
                return Not(self.formula(parts[0]))
            case "implies":
                return Implies(*map(self.formula, parts))
            case "iff":
                return Iff(*map(self.formula, parts))
            case "for_all" | "exists":
                kind = ForAll if branch.data == "for_all" else Exists
                return self._quantified(kind, parts[0].children, parts[1])
            case "inclusion":
                return conjunction(tuple(self._inclusion(branch)))
            case "chain":
                return conjunction(tuple(self._chain(branch)))
        return self._alone(branch)

    def _quantified(self, kind: type[Quantified], sorts: list[Any], body: Any) -> Formula:
        """The names are bound from the left, so that no two of them are the same."""
        letters = []
        for sort in sorts:
            name, rows, _, columns = sort.children
            letters.append(self.scope.bind(name, rows, columns))
        formula = self.formula(body)
        for letter in reversed(letters):
            self.scope.unbind()
            formula = kind(letter, formula)
        return formula

    def _alone(self, branch: Branch) -> Formula:
        value = self.terms.value(branch)
        if isinstance(value, Property | Equal):
            return value
        raise self.scope.error(branch, "expected a relation, like A == B or psd(A)")

    def _inclusion(self, branch: Branch) -> list[Relation]:
        left, sign, right = branch.children
        inner, outer = self.terms.value(left), self.terms.value(right)
        for part, value in ((left, inner), (right, outer)):
            if not isinstance(value, Range):
                raise self.scope.error(part, 'expected range(..) on both sides of "in"')
        assert isinstance(inner, Range)
        assert isinstance(outer, Range)
        return [self._range_in(sign, inner.of, outer.of)]

    def _range_in(self, sign: Any, inner: Matrix, outer: Matrix) -> Relation:
        if inner.shape[0] != outer.shape[0]:
            sides = f"{shape_text(inner.shape)} and {shape_text(outer.shape)}"
            raise self.scope.error(sign, f"ranges of {sides}: expected one height")
        return RangeIn(inner, outer)

    def _chain(self, branch: Branch) -> list[Relation]:
        left = self.terms.value(branch.children[0])
        relations: list[Relation] = []
        for sign, part in pairs(branch):
            asked = self._asks(sign, part)
            right = self._answer(sign, left) if asked else self.terms.value(part)
            relations += self._relation(sign, left, right)
            left = right
        return relations

    def _asks(self, sign: Token, part: Any) -> bool:
        """Whether the right side of an equation of the conclusion is to be written out."""
        return self.concluding and sign.value == "==" and getattr(part, "data", "") == "unknown"

    def _answer(self, sign: Token, left: Value) -> Value:
        """The left side, its derivatives written out, as a note of the answer says."""
        if not isinstance(left, Matrix | Scalar):
            return left
        found = self.terms.read_again(sign, left)
        self.scope.notes[f"? is {written(found)}"] = None
        return found

    def _relation(self, sign: Token, left: Value, right: Value) -> list[Relation]:
        if isinstance(left, Relation) or isinstance(right, Relation):
            raise self.scope.error(sign, "a property is a relation already: join it with and")
        if isinstance(left, Range) and isinstance(right, Range):
            if sign.value != "==":
                raise self.scope.error(sign, 'ranges are compared by "in" or "=="')
            pairs = ((left.of, right.of), (right.of, left.of))
            return [self._range_in(sign, *pair) for pair in pairs]
        if isinstance(left, Range) or isinstance(right, Range):
            raise self.scope.error(sign, "a range is compared with a range")
        if isinstance(left, Matrix) and isinstance(right, Matrix):
            return [self._matrices(sign, left, right)]
        for matrix, other in ((left, right), (right, left)):
            if isinstance(matrix, Matrix) and not is_scalar(matrix.shape):
                return [self._with_zero(sign, matrix, other)]
        return [Compare(as_scalar(left), sign.value, as_scalar(right))]

    def _matrices(self, sign: Token, left: Matrix, right: Matrix) -> Relation:
        try:
            require_same(sign.value, left, right)
        except ShapeError:
            raise self.scope.error(sign, _sides(sign, left.shape, right.shape)) from None
        if sign.value in ("==", "!="):
            return Equal(left, right, sign.value == "!=")
        if is_scalar(left.shape):
            return Compare(Entry(left), sign.value, Entry(right))
        smaller = "right - left" if sign.value in ("<=", "<") else "left - right"
        order = "psd" if sign.value in ("<=", ">=") else "pd"
        raise self.scope.error(
            sign, f"{sign.value} is for numbers; between matrices say {order}({smaller})"
        )

    def _with_zero(self, sign: Token, matrix: Matrix, other: Value) -> Relation:
        if other == Number(Fraction(0)) and sign.value in ("==", "!="):
            return Equal(matrix, zero_like(matrix), sign.value == "!=")
        shape = shape_text(matrix.shape)
        raise self.scope.error(sign, f"{sign.value} of {shape} and a number: the sizes do not fit")


def _sides(sign: Token, left: Shape, right: Shape) -> str:
    return f"{sign.value} of {shape_text(left)} and {shape_text(right)}: the sizes do not fit"
