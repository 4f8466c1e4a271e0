"""Benchmarks, run by hand: ``pytest tests/benchmarks --benchmark-only -s``.

They print figures and assert results, never times.
"""

import resource
import subprocess
import sys
from fractions import Fraction
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from timeit import timeit

import pytest
import sympy
from flint import fmpz_mat
from sympy.core.cache import clear_cache

from symbolic.algebra.linalg import inertia, rank, to_fmpq_mat
from symbolic.algebra.rings import rational_matrix
from symbolic.algebra.sampling import generator, random_integer_matrix
from symbolic.algebra.sympy_ring import to_sympy
from symbolic.networks import formulas
from symbolic.networks.architecture import Architecture
from symbolic.networks.classification import Kind, Point
from symbolic.networks.critical_points import Recipe, construct, random_critical_points
from symbolic.networks.derivatives import derive
from symbolic.networks.network import LinearNetwork
from symbolic.networks.random_networks import random_network


def decide_lemmas(architecture: Architecture) -> bool:
    """Lemmas 4.1 and 4.3 with every entry symbolic: derivation, formula and comparison."""
    derive.cache_clear()
    calculus = derive(architecture, "flint")
    network = calculus.network
    holds = True
    for k in architecture.layers:
        holds &= calculus.gradient(k) == formulas.gradient(network, k)
        holds &= calculus.block(k, k) == formulas.diagonal_block(network, k)
        if k > 1:
            holds &= calculus.block(1, k) == formulas.first_row_block(network, k)
    return holds


def multiplied(architecture: Architecture) -> int:
    """FLINT's multiplication of the loss and of the terms that the two lemmas compare it with."""
    network = LinearNetwork.symbolic(architecture, "flint")
    entries = len(network.twice_loss)
    for k in architecture.layers:
        sides = [formulas.gradient(network, k), formulas.diagonal_block(network, k)]
        sides += [formulas.first_row_block(network, k)] if k > 1 else []
        entries += sum(side.shape[0] * side.shape[1] for side in sides)
    return entries


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6])
def test_lemmas_4_1_and_4_3_beside_multiplication_alone(benchmark, n: int) -> None:
    architecture = Architecture((n,) * 4, n)
    if not architecture.fits():
        benchmark(lambda: None)
        print(f"\n{architecture}: refused, {architecture.derivation_bytes / 1e9:.1f} GB are needed")
        return
    start = process_time()
    assert multiplied(architecture)
    limit = process_time() - start
    start = process_time()
    assert benchmark.pedantic(decide_lemmas, (architecture,), rounds=1)
    spent = process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"\n{architecture}: {spent:.3f} s CPU, {spent / limit:.2f} x multiplication alone;"
        f" peak memory of this process so far {peak:.0f} MB"
    )


def naive(architecture: Architecture) -> bool:
    """What one would write first: expand the loss, `diff`, and compare with `expand`."""
    network = LinearNetwork.symbolic(architecture, "sympy")
    X, Y, *W = (to_sympy(matrix) for matrix in (network.X, network.Y, *network.W))

    def product(factors: list[sympy.Matrix], size: int) -> sympy.Matrix:
        result = sympy.eye(size)
        for factor in factors:
            result = factor * result
        return result

    r = (product(W, X.rows) * X - Y).T
    loss = sympy.expand(sum(entry**2 for entry in r) / 2)
    holds = True

    def segments(k: int) -> tuple[sympy.Matrix, sympy.Matrix, list[sympy.Symbol]]:
        rows = W[k - 1].rows
        return product(W[k:], rows), product(W[: k - 1], X.rows) * X, list(W[k - 1])

    def agrees(derived: sympy.Matrix, formula: sympy.Matrix) -> bool:
        return (derived - formula).applyfunc(sympy.expand).is_zero_matrix

    kron = sympy.kronecker_product
    A1, _, first = segments(1)
    for k in architecture.layers:
        A, V, variables = segments(k)
        slope = sympy.Matrix([sympy.diff(loss, w) for w in variables])
        holds &= agrees(slope, kron(A, V.T).T * r.vec())
        hess = sympy.Matrix([[sympy.diff(loss, v, w) for w in variables] for v in variables])
        holds &= agrees(hess, kron(A.T * A, V * V.T))
        if k > 1:
            mixed = sympy.Matrix([[sympy.diff(loss, v, w) for w in variables] for v in first])
            B = product(W[1 : k - 1], W[0].rows)
            identity = sympy.eye(W[k - 1].cols)
            columns = [kron(identity, (r * A).col(t)) for t in range(A.cols)]
            second = kron(B.T, X) * sympy.Matrix.hstack(*columns)
            holds &= agrees(mixed, kron(A1.T * A, X * V.T) + second)
    return bool(holds)


