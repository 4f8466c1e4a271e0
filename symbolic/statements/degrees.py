"""In which letters a term is affine: what can be solved for exactly."""

from __future__ import annotations

from symbolic.statements.syntax import (
    Entry,
    Hcat,
    Kron,
    Letter,
    Node,
    Product,
    ScalarProduct,
    ScalarSum,
    Scale,
    Sum,
    Trace,
    Transpose,
    Vcat,
    Vec,
    Vech,
    walk,
)

NOT_AFFINE = 2


def letters_of(node: Node) -> frozenset[str]:
    """The names of the letters in a term or a relation."""
    return frozenset(part.name for part in walk(node) if isinstance(part, Letter))


def degree(node: Node, unknown: frozenset[str]) -> int:
    """0 where no unknown letter occurs, 1 where the term is affine in them jointly, else 2.

    >>> from symbolic.statements import statement
    >>> term = statement("A: n x n, B: n x n |- A*B*T(A) == 0").conclusion.parts[0]
    >>> [degree(term, frozenset(names)) for names in ("", "A", "B", "AB")]
    [0, 2, 1, 2]
    """
    match node:
        case Letter(name):
            return int(name in unknown)
        case Product() | Scale() | Kron() | ScalarProduct():
            return min(NOT_AFFINE, sum(degree(part, unknown) for part in node.parts))
        case (
            Sum() | ScalarSum() | Transpose() | Vec() | Vech()
            | Hcat() | Vcat() | Trace() | Entry()
        ):  # fmt: skip
            return max(degree(part, unknown) for part in node.parts)
    return NOT_AFFINE if letters_of(node) & unknown else 0


def polynomial_degree(node: Node, unknown: frozenset[str]) -> int | None:
    """A bound for the degree in the unknown letters jointly; None where it may be none.

    >>> from symbolic.statements import statement
    >>> term = statement("A: n x n, B: n x n |- A*B*T(A) == pinv(B)").conclusion
    >>> [polynomial_degree(term.parts[0], frozenset(names)) for names in ("", "A", "AB")]
    [0, 2, 3]
    >>> polynomial_degree(term.parts[1], frozenset("B"))
    """
    if not letters_of(node) & unknown:
        return 0
    found = [polynomial_degree(part, unknown) for part in node.parts]
    known = [degree for degree in found if degree is not None]
    if len(known) < len(found):
        return None
    match node:
        case Letter():
            return 1
        case Product() | Scale() | Kron() | ScalarProduct():
            return sum(known)
        case (
            Sum() | ScalarSum() | Transpose() | Vec() | Vech()
            | Hcat() | Vcat() | Trace() | Entry()
        ):  # fmt: skip
            return max(known)
    return None
