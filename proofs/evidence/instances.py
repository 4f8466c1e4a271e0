"""Terms and formulas at concrete sizes and matrices, in plain fractions.

Code of its own: it shares nothing with the normal forms and the engines that it is compared
with. A formula is
true, false, or None where it was not decided: for a quantifier over matrices only some values
are tried, so "for all" is at best not refuted, and "for some" at worst not found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from random import Random
from typing import Any, cast

from proofs.evidence.instance_matrices import (
    Matrix,
    Rows,
    commutation,
    eye,
    kron,
    random_matrix,
    require,
    scalar,
    vec,
    zeros,
)

__all__ = [
    "TRIES",
    "Instance",
    "Matrix",
    "Rows",
    "commutation",
    "eye",
    "instance_of",
    "kron",
    "letters_of",
    "random_matrix",
    "scalar",
    "vec",
    "zeros",
]

TRIES = 6

_OPERATIONS: dict[str, Callable[[Matrix, Matrix], Matrix]] = {
    "*": lambda a, b: a @ b,
    "+": lambda a, b: a + b,
    "kron": kron,
}


@dataclass
class Instance:
    """Values for sizes, widths (lists), matrices and networks (lists of matrices)."""

    rng: Random
    values: dict[str, Any] = field(default_factory=dict)

    def with_value(self, name: str, value: Any) -> Instance:
        """The same with another value for a name."""
        return Instance(self.rng, {**self.values, name: value})

    def size(self, tree: Any) -> int:
        """A size."""
        if isinstance(tree, int):
            return tree
        if isinstance(tree, str):
            return int(self.values[tree])
        if tree[0] == "@":
            return int(self.values[tree[1]][self.size(tree[2])])
        return sum(self.size(part) for part in tree[1:])

    def term(self, tree: Any) -> Matrix:
        """The value of a term, or of a matrix itself; `ValueError` where sizes do not fit."""
        if isinstance(tree, str):
            return cast(Matrix, self.values[tree])
        if isinstance(tree, Matrix):
            return tree
        head, *parts = tree
        if head == "@":
            return self._layers(parts)
        if head == "I":
            n = self.size(parts[0])
            return Matrix(eye(n), n, n)
        if head == "0":
            m, n = map(self.size, parts)
            return Matrix(zeros(m, n), m, n)
        if head == "K":
            return commutation(*map(self.size, parts))
        if head == "scale":
            return self.term(parts[1]).scaled(Fraction(parts[0]))
        if head == "D":
            return self._derivative(*parts)
        values = [self.term(part) for part in parts]
        if head == "T":
            return values[0].T
        if head == "vec":
            return vec(values[0])
        if head == "tr":
            return scalar(values[0].trace)
        return reduce(_OPERATIONS[head], values)

    def _layers(self, parts: list[Any]) -> Matrix:
        layers = self.values[parts[0]]
        if len(parts) == 2:
            return cast(Matrix, layers[self.size(parts[1])])
        j, i = map(self.size, parts[1:])
        if i > j:
            raise ValueError(f"the product of the layers {i} to {j - 1}")
        n = layers[i].n
        total = Matrix(eye(n), n, n)
        for layer in layers[i:j]:
            total = layer @ total
        return total

    def _derivative(self, tree: Any, name: str) -> Matrix:
        """By differences, exact for what has degree at most 2 in each entry."""
        letter = self.values[name]
        tree = self._folded(tree, {name})
        columns = []
        for i in range(letter.m):
            for j in range(letter.n):
                moved = []
                for step in (-2, -1, 1, 2):
                    value = letter.moved(i, j, step)
                    moved.append(self.with_value(name, value).term(tree))
                small = (moved[2] + moved[1].scaled(Fraction(-1))).scaled(Fraction(1, 2))
                large = (moved[3] + moved[0].scaled(Fraction(-1))).scaled(Fraction(1, 4))
                if small != large:
                    raise ValueError(f"a term of degree above 2 in {name}")
                columns.append([row[0] for row in small.rows])
        m = len(columns[0])
        return Matrix([[c[i] for c in columns] for i in range(m)], m, len(columns))

    def _folded(self, tree: Any, moving: set[str]) -> Any:
        """The same term with values in place of what does not depend on some letters.

        What is evaluated at every step of a difference is then only what changes.
        """
        if not moving & letters_of(tree):
            return self.term(tree)
        if isinstance(tree, str):
            return tree
        head, *parts = tree
        if head == "D":
            return [head, self._folded(parts[0], moving | {parts[1]}), parts[1]]
        if head == "scale":
            return [head, Fraction(parts[0]), self._folded(parts[1], moving)]
        if head not in _OPERATIONS and head not in ("T", "vec", "tr"):
            return tree
        parts = [self._folded(part, moving) for part in parts]
        while len(parts) > 1 and isinstance(parts[0], Matrix) and isinstance(parts[1], Matrix):
            parts[:2] = [_OPERATIONS[head](parts[0], parts[1])]
        return [head, *parts]

    def holds(self, formula: Any) -> bool | None:
        """Whether a formula is true here; None where the values that were tried do not tell."""
        head, *parts = formula
        if head == "size<=":
            return self.size(parts[0]) <= self.size(parts[1])
        if head in ("=", "<=", "<"):
            left, right = self.term(parts[0]), self.term(parts[1])
            if head == "=":
                require((left.m, left.n) == (right.m, right.n), "equation", left, right)
                return left == right
            a, b = left.rows[0][0], right.rows[0][0]
            return a <= b if head == "<=" else a < b
        if head == "false":
            return False
        if head in ("all", "some"):
            return self._quantified(head, *parts)
        if head == "and":
            return _and(*(self.holds(part) for part in parts))
        left, right = parts
        first = self.holds(left)
        negated = None if first is None else not first
        if head == "=>":
            return True if negated else _or(negated, self.holds(right))
        return _or(first, self.holds(right))

    def _quantified(self, head: str, name: str, sort: Any, body: Any) -> bool | None:
        bound = self._bound(name, body) if (head, sort) == ("all", "size") else None
        if bound is not None:
            return _and(*(self.with_value(name, k).holds(body) for k in range(bound + 1)))
        for value in self.values_for(name, sort):
            found = self.with_value(name, value).holds(body)
            if found is False and head == "all":
                return False
            if found is True and head == "some":
                return True
        return None

    def _bound(self, name: str, body: Any) -> int | None:
        """The last size of which an implication says something; beyond it ``name <= b`` fails."""
        while body[0] == "=>":
            _, condition, body = body
            if list(condition[:2]) == ["size<=", name] and name not in str(condition[2]):
                return self.size(condition[2])
        return None

    def values_for(self, _name: str, sort: Any) -> Iterator[Any]:
        """What to try for a bound name."""
        return self.candidates(sort)

    def candidates(self, sort: Any) -> Iterator[Any]:
        """Random values of a sort."""
        rng = self.rng
        for _ in range(TRIES):
            if sort == "size":
                yield rng.randint(1, 3)
            elif sort == "widths":
                yield [rng.randint(1, 3) for _ in range(12)]
            elif sort[0] == "@":
                d = self.values[sort[1]]
                yield [random_matrix(rng, d[k + 1], d[k]) for k in range(11)]
            else:
                yield random_matrix(rng, self.size(sort[0]), self.size(sort[1]))


def _and(*values: bool | None) -> bool | None:
    if False in values:
        return False
    return None if None in values else True


def _or(*values: bool | None) -> bool | None:
    if True in values:
        return True
    return None if None in values else False


def letters_of(tree: Any) -> set[str]:
    """The names that a tree mentions, and the heads of its nodes."""
    if isinstance(tree, str):
        return {tree}
    return set().union(*map(letters_of, tree)) if isinstance(tree, list | tuple) else set()


def instance_of(names: Mapping[str, Any], rng: Random, largest: int = 3) -> Instance:
    """Random values for free names of the sorts of a theory, in order."""
    here = Instance(rng)
    for name, sort in names.items():
        if sort == "size":
            here.values[name] = rng.randint(1, largest)
        else:
            here.values[name] = next(here.candidates(sort))
    return here
