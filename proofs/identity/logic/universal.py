"""What a universal fact says without its bound names.

An equation ``for all v: P(v) = 0`` says that the coefficients of P vanish. Its part of degree k in
v, for k = 0, 1, 2, is a combination of P(0), P(v), ..; a part of degree two becomes bilinear by
P(v + w) - P(v) - P(w); a matrix is taken to be a column times a row, and a matrix equation is
multiplied by a column. What is linear in columns is differentiated by them, where a matrix is
what comes out. Other parts of a conjunction are facts of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from proofs.identity.rewriting.traces import diagram_tree
from proofs.identity.rewriting.words import scaled
from proofs.kernel import rules
from proofs.kernel.formulas import Formula, equal, gap
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from symbolic.words.diagrams import barred
from symbolic.words.differentials import derivative
from symbolic.words.sizes import is_matrix, leg, tree_of
from symbolic.words.tensor import Tensor, vec
from symbolic.words.terms import Term, Tree

MAX_DEGREE = 2


def unbound(proof: Derivation, theorem: Theorem) -> Iterator[Theorem]:
    """The equations that a universal theorem says, and what else is in its conjunction."""
    names: list[str] = []
    body = theorem
    while body.conclusion[0] == "all" and is_matrix(body.conclusion[2]):
        names.append(proof.new("v", body.conclusion[2]))
        body = proof.instance(body, names[-1])
    if not names:
        return
    parts = proof.parts(body) if body.conclusion[0] == "and" else [body]
    for part in parts:
        if part.conclusion[0] == "=":
            yield from coefficients(proof, part, names)
        elif len(parts) > 1:
            yield proof.generalize(part, *names)


def coefficients(proof: Derivation, equation: Theorem, names: list[str]) -> Iterator[Theorem]:
    """The equations between the coefficients of both sides, as polynomials in the names."""
    found: list[tuple[Theorem, list[str]]] = [(equation, [])]
    for name in names:
        found = [
            (part, [*letters, *more])
            for theorem, letters in found
            for part, more in _parts(proof, theorem, name)
        ]
    for part, letters in found:
        yield from _linear(proof, part, letters)


def _parts(proof: Derivation, equation: Theorem, name: str) -> Iterator[tuple[Theorem, list[str]]]:
    """The homogeneous parts, each linear in the names beside it; nothing of a high degree."""
    names, sort = proof.theory.names, proof.theory.names[name]
    tensor = gap(equation.conclusion, names)
    degrees = sorted({_occurrences(d, _letter(name, sort, proof)) for d in tensor.terms})
    if not degrees or degrees[-1] > MAX_DEGREE:
        return
    everywhere = proof.generalize(equation, name)
    points = [Fraction(k) for k in range(0 if degrees[0] == 0 else 1, len(degrees) + 1)]
    points = points[: len(degrees)]
    values = [proof.instance(everywhere, point * Term(name)) for point in points]
    inverse = _inverse([[point**k for k in degrees] for point in points])
    for place, k in enumerate(degrees):
        goal = _vanishes(_of_degree(tensor, name, k, sort, proof))
        part = equation if len(degrees) == 1 else _sum(proof, goal, inverse[place], values)
        yield _bilinear(proof, part, name, sort) if k == 2 else (part, [name] * k)


def _bilinear(proof: Derivation, part: Theorem, name: str, sort: Any) -> tuple[Theorem, list[str]]:
    """``P(v + w) - P(v) - P(w) = 0`` of a quadratic part."""
    other = proof.new("w", sort)
    v, w = Term(name), Term(other)
    everywhere = proof.generalize(part, name)
    values = [proof.instance(everywhere, value) for value in (v + w, v, w)]
    names = proof.theory.names
    gaps = [gap(value.conclusion, names) for value in values]
    goal = _vanishes(gaps[0] - gaps[1] - gaps[2])
    return _sum(proof, goal, [Fraction(1), Fraction(-1), Fraction(-1)], values), [name, other]


def _sum(
    proof: Derivation, goal: Formula, factors: list[Fraction], values: list[Theorem]
) -> Theorem:
    """The goal as a combination of equations; the goal is minus its difference."""
    by = [scaled(-c, f"${n}") for n, c in enumerate(factors) if c]
    return proof.combine(goal, by[0] if len(by) == 1 else ("+", *by), *values)


def _linear(proof: Derivation, equation: Theorem, letters: list[str]) -> Iterator[Theorem]:
    """The coefficients of what is linear in each letter, where they are those of a matrix."""
    names = proof.theory.names
    columns: list[str] = []
    for name in letters:
        rows, cols = names[name]
        made = [proof.new("a", (size, 1)) for size in (rows, cols) if size != 1] or [name]
        columns += made
        if cols != 1:
            value = Term(made[-1]).T if rows == 1 else Term(made[0]) @ Term(made[1]).T
            equation = proof.instance(proof.generalize(equation, name), value)
        elif made != [name]:
            columns[-1] = name
    tensor = gap(equation.conclusion, names)
    if not columns or not tensor:
        yield equation
        return
    if tensor.cols and not tensor.rows:
        equation = _turned(proof, equation)
    elif tensor.cols:
        if len(tensor.cols) > 1:
            return
        w = proof.new("a", (tree_of(tensor.cols[0]), 1))
        left, right = (Term(side) @ Term(w) for side in equation.conclusion[1:])
        equation = proof.combine(equal(left, right), Term("$0") @ Term(w), equation)
        columns.append(w)
    rows_ = gap(equation.conclusion, names).rows
    if len(rows_) > 1 or len(columns) + bool(rows_) > 2:
        return
    for name in columns:
        equation = _differentiated(proof, equation, name)
    yield equation


def _turned(proof: Derivation, equation: Theorem) -> Theorem:
    """The transposed equation."""
    _, left, right = equation.conclusion
    return proof.combine(("=", ("T", left), ("T", right)), ("T", "$0"), equation)


def _occurrences(diagram: Any, letter: str) -> int:
    strands, loops = diagram
    words = [word for _, _, word in strands] + [w for w in loops if not isinstance(w, str)]
    return sum(name == letter for word in words for name, _ in word)


def _letter(name: str, sort: Any, proof: Derivation) -> str:
    rows, cols = (leg(size, proof.theory.names) for size in sort)
    return barred(name, rows, cols)


def _of_degree(tensor: Tensor, name: str, k: int, sort: Any, proof: Derivation) -> Tensor:
    letter = _letter(name, sort, proof)
    kept = {d: c for d, c in tensor.terms.items() if _occurrences(d, letter) == k}
    return Tensor(tensor.rows, tensor.cols, kept)


def tree_of_tensor(tensor: Tensor) -> Tree:
    """A tree that has the tensor as its normal form; the tensor is not zero."""
    parts = [
        scaled(c, diagram_tree(tensor, diagram))
        for diagram, c in sorted(tensor.terms.items(), key=repr)
    ]
    return parts[0] if len(parts) == 1 else ("+", *parts)


def _vanishes(tensor: Tensor) -> Formula:
    """That the tensor is zero."""
    tree = tree_of_tensor(tensor)
    return ("=", tree, ("scale", "0", tree))


def _differentiated(proof: Derivation, equation: Theorem, name: str) -> Theorem:
    """The coefficient of a column in a number or a column; of a number, as a column."""
    names = proof.theory.names
    column = vec(gap(equation.conclusion, names))
    legs = (leg(size, names) for size in names[name])
    tensor = derivative(column, name, *legs)
    shown = rules.differentiate(proof.theory, (equation,), name, _vanishes(-tensor))
    return _turned(proof, shown) if tensor.cols and not tensor.rows else shown


def _inverse(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """The inverse of a matrix of Vandermonde, by elimination."""
    n = len(rows)
    work = [[*row, *(Fraction(i == j) for j in range(n))] for i, row in enumerate(rows)]
    for i in range(n):
        pivot = next(k for k in range(i, n) if work[k][i])
        work[i], work[pivot] = work[pivot], work[i]
        work[i] = [x / work[i][i] for x in work[i]]
        for k in range(n):
            if k != i and work[k][i]:
                work[k] = [x - work[k][i] * y for x, y in zip(work[k], work[i], strict=True)]
    return [row[n:] for row in work]
