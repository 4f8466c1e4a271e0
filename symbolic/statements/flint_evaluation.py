"""Evaluates a `Program` at an instance, by FLINT; every step once, and only those asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from symbolic.statements.canonical import canonical
from symbolic.statements.evaluation import truth_at
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
from symbolic.statements.fraction_matrices import Rows
from symbolic.statements.program import Program, Step
from symbolic.statements.syntax import (
    And,
    Commutation,
    Compare,
    Det,
    Duplication,
    Entry,
    Equal,
    Exists,
    ForAll,
    Ginv,
    Hcat,
    Identity,
    Iff,
    Implies,
    Inv,
    Kron,
    Letter,
    Node,
    Not,
    Number,
    Or,
    Pinv,
    Product,
    Property,
    Quantified,
    RangeIn,
    Rank,
    Reciprocal,
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
from symbolic.statements.truth import Truth, every, negated

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

    def hypotheses(self) -> bool:
        """Whether the instance is known to satisfy every implied and explicit hypothesis."""
        try:
            return all(map(self.value, self.program.hypotheses))
        except MeaninglessError:
            return False

    def conclusion(self) -> Truth:
        """Whether the conclusion holds at the instance; None where that is not known."""
        found: Truth = self.value(self.program.conclusion)
        return found


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
        case "<":
            return bool(left < right)
        case ">":
            return bool(left > right)
    return bool(left >= right)


def _quantified(run: Run, node: Quantified, *inverses: FlintMatrix, step: Step) -> Truth:
    """What is bound is decided in plain fractions, with the values of the letters here."""
    steps = [run.program.steps[part] for part in step.parts]
    of = [canonical(inner.node.of) for inner in steps if isinstance(inner.node, Ginv)]
    chosen = dict(zip(of, map(to_rows, inverses), strict=True))
    letters = {name: to_rows(matrix) for name, matrix in run.instance.letters.items()}
    return truth_at(node, run.instance.sizes, letters, chosen)


def to_rows(matrix: FlintMatrix) -> Rows:
    """The matrix in plain fractions."""
    return [[Fraction(int(x.p), int(x.q)) for x in row] for row in matrix.tolist()]


def _reciprocal(run: Run, node: Node, of: Any, *, step: Step) -> Any:
    try:
        return 1 / of
    except ZeroDivisionError:
        raise MeaninglessError from None


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
    Reciprocal: _reciprocal,
    And: _plain(lambda *parts: every(list(parts))),
    Or: _plain(lambda *parts: negated(every([negated(part) for part in parts]))),
    Not: _plain(negated),
    Implies: _plain(lambda left, right: negated(every([left, negated(right)]))),
    Iff: _plain(lambda left, right: None if None in (left, right) else left == right),
    ForAll: _quantified,
    Exists: _quantified,
    ScalarSum: _made(lambda e, *terms: total(*e.together(terms))),
    ScalarProduct: _made(lambda e, *factors: product(*e.together(factors))),
    Equal: lambda run, node, left, right, step: (left == right) is not node.negated,
    Compare: _compare,
    RangeIn: _made(lambda e, inner, outer: hcat(e, outer, inner).rank() == outer.rank()),
    Property: lambda run, node, of, step: _holds(run, node.name, of),
}
