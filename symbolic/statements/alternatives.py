"""A formula as alternatives, each a list of relations and their negations."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice, product

from symbolic.statements.syntax import (
    And,
    Compare,
    Equal,
    Exists,
    ForAll,
    Formula,
    Iff,
    Implies,
    Not,
    Or,
)

MAX_ALTERNATIVES = 32

Alternative = tuple[Formula, ...]


@lru_cache(maxsize=1 << 10)  # an iff asks for each of its sides in four ways
def alternatives(formula: Formula, holds: bool = True) -> list[Alternative] | None:
    """The formula (or its negation) as alternatives of literals; None where they are too many.

    A literal is a relation, a quantified formula, or the negation of one.
    """
    match formula:
        case Not(of):
            return alternatives(of, not holds)
        case Implies(left, right):
            return alternatives(Or((Not(left), right)), holds)
        case Iff(left, right):
            both = And((left, right)), And((Not(left), Not(right)))
            other = And((left, Not(right))), And((Not(left), right))
            return alternatives(Or(both if holds else other))
        case And(parts) | Or(parts):
            found = [alternatives(part, holds) for part in parts]
            known = [ways for ways in found if ways is not None]
            if len(known) < len(found):
                return None
            if isinstance(formula, Or) is holds:
                joined = [way for ways in known for way in ways]
            else:
                joined = [
                    tuple(literal for way in choice for literal in way)
                    for choice in islice(product(*known), MAX_ALTERNATIVES + 1)
                ]
            return joined if len(joined) <= MAX_ALTERNATIVES else None
    return [(formula if holds else _opposite(formula),)]


def _opposite(formula: Formula) -> Formula:
    match formula:
        case Equal(left, right, negated):
            return Equal(left, right, not negated)
        case Compare(left, sign, right):
            other = {"==": "!=", "!=": "==", "<=": ">", ">": "<=", ">=": "<", "<": ">="}
            return Compare(left, other[sign], right)
        case ForAll(letter, of):
            return Exists(letter, Not(of))
        case Exists(letter, of):
            return ForAll(letter, Not(of))
    return Not(formula)