@pytest.mark.parametrize("text", ["2,2,2,2:2", "3,3,3:3"])
def test_ratio_to_naive_sympy(benchmark, text: str) -> None:
    architecture = Architecture.parse(text)
    clear_cache()
    start = perf_counter()
    assert naive(architecture)
    slow = perf_counter() - start
    assert benchmark.pedantic(decide_lemmas, (architecture,), rounds=20, warmup_rounds=2)
    fast = benchmark.stats.stats.min
    print(f"\n{text}: naive sympy {slow:.2f} s, here {fast * 1000:.2f} ms, ratio {slow / fast:.0f}")


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("list",), ("check", "--quick"), ("check", "--jobs", "1"), ("check",)],
)
def test_commands(benchmark, arguments: tuple[str, ...]) -> None:
    # VmHWM is the peak of this program alone; ru_maxrss would include the parent's at the fork.
    code = (
        "import sys; from proofs.__main__ import main; status = main();"
        "sys.stderr.write(next(x for x in open('/proc/self/status') if x.startswith('VmHWM')));"
        "sys.exit(status)"
    )
    command = [sys.executable, "-c", code, *arguments]
    options = {"check": True, "capture_output": True, "text": True}
    done = benchmark.pedantic(subprocess.run, (command,), options, rounds=1)
    print(f"\nproofs {' '.join(arguments)}: peak memory {done.stderr.split()[-2]} kB")


@pytest.mark.parametrize("size", [40, 80, 160])
def test_rank_beside_flint(benchmark, size: int) -> None:
    matrix = random_integer_matrix(generator(size), size, size, 9)
    plain = fmpz_mat(size, size, [int(str(entry)) for entry in matrix.entries()])
    theirs = timeit(plain.rank, number=5) / 5
    start = perf_counter()
    assert rank(matrix) == plain.rank()
    computed = perf_counter() - start
    given = rational_matrix(list(matrix.rows))
    assert benchmark.pedantic(rank, (given,), rounds=5) == plain.rank()
    ours = benchmark.stats.stats.min
    print(
        f"\nrank {size} x {size}: {ours / theirs:.2f} x fmpz_mat.rank for a given matrix,"
        f" {computed / theirs:.2f} x, once, for one that was computed"
    )


@pytest.mark.parametrize("text", ["2,2,2,2:2", "5,5,5,5,5:5", "10,10,10,10:10"])
def test_inertia_beside_flint(benchmark, text: str) -> None:
    architecture = Architecture.parse(text)
    hessian = formulas.hessian(random_network(generator(1), architecture))
    integral = to_fmpq_mat(hessian).numer_denom()[0]
    theirs = timeit(integral.charpoly, number=3) / 3
    benchmark.pedantic(inertia, (hessian,), rounds=3)
    ours = benchmark.stats.stats.min
    print(f"\ninertia at {text}: {ours * 1e3:.2f} ms, {ours / theirs:.2f} x fmpz_mat.charpoly")


POINTS = {
    "12 weights, bad saddle": Recipe(
        Architecture.parse("2,2,2,2:2"), (Fraction(2), Fraction(1)), (1,), simple=True
    ),
    "100 weights, bad saddle": Recipe(
        Architecture.parse("5,5,5,5,5:5"), tuple(map(Fraction, (5, 4, 3, 2, 1))), (1, 2), gauge=True
    ),
    "100 weights, strict saddle": Recipe(
        Architecture.parse("5,5,5,5,5:5"), tuple(map(Fraction, (5, 4, 3, 2, 1))), (4, 5), gauge=True
    ),
    "300 weights, bad saddle": Recipe(
        Architecture.parse("10,10,10,10:10"),
        tuple(map(Fraction, range(10, 0, -1))),
        (1, 2),
        gauge=True,
    ),
    "300 weights, global": Recipe(
        Architecture.parse("10,10,10,10:10"),
        tuple(map(Fraction, range(10, 0, -1))),
        tuple(range(1, 11)),
        gauge=True,
    ),
    "100 weights, global": Recipe(
        Architecture.parse("5,5,5,5,5:5"),
        tuple(map(Fraction, (5, 4, 3, 2, 1))),
        (1, 2, 3, 4, 5),
        gauge=True,
    ),
}


@pytest.mark.parametrize("recipe", POINTS.values(), ids=POINTS)
def test_classification(benchmark, recipe: Recipe) -> None:
    network = construct(recipe)
    assert network is not None

    def everything() -> tuple[object, object]:
        point = Point(LinearNetwork(network.X, network.Y, network.W))
        return point.kind, point.inertia

    kind, _ = benchmark.pedantic(everything, rounds=3)
    print(f"\n{kind}: {benchmark.stats.stats.min * 1e3:.1f} ms")


def test_constructed_and_classified_points_per_second(benchmark) -> None:
    architecture = Architecture.parse("2,2,2,2:2")

    def hundred() -> int:
        stream = islice(random_critical_points(generator(3), architecture), 100)
        return sum(Point(network).kind is not Kind.UNDECIDED for _, network in stream)

    assert benchmark.pedantic(hundred, rounds=3) == 100
    print(f"\n{100 / benchmark.stats.stats.min:.0f} points a second")


def test_gain_of_a_second_job(benchmark, tmp_path: Path) -> None:
    mine = tmp_path / "mine.py"
    mine.write_text("def property(point):\n    return point.kind != 'undecided'\n")
    command = [sys.executable, "-m", "proofs", "hunt", str(mine), "--count", "12000", "--jobs"]
    start = perf_counter()
    subprocess.run([*command, "1"], check=True, capture_output=True)
    one = perf_counter() - start
    benchmark.pedantic(subprocess.run, ([*command, "2"],), {"check": True, "stdout": -3}, rounds=1)
    two = benchmark.stats.stats.min
    print(f"\nhunt of 12,000 points: {one:.1f} s and {two:.1f} s, gain {one / two:.2f}")
