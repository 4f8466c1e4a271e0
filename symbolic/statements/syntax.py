"""What a statement is, once it is read: sizes, matrices, scalars, formulas.

A `Statement` has `letters` (names with shapes, universally quantified), `hypotheses` (formulas,
none of them an `And`) and a `conclusion`, a formula. It holds when, for all sizes >= 1, all real
matrices and all choices of the {1}-inverses,

    every `implied` and every explicit hypothesis  =>  conclusion.

- A formula is a relation, or is made of formulas by `And`, `Or`, `Not`, `Implies`, `Iff`, `ForAll`
  and `Exists` (`formula_nodes`). A bound name is the `Letter` of its quantifier; it is no name that
  is declared outside. A number ``l: number`` is a letter of shape 1 x 1.
- `implied`: ``invertible(M)`` for the argument M of every ``inv`` of the statement, ``s != 0`` for
  every divisor s, innermost first; there a term like inv(M) has no meaning otherwise. Their
  arguments, and those of ``ginv``, have no bound names.
- ``ginv(M)`` is ANY {1}-inverse G of M (M G M = M). Two occurrences mean the same G exactly when
  their arguments have the same canonical form (`symbolic.statements.canonical.canonical`), and
  are chosen independently otherwise. `symbolic.statements.canonical.choices` lists these
  arguments, innermost first.
- ``skew(M)`` is read as T(M) == -M, ``idempotent(M)`` as M*M == M, ``sq(M)`` as tr(T(M)*M),
  ``inner(M,N)`` as tr(T(M)*N), ``A^k`` for an integer k as a product of k factors A or inv(A).
- ``psd(M)`` is "M is symmetric and x^T M x >= 0 for all x"; ``pd(M)`` likewise with > 0, x != 0.
- ``orthogonal(M)`` is "M is square and M^T M = I". `vec` stacks columns; `vech` stacks the columns
  of the lower triangle of a square matrix (diagonal included), symmetric or not.
  ``Commutation(m, n)`` is mn x mn with ``K(m,n) vec(A) = vec(T(A))`` for A m x n, and
  ``Duplication(n)`` is n^2 x n(n+1)/2 with ``D(n) vech(A) = vec(A)`` for symmetric A.

The nodes are defined by kind (`matrix_nodes`, `scalar_nodes`, `relation_nodes`, `formula_nodes`)
and are all imported from here. Every one is a frozen dataclass, comparable and hashable. Every
`Matrix` has a `shape`, a pair of `Size`, and `parts`, the nodes right below it; the parser has
checked all shapes. Names that a statement defines (``M = ...``) are already replaced by what they
stand for. Sums and products are flat (no sum directly in a sum, no product directly in a product)
and have two parts or more; subtraction is a sum with a `Scale` by -1. A scalar times a matrix is a
`Scale`; a `Scale` is never directly in a `Scale`, and no factor of a `Product` is a `Scale`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from symbolic.statements.formula_nodes import (
    And,
    Exists,
    ForAll,
    Iff,
    Implies,
    Not,
    Or,
    Quantified,
)
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
    Formula,
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
    Reciprocal,
    ScalarProduct,
    ScalarSum,
    SizeValue,
    Trace,
)

__all__ = [
    "And",
    "Commutation",
    "Compare",
    "Derivative",
    "Det",
    "Duplication",
    "Entry",
    "Equal",
    "Exists",
    "ForAll",
    "Formula",
    "Ginv",
    "Hcat",
    "Identity",
    "Iff",
    "Implies",
    "Inv",
    "Kron",
    "Letter",
    "Matrix",
    "Node",
    "Not",
    "Number",
    "Or",
    "Pinv",
    "Product",
    "Property",
    "Quantified",
    "RangeIn",
    "Rank",
    "Reciprocal",
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
class Derivative:
    """A derivative as it was written out: ``grad``, ``jac``, ``along`` or ``along2`` of a term."""

    kind: str
    of: Matrix | Scalar
    by: Letter
    direction: Matrix | None
    found: Matrix | Scalar


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement; `source` is its text, which takes no part in comparisons.

    `notes` says how a text was read where that is worth saying, as of a decimal. `presupposed` is
    what gave a value to terms of which only a derivative is left; it is among the `implied`.
    `derivatives` are those that were written out, for `derivative_checks`.
    """

    letters: tuple[Letter, ...]
    hypotheses: tuple[Formula, ...]
    conclusion: Formula
    source: str = field(default="", compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)
    presupposed: tuple[Property | Compare, ...] = ()
    derivatives: tuple[Derivative, ...] = field(default=(), compare=False)

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """Hypotheses, then conclusion."""
        return (*self.hypotheses, self.conclusion)

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The relations that the formulas are made of, in their order."""
        return tuple(
            node for formula in self.formulas for node in walk(formula)
            if isinstance(node, Relation)
        )  # fmt: skip

    @property
    def sizes(self) -> tuple[str, ...]:
        """The names of sizes, in the order of the declarations."""
        names: dict[str, None] = {}
        for letter in self.letters:
            for size in letter.shape:
                for monomial, _ in size.terms:
                    names |= dict.fromkeys(monomial)
        for formula in self.formulas:
            for node in walk(formula):
                names |= dict.fromkeys(sorted(size_names(node)))
        return tuple(names)

    @property
    def implied(self) -> tuple[Property | Compare, ...]:
        """What gives every inv(M) and every 1/s a value, innermost first, each once.

        ``invertible(M)`` and ``s != 0``; no bound name is in M or s.
        """
        found: dict[Property | Compare, None] = dict.fromkeys(self.presupposed)
        for formula in self.formulas:
            for node in walk(formula):
                if type(node) is Inv:
                    found[Property("invertible", node.of)] = None
                elif type(node) is Reciprocal:
                    found[Compare(node.of, "!=", Number(Fraction(0)))] = None
        return tuple(found)


def size_names(node: Node) -> frozenset[str]:
    """The names of sizes that the node itself carries."""
    match node:
        case Identity(size) | Duplication(size) | SizeValue(size):
            return size.names
        case Zero(rows, columns) | Commutation(rows, columns):
            return rows.names | columns.names
        case Quantified(letter):
            return letter.shape[0].names | letter.shape[1].names
    return frozenset()
