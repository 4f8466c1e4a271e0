"""That a matrix is the pseudoinverse, from the four equations of Penrose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations_with_replacement

from proofs.identity.knowledge import Knowledge
from proofs.kernel.formulas import ONE, Formula, equal, strings
from proofs.kernel.rules import Theorem
from proofs.library.equations import H0, H1
from proofs.library.pseudoinverses import penrose, unique
from symbolic.words.terms import Term, evaluate

MAX_LETTERS = 6


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


def by_multiple(goal: Formula, known: Knowledge) -> Theorem | None:
    """``s P = X`` for a pseudoinverse P and a number s with a reciprocal t, from P = t X."""
    names = known.proof.theory.names
    for side, other in (goal[1:], goal[:0:-1]):
        match side:
            case ("*", number, str() as P) if known.roles.get(P, ("",))[0] == "pinv":
                if not evaluate(number, names).is_scalar or P in strings(other):
                    continue
                for t in reciprocals(Term(number), known):
                    same = by_uniqueness(("=", P, (t @ Term(other)).tree), known)
                    if same is not None:
                        unit = known.plain(equal(Term(number) @ t, ONE))
                        by = Term(number) @ H0 + H1 @ Term(other)
                        by = by if side == goal[1] else -by
                        return known.proof.combine(goal, by, same, unit)
    return None


def reciprocals(number: Term, known: Knowledge) -> Iterator[Term]:
    """Products of up to two numbers that are one over the number, by what is known."""
    names = known.proof.theory.names
    letters = [Term(name) for name, sort in names.items() if sort == (1, 1)][-MAX_LETTERS:]
    pairs = (first @ second for first, second in combinations_with_replacement(letters, 2))
    for t in (*letters, *pairs):
        if known.vanishes(evaluate((number @ t - ONE).tree, names)):
            yield t


def conjuncts(formula: Formula) -> list[Formula]:
    """The formulas that a conjunction of conjunctions is made of, from the left."""
    if formula[0] != "and":
        return [formula]
    return [part for side in formula[1:] for part in conjuncts(side)]
