"""Where the steps of Appendices A.5 and B.1 are evaluated: ranks, inverses and flat moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from random import Random

from proofs.evidence.instance_inverses import (
    full_rank_factors,
    inverse,
    moore_penrose,
    random_one_inverse,
)
from proofs.evidence.instances import Matrix, eye, random_matrix, scalar
from proofs.evidence.settings import Settings
from proofs.evidence.stated import Drawn, Tried, Values
from proofs.papers.kawaguchi2016.instances.networks import INDICES, network, plain, points
from proofs.papers.kawaguchi2016.instances.zero_products import correlated, rotation
from symbolic.networks.classification import Point


def rank(matrix: Matrix) -> int:
    """The rank."""
    return full_rank_factors(matrix)[0]


def factors(*matrices: Matrix) -> dict[str, list[Matrix]]:
    """P, Q, L and R that show the ranks of the matrices."""
    found = [full_rank_factors(matrix)[1:] for matrix in matrices]
    return {name: [f[n] for f in found] for n, name in enumerate("PQLR")}


def _some(rng: Random, m: int, n: int) -> Matrix:
    return random_matrix(rng, m, n)


def included(rng: Random, _: Settings) -> Drawn:
    """R(B^T) in R(C^T C), which is that C = T B and B have one rank."""
    while True:
        d_y, d_j, d_1 = (rng.randint(1, 3) for _ in range(3))
        T, B = _some(rng, d_y, d_j), _some(rng, d_j, d_1)
        C = T @ B
        if rank(C) < rank(B):
            continue
        Z = random_one_inverse(C.T @ C, rng) @ B.T
        sizes = {"r": rank(B), "q": rank(T), "c": rank(C)}
        yield {"T": T, "B": B, "Z": Z} | sizes, factors(T, B, C)


def orthonormal(rng: Random, _: Settings) -> Drawn:
    """Two orthonormal columns, whose product has rank zero or one."""
    while True:
        Q = rotation(rng)
        e, f = (Matrix([[row[j]] for row in Q.rows], 2, 1) for j in range(2))
        yield {"e": e, "f": f}, factors(e, f.T)


def _full_middle(
    rng: Random, settings: Settings, good: Callable[[Point], bool]
) -> Iterator[tuple[Point, Values]]:
    """Semidefinite critical points with ``A N B = I_q``, q being the rank of N."""
    for point in points(settings, rng, lambda p: p.inertia[1] == 0 and good(p)):
        n = point.network
        q, _, _, L, R = full_rank_factors(plain(n.product(len(n.W) - 1, 2)))
        yield point, network(rng, point) | {"q": q, "A": L, "B": R}


def narrow_outputs(rng: Random, settings: Settings) -> Drawn:
    """Networks with an output that is the narrowest layer."""
    for _, values in _full_middle(rng, settings, lambda _: True):
        if values["Y"].m <= values["q"]:
            yield values, INDICES


def any_rank(rng: Random, settings: Settings) -> Drawn:
    """Products of layers with a full-rank factorization."""
    for point, values in _full_middle(rng, settings, lambda _: True):
        C = plain(point.network.C)
        yield values, {**INDICES, "c": list(range(3)), **factors(C)}


def bottlenecks(rng: Random, settings: Settings) -> Drawn:
    """N as large as the least width, which is less than d_y; X Y^T of rank d_y."""
    for point, values in _full_middle(rng, settings, lambda _: True):
        widths = point.network.architecture.widths[1:-1]
        cross = values["X"] @ values["Y"].T
        if values["q"] < min(widths) or min(widths) >= cross.n or rank(cross) < cross.n:
            continue
        values |= {"k": widths.index(min(widths)) + 1, "L": inverse(cross.T @ cross) @ cross.T}
        yield values, {**INDICES, "c": list(range(3)), **factors(plain(point.network.C))}


def annihilated(rng: Random, _: Settings) -> Drawn:
    """A of full row rank, so that X r A = 0 leaves X r = 0."""
    while True:
        A, X = _some(rng, rng.randint(1, 2), rng.randint(2, 3)), _some(rng, 2, 3)
        if rank(A) == A.m:
            null = Matrix(eye(3), 3, 3) + (moore_penrose(X) @ X).scaled(Fraction(-1))
            yield {"A": A, "X": X, "r": null @ _some(rng, 3, A.m), "c": A.m}, factors(A)


def critical_first(rng: Random, settings: Settings) -> Drawn:
    """Points that are critical in the first layer."""
    for point, values in correlated(rng, settings, full=True):
        C, W = plain(point.network.C), plain(point.network.weight(1))
        layers = {name: values[name] for name in "XYL"}
        yield {"C": C, "W": W} | layers, {"Z": [values["L"].T @ C], "c": [1, 2], **factors(C)}


def regressions(rng: Random, _: Settings) -> Drawn:
    """Data, a regression matrix, and a competing linear map."""
    while True:
        X, Y = _some(rng, rng.randint(1, 3), 2), _some(rng, 2, 2)
        yield {"M": _some(rng, 2, X.m), "X": X, "Y": Y, "K": moore_penrose(X)}, {}


def least(rng: Random, _: Settings) -> Drawn:
    """P is the regression, or differs from it where X does not see it."""
    while True:
        X, Y = _some(rng, rng.randint(1, 3), 2), _some(rng, 2, 2)
        rest = Matrix(eye(X.m), X.m, X.m) + (X @ moore_penrose(X)).scaled(Fraction(-1))
        P = Y @ moore_penrose(X) + _some(rng, 2, X.m) @ rest
        yield {"P": P, "X": X, "Y": Y}, {"M": [_some(rng, 2, X.m) for _ in range(3)]}


def networks_moved_flatly(rng: Random, settings: Settings) -> Drawn:
    """Every layer is moved in the kernel of those above it."""
    for point in points(settings, rng, lambda _: True):
        values = network(rng, point)
        n, H, W = point.network, values["H"], values["W"]
        moved = list(W)
        for k in range(H):
            A = plain(n.A(k + 1))
            null = Matrix(eye(A.n), A.n, A.n) + (moore_penrose(A) @ A).scaled(Fraction(-1))
            moved[k] = W[k] + null @ _some(rng, W[k].m, W[k].n)
        yield values | {"U": moved}, INDICES


def chains(rng: Random, _: Settings) -> Drawn:
    """W, N and C = W N with factorizations that show their ranks."""
    while True:
        d_y, d_h, d_1 = (rng.randint(1, 3) for _ in range(3))
        W, N = _some(rng, d_y, d_h), _some(rng, d_h, d_1)
        C = W @ N
        sizes = {"n": rank(N), "c": rank(C), "p": rng.randint(1, d_1)}
        yield {"W": W, "N": N} | sizes, factors(N, C) | {"G0": [random_one_inverse(C.T @ C, rng)]}


def equal_ranges(rng: Random, settings: Settings) -> Drawn:
    """Critical points with X r A_k = 0 for some k >= 2, X Y^T of rank d_y."""
    for point, values in correlated(rng, settings, full=True):
        n = point.network
        for k in range(2, len(n.W) + 1):
            if not (n.X @ n.r @ n.A(k)).is_zero():
                continue
            A, S, U = map(plain, (n.A(k), n.product(k, 2), n.weight(1)))
            C = A @ S
            known = {"A": A, "S": S, "U": U} | {name: values[name] for name in "XYL"}
            inverses = {name: random_one_inverse(M.T @ M, rng) for name, M in (("G", C), ("J", A))}
            yield known | inverses, {}


def displays(rng: Random, _: Settings) -> Drawn:
    """A = [U, 0] G with any invertible G, and V so that ``(A V X - Y) X^T`` vanishes under U^T."""
    while True:
        d, p = rng.randint(1, 3), 1
        X, Y, G = _some(rng, 2, 2), _some(rng, 2, 2), _some(rng, d, d)
        if rank(X) < 2 or rank(G) < d:
            continue
        U = Matrix([row[:p] for row in rotation(rng).rows], 2, p)
        one, F, N = Matrix(eye(d), d, d), inverse(G), inverse(X @ X.T)
        J, K = (
            Matrix(one.rows[part], len(one.rows[part]), d).T for part in (slice(p), slice(p, d))
        )
        V = F @ (J @ U.T @ Y @ X.T @ N + K @ _some(rng, d - p, 2))
        values: Values = {"V": V, "X": X, "Y": Y, "N": N, "U": U, "G": G, "F": F, "J": J, "K": K}
        tried: Tried = {"L": [V]}
        yield values, tried


def lifts(rng: Random, _: Settings) -> Drawn:
    """A layer W on B, a {1}-inverse of B, and another product M = Q B."""
    while True:
        B = _some(rng, rng.randint(1, 3), rng.randint(1, 3))
        W, Q = _some(rng, 2, B.m), _some(rng, 2, B.m)
        yield {"W": W, "B": B, "P": random_one_inverse(B, rng), "M": Q @ B, "Q": Q}, {"L": [W]}


def _framed(rng: Random, p: int) -> tuple[Values, int]:
    """U with p columns, G invertible and F its inverse, J the first p columns of I."""
    d = rng.randint(p, 3)
    while True:
        G = _some(rng, d, d)
        if rank(G) == d:
            break
    U = Matrix([row[:p] for row in rotation(rng).rows], 2, p)
    J = Matrix([row[:p] for row in eye(d)], d, p)
    return {"U": U, "G": G, "F": inverse(G), "J": J}, d


def frames(rng: Random, _: Settings) -> Drawn:
    """{1}-inverses of C^T C and other matrices are tried."""
    while True:
        values, d = _framed(rng, rng.randint(1, 2))
        C = values["U"] @ values["J"].T @ values["G"]
        tried: Tried = {"M": [random_one_inverse(C.T @ C, rng), _some(rng, d, d)]}
        yield values, tried


def rows(rng: Random, _: Settings) -> Drawn:
    """A frame as in `frames`, with a regression matrix R."""
    while True:
        p = rng.randint(1, 2)
        (values, d), R = _framed(rng, p), _some(rng, 2, 3)
        if rank(R) < 2:
            continue
        K = Matrix([row[p:] for row in eye(d)], d, d - p)
        S, D = R.T @ inverse(R @ R.T), _some(rng, d - p, 3)
        more: Values = {"R": R, "S": S, "K": K, "W": _some(rng, d, 3), "D": D}
        tried: Tried = {"D": [D], **factors(values["U"].T @ R)}
        yield values | more, tried


def _no_residual_above(rng: Random, B: Matrix) -> Values:
    """A, W, X and Y with ``X (A W B X - Y)^T A = 0`` and ``L X Y^T = I``, for a B with inverse."""
    while True:
        d_y, d_k = rng.randint(1, B.m), rng.randint(1, 3)
        A, Y = _some(rng, d_y, d_k).scaled(Fraction(rng.randint(0, 1))), _some(rng, d_y, B.m)
        if rank(Y) == d_y:
            image = moore_penrose(A)
            rest = _some(rng, d_k, B.m)
            W = image @ Y @ inverse(B) + rest + (image @ A @ rest).scaled(Fraction(-1))
            X = Matrix(eye(B.m), B.m, B.m)
            return {"A": A, "W": W, "B": B, "X": X, "Y": Y, "L": inverse(Y @ Y.T) @ Y}


def raised_ranks(rng: Random, _: Settings) -> Drawn:
    """W that is moved in the null space of A; the move is random, and the rank is looked at."""
    while True:
        size = rng.randint(1, 2)
        B = _some(rng, size, size)
        if rank(B) < size:
            continue
        values = _no_residual_above(rng, B)
        A, W = values["A"], values["W"]
        s = min(size, W.m)
        null = Matrix(eye(A.n), A.n, A.n) + (moore_penrose(A) @ A).scaled(Fraction(-1))
        D, numbers = null @ _some(rng, A.n, size), [Fraction(1), Fraction(1, 2)]
        shown = [full_rank_factors((W + D.scaled(t)) @ B) for t in numbers]
        if any(r < s for r, *_ in shown):
            continue
        ends = [Matrix(L.rows[:s], s, L.n) for _, _, _, L, _ in shown]
        starts = [Matrix([row[:s] for row in R.rows], R.m, s) for *_, R in shown]
        tried: Tried = {
            "D0": [D], "t0": [scalar(t) for t in numbers], "u0": [scalar(1 / t) for t in numbers],
            "K0": ends, "J0": starts, **factors(B),
        }  # fmt: skip
        yield values | {"s": s, "b": size}, tried


def critical_first_ranks(rng: Random, _: Settings) -> Drawn:
    """C, W_1 and data with the gradient in W_1 zero, and the ranks."""
    while True:
        size = rng.randint(1, 2)
        values = _no_residual_above(rng, Matrix(eye(size), size, size))
        C, W = values.pop("A"), values["W"]
        ranks = {"c": rank(C), "q": rank(C @ W)}
        yield values | {"C": C} | ranks, factors(C, C @ W)
