"""``V = W`` from forms that vanish on the difference Z: S Z = 0 where ``tr(Z^T S Z) <= 0``."""

from __future__ import annotations

from collections.abc import Iterator

from proofs.identity.forms.forms import Forms
from proofs.identity.forms.squares import Form
from proofs.identity.forms.sums import SumsOfSquares, short_difference
from proofs.identity.knowledge import Knowledge
from proofs.identity.opening import NotFoundError
from proofs.kernel.formulas import NONE, Formula, at_most, equal
from proofs.kernel.rules import Theorem
from symbolic.words.terms import Term, tr


def by_null_forms(goal: Formula, known: Knowledge) -> Theorem:
    """The equation with what the known forms say of its difference."""
    Z = short_difference(goal, known)
    found = list(_vanishing(Z, known))
    if not found:
        raise NotFoundError("no form vanishes on the difference of the sides")
    return known.with_more(found).equation(goal)


def _vanishing(Z: Term, known: Knowledge) -> Iterator[Theorem]:
    """``S Z = 0`` for the forms S of which that is shown."""
    forms = Forms(known)
    for form in forms.forms:
        if known.proof.shape(form.S)[0] == known.proof.shape(Z)[0]:
            try:
                yield _null(form, Z, forms, known)
            except NotFoundError:
                continue


def _null(form: Form, Z: Term, forms: Forms, known: Knowledge) -> Theorem:
    """By ``tr(S Z Z^T) = 0``: S Z Z^T = 0, and (S Z)(S Z)^T = 0."""
    proof = known.proof
    value = tr(Z.T @ form.S @ Z)
    below = SumsOfSquares(known, at_most(value, NONE)).prove()
    whole = proof.parts(forms.product(form, None, Z.T))
    above = proof.order(at_most(NONE, value), [whole[0]], [(1, [0])])
    none = proof.squeeze(value, below, above)
    flat = proof.apply(whole[1], proof.combine(whole[1].conclusion[1], "$0", none))
    SZ = form.S @ Z
    symmetric = known.equation(equal(form.S.T, form.S))
    square = equal(SZ @ SZ.T, proof.zero_like(SZ @ SZ.T))
    shown = proof.combine(
        square, Term("$0") @ form.S + SZ @ Z.T @ Term("$1"), flat, symmetric
    )  # S Z Z^T S^T = S Z Z^T S + S Z Z^T (S^T - S)
    turned = proof.cancel(SZ.T, equal(SZ.T, proof.zero_like(SZ.T)), shown)
    return proof.combine(equal(SZ, proof.zero_like(SZ)), ("T", "$0"), turned)
