"""What a matrix may be a sum of: guesses from how it is written, each to be checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from proofs.identity.equal_terms import agrees, same
from proofs.identity.forms.blocks import cut
from proofs.identity.forms.pool import pooled
from proofs.identity.forms.squares import Form, Square
from proofs.identity.knowledge import Knowledge
from proofs.identity.ranks.block_facts import injection_pairs
from proofs.identity.ranks.nodes import Nodes
from symbolic.errors import ToolkitError
from symbolic.words.terms import Term, evaluate, kron

MAX_SUMS = 24


class Guesses:
    """Guesses at sums of squares and of the forms that are known."""

    def __init__(self, known: Knowledge, forms: Sequence[Form]) -> None:
        self.known, self.proof, self.forms = known, known.proof, forms
        self.names = known.proof.theory.names

    def sums(self, M: Term) -> Iterator[list[Square]]:
        """What M may be a sum of; each guess is to be checked."""
        for count, squares in enumerate((*self.of_tree(M), *self.guesses(M))):
            if count >= MAX_SUMS:
                break
            if all(map(self.is_written, squares)):
                yield squares
        yield from pooled(self.known, self.forms, M)

    def is_written(self, square: Square) -> bool:
        """Whether the sizes of a guess fit."""
        try:
            return bool(evaluate(square.matrix.tree, self.names).shape)
        except ToolkitError:
            return False

    def of_tree(self, M: Term) -> list[list[Square]]:
        """From the way in which M is written."""
        known = [
            [Square(Fraction(1), self.one(f.S), f)] for f in self.forms if same(f.S, M, self.names)
        ]
        tree = M.tree
        if known or isinstance(tree, str):
            return known
        head, *parts = tree
        if head == "I":
            return [[Square(Fraction(1), M)]]
        if head == "0":
            return [[]]
        if head == "scale" and Fraction(parts[0]) > 0:
            factor = Fraction(parts[0])
            return [
                [Square(s.factor * factor, s.C, s.form) for s in squares]
                for squares in self.of_tree(Term(parts[1]))
            ]
        if head == "+":
            ways = [self.of_tree(Term(part))[:1] for part in parts]
            return [[s for way in ways for s in way[0]]] if all(ways) else []
        if head == "kron":
            ways = [self.of_tree(Term(part))[:1] for part in parts]
            return [_crossed(*(way[0] for way in ways))] if all(ways) else []
        if head == "T":
            return self.of_tree(Term(parts[0]))
        return self.of_product(_factors(M)) if head == "*" else []

    def of_product(self, factors: list[Term]) -> list[list[Square]]:
        """``C^T .. C`` from the outside inwards."""
        if len(factors) < 2 or not same(factors[0], factors[-1].T, self.names):
            return []
        C = factors[-1]
        if len(factors) == 2:
            return [[Square(Fraction(1), C)]]
        inner = factors[1:-1]
        whole = inner[0] if len(inner) == 1 else Term(("*", *(f.tree for f in inner)))
        return [
            [Square(s.factor, s.C @ C, s.form) for s in squares] for squares in self.of_tree(whole)
        ]

    def guesses(self, M: Term) -> Iterator[list[Square]]:
        """M^T M, M^T S M, and one form between a letter and its transpose."""
        one = Fraction(1)
        if len(evaluate(M.tree, self.names).rows) > 1:
            return
        yield from self.blocks(M)
        yield [Square(one, M)]
        yield from ([Square(one, M, f)] for f in self.forms)
        size = self.proof.shape(M)[0]
        letters = [n for n, s in self.names.items() if isinstance(s, tuple) and n.isascii()]
        terms = [t for n in letters for t in (Term(n), Term(n).T) if self.fits(t, size)]
        # A known form is the sum of what is wanted and of something else only if it is all of it.
        for form in (*self.forms, None):
            for C in terms:
                square = Square(one, C, form)
                if agrees(square.matrix, M, self.known):
                    yield [square]
        for form in self.forms:
            for C in cut(self.known, form.S, size):
                square = Square(one, C, form)
                if agrees(square.matrix, M, self.known):
                    yield [square]

    def fits(self, term: Term, size: Any) -> bool:
        """Whether a term has so many columns."""
        return bool(self.proof.shape(term)[1] == size)

    def blocks(self, M: Term) -> Iterator[list[Square]]:
        """A block matrix as ``C^T A C + K S K^T`` with ``C = J^T + G B K^T``."""
        size = self.proof.shape(M)[0]
        nodes = Nodes(self.known)
        for J, K in injection_pairs(nodes, size):
            A, B, D = (nodes.simplified(t) for t in (J.T @ M @ J, J.T @ M @ K, K.T @ M @ K))
            tops = self.of_tree(A)[:1]
            if not nodes.poly(B) and tops:
                for low in self.of_tree(D)[:1]:
                    first = [Square(s.factor, s.C @ J.T, s.form) for s in tops[0]]
                    yield first + [Square(s.factor, s.C @ K.T, s.form) for s in low]
            for G in nodes.inverses(nodes.poly(A) or {}):
                C = J.T + G @ B @ K.T
                schur = nodes.simplified(D - B.T @ G @ B)
                for top in tops:
                    for low in self.of_schur(schur):
                        first = [Square(s.factor, s.C @ C, s.form) for s in top]
                        yield first + [Square(s.factor, s.C @ K.T, s.form) for s in low]

    def of_schur(self, S: Term) -> list[list[Square]]:
        """What the Schur complement is a sum of; nothing where it vanishes."""
        if self.known.vanishes(evaluate(S.tree, self.names)):
            return [[]]
        found = self.of_tree(S)
        equal_forms = [f for f in self.forms if agrees(f.S, S, self.known)]
        one = Fraction(1)
        return found or [[Square(one, self.one(S), f)] for f in equal_forms]

    def one(self, M: Term) -> Term:
        """The identity of the size of a square matrix."""
        return Term(("I", self.proof.shape(M)[0]))


def _factors(M: Term) -> list[Term]:
    """The factors of a product, products in it opened."""
    if isinstance(M.tree, tuple) and M.tree[0] == "*":
        return [f for part in M.tree[1:] for f in _factors(Term(part))]
    return [M]


def _crossed(left: list[Square], right: list[Square]) -> list[Square]:
    """The Kronecker products of all pairs of squares; none where a form stands in one."""
    if any(s.form is not None for s in (*left, *right)):
        return []
    return [Square(s.factor * t.factor, kron(s.C, t.C)) for s in left for t in right]
