"""The steps of a proof, written forward: equations from below, then logic and what exists.

Every step is made of the kernel's rules and nothing else, so nothing here is trusted. What exists
gets a name by `obtain`, the sides of a disjunction by `alternatives`; a theorem knows what it
rests on, so that `close`, `from_both` and `conclude` can do without the names and the sides later.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import NamedTuple

from proofs.kernel import rules
from proofs.kernel.formulas import Formula, both, either, free_names, negation, strings
from proofs.kernel.rules import Theorem
from proofs.kernel.theory import expect, opened
from proofs.library.equations import Equations, as_tree
from symbolic.words.terms import Term, Tree


class _Obtained(NamedTuple):
    """A name for what exists, the existence, and the key of what is assumed of the name."""

    name: str
    existence: Theorem
    case: Hashable


class Steps(Equations):
    """One proof in the making, with all the steps that use the kernel's rules."""

    def __init__(self, sizes: str, **letters: str) -> None:
        super().__init__(sizes, **letters)
        self._obtained: list[_Obtained] = []

    def use(self, lemma: Theorem, values: Sequence[Term | Tree], *premises: Theorem) -> Theorem:
        """The conclusion of a lemma for these values and premises."""
        return self.apply(self.instance(lemma, *values), *premises)

    def unfold(self, lemma: Theorem, names: Sequence[Term | Tree], count: int) -> Theorem:
        """The conclusion of a lemma for these names, its first `count` premises being assumed."""
        shown = self.instance(lemma, *names)
        for _ in range(count):
            shown = self.apply(shown, self.assume(expect(shown.conclusion, "=>")[1]))
        return shown

    def axiom(self, name: str, *values: Term | Tree) -> Theorem:
        """An axiom, with values for its quantified names from the left."""
        return self.instance(rules.axiom(self.theory, (), name), *values)

    def instance(self, theorem: Theorem, *values: Term | Tree) -> Theorem:
        """A universal theorem with values for its quantified names from the left."""
        for value in values:
            theorem = rules.instantiate(self.theory, (theorem,), as_tree(value))
        return theorem

    def logic(self, goal: Formula, *premises: Theorem) -> Theorem:
        """What follows from the premises by truth tables."""
        return rules.logic(self.theory, premises, goal)

    def apply(self, implication: Theorem, *premises: Theorem) -> Theorem:
        """The conclusion of an implication, of its premises one after another."""
        for premise in premises:
            _, _, conclusion = expect(implication.conclusion, "=>")
            implication = self.logic(conclusion, implication, premise)
        return implication

    def suppose(self, formula: Formula, theorem: Theorem) -> Theorem:
        """The implication, the formula being no longer assumed; names obtained from it are closed.

        >>> from proofs.kernel.formulas import equal, for_some
        >>> proof = Steps("n", A="n n")
        >>> (A,) = proof.letters("A")
        >>> given = for_some("B", ("n", "n"), equal(A @ Term("B"), A))
        >>> (B,), known = proof.obtain(proof.assume(given), "B")
        >>> twice = proof.by(equal(A @ B @ B, A), known)
        >>> shown = proof.exhibit(for_some("C", ("n", "n"), equal(A @ Term("C"), A)), B @ B, twice)
        >>> proof.suppose(given, shown).hypotheses
        ()
        """
        inner = self._without(theorem, self._obtained_from(formula))
        return rules.suppose(self.theory, (inner,), formula)

    def parts(self, theorem: Theorem) -> list[Theorem]:
        """The parts of a conjunction that is nested to the right."""
        rest, found = theorem.conclusion, []
        while rest[0] == "and":
            found.append(self.logic(rest[1], theorem))
            rest = rest[2]
        return [*found, self.logic(rest, theorem)]

    def parts_of(self, theorem: Theorem, count: int) -> list[Theorem]:
        """The first parts of a conjunction nested to the right, the last one being the rest."""
        rest, found = theorem.conclusion, []
        for _ in range(count - 1):
            _, first, rest = expect(rest, "and")
            found.append(self.logic(first, theorem))
        return [*found, self.logic(rest, theorem)]

    def both(self, *theorems: Theorem) -> Theorem:
        """Their conjunction, nested to the right."""
        return self.logic(both(*(t.conclusion for t in theorems)), *theorems)

    def either(self, goal: Formula, theorem: Theorem) -> Theorem:
        """A disjunction of which one side is proved."""
        return self.logic(goal, theorem)

    def cases(
        self,
        choice: Theorem,
        left: Callable[[Theorem], Theorem],
        right: Callable[[Theorem], Theorem],
    ) -> Theorem:
        """What follows from both sides of a disjunction."""
        first, second = self.alternatives(choice)
        return self.from_both(choice, left(first), right(second))

    def absurd(self, goal: Formula, contradiction: Theorem) -> Theorem:
        """Anything from a contradiction."""
        return self.logic(goal, contradiction)

    def replaced(
        self, of: Formula, theorem: Theorem, a: Tree, b: Tree, up: Theorem, down: Theorem
    ) -> Theorem:
        """The instance for b of a formula for all sizes, from that for a, a <= b and b <= a."""
        return rules.replace(self.theory, (theorem, up, down), of, a, b)

    def induct(
        self, goal: Formula, first: Theorem, before: Formula, step: Theorem, name: str
    ) -> Theorem:
        """The goal for all sizes, from the case of 0 and, for a name n, the step from `before`."""
        return self.induction(goal, first, self.generalize(self.suppose(before, step), name))

    def induction(self, goal: Formula, first: Theorem, rest: Theorem) -> Theorem:
        """For all sizes n, from the case of 0 and the step from n to n + 1 for all n."""
        return rules.induction(self.theory, (first, rest), goal)

    def generalize(self, theorem: Theorem, *names: Term | str) -> Theorem:
        """For all values of the names, the first being the outermost."""
        for name in reversed(names):
            free = str(as_tree(name))
            theorem = rules.generalize(self.theory, (theorem,), free, f"{free}'")
        return theorem

    def exhibit(self, goal: Formula, value: Term | Tree, theorem: Theorem) -> Theorem:
        """An existence, from one value."""
        return rules.exhibit(self.theory, (theorem,), goal, as_tree(value))

    def exhibit_all(
        self, goal: Formula, values: Sequence[Term | Tree], theorem: Theorem
    ) -> Theorem:
        """An existence of several things, from one value for each, the outermost first."""
        if not values:
            return theorem
        first, *others = values
        body = opened(self.theory, goal, as_tree(first))
        return self.exhibit(goal, first, self.exhibit_all(body, others, theorem))

    def obtain(self, existence: Theorem, *names: str) -> tuple[list[Term], Theorem]:
        """Names for what exists, as terms, and what is known of them; `close` does without them.

        One name for each quantifier, the outermost first.

        >>> from proofs.kernel.formulas import equal, for_some
        >>> proof = Steps("n", A="n n")
        >>> (A,) = proof.letters("A")
        >>> given = proof.assume(for_some("B", ("n", "n"), equal(A @ Term("B"), A)))
        >>> (B,), known = proof.obtain(given, "B")
        >>> twice = proof.by(equal(A @ B @ B, A), known)
        >>> shown = proof.exhibit(for_some("C", ("n", "n"), equal(A @ Term("C"), A)), B @ B, twice)
        >>> proof.close(shown).hypotheses == given.hypotheses
        True
        """
        terms = []
        for wanted in names:
            _, _, sort, _ = expect(existence.conclusion, "some")
            name = self.new(wanted, sort)
            case = self.assume(opened(self.theory, existence.conclusion, name))
            self._obtained.append(_Obtained(name, existence, self.theory.key(case.conclusion)))
            terms.append(Term(name))
            existence = case
        return terms, existence

    def close(self, theorem: Theorem, *only: Term) -> Theorem:
        """The theorem without the obtained names that it rests on and does not speak of.

        All of them, or only those given. What speaks of a name keeps resting on it, to be closed
        later; a theorem knows its hypotheses, so what does not rest on a name is left as it is.
        """
        every = {obtained.name for obtained in self._obtained}
        return self._without(theorem, {str(term.tree) for term in only} or every)

    def _without(self, theorem: Theorem, names: Collection[str]) -> Theorem:
        """The theorem without those of the names that neither it nor another hypothesis needs."""
        for name, existence, case in reversed(self._obtained):
            hypotheses = rules.record(theorem).hypotheses
            if name not in names or case not in hypotheses:
                continue
            needed = [theorem.conclusion, *(f for k, f in hypotheses.items() if k != case)]
            if not any(name in free_names(formula, self.theory.names) for formula in needed):
                theorem = rules.choose(self.theory, (existence, theorem), name)
        return theorem

    def _obtained_from(self, formula: Formula) -> set[str]:
        """The obtained names whose existence rests on the formula, or on another of them."""
        cases, names = {self.theory.key(formula)}, set[str]()
        for name, existence, case in self._obtained:
            known = rules.record(existence)
            if not cases.isdisjoint(known.hypotheses) or names & strings(known.conclusion):
                cases.add(case)
                names.add(name)
        return names

    def conclude(
        self, names: Sequence[Term | str], hypotheses: Sequence[Formula], shown: Theorem
    ) -> Theorem:
        """For all the names, the hypotheses imply one after another what was shown.

        Obtained names are closed first; a hypothesis that was not needed is a premise all the same.

        >>> from proofs.kernel.formulas import equal
        >>> proof = Steps("n", A="n n", B="n n")
        >>> A, B = proof.letters("A B")
        >>> hypotheses = [equal(A, B), equal(B, A)]
        >>> first, _ = map(proof.assume, hypotheses)
        >>> proof.conclude(["n", A, B], hypotheses, first).hypotheses
        ()
        """
        shown = self.close(shown)
        for hypothesis in reversed(hypotheses):
            shown = self.suppose(hypothesis, shown)
        return self.generalize(shown, *names)

    def excluded_middle(self, formula: Formula) -> Theorem:
        """The formula, or that it implies a contradiction; its `alternatives` are the two cases."""
        return self.logic(either(formula, negation(formula)))

    def alternatives(self, choice: Theorem) -> tuple[Theorem, Theorem]:
        """Both sides of a disjunction, each assumed; `from_both` does without them."""
        _, first, second = expect(choice.conclusion, "or")
        return self.assume(first), self.assume(second)

    def from_both(self, choice: Theorem, left: Theorem, right: Theorem) -> Theorem:
        """What was shown from each side of a disjunction, no longer resting on the sides.

        Names that were obtained from a side are closed; others wait for `close`, so that none is
        closed once for each side.
        """
        _, first, second = expect(choice.conclusion, "or")
        one, other = self.suppose(first, left), self.suppose(second, right)
        return self.logic(left.conclusion, choice, one, other)

    def choose(
        self, existence: Theorem, names: Sequence[str], use: Callable[[Theorem], Theorem]
    ) -> Theorem:
        """What follows from names for what exists, as many quantifiers as there are names."""
        if not names:
            return use(existence)
        _, _, sort, _ = existence.conclusion
        name = self.new(names[0], sort)
        case = self.assume(opened(self.theory, existence.conclusion, name))
        result = self.choose(case, names[1:], use)
        result = self._without(result, self._obtained_from(case.conclusion))
        return rules.choose(self.theory, (existence, result), name)
