"""A counterexample made small: first its sizes, then its entries, exact at every step."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

from flint import fmpq

from symbolic.algebra.sampling import generator
from symbolic.statements.flint_evaluation import Instance, Run
from symbolic.statements.flint_matrices import FlintMatrix, MeaninglessError
from symbolic.statements.samplers import Sampler

TRIES_PER_SIZE = 40
MIN_CHANGES, MAX_CHANGES, WORK = 50, 3_000, 300_000
"""How many changes of entries are tried: fewer where an instance has more entries than `WORK`
over `MAX_CHANGES`, so that no counterexample takes long to shrink."""


def is_counterexample(run: Run) -> bool:
    """Whether all hypotheses hold and the conclusion does not."""
    try:
        return run.hypotheses() and run.conclusion() is False
    except MeaninglessError:
        return False


def shrink(sampler: Sampler, run: Run, seed: int) -> Run:
    """A counterexample that is no larger and whose entries are no more complicated."""
    smaller = _smaller_sizes(sampler, run, seed)
    return _simpler_entries(sampler, smaller, generator(seed, "shrink"))


def _weight(sizes: dict[str, int]) -> tuple[int, ...]:
    return (sum(sizes.values()), max(sizes.values(), default=0))


def _smaller_sizes(sampler: Sampler, run: Run, seed: int) -> Run:
    """One at the smallest sizes at which a few attempts find any; the simplest of these."""
    names = list(run.instance.sizes)
    ranges = [range(1, run.instance.sizes[name] + 1) for name in names]
    candidates = [dict(zip(names, values, strict=True)) for values in product(*ranges)]
    best = run
    for sizes in sorted(candidates, key=_weight):
        if _weight(sizes) > _weight(run.instance.sizes):
            break
        random = generator(seed, "shrink", *sizes.values())
        found = []
        for _ in range(TRIES_PER_SIZE):
            other = sampler.draw(random, sizes)
            if other is not None and is_counterexample(other):
                found.append(other)
        if found:
            return min([*found, *([best] if sizes == run.instance.sizes else [])], key=complexity)
    return best


def complexity(run: Run) -> tuple[int, int]:
    """Digits of the entries, then the number of entries that are not zero."""
    parts = [*run.instance.letters.values(), *run.instance.parameters.values()]
    entries = [entry for matrix in parts for entry in matrix.entries()]
    heights = sum(abs(int(x.p)) + 3 * (int(x.q) - 1) + (1 if x < 0 else 0) for x in entries)
    return heights, sum(bool(x) for x in entries)


def _simpler_entries(sampler: Sampler, run: Run, random: Random) -> Run:
    """Entries replaced by simpler ones, alone or in symmetric pairs, while it stays one."""
    entries = sampler.program.entries(run.instance.sizes) or WORK
    most = max(MIN_CHANGES, min(MAX_CHANGES, WORK // entries))
    changes, improved = 0, True
    while improved and changes < most:
        improved = False
        for instance in _simpler(run.instance):
            changes += 1
            if changes >= most:
                break
            other = sampler.run(instance, random)
            if is_counterexample(other) and complexity(other) < complexity(run):
                run, improved = other, True
                break
    return run


def _simpler(instance: Instance) -> Iterator[Instance]:
    for name, matrix in instance.letters.items():
        for changed in _simpler_matrices(matrix):
            letters = {**instance.letters, name: changed}
            yield Instance(instance.sizes, letters, dict(instance.parameters))
    for number, matrix in instance.parameters.items():
        for changed in _simpler_matrices(matrix):
            parameters = {**instance.parameters, number: changed}
            yield Instance(instance.sizes, instance.letters, parameters)


def _simpler_matrices(matrix: FlintMatrix) -> Iterator[FlintMatrix]:
    height, width = matrix.nrows(), matrix.ncols()
    yield from _wholesale(matrix)
    for i in range(height):
        for j in range(width):
            for value in _simpler_numbers(matrix[i, j]):
                yield _with(matrix, {(i, j): value})
                if height == width and i < j and matrix[i, j] == matrix[j, i]:
                    yield _with(matrix, {(i, j): value, (j, i): value})


def _wholesale(matrix: FlintMatrix) -> Iterator[FlintMatrix]:
    """All zero, the identity, a common factor taken out."""
    yield matrix * 0
    if matrix.nrows() == matrix.ncols():
        yield _with(matrix * 0, {(i, i): fmpq(1) for i in range(matrix.nrows())})
    if matrix != matrix * 0:
        numerators, denominator = matrix.numer_denom()
        common = 0
        for entry in numerators.entries():
            common = entry.gcd(common) if common else abs(entry)
        yield matrix * fmpq(denominator, common)
    yield -matrix


def _simpler_numbers(value: fmpq) -> Iterator[fmpq]:
    if value == 0:
        return
    yield fmpq(0)
    if value != 1:
        yield fmpq(1)
    if value not in (1, -1):
        yield fmpq(-1)
        yield fmpq(int(value.p) // int(value.q))
        yield value / 2
    if value < 0:
        yield -value


def _with(matrix: FlintMatrix, entries: dict[tuple[int, int], fmpq]) -> FlintMatrix:
    changed = matrix * 1
    for place, value in entries.items():
        changed[place] = value
    return changed
