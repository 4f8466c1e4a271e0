"""An inequality as a sum of squares, found by an exact linear program.

What the goal says not to be negative is a combination of traces. Each trace, cut in two in every
way, gives words W; the squares of a word, of V + c W, and of sums of three words, are numbers that
are not negative, and so are tr(W^T S W) for known forms S and tr(S T) for two of them. The
goal is to be a sum of positive multiples of these and of the facts, modulo the equations. Squares
of sums of more words, or of other multiples, are not tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, islice, product
from typing import Any

from proofs.identity.forms.bounds import Bounds, Candidate
from proofs.identity.forms.forms import Forms
from proofs.identity.forms.squares import Form
from proofs.identity.forms.word_sums import of_one, of_three, of_two
from proofs.identity.knowledge import Knowledge
from proofs.identity.linear_programs import combination
from proofs.identity.opening import NotFoundError
from proofs.identity.rewriting.traces import Rewriting
from proofs.identity.rewriting.words import is_letter, letter_tree, product_tree, scaled, shifted
from proofs.kernel.formulas import NONE, Formula, at_most, gap
from proofs.kernel.rules import Theorem
from symbolic.errors import TooLargeError
from symbolic.words.diagrams import Diagram, Word, reverse
from symbolic.words.tensor import Tensor, tensor_of
from symbolic.words.terms import Term, Tree, evaluate, tr

MAX_WORDS, MAX_SQUARES, MAX_FEW = 12, 300, 3
MAX_TERMS, MAX_LENGTH, MAX_DIFFERENCE = 16, 12, 2
Shape = tuple[Any, Any]


class SumsOfSquares:
    """The search for one goal at one place of a proof."""

    def __init__(self, known: Knowledge, goal: Formula) -> None:
        self.known, self.goal, self.proof = known, goal, known.proof
        self.names = known.proof.theory.names
        self.forms = Forms(known)
        known.rules.allow()
        self.rewriting = Rewriting(known.rules)
        self.normal: dict[Diagram, dict[Any, Fraction]] = {}
        self.taken: dict[Diagram, list[tuple[Tree, int]]] = {}

    def prove(self) -> Theorem:
        """The theorem of the goal; raises `NotFoundError`."""
        tensor = gap(self.goal, self.names)
        try:
            wanted = self.reduced(tensor)
            if len(wanted) > MAX_TERMS or max(map(length, tensor.terms), default=0) > MAX_LENGTH:
                raise NotFoundError("the inequality is too long for this search")
            words = self.words(list(tensor.terms))
            found = list(islice(self.candidates(words), MAX_SQUARES))
            return self.solved(wanted, found, words)
        except TooLargeError:
            raise NotFoundError("the squares are too large") from None

    def solved(
        self, wanted: dict[Any, Fraction], found: list[Candidate], words: list[Term]
    ) -> Theorem:
        """The goal as a sum of the candidates, or of these and of squares of three words."""
        forms = [self.reduced(evaluate(x.value.tree, self.names)) for x in found]
        self.known.limits.check()
        solved = combination(wanted, forms, [])
        if solved is None:
            more = list(islice(self.squares(None, words, of_three), MAX_SQUARES))
            forms += [self.reduced(evaluate(x.value.tree, self.names)) for x in more]
            found = found + more
            self.known.limits.check()
            solved = combination(wanted, forms, []) if more else None
        if solved is None:
            raise NotFoundError("no sum of these squares")
        used = [(c, x) for c, x in zip(solved[0], found, strict=True) if c]
        return self.summed([(c, x.make()) for c, x in used])

    def summed(self, parts: list[tuple[Fraction, Theorem]]) -> Theorem:
        """The goal as the sum of the parts, by the rules that reduced each of its terms."""
        rest = gap(self.goal, self.names)
        for c, theorem in parts:
            rest = rest - gap(theorem.conclusion, self.names).scaled(c)
        if self.reduced(rest):
            raise NotFoundError("this is another sum")
        pieces = [
            (scaled(c, tree), number)
            for diagram, c in rest.terms.items()
            for tree, number in self.taken[diagram]
        ]
        by, rules = self.rewriting.combined(pieces)
        plus = None if by is None else shifted(by, len(parts))
        products = [(c, [n]) for n, (c, _) in enumerate(parts)]
        return self.proof.order(self.goal, [*(t for _, t in parts), *rules], products, plus)

    def reduced(self, tensor: Tensor) -> dict[Any, Fraction]:
        """The normal form of a number by the rules, that of each of its terms being remembered."""
        total: dict[Any, Fraction] = {}
        for diagram, c in tensor.terms.items():
            if diagram not in self.normal:
                self.known.limits.check()
                alone = tensor_of((), (), {diagram: Fraction(1)})
                left, self.taken[diagram] = self.rewriting.reduced(alone)
                self.normal[diagram] = dict(left.terms)
            for other, x in self.normal[diagram].items():
                total[other] = total.get(other, Fraction(0)) + c * x
        return {diagram: c for diagram, c in total.items() if c}

    def candidates(self, words: list[Term]) -> Iterator[Candidate]:
        """Facts, products of forms, and squares, from the simplest on."""
        for theorem in self.known.facts:
            if theorem.conclusion[0] in ("<=", "<"):
                value = Term(theorem.conclusion[2]) - Term(theorem.conclusion[1])
                yield Candidate(value, lambda theorem=theorem: theorem)  # type: ignore[misc]
        yield from self.pairs_of_forms(words)
        for S in self.forms.forms:
            yield self.square(S, Term(("I", self.proof.shape(S.S)[0])))
        yield from Bounds(self.forms, self.goal).all(words)
        forms: list[Form | None] = [None, *self.forms.forms]
        numbers = list(self.numbers())
        for sums in (of_one, of_two):
            for form in forms:
                for square in self.squares(form, words, sums):
                    yield square
                    yield from (self.multiple(x, square) for x in numbers)

    def numbers(self) -> Iterator[Theorem]:
        """The facts that a letter is not negative."""
        for theorem in self.known.facts:
            match theorem.conclusion:
                case ("<=", low, str()) if not evaluate(low, self.names):
                    yield theorem

    def multiple(self, number: Theorem, square: Candidate) -> Candidate:
        """A square times a number that is not negative."""
        value = Term(number.conclusion[2]) @ square.value

        def make() -> Theorem:
            goal = at_most(NONE, value)
            return self.proof.order(goal, [number, square.make()], [(1, [0, 1])])

        return Candidate(value, make)

    def pairs_of_forms(self, words: list[Term]) -> Iterator[Candidate]:
        """``tr(S T)`` for two forms of one size, then ``tr(S W^T T W)`` for a few words W."""
        forms = self.forms.forms
        for S, T in combinations(forms, 2):
            size = self.proof.shape(S.S)[0]
            if size == self.proof.shape(T.S)[0]:
                yield self.pair(S, T, Term(("I", size)))
        few = [W for word in words[:MAX_FEW] for W in (word, word.T)]
        for S, T, W in product(forms, forms, few):
            if self.proof.shape(W) == (self.proof.shape(T.S)[0], self.proof.shape(S.S)[0]):
                yield self.pair(S, T, W)

    def pair(self, S: Form, T: Form, W: Term) -> Candidate:
        """``tr(S W^T T W)``."""
        value = tr(S.S @ W.T @ T.S @ W)

        def make() -> Theorem:
            shown = self.proof.parts(self.forms.product(S, T, W))[0]
            return self.proof.order(at_most(NONE, value), [shown], [(1, [0])])

        return Candidate(value, make)

    def squares(
        self, form: Form | None, words: list[Term], sums: Callable[[list[Term]], Iterator[Term]]
    ) -> Iterator[Candidate]:
        """The squares of sums of words, with a form between them."""
        fitting: dict[Shape, list[Term]] = {}
        for word in words:
            for W in (word, word.T):
                shape = self.proof.shape(W)
                if form is None or shape[0] == self.proof.shape(form.S)[0]:
                    fitting.setdefault(shape, []).append(W)
        for shape, found in fitting.items():
            if form is None and repr(shape) > repr(shape[::-1]):
                continue  # the transposes are squares of the other shape
            for W in sums(self.distinct(found)):
                yield self.square(form, W)

    def distinct(self, terms: list[Term]) -> list[Term]:
        """Terms of different values, as far as rewriting tells."""
        kept: dict[Any, Term] = {}
        rules = self.known.rules
        for term in terms:
            tensor = evaluate(term.tree, self.names)
            poly = rules.alphabet.poly(tensor)
            value = tensor.terms if poly is None else rules.reduced(poly)[0]
            kept.setdefault(frozenset(value.items()), term)
        return list(kept.values())

    def square(self, form: Form | None, W: Term) -> Candidate:
        """``tr(W^T S W)``."""
        inner = W if form is None else form.S @ W
        return Candidate(tr(W.T @ inner), lambda: self.nonnegative(form, W))

    def nonnegative(self, form: Form | None, W: Term) -> Theorem:
        """That the square is not negative, as a trace."""
        shown = self.forms.nonnegative(form, W)
        inner = W if form is None else form.S @ W
        return self.proof.order(at_most(NONE, tr(W.T @ inner)), [shown], [(1, [0])])

    def words(self, diagrams: Sequence[Diagram]) -> list[Term]:
        """The words that the traces of the goal are cut into: whose squares occur, then the short.

        For ``tr(I_n)`` that is the identity.
        """
        found: dict[Word, bool] = {}
        sizes: list[Any] = []
        for _, loops in diagrams:
            for loop in loops:
                if isinstance(loop, str):
                    sizes.append(loop)
                elif not is_letter(loop):
                    for word, is_half in self.cut(loop):
                        found[word] = found.get(word, False) or is_half
        ordered = sorted(found, key=lambda word: (not found[word], len(word), word))
        units = [Term(("I", size)) for size in dict.fromkeys(sizes)]
        letters = [[letter_tree(*x) for x in word] for word in ordered]
        return [*units, *(Term(product_tree(trees, 1)) for trees in letters)][:MAX_WORDS]

    def cut(self, loop: Word) -> Iterator[tuple[Word, bool]]:
        """Both parts of the loop, a form between them left out, and whether they are the same."""
        forms = {form.S.tree for form in self.forms.forms}
        turns = [loop[at:] + loop[:at] for at in range(len(loop))]
        # Where a row meets a column, the loop is a number x^T .. y: it is cut there.
        rows = [turned for turned in turns if turned[0][0][-1 if turned[0][1] else 0] == "|"]
        for turned in rows or turns:
            for place in sorted({len(loop) // 2, (len(loop) + 1) // 2}):
                left, right = turned[:place], turned[place:]
                inner = right[1:] if right and right[0][0] in forms and len(right) > 1 else right
                is_half = reverse(left) in (right, inner)
                for word in (reverse(left), right, inner):
                    if word:
                        yield min(word, reverse(word)), is_half


def length(diagram: Diagram) -> int:
    """How many letters its traces have."""
    return sum(1 if isinstance(loop, str) else len(loop) for loop in diagram[1])


def short_difference(goal: Formula, known: Knowledge) -> Term:
    """The difference of the sides of an equation between matrices, if it is short."""
    tensor = gap(goal, known.proof.theory.names)
    if max(len(tensor.rows), len(tensor.cols)) > 1 or tensor.is_scalar:
        raise NotFoundError("no equation between matrices")
    poly = known.rules.alphabet.poly(tensor)
    if poly is None or len(known.rules.reduced(poly)[0]) > MAX_DIFFERENCE:
        raise NotFoundError("the difference of the sides is too long for this search")
    return Term(goal[1]) - Term(goal[2])


def by_zero_square(goal: Formula, known: Knowledge) -> Theorem:
    """``V = W`` where ``tr (V - W)^T (V - W) <= 0`` is a sum of squares."""
    proof, Z = known.proof, short_difference(goal, known)
    square = tr(Z.T @ Z)
    search = SumsOfSquares(known, at_most(square, NONE))
    if not search.forms.forms:
        raise NotFoundError("there are no forms of which a square could be the opposite")
    none = proof.squeeze(square, search.prove(), proof.nonnegative_square(Z))
    flat = proof.apply(proof.axiom("definite", *proof.shape(Z), Z), none)
    return proof.combine(goal, "$0", flat)
