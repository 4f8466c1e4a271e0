"""How fast statements are read, refuted and decided; the library as a whole.

Run by hand: ``pytest tests/benchmarks/test_statements.py --benchmark-only -s``. Figures are
printed, results asserted, times never.
"""

import resource
from collections import Counter
from time import perf_counter, process_time

from proofs.identity.answer import summary_line
from proofs.identity.decide import Decision, decide
from proofs.identity.files import library
from proofs.status import Status
from symbolic.statements.flint_evaluation import Run
from symbolic.statements.flint_matrices import ModularEngine
from symbolic.statements.parser import statement
from symbolic.statements.program import Program
from symbolic.statements.refuter import Refuter
from tests.symbolic.statements.random_statements import product, random_instance


def percentiles(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    at = {share: ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.95, 1.0)}
    return ", ".join(f"{share:.0%} within {1000 * value:.0f} ms" for share, value in at.items())


def test_reading(benchmark) -> None:
    sources = [item.statement.source for item in library()]
    found = benchmark(lambda: [statement(source) for source in sources])
    assert len(found) == len(sources)


def test_refuting_what_is_false(benchmark) -> None:
    given = [item.statement for item in library("fails_*.txt")]

    def refute() -> list[float]:
        seconds = []
        for item in given:
            start = perf_counter()
            assert Refuter(item, 2016).search(4_000, None) is not None
            seconds.append(perf_counter() - start)
        return seconds

    print(f"\n{len(given)} false statements: {percentiles(benchmark.pedantic(refute, rounds=1))}")


def test_first_instances_of_what_is_true(benchmark) -> None:
    given = [item.statement for item in library("holds_*.txt")]

    def survive() -> list[float]:
        seconds = []
        for item in given:
            start = perf_counter()
            assert Refuter(item, 2016).cheap() is None
            seconds.append(perf_counter() - start)
        return seconds

    print(f"\n{len(given)} true statements: {percentiles(benchmark.pedantic(survive, rounds=1))}")


def test_the_whole_library(benchmark) -> None:
    """Asked: half within 50 ms, 95 % within 2 s, all in 3 minutes on two cores."""
    given = [item.statement for item in library()]
    decide(given[0])  # what is loaded once is loaded now

    def everything() -> tuple[list[Decision], list[float]]:
        found, seconds = [], []
        for item in given:
            start = process_time()
            found.append(decide(item))
            seconds.append(process_time() - start)
        return found, seconds

    found, seconds = benchmark.pedantic(everything, rounds=1)
    verdicts = Counter(decision.verdict for decision in found)
    assumed = sum(bool(decision.assumptions) for decision in found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{summary_line(verdicts, assumed)}; {sum(seconds):.0f} s")
    print(f"{percentiles(seconds)}; peak memory {peak:.0f} MB")
    for strategy, count in Counter(decision.strategy for decision in found).most_common():
        if strategy.startswith("kernel"):
            print(f"{count:4} by {strategy}")
    assert verdicts[Status.REFUTED] == len(library("fails_*.txt"))
    assert verdicts[Status.PROVED] - assumed >= 0.9 * len(library("holds_*.txt"))


def test_exact_and_modular_instances(benchmark) -> None:
    """The same products over the rationals and modulo the prime, at 12 x 12 and small entries."""
    from random import Random

    from symbolic.statements.flint_matrices import Engine
    from symbolic.statements.sizes import Size
    from symbolic.statements.syntax import Equal, Inv, Letter, Statement, Transpose

    n = Size.named("n")
    A = Letter("A", (n, n))
    left = product(Inv(product(Transpose(A), A)), A)
    program = Program(Statement((A,), (), Equal(left, A)))
    instance = random_instance(Random(1))
    instance.sizes["n"] = 12
    instance.letters["A"] = Engine().make(12, 12, [(i * i) % 13 for i in range(144)])

    def seconds(engine: Engine) -> float:
        start = perf_counter()
        for _ in range(100):
            Run(program, engine, instance, lambda h, w: None).conclusion()
        return (perf_counter() - start) / 100

    exact, modular = benchmark.pedantic(
        lambda: (seconds(Engine()), seconds(ModularEngine())), rounds=1
    )
    print(f"\none instance at 12 x 12: {1e6 * exact:.0f} us exact, {1e6 * modular:.0f} us modular")
