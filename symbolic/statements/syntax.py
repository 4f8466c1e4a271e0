"""What a statement is, once it is read: sizes, matrices, scalars, relations.

A `Statement` has `letters` (names with shapes, universally quantified), `hypotheses` and a
`conclusion`: the conjunction `left`, or, where `right` is not None, "`left` iff `right`".
It holds when, for all sizes >= 1, all real matrices and all choices of the {1}-inverses,

    every `implied` and every explicit hypothesis  =>  conclusion.

- `implied`: ``invertible(M)`` for the argument M of every ``inv`` of the statement, innermost
  first; there a term like inv(M) has no meaning otherwise.
- ``ginv(M)`` is ANY {1}-inverse G of M (M G M = M). Two occurrences mean the same G exactly when
  their arguments have the same canonical form (`symbolic.statements.canonical.canonical`), and
  are chosen independently otherwise. `symbolic.statements.canonical.choices` lists these
  arguments, innermost first.
- ``psd(M)`` is "M is symmetric and x^T M x >= 0 for all x"; ``pd(M)`` likewise with > 0, x != 0.
- ``orthogonal(M)`` is "M is square and M^T M = I". `vec` stacks columns; `vech` stacks the columns
  of the lower triangle of a square matrix (diagonal included), symmetric or not.
  ``Commutation(m, n)`` is mn x mn with ``K(m,n) vec(A) = vec(T(A))`` for A m x n, and
  ``Duplication(n)`` is n^2 x n(n+1)/2 with ``D(n) vech(A) = vec(A)`` for symmetric A.

The nodes are defined by kind (`matrix_nodes`, `scalar_nodes`, `relation_nodes`) and are all
imported from here. Every one is a frozen dataclass, comparable and hashable. Every `Matrix` has a
`shape`, a pair of `Size`, and `parts`, the nodes right below it; the parser has checked all shapes.
Names that a statement defines (``M = ...``) are already replaced by what they stand for. Sums and
products are flat (no sum directly in a sum, no product directly in a product) and have two parts
or more; subtraction is a sum with a `Scale` by -1. A scalar times a matrix is a `Scale`; a `Scale`
is never directly in a `Scale`, and no factor of a `Product` is a `Scale`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from symbolic.statements.matrix_nodes import (
    Commutation,
    Duplication,
    Ginv,
    Hcat,
    Identity,
    Inv,
    Kron,
    Letter,
    Pinv,
    Product,
    Scale,
    Sum,
    Transpose,
    Vcat,
    Vec,
    Vech,
    Zero,
)
from symbolic.statements.nodes import (
    Matrix,
    Node,
    Relation,
    Scalar,
    walk,
)
from symbolic.statements.relation_nodes import (
    Compare,
    Equal,
    Property,
    RangeIn,
)
from symbolic.statements.scalar_nodes import (
    Det,
    Entry,
    Number,
    Rank,
    ScalarProduct,
    ScalarSum,
    SizeValue,
    Trace,
)

__all__ = [
    "Commutation",
    "Compare",
    "Conclusion",
    "Det",
    "Duplication",
    "Entry",
    "Equal",
    "Ginv",
    "Hcat",
    "Identity",
    "Inv",
    "Kron",
    "Letter",
    "Matrix",
    "Node",
    "Number",
    "Pinv",
    "Product",
    "Property",
    "RangeIn",
    "Rank",
    "Relation",
    "Scalar",
    "ScalarProduct",
    "ScalarSum",
    "Scale",
    "SizeValue",
    "Statement",
    "Sum",
    "Trace",
    "Transpose",
    "Vcat",
    "Vec",
    "Vech",
    "Zero",
    "size_names",
    "walk",
]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """All of `left`, or, where `right` is not None, all of `left` iff all of `right`."""

    left: tuple[Relation, ...]
    right: tuple[Relation, ...] | None = None

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The relations of both sides."""
        return self.left + (self.right or ())


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement; `source` is its text, which takes no part in comparisons."""

    letters: tuple[Letter, ...]
    hypotheses: tuple[Relation, ...]
    conclusion: Conclusion
    source: str = field(default="", compare=False)

    @property
    def relations(self) -> tuple[Relation, ...]:
        """Hypotheses, then conclusion."""
        return self.hypotheses + self.conclusion.relations

    @property
    def sizes(self) -> tuple[str, ...]:
        """The names of sizes, in the order of the declarations."""
        names: dict[str, None] = {}
        for letter in self.letters:
            for size in letter.shape:
                for monomial, _ in size.terms:
                    names |= dict.fromkeys(monomial)
        for relation in self.relations:
            for node in walk(relation):
                names |= dict.fromkeys(sorted(size_names(node)))
        return tuple(names)

    @property
    def implied(self) -> tuple[Property, ...]:
        """``invertible(M)`` for every inv(M), innermost first, each once."""
        found = (node for relation in self.relations for node in walk(relation))
        return tuple(
            dict.fromkeys(Property("invertible", node.of) for node in found if type(node) is Inv)
        )


def size_names(node: Node) -> frozenset[str]:
    """The names of sizes that the node itself carries."""
    match node:
        case Identity(size) | Duplication(size) | SizeValue(size):
            return size.names
        case Zero(rows, columns) | Commutation(rows, columns):
            return rows.names | columns.names
    return frozenset()
