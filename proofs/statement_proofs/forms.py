"""Inequalities between numbers: sums of squares, and of forms that are known not to be negative.

A form u^T M u is not negative where M is a sum of terms C^T C and C^T S C for positive multiples
and known forms S. What M may be a sum of is guessed from how it is written, and then checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from proofs.formulas import Formula, at_most, equal, gap, less
from proofs.kernel import Theorem
from proofs.statement_proofs.knowledge import Knowledge, NotFoundError
from proofs.statement_proofs.square_pool import Form, Square, pooled
from proofs.theorems.definite import schwarz
from symbolic.errors import ToolkitError
from symbolic.words.sizes import tree_of
from symbolic.words.tensor import Tensor
from symbolic.words.terms import Term, Tree, evaluate, kron, tr, zero

NONE = zero(1, 1)
MAX_SUMS = 24


def form_of(theorem: Theorem) -> Term | None:
    """S, where the theorem says that ``0 <= u^T S u`` for all columns u, or ``u = 0 or 0 < ..``."""
    formula = theorem.conclusion
    if formula[0] != "all" or not isinstance(formula[2], tuple) or formula[2][1] != 1:
        return None
    name, body = formula[1], formula[3]
    if body[0] == "or" and body[2][0] == "<":
        body = body[2]
    if body[0] not in ("<=", "<") or body[1] != NONE.tree:
        return None
    return middle(body[2], name)


def middle(tree: Tree, x: Tree) -> Term | None:
    """M of ``x^T M x``."""
    if not (isinstance(tree, tuple) and tree[0] == "*" and len(tree) > 3):
        return None
    if tree[1] != ("T", x) or tree[-1] != x:
        return None
    return Term(tree[2]) if len(tree) == 4 else Term(("*", *tree[2:-1]))


class Forms:
    """The forms that are known at one place of a proof, and inequalities from them."""

    def __init__(self, known: Knowledge) -> None:
        self.known, self.proof = known, known.proof
        self.names = known.proof.theory.names
        self.forms = list(self._forms())

    def _forms(self) -> Iterator[Form]:
        from proofs.theorems.definite import semidefinite_too

        for theorem in self.known.facts:
            S = form_of(theorem)
            if S is None:
                continue
            if theorem.conclusion[3][0] == "or":
                size = theorem.conclusion[2][0]
                weak = self.proof.use(semidefinite_too(self.proof), [size, S], theorem)
                yield Form(S, weak, theorem)
            else:
                yield Form(S, theorem)

    def tensor(self, term: Term) -> Tensor:
        """The normal form of a term."""
        return evaluate(term.tree, self.names)

    # Goals.

    def prove(self, goal: Formula) -> Theorem:
        """The inequality; raises `NotFoundError`."""
        last = goal[2]
        if goal[1] == NONE.tree and isinstance(last, tuple) and last[0] == "*":
            x = last[-1]
            M = middle(last, x)
            if M is not None:
                return self.of_column(goal, M, Term(x))
        return self.of_traces(goal)

    def of_column(self, goal: Formula, M: Term, x: Term) -> Theorem:
        """``0 <= x^T M x``, x a column or the vec of a matrix."""
        for squares in self.sums(M):
            parts = [(s, self.value(s, x)) for s in squares]
            if any(value is None for _, value in parts):
                continue
            total = [(s, value) for s, value in parts if value is not None]
            try:
                return self.added(goal, total)
            except NotFoundError:
                continue
        raise NotFoundError("no sum of squares was found")

    def value(self, square: Square, x: Term) -> Term | None:
        """W with ``tr(W^T S W) = x^T C^T S C x``."""
        if isinstance(x.tree, str):
            return square.C @ x
        U = Term(x.tree[1])  # (C kron D) vec(U) = vec(D U C^T)
        if square.C.tree[0] != "kron" or square.form is not None:
            return None
        C, D = (Term(t) for t in square.C.tree[1:])
        return D @ U @ C.T

    def added(self, goal: Formula, parts: Sequence[tuple[Square, Term]]) -> Theorem:
        """The goal as the sum of the parts, by the rules that are known."""
        rest = gap(goal, self.names)
        premises, products = [], []
        for n, (square, W) in enumerate(parts):
            theorem = self.nonnegative(square.form, W)
            rest = rest - gap(theorem.conclusion, self.names).scaled(square.factor)
            premises.append(theorem)
            products.append((square.factor, [n]))
        found = self.known.zero(rest)
        if found is None:
            raise NotFoundError("this is another sum")
        by, rules = found
        plus = None if by is None else _shifted(by, len(premises))
        return self.proof.order(goal, [*premises, *rules], products, plus)

    def nonnegative(self, form: Form | None, W: Term) -> Theorem:
        """``0 <= tr(W^T W)``, or ``0 <= tr(W^T S W)``."""
        if form is None:
            return self.proof.nonnegative_square(W)
        n, p = self.proof.shape(W)
        if p == 1:
            at = self.proof.instance(form.theorem, W)
            return self.proof.order(at_most(NONE, W.T @ form.S @ W), [at], [(1, [0])])
        axiom = self.proof.axiom("columns", n, p, form.S, W)
        return self.proof.apply(axiom, form.theorem)

    def of_traces(self, goal: Formula) -> Theorem:
        """A sum of traces of squares and of known forms, or one square of a sum of letters."""
        try:
            return self.of_loops(goal)
        except NotFoundError:
            letters = [n for n, s in self.names.items() if isinstance(s, tuple)]
            pairs = [(a, b) for a in letters for b in letters if a < b]
            for a, b in pairs:
                if self.names[a] == self.names[b]:
                    for sign in (1, -1):
                        W = Term(a) + sign * Term(b)
                        try:
                            return self.added(goal, [(Square(Fraction(1), W), W)])
                        except NotFoundError:
                            continue
                    lemma = self.proof.instance(schwarz(self.proof), *self.names[a], a, b)
                    if not gap(lemma.conclusion, self.names) - gap(goal, self.names):
                        return self.proof.order(goal, [lemma], [(1, [0])])
            raise

    def of_loops(self, goal: Formula) -> Theorem:
        """A sum in which each trace is one of a square, or of a known form."""
        tensor = gap(goal, self.names)
        parts = []
        for (strands, loops), c in tensor.terms.items():
            if strands or c < 0 or len(loops) > 1:
                raise NotFoundError("no sum of squares")
            found = self.known.rules.alphabet
            loop = loops[0] if loops else ()
            if isinstance(loop, str):
                parts.append((Square(c, Term(("I", tree_of(loop)))), Term(("I", tree_of(loop)))))
                continue
            half = self.halves(found.word(loop))
            if half is None:
                raise NotFoundError("no square")
            form, W = half
            parts.append((Square(c, W, form), W))
        return self.added(goal, parts)

    def halves(self, loop: str) -> tuple[Form | None, Term] | None:
        """S and W of a loop that is ``tr(W^T S W)``."""
        from proofs.statement_proofs.words import letter_tree, product_tree, transposed

        alphabet = self.known.rules.alphabet
        letters = {f.S.tree: f for f in self.forms if isinstance(f.S.tree, str)}
        for at in range(len(loop)):
            word = loop[at:] + loop[:at]
            size, odd = divmod(len(word), 2)
            left, right = word[:size], word[size + odd :]
            if transposed(left) != right:
                continue
            form = None
            if odd:
                ((name, _),) = alphabet.letters(word[size])
                form = letters.get(tree_of(name.strip("|")))
                if form is None:
                    continue
            rows = self.proof.shape(form.S)[0] if form is not None else 1
            return form, Term(
                product_tree([letter_tree(*x) for x in alphabet.letters(right)], rows)
            )
        return None

    # Definite forms.

    def definite(self, goal: Formula, search: Any) -> Theorem:
        """``u = 0 or 0 < u^T M u`` for a column u: the squares vanish only together with u."""
        _, none, positive = goal
        u, value = Term(none[1]), Term(positive[2])
        M = middle(value.tree, u.tree)
        if M is None or not isinstance(u.tree, str):
            raise NotFoundError("not the form of a column")
        for squares in self.sums(M):
            parts = [(s, s.C @ u) for s in squares]
            try:
                above = self.added(at_most(NONE, value), parts)
                return self.one_of(goal, above, parts, search)
            except NotFoundError:
                continue
        raise NotFoundError("no sum of squares was found")

    def one_of(
        self, goal: Formula, above: Theorem, parts: Sequence[tuple[Square, Term]], search: Any
    ) -> Theorem:
        """By the sign of ``-u^T M u``."""
        proof, (_, none, positive) = self.proof, goal
        value = Term(positive[2])

        def small(sign: Theorem) -> Theorem:
            below = proof.order(at_most(value, NONE), [sign], [(1, [0])])
            flat = proof.squeeze(value, below, above)
            known = self.known.with_more([self.vanishing(s, W, parts, flat) for s, W in parts])
            return proof.either(goal, search.prove(none, known))

        def large(sign: Theorem) -> Theorem:
            shown = proof.order(less(NONE, value), [sign], [(1, [0])])
            return proof.either(goal, shown)

        return proof.cases(proof.axiom("sign", -1 * value), small, large)

    def vanishing(
        self, square: Square, W: Term, parts: Sequence[tuple[Square, Term]], flat: Theorem
    ) -> Theorem:
        """``W = 0``, or ``S W = 0`` for a form S, as the sum of the squares vanishes."""
        proof = self.proof
        inner = W if square.form is None else square.form.S @ W
        value = tr(W.T @ inner)
        others = [(s, V) for s, V in parts if (s, V) != (square, W)]
        premises = [self.nonnegative(s.form, V) for s, V in others]
        total = Term(flat.conclusion[1])
        goal = at_most(value, NONE)
        products = [(s.factor / square.factor, [n]) for n, (s, _) in enumerate(others)]
        rest = gap(goal, self.names)
        for c, (n,) in products:
            rest = rest - gap(premises[n].conclusion, self.names).scaled(c)
        rest = rest + evaluate(total.tree, self.names).scaled(1 / square.factor)
        found = self.known.zero(rest)
        if found is None:
            raise NotFoundError("this is another sum")
        by, rules = found
        place = len(premises)
        plus: Tree = ("scale", str(-1 / square.factor), f"${place}")
        plus = plus if by is None else ("+", plus, _shifted(by, place + 1))
        below = proof.order(goal, [*premises, flat, *rules], products, plus)
        none = proof.squeeze(value, below, self.nonnegative(square.form, W))
        if square.form is None:
            return proof.apply(proof.axiom("definite", *proof.shape(W), W), none)
        if square.form.definite is None:
            from proofs.theorems.definite import null_vectors

            n, S = proof.shape(W)[0], square.form.S
            flat = proof.combine(equal(W.T @ S @ W, NONE), "$0", none)
            symmetric = self.known.equation(equal(S.T, S))
            lemma = null_vectors(proof)
            return proof.use(lemma, [n, 1, S, W], symmetric, square.form.theorem, flat)
        case = proof.instance(square.form.definite, W)

        def positive(sign: Theorem) -> Theorem:
            contradiction = proof.order(("false",), (sign, none), [(1, [0])], ("scale", "-1", "$1"))
            return proof.absurd(equal(W, proof.zero_like(W)), contradiction)

        return proof.cases(case, lambda zero_: zero_, positive)

    # Guesses.

    def sums(self, M: Term) -> Iterator[list[Square]]:
        """What M may be a sum of; each guess is to be checked."""
        for count, squares in enumerate((*self.of_tree(M), *self.guesses(M))):
            if count >= MAX_SUMS:
                break
            if all(map(self.is_written, squares)):
                yield squares
        yield from pooled(self, M)

    def is_written(self, square: Square) -> bool:
        """Whether the sizes of a guess fit."""
        try:
            return bool(evaluate(square.matrix.tree, self.names).shape)
        except ToolkitError:
            return False

    def of_tree(self, M: Term) -> list[list[Square]]:
        """From the way in which M is written."""
        known = [[Square(Fraction(1), self.one(f.S), f)] for f in self.forms if self.same(f.S, M)]
        tree = M.tree
        if known or isinstance(tree, str):
            return known
        head, *parts = tree
        if head == "I":
            return [[Square(Fraction(1), M)]]
        if head == "0":
            return [[]]
        if head == "scale" and Fraction(parts[0]) > 0:
            factor = Fraction(parts[0])
            return [
                [Square(s.factor * factor, s.C, s.form) for s in squares]
                for squares in self.of_tree(Term(parts[1]))
            ]
        if head == "+":
            ways = [self.of_tree(Term(part))[:1] for part in parts]
            return [[s for way in ways for s in way[0]]] if all(ways) else []
        if head == "kron":
            ways = [self.of_tree(Term(part))[:1] for part in parts]
            return [_crossed(*(way[0] for way in ways))] if all(ways) else []
        if head == "T":
            return self.of_tree(Term(parts[0]))
        return self.of_product(_factors(M)) if head == "*" else []

    def of_product(self, factors: list[Term]) -> list[list[Square]]:
        """``C^T .. C`` from the outside inwards."""
        if len(factors) < 2 or not self.same(factors[0], factors[-1].T):
            return []
        C = factors[-1]
        if len(factors) == 2:
            return [[Square(Fraction(1), C)]]
        inner = factors[1:-1]
        whole = inner[0] if len(inner) == 1 else Term(("*", *(f.tree for f in inner)))
        return [
            [Square(s.factor, s.C @ C, s.form) for s in squares] for squares in self.of_tree(whole)
        ]

    def guesses(self, M: Term) -> Iterator[list[Square]]:
        """M^T M, M^T S M, and one form between a letter and its transpose."""
        one = Fraction(1)
        if len(evaluate(M.tree, self.names).rows) > 1:
            return
        yield from self.blocks(M)
        yield [Square(one, M)]
        yield from ([Square(one, M, f)] for f in self.forms)
        size = self.proof.shape(M)[0]
        letters = [n for n, s in self.names.items() if isinstance(s, tuple) and n.isascii()]
        terms = [t for n in letters for t in (Term(n), Term(n).T) if self.fits(t, size)]
        # A known form is the sum of what is wanted and of something else only if it is all of it.
        for form in (*self.forms, None):
            for C in terms:
                square = Square(one, C, form)
                if self.agrees(square.matrix, M):
                    yield [square]
        for form in self.forms:
            for C in self.cut(form.S, size):
                square = Square(one, C, form)
                if self.agrees(square.matrix, M):
                    yield [square]

    def fits(self, term: Term, size: Any) -> bool:
        """Whether a term has so many columns."""
        return bool(self.proof.shape(term)[1] == size)

    def blocks(self, M: Term) -> Iterator[list[Square]]:
        """A block matrix as ``C^T A C + K S K^T`` with ``C = J^T + G B K^T``."""
        from proofs.statement_proofs.rank_blocks import BlockFacts
        from proofs.statement_proofs.rank_facts import Facts
        from proofs.statement_proofs.rank_nodes import Nodes

        size = self.proof.shape(M)[0]
        nodes = Nodes(self.known)
        pivots = BlockFacts(Facts(nodes))
        for J, K in pivots.pairs(size):
            A, B, D = (pivots.simple(t) for t in (J.T @ M @ J, J.T @ M @ K, K.T @ M @ K))
            tops = self.of_tree(A)[:1]
            if not nodes.poly(B) and tops:
                for low in self.of_tree(D)[:1]:
                    first = [Square(s.factor, s.C @ J.T, s.form) for s in tops[0]]
                    yield first + [Square(s.factor, s.C @ K.T, s.form) for s in low]
            for G in nodes.inverses(nodes.poly(A) or {}):
                C = J.T + G @ B @ K.T
                schur = pivots.simple(D - B.T @ G @ B)
                for top in tops:
                    for low in self.of_schur(schur):
                        first = [Square(s.factor, s.C @ C, s.form) for s in top]
                        yield first + [Square(s.factor, s.C @ K.T, s.form) for s in low]

    def of_schur(self, S: Term) -> list[list[Square]]:
        """What the Schur complement is a sum of; nothing where it vanishes."""
        if self.known.vanishes(evaluate(S.tree, self.names)):
            return [[]]
        found = self.of_tree(S)
        equal_forms = [f for f in self.forms if self.agrees(f.S, S)]
        one = Fraction(1)
        return found or [[Square(one, self.one(S), f)] for f in equal_forms]

    def cut(self, S: Term, size: Any) -> Iterator[Term]:
        """C with ``C^T S C`` a block of S or its Schur complement."""
        from proofs.statement_proofs.rank_blocks import BlockFacts
        from proofs.statement_proofs.rank_facts import Facts
        from proofs.statement_proofs.rank_nodes import Nodes

        nodes = Nodes(self.known)
        pivots = BlockFacts(Facts(nodes))
        for J, K in pivots.pairs(self.proof.shape(S)[0]):
            if self.proof.shape(K)[1] == size:
                yield K
                A, B = pivots.simple(J.T @ S @ J), pivots.simple(J.T @ S @ K)
                for G in nodes.inverses(nodes.poly(A) or {}):
                    yield K - J @ G @ B

    def agrees(self, left: Term, right: Term) -> bool:
        """Whether two terms are shown to be equal."""
        try:
            tensor = evaluate(left.tree, self.names) - evaluate(right.tree, self.names)
        except ToolkitError:
            return False
        return self.known.vanishes(tensor)

    def one(self, M: Term) -> Term:
        """The identity of the size of a square matrix."""
        return Term(("I", self.proof.shape(M)[0]))

    def same(self, left: Term, right: Term) -> bool:
        """Whether two terms are equal as they stand."""
        try:
            return not (evaluate(left.tree, self.names) - evaluate(right.tree, self.names))
        except ToolkitError:
            return False


def _factors(M: Term) -> list[Term]:
    """The factors of a product, products in it opened."""
    if isinstance(M.tree, tuple) and M.tree[0] == "*":
        return [f for part in M.tree[1:] for f in _factors(Term(part))]
    return [M]


def _crossed(left: list[Square], right: list[Square]) -> list[Square]:
    """Kronecker products of squares without forms."""
    if any(s.form is not None for s in (*left, *right)):
        return []
    return [Square(s.factor * t.factor, kron(s.C, t.C)) for s in left for t in right]


def _shifted(tree: Any, by: int) -> Any:
    if isinstance(tree, str) and tree.startswith("$"):
        return f"${int(tree[1:]) + by}"
    return tuple(_shifted(part, by) for part in tree) if isinstance(tree, tuple) else tree
