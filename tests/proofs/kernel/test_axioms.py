"""The axioms: the same in the kernel and the checker, and true; a wrong one would be noticed."""

from fractions import Fraction
from random import Random
from typing import Any

import pytest

from proofs import checker
from proofs.evidence.instance_inverses import full_rank_factors
from proofs.evidence.instances import Instance, Matrix, eye, random_matrix
from proofs.kernel.axioms import AXIOMS
from proofs.kernel.formulas import key
from symbolic.algebra import linalg
from symbolic.algebra.matrix import Matrix as Exact
from symbolic.algebra.rings import rational_matrix
from symbolic.words.terms import Scope

ROUNDS = 12


def listed(tree: Any) -> Any:
    return [listed(part) for part in tree] if isinstance(tree, tuple) else tree


def test_the_kernel_and_the_checker_have_the_same_axioms() -> None:
    of_checker = checker.axiom_keys()
    of_kernel = {name: checker.Checker([], {}).key(listed(f)) for name, f in AXIOMS.items()}
    assert of_kernel == of_checker
    assert len(set(of_checker.values())) == len(of_checker)
    for formula in AXIOMS.values():
        key(formula, Scope({}))


def exact(matrix: Matrix) -> Exact:
    return rational_matrix([[str(x) for x in row] for row in matrix.rows])


def test_every_matrix_has_a_full_rank_factorization() -> None:
    """The witnesses of the axiom `factorization`, for every rank and also for size zero."""
    rng, ranks = Random(7), set()
    for _ in range(60):
        m, n = rng.randint(0, 4), rng.randint(0, 4)
        A = (
            random_matrix(rng, m, n)
            if rng.random() < 0.8
            else Matrix([[Fraction(0)] * n] * m, m, n)
        )
        r, P, Q, L, R = full_rank_factors(A)
        assert (P @ Q).rows == A.rows
        assert (L @ P).rows == eye(r) == (Q @ R).rows
        if m and n:
            assert r == linalg.rank(exact(A))
        ranks.add(r)
    assert ranks == {0, 1, 2, 3, 4}


def instances(formula: Any, seed: int) -> list[bool | None]:
    """What is found at random instances: size 0 too, matrices that fit the hypotheses often."""
    rng = Random(seed)
    return [Sampled(rng).holds(formula) for _ in range(ROUNDS)]


class Sampled(Instance):
    """Instances with what the axioms need: inverses of what is there, scalars, sizes from 0."""

    def __init__(self, rng: Random, values: dict[str, Any] | None = None) -> None:
        super().__init__(rng, values or {})

    def with_value(self, name: str, value: Any) -> "Sampled":
        return Sampled(self.rng, {**self.values, name: value})

    def candidates(self, sort: Any) -> Any:
        if sort == "size":
            yield from (self.rng.randint(0, 3) for _ in range(3))
            return
        if isinstance(sort, tuple) and sort[0] != "@":
            m, n = map(self.size, sort)
            for value in list(self.values.values()):
                # A right inverse of what is there, a reciprocal, and the factors of a matrix.
                if isinstance(value, Matrix) and (value.n, value.m) == (m, n):
                    r, _, _, L, R = full_rank_factors(value)
                    if r == value.m:
                        yield R @ L
            if sort == (1, 1):
                yield from (Matrix([[Fraction(x)]], 1, 1) for x in (0, 1, -2))
            if m == n:
                yield Matrix(eye(n), n, n)
            yield from (random_matrix(self.rng, m, n) for _ in range(2))
            return
        yield from super().candidates(sort)


CHECKABLE = [name for name in AXIOMS if name not in ("factorization", "change_layer")]


@pytest.mark.parametrize("name", CHECKABLE)
def test_no_instance_refutes_an_axiom(name: str) -> None:
    assert False not in instances(AXIOMS[name], seed=11)


WRONG: dict[str, Any] = {
    # Each is an axiom with one thing changed.
    "square": ("<=", ("tr", ("*", ("T", "A"), "A")), ("0", 1, 1)),
    "definite": ("=>", ("=", ("tr", "A"), ("0", 1, 1)), ("=", "A", ("0", "m", "m"))),
    "compare": ("or", ("size<=", "m", "n"), ("size<=", ("+", "n", 2), "m")),
    "sign": ("<=", ("0", 1, 1), "s"),
    "count": ("<=", ("tr", ("I", "m")), ("tr", ("I", "n"))),
    "count_strictly": (
        "=>",
        ("size<=", "m", "n"),
        ("<=", ("+", ("tr", ("I", "m")), ("I", 1)), ("tr", ("I", "n"))),
    ),
    "pigeonhole": ("=>", ("=", ("*", "U", "V"), ("I", "m")), ("size<=", "n", "m")),
    "two_sided": ("=>", ("=", ("*", "U", "V"), ("I", "m")), ("=", ("*", "V", "U"), ("I", "n"))),
    "columns": (
        "=>",
        ("<=", ("0", 1, 1), ("tr", "S")),
        ("<=", ("0", 1, 1), ("tr", ("*", ("T", "S"), "S", "S"))),
    ),
}
SORTS = {"A": ("m", "m"), "S": ("m", "m"), "U": ("m", "n"), "V": ("n", "m"), "s": (1, 1)}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_axiom_would_be_refuted(name: str) -> None:
    formula = WRONG[name]
    for letter in reversed(["m", "n", *SORTS]):
        formula = ("all", letter, SORTS.get(letter, "size"), formula)
    assert False in instances(formula, seed=5)


def test_a_changed_layer_exists() -> None:
    """The witness of `change_layer`: the list with one entry replaced; the rest is unchanged."""
    rng = Random(2)
    formula = AXIOMS["change_layer"]
    for _ in range(10):
        d = [rng.randint(0, 3) for _ in range(12)]
        W = [random_matrix(rng, d[k + 1], d[k]) for k in range(11)]
        place = rng.randint(0, 5)
        V = random_matrix(rng, d[place + 1], d[place])
        U = [V if k == place else layer for k, layer in enumerate(W)]
        body = formula
        for _ in range(5):  # all d, W, l, V; some U
            body = body[3]
        here = Instance(rng, {"d": d, "W": W, "l": place, "V": V, "U": U})
        assert here.holds(body[1]) is True
        for k in range(8):
            assert here.with_value("k", k).holds(body[2][3]) is True
        if any(V.rows != layer.rows for layer in [W[place]]):
            assert Instance(rng, {**here.values, "U": W}).holds(body[1]) is False
