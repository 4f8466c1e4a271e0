"""The inequalities of sums and products: subadditivity, nested ranges, Sylvester, Frobenius."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations
from typing import Any

from proofs.identity.ranks.fact import Fact
from proofs.identity.ranks.factors import factored, summands
from proofs.identity.ranks.nodes import ONE, Node, Nodes, divided
from proofs.identity.ranks.pair_facts import is_product
from proofs.identity.ranks.plain_facts import comparison, moved_rank, multiple
from proofs.identity.rewriting.words import Poly
from proofs.kernel.formulas import at_most, equal
from proofs.kernel.rules import Theorem
from proofs.library import rank_equalities, rank_sums, ranks
from proofs.library.ranks import count
from symbolic.words.terms import Term, identity, zero


def sums(here: Nodes) -> Iterator[Fact]:
    """``rank Z <= rank X + rank Y`` where Z = X + U Y V up to signs."""
    for Z, X in permutations(here.nodes, 2):
        if X.shape != Z.shape:
            continue
        for Y in here.nodes:
            shares = summands(Z.poly, X.poly, Y.poly) if Y is not X else None
            if shares is not None and Y is not Z and Y.shape == Z.shape:
                yield _subadditive(here, Z, (X, shares[0]), (Y, shares[1]))
        for sign in (ONE, -ONE):
            rest = here.total([(ONE, Z.poly), (-sign, X.poly)])
            for Y in here.nodes if rest else ():
                if Y is not Z and (Y is not X or sign == -1):
                    yield from _remainder(here, Z, (X, sign), rest, Y)


def _remainder(
    here: Nodes, Z: Node, left: tuple[Node, Fraction], rest: Poly, Y: Node
) -> Iterator[Fact]:
    """``rank Z <= rank X + rank Y`` where Z less X, up to the sign, is a product with Y in it."""
    (X, sign), proof = left, here.proof
    if not (X.given and Y.given and Z.given):
        return
    W = Z.term - sign * X.term
    node = Node(W, rest, Z.shape, "", lambda: Z.theorem)
    factors = factored(here, node, Y, Y.shape)
    if factors is None:
        return

    def make() -> Theorem:
        def ranked(w: str, of_W: Theorem) -> Theorem:
            whole = Node(W, rest, Z.shape, w, lambda: of_W)
            first = _subadditive(here, Z, left, (whole, ONE)).make()
            second = comparison(here, whole, Y, factors).make()
            return proof.order(formula, (first, second), [(1, [0]), (1, [1])])

        return ranks.with_rank(proof, W, ranked)

    formula = at_most(count(Z.rank), count(X.rank) + count(Y.rank))
    yield Fact(formula, make)


def nested(here: Nodes) -> Iterator[Fact]:
    """``rank N + rank((I - N G) M) <= rank M`` where N = M X."""
    pairs = [(M, N) for M, N in permutations(here.nodes, 2) if {"": ONE} not in (M.poly, N.poly)]
    pairs += [(here.turned(M), here.turned(N)) for M, N in pairs]
    for M, N in pairs:
        if M.shape[0] != N.shape[0] or not N.poly:
            continue
        one = identity(M.shape[0])
        for G in here.inverses(N.poly):
            C = (one - N.term @ G) @ M.term
            poly = here.poly(C)
            node = here.find(poly, here.proof.shape(C)) if poly else None
            if node is None or node.rank == M.rank:
                continue
            quotient = divided(N.poly, M.poly)
            ways = [G @ N.term, *(P @ N.term for P in here.inverses(M.poly))]
            if quotient is not None:
                ways.insert(0, here.term(quotient, (M.shape[1], N.shape[1])))
            for X in ways:
                if is_product(here, N.term, M, X):
                    yield _nest(here, M, N, (X, G, C), node)
                    break


def _nest(here: Nodes, M: Node, N: Node, terms: tuple[Term, Term, Term], C: Node) -> Fact:
    """The lemma `nested` for M and N = M X, with G a {1}-inverse of N."""
    X, G, rest = terms
    formula = at_most(count(N.rank) + count(C.rank), count(M.rank))

    def make() -> Theorem:
        form = here.known.equation(equal(N.term, M.term @ X))
        inverse = here.known.equation(equal(N.term @ G @ N.term, N.term))
        of_C = moved_rank(here, rest, C)
        (m, n), p = M.shape, N.shape[1]
        values = [m, n, p, N.rank, C.rank, M.rank, M.term, N.term, X, G]
        lemma = rank_equalities.nested(here.proof)
        return here.proof.use(lemma, values, form, inverse, N.theorem, of_C, M.theorem)

    return Fact(formula, make)


def _subadditive(
    here: Nodes, Z: Node, left: tuple[Node, Fraction], right: tuple[Node, Fraction]
) -> Fact:
    """``rank Z <= rank X + rank Y`` where Z = a X + b Y."""
    (X, a), (Y, b) = left, right

    def make() -> Theorem:
        proof = here.proof
        one, other = a * X.term, b * Y.term
        of_X = multiple(proof, X, a)
        of_Y = multiple(proof, Y, b)
        whole = here.known.equation(equal(Z.term, one + other))
        of_Z = rank_equalities.equal_rank(proof, whole, Z.theorem, Z.shape, Z.rank)
        values = [*Z.shape, X.rank, Y.rank, Z.rank, one, other]
        return proof.use(rank_sums.subadditive(proof), values, of_X, of_Y, of_Z)

    return Fact(at_most(count(Z.rank), count(X.rank) + count(Y.rank)), make)


def sylvester(here: Nodes) -> Iterator[Fact]:
    """``rank A + rank B <= rank(A B) + n``."""
    for A in here.nodes:
        for B in here.nodes:
            if A.shape[1] != B.shape[0] or {"": ONE} in (A.poly, B.poly):
                continue
            product = here.times(A.poly, B.poly)
            node = here.find(product, (A.shape[0], B.shape[1])) if product else None
            if not product or node is not None:
                yield _sylvester(here, A, B, node)


def _sylvester(here: Nodes, A: Node, B: Node, node: Node | None) -> Fact:
    """Sylvester's inequality; the rank of a product that vanishes is zero."""
    proof = here.proof
    (m, n), p = A.shape, B.shape[1]
    left = count(A.rank) + count(B.rank)
    right = count(n) if node is None else count(node.rank) + count(n)

    def make() -> Theorem:
        AB = A.term @ B.term

        def whole(c: Any, of_AB: Theorem) -> Theorem:
            values = [m, n, p, A.rank, B.rank, c, A.term, B.term]
            return proof.use(rank_sums.sylvester(proof), values, A.theorem, B.theorem, of_AB)

        if node is not None:
            return whole(node.rank, moved_rank(here, AB, node))

        def vanishing(c: str, of_AB: Theorem) -> Theorem:
            flat = here.known.equation(equal(AB, zero(m, p)))
            lemma = rank_equalities.of_zero(proof)
            none = proof.use(lemma, [m, p, c, AB], flat, of_AB)
            bound = whole(c, of_AB)
            return proof.order(
                at_most(left, right), [bound, none], [(1, [0])], ("scale", "-1", "$1")
            )

        return ranks.with_rank(proof, AB, vanishing)

    return Fact(at_most(left, right), make)


