"""Directional derivatives of terms, written out as terms: the product rule and what goes with it.

``F(X + t V) = F(X) + t along(F, X, V) + t^2/2 along2(F, X, V) + ..`` for every X at which F has a
value. The rules: sums, products, transposes, Kronecker products, vec, traces and blocks are linear
in each argument; ``inv(M)`` gives ``-inv(M)*M'*inv(M)``, for M*inv(M) is constant; 1/s gives
``-s'/s^2``; ``det(M)`` gives ``det(M)*tr(inv(M)*M')`` where M is invertible (Jacobi).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import TypeVar

from symbolic.errors import ToolkitError
from symbolic.statements.build import (
    MINUS_ONE,
    as_scalar,
    negative,
    product,
    scalar_product,
    scalar_sum,
    scale,
    total,
    zero_like,
)
from symbolic.statements.syntax import (
    Det,
    Entry,
    Hcat,
    Identity,
    Inv,
    Kron,
    Letter,
    Matrix,
    Node,
    Number,
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
    walk,
)

N = TypeVar("N")
NONE = Number(Fraction(0))


class DerivativeError(ToolkitError, ValueError):
    """A term that has no derivative, or none that the language can write."""


def depends(node: Node, letter: Letter) -> bool:
    """Whether the letter occurs."""
    return any(part == letter for part in walk(node))


def along(term: Matrix | Scalar, letter: Letter, direction: Matrix) -> Matrix | Scalar:
    """The derivative of the term by the letter in the direction, which has its shape.

    Raises `DerivativeError` where the letter is in a rank, a pinv or a ginv.
    """
    differential = Differential(letter, direction)
    if isinstance(term, Matrix):
        found = differential.matrix(term)
        return zero_like(term) if found is None else found
    return differential.scalar(term) or NONE


class Differential:
    """The derivative in one direction; None is a derivative that is zero."""

    def __init__(self, letter: Letter, direction: Matrix) -> None:
        self.letter, self.direction = letter, direction

    def matrix(self, term: Matrix) -> Matrix | None:
        """The derivative of a matrix."""
        if term == self.letter:
            return self.direction
        if not depends(term, self.letter):
            return None
        match term:
            case Sum(terms):
                return sum_of_parts(map(self.matrix, terms), total)
            case Product(factors):
                products = by_factors(factors, self.matrix, product)
                return sum_of_parts(products, total)
            case Scale(factor, of):
                moved, inner = self.scalar(factor), self.matrix(of)
                first = None if moved is None else scale(moved, of)
                last = None if inner is None else scale(factor, inner)
                return sum_of_parts([first, last], total)
            case Inv(of):
                return negative(product((term, self._of(of), term)))
            case Transpose(of) | Vec(of) | Vech(of):
                return type(term)(self._of(of))
            case Kron(left, right):
                pairs = by_factors((left, right), self.matrix, lambda two: Kron(*two))
                return sum_of_parts(pairs, total)
            case Hcat(blocks) | Vcat(blocks):
                return type(term)(tuple(self.matrix(b) or zero_like(b) for b in blocks))
        raise no_derivative(term)

    def _of(self, term: Matrix) -> Matrix:
        return self.matrix(term) or zero_like(term)

    def scalar(self, term: Scalar) -> Scalar | None:
        """The derivative of a number."""
        if not depends(term, self.letter):
            return None
        match term:
            case Trace(of):
                return Trace(self._of(of))
            case Entry(of):
                return entry(self._of(of))
            case Det(of):
                return scalar_product((term, Trace(product((Inv(of), self._of(of))))))
            case Reciprocal(of):
                return scalar_product((MINUS_ONE, term, term, self.scalar(of) or NONE))
            case ScalarSum(terms):
                return sum_of_parts(map(self.scalar, terms), scalar_sum)
            case ScalarProduct(factors):
                products = by_factors(factors, self.scalar, scalar_product)
                return sum_of_parts(products, scalar_sum)
        raise no_derivative(term)


def by_factors(
    factors: Sequence[N], moved: Callable[[N], N | None], join: Callable[[tuple[N, ...]], N]
) -> list[N | None]:
    """The product rule: one factor moved after the other."""
    found: list[N | None] = []
    for n, factor in enumerate(factors):
        new = moved(factor)
        found.append(None if new is None else join((*factors[:n], new, *factors[n + 1 :])))
    return found


def sum_of_parts(parts: Iterable[N | None], join: Callable[[tuple[N, ...]], N]) -> N | None:
    """The sum of those that are not zero; None if all are."""
    kept = tuple(part for part in parts if part is not None)
    return join(kept) if kept else None


def entry(matrix: Matrix) -> Scalar:
    """The number that a 1 x 1 matrix is, numbers in it taken out."""
    match matrix:
        case Scale(factor, of):
            return scalar_product((factor, entry(of)))
        case Identity():
            return Number(Fraction(1))
    return as_scalar(matrix)


def no_derivative(term: Node) -> DerivativeError:
    """Why a term has no derivative that is written out."""
    name = type(term).__name__.lower()
    reason = {
        "rank": "a rank has no derivative",
        "pinv": "pinv(M) has no derivative where the rank of M changes: write it by inv",
        "ginv": "ginv(M) is any {1}-inverse, which has no derivative: write it by inv",
    }.get(name, f"{name}(..) has no derivative in the language")
    return DerivativeError(reason)
