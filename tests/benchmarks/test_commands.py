"""What a user waits for, cold, as multiples of ``import sympy`` in the same run: never asserted."""

import os
import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter

CHECK = ("-m", "proofs", "check", "--jobs", "1")
COMMANDS = {
    "import sympy": ("-c", "import sympy"),
    "the whole paper, proved": (*CHECK, "--fresh"),
    "the whole paper, kept certificates replayed": CHECK,
    "the same with a worker for each core (CPU: of the parent)": ("-m", "proofs", "check"),
    "lemmas 4.1 and 4.3": (*CHECK, "lemma-4.1", "lemma-4.3"),
    "the statement T(T(A)) == A": ("-m", "proofs", "identity", "A: m x n |- T(T(A)) == A"),
    "proofs list": ("-m", "proofs", "list"),
}


def measured(arguments: tuple[str, ...], cache: Path) -> tuple[float, float]:
    """CPU seconds of the process with its children, and seconds on the wall."""
    start, before = perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *arguments], check=True, capture_output=True,
        env={k: v for k, v in os.environ.items() if k != "PROOFS_JOBS"}
        | {"XDG_CACHE_HOME": str(cache)},
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return cpu, perf_counter() - start


def test_commands_as_multiples_of_importing_sympy(benchmark, tmp_path: Path) -> None:
    def run() -> dict[str, tuple[float, float]]:
        return {what: measured(arguments, tmp_path) for what, arguments in COMMANDS.items()}

    found = benchmark.pedantic(run, rounds=1)
    unit = found["import sympy"][0]
    print()
    for what, (cpu, wall) in found.items():
        print(f"{what:45} {cpu:6.2f} s CPU {cpu / unit:6.1f} x  {wall:6.2f} s wall")
