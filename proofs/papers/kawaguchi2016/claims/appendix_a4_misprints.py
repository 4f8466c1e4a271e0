"""What is misprinted or left out in Appendix A.4, the proof of Lemma 4.4, and how it is mended."""

from __future__ import annotations

from collections.abc import Iterable

from proofs.evidence.expression import (
    Assertion,
    Expression,
    both,
    either,
    hcat,
    identity,
    kron,
    named,
    number,
    rank,
    unit,
    vanishes,
    vcat,
    zeros,
)
from proofs.evidence.letters import Letters
from proofs.evidence.printed import gap, holds_at, misprint
from proofs.evidence.refutation import Given
from proofs.evidence.small_networks import all_networks, critical_points, unit_data
from proofs.papers.kawaguchi2016.claims.notation import Terms, terms, with_inverses
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


def _printed_order(n: LinearNetwork, _: Given) -> Lines:
    """The columns e_{H+1}, e_k of P_k, and what they select."""
    t = Letters(n.architecture)
    found: Lines = []
    for k in range(2, t.top + 1):
        pair = hcat(unit(t.top, t.top), unit(t.top, k))
        found.append(Assertion((), rank(pair).equals(number(2)), f"k = {k}"))
    return found


def _selected(n: LinearNetwork, place: int, k: int, *, printed: bool = False) -> Assertion:
    t = Letters(n.architecture)
    first, other = selection(t, t.top, 1), selection(t, place, k)
    given = (t.critical, t.semidefinite) if printed else ()
    return Assertion(given, (first.T @ t.hessian @ other).equals(t.block(1, k)), f"k = {k}")


def _printed_blocks(n: LinearNetwork, _: Given) -> Lines:
    top = len(n.W)
    return [_selected(n, k, k, printed=True) for k in range(2, top)]


def _true_blocks(n: LinearNetwork, _: Given) -> Lines:
    top = len(n.W)
    return [_selected(n, top + 1 - k, k) for k in range(2, top + 1)]


def _first_block(n: LinearNetwork, *, printed: bool) -> Lines:
    t = Letters(n.architecture)
    found: Lines = []
    for k in range(2, t.top + 1):
        column = t.B(k) @ t.W(1) @ t.X
        first = kron(t.C.T @ t.A(k), column if printed else t.X @ column.T)
        middle = identity(t.width(k - 1))
        columns = (kron(middle, t.r @ t.A(k) @ unit(t.width(k), s + 1)) for s in range(t.width(k)))
        second = kron(t.B(k).T, t.X) @ hcat(*columns)
        found.append(Assertion((), t.block(1, k).equals(first + second), f"k = {k}"))
    return found


def _projected(n: LinearNetwork, *, printed: bool) -> Lines:
    t = terms(n)
    eye, gram = identity(t.width(1)), t.C.T @ t.C
    left = identity(t.width(1) * t.width(0)) - t.M11 @ kron(t.G, t.N)
    last = identity(t.width(t.top if printed else 0))
    return [Assertion(t.inverses, left.equals(kron(eye - gram @ t.G, last)))]


def _reduced(t: Terms, k: int, bound: int, size: int) -> Expression:
    """(B_k^T - C^T C G B_k^T) kron X (r A_k) e_t = 0 for t = 1, .., bound, e_t in R^size."""
    rest = t.B(k).T - t.C.T @ t.C @ t.G @ t.B(k).T
    column = t.X @ t.r @ t.A(k)
    height, width = t.width(1) * t.width(0), t.width(k - 1)
    return both(
        *(vanishes(kron(rest, column @ unit(size, s)), height, width) for s in range(1, bound + 1))
    )


def _implied(n: LinearNetwork, *, printed: bool) -> Lines:
    """The implication, for t up to d_y as printed (where d_y <= d_k) or up to d_k."""
    t = terms(n)
    found: Lines = []
    for k in range(2, t.top + 1):
        width = t.width(k)
        bound = min(t.width(t.top), width) if printed else width
        included = t.B(k).T.within(t.C.T @ t.C)
        zero = vanishes(t.X @ t.r @ t.A(k), t.width(0), width)
        given = (t.inverse_of_gram, _reduced(t, k, bound, width))
        rest = (_reduced(t, k, width, width),) if bound < width else ()
        if rest or not printed:
            found.append(Assertion(given, either(included, zero), f"k = {k}", rest))
    return found


