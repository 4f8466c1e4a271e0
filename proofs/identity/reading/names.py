"""Names, sizes and letters of a statement as the kernel has them; `rendering` says how."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

from proofs.identity.reading.unrendered import Unrendered
from proofs.identity.reading.vech import triangle_of
from proofs.kernel.formulas import NONE, Formula, equal, strings
from symbolic.statements.sizes import Size
from symbolic.statements.syntax import Matrix
from symbolic.words.sizes import Sort, tree_of
from symbolic.words.tensor import Tensor
from symbolic.words.terms import Term, evaluate, tr

NAME = re.compile("[A-Za-z][A-Za-z0-9']{0,39}")
"""What the checker takes for a name."""


class Names:
    """Names, letters and hypotheses of a statement; there is one order for a product of sizes."""

    def __init__(self, orders: dict[Size, tuple[str, ...]]) -> None:
        self.orders = orders
        self.names: dict[str, Sort] = {}
        self.called: dict[str, str] = {}
        self.hypotheses: list[Formula] = []
        self.roles: dict[str, tuple[str, Term]] = {}
        self.letters: dict[tuple[str, Matrix], Term] = {}
        self.injections: dict[tuple[Size, ...], list[Term]] = {}
        self.sums: dict[Size, str] = {}
        self.are_positive = False
        self.bound: set[str] = set()

    @contextmanager
    def binding(self, user: str, sort: Sort) -> Iterator[str]:
        """A bound name of the user's, which has its sort as long as its formula is read."""
        name = self.call(user)
        self.names[name] = sort
        self.bound.add(name)
        yield name
        self.bound.discard(name)
        del self.names[name]

    def require_free(self, term: Term, what: str) -> None:
        """Raise `Unrendered` where a letter would stand for something made of a bound name."""
        caught = sorted(strings(term.tree) & self.bound)
        if caught:
            raise Unrendered(f"{what} of the bound name {caught[0]}")

    def new(self, name: str, sort: Sort) -> str:
        """A name that is not taken, declared."""
        fresh, n = name, 1
        while fresh in self.names or fresh in self.called.values():
            n += 1
            fresh = f"{name}{n}"
        self.names[fresh] = sort
        return fresh

    def call(self, name: str) -> str:
        """What the user's name is called in the certificate: the same, if that is a name there."""
        if name not in self.called:
            plain = name if NAME.fullmatch(name) else "X" + re.sub("[^A-Za-z0-9]", "", name)[:30]
            while plain in self.called.values():
                plain += "'"
            self.called[name] = plain
        return self.called[name]

    def leg(self, size: Size) -> Any:
        """A size as the kernel has it: a name, an integer, or the name of a sum."""
        if size.integer is not None:
            return size.integer
        if size.name is not None:
            return self.call(size.name)
        if any(len(monomial) > 1 for monomial, _ in size.terms) or any(
            factor.denominator != 1 for _, factor in size.terms
        ):
            raise Unrendered(f"a matrix of the size {size}")
        if size not in self.sums:
            name = self.sums[size] = self.new("q", "size")
            self.hypotheses.append(equal(tr(Term(("I", name))), self.size_value(size)))
        return self.sums[size]

    def legs(self, size: Size) -> list[Any]:
        """The sizes that are multiplied, in their order."""
        triangle = triangle_of(size)
        if triangle is not None:
            return [self.call(triangle)] * 2
        if size in self.orders:
            return [self.call(name) for name in self.orders[size]]
        if len(size.terms) == 1 and len(size.terms[0][0]) > 1 and size.terms[0][1] == 1:
            return [self.call(name) for name in size.terms[0][0]]
        return [self.leg(size)]

    def tensor(self, term: Term) -> Tensor:
        """The normal form, which tells the sizes; raises where they do not fit."""
        return evaluate(term.tree, self.names)

    def shape(self, term: Term, what: str) -> tuple[Any, Any]:
        """Rows and columns of a term that is no Kronecker product."""
        rows, cols = self.tensor(term).shape
        if len(rows) > 1 or len(cols) > 1:
            raise Unrendered(f"{what} of a Kronecker product")
        return tree_of((*rows, 1)[0]), tree_of((*cols, 1)[0])

    def size_value(self, size: Size) -> Term:
        """The value of a size as a number: a polynomial in the counts tr(I_n)."""
        parts = []
        for monomial, factor in size.terms:
            counts = [tr(Term(("I", self.call(name)))).tree for name in monomial]
            whole = Term(("*", *counts)) if len(counts) > 1 else Term((*counts, ("I", 1))[0])
            parts.append(whole if factor == 1 else Fraction(factor) * whole)
        return sum_of(parts) if parts else NONE


def sum_of(terms: list[Term]) -> Term:
    """The sum of terms, of one the term."""
    return terms[0] if len(terms) == 1 else Term(("+", *(term.tree for term in terms)))
