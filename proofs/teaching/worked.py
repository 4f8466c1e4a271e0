"""A worked example: a theorem for all sizes at one small instance, every matrix shown.

The instance is one of those at which the theorem was evaluated (`proofs.evidence.at_instances`),
drawn with the seed of the pages and worked out here in plain fractions, by code that shares nothing
with the proof. What speaks of all matrices is shown at one of them, and is said to be only that.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from random import Random
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from proofs.evidence.at_instances import Guided, instances
from proofs.evidence.equation import Equation
from proofs.evidence.instances import Matrix
from proofs.evidence.settings import Settings
from proofs.evidence.stated import StatedTheorem
from proofs.teaching.display import rows_of
from proofs.teaching.formula_math import formula_html, letter_html, math
from proofs.teaching.reading import proof_of
from proofs.teaching.reading.names import Renaming, renamed, renaming, sort_renamed
from symbolic.algebra.matrix import Matrix as Exact
from symbolic.algebra.rings import FRACTIONS
from symbolic.networks.architecture import Architecture
from symbolic.networks.differences import Differences
from symbolic.networks.network import LinearNetwork

DRAWN = 6
ENTRIES = 20
"""An example of about so many entries can be followed by hand."""
NETWORK = Architecture((2, 1, 2), 2)
"""Where formulas about the derivatives are worked out: sizes that show a transpose."""
NOTHING = Markup("")
NO_NAMES: Renaming = MappingProxyType({})
ANSWERS = {True: "true", False: "false", None: "not refuted"}

Value = tuple[Markup, Any]
"""What a value is of, and the value: rows, or a text."""


@dataclass(frozen=True)
class Worked:
    """A formula at the instance: the answer, a relation with its values, what is inside."""

    answer: str
    formula: Markup = NOTHING
    note: Markup = NOTHING
    values: tuple[Value, ...] = ()
    inner: tuple[Worked, ...] = ()


@dataclass(frozen=True)
class Example:
    """The values of the letters, each hypothesis, and the conclusion."""

    given: tuple[Value, ...]
    sizes: tuple[Value, ...]
    hypotheses: tuple[Worked, ...]
    conclusion: Worked
    lists: tuple[Value, ...]


def example(theorem: StatedTheorem, settings: Settings) -> Example:
    """The theorem at that one of a few instances that can best be followed by hand."""
    content = theorem.content
    drawn = list(islice(instances(theorem, settings, DRAWN), DRAWN))
    here = min(enumerate(drawn), key=lambda item: (*_weight(item[1], content), item[0]))[1]
    given, sizes, lists = _letters(here, content)
    proof = proof_of(theorem)
    names = renaming(proof, proof.main)
    return Example(
        tuple(given),
        tuple(sizes),
        tuple(worked(formula, here, names) for formula in content["hypotheses"]),
        worked(content["conclusion"], here, names),
        tuple(lists),
    )


def _weight(here: Guided, content: Any) -> tuple[bool, int]:
    """Dull instances last: nothing but numbers, or but zeros, shows little; then by size."""
    shown = [m for name in content["letters"] for m in _matrices(here.values.get(name), here)]
    numbers = all(m.m * m.n == 1 for m in shown)
    dull = numbers or not any(entry for m in shown for row in m.rows for entry in row)
    return dull, abs(ENTRIES - sum(m.m * m.n for m in shown))


def _matrices(value: Any, here: Guided) -> list[Matrix]:
    if isinstance(value, Matrix):
        return [value]
    if isinstance(value, list) and value and isinstance(value[0], Matrix):
        return value[: _layers(here)]
    return []


def _layers(here: Guided) -> int:
    """How many layers of a network matter: those up to H + 1, where the statement has an H."""
    return int(here.values.get("H", 2)) + 1


def _letters(here: Guided, content: Any) -> tuple[list[Value], list[Value], list[Value]]:
    """The matrices, the sizes and the widths of the instance."""
    stated = Guided(Random(0), here.values, {})
    given: list[Value] = []
    lists: list[Value] = []
    mentioned = repr([*content["hypotheses"], content["conclusion"]])
    for name in content["letters"]:
        value = here.values.get(name)
        if value is None or repr(name) not in mentioned:
            continue
        if isinstance(value, Matrix) or isinstance(value[0], Matrix):
            given += _shown(name, value, stated)
        else:
            lists.append((math(name), ", ".join(map(str, value[: _layers(stated) + 1]))))
    found = [name for name in content["sizes"] if name in here.values]
    sizes = [(math(name), str(here.values[name])) for name in found if repr(name) in mentioned]
    return given, sizes, lists


def worked(formula: Any, here: Guided, names: Renaming = NO_NAMES) -> Worked:
    """A formula at the instance: what it comes down to, to the relations with their values.

    It is shown in the names of the statement on the page.
    """
    head, *parts = formula
    answer = ANSWERS[here.holds(formula)]
    if head in RELATIONS:
        value = here.size if head == "size<=" else here.term
        shown = [part for part in parts if not isinstance(part, int) and part[0] not in ("0", "I")]
        values = tuple((math(renamed(part, names)), _rows(value(part))) for part in shown)
        return Worked(answer, formula_html(renamed(formula, names)), values=values)
    if head in ("all", "some"):
        return _quantified(formula, here, answer, names)
    if head == "false":
        return Worked(answer, Markup("false"))
    note, inner = _inside(formula, here)
    return Worked(answer, note=note, inner=tuple(worked(part, here, names) for part in inner))


def _inside(formula: Any, here: Guided) -> tuple[Markup, list[Any]]:
    """What a formula made by a connective comes down to here, and in which sense."""
    head, *parts = formula
    if head == "and":
        return NOTHING, _conjuncts(formula)
    if head == "or":
        true = [part for part in parts if here.holds(part) is True][:1]
        note = "one of the alternatives:" if true else "the alternatives:"
        return Markup(note), true or parts
    if parts[1][0] == "false":
        return Markup("that it is <em>not</em> so:"), parts[:1]
    if here.holds(parts[0]) is False:
        return Markup("nothing is said here, as what is presupposed is false:"), parts[:1]
    return NOTHING, parts


RELATIONS = ("=", "<=", "<", "size<=")


def _rows(value: Any) -> Any:
    return value.rows if isinstance(value, Matrix) else str(value)


def _conjuncts(formula: Any) -> list[Any]:
    if formula[0] != "and":
        return [formula]
    return [part for side in formula[1:] for part in _conjuncts(side)]


def _quantified(formula: Any, here: Guided, answer: str, names: Renaming) -> Worked:
    """At values that decide it, else at the first that are tried; the note says which."""
    wanted, head = formula[0] == "some", formula[0]
    decided = here.holds(formula) is wanted
    bound, values = [], []
    while formula[0] == head:
        _, name, sort, body = formula
        tried = list(islice(here.values_for(name, sort), DRAWN))
        answers = [here.with_value(name, value).holds(body) for value in tried]
        fit = [
            v for a in (wanted, None) for v, found in zip(tried, answers, strict=True) if found is a
        ]
        if not fit and (wanted or not tried):
            return Worked(
                answer,
                formula_html(renamed(formula, names)),
                Markup("none was found among those tried"),
            )
        value = (fit or tried)[0]
        shown = names.get(name, name)
        bound.append(letter_html(shown, sort_renamed(sort, names)))
        values += _shown(shown, value, here)
        here, formula = here.with_value(name, value), body
    text = "there is, for example," if decided and wanted else "for example at"
    note = Markup(text + " ") + Markup(", ").join(bound) + Markup(":")
    return Worked(answer, note=note, values=tuple(values), inner=(worked(formula, here, names),))


def _shown(name: str, value: Any, here: Guided) -> list[Value]:
    """A value with its name; of a network the layers that matter."""
    if isinstance(value, list):
        layers = enumerate(value[: _layers(here)])
        return [(math(["@", name, k]), layer.rows) for k, layer in layers]
    return [(math(name), _rows(value))]


@dataclass(frozen=True)
class Derived:
    """An equation about a network at an index: what the loss gives, and what the formula gives."""

    index: str
    left: Any
    right: Any
    equal: bool


@dataclass(frozen=True)
class NetworkExample:
    """A network with its matrices, and the equation at each of its indices."""

    network: str
    given: tuple[tuple[str, Any], ...]
    derived: tuple[Derived, ...]


def network_example(equation: Equation, seed: int) -> NetworkExample:
    """An equation at a small network: the left side by exact differences of the loss."""
    rng = Random(f"{seed} worked example")
    m, widths = NETWORK.samples, NETWORK.widths

    def drawn(height: int, width: int) -> Exact:
        rows = [[Fraction(rng.randint(-2, 3)) for _ in range(width)] for _ in range(height)]
        return Exact(FRACTIONS, rows)

    weights = tuple(drawn(*NETWORK.weight_shape(k)) for k in NETWORK.layers)
    network = LinearNetwork(drawn(widths[0], m), drawn(widths[-1], m), weights)
    calculus: Any = Differences(network)
    matrices = [("X", network.X), ("Y", network.Y)]
    matrices += [(f"W_{k}", network.weight(k)) for k in NETWORK.layers]
    for k in NETWORK.layers:
        matrices += [(f"A_{k}", network.A(k)), (f"V_{k}", network.V(k))]
    derived = []
    for index in equation.indices(NETWORK):
        left, right = equation.sides(calculus, index)
        sides = rows_of(left), rows_of(right)
        derived.append(Derived(equation.at(index), *sides, left == right))
    given = [(name, rows_of(value)) for name, value in [*matrices, ("r", network.r)]]
    return NetworkExample(str(NETWORK), tuple(given), tuple(derived))