def frobenius(here: Nodes) -> Iterator[Fact]:
    """``rank(A B) + rank(B C) <= rank B + rank(A B C)`` for nodes that are words."""
    words = {next(iter(n.poly)): n for n in here.nodes if len(n.poly) == 1}
    for text, whole in words.items():
        for i in range(1, len(text)):
            for j in range(i + 1, len(text)):
                parts = text[:j], text[i:], text[i:j]
                if all(part in words for part in parts):
                    AB, BC, B = (words[part] for part in parts)
                    cut = text[:i], text[i:j], text[j:]
                    yield _frobenius(here, AB, BC, B, whole, cut)


def _frobenius(
    here: Nodes, AB: Node, BC: Node, B: Node, whole: Node, cut: tuple[str, str, str]
) -> Fact:
    """The lemma `frobenius` for one way to cut a word into three."""
    formula = at_most(count(AB.rank) + count(BC.rank), count(B.rank) + count(whole.rank))

    def make() -> Theorem:
        X, Y, Z = (here.term({w: ONE}, here.sizes_of(w)) for w in cut)
        k, m = here.sizes_of(cut[0])
        n, p = here.sizes_of(cut[2])
        of = [moved_rank(here, t, node) for t, node in (
            (X @ Y, AB), (Y @ Z, BC), (Y, B), (X @ Y @ Z, whole),
        )]  # fmt: skip
        values = [k, m, n, p, AB.rank, BC.rank, B.rank, whole.rank, X, Y, Z]
        return here.proof.use(rank_sums.frobenius(here.proof), values, *of)

    return Fact(formula, make)
