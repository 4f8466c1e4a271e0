"""Inequalities between numbers: sums of squares, and of forms that are known not to be negative.

A form u^T M u is not negative where M is a sum of terms C^T C and C^T S C for positive multiples
and known forms S. What M may be a sum of is guessed from how it is written, and then checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from proofs.identity.equal_terms import agrees
from proofs.identity.forms.guesses import Guesses
from proofs.identity.forms.squares import Form, Square
from proofs.identity.knowledge import Knowledge
from proofs.identity.opening import NotFoundError
from proofs.identity.rewriting.words import letter_tree, product_tree, shifted, transposed
from proofs.kernel.formulas import NONE, Formula, at_most, equal, gap
from proofs.kernel.rules import Theorem
from proofs.library.definite import semidefinite_too
from proofs.library.form_products import trace_of_two
from proofs.library.form_traces import schwarz
from symbolic.words.diagrams import Word
from symbolic.words.sizes import tree_of
from symbolic.words.tensor import Tensor
from symbolic.words.terms import Term, Tree


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
    """M, where the tree is ``x^T M x``; None where it is not."""
    if not (isinstance(tree, tuple) and tree[0] == "*" and len(tree) > 3):
        return None
    if tree[1] != ("T", x) or tree[-1] != x:
        return None
    return Term(tree[2]) if len(tree) == 4 else Term(("*", *tree[2:-1]))


def known_forms(known: Knowledge) -> Iterator[Form]:
    """The forms that the facts at one place of a proof speak of."""
    for theorem in known.facts:
        S = form_of(theorem)
        if S is None:
            continue
        if theorem.conclusion[3][0] == "or":
            size = theorem.conclusion[2][0]
            weak = known.proof.use(semidefinite_too(known.proof), [size, S], theorem)
            yield Form(S, weak, theorem)
        else:
            yield Form(S, theorem)


class Forms:
    """The forms that are known at one place of a proof, and inequalities from them."""

    def __init__(self, known: Knowledge) -> None:
        self.known, self.proof = known, known.proof
        self.names = known.proof.theory.names
        self.forms = list(known_forms(known))
        self.guesses = Guesses(known, self.forms)

    def prove(self, goal: Formula) -> Theorem:
        """The inequality as a theorem; raises `NotFoundError`."""
        last = goal[2]
        if goal[1] == NONE.tree and isinstance(last, tuple) and last[0] == "*":
            x = last[-1]
            M = middle(last, x)
            if M is not None:
                try:
                    return self.of_column(goal, M, Term(x))
                except NotFoundError:
                    pass
        return self.of_traces(goal)

    def of_column(self, goal: Formula, M: Term, x: Term) -> Theorem:
        """``0 <= x^T M x``, x a column or the vec of a matrix."""
        for squares in self.guesses.sums(M):
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
        return self.summed(goal, [(s.factor, self.nonnegative(s.form, W)) for s, W in parts])

    def summed(self, goal: Formula, parts: Sequence[tuple[Fraction, Theorem]]) -> Theorem:
        """The goal as the sum of positive multiples of inequalities, by the rules."""
        rest = gap(goal, self.names)
        premises = [theorem for _, theorem in parts]
        products = [(factor, [n]) for n, (factor, _) in enumerate(parts)]
        for factor, theorem in parts:
            rest = rest - gap(theorem.conclusion, self.names).scaled(factor)
        found = self.known.zero(rest)
        if found is None:
            raise NotFoundError("this is another sum")
        by, rules = found
        plus = None if by is None else shifted(by, len(premises))
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
            letters = [n for n, s in self.names.items() if isinstance(s, tuple) and s != (1, 1)]
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
                    c = _ratio(gap(goal, self.names), gap(lemma.conclusion, self.names))
                    if c > 0:
                        return self.proof.order(goal, [lemma], [(c, [0])])
            raise

    def of_loops(self, goal: Formula) -> Theorem:
        """A sum in which each trace is one of a square, or of one or two known forms."""
        tensor = gap(goal, self.names)
        parts = []
        for (strands, loops), c in tensor.terms.items():
            if strands or c < 0 or len(loops) > 1:
                raise NotFoundError("no sum of squares")
            loop = loops[0] if loops else ()
            if isinstance(loop, str):
                half: tuple[Form | None, Term] | None = None, Term(("I", tree_of(loop)))
            else:
                half = self.halves(self.known.rules.alphabet.word(loop))
            if half is not None:
                parts.append((c, self.nonnegative(*half)))
                continue
            pair = None if isinstance(loop, str) else self.pair(loop)
            if pair is None:
                raise NotFoundError("no square")
            parts.append((c, self.proof.parts(self.product(*pair))[0]))
        return self.summed(goal, parts)

    def pair(self, loop: Word) -> tuple[Form, Form | None, Term] | None:
        """S, T and W of a loop that is ``tr(S W^T T W)``; without T that is ``tr(S W^T W)``."""
        alphabet = self.known.rules.alphabet
        text = alphabet.word(loop)
        for at in range(len(text)):
            first = self.letter_form(text[at])
            rest = text[at + 1 :] + text[:at]
            size, odd = divmod(len(rest), 2)
            left, right = rest[:size], rest[size + odd :]
            if first is None or transposed(left) != right:
                continue
            second = self.letter_form(rest[size]) if odd else None
            if odd and second is None:
                continue
            rows = self.proof.shape((second or first).S)[0]
            letters = [letter_tree(*x) for x in alphabet.letters(right)]
            return first, second, Term(product_tree(letters, rows))
        return None

    def letter_form(self, character: str) -> Form | None:
        """The form that is a letter, or a symmetric idempotent letter."""
        ((name, _),) = self.known.rules.alphabet.letters(character)
        letter = Term(tree_of(name.strip("|")))
        found = next((f for f in self.forms if f.S.tree == letter.tree), None)
        sort = self.names.get(letter.tree)
        if found is not None or not isinstance(sort, tuple) or sort[0] != sort[1]:
            return found
        if not agrees(letter.T @ letter, letter, self.known):
            return None
        (u,) = self.proof.fresh("u", (sort[0], 1))
        square = self.proof.nonnegative_square(letter @ u)
        goal = at_most(NONE, u.T @ letter @ u)
        shown = self.summed(goal, [(Fraction(1), square)])
        return Form(letter, self.proof.generalize(shown, u.tree))

    def product(self, S: Form, T: Form | None, W: Term) -> Theorem:
        """``0 <= tr(S W^T T W)``, and ``S W^T T W = 0`` where it is zero."""
        n, (v,) = self.proof.shape(S.S)[0], self.proof.fresh("v", (self.proof.shape(S.S)[0], 1))
        inner = W.T @ W if T is None else W.T @ T.S @ W
        at = self.nonnegative(T, W @ v)
        shown = self.proof.order(at_most(NONE, v.T @ inner @ v), [at], [(1, [0])])
        form = self.proof.generalize(shown, v.tree)
        flats = [self.known.equation(equal(M.T, M)) for M in (S.S, inner)]
        lemma = trace_of_two(self.proof)
        return self.proof.use(lemma, [n, S.S, inner], flats[0], S.theorem, flats[1], form)

    def halves(self, loop: str) -> tuple[Form | None, Term] | None:
        """S and W of a loop that is ``tr(W^T S W)``."""
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


def _ratio(left: Tensor, right: Tensor) -> Fraction:
    """c with ``left = c right`` for numbers; 0 where there is none."""
    diagram = next(iter(right.terms), None)
    c = Fraction(0) if diagram is None else left.terms.get(diagram, 0) / right.terms[diagram]
    return c if left.shape == right.shape and not left - right.scaled(c) else Fraction(0)
