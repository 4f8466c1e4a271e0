"""Ranks of block matrices: pivots at blocks that have an inverse among the letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING, Any

from proofs.identity.ranks.nodes import Node
from proofs.identity.rewriting.words import Poly
from proofs.kernel.formulas import Formula, at_most, equal
from proofs.kernel.rules import Theorem
from proofs.library import rank_equalities, rank_sums
from proofs.library.ranks import count
from symbolic.words.terms import Term, identity, zero

if TYPE_CHECKING:
    from proofs.identity.ranks.facts import Facts

DEPTH = 2


@dataclass
class Fact:
    """An inequality or equation between numbers, and how its theorem is made."""

    formula: Formula
    make: Callable[[], Theorem]


@dataclass
class Pivot:
    """``rank M = rank A + rank C`` for a block A of M and what is left over of the others."""

    M: Term
    A: Term
    C: Term
    whole: Callable[[Any, Theorem, Any, Theorem, Any, Theorem], Theorem]


class BlockFacts:
    """Pivots of the matrices of `Facts`, and what they say."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.nodes, self.proof, self.known = facts.nodes, facts.proof, facts.known

    def parts(self) -> list[tuple[Poly, tuple[Any, Any]]]:
        """The blocks and what is left over, twice, so that these can have pivots, too."""
        found: list[tuple[Poly, tuple[Any, Any]]] = []
        level = [(node.term, node.poly, node.shape) for node in self.nodes.nodes]
        for _ in range(DEPTH):
            terms = [M for pivot in self.pivots(level) for M in (pivot.A, pivot.C)]
            level = []
            for M in terms:
                poly = self.nodes.poly(M)
                if poly:
                    level.append((M, poly, self.proof.shape(M)))
                    found.append((poly, self.proof.shape(M)))
        return found

    def all(self) -> Iterator[Fact]:
        """Both inequalities of every pivot whose matrices are nodes or vanish."""
        level = [(node.term, node.poly, node.shape) for node in self.nodes.nodes]
        for pivot in self.pivots(level):
            found = [self.find(t) for t in (pivot.A, pivot.C)]
            of_M = self.find(pivot.M)
            if found[0] is None or of_M is None:
                continue
            if found[1] is None and self.nodes.poly(pivot.C):
                continue
            yield from self.facts_of(pivot, found[0], found[1], of_M)

    def find(self, M: Term) -> Node | None:
        """The node of a matrix."""
        return self.nodes.find(self.nodes.poly(M) or {}, self.proof.shape(M))

    def facts_of(self, pivot: Pivot, A: Node, C: Node | None, M: Node) -> Iterator[Fact]:
        """Both inequalities; what is left over may vanish."""
        total = count(A.rank) if C is None else count(A.rank) + count(C.rank)
        formulas = at_most(total, count(M.rank)), at_most(count(M.rank), total)
        made: list[Theorem] = []

        def both() -> list[Theorem]:
            if not made:
                made.extend(self.theorems(pivot, A, C, M, formulas))
            return made

        yield Fact(formulas[0], lambda: both()[0])
        yield Fact(formulas[1], lambda: both()[1])

    def theorems(
        self, pivot: Pivot, A: Node, C: Node | None, M: Node, formulas: tuple[Formula, Formula]
    ) -> list[Theorem]:
        """Both theorems."""
        proof = self.proof
        of_A, of_M = (self.facts.moved(t, node) for t, node in ((pivot.A, A), (pivot.M, M)))
        if C is not None:
            of_C = self.facts.moved(pivot.C, C)
            return proof.parts(pivot.whole(A.rank, of_A, C.rank, of_C, M.rank, of_M))
        from proofs.library.ranks import with_rank

        def vanishing(c: str, of_C: Theorem) -> Theorem:
            shape = proof.shape(pivot.C)
            flat = self.known.equation(equal(pivot.C, zero(*shape)))
            lemma = rank_equalities.of_zero(proof)
            none = proof.use(lemma, [*shape, c, pivot.C], flat, of_C)
            least, most = proof.parts(pivot.whole(A.rank, of_A, c, of_C, M.rank, of_M))
            return proof.both(
                proof.order(formulas[0], [least, none], [(1, [0])], ("scale", "-1", "$1")),
                proof.order(formulas[1], [most, none], [(1, [0])], "$1"),
            )

        return proof.parts(with_rank(proof, pivot.C, vanishing))

    # Pivots.

    def pivots(self, level: list[tuple[Term, Poly, tuple[Any, Any]]]) -> Iterator[Pivot]:
        """The pivots of matrices."""
        for M, poly, (rows, cols) in level:
            left, right = self.pairs(rows), self.pairs(cols)
            if len(poly) < 2:
                continue
            for J, K in left:
                for N, O in right:
                    yield from self.corner(M, (J, K), (N, O))
            for N, O in right:
                yield from self.row(M, N, O)
            for J, K in left:
                yield from self.row(M.T, J, K)

    def pairs(self, size: Any) -> list[tuple[Term, Term]]:
        """Injections of two blocks that fill the size."""
        found = []
        names = self.proof.theory.names
        for J, K in permutations(self.nodes.injections(size), 2):
            whole = equal(J @ J.T + K @ K.T, identity(size))
            if names[J.tree][0] == names[K.tree][0] and self.known_(whole):
                found.append((J, K))
        return found

    def known_(self, goal: Formula) -> bool:
        """Whether an equation reduces to nothing by the rules as they are."""
        from proofs.kernel.formulas import gap

        poly = self.nodes.rules.alphabet.poly(gap(goal, self.proof.theory.names))
        return poly is not None and not self.nodes.rules.reduced(poly)[0]

    def simple(self, term: Term) -> Term:
        """The term in its normal form."""
        poly = self.nodes.poly(term)
        return term if poly is None else self.nodes.term(poly, self.proof.shape(term))

    def row(self, M: Term, J: Term, K: Term) -> Iterator[Pivot]:
        """``rank [A, B] = rank A + rank((I - A G) B)``."""
        proof = self.proof
        A, B = self.simple(M @ J), self.simple(M @ K)
        poly = self.nodes.poly(A)
        if not poly or not self.nodes.poly(B):
            return
        m, n = proof.shape(A)
        p, q = proof.shape(B)[1], proof.shape(M)[1]
        for G in self.nodes.inverses(poly):
            C = (identity(m) - A @ G) @ B

            def whole(
                a: Any, of_A: Theorem, c: Any, of_C: Theorem, s: Any, of_M: Theorem,
                G: Term = G,
            ) -> Theorem:  # fmt: skip
                inverse = self.known.equation(equal(A @ G @ A, A))
                parts = self.injective(J, K, n, p)
                same = self.known.equation(equal(M, A @ J.T + B @ K.T))
                moved = rank_equalities.equal_rank(proof, same, of_M, (m, q), s)
                values = [m, n, p, q, a, c, s, A, B, G, J, K]
                lemma = rank_sums.block_row(proof)
                return proof.use(lemma, values, inverse, parts, of_A, of_C, moved)

            yield Pivot(M, A, C, whole)

    def injective(self, J: Term, K: Term, n: Any, p: Any) -> Theorem:
        """``J^T J = I``, ``K^T K = I`` and ``J^T K = 0``."""
        sides = rank_sums.injections(J, K, n, p)
        return self.proof.both(*(self.known.equation(equal(*pair)) for pair in sides))

    def corner(self, M: Term, left: tuple[Term, Term], right: tuple[Term, Term]) -> Iterator[Pivot]:
        """``rank [[A, B], [C, D]] = rank A + rank(D - C G B)``."""
        proof, (J, K), (N, O) = self.proof, left, right
        A, B, C, D = (self.simple(t) for t in (J.T @ M @ N, J.T @ M @ O, K.T @ M @ N, K.T @ M @ O))
        polys = [self.nodes.poly(t) for t in (A, B, C)]
        if not polys[0]:
            return
        (m, n), (p, q), (u, v) = (proof.shape(t) for t in (A, D, M))
        choices = [0 * A.T] if not (polys[1] or polys[2]) else self.nodes.inverses(polys[0])
        for G in choices or ([identity(n)] if polys[0] == {"": 1} else []):
            first, second = equal(A @ G @ B, B), equal(C @ G @ A, C)
            if not (self.known_(first) and self.known_(second)):
                continue

            def whole(
                a: Any, of_A: Theorem, c: Any, of_S: Theorem, s: Any, of_M: Theorem,
                G: Term = G, first: Formula = first, second: Formula = second,
            ) -> Theorem:  # fmt: skip
                terms = J @ A @ N.T + J @ B @ O.T + K @ C @ N.T + K @ D @ O.T
                same = self.known.equation(equal(M, terms))
                moved = rank_equalities.equal_rank(proof, same, of_M, (u, v), s)
                premises = self.known.equation(first), self.known.equation(second)
                rows, cols = self.injective(J, K, m, p), self.injective(N, O, n, q)
                values = [m, n, p, q, u, v, a, c, s, A, B, C, D, G, J, K, N, O]
                lemma = rank_equalities.schur(proof)
                return proof.use(lemma, values, rows, cols, *premises, of_A, of_S, moved)

            yield Pivot(M, A, D - C @ G @ B, whole)
