"""What is wrong in print in Appendix A.6 from the eigenvectors on, and what is presupposed.

Where I = {1, .., rank C} is used before it is shown, nothing printed is false, as Lemma 4.6 is
true: what was shown up to that line does not give it, and a network without it shows that.
"""

from __future__ import annotations

from proofs.evidence.expression import (
    Assertion,
    Expression,
    hcat,
    identity,
    letter,
    named,
    number,
    rank,
    vcat,
    zeros,
)
from proofs.evidence.printed import gap, misprint
from proofs.evidence.refutation import Given
from proofs.papers.kawaguchi2016.claims.appendix_a6_misprints import Lines, points
from proofs.papers.kawaguchi2016.claims.contexts import distinct, lemma_4_6, residual_left, spectrum
from proofs.papers.kawaguchi2016.claims.notation import Terms, terms, with_eigenbasis, with_frame
from proofs.papers.kawaguchi2016.theorems.appendix_a6_completed import completed_frame
from proofs.papers.kawaguchi2016.theorems.appendix_a6_eigenvectors import (
    explained_by_eigenvectors,
    framed_blocks,
)
from symbolic.networks.network import LinearNetwork


def chosen(t: Terms) -> int:
    """rank C, the number of columns of U_I."""
    return t.width(t.top - 1) - t.zero_columns


def largest_chosen(t: Terms) -> Expression:
    """I = {1, .., rank C}: what Lemma 4.6 shows."""
    return t.P.equals(letter("U_p") @ letter("U_p").T)


def shown_before(t: Terms) -> tuple[Expression, ...]:
    """What is known before (5) is used: criticality, R(B^T) in R(C^T C) and R(C) = R(U_I)."""
    UI = letter("U_I")
    eigenvectors = (t.Sigma @ UI).equals(UI @ letter("Lambda_I"))
    known = (t.critical, distinct(t), residual_left(t), t.range_condition)
    return *known, *spectrum(t), eigenvectors


def er19(n: LinearNetwork, _: Given) -> Lines:
    """Sigma P = U_I^T Lambda_I U_I."""
    t = terms(n)
    UI = letter("U_I")
    right = UI.T @ letter("Lambda_I") @ UI
    given = (*lemma_4_6(t), residual_left(t), number(1).at_most(rank(t.C)), *t.eigenbasis)
    return [Assertion(given, (t.Sigma @ t.P).equals(right))]


def er20(n: LinearNetwork, _: Given) -> Lines:
    """C G B^T = [U_I, 0] G_2 with G_2 of size d_1, any invertible one: only its size matters."""
    t = terms(n)
    width, G2 = t.width(1), named("G_2", identity(t.width(1)))
    padded = t.padded(letter("U_I"), missing=width - chosen(t))
    given = (*lemma_4_6(t), residual_left(t), *t.frame)
    return [Assertion(given, (t.C @ t.G @ t.Bl.T).equals(padded @ G2))]


def er21(n: LinearNetwork, _: Given) -> Lines:
    """F = G_2^T [I 0; 0 0] Lambda [I 0; 0 0] G_2, the blocks of the sizes that fit."""
    t = terms(n)
    G2, p, d_H, d_y = letter("G_2"), chosen(t), t.width(t.top - 1), t.width(t.top)
    eye = named("[I 0; 0 0]", vcat(hcat(identity(p), zeros(p, d_y - p)), zeros(d_H - p, d_y)))
    given = (*shown_before(t), *t.frame)
    conclusion = t.F.equals(G2.T @ eye @ letter("Lambda") @ eye.T @ G2)
    return [Assertion(given, conclusion, missing=(largest_chosen(t),))]


PRESUPPOSED = (
    "another order of the columns of U than that of line 143, those of U_I first; as U stands,"
    " I = {1, .., rank C}: true (Lemma 4.6), but it is what is being proved"
)
SHOWN = "from what is shown before: W critical, X r != 0, R(B^T) in R(C^T C), R(C) = R(U_I)"

MISPRINTS = (
    misprint(
        "ER19", ("A.6, after the missing passage", 379), "typo",
        "Sigma P = U_I^T Lambda_I U_I", "Sigma P = U_I Lambda_I U_I^T",
        er19, points, explained_by_eigenvectors, extend=with_eigenbasis, kinds=("ill-typed",),
        reading="X r is not 0 there, so rank C < d_y: the sizes never fit",
    ),
    misprint(
        "ER20", ("A.6, simplifying F", 389), "typo",
        "C G B^T = [U_I, 0] G_2 with 0 of d_1 - p columns and G_2 of size d_1",
        "C G B^T = [U_I, 0] G_2 with 0 of d_H - p columns and G_2 of size d_H",
        er20, points, completed_frame, extend=with_frame, kinds=("ill-typed",),
        reading="G_2 any invertible matrix of the printed size; only its size matters",
    ),
    gap(
        "ER21", ("A.6, display for F", 391),
        "F = G_2^T [I 0; 0 0] Lambda [I 0; 0 0] G_2", PRESUPPOSED,
        "F = G_2^T diag(Lambda_I, 0) G_2",
        er21, points, framed_blocks, extend=with_frame,
        reading=SHOWN + "; the blocks of d_H rows and d_y columns, and of d_y and d_H",
    ),
)  # fmt: skip
