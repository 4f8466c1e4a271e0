"""The kernel's rules in the form in which a proof is written: names, equations, logic.

Every step is made of the kernel's rules and nothing else, so nothing here is trusted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from proofs.kernel import rules
from proofs.kernel.arithmetic import Products
from proofs.kernel.formulas import (
    FALSE,
    Formula,
    both,
    either,
    equal,
    gap,
    implies,
    strings,
    substitute,
)
from proofs.kernel.rules import Theorem
from proofs.kernel.theory import ProofError, Theory, expect, opened
from symbolic.words.rewriting import combination, rule_of
from symbolic.words.sizes import Sort, tree_of
from symbolic.words.tensor import Tensor
from symbolic.words.terms import Term, Tree, evaluate


class Steps:
    """One proof in the making: its names, and steps that use the kernel's rules.

    >>> proof = Steps("m n", A="m n", B="n m")
    >>> from symbolic.words.terms import identity
    >>> A, B = proof.letters("A B")
    >>> h = proof.assume(equal(A @ B, identity("m")))
    >>> proof.by(equal(A @ B @ A, A), h).conclusion
    ('=', ('*', 'A', 'B', 'A'), 'A')
    """

    def __init__(self, sizes: str, **letters: str) -> None:
        self.theory = Theory()
        self._obtained: list[tuple[Theorem, Any, str]] = []
        for size in sizes.split():
            self.theory.declare(size, "size")
        for name, sort in letters.items():
            rows, cols = (int(n) if n.isdecimal() else n for n in sort.split())
            self.theory.declare(name, (rows, cols))

    def letters(self, names: str) -> tuple[Term, ...]:
        """The letters of these names as terms."""
        return tuple(map(Term, names.split()))

    def new(self, name: str, sort: Sort) -> str:
        """A free name like the given one that is not yet taken, declared with the sort."""
        fresh, n = name, 1
        while fresh in self.theory.names:
            n += 1
            fresh = f"{name}{n}"
        self.theory.declare(fresh, sort)
        return fresh

    def shape(self, term: Term) -> tuple[Any, Any]:
        """The sizes of a term with one leg at most on each side."""
        tensor = evaluate(term.tree, self.theory.names)
        rows, cols = tensor.shape
        if len(rows) > 1 or len(cols) > 1:
            raise ProofError(f"a Kronecker product where a matrix was expected: {term}")
        return tree_of((*rows, 1)[0]), tree_of((*cols, 1)[0])

    def fresh(self, names: str, sort: Sort) -> list[Term]:
        """New matrices of the sort, called like the given names, as terms."""
        return [Term(self.new(name, sort)) for name in names.split()]

    def scalars(self, names: str) -> list[Term]:
        """New numbers, called like the given names."""
        return self.fresh(names, (1, 1))

    def lemma(
        self,
        names: Sequence[Term | str],
        hypotheses: Sequence[Formula],
        prove: Callable[..., Theorem],
    ) -> Theorem:
        """For all the names, the hypotheses imply one after another what is proved from them."""
        shown = prove(*map(self.assume, hypotheses))
        for hypothesis in reversed(hypotheses):
            shown = self.suppose(hypothesis, shown)
        free = [name.tree if isinstance(name, Term) else name for name in names]
        return self.generalize(shown, *free)

    def use(self, lemma: Theorem, values: Sequence[Term | Tree], *premises: Theorem) -> Theorem:
        """The conclusion of a lemma for these values and premises."""
        return self.apply(self.instance(lemma, *values), *premises)

    def unfold(self, lemma: Theorem, names: Sequence[Term | Tree], count: int) -> Theorem:
        """The conclusion of a lemma for these names, its first `count` premises being assumed."""
        shown = self.instance(lemma, *names)
        for _ in range(count):
            shown = self.apply(shown, self.assume(expect(shown.conclusion, "=>")[1]))
        return shown

    # Hypotheses, equations and inequalities.

    def assume(self, formula: Formula) -> Theorem:
        """A hypothesis."""
        return rules.assume(self.theory, (), formula)

    def by(self, goal: Formula, *premises: Theorem) -> Theorem:
        """An equation that follows from equations by rewriting their left sides."""
        difference = -gap(goal, self.theory.names)
        if not difference:
            return rules.algebra(self.theory, (), goal)
        tree = self._rewritten(difference, premises)
        if tree is None:
            raise ProofError(f"rewriting did not prove {goal}")
        return self.combine(goal, tree, *premises)

    def _rewritten(self, difference: Tensor, premises: Sequence[Theorem]) -> Tree | None:
        """The difference as a combination of the premises, the left sides being rewritten."""
        names = self.theory.names
        letters = names
        holes = [-gap(p.conclusion, names) for p in premises]
        lefts = [evaluate(p.conclusion[1], letters) for p in premises]
        found = [rule_of(n, *pair) for n, pair in enumerate(zip(lefts, holes, strict=True))]
        return combination(difference, [r for r in found if r is not None], letters, holes)

    def same_bound(self, goal: Formula, bound: Theorem, *premises: Theorem) -> Theorem:
        """An inequality whose gap equals that of another, by rewriting with equations."""
        names = self.theory.names
        difference = gap(goal, names) - gap(bound.conclusion, names)
        tree = self._rewritten(difference, premises) if difference else None
        if difference and tree is None:
            raise ProofError(f"rewriting did not prove {goal}")
        return self.order(goal, [*premises, bound], [(1, [len(premises)])], tree)

    def chain(self, start: Term, *links: tuple[Term, Sequence[Theorem]]) -> Theorem:
        """``start = last``: each term from the one before it, by the theorems beside it."""
        found, at = [], start
        for term, premises in links:
            found.append(self.by(equal(at, term), *premises))
            at = term
        total = ("+", *(f"${n}" for n in range(len(found))))
        return self.combine(equal(start, at), total, *found)

    def combine(self, goal: Formula, by: Term | Tree, *premises: Theorem) -> Theorem:
        """An equation that is the given combination of equations; idle premises are dropped."""
        tree = by.tree if isinstance(by, Term) else by
        used = [n for n in range(len(premises)) if f"${n}" in strings(tree)]
        tree = substitute(tree, {f"${n}": f"${i}" for i, n in enumerate(used)})
        return rules.algebra(self.theory, [premises[n] for n in used], goal, tree)

    def order(
        self, goal: Formula, premises: Sequence[Theorem], products: Products, plus: Tree = None
    ) -> Theorem:
        """An inequality from products of inequalities and a combination of equations."""
        return rules.order(self.theory, premises, goal, products, plus)

    def sizes(self, goal: Formula, *premises: Theorem) -> Theorem:
        """An inequality between sizes, the sum of the given ones."""
        return rules.sizes(self.theory, premises, goal, [1] * len(premises))

    # Logic.

    def axiom(self, name: str, *values: Term | Tree) -> Theorem:
        """An axiom, with values for its quantified names from the left."""
        return self.instance(rules.axiom(self.theory, (), name), *values)

    def instance(self, theorem: Theorem, *values: Term | Tree) -> Theorem:
        """A universal theorem with values for its quantified names from the left."""
        for value in values:
            tree = value.tree if isinstance(value, Term) else value
            theorem = rules.instantiate(self.theory, (theorem,), tree)
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
        """The implication, the formula being no longer assumed."""
        return rules.suppose(self.theory, (theorem,), formula)

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
        _, first, second = expect(choice.conclusion, "or")
        one = self.suppose(first, left(self.assume(first)))
        other = self.suppose(second, right(self.assume(second)))
        return self.logic(one.conclusion[2], choice, one, other)

    def split(
        self,
        formula: Formula,
        true: Callable[[Theorem], Theorem],
        false: Callable[[Theorem], Theorem],
    ) -> Theorem:
        """What follows from a formula and also from its negation."""
        choice = self.logic(either(formula, implies(formula, FALSE)))
        return self.cases(choice, true, false)

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

    def generalize(self, theorem: Theorem, *names: str) -> Theorem:
        """For all values of the names, the first being the outermost."""
        for name in reversed(names):
            theorem = rules.generalize(self.theory, (theorem,), name, f"{name}'")
        return theorem

    def exhibit(self, goal: Formula, value: Term | Tree, theorem: Theorem) -> Theorem:
        """An existence, from one value."""
        tree = value.tree if isinstance(value, Term) else value
        return rules.exhibit(self.theory, (theorem,), goal, tree)

    def exhibit_all(
        self, goal: Formula, values: Sequence[Term | Tree], theorem: Theorem
    ) -> Theorem:
        """An existence of several things, from one value for each, the outermost first."""
        if not values:
            return theorem
        first, *others = values
        tree = first.tree if isinstance(first, Term) else first
        inner = self.exhibit_all(opened(self.theory, goal, tree), others, theorem)
        return self.exhibit(goal, tree, inner)

    def obtain(self, existence: Theorem, *names: str) -> tuple[list[Term], Theorem]:
        """Names for what exists, as terms, and what is known of them; `close` does without them.

        One name for each quantifier, the outermost first.

        >>> from proofs.kernel.formulas import for_some
        >>> proof = Steps("n", A="n n")
        >>> (A,) = proof.letters("A")
        >>> given = proof.assume(for_some("B", ("n", "n"), equal(A @ Term("B"), A)))
        >>> (B,), known = proof.obtain(given, "B")
        >>> shown = proof.exhibit(for_some("C", ("n", "n"), equal(A @ Term("C"), A)), B, known)
        >>> proof.close(shown).hypotheses == given.hypotheses
        True
        """
        terms = []
        for wanted in names:
            _, _, sort, _ = expect(existence.conclusion, "some")
            name = self.new(wanted, sort)
            case = self.assume(opened(self.theory, existence.conclusion, name))
            self._obtained.append((existence, self.theory.key(case.conclusion), name))
            terms.append(Term(name))
            existence = case
        return terms, existence

    def close(self, theorem: Theorem) -> Theorem:
        """The theorem without the obtained names that it rests on and does not speak of.

        What speaks of a name keeps resting on it, to be closed later; a theorem knows its
        hypotheses, so what does not rest on a name is left as it is.
        """
        for existence, case, name in reversed(self._obtained):
            rests = case in rules.record(theorem).hypotheses
            if rests and name not in strings(theorem.conclusion):
                theorem = rules.choose(self.theory, (existence, theorem), name)
        return theorem

    def alternatives(self, choice: Theorem) -> tuple[Theorem, Theorem]:
        """Both sides of a disjunction, each assumed; `from_both` does without them."""
        _, first, second = expect(choice.conclusion, "or")
        return self.assume(first), self.assume(second)

    def from_both(self, choice: Theorem, left: Theorem, right: Theorem) -> Theorem:
        """What was shown from each side of a disjunction, obtained names being closed."""
        _, first, second = expect(choice.conclusion, "or")
        one = self.suppose(first, self.close(left))
        other = self.suppose(second, self.close(right))
        return self.logic(one.conclusion[2], choice, one, other)

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
        return rules.choose(self.theory, (existence, result), name)
