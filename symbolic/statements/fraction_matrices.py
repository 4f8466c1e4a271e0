"""Linear algebra in plain fractions, on lists of rows: nothing of a library, nothing shared.

For the last word on a counterexample (`symbolic.statements.evaluation`), so that it is simple
rather than fast. Inverses and pseudoinverses are multiplied out before they are given back.
"""

from __future__ import annotations

from fractions import Fraction

Rows = list[list[Fraction]]
ZERO, ONE = Fraction(0), Fraction(1)


class NoInstanceError(Exception):
    """The matrices are no instance: a size, an inverse or a {1}-inverse is not what it must be."""


def identity(n: int) -> Rows:
    """The identity."""
    return [[ONE if i == j else ZERO for j in range(n)] for i in range(n)]


def transposed(rows: Rows) -> Rows:
    """The transpose."""
    return [list(column) for column in zip(*rows, strict=True)]


def total(terms: list[Rows]) -> Rows:
    """The sum of two matrices or more."""
    return [
        [sum(entries, ZERO) for entries in zip(*rows, strict=True)]
        for rows in zip(*terms, strict=True)
    ]


def product(factors: list[Rows]) -> Rows:
    """The product, from the left."""
    whole = factors[0]
    for factor in factors[1:]:
        columns = transposed(factor)
        whole = [
            [sum((a * b for a, b in zip(row, c, strict=True)), ZERO) for c in columns]
            for row in whole
        ]
    return whole


def kron(left: Rows, right: Rows) -> Rows:
    """The Kronecker product."""
    return [[a * b for a in upper for b in lower] for upper in left for lower in right]


def commutation(m: int, n: int) -> Rows:
    """Row by row: position k of vec(A^T) is entry (k // n, k % n) of A, at k % n * m + k // n."""
    return [
        [ONE if column == k % n * m + k // n else ZERO for column in range(m * n)]
        for k in range(m * n)
    ]


def duplication(n: int) -> Rows:
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
    """The number of pivots of an elimination."""
    return len(_eliminated(rows)[1])


def determinant(rows: Rows) -> Fraction:
    """The product of the pivots, with the sign of the row exchanges."""
    work, _, whole = _eliminated(rows)
    for i, row in enumerate(work):
        whole *= row[i]
    return whole


def inverse(rows: Rows) -> Rows:
    """By elimination beside the identity, multiplied out; raises for a singular matrix."""
    n = len(rows)
    work, pivots, _ = _eliminated(
        [[*row, *one] for row, one in zip(rows, identity(n), strict=True)]
    )
    if pivots != list(range(n)):
        raise NoInstanceError("the inverse of a singular matrix")
    for i in reversed(range(n)):
        head = work[i][i]
        work[i] = [x / head for x in work[i]]
        for k in range(i):
            factor = work[k][i]
            if factor:
                work[k] = [x - factor * y for x, y in zip(work[k], work[i], strict=True)]
    found = [row[n:] for row in work]
    if product([rows, found]) != identity(n):
        raise ArithmeticError("elimination gave no inverse")
    return found


def pseudoinverse(rows: Rows) -> Rows:
    """The Moore-Penrose inverse, by columns (Greville 1960); checked by Penrose's equations."""
    columns = transposed(rows)
    first = [[x] for x in columns[0]]
    result = _column_inverse(first)
    for k in range(1, len(columns)):
        before, a = transposed(columns[:k]), [[x] for x in columns[k]]
        d = product([result, a])
        c = _difference(a, product([before, d]))
        if any(x for row in c for x in row):
            b = _column_inverse(c)
        else:
            scale = 1 / (1 + sum((row[0] * row[0] for row in d), ZERO))
            b = [[scale * x for x in row] for row in product([transposed(d), result])]
        result = _difference(result, product([d, b])) + b
    _check_penrose(rows, result)
    return result


def _difference(left: Rows, right: Rows) -> Rows:
    return [[x - y for x, y in zip(a, b, strict=True)] for a, b in zip(left, right, strict=True)]


def _column_inverse(column: Rows) -> Rows:
    square = sum((row[0] * row[0] for row in column), ZERO)
    return [[row[0] / square if square else ZERO for row in column]]


def _check_penrose(A: Rows, X: Rows) -> None:
    AX, XA = product([A, X]), product([X, A])
    if not (
        product([AX, A]) == A
        and product([XA, X]) == X
        and transposed(AX) == AX
        and transposed(XA) == XA
    ):
        raise ArithmeticError("Greville's method gave no pseudoinverse")


def has_property(name: str, rows: Rows) -> bool:
    """Whether the matrix has the property, one of `Property.NAMES`."""
    match name:
        case "symmetric":
            return rows == transposed(rows)
        case "orthogonal":
            return product([transposed(rows), rows]) == identity(len(rows))
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
