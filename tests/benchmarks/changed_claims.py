"""Claims at points, each changed in one place: a rank off by one, a block left out, an order.

The change of a claim is a short text; the empty one stands for the claim itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symbolic.algebra.exact import to_fraction
from symbolic.algebra.linalg import one_inverse, range_included, rank
from symbolic.algebra.matrix import Matrix
from symbolic.networks.classification import Kind, Point
from symbolic.networks.conditions import (
    projection,
    rank_condition,
    residual_vanishes,
    top_projection,
    upper_layers,
)
from symbolic.networks.network import LinearNetwork
from tests.benchmarks.changed_criteria import (
    Holds,
    Pair,
    Statement,
    criteria,
    if_psd,
    lower,
    pairs,
    psd,
)

# Lemma 4.4 for pairs of layers, and the lemma itself.


def for_pairs(condition: Pair) -> Holds:
    return if_psd(lambda p: all(condition(p.network, l, k) for l, k in pairs(p.network)))


def below(n: LinearNetwork, l: int, k: int) -> bool:
    return range_included(n.S(k, l).T, n.A(l).T)


def above(n: LinearNetwork, l: int, k: int) -> bool:
    return range_included(n.S(k, l), n.V(k))


def crossed(n: LinearNetwork, l: int, k: int) -> bool:
    return (n.V(l) @ n.r @ n.A(k)).is_zero()


PAIRS: dict[str, Pair] = {
    "": lambda n, l, k: (below(n, l, k) and above(n, l, k)) or crossed(n, l, k),
    "without the residual": lambda n, l, k: below(n, l, k) and above(n, l, k),
    "without the ranges": crossed,
    "'and' for 'or'": lambda n, l, k: below(n, l, k) and above(n, l, k) and crossed(n, l, k),
    "r A_k for V_l r A_k": lambda n, l, k: (below(n, l, k) and above(n, l, k))
    or (n.r @ n.A(k)).is_zero(),
    "V_l r for V_l r A_k": lambda n, l, k: (below(n, l, k) and above(n, l, k))
    or (n.V(l) @ n.r).is_zero(),
    "A_{k-1} for A_k": lambda n, l, k: (below(n, l, k) and above(n, l, k))
    or (n.V(l) @ n.r @ n.A(k - 1)).is_zero(),
    "V_{l+1} for V_l": lambda n, l, k: (below(n, l, k) and above(n, l, k))
    or (n.V(l + 1) @ n.r @ n.A(k)).is_zero(),
    "ranks equal for ranges": lambda n, l, k: rank(n.S(k, l)) == rank(n.A(l)) or crossed(n, l, k),
    "S = 0 for the ranges": lambda n, l, k: n.S(k, l).is_zero() or crossed(n, l, k),
    "rank S <= rank V_l for the ranges": lambda n, l, k: rank(n.S(k, l)) <= rank(n.A(l - 1))
    or crossed(n, l, k),
    "W_k..W_{l+1} for S": lambda n, l, k: range_included(n.product(k, l + 1), n.V(k + 1))
    or crossed(n, l, k),
    "rank S < rank A_l": lambda n, l, k: rank(n.S(k, l)) < rank(n.A(l)) or crossed(n, l, k),
    "factors' ranks for V_l r A_k": lambda n, l, k: (below(n, l, k) and above(n, l, k))
    or n.V(l).is_zero() or n.A(k).is_zero(),
}  # fmt: skip


def for_layers(condition: Callable[[Point, int], bool]) -> Holds:
    return if_psd(lambda p: all(condition(p, k) for k in upper_layers(p)))


LAYERS: dict[str, Callable[[Point, int], bool]] = {
    "": lambda p, k: rank_condition(p, k) or residual_vanishes(p, k),
    "without the residual": rank_condition,
    "without the ranks": residual_vanishes,
    "> for >=": lambda p, k: rank(p.network.A(k - 1)) > rank(p.network.B(k))
    or residual_vanishes(p, k),
    "a rank off by one": lambda p, k: rank(p.network.A(k - 1)) >= rank(p.network.B(k)) + 1
    or residual_vanishes(p, k),
    "W_{H+1}..W_{k+1} for W_{H+1}..W_k": lambda p, k: rank(p.network.A(k)) <= rank(p.network.B(k))
    or residual_vanishes(p, k),
    "W_k..W_2 for W_{k-1}..W_2": lambda p, k: rank(p.network.A(k - 1))
    >= rank(p.network.product(k, 2)) or residual_vanishes(p, k),
    "= for >=": lambda p, k: rank(p.network.A(k - 1)) == rank(p.network.B(k))
    or residual_vanishes(p, k),
    "X r for X r A_k": lambda p, k: rank_condition(p, k) or (p.network.X @ p.network.r).is_zero(),
    "r A_{k-1} for r A_k": lambda p, k: rank_condition(p, k)
    or (p.network.X @ p.network.r @ p.network.A(k - 1)).is_zero(),
    "the ranks of the layers for those of the products": lambda p, k: rank(p.network.weight(k))
    >= rank(p.network.B(k)),
}  # fmt: skip

# The theorem, and Lemmas 4.2 and 4.6.


def full(p: Point, i: int, j: int, less: int = 0) -> bool:
    """rank(W_i..W_j) = p - less, p the smallest hidden width, where there is such a product."""
    n = p.network
    return i >= j - 1 and rank(n.product(i, j)) == min(n.architecture.widths[1:-1]) - less


def strict(given: Holds) -> Holds:
    return lambda p: p.optimal or not given(p) or p.inertia[1] > 0


def bad(conclusion: Callable[[LinearNetwork], bool]) -> Holds:
    return lambda p: p.kind is not Kind.NON_STRICT_SADDLE or conclusion(p.network)


def zeros(n: LinearNetwork) -> int:
    return sum(W.is_zero() for W in n.W)


THEOREM: dict[str, Holds] = {
    "": strict(lambda p: full(p, len(p.network.W) - 1, 2)),
    "a rank off by one": strict(lambda p: full(p, len(p.network.W) - 1, 2, less=1)),
    "W_H dropped": strict(lambda p: full(p, len(p.network.W) - 2, 2)),
    "W_2 dropped": strict(lambda p: full(p, len(p.network.W) - 1, 3)),
    "W_{H+1}..W_2 nonzero for full rank": strict(lambda p: not p.network.C.is_zero()),
    "W_H..W_2 nonzero for full rank": strict(lambda p: not p.network.B(len(p.network.W)).is_zero()),
    "without full rank": strict(lambda _: True),
    "some layer has full rank": strict(lambda p: any(
        rank(W) == min(p.network.architecture.widths[1:-1]) for W in p.network.W[1:-1])),
    "no layer is zero": strict(lambda p: not zeros(p.network)),
    "at most one layer is zero": strict(lambda p: zeros(p.network) <= 1),
    "no product of neighbours is zero": strict(lambda p: not any(
        p.network.product(k + 1, k).is_zero() for k in range(1, len(p.network.W)))),
    "not global left out": lambda p: not full(p, len(p.network.W) - 1, 2) or p.inertia[1] > 0,
}  # fmt: skip
SADDLES: dict[str, Callable[[LinearNetwork], bool]] = {
    "a bad saddle has W_H..W_2 = 0": lambda n: n.B(len(n.W)).is_zero(),
    "a bad saddle has a zero layer": lambda n: zeros(n) >= 1,
    "a bad saddle has two zero layers": lambda n: zeros(n) >= 2,
    "a bad saddle has W_{H+1}..W_1 = 0": lambda n: n.A(0).is_zero(),
    "a bad saddle has W_1 X Y^T W_{H+1} = 0": lambda n: (lower(n, 2) @ n.A(len(n.W) - 1)).is_zero(),
    "a bad saddle with W_{H+1}..W_1 = 0 has a zero layer": lambda n: (
        not n.A(0).is_zero() or any(W.is_zero() for W in n.W)
    ),
    "a bad saddle has W_1 or W_{H+1} zero": lambda n: n.W[0].is_zero() or n.W[-1].is_zero(),
    "a bad saddle has W_1 X Y^T W_{H+1} = 0 or two zero layers below the last": lambda n: (
        (lower(n, 2) @ n.A(len(n.W) - 1)).is_zero() or sum(W.is_zero() for W in n.W[:-1]) >= 2
    ),
    "a bad saddle has W_{H+1} = 0 or W_1 = 0 or W_1 X Y^T W_{H+1} != 0": lambda n: (
        n.W[0].is_zero() or n.W[-1].is_zero() or not (lower(n, 2) @ n.A(len(n.W) - 1)).is_zero()
    ),
    "a bad saddle has a zero layer below W_{H+1}": lambda n: any(W.is_zero() for W in n.W[:-1]),
}


def solves(p: Point, k: int) -> bool:
    """W_{H+1}..W_1 = P Y X^+, P the projection on the range of A_k."""
    n = p.network
    P = projection(p) if k == 1 else _on_range(n.A(k))
    return n.A(0) @ n.X @ n.X.T == P @ n.Y @ n.X.T


def _on_range(A: Matrix) -> Matrix:
    return A @ one_inverse(A.T @ A) @ A.T


def top(p: Point, more: int) -> bool:
    """The same as `top_projection` with the eigenvalues of one more or one less."""
    value = to_fraction((projection(p) @ p.explained).trace())
    size = rank(p.network.C) + more
    return 0 <= size <= p.explained.shape[0] and p.spectrum.top_sum(size) == value


PROJECTIONS: dict[str, tuple[Holds, bool]] = {
    "": (if_psd(top_projection), True),
    "p off by one": (if_psd(lambda p: top(p, 1)), True),
    "p - 1 for p": (if_psd(lambda p: top(p, -1)), True),
    "without psd": (top_projection, True),
    "psd if top projection": (lambda p: not top_projection(p) or psd(p), True),
}


def statements() -> Iterator[Statement]:
    """The claims, with the empty change, and their changes."""
    for change, pair in PAIRS.items():
        yield Statement("pair-conditions", change, for_pairs(pair))
    for change, layer in LAYERS.items():
        yield Statement("corollary-4.5", change, for_layers(layer))
    yield from criteria()
    for change, holds in THEOREM.items():
        yield Statement("theorem-2.3.iv", change, holds, within=True)
    for change, conclusion in SADDLES.items():
        yield Statement("theorem-2.3.iv", change, bad(conclusion), within=True)
    for change, (holds, within) in PROJECTIONS.items():
        yield Statement("lemma-4.6-strong", change, holds, within)
    yield Statement("lemma-4.2", "", lambda p: solves(p, 1))
    yield Statement("lemma-4.2", "W_{H+1}..W_3 for C", lambda p: solves(p, 2))
    yield Statement("lemma-4.2", "W_{H+1} for C", lambda p: solves(p, len(p.network.W) - 1))