def _undefined(n: LinearNetwork, _: Given) -> Lines:
    """The column t of r A_k for t = 1, .., d_y, where d_y > d_k."""
    t = terms(n)
    d_y = t.width(t.top)
    ks = (k for k in range(2, t.top + 1) if d_y > t.width(k))
    given = (t.critical, t.semidefinite, t.inverse_of_gram)
    return [Assertion(given, _reduced(t, k, d_y, d_y), f"k = {k}") for k in ks]


def _inverse(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    size = t.width(1) * t.width(0)
    given = (t.critical, t.semidefinite, t.inverse_of_data)
    return [Assertion(given, rank(t.block(1, 1)).equals(number(size)))]


def _by_inverse(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    M, J = t.M11, kron(t.G, t.N)
    ks = range(2, t.top + 1)
    size = t.width(1) * t.width(0)
    found: Lines = []
    for k in ks:
        zero = vanishes((identity(size) - M @ J) @ t.block(1, k), size, t.width(k) * t.width(k - 1))
        included = t.block(1, k).within(M)
        found += [
            Assertion((*t.inverses, included), zero, f"k = {k}"),
            Assertion((*t.inverses, zero), included, f"k = {k}, back"),
        ]
    return found


ER11 = (
    misprint(
        "ER11", ("A.4, P_k", 317), "false", "P_k = [e_{H+1}, e_k, ..] is a permutation matrix",
        "P_k selects the block columns H+1 and H+2-k",
        _printed_order, some_shapes, holds_at(_true_blocks, some_shapes),
    ),
    misprint(
        "ER11b", ("A.4, P_k", 317), "false", "the columns H+1 and k of P_k select W_1 and W_k",
        "the columns H+1 and H+2-k of P_k select W_1 and W_k",
        _printed_blocks, lambda: all_networks(("1,1,1,1,1:1",), (1, 2), unit_data),
        holds_at(_true_blocks, some_shapes),
        reading="at a critical point with a psd Hessian, as in all of A.4",
    ),
)  # fmt: skip
ER12 = misprint(
    "ER12", ("A.4, third display", 325), "false",
    "block (1, k) = C^T A_k kron B_k W_1 X + ..",
    "block (1, k) = C^T A_k kron X (B_k W_1 X)^T + ..",
    lambda n, _: _first_block(n, printed=True), some_shapes,
    holds_at(lambda n, _: _first_block(n, printed=False), some_shapes), kinds=("ill-typed",),
)  # fmt: skip
ER13 = misprint(
    "ER13", ("A.4, after the third display", 327), "false",
    "I - (C^T C kron X X^T)(C^T C kron X X^T)^{-1} = (I_{d_1} - C^T C (C^T C)^{-1}) kron I_{d_y}",
    "the same with I_{d_x} for I_{d_y}",
    lambda n, _: _projected(n, printed=True), some_shapes,
    holds_at(lambda n, _: _projected(n, printed=False), some_points, with_inverses),
    extend=with_inverses, kinds=("ill-typed",),
    reading="X X^T invertible, and {1}-inverses for ^{-1} (ER15)",
)  # fmt: skip
ER14 = (
    gap(
        "ER14", ("A.4, fourth display", 333),
        "(B_k^T - C^T C (C^T C)^{-1} B_k^T) kron X (r A_k)_t = 0 for t = 1, .., d_y implies"
        " R(B_k^T) in R(C^T C) or X r A_k = 0",
        "the same for t = d_y + 1, .., d_k, which a psd Hessian gives as well",
        "the same for t = 1, .., d_k",
        lambda n, _: _implied(n, printed=True), lambda: all_networks(SHAPES, (0, 1), unit_data),
        holds_at(lambda n, _: _implied(n, printed=False), some_points, with_inverses),
        extend=with_inverses,
        reading="the implication by itself, where d_y < d_k, with (C^T C)^- (ER15)",
    ),
    misprint(
        "ER14b", ("A.4, fourth display", 333), "false",
        "the column t of r A_k for t = 1, .., d_y", "the column t of r A_k for t = 1, .., d_k",
        _undefined, lambda: critical_points(("2,1,1,2:2",)),
        holds_at(lambda n, _: _implied(n, printed=False), some_points, with_inverses),
        extend=with_inverses, kinds=("ill-typed",), reading="where d_y > d_k",
    ),
)  # fmt: skip
ER15 = misprint(
    "ER15", ("A.4, range inclusion", 323), "copy artefact",
    "R(M') in R(M) if and only if (I - M M^{-1}) M' = 0, M = C^T C kron X X^T",
    "the same with M^-", _inverse, some_points,
    holds_at(_by_inverse, some_points, with_inverses), extend=with_inverses,
    reading="M is invertible at a critical point with a psd Hessian",
)  # fmt: skip
