"""What a proof speaks of: its free names, and the formulas made from quantified ones."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NoReturn

from proofs.kernel.formulas import Formula, free_names, key, same_sort, substitute
from symbolic.errors import ToolkitError
from symbolic.words.sizes import Sort, is_matrix, leg, natural
from symbolic.words.tensor import legs_of
from symbolic.words.terms import Scope, Tree, evaluate


class ProofError(ToolkitError, ValueError):
    """A rule was asked for something that does not follow."""


NAME = re.compile(r"[A-Za-z][A-Za-z0-9_']{0,39}", re.ASCII)


def frozen(value: Any) -> Any:
    """The same in tuples, all the way down; raises `ProofError` for what is not plain data.

    A rule sees nothing else: what is none of these exact types could be read in two ways, or
    change afterwards.
    """
    if type(value) in (tuple, list):
        return tuple(frozen(part) for part in value)
    if value is not None and type(value) not in (str, int, Fraction):
        raise ProofError(f"{type(value).__name__} is nothing that a formula is made of: {value}")
    if type(value) is str and "#" in value:
        raise ProofError(f"{value}: # is kept for bound names")
    return value


@dataclass
class Theory:
    """The free names of a proof and their sorts; names are added, never changed.

    >>> theory = Theory()
    >>> theory.declare("A", ("m", "n"))
    Traceback (most recent call last):
    ...
    proofs.kernel.theory.ProofError: a name in the sort of A is not declared: ('m', 'n')
    """

    _names: dict[str, Sort] = field(default_factory=dict, init=False)
    _keys: dict[Formula, Hashable] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        self._scope = Scope(MappingProxyType(self._names))

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("there is one kind of theory")

    @property
    def names(self) -> Scope:
        """The names with their sorts, to be read only."""
        return self._scope

    def key(self, formula: Formula) -> Hashable:
        """The normal form of a formula; it is remembered, as no sort ever changes."""
        if formula not in self._keys:
            self._keys[formula] = key(formula, self._scope)
        return self._keys[formula]

    def declare(self, name: str, sort: Sort) -> None:
        """Add a free name, or raise `ProofError`; the same again is no harm."""
        sort = frozen(sort)
        if type(name) is not str or not NAME.fullmatch(name):
            raise ProofError(f"{name} is not a name: a letter, then letters, digits, _ or '")
        if self.names.get(name, sort) != sort:
            raise ProofError(f"{name} is declared already, as {self.names[name]}")
        if not same_sort(sort, sort, self.names):
            raise ProofError(f"a name in the sort of {name} is not declared: {sort}")
        self._names[name] = sort


def expect(formula: Formula, *heads: str) -> Formula:
    """The formula, if it has one of these heads."""
    if formula[0] not in heads:
        raise ProofError(f"a formula with {' or '.join(heads)} was expected: {formula}")
    return formula


def require_same(theory: Theory, left: Formula, right: Formula) -> None:
    """Refuse formulas that differ in their normal form."""
    if theory.key(left) != theory.key(right):
        raise ProofError(f"these differ: {left} and {right}")


def arbitrary(theory: Theory, name: str, formulas: Sequence[Formula]) -> Sort:
    """The sort of a free name that occurs in none of the formulas."""
    if name not in theory.names:
        raise ProofError(f"{name} is no free name")
    for formula in formulas:
        if name in free_names(formula, theory.names):
            raise ProofError(f"{name} is not arbitrary: it occurs in {formula}")
    return theory.names[name]


def opened(theory: Theory, formula: Formula, value: Tree) -> Formula:
    """The body of a quantified formula with a value of the right sort."""
    _, name, sort, body = expect(formula, "all", "some")
    names = theory.names
    if sort == "size":
        natural(value, names)
    elif is_matrix(sort):
        rows, cols = (leg(size, names) for size in sort)
        if evaluate(value, names).shape != (legs_of(rows), legs_of(cols)):
            raise ProofError(f"{value} has not the size of {name}: {rows} x {cols}")
    elif not (isinstance(value, str) and same_sort(names.get(value), sort, names)):
        raise ProofError(f"{value} is not like {name}")
    result: Formula = substitute(body, {name: value})
    return result
