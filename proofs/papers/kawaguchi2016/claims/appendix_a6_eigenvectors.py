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
    kron,
    letter,
    named,
    number,
    rank,
    scale,
    vcat,
    zeros,
)
from proofs.evidence.printed import gap, holds_at, misprint
from proofs.evidence.refutation import Given
from proofs.papers.kawaguchi2016.claims.appendix_a6_misprints import Lines, points, some_points
from proofs.papers.kawaguchi2016.claims.contexts import distinct, lemma_4_6, residual_left, spectrum
from proofs.papers.kawaguchi2016.claims.notation import Terms, terms, with_eigenbasis, with_frame
from symbolic.algebra.matrix import Matrix
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


def er19_repaired(n: LinearNetwork, _: Given) -> Lines:
    """Sigma P = U_I Lambda_I U_I^T."""
    t = terms(n)
    UI = letter("U_I")
    right = UI @ letter("Lambda_I") @ UI.T
    return [Assertion((t.critical, *t.eigenbasis), (t.Sigma @ t.P).equals(right))]


def er20(n: LinearNetwork, _: Given) -> Lines:
    """C G B^T = [U_I, 0] G_2 with G_2 of size d_1, any invertible one: only its size matters."""
    t = terms(n)
    width, G2 = t.width(1), named("G_2", identity(t.width(1)))
    padded = t.padded(letter("U_I"), missing=width - chosen(t))
    given = (*lemma_4_6(t), residual_left(t), *t.frame)
    return [Assertion(given, (t.C @ t.G @ t.Bl.T).equals(padded @ G2))]


def er20_repaired(n: LinearNetwork, _: Given) -> Lines:
    """C G B^T = [U_I, 0] G_2 with G_2 of size d_H."""
    t = terms(n)
    given = (t.critical, *t.frame[:-1])
    return [Assertion(given, t.frame[-1])]


def er21(n: LinearNetwork, _: Given) -> Lines:
    """F = G_2^T [I 0; 0 0] Lambda [I 0; 0 0] G_2, the blocks of the sizes that fit."""
    t = terms(n)
    G2, p, d_H, d_y = letter("G_2"), chosen(t), t.width(t.top - 1), t.width(t.top)
    eye = named("[I 0; 0 0]", vcat(hcat(identity(p), zeros(p, d_y - p)), zeros(d_H - p, d_y)))
    given = (*shown_before(t), *t.frame)
    conclusion = t.F.equals(G2.T @ eye @ letter("Lambda") @ eye.T @ G2)
    return [Assertion(given, conclusion, missing=(largest_chosen(t),))]


def er21_repaired(n: LinearNetwork, _: Given) -> Lines:
    """F = G_2^T diag(Lambda_I, 0) G_2."""
    t = terms(n)
    core = t.corner(letter("Lambda_I"), chosen(t), t.width(t.top - 1))
    given = (t.critical, t.range_condition, *t.frame)
    return [Assertion(given, t.F.equals(letter("G_2").T @ core @ letter("G_2")))]


def _remainder(t: Terms, U: Expression) -> Expression:
    return t.explained.equals(t.Sigma - U @ letter("Lambda_I") @ U.T)


def er23(n: LinearNetwork, _: Given) -> Lines:
    """r^T X^T N X r = Sigma - U_p Lambda_I U_p^T."""
    t = terms(n)
    given = (*shown_before(t), *t.eigenbasis)
    return [Assertion(given, _remainder(t, letter("U_p")), missing=(largest_chosen(t),))]


def er23_repaired(n: LinearNetwork, _: Given) -> Lines:
    """r^T X^T N X r = Sigma - U_I Lambda_I U_I^T."""
    t = terms(n)
    return [Assertion((t.critical, *t.eigenbasis), _remainder(t, letter("U_I")))]


# The congruence.


def _arranged(t: Terms, U: Expression) -> Expression:
    """U^T (I - U_I U_I^T) U = I - diag(I_p, 0)."""
    d_y, UI, p = t.width(t.top), letter("U_I"), chosen(t)
    eye = identity(d_y)
    return (U.T @ (eye - UI @ UI.T) @ U).equals(eye - t.corner(identity(p), p, d_y))


def er24(n: LinearNetwork, _: Given) -> Lines:
    """U^T (I - U_I U_I^T) U = I - diag(I, 0)."""
    t = terms(n)
    given = (*shown_before(t), *t.eigenbasis)
    return [Assertion(given, _arranged(t, letter("U")), missing=(largest_chosen(t),))]


def with_arranged(network: LinearNetwork) -> Given | None:
    """[U_I, the other columns of U], and the two groups of eigenvalues."""
    known = with_frame(network)
    if known is None:
        return None
    size, UI, Lambda = known["U"].shape[0], known["U_I"], known["Lambda"]
    inside = [i for i in range(size) if any(UI.rows[i])]
    outside = [i for i in range(size) if i not in inside]
    order = [*inside, *outside]
    ring = UI.ring
    arranged = Matrix.build(
        ring, (size, size), lambda i, j: ring.one if i == order[j] else ring.zero
    )
    rest = Matrix.build(
        ring, (len(outside),) * 2,
        lambda i, j: Lambda[outside[i], outside[i]] if i == j else ring.zero,
    )  # fmt: skip
    return known | {"U~": arranged, "Lambda_-I": rest}


def er24_repaired(n: LinearNetwork, _: Given) -> Lines:
    """With U~ = [U_I, the others] in the place of U."""
    t = terms(n)
    return [Assertion((t.critical, *t.eigenbasis), _arranged(t, letter("U~")))]


