"""Ways to decide parts of a claim, for claims of any paper: the engine's part is here.

A claim hands in equations, statements and networks; these functions say how they are decided,
and with which scope.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from proofs.evidence.claim import Check, Evidence
from proofs.evidence.equation import Equation
from proofs.evidence.identities import decide_equation
from proofs.evidence.numeric_derivatives import cross_check
from proofs.evidence.printed import Networks, decide_lines
from proofs.evidence.refutation import Build, Extend, nothing_more
from proofs.evidence.settings import Settings


def at_architectures(part: str, equation: Equation) -> Check:
    """The equation in all entries at each architecture of the run, by sympy and by FLINT."""

    def decide(settings: Settings) -> Iterator[Evidence]:
        yield from decide_equation(part, equation, settings)

    return Check((part,), decide)


def at_digits(part: str, equation: Equation) -> Check:
    """The right side beside numerical derivatives with mpmath: evidence that never proves."""

    def decide(settings: Settings) -> Iterator[Evidence]:
        yield from cross_check(part, equation, settings)

    return Check((part,), decide)


def at_networks(
    lines: Mapping[str, Build], networks: Networks, extend: Extend = nothing_more
) -> Check:
    """Statements about a network, exactly, at each network where their hypotheses hold."""

    def decide(_settings: Settings) -> Iterator[Evidence]:
        yield from decide_lines(lines, networks(), extend)

    return Check(tuple(lines), decide)
