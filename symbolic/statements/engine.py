"""Evaluates a `Program` at instances, by FLINT: over the rationals, or modulo a prime.

The two engines differ in the matrices that they make. Over the rationals everything is exact.
Modulo the prime an inverse may be missing and a rank may be smaller, so that its answers are
hints: they say which instances are worth an exact evaluation, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_mat, nmod, nmod_mat

from symbolic.linalg import from_fmpq_mat, inertia
from symbolic.statements.program import Program, Step
from symbolic.statements.syntax import (
    Commutation,
    Compare,
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
    Node,
    Number,
    Pinv,
    Product,
    Property,
    RangeIn,
    Rank,
    ScalarProduct,
    ScalarSum,
    Scale,
    SizeValue,
    Sum,
    Trace,
    Transpose,
    Vcat,
    Vec,
    Vech,
    Zero,
)

PRIME = (1 << 63) - 25
Sizes = Mapping[str, int]
FlintMatrix = Any
"""An `fmpq_mat` or an `nmod_mat`."""


class MeaninglessError(Exception):
    """An inverse of a singular matrix: the instance violates an implied hypothesis."""


@dataclass
class Instance:
    """Sizes, rational matrices for the letters, and for each choice of a ginv its parameter.

    The {1}-inverse of M with the parameter U is ``G + U - G M U M G`` for a fixed {1}-inverse
    G of M: every {1}-inverse for some U.
    """

    sizes: dict[str, int]
    letters: dict[str, FlintMatrix]
    parameters: dict[int, FlintMatrix] = field(default_factory=dict)


class Engine:
    """Matrices over the rationals."""

    def make(self, height: int, width: int, entries: Sequence[Any]) -> FlintMatrix:
        """A matrix of the entries, row after row."""
        return fmpq_mat(height, width, entries)

    def number(self, value: Fraction) -> Any:
        """A rational."""
        return fmpq(value.numerator, value.denominator)

    def letter(self, matrix: FlintMatrix) -> FlintMatrix:
        """A rational matrix over this engine's field."""
        return matrix

    def together(self, values: Sequence[Any]) -> Sequence[Any]:
        """Numbers that can be added, multiplied and compared with each other."""
        return values

    def scaled(self, factor: Any, matrix: FlintMatrix) -> FlintMatrix:
        """The number times the matrix."""
        return matrix * factor

    def inertia(self, matrix: FlintMatrix) -> tuple[int, int, int]:
        """Positive, negative and zero eigenvalues of a symmetric matrix."""
        return inertia(from_fmpq_mat(matrix, (matrix.nrows(), matrix.ncols())))


class ModularEngine(Engine):
    """Matrices modulo a prime of 63 bits."""

    def make(self, height: int, width: int, entries: Sequence[Any]) -> FlintMatrix:
        """A matrix of the entries, row after row."""
        return nmod_mat(height, width, entries, PRIME)

    def together(self, values: Sequence[Any]) -> Sequence[Any]:
        """Ranks, sizes and rationals stay exact, so that they can be ordered, while alone."""
        if all(isinstance(value, fmpq) for value in values):
            return values
        return [self._image(value) for value in values]

    def scaled(self, factor: Any, matrix: FlintMatrix) -> FlintMatrix:
        """The number times the matrix."""
        return matrix * self._image(factor)

    def _image(self, value: Any) -> Any:
        if isinstance(value, fmpq):
            return nmod(int(value.p) * pow(int(value.q), -1, PRIME), PRIME)
        return value

    def letter(self, matrix: FlintMatrix) -> FlintMatrix:
        """The image of an integer matrix."""
        return self.make(matrix.nrows(), matrix.ncols(), [int(x.p) for x in matrix.entries()])


class Run:
    """One instance of a program on an engine; every step is run at most once."""

    def __init__(
        self,
        program: Program,
        engine: Engine,
        instance: Instance,
        draw: Callable[[int, int], FlintMatrix],
    ) -> None:
        self.program = program
        self.engine = engine
        self.instance = instance
        self.draw = draw
        self.values: dict[int, Any] = {}

    def value(self, goal: int) -> Any:
        """The value of a step; raises `MeaninglessError`."""
        values = self.values
        if goal not in values:
            steps = self.program.steps
            for number in self.program.needs(goal):
                if number not in values:
                    step = steps[number]
                    values[number] = _COMPUTE[type(step.node)](
                        self, step.node, *(values[part] for part in step.parts), step=step
                    )
        return values[goal]

    def all(self, relations: Sequence[int]) -> bool:
        """Whether all the relations hold."""
        return all(map(self.value, relations))

    def hypotheses(self) -> bool:
        """Whether the instance satisfies every implied and explicit hypothesis."""
        try:
            return self.all(self.program.hypotheses)
        except MeaninglessError:
            return False

    def conclusion(self) -> bool:
        """Whether the conclusion holds."""
        left = self.all(self.program.left)
        return left if self.program.right is None else left == self.all(self.program.right)


