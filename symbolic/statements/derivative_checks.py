"""Derivatives compared with power series, before anything is said of a statement that has them.

``F(X + t V)`` is evaluated at small random matrices as a series in t, which needs no rule for
derivatives. A derivative that was written out wrongly would make a verdict about another
statement, so it is an alarm of ours, not an answer.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

from symbolic.statements.fraction_matrices import Rows as Fractions
from symbolic.statements.power_series import Rows, Series, Unevaluated, Values, moving
from symbolic.statements.syntax import Derivative, Letter, Matrix, Node, Scalar, size_names, walk

POINTS, TRIES = 2, 30


def check_derivatives(derivatives: tuple[Derivative, ...], seed: int) -> int:
    """The number of comparisons made; raises `AssertionError` where one is wrong."""
    random = Random(seed)
    return sum(_compared(derivative, random) for derivative in derivatives)


def _compared(derivative: Derivative, random: Random) -> int:
    made = 0
    for _ in range(TRIES):
        try:
            right = _agrees(derivative, random)
        except ZeroDivisionError:
            continue  # the term has no value there
        except Unevaluated:
            return made  # a part of the term is no matter of series
        if not right:
            raise AssertionError(f"{derivative.kind} was written out wrongly: {derivative.found}")
        made += 1
        if made == POINTS:
            break
    return made


def _agrees(derivative: Derivative, random: Random) -> bool:
    """Whether the derivative is what it says at a random point in a random direction."""
    by, parts = derivative.by, (derivative.of, derivative.found)
    nodes = [node for part in (*parts, derivative.direction or by) for node in walk(part)]
    largest = 2 if derivative.kind == "jac" else 3
    sizes = {name: random.randint(1, largest) for name in sorted(_sizes(nodes, by))}
    letters = {node.name: node for node in nodes if isinstance(node, Letter)} | {by.name: by}
    still: dict[str, Rows] = {
        name: [[Series(random.randint(-2, 2)) for _ in range(letter.shape[1].at(sizes))]
               for _ in range(letter.shape[0].at(sizes))]
        for name, letter in sorted(letters.items())
    }  # fmt: skip
    values = Values(sizes, still)
    V = _direction(derivative, values, random)
    along = Values(sizes, still | {by.name: moving(still[by.name], V)})
    shown, moved = _rows(values, derivative.found), _rows(along, derivative.of)
    if derivative.kind == "along":
        return _at(shown, 0) == _at(moved, 1)
    if derivative.kind == "along2":
        return _at(shown, 0) == [[2 * x for x in row] for row in _at(moved, 2)]
    if derivative.kind == "jac":
        return _times(_at(shown, 0), _stacked(V)) == _stacked(_at(moved, 1))
    pairs = zip(_at(shown, 0), V, strict=True)
    inner = sum((x * v for p, q in pairs for x, v in zip(p, q, strict=True)), Fraction(0))
    return [[inner]] == _at(moved, 1)


def _sizes(nodes: list[Node], by: Letter) -> set[str]:
    letters = [node for node in nodes if isinstance(node, Letter)] + [by]
    names = {name for letter in letters for size in letter.shape for name in size.names}
    return names.union(*map(size_names, nodes))


def _direction(derivative: Derivative, values: Values, random: Random) -> Fractions:
    if derivative.direction is not None:
        return _at(values.matrix(derivative.direction), 0)
    height, width = values.shape(derivative.by)
    return [[Fraction(random.randint(-2, 2)) for _ in range(width)] for _ in range(height)]


def _rows(values: Values, term: Matrix | Scalar) -> Rows:
    return values.matrix(term) if isinstance(term, Matrix) else [[values.scalar(term)]]


def _at(rows: Rows, n: int) -> Fractions:
    """The coefficients of t^n."""
    return [[x.a[n] for x in row] for row in rows]


def _stacked(rows: Fractions) -> Fractions:
    return [[rows[i][j]] for j in range(len(rows[0])) for i in range(len(rows))]


def _times(rows: Fractions, column: Fractions) -> Fractions:
    return [
        [sum((x * v for x, (v,) in zip(row, column, strict=True)), Fraction(0))] for row in rows
    ]
