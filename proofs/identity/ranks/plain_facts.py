"""What the lemmas about ranks say of given matrices, each fact with how its theorem is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations
from typing import Any

from proofs.identity.ranks.block_facts import Fact
from proofs.identity.ranks.factors import Nodes
from proofs.identity.ranks.nodes import ONE, Node
from proofs.identity.rewriting.equations import order
from proofs.identity.rewriting.words import Poly, added
from proofs.kernel.formulas import at_most, equal, gap, has_rank
from proofs.kernel.rules import Theorem
from proofs.library import rank_equalities, ranks
from proofs.library.derivation import Derivation
from proofs.library.rank_sums import below
from proofs.library.ranks import count
from symbolic.words.terms import Term, identity, tr, zero


class PlainFacts:
    """Hypotheses, traces and comparisons: the cheap facts about the matrices of `Nodes`."""

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes
        self.proof = nodes.proof
        self.known = nodes.known

    def settle(self) -> None:
        """Let the completion run for the time of one question."""
        self.known.settle()
        for node in self.nodes.nodes:
            node.poly = self.nodes.rules.reduced(node.poly)[0]

    def times(self, left: Poly, right: Poly) -> Poly:
        """The product, reduced."""
        whole: Poly = {}
        for u, c in left.items():
            for v, x in right.items():
                added(whole, u + v, c * x)
        return self.nodes.rules.reduced(whole)[0]

    def shares(self, one: Node, other: Node) -> tuple[Fraction, Fraction] | None:
        """a and b with ``a A + b B = I``; nothing where there are none."""
        if one.shape != other.shape or one.shape[0] != one.shape[1]:
            return None
        word = max(one.poly, key=len, default="")
        p, q = one.poly, other.poly
        determinant = p.get("", 0) * q.get(word, 0) - p.get(word, 0) * q.get("", 0)
        if not word or not determinant:
            return None
        a, b = Fraction(q.get(word, 0)) / determinant, -Fraction(p.get(word, 0)) / determinant
        if not (a and b) or self.total([(a, p), (b, q), (-ONE, {"": ONE})]):
            return None
        return a, b

    def total(self, parts: Sequence[tuple[Fraction, Poly]]) -> Poly:
        """A combination, reduced."""
        whole: Poly = {}
        for c, poly in parts:
            for word, x in poly.items():
                added(whole, word, c * x)
        return self.nodes.rules.reduced(whole)[0]

    def given(self) -> Iterator[Fact]:
        """Hypotheses between numbers."""
        names = self.proof.theory.names
        for theorem in [*self.known.equations, *self.known.facts]:
            formula = theorem.conclusion
            if formula[0] in ("=", "<=") and gap(formula, names).is_scalar:
                yield Fact(formula, lambda theorem=theorem: theorem)  # type: ignore[misc]

    def signs(self) -> Iterator[Fact]:
        """``0 <= r``, and vanishing matrices have rank zero."""
        for node in self.nodes.nodes:
            yield self.sign(node.rank)
            if not node.poly:
                yield self.none(node)

    def sign(self, r: Any) -> Fact:
        """``0 <= tr(I_r)``."""
        one = identity(r)

        def make() -> Theorem:
            square = self.proof.nonnegative_square(one)
            return self.proof.order(at_most(zero(1, 1), count(r)), [square], [(1, [0])])

        return Fact(at_most(zero(1, 1), count(r)), make)

    def none(self, node: Node) -> Fact:
        """``tr(I_r) = 0`` for the rank of a zero matrix."""

        def make() -> Theorem:
            flat = self.known.equation(equal(node.term, zero(*node.shape)))
            values = [*node.shape, node.rank, node.term]
            return self.proof.use(rank_equalities.of_zero(self.proof), values, flat, node.theorem)

        return Fact(equal(count(node.rank), zero(1, 1)), make)

    def traces(self) -> Iterator[Fact]:
        """Ranks that are traces: of idempotents, and of M G for a {1}-inverse G."""
        for node in self.nodes.nodes:
            factor = self.square_factor(node)
            if factor:
                yield self.inverse(node, 1 / factor * identity(node.shape[0]))
            for G in self.nodes.inverses(node.poly):
                yield self.inverse(node, G)

    def square_factor(self, node: Node) -> Fraction | None:
        """c with ``M M = c M``, where M is not zero; it is 1 for an idempotent."""
        if node.shape[0] != node.shape[1] or not node.poly:
            return None
        square = self.times(node.poly, node.poly)
        word = max(node.poly, key=order)
        c = square.get(word, Fraction(0)) / node.poly[word]
        return None if self.total([(ONE, square), (-c, node.poly)]) else c

    def inverse(self, node: Node, G: Term) -> Fact:
        """``tr(M G) = tr(I_r)``."""
        M = node.term

        def make() -> Theorem:
            inverse = self.known.equation(equal(M @ G @ M, M))
            values = [*node.shape, node.rank, M, G]
            return self.proof.use(ranks.trace_of_inverse(self.proof), values, inverse, node.theorem)

        return Fact(equal(tr(M @ G), count(node.rank)), make)

    def comparisons(self) -> Iterator[Fact]:
        """``rank M <= rank N`` where ``M = U N V`` or ``M = U N^T V``."""
        nodes = self.nodes.nodes
        for M, N in permutations(nodes, 2):
            if M.rank == N.rank or not M.poly:
                continue
            found = self.nodes.factors(M, N, N.shape)
            if found is not None:
                yield self.comparison(M, N, found)
                continue
            if N.poly == {"": ONE}:
                continue
            turned = self.nodes.turned(N)
            found = self.nodes.factors(M, turned, turned.shape)
            if found is not None:
                yield self.comparison(M, turned, found)

    def comparison(self, M: Node, N: Node, factors: tuple[Term, Term]) -> Fact:
        """``tr(I_r) <= tr(I_s)``."""
        U, V = factors

        def make() -> Theorem:
            whole = self.known.equation(equal(M.term, U @ N.term @ V))
            found = ranks.compared(self.proof, whole, M.theorem, N.theorem, factors)
            return below(self.proof, found)

        return Fact(at_most(count(M.rank), count(N.rank)), make)

    def moved(self, M: Term, node: Node) -> Theorem:
        """The rank of M is that of a node with ``M = node`` or ``M = -node``."""
        for c in (ONE, -ONE):
            goal = equal(c * node.term if c != 1 else node.term, M)
            if self.known.vanishes(-gap(goal, self.proof.theory.names)):
                whole = self.known.equation(goal)
                rank = multiple(self.proof, node, c)
                return rank_equalities.equal_rank(self.proof, whole, rank, node.shape, node.rank)
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
