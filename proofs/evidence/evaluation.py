"""The value of an expression at given matrices, by two routes that share little.

`EXACT` takes FLINT's ranks and inertias and the closed forms of the derivatives; it is fast
and is what a search uses. `PLAIN` is nothing but `Fraction`: derivatives by exact differences
of the loss, ranks and signs by the elimination below. What a search found is shown only if
`PLAIN` says the same.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from proofs.evidence.expression import Expression
from symbolic.algebra import kronecker, linalg, matrix
from symbolic.algebra.exact import to_fraction
from symbolic.algebra.matrix import Matrix, Ring
from symbolic.algebra.rings import FRACTIONS, rationals
from symbolic.errors import ShapeError
from symbolic.networks import derivatives, formulas
from symbolic.networks.differences import Differences
from symbolic.networks.network import LinearNetwork

Given = Mapping[str, Matrix]


def eliminate(rows: list[list[Fraction]]) -> int:
    """The rank of the rows, by Gaussian elimination in place."""
    done = 0
    for j in range(len(rows[0]) if rows else 0):
        found = next((i for i in range(done, len(rows)) if rows[i][j]), None)
        if found is None:
            continue
        rows[done], rows[found] = rows[found], rows[done]
        for i in range(done + 1, len(rows)):
            if factor := rows[i][j] / rows[done][j]:
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[done], strict=True)]
        done += 1
    return done


def plain_rank(m: Matrix) -> int:
    """The rank of a matrix of fractions."""
    return eliminate([[to_fraction(x) for x in row] for row in m.rows])


def plain_psd(m: Matrix) -> bool:
    """Whether a symmetric matrix of fractions is positive semidefinite.

    A zero on the diagonal needs a zero row; a positive pivot leaves its Schur complement.
    """
    linalg.require_symmetric(m)
    rows = [list(row) for row in m.rows]
    while rows:
        head, rest = rows[0], rows[1:]
        if head[0] < 0 or (head[0] == 0 and any(head)):
            return False
        rows = [
            [
                x - (row[0] * y / head[0] if head[0] else 0)
                for x, y in zip(row[1:], head[1:], strict=True)
            ]
            for row in rest
        ]
    return True


def _plain_hessian(network: LinearNetwork) -> Matrix:
    return derivatives.hessian(Differences(network))


@dataclass(frozen=True)
class Route:
    """A ring and how ranks, signs and derivatives are found in it."""

    ring: Callable[[], Ring]
    rank: Callable[[Matrix], int]
    psd: Callable[[Matrix], bool]
    gradient: Callable[[LinearNetwork, int], Matrix]
    block: Callable[[LinearNetwork, int, int], Matrix]
    hessian: Callable[[LinearNetwork], Matrix]


EXACT = Route(
    rationals, linalg.rank, linalg.is_psd, formulas.gradient, formulas.block, formulas.hessian
)
PLAIN = Route(
    lambda: FRACTIONS,
    plain_rank,
    plain_psd,
    lambda network, k: Differences(network).gradient(k),
    lambda network, l, k: Differences(network).block(l, k),
    _plain_hessian,
)


def converted(given: Given, ring: Ring) -> dict[str, Matrix]:
    """The matrices over another ring of rationals."""
    return {
        name: m if m.ring == ring else m.map(lambda x: ring.convert(to_fraction(x)), ring)
        for name, m in given.items()
    }


class Evaluator:
    """Values of expressions at given matrices by one route; each subterm is worked out once."""

    def __init__(self, given: Given, route: Route = EXACT) -> None:
        self.route = route
        self.ring: Any = route.ring()
        self.given = converted(given, self.ring)
        self.known: dict[Expression, Matrix] = {}

    def term(self, e: Expression) -> Matrix:
        """The matrix that a term stands for; raises `ShapeError` where it is ill-typed."""
        if e not in self.known:
            self.known[e] = self._term(e)
        return self.known[e]

    def holds(self, e: Expression) -> bool:
        """Whether a formula is true; raises `ShapeError` where it is ill-typed."""
        if e.op in ("and", "or"):
            answers = [self.holds(part) for part in _parts(e)]  # all of them must be well-typed
            return all(answers) if e.op == "and" else any(answers)
        if e.op == "not":
            return not self.holds(_parts(e)[0])
        values = [self.term(part) for part in _parts(e)]
        if e.op == "psd":
            return self.route.psd(values[0])
        left, right = values
        if e.op == "inrange":
            rank = self.route.rank
            return rank(matrix.hcat(right, left)) == rank(right)
        if e.op == "==":
            if left.shape != right.shape:
                raise ShapeError("equation", left.shape, right.shape)
            return left == right
        if (left.shape, right.shape) != ((1, 1), (1, 1)):
            raise ShapeError("inequality between numbers", left.shape, right.shape)
        a, b = left[0, 0], right[0, 0]
        return bool(_ORDER[e.op](a, b))

    def _number(self, value: object) -> Matrix:
        return Matrix(self.ring, [[self.ring.convert(to_fraction(value))]])

    def _term(self, e: Expression) -> Matrix:
        op, args = e.op, e.args
        if op == "letter":
            return self.given[str(args[0])]
        if op == "number":
            return self._number(args[0])
        if op == "I":
            return Matrix.identity(self.ring, int(str(args[0])))
        if op == "zeros":
            return Matrix.zeros(self.ring, *(int(str(a)) for a in args))
        whole = [a for a in args if isinstance(a, int)]
        terms = [a for a in args if isinstance(a, Expression)]
        if op == "D":
            return self._derivative(whole[0], terms)
        return self._operation(op, whole, [self.term(a) for a in terms])

    def _operation(self, op: str, whole: list[int], m: list[Matrix]) -> Matrix:
        if op in _ALGEBRA:
            return _ALGEBRA[op](*m)
        if op == "scale":
            if m[0].shape != (1, 1):
                raise ShapeError("scalar multiple", m[0].shape, m[1].shape)
            multiple: Matrix = m[1] * m[0][0, 0]
            return multiple
        if op == "rank":
            return self._number(self.route.rank(m[0]))
        if op == "trace":
            return Matrix(self.ring, [[m[0].trace()]])
        if op in ("rows", "columns"):
            return self._number(m[0].shape[op == "columns"])
        if op == "relu":
            return m[0].map(lambda x: x if x > 0 else self.ring.zero)
        network = LinearNetwork(m[0], m[1], tuple(m[2:]))
        if op == "loss":
            return Matrix(self.ring, [[network.loss]])
        if op == "gradient":
            return self.route.gradient(network, *whole)
        if op == "block":
            return self.route.block(network, *whole)
        if op == "hessian":
            return self.route.hessian(network)
        raise ValueError(f"{op} is no operation of terms")

    def _derivative(self, k: int, terms: list[Expression]) -> Matrix:
        """The jacobian of a term in the weights, by exact differences on either route."""
        names = [str(t.args[0]) for t in terms[1:]]
        plain = converted({n: self.given[n] for n in names}, FRACTIONS)
        network = LinearNetwork(plain["X"], plain["Y"], tuple(plain[n] for n in names[2:]))

        def quantity(moved: LinearNetwork) -> Matrix:
            weights = {f"W_{i}": weight for i, weight in enumerate(moved.W, 1)}
            return Evaluator({**self.given, **weights}, PLAIN).term(terms[0])

        found = derivatives.jacobian(Differences(network), quantity, k)
        return converted({"": found}, self.ring)[""]


def _parts(e: Expression) -> list[Expression]:
    return [a for a in e.args if isinstance(a, Expression)]


_ALGEBRA: dict[str, Callable[..., Matrix]] = {
    "name": lambda m: m,
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a @ b,
    "T": lambda m: m.T,
    "kron": kronecker.kron,
    "vec": kronecker.vec,
    "hcat": matrix.hcat,
    "vcat": matrix.vcat,
}

_ORDER: dict[str, Callable[[Any, Any], Any]] = {"<=": operator.le, "<": operator.lt}

exact = partial(Evaluator, route=EXACT)
plain = partial(Evaluator, route=PLAIN)
