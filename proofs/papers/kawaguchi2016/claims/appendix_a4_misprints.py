"""What is misprinted or left out in Appendix A.4, the proof of Lemma 4.4, and how it is mended."""

from __future__ import annotations

from collections.abc import Iterable

from proofs.evidence.expression import (
    Assertion,
    Expression,
    both,
    hcat,
    identity,
    kron,
    named,
    unit,
    vanishes,
    vcat,
    zeros,
)
from proofs.evidence.identities import decide_equation
from proofs.evidence.letters import Letters
from proofs.evidence.printed import misprint
from proofs.evidence.refutation import Given
from proofs.evidence.small_networks import all_networks, critical_points, unit_data
from proofs.papers.kawaguchi2016.claims.lemma_4_3 import LAYOUT
from proofs.papers.kawaguchi2016.claims.notation import Terms, terms, with_inverses
from proofs.papers.kawaguchi2016.theorems.appendix_a1_a4_c1 import (
    product_vanishes,
    projected_kronecker,
    second_term,
)
from proofs.papers.kawaguchi2016.theorems.lemma_4_3 import lemma_4_3_first_row
from symbolic.networks.network import LinearNetwork

Lines = list[Assertion]
POINTS = ("1,1,1:1", "2,1,2:2", "1,2,1:1", "1,1,1,1:1", "2,1,2,2:2", "1,1,2,1:1")
SHAPES = (
    "1,1,1:1", "1,1,2:1", "2,1,1:1", "1,2,1:1", "1,1,1,1:1", "1,2,1,1:1", "1,1,2,1:1",
    "1,1,1,2:1",
)  # fmt: skip


def some_points() -> Iterable[LinearNetwork]:
    """Small critical points."""
    return critical_points(POINTS)


def some_shapes() -> Iterable[LinearNetwork]:
    """A network of ones at each of a few small architectures of different sizes."""
    return all_networks(SHAPES, (1,), unit_data)


def selection(t: Letters, place: int, k: int) -> Expression:
    """The columns of the identity that select the block at a position, where W_k should be."""
    sizes = [t.architecture.weight_size(j) for j in range(t.top, 0, -1)]
    below = sum(sizes[: place - 1])
    width = sizes[place - 1]
    blocks = (zeros(below, width), identity(width), zeros(sum(sizes) - below - width, width))
    return named(f"E_{k}", vcat(*blocks))


def _selected(n: LinearNetwork, place: int, k: int, *given: Expression) -> Assertion:
    """That the block in the row of W_1 and in the column of the given position is (1, k)."""
    t = Letters(n.architecture)
    first, other = selection(t, t.top, 1), selection(t, place, k)
    return Assertion(given, (first.T @ t.hessian @ other).equals(t.block(1, k)), f"k = {k}")


def _printed_blocks(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    return [_selected(n, k, k, t.critical, t.semidefinite) for k in range(2, t.top + 1)]


def _first_block(n: LinearNetwork, _: Given) -> Lines:
    """The blocks (1, k) with the factor B_k W_1 X in the first term."""
    t = Letters(n.architecture)
    found: Lines = []
    for k in range(2, t.top + 1):
        first = kron(t.C.T @ t.A(k), t.B(k) @ t.W(1) @ t.X)
        middle = identity(t.width(k - 1))
        columns = (kron(middle, t.r @ t.A(k) @ unit(t.width(k), s + 1)) for s in range(t.width(k)))
        second = kron(t.B(k).T, t.X) @ hcat(*columns)
        found.append(Assertion((), t.block(1, k).equals(first + second), f"k = {k}"))
    return found


def _projected(n: LinearNetwork, _: Given) -> Lines:
    """I - M_11 (G kron N) with I_{d_y} as the last factor."""
    t = terms(n)
    eye, gram = identity(t.width(1)), t.C.T @ t.C
    left = identity(t.width(1) * t.width(0)) - t.M11 @ kron(t.G, t.N)
    right = kron(eye - gram @ t.G, identity(t.width(t.top)))
    return [Assertion(t.inverses, left.equals(right))]


def _reduced(t: Terms, k: int, bound: int) -> Expression:
    """(B_k^T - C^T C G B_k^T) kron X (r A_k) e_t = 0 for t = 1, .., bound, e_t in R^bound."""
    rest = t.B(k).T - t.C.T @ t.C @ t.G @ t.B(k).T
    column = t.X @ t.r @ t.A(k)
    height, width = t.width(1) * t.width(0), t.width(k - 1)
    return both(
        *(vanishes(kron(rest, column @ unit(bound, s)), height, width) for s in range(1, bound + 1))
    )


def _undefined(n: LinearNetwork, _: Given) -> Lines:
    """The column t of r A_k for t = 1, .., d_y, where d_y > d_k."""
    t = terms(n)
    d_y = t.width(t.top)
    ks = (k for k in range(2, t.top + 1) if d_y > t.width(k))
    given = (t.critical, t.semidefinite, t.inverse_of_gram)
    return [Assertion(given, _reduced(t, k, d_y), f"k = {k}") for k in ks]


ER11 = misprint(
    "ER11", ("A.4, P_k", 317), "typo",
    "P_k = [e_{H+1}, e_k, ..] brings the blocks of W_1 and W_k to the front",
    "P_k = [e_{H+1}, e_{H+2-k}, ..] brings the blocks of W_1 and W_k to the front",
    _printed_blocks, lambda: all_networks(("1,1,1:1",), (1, 2), unit_data),
    lambda settings: decide_equation("repair", LAYOUT, settings),
    reading=(
        "e_i selects the i-th of the blocks, which are ordered W_{H+1}, .., W_1 (line 159); for"
        " k = H+1 the same one twice"
    ),
)  # fmt: skip
ER12 = misprint(
    "ER12", ("A.4, third display", 325), "typo",
    "block (1, k) = C^T A_k kron B_k W_1 X + ..",
    "block (1, k) = C^T A_k kron X (B_k W_1 X)^T + ..",
    _first_block, some_shapes, lemma_4_3_first_row, kinds=("ill-typed",),
)  # fmt: skip
ER13 = misprint(
    "ER13", ("A.4, after the third display", 327), "typo",
    "I - (C^T C kron X X^T)(C^T C kron X X^T)^- = (I_{d_1} - C^T C (C^T C)^-) kron I_{d_y}",
    "the same with I_{d_x} for I_{d_y}",
    _projected, some_shapes, projected_kronecker, extend=with_inverses, kinds=("ill-typed",),
    reading="with (C^T C)^- kron (X X^T)^{-1} on the left; {1}-inverses for ^{-1} (ER15)",
)  # fmt: skip
ER14 = misprint(
    "ER14", ("A.4, fourth display", 333), "typo",
    "(B_k^T - C^T C (C^T C)^- B_k^T) kron X (r A_k)_t = 0 for t = 1, .., d_y",
    "the same for t = 1, .., d_k, which gives R(B_k^T) in R(C^T C) or X r A_k = 0",
    _undefined, lambda: critical_points(("2,1,1,2:2",)), (second_term, product_vanishes),
    extend=with_inverses, kinds=("ill-typed",),
    reading="r A_k has d_k columns: where d_y > d_k there is no column t = d_y",
)  # fmt: skip
