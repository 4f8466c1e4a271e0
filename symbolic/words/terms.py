"""Matrix terms as trees: letters and operations, with the sizes left as symbols.

A tree is a letter's name or a tuple in prefix form, which is also how it is written in a
certificate: ``("*", "A", ("T", "B"))``. `evaluate` gives its normal form; `Term` wraps a
tree in the usual operators.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from symbolic.errors import RingError, UnknownClaimError
from symbolic.words import tensor
from symbolic.words.differentials import derivative
from symbolic.words.sizes import Size, Sort, Sorts, is_matrix, layer, leg
from symbolic.words.tensor import Tensor

Tree = Any
Shape = tuple[Size, Size]

_UNARY: dict[str, Callable[[Tensor], Tensor]] = {
    "T": lambda t: t.T,
    "vec": tensor.vec,
    "tr": tensor.trace,
}
_CONSTANTS: dict[str, Callable[..., Tensor]] = {
    "I": tensor.identity,
    "0": lambda rows, cols: tensor.zero(tensor.legs_of(rows), tensor.legs_of(cols)),
    "K": tensor.commutation,
}
_NARY: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "*": lambda t, u: t @ u,
    "+": lambda t, u: t + u,
    "kron": tensor.kron,
}


class Scope(Mapping[str, Sort]):
    """Names with their sorts, to be read only, and the normal forms worked out under them.

    Names may be added to what it was made of, but none may change its sort, so that what
    `evaluate` worked out for a tree stays right.
    """

    __slots__ = ("_inner", "_names", "_terms")

    def __init__(self, names: Mapping[str, Sort]) -> None:
        self._names = names
        self._terms: dict[Tree, Tensor] = {}
        self._inner: dict[tuple[str, Sort], Scope] = {}

    def __getitem__(self, name: str) -> Sort:
        return self._names[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def get(self, name: str, default: Any = None) -> Any:
        """The sort of a name."""
        return self._names.get(name, default)

    def under(self, name: str, sort: Sort) -> Scope:
        """The scope with one more name, of a quantifier; the same again remembers the same."""
        found = Scope({**self._names, name: sort})
        known = self._inner.setdefault((name, sort), found)
        found._terms, found._inner = known._terms, known._inner
        return found


def evaluate(tree: Tree, letters: Sorts, holes: Sequence[Tensor] = ()) -> Tensor:
    """The normal form of a tree; raises `ShapeError` where sizes do not fit.

    `letters` gives the sort of every name, see `symbolic.words.sizes`; ``"$0"`` stands for
    the first of `holes`, ``("@", W, k)`` for a layer of a network, ``("@", W, j, i)`` for the
    product of the layers j - 1 to i. In a `Scope` each tree is worked out once.
    """
    if holes or type(letters) is not Scope:
        return _evaluated(tree, letters, holes)
    found = letters._terms.get(tree)
    if found is None:
        found = letters._terms[tree] = _evaluated(tree, letters, ())
    return found


def _evaluated(tree: Tree, letters: Sorts, holes: Sequence[Tensor]) -> Tensor:
    if isinstance(tree, str):
        if tree.startswith("$"):
            return holes[int(tree[1:])]
        return tensor.letter(tree, *_shape(tree, letters))
    head, *parts = tree
    if head == "@":
        return tensor.letter(*layer(tuple(parts), letters))
    if head in _CONSTANTS:
        return _CONSTANTS[head](*(leg(size, letters) for size in parts))
    if head == "scale":
        return evaluate(parts[1], letters, holes).scaled(Fraction(parts[0]))
    if head == "D":
        return derivative(evaluate(parts[0], letters, holes), parts[1], *_shape(parts[1], letters))
    values = [evaluate(part, letters, holes) for part in parts]
    if head in _UNARY:
        return _UNARY[head](values[0])
    total = values[0]
    for value in values[1:]:
        total = _NARY[head](total, value)
    return total


def _shape(name: str, letters: Sorts) -> Shape:
    if not is_matrix(letters.get(name)):
        raise UnknownClaimError(f"the letter {name} is not declared")
    rows, cols = letters[name]
    return leg(rows, letters), leg(cols, letters)


class Term:
    """A tree with operators; sizes are checked when it is evaluated.

    >>> A, B = Term("A"), Term("B")
    >>> (A @ B.T - 2 * A).tree
    ('+', ('*', 'A', ('T', 'B')), ('scale', '-1', ('scale', '2', 'A')))
    """

    __slots__ = ("tree",)

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def __matmul__(self, other: Term) -> Term:
        return _joined("*", self, other)

    def __add__(self, other: Term) -> Term:
        return _joined("+", self, other)

    def __sub__(self, other: Term) -> Term:
        return self + -other

    def __neg__(self) -> Term:
        return -1 * self

    def __rmul__(self, factor: Fraction | int) -> Term:
        if isinstance(factor, float):
            raise RingError("a float has no place in an exact term")
        return Term(("scale", str(Fraction(factor)), self.tree))

    @property
    def T(self) -> Term:
        """The transpose."""
        return Term(("T", self.tree))

    def __repr__(self) -> str:
        return f"Term({self.tree!r})"


def _joined(head: str, left: Term, right: Term) -> Term:
    """A product or a sum, without nesting on the left."""
    first = left.tree[1:] if left.tree[0] == head and len(left.tree) > 1 else (left.tree,)
    return Term((head, *first, right.tree))


def kron(left: Term, right: Term) -> Term:
    """The Kronecker product."""
    return Term(("kron", left.tree, right.tree))


def vec(term: Term) -> Term:
    """The columns below each other."""
    return Term(("vec", term.tree))


def tr(term: Term) -> Term:
    """The trace."""
    return Term(("tr", term.tree))


def identity(size: Tree) -> Term:
    """The identity."""
    return Term(("I", size))


def zero(rows: Tree, cols: Tree) -> Term:
    """The zero matrix."""
    return Term(("0", rows, cols))


def commutation(m: Tree, n: Tree) -> Term:
    """K with ``K vec(A) = vec(A^T)`` for m x n matrices A."""
    return Term(("K", m, n))


def derivative_by(term: Term, letter: Term) -> Term:
    """The derivative of a column by vec(W^T)."""
    return Term(("D", term.tree, letter.tree))
