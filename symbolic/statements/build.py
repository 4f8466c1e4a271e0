"""Terms in the flat form that `symbolic.statements.syntax` promises, sizes checked.

Everything that makes a `Sum`, a `Product` or a `Scale` goes through here: the parser, the
Python objects, the canonical form. A size that does not fit raises `ShapeError` naming both.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from symbolic.errors import ShapeError
from symbolic.statements.sizes import ONE, Shape
from symbolic.statements.syntax import (
    Entry,
    Identity,
    Inv,
    Matrix,
    Number,
    Product,
    Reciprocal,
    Scalar,
    ScalarProduct,
    ScalarSum,
    Scale,
    Sum,
    Zero,
)

MINUS_ONE = Number(Fraction(-1))


def shown(matrix: Matrix) -> tuple[str, str]:
    """The shape as a pair of texts, for an error."""
    return str(matrix.shape[0]), str(matrix.shape[1])


def require_same(what: str, left: Matrix, right: Matrix) -> None:
    """Raise `ShapeError` unless both have one shape."""
    if left.shape != right.shape:
        raise ShapeError(what, shown(left), shown(right))


def total(terms: tuple[Matrix, ...]) -> Matrix:
    """The sum, sums in it opened; of one term, the term."""
    flat = [part for term in terms for part in (term.terms if isinstance(term, Sum) else (term,))]
    for term in flat[1:]:
        require_same("sum", flat[0], term)
    return flat[0] if len(flat) == 1 else Sum(tuple(flat))


def product(factors: tuple[Matrix, ...]) -> Matrix:
    """The product, products in it opened and scalar factors taken in front."""
    scalars: list[Scalar] = []
    flat: list[Matrix] = []
    for factor in factors:
        if isinstance(factor, Scale):
            scalars.append(factor.factor)
        inner = factor.of if isinstance(factor, Scale) else factor
        flat.extend(inner.factors if isinstance(inner, Product) else (inner,))
    for left, right in pairwise(flat):
        if left.shape[1] != right.shape[0]:
            raise ShapeError("product", shown(left), shown(right))
    whole = flat[0] if len(flat) == 1 else Product(tuple(flat))
    return scale(scalar_product(tuple(scalars)), whole) if scalars else whole


def scale(factor: Scalar, matrix: Matrix) -> Matrix:
    """The scalar times the matrix; of 1, the matrix."""
    if isinstance(matrix, Scale):
        return scale(scalar_product((factor, matrix.factor)), matrix.of)
    return matrix if factor == Number(Fraction(1)) else Scale(factor, matrix)


def negative(matrix: Matrix) -> Matrix:
    """Minus the matrix."""
    return scale(MINUS_ONE, matrix)


def scalar_sum(terms: tuple[Scalar, ...]) -> Scalar:
    """The sum of numbers, sums in it opened; of one term, the term."""
    flat = [
        part for term in terms for part in (term.terms if isinstance(term, ScalarSum) else (term,))
    ]
    return flat[0] if len(flat) == 1 else ScalarSum(tuple(flat))


def scalar_product(factors: tuple[Scalar, ...]) -> Scalar:
    """The product of numbers, products in it opened, rationals multiplied and in front."""
    number = Fraction(1)
    rest: list[Scalar] = []
    for factor in factors:
        for part in factor.factors if isinstance(factor, ScalarProduct) else (factor,):
            if isinstance(part, Number):
                number *= part.value
            else:
                rest.append(part)
    if number != 1 or not rest:
        rest.insert(0, Number(number))
    return rest[0] if len(rest) == 1 else ScalarProduct(tuple(rest))


def is_scalar(shape: Shape) -> bool:
    """Whether a matrix of the shape is 1 x 1, and so a number."""
    return shape == (ONE, ONE)


def times(left: Matrix | Scalar, right: Matrix | Scalar) -> Matrix | Scalar:
    """The product of two matrices, two numbers, or one of each; a 1 x 1 matrix is a number.

    Raises `ShapeError` where the sizes do not fit and neither of the two is 1 x 1.
    """
    if isinstance(left, Matrix) and isinstance(right, Matrix):
        if left.shape[1] != right.shape[0]:
            if is_scalar(left.shape):
                return scale(Entry(left), right)
            if is_scalar(right.shape):
                return scale(Entry(right), left)
            raise ShapeError("product", shown(left), shown(right))
        return product((left, right))
    if isinstance(left, Matrix):
        left, right = right, left
    assert isinstance(left, Scalar)
    if isinstance(right, Matrix):
        return scale(left, right)
    return scalar_product((left, right))


def plus(left: Matrix | Scalar, right: Matrix | Scalar) -> Matrix | Scalar:
    """The sum of two matrices or two numbers; a 1 x 1 matrix is a number beside a number."""
    if isinstance(left, Matrix) and isinstance(right, Matrix):
        return total((left, right))
    return scalar_sum((as_scalar(left), as_scalar(right)))


def reciprocal(value: Matrix | Scalar) -> Scalar:
    """One over the number; raises `ZeroDivisionError` for the rational 0."""
    match as_scalar(value):
        case Number(number):
            return Number(1 / number)
        case ScalarProduct(factors):
            return scalar_product(tuple(map(reciprocal, factors)))
        case scalar:
            return Reciprocal(scalar)


def power(value: Matrix | Scalar, exponent: int) -> Matrix | Scalar:
    """The power to an integer, a negative one being that of the inverse.

    Raises `ShapeError` for a matrix that is not square.
    """
    if isinstance(value, Matrix) and value.shape[0] != value.shape[1]:
        raise ShapeError("power", shown(value), shown(value)[::-1])
    if exponent == 0:
        return Identity(value.shape[0]) if isinstance(value, Matrix) else Number(Fraction(1))
    if exponent < 0:
        value = Inv(value) if isinstance(value, Matrix) else reciprocal(value)
    whole = value
    for _ in range(abs(exponent) - 1):
        whole = times(whole, value)
    return whole


def opposite(value: Matrix | Scalar) -> Matrix | Scalar:
    """Minus the matrix or the number."""
    return times(MINUS_ONE, value)


def as_scalar(value: Matrix | Scalar) -> Scalar:
    """The number itself, or the entry of a 1 x 1 matrix; raises `ShapeError` for a larger one."""
    if isinstance(value, Scalar):
        return value
    if not is_scalar(value.shape):
        raise ShapeError("combination", shown(value), ("1", "1"))
    return Entry(value)


def zero_like(matrix: Matrix) -> Matrix:
    """The zero matrix of the shape."""
    return Zero(*matrix.shape)
