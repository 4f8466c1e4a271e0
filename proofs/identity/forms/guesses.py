"""What a matrix may be a sum of: guesses from how it is written, each to be checked."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from proofs.identity.forms.pool import Form, Square, pooled
from proofs.identity.knowledge import Knowledge
from symbolic.errors import ToolkitError
from symbolic.words.tensor import Tensor
from symbolic.words.terms import Term, evaluate, kron

MAX_SUMS = 24


class Guesses:
    """Guesses at sums of squares and of the forms that are known."""

    def __init__(self, known: Knowledge) -> None:
        self.known, self.proof = known, known.proof
        self.names = known.proof.theory.names
        self.forms: list[Form] = []

    def tensor(self, term: Term) -> Tensor:
        """The normal form of a term."""
        return evaluate(term.tree, self.names)

    def sums(self, M: Term) -> Iterator[list[Square]]:
        """What M may be a sum of; each guess is to be checked."""
        for count, squares in enumerate((*self.of_tree(M), *self.guesses(M))):
            if count >= MAX_SUMS:
                break
            if all(map(self.is_written, squares)):
                yield squares
        yield from pooled(self, M)

    def is_written(self, square: Square) -> bool:
        """Whether the sizes of a guess fit."""
        try:
            return bool(evaluate(square.matrix.tree, self.names).shape)
        except ToolkitError:
            return False

    def of_tree(self, M: Term) -> list[list[Square]]:
        """From the way in which M is written."""
        known = [[Square(Fraction(1), self.one(f.S), f)] for f in self.forms if self.same(f.S, M)]
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
        if len(factors) < 2 or not self.same(factors[0], factors[-1].T):
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
                if self.agrees(square.matrix, M):
                    yield [square]
        for form in self.forms:
            for C in self.cut(form.S, size):
                square = Square(one, C, form)
                if self.agrees(square.matrix, M):
                    yield [square]

    def fits(self, term: Term, size: Any) -> bool:
        """Whether a term has so many columns."""
        return bool(self.proof.shape(term)[1] == size)

    def blocks(self, M: Term) -> Iterator[list[Square]]:
        """A block matrix as ``C^T A C + K S K^T`` with ``C = J^T + G B K^T``."""
        from proofs.identity.ranks.block_facts import BlockFacts
        from proofs.identity.ranks.factors import Nodes
        from proofs.identity.ranks.facts import Facts

        size = self.proof.shape(M)[0]
        nodes = Nodes(self.known)
        pivots = BlockFacts(Facts(nodes))
        for J, K in pivots.pairs(size):
            A, B, D = (pivots.simple(t) for t in (J.T @ M @ J, J.T @ M @ K, K.T @ M @ K))
            tops = self.of_tree(A)[:1]
            if not nodes.poly(B) and tops:
                for low in self.of_tree(D)[:1]:
                    first = [Square(s.factor, s.C @ J.T, s.form) for s in tops[0]]
                    yield first + [Square(s.factor, s.C @ K.T, s.form) for s in low]
            for G in nodes.inverses(nodes.poly(A) or {}):
                C = J.T + G @ B @ K.T
                schur = pivots.simple(D - B.T @ G @ B)
                for top in tops:
                    for low in self.of_schur(schur):
                        first = [Square(s.factor, s.C @ C, s.form) for s in top]
                        yield first + [Square(s.factor, s.C @ K.T, s.form) for s in low]

    def of_schur(self, S: Term) -> list[list[Square]]:
        """What the Schur complement is a sum of; nothing where it vanishes."""
        if self.known.vanishes(evaluate(S.tree, self.names)):
            return [[]]
        found = self.of_tree(S)
        equal_forms = [f for f in self.forms if self.agrees(f.S, S)]
        one = Fraction(1)
        return found or [[Square(one, self.one(S), f)] for f in equal_forms]

    def cut(self, S: Term, size: Any) -> Iterator[Term]:
        """C with ``C^T S C`` a block of S or its Schur complement."""
        from proofs.identity.ranks.block_facts import BlockFacts
        from proofs.identity.ranks.factors import Nodes
        from proofs.identity.ranks.facts import Facts

        nodes = Nodes(self.known)
        pivots = BlockFacts(Facts(nodes))
        for J, K in pivots.pairs(self.proof.shape(S)[0]):
            if self.proof.shape(K)[1] == size:
                yield K
                A, B = pivots.simple(J.T @ S @ J), pivots.simple(J.T @ S @ K)
                for G in nodes.inverses(nodes.poly(A) or {}):
                    yield K - J @ G @ B

    def agrees(self, left: Term, right: Term) -> bool:
        """Whether two terms are shown to be equal."""
        try:
            tensor = evaluate(left.tree, self.names) - evaluate(right.tree, self.names)
        except ToolkitError:
            return False
        return self.known.vanishes(tensor)

    def one(self, M: Term) -> Term:
        """The identity of the size of a square matrix."""
        return Term(("I", self.proof.shape(M)[0]))

    def same(self, left: Term, right: Term) -> bool:
        """Whether two terms are equal as they stand."""
        try:
            return not (evaluate(left.tree, self.names) - evaluate(right.tree, self.names))
        except ToolkitError:
            return False


def _factors(M: Term) -> list[Term]:
    """The factors of a product, products in it opened."""
    if isinstance(M.tree, tuple) and M.tree[0] == "*":
        return [f for part in M.tree[1:] for f in _factors(Term(part))]
    return [M]


def _crossed(left: list[Square], right: list[Square]) -> list[Square]:
    """Kronecker products of squares without forms."""
    if any(s.form is not None for s in (*left, *right)):
        return []
    return [Square(s.factor * t.factor, kron(s.C, t.C)) for s in left for t in right]
