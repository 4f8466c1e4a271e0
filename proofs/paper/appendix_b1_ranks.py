"""Appendix B.1: where the perturbation has to be put to raise a rank (E4 and footnote 6)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product

from proofs.expression import (
    Expression,
    Letters,
    Statement,
    hcat,
    identity,
    letter,
    named,
    number,
    rank,
    vanishes,
    vcat,
    zeros,
)
from proofs.printed import holds_at, misprint
from proofs.refutation import Given
from symbolic import linalg
from symbolic.matrix import Matrix
from symbolic.network import LinearNetwork
from symbolic.rings import rationals

Lines = list[Statement]


def _corner(size: int) -> Matrix:
    """diag(1, .., 1, 0, ..) of size two."""
    ring = rationals()
    return Matrix.build(ring, (2, 2), lambda i, j: ring.one if i == j < size else ring.zero)


def stuck_points() -> Iterator[LinearNetwork]:
    """Networks of four hidden layers of width two, each weight 0, diag(1, 0) or I, W_1 = I."""
    zero, corner, eye = map(_corner, range(3))
    Y = corner + eye
    for weights in product((zero, corner, eye), repeat=4):
        yield LinearNetwork(eye, Y, (eye, *weights))


def _perturbation(network: LinearNetwork, *, repaired: bool) -> Given | None:
    """M for k = 2: a row that the rows of W_2 W_1 do not span, in the first row or in its own."""
    image = network.product(2, 1)
    if not network.A(2).is_zero() or linalg.rank(image) != 1:
        return None
    ring = image.ring
    own = next(i for i, row in enumerate(image.rows) if not any(row))
    missing = next(j for j in range(2) if not any(row[j] for row in image.rows))
    place = own if repaired else 0
    M = Matrix.build(
        ring, (2, 2), lambda i, j: ring.one if (i, j) == (place, missing) else ring.zero
    )
    return {"M": M}


def _placed(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    image, M, two = t.product(2, 1), letter("M"), number(2)
    zero = vanishes(t.A(2), t.width(t.top), t.width(2))
    given = (
        t.critical, t.semidefinite, zero, rank(t.W(1)).equals(two),
        rank(vcat(image, M)).equals(two),
    )  # fmt: skip
    return [Statement(given, two.at_most(rank(image + M)), "k = 2")]


def pairs_of_rows() -> Iterator[LinearNetwork]:
    """Networks whose W_1 has the rows b and v, with entries 0, 1 and -1."""
    ring = rationals()
    one, zero = ring.one, ring.zero
    for entries in product((0, 1, -1), repeat=4):
        a, b, c, d = map(ring.convert, entries)
        weights = Matrix(ring, [[a, b], [c, d]]), Matrix(ring, [[one, zero]])
        yield LinearNetwork(Matrix(ring, [[one], [zero]]), Matrix(ring, [[zero]]), weights)


def with_independent(network: LinearNetwork) -> Given | None:
    """w, independent of the first row: minus the second, or a unit vector."""
    first = network.W[0].rows[0]
    eye = Matrix.identity(network.ring, 2)
    for w in (-network.W[0].row(1), eye.row(0), eye.row(1)):
        if linalg.rank(Matrix(network.ring, [first, *w.rows])) == 2:
            return {"w": w}
    return None


def _footnote(n: LinearNetwork, _: Given, *, repaired: bool) -> Lines:
    t, w = Letters(n.architecture), letter("w")
    b: Expression = named("b", hcat(identity(1), zeros(1, 1)) @ t.W(1))
    v: Expression = named("v", hcat(zeros(1, 1), identity(1)) @ t.W(1))
    given = (rank(vcat(b, w)).equals(number(2)), *((v.T.within(b.T),) if repaired else ()))
    return [Statement(given, rank(vcat(b, v + w)).equals(number(2)))]


E4 = misprint(
    "E4", ("B.1, M_ptb", 553), "false",
    "the new vectors in the first rows of M_ptb make rank(W_k B_k + M_ptb) >= min(p, d_y)",
    "the same with the new vectors in the rows v_i that depend on the others",
    _placed, stuck_points,
    holds_at(_placed, stuck_points, partial(_perturbation, repaired=True)),
    extend=partial(_perturbation, repaired=False),
    reading="k = 2, A_2 = 0, G_2 = I and epsilon = 1",
)  # fmt: skip
T13 = misprint(
    "T13", ("B.1, footnote 6", 499), "gap",
    "v + w is independent of b because w is",
    "v + w is independent of b because w is and v is in the span of b",
    partial(_footnote, repaired=False), pairs_of_rows,
    holds_at(partial(_footnote, repaired=True), pairs_of_rows, with_independent),
    extend=with_independent, reading="one row b, one row v, and w in the place of epsilon v",
)  # fmt: skip
RANKS = (E4, T13)
