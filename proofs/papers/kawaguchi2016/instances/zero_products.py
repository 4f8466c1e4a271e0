"""Where the steps of Appendices B.2, B.3 and C.1 are evaluated: some product of layers is zero."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from proofs.evidence.instance_inverses import full_rank_factors, inverse, moore_penrose
from proofs.evidence.instances import Matrix, eye, random_matrix
from proofs.evidence.settings import Settings
from proofs.evidence.stated import Drawn, Tried, Values
from proofs.papers.kawaguchi2016.instances.networks import INDICES, network, plain, points
from symbolic.networks.classification import Point

ANGLES = [(3, 4, 5), (5, 12, 13), (1, 0, 1)]


def rotation(rng: Random) -> Matrix:
    """A rotation of the plane with rational entries."""
    a, b, c = rng.choice(ANGLES)
    rows = [[Fraction(a, c), Fraction(-b, c)], [Fraction(b, c), Fraction(a, c)]]
    return Matrix(rows, 2, 2)


def eigenvectors(rng: Random, _: Settings) -> Drawn:
    """Sigma = Q D^2 Q^T for a rotation Q, as X is square and Y = Q D; U has columns of Q."""
    while True:
        X = random_matrix(rng, 2, 2)
        if full_rank_factors(X)[0] < 2:
            continue
        Q = rotation(rng)
        D = Matrix([[Fraction(rng.randint(0, 3)), Fraction(0)], [Fraction(0), Fraction(2)]], 2, 2)
        p = rng.randint(1, 2)
        U = Matrix([row[:p] for row in Q.rows], 2, p)
        Y, N = Q @ D, inverse(X @ X.T)
        Z = Y @ X.T @ N
        M = U.T @ Z @ X @ Y.T @ U
        yield {"P": U @ U.T @ Z, "X": X, "Y": Y, "N": N, "U": U, "M": M}, {}


def top_layer_free(rng: Random, settings: Settings) -> Drawn:
    """Networks with C = 0 and a free top layer."""
    for point in points(settings, rng, lambda _: True):
        values = network(rng, point)
        H, W = values["H"], values["W"]
        top = random_matrix(rng, W[H].m, W[H].n)
        yield values | {"W": [*(w.scaled(Fraction(0)) for w in W[:H]), top, *W[H + 1 :]]}, INDICES


def correlated(rng: Random, settings: Settings, *, full: bool) -> Iterator[tuple[Point, Values]]:
    """Sample points where X Y^T is not zero, or, if `full`, has a left inverse L."""
    for point in points(settings, rng, lambda _: True):
        values = network(rng, point)
        cross = values["X"] @ values["Y"].T
        rank = full_rank_factors(cross)[0]
        if full and rank == cross.n:
            yield point, values | {"L": inverse(cross.T @ cross) @ cross.T}
        elif not full and rank:
            yield point, values


def networks_with_zero_ends(rng: Random, settings: Settings) -> Drawn:
    """W_1 = W_{H+1} = 0; every other time a layer between them is 0 as well, if there is one."""
    for turn, (_, values) in enumerate(correlated(rng, settings, full=False)):
        H, X, Y, d = (values[name] for name in ("H", "X", "Y", "d"))
        W = [w.scaled(Fraction(k not in (0, H))) for k, w in enumerate(values["W"])]
        if turn % 2 and H > 1:
            W[1] = W[1].scaled(Fraction(0))
        N = Matrix(eye(d[1]), d[1], d[1])
        for weight in W[1:H]:
            N = weight @ N
        V = random_matrix(rng, d[1], d[0])
        Z = (N @ V @ X @ Y.T).T
        tried: Tried = {"V0": [V], "Z0": [Z, Z.scaled(Fraction(-1))]}
        yield values | {"W": W}, {**INDICES, **tried}


def networks_with_zero_last(rng: Random, settings: Settings) -> Drawn:
    """W_{H+1} = 0 and W_H..W_2 is not; W_1 is any, or zero: then the same directions show it."""
    for values, tried in networks_with_zero_ends(rng, settings):
        if any(map(any, tried["Z0"][0].rows)):
            yield values, tried


def first_layers(rng: Random, settings: Settings) -> Drawn:
    """Points that are critical in W_1, seen from it."""
    for point in points(settings, rng, lambda _: True):
        n = point.network
        C, W, X = map(plain, (n.C, n.weight(1), n.X))
        some = [random_matrix(rng, W.m, W.n) for _ in range(3)]
        yield {"C": C, "W": W, "X": X, "Y": plain(n.Y)}, {"D": some[:1], "D0": some}


def networks_without_range(rng: Random, settings: Settings) -> Drawn:
    """Semidefinite points with C = 0."""
    for point, values in correlated(rng, settings, full=True):
        n = point.network
        if point.inertia[1] or not n.C.is_zero():
            continue
        k = rng.randint(2, len(n.W))
        parts = {"A": n.A(k), "W": n.weight(k), "B": n.B(k), "U": n.weight(1)}
        layers = {name: plain(part) for name, part in parts.items()}
        yield layers | {name: values[name] for name in "XYL"}, {}


def zero_products(rng: Random, settings: Settings) -> Drawn:
    """C = 0, whatever the Hessian is."""
    for point, values in correlated(rng, settings, full=True):
        if point.network.C.is_zero():
            yield values, INDICES


def flat_points(rng: Random, settings: Settings) -> Drawn:
    """W_1 annihilates X Y^T, and the layers above it are zero."""
    for _, values in correlated(rng, settings, full=False):
        H, W, cross = values["H"], values["W"], values["X"] @ values["Y"].T
        if H < 2:
            continue
        rest = (cross @ moore_penrose(cross)).scaled(Fraction(-1))
        first = W[0] @ (Matrix(eye(cross.m), cross.m, cross.m) + rest)
        above = [weight.scaled(Fraction(0)) for weight in W[1 : H + 1]]
        yield values | {"W": [first, *above, *W[H + 1 :]]}, INDICES


def bad_saddles(rng: Random, settings: Settings) -> Drawn:
    """H = 2, C = 0 and a psd Hessian, not global."""
    for point, values in correlated(rng, settings, full=True):
        deep = values["H"] == 2 and point.network.C.is_zero()
        if deep and not point.inertia[1] and not point.optimal:
            yield values | {"Y_2": values["Y"]}, INDICES


def flat_points_of_narrow_networks(rng: Random, settings: Settings) -> Drawn:
    """Semidefinite, not global, and a hidden width or d_y is 1."""
    for point in points(settings, rng, lambda p: p.inertia[1] == 0 and not p.optimal):
        widths = point.network.architecture.widths
        if min(widths[1:]) == 1:
            hidden = [k for k, width in enumerate(widths[1:-1], 1) if width == 1]
            yield network(rng, point) | {"k": (hidden or [1])[0]}, INDICES


def kernels(rng: Random, _: Settings) -> Drawn:
    """Q has the rows of a basis of those that annihilate X Y^T."""
    while True:
        X, Y = (random_matrix(rng, rng.randint(1, size), 3) for size in (3, 2))
        M = X @ Y.T
        if full_rank_factors(M)[0] < M.n:
            continue
        L = inverse(M.T @ M) @ M.T
        rest = Matrix(eye(X.m), X.m, X.m) + (M @ L).scaled(Fraction(-1))
        q, P, Q = full_rank_factors(rest)[:3]
        W = random_matrix(rng, 2, X.m) @ rest
        tried: Tried = {"q0": [q], "Q0": [Q], "W0": [W], "S0": [W @ P], "W": [W]}
        yield {"X": X, "Y": Y, "L": L, "W": W, "d_1": 2}, tried
