"""Searches for a counterexample: sizes 1 to 4, small rational entries, exact throughout.

First a pass modulo a prime of 63 bits for statements that allow it (no order but between ranks,
no hypothesis beyond invertible or full rank): what fails there is evaluated over the rationals.
Then exact instances of every kind that `random_matrices` has and that the hypotheses allow. What is
found is shrunk, and evaluated again from the text of the statement by `evaluation`, which
shares nothing with the search; a counterexample is made in no other way.

Guarantee: a `Counterexample` is one. Blind spot: an instance that survives is evidence only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from random import Random
from time import perf_counter

from symbolic.algebra.sampling import generator
from symbolic.statements import random_matrices
from symbolic.statements.draw_plans import plan
from symbolic.statements.evaluation import evaluate
from symbolic.statements.flint_evaluation import Instance, Run, to_rows
from symbolic.statements.flint_matrices import FlintMatrix, MeaninglessError, ModularEngine
from symbolic.statements.fraction_matrices import Rows
from symbolic.statements.parser import statement as parse
from symbolic.statements.prenex import prenex
from symbolic.statements.program import Program
from symbolic.statements.samplers import Sampler, parameter
from symbolic.statements.shrinking import is_counterexample, shrink
from symbolic.statements.syntax import Ginv, Letter, Matrix, Statement
from symbolic.statements.truth import Evaluation
from symbolic.statements.writing import matrix_text, written

MODULAR_TRIES, CHEAP_TRIES, MAX_TRIES = 4, 60, 4_000
MAX_SIZE = 4
MAX_BITS = 13_000  # Python writes integers of up to 4,300 digits
SEED, SECONDS = 2016, 10.0
_FREE_TRAITS = frozenset({"invertible", "full_column_rank", "full_row_rank"})


@dataclass(frozen=True, eq=False)
class Counterexample:
    """Sizes, matrices, the {1}-inverses by their arguments, and what the statement is there.

    `found_by` says where the search came upon it, before it was shrunk.
    """

    found_by: str
    sizes: dict[str, int]
    letters: dict[str, Rows]
    inverses: dict[Matrix, Rows]
    evaluation: Evaluation

    def __str__(self) -> str:
        sizes = [f"{name} = {value}" for name, value in self.sizes.items()]
        matrices = [f"{name} = {matrix_text(rows)}" for name, rows in self.letters.items()]
        chosen = [f"ginv({written(m)}) = {matrix_text(G)}" for m, G in self.inverses.items()]
        return "; ".join(", ".join(part) for part in (sizes, matrices, chosen) if part)


@dataclass
class Survivors:
    """The exact instances at which the conclusion held, by sizes, and by ranks of the letters."""

    letters: tuple[Letter, ...] = ()
    sizes: tuple[str, ...] = ()
    by_sizes: Counter[tuple[int, ...]] = field(default_factory=Counter)
    by_ranks: Counter[tuple[int, ...]] = field(default_factory=Counter)
    unknown: int = 0
    """Instances at which a quantifier left it open whether the conclusion holds."""

    @property
    def total(self) -> int:
        """How many there were."""
        return sum(self.by_sizes.values())

    @property
    def always_zero(self) -> tuple[bool, ...]:
        """For each letter whether it was zero at all of them: then they say little of it."""
        return tuple(not any(ranks) for ranks in zip(*self.by_ranks, strict=True))


class Refuter:
    """The search for a counterexample to one statement; `survivors` counts what was in vain."""

    def __init__(self, statement: Statement, seed: int) -> None:
        self.statement = statement = prenex(statement)
        self.seed = seed
        self.names = statement.sizes
        self.fitting: dict[tuple[int, ...], bool] = {}
        self.program = Program(statement)
        self.sampler = Sampler(plan(self.program))
        self.survivors = Survivors(statement.letters, statement.sizes)
        self.tried = 0
        self.too_large = 0

    def cheap(self, deadline: float | None = None) -> Counterexample | None:
        """The modular pass and the first exact instances: a few milliseconds, always the same."""
        return self._modular() or self.search(CHEAP_TRIES, deadline)

    def search(self, until: int, deadline: float | None) -> Counterexample | None:
        """The exact instances up to a number, or a time; goes on where it stopped."""
        while self.tried < until and (deadline is None or perf_counter() < deadline):
            self.tried += 1
            random = generator(self.seed, self.tried)
            sizes = draw_sizes(random, self.names, self.tried)
            if not self._fits(sizes):
                self.too_large += 1
                continue
            if self._is_seen(sizes):
                continue
            run = self.sampler.draw(random, sizes)
            if run is None:
                continue
            holds = run.conclusion()
            if holds is False:
                found = self._confirmed(run, f"exact instance {self.tried}")
                if found is not None:
                    return found
            elif holds is None:
                self.survivors.unknown += 1
            else:
                self._survived(run)
        return None

    def _fits(self, sizes: dict[str, int]) -> bool:
        values = tuple(sizes.values())
        if values not in self.fitting:
            self.fitting[values] = self.program.fits(sizes)
        return self.fitting[values]

    def _is_seen(self, sizes: dict[str, int]) -> bool:
        """Whether there is nothing but sizes to choose, and these have been tried."""
        if self.statement.letters or self.program.choices:
            return False
        return tuple(sizes.values()) in self.survivors.by_sizes

    def _survived(self, run: Run) -> None:
        sizes = run.instance.sizes
        self.survivors.by_sizes[tuple(sizes.values())] += 1
        ranks = tuple(run.instance.letters[x.name].rank() for x in self.statement.letters)
        self.survivors.by_ranks[ranks] += 1

    def _modular(self) -> Counterexample | None:
        traits = self.sampler.plan.traits
        known = sum(map(len, traits.values())) == len(self.program.hypotheses)
        if not (known and self.program.is_algebraic and _only_free(traits)):
            return None
        engine = ModularEngine()
        for number in range(MODULAR_TRIES):
            random = generator(self.seed, "modular", number)
            sizes = draw_sizes(random, self.names, number)
            if not self._fits(sizes):
                continue
            instance = self._integer_instance(random, sizes)
            hint = Run(self.program, engine, instance, partial(parameter, random))
            try:
                if not hint.hypotheses() or hint.conclusion() is not False:
                    continue
            except MeaninglessError:
                continue
            run = self.sampler.run(instance, random)
            if is_counterexample(run):
                found = self._confirmed(run, f"instance {number + 1} modulo 2^63 - 25")
                if found is not None:
                    return found
        return None

    def _integer_instance(self, random: Random, sizes: dict[str, int]) -> Instance:
        letters: dict[str, FlintMatrix] = {}
        for letter in self.statement.letters:
            shape = letter.shape[0].at(sizes), letter.shape[1].at(sizes)
            letters[letter.name] = random.choice(random_matrices.INTEGER)(random, *shape)
        return Instance(sizes, letters)

    def _confirmed(self, run: Run, found_by: str) -> Counterexample | None:
        """Shrunk, then evaluated from the text of the statement in plain fractions.

        None where a number in it is too long to be written down.
        """
        found = shrink(self.sampler, run, self.seed)
        instance = found.instance
        letters = {x.name: to_rows(instance.letters[x.name]) for x in self.statement.letters}
        source = self.statement.source
        again = prenex(parse(source)) if source else self.statement
        inverses = _inverses(found)
        evaluation = evaluate(again, instance.sizes, letters, inverses)
        if not evaluation.refutes:
            raise AssertionError(f"no counterexample to {self.statement.source}: {letters}")
        if any(map(_is_long, evaluation.numbers())):
            self.too_large += 1
            return None
        return Counterexample(found_by, dict(instance.sizes), letters, inverses, evaluation)


def refute(
    statement: Statement | str, seconds: float = SECONDS, seed: int = SEED
) -> Counterexample | None:
    """A counterexample that is found within the seconds, or None, which proves nothing.

    >>> print(refute("A: m x n, B: n x p |- rank(A*B) <= rank(A)", seconds=0.1))
    None
    """
    deadline = perf_counter() + seconds
    refuter = Refuter(parse(statement) if isinstance(statement, str) else statement, seed)
    return refuter.cheap(deadline) or refuter.search(MAX_TRIES, deadline)


def _is_long(number: Fraction) -> bool:
    return max(number.numerator.bit_length(), number.denominator.bit_length()) > MAX_BITS


def _only_free(traits: Mapping[str, frozenset[str]]) -> bool:
    return all(found <= _FREE_TRAITS for found in traits.values())


def _inverses(run: Run) -> dict[Matrix, Rows]:
    """The {1}-inverses of the instance by the canonical arguments."""
    steps = run.program.steps
    numbers = {step.choice: k for k, step in enumerate(steps) if isinstance(step.node, Ginv)}
    return {
        argument: to_rows(run.value(numbers[choice]))
        for argument, choice in run.program.choices.items()
    }


def draw_sizes(random: Random, names: tuple[str, ...], number: int) -> dict[str, int]:
    """Sizes from 1 to 4: pairwise different at first and most of the time, as far as they go."""
    if len(names) <= MAX_SIZE and (number < 12 or random.random() < 0.6):
        pool = [1, 2, 3] if len(names) <= 3 and random.random() < 0.7 else [1, 2, 3, 4]
        if len(names) == 1:
            pool = [2, 2, 3, 3, 1] if number > 4 else [2, 3]
        return dict(zip(names, random.sample(pool, len(names)), strict=True))
    return {name: random.choices((1, 2, 3, 4), (3, 5, 4, 1))[0] for name in names}