def _congruent(n: LinearNetwork, more: Given, *, repaired: bool) -> Lines:
    t = terms(n)
    d_y, d_H, G2 = t.width(t.top), t.width(t.top - 1), letter("G_2")
    p = chosen(t)
    left = kron(identity(d_y) - t.P, t.F) - kron(t.explained, t.Bl @ t.G @ t.Bl.T)
    change = kron(letter("U~"), letter("G_2^-1"))
    rest = more["Lambda_-I"]
    values = [number(rest[j, j]) for j in range(rest.shape[0])]
    if not values:  # every eigenvector is chosen: there is nothing to arrange
        return []
    core = letter("Lambda_I")
    shifted = [core - scale(value, identity(p)) for value in values]
    blocks = [t.corner(block, p, d_H) for block in shifted] if repaired else shifted
    inverse = (G2 @ letter("G_2^-1")).equals(identity(d_H))
    given = (number(1).at_most(rank(t.C)), t.range_condition, *t.frame, inverse)
    given = (t.critical, *given) if repaired else (*lemma_4_6(t), residual_left(t), *given)
    size = d_H if repaired else p
    right = _stacked(blocks, size, p * d_H, square=repaired)
    return [Assertion(given, (change.T @ left @ change).equals(right))]


def _stacked(blocks: list[Expression], size: int, head: int, *, square: bool) -> Expression:
    """The blocks on a diagonal below `head` zero rows; beside as many zero columns if square."""
    count = len(blocks)
    side = head if square else 0
    rows = [zeros(head, side + size * count)]
    for i, block in enumerate(blocks):
        left, right = zeros(size, side + size * i), zeros(size, size * (count - 1 - i))
        rows.append(hcat(left, block, right))
    return vcat(*rows)


def with_inverse_frame(network: LinearNetwork) -> Given | None:
    """The inverse of G_2 too."""
    from symbolic.algebra.linalg import solve

    known = with_arranged(network)
    if known is None:
        return None
    G2 = known["G_2"]
    return known | {"G_2^-1": solve(G2, Matrix.identity(G2.ring, G2.shape[0]))}


def er25(n: LinearNetwork, more: Given) -> Lines:
    """The last matrix with a row of zero blocks and no column of them."""
    return _congruent(n, more, repaired=False)


def er25_repaired(n: LinearNetwork, more: Given) -> Lines:
    """diag(0, diag(Lambda_I - lambda_j I, 0) for j not in I)."""
    return _congruent(n, more, repaired=True)


PRESUPPOSED = "I = {1, .., rank C}: true (Lemma 4.6), but it is what is being proved"
SHOWN = "from what is shown before: W critical, X r != 0, R(B^T) in R(C^T C), R(C) = R(U_I)"

MISPRINTS = (
    misprint(
        "ER19", ("A.6, after the missing passage", 379), "typo",
        "Sigma P = U_I^T Lambda_I U_I", "Sigma P = U_I Lambda_I U_I^T",
        er19, points, holds_at(er19_repaired, some_points, with_eigenbasis),
        extend=with_eigenbasis, kinds=("ill-typed",),
        reading="X r is not 0 there, so rank C < d_y: the sizes never fit",
    ),
    misprint(
        "ER20", ("A.6, simplifying F", 389), "false",
        "C G B^T = [U_I, 0] G_2 with 0 of d_1 - p columns and G_2 of size d_1",
        "C G B^T = [U_I, 0] G_2 with 0 of d_H - p columns and G_2 of size d_H",
        er20, points, holds_at(er20_repaired, some_points, with_frame),
        extend=with_frame, kinds=("ill-typed",),
        reading="G_2 any invertible matrix of the printed size; only its size matters",
    ),
    gap(
        "ER21", ("A.6, display for F", 391),
        "F = G_2^T [I 0; 0 0] Lambda [I 0; 0 0] G_2", PRESUPPOSED,
        "F = G_2^T diag(Lambda_I, 0) G_2",
        er21, points, holds_at(er21_repaired, some_points, with_frame), extend=with_frame,
        reading=SHOWN + "; the blocks of d_H rows and d_y columns, and of d_y and d_H",
    ),
    gap(
        "ER23", ("A.6, putting results together", 399),
        "r^T X^T N X r = Sigma - U_p Lambda_I U_p^T", PRESUPPOSED,
        "r^T X^T N X r = Sigma - U_I Lambda_I U_I^T",
        er23, points, holds_at(er23_repaired, some_points, with_eigenbasis),
        extend=with_eigenbasis, reading=SHOWN,
    ),
    gap(
        "ER24", ("A.6, Sylvester's law", 403),
        "U^T (I - U_I U_I^T) U = I - diag(I_p, 0)", PRESUPPOSED,
        "the same with [U_I, the other columns of U] for U",
        er24, points, holds_at(er24_repaired, some_points, with_arranged),
        extend=with_eigenbasis, reading=SHOWN,
    ),
    misprint(
        "ER25", ("A.6, last matrix", 403), "copy artefact",
        "(5) is congruent to an array of d_y - p + 1 rows and d_y - p columns of blocks",
        "(5) is congruent to diag(0, diag(Lambda_I - lambda_j I_p, 0) for j not in I)",
        er25, points, holds_at(er25_repaired, some_points, with_inverse_frame),
        extend=with_inverse_frame, kinds=("ill-typed",),
        reading="the zero row of p d_H rows, then the blocks Lambda_I - lambda_j I_p as printed",
    ),
)  # fmt: skip
