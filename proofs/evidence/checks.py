"""Ways to decide parts of a claim, for claims of any paper: the engine's part is here.

A claim hands in equations, statements and networks; these functions say how they are decided,
and with which scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from proofs.evidence.all_sizes import SIZES
from proofs.evidence.attack import attacked
from proofs.evidence.claim import Check, Counterexample, Evidence, Outcome
from proofs.evidence.equation import Equation
from proofs.evidence.evaluation import EXACT, Evaluator
from proofs.evidence.identities import decide_equation
from proofs.evidence.numeric_derivatives import cross_check
from proofs.evidence.printed import Networks, decide_lines
from proofs.evidence.refutation import Build, Extend, extended, matrices, nothing_more
from proofs.evidence.settings import Settings
from proofs.status import Scope
from symbolic.networks.network import LinearNetwork

if TYPE_CHECKING:
    from symbolic.statements.refuter import Counterexample as Found


def as_stated(part: str, statement: str, seconds: float = 10.0) -> Check:
    """A statement of the language for all sizes: proved, refuted or left open as `decide` does.

    What is proved only with an assumption is left open, and says so.
    """

    if type(statement) is not str:
        raise TypeError(f"a statement is a text, not {type(statement).__name__}")

    def decide(settings: Settings) -> Iterator[Evidence]:
        yield _of_statement(part, statement, seconds, settings)

    return Check((part,), decide)


def _of_statement(part: str, statement: str, seconds: float, settings: Settings) -> Evidence:
    from proofs.identity.decide import decide  # only here: most papers state nothing so

    found = decide(statement, seconds, settings.seed)
    outcome, detail, example = Outcome.OPEN, found.reason, None
    if found.counterexample is not None:
        outcome, example = Outcome.FAILS, _shown(found.counterexample)
        detail = f"{statement} is false where {example.where}"
    elif found.assumptions:
        detail = f"{statement} is proved only assuming {'; '.join(found.assumptions)}"
    elif found.proof is not None:
        outcome = Outcome.HOLDS
        detail = f"{statement}, {found.proof.steps} steps replayed by the checker"
    return Evidence(
        part, outcome, Scope.ALL_SIZES, SIZES, "the kernel", detail, found.seconds, example
    )


def _shown(found: Found) -> Counterexample:
    """A counterexample to a statement as one to a claim; the sides of what fails are its values."""
    from symbolic.statements.writing import written

    sizes = ", ".join(f"{name} = {size}" for name, size in found.sizes.items())
    failing = [item for item in found.evaluation.left if not item.holds]
    values = {
        f"{written(item.relation)}, {number}": [[side]] if isinstance(side, Fraction) else side
        for item in failing
        for number, side in enumerate(item.values, 1)
    }
    return Counterexample(sizes or "there are no sizes", found.letters, values)


def at_architectures(part: str, equation: Equation) -> Check:
    """The equation in all entries at each architecture of the run, by sympy and by FLINT."""

    def decide(settings: Settings) -> Iterator[Evidence]:
        yield from decide_equation(part, equation, settings)

    _require_equation(equation)
    return Check((part,), decide, beside=True)


def at_digits(part: str, equation: Equation) -> Check:
    """The right side beside numerical derivatives with mpmath: evidence that never proves."""

    def decide(settings: Settings) -> Iterator[Evidence]:
        yield from cross_check(part, equation, settings)

    _require_equation(equation)
    return Check((part,), decide, beside=True)


def at_networks(
    lines: Mapping[str, Build], networks: Networks, extend: Extend = nothing_more
) -> Check:
    """Statements about a network, exactly, at each network where their hypotheses hold.

    For a conjecture also at networks of small integer weights with the same X and Y, the critical
    ones only if all the networks are critical; so what a statement needs it has to say.
    """

    given = dict(lines)

    def decide(_settings: Settings) -> Iterator[Evidence]:
        for found in decide_lines(given, networks(), extend):
            shown = _first(given[found.part], networks(), extend)
            yield replace(found, detail=f"{found.detail}{shown}")

    def attack(_settings: Settings) -> Iterator[Evidence]:
        yield from attacked(given, networks(), extend)

    return Check(tuple(given), decide, attack=attack)


def _first(build: Build, networks: Iterable[LinearNetwork], extend: Extend) -> str:
    """What is asserted at the first network where its hypotheses hold, in words."""
    for network in networks:
        more = extended(network, extend)
        if more is None:
            continue
        values = Evaluator(matrices(network) | more, EXACT)
        for assertion in build(network, more):
            if all(values.holds(formula) for formula in assertion.hypotheses):
                given = " and ".join(map(str, assertion.hypotheses))
                told = f"if {given}, then {assertion.conclusion}" if given else assertion.conclusion
                return f"; at {network.architecture}, for example: {told}"
    return ""


def _require_equation(equation: Equation) -> None:
    if type(equation) is not Equation:
        raise TypeError(f"an Equation was expected, not {type(equation).__name__}")
