"""Two layers of exact critical points, for the theorems about their complementary blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random

from proofs.evidence.instance_inverses import full_rank_factors, inverse, random_one_inverse
from proofs.evidence.instances import Matrix
from proofs.evidence.settings import Settings
from proofs.evidence.stated import Drawn, Tried, Values
from proofs.papers.kawaguchi2016.instances.networks import plain, points
from symbolic.networks.classification import Point


def critical_pairs(rng: Random, settings: Settings) -> Drawn:
    """Critical points with X X^T invertible, seen from two layers W_l and W_k, l < k."""
    yield from _pairs(rng, settings, lambda _: True)


def semidefinite_pairs(rng: Random, settings: Settings) -> Drawn:
    """Those with a psd Hessian."""
    yield from _pairs(rng, settings, lambda point: point.inertia[1] == 0)


def _pairs(
    rng: Random, settings: Settings, good: Callable[[Point], bool]
) -> Iterator[tuple[Values, Tried]]:
    for point in points(settings, rng, good):
        n = point.network
        X = plain(n.X)
        if full_rank_factors(X)[0] < X.m:
            continue
        l = rng.randint(1, len(n.W) - 1)
        k = rng.randint(l + 1, len(n.W))
        parts = {"A": n.A(k), "W": n.weight(k), "B": n.S(k, l), "U": n.weight(l)}
        parts |= {"D": n.product(l - 1, 1), "X": n.X, "Y": n.Y}
        values = {name: plain(part) for name, part in parts.items()}
        yield values | _more(values), _tried(values, rng)


def _more(v: Mapping[str, Matrix]) -> Values:
    """The inverse of X X^T, and the rank of the map."""
    whole = v["A"] @ v["W"] @ v["B"] @ v["U"] @ v["D"]
    return {"N": inverse(v["X"] @ v["X"].T), "r": full_rank_factors(whole)[0]}


def _tried(v: Mapping[str, Matrix], rng: Random) -> Tried:
    """Factors of the map and of both blocks, and what shows the two inclusions."""
    A, W, B, U, D, X = (v[name] for name in "AWBUDX")
    C, V = A @ W @ B, D @ X
    outer, S = V @ v["Y"].T @ A, B @ U @ V
    factors = [full_rank_factors(M) for M in (C @ U @ D, B, outer)]
    tried = {name: [f[place] for f in factors] for place, name in enumerate("PQLR", 1)}
    first = random_one_inverse(C.T @ C, rng) @ B.T
    second = S.T @ random_one_inverse(S @ S.T, rng).T @ B
    return {**tried, "Z": [first, second]}
