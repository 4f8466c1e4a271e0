"""Benchmarks, run by hand: ``pytest tests/benchmarks --benchmark-only -s``.

They print figures and assert results, never times.
"""

import resource
import subprocess
import sys
from time import perf_counter

import pytest
import sympy
from sympy.core.cache import clear_cache

from symbolic import formulas
from symbolic.derivatives import derive
from symbolic.network import Architecture, LinearNetwork
from symbolic.sympy_ring import to_sympy


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


@pytest.mark.parametrize("text", ["3,3,3,3:3", "5,5,5,5:5"])
def test_lemmas_4_1_and_4_3(benchmark, text: str) -> None:
    assert benchmark.pedantic(decide_lemmas, (Architecture.parse(text),), rounds=3)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{text}: peak memory of this process so far {peak:.0f} MB")


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
    [("--help",), ("list",), ("check", "--quick"), ("check",), ("check", "--jobs", "2")],
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
