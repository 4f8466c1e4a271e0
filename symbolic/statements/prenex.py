"""A statement whose names are not bound where they need not be: what a counterexample chooses.

``|- for all x: p`` says the same as p about a letter x in front, ``exists X: p |- q`` the same as
p with such an X as a hypothesis, and ``|- p implies q`` the same as q with the hypothesis p. A
counterexample to the statement has values for these letters. What stays bound has to be decided
at each instance (`symbolic.statements.quantifiers`).
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from symbolic.statements.formula_nodes import conjunction, conjuncts, disjunction
from symbolic.statements.syntax import (
    And,
    Exists,
    ForAll,
    Formula,
    Implies,
    Letter,
    Node,
    Not,
    Or,
    Quantified,
    Statement,
)


def prenex(statement: Statement) -> Statement:
    """The statement with names in front that were bound; they follow the letters declared.

    >>> from symbolic.statements.parser import statement
    >>> from symbolic.statements.writing import statement_text
    >>> s = statement("A: n x n |- (exists X: n x n: A*X == A) implies for all x: n x 1: A*x == 0")
    >>> statement_text(replace(prenex(s), source=""))
    'A: n x n, X: n x n, x: n x 1; A*X == A |- A*x == O(n,1)'
    """
    if not any(map(_is_formula, statement.formulas)):
        return statement
    letters = _Letters(statement)
    given = [_pulled(formula, False, letters) for formula in statement.hypotheses]
    goal = _pulled(statement.conclusion, True, letters)
    while isinstance(goal, Implies):
        given.append(goal.left)
        goal = goal.right
    hypotheses = tuple(part for formula in given for part in conjuncts(formula))
    return replace(
        statement, letters=tuple(letters.found.values()), hypotheses=hypotheses, conclusion=goal
    )


class _Letters:
    """The letters so far; a name that is bound twice gets a second name that is none elsewhere."""

    def __init__(self, statement: Statement) -> None:
        self.found = {letter.name: letter for letter in statement.letters}
        nodes = (part for formula in statement.formulas for part in _formulas(formula))
        self.taken = {node.letter.name for node in nodes if isinstance(node, Quantified)}
        self.taken |= set(statement.sizes)

    def new(self, letter: Letter) -> Letter:
        """The letter, or one of another name; it is one of the letters from now on."""
        name, number = letter.name, 1
        while name in self.found or (number > 1 and name in self.taken):
            number += 1
            name = f"{letter.name}{number}"
        self.found[name] = Letter(name, letter.shape)
        return self.found[name]


def _is_formula(formula: Formula) -> bool:
    return any(type(part) in (Not, Or, Implies, ForAll, Exists) for part in _formulas(formula))


def _formulas(formula: Formula) -> list[Formula]:
    inner = [part for part in formula.parts if isinstance(part, Formula)]
    return [formula, *(below for part in inner for below in _formulas(part))]


def _pulled(formula: Formula, shown: bool, letters: _Letters) -> Formula:
    """The formula that is shown, or given, with the names added to the letters."""
    match formula:
        case And(parts):
            return conjunction(tuple(_pulled(part, shown, letters) for part in parts))
        case Or(parts):
            return disjunction(tuple(_pulled(part, shown, letters) for part in parts))
        case Not(Not(of)):
            return _pulled(of, shown, letters)
        case Not(of):
            return Not(_pulled(of, not shown, letters))
        case Implies(left, right):
            return Implies(_pulled(left, not shown, letters), _pulled(right, shown, letters))
        case Quantified(letter, of) if isinstance(formula, ForAll) is shown:
            return _pulled(renamed(of, letter, letters.new(letter)), shown, letters)
    return formula


def renamed(formula: Formula, old: Letter, new: Letter) -> Formula:
    """The formula about another letter, which is none of its own."""
    if old == new:
        return formula
    found = replaced(formula, old, new)
    assert isinstance(found, Formula)
    return found


def replaced(value: Any, old: Node, new: Node) -> Any:
    """The node, or nodes, with another in the place of one; sums in sums are left as they are."""
    if value == old:
        return new
    if isinstance(value, tuple):
        return tuple(replaced(part, old, new) for part in value)
    if not isinstance(value, Node) or not value.parts:
        return value
    if isinstance(value, Quantified):
        return type(value)(value.letter, replaced(value.of, old, new))
    own = (getattr(value, field.name) for field in fields(value))  # type: ignore[arg-type]
    return type(value)(*(replaced(part, old, new) for part in own))
