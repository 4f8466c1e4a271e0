"""The matrices whose ranks are compared at one place of a proof, and their inverses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from typing import Any

from proofs.identity.knowledge import Knowledge
from proofs.identity.rewriting.equations import order
from proofs.identity.rewriting.words import Poly, added, letter_tree, poly_tree, split, turned
from proofs.kernel.formulas import Formula, gap
from proofs.kernel.rules import Theorem
from proofs.library import ranks
from proofs.library.rank_equalities import of_identity
from symbolic.words.terms import Term, evaluate, identity

ONE = Fraction(1)


@dataclass
class Node:
    """A matrix of a rank: its polynomial, sizes, the size that is its rank, and the theorem."""

    term: Term
    poly: Poly
    shape: tuple[Any, Any]
    rank: Any
    make: Callable[[], Theorem]
    given: bool = False

    @cached_property
    def theorem(self) -> Theorem:
        """What says that this is its rank, made when it is first wanted."""
        return self.make()


class Nodes:
    """The matrices at one place of a proof, with what is known there."""

    def __init__(self, known: Knowledge) -> None:
        self.known = known
        self.proof = known.proof
        self.rules = known.rules
        known.settle()
        self.nodes: list[Node] = []
        self._inverses: dict[Any, list[Term]] = {}
        self._roles: dict[str, tuple[Poly, Poly]] = {}
        self._reversed: dict[frozenset[tuple[str, Fraction]], Poly] = {}
        for name, (M, theorem) in known.ranks.items():
            poly = self.poly(M)
            if poly is not None:
                self.nodes.append(Node(M, poly, self.proof.shape(M), name, _known(theorem), True))

    def poly(self, term: Term) -> Poly | None:
        """The polynomial of a term, reduced; None where the term is no polynomial in words."""
        poly = self.rules.alphabet.poly(evaluate(term.tree, self.proof.theory.names))
        return None if poly is None else self.rules.reduced(poly)[0]

    def raw(self, term: Term) -> Poly | None:
        """The polynomial of a term, not reduced; None where it is none."""
        return self.rules.alphabet.poly(evaluate(term.tree, self.proof.theory.names))

    def term(self, poly: Poly, shape: tuple[Any, Any]) -> Term:
        """The term that a polynomial of these sizes stands for."""
        return Term(poly_tree(self.rules.alphabet, poly, *shape))

    def sizes_of(self, word: str) -> tuple[Any, Any]:
        """Rows and columns of a word that is not empty."""
        names = self.proof.theory.names
        body = split(word)[1]
        if not body:
            return 1, 1
        ends = self.rules.alphabet.letters(body[0] + body[-1])
        (first, a), (last, b) = ends
        left, right = names[first.strip("|")], names[last.strip("|")]
        return left[1 if a else 0], right[0 if b else 1]

    def find(self, poly: Poly, shape: tuple[Any, Any]) -> Node | None:
        """The node of a polynomial of these sizes, up to the sign, or the transpose of one."""
        minus = {word: -c for word, c in poly.items()}
        for node in self.nodes:
            if node.shape == shape and node.poly in (poly, minus):
                return node
        for node in self.nodes:
            if node.shape[::-1] == shape and self.reversed(node) in (poly, minus):
                return self.turned(node)
        return None

    def reversed(self, node: Node) -> Poly:
        """The polynomial of the transpose, reduced."""
        key = frozenset(node.poly.items())
        if key not in self._reversed:
            self._reversed[key] = self.rules.reduced(turned(node.poly))[0]
        return self._reversed[key]

    def with_nodes(
        self, polys: list[tuple[Poly, tuple[Any, Any]]], use: Callable[[], Theorem]
    ) -> Theorem:
        """What follows when these matrices are given ranks, too."""
        new = [(p, s) for p, s in polys if p and self.find(p, s) is None]
        if not new:
            return use()
        (poly, shape), rest = new[0], new[1:]
        M = self.term(poly, shape)

        def ranked(r: str, theorem: Theorem) -> Theorem:
            self.nodes.append(Node(M, poly, shape, r, _known(theorem)))
            return self.with_nodes(rest, use)

        return ranks.with_rank(self.proof, M, ranked)

    def with_identities(self) -> None:
        """The identities of all sizes of the matrices, whose rank is known."""
        for size in dict.fromkeys(s for node in self.nodes for s in node.shape):
            one = identity(size)
            if not any(
                node.shape == (size, size) and node.poly == {"": ONE} for node in self.nodes
            ):

                def make(size: Any = size) -> Theorem:
                    return self.proof.instance(of_identity(self.proof), size)

                self.nodes.append(Node(one, {"": ONE}, (size, size), size, make))

    def turned(self, node: Node) -> Node:
        """The transpose of a matrix as a node of the same rank."""
        m, n = node.shape

        def make() -> Theorem:
            lemma = ranks.transposed(self.proof)
            return self.proof.use(lemma, [m, n, node.rank, node.term], node.theorem)

        return Node(node.term.T, self.reversed(node), (n, m), node.rank, make)

    def injections(self, size: Any) -> list[Term]:
        """The letters that put blocks into this size."""
        names = self.proof.theory.names
        roles = self.known.roles.items()
        return [Term(x) for x, (kind, _) in roles if kind == "block" and names[x][0] == size]

    def inverses(self, poly: Poly) -> list[Term]:
        """The letters, or their transposes, that are inverses of a matrix; they are remembered.

        Of ``c M`` they are those of M, divided by c.
        """
        c, monic = divided_by_lead(poly)
        key = frozenset(monic.items()), len(self.rules.equations)
        if key not in self._inverses:
            self._inverses[key] = list(self._all_inverses(monic))
        found = self._inverses[key]
        return found if c == 1 else [1 / c * term for term in found]

    def _all_inverses(self, poly: Poly) -> Iterator[Term]:
        found = []
        for name, (kind, of) in self.known.roles.items():
            if kind in ("inv", "pinv", "ginv"):
                if name not in self._roles:
                    matrix = self.poly(of) or {}
                    self._roles[name] = matrix, self.rules.reduced(turned(matrix))[0]
                for matrix, letter in zip(
                    self._roles[name], (Term(name), Term(name).T), strict=True
                ):
                    d, monic = divided_by_lead(matrix)
                    if monic == poly:
                        found.append(letter if d == 1 else d * letter)
                        break
        for equation in self.rules.equations:
            lead = equation.lead
            if equation.active and len(lead) == 3 and equation.rest == {lead[0]: ONE} == poly:
                found += [self.letter(lead[1])] if lead[0] == lead[2] else []
            # From L M = I, or M R = I, and from M M = M.
            if equation.active and equation.rest == {"": ONE}:
                for at in range(1, len(lead)):
                    for own, other in ((lead[:at], lead[at:]), (lead[at:], lead[:at])):
                        if poly == {own: ONE}:
                            found.append(self.word(other))
        found += self._of_blocks(poly)
        found += self._of_idempotent(poly)
        yield from {term.tree: term for term in found}.values()

    def word(self, text: str) -> Term:
        """The term of a word that is not empty."""
        return reduce(Term.__matmul__, map(self.letter, text))

    def _of_idempotent(self, poly: Poly) -> list[Term]:
        """``I / c``, for M M = c M: an idempotent, or a multiple of one such as E - I."""
        first = next((word for word in poly if word), "")
        if not first:
            return []
        rows, cols = self.sizes_of(first)
        if rows != cols:
            return []
        square: Poly = {}
        for u, c in poly.items():
            for v, x in poly.items():
                added(square, u + v, c * x)
        square = self.rules.reduced(square)[0]
        c = square.get(first, Fraction(0)) / poly[first]
        if not c or square != {word: c * x for word, x in poly.items()}:
            return []
        return [identity(rows) if c == 1 else 1 / c * identity(rows)]

    def letter(self, character: str) -> Term:
        """The letter, or the transposed letter, that a character of a word stands for."""
        ((name, flag),) = self.rules.alphabet.letters(character)
        return Term(letter_tree(name, flag))

    def _of_blocks(self, poly: Poly) -> list[Term]:
        """``X^- J^T`` and ``J X^-`` for J X and X J^T, J an injection."""
        found = []
        for J in self.injections_all():
            for own, left in ((J, True), (J.T, False)):
                (character,) = self.raw(own) or {"": ONE}
                ends = {word[:1] if left else word[-1:] for word in poly}
                if ends == {character}:
                    inner = {word[1:] if left else word[:-1]: c for word, c in poly.items()}
                    found += [X @ J.T if left else J @ X for X in self.inverses(inner)]
        return found

    def injections_all(self) -> list[Term]:
        """The letters that put blocks into any size."""
        return [Term(x) for x, (kind, _) in self.known.roles.items() if kind == "block"]

    def settle(self) -> None:
        """Let the completion run for the time of one question."""
        self.known.settle()
        for node in self.nodes:
            node.poly = self.rules.reduced(node.poly)[0]

    def times(self, left: Poly, right: Poly) -> Poly:
        """The product of two polynomials, reduced by the rules."""
        whole: Poly = {}
        for u, c in left.items():
            for v, x in right.items():
                added(whole, u + v, c * x)
        return self.rules.reduced(whole)[0]

    def total(self, parts: Sequence[tuple[Fraction, Poly]]) -> Poly:
        """The sum of multiples of polynomials, reduced by the rules."""
        whole: Poly = {}
        for c, poly in parts:
            for word, x in poly.items():
                added(whole, word, c * x)
        return self.rules.reduced(whole)[0]

    def simplified(self, term: Term) -> Term:
        """The term that the reduced polynomial stands for; itself where it has none."""
        poly = self.poly(term)
        return term if poly is None else self.term(poly, self.proof.shape(term))

    def holds(self, goal: Formula) -> bool:
        """Whether an equation reduces to nothing by the rules as they are."""
        poly = self.rules.alphabet.poly(gap(goal, self.proof.theory.names))
        return poly is not None and not self.rules.reduced(poly)[0]


def divided_by_lead(poly: Poly) -> tuple[Fraction, Poly]:
    """The coefficient of the greatest word, and the polynomial divided by it."""
    c = poly[max(poly, key=order)] if poly else ONE
    return c, poly if c == 1 else {word: x / c for word, x in poly.items()}


def _known(theorem: Theorem) -> Callable[[], Theorem]:
    return lambda: theorem


def divided(m: Poly, n: Poly) -> Poly | None:
    """v with ``m = n v``; nothing where there is none."""
    rest: Poly = dict(m)
    quotient: Poly = {}
    lead = max(n, key=order)
    for _ in range(40):
        if not rest:
            return quotient
        word = max(rest, key=order)
        if not word.startswith(lead):
            return None
        v, c = word[len(lead) :], rest[word] / n[lead]
        quotient[v] = c
        for other, x in n.items():
            added(rest, other + v, -c * x)
    return None


def subwords(word: str) -> Iterator[str]:
    """The contiguous parts of a word, shorter than it."""
    for size in range(1, len(word)):
        for at in range(len(word) - size + 1):
            yield word[at : at + size]
