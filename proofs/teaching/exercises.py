"""What an exercise says to an answer: nothing if it is right, else a hint."""

from __future__ import annotations


class NotYetError(Exception):
    """The answer is missing or not right; a notebook shows the hint and no traceback."""

    def _render_traceback_(self) -> list[str]:
        """The lines that IPython shows."""
        return [f"Not yet: {self}"]


def expect(condition: object, hint: str) -> None:
    """Nothing if the condition is true, else `NotYetError` with the hint.

    >>> expect(1 + 1 == 2, "count again")
    >>> expect(1 + 1 == 3, "count again")
    Traceback (most recent call last):
    ...
    proofs.teaching.exercises.NotYetError: count again
    """
    if condition is not True:
        raise NotYetError(hint)


def given(*answers: object) -> None:
    """`NotYetError` while an answer is still ``None``."""
    if any(answer is None for answer in answers):
        raise NotYetError("put your answer in place of None, then run both cells again")
