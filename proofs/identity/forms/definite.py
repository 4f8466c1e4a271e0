"""That a form is definite: its value at a column is positive, or the column is zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from proofs.identity.forms.forms import Forms, middle
from proofs.identity.forms.squares import Square
from proofs.identity.knowledge import Knowledge
from proofs.identity.opening import NotFoundError
from proofs.identity.rewriting.words import shifted
from proofs.kernel.formulas import NONE, Formula, at_most, equal, gap, less
from proofs.kernel.rules import Theorem
from proofs.library.definite import null_vectors
from proofs.library.form_products import definite_pair
from proofs.library.ranks import H0
from symbolic.words.terms import Term, Tree, evaluate, tr

Prove = Callable[[Formula, Knowledge], Theorem]


def show_definite(forms: Forms, goal: Formula, prove: Prove) -> Theorem:
    """``u = 0 or 0 < u^T M u`` for a column u: the squares vanish only together with u."""
    _, none, positive = goal
    u, value = Term(none[1]), Term(positive[2])
    M = middle(value.tree, u.tree)
    if M is None or not isinstance(u.tree, str):
        return _of_pair(forms, goal, u, value)
    for squares in forms.guesses.sums(M):
        parts = [(s, s.C @ u) for s in squares]
        try:
            above = forms.added(at_most(NONE, value), parts)
            return _one_of(forms, goal, above, parts, prove)
        except NotFoundError:
            continue
    raise NotFoundError("no sum of squares was found")


def _of_pair(forms: Forms, goal: Formula, U: Term, value: Term) -> Theorem:
    """For ``u = vec U`` and the form ``tr(A U^T B U)`` of two definite matrices A and B."""
    proof, tensor = forms.proof, evaluate(value.tree, forms.names)
    loops = [loop for _, found in tensor.terms for loop in found]
    pair = forms.pair(loops[0]) if len(loops) == 1 and not isinstance(loops[0], str) else None
    if pair is None:
        raise NotFoundError("not the form of a column")
    A, B, W = pair
    of_A, of_B = A.definite, None if B is None else B.definite
    if W.tree not in (U.tree, U.T.tree) or B is None or of_A is None or of_B is None:
        raise NotFoundError("not the form of two definite matrices")
    above = forms.of_traces(at_most(NONE, value))
    none = equal(tr(A.S @ W.T @ B.S @ W), NONE)
    matrices = [A.S, B.S]
    flats = [forms.known.equation(equal(M.T, M)) for M in matrices]

    def small(sign: Theorem) -> Theorem:
        below = proof.order(at_most(value, NONE), [sign], [(1, [0])])
        flat = proof.squeeze(value, below, above)
        level = forms.known.with_more([flat]).equation(none)
        values = [*(proof.shape(M)[0] for M in matrices), *matrices, W]
        lemma = definite_pair(proof)
        shown = proof.use(lemma, values, *flats, of_A, of_B, level)
        by = H0 if W.tree == U.tree else H0.T
        return proof.either(goal, proof.combine(goal[1], by, shown))

    def large(sign: Theorem) -> Theorem:
        return proof.either(goal, proof.order(less(NONE, value), [sign], [(1, [0])]))

    return proof.cases(proof.axiom("sign", -1 * value), small, large)


def _one_of(
    forms: Forms, goal: Formula, above: Theorem, parts: Sequence[tuple[Square, Term]], prove: Prove
) -> Theorem:
    """By the sign of ``-u^T M u``."""
    proof, (_, none, positive) = forms.proof, goal
    value = Term(positive[2])

    def small(sign: Theorem) -> Theorem:
        below = proof.order(at_most(value, NONE), [sign], [(1, [0])])
        flat = proof.squeeze(value, below, above)
        known = forms.known.with_more([_vanishing(forms, s, W, parts, flat) for s, W in parts])
        return proof.either(goal, prove(none, known))

    def large(sign: Theorem) -> Theorem:
        shown = proof.order(less(NONE, value), [sign], [(1, [0])])
        return proof.either(goal, shown)

    return proof.cases(proof.axiom("sign", -1 * value), small, large)


def _vanishing(
    forms: Forms, square: Square, W: Term, parts: Sequence[tuple[Square, Term]], flat: Theorem
) -> Theorem:
    """``W = 0``, or ``S W = 0`` for a form S, as the sum of the squares vanishes."""
    proof = forms.proof
    inner = W if square.form is None else square.form.S @ W
    value = tr(W.T @ inner)
    others = [(s, V) for s, V in parts if (s, V) != (square, W)]
    premises = [forms.nonnegative(s.form, V) for s, V in others]
    total = Term(flat.conclusion[1])
    goal = at_most(value, NONE)
    products = [(s.factor / square.factor, [n]) for n, (s, _) in enumerate(others)]
    rest = gap(goal, forms.names)
    for c, (n,) in products:
        rest = rest - gap(premises[n].conclusion, forms.names).scaled(c)
    rest = rest + evaluate(total.tree, forms.names).scaled(1 / square.factor)
    found = forms.known.zero(rest)
    if found is None:
        raise NotFoundError("this is another sum")
    by, rules = found
    place = len(premises)
    plus: Tree = ("scale", str(-1 / square.factor), f"${place}")
    plus = plus if by is None else ("+", plus, shifted(by, place + 1))
    below = proof.order(goal, [*premises, flat, *rules], products, plus)
    none = proof.squeeze(value, below, forms.nonnegative(square.form, W))
    if square.form is None:
        return proof.apply(proof.axiom("definite", *proof.shape(W), W), none)
    if square.form.definite is None:
        n, S = proof.shape(W)[0], square.form.S
        flat = proof.combine(equal(W.T @ S @ W, NONE), "$0", none)
        symmetric = forms.known.equation(equal(S.T, S))
        lemma = null_vectors(proof)
        return proof.use(lemma, [n, 1, S, W], symmetric, square.form.theorem, flat)
    case = proof.instance(square.form.definite, W)

    def positive(sign: Theorem) -> Theorem:
        contradiction = proof.order(("false",), (sign, none), [(1, [0])], ("scale", "-1", "$1"))
        return proof.absurd(equal(W, proof.zero_like(W)), contradiction)

    return proof.cases(case, lambda zero_: zero_, positive)
