"""What a fact says at once in other words, so that every method can use it."""

from __future__ import annotations

from collections.abc import Sequence

from proofs.identity.logic.universal import unbound
from proofs.kernel.formulas import FALSE, NONE, ONE, Formula, gap
from proofs.kernel.rules import Theorem
from proofs.library import scalars
from proofs.library.derivation import Derivation
from symbolic.words.tensor import Tensor
from symbolic.words.terms import Term, tr


def said(proof: Derivation, theorem: Theorem, equations: Sequence[Theorem]) -> list[Theorem]:
    """A number that is not 0, or is positive, has a reciprocal; a < b says a <= b; and so on.

    The equations are those that are known already, among them those of reciprocals.
    """
    formula = theorem.conclusion
    match formula:
        case ("all", _, (1, 1), ("or", ("=", *_), ("<", *_))):
            return [_of_number(proof, theorem)]
        case ("all", *_):
            return list(unbound(proof, theorem))
        case ("<", low, high):
            weak = proof.order(("<=", low, high), [theorem], [(1, [0])])
            return [weak, *_positive(proof, theorem, equations)]
        case ("=>", ("=", left, right), ("false",)):
            tensor = gap(formula[1], proof.theory.names)
            if tensor.is_scalar:
                return [_reciprocal(proof, theorem, Term(left) - Term(right))]
            if len(tensor.rows) + len(tensor.cols) == 1:
                return [_length(proof, theorem, Term(left) - Term(right))]
        case ("=>", ("<=", low, high), ("false",)):
            return [proof.cases(
                proof.axiom("sign", Term(high) - Term(low)),
                lambda sign: _absurd(proof, theorem, sign),
                lambda sign: proof.order(("<", high, low), [sign], [(1, [0])]),
            )]  # fmt: skip
        case ("=>", ("<", low, high), ("false",)):
            return [proof.cases(
                proof.axiom("sign", Term(low) - Term(high)),
                lambda sign: proof.order(("<=", high, low), [sign], [(1, [0])]),
                lambda sign: _below(proof, theorem, sign),
            )]  # fmt: skip
        case ("=>", ("or", left, right), ("false",)):
            return [proof.logic(("=>", part, FALSE), theorem) for part in (left, right)]
        case ("=>", ("and", left, right), ("false",)):
            return [proof.logic(("=>", left, ("=>", right, FALSE)), theorem)]
        case ("=>", ("=>", left, right), ("false",)):
            return [proof.logic(left, theorem), proof.logic(("=>", right, FALSE), theorem)]
    return []


def _of_number(proof: Derivation, theorem: Theorem) -> Theorem:
    """``0 < s`` from ``u = 0 or 0 < u s u`` for all numbers u."""
    at_one = proof.instance(theorem, ONE)
    goal = at_one.conclusion[2]

    def absurd(none: Theorem) -> Theorem:
        return proof.absurd(goal, proof.order(FALSE, [none], [], ("scale", "-1", "$0")))

    return proof.cases(at_one, absurd, lambda positive: positive)


def _reciprocal(proof: Derivation, theorem: Theorem, value: Term) -> Theorem:
    """``value t = 1`` for some t."""
    choice = proof.axiom("reciprocal", value)
    return proof.logic(choice.conclusion[2], choice, theorem)


def _length(proof: Derivation, theorem: Theorem, column: Term) -> Theorem:
    """``0 < r`` and ``|u|^2 r = 1`` for some r, for a column u (or row) that is not zero."""
    square = tr(column.T @ column)
    above = proof.nonnegative_square(column)
    sign = proof.axiom("sign", -1 * square)
    definite = proof.axiom("definite", *proof.shape(column), column)

    def small(other: Theorem) -> Theorem:
        below = proof.order(("<=", square.tree, NONE.tree), [other], [(1, [0])])
        none = proof.squeeze(square, below, above)
        flat = proof.apply(definite, none)
        denied = proof.combine(theorem.conclusion[1], "$0", flat)
        return proof.absurd(("<", NONE.tree, square.tree), proof.apply(theorem, denied))

    def large(other: Theorem) -> Theorem:
        return proof.order(("<", NONE.tree, square.tree), [other], [(1, [0])])

    return proof.use(scalars.positive_inverse(proof), [square], proof.cases(sign, small, large))


def _positive(proof: Derivation, theorem: Theorem, equations: Sequence[Theorem]) -> list[Theorem]:
    """The positive reciprocal of a number that is one letter."""
    tensor = gap(theorem.conclusion, proof.theory.names)
    if not _is_letter(tensor) or any(_is_unit(e.conclusion, tensor, proof) for e in equations):
        return []
    value = Term(theorem.conclusion[2]) - Term(theorem.conclusion[1])
    above = proof.order(("<", NONE.tree, value.tree), [theorem], [(1, [0])])
    return [proof.use(scalars.positive_inverse(proof), [value], above)]


def _is_letter(tensor: Tensor) -> bool:
    if len(tensor.terms) != 1:
        return False
    ((strands, loops),) = tensor.terms
    return not strands and len(loops) == 1 and not isinstance(loops[0], str) and len(loops[0]) == 1


def _is_unit(formula: Formula, letter: Tensor, proof: Derivation) -> bool:
    """Whether an equation says that the letter times a number is 1."""
    ((_, loops),) = letter.terms
    found = gap(formula, proof.theory.names)
    others = [loops_ for (_, loops_) in found.terms if loops_]
    return found.is_scalar and len(found.terms) == 2 and len(others) == 1 and loops[0] in others[0]


def _absurd(proof: Derivation, theorem: Theorem, sign: Theorem) -> Theorem:
    """``high < low`` where low <= high after all, which is denied."""
    _, (_, low, high), _ = theorem.conclusion
    shown = proof.order(("<=", low, high), [sign], [(1, [0])])
    return proof.absurd(("<", high, low), proof.apply(theorem, shown))


def _below(proof: Derivation, theorem: Theorem, sign: Theorem) -> Theorem:
    """``high <= low`` where low < high after all, which is denied."""
    _, (_, low, high), _ = theorem.conclusion
    shown = proof.order(("<", low, high), [sign], [(1, [0])])
    return proof.absurd(("<=", high, low), proof.apply(theorem, shown))
