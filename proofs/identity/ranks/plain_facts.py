"""What is said of ranks at little cost: hypotheses, signs, traces and comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations
from typing import Any

from proofs.identity.ranks.fact import Fact
from proofs.identity.ranks.factors import factored
from proofs.identity.ranks.nodes import ONE, Node, Nodes
from proofs.identity.rewriting.equations import order
from proofs.kernel.formulas import NONE, at_most, equal, gap, has_rank
from proofs.kernel.rules import Theorem
from proofs.library import rank_equalities, ranks
from proofs.library.derivation import Derivation
from proofs.library.rank_sums import below
from proofs.library.ranks import count
from symbolic.words.terms import Term, identity, tr, zero


def given(here: Nodes) -> Iterator[Fact]:
    """The hypotheses that are equations or inequalities between numbers."""
    names = here.proof.theory.names
    for theorem in [*here.known.equations, *here.known.facts]:
        formula = theorem.conclusion
        if formula[0] in ("=", "<=") and gap(formula, names).is_scalar:
            yield Fact(formula, lambda theorem=theorem: theorem)  # type: ignore[misc]
        elif formula[0] == "size<=":
            yield counted(here.proof, theorem)


def counted(proof: Derivation, theorem: Theorem) -> Fact:
    """``tr(I_a) <= tr(I_b)`` from a <= b."""
    _, low, high = theorem.conclusion

    def make() -> Theorem:
        return proof.apply(proof.axiom("count", low, high), theorem)

    return Fact(at_most(count(low), count(high)), make)


def signs(here: Nodes) -> Iterator[Fact]:
    """Ranks are not negative, and vanishing matrices have rank zero."""
    for node in here.nodes:
        yield _nonnegative(here, node.rank)
        if not node.poly:
            yield _rank_of_zero(here, node)


def _nonnegative(here: Nodes, r: Any) -> Fact:
    """``0 <= r`` for a rank r, as ``0 <= tr(I_r)``."""
    one = identity(r)

    def make() -> Theorem:
        square = here.proof.nonnegative_square(one)
        return here.proof.order(at_most(NONE, count(r)), [square], [(1, [0])])

    return Fact(at_most(NONE, count(r)), make)


def _rank_of_zero(here: Nodes, node: Node) -> Fact:
    """``rank M = 0`` for a matrix that vanishes, as ``tr(I_r) = 0``."""

    def make() -> Theorem:
        flat = here.known.equation(equal(node.term, zero(*node.shape)))
        values = [*node.shape, node.rank, node.term]
        return here.proof.use(rank_equalities.of_zero(here.proof), values, flat, node.theorem)

    return Fact(equal(count(node.rank), NONE), make)


def traces(here: Nodes) -> Iterator[Fact]:
    """Ranks that are traces: of idempotents, and of M G for a {1}-inverse G."""
    for node in here.nodes:
        factor = square_factor(here, node)
        if factor:
            yield _trace_of_inverse(here, node, 1 / factor * identity(node.shape[0]))
        for G in here.inverses(node.poly):
            yield _trace_of_inverse(here, node, G)


def square_factor(here: Nodes, node: Node) -> Fraction | None:
    """c with ``M M = c M``, where M is not zero; it is 1 for an idempotent."""
    if node.shape[0] != node.shape[1] or not node.poly:
        return None
    square = here.times(node.poly, node.poly)
    word = max(node.poly, key=order)
    c = square.get(word, Fraction(0)) / node.poly[word]
    return None if here.total([(ONE, square), (-c, node.poly)]) else c


def _trace_of_inverse(here: Nodes, node: Node, G: Term) -> Fact:
    """``tr(M G) = rank M`` for a {1}-inverse G of M."""
    M = node.term

    def make() -> Theorem:
        inverse = here.known.equation(equal(M @ G @ M, M))
        values = [*node.shape, node.rank, M, G]
        return here.proof.use(ranks.trace_of_inverse(here.proof), values, inverse, node.theorem)

    return Fact(equal(tr(M @ G), count(node.rank)), make)


def comparisons(here: Nodes) -> Iterator[Fact]:
    """``rank M <= rank N`` where ``M = U N V`` or ``M = U N^T V``."""
    nodes = here.nodes
    for M, N in permutations(nodes, 2):
        if M.rank == N.rank or not M.poly:
            continue
        found = factored(here, M, N, N.shape)
        if found is not None:
            yield comparison(here, M, N, found)
            continue
        if N.poly == {"": ONE}:
            continue
        for M2, N2 in ((M, here.turned(N)), (here.turned(M), N)):
            found = factored(here, M2, N2, N2.shape)
            if found is not None:
                yield comparison(here, M2, N2, found)
                break


def comparison(here: Nodes, M: Node, N: Node, factors: tuple[Term, Term]) -> Fact:
    """``rank M <= rank N`` for M = U N V, the factors being U and V."""
    U, V = factors

    def make() -> Theorem:
        whole = here.known.equation(equal(M.term, U @ N.term @ V))
        found = ranks.compared(here.proof, whole, M.theorem, N.theorem, factors)
        return below(here.proof, found)

    return Fact(at_most(count(M.rank), count(N.rank)), make)


def moved_rank(here: Nodes, M: Term, node: Node) -> Theorem:
    """The rank of M is that of a node with ``M = node`` or ``M = -node``."""
    for c in (ONE, -ONE):
        goal = equal(c * node.term if c != 1 else node.term, M)
        if here.known.vanishes(-gap(goal, here.proof.theory.names)):
            whole = here.known.equation(goal)
            rank = multiple(here.proof, node, c)
            return rank_equalities.equal_rank(here.proof, whole, rank, node.shape, node.rank)
    return node.theorem


def multiple(proof: Derivation, node: Node, c: Fraction) -> Theorem:
    """The rank of c M is that of M, for a number c other than zero."""
    goal = has_rank(c * node.term, node.shape, node.rank)

    def use(factors: ranks.Factors, known: list[Theorem]) -> Theorem:
        P, Q, L, R = factors
        d = 1 / c
        whole = proof.combine(equal(c * node.term, (c * P) @ Q), ("scale", str(c), "$0"), known[0])
        left = proof.combine(equal((d * L) @ (c * P), identity(node.rank)), "$0", known[1])
        return proof.exhibit_all(goal, [c * P, Q, d * L, R], proof.both(whole, left, known[2]))

    return ranks.with_factors(proof, node.theorem, use)
