"""What has been told where the telling of a proof stands."""

from __future__ import annotations

from proofs.teaching.reading.told import Item, Mark, Reason


class Scope:
    """What has been told where the telling stands: a block inside other blocks."""

    def __init__(self, items: list[Item], above: Scope | None = None) -> None:
        self.items, self.above = items, above
        self.known: dict[int, tuple[Reason, ...]] = {}
        self.assumed: dict[str, tuple[Reason, ...]] = {}

    def told(self, n: int) -> tuple[Reason, ...] | None:
        """How a step is referred to, if it has been told."""
        here = self.known.get(n)
        return here if here is not None or self.above is None else self.above.told(n)

    def assumption(self, name: str) -> tuple[Reason, ...] | None:
        """How an assumption is referred to, if it is made."""
        here = self.assumed.get(name)
        return here if here is not None or self.above is None else self.above.assumption(name)

    def assume(self, name: str, mark: Mark) -> None:
        """Make an assumption."""
        self.assumed[name] = (Reason("line", mark),)
