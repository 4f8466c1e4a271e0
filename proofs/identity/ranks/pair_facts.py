"""What the lemmas about two matrices say: complements, kernels, and ranks that add up."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, permutations

from proofs.identity.ranks.fact import Fact
from proofs.identity.ranks.factors import summands
from proofs.identity.ranks.nodes import ONE, Node, Nodes
from proofs.identity.ranks.plain_facts import moved_rank, multiple, square_factor
from proofs.identity.rewriting.words import Poly
from proofs.kernel.formulas import at_most, equal
from proofs.kernel.rules import Theorem
from proofs.library import rank_additivity, rank_equalities, rank_pairs
from proofs.library.ranks import count
from symbolic.errors import ToolkitError
from symbolic.words.terms import Term, identity, zero

Part = tuple[Poly, tuple[object, object]]


def identity_shares(here: Nodes, one: Node, other: Node) -> tuple[Fraction, Fraction] | None:
    """a and b with ``a A + b B = I`` for two square matrices; None where there are none."""
    if one.shape != other.shape or one.shape[0] != one.shape[1]:
        return None
    word = max(one.poly, key=len, default="")
    p, q = one.poly, other.poly
    determinant = p.get("", 0) * q.get(word, 0) - p.get(word, 0) * q.get("", 0)
    if not word or not determinant:
        return None
    a, b = Fraction(q.get(word, 0)) / determinant, -Fraction(p.get(word, 0)) / determinant
    if not (a and b) or here.total([(a, p), (b, q), (-ONE, {"": ONE})]):
        return None
    return a, b


def is_product(here: Nodes, N: Term, M: Node, X: Term) -> bool:
    """Whether ``N = M X`` by the rules; not where the sizes do not fit."""
    try:
        return here.poly(N - M.term @ X) == {}
    except ToolkitError:
        return False


def of_idempotents(here: Nodes) -> list[Part]:
    """For two idempotents P and Q: P - P Q, Q - P Q, P Q, Q P, I - P, I - Q and more."""
    found = [n.term for n in here.nodes if n.given and square_factor(here, n) == 1]
    if len(found) != 2:
        found = idempotent_words(here)
    if len(found) != 2 or here.proof.shape(found[0]) != here.proof.shape(found[1]):
        return []
    P, Q = found
    shape = here.proof.shape(P)
    one = identity(shape[0])
    terms = [P, Q, P - P @ Q, Q - P @ Q, (one - P) @ (one - Q), P @ Q, Q @ P, one - P, one - Q]
    polys = [here.poly(term) for term in terms]
    return [(poly, shape) for poly in polys if poly]


def idempotent_words(here: Nodes) -> list[Term]:
    """The idempotent words that a matrix is the sum or the difference of, as ``A A^+ - B B^+``."""
    for node in here.nodes:
        if node.given and len(node.poly) == 2 and node.shape[0] == node.shape[1]:
            words = [w for w in node.poly if w and here.times({w: ONE}, {w: ONE}) == {w: ONE}]
            if len(words) == 2:
                return [here.word(word) for word in words]
    return []


def of_three(here: Nodes) -> list[Part]:
    """The sums of two of three matrices, and the products with the third of what is I less it.

    Where A + B + C = I the sum of two is I less the third.
    """
    nodes = [n for n in here.nodes if n.given]
    if len(nodes) != 3 or len({n.shape for n in nodes}) != 1:
        return []
    shape = nodes[0].shape
    sums = [here.total([(ONE, a.poly), (ONE, b.poly)]) for a, b in combinations(nodes, 2)]
    products = [
        here.times(n.poly, rest)
        for n in nodes
        for rest in sums
        if shape[0] == shape[1] and here.total([(ONE, n.poly), (ONE, rest)]) == {"": ONE}
    ]
    return [(poly, shape) for poly in [*sums, *products] if poly]


def disjoint(here: Nodes) -> Iterator[Fact]:
    """``rank X + rank Y <= rank Z`` where Z = a X + b Y is cut into X and Y on both sides."""
    for Z in here.nodes:
        if not Z.given or len(Z.poly) < 2:
            continue
        for X, Y in permutations(here.nodes, 2):
            if Z in (X, Y) or not X.shape == Y.shape == Z.shape:
                continue
            shares = summands(Z.poly, X.poly, Y.poly)
            sides = None if shares is None else _cuts(here, X, Y)
            if shares is not None and sides is not None:
                yield _cut(here, Z, (X, shares[0]), (Y, shares[1]), sides)


def _cuts(here: Nodes, X: Node, Y: Node) -> tuple[Term, Term] | None:
    """E and F with E X = X, E Y = 0, X F = X and Y F = 0: idempotents, or I less one."""
    m, n = X.shape
    for E in _cutters(here, m):
        if here.poly(E @ X.term - X.term) == {} == here.poly(E @ Y.term):
            for F in _cutters(here, n):
                if here.poly(X.term @ F - X.term) == {} == here.poly(Y.term @ F):
                    return E, F
    return None


def _cutters(here: Nodes, size: object) -> list[Term]:
    """Idempotents of a size, and the identity less each of them."""
    return [M for E in _idempotents(here, size) for M in (E, identity(size) - E)]


def _idempotents(here: Nodes, size: object) -> list[Term]:
    """The matrices of a size that are known to be idempotent."""
    found = [
        n.term
        for n in here.nodes
        if n.shape == (size, size) and n.given and square_factor(here, n) == 1
    ]
    found += [E for E in idempotent_words(here) if here.proof.shape(E)[0] == size]
    for equation in here.rules.equations:
        lead = equation.lead
        if equation.active and len(lead) == 2 and equation.rest == {lead[0]: ONE}:
            letter = here.letter(lead[0])
            if lead[0] == lead[1] and here.proof.shape(letter) == (size, size):
                found.append(letter)
    return list({term.tree: term for term in found}.values())


def _cut(
    here: Nodes, Z: Node, left: tuple[Node, Fraction], right: tuple[Node, Fraction],
    sides: tuple[Term, Term],
) -> Fact:  # fmt: skip
    """The lemma `disjoint` for Z = a X + b Y and the sides E and F that cut it."""
    (X, a), (Y, b), (E, F) = left, right, sides
    proof = here.proof

    def make() -> Theorem:
        one, other = a * X.term, b * Y.term
        flat = zero(*Z.shape)
        given = [
            here.known.equation(equal(M, N))
            for M, N in ((E @ one, one), (E @ other, flat), (one @ F, one), (other @ F, flat))
        ]
        whole = here.known.equation(equal(Z.term, one + other))
        of_Z = rank_equalities.equal_rank(proof, whole, Z.theorem, Z.shape, Z.rank)
        of = multiple(proof, X, a), multiple(proof, Y, b), of_Z
        values = [*Z.shape, X.rank, Y.rank, Z.rank, one, other, E, F]
        return proof.use(rank_pairs.disjoint(proof), values, *given, *of)

    return Fact(at_most(count(X.rank) + count(Y.rank), count(Z.rank)), make)


def side_by_side(here: Nodes) -> Iterator[Fact]:
    """``rank A + rank((I - A G) B) = rank B + rank((I - B H) A)`` for idempotents A and B."""
    found = [n for n in here.nodes if n.poly != {"": ONE} and square_factor(here, n) == 1]
    for A, B in combinations(found, 2):
        if A.shape == B.shape:
            one = identity(A.shape[0])
            terms = (one - A.term) @ B.term, (one - B.term) @ A.term
            nodes = [here.find(here.poly(t) or {}, A.shape) for t in terms]
            if nodes[0] is not None and nodes[1] is not None:
                yield _beside(here, (A, B, nodes[0], nodes[1]), terms)


def _beside(here: Nodes, nodes: tuple[Node, Node, Node, Node], terms: tuple[Term, Term]) -> Fact:
    """The lemma `side_by_side`, the identity being a {1}-inverse of an idempotent."""
    A, B, C, D = nodes
    n = A.shape[0]
    one = identity(n)

    def make() -> Theorem:
        proof = here.proof
        given = [here.known.equation(equal(M @ one @ M, M)) for M in (A.term, B.term)]
        of = A.theorem, B.theorem, moved_rank(here, terms[0], C), moved_rank(here, terms[1], D)
        values = [n, n, n, A.rank, B.rank, C.rank, D.rank, A.term, B.term, one, one]
        return proof.use(rank_pairs.side_by_side(proof), values, *given, *of)

    sides = count(A.rank) + count(C.rank), count(B.rank) + count(D.rank)
    return Fact(equal(*sides), make)


def complements(here: Nodes) -> Iterator[Fact]:
    """``n + rank(A B) <= rank A + rank B`` where multiples of A and B add up to I."""
    for A, B in permutations(here.nodes, 2):
        shares = identity_shares(here, A, B)
        if shares is not None:
            product = here.times(A.poly, B.poly)
            node = here.find(product, A.shape) if product else None
            if node is not None:
                yield _complement(here, (A, shares[0]), (B, shares[1]), node)


def _complement(
    here: Nodes, left: tuple[Node, Fraction], right: tuple[Node, Fraction], N: Node
) -> Fact:
    """The lemma `complements` for a A + b B = I; N is the matrix A B."""
    (A, a), (B, b) = left, right
    n = A.shape[0]
    formula = at_most(count(n) + count(N.rank), count(A.rank) + count(B.rank))

    def make() -> Theorem:
        one, other = a * A.term, b * B.term
        whole = here.known.equation(equal(one + other, identity(n)))
        flat = here.known.equation(equal((a * b) * N.term, one @ other))
        scaled = multiple(here.proof, N, a * b)
        of_N = rank_equalities.equal_rank(here.proof, flat, scaled, N.shape, N.rank)
        of = multiple(here.proof, A, a), multiple(here.proof, B, b), of_N
        values = [n, A.rank, B.rank, N.rank, one, other]
        return here.proof.use(rank_equalities.complements(here.proof), values, whole, *of)

    return Fact(formula, make)


def kernels(here: Nodes) -> Iterator[Fact]:
    """``n + rank(A C) <= rank A + rank C`` where C reaches the kernel of A."""
    nodes = [n for n in here.nodes if n.poly and n.poly != {"": ONE}]
    for A in [*nodes, *map(here.turned, nodes)]:
        for C in [*nodes, *map(here.turned, nodes)]:
            if A.shape[1] != C.shape[0] or A.rank == C.rank:
                continue
            product = here.times(A.poly, C.poly)
            node = here.find(product, (A.shape[0], C.shape[1])) if product else None
            if node is not None:
                yield from _kernel(here, A, C, node)


def _kernel(here: Nodes, A: Node, C: Node, node: Node) -> Iterator[Fact]:
    """The lemma `containing_kernel` for the first {1}-inverse of A that fits; `node` is A C."""
    n = A.shape[1]
    for G in here.inverses(A.poly):
        K = identity(n) - G @ A.term
        ways = [K] if C.shape[0] == C.shape[1] else []
        # The reflection at an idempotent may be wanted, too.
        ways += [(identity(n) - 2 * E) @ K for E in _idempotents(here, n) if ways]
        for X in (*ways, *(P @ K for P in here.inverses(C.poly))):
            if is_product(here, K, C, X):
                yield _reaching(here, A, C, node, (G, K, X))
                return


def _reaching(here: Nodes, A: Node, C: Node, node: Node, terms: tuple[Term, Term, Term]) -> Fact:
    """The lemma `containing_kernel` for G, K = I - G A and X with K = C X."""
    G, K, X = terms
    (m, n), p = A.shape, C.shape[1]
    formula = at_most(count(n) + count(node.rank), count(A.rank) + count(C.rank))

    def make() -> Theorem:
        inverse = here.known.equation(equal(A.term @ G @ A.term, A.term))
        form = here.known.equation(equal(K, C.term @ X))
        of_AC = moved_rank(here, A.term @ C.term, node)
        values = [m, n, p, A.rank, C.rank, node.rank, A.term, C.term, G, X]
        lemma = rank_additivity.containing_kernel(here.proof)
        return here.proof.use(lemma, values, inverse, form, A.theorem, C.theorem, of_AC)

    return Fact(formula, make)


def exchanged(here: Nodes) -> Iterator[Fact]:
    """``m + rank(I - B A) <= n + rank(I - A B)``."""
    for M, N in permutations(here.nodes, 2):
        rest = here.total([(ONE, {"": ONE}), (-ONE, M.poly)])
        other = here.total([(ONE, {"": ONE}), (-ONE, N.poly)])
        if len(rest) == 1 and len(other) == 1:
            (u, c), (v, d) = next(iter(rest.items())), next(iter(other.items()))
            for at in range(1, len(u)):
                if u[at:] + u[:at] == v and c == d:
                    yield _exchange(here, M, N, (u[:at], u[at:], c))


def _exchange(here: Nodes, M: Node, N: Node, cut: tuple[str, str, Fraction]) -> Fact:
    """The lemma `exchanged` for I - A B and I - B A, the cut saying what A and B are."""
    u, v, c = cut
    (m, n) = here.sizes_of(u)
    formula = at_most(count(m) + count(N.rank), count(n) + count(M.rank))

    def make() -> Theorem:
        A = here.term({u: c}, (m, n))
        B = here.term({v: ONE}, (n, m))
        of_M = moved_rank(here, identity(m) - A @ B, M)
        of_N = moved_rank(here, identity(n) - B @ A, N)
        values = [m, n, M.rank, N.rank, A, B]
        return here.proof.use(rank_equalities.exchanged(here.proof), values, of_M, of_N)

    return Fact(formula, make)
