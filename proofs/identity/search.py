"""The search for a proof of a rendered statement: goal by goal, each step the kernel's.

A conjunction is proved part by part, an implication from its left side, an existence by trying
what a solution would have to be: where A X = C has a solution, A^+ C is one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from proofs.identity.equal_terms import same
from proofs.identity.forms.definite import show_definite
from proofs.identity.forms.forms import Forms
from proofs.identity.forms.learning import learned_from_forms
from proofs.identity.forms.sums import SumsOfSquares, by_zero_square
from proofs.identity.knowledge import Knowledge, NotFoundError
from proofs.identity.logic.contradictions import contradiction, is_contradicted, strictly
from proofs.identity.logic.counting import counted
from proofs.identity.logic.instances import MAX_VALUES, instances, values
from proofs.identity.logic.kernels import with_gram_inverse
from proofs.identity.logic.products import by_products
from proofs.identity.ranks.learning import can_learn, learned
from proofs.identity.ranks.search import Ranks, is_number
from proofs.identity.rewriting.unstacking import unstacked
from proofs.identity.rewriting.words import Poly, scaled, sum_tree, word_tree
from proofs.kernel.formulas import Formula, gap, strings
from proofs.kernel.rules import Theorem
from proofs.kernel.theory import opened
from proofs.library import definite
from proofs.library.pseudoinverses import penrose, unique, with_pinv
from symbolic.words.sizes import is_matrix, tree_of
from symbolic.words.terms import Term, Tree, evaluate

ONE = Fraction(1)


class Search:
    """A search with what may be tried for inequalities; each kind of formula has its method."""

    def __init__(self, effort: int = 1) -> None:
        self.effort = effort

    def prove(self, goal: Formula, known: Knowledge) -> Theorem:
        """The theorem of the goal; raises `NotFoundError` or another `ProofError`."""
        try:
            return self.attempted(goal, known)
        except NotFoundError as error:
            error.goal = error.goal or goal
            raise

    def attempted(self, goal: Formula, known: Knowledge) -> Theorem:
        """The goal by its method, by a contradiction, or with what else can be learned."""
        known.limits.check()
        try:
            return self.method(goal, known)
        except NotFoundError:
            if goal[0] in ("and", "=>", "all"):
                raise
            if goal[0] != "false" and is_contradicted(known):
                try:
                    return known.proof.absurd(goal, contradiction(known, self.method))
                except NotFoundError:
                    pass
            if known.has_learned:
                raise
        return self.learned(goal, known)

    def learned(self, goal: Formula, known: Knowledge) -> Theorem:
        """The goal with instances of universal facts, and with what forms and ranks say."""
        known = replace(known, has_learned=True)
        found = instances(known, goal)
        if not found:
            return self.told(goal, known)

        def use(more: Knowledge) -> Theorem:
            try:
                return self.method(goal, more)
            except NotFoundError:
                return self.told(goal, more)

        return known.open(found, use)

    def told(self, goal: Formula, known: Knowledge) -> Theorem:
        """The goal with what forms, squares and ranks say of the matrices."""
        try:
            return learned_from_forms(known, self.method, lambda more: self.method(goal, more))
        except NotFoundError:
            if not can_learn(known):
                raise
        return learned(known, self.effort, lambda more: self.method(goal, more))

    def method(self, goal: Formula, known: Knowledge) -> Theorem:
        """The goal by the method for its kind of formula."""
        match goal[0]:
            case "and":
                left, right = (self.prove(part, known) for part in goal[1:])
                return known.proof.logic(goal, left, right)
            case "=>":
                return self.implication(goal, known)
            case "all":
                return self.everywhere(goal, known)
            case "some":
                return self.somewhere(goal, known)
            case "or":
                return self.one_of(goal, known)
            case "=":
                return self.equation(goal, known)
            case "<=":
                return self.inequality(goal, known)
            case "<":
                return self.less(goal, known)
            case "false":
                return contradiction(known, self.prove)
        raise NotFoundError(f"no method for {goal[0]}")

    def implication(self, goal: Formula, known: Knowledge) -> Theorem:
        """``A => B``: B is shown with A among what is known."""
        proof = known.proof
        given = proof.assume(goal[1])
        shown = known.open([given], lambda more: self.prove(goal[2], more))
        return proof.suppose(goal[1], shown)

    def everywhere(self, goal: Formula, known: Knowledge) -> Theorem:
        """``for all x``: shown for a new name of the sort."""
        proof = known.proof
        _, name, sort, _ = goal
        fresh = proof.new(f"{name.rstrip(chr(39))}0", sort)
        shown = self.prove(opened(proof.theory, goal, fresh), known)
        return proof.generalize(shown, fresh)

    def one_of(self, goal: Formula, known: Knowledge) -> Theorem:
        """The first side that can be proved, or one where the other is denied.

        A column is zero or its form is positive.
        """
        if goal[1][0] == "=" and goal[2][0] == "<":
            try:
                return show_definite(Forms(known), goal, self.prove)
            except NotFoundError:
                pass
        for side in goal[1:]:
            try:
                return known.proof.logic(goal, self.method(side, known))
            except NotFoundError:
                continue
        proof, (_, left, right) = known.proof, goal
        choice = proof.excluded_middle(left)

        def denied(case: Theorem) -> Theorem:
            shown = known.open([case], lambda more: self.prove(right, more))
            return proof.logic(goal, shown)

        return proof.cases(choice, lambda case: proof.logic(goal, case), denied)

    def equation(self, goal: Formula, known: Knowledge) -> Theorem:
        """By rewriting; between numbers also by what is known of ranks."""
        try:
            return known.equation(goal)
        except NotFoundError:
            if known.ranks and is_number(goal, known):
                return Ranks(known, self.effort).prove(goal)
            found = by_uniqueness(goal, known)
            if found is not None:
                return found
        return by_zero_square(goal, known)

    def inequality(self, goal: Formula, known: Knowledge) -> Theorem:
        """Between numbers: a sum of squares, an equation, or what is known of ranks."""
        for prove in (Forms(known).prove, lambda goal: self.as_equation(goal, known)):
            try:
                return prove(goal)
            except NotFoundError:
                continue
        try:
            return Ranks(known, self.effort).prove(goal)
        except NotFoundError:
            pass
        for further in (SumsOfSquares(known, goal).prove, lambda: by_products(known, goal)):
            try:
                return further()
            except NotFoundError:
                continue
        return counted(known, goal, self.prove)

    def less(self, goal: Formula, known: Knowledge) -> Theorem:
        """``a < b``, of sizes because they are integers."""
        try:
            return counted(known, goal, self.prove)
        except NotFoundError:
            return strictly(known, goal, self.prove)

    def as_equation(self, goal: Formula, known: Knowledge) -> Theorem:
        """``a <= b`` from a = b."""
        shown = known.equation(("=", goal[1], goal[2]))
        return known.proof.order(goal, [shown], [], ("scale", "-1", "$0"))

    # Existence.

    def somewhere(self, goal: Formula, known: Knowledge) -> Theorem:
        """``for some Y``, by a value that solves the equation said of Y."""
        if not is_matrix(goal[2]):
            raise NotFoundError("a size is not tried")
        for way in (self.by_equation, self.by_kernel):
            try:
                return way(goal, known)
            except NotFoundError:
                continue
        return self.by_trial(goal, known)

    def by_trial(self, goal: Formula, known: Knowledge) -> Theorem:
        """One of the letters, or zero, or the identity."""
        for value in islice(values(known, goal[2], goal), MAX_VALUES):
            try:
                body = opened(known.proof.theory, goal, value.tree)
                return known.proof.exhibit(goal, value, self.prove(body, known))
            except NotFoundError:
                continue
        raise NotFoundError("what exists was not found")

    def by_equation(self, goal: Formula, known: Knowledge) -> Theorem:
        """By what solves the first equation that is linear in the unknown."""
        proof, sort = known.proof, goal[2]
        unknown = Term(proof.new("Y", sort))
        body = opened(proof.theory, goal, unknown.tree)
        for equation in conjuncts(body):
            if equation[0] != "=" or unknown.tree not in strings(equation):
                continue
            try:
                left, C, right = self.linear(equation, unknown, known)
            except NotFoundError:
                continue
            try:
                return self.solved(goal, known, left, C, right)
            except NotFoundError:
                if left is None or right is not None or body[0] != "and":
                    raise
            return self.by_definiteness(left, known)
        raise NotFoundError("what exists is not given by an equation")

    def by_kernel(self, goal: Formula, known: Knowledge) -> Theorem:
        """An inverse, or one on one side, of a matrix (or its transpose) without a kernel."""
        proof = known.proof
        unknown = Term(proof.new("Y", goal[2]))
        for equation in conjuncts(opened(proof.theory, goal, unknown.tree)):
            match equation:
                case ("=", ("*", left, right), ("I", _)) if unknown.tree in (left, right):
                    is_left = left == unknown.tree
                    M = Term(right) if is_left else Term(left).T

                    def use(L: Term, more: Knowledge, is_left: bool = is_left) -> Theorem:
                        value = L if is_left else L.T
                        body = opened(proof.theory, goal, value.tree)
                        return proof.exhibit(goal, value, self.prove(body, more))

                    return with_gram_inverse(M, known, self.prove, use)
        raise NotFoundError("no inverse is asked for")

    def by_definiteness(self, M: Term, known: Knowledge) -> Theorem:
        """An inverse of a square matrix whose form is definite."""
        n = known.proof.shape(M)[0]
        form = self.prove(definite.definite(M, n), known)
        return known.proof.use(definite.invertible(known.proof), [n, M], form)

    def solved(
        self, goal: Formula, known: Knowledge, left: Term | None, C: Term, right: Term | None
    ) -> Theorem:
        """A solution of ``left Y right = C`` by inverses that are known, or by pseudoinverses."""

        def with_left(P: Term | None, more: Knowledge) -> Theorem:
            def with_right(R: Term | None, most: Knowledge) -> Theorem:
                value = C
                value = value if P is None else P @ value
                value = value if R is None else value @ R
                shown = self.prove(opened(most.proof.theory, goal, value.tree), most)
                return most.proof.exhibit(goal, value, shown)

            return self.with_inverse(right, more, with_right)

        return self.with_inverse(left, known, with_left)

    def with_inverse(
        self,
        M: Term | None,
        known: Knowledge,
        use: Callable[[Term | None, Knowledge], Theorem],
    ) -> Theorem:
        """With each inverse of M that is known, or else a pseudoinverse."""
        if M is None:
            return use(None, known)
        names = known.proof.theory.names
        for letter, (kind, of) in known.roles.items():
            if kind in ("inv", "pinv", "ginv"):
                for N, matrix in ((Term(letter), of), (Term(letter).T, of.T)):
                    if same(M, matrix, names):
                        try:
                            return use(N, known)
                        except NotFoundError:
                            continue

        def opened_(P: Term, equations: list[Theorem]) -> Theorem:
            return use(P, known.with_more(equations, roles={P.tree: ("pinv", M)}))

        return with_pinv(known.proof, M, opened_)

    def linear(
        self, equation: Formula, unknown: Term, known: Knowledge
    ) -> tuple[Term | None, Term, Term | None]:
        """left, C and right of ``left Y right = C``; raises where the equation is not like that."""
        names = known.proof.theory.names
        tensor = -gap(equation, names)
        rules = known.rules
        poly = rules.alphabet.poly(tensor)
        if poly is None and len(tensor.rows) == 2 and not tensor.cols:
            sides = Term(equation[1]) - Term(equation[2])
            tensor = evaluate(unstacked(sides.tree, names).tree, names)
            poly = rules.alphabet.poly(tensor)
        if poly is None:
            raise NotFoundError("an equation of Kronecker products")
        y = rules.alphabet.character(*rules.alphabet.letters(_only(poly_of(unknown, known)))[0])
        prefixes: Poly = {}
        rights: set[str] = set()
        rest: Poly = {}
        for word, c in poly.items():
            if y not in word:
                rest[word] = -c
                continue
            left, _, right = word.partition(y)
            if y in right:
                raise NotFoundError("not linear")
            prefixes[left] = c
            rights.add(right)
        if len(rights) != 1:
            raise NotFoundError("not of the form A Y B = C")
        if next(iter(prefixes.values())) < 0:
            prefixes, rest = ({w: -c for w, c in p.items()} for p in (prefixes, rest))
        shape = known.proof.shape(unknown)
        rows, cols = (tree_of((*legs, 1)[0]) for legs in tensor.shape)
        C = Term(self.tree(rest, known, rows, cols))
        (right,) = rights
        R = None if not right else Term(self.tree({right: ONE}, known, shape[1], cols))
        if prefixes == {"": ONE}:
            return None, C, R
        return Term(self.tree(prefixes, known, rows, shape[0])), C, R

    @staticmethod
    def tree(poly: Poly, known: Knowledge, rows: Tree, cols: Tree) -> Tree:
        """The tree of a polynomial in words, of these sizes."""
        alphabet = known.rules.alphabet
        parts = [scaled(c, word_tree(alphabet, word, rows)) for word, c in poly.items()]
        return sum_tree(parts, rows, cols)


def by_uniqueness(goal: Formula, known: Knowledge) -> Theorem | None:
    """``P = X`` for a pseudoinverse P, from the four equations for X; None for another goal."""
    proof = known.proof
    for side, other in (goal[1:], goal[:0:-1]):
        kind, M = known.roles.get(side, ("", None)) if isinstance(side, str) else ("", None)
        if kind != "pinv" or M is None or side in strings(other):
            continue
        rest = tuple(t for t in known.equations if side not in strings(t.conclusion))
        apart = replace(known, equations=rest, _rules=None, _large=(), _settled=False)
        of_X = penrose(M, Term(other))
        shown = proof.both(*(apart.equation(part) for part in conjuncts(of_X)))
        of_P = proof.both(*(known.equation(part) for part in conjuncts(penrose(M, Term(side)))))
        same = proof.use(unique(proof), [*proof.shape(M), M, side, Term(other)], of_P, shown)
        return proof.combine(goal, "$0" if side == goal[1] else ("scale", "-1", "$0"), same)
    return None


def conjuncts(formula: Formula) -> list[Formula]:
    """The formulas that a conjunction of conjunctions is made of, from the left."""
    if formula[0] != "and":
        return [formula]
    return [part for side in formula[1:] for part in conjuncts(side)]


def poly_of(term: Term, known: Knowledge) -> Poly:
    """The polynomial of a term; raises `NotFoundError` where it is none."""
    poly = known.rules.alphabet.poly(evaluate(term.tree, known.proof.theory.names))
    if poly is None:
        raise NotFoundError("no polynomial")
    return poly


def _only(poly: Poly) -> str:
    (word,) = poly
    return word
