"""Evaluates a `Program` at an instance, by FLINT; every step once, and only those asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from symbolic.statements.flint_matrices import (
    Engine,
    FlintMatrix,
    MeaninglessError,
    choice,
    commutation,
    duplication,
    hcat,
    identity,
    kron,
    product,
    pseudoinverse,
    total,
    trace,
    vcat,
    vech,
)
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

Sizes = Mapping[str, int]


@dataclass
class Instance:
    """Sizes, rational matrices for the letters, and for each choice of a ginv its parameter.

    The {1}-inverse of M with the parameter U is ``G + U - G M U M G`` for a fixed {1}-inverse
    G of M: every {1}-inverse for some U.
    """

    sizes: dict[str, int]
    letters: dict[str, FlintMatrix]
    parameters: dict[int, FlintMatrix] = field(default_factory=dict)


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
        """Whether all these relations hold at the instance."""
        return all(map(self.value, relations))

    def hypotheses(self) -> bool:
        """Whether the instance satisfies every implied and explicit hypothesis."""
        try:
            return self.all(self.program.hypotheses)
        except MeaninglessError:
            return False

    def conclusion(self) -> bool:
        """Whether the conclusion holds at the instance."""
        left = self.all(self.program.left)
        return left if self.program.right is None else left == self.all(self.program.right)


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


def _holds(run: Run, name: str, matrix: FlintMatrix) -> bool:
    height, width = matrix.nrows(), matrix.ncols()
    match name:
        case "symmetric":
            return bool(matrix == matrix.transpose())
        case "orthogonal":
            return bool(matrix.transpose() * matrix == identity(run.engine, width))
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
    Identity: _sized(lambda run, n, s: identity(run.engine, n.size.at(s))),
    Zero: _sized(
        lambda run, n, s: run.engine.make(
            n.rows.at(s), n.columns.at(s), [0] * (n.rows.at(s) * n.columns.at(s))
        )
    ),
    Commutation: _sized(lambda run, n, s: commutation(run.engine, n.rows.at(s), n.columns.at(s))),
    Duplication: _sized(lambda run, n, s: duplication(run.engine, n.size.at(s))),
    Sum: _plain(total),
    Product: _plain(product),
    Scale: _made(lambda e, factor, of: e.scaled(factor, of)),
    Transpose: _plain(lambda of: of.transpose()),
    Inv: _inv,
    Pinv: _made(pseudoinverse),
    Ginv: _ginv,
    Vec: _made(lambda e, of: e.make(of.nrows() * of.ncols(), 1, of.transpose().entries())),
    Vech: _made(vech),
    Kron: _made(kron),
    Hcat: _made(hcat),
    Vcat: _made(vcat),
    Number: _sized(lambda run, n, s: run.engine.number(n.value)),
    SizeValue: _sized(lambda run, n, s: run.engine.number(Fraction(n.size.at(s)))),
    Rank: lambda run, node, of, step: run.engine.number(Fraction(of.rank())),
    Trace: _plain(trace),
    Det: _plain(lambda of: of.det()),
    Entry: _plain(lambda of: of[0, 0]),
    ScalarSum: _made(lambda e, *terms: total(*e.together(terms))),
    ScalarProduct: _made(lambda e, *factors: product(*e.together(factors))),
    Equal: lambda run, node, left, right, step: (left == right) is not node.negated,
    Compare: _compare,
    RangeIn: _made(lambda e, inner, outer: hcat(e, outer, inner).rank() == outer.rank()),
    Property: lambda run, node, of, step: _holds(run, node.name, of),
}
