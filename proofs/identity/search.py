"""The search for a proof of a rendered statement: goal by goal, each step the kernel's.

A conjunction is proved part by part, an implication from its left side, an existence by trying
what a solution would have to be: where A X = C has a solution, A^+ C is one.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from proofs.identity.existence import Existence
from proofs.identity.forms.definite import show_definite
from proofs.identity.forms.forms import Forms
from proofs.identity.forms.learning import learned_from_forms
from proofs.identity.forms.null_forms import by_null_forms
from proofs.identity.forms.sums import SumsOfSquares, by_zero_square
from proofs.identity.knowledge import Knowledge
from proofs.identity.logic.contradictions import contradiction, is_contradicted, strictly
from proofs.identity.logic.counting import counted
from proofs.identity.logic.instances import instances
from proofs.identity.logic.products import by_products
from proofs.identity.opening import NotFoundError
from proofs.identity.ranks.learning import can_learn, learned
from proofs.identity.ranks.search import Ranks, is_number
from proofs.identity.uniqueness import by_multiple, by_uniqueness
from proofs.kernel.formulas import Formula
from proofs.kernel.rules import Theorem
from proofs.kernel.theory import opened

ONE = Fraction(1)


class Search(Existence):
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
        try:
            return self.learned(goal, known)
        except NotFoundError:
            if goal[0] != "=":
                raise
        try:
            return by_zero_square(goal, known)
        except NotFoundError:
            return by_null_forms(goal, known)

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
            found = by_uniqueness(goal, known) or by_multiple(goal, known)
            if found is not None:
                return found
        raise NotFoundError("neither rewriting nor ranks show this equation")

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
