"""What the numerical cross-checks cost; the targets are said with each figure, not asserted."""

import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest

from numeric_crosscheck.ladder import rank_at
from proofs.evidence.identities import plain_rows
from proofs.evidence.paper import LADDER
from proofs.evidence.run import decide_claims
from proofs.evidence.settings import Settings
from proofs.status import Scope
from symbolic.algebra.linalg import rank
from symbolic.algebra.sampling import generator, random_integer_matrix
from tests.kawaguchi import CLAIMS

RANK = [sys.executable, "-m", "proofs", "rank"]


def test_a_hundred_matrices(benchmark, tmp_path: Path) -> None:
    random = generator(0)
    matrices = []
    for number in range(100):
        height, width, inner = (random.randint(1, 16) for _ in range(3))
        left = random_integer_matrix(random, height, inner, 9)
        product = left @ random_integer_matrix(random, inner, width, 9)
        rows = [[str(x) for x in row] for row in plain_rows(product)]
        matrices.append({"name": str(number), "rows": rows})
    path = tmp_path / "matrices.json"
    path.write_text(json.dumps({"matrices": matrices}))
    benchmark.pedantic(
        subprocess.run, ([*RANK, str(path)],), {"check": True, "stdout": -3}, rounds=1
    )
    print(f"\n100 matrices up to 16 x 16: {benchmark.stats.stats.min:.1f} s (wanted: 20 s)")


def test_forty_by_forty_at_fifty_digits(benchmark) -> None:
    random = generator(0)
    left = random_integer_matrix(random, 40, 30, 9)
    matrix = left @ random_integer_matrix(random, 30, 40, 9)
    rung = benchmark.pedantic(rank_at, (plain_rows(matrix), 50), rounds=1)
    assert rung.rank == rank(matrix) == 30
    print(f"\n40 x 40 at 50 digits: {benchmark.stats.stats.min:.2f} s (wanted: 2 s)")


@pytest.mark.slow
def test_the_share_of_the_cross_checks(benchmark) -> None:
    settings = Settings(LADDER, quick=False, seed=2016)
    start = perf_counter()
    verdicts = benchmark.pedantic(decide_claims, (CLAIMS, settings), rounds=1)
    total = perf_counter() - start
    numeric = sum(e.seconds for v in verdicts for e in v.evidence if e.scope is Scope.NUMERIC)
    added = numeric / (total - numeric)
    print(f"\ncheck {total:.1f} s, cross-checks add {added:.0%} (wanted: at most 50%)")
