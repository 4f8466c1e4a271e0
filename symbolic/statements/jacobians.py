"""Jacobians: ``jac(F, X) = d vec(F) / d vec(X)^T``, columns stacked (Magnus and Neudecker, 1988).

``vec(A M B) = kron(T(B), A) vec(M)``, ``vec(T(M)) = K(m,n) vec(M)`` for M m x n, and
``vec(kron(A, B)) = kron(I(n), kron(K(q,m), I(p))) kron(vec(A), vec(B))`` for A m x n, B p x q.
"""

from __future__ import annotations

from fractions import Fraction

from symbolic.statements.build import (
    MINUS_ONE,
    negative,
    product,
    scalar_product,
    scale,
    total,
)
from symbolic.statements.differentials import depends, no_derivative, sum_of_parts
from symbolic.statements.sizes import ONE, Size
from symbolic.statements.syntax import (
    Commutation,
    Det,
    Entry,
    Hcat,
    Identity,
    Inv,
    Kron,
    Letter,
    Matrix,
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
    Zero,
)


def jacobian(term: Matrix | Scalar, letter: Letter) -> Matrix:
    """The matrix of the differential of vec(term) by vec(letter).

    Raises `DerivativeError` where a part with the letter has none.
    """
    found = _Jacobian(letter)
    entries = _stacked(term) if isinstance(term, Matrix) else ONE
    zero = Zero(entries, found.width)
    return (found.matrix(term) if isinstance(term, Matrix) else found.row(term)) or zero


def _stacked(matrix: Matrix) -> Size:
    return matrix.shape[0] * matrix.shape[1]


class _Jacobian:
    """Jacobians by one letter; None is one that is zero."""

    def __init__(self, letter: Letter) -> None:
        self.letter, self.width = letter, _stacked(letter)

    def matrix(self, term: Matrix) -> Matrix | None:
        """That of vec(term)."""
        if term == self.letter:
            return Identity(self.width)
        if not depends(term, self.letter):
            return None
        match term:
            case Sum(terms):
                return sum_of_parts([self.matrix(part) for part in terms], total)
            case Product(factors):
                return self._product(factors)
            case Scale(factor, of):
                row, inner = self.row(factor), self.matrix(of)
                first = None if row is None else _times(_vec(of), row)
                return sum_of_parts([first, None if inner is None else scale(factor, inner)], total)
            case Transpose(of):
                return _times(Commutation(*of.shape), self._of(of))
            case Inv(of):
                return negative(_times(Kron(Transpose(term), term), self._of(of)))
            case Vec(of):
                return self.matrix(of)
            case Kron(left, right):
                return self._kron(left, right)
            case Hcat(blocks):
                return Vcat(tuple(map(self._of, blocks)))
            case Vcat(blocks):
                turned = Hcat(tuple(map(Transpose, blocks)))
                return _times(Commutation(*turned.shape), self._of(turned))
        raise no_derivative(term)

    def _of(self, term: Matrix) -> Matrix:
        return self.matrix(term) or Zero(_stacked(term), self.width)

    def _product(self, factors: tuple[Matrix, ...]) -> Matrix | None:
        parts: list[Matrix | None] = []
        for n, factor in enumerate(factors):
            inner = self.matrix(factor)
            if inner is None:
                parts.append(None)
                continue
            left = product(factors[:n]) if n else Identity(factor.shape[0])
            rest = factors[n + 1 :]
            right = product(rest) if rest else Identity(factor.shape[1])
            turned = right if isinstance(right, Identity) else Transpose(right)
            parts.append(_times(Kron(turned, left), inner))
        return sum_of_parts(parts, total)

    def _kron(self, left: Matrix, right: Matrix) -> Matrix | None:
        (m, n), (p, q) = left.shape, right.shape
        order = Kron(Identity(n), Kron(Commutation(q, m), Identity(p)))
        first, last = self.matrix(left), self.matrix(right)
        parts: list[Matrix | None] = [
            None if first is None else Kron(first, _vec(right)),
            None if last is None else Kron(_vec(left), last),
        ]
        inner = sum_of_parts(parts, total)
        return None if inner is None else _times(order, inner)

    def row(self, term: Scalar) -> Matrix | None:
        """That of a number: 1 x mn."""
        if not depends(term, self.letter):
            return None
        match term:
            case Trace(of):
                return _times(Transpose(Vec(Identity(of.shape[0]))), self._of(of))
            case Entry(of):
                return self.matrix(of)
            case Det(of):
                weight = Transpose(Vec(Transpose(Inv(of))))
                return scale(term, _times(weight, self._of(of)))
            case Reciprocal(of):
                inner = self.row(of)
                square = scalar_product((MINUS_ONE, term, term))
                return None if inner is None else scale(square, inner)
            case ScalarSum(terms):
                return sum_of_parts([self.row(part) for part in terms], total)
            case ScalarProduct(factors):
                return sum_of_parts([self._share(factors, n) for n in range(len(factors))], total)
        raise no_derivative(term)

    def _share(self, factors: tuple[Scalar, ...], n: int) -> Matrix | None:
        inner = self.row(factors[n])
        rest = scalar_product((Number(Fraction(1)), *factors[:n], *factors[n + 1 :]))
        return None if inner is None else scale(rest, inner)


def _vec(matrix: Matrix) -> Matrix:
    return matrix if matrix.shape[1] == ONE else Vec(matrix)


def _times(left: Matrix, right: Matrix) -> Matrix:
    if isinstance(left, Identity) or (
        isinstance(left, Kron) and all(isinstance(part, Identity) for part in left.parts)
    ):
        return right
    if isinstance(right, Identity):
        return left
    if isinstance(right, Zero):
        return Zero(left.shape[0], right.shape[1])
    return product((left, right))
