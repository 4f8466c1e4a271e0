"""What is wrong in print in Appendix A.6 before the eigenvectors, each with a network.

W is a critical point with a psd Hessian there, and after line 367 X r is not 0.
"""

from __future__ import annotations

from collections.abc import Iterable

from proofs.evidence.expression import Assertion, identity, kron, letter, vanishes
from proofs.evidence.printed import misprint
from proofs.evidence.refutation import Given
from proofs.evidence.small_networks import critical_points
from proofs.papers.kawaguchi2016.claims.contexts import lemma_4_6, with_data
from proofs.papers.kawaguchi2016.claims.notation import terms
from proofs.papers.kawaguchi2016.theorems.appendix_a6_schur import projected_blocks
from symbolic.algebra.linalg import one_inverse
from symbolic.networks.network import LinearNetwork

NETWORKS = (
    "1,1,1:1", "2,1,2:2", "1,2,1:1", "2,2,2:2", "1,1,1,1:1", "2,1,1,2:2", "2,1,2,2:2",
    "2,2,2,2:2",
)  # fmt: skip
Lines = list[Assertion]


REPAIRED = (*NETWORKS[:5], "2,1,2,2:2")
"""Where the repaired lines are decided; the claim itself is decided at more networks."""


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


def er16(n: LinearNetwork, _: Given) -> Lines:
    """The first line as printed: the parenthesis closes too early."""
    t = terms(n)
    d_y, d_H, inverse = t.width(t.top), t.width(t.top - 1), letter("F^-")
    rest = identity(d_y * d_H) - kron(identity(d_y), t.F) @ kron(identity(d_y), inverse)
    left = rest @ kron(t.C, t.BW @ t.X @ t.X.T) + t.E.T
    given = (*lemma_4_6(t), (t.F @ inverse @ t.F).equals(t.F))
    return [Assertion(given, vanishes(left, d_y * d_H, t.width(1) * t.width(0)))]


def er17(n: LinearNetwork, _: Given) -> Lines:
    """I_{d_y} kron I_{d_H} - F F^-, read by the usual precedence."""
    t = terms(n)
    d_y, d_H, inverse = t.width(t.top), t.width(t.top - 1), letter("F^-")
    rest = kron(identity(d_y), identity(d_H)) - t.F @ inverse
    given = (*lemma_4_6(t), (t.F @ inverse @ t.F).equals(t.F))
    return [Assertion(given, vanishes(rest @ t.E.T, d_y * d_H, t.width(1) * t.width(0)))]


with_f = with_data(with_inverse_of_f)

MISPRINTS = (
    misprint(
        "ER16", ("A.6, first display, line 1", 361), "typo",
        "0 = (I - (I kron F)(I kron F)^-)(C kron B W_1 X X^T) + E^T",
        "0 = (I - (I kron F)(I kron F)^-)((C kron B W_1 X X^T) + E^T)",
        er16, points, projected_blocks, extend=with_f,
    ),
    misprint(
        "ER17", ("A.6, first display, lines 2 to 4", 361), "typo",
        "0 = (I_{d_y} kron I_{d_H} - F F^-) E^T",
        "0 = (I_{d_y} kron (I_{d_H} - F F^-)) E^T",
        er17, points, projected_blocks, extend=with_f, kinds=("ill-typed",),
    ),
)  # fmt: skip
