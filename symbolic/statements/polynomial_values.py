"""A statement whose sizes are integers, at matrices whose entries are symbols of their own.

Every term is a matrix of polynomials in these symbols over one denominator, a polynomial that is
not zero where the implied hypotheses hold: ``inv(M)`` is the adjugate of M over its determinant.
An equation says that polynomials vanish, by either engine of `symbolic.algebra.rings`.
"""

from __future__ import annotations

from functools import reduce
from math import comb
from typing import Any

from symbolic.algebra.kronecker import commutation_matrix, kron, vec
from symbolic.algebra.matrix import Matrix as Entries
from symbolic.algebra.matrix import hcat, vcat
from symbolic.algebra.rings import generic_matrices
from symbolic.errors import ToolkitError
from symbolic.statements.syntax import (
    Commutation,
    Compare,
    Det,
    Entry,
    Equal,
    Formula,
    Hcat,
    Identity,
    Inv,
    Kron,
    Letter,
    Matrix,
    Node,
    Number,
    Product,
    Property,
    Reciprocal,
    Scalar,
    ScalarProduct,
    ScalarSum,
    Scale,
    SizeValue,
    Statement,
    Sum,
    Trace,
    Transpose,
    Vcat,
    Vec,
    Zero,
    walk,
)

MAX_TERMS = {"flint": 200_000, "sympy": 20_000}
"""So many terms a polynomial may have by its degree and its symbols."""

Value = tuple[Entries, Any]
"""A matrix of polynomials and its denominator."""


class NotPolynomialError(ToolkitError, ValueError):
    """A term or a relation that is no polynomial in the entries, or too large a one."""


def degree(node: Node) -> int:
    """A bound of the degree of numerator and denominator in the entries, taken together."""
    match node:
        case Letter():
            return 1
        case Product() | ScalarProduct() | Kron() | Scale():
            return sum(map(degree, node.parts))
        case Det(of) | Inv(of):
            return (of.shape[0].integer or 0) * degree(of)
    if any(isinstance(part, Inv | Reciprocal) for part in walk(node)):
        return sum(map(degree, node.parts))
    return max(map(degree, node.parts), default=0)


def fits(statement: Statement, engine: str) -> bool:
    """Whether all sizes are integers and no polynomial is larger than the engine takes."""
    if statement.sizes:
        return False
    symbols = sum((x.shape[0].integer or 0) * (x.shape[1].integer or 0) for x in statement.letters)
    whole = max(map(degree, statement.relations), default=0)
    return symbols <= 60 and comb(symbols + whole, whole) <= MAX_TERMS[engine]


