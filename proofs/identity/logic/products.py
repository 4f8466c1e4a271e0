"""Inequalities between numbers as sums of products of others: an exact linear program.

The others are facts, squares of numbers and of columns, and values of known forms at the columns
of the goal. Products of two of them, and of a square with two facts, are numbers that are not
negative; the goal is to be a sum of positive multiples of these, modulo the equations.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import Any

from proofs.identity.forms.forms import known_forms
from proofs.identity.knowledge import Knowledge
from proofs.identity.linear_programs import combination
from proofs.identity.opening import NotFoundError
from proofs.identity.rewriting.traces import Rewriting
from proofs.identity.rewriting.words import shifted
from proofs.kernel.formulas import NONE, Formula, at_most, gap, strings
from proofs.kernel.rules import Theorem
from symbolic.errors import TooLargeError
from symbolic.words.sizes import is_matrix
from symbolic.words.tensor import Tensor, scalar
from symbolic.words.terms import Term

MAX_FACTS, MAX_COLUMNS, MAX_PRODUCTS = 14, 3, 160


def by_products(known: Knowledge, goal: Formula) -> Theorem:
    """The goal ``a <= b`` as such a sum; raises `NotFoundError`."""
    names = known.proof.theory.names
    premises = [*_facts(known, goal)][:MAX_FACTS]
    gaps = [gap(theorem.conclusion, names) for theorem in premises]
    chosen: list[tuple[int, ...]] = [()] + [(n,) for n in range(len(premises))]
    chosen += list(combinations_with_replacement(range(len(premises)), 2))
    chosen += [(n, n, k) for n in range(len(premises)) for k in range(len(premises)) if k != n]
    chosen = chosen[:MAX_PRODUCTS]
    try:
        values = [_product([gaps[n] for n in numbers]) for numbers in chosen]
        forms = [_reduced(known, value) for value in values]
        wanted = _reduced(known, gap(goal, names))
    except TooLargeError:
        raise NotFoundError("the products are too large") from None
    known.limits.check()
    found = combination(wanted, forms, [])
    if found is None:
        raise NotFoundError("no sum of products")
    used = [(c, n) for n, c in enumerate(found[0]) if c]
    rest = gap(goal, names)
    for c, n in used:
        rest = rest - values[n].scaled(c)
    reduced = known.zero(rest)
    if reduced is None:
        raise NotFoundError("the equations do not show this sum")
    by, rules = reduced
    plus = None if by is None else shifted(by, len(premises))
    products = [(c, list(chosen[n])) for c, n in used]
    return known.proof.order(goal, [*premises, *rules], products, plus)


def _product(tensors: list[Tensor]) -> Tensor:
    whole = scalar(1)
    for tensor in tensors:
        whole = whole @ tensor
    return whole


def _reduced(known: Knowledge, tensor: Tensor) -> dict[Any, Fraction]:
    known.rules.allow()
    return dict(Rewriting(known.rules).reduced(tensor)[0].terms)


def _facts(known: Knowledge, goal: Formula) -> Iterator[Theorem]:
    """What is not negative; the numbers and columns of the goal come first."""
    proof, names = known.proof, known.proof.theory.names
    for theorem in known.facts:
        if theorem.conclusion[0] in ("<=", "<"):
            yield theorem
    said = strings(goal)
    every = [name for name in names if _is_column(names[name]) and name not in known.roles]
    columns = [name for name in every if name in said] or every[:MAX_COLUMNS]
    for form in known_forms(known):
        for u in columns:
            if proof.shape(form.S)[0] == names[u][0]:
                value = Term(u).T @ form.S @ Term(u)
                at = proof.instance(form.theorem, u)
                yield proof.order(at_most(NONE, value), [at], [(1, [0])])
    used = said.union(*(strings(theorem.conclusion) for theorem in known.equations))
    numbers = [name for name in names if name in used and names[name] == (1, 1)]
    for name in (*columns, *(n for n in numbers if n not in columns)):
        yield proof.nonnegative_square(Term(name))
    for k, one in enumerate(numbers[:4]):
        for other in numbers[k + 1 : 4]:
            yield proof.nonnegative_square(Term(one) + Term(other))
            yield proof.nonnegative_square(Term(one) - Term(other))


def _is_column(sort: Any) -> bool:
    return is_matrix(sort) and sort[1] == 1 != sort[0]
