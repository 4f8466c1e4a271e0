"""Claims and misprints about one network at a time, both from statements as data.

The same builder serves twice: what is true is decided at every network of a list, what is
printed is refuted at the smallest network where it fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from time import perf_counter

from proofs.evidence.claim import GAP, Evidence, Finding, Outcome, Variant, nothing_else
from proofs.evidence.equation import Equation
from proofs.evidence.evaluation import EXACT, Evaluator
from proofs.evidence.expression import Assertion
from proofs.evidence.identities import decide_equation, refute_equation
from proofs.evidence.refutation import (
    UNSUPPORTED,
    Build,
    Extend,
    Given,
    extended,
    failures,
    matrices,
    nothing_more,
    refute,
)
from proofs.evidence.settings import Settings
from proofs.evidence.stated import StatedTheorem
from proofs.status import Scope
from symbolic.networks.network import LinearNetwork

Networks = Callable[[], Iterable[LinearNetwork]]
Refute = Callable[[Settings], Iterator[Finding]]
Repair = Callable[[Settings], Iterator[Evidence]]
Repaired = Repair | StatedTheorem | Sequence[StatedTheorem]
"""What shows a repaired statement: a way to decide it, or theorems for all sizes."""


def decide_lines(
    lines: Mapping[str, Build], networks: Iterable[LinearNetwork], extend: Extend = nothing_more
) -> Iterator[Evidence]:
    """Evidence of scope `points` for each line: at every network where its hypotheses hold.

    Fails at the first network where a conclusion is false, with the shrunk and recomputed
    counterexample; open where no network met the hypotheses.
    """
    start = perf_counter()
    seen = 0
    met = dict.fromkeys(lines, 0)
    failed: dict[str, Finding] = {}
    for network in networks:
        seen += 1
        more = extended(network, extend)
        if more is None:
            continue
        values = Evaluator(matrices(network) | more, EXACT)
        for part, build in lines.items():
            for statement in build(network, more) if part not in failed else ():
                if not all(values.holds(formula) for formula in statement.hypotheses):
                    continue
                met[part] += 1
                if not values.holds(statement.conclusion):
                    failed[part] = _failure(build, network, extend)
    seconds = (perf_counter() - start) / max(len(lines), 1)
    for part in lines:
        yield _evidence(part, met[part], seen, failed.get(part), seconds)


def _failure(build: Build, network: LinearNetwork, extend: Extend) -> Finding:
    found = next(failures(build, network, extend, ("false",)), None)
    if found is None:
        raise ValueError(
            f"{network.architecture}: asked a second time, the function states something else"
        )
    return found


def _evidence(part: str, met: int, seen: int, found: Finding | None, seconds: float) -> Evidence:
    by = "exact arithmetic"
    if found is not None:
        return Evidence(
            part, Outcome.FAILS, Scope.POINTS, found.where, by, found.detail, seconds,
            found.counterexample,
        )  # fmt: skip
    outcome, detail = (Outcome.HOLDS, "true at each") if met else (Outcome.OPEN, "never met")
    where = f"{met} instances at {seen} networks"
    return Evidence(part, outcome, Scope.POINTS, where, by, detail, seconds)


def holds_at(
    build: Build, networks: Networks, extend: Extend = nothing_more, part: str = "repair"
) -> Repair:
    """How a claim, or a repaired statement, is decided at the networks."""

    def decide(_settings: Settings) -> Iterator[Evidence]:
        yield from decide_lines({part: build}, networks(), extend)

    return decide


def _repaired(by: Repaired) -> tuple[Repair, tuple[StatedTheorem, ...]]:
    """How the repaired statement is decided where no theorem proves it, and the theorems."""
    theorems = (by,) if isinstance(by, StatedTheorem) else by
    return (nothing_else, tuple(theorems)) if isinstance(theorems, Sequence) else (theorems, ())


def wrong_equation(
    erratum: str, place: tuple[str, int], kind: str, printed: str, repaired: str,
    wrong: Equation, right: Equation, *, kinds: Sequence[str] = ("false",), reading: str = "",
) -> Variant:  # fmt: skip
    """A printed equation that fails at a small architecture, and the one that should stand there.

    The repair is decided in all entries at the architectures of the run.
    """

    if type(wrong) is not Equation or type(right) is not Equation:
        raise TypeError(f"{erratum}: two Equations were expected")

    def search(_settings: Settings) -> Iterator[Finding]:
        yield from refute_equation(wrong, kinds)

    def repair(settings: Settings) -> Iterator[Evidence]:
        yield from decide_equation("repair", right, settings)

    where, line = place
    return Variant(erratum, where, line, kind, printed, repaired, search, repair, reading)


def misprint(
    erratum: str, place: tuple[str, int], kind: str, printed: str, repaired: str,
    build: Build, networks: Networks, repair: Repaired, *, extend: Extend = nothing_more,
    kinds: Sequence[str] = ("false",), reading: str = "", own: bool = False,
) -> Variant:  # fmt: skip
    """A printed variant that is refuted by the search for `build` among the networks.

    One of our `own` was never in print, but said here.
    """

    if not set(kinds) <= {"false", "ill-typed"}:
        raise ValueError(f"{erratum}: a misprint is false or ill-typed; for a gap there is gap()")

    def search(_settings: Settings) -> Iterator[Finding]:
        yield from refute(build, networks(), extend, kinds)

    (where, line), (decide, theorems) = place, _repaired(repair)
    return Variant(
        erratum, where, line, kind, printed, repaired, search, decide, reading, theorems=theorems,
        own=own,
    )  # fmt: skip


def gap(
    erratum: str, place: tuple[str, int], printed: str, missing: str, repaired: str,
    build: Build, networks: Networks, repair: Repaired, *, extend: Extend = nothing_more,
    reading: str = "",
) -> Variant:  # fmt: skip
    """A printed step that is not false, with a network where what is stated does not give it.

    The assertions say in `missing` what is missing as formulas.
    """

    def search(_settings: Settings) -> Iterator[Finding]:
        yield from refute(build, networks(), extend, (UNSUPPORTED,))

    (where, line), (decide, theorems) = place, _repaired(repair)
    return Variant(
        erratum, where, line, GAP, printed, repaired, search, decide, reading, missing, theorems
    )


def closed(build: Build) -> Build:
    """The statements of a gap with what is missing among their hypotheses."""

    def statements(network: LinearNetwork, more: Given) -> Iterator[Assertion]:
        yield from (statement.closed() for statement in build(network, more))

    return statements


def about(conclusion: Callable[..., Assertion]) -> Build:
    """A builder with one statement."""
    return lambda network, more: [conclusion(network, more)]
