"""Matrix terms: letters, constant matrices, and what is made of them; each knows its shape."""

from __future__ import annotations

from dataclasses import dataclass

from symbolic.statements.nodes import Matrix, Node, Scalar
from symbolic.statements.sizes import ONE, Shape, Size


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
