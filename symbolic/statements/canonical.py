"""The canonical form of a matrix term: what "the same argument" of two ginv means.

Transposes are moved to the letters and inverses, sums and products are flat, the terms of a sum
and the factors of a scalar product are sorted, numerical factors are multiplied and stand in
front. Nothing else is identified: no product is multiplied out, no hypothesis is used.
"""

from __future__ import annotations

from fractions import Fraction

from symbolic.statements.build import product, reciprocal, scalar_product, scalar_sum, scale, total
from symbolic.statements.syntax import (
    Commutation,
    Det,
    Entry,
    Ginv,
    Hcat,
    Identity,
    Inv,
    Kron,
    Matrix,
    Number,
    Pinv,
    Product,
    Rank,
    Reciprocal,
    Scalar,
    ScalarProduct,
    ScalarSum,
    Scale,
    Statement,
    Sum,
    Trace,
    Transpose,
    Vcat,
    Vec,
    Vech,
    Zero,
    walk,
)


def canonical(matrix: Matrix) -> Matrix:
    """The canonical form of a term of the same value, whatever its letters stand for.

    >>> from symbolic.statements import statement
    >>> s = statement("A: m x n, B: n x p |- ginv(T(A*B)) == ginv(T(B)*T(A))")
    >>> len(choices(s))
    1
    """
    match matrix:
        case Transpose(of):
            return _transposed(of)
        case Sum(terms):
            return total(tuple(sorted(map(canonical, terms), key=repr)))
        case Product(factors):
            return product(tuple(map(canonical, factors)))
        case Scale(factor, of):
            return scale(_scalar(factor), canonical(of))
        case Kron(left, right):
            return Kron(canonical(left), canonical(right))
        case Hcat(blocks):
            return Hcat(tuple(map(canonical, blocks)))
        case Vcat(blocks):
            return Vcat(tuple(map(canonical, blocks)))
        case Inv(of) | Pinv(of) | Ginv(of) | Vec(of) | Vech(of):
            return type(matrix)(canonical(of))
    return matrix


def choices(statement: Statement) -> tuple[Matrix, ...]:
    """The canonical arguments of all ginv of a statement, innermost first, each once."""
    found = (node for formula in statement.formulas for node in walk(formula))
    return tuple(dict.fromkeys(canonical(node.of) for node in found if type(node) is Ginv))


def _transposed(matrix: Matrix) -> Matrix:
    """The canonical form of T(matrix)."""
    match matrix:
        case Transpose(of):
            return canonical(of)
        case Identity():
            return matrix
        case Zero(rows, columns):
            return Zero(columns, rows)
        case Commutation(rows, columns):
            return Commutation(columns, rows)
        case Sum(terms):
            return total(tuple(sorted(map(_transposed, terms), key=repr)))
        case Product(factors):
            return product(tuple(map(_transposed, reversed(factors))))
        case Scale(factor, of):
            return scale(_scalar(factor), _transposed(of))
        case Kron(left, right):
            return Kron(_transposed(left), _transposed(right))
        case Hcat(blocks):
            return Vcat(tuple(map(_transposed, blocks)))
        case Vcat(blocks):
            return Hcat(tuple(map(_transposed, blocks)))
        case Inv(of) | Pinv(of):
            return type(matrix)(_transposed(of))
    return Transpose(canonical(matrix))


def _scalar(scalar: Scalar) -> Scalar:
    match scalar:
        case Rank(of) | Trace(of) | Det(of) | Entry(of):
            return type(scalar)(canonical(of))
        case ScalarSum(terms):
            return scalar_sum(tuple(sorted(map(_scalar, terms), key=repr)))
        case ScalarProduct(factors):
            return scalar_product(tuple(sorted(map(_scalar, factors), key=repr)))
        case Reciprocal(of):
            return reciprocal(_scalar(of))
        case Number(value):
            return Number(Fraction(value))
    return scalar
