"""What the lemmas about sums and products of ranks say of given matrices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import permutations
from typing import Any

from proofs.identity.ranks.block_facts import BlockFacts, Fact
from proofs.identity.ranks.factors import summands
from proofs.identity.ranks.nodes import ONE, Node, divided, subwords
from proofs.identity.ranks.pair_facts import PairFacts
from proofs.identity.ranks.plain_facts import multiple
from proofs.identity.rewriting.words import Poly
from proofs.kernel.formulas import at_most, equal
from proofs.kernel.rules import Theorem
from proofs.library import rank_equalities, rank_sums, ranks
from proofs.library.ranks import count
from symbolic.words.terms import Term, identity, zero

MAX_NODES = 14


class Facts(PairFacts):
    """Facts about the matrices of `Nodes`, gathered from cheap to expensive."""

    def gathered(self, effort: int, use: Callable[[Sequence[Fact]], Theorem]) -> Theorem:
        """What follows from the facts that the effort allows."""
        if not self.nodes.nodes:
            return use(list(self.given()))
        self.settle()
        more = self.parts() if effort > 1 else []
        return self.nodes.with_nodes(more, lambda: use(list(self.all(effort))))

    def parts(self) -> list[tuple[Poly, tuple[Any, Any]]]:
        """Other matrices that may help: parts of words, terms of sums, products of pairs."""
        found: dict[str, tuple[Poly, tuple[Any, Any]]] = {}
        for node in self.nodes.nodes:
            words = [w for w in node.poly if w]
            for word in words:
                texts = [word] if len(node.poly) > 1 else []
                for text in [*texts, *subwords(word)]:
                    poly = self.nodes.rules.reduced({text: ONE})[0]
                    found.setdefault(text, (poly, self.nodes.sizes_of(text)))
        room = max(0, MAX_NODES - len(self.nodes.nodes))
        products = [*self.of_idempotents(), *BlockFacts(self).parts(), *self.of_three()]
        products += self.products()
        chosen = sorted(found.values(), key=lambda item: (len(repr(item[0])), repr(item[0])))
        return [*products, *chosen][:room]

    def products(self) -> list[tuple[Poly, tuple[Any, Any]]]:
        """``A B`` for pairs of which multiples add up to I, and for all pairs of a few."""
        found = []
        few = len(self.nodes.nodes) < 4
        for one, other in permutations(self.nodes.nodes, 2):
            fits = few and one.shape[1] == other.shape[0]
            if fits or self.shares(one, other) is not None:
                poly = self.times(one.poly, other.poly)
                found.append((poly, (one.shape[0], other.shape[1])))
        return found

    def all(self, effort: int) -> Iterator[Fact]:
        """The facts."""
        self.nodes.with_identities()
        yield from self.given()
        yield from self.traces()
        yield from self.comparisons()
        yield from self.signs()
        if effort > 1:
            yield from self.sums()
            yield from self.nested()
            yield from self.sylvester()
            yield from self.frobenius()
            yield from self.complements()
            yield from self.exchanged()
            yield from self.kernels()
            yield from self.disjoint()
            yield from self.side_by_side()
            yield from BlockFacts(self).all()

    def sums(self) -> Iterator[Fact]:
        """``rank Z <= rank X + rank Y`` where Z = X + U Y V up to signs."""
        for Z, X in permutations(self.nodes.nodes, 2):
            if X.shape != Z.shape:
                continue
            for Y in self.nodes.nodes:
                shares = summands(Z.poly, X.poly, Y.poly) if Y is not X else None
                if shares is not None and Y is not Z and Y.shape == Z.shape:
                    yield self.sum(Z, (X, shares[0]), (Y, shares[1]))
            for sign in (ONE, -ONE):
                rest = self.total([(ONE, Z.poly), (-sign, X.poly)])
                for Y in self.nodes.nodes if rest else ():
                    if Y is not Z and (Y is not X or sign == -1):
                        yield from self.rest(Z, (X, sign), rest, Y)

    def rest(self, Z: Node, left: tuple[Node, Fraction], rest: Poly, Y: Node) -> Iterator[Fact]:
        """Where what is left of Z is a product with Y in it."""
        (X, sign), proof = left, self.proof
        if not (X.given and Y.given and Z.given):
            return
        W = Z.term - sign * X.term
        node = Node(W, rest, Z.shape, "", lambda: Z.theorem)
        factors = self.nodes.factors(node, Y, Y.shape)
        if factors is None:
            return

        def make() -> Theorem:
            def ranked(w: str, of_W: Theorem) -> Theorem:
                whole = Node(W, rest, Z.shape, w, lambda: of_W)
                first = self.sum(Z, left, (whole, ONE)).make()
                second = self.comparison(whole, Y, factors).make()
                return proof.order(formula, (first, second), [(1, [0]), (1, [1])])

            return ranks.with_rank(proof, W, ranked)

        formula = at_most(count(Z.rank), count(X.rank) + count(Y.rank))
        yield Fact(formula, make)

    def nested(self) -> Iterator[Fact]:
        """``rank N + rank((I - N G) M) <= rank M`` where N = M X."""
        pairs = [
            (M, N)
            for M, N in permutations(self.nodes.nodes, 2)
            if {"": ONE} not in (M.poly, N.poly)
        ]
        pairs += [(self.nodes.turned(M), self.nodes.turned(N)) for M, N in pairs]
        for M, N in pairs:
            if M.shape[0] != N.shape[0] or not N.poly:
                continue
            one = identity(M.shape[0])
            for G in self.nodes.inverses(N.poly):
                C = (one - N.term @ G) @ M.term
                poly = self.nodes.poly(C)
                node = self.nodes.find(poly, self.proof.shape(C)) if poly else None
                if node is None or node.rank == M.rank:
                    continue
                quotient = divided(N.poly, M.poly)
                ways = [G @ N.term, *(P @ N.term for P in self.nodes.inverses(M.poly))]
                if quotient is not None:
                    ways.insert(0, self.nodes.term(quotient, (M.shape[1], N.shape[1])))
                for X in ways:
                    if self.agrees(N.term, M, X):
                        yield self.nest(M, N, (X, G, C), node)
                        break

    def nest(self, M: Node, N: Node, terms: tuple[Term, Term, Term], C: Node) -> Fact:
        """The lemma `nested`."""
        X, G, rest = terms
        formula = at_most(count(N.rank) + count(C.rank), count(M.rank))

        def make() -> Theorem:
            form = self.known.equation(equal(N.term, M.term @ X))
            inverse = self.known.equation(equal(N.term @ G @ N.term, N.term))
            of_C = self.moved(rest, C)
            (m, n), p = M.shape, N.shape[1]
            values = [m, n, p, N.rank, C.rank, M.rank, M.term, N.term, X, G]
            lemma = rank_equalities.nested(self.proof)
            return self.proof.use(lemma, values, form, inverse, N.theorem, of_C, M.theorem)

        return Fact(formula, make)

    def sum(self, Z: Node, left: tuple[Node, Fraction], right: tuple[Node, Fraction]) -> Fact:
        """Subadditivity."""
        (X, a), (Y, b) = left, right

        def make() -> Theorem:
            proof = self.proof
            one, other = a * X.term, b * Y.term
            of_X = multiple(proof, X, a)
            of_Y = multiple(proof, Y, b)
            whole = self.known.equation(equal(Z.term, one + other))
            of_Z = rank_equalities.equal_rank(proof, whole, Z.theorem, Z.shape, Z.rank)
            values = [*Z.shape, X.rank, Y.rank, Z.rank, one, other]
            return proof.use(rank_sums.subadditive(proof), values, of_X, of_Y, of_Z)

        return Fact(at_most(count(Z.rank), count(X.rank) + count(Y.rank)), make)

    def sylvester(self) -> Iterator[Fact]:
        """``rank A + rank B <= rank(A B) + n``."""
        for A in self.nodes.nodes:
            for B in self.nodes.nodes:
                if A.shape[1] != B.shape[0] or {"": ONE} in (A.poly, B.poly):
                    continue
                product = self.times(A.poly, B.poly)
                node = self.nodes.find(product, (A.shape[0], B.shape[1])) if product else None
                if not product or node is not None:
                    yield self.product(A, B, node)

    def product(self, A: Node, B: Node, node: Node | None) -> Fact:
        """Sylvester's inequality; the rank of a product that vanishes is zero."""
        proof = self.proof
        (m, n), p = A.shape, B.shape[1]
        left = count(A.rank) + count(B.rank)
        right = count(n) if node is None else count(node.rank) + count(n)

        def make() -> Theorem:
            AB = A.term @ B.term

            def whole(c: Any, of_AB: Theorem) -> Theorem:
                values = [m, n, p, A.rank, B.rank, c, A.term, B.term]
                return proof.use(rank_sums.sylvester(proof), values, A.theorem, B.theorem, of_AB)

            if node is not None:
                return whole(node.rank, self.moved(AB, node))

            def vanishing(c: str, of_AB: Theorem) -> Theorem:
                flat = self.known.equation(equal(AB, zero(m, p)))
                lemma = rank_equalities.of_zero(proof)
                none = proof.use(lemma, [m, p, c, AB], flat, of_AB)
                bound = whole(c, of_AB)
                return proof.order(
                    at_most(left, right), [bound, none], [(1, [0])], ("scale", "-1", "$1")
                )

            return ranks.with_rank(proof, AB, vanishing)

        return Fact(at_most(left, right), make)

    def frobenius(self) -> Iterator[Fact]:
        """``rank(A B) + rank(B C) <= rank B + rank(A B C)`` for nodes that are words."""
        words = {next(iter(n.poly)): n for n in self.nodes.nodes if len(n.poly) == 1}
        for text, whole in words.items():
            for i in range(1, len(text)):
                for j in range(i + 1, len(text)):
                    parts = text[:j], text[i:], text[i:j]
                    if all(part in words for part in parts):
                        AB, BC, B = (words[part] for part in parts)
                        cut = text[:i], text[i:j], text[j:]
                        yield self.four(AB, BC, B, whole, cut)

    def four(self, AB: Node, BC: Node, B: Node, whole: Node, cut: tuple[str, str, str]) -> Fact:
        """The inequality of Frobenius."""
        formula = at_most(count(AB.rank) + count(BC.rank), count(B.rank) + count(whole.rank))

        def make() -> Theorem:
            X, Y, Z = (self.nodes.term({w: ONE}, self.nodes.sizes_of(w)) for w in cut)
            k, m = self.nodes.sizes_of(cut[0])
            n, p = self.nodes.sizes_of(cut[2])
            of = [self.moved(t, node) for t, node in (
                (X @ Y, AB), (Y @ Z, BC), (Y, B), (X @ Y @ Z, whole),
            )]  # fmt: skip
            values = [k, m, n, p, AB.rank, BC.rank, B.rank, whole.rank, X, Y, Z]
            return self.proof.use(rank_sums.frobenius(self.proof), values, *of)

        return Fact(formula, make)
