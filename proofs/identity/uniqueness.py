"""That a matrix is the pseudoinverse, from the four equations of Penrose."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from proofs.identity.knowledge import Knowledge
from proofs.kernel.formulas import Formula, strings
from proofs.kernel.rules import Theorem
from proofs.library.pseudoinverses import penrose, unique
from symbolic.words.terms import Term

ONE = Fraction(1)


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
