"""What a run decides on."""

from __future__ import annotations

from dataclasses import dataclass

from symbolic.networks.architecture import Architecture

DEFAULT_SEED = 2016


@dataclass(frozen=True)
class Settings:
    """What a run decides on: sizes, thoroughness and the seed of everything random.

    `budget` are the seconds after which a claim is left undecided, if there is such a bound;
    `rocq` says that the evidence of Rocq's kernel is asked for too, `fresh` that no certificate
    that is kept is read.
    """

    architectures: tuple[Architecture, ...]
    quick: bool = False
    seed: int = DEFAULT_SEED
    budget: float | None = None
    rocq: bool = False
    fresh: bool = False
