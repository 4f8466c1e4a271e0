"""Statements about ranks: a linear program over what the lemmas say of the matrices at hand.

Ranks, sizes and traces are numbers. Each lemma that applies is an inequality or an equation
between them, and the goal is to be a sum of multiples of these. Only the lemmas that the solution
needs are proved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from proofs.identity.knowledge import Knowledge
from proofs.identity.linear_programs import combination
from proofs.identity.opening import NotFoundError
from proofs.identity.ranks.fact import Fact
from proofs.identity.ranks.facts import gathered
from proofs.identity.ranks.nodes import Nodes
from proofs.identity.rewriting.traces import Rewriting
from proofs.identity.rewriting.words import shifted
from proofs.kernel.formulas import FALSE, NONE, Formula, at_most, equal, gap, number
from proofs.kernel.rules import Theorem
from symbolic.words.terms import Term, tr


@dataclass
class Ranks:
    """The method for inequalities and equations between numbers at one place of a proof."""

    known: Knowledge
    effort: int = 1
    forms: dict[Formula, dict[Any, Fraction]] = field(default_factory=dict)

    def prove(self, goal: Formula) -> Theorem:
        """The theorem of the goal; raises `NotFoundError`."""
        nodes = Nodes(self.known)
        return gathered(nodes, self.effort, lambda found: self.conclude(goal, found))

    def conclude(self, goal: Formula, facts: Sequence[Fact]) -> Theorem:
        """The goal from facts; an equation from two inequalities."""
        if goal[0] == "<=":
            return self.bound(goal, facts)
        proof, (left, right) = self.known.proof, (Term(t) for t in goal[1:])
        value = left - right
        above = self.bound(at_most(value, NONE), facts)
        below = self.bound(at_most(NONE, value), facts)
        zero_ = proof.squeeze(value, above, below)
        return proof.combine(goal, "$0", zero_)

    def form(self, formula: Formula) -> dict[Any, Fraction]:
        """The difference of the sides, its traces reduced; it is remembered."""
        if formula not in self.forms:
            tensor = gap(formula, self.known.proof.theory.names)
            words = any(not isinstance(loop, str) for _, loops in tensor.terms for loop in loops)
            if words:
                tensor = Rewriting(self.known.rules).reduced(tensor)[0]
            self.forms[formula] = dict(tensor.terms)
        return self.forms[formula]

    def bound(self, goal: Formula, facts: Sequence[Fact]) -> Theorem:
        """An inequality as a sum of multiples of facts."""
        self.known.limits.check()
        names = self.known.proof.theory.names
        one = next(iter(gap(at_most(NONE, Term(("I", 1))), names).terms))
        low = [f for f in facts if f.formula[0] == "<="]
        same = [f for f in facts if f.formula[0] == "="]
        forms = [[self.form(f.formula) for f in group] for group in (low, same)]
        wanted = self.form(goal)
        found = combination(wanted, [*forms[0], {one: Fraction(1)}], forms[1])
        if found is None:
            raise NotFoundError("the lemmas about ranks do not add up to this")
        return self.summed(goal, low, same, found)

    def summed(
        self,
        goal: Formula,
        low: Sequence[Fact],
        same: Sequence[Fact],
        found: tuple[list[Fraction], list[Fraction]],
    ) -> Theorem:
        """The theorem of the sum that the linear program found; only the facts in it are proved."""
        proof, names = self.known.proof, self.known.proof.theory.names
        factors, others = found
        bounds = [(c, f) for c, f in zip(factors, low, strict=False) if c]
        equations = [(c, f) for c, f in zip(others, same, strict=True) if c]
        rest = gap(goal, names)
        for c, fact in [*bounds, *equations]:
            rest = rest - gap(fact.formula, names).scaled(c)
        constant = factors[len(low)]
        if constant:
            rest = rest - gap(at_most(NONE, constant * Term(("I", 1))), names)
        reduced = self.known.zero(rest)
        if reduced is None:
            raise NotFoundError("the traces do not agree")
        by, rules = reduced
        premises = []
        for _, fact in [*bounds, *equations]:
            self.known.limits.check()
            premises.append(fact.make())
        products: list[tuple[Fraction, list[int]]] = [(c, [n]) for n, (c, _) in enumerate(bounds)]
        if constant:
            products.append((constant, []))
        plus: list[Any] = [
            ("scale", str(-c), f"${len(bounds) + n}") for n, (c, _) in enumerate(equations)
        ]
        if by is not None:
            plus.append(shifted(by, len(premises)))
        tree = None if not plus else plus[0] if len(plus) == 1 else ("+", *plus)
        return proof.order(goal, [*premises, *rules], products, tree)


def contradiction(known: Knowledge) -> Theorem:
    """False, from traces of equations between square matrices, and sizes that are positive."""
    proof, names = known.proof, known.proof.theory.names
    facts = []
    for theorem in known.equations:
        rows, cols = gap(theorem.conclusion, names).shape
        if len(rows) == 1 and rows == cols:
            sides = equal(*(tr(Term(side)) for side in theorem.conclusion[1:]))
            traced = proof.combine(sides, ("tr", "$0"), theorem)
            facts.append(Fact(sides, lambda traced=traced: traced))  # type: ignore[misc]
    for theorem in known.facts:
        if theorem.conclusion[0] == "size<=":
            _, low, high = theorem.conclusion
            found = proof.apply(proof.axiom("count", low, high), theorem)
            facts.append(Fact(found.conclusion, lambda found=found: found))  # type: ignore[misc]
    below = Ranks(known).bound(at_most(NONE, number(-1)), facts)
    return proof.order(FALSE, [below], [(1, [0])])


def is_number(goal: Formula, known: Knowledge) -> bool:
    """Whether an equation is one between numbers."""
    return goal[0] == "=" and gap(goal, known.proof.theory.names).is_scalar
