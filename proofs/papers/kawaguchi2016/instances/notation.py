"""Where the steps of Sections 2.1 and 4.1, of A.4 and the end of A.6, C.2 and D are evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from random import Random

from proofs.evidence.instance_inverses import inverse, random_one_inverse
from proofs.evidence.instances import Matrix, eye, random_matrix, scalar
from proofs.evidence.settings import Settings
from proofs.evidence.stated import Drawn, Tried, Values
from proofs.papers.kawaguchi2016.instances.networks import INDICES, network, plain, points
from proofs.papers.kawaguchi2016.instances.ranks import factors, rank
from symbolic.networks.classification import Point

SMALL = 6
"""Kronecker products are written out at networks of so many weights."""


def columns(size: int, chosen: list[int]) -> Matrix:
    """These columns of the identity."""
    return Matrix([[row[j] for j in chosen] for row in eye(size)], size, len(chosen))


def regular_data(rng: Random, _: Settings) -> Drawn:
    """Data with X X^T invertible, and its inverse."""
    while True:
        X, Y = random_matrix(rng, rng.randint(1, 2), 3), random_matrix(rng, 2, 3)
        if rank(X) == X.m:
            yield {"X": X, "Y": Y, "N": inverse(X @ X.T)}, {}


def any_network(rng: Random, settings: Settings) -> Drawn:
    """Any network with its data."""
    for point in points(settings, rng, lambda _: True):
        C = plain(point.network.C)
        yield network(rng, point), {**INDICES, "c": list(range(4)), **factors(C)}


def any_products(rng: Random, settings: Settings) -> Drawn:
    """Any networks, for products over no layers."""
    for point in points(settings, rng, lambda _: True):
        yield network(rng, point), {**INDICES, "k": list(range(4))}


def _layers(
    rng: Random, settings: Settings, *, psd: bool = False
) -> Iterator[tuple[Point, Values, list[Fraction]]]:
    """The letters of A.6 at critical points where Sigma is diagonal, and its eigenvalues."""
    for point in points(settings, rng, lambda p: not psd or p.inertia[1] == 0):
        n, top = point.network, len(point.network.W)
        W, B, U, X, Y = map(plain, (n.weight(top), n.B(top), n.weight(1), n.X, n.Y))
        if rank(X) < X.m:
            continue
        N = inverse(X @ X.T)
        sigma, C = Y @ X.T @ N @ X @ Y.T, W @ B
        if any(x for i, row in enumerate(sigma.rows) for j, x in enumerate(row) if i != j):
            continue
        G = random_one_inverse(C.T @ C, rng)
        values = {"W": W, "B": B, "U": U, "X": X, "Y": Y, "N": N, "G": G}
        yield point, values, [sigma.rows[i][i] for i in range(sigma.m)]


def _selected(values: Values, size: int) -> list[int] | None:
    """The unit vectors that P fixes, where it annihilates the others."""
    C = values["W"] @ values["B"]
    P = C @ values["G"] @ C.T
    chosen = [i for i in range(size) if P.rows[i][i] == 1]
    T = columns(size, chosen)
    return chosen if P.rows == (T @ T.T).rows else None


def eigenvectors(rng: Random, settings: Settings) -> Drawn:
    """A unit vector u whose eigenvalue is simple: multiples of it are tried."""
    for _, values, eigenvalues in _layers(rng, settings):
        size = len(eigenvalues)
        i, chosen = rng.randrange(size), _selected(values, size)
        if eigenvalues.count(eigenvalues[i]) > 1 or chosen is None:
            continue
        u, others = columns(size, [i]), [j for j in range(size) if j not in chosen]
        tried: Tried = {
            "T": [columns(size, chosen)], "S": [columns(size, others)],
            "p": [len(chosen)], "q": [len(others)],
            "v0": [u.scaled(Fraction(2))], "s0": [scalar(Fraction(2))],
        }  # fmt: skip
        yield values | {"u": u, "a": scalar(eigenvalues[i])}, tried


def explained(rng: Random, settings: Settings) -> Drawn:
    """Critical points, seen through the eigenvectors of Sigma that C spans."""
    for _, values, eigenvalues in _layers(rng, settings):
        chosen = _selected(values, len(eigenvalues))
        if chosen:
            T = columns(len(eigenvalues), chosen)
            yield values | {"T": T, "L": _diagonal([eigenvalues[i] for i in chosen])}, {}


def _diagonal(entries: list[Fraction]) -> Matrix:
    one = eye(len(entries))
    rows = [[x * y for y in row] for x, row in zip(entries, one, strict=True)]
    return Matrix(rows, len(entries), len(entries))


def frames(rng: Random, settings: Settings) -> Drawn:
    """H has the rows of T^T M first; the rest is anything, as it does not matter."""
    for _, values, eigenvalues in _layers(rng, settings):
        C, B, G = values["W"] @ values["B"], values["B"], values["G"]
        chosen = _selected(values, len(eigenvalues))
        if not chosen or rank(C) < rank(B) or len(chosen) > B.m:
            continue
        T, J = columns(len(eigenvalues), chosen), columns(B.m, list(range(len(chosen))))
        rows = (T.T @ C @ G @ B.T).rows + random_matrix(rng, B.m - len(chosen), B.m).rows
        core = _diagonal([eigenvalues[i] for i in chosen])
        more = {"V": G @ B.T, "T": T, "L": core, "J": J, "H": Matrix(rows, B.m, B.m)}
        yield values | more, {}


def framed_columns(rng: Random, settings: Settings) -> Drawn:
    """The same without H, which is looked for, and with the other columns K of the identity."""
    for values, tried in frames(rng, settings):
        d_h, p = values["J"].m, values["J"].n
        yield values | {"K": columns(d_h, list(range(p, d_h))), "q": d_h - p}, tried


def upper_layers_with_f(rng: Random, settings: Settings) -> Drawn:
    """The same with a {1}-inverse of F = V V^T, V = B U X."""
    for values, tried in upper_layers(rng, settings):
        V = values["B"] @ values["U"] @ values["X"]
        yield values | {"J": random_one_inverse(V @ V.T, rng)}, tried


def bases(rng: Random, _: Settings) -> Drawn:
    """Two groups of orthonormal columns, of a rotated basis, and where they are to stand."""
    while True:
        p, q, more = rng.randint(1, 2), rng.randint(1, 2), rng.randint(0, 1)
        d, n = p + q + more, p + q
        v = random_matrix(rng, d, 1)
        norm = sum(x * x for (x,) in v.rows)
        if not norm:
            continue
        Q = columns(d, list(range(d))) + (v @ v.T).scaled(Fraction(-2) / norm)  # a reflection
        order = rng.sample(range(n), n)
        J, K = columns(n, order[:p]), columns(n, order[p:])
        first, other = columns(d, list(range(p))), columns(d, list(range(p, n)))
        yield {"T": Q @ first, "S": Q @ other, "J": J, "K": K}, {}


def inside_and_outside(rng: Random, settings: Settings) -> Drawn:
    """Unit vectors that P fixes and annihilates, at semidefinite points."""
    for point, values, eigenvalues in _layers(rng, settings, psd=True):
        size = len(eigenvalues)
        chosen = _selected(values, size)
        if not chosen or len(chosen) == size:
            continue
        i = rng.choice(chosen)
        j = rng.choice([j for j in range(size) if j not in chosen])
        known = {"N": values["N"], "G": values["G"], "u": columns(size, [i])}
        known |= {"v": columns(size, [j]), "a": scalar(eigenvalues[i]), "b": scalar(eigenvalues[j])}
        yield network(rng, point) | known, INDICES


def upper_layers(rng: Random, settings: Settings) -> Drawn:
    """Semidefinite critical points, seen from W_1 and any W_k."""
    for point in points(settings, rng, lambda p: p.inertia[1] == 0):
        n = point.network
        k = rng.randint(2, len(n.W))
        A, W, B, U, X = map(plain, (n.A(k), n.weight(k), n.B(k), n.weight(1), n.X))
        C, r = A @ W @ B, plain(n.r)
        if rank(X) < X.m or n.architecture.parameters > SMALL:
            continue
        G, N = random_one_inverse(C.T @ C, rng), inverse(X @ X.T)
        Z, tail = G @ B.T, X @ r @ A
        flat = Z.scaled(Fraction(int(any(map(any, tail.rows)))))
        tried = {"P0": [G @ C.T @ A], "Q0": [(B @ U).T], "S0": [flat], "T0": [N @ tail]}
        values = {"A": A, "W": W, "B": B, "U": U, "X": X, "Y": plain(n.Y), "G": G, "N": N}
        yield values, tried


def residuals(rng: Random, _: Settings) -> Drawn:
    """R = r."""
    while True:
        d_y, d_k, d_j, d_1, d_x = (rng.randint(1, 2) for _ in range(5))
        A, W, B = (random_matrix(rng, *p) for p in pairwise((d_y, d_k, d_j, d_1)))
        U, X, Y = (random_matrix(rng, *p) for p in ((d_1, d_x), (d_x, 2), (d_y, 2)))
        R = (A @ W @ B @ U @ X + Y.scaled(Fraction(-1))).T
        yield {"A": A, "W": W, "B": B, "U": U, "X": X, "Y": Y, "R": R}, {}


def small_layers(rng: Random, _: Settings) -> Drawn:
    """Layers so small that every entry can be followed."""
    while True:
        sizes = [rng.randint(1, 2) for _ in range(4)]
        A, W, V = (random_matrix(rng, *pair) for pair in pairwise(sizes))
        yield {"A": A, "W": W, "V": V, "Y": random_matrix(rng, sizes[0], sizes[-1])}, {}


def hinges(rng: Random, _: Settings) -> Drawn:
    """x is 1 where the hinge is active."""
    while True:
        c = rng.randint(1, 4)
        A, gates = random_matrix(rng, 1, c), [[Fraction(rng.randint(0, 1))] for _ in range(c)]
        z, Y, q = Matrix(gates, c, 1), random_matrix(rng, 1, 1), random_matrix(rng, 1, 1)
        margin = 1 - (Y @ q @ A @ z).rows[0][0]
        yield {"A": A, "z": z, "Y": Y, "q": q, "x": scalar(Fraction(int(margin > 0)))}, {}


def orthonormal(rng: Random, _: Settings) -> Drawn:
    """Three columns of an identity, and a number w."""
    while True:
        n = rng.randint(3, 4)
        basis = dict(zip("efg", (columns(n, [j]) for j in rng.sample(range(n), 3)), strict=True))
        yield basis | {"w": random_matrix(rng, 1, 1)}, {}


def _passing(rng: Random, values: Values) -> tuple[int, list[Matrix], Matrix, Matrix]:
    """The layer i of least width, and a network with any A above and B below it.

    Identities with zero blocks are in all layers but the first and the last.
    """
    d, H = values["d"], values["H"]
    i = min(range(1, H + 1), key=lambda k: d[k])
    A, B = random_matrix(rng, d[H + 1], d[i]), random_matrix(rng, d[i], d[0])
    N = list(values["W"])
    for k in range(1, H):
        N[k] = block(d[k + 1], d[i]) @ block(d[i], d[k])
    N[0], N[H] = block(d[1], d[i]) @ B, A @ block(d[i], d[H])
    return i, N, A, B


def block(m: int, n: int) -> Matrix:
    """The identity, with zeros beside or below it."""
    return Matrix([[Fraction(i == j) for j in range(n)] for i in range(m)], m, n)


def passed_through(rng: Random, settings: Settings) -> Drawn:
    """Networks whose products W[i:0] have a right inverse."""
    for point in points(settings, rng, lambda _: True):
        values = network(rng, point)
        i, N, A, B = _passing(rng, values)
        yield values | {"i": i, "A": A, "B": B}, {**INDICES, "N0": [N]}


def products_of_any_layers(rng: Random, settings: Settings) -> Drawn:
    """Networks cut at layer i, with a product M that goes through the cut."""
    for point in points(settings, rng, lambda _: True):
        values = network(rng, point)
        i, N, A, B = _passing(rng, values)
        if A.m <= A.n:
            yield values | {"i": i, "M": A @ B}, {**INDICES, "N0": [N]}


def unit_vectors(rng: Random, _: Settings) -> Drawn:
    """A column of an identity, and the number one."""
    while True:
        n = rng.randint(1, 3)
        e = columns(n, [rng.randrange(n)])
        yield {"e": e, "g": scalar(Fraction(1)), "d_1": rng.randint(1, 2)}, {}


def rescaled(rng: Random, _: Settings) -> Drawn:
    """A layer multiplied and the next divided by the same number."""
    while True:
        sizes = [rng.randint(1, 2) for _ in range(5)]
        A, U, W, V = (random_matrix(rng, *pair) for pair in pairwise(sizes))
        t = Fraction(rng.choice((-2, 1, 3)))
        values = {"A": A, "U": U, "W": W, "V": V, "Y": random_matrix(rng, sizes[0], sizes[-1])}
        yield values | {"t": scalar(t), "u": scalar(1 / t)}, {}
