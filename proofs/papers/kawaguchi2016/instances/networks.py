"""Concrete networks at which the hypotheses of the theorems about networks hold.

They are exact critical points of the right kind; what a theorem says to exist is offered to it,
made here by its own recipe, in plain fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from random import Random
from typing import Any

from proofs.evidence.instance_inverses import full_rank_factors, inverse, random_one_inverse
from proofs.evidence.instances import Matrix, eye, random_matrix, scalar
from proofs.evidence.recipe_points import from_recipes
from proofs.evidence.settings import Settings
from proofs.evidence.stated import Drawn, Tried, Values
from symbolic.algebra.exact import to_fraction
from symbolic.algebra.linalg import negative_direction
from symbolic.algebra.matrix import Matrix as Exact
from symbolic.algebra.matrix import hcat, vcat
from symbolic.networks import formulas
from symbolic.networks.classification import Kind, Point

MAX_PARAMETERS = 10
LAYERS = 11
"""A network has this many layers here; those above the last do not matter."""

INDICES: Tried = {name: list(range(5)) for name in ("k0", "l0", "n0")}


def plain(matrix: Exact) -> Matrix:
    """A rational matrix in plain fractions."""
    rows = [[to_fraction(entry) for entry in row] for row in matrix.rows]
    return Matrix(rows, *matrix.shape)


def points(settings: Settings, rng: Random, good: Callable[[Point], bool]) -> Iterator[Point]:
    """Sample points of a kind, small, in random order."""
    small = [
        s.point
        for s in from_recipes(settings)
        if s.recipe.architecture.parameters <= MAX_PARAMETERS
    ]
    rng.shuffle(small)
    return (point for point in small if good(point))


def semidefinite(rng: Random, settings: Settings) -> Drawn:
    """Points with a psd Hessian, seen from W_1 and a layer W_k above it."""
    for point in points(settings, rng, lambda point: point.inertia[1] == 0):
        n = point.network
        k = rng.randint(2, len(n.W))
        A, W, B, C = map(plain, (n.A(k), n.weight(k), n.B(k), n.C))
        values = {"A": A, "W": W, "B": B, "U": plain(n.weight(1))}
        G = random_one_inverse(C.T @ C, rng)
        factors = [full_rank_factors(B), full_rank_factors(A @ W)]
        tried = {name: [f[place] for f in factors] for place, name in enumerate("rPQLR")}
        tried["q"] = tried["r"]
        yield values | {"X": plain(n.X), "Y": plain(n.Y)}, tried | {"Z": [G @ B.T]}


def pairs(rng: Random, settings: Settings) -> Drawn:
    """Points with a psd Hessian, seen from two layers W_l and W_k, l < k."""
    for point in points(settings, rng, lambda point: point.inertia[1] == 0):
        n = point.network
        l = rng.randint(1, len(n.W) - 1)
        k = rng.randint(l + 1, len(n.W))
        parts = {"A": n.A(k), "W": n.weight(k), "B": n.S(k, l), "U": n.weight(l), "X": n.V(l)}
        values = {name: plain(part) for name, part in (parts | {"Y": n.Y}).items()}
        C, V, B = plain(n.A(l)), plain(n.V(k)), values["B"]
        first = random_one_inverse(C.T @ C, rng) @ B.T
        second = V.T @ random_one_inverse(V @ V.T, rng).T @ B
        yield values, {"Z": [first, second]}


def negative(rng: Random, settings: Settings) -> Drawn:
    """Points with a zero Hessian, seen from two layers."""
    for point in points(settings, rng, lambda point: point.hessian.is_zero()):
        n = point.network
        l = rng.randint(1, len(n.W) - 1)
        k = rng.randint(l + 1, len(n.W))
        parts = {"A": n.A(k), "W": n.weight(k), "S": n.S(k, l), "U": n.weight(l), "V": n.V(l)}
        yield {name: plain(part) for name, part in (parts | {"Y": n.Y}).items()}, {}


def network(rng: Random, point: Point) -> Values:
    """H, d, X, Y and W of a point; layers above the last are there and do not matter."""
    n = point.network
    widths = [*n.architecture.widths]
    d = widths + [1] * (LAYERS + 1 - len(widths))
    W = [plain(weight) for weight in n.W]
    W += [random_matrix(rng, d[k + 1], d[k]) for k in range(len(W), LAYERS)]
    values = {"H": n.architecture.depth, "d": d, "W": W, "m": n.X.shape[1]}
    return values | {"X": plain(n.X), "Y": plain(n.Y)}


def minima(rng: Random, settings: Settings) -> Drawn:
    """Global minima, which are the only local ones."""
    for point in points(settings, rng, lambda point: point.kind is Kind.GLOBAL_MINIMUM):
        yield network(rng, point), INDICES


def minima_within(rng: Random, settings: Settings) -> Drawn:
    """Those where X Y^T has a left inverse."""
    for point in points(settings, rng, lambda point: point.kind is Kind.GLOBAL_MINIMUM):
        values = network(rng, point)
        M = values["X"] @ values["Y"].T
        if full_rank_factors(M)[0] == M.n:
            yield values | {"L": inverse(M.T @ M) @ M.T}, INDICES


def saddles(rng: Random, settings: Settings) -> Drawn:
    """Critical points that are no global minima."""
    for point in points(settings, rng, lambda point: not point.optimal):
        yield network(rng, point), INDICES


def full_rank_saddles(rng: Random, settings: Settings) -> Drawn:
    """Such points where W_H..W_2 has the rank of a narrowest layer."""
    for point in points(settings, rng, lambda point: not point.optimal):
        n = point.network
        H = n.architecture.depth
        k = min(range(1, H + 1), key=lambda k: n.architecture.widths[k])
        q = n.architecture.widths[k]
        rank, _, _, L, R = full_rank_factors(plain(n.product(H, 2)))
        if rank < q:
            continue
        A = Matrix(L.rows[:q], q, L.n)
        B = Matrix([row[:q] for row in R.rows], R.m, q)
        yield network(rng, point) | {"k": k, "q": q, "A": A, "B": B}, _outer_direction(point)


def _outer_direction(point: Point) -> dict[str, list[Any]]:
    """A direction along W_1 and W_{H+1} in which the second derivative is negative."""
    n, top = point.network, len(point.network.W)
    corner = [[formulas.block(n, l, k) for k in (1, top)] for l in (1, top)]
    vector = negative_direction(vcat(*(hcat(*row) for row in corner)))
    if vector is None:
        return {}
    entries = list(map(to_fraction, vector.entries()))
    found = []
    for k in (1, top):
        height, width = n.weight(k).shape
        cells = [entries.pop(0) for _ in range(height * width)]
        rows = [cells[i * width : (i + 1) * width] for i in range(height)]
        found.append(Matrix(rows, height, width))
    return {"V0": found[:1], "Z0": found[1:]}


def top_projections(rng: Random, settings: Settings) -> Drawn:
    """Semidefinite critical points; Sigma is diagonal, so that its eigenvectors are at hand."""
    for point in points(settings, rng, lambda point: point.inertia[1] == 0):
        values = network(rng, point)
        X, Y = values["X"], values["Y"]
        if full_rank_factors(X)[0] < X.m:
            continue
        N, C = inverse(X @ X.T), plain(point.network.C)
        sigma = Y @ X.T @ N @ X @ Y.T
        eigenvalues = [sigma.rows[i][i] for i in range(sigma.m)]
        p, P, Q, L, R = full_rank_factors(C)
        others = [*eigenvalues[p:], Fraction(-1)]
        selected = eigenvalues[:p] or [others[0] + 1]
        if not _is_diagonal(sigma) or min(selected) <= max(others):
            continue
        U = Matrix([row[:p] for row in eye(sigma.m)], sigma.m, p)
        values |= {"N": N, "G": random_one_inverse(C.T @ C, rng), "U": U, "M": U.T @ sigma @ U}
        values |= {"q": p, "low": scalar(min(selected)), "high": scalar(max(others))}
        yield values, {"P": [P], "Q": [Q], "L": [L], "R": [R]}


def _is_diagonal(matrix: Matrix) -> bool:
    return all(not x for i, row in enumerate(matrix.rows) for j, x in enumerate(row) if i != j)


def data_not_zero(rng: Random, settings: Settings) -> Drawn:
    """The network with zero ends, and along tr(Z M V X Y^T) > 0 a small and a backward step."""
    for point in points(settings, rng, lambda _: True):
        values = network(rng, point)
        d, H, X, Y = (values[name] for name in ("d", "H", "X", "Y"))
        W = [random_matrix(rng, d[k + 1], d[k]) for k in range(LAYERS)]
        M = Matrix(eye(d[1]), d[1], d[1])
        for weight in W[1:H]:
            M = weight @ M
        V = random_matrix(rng, d[1], d[0])
        Z = (M @ V @ X @ Y.T).T
        image = Z @ M @ V @ X
        slope, square = (Z @ Z.T).trace, (image @ image.T).trace
        if not slope:
            continue
        one, step = Fraction(1), slope / (1 + square)
        ahead = [_with_ends(W, H, V, Z.scaled(s)) for s in (step, -one)]
        back = [_with_ends(W, H, V.scaled(-one), Z.scaled(-s)) for s in (step, -one)]
        middle = [_with_ends(W, H, V.scaled(0 * one), Z.scaled(0 * one))]
        tried: Tried = {"W0": middle, "N0": middle, "U0": ahead, "V0": [*back, V]}
        yield values, {**INDICES, **tried, "Z0": [Z, Z.scaled(-one)]}


def _with_ends(W: list[Matrix], H: int, first: Matrix, last: Matrix) -> list[Matrix]:
    return [first, *W[1:H], last, *W[H + 1 :]]


def zero_networks(rng: Random, settings: Settings) -> Drawn:
    """The zero network."""
    for point in points(settings, rng, lambda point: len(point.network.W) > 2):
        values = network(rng, point)
        W = [w.scaled(Fraction(0)) for w in values["W"]]
        if any(map(any, (values["X"] @ values["Y"].T).rows)):
            yield values, {**INDICES, "W0": [W]}


def at_origin(rng: Random, settings: Settings) -> Drawn:
    """The zero network of H >= 2 hidden layers."""
    for point in points(settings, rng, lambda point: len(point.network.W) > 2):
        values = network(rng, point)
        yield values | {"W": [w.scaled(Fraction(0)) for w in values["W"]]}, INDICES


def top_layer_free(rng: Random, settings: Settings) -> Drawn:
    """Networks that are zero below the top layer."""
    for point in points(settings, rng, lambda point: len(point.network.W) > 3):
        values = network(rng, point)
        H, W = values["H"], values["W"]
        top = random_matrix(rng, W[H].m, W[H].n)
        yield values | {"W": [*(w.scaled(Fraction(0)) for w in W[:H]), top, *W[H + 1 :]]}, INDICES


def shallow_saddles(rng: Random, settings: Settings) -> Drawn:
    """Critical points with one hidden layer that are no global minima."""
    for point in points(settings, rng, lambda p: not p.optimal and len(p.network.W) == 2):
        values = network(rng, point)
        yield values | {"Y_1": values["Y"]}, {**INDICES, **_outer_direction(point)}


def between_two_networks(rng: Random, settings: Settings) -> Drawn:
    """Networks that differ in one layer."""
    for point in points(settings, rng, lambda _: True):
        values = network(rng, point)
        W, d = values["W"], values["d"]
        k, t = rng.randint(0, values["H"]), Fraction(rng.randint(0, 4), 4)
        U, V, N = list(W), list(W), list(W)
        U[k], V[k] = (random_matrix(rng, d[k + 1], d[k]) for _ in range(2))
        N[k] = U[k].scaled(1 - t) + V[k].scaled(t)
        tried: Tried = {"U": [U], "V": [V], "N": [N], "k": [k], "t": [scalar(t)]}
        yield values, {**INDICES, **tried}


def steps_of_lemma_4_6(rng: Random, settings: Settings) -> Drawn:
    """Critical points, X X^T invertible, where R(B^T) lies in R(C^T C)."""

    def regular(point: Point) -> bool:
        n = point.network
        B = plain(n.B(len(n.W)))
        full = full_rank_factors(plain(n.X))[0] == n.X.shape[0]
        # R(B^T) in R(C^T C), as two of the theorems assume; C^T C and C have the same rank.
        return full and full_rank_factors(plain(n.C))[0] == full_rank_factors(B)[0]

    for point in points(settings, rng, regular):
        n = point.network
        top = len(n.W)
        W, B, U, X = map(plain, (n.weight(top), n.B(top), n.weight(1), n.X))
        C = W @ B
        G = random_one_inverse(C.T @ C, rng)
        values = {"W": W, "B": B, "U": U, "X": X, "Y": plain(n.Y), "G": G, "V": G @ B.T}
        yield values | {"N": inverse(X @ X.T)}, {}


def gram(rng: Random, _: Settings) -> Drawn:
    """Critical points at which C and C^T C have the same range."""
    while True:
        A = random_matrix(rng, rng.randint(1, 3), rng.randint(1, 3))
        yield {"A": A, "J": random_one_inverse(A @ A.T, rng)}, {}
