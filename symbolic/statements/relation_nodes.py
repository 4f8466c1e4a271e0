"""Relations: equations, comparisons of numbers, inclusions of ranges, properties of a matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from symbolic.statements.nodes import Matrix, Relation, Scalar


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
    """``==``, ``!=``, ``<=``, ``>=``, ``<`` or ``>`` between numbers."""

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