def transpose(matrix: FlintMatrix) -> FlintMatrix:
    """The transpose."""
    return matrix.transpose()


def kron(engine: Engine, left: FlintMatrix, right: FlintMatrix) -> FlintMatrix:
    """The Kronecker product."""
    m, n, p, q = left.nrows(), left.ncols(), right.nrows(), right.ncols()
    upper, lower = left.tolist(), right.tolist()
    entries = [a * b for row in upper for other in lower for a in row for b in other]
    return engine.make(m * p, n * q, entries)


def hcat(engine: Engine, *blocks: FlintMatrix) -> FlintMatrix:
    """Side by side."""
    tables = [block.tolist() for block in blocks]
    entries = [x for rows in zip(*tables, strict=True) for row in rows for x in row]
    return engine.make(len(tables[0]), sum(block.ncols() for block in blocks), entries)


def vcat(engine: Engine, *blocks: FlintMatrix) -> FlintMatrix:
    """Below each other."""
    entries = [x for block in blocks for x in block.entries()]
    return engine.make(sum(block.nrows() for block in blocks), blocks[0].ncols(), entries)


def one_inverse(engine: Engine, matrix: FlintMatrix) -> FlintMatrix:
    """The {1}-inverse with the inverse of a nonsingular submatrix in the transposed place."""
    columns, rows = pivots(matrix), pivots(matrix.transpose())
    size, table = len(columns), matrix.tolist()
    inverse = engine.make(size, size, [table[i][j] for i in rows for j in columns]).inv().tolist()
    height, width = matrix.ncols(), matrix.nrows()
    result = [[0] * width for _ in range(height)]
    for a, j in enumerate(columns):
        for b, i in enumerate(rows):
            result[j][i] = inverse[a][b]
    return engine.make(height, width, [x for row in result for x in row])


def pivots(matrix: FlintMatrix) -> list[int]:
    """The pivot columns of the reduced echelon form."""
    reduced, rank = matrix.rref()
    return [next(j for j, x in enumerate(row) if x) for row in reduced.tolist()[:rank]]


def pseudoinverse(engine: Engine, matrix: FlintMatrix) -> FlintMatrix:
    """The Moore-Penrose inverse by a full-rank factorization F T (MacDuffee)."""
    reduced, rank = matrix.rref()
    height, width = matrix.nrows(), matrix.ncols()
    if rank == 0:
        return engine.make(width, height, [0] * (width * height))
    rows = reduced.tolist()[:rank]
    columns = [next(j for j, x in enumerate(row) if x) for row in rows]
    F = engine.make(height, rank, [row[j] for row in matrix.tolist() for j in columns])
    T = engine.make(rank, width, [x for row in rows for x in row])
    Ft, Tt = F.transpose(), T.transpose()
    try:
        return Tt * (Ft * matrix * Tt).inv() * Ft
    except ZeroDivisionError:  # only modulo the prime: F^T F may be singular there
        raise MeaninglessError from None


def choice(engine: Engine, matrix: FlintMatrix, parameter: FlintMatrix) -> FlintMatrix:
    """The {1}-inverse of the parameter."""
    G = one_inverse(engine, matrix)
    return G + parameter - G * matrix * parameter * matrix * G


def commutation(engine: Engine, m: int, n: int) -> FlintMatrix:
    """``K vec(A) = vec(A^T)``, A m x n, columns stacked."""
    entries = [0] * (m * n) ** 2
    for i in range(m):
        for j in range(n):
            entries[(i * n + j) * m * n + (j * m + i)] = 1
    return engine.make(m * n, m * n, entries)


def duplication(engine: Engine, n: int) -> FlintMatrix:
    """``D vech(A) = vec(A)``, A symmetric n x n."""
    places = {place: k for k, place in enumerate(lower_places(n))}
    width = len(places)
    entries = [0] * (n * n * width)
    for j in range(n):
        for i in range(n):
            entries[(j * n + i) * width + places[max(i, j), min(i, j)]] = 1
    return engine.make(n * n, width, entries)


def lower_places(n: int) -> list[tuple[int, int]]:
    """Rows and columns of the lower triangle, column after column."""
    return [(i, j) for j in range(n) for i in range(j, n)]


def _ginv(run: Run, node: Node, of: FlintMatrix, *, step: Step) -> FlintMatrix:
    parameters, number = run.instance.parameters, step.choice
    if number not in parameters:
        parameters[number] = run.draw(of.ncols(), of.nrows())
    # Terms of one canonical form are equal, so all occurrences get the same inverse.
    return choice(run.engine, of, run.engine.letter(parameters[number]))


