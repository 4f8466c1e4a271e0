"""A statement evaluated at given matrices, in plain fractions: the last word on an instance.

Nothing here is shared with the search that finds counterexamples: no library, no echelon form,
no generalized inverse of `symbolic.linalg`; only the terms as they were read. Matrices are lists
of rows of `Fraction`. The {1}-inverses are given as well and are checked (M G M = M), so that a
statement about any {1}-inverse is evaluated at one that the reader sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from symbolic.statements.canonical import canonical
from symbolic.statements.syntax import (
    Commutation,
    Compare,
    Conclusion,
    Det,
    Duplication,
    Entry,
    Equal,
    Ginv,
    Hcat,
    Identity,
    Inv,
    Kron,
    Letter,
    Matrix,
    Number,
    Pinv,
    Product,
    Property,
    RangeIn,
    Rank,
    Relation,
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
    Vech,
    Zero,
)

Rows = list[list[Fraction]]
ZERO, ONE = Fraction(0), Fraction(1)


class NoInstanceError(Exception):
    """The matrices are no instance: a size, an inverse or a {1}-inverse is not what it must be."""


@dataclass(frozen=True)
class Found:
    """A relation at the instance: whether it holds, and the values of its sides."""

    relation: Relation
    holds: bool
    values: tuple[Rows | Fraction, ...]


@dataclass(frozen=True)
class Evaluation:
    """All hypotheses and both sides of the conclusion at the instance."""

    hypotheses: tuple[Found, ...]
    left: tuple[Found, ...]
    right: tuple[Found, ...] | None

    @property
    def is_instance(self) -> bool:
        """Whether every hypothesis holds, implied ones included."""
        return all(found.holds for found in self.hypotheses)

    @property
    def holds(self) -> bool:
        """Whether the conclusion holds."""
        left = all(found.holds for found in self.left)
        return left if self.right is None else left == all(found.holds for found in self.right)

    @property
    def refutes(self) -> bool:
        """Whether this is a counterexample."""
        return self.is_instance and not self.holds


def evaluate(
    statement: Statement,
    sizes: Mapping[str, int],
    letters: Mapping[str, Rows],
    inverses: Mapping[Matrix, Rows],
) -> Evaluation:
    """The statement at these matrices; `inverses` by the canonical argument of the ginv.

    Raises `NoInstanceError` where a matrix has the wrong size, or G is no {1}-inverse of M.
    """
    if any(sizes[name] < 1 for name in statement.sizes):
        raise NoInstanceError("a size below 1")
    plain = _Plain(sizes, letters, inverses)
    for letter in statement.letters:
        _require_shape(letters[letter.name], plain.shape(letter), letter.name)
    conclusion: Conclusion = statement.conclusion
    return Evaluation(
        tuple(map(plain.found, (*statement.implied, *statement.hypotheses))),
        tuple(map(plain.found, conclusion.left)),
        None if conclusion.right is None else tuple(map(plain.found, conclusion.right)),
    )


def _require_shape(rows: Rows, shape: tuple[int, int], what: str) -> None:
    if len(rows) != shape[0] or any(len(row) != shape[1] for row in rows):
        raise NoInstanceError(f"{what} is not {shape[0]} x {shape[1]}")


class _Plain:
    """The values of terms at one instance."""

    def __init__(
        self,
        sizes: Mapping[str, int],
        letters: Mapping[str, Rows],
        inverses: Mapping[Matrix, Rows],
    ) -> None:
        self.sizes = sizes
        self.letters = letters
        self.inverses = inverses

    def shape(self, matrix: Matrix) -> tuple[int, int]:
        """The shape of a term here."""
        rows, columns = matrix.shape
        return rows.at(self.sizes), columns.at(self.sizes)

    def found(self, relation: Relation) -> Found:
        """A relation with the values of its sides."""
        match relation:
            case Equal(left, right, negated):
                a, b = self.matrix(left), self.matrix(right)
                return Found(relation, (a == b) is not negated, (a, b))
            case Compare(low, sign, high):
                x, y = self.scalar(low), self.scalar(high)
                holds = {"==": x == y, "!=": x != y, "<=": x <= y, ">=": x >= y}[sign]
                return Found(relation, holds, (x, y))
            case RangeIn(inner, outer):
                a, b = self.matrix(inner), self.matrix(outer)
                wider = [y + x for x, y in zip(a, b, strict=True)]
                return Found(relation, rank(wider) == rank(b), (a, b))
            case Property(name, of):
                a = self.matrix(of)
                return Found(relation, has_property(name, a), (a,))
        raise TypeError(relation)

    def matrix(self, term: Matrix) -> Rows:
        """The value of a matrix."""
        match term:
            case Letter(name):
                return self.letters[name]
            case Sum(terms):
                return _sum([self.matrix(part) for part in terms])
            case Product(factors):
                return _product([self.matrix(part) for part in factors])
            case Scale(factor, of):
                c = self.scalar(factor)
                return [[c * x for x in row] for row in self.matrix(of)]
            case Transpose(of):
                return transposed(self.matrix(of))
            case Kron(left, right):
                return _kron(self.matrix(left), self.matrix(right))
            case Vec(of):
                return [[x] for column in transposed(self.matrix(of)) for x in column]
            case Vech(of):
                columns = transposed(self.matrix(of))
                return [[x] for j, column in enumerate(columns) for x in column[j:]]
            case Hcat(blocks):
                values = [self.matrix(block) for block in blocks]
                return [[x for row in rows for x in row] for rows in zip(*values, strict=True)]
            case Vcat(blocks):
                return [row for block in blocks for row in self.matrix(block)]
        return self._special(term)

    def _special(self, term: Matrix) -> Rows:
        match term:
            case Inv(of):
                return inverse(self.matrix(of))
            case Pinv(of):
                return pseudoinverse(self.matrix(of))
            case Ginv(of):
                return self._one_inverse(of)
            case Identity():
                return identity(self.shape(term)[0])
            case Zero():
                height, width = self.shape(term)
                return [[ZERO] * width for _ in range(height)]
            case Commutation(rows, columns):
                return _commutation(rows.at(self.sizes), columns.at(self.sizes))
            case Duplication(size):
                return _duplication(size.at(self.sizes))
        raise TypeError(term)

    def _one_inverse(self, of: Matrix) -> Rows:
        M, G = self.matrix(of), self.inverses[canonical(of)]
        _require_shape(G, self.shape(of)[::-1], "a {1}-inverse")
        if _product([M, G, M]) != M:
            raise NoInstanceError("a matrix that is no {1}-inverse: M G M is not M")
        return G

    def scalar(self, term: Scalar) -> Fraction:
        """The value of a number."""
        match term:
            case Number(value):
                return value
            case SizeValue(size):
                return Fraction(size.at(self.sizes))
            case Rank(of):
                return Fraction(rank(self.matrix(of)))
            case Trace(of):
                return sum((row[i] for i, row in enumerate(self.matrix(of))), ZERO)
            case Det(of):
                return determinant(self.matrix(of))
            case Entry(of):
                return self.matrix(of)[0][0]
            case ScalarSum(terms):
                return sum(map(self.scalar, terms), ZERO)
            case ScalarProduct(factors):
                whole = ONE
                for factor in factors:
                    whole *= self.scalar(factor)
                return whole
        raise TypeError(term)


def identity(n: int) -> Rows:
    """The identity."""
    return [[ONE if i == j else ZERO for j in range(n)] for i in range(n)]


def transposed(rows: Rows) -> Rows:
    """The transpose."""
    return [list(column) for column in zip(*rows, strict=True)]


def _sum(terms: list[Rows]) -> Rows:
    return [
        [sum(entries, ZERO) for entries in zip(*rows, strict=True)]
        for rows in zip(*terms, strict=True)
    ]


def _product(factors: list[Rows]) -> Rows:
    whole = factors[0]
    for factor in factors[1:]:
        columns = transposed(factor)
        whole = [
            [sum((a * b for a, b in zip(row, c, strict=True)), ZERO) for c in columns]
            for row in whole
        ]
    return whole


def _kron(left: Rows, right: Rows) -> Rows:
    return [[a * b for a in upper for b in lower] for upper in left for lower in right]


def _commutation(m: int, n: int) -> Rows:
    """Row by row: position k of vec(A^T) is entry (k // n, k % n) of A, at k % n * m + k // n."""
    return [
        [ONE if column == k % n * m + k // n else ZERO for column in range(m * n)]
        for k in range(m * n)
    ]


def _duplication(n: int) -> Rows:
    """Column by column: the vec of the symmetric matrix with ones at (i, j) and (j, i)."""
    columns = []
    for j in range(n):
        for i in range(j, n):
            column = [ZERO] * (n * n)
            column[j * n + i] = column[i * n + j] = ONE
            columns.append(column)
    return transposed(columns)


def _eliminated(rows: Rows) -> tuple[Rows, list[int], Fraction]:
    """Row echelon form without scaling, pivot columns, and the sign of the row exchanges."""
    work, sign = [list(row) for row in rows], ONE
    pivots: list[int] = []
    for column in range(len(rows[0])):
        top = len(pivots)
        pivot = next((i for i in range(top, len(work)) if work[i][column]), None)
        if pivot is None:
            continue
        if pivot != top:
            work[top], work[pivot], sign = work[pivot], work[top], -sign
        for i in range(top + 1, len(work)):
            factor = work[i][column] / work[top][column]
            if factor:
                work[i] = [x - factor * y for x, y in zip(work[i], work[top], strict=True)]
        pivots.append(column)
    return work, pivots, sign


def rank(rows: Rows) -> int:
    """The number of pivots."""
    return len(_eliminated(rows)[1])


def determinant(rows: Rows) -> Fraction:
    """The product of the pivots, with the sign of the row exchanges."""
    work, _, whole = _eliminated(rows)
    for i, row in enumerate(work):
        whole *= row[i]
    return whole


def inverse(rows: Rows) -> Rows:
    """By Cramer's rule, entry by entry; raises `NoInstanceError` for a singular matrix."""
    n, whole = len(rows), determinant(rows)
    if whole == 0:
        raise NoInstanceError("the inverse of a singular matrix")

    def cofactor(i: int, j: int) -> Fraction:
        minor = [row[:j] + row[j + 1 :] for k, row in enumerate(rows) if k != i]
        value = determinant(minor) if minor else ONE
        return -value if (i + j) % 2 else value

    return [[cofactor(i, j) / whole for i in range(n)] for j in range(n)]


def pseudoinverse(rows: Rows) -> Rows:
    """The Moore-Penrose inverse, by columns (Greville 1960); checked by Penrose's equations."""
    columns = transposed(rows)
    first = [[x] for x in columns[0]]
    result = _column_inverse(first)
    for k in range(1, len(columns)):
        before, a = transposed(columns[:k]), [[x] for x in columns[k]]
        d = _product([result, a])
        c = _difference(a, _product([before, d]))
        if any(x for row in c for x in row):
            b = _column_inverse(c)
        else:
            scale = 1 / (1 + sum((row[0] * row[0] for row in d), ZERO))
            b = [[scale * x for x in row] for row in _product([transposed(d), result])]
        result = _difference(result, _product([d, b])) + b
    _check_penrose(rows, result)
    return result


def _difference(left: Rows, right: Rows) -> Rows:
    return [[x - y for x, y in zip(a, b, strict=True)] for a, b in zip(left, right, strict=True)]


def _column_inverse(column: Rows) -> Rows:
    square = sum((row[0] * row[0] for row in column), ZERO)
    return [[row[0] / square if square else ZERO for row in column]]


def _check_penrose(A: Rows, X: Rows) -> None:
    AX, XA = _product([A, X]), _product([X, A])
    if not (
        _product([AX, A]) == A
        and _product([XA, X]) == X
        and transposed(AX) == AX
        and transposed(XA) == XA
    ):
        raise ArithmeticError("Greville's method gave no pseudoinverse")


def has_property(name: str, rows: Rows) -> bool:
    """One of `Property.NAMES`."""
    match name:
        case "symmetric":
            return rows == transposed(rows)
        case "orthogonal":
            return _product([transposed(rows), rows]) == identity(len(rows))
        case "invertible":
            return determinant(rows) != 0
        case "full_column_rank":
            return rank(rows) == len(rows[0])
        case "full_row_rank":
            return rank(rows) == len(rows)
        case "psd":
            return rows == transposed(rows) and _is_psd(rows)
        case "pd":
            return rows == transposed(rows) and _is_psd(rows) and determinant(rows) != 0
    raise ValueError(name)


def _is_psd(rows: Rows) -> bool:
    """By Schur complements: a zero on the diagonal has a zero row, a negative entry refutes."""
    if any(rows[i][i] < 0 for i in range(len(rows))):
        return False
    head = rows[0][0]
    if head == 0 and any(rows[0]):
        return False
    rest = [
        [x - row[0] * y / head if head else x for x, y in zip(row[1:], rows[0][1:], strict=True)]
        for row in rows[1:]
    ]
    return not rest or _is_psd(rest)
