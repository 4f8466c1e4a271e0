"""What is wrong in print in Appendix A.6, each with the network where it fails."""

from __future__ import annotations

from collections.abc import Iterable

from proofs.expression import (
    Expression,
    Statement,
    identity,
    kron,
    letter,
    vanishes,
)
from proofs.paper.appendix_a6_terms import (
    some_inverse,
    terms,
    with_inverses,
)
from proofs.printed import holds_at, misprint
from proofs.refutation import Given
from proofs.small_networks import critical_points
from symbolic.linalg import one_inverse
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
        "ER22", ("A.6, simplifying B (C^T C)^- B^T", 393), "typo",
        "C^T C (C^T C)^- B^T = B", "C^T C (C^T C)^- B^T = B^T",
        er22, points, holds_at(er22_repaired, some_points, with_inverses),
        extend=with_inverses, kinds=BOTH,
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
