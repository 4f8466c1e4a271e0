"""The kernel's theorem of an equation that a completion derived, made when it is wanted.

An equation remembers the combination of others that it came from; its theorem is the kernel's
theorem of that combination.
"""

from __future__ import annotations

from fractions import Fraction

from proofs.identity.rewriting.completion import Completion
from proofs.identity.rewriting.equations import Equation, Part
from proofs.identity.rewriting.words import letter_tree, poly_tree, scaled, split
from proofs.kernel.formulas import size_at_most
from proofs.kernel.rules import Theorem
from symbolic.words.terms import Tree


def _combination(
    rules: Completion, parts: list[Part] | tuple[Part, ...], places: dict[int, int], size: Tree
) -> Tree:
    """The parts, with that many rows, as a combination with the equations in the holes."""
    trees = []
    for c, left, number, flag, right in parts:
        hole: Tree = f"${places.setdefault(number, len(places))}"
        hole = ("T", hole) if flag else hole
        letters = [letter_tree(*x) for x in rules.alphabet.letters(left)]
        others = [letter_tree(*x) for x in rules.alphabet.letters(right)]
        product = [*letters, hole, *others]
        if size != 1 and rules.equations[number].is_number and not split(left)[1] + right:
            product.append(("I", size))
        trees.append(scaled(c, product[0] if len(product) == 1 else ("*", *product)))
    return trees[0] if len(trees) == 1 else ("+", *trees)


def sides(rules: Completion, number: int) -> tuple[Tree, Tree]:
    """Both sides of an equation as trees."""
    equation = rules.equations[number]
    left = poly_tree(rules.alphabet, {equation.lead: Fraction(1)}, *equation.shape)
    return left, poly_tree(rules.alphabet, equation.rest, *equation.shape)


def theorem_of(rules: Completion, number: int) -> Theorem:
    """The theorem of an equation, those that it comes from first."""
    pending = [number]
    while pending:
        equation = rules.equations[pending[-1]]
        missing = [part[2] for part in equation.parts if rules.equations[part[2]].found is None]
        if equation.found is None and missing:
            pending += dict.fromkeys(missing)
            continue
        if equation.found is None:
            equation.found = _proved(rules, pending[-1])
        pending.pop()
    found = rules.equations[number].found
    assert found is not None
    return found


def _proved(rules: Completion, number: int) -> Theorem:
    equation = rules.equations[number]
    goal = ("=", *sides(rules, number))
    if equation.given is not None:
        return rules.proof.combine(goal, scaled(equation.scale, "$0"), equation.given)
    if equation.split:
        return _swapped(rules, equation)
    if len(equation.parts) == 1:
        parent = rules.equations[equation.parts[0][2]]
        if (parent.lead, parent.rest) == (equation.lead, equation.rest) and parent.found:
            return parent.found
    places: dict[int, int] = {}
    by = _combination(rules, equation.parts, places, equation.shape[0])
    premises = [rules.equations[n].found for n in places]
    return rules.proof.combine(goal, by, *(p for p in premises if p is not None))


def _swapped(rules: Completion, equation: Equation) -> Theorem:
    proof, size = rules.proof, equation.shape[0]
    before = rules.equations[equation.parts[0][2]]
    assert before.found is not None
    halves = before.lead[: equation.split], before.lead[equation.split :]
    U, V = (poly_tree(rules.alphabet, {half: Fraction(1)}, size, size) for half in halves)
    same = proof.sizes(size_at_most(size, size))
    unit = proof.combine(("=", ("*", U, V), ("I", size)), "$0", before.found)
    axiom = proof.axiom("two_sided", size, size, U, V)
    return proof.apply(axiom, proof.both(unit, same))


def vanishing(rules: Completion, parts: list[Part], size: Tree) -> tuple[Tree, list[Theorem]]:
    """What a sum of parts is as a combination of theorems, which come with it."""
    places: dict[int, int] = {}
    by = _combination(rules, parts, places, size)
    return by, [theorem_of(rules, n) for n in places]
