"""What is left of a matrix when a part is taken away, and what Sylvester and Frobenius lack."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from typing import Any

from proofs.identity.ranks.fact import Fact
from proofs.identity.ranks.nodes import ONE, Node, Nodes
from proofs.identity.ranks.plain_facts import moved_rank
from proofs.identity.rewriting.words import Poly
from proofs.kernel.formulas import Formula, at_most, equal
from proofs.kernel.rules import Theorem
from proofs.library import rank_equalities, rank_reduction
from proofs.library.ranks import count, with_rank
from symbolic.errors import ToolkitError
from symbolic.words.terms import Term, identity, zero

Part = tuple[Poly, tuple[Any, Any]]
Whole = Callable[[Any, Theorem, Any, Theorem, Any, Theorem], Theorem]
Reduction = tuple[Term, Term, Term, Whole]
"""M, a part A of it, what is left without it, and that the ranks of both add up to that of M."""


def reduction(here: Nodes, M: Term, ends: tuple[Term, Term], G: Term) -> Reduction:
    """For the ends X and Y the matrix Y M X, ``M - M X G Y M``, and the lemma `reduced`."""
    proof, (X, Y) = here.proof, ends
    A, S = Y @ M @ X, M - M @ X @ G @ Y @ M
    (m, n), k, h = proof.shape(M), proof.shape(X)[1], proof.shape(Y)[0]

    def whole(a: Any, of_A: Theorem, s: Any, of_S: Theorem, r: Any, of_M: Theorem) -> Theorem:
        inverse = here.known.equation(equal(A @ G @ A, A))
        values = [m, n, k, h, a, s, r, M, X, Y, G]
        return proof.use(rank_reduction.reduced(proof), values, inverse, of_A, of_S, of_M)

    return M, A, S, whole


def taken(here: Nodes) -> Iterator[Reduction]:
    """M, Y M X, ``M - M X G Y M`` and the lemma, for nodes M and the difference.

    The difference is found as a word ``M X G Y M`` with a letter G that is an inverse of Y M X.
    """
    for M, S in product(here.nodes, here.nodes):
        if M is S or M.shape != S.shape or len(M.poly) != 1 or M.poly == {"": ONE}:
            continue
        ((m, c),) = M.poly.items()
        rest = here.total([(ONE, M.poly), (-ONE, S.poly)])
        if c != 1 or len(rest) != 1 or rest.get(word := next(iter(rest))) != 1:
            continue
        if word.startswith(m) and word.endswith(m) and len(word) > 2 * len(m):
            yield from _cut(here, M.term, word[len(m) : len(word) - len(m)], m)


def _cut(here: Nodes, M: Term, inner: str, m: str) -> Iterator[Reduction]:
    """The word between two M cut at a letter that is an inverse of what is around it."""
    (rows, cols) = here.proof.shape(M)
    for at in range(len(inner)):
        G, x, y = here.letter(inner[at]), inner[:at], inner[at + 1 :]
        poly = here.rules.reduced({y + m + x: ONE})[0]
        if all(G.tree != found.tree for found in here.inverses(poly)):
            continue
        k, h = here.proof.shape(G)
        X, Y = here.term({x: ONE}, (cols, k)), here.term({y: ONE}, (h, rows))
        yield reduction(here, M, (X, Y), G)


def gap_parts(here: Nodes) -> list[Part]:
    """``(I - B C G) B (I - H A B)`` for the nodes A B and B C, so that it has a rank, too."""
    found = []
    for gap in _gaps(here):
        poly = here.poly(gap.D)
        if poly:
            found.append((poly, here.proof.shape(gap.D)))
    return found


def gaps(here: Nodes) -> Iterator[Fact]:
    """``rank(A B) + rank(B C) + rank D = rank B + rank(A B C)`` with D as in `gap_parts`."""
    for gap in _gaps(here):
        poly = here.poly(gap.D) or {}
        node = here.find(poly, here.proof.shape(gap.D))
        if poly and node is None:
            continue
        left, right = count(gap.AB.rank) + count(gap.BC.rank), count(gap.middle.rank)
        right = right if gap.whole is None else right + count(gap.whole.rank)
        left = left if node is None else left + count(node.rank)
        formulas = at_most(left, right), at_most(right, left)
        for side, formula in enumerate(formulas):
            yield Fact(formula, partial(gap.theorem, here, node, side))


class _Gap:
    """The factors A, B, C with the nodes of their products, and inverses G of B C, H of A B."""

    def __init__(
        self, here: Nodes, factors: tuple[Term, Term, Term], nodes: tuple[Node, Node, Node],
        whole: Node | None, inverses: tuple[Term, Term],
    ) -> None:  # fmt: skip
        self.factors, self.whole, self.inverses = factors, whole, inverses
        self.AB, self.BC, self.middle = nodes
        (A, B, C), (G, H) = factors, inverses
        m, n = here.proof.shape(B)
        self.D = (identity(m) - B @ C @ G) @ B @ (identity(n) - H @ A @ B)

    def theorem(self, here: Nodes, node: Node | None, side: int) -> Theorem:
        """One of both inequalities; what vanishes has rank zero."""
        proof, (A, B, C), (G, H) = here.proof, self.factors, self.inverses
        X, Y, product = B @ C, A @ B, A @ B @ C
        given = [here.known.equation(equal(M @ K @ M, M)) for M, K in ((X, G), (Y, H))]
        shown = [(Y, self.AB), (X, self.BC), (B, self.middle)]
        of = [moved_rank(here, M, found) for M, found in shown]
        (k, n), (m, p) = proof.shape(Y), proof.shape(X)

        def use(z: Any, of_whole: Theorem, d: Any, of_D: Theorem) -> Theorem:
            ranks = [self.AB.rank, self.BC.rank, self.middle.rank, z, d]
            values = [k, m, n, p, *ranks, A, B, C, G, H]
            lemma = rank_reduction.frobenius_gap(proof)
            return proof.parts(proof.use(lemma, values, *given, *of, of_whole, of_D))[side]

        return _with(here, product, self.whole, lambda z, of_whole: _with(
            here, self.D, node, lambda d, of_D: use(z, of_whole, d, of_D)
        ))  # fmt: skip


def _with(
    here: Nodes, M: Term, node: Node | None, use: Callable[[Any, Theorem], Theorem]
) -> Theorem:
    """An inequality with the rank of M, which is that of the node, or zero where there is none."""
    if node is not None:
        return use(node.rank, moved_rank(here, M, node))
    proof = here.proof

    def vanishing(r: str, rank: Theorem) -> Theorem:
        shape = proof.shape(M)
        flat = here.known.equation(equal(M, zero(*shape)))
        none = proof.use(rank_equalities.of_zero(proof), [*shape, r, M], flat, rank)
        bound = use(r, rank)
        goal, sign = _without(bound.conclusion, r)
        return proof.order(goal, [bound, none], [(1, [0])], ("scale", sign, "$1"))

    return with_rank(proof, M, vanishing)


def _without(formula: Formula, r: str) -> tuple[Formula, str]:
    """The inequality without ``tr(I_r)``, and the sign of what is taken from it."""
    _, low, high = formula
    unit = count(r).tree
    left, right = (_dropped(side, unit) for side in (low, high))
    return ("<=", left, right), "1" if left != low else "-1"


def _dropped(tree: Any, part: Any) -> Any:
    """A sum without one of its terms."""
    if not (isinstance(tree, tuple) and tree[0] == "+"):
        return tree
    kept = [_dropped(t, part) for t in tree[1:] if t != part]
    return kept[0] if len(kept) == 1 else ("+", *kept)


def _gaps(here: Nodes) -> Iterator[_Gap]:
    """Two factors A and C with nothing between them, or three that make a word."""
    given = [n for n in here.nodes if n.given and n.poly and n.poly != {"": ONE}]
    for A, C in product(given, given):
        if A.shape[1] != C.shape[0]:
            continue
        n = A.shape[1]
        unit = here.proof.instance(rank_equalities.of_identity(here.proof), n)
        middle = Node(identity(n), {"": ONE}, (n, n), n, lambda unit=unit: unit)  # type: ignore[misc]
        yield from _with_inverses(here, (A.term, middle.term, C.term), (A, C, middle))
    words = {next(iter(n.poly)): n for n in given if len(n.poly) == 1}
    for text in words:
        for i in range(1, len(text)):
            for j in range(i + 1, len(text)):
                parts = text[:j], text[i:], text[i:j]
                if all(part in words for part in parts):
                    AB, BC, B = (words[part] for part in parts)
                    terms = [here.term({w: ONE}, here.sizes_of(w)) for w in (text[:i], text[j:])]
                    yield from _with_inverses(here, (terms[0], B.term, terms[1]), (AB, BC, B))


def _with_inverses(
    here: Nodes, factors: tuple[Term, Term, Term], nodes: tuple[Node, Node, Node]
) -> Iterator[_Gap]:
    """The first inverses of both products that are known, where the whole has a rank."""
    A, B, C = factors
    try:
        poly = here.poly(A @ B @ C)
    except ToolkitError:
        return
    if poly is None:
        return
    whole = here.find(poly, (here.proof.shape(A)[0], here.proof.shape(C)[1]))
    if poly and whole is None:
        return
    AB, BC, _ = nodes
    for G in here.inverses(BC.poly)[:2]:
        for H in here.inverses(AB.poly)[:2]:
            yield _Gap(here, factors, nodes, whole, (G, H))
