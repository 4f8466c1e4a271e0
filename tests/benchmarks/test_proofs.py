"""Benchmarks of the proofs for all sizes, run by hand: figures are printed, never asserted."""

import json
from time import perf_counter

from proofs import checker
from proofs.kernel.certificate import certificate, text
from tests.kawaguchi import THEOREMS, certified

PRINTED_BLOCKS = ("lemma-4.1", "lemma-4.3:diagonal", "lemma-4.3:first-row")


def test_lemmas_4_1_and_4_3_for_all_sizes(benchmark) -> None:
    def prove() -> list[str]:
        return [str(THEOREMS[name]().conclusion[0]) for name in PRINTED_BLOCKS]

    assert benchmark(prove) == ["="] * len(PRINTED_BLOCKS)


def test_each_theorem_found_and_certified(benchmark) -> None:
    def certify() -> dict[str, float]:
        seconds = {}
        for name, prove in THEOREMS.items():
            start = perf_counter()
            checker.check(json.loads(text(certificate(name, prove()))))
            seconds[name] = perf_counter() - start
        return seconds

    seconds = benchmark.pedantic(certify, rounds=1)
    print()
    for name, value in sorted(seconds.items(), key=lambda item: -item[1]):
        print(f"{name:28} {value:.3f} s")


def test_the_whole_catalogue_replayed(benchmark) -> None:
    contents = [json.loads(certified(name)[0]) for name in THEOREMS]
    found = benchmark.pedantic(lambda: [checker.check(c)["claim"] for c in contents], rounds=3)
    assert found == list(THEOREMS)
