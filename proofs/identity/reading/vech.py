"""D(n) and vech without a basis: symmetric matrices in the place of their coordinates.

A letter of the kernel has rows and columns that are single sizes, so that D(n), with n n rows and
n (n + 1) / 2 columns, is none. But D(n) is the map from the coordinates vech(S) of a symmetric
matrix S to vec(S), one to one onto the columns vec(S), S symmetric. So what does not depend on the
coordinates is said of the symmetric matrices themselves:

- D(n) and pinv(D(n)) are read as N = (I + K(n,n)) / 2, which keeps vec(S) and is the orthogonal
  projection onto the range of D(n); also the identity of the size n (n + 1) / 2 is N;
- vech(A) is read as vec(V), V a new symmetric letter with V = A if A is symmetric (it is the
  symmetric matrix with the lower triangle of A).

If P is the map from n (n + 1) / 2 to the columns vec(S) that D(n) is, a matrix M from coordinates
to coordinates stands for P M P^-1, and one to the dual coordinates, as T(D(n)) is, for
P^-T M P^-1. This says the same of M only where nothing else is multiplied with anything, so every
term has a kind for rows and columns: "+" for coordinates, "-" for dual ones, "" for all else.
``D(n)*T(D(n))`` and ``T(vech(A))*vech(A)`` do depend on the coordinates and have no reading.

That D(n) is such a map is what a proof here assumes; `ASSUMPTION` goes with the verdict, and
the statement is not counted as proved outright. (The definition of D(n) by its entries cannot be
written in the kernel, which knows no single entries; the refuter uses it.)
"""

from __future__ import annotations

from functools import reduce
from itertools import pairwise

from proofs.identity.reading.unrendered import Unrendered
from symbolic.statements.sizes import Size
from symbolic.statements.syntax import (
    Duplication,
    Equal,
    Identity,
    Inv,
    Matrix,
    Node,
    Pinv,
    Product,
    Property,
    RangeIn,
    Rank,
    Scale,
    Statement,
    Sum,
    Trace,
    Transpose,
    Vech,
    Zero,
    walk,
)

ASSUMPTION = "D(n) maps vech(S) to vec(S), one to one from all columns to all symmetric S"

Kinds = tuple[str, str]
"""The kinds of rows and columns; "=" twice for an identity, "?" for any."""

_DUAL = {"+": "-", "-": "+"}
DEPENDS = "depends on the coordinates of vech"


def triangle_of(size: Size) -> str | None:
    """n, where the size is ``n (n + 1) / 2`` for a name n."""
    return next((n for n in sorted(size.names) if Size.named(n).triangle == size), None)


def of_map(node: Matrix) -> bool:
    """Whether this is ``pinv(D(n))`` or its transpose, which have a reading of their own."""
    return isinstance(node, Pinv) and isinstance(
        node.of.of if isinstance(node.of, Transpose) else node.of, Duplication
    )


def uses_coordinates(statement: Statement) -> bool:
    """Whether D(n) or vech occurs."""
    return any(
        isinstance(node, Duplication | Vech)
        for relation in statement.relations
        for node in walk(relation)
    )


def require_no_basis(statement: Statement) -> None:
    """Raise `Unrendered` for a statement that depends on the coordinates."""
    for relation in (*statement.relations, *statement.implied):
        _relation(relation)


def _relation(node: Node) -> None:
    match node:
        case Equal(left, right):
            _same(kinds(left), kinds(right))
        case RangeIn(inner, outer):
            _same((kinds(inner)[0], ""), (kinds(outer)[0], ""))
        case Property("symmetric" | "psd", of):
            rows, cols = kinds(of)
            _require(rows == _DUAL.get(cols, cols))
        case Property("full_column_rank" | "full_row_rank" | "invertible", of):
            kinds(of)
        case Property(_, of):
            _require(kinds(of) == ("", ""))
        case _:
            for part in node.parts:
                _scalar(part)


def _scalar(node: Node) -> None:
    match node:
        case Rank(of):
            kinds(of)
        case Trace(of):
            rows, cols = kinds(of)
            _require(rows == cols)
        case Matrix():
            _require(kinds(node) == ("", ""))
        case _:
            for part in node.parts:
                _scalar(part)


def kinds(node: Matrix) -> Kinds:
    """The kinds of rows and columns; raises `Unrendered`."""
    match node:
        case Transpose(of):
            left, right = kinds(of)
            return _DUAL.get(right, right), _DUAL.get(left, left)
        case Inv(of):
            return kinds(of)[::-1]
        case Sum(terms):
            return reduce(_same, map(kinds, terms))
        case Product(factors):
            return _product([kinds(factor) for factor in factors])
        case Scale(factor, of):
            _scalar(factor)
            return kinds(of)
        case Duplication() | Pinv(Duplication() | Transpose(Duplication())):
            _require(not any(map(has_no_name, walk(node))))
            return _of_map(node)
    return _plain(node)


def has_no_name(node: Node) -> bool:
    """Whether this is D of a size that is no name."""
    return isinstance(node, Duplication) and node.size.name is None


def _of_map(node: Matrix) -> Kinds:
    """The kinds of D(n), of pinv(D(n)) and of its transpose."""
    match node:
        case Duplication():
            return "", "+"
        case Pinv(Duplication()):
            return "+", ""
    return "", "-"


def _plain(node: Matrix) -> Kinds:
    """The kinds of what may stand beside coordinates but not around them."""
    for part in node.parts:
        if isinstance(part, Matrix):
            _require(kinds(part) == ("", ""))
        else:
            _scalar(part)
    match node:
        case Vech(of):
            _require(of.shape[0].name is not None)
            return "+", ""
        case Identity(size):
            return ("=", "=") if triangle_of(size) else ("", "")
        case Zero(rows, columns):
            return "?" if triangle_of(rows) else "", "?" if triangle_of(columns) else ""
    _require(not any(map(triangle_of, node.shape)))
    return "", ""


def _product(found: list[Kinds]) -> Kinds:
    """The kinds of a product, in which identities do nothing."""
    rest = [k for k in found if k != ("=", "=")] or found[:1]
    for (_, inner), (outer, _) in pairwise(rest):
        _require(inner == outer or "?" in (inner, outer))
    return rest[0][0], rest[-1][1]


def _same(left: Kinds, right: Kinds) -> Kinds:
    """The kinds of two terms that are added or compared."""
    for one, other in ((left, right), (right, left)):
        if one == ("=", "="):
            _require(other[0] == other[1] or "?" in other)
            return other
    pairs = list(zip(left, right, strict=True))
    _require(all(a == b or "?" in (a, b) for a, b in pairs))
    rows, cols = (b if a == "?" else a for a, b in pairs)
    return rows, cols


def _require(condition: bool) -> None:
    if not condition:
        raise Unrendered(DEPENDS)
