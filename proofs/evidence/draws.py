"""Where each theorem for all sizes is evaluated: a registry of draws, one for each theorem."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any

from proofs.evidence.claim import Settings
from proofs.evidence.instances import instance_of

Values = dict[str, Any]
Tried = Mapping[str, list[Any]]
Drawn = Iterator[tuple[Values, Tried]]
"""Values of letters at which the hypotheses hold, and what to try for bound names."""

Draw = Callable[[Random, Settings], Drawn]

DRAWS: dict[str, Draw] = {}


def anything(content: Mapping[str, Any]) -> Draw:
    """Random values for the letters of the statement: for theorems without hypotheses."""
    sorts = dict.fromkeys(content["sizes"], "size") | content["letters"]

    def draw(rng: Random, _settings: Settings) -> Drawn:
        while True:
            yield instance_of(sorts, rng).values, {}

    return draw


def drawn(*names: str) -> Callable[[Draw], Draw]:
    """Register where to evaluate the theorems named."""

    def register(draw: Draw) -> Draw:
        DRAWS.update(dict.fromkeys(names, draw))
        return draw

    return register
