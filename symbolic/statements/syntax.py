"""What a statement is, once it is read: sizes, matrices, scalars, relations.

A `Statement` has `letters` (names with shapes, universally quantified), `hypotheses` and a
`conclusion`: the conjunction `left`, or, where `right` is not None, "`left` iff `right`".
It holds when, for all sizes >= 1, all real matrices and all choices of the {1}-inverses,

    every `implied` and every explicit hypothesis  =>  conclusion.

- `implied`: ``invertible(M)`` for the argument M of every ``inv`` of the statement, innermost
  first; there a term like inv(M) has no meaning otherwise.
- ``ginv(M)`` is ANY {1}-inverse G of M (M G M = M). Two occurrences mean the same G exactly when
  their arguments have the same canonical form (`symbolic.statements.canonical.canonical`), and
  are chosen independently otherwise. `choices` lists these arguments, innermost first.
- ``psd(M)`` is "M is symmetric and x^T M x >= 0 for all x"; ``pd(M)`` likewise with > 0, x != 0.
- ``orthogonal(M)`` is "M is square and M^T M = I". `vec` stacks columns; `vech` stacks the columns
  of the lower triangle of a square matrix (diagonal included), symmetric or not.
  ``Commutation(m, n)`` is mn x mn with ``K(m,n) vec(A) = vec(T(A))`` for A m x n, and
  ``Duplication(n)`` is n^2 x n(n+1)/2 with ``D(n) vech(A) = vec(A)`` for symmetric A.

Every node is a frozen dataclass, comparable and hashable. Every `Matrix` has a `shape`, a pair
of `Size`, and `parts`, the nodes right below it; the parser has checked all shapes. Names that
a statement defines (``M = ...``) are already replaced by what they stand for. Sums and products
are flat (no sum directly in a sum, no product directly in a product) and have two parts or more;
subtraction is a sum with a `Scale` by -1. A scalar times a matrix is a `Scale`; a `Scale` is
never directly in a `Scale`, and no factor of a `Product` is a `Scale`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar

from symbolic.statements.sizes import ONE, Shape, Size


class Node:
    """A matrix, a scalar or a relation."""

    __slots__ = ()

    @property
    def parts(self) -> tuple[Node, ...]:
        """The nodes right below, left to right."""
        return ()


class Matrix(Node):
    """A matrix term."""

    __slots__ = ()

    @property
    def shape(self) -> Shape:
        """Its height and width."""
        raise NotImplementedError


class Scalar(Node):
    """A real number."""

    __slots__ = ()


class Relation(Node):
    """What is true or false of an instance."""

    __slots__ = ()


# Matrices


@dataclass(frozen=True, slots=True)
class Letter(Matrix):
    """A declared matrix."""

    name: str
    size: Shape

    @property
    def shape(self) -> Shape:
        return self.size


@dataclass(frozen=True, slots=True)
class Identity(Matrix):
    """``I(n)``."""

    size: Size

    @property
    def shape(self) -> Shape:
        return self.size, self.size


@dataclass(frozen=True, slots=True)
class Zero(Matrix):
    """``O(m, n)``, or a plain 0 compared with a matrix."""

    rows: Size
    columns: Size

    @property
    def shape(self) -> Shape:
        return self.rows, self.columns


@dataclass(frozen=True, slots=True)
class Commutation(Matrix):
    """``K(m, n)``: mn x mn, ``K(m, n) vec(A) == vec(T(A))`` for A m x n."""

    rows: Size
    columns: Size

    @property
    def shape(self) -> Shape:
        size = self.rows * self.columns
        return size, size


@dataclass(frozen=True, slots=True)
class Duplication(Matrix):
    """``D(n)``: n^2 x n(n+1)/2, ``D(n) vech(A) == vec(A)`` for symmetric A n x n."""

    size: Size

    @property
    def shape(self) -> Shape:
        return self.size * self.size, self.size.triangle


@dataclass(frozen=True, slots=True)
class Sum(Matrix):
    """``A + B + ..``, two terms or more, of one shape."""

    terms: tuple[Matrix, ...]

    @property
    def parts(self) -> tuple[Matrix, ...]:
        return self.terms

    @property
    def shape(self) -> Shape:
        return self.terms[0].shape


@dataclass(frozen=True, slots=True)
class Product(Matrix):
    """``A * B * ..``, two factors or more, the sizes between them fitting."""

    factors: tuple[Matrix, ...]

    @property
    def parts(self) -> tuple[Matrix, ...]:
        return self.factors

    @property
    def shape(self) -> Shape:
        return self.factors[0].shape[0], self.factors[-1].shape[1]


@dataclass(frozen=True, slots=True)
class Scale(Matrix):
    """A scalar times a matrix; -A is ``Scale(Number(-1), A)``."""

    factor: Scalar
    of: Matrix

    @property
    def parts(self) -> tuple[Node, ...]:
        return self.factor, self.of

    @property
    def shape(self) -> Shape:
        return self.of.shape


@dataclass(frozen=True, slots=True)
class _Unary(Matrix):
    of: Matrix

    @property
    def parts(self) -> tuple[Matrix, ...]:
        return (self.of,)

    @property
    def shape(self) -> Shape:
        height, width = self.of.shape
        return width, height


@dataclass(frozen=True, slots=True)
class Transpose(_Unary):
    """``T(A)``."""


@dataclass(frozen=True, slots=True)
class Inv(_Unary):
    """``inv(A)``, of a square matrix that is invertible by hypothesis."""


@dataclass(frozen=True, slots=True)
class Pinv(_Unary):
    """``pinv(A)``, the Moore-Penrose inverse."""


@dataclass(frozen=True, slots=True)
class Ginv(_Unary):
    """``ginv(A)``, any {1}-inverse."""


@dataclass(frozen=True, slots=True)
class Vec(_Unary):
    """``vec(A)``: the columns below each other, mn x 1."""

    @property
    def shape(self) -> Shape:
        height, width = self.of.shape
        return height * width, ONE


@dataclass(frozen=True, slots=True)
class Vech(_Unary):
    """``vech(A)``: the columns of the lower triangle below each other, n(n+1)/2 x 1."""

    @property
    def shape(self) -> Shape:
        return self.of.shape[0].triangle, ONE


@dataclass(frozen=True, slots=True)
class Kron(Matrix):
    """``kron(A, B)``, with blocks ``a_ij B``."""

    left: Matrix
    right: Matrix

    @property
    def parts(self) -> tuple[Matrix, ...]:
        return self.left, self.right

    @property
    def shape(self) -> Shape:
        (m, n), (p, q) = self.left.shape, self.right.shape
        return m * p, n * q


@dataclass(frozen=True, slots=True)
class Hcat(Matrix):
    """``hcat(A, B, ..)``: side by side."""

    blocks: tuple[Matrix, ...]

    @property
    def parts(self) -> tuple[Matrix, ...]:
        return self.blocks

    @property
    def shape(self) -> Shape:
        height, width = self.blocks[0].shape
        for block in self.blocks[1:]:
            width = width + block.shape[1]
        return height, width


@dataclass(frozen=True, slots=True)
class Vcat(Matrix):
    """``vcat(A, B, ..)``: below each other."""

    blocks: tuple[Matrix, ...]

    @property
    def parts(self) -> tuple[Matrix, ...]:
        return self.blocks

    @property
    def shape(self) -> Shape:
        height, width = self.blocks[0].shape
        for block in self.blocks[1:]:
            height = height + block.shape[0]
        return height, width


# Scalars


@dataclass(frozen=True, slots=True)
class Number(Scalar):
    """A rational."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class SizeValue(Scalar):
    """A size as a number."""

    size: Size


