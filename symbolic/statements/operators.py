"""Terms and goals with the operators of mathematics, for `symbolic.statements.objects`."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from symbolic.algebra.exact import to_fraction
from symbolic.errors import ShapeError
from symbolic.statements import syntax
from symbolic.statements.build import (
    as_scalar,
    is_scalar,
    opposite,
    plus,
    power,
    reciprocal,
    require_same,
    shown,
    times,
)
from symbolic.statements.formula_nodes import conjunction, disjunction
from symbolic.statements.writing import written

Number = int | Fraction | str


class Term:
    """A matrix or a number. Compare with ``==`` to get a relation; it is neither true nor false."""

    __slots__ = ("node",)
    __hash__: ClassVar[None]  # type: ignore[assignment]

    def __init__(self, node: syntax.Matrix | syntax.Scalar) -> None:
        self.node = node

    @property
    def T(self) -> Term:
        """The transpose."""
        return Term(syntax.Transpose(self.matrix))

    @property
    def matrix(self) -> syntax.Matrix:
        """The matrix that it is; raises `TypeError` for a number."""
        if not isinstance(self.node, syntax.Matrix):
            raise TypeError(f"{self} is a number, not a matrix")
        return self.node

    def __matmul__(self, other: Term) -> Term:
        left, right = self.matrix, other.matrix
        if left.shape[1] != right.shape[0]:
            raise ShapeError("product", shown(left), shown(right))
        return Term(times(left, right))

    def __mul__(self, other: Term | Number) -> Term:
        return Term(times(self.node, _node(other)))

    def __rmul__(self, other: Number) -> Term:
        return Term(times(_node(other), self.node))

    def __truediv__(self, other: Term | Number) -> Term:
        return Term(times(reciprocal(_node(other)), self.node))

    def __pow__(self, exponent: int) -> Term:
        return Term(power(self.node, exponent))

    def __add__(self, other: Term | Number) -> Term:
        return Term(plus(self.node, _node(other)))

    def __radd__(self, other: Number) -> Term:
        return Term(plus(_node(other), self.node))

    def __sub__(self, other: Term | Number) -> Term:
        return Term(plus(self.node, opposite(_node(other))))

    def __rsub__(self, other: Number) -> Term:
        return Term(plus(_node(other), opposite(self.node)))

    def __neg__(self) -> Term:
        return Term(opposite(self.node))

    def __eq__(self, other: object) -> Goal:  # type: ignore[override]
        return _compared(self, "==", other)

    def __ne__(self, other: object) -> Goal:  # type: ignore[override]
        return _compared(self, "!=", other)

    def __le__(self, other: Term | Number) -> Goal:
        return _compared(self, "<=", other)

    def __ge__(self, other: Term | Number) -> Goal:
        return _compared(self, ">=", other)

    def __lt__(self, other: Term | Number) -> Goal:
        return _compared(self, "<", other)

    def __gt__(self, other: Term | Number) -> Goal:
        return _compared(self, ">", other)

    def __bool__(self) -> bool:
        raise TypeError("a term is neither true nor false")

    def __repr__(self) -> str:
        return written(self.node)


class Goal:
    """A formula; ``&``, ``|`` and ``~`` join formulas, and `implies` and `iff`."""

    __slots__ = ("formula",)

    def __init__(self, formula: syntax.Formula) -> None:
        self.formula = formula

    def __and__(self, other: Goal) -> Goal:
        return Goal(conjunction((self.formula, other.formula)))

    def __or__(self, other: Goal) -> Goal:
        return Goal(disjunction((self.formula, other.formula)))

    def __invert__(self) -> Goal:
        return Goal(syntax.Not(self.formula))

    def implies(self, other: Goal) -> Goal:
        """The other formula wherever this one holds."""
        return Goal(syntax.Implies(self.formula, other.formula))

    def iff(self, other: Goal) -> Goal:
        """The equivalence of the two sides."""
        return Goal(syntax.Iff(self.formula, other.formula))

    def __bool__(self) -> bool:
        raise TypeError("a relation is not decided by itself: ask decide(statement(..))")


def _node(value: object) -> syntax.Matrix | syntax.Scalar:
    return value.node if isinstance(value, Term) else syntax.Number(to_fraction(value))


def goal_of(relation: syntax.Relation) -> Goal:
    """The goal that is one relation."""
    return Goal(relation)


def _compared(left: Term, sign: str, other: object) -> Goal:
    first, second = left.node, _node(other)
    zero = second == syntax.Number(Fraction(0))
    if zero and isinstance(first, syntax.Matrix) and not is_scalar(first.shape):
        second = syntax.Zero(*first.shape)
    if isinstance(first, syntax.Matrix) and isinstance(second, syntax.Matrix):
        require_same(sign, first, second)
        if sign in ("==", "!="):
            return goal_of(syntax.Equal(first, second, sign == "!="))
    return goal_of(syntax.Compare(as_scalar(first), sign, as_scalar(second)))
