"""Normal forms of matrix expressions whose sizes are symbols.

An expression in letters, products, transposes, Kronecker products, vec, traces and
commutation matrices is a rational combination of *diagrams*. A diagram has legs, one for
each Kronecker factor of the rows and of the columns, and consists of

- strands: a word in letters and transposed letters between two legs, A kron B being the
  strands A and B side by side, vec(A) the strand A bent around, and a commutation matrix
  two crossed strands without a letter;
- loops: closed words, each a trace, taken up to rotation and reversal with transposition.

A leg of size one carries nothing and is dropped: there the strand ends, a column letter
being a strand with one end, and a strand without ends is a scalar, kept as a loop. A
product glues legs and joins words, so that the mixed-product rule, vec(AMB) =
(B^T kron A) vec M and the cyclicity of the trace hold by construction.

Two expressions without relations between their letters are equal for all sizes and all
real matrices exactly when their normal forms are. Idea of the proof: "if" is what gluing
means, entry by entry. For "only if", multiply by fresh letters on every leg and take the
trace, so that only loops remain; products of traces of words, taken up to rotation and
reversal with transposition, are linearly independent as functions of matrices that are
large enough, because a letter whose only nonzero entries are independent unknowns at
places that no other occurrence uses traces out one diagram and no other (Procesi, The
invariant theory of n x n matrices, 1976, for square letters: relations begin only when
the degree exceeds the size).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from symbolic.errors import ShapeError, TooLargeError
from symbolic.words.diagrams import Diagram, barred, diagram_of, join, renumbered
from symbolic.words.sizes import Size

Sizes = tuple[Size, ...]
MAX_TERMS = 20_000


def show_sizes(sizes: Sizes) -> str:
    """The sizes of the Kronecker factors, multiplied: ``m*n``, and 1 where there is none."""
    return "*".join(map(str, sizes)) or "1"


@dataclass(frozen=True)
class Tensor:
    """A combination of diagrams with given row and column legs, always in normal form.

    `rows` and `cols` hold the sizes of the legs other than one; `terms` maps diagrams to
    nonzero coefficients. Two tensors are equal when their shapes and terms are.
    """

    rows: Sizes
    cols: Sizes
    terms: Mapping[Diagram, Fraction]

    def __post_init__(self) -> None:
        # What was worked out is remembered, so nobody may change it.
        object.__setattr__(self, "terms", MappingProxyType(self.terms))

    @property
    def shape(self) -> tuple[Sizes, Sizes]:
        """The legs of the rows and of the columns."""
        return self.rows, self.cols

    @property
    def size(self) -> tuple[str, str]:
        """Rows and columns as text."""
        return show_sizes(self.rows), show_sizes(self.cols)

    @property
    def is_scalar(self) -> bool:
        """Whether there is no leg: a combination of products of traces."""
        return not (self.rows or self.cols)

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __add__(self, other: Tensor) -> Tensor:
        _require_same(self, other, "sum")
        total = dict(self.terms)
        for diagram, c in other.terms.items():
            total[diagram] = total.get(diagram, Fraction(0)) + c
        return tensor_of(self.rows, self.cols, total)

    def __neg__(self) -> Tensor:
        return self.scaled(Fraction(-1))

    def __sub__(self, other: Tensor) -> Tensor:
        _require_same(self, other, "difference")
        return self + -other

    def scaled(self, c: Fraction) -> Tensor:
        """The multiple by a rational."""
        return tensor_of(self.rows, self.cols, {d: c * x for d, x in self.terms.items()})

    def __matmul__(self, other: Tensor) -> Tensor:
        """The product; a scalar on either side multiplies."""
        if self.is_scalar or other.is_scalar:
            return kron(self, other)
        if self.cols != other.rows:
            raise ShapeError("product", self.size, other.size)
        p, q = len(self.rows), len(self.cols)
        joined = [(p + j, p + q + j) for j in range(q)]
        both = _side_by_side(self, other, lambda i: i, lambda j: p + q + j)
        kept = [*range(p), *range(p + 2 * q, p + 2 * q + len(other.cols))]
        sizes = dict(zip((a for a, _ in joined), self.cols, strict=True))
        return _glued(self.rows, other.cols, both, joined, kept, sizes)

    @property
    def T(self) -> Tensor:
        """The transpose."""
        p, q = len(self.rows), len(self.cols)
        return self._relabelled(self.cols, self.rows, lambda i: i + q if i < p else i - p)

    def _relabelled(self, rows: Sizes, cols: Sizes, to: Callable[[int], int]) -> Tensor:
        def moved(diagram: Diagram) -> Diagram:
            strands, loops = diagram
            new = (
                (None if a is None else to(a), None if b is None else to(b), word)
                for a, b, word in strands
            )
            return diagram_of(new, loops)

        return tensor_of(rows, cols, {moved(d): c for d, c in self.terms.items()})


def tensor_of(rows: Sizes, cols: Sizes, terms: dict[Diagram, Fraction]) -> Tensor:
    """A tensor of these terms, without those whose coefficient is zero."""
    kept = {diagram: c for diagram, c in terms.items() if c}
    if len(kept) > MAX_TERMS:
        raise TooLargeError(f"an expression of more than {MAX_TERMS} terms")
    return Tensor(rows, cols, kept)


def _require_same(left: Tensor, right: Tensor, operation: str) -> None:
    if left.shape != right.shape:
        raise ShapeError(operation, left.size, right.size)


def _side_by_side(
    left: Tensor, right: Tensor, to_left: Callable[[int], int], to_right: Callable[[int], int]
) -> dict[Diagram, Fraction]:
    """Every pair of diagrams beside each other, their legs renumbered."""
    if len(left.terms) * len(right.terms) > MAX_TERMS:
        raise TooLargeError(f"a product of more than {MAX_TERMS} terms")
    total: dict[Diagram, Fraction] = {}
    for (s1, l1), c1 in left.terms.items():
        for (s2, l2), c2 in right.terms.items():
            strands = [renumbered(s, to_left) for s in s1] + [renumbered(s, to_right) for s in s2]
            diagram = diagram_of(strands, (*l1, *l2))
            total[diagram] = total.get(diagram, Fraction(0)) + c1 * c2
    return total


def _glued(
    rows: Sizes,
    cols: Sizes,
    terms: Mapping[Diagram, Fraction],
    joined: list[tuple[int, int]],
    kept: list[int],
    sizes: dict[int, Size],
) -> Tensor:
    """Glue pairs of legs of equal size, and renumber those that are kept."""
    number = {leg: i for i, leg in enumerate(kept)}
    total: dict[Diagram, Fraction] = {}
    for (strands, loops), coefficient in terms.items():
        open_, closed, c = list(strands), list(loops), coefficient
        for a, b in joined:
            c *= join(open_, closed, a, b, sizes[a])
        diagram = diagram_of((renumbered(s, number.__getitem__) for s in open_), closed)
        total[diagram] = total.get(diagram, Fraction(0)) + c
    return tensor_of(rows, cols, total)


def legs_of(*sizes: Size) -> Sizes:
    """The sizes that make a leg: all but one."""
    return tuple(size for size in sizes if size != 1)


def letter(name: str, rows: Size, cols: Size) -> Tensor:
    """A letter of the given sizes."""
    ends = iter(range(2))
    a = next(ends) if rows != 1 else None
    b = next(ends) if cols != 1 else None
    diagram = diagram_of([(a, b, ((barred(name, rows, cols), False),))], ())
    return Tensor(legs_of(rows), legs_of(cols), {diagram: Fraction(1)})


def identity(size: Size) -> Tensor:
    """The identity; of size one it is the scalar 1."""
    strands = [] if size == 1 else [(0, 1, ())]
    return Tensor(legs_of(size), legs_of(size), {diagram_of(strands, ()): Fraction(1)})


def scalar(value: Fraction | int) -> Tensor:
    """A rational number."""
    return identity(1).scaled(Fraction(value))


def zero(rows: Sizes, cols: Sizes) -> Tensor:
    """The zero of a shape."""
    return Tensor(tuple(rows), tuple(cols), {})


def commutation(m: Size, n: Size) -> Tensor:
    """K with ``K vec(A) = vec(A^T)`` for every m x n matrix A: rows m*n, columns n*m."""
    if m == 1 or n == 1:
        return identity(n if m == 1 else m)
    return Tensor((m, n), (n, m), {diagram_of([(0, 3, ()), (1, 2, ())], ()): Fraction(1)})


def kron(left: Tensor, right: Tensor) -> Tensor:
    """The Kronecker product; of two scalars, the product."""
    p, q, s = len(left.rows), len(left.cols), len(right.rows)
    terms = _side_by_side(
        left,
        right,
        lambda i: i if i < p else i + s,
        lambda j: p + j if j < s else p + q + j,
    )
    return tensor_of(left.rows + right.rows, left.cols + right.cols, terms)


def vec(tensor: Tensor) -> Tensor:
    """The columns below each other: rows cols*rows, one column."""
    p, q = len(tensor.rows), len(tensor.cols)
    return tensor._relabelled(tensor.cols + tensor.rows, (), lambda i: i + q if i < p else i - p)


def trace(tensor: Tensor) -> Tensor:
    """The trace of a square tensor, a scalar."""
    if tensor.rows != tensor.cols:
        raise ShapeError("trace", tensor.size, tensor.size)
    p = len(tensor.rows)
    sizes = dict(enumerate(tensor.rows))
    return _glued((), (), tensor.terms, [(i, p + i) for i in range(p)], [], sizes)
