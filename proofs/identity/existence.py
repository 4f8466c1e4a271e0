"""What exists: a value that solves an equation said of it, an inverse, or one that is tried."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import islice

from proofs.identity.equal_terms import same
from proofs.identity.knowledge import Knowledge
from proofs.identity.logic.instances import MAX_VALUES, values
from proofs.identity.logic.kernels import with_gram_inverse
from proofs.identity.opening import NotFoundError
from proofs.identity.rewriting.unstacking import unstacked
from proofs.identity.rewriting.words import Poly, scaled, sum_tree, word_tree
from proofs.identity.uniqueness import conjuncts
from proofs.kernel.formulas import Formula, gap, strings
from proofs.kernel.rules import Theorem
from proofs.kernel.theory import opened
from proofs.library import definite
from proofs.library.pseudoinverses import with_pinv
from symbolic.words.sizes import is_matrix, tree_of
from symbolic.words.terms import Term, Tree, evaluate

ONE = Fraction(1)


class Existence:
    """The methods for ``for some Y``; what else has to be shown is shown by `Search`."""

    def prove(self, goal: Formula, known: Knowledge) -> Theorem:
        """The theorem of the goal."""
        raise NotImplementedError

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


def poly_of(term: Term, known: Knowledge) -> Poly:
    """The polynomial of a term; raises `NotFoundError` where it is none."""
    poly = known.rules.alphabet.poly(evaluate(term.tree, known.proof.theory.names))
    if poly is None:
        raise NotFoundError("no polynomial")
    return poly


def _only(poly: Poly) -> str:
    (word,) = poly
    return word
