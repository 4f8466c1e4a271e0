"""The criterion for a semidefinite Hessian, with what the changed claims share, and its changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from symbolic.algebra.linalg import rank
from symbolic.algebra.matrix import Matrix
from symbolic.networks.classification import Point
from symbolic.networks.conditions import predicted_psd, top_projection
from symbolic.networks.network import LinearNetwork

Holds = Callable[[Point], bool]
Pair = Callable[[LinearNetwork, int, int], bool]


@dataclass(frozen=True)
class Statement:
    """A claim or a change of one; `within` asks the hypotheses of Theorem 2.3."""

    claim: str
    change: str
    holds: Holds
    within: bool = False


def psd(p: Point) -> bool:
    return p.inertia[1] == 0


def if_psd(conclusion: Holds) -> Holds:
    return lambda p: not psd(p) or conclusion(p)


def pairs(n: LinearNetwork) -> list[tuple[int, int]]:
    return list(combinations(n.architecture.layers, 2))


Blocks = Callable[[LinearNetwork, int, int], tuple[Matrix, ...]]


def middle(n: LinearNetwork, i: int, j: int) -> Matrix:
    return n.product(i - 1, j + 1)


def lower(n: LinearNetwork, j: int) -> Matrix:
    return n.V(j) @ n.Y.T


def right(n: LinearNetwork, i: int, j: int) -> tuple[Matrix, ...]:
    return middle(n, i, j), lower(n, j) @ n.A(i)


BLOCKS: dict[str, Blocks] = {
    "without the outer block": lambda n, i, j: (middle(n, i, j),),
    "without the middle block": lambda n, i, j: (lower(n, j) @ n.A(i),),
    "two ranks for the product": lambda n, i, j: (middle(n, i, j), lower(n, j), n.A(i)),
    "two ranks, cut before Y^T": lambda n, i, j: (middle(n, i, j), n.V(j), n.Y.T @ n.A(i)),
    "the upper factor alone": lambda n, i, j: (middle(n, i, j), n.A(i)),
    "the lower factor alone": lambda n, i, j: (middle(n, i, j), lower(n, j)),
    "i and j exchanged": lambda n, i, j: (middle(n, i, j), lower(n, i) @ n.A(j)),
    "the middle longer": lambda n, i, j: (n.product(i, j + 1), lower(n, j) @ n.A(i)),
    "the middle longer below": lambda n, i, j: (n.product(i - 1, j), lower(n, j) @ n.A(i)),
    "X X^T for X Y^T": lambda n, i, j: (middle(n, i, j), n.V(j) @ n.X.T @ n.A(0).T @ n.A(i)),
    "A_{i-1} for A_i": lambda n, i, j: (middle(n, i, j), lower(n, j) @ n.A(i - 1)),
    "the residual for Y": lambda n, i, j: (middle(n, i, j), n.V(j) @ n.r @ n.A(i)),
}


def tight(n: LinearNetwork, blocks: Blocks = right, chosen: Pair = lambda *_: True) -> bool:
    r = rank(n.A(0))
    return all(r in map(rank, blocks(n, i, j)) for j, i in pairs(n) if chosen(n, j, i))


def exactly(predicted: Holds) -> Holds:
    return lambda p: (p.optimal or predicted(p)) == psd(p)


def off_by_one(p: Point) -> bool:
    """Top projection, and a block of rank r + 1 at least."""
    n = p.network
    r = rank(n.A(0)) + 1
    return top_projection(p) and all(r <= max(map(rank, right(n, i, j))) for j, i in pairs(n))


def at_least(p: Point) -> bool:
    """Top projection, and one of the blocks has a rank of at most r: of itself, none has less."""
    n, r = p.network, rank(p.network.A(0))
    return top_projection(p) and all(r >= max(map(rank, right(n, i, j))) for j, i in pairs(n))


def some_pair(p: Point) -> bool:
    n, r = p.network, rank(p.network.A(0))
    return top_projection(p) and any(r in map(rank, right(n, i, j)) for j, i in pairs(n))


CHOSEN: dict[str, Pair] = {
    "for neighbours i = j + 1 only": lambda _n, j, i: i == j + 1,
    "for j = 1 only": lambda _n, j, _i: j == 1,
    "for i = H + 1 only": lambda n, _j, i: i == len(n.W),
    "for (i, j) = (H + 1, 1) only": lambda n, j, i: (j, i) == (1, len(n.W)),
    "not for (i, j) = (H + 1, 1)": lambda n, j, i: (j, i) != (1, len(n.W)),
    "not for j = 1": lambda _n, j, _i: j != 1,
    "not for i = H + 1": lambda n, _j, i: i != len(n.W),
    "not for neighbours": lambda _n, j, i: i != j + 1,
    "for 1 < j < i < H + 1 or none": lambda n, j, i: j > 1 and i < len(n.W),
}  # fmt: skip


def criteria() -> Iterator[Statement]:
    """The criterion, with the empty change, and its changes."""
    yield Statement("second-order", "", lambda p: predicted_psd(p) == psd(p), within=True)
    for change, blocks in BLOCKS.items():
        yield _second_order(change, lambda p, b=blocks: top_projection(p) and tight(p.network, b))
    for change, chosen in CHOSEN.items():
        yield _second_order(
            change, lambda p, c=chosen: top_projection(p) and tight(p.network, right, c)
        )
    yield _second_order("without top projection", lambda p: tight(p.network))
    yield _second_order("without the ranks", top_projection)
    yield _second_order("a rank off by one", off_by_one)
    yield _second_order("both blocks for one", at_least)
    yield _second_order("for some pair", some_pair)


def _second_order(change: str, predicted: Holds) -> Statement:
    return Statement("second-order", change, exactly(predicted), within=True)
