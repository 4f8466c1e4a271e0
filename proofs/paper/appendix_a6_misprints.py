"""What is wrong in print in Appendix A.6, each with the network where it fails."""

from __future__ import annotations

from collections.abc import Iterable

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
    vanishes,
    vcat,
    zeros,
)
from proofs.paper.appendix_a6_terms import (
    some_inverse,
    terms,
    with_eigenbasis,
    with_frame,
    with_inverses,
)
from proofs.printed import holds_at, misprint
from proofs.refutation import Given
from proofs.small_networks import critical_points
from symbolic.linalg import one_inverse
from symbolic.matrix import Matrix
from symbolic.network import LinearNetwork

NETWORKS = (
    "1,1,1:1", "2,1,2:2", "1,2,1:1", "2,2,2:2", "1,1,1,1:1", "2,1,1,2:2", "2,1,2,2:2",
    "2,2,2,2:2",
)  # fmt: skip
Lines = list[Statement]


REPAIRED = (*NETWORKS[:5], "2,1,2,2:2")
"""Where the repaired lines are decided; `proofs.paper.appendix_a6` does so at more networks."""


def points() -> Iterable[LinearNetwork]:
    """Critical points, hidden units in every order."""
    return critical_points(NETWORKS, relabelled=True)


def some_points() -> Iterable[LinearNetwork]:
    """Fewer of them."""
    return critical_points(REPAIRED)


# The condition on F.


def with_inverse_of_f(network: LinearNetwork) -> Given:
    """A {1}-inverse of F = B W_1 X X^T W_1^T B^T."""
    image = network.product(len(network.W) - 1, 1) @ network.X
    return {"F^-": one_inverse(image @ image.T)}


def _first_condition(n: LinearNetwork, *, repaired: bool) -> Lines:
    t = terms(n)
    d_y, d_H, inverse = t.width(t.top), t.width(t.top - 1), letter("F^-")
    rest = identity(d_y * d_H) - kron(identity(d_y), t.F) @ kron(identity(d_y), inverse)
    block = kron(t.C, t.BW @ t.X @ t.X.T)
    left = rest @ (block + t.E.T) if repaired else rest @ block + t.E.T
    given = (t.critical, t.semidefinite, (t.F @ inverse @ t.F).equals(t.F))
    return [Statement(given, vanishes(left, d_y * d_H, t.width(1) * t.width(0)))]


def er16(n: LinearNetwork, _: Given) -> Lines:
    """The first line as printed: the parenthesis closes too early."""
    return _first_condition(n, repaired=False)


def er16_repaired(n: LinearNetwork, _: Given) -> Lines:
    """The projection applied to the whole block."""
    return _first_condition(n, repaired=True)


def _second_condition(n: LinearNetwork, *, repaired: bool) -> Lines:
    t = terms(n)
    d_y, d_H, inverse = t.width(t.top), t.width(t.top - 1), letter("F^-")
    if repaired:
        rest = kron(identity(d_y), identity(d_H) - t.F @ inverse)
    else:
        rest = kron(identity(d_y), identity(d_H)) - t.F @ inverse
    given = (t.critical, t.semidefinite, (t.F @ inverse @ t.F).equals(t.F))
    return [Statement(given, vanishes(rest @ t.E.T, d_y * d_H, t.width(1) * t.width(0)))]


def er17(n: LinearNetwork, _: Given) -> Lines:
    """I_{d_y} kron I_{d_H} - F F^-, read by the usual precedence."""
    return _second_condition(n, repaired=False)


def er17_repaired(n: LinearNetwork, _: Given) -> Lines:
    """I_{d_y} kron (I_{d_H} - F F^-)."""
    return _second_condition(n, repaired=True)


# Equation (4) and what it is made of.


def _square(n: LinearNetwork, last: Expression) -> Lines:
    t = terms(n)
    given = (t.critical, t.semidefinite, *t.inverses)
    right = kron(t.explained, t.Bl @ t.G @ last)
    return [Statement(given, (t.E.T @ kron(t.G, t.N) @ t.E).equals(right))]


def er18(n: LinearNetwork, _: Given) -> Lines:
    """(4) with B (C^T C)^- B."""
    return _square(n, terms(n).Bl)


def er18_repaired(n: LinearNetwork, _: Given) -> Lines:
    """(4) with B (C^T C)^- B^T."""
    return _square(n, terms(n).Bl.T)


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


def _absorbs(n: LinearNetwork, right: Expression) -> Lines:
    t = terms(n)
    given = (t.critical, t.range_condition, *t.inverses)
    return [Statement(given, (t.C.T @ t.C @ t.G @ t.Bl.T).equals(right))]


def er22(n: LinearNetwork, _: Given) -> Lines:
    """C^T C (C^T C)^- B^T = B."""
    return _absorbs(n, terms(n).Bl)


def er22_repaired(n: LinearNetwork, _: Given) -> Lines:
    """C^T C (C^T C)^- B^T = B^T."""
    return _absorbs(n, terms(n).Bl.T)


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