@dataclass(frozen=True, slots=True)
class _Of(Scalar):
    of: Matrix

    @property
    def parts(self) -> tuple[Matrix, ...]:
        return (self.of,)


@dataclass(frozen=True, slots=True)
class Rank(_Of):
    """``rank(A)``."""


@dataclass(frozen=True, slots=True)
class Trace(_Of):
    """``tr(A)``, A square."""


@dataclass(frozen=True, slots=True)
class Det(_Of):
    """``det(A)``, A square."""


@dataclass(frozen=True, slots=True)
class Entry(_Of):
    """The only entry of a 1 x 1 matrix, which is not written in the language."""


@dataclass(frozen=True, slots=True)
class ScalarSum(Scalar):
    """A sum of two numbers or more."""

    terms: tuple[Scalar, ...]

    @property
    def parts(self) -> tuple[Scalar, ...]:
        return self.terms


@dataclass(frozen=True, slots=True)
class ScalarProduct(Scalar):
    """A product of two numbers or more."""

    factors: tuple[Scalar, ...]

    @property
    def parts(self) -> tuple[Scalar, ...]:
        return self.factors


# Relations


@dataclass(frozen=True, slots=True)
class Equal(Relation):
    """``A == B`` for matrices of one shape; ``A != B`` where `negated`."""

    left: Matrix
    right: Matrix
    negated: bool = False

    @property
    def parts(self) -> tuple[Matrix, ...]:
        return self.left, self.right


@dataclass(frozen=True, slots=True)
class Compare(Relation):
    """``==``, ``!=``, ``<=`` or ``>=`` between numbers."""

    left: Scalar
    sign: str
    right: Scalar

    @property
    def parts(self) -> tuple[Scalar, ...]:
        return self.left, self.right


@dataclass(frozen=True, slots=True)
class RangeIn(Relation):
    """``range(A) in range(B)``; ``range(A) == range(B)`` is read as two of these."""

    inner: Matrix
    outer: Matrix

    @property
    def parts(self) -> tuple[Matrix, ...]:
        return self.inner, self.outer


@dataclass(frozen=True, slots=True)
class Property(Relation):
    """One of `Property.NAMES` of a matrix; the first five only of a square one."""

    NAMES: ClassVar[tuple[str, ...]] = (
        "symmetric", "psd", "pd", "invertible", "orthogonal",
        "full_column_rank", "full_row_rank",
    )  # fmt: skip
    SQUARE: ClassVar[tuple[str, ...]] = NAMES[:5]

    name: str
    of: Matrix

    @property
    def parts(self) -> tuple[Matrix, ...]:
        return (self.of,)


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

    @property
    def choices(self) -> tuple[Matrix, ...]:
        """The canonical arguments of all ginv, innermost first, each once."""
        from symbolic.statements.canonical import canonical

        found = (node for relation in self.relations for node in walk(relation))
        return tuple(dict.fromkeys(canonical(node.of) for node in found if type(node) is Ginv))


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, those below first."""
    for part in node.parts:
        yield from walk(part)
    yield node


def size_names(node: Node) -> frozenset[str]:
    """The names of sizes that the node itself carries."""
    match node:
        case Identity(size) | Duplication(size) | SizeValue(size):
            return size.names
        case Zero(rows, columns) | Commutation(rows, columns):
            return rows.names | columns.names
    return frozenset()
