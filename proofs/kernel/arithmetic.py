"""What the rules of arithmetic work out: combinations of equations and of inequalities.

This is part of what the kernel trusts. Formulas come in as the conclusions of premises.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from proofs.kernel.formulas import FALSE, Formula, gap, rise
from proofs.kernel.theory import ProofError, Theory, expect
from symbolic.words.differentials import derivative
from symbolic.words.sizes import Sort, leg
from symbolic.words.tensor import Tensor, scalar, vec, zero
from symbolic.words.terms import Tree, evaluate

Products = Sequence[tuple[Fraction | int, Sequence[int]]]
"""Positive multiples of products of the premises with these numbers."""


def combination(theory: Theory, equations: Sequence[Formula], by: Tree) -> Tensor:
    """A combination of equations; it must vanish where all of them hold."""
    if _has_derivative(by):
        raise ProofError("a derivative has no place in a combination of premises")
    letters = theory.names
    nothing: Formula = ("=", ("0", 1, 1), ("0", 1, 1))
    holes = [-gap(e if e[0] == "=" else nothing, theory.names) for e in equations]
    if evaluate(by, letters, [zero(h.rows, h.cols) for h in holes]):
        raise ProofError("the combination has a term without a premise")
    return evaluate(by, letters, holes)


def _has_derivative(tree: Tree) -> bool:
    return isinstance(tree, tuple) and (tree[0] == "D" or any(map(_has_derivative, tree)))


def sum_of_products(
    theory: Theory, inequalities: Sequence[Formula], products: Products
) -> tuple[Tensor, bool]:
    """The sum of positive multiples of products of inequalities, and whether it is strict."""
    total, strict = scalar(0), False
    for factor, chosen in products:
        if factor <= 0:
            raise ProofError("only positive multiples of inequalities")
        term = scalar(factor)
        for n in chosen:
            term = term @ gap(expect(inequalities[n], "<=", "<"), theory.names)
        total = total + term
        strict = strict or all(inequalities[n][0] == "<" for n in chosen)
    return total, strict


def is_absurd(total: Tensor, strict: bool) -> bool:
    """Whether a sum that is at least 0, or more if it is strict, is a number that is not."""
    number = next(iter(scalar(1).terms))
    value = total.terms.get(number, Fraction(0))
    return total.terms.keys() <= {number} and (value < 0 or (value == 0 and strict))


def sizes_follow(
    theory: Theory,
    inequalities: Sequence[Formula],
    goal: Formula,
    factors: Sequence[Fraction | int],
) -> bool:
    """Whether a sum of multiples of inequalities between sizes gives the goal, or a contradiction.

    Sizes are not negative.
    """
    left: dict[str, Fraction] = {}
    constant = Fraction(-1)
    if goal != FALSE:
        atoms, number = rise(expect(goal, "size<="), theory.names)
        left, constant = {n: Fraction(c) for n, c in atoms.items()}, Fraction(number)
    for factor, inequality in zip(factors, inequalities, strict=True):
        if factor < 0:
            raise ProofError("only positive multiples of inequalities")
        atoms, number = rise(expect(inequality, "size<="), theory.names)
        constant -= factor * number
        for name, c in atoms.items():
            left[name] = left.get(name, Fraction(0)) - factor * c
    return constant >= 0 and min(left.values(), default=Fraction(0)) >= 0


def is_derivative(theory: Theory, equation: Formula, name: str, sort: Sort, goal: Formula) -> bool:
    """Whether the goal is the derivative of an equation by a matrix of the given sizes."""
    column = vec(gap(expect(equation, "="), theory.names))
    legs = (leg(size, theory.names) for size in sort)
    return derivative(column, name, *legs) == gap(expect(goal, "="), theory.names)
