"""Concrete values at which the hypotheses of the theorems about matrices hold.

Random matrices, with {1}-inverses from the whole family.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

from proofs.evidence.instance_inverses import (
    full_rank_factors,
    inverse,
    moore_penrose,
    random_one_inverse,
)
from proofs.evidence.instances import Matrix, random_matrix, scalar
from proofs.evidence.settings import Settings
from proofs.evidence.stated import Drawn


def _random(rng: Random) -> Matrix:
    return random_matrix(rng, rng.randint(1, 3), rng.randint(1, 3))


def projections(rng: Random, _: Settings) -> Drawn:
    """A matrix C with two {1}-inverses of C^T C."""
    while True:
        C = _random(rng)
        G, K = (random_one_inverse(C.T @ C, rng) for _ in range(2))
        yield {"C": C, "G": G, "K": K}, {}


def one_inverses(rng: Random, _: Settings) -> Drawn:
    """Two matrices with a {1}-inverse of each."""
    while True:
        A, B = _random(rng), _random(rng)
        G, H = random_one_inverse(A, rng), random_one_inverse(B, rng)
        yield {"A": A, "B": B, "G": G, "H": H, "F": B, "n": rng.randint(1, 3)}, {}


def pseudoinverses(rng: Random, _: Settings) -> Drawn:
    """Two matrices with the pseudoinverse of each."""
    while True:
        A, B = _random(rng), _random(rng)
        yield {"A": A, "B": B, "G": moore_penrose(A), "H": moore_penrose(B)}, {}


def one_pseudoinverse(rng: Random, _: Settings) -> Drawn:
    """P and Q satisfy the four equations: there is no other choice than P = Q."""
    while True:
        A = _random(rng)
        yield {"A": A, "P": moore_penrose(A), "Q": moore_penrose(A)}, {}


def two_layers(rng: Random, _: Settings) -> Drawn:
    """Two layers and data with X X^T invertible, the first layer solving its normal equations."""
    while True:
        d_x, m = rng.randint(1, 2), rng.randint(2, 3)
        C, X = _random(rng), random_matrix(rng, d_x, m)
        if full_rank_factors(X)[0] < d_x:
            continue
        Y, N = random_matrix(rng, C.m, m), inverse(X @ X.T)
        G = random_one_inverse(C.T @ C, rng)
        W = random_matrix(rng, C.n, d_x)
        if rng.random() < 0.7:  # a critical one, by the lemma's own family
            W = G @ C.T @ Y @ X.T @ N + W + (G @ C.T @ C @ W).scaled(Fraction(-1))
        yield {"C": C, "X": X, "Y": Y, "N": N, "G": G, "W": W}, {"L": [W]}


def gates_drawn(rng: Random, _: Settings) -> Drawn:
    """Each path is open at as many of the equally likely outcomes as every other."""
    while True:
        n, paths, outcomes = rng.randint(1, 3), rng.randint(1, 4), rng.randint(1, 4)
        count = rng.randint(1, outcomes)
        open_ = [set(rng.sample(range(outcomes), count)) for _ in range(paths)]
        gates = [[Fraction(at in row) for at in range(outcomes)] for row in open_]
        chance = Fraction(1, outcomes)
        yield {
            "A": random_matrix(rng, n, paths), "y": random_matrix(rng, n, 1),
            "Z": Matrix(gates, paths, outcomes), "p": _filled(outcomes, 1, chance),
            "ones": _filled(paths, 1, Fraction(1)), "all": _filled(1, outcomes, Fraction(1)),
            "q": scalar(Fraction(outcomes, count)), "rho": scalar(Fraction(count, outcomes)),
        }, {}  # fmt: skip


def gates_of_any_chance(rng: Random, _: Settings) -> Drawn:
    """Gates that are open or not at outcomes of any probability, and how probable each is open."""
    while True:
        n, paths, outcomes = rng.randint(1, 3), rng.randint(1, 4), rng.randint(1, 4)
        gates = [[Fraction(rng.randint(0, 1)) for _ in range(outcomes)] for _ in range(paths)]
        Z, weights = Matrix(gates, paths, outcomes), [rng.randint(1, 4) for _ in range(outcomes)]
        p = Matrix([[Fraction(w, sum(weights))] for w in weights], outcomes, 1)
        A, q = random_matrix(rng, n, paths), scalar(Fraction(3))
        yield {"A": A, "Z": Z, "p": p, "g": Z @ p, "q": q}, {}


def _filled(m: int, n: int, value: Fraction) -> Matrix:
    return Matrix([[value] * n for _ in range(m)], m, n)


def vanishing_products(rng: Random, _: Settings) -> Drawn:
    """Matrices whose Kronecker product with a column vanishes, or does not."""
    while True:
        M, V = _random(rng), _random(rng)
        nothing = Fraction(0)
        yield (
            (
                {"M": M.scaled(nothing), "V": V}
                if rng.random() < 0.5
                else {"M": M, "V": V.scaled(nothing)}
            ),
            {},
        )
