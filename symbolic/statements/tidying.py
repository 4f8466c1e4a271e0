"""Terms made easier to read, their value the same for all matrices: what the toolkit writes out.

Transposes are moved inwards, identities and zeros are left out, equal terms of a sum are counted.
Nothing is multiplied out and no order is changed, so that a person finds their own term again.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symbolic.statements.build import product, scalar_product, scalar_sum, scale, total
from symbolic.statements.canonical import canonical
from symbolic.statements.differentials import NONE, entry
from symbolic.statements.sizes import ONE
from symbolic.statements.syntax import (
    Commutation,
    Det,
    Entry,
    Hcat,
    Identity,
    Inv,
    Kron,
    Matrix,
    Number,
    Pinv,
    Product,
    Reciprocal,
    Scalar,
    ScalarProduct,
    ScalarSum,
    Scale,
    Sum,
    Trace,
    Transpose,
    Vcat,
    Vec,
    Vech,
    Zero,
)


def tidied(term: Matrix) -> Matrix:
    """The term, easier to read."""
    match term:
        case Sum(terms):
            return _sum([tidied(part) for part in terms], term)
        case Product(factors):
            return _product([tidied(factor) for factor in factors], term)
        case Scale(factor, of):
            return _scaled(tidied_number(factor), tidied(of))
        case Transpose(of):
            return turned(tidied(of))
        case Inv(of) | Pinv(of) | Vec(of) | Vech(of):
            inner = tidied(of)
            zero = isinstance(inner, Zero) and not isinstance(term, Inv | Pinv)
            return Zero(*term.shape) if zero else type(term)(inner)
        case Kron(left, right):
            return _kron(tidied(left), tidied(right))
        case Hcat(blocks) | Vcat(blocks):
            parts = tuple(map(tidied, blocks))
            zero = all(isinstance(part, Zero) for part in parts)
            return Zero(*term.shape) if zero else type(term)(parts)
    return term


def _sum(terms: list[Matrix], like: Matrix) -> Matrix:
    """The sum, its equal terms counted where the first of them stands."""
    flat = [p for term in terms for p in (term.terms if isinstance(term, Sum) else (term,))]
    counted: dict[Matrix, tuple[Fraction, Matrix]] = {}
    for term in flat:
        if isinstance(term, Zero):
            continue
        factor, of = _rational(term)
        before, shown = counted.get(canonical(of), (Fraction(0), of))
        counted[canonical(of)] = before + factor, shown
    kept = [scale(Number(factor), of) for factor, of in counted.values() if factor]
    return total(tuple(kept)) if kept else Zero(*like.shape)


def _rational(term: Matrix) -> tuple[Fraction, Matrix]:
    """The rational in front, and the rest."""
    if not isinstance(term, Scale):
        return Fraction(1), term
    match term.factor:
        case Number(value):
            return value, term.of
        case ScalarProduct((Number(value), *rest)):
            return value, scale(scalar_product(tuple(rest)), term.of)
    return Fraction(1), term


def _product(factors: list[Matrix], like: Matrix) -> Matrix:
    if any(isinstance(factor, Zero) for factor in factors):
        return Zero(*like.shape)
    whole = product(tuple(factors))
    factor, inner = (whole.factor, whole.of) if isinstance(whole, Scale) else (None, whole)
    if isinstance(inner, Product):
        kept = [part for part in inner.factors if not isinstance(part, Identity)]
        inner = product(tuple(kept)) if kept else inner.factors[0]
    return inner if factor is None else _scaled(tidied_number(factor), inner)


def _scaled(factor: Scalar, of: Matrix) -> Matrix:
    return Zero(*of.shape) if factor == NONE or isinstance(of, Zero) else scale(factor, of)


def _kron(left: Matrix, right: Matrix) -> Matrix:
    if isinstance(left, Zero) or isinstance(right, Zero):
        return Zero(left.shape[0] * right.shape[0], left.shape[1] * right.shape[1])
    if isinstance(left, Identity) and isinstance(right, Identity):
        return Identity(left.size * right.size)
    if left == Identity(ONE) or right == Identity(ONE):
        return right if left == Identity(ONE) else left
    return Kron(left, right)


def turned(term: Matrix) -> Matrix:
    """The transpose of a tidy term, moved inwards."""
    match term:
        case Transpose(of):
            return of
        case Identity():
            return term
        case Zero(rows, columns):
            return Zero(columns, rows)
        case Commutation(rows, columns):
            return Commutation(columns, rows)
        case Sum(terms):
            return total(tuple(map(turned, terms)))
        case Product(factors):
            return product(tuple(map(turned, reversed(factors))))
        case Scale(factor, of):
            return scale(factor, turned(of))
        case Kron(left, right):
            return Kron(turned(left), turned(right))
        case Hcat(blocks):
            return Vcat(tuple(map(turned, blocks)))
        case Vcat(blocks):
            return Hcat(tuple(map(turned, blocks)))
    return term if term.shape == (ONE, ONE) else Transpose(term)


def tidied_number(term: Scalar) -> Scalar:
    """The number, easier to read."""
    match term:
        case Trace(of):
            return _trace(tidied(of))
        case Entry(of):
            inner = tidied(of)
            return NONE if isinstance(inner, Zero) else entry(inner)
        case Det(of):
            return Det(tidied(of))
        case Reciprocal(of):
            divisor = tidied_number(of)
            return term if divisor == NONE else Reciprocal(divisor)  # 1/0 is nothing to be written
        case ScalarSum(terms):
            return _number_sum([tidied_number(part) for part in terms])
        case ScalarProduct(factors):
            parts = tuple(map(tidied_number, factors))
            return NONE if NONE in parts else scalar_product(parts)
    return term


def _trace(of: Matrix) -> Scalar:
    match of:
        case Zero():
            return NONE
        case Scale(factor, inner):
            return scalar_product((factor, _trace(inner)))
        case _ if of.shape == (ONE, ONE):
            return entry(of)
    return Trace(of)


def _number_sum(terms: Sequence[Scalar]) -> Scalar:
    kept = [term for term in terms if term != NONE]
    numbers = [term.value for term in kept if isinstance(term, Number)]
    rest = tuple(term for term in kept if not isinstance(term, Number))
    constant = (Number(sum(numbers, Fraction(0))),) if sum(numbers, Fraction(0)) else ()
    return scalar_sum((*rest, *constant)) if rest or constant else NONE
