"""Gradients of numbers, written out as matrices: ``grad(f, X)`` has the shape of X.

``f(X + V) = f(X) + tr(T(grad(f, X))*V) + o(V)``. The weight G of a part M of f is the matrix with
``tr(T(G)*M')`` as M's share of the differential; it is passed down from f = 1*f to the letter:
through A*B as G*T(B) and T(A)*G, through T(M) as T(G), through inv(M) as -T(inv(M))*G*T(inv(M)).
A Kronecker product and vec are passed only where their weight can be written without entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symbolic.statements.build import (
    MINUS_ONE,
    negative,
    product,
    scalar_product,
    scale,
    total,
    zero_like,
)
from symbolic.statements.differentials import (
    DerivativeError,
    Differential,
    depends,
    entry,
    no_derivative,
)
from symbolic.statements.sizes import ONE
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
from symbolic.statements.tidying import turned

_INSTEAD = "say it of all directions, by along(f, X, V), or by jac(f, X)"


def gradient(term: Scalar, letter: Letter) -> Matrix:
    """The gradient of a number by the letter.

    Raises `DerivativeError` where there is none that can be written in the language.
    """
    shares = list(_Weights(letter).of_number(term, Number(Fraction(1))))
    return total(tuple(shares)) if shares else zero_like(letter)


def slope(term: Matrix | Scalar, letter: Letter) -> Matrix | Scalar | None:
    """The derivative by a letter that is a number; None is zero."""
    differential = Differential(letter, Identity(ONE))
    return differential.matrix(term) if isinstance(term, Matrix) else differential.scalar(term)


class _Weights:
    """Weights passed down to one letter."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter

    def of_number(self, term: Scalar, g: Scalar) -> Iterator[Matrix]:
        """The shares of a number whose weight is the number g."""
        if not depends(term, self.letter):
            return
        match term:
            case Trace(Kron(left, right)) if _square(left) and _square(right):
                yield from self.of_number(scalar_product((Trace(left), Trace(right))), g)
            case Trace(of):
                yield from self.of_matrix(of, scale(g, Identity(of.shape[0])))
            case Entry(of):
                yield from self.of_matrix(of, scale(g, Identity(ONE)))
            case Det(of):
                yield from self.of_matrix(of, scale(scalar_product((g, term)), Transpose(Inv(of))))
            case Reciprocal(of):
                yield from self.of_number(of, scalar_product((MINUS_ONE, g, term, term)))
            case ScalarSum(terms):
                for part in terms:
                    yield from self.of_number(part, g)
            case ScalarProduct(factors):
                for n, part in enumerate(factors):
                    rest = scalar_product((g, *factors[:n], *factors[n + 1 :]))
                    yield from self.of_number(part, rest)
            case _:
                raise no_derivative(term)

    def of_matrix(self, term: Matrix, weight: Matrix) -> Iterator[Matrix]:
        """The shares of a matrix with its weight, which has its shape."""
        if term == self.letter:
            yield weight
            return
        if not depends(term, self.letter):
            return
        match term:
            case Sum(terms):
                for part in terms:
                    yield from self.of_matrix(part, weight)
            case Scale(factor, of):
                share = _times(turned(of), weight)
                inner = Trace(share) if share.shape != (ONE, ONE) else entry(share)
                yield from self.of_number(factor, inner)
                yield from self.of_matrix(of, scale(factor, weight))
            case Product(factors):
                for n, part in enumerate(factors):
                    left = [turned(f) for f in reversed(factors[:n])]
                    right = [turned(f) for f in reversed(factors[n + 1 :])]
                    yield from self.of_matrix(part, _times(*left, weight, *right))
            case Transpose(of):
                yield from self.of_matrix(of, turned(weight))
            case Hcat(blocks) | Vcat(blocks):
                yield from self._of_blocks(term, blocks, weight)
            case _:
                yield from self._of_function(term, weight)

    def _of_function(self, term: Matrix, weight: Matrix) -> Iterator[Matrix]:
        match term:
            case Inv(of):
                side = Transpose(term)
                yield from self.of_matrix(of, negative(_times(side, weight, side)))
            case Vec(of):
                yield from self.of_matrix(of, _unstacked(weight, of))
            case Kron():
                raise DerivativeError(
                    f"the gradient of kron(..) here cannot be written without entries: {_INSTEAD}"
                )
            case _:
                raise no_derivative(term)

    def _of_blocks(
        self, term: Matrix, blocks: tuple[Matrix, ...], weight: Matrix
    ) -> Iterator[Matrix]:
        side_by_side = isinstance(term, Hcat)
        for n, block in enumerate(blocks):
            chosen = _choosing(blocks, n, side=1 if side_by_side else 0)
            part = _times(weight, chosen) if side_by_side else _times(turned(chosen), weight)
            yield from self.of_matrix(block, part)


def _square(matrix: Matrix) -> bool:
    return matrix.shape[0] == matrix.shape[1]


def _times(*factors: Matrix) -> Matrix:
    """The product without identities, the numbers of their multiples in front."""
    kept = [factor for factor in factors if not isinstance(factor, Identity)]
    numbers = [f.factor for f in kept if isinstance(f, Scale) and isinstance(f.of, Identity)]
    rest = [f for f in kept if not (isinstance(f, Scale) and isinstance(f.of, Identity))]
    whole = product(tuple(rest)) if rest else Identity(factors[0].shape[0])
    return scale(scalar_product(tuple(numbers)), whole) if numbers else whole


def _choosing(blocks: tuple[Matrix, ...], n: int, *, side: int) -> Matrix:
    """The columns of an identity that belong to block n: M*this is the block of M."""
    width = blocks[n].shape[side]
    parts = [
        Identity(width) if i == n else Zero(block.shape[side], width)
        for i, block in enumerate(blocks)
    ]
    return Vcat(tuple(parts)) if len(parts) > 1 else parts[0]


def _unstacked(weight: Matrix, like: Matrix) -> Matrix:
    """The matrix of which the weight is the vec; raises `DerivativeError` where none is seen."""
    match weight:
        case Vec(of) if of.shape == like.shape:
            return of
        case Zero():
            return zero_like(like)
        case Sum(terms):
            return total(tuple(_unstacked(part, like) for part in terms))
        case Scale(factor, of):
            return scale(factor, _unstacked(of, like))
        case Product((Commutation(rows, columns), *rest)) if like.shape == (columns, rows):
            return turned(_unstacked(product(tuple(rest)), Zero(rows, columns)))
        case Product((Kron(left, right), *rest)) if (right.shape[0], left.shape[0]) == like.shape:
            inner = _unstacked(product(tuple(rest)), Zero(right.shape[1], left.shape[1]))
            return _times(right, inner, turned(left))
    raise DerivativeError(f"the gradient of vec(..) here cannot be written: {_INSTEAD}")
