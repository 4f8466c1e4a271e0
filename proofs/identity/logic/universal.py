"""What a universal fact says without its bound names.

An equation ``for all v: P(v) = 0`` says that the coefficients of P vanish: its part of degree k in
v, which is a combination of P(0), P(v), .., P(d v), is differentiated k times by v, about which
nothing is assumed. Other parts of a conjunction are facts of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from proofs.identity.rewriting.traces import diagram_tree
from proofs.identity.rewriting.words import scaled
from proofs.kernel import rules
from proofs.kernel.formulas import gap
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from symbolic.words.diagrams import barred
from symbolic.words.differentials import derivative
from symbolic.words.sizes import is_matrix, leg
from symbolic.words.tensor import Tensor, vec
from symbolic.words.terms import Term, Tree

MAX_DEGREE = 4


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
    if not names:
        yield equation
        return
    for part in _parts(proof, equation, names[0]):
        yield from coefficients(proof, part, names[1:])


def _parts(proof: Derivation, equation: Theorem, name: str) -> Iterator[Theorem]:
    sort = proof.theory.names[name]
    found = sorted(set(_degrees(gap(equation.conclusion, proof.theory.names), name, sort, proof)))
    if not found or found[-1] > MAX_DEGREE:
        return
    if len(found) == 1:
        yield _differentiated(proof, equation, name, found[0])
        return
    everywhere = proof.generalize(equation, name)
    points = [Fraction(k) for k in range(len(found))] if found[0] == 0 else [
        Fraction(k + 1) for k in range(len(found))
    ]  # fmt: skip
    values = [proof.instance(everywhere, point * Term(name)) for point in points]
    inverse = _inverse([[point**k for k in found] for point in points])
    for place, k in enumerate(found):
        by = [scaled(c, f"${n}") for n, c in enumerate(inverse[place]) if c]
        tensor = _of_degree(gap(equation.conclusion, proof.theory.names), name, k, sort, proof)
        goal = _vanishes(-tensor)
        part = proof.combine(goal, by[0] if len(by) == 1 else ("+", *by), *values)
        yield _differentiated(proof, part, name, k)


def _occurrences(diagram: Any, letter: str) -> int:
    strands, loops = diagram
    words = [word for _, _, word in strands] + [w for w in loops if not isinstance(w, str)]
    return sum(name == letter for word in words for name, _ in word)


def _letter(name: str, sort: Any, proof: Derivation) -> str:
    rows, cols = (leg(size, proof.theory.names) for size in sort)
    return barred(name, rows, cols)


def _degrees(tensor: Tensor, name: str, sort: Any, proof: Derivation) -> list[int]:
    letter = _letter(name, sort, proof)
    return [_occurrences(diagram, letter) for diagram in tensor.terms]


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


def _vanishes(tensor: Tensor) -> tuple[Any, ...]:
    tree = tree_of_tensor(tensor)
    return ("=", tree, ("scale", "0", tree))


def _differentiated(proof: Derivation, equation: Theorem, name: str, times: int) -> Theorem:
    """The derivative of so many orders, which no longer has the name."""
    names = proof.theory.names
    for _ in range(times):
        column = vec(gap(equation.conclusion, names))
        legs = (leg(size, names) for size in names[name])
        tensor = derivative(column, name, *legs)
        goal = _vanishes(-tensor)
        equation = rules.differentiate(proof.theory, (equation,), name, goal)
        if not tensor.rows and len(tensor.cols) == 2:
            turned = ("=", ("T", goal[1]), ("T", goal[2]))
            equation = proof.combine(turned, ("T", "$0"), equation)
    return equation


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