class PolynomialValues:
    """The values of terms by one engine."""

    def __init__(self, statement: Statement, engine: str) -> None:
        shapes = {
            f"x{n}": (x.shape[0].integer or 0, x.shape[1].integer or 0)
            for n, x in enumerate(statement.letters)
        }
        made = generic_matrices(shapes, engine)
        self.letters = {x.name: made[f"x{n}"] for n, x in enumerate(statement.letters)}
        self.ring: Any = next(iter(made.values())).ring
        self._known: dict[Node, Value] = {}

    def equations(self, formula: Formula) -> list[Any]:
        """The polynomials that vanish exactly where the relation holds.

        Raises `NotPolynomialError` for a relation that is no equation.
        """
        match formula:
            case Equal(left, right, False):
                return self._gap(self.matrix(left), self.matrix(right))
            case Compare(low, "==", high):
                return self._gap(self.number(low), self.number(high))
            case Property("symmetric", of):
                return self._gap(self.matrix(Transpose(of)), self.matrix(of))
            case Property("orthogonal", of):
                unit = Identity(of.shape[0])
                return self._gap(self.matrix(Product((Transpose(of), of))), self.matrix(unit))
        raise NotPolynomialError("no equation between polynomials")

    def _gap(self, left: Value, right: Value) -> list[Any]:
        """The entries of the difference, over a common denominator."""
        (a, p), (b, q) = left, right
        return list((a * q - b * p).entries() if p != q else (a - b).entries())

    def matrix(self, node: Matrix) -> Value:
        """The value of a matrix, worked out once."""
        if node not in self._known:
            self._known[node] = self._matrix(node)
        return self._known[node]

    def _matrix(self, node: Matrix) -> Value:
        height, width = (size.integer or 0 for size in node.shape)
        match node:
            case Letter(name):
                return self.letters[name], self.ring.one
            case Identity():
                return Entries.identity(self.ring, height), self.ring.one
            case Zero():
                return Entries.zeros(self.ring, height, width), self.ring.one
            case Commutation(rows, columns):
                like = Entries.identity(self.ring, 1)
                sizes = rows.integer or 0, columns.integer or 0
                return commutation_matrix(like, *sizes), self.ring.one
            case Sum(terms):
                return reduce(_added, map(self.matrix, terms))
            case Product(factors):
                return reduce(_multiplied, map(self.matrix, factors))
            case Scale(factor, of):
                (c, p), (M, q) = self.number(factor), self.matrix(of)
                return M * c[0, 0], p * q
            case Kron(left, right):
                (a, p), (b, q) = self.matrix(left), self.matrix(right)
                return kron(a, b), p * q
        return self._of_parts(node)

    def _of_parts(self, node: Matrix) -> Value:
        match node:
            case Transpose(of):
                M, p = self.matrix(of)
                return M.T, p
            case Vec(of):
                M, p = self.matrix(of)
                return vec(M), p
            case Inv(of):
                M, p = self.matrix(of)
                return adjugate(M) * p, determinant(M)
            case Hcat(blocks) | Vcat(blocks):
                values = [self.matrix(block) for block in blocks]
                whole = reduce(lambda x, y: x * y, (p for _, p in values))
                parts = [
                    reduce(lambda x, y: x * y, (q for j, (_, q) in enumerate(values) if j != i), M)
                    for i, (M, _) in enumerate(values)
                ]
                return (hcat if isinstance(node, Hcat) else vcat)(*parts), whole
        raise NotPolynomialError(f"{type(node).__name__.lower()}(..) is no polynomial")

    def number(self, node: Scalar) -> Value:
        """The value of a number, as a matrix of one entry."""
        if node not in self._known:
            self._known[node] = self._number(node)
        return self._known[node]

    def _number(self, node: Scalar) -> Value:
        match node:
            case Number(value):
                return self._constant(value.numerator), self.ring.convert(value.denominator)
            case SizeValue(size):
                return self._constant(size.integer or 0), self.ring.one
            case Trace(of):
                M, p = self.matrix(of)
                return self._single(M.trace()), p
            case Det(of):
                M, p = self.matrix(of)
                power = reduce(lambda x, _: x * p, range(M.shape[0]), self.ring.one)
                return self._single(determinant(M)), power
            case Entry(of):
                return self.matrix(of)
            case Reciprocal(of):
                c, p = self.number(of)
                return self._single(p), c[0, 0]
            case ScalarSum(terms):
                return reduce(_added, map(self.number, terms))
            case ScalarProduct(factors):
                return reduce(_multiplied, map(self.number, factors))
        raise NotPolynomialError(f"{type(node).__name__.lower()}(..) is no polynomial")

    def _constant(self, value: int) -> Entries:
        return self._single(self.ring.convert(value))

    def _single(self, element: Any) -> Entries:
        return Entries(self.ring, [[element]])


def _added(left: Value, right: Value) -> Value:
    (a, p), (b, q) = left, right
    return (a + b, p) if p == q else (a * q + b * p, p * q)


def _multiplied(left: Value, right: Value) -> Value:
    (a, p), (b, q) = left, right
    return a @ b, p * q


def determinant(matrix: Entries) -> Any:
    """By the first row, minors of the same rows and columns being worked out once."""
    known: dict[tuple[int, ...], Any] = {(): matrix.ring.one}

    def minor(columns: tuple[int, ...]) -> Any:
        if columns not in known:
            row = matrix.rows[matrix.shape[0] - len(columns)]
            total = matrix.ring.zero
            for n, j in enumerate(columns):
                if row[j]:
                    term = row[j] * minor(columns[:n] + columns[n + 1 :])
                    total = total - term if n % 2 else total + term
            known[columns] = total
        return known[columns]

    return minor(tuple(range(matrix.shape[0])))


def adjugate(matrix: Entries) -> Entries:
    """The transposed matrix of cofactors."""
    size = matrix.shape[0]

    def cofactor(i: int, j: int) -> Any:
        rows = [row[:i] + row[i + 1 :] for n, row in enumerate(matrix.rows) if n != j]
        value = determinant(Entries(matrix.ring, rows, (size - 1, size - 1)))
        return -value if (i + j) % 2 else value

    return Entries.build(matrix.ring, (size, size), cofactor)
