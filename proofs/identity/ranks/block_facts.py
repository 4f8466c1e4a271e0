"""Ranks of block matrices: pivots at blocks that have an inverse among the letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations, product
from typing import Any

from proofs.identity.ranks.fact import Fact
from proofs.identity.ranks.factors import summands
from proofs.identity.ranks.nodes import ONE, Node, Nodes
from proofs.identity.ranks.plain_facts import moved_rank
from proofs.identity.ranks.reduction_facts import reduction, taken
from proofs.identity.rewriting.words import Poly
from proofs.kernel.formulas import Formula, at_most, equal
from proofs.kernel.rules import Theorem
from proofs.library import rank_equalities, rank_reduction, rank_sums
from proofs.library.ranks import count, with_rank
from symbolic.words.terms import Term, identity, zero

DEPTH = 2


@dataclass
class Pivot:
    """``rank M = rank A + rank C`` for a block A of M and what is left over of the others."""

    M: Term
    A: Term
    C: Term
    whole: Callable[[Any, Theorem, Any, Theorem, Any, Theorem], Theorem]


def pivot_parts(here: Nodes) -> list[tuple[Poly, tuple[Any, Any]]]:
    """The blocks and what is left over, twice, so that these can have pivots, too."""
    found: list[tuple[Poly, tuple[Any, Any]]] = []
    level = [(node.term, node.poly, node.shape) for node in here.nodes]
    for _ in range(DEPTH):
        terms = [M for pivot in _pivots(here, level) for M in (pivot.A, pivot.C)]
        level = []
        for M in terms:
            poly = here.poly(M)
            if poly:
                level.append((M, poly, here.proof.shape(M)))
                found.append((poly, here.proof.shape(M)))
    return found


def block_facts(here: Nodes) -> Iterator[Fact]:
    """Both inequalities of every pivot whose matrices are nodes or vanish."""
    level = [(node.term, node.poly, node.shape) for node in here.nodes]
    for pivot in _pivots(here, level):
        found = [_find(here, t) for t in (pivot.A, pivot.C)]
        of_M = _find(here, pivot.M)
        if found[0] is None or of_M is None:
            continue
        if found[1] is None and here.poly(pivot.C):
            continue
        yield from _both(here, pivot, found[0], found[1], of_M)


def _find(here: Nodes, M: Term) -> Node | None:
    """The node of a matrix, or of its transpose; None where its rank is not asked for."""
    return here.find(here.poly(M) or {}, here.proof.shape(M))


def _both(here: Nodes, pivot: Pivot, A: Node, C: Node | None, M: Node) -> Iterator[Fact]:
    """Both inequalities of one pivot; C is None where what is left over vanishes."""
    total = count(A.rank) if C is None else count(A.rank) + count(C.rank)
    formulas = at_most(total, count(M.rank)), at_most(count(M.rank), total)
    made: list[Theorem] = []

    def both() -> list[Theorem]:
        if not made:
            made.extend(_theorems(here, pivot, A, C, M, formulas))
        return made

    yield Fact(formulas[0], lambda: both()[0])
    yield Fact(formulas[1], lambda: both()[1])


def _theorems(
    here: Nodes, pivot: Pivot, A: Node, C: Node | None, M: Node, formulas: tuple[Formula, Formula]
) -> list[Theorem]:
    """``rank A + rank C <= rank M`` and its reverse, made when one of them is wanted."""
    proof = here.proof
    of_A, of_M = (moved_rank(here, t, node) for t, node in ((pivot.A, A), (pivot.M, M)))
    if C is not None:
        of_C = moved_rank(here, pivot.C, C)
        return proof.parts(pivot.whole(A.rank, of_A, C.rank, of_C, M.rank, of_M))

    def vanishing(c: str, of_C: Theorem) -> Theorem:
        shape = proof.shape(pivot.C)
        flat = here.known.equation(equal(pivot.C, zero(*shape)))
        lemma = rank_equalities.of_zero(proof)
        none = proof.use(lemma, [*shape, c, pivot.C], flat, of_C)
        least, most = proof.parts(pivot.whole(A.rank, of_A, c, of_C, M.rank, of_M))
        return proof.both(
            proof.order(formulas[0], [least, none], [(1, [0])], ("scale", "-1", "$1")),
            proof.order(formulas[1], [most, none], [(1, [0])], "$1"),
        )

    return proof.parts(with_rank(proof, pivot.C, vanishing))


def _pivots(here: Nodes, level: list[tuple[Term, Poly, tuple[Any, Any]]]) -> Iterator[Pivot]:
    """The pivots of block matrices, each given as term, polynomial and shape."""
    yield from (Pivot(*found) for found in taken(here))
    for M, poly, (rows, cols) in level:
        left, right = injection_pairs(here, rows), injection_pairs(here, cols)
        if len(poly) < 2:
            continue
        for J, K in left:
            for N, O in right:
                yield from _corner(here, M, (J, K), (N, O))
        for N, O in right:
            yield from _row(here, M, N, O)
        for J, K in left:
            yield from _row(here, M.T, J, K)


def injection_pairs(here: Nodes, size: Any) -> list[tuple[Term, Term]]:
    """J and K, injections of two blocks that fill the size: ``J J^T + K K^T = I``."""
    found = []
    names = here.proof.theory.names
    for J, K in permutations(here.injections(size), 2):
        whole = equal(J @ J.T + K @ K.T, identity(size))
        if names[J.tree][0] == names[K.tree][0] and here.holds(whole):
            found.append((J, K))
    return found


def _row(here: Nodes, M: Term, J: Term, K: Term) -> Iterator[Pivot]:
    """``rank [A, B] = rank A + rank((I - A G) B)``."""
    proof = here.proof
    A, B = here.simplified(M @ J), here.simplified(M @ K)
    poly = here.poly(A)
    if not poly or not here.poly(B):
        return
    m, n = proof.shape(A)
    p, q = proof.shape(B)[1], proof.shape(M)[1]
    for G in here.inverses(poly):
        C = (identity(m) - A @ G) @ B

        def whole(
            a: Any, of_A: Theorem, c: Any, of_C: Theorem, s: Any, of_M: Theorem,
            G: Term = G,
        ) -> Theorem:  # fmt: skip
            inverse = here.known.equation(equal(A @ G @ A, A))
            parts = _injective(here, J, K, n, p)
            same = here.known.equation(equal(M, A @ J.T + B @ K.T))
            moved = rank_equalities.equal_rank(proof, same, of_M, (m, q), s)
            values = [m, n, p, q, a, c, s, A, B, G, J, K]
            lemma = rank_sums.block_row(proof)
            return proof.use(lemma, values, inverse, parts, of_A, of_C, moved)

        yield Pivot(M, A, C, whole)


def _injective(here: Nodes, J: Term, K: Term, n: Any, p: Any) -> Theorem:
    """``J^T J = I``, ``K^T K = I`` and ``J^T K = 0``."""
    sides = rank_sums.injections(J, K, n, p)
    return here.proof.both(*(here.known.equation(equal(*pair)) for pair in sides))


def _corner(
    here: Nodes, M: Term, left: tuple[Term, Term], right: tuple[Term, Term]
) -> Iterator[Pivot]:
    """``rank [[A, B], [C, D]] = rank A + rank(D - C G B)``."""
    proof, (J, K), (N, O) = here.proof, left, right
    A, B, C, D = (here.simplified(t) for t in (J.T @ M @ N, J.T @ M @ O, K.T @ M @ N, K.T @ M @ O))
    polys = [here.poly(t) for t in (A, B, C)]
    if not polys[0]:
        return
    (m, n), (p, q), (u, v) = (proof.shape(t) for t in (A, D, M))
    choices = [0 * A.T] if not (polys[1] or polys[2]) else here.inverses(polys[0])
    for G in choices or ([identity(n)] if polys[0] == {"": 1} else []):
        first, second = equal(A @ G @ B, B), equal(C @ G @ A, C)
        if not (here.holds(first) and here.holds(second)):
            yield Pivot(*reduction(here, M, (N, J.T), G))
            continue

        def whole(
            a: Any, of_A: Theorem, c: Any, of_S: Theorem, s: Any, of_M: Theorem,
            G: Term = G, first: Formula = first, second: Formula = second,
        ) -> Theorem:  # fmt: skip
            terms = J @ A @ N.T + J @ B @ O.T + K @ C @ N.T + K @ D @ O.T
            same = here.known.equation(equal(M, terms))
            moved = rank_equalities.equal_rank(proof, same, of_M, (u, v), s)
            premises = here.known.equation(first), here.known.equation(second)
            rows, cols = _injective(here, J, K, m, p), _injective(here, N, O, n, q)
            values = [m, n, p, q, u, v, a, c, s, A, B, C, D, G, J, K, N, O]
            lemma = rank_equalities.schur(proof)
            return proof.use(lemma, values, rows, cols, *premises, of_A, of_S, moved)

        yield Pivot(M, A, D - C @ G @ B, whole)


def rows_and_columns(here: Nodes) -> Iterator[Fact]:
    """``rank [X, Y] + rank [X; Y] <= rank X + rank Y + rank Z`` where Z = X + Y."""
    given = [n for n in here.nodes if n.given]
    for Z, X, Y in permutations(given, 3):
        if not X.shape == Y.shape == Z.shape or summands(Z.poly, X.poly, Y.poly) != (ONE, ONE):
            continue
        m, n = Z.shape
        rows = [
            pair
            for size in dict.fromkeys(c.shape[0] for c in given)
            for pair in injection_pairs(here, size)
            if here.proof.shape(pair[0])[1] == m
        ]
        cols = [
            pair
            for size in dict.fromkeys(r.shape[1] for r in given)
            for pair in injection_pairs(here, size)
            if here.proof.shape(pair[0])[1] == n
        ]
        for (J, K), (N, O) in product(rows, cols):
            row, column = X.term @ N.T + Y.term @ O.T, J @ X.term + K @ Y.term
            beside, below = _find(here, row), _find(here, column)
            if beside is not None and below is not None:
                yield _crossed(here, (X, Y, Z), ((row, beside), (column, below)), (J, K, N, O))


def _crossed(
    here: Nodes, nodes: tuple[Node, Node, Node],
    blocks: tuple[tuple[Term, Node], tuple[Term, Node]], injections: tuple[Term, Term, Term, Term],
) -> Fact:  # fmt: skip
    """The lemma `row_and_column` for X + Y = Z."""
    proof, (X, Y, Z), (J, K, N, O) = here.proof, nodes, injections
    (row, beside), (column, below) = blocks
    (m, n), u, v = Z.shape, proof.shape(J)[0], proof.shape(N)[0]
    left = count(beside.rank) + count(below.rank)
    formula = at_most(left, count(X.rank) + count(Y.rank) + count(Z.rank))

    def make() -> Theorem:
        parts = _injective(here, J, K, m, m), _injective(here, N, O, n, n)
        of = [moved_rank(here, M, node) for M, node in (
            (row, beside), (column, below), (X.term + Y.term, Z),
        )]  # fmt: skip
        ranks = [X.rank, Y.rank, beside.rank, below.rank, Z.rank]
        values = [m, n, u, v, *ranks, X.term, Y.term, J, K, N, O]
        lemma = rank_reduction.row_and_column(proof)
        return proof.use(lemma, values, *parts, X.theorem, Y.theorem, *of)

    return Fact(formula, make)
