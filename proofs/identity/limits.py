"""How much a search may do: work, which is counted, and time, which ends it whatever it does.

What is found within the work allowed is the same on every machine; the time only ends a search.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

from proofs.kernel.theory import ProofError


class OutOfTimeError(ProofError):
    """The time is over; no other way is tried."""


@dataclass
class Limits:
    """When to stop altogether, and how much work one question to the completion may take.

    `was_cut` is set where a question ended for want of work: more of it might have found more.
    """

    deadline: float
    work: int
    was_cut: bool = False

    def check(self) -> None:
        """Raise `OutOfTimeError` when the time is over."""
        if perf_counter() > self.deadline:
            raise OutOfTimeError("out of time")
