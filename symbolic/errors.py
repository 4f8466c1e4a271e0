"""Every error of the toolkit, one line each saying what the user did.

A `ToolkitError` is somebody's mistake outside the toolkit: its text is one line
that says what was wrong, where, and what would be right. Anything else that is
raised is a fault of the toolkit and keeps its traceback.
"""

from __future__ import annotations

Shape = tuple[int, int]


class ToolkitError(Exception):
    """Something that was asked of the toolkit cannot be done as it was asked."""


class ShapeError(ToolkitError, ValueError):
    """The sizes of two matrices do not fit: the statement is ill-typed.

    >>> raise ShapeError("product", (2, 3), (2, 4))
    Traceback (most recent call last):
    ...
    symbolic.errors.ShapeError: product of 2 x 3 and 2 x 4: the sizes do not fit
    """

    def __init__(
        self, operation: str, left: Shape | tuple[str, str], right: Shape | tuple[str, str]
    ) -> None:
        self.operation = operation
        self.left = left
        self.right = right
        super().__init__(
            f"{operation} of {show_shape(left)} and {show_shape(right)}: the sizes do not fit"
        )


class RingError(ToolkitError, TypeError):
    """Matrices over different rings were combined, or a ring lacks what was asked."""


class ExactnessError(ToolkitError, TypeError):
    """A number that is not exactly rational (a float, say) was given to an exact room."""


class ArchitectureError(ToolkitError, ValueError):
    """A list of widths and a sample count that is no architecture."""


class TooLargeError(ToolkitError, ValueError):
    """The work would not fit: refused before any of it was done."""


class NotTriedError(ToolkitError):
    """A prover has no words for a statement, or it is too large: no proof was tried."""


class SingularMatrixError(ToolkitError, ArithmeticError):
    """An inverse was asked of a matrix that has none."""


class NotSymmetricError(ToolkitError, ValueError):
    """A matrix that should be symmetric (for an inertia, say) is not."""


class UnknownClaimError(ToolkitError, LookupError):
    """A name that is not in the catalogue."""


class PaperError(ToolkitError, ValueError):
    """A paper whose parts do not fit together; the text names it, the part and the mend."""


class UnknownEngineError(ToolkitError, LookupError):
    """A name that is not an engine's."""


class InputError(ToolkitError, ValueError):
    """An input file that does not say what it should; the text names the place."""


class StatementError(ToolkitError, ValueError):
    """A statement that cannot be read: `column` (from 1) is where, `line` likewise.

    >>> raise StatementError("|- A == A", 3, 'no matrix "A"')
    Traceback (most recent call last):
    ...
    symbolic.errors.StatementError: column 4: no matrix "A"
    """

    def __init__(self, source: str, position: int, message: str) -> None:
        self.line = source.count("\n", 0, position) + 1
        self.column = position - source.rfind("\n", 0, position)
        self.message = message
        place = f"line {self.line}, column" if "\n" in source.strip() else "column"
        super().__init__(f"{place} {self.column}: {message}")


class MissingExtraError(ToolkitError, ImportError):
    """A command needs packages that are not installed; the text names the extra."""


class ReportError(ToolkitError, OSError):
    """A report could not be written where it was asked."""


def show_shape(shape: Shape | tuple[str, str]) -> str:
    """A shape as it is read aloud: ``(2, 3)`` is ``2 x 3``."""
    return f"{shape[0]} x {shape[1]}"
