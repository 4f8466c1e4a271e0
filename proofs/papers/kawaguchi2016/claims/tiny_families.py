"""Parametrised families of critical points of tiny networks, as data.

How they are decided is in `proofs.papers.kawaguchi2016.claims.tiny_critical_sets`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Family:
    """A family of critical points and how each member is seen to be a saddle.

    `equations` cut it out; `values` give its weights by its parameters a, b; `moves`
    (polynomials in the parameters, times t) are added to them. Along that line the loss
    changes by ``-positive t^order + ..``, and with the last move reversed by at least
    ``+positive t^order + ..``; `positive` is a positive number times a square. Where the
    square vanishes, the members belong to one of the families named in `rest`.
    """

    name: str
    equations: tuple[str, ...]
    values: dict[str, str]
    moves: dict[str, str]
    order: int
    positive: str
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Tiny:
    """A network small enough for its whole critical set, with X the identity."""

    architecture: str
    target: tuple[tuple[int, ...], ...]
    families: tuple[Family, ...]

    @property
    def where(self) -> str:
        """The network for messages."""
        rows = "; ".join(" ".join(map(str, row)) for row in self.target)
        return f"all critical points of {self.architecture}, X = I, Y = [{rows}]"


COVER_PART = "the families contain every critical point that is not a global minimum"
SADDLE_PART = "every member is a saddle point"
STRICT_PART = "for H = 1 every saddle is strict, for H >= 2 some are not"
