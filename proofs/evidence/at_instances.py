"""The theorems for all sizes at concrete sizes: evaluated, in plain fractions, at instances.

Each theorem is evaluated where its hypotheses hold: the hypotheses are either evaluated too,
or, where they speak of all matrices, hold because the instance was made from an exact critical
point of that kind. A statement about all matrices is tried at some of them and can only fail to
be refuted; "some" is tried at a witness where one is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from random import Random
from time import perf_counter
from typing import Any

from proofs.evidence.claim import Counterexample, Evidence, Outcome
from proofs.evidence.instances import Instance, Matrix, instance_of, letters_of
from proofs.evidence.settings import Settings
from proofs.evidence.stated import Draw, Drawn, StatedTheorem, Tried, Values
from proofs.status import Scope

ROUNDS = 6
TRIES = 60
"""So many random values are looked through for some that satisfy the hypotheses."""

RANDOM_VALUES = 2
"""So many values are tried for a bound name of which nothing is known."""


class Guided(Instance):
    """An instance that first tries what it was told for a bound name."""

    def __init__(
        self,
        rng: Random,
        values: Values,
        tried: Tried,
        derivatives: dict[Any, Any] | None = None,
    ) -> None:
        super().__init__(rng, values)
        self.tried = tried
        self.derivatives = {} if derivatives is None else derivatives

    def term(self, tree: Any) -> Matrix:
        """The value of a term; a derivative is worked out once for the same values."""
        if tree[0] != "D":
            return super().term(tree)
        names = sorted(letters_of(tree) & self.values.keys())
        values = [self.values[name] for name in names]
        key = id(tree), *map(id, values)
        if key not in self.derivatives:
            plainly = Instance(self.rng, self.values)
            self.derivatives[key] = (
                plainly.term(tree),
                tree,
                values,
            )  # kept, so that ids stay theirs
        found: Matrix = self.derivatives[key][0]
        return found

    def with_value(self, name: str, value: Any) -> Guided:
        """The same with another value for a name."""
        return Guided(self.rng, {**self.values, name: value}, self.tried, self.derivatives)

    def values_for(self, name: str, sort: Any) -> Iterator[Any]:
        """What is known for the name, where it fits; random values where nothing is known."""
        known = self.tried.get(name.rstrip("'"))
        if known is None:
            return islice(self.candidates(sort), RANDOM_VALUES)
        return (value for value in known if self.fits(value, sort))

    def fits(self, value: Any, sort: Any) -> bool:
        """Whether a value is of a sort."""
        if not isinstance(value, Matrix):
            return isinstance(value, list) if sort[0] == "@" else sort == "size"
        if not isinstance(sort, list) or sort[0] == "@":
            return False
        return (value.m, value.n) == tuple(map(self.size, sort))


def anything(content: Mapping[str, Any]) -> Draw:
    """Random values for the letters of the statement: for theorems without hypotheses."""
    sorts = dict.fromkeys(content["sizes"], "size") | content["letters"]

    def draw(rng: Random, _settings: Settings) -> Drawn:
        while True:
            yield instance_of(sorts, rng).values, {}

    return draw


def anything_that_fits(content: Mapping[str, Any]) -> Draw:
    """Of some random values those at which every hypothesis holds; there may be none."""
    draw = anything(content)

    def fitting(rng: Random, settings: Settings) -> Drawn:
        if not content["hypotheses"]:
            yield from draw(rng, settings)
        for values, tried in islice(draw(rng, settings), TRIES):
            here = Guided(rng, sizes_from(content["letters"], values) | values, tried)
            if all(here.holds(formula) is True for formula in content["hypotheses"]):
                yield values, tried

    return fitting


def instances(theorem: StatedTheorem, settings: Settings, rounds: int = ROUNDS) -> Iterator[Guided]:
    """Instances of a theorem at which its hypotheses hold."""
    content = theorem.content
    rng = Random(f"{settings.seed} {theorem.name}")
    draw = theorem.instances or anything_that_fits(content)
    for values, tried in islice(draw(rng, settings), rounds):
        sizes = sizes_from(content["letters"], values)
        yield Guided(rng, sizes | values, tried)


def sizes_from(letters: Mapping[str, Any], values: Values) -> Values:
    """The sizes that the values of letters have."""
    found: Values = {}
    for name, sort in letters.items():
        value = values.get(name)
        if isinstance(value, Matrix):
            pairs = zip(sort, (value.m, value.n), strict=True)
            found |= {leg: size for leg, size in pairs if isinstance(leg, str)}
    return found


def evaluate(theorem: StatedTheorem, here: Guided) -> bool | None:
    """The conclusion of a theorem at an instance; raises `ValueError` outside its hypotheses."""
    content = theorem.content
    for formula in content["hypotheses"]:
        if here.holds(formula) is False:
            raise ValueError(f"{theorem.name}: a hypothesis does not hold at the instance")
    return here.holds(content["conclusion"])


def at_instances(part: str, theorem: StatedTheorem, settings: Settings) -> Evidence:
    """Evidence of scope `points`: the theorem at concrete instances; fails if one refutes it.

    An instance refutes it where all hypotheses hold and the conclusion does not. Where a hypothesis
    could only be tried, a false conclusion says that something is wrong, and leaves it open.
    """
    start = perf_counter()
    rounds = ROUNDS // 3 if settings.quick else ROUNDS
    found = [(evaluate(theorem, here), here) for here in instances(theorem, settings, rounds)]
    answers = [answer for answer, _ in found]
    false = [here for answer, here in found if answer is False]
    refuting = [here for here in false if _satisfied(theorem, here)]
    example = _shown(refuting[0]) if refuting else None
    outcome = Outcome.FAILS if refuting else Outcome.OPEN if false or not found else Outcome.HOLDS
    return Evidence(
        part,
        outcome,
        Scope.POINTS,
        f"{len(found)} instances of theorem {theorem.name}",
        by=f"plain fractions, seed {settings.seed}",
        detail=_told(answers, len(refuting)),
        seconds=perf_counter() - start,
        counterexample=example,
    )


def _told(answers: list[bool | None], refuting: int) -> str:
    true, open_, false = (answers.count(answer) for answer in (True, None, False))
    if refuting:
        return f"refuted at {refuting}"
    if false:
        return f"false at {false}, where a hypothesis could only be tried: are the instances right?"
    tried = f", not refuted at {open_} (quantifiers over matrices are tried only)" if open_ else ""
    return f"true at {true}{tried}"


def _satisfied(theorem: StatedTheorem, here: Guided) -> bool:
    return all(here.holds(formula) is True for formula in theorem.content["hypotheses"])


def _shown(here: Guided) -> Counterexample:
    """The matrices of an instance by name, and its sizes."""
    sizes = [f"{name} = {value}" for name, value in here.values.items() if isinstance(value, int)]
    rows = {n: value.rows for n, value in here.values.items() if isinstance(value, Matrix)}
    return Counterexample(", ".join(sizes) or "the instance", rows, {})
