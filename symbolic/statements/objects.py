"""Statements written in Python: matrices with the operators of mathematics.

``A @ B``, ``A + B``, ``2 * A``, ``A.T`` make terms, ``==``, ``<=``, ``!=`` and the properties make
relations, ``&``, ``|``, ``~``, ``implies``, ``iff``, `for_all` and `exists` formulas, and
`statement` a statement that `refute` and `proofs.decide` take. Sizes are checked by each operator.
The result is written as text and read by the parser, so that there is one way only in which a
statement gets its meaning.

>>> from symbolic.statements import refute, statement
>>> from symbolic.statements.objects import matrix, pinv, sizes
>>> m, n, p = sizes("m n p")
>>> A, B = matrix("A", m, n), matrix("B", n, p)
>>> claim = statement(pinv(A @ B) == pinv(B) @ pinv(A))
>>> print(claim.source)
A: m x n, B: n x p |- pinv(A*B) == pinv(B)*pinv(A)
>>> print(refute(claim))
m = 1, n = 2, p = 1; A = [1 1], B = [1; 0]
>>> A @ A
Traceback (most recent call last):
...
symbolic.errors.ShapeError: product of m x n and m x n: the sizes do not fit
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import add, mul

from symbolic.errors import ShapeError
from symbolic.statements import names, syntax
from symbolic.statements.build import shown
from symbolic.statements.formula_nodes import conjuncts
from symbolic.statements.operators import Goal, Term, goal_of
from symbolic.statements.parser import statement as parse
from symbolic.statements.sizes import Size
from symbolic.statements.writing import statement_text


def statement(goal: Goal | str, given: Iterable[Goal] = ()) -> syntax.Statement:
    """The statement that the goal holds wherever what is given does; or the one of a text.

    >>> n, = sizes("n")
    >>> P = matrix("P", n, n)
    >>> statement(tr(P) == rank(P), given=[P @ P == P]).source
    'P: n x n; P*P == P |- tr(P) == rank(P)'
    """
    if isinstance(goal, str):
        return parse(goal)
    hypotheses = tuple(part for item in given for part in conjuncts(item.formula))
    letters: dict[str, syntax.Letter] = {}
    bound: set[syntax.Letter] = set()
    for formula in (*hypotheses, goal.formula):
        for node in syntax.walk(formula):
            if isinstance(node, syntax.Quantified):
                bound.add(node.letter)
            if isinstance(node, syntax.Letter) and letters.setdefault(node.name, node) != node:
                raise ShapeError(f"matrix {node.name}", shown(letters[node.name]), shown(node))
    free = tuple(letter for letter in letters.values() if letter not in bound)
    built = syntax.Statement(free, hypotheses, goal.formula)
    return parse(statement_text(built))


def for_all(letter: Term, goal: Goal) -> Goal:
    """The goal for every matrix in the place of the letter."""
    return Goal(syntax.ForAll(_letter(letter), goal.formula))


def exists(letter: Term, goal: Goal) -> Goal:
    """The goal for some matrix in the place of the letter."""
    return Goal(syntax.Exists(_letter(letter), goal.formula))


def _letter(term: Term) -> syntax.Letter:
    if not isinstance(term.node, syntax.Letter):
        raise TypeError(f"{term} is not a matrix(..) that a quantifier can bind")
    return term.node


def number(name: str) -> Term:
    """The number of this name."""
    return matrix(name, 1, 1)


def sizes(text: str) -> tuple[Term, ...]:
    """The sizes named in the text: ``m, n = sizes("m n")``."""
    return tuple(Term(syntax.SizeValue(Size.named(name))) for name in text.split())


def matrix(name: str, rows: Term | int, columns: Term | int) -> Term:
    """The matrix of this name and shape."""
    return Term(syntax.Letter(name, (_size(rows), _size(columns))))


def _size(value: Term | int) -> Size:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return Size.of(value)
    if isinstance(value, Term):
        found = _size_of(value.node)
        if found is not None:
            return found
    raise TypeError(f"{value!r} is no size: use sizes(..), positive integers, products or sums")


def _size_of(node: syntax.Node) -> Size | None:
    match node:
        case syntax.SizeValue(size):
            return size
        case syntax.Number(value) if value.denominator == 1 and value >= 1:
            return Size.of(int(value))
        case syntax.ScalarSum(parts) | syntax.ScalarProduct(parts):
            found = [size for size in map(_size_of, parts) if size is not None]
            if len(found) < len(parts):
                return None
            return reduce(add if isinstance(node, syntax.ScalarSum) else mul, found)
    return None


def _square(name: str, of: syntax.Matrix) -> syntax.Matrix:
    if name in names.SQUARE and of.shape[0] != of.shape[1]:
        raise ShapeError(name, shown(of), shown(syntax.Transpose(of)))
    return of


def T(of: Term) -> Term:
    """The transpose."""
    return Term(syntax.Transpose(of.matrix))


def inv(of: Term) -> Term:
    """The inverse; that there is one is a hypothesis of the statement."""
    return Term(syntax.Inv(_square("inv", of.matrix)))


def pinv(of: Term) -> Term:
    """The Moore-Penrose inverse."""
    return Term(syntax.Pinv(of.matrix))


def ginv(of: Term) -> Term:
    """Any {1}-inverse; the same one wherever the argument is the same."""
    return Term(syntax.Ginv(of.matrix))


def vec(of: Term) -> Term:
    """The columns below each other."""
    return Term(syntax.Vec(of.matrix))


def vech(of: Term) -> Term:
    """The columns of the lower triangle below each other."""
    return Term(syntax.Vech(_square("vech", of.matrix)))


def kron(left: Term, right: Term) -> Term:
    """The Kronecker product."""
    return Term(syntax.Kron(left.matrix, right.matrix))


def hcat(*blocks: Term) -> Term:
    """The blocks side by side."""
    return _blocks("hcat", 0, blocks, syntax.Hcat)


def vcat(*blocks: Term) -> Term:
    """The blocks below each other."""
    return _blocks("vcat", 1, blocks, syntax.Vcat)


def _blocks(
    name: str, side: int, blocks: tuple[Term, ...], kind: type[syntax.Hcat | syntax.Vcat]
) -> Term:
    parts = tuple(block.matrix for block in blocks)
    for part in parts[1:]:
        if part.shape[side] != parts[0].shape[side]:
            raise ShapeError(name, shown(parts[0]), shown(part))
    return Term(kind(parts) if len(parts) > 1 else parts[0])


def I(n: Term | int) -> Term:  # noqa: E743 - the identity has this name everywhere
    """The identity."""
    return Term(syntax.Identity(_size(n)))


def O(m: Term | int, n: Term | int) -> Term:  # noqa: E743
    """The zero matrix."""
    return Term(syntax.Zero(_size(m), _size(n)))


def K(m: Term | int, n: Term | int) -> Term:
    """The commutation matrix: ``K(m, n) @ vec(A) == vec(A.T)`` for A m x n."""
    return Term(syntax.Commutation(_size(m), _size(n)))


def D(n: Term | int) -> Term:
    """The duplication matrix: ``D(n) @ vech(A) == vec(A)`` for symmetric A."""
    return Term(syntax.Duplication(_size(n)))


def rank(of: Term) -> Term:
    """The rank."""
    return Term(syntax.Rank(of.matrix))


def tr(of: Term) -> Term:
    """The trace."""
    return Term(syntax.Trace(_square("tr", of.matrix)))


def det(of: Term) -> Term:
    """The determinant."""
    return Term(syntax.Det(_square("det", of.matrix)))


def range_in(inner: Term, outer: Term) -> Goal:
    """The column space of `inner` lies in that of `outer`."""
    left, right = inner.matrix, outer.matrix
    if left.shape[0] != right.shape[0]:
        raise ShapeError("range_in", shown(left), shown(right))
    return goal_of(syntax.RangeIn(left, right))


def _property(name: str, of: Term) -> Goal:
    return goal_of(syntax.Property(name, _square(name, of.matrix)))


def symmetric(of: Term) -> Goal:
    """Equal to its transpose."""
    return _property("symmetric", of)


def psd(of: Term) -> Goal:
    """Symmetric and positive semidefinite."""
    return _property("psd", of)


def pd(of: Term) -> Goal:
    """Symmetric and positive definite."""
    return _property("pd", of)


def invertible(of: Term) -> Goal:
    """Square with an inverse."""
    return _property("invertible", of)


def orthogonal(of: Term) -> Goal:
    """Square with the transpose as its inverse."""
    return _property("orthogonal", of)


def full_column_rank(of: Term) -> Goal:
    """Of rank equal to the number of columns."""
    return _property("full_column_rank", of)


def full_row_rank(of: Term) -> Goal:
    """Of rank equal to the number of rows."""
    return _property("full_row_rank", of)
