"""Strict inequalities between ranks and sizes: of two integers, one is less or it is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from proofs.identity.knowledge import Knowledge
from proofs.identity.opening import NotFoundError
from proofs.kernel.formulas import FALSE, Formula, gap, size_at_most
from proofs.kernel.rules import Theorem

Prove = Callable[[Formula, Knowledge], Theorem]


def counted(known: Knowledge, goal: Formula, prove: Prove) -> Theorem:
    """``a + 1 <= b`` or ``a < b`` for numbers that are sizes: b <= a is a contradiction."""
    proof = known.proof
    a, b = _sizes(goal, known)
    choice = proof.axiom("compare", 1 if a is None else ("+", a, 1), b)

    def less(case: Theorem) -> Theorem:
        name, *values = ("count", 1, b) if a is None else ("count_strictly", a, b)
        shown = proof.apply(proof.axiom(str(name), *values), case)
        return proof.order(goal, [shown], [(1, [0])] if goal[0] == "<=" else [(1, [0]), (1, [])])

    def more(case: Theorem) -> Theorem:
        if a is None:
            bound = proof.apply(proof.axiom("count_strictly", b, 1), case)
        else:
            small = proof.sizes(size_at_most(b, a), case)
            bound = proof.apply(proof.axiom("count", b, a), small)
        return proof.absurd(goal, known.open([bound], lambda most: prove(FALSE, most)))

    return proof.cases(choice, less, more)


def _sizes(goal: Formula, known: Knowledge) -> tuple[Any, Any]:
    """a and b; a is None for the number 0."""
    names = known.proof.theory.names
    terms = dict(gap(goal, names).terms)
    unit = terms.pop(((), ()), 0)
    low = [loops for (_, loops), c in terms.items() if c == -1]
    high = [loops for (_, loops), c in terms.items() if c == 1]
    fits = unit == (-1 if goal[0] == "<=" else 0) and len(high) == 1 and len(low) <= 1
    found = [str(loops[0]) for loops in (*high, *low) if len(loops) == 1]
    if not fits or len(found) < len(terms) or not all(names.get(s) == "size" for s in found):
        raise NotFoundError("this is no inequality between sizes")
    return (found[1] if low else None), found[0]