# Which {1}-inverses may be taken, and when.


def with_two_inverses(network: LinearNetwork) -> Given:
    """Two {1}-inverses of the block (1, 1)."""
    from symbolic.formulas import block

    M = block(network, 1, 1)
    return {"J": one_inverse(M), "K": some_inverse(M)}


def _any_inverse(n: LinearNetwork, *, repaired: bool) -> Lines:
    t = terms(n)
    M11, M12 = t.block(1, 1), t.block(1, t.top)
    J, K = letter("J"), letter("K")
    given = [t.critical, (M11 @ J @ M11).equals(M11), (M11 @ K @ M11).equals(M11)]
    if repaired:
        given.append(M12.within(M11))
    return [Statement(tuple(given), (M12.T @ J @ M12).equals(M12.T @ K @ M12))]


def er26(n: LinearNetwork, _: Given) -> Lines:
    """M_21 M_11^- M_12 is the same for any {1}-inverse."""
    return _any_inverse(n, repaired=False)


def er26_repaired(n: LinearNetwork, _: Given) -> Lines:
    """The same where R(M_12) in R(M_11)."""
    return _any_inverse(n, repaired=True)


def _transposed(n: LinearNetwork, *, repaired: bool) -> Lines:
    t = terms(n)
    gram = t.C.T @ t.C
    given = (t.critical, *t.inverses, *((t.range_condition,) if repaired else ()))
    return [Statement(given, (t.Bl @ t.G @ gram).equals((gram @ t.G @ t.Bl.T).T))]


def er27(n: LinearNetwork, _: Given) -> Lines:
    """B (C^T C)^- C^T C = (C^T C (C^T C)^- B^T)^T without the range condition."""
    return _transposed(n, repaired=False)


def er27_repaired(n: LinearNetwork, _: Given) -> Lines:
    """The same once R(B^T) in R(C^T C)."""
    return _transposed(n, repaired=True)


BOTH = ("ill-typed", "false")
TYPES = ("ill-typed",)

MISPRINTS = (
    misprint(
        "ER16", ("A.6, first display, line 1", 361), "typo",
        "0 = (I - (I kron F)(I kron F)^-)(C kron B W_1 X X^T) + E^T",
        "0 = (I - (I kron F)(I kron F)^-)((C kron B W_1 X X^T) + E^T)",
        er16, points, holds_at(er16_repaired, some_points, with_inverse_of_f),
        extend=with_inverse_of_f,
    ),
    misprint(
        "ER17", ("A.6, first display, lines 2 to 4", 361), "typo",
        "0 = (I_{d_y} kron I_{d_H} - F F^-) E^T",
        "0 = (I_{d_y} kron (I_{d_H} - F F^-)) E^T",
        er17, points, holds_at(er17_repaired, some_points, with_inverse_of_f),
        extend=with_inverse_of_f, kinds=TYPES,
    ),
    misprint(
        "ER18", ("A.6, equation (4)", 375), "false",
        "E^T (G kron N) E = r^T X^T N X r kron B G B",
        "E^T (G kron N) E = r^T X^T N X r kron B G B^T",
        er18, points, holds_at(er18_repaired, some_points, with_inverses),
        extend=with_inverses, kinds=BOTH,
    ),
    misprint(
        "ER19", ("A.6, after the missing passage", 379), "typo",
        "Sigma P = U_I^T Lambda_I U_I", "Sigma P = U_I Lambda_I U_I^T",
        er19, points, holds_at(er19_repaired, some_points, with_eigenbasis),
        extend=with_eigenbasis, kinds=TYPES,
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
        "ER22", ("A.6, simplifying B (C^T C)^- B^T", 393), "typo",
        "C^T C (C^T C)^- B^T = B", "C^T C (C^T C)^- B^T = B^T",
        er22, points, holds_at(er22_repaired, some_points, with_inverses),
        extend=with_inverses, kinds=BOTH,
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
    misprint(
        "ER26", ("A.6, equation (3)", 371), "gap",
        "M_21 M_11^- M_12 for any {1}-inverse of M_11",
        "the same, R(M_12) in R(M_11) being known from M being psd",
        er26, points, holds_at(er26_repaired, some_points, with_two_inverses),
        extend=with_two_inverses, reading="the value does not depend on the {1}-inverse",
    ),
    misprint(
        "ER27", ("A.6, simplifying F", 381), "gap",
        "B (C^T C)^- C^T C = (C^T C (C^T C)^- B^T)^T",
        "the same once R(B^T) in R(C^T C), for every {1}-inverse",
        er27, points, holds_at(er27_repaired, some_points, with_inverses),
        extend=with_inverses,
    ),
)  # fmt: skip

OF_EIGENVECTORS = {"ER19", "ER20", "ER21", "ER23", "ER24", "ER25"}
"""Those that speak of U, Lambda or G_2."""
