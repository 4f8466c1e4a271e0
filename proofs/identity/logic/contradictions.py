"""A contradiction from what is known: negations of what holds, strict inequalities, no columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from proofs.identity.forms.forms import known_forms
from proofs.identity.forms.squares import Form
from proofs.identity.knowledge import Knowledge
from proofs.identity.opening import NotFoundError
from proofs.identity.ranks.search import contradiction as of_traces
from proofs.identity.rewriting.equation_theorems import theorem_of
from proofs.kernel.formulas import FALSE, NONE, Formula, equal, less
from proofs.kernel.rules import Theorem
from symbolic.words.terms import Term, evaluate

Prove = Callable[[Formula, Knowledge], Theorem]


def contradiction(known: Knowledge, prove: Prove) -> Theorem:
    """False; raises `NotFoundError`. What is negated or exceeded is shown by `prove`."""
    for way in _ways(known, prove):
        try:
            return way()
        except NotFoundError:
            continue
    raise NotFoundError("no contradiction was found")


def _ways(known: Knowledge, prove: Prove) -> Iterator[Callable[[], Theorem]]:
    yield lambda: _of_numbers(known)
    yield lambda: of_traces(known)
    for form in known_forms(known):
        if form.definite is not None:
            yield lambda form=form: _of_definite(known, form)  # type: ignore[misc]
    for theorem in known.facts:
        match theorem.conclusion:
            case ("=>", premise, ("false",)):
                yield lambda t=theorem, p=premise: known.proof.apply(t, prove(p, known))  # type: ignore[misc]
            case ("<", low, high):
                yield lambda t=theorem, a=low, b=high: _exceeded(  # type: ignore[misc]
                    known, t, prove(("<=", b, a), known)
                )


def _of_numbers(known: Knowledge) -> Theorem:
    """From 1 = 0, which the completion of the equations found."""
    known.settle()
    if known.rules.absurd is None:
        raise NotFoundError("the equations do not contradict each other")
    theorem = theorem_of(known.rules, known.rules.absurd)
    return known.proof.order(FALSE, [theorem], [], ("scale", "-1", "$0"))


def is_contradicted(known: Knowledge) -> bool:
    """Whether there is something to be contradicted: a negation, a < b, or 1 = 0."""
    facts = [theorem.conclusion for theorem in known.facts]
    denied = any(f[0] == "<" or (f[0] == "=>" and f[2] == FALSE) for f in facts)
    return denied or known.rules.absurd is not None


def _exceeded(known: Knowledge, strict: Theorem, shown: Theorem) -> Theorem:
    """From a < b and b <= a."""
    return known.proof.order(FALSE, (strict, shown), [(1, [0]), (1, [1])])


def _of_definite(known: Knowledge, form: Form) -> Theorem:
    """A definite matrix that vanishes has no column, though sizes are positive."""
    proof, n = known.proof, known.proof.shape(form.S)[0]
    names = proof.theory.names
    if not known.vanishes(evaluate(form.S.tree, names)):
        raise NotFoundError("this form does not vanish")
    (u,) = proof.fresh("u", (n, 1))
    assert form.definite is not None
    case = proof.instance(form.definite, u)
    flat = known.plain(equal(form.S, proof.zero_like(form.S)))
    none = equal(u, proof.zero_like(u))

    def positive(sign: Theorem) -> Theorem:
        value = proof.combine(equal(u.T @ form.S @ u, NONE), u.T @ Term("$0") @ u, flat)
        return proof.absurd(
            none, proof.order(FALSE, (sign, value), [(1, [0])], ("scale", "-1", "$1"))
        )

    shown = proof.cases(case, lambda zero_: zero_, positive)
    flat_unit = proof.for_columns(Term(("I", n)), u, proof.combine(none, "$0", shown))
    return of_traces(known.with_more([flat_unit]))


def strictly(known: Knowledge, goal: Formula, prove: Prove) -> Theorem:
    """``a < b`` from a <= b, and from a contradiction where a = b."""
    proof, (_, low, high) = known.proof, goal
    above = prove(("<=", low, high), known)
    value = Term(low) - Term(high)
    sign = proof.axiom("sign", value)

    def large(other: Theorem) -> Theorem:
        below = proof.order(("<=", high, low), [other], [(1, [0])])
        up = proof.order(("<=", value.tree, NONE.tree), [above], [(1, [0])])
        down = proof.order(("<=", NONE.tree, value.tree), [below], [(1, [0])])
        same = proof.combine(("=", low, high), "$0", proof.squeeze(value, up, down))
        return proof.absurd(goal, known.open([same], lambda more: prove(FALSE, more)))

    def small(other: Theorem) -> Theorem:
        return proof.order(less(Term(low), Term(high)), [other], [(1, [0])])

    return proof.cases(sign, large, small)
