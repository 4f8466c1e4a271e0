"""Formulas opened: conjunctions taken apart, what exists named, cases looked at one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Self

from proofs.identity.limits import Limits
from proofs.identity.logic.said import said
from proofs.kernel.formulas import FALSE, Formula, has_rank, negation
from proofs.kernel.rules import Theorem
from proofs.kernel.theory import ProofError
from proofs.library.derivation import Derivation
from symbolic.words.terms import Term

Roles = Mapping[str, tuple[str, Term]]
"""Letters, what they are, and of what matrix; see `proofs.identity.reading.rendering`."""


class NotFoundError(ProofError):
    """The method that was asked finds no proof; another may. `goal` is what was not shown."""

    goal: Formula | None = None


class Opening:
    """What is known, as far as opening formulas needs it; `Knowledge` has the rest."""

    proof: Derivation
    limits: Limits
    roles: Roles
    equations: tuple[Theorem, ...]
    facts: tuple[Theorem, ...]
    ranks: dict[str, tuple[Term, Theorem]]

    def with_more(
        self,
        equations: Sequence[Theorem],
        facts: Sequence[Theorem] = (),
        roles: Roles | None = None,
    ) -> Self:
        """The same knowledge with more equations, facts and roles."""
        raise NotImplementedError

    def plain(self, goal: Formula) -> Theorem:
        """An equation by rewriting alone."""
        raise NotImplementedError

    def open(self, theorems: Sequence[Theorem], use: Callable[[Self], Theorem]) -> Theorem:
        """What follows when conjunctions are taken apart, what exists is given names, and each
        side of a disjunction is looked at; equations are read out of universal facts.
        """
        pending = list(theorems)
        equations: list[Theorem] = []
        facts: list[Theorem] = []

        def later(case: Theorem) -> Theorem:
            return self.with_more(equations, facts).open([case, *pending], use)

        while pending:
            theorem = pending.pop(0)
            head = theorem.conclusion[0]
            if head == "and":
                parts = sorted(theorem.conclusion[1:], key=lambda part: part[0] != "=")
                pending[:0] = [self.proof.logic(part, theorem) for part in parts]
            elif head == "some" and not self.is_rank(theorem):
                return self.proof.choose(theorem, ["X"], later)
            elif head == "or":
                rest = self._undenied(theorem, facts)
                if rest is None:
                    self.limits.check()
                    return self.proof.cases(theorem, later, later)
                pending.insert(0, rest)
            elif head == "=":
                equations.append(theorem)
            elif not self.is_rank(theorem):
                facts.append(theorem)
                pending[:0] = said(self.proof, theorem, (*self.equations, *equations))
        more = self.with_more(equations, facts)
        fired = more.fired()
        return use(more) if not fired else more.open(fired, use)

    def _undenied(self, theorem: Theorem, facts: list[Theorem]) -> Theorem | None:
        """The other side of a disjunction of which one side is denied by a fact."""
        key = self.proof.theory.key
        _, left, right = theorem.conclusion
        for fact in (*self.facts, *facts):
            for side, other in ((left, right), (right, left)):
                if key(fact.conclusion) == key(negation(side)):
                    return self.proof.logic(other, theorem, fact)
        return None

    def fired(self) -> list[Theorem]:
        """What follows from implications whose premise holds as it stands."""
        found, rest = [], []
        for theorem in self.facts:
            formula = theorem.conclusion
            if formula[0] == "=>" and formula[2] != FALSE:
                try:
                    found.append(self.proof.apply(theorem, self.at_once(formula[1])))
                    continue
                except NotFoundError:
                    pass
            rest.append(theorem)
        self.facts = tuple(rest)
        return found

    def at_once(self, goal: Formula) -> Theorem:
        """A formula that is a fact, or follows from equations; raises `NotFoundError`."""
        if goal[0] == "=":
            return self.plain(goal)
        if goal[0] == "and":
            return self.proof.logic(goal, *map(self.at_once, goal[1:]))
        key = self.proof.theory.key(goal)
        for theorem in self.facts:
            if self.proof.theory.key(theorem.conclusion) == key:
                return theorem
        raise NotFoundError("this is no fact")

    def is_rank(self, theorem: Theorem) -> bool:
        """Whether a theorem says what the rank of a matrix is; then it is remembered."""
        for name, (kind, M) in self.roles.items():
            if kind == "rank" and name not in self.ranks:
                shape = self.proof.shape(M)
                if theorem.conclusion == has_rank(M, shape, name):
                    self.ranks[name] = M, theorem
                    return True
        return any(theorem is found for _, found in self.ranks.values())