def _inv(run: Run, node: Node, of: FlintMatrix, *, step: Step) -> FlintMatrix:
    try:
        return of.inv()
    except ZeroDivisionError:
        raise MeaninglessError from None


def _identity(engine: Engine, n: int) -> FlintMatrix:
    return engine.make(n, n, [int(i == j) for i in range(n) for j in range(n)])


def _product(*factors: Any) -> Any:
    whole = factors[0]
    for factor in factors[1:]:
        whole = whole * factor
    return whole


def _total(*terms: Any) -> Any:
    whole = terms[0]
    for term in terms[1:]:
        whole = whole + term
    return whole


def _trace(matrix: FlintMatrix) -> Any:
    return _total(*(matrix[i, i] for i in range(matrix.nrows())))


def _vech(engine: Engine, matrix: FlintMatrix) -> FlintMatrix:
    places = lower_places(matrix.nrows())
    return engine.make(len(places), 1, [matrix[place] for place in places])


def _holds(run: Run, name: str, matrix: FlintMatrix) -> bool:
    height, width = matrix.nrows(), matrix.ncols()
    match name:
        case "symmetric":
            return bool(matrix == matrix.transpose())
        case "orthogonal":
            return bool(matrix.transpose() * matrix == _identity(run.engine, width))
        case "invertible" | "full_column_rank":
            return bool(matrix.rank() == width)
        case "full_row_rank":
            return bool(matrix.rank() == height)
    if matrix != matrix.transpose():
        return False
    _, negative, zero = run.engine.inertia(matrix)
    return negative == 0 and (name == "psd" or zero == 0)


def _compare(run: Run, node: Compare, left: Any, right: Any, *, step: Step) -> bool:
    left, right = run.engine.together((left, right))
    match node.sign:
        case "==":
            return bool(left == right)
        case "!=":
            return bool(left != right)
        case "<=":
            return bool(left <= right)
    return bool(left >= right)


Compute = Callable[..., Any]


def _plain(function: Compute) -> Compute:
    """A step that needs the values of its parts only."""
    return lambda run, node, *parts, step: function(*parts)


def _made(function: Compute) -> Compute:
    """A step that makes a matrix of those values."""
    return lambda run, node, *parts, step: function(run.engine, *parts)


def _sized(function: Callable[[Run, Any, Sizes], Any]) -> Compute:
    """A step that depends on the node and the sizes."""
    return lambda run, node, *parts, step: function(run, node, run.instance.sizes)


_COMPUTE: dict[type[Node], Compute] = {
    Letter: _sized(lambda run, n, s: run.engine.letter(run.instance.letters[n.name])),
    Identity: _sized(lambda run, n, s: _identity(run.engine, n.size.at(s))),
    Zero: _sized(
        lambda run, n, s: run.engine.make(
            n.rows.at(s), n.columns.at(s), [0] * (n.rows.at(s) * n.columns.at(s))
        )
    ),
    Commutation: _sized(lambda run, n, s: commutation(run.engine, n.rows.at(s), n.columns.at(s))),
    Duplication: _sized(lambda run, n, s: duplication(run.engine, n.size.at(s))),
    Sum: _plain(_total),
    Product: _plain(_product),
    Scale: _made(lambda e, factor, of: e.scaled(factor, of)),
    Transpose: _plain(transpose),
    Inv: _inv,
    Pinv: _made(pseudoinverse),
    Ginv: _ginv,
    Vec: _made(lambda e, of: e.make(of.nrows() * of.ncols(), 1, of.transpose().entries())),
    Vech: _made(_vech),
    Kron: _made(kron),
    Hcat: _made(hcat),
    Vcat: _made(vcat),
    Number: _sized(lambda run, n, s: run.engine.number(n.value)),
    SizeValue: _sized(lambda run, n, s: run.engine.number(Fraction(n.size.at(s)))),
    Rank: lambda run, node, of, step: run.engine.number(Fraction(of.rank())),
    Trace: _plain(_trace),
    Det: _plain(lambda of: of.det()),
    Entry: _plain(lambda of: of[0, 0]),
    ScalarSum: _made(lambda e, *terms: _total(*e.together(terms))),
    ScalarProduct: _made(lambda e, *factors: _product(*e.together(factors))),
    Equal: lambda run, node, left, right, step: (left == right) is not node.negated,
    Compare: _compare,
    RangeIn: _made(lambda e, inner, outer: hcat(e, outer, inner).rank() == outer.rank()),
    Property: lambda run, node, of, step: _holds(run, node.name, of),
}
