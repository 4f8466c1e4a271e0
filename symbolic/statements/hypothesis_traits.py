"""Which hypotheses say of one letter that it is symmetric, idempotent, orthogonal, ..

A trait is what matrices can be drawn to satisfy; `symbolic.statements.samplers` knows how.
"""

from __future__ import annotations

from symbolic.statements.canonical import canonical
from symbolic.statements.syntax import (
    Compare,
    Det,
    Equal,
    Identity,
    Letter,
    Matrix,
    Number,
    Product,
    Property,
    Rank,
    Relation,
    Scale,
    SizeValue,
    Transpose,
    Zero,
)


def trait(relation: Relation) -> tuple[str, str] | None:
    """The letter and the trait that a hypothesis gives it, if it is one of those known."""
    match relation:
        case Property(name, Letter(letter)):
            return letter, name
        case Property("invertible", Product((Transpose(Letter(a)), Letter(b)))) if a == b:
            return a, "full_column_rank"
        case Property("invertible", Product((Letter(a), Transpose(Letter(b))))) if a == b:
            return a, "full_row_rank"
        case Equal(left, right, False):
            sides = canonical(left), canonical(right)
            return _equation_trait(*sides) or _equation_trait(*reversed(sides))
        case Compare(Rank(Letter() as letter), "==", SizeValue(size)):
            if size == letter.shape[1]:
                return letter.name, "full_column_rank"
            return (letter.name, "full_row_rank") if size == letter.shape[0] else None
        case Compare(Det(Letter(letter)), "!=", Number(value)) if value == 0:
            return letter, "invertible"
    return None


def _equation_trait(left: Matrix, right: Matrix) -> tuple[str, str] | None:
    match left, right:
        case Transpose(Letter(a)), Letter(b) if a == b:
            return a, "symmetric"
        case Transpose(Letter(a)), Scale(Number(value), Letter(b)) if a == b and value == -1:
            return a, "skew"
        case Letter(a), Scale(Number(value), Transpose(Letter(b))) if a == b and value == -1:
            return a, "skew"
        case Product((first, second)), _:
            return _product_trait(first, second, right)
    return None


def _product_trait(first: Matrix, second: Matrix, right: Matrix) -> tuple[str, str] | None:
    match first, second, right:
        case Letter(a), Letter(b), Letter(c) if a == b == c:
            return a, "idempotent"
        case Letter(a), Letter(b), Zero() if a == b:
            return a, "square_zero"
        case Letter(a), Letter(b), Identity() if a == b:
            return a, "involution"
        case Transpose(Letter(a)), Letter(b), Identity() if a == b:
            return a, "orthonormal_columns"
        case Letter(a), Transpose(Letter(b)), Identity() if a == b:
            return a, "orthonormal_rows"
        case Transpose(Letter(a)), Letter(b), Letter(c) if a == b == c:
            return a, "projection"
        case Letter(a), Transpose(Letter(b)), Letter(c) if a == b == c:
            return a, "projection"
        case (
            Transpose(Letter(a)), Letter(b), Product((Letter(c), Transpose(Letter(d))))
        ) if a == b == c == d:  # fmt: skip
            return a, "normal"
    return None
