"""What is wrong in print in A.6 where it speaks of eigenvectors: U, Lambda and G_2."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from proofs.expression import (
    Expression,
    Statement,
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
from proofs.paper.appendix_a6_misprints import BOTH, TYPES, Lines, points, some_points
from proofs.paper.appendix_a6_terms import terms, with_eigenbasis, with_frame, with_inverses
from proofs.printed import holds_at, misprint
from proofs.refutation import Given
from symbolic.matrix import Matrix
from symbolic.network import LinearNetwork
from symbolic.rings import rational_matrix


def er19(n: LinearNetwork, _: Given) -> Lines:
    """Sigma P = U_I^T Lambda_I U_I."""
    t = terms(n)
    UI = letter("U_I")
    right = UI.T @ letter("Lambda_I") @ UI
    given = (t.critical, number(1).at_most(rank(t.C)), *t.eigenbasis)
    return [Statement(given, (t.Sigma @ t.P).equals(right))]


def er19_repaired(n: LinearNetwork, _: Given) -> Lines:
    """Sigma P = U_I Lambda_I U_I^T."""
    t = terms(n)
    UI = letter("U_I")
    right = UI @ letter("Lambda_I") @ UI.T
    return [Statement((t.critical, *t.eigenbasis), (t.Sigma @ t.P).equals(right))]


def er20(n: LinearNetwork, _: Given) -> Lines:
    """C G B^T = [U_I, 0] G_2 with G_2 of size d_1, any invertible one: only its size matters."""
    t = terms(n)
    width, G2 = t.width(1), named("G_2", identity(t.width(1)))
    p = t.width(t.top - 1) - t.zero_columns
    padded = t.padded(letter("U_I"), missing=width - p)
    return [Statement((t.critical, *t.frame), (t.C @ t.G @ t.Bl.T).equals(padded @ G2))]


def er20_repaired(n: LinearNetwork, _: Given) -> Lines:
    """C G B^T = [U_I, 0] G_2 with G_2 of size d_H."""
    t = terms(n)
    given = (t.critical, *t.frame[:-1])
    return [Statement(given, t.frame[-1])]


def _frame_display(n: LinearNetwork, *, repaired: bool) -> Lines:
    t = terms(n)
    G2, size = letter("G_2"), t.width(t.top - 1)
    p = size - t.zero_columns
    eye = t.corner(identity(p), p, size)
    core = t.corner(letter("Lambda_I"), p, size) if repaired else eye @ letter("Lambda") @ eye
    given = (t.critical, t.range_condition, *t.frame)
    return [Statement(given, t.F.equals(G2.T @ core @ G2))]


def er21(n: LinearNetwork, _: Given) -> Lines:
    """F = G_2^T diag(I, 0) Lambda diag(I, 0) G_2."""
    return _frame_display(n, repaired=False)


def er21_repaired(n: LinearNetwork, _: Given) -> Lines:
    """F = G_2^T diag(Lambda_I, 0) G_2."""
    return _frame_display(n, repaired=True)


def _remainder(n: LinearNetwork, basis: str) -> Lines:
    t = terms(n)
    U = letter(basis)
    right = t.Sigma - U @ letter("Lambda_I") @ U.T
    return [Statement((t.critical, *t.eigenbasis), t.explained.equals(right))]


def er23(n: LinearNetwork, _: Given) -> Lines:
    """r^T X^T N X r = Sigma - U_p Lambda_I U_p^T."""
    return _remainder(n, "U_p")


def er23_repaired(n: LinearNetwork, _: Given) -> Lines:
    """r^T X^T N X r = Sigma - U_I Lambda_I U_I^T."""
    return _remainder(n, "U_I")


# The congruence.


def er24(n: LinearNetwork, _: Given) -> Lines:
    """U^T (I - U_I U_I^T) U = I - diag(I, 0)."""
    t = terms(n)
    d_y, UI = t.width(t.top), letter("U_I")
    p = t.width(t.top - 1) - t.zero_columns
    eye, U = identity(d_y), letter("U")
    left = U.T @ (eye - UI @ UI.T) @ U
    return [
        Statement((t.critical, *t.eigenbasis), left.equals(eye - t.corner(identity(p), p, d_y)))
    ]


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
    d_y, UI = t.width(t.top), letter("U_I")
    p = t.width(t.top - 1) - t.zero_columns
    eye, U = identity(d_y), letter("U~")
    left = U.T @ (eye - UI @ UI.T) @ U
    return [
        Statement((t.critical, *t.eigenbasis), left.equals(eye - t.corner(identity(p), p, d_y)))
    ]


def _congruent(n: LinearNetwork, more: Given, *, repaired: bool) -> Lines:
    t = terms(n)
    d_y, d_H, G2 = t.width(t.top), t.width(t.top - 1), letter("G_2")
    p = d_H - t.zero_columns
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
    given = (t.critical, number(1).at_most(rank(t.C)), t.range_condition, *t.frame, inverse)
    size = d_H if repaired else p
    right = _stacked(blocks, size, p * d_H, square=repaired)
    return [Statement(given, (change.T @ left @ change).equals(right))]


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
    from symbolic.linalg import solve

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


# Bases U that are rotations.

TRIPLES = ((1, 0, 1), (0, 1, 1), (3, 4, 5), (4, 3, 5), (5, 12, 13))


def _rotations() -> Iterator[Matrix]:
    """[a -b; b a] / c for a^2 + b^2 = c^2."""
    for a, b, c in TRIPLES:
        yield rational_matrix([[a, -b], [b, a]]) * Fraction(1, c)


def turned_points() -> Iterator[LinearNetwork]:
    """X = I and W_1 = Y = U diag(2, 1) U^T with a rotation U, W_2 = I."""
    eye, values = rational_matrix([[1, 0], [0, 1]]), rational_matrix([[2, 0], [0, 1]])
    for U in _rotations():
        Y = U @ values @ U.T
        yield LinearNetwork(eye, Y, (Y, eye))


def with_turned_basis(network: LinearNetwork) -> Given | None:
    """The rotation as U = U_I, and Lambda = diag(4, 1), for these networks."""
    known = with_inverses(network)
    for U in _rotations():
        values = U.T @ network.Y @ network.Y.T @ U
        if known is not None and values == rational_matrix([[4, 0], [0, 1]]):
            return known | {"U": U, "Lambda": values, "U_I": U, "Lambda_I": values}
    return None


EIGENVECTOR_MISPRINTS = (
    misprint(
        "ER19", ("A.6, after the missing passage", 379), "typo",
        "Sigma P = U_I^T Lambda_I U_I", "Sigma P = U_I Lambda_I U_I^T",
        er19, points, holds_at(er19_repaired, some_points, with_eigenbasis),
        extend=with_eigenbasis, kinds=TYPES,
    ),
    misprint(
        "ER19b", ("A.6, after the missing passage", 379), "false",
        "Sigma P = U_I^T Lambda_I U_I", "Sigma P = U_I Lambda_I U_I^T",
        er19, turned_points, holds_at(er19_repaired, turned_points, with_turned_basis),
        extend=with_turned_basis, reading="where both products exist: rank C = d_y",
    ),
    misprint(
        "ER20", ("A.6, simplifying F", 389), "false",
        "C G B^T = [U_I, 0] G_2 with 0 of d_1 - p columns and G_2 of size d_1",
        "C G B^T = [U_I, 0] G_2 with 0 of d_H - p columns and G_2 of size d_H",
        er20, points, holds_at(er20_repaired, some_points, with_frame),
        extend=with_frame, kinds=TYPES,
        reading="G_2 any invertible matrix of the printed size; only its size matters",
    ),
    misprint(
        "ER21", ("A.6, display for F", 391), "false",
        "F = G_2^T diag(I, 0) Lambda diag(I, 0) G_2", "F = G_2^T diag(Lambda_I, 0) G_2",
        er21, points, holds_at(er21_repaired, some_points, with_frame),
        extend=with_frame, kinds=BOTH,
    ),
    misprint(
        "ER23", ("A.6, putting results together", 399), "false",
        "r^T X^T N X r = Sigma - U_p Lambda_I U_p^T",
        "r^T X^T N X r = Sigma - U_I Lambda_I U_I^T",
        er23, points, holds_at(er23_repaired, some_points, with_eigenbasis), extend=with_eigenbasis,
    ),
    misprint(
        "ER24", ("A.6, Sylvester's law", 403), "false",
        "U^T (I - U_I U_I^T) U = I - diag(I_p, 0)",
        "the same with [U_I, the other columns of U] for U",
        er24, points, holds_at(er24_repaired, some_points, with_arranged), extend=with_eigenbasis,
    ),
    misprint(
        "ER25", ("A.6, last matrix", 403), "copy artefact",
        "(5) is congruent to an array of d_y - p + 1 rows and d_y - p columns of blocks",
        "(5) is congruent to diag(0, diag(Lambda_I - lambda_j I_p, 0) for j not in I)",
        er25, points, holds_at(er25_repaired, some_points, with_inverse_frame),
        extend=with_inverse_frame, kinds=TYPES,
        reading="the zero row of p d_H rows, then the blocks Lambda_I - lambda_j I_p as printed",
    ),
)  # fmt: skip
