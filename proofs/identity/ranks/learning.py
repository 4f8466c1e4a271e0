"""What ranks say of matrices: zero, full and equal ranks become equations.

From ``rank M <= 0``: M = 0. From ``n <= rank M`` with n columns: L M = I for some L, and likewise
for rows. From ``rank A <= rank(A B)``: A = A B Z for some Z, and likewise on the left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any

from proofs.identity.knowledge import Knowledge
from proofs.identity.opening import NotFoundError
from proofs.identity.ranks.fact import Fact
from proofs.identity.ranks.factors import factored, summands
from proofs.identity.ranks.facts import gathered
from proofs.identity.ranks.nodes import Node, Nodes
from proofs.identity.ranks.plain_facts import multiple
from proofs.identity.ranks.search import Ranks
from proofs.kernel.formulas import NONE, Formula, at_most, equal, gap, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library import rank_additivity, rank_equalities, ranks
from proofs.library.ranks import count
from symbolic.words.terms import Term, identity

Use = Callable[[Knowledge], Theorem]
ONE = {"": 1}


def can_learn(known: Knowledge) -> bool:
    """Whether there are ranks, and hypotheses between numbers."""
    names = known.proof.theory.names
    given = [t.conclusion for t in (*known.equations, *known.facts)]
    numbers = (f for f in given if f[0] in ("=", "<="))
    return bool(known.ranks) and any(
        _has_rank(f, known) for f in numbers if gap(f, names).is_scalar
    )


def _has_rank(formula: Formula, known: Knowledge) -> bool:
    tensor = gap(formula, known.proof.theory.names)
    loops = {loop for _, loops in tensor.terms for loop in loops}
    return bool(loops & set(known.ranks))


def learned(known: Knowledge, effort: int, use: Use) -> Theorem:
    """What follows with everything that the ranks say."""
    nodes = Nodes(known)

    def collected(found: Sequence[Fact]) -> Theorem:
        return _Learner(known, nodes, found).learn(use)

    return gathered(nodes, effort, collected)


class _Learner:
    def __init__(self, known: Knowledge, nodes: Nodes, facts: Sequence[Fact]) -> None:
        self.known, self.nodes, self.facts = known, nodes, facts
        self.proof = known.proof
        self.ranks = Ranks(known)

    def learn(self, use: Use) -> Theorem:
        """Every lesson in turn, what vanishes first; an existence is given a name."""
        flat = self.shown(self.none())
        if flat:
            try:
                return self.known.open(flat, use)
            except NotFoundError:
                pass
        lessons = [*flat, *self.shown(self.lessons())]
        if not lessons:
            raise NotFoundError("the ranks say nothing more")
        return self.known.open(lessons, use)

    def shown(self, lessons: Iterator[Callable[[], Theorem]]) -> list[Theorem]:
        """The theorems of the lessons that the facts allow; the others are left out."""
        return [theorem for make in lessons if (theorem := self.tried(make)) is not None]

    def tried(self, make: Callable[[], Theorem]) -> Theorem | None:
        """The theorem, if the facts allow it."""
        try:
            return make()
        except NotFoundError:
            return None

    def at_most(self, left: Term, right: Term) -> Theorem:
        """An inequality between ranks as a sum of the facts."""
        return self.ranks.bound(at_most(left, right), self.facts)

    def matrices(self) -> list[Node]:
        """The matrices that are no identities and are not known to vanish."""
        return [n for n in self.nodes.nodes if n.poly and n.poly != ONE]

    def none(self) -> Iterator[Callable[[], Theorem]]:
        """For each matrix the attempt to show that it vanishes."""
        for node in self.matrices():
            yield lambda node=node: self.vanishing(node)  # type: ignore[misc]

    def lessons(self) -> Iterator[Callable[[], Theorem]]:
        """What else may be learned, as attempts: full ranks, sums, products."""
        matrices = self.matrices()
        for node in matrices:
            yield lambda node=node: self.full(node)  # type: ignore[misc]
            yield lambda node=node: self.full(self.nodes.turned(node))  # type: ignore[misc]
        for Z in matrices:
            for X, Y in combinations(matrices, 2):
                if Z not in (X, Y):
                    yield lambda Z=Z, X=X, Y=Y: self.additive(Z, X, Y)  # type: ignore[misc]
        for A in matrices:
            for P in matrices:
                if A is not P:
                    for one, other in ((A, P), (self.nodes.turned(A), self.nodes.turned(P))):
                        yield lambda one=one, other=other: self.same(one, other)  # type: ignore[misc]

    def vanishing(self, node: Node) -> Theorem:
        """``M = 0`` from ``rank M = 0``."""
        none = self.ranks.conclude(equal(count(node.rank), NONE), self.facts)
        lemma = rank_equalities.vanishing(self.proof)
        return self.proof.use(lemma, [*node.shape, node.rank, node.term], node.theorem, none)

    def full(self, node: Node) -> Theorem:
        """``L M = I`` for some L, from ``n <= rank M`` with n the number of columns."""
        n = node.shape[1]
        bound = self.size_bound(n, node.rank)
        lemma = rank_equalities.full_columns(self.proof)
        return self.proof.use(lemma, [*node.shape, node.rank, node.term], node.theorem, bound)

    def additive(self, Z: Node, X: Node, Y: Node) -> Theorem:
        """A W A = A, A W B = 0, .. for A + B = Z, where the ranks add up."""
        if not X.shape == Y.shape == Z.shape:
            raise NotFoundError("not a sum")
        lemma = rank_additivity.additive
        shares = summands(Z.poly, X.poly, Y.poly)
        if shares is None:
            raise NotFoundError("not a sum")
        c, d = shares
        bound = self.at_most(count(X.rank) + count(Y.rank), count(Z.rank))
        A, B = c * X.term, d * Y.term
        of = multiple(self.proof, X, c), multiple(self.proof, Y, d)
        whole = self.known.equation(equal(Z.term, A + B))
        moved = rank_equalities.equal_rank(self.proof, whole, Z.theorem, Z.shape, Z.rank)
        values = [*Z.shape, X.rank, Y.rank, Z.rank, A, B]
        return self.proof.use(lemma(self.proof), values, *of, moved, bound)

    def size_bound(self, low: Any, high: Any) -> Theorem:
        """``low <= high`` for two sizes, from the facts about their traces."""
        if low == high:
            return self.proof.sizes(size_at_most(low, high))
        number = self.at_most(count(low), count(high))
        return self.proof.use(ranks.counted(self.proof), [low, high], number)

    def same(self, A: Node, P: Node) -> Theorem:
        """``A = P Z`` for some Z, where P = A B has no smaller rank."""
        if A.shape[0] != P.shape[0] or A.rank == P.rank:
            raise NotFoundError("not a product")
        right = self.right_factor(A, P)
        bound = self.size_bound(A.rank, P.rank)
        product = A.term @ right
        whole = self.known.equation(equal(P.term, product))
        moved = rank_equalities.equal_rank(self.proof, whole, P.theorem, P.shape, P.rank)
        (m, n), p = A.shape, P.shape[1]
        values = [m, n, p, A.rank, P.rank, A.term, right]
        lemma = rank_equalities.same_range(self.proof)
        return self.proof.use(lemma, values, A.theorem, moved, bound)

    def right_factor(self, A: Node, P: Node) -> Term:
        """B with ``P = A B``; raises `NotFoundError` where none is found."""
        found = factored(self.nodes, P, A, A.shape)
        if found is None or not self.is_identity(found[0]):
            raise NotFoundError("not a product")
        return found[1]

    def is_identity(self, term: Term) -> bool:
        """Whether a term is an identity as it stands."""
        rows, cols = self.proof.shape(term)
        names = self.proof.theory.names
        return bool(rows == cols and not gap(equal(term, identity(rows)), names))
