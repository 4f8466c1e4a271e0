"""Instances of universal facts that are no equations and no forms: at terms of the right sort."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from proofs.identity.forms.forms import form_of
from proofs.identity.knowledge import Knowledge
from proofs.kernel.formulas import FALSE, Formula, strings
from proofs.kernel.rules import Theorem
from proofs.kernel.theory import ProofError
from symbolic.words.sizes import is_matrix
from symbolic.words.terms import Term

MAX_INSTANCES, MAX_VALUES = 12, 6


def instances(known: Knowledge, goal: Formula) -> list[Theorem]:
    """Instances of the universal facts, those at the letters of the goal first."""
    found: list[Theorem] = []
    for theorem in known.facts:
        if _is_definite(theorem):
            found += _at_columns(known, theorem, goal)
        elif is_open(theorem):
            found += islice(_instances(known, theorem, goal), MAX_INSTANCES)
    return found


def _is_definite(theorem: Theorem) -> bool:
    return form_of(theorem) is not None and theorem.conclusion[3][0] == "or"


def _at_columns(known: Knowledge, theorem: Theorem, goal: Formula) -> Iterator[Theorem]:
    """A definite form at the columns that are not zero, and at one that is to be zero."""
    names, columns = known.proof.theory.names, []
    for formula in (*(fact.conclusion for fact in known.facts), ("=>", goal, FALSE)):
        match formula:
            case ("=>", ("=", str() as u, ("0", *_)), ("false",)):
                columns.append(u)
    for u in dict.fromkeys(columns):
        if names[u] == theorem.conclusion[2]:
            yield known.proof.instance(theorem, u)


def is_open(theorem: Theorem) -> bool:
    """Whether a fact is universal, and neither a form nor an equation about all columns."""
    formula = theorem.conclusion
    if formula[0] != "all" or not is_matrix(formula[2]) or form_of(theorem) is not None:
        return False
    large = formula[2][1] != 1
    while formula[0] == "all":
        formula = formula[3]
    return bool(large or formula[0] != "=")


def _instances(known: Knowledge, theorem: Theorem, goal: Formula) -> Iterator[Theorem]:
    _, _, sort, _ = theorem.conclusion
    for value in islice(values(known, sort, goal), MAX_VALUES):
        try:
            found = known.proof.instance(theorem, value)
        except ProofError:
            continue
        if found.conclusion[0] == "all" and is_matrix(found.conclusion[2]):
            yield from _instances(known, found, goal)
        else:
            yield found


def values(known: Knowledge, sort: Any, goal: Formula) -> Iterator[Term]:
    """Terms of the sort: letters, those of the goal first, their transposes, zero, identity."""
    names = known.proof.theory.names
    said = strings(goal)
    order = sorted(names, key=lambda name: (name not in said, name in known.roles))
    for name in order:
        if is_matrix(names[name]):
            if names[name] == sort:
                yield Term(name)
            if names[name][::-1] == sort and sort != (1, 1):
                yield Term(name).T
    if sort[0] == sort[1]:
        yield Term(("I", sort[0]))
    yield Term(("0", *sort))
