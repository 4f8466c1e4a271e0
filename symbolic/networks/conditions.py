"""The conclusions of the paper's lemmas at one point: which hold, and by which alternative.

Each is a statement about ranks and ranges, decided exactly. k counts the layers as in the
paper; see `Point` for what is computed once.
"""

from __future__ import annotations

from itertools import combinations

from symbolic.algebra.exact import to_fraction
from symbolic.algebra.linalg import one_inverse, range_included, rank
from symbolic.algebra.matrix import Matrix
from symbolic.networks.classification import Point


def upper_layers(point: Point) -> range:
    """The layers k = 2, .., H+1, above the first."""
    return range(2, len(point.network.W) + 1)


def residual_vanishes(point: Point, k: int) -> bool:
    """``X r A_k = 0``, the second alternative of Lemma 4.4 and Corollary 4.5."""
    n = point.network
    return (n.X @ n.r @ n.A(k)).is_zero()


def range_condition(point: Point, k: int) -> bool:
    """``R(B_k^T) in R(C^T C)``, the first alternative of Lemma 4.4."""
    n = point.network
    return range_included(n.B(k).T, n.C.T @ n.C)


def rank_condition(point: Point, k: int) -> bool:
    """``rank(W_{H+1}..W_k) >= rank(W_{k-1}..W_2)``, the first alternative of Corollary 4.5."""
    n = point.network
    return rank(n.A(k - 1)) >= rank(n.B(k))


def projection(point: Point, inverse: Matrix | None = None) -> Matrix:
    """``C (C^T C)^- C^T`` for the given {1}-inverse of C^T C, or for one of them."""
    C = point.network.C
    G = one_inverse(C.T @ C) if inverse is None else inverse
    return C @ G @ C.T


def top_projection(point: Point) -> bool:
    """``C (C^T C)^- C^T = U_p U_p^T`` for SOME ordered eigenbasis U of Sigma, p = rank C.

    P is an orthogonal projection of rank p, and tr(P Sigma) is at most the sum of the p
    largest eigenvalues, with equality exactly if its range is spanned by eigenvectors of p
    largest ones (Ky Fan). Where Sigma has distinct eigenvalues, "some" is "the".
    """
    p = rank(point.network.C)
    value = to_fraction((projection(point) @ point.explained).trace())
    return point.spectrum.top_sum(p) == value


def pair_condition(point: Point, l: int, k: int) -> bool:
    """``[R(S^T) in R(A_l^T) and R(S) in R(V_k)] or V_l r A_k = 0``, S = W_{k-1}..W_{l+1}.

    Necessary for a positive semidefinite Hessian for every pair 1 <= l < k <= H+1, at every
    point and for all data; l = 1 is Lemma 4.4.
    """
    n = point.network
    if (n.V(l) @ n.r @ n.A(k)).is_zero():
        return True
    S = n.S(k, l)
    return range_included(S.T, n.A(l).T) and range_included(S, n.V(k))


def all_pair_conditions(point: Point) -> bool:
    """Whether the pair condition holds for every pair of layers."""
    layers = point.network.architecture.layers
    return all(pair_condition(point, l, k) for l, k in combinations(layers, 2))


def complementary_blocks(point: Point, j: int, i: int) -> tuple[Matrix, Matrix]:
    """``W_{i-1}..W_{j+1}`` and ``W_{j-1}..W_1 X Y^T W_{H+1}..W_{i+1}`` of a pair i > j.

    The second is ONE block: its factors can each have a large rank where their product has not.
    """
    n = point.network
    return n.S(i, j), n.V(j) @ n.Y.T @ n.A(i)


def is_tightened(point: Point) -> bool:
    """For all i > j one of the two complementary blocks has the rank r of W_{H+1}..W_1.

    The definition is that of Achour, Malgouyres and Gerchinovitz (JMLR 25(242), 2024).
    """
    r = rank(point.network.A(0))
    pairs = combinations(point.network.architecture.layers, 2)
    return all(r in map(rank, complementary_blocks(point, j, i)) for j, i in pairs)


def predicted_psd(point: Point) -> bool:
    """Whether a critical point's Hessian is PSD, by ranks alone, under Theorem 2.3's hypotheses.

    A global minimum's always is; else exactly if the range of C is spanned by top eigenvectors
    and the point is tightened: the classification of Achour, Malgouyres and Gerchinovitz.
    """
    return point.optimal or (top_projection(point) and is_tightened(point))


def lemma_conclusions(point: Point) -> dict[str, object]:
    """The alternatives of Lemmas 4.4 and 4.6 and of Corollary 4.5 that hold at the point."""
    ks = upper_layers(point)
    residual = {k: residual_vanishes(point, k) for k in ks}
    return {
        "4.4": {f"k={k}": _named(range_condition(point, k), "range", residual[k]) for k in ks},
        "4.5": {f"k={k}": _named(rank_condition(point, k), "rank", residual[k]) for k in ks},
        "4.6": _named(top_projection(point), "projection", residual[len(point.network.W)]),
    }


def _named(first: bool, name: str, residual: bool) -> list[str]:
    """The names of the alternatives that hold; none means that the conclusion fails."""
    return [label for label, holds in ((name, first), ("residual", residual)) if holds]
