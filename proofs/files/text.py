"""Text for a terminal of 80 columns: paragraphs, and matrices on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from textwrap import wrap

WIDTH = 78
HARD_SPACE = "\u00a0"
_SHORT_GROUP = re.compile(r"\([^()]{1,24}\)|\[[^\[\]]{1,30}\]")


def paragraph(text: str, indent: str = "", first: str | None = None) -> Iterator[str]:
    """The text wrapped to `WIDTH`, each of its lines apart; matrices and short groups whole.

    The first line starts with `first`, all others with `indent`; without `first` the lines
    of the text start with `indent` and their continuations two columns further.
    """
    rest = indent + "  " if first is None else indent
    for number, line in enumerate(text.splitlines()):
        start = indent if first is None or number else first
        whole = _SHORT_GROUP.sub(lambda group: group[0].replace(" ", HARD_SPACE), line)
        wrapped = wrap(
            whole, WIDTH, initial_indent=start, subsequent_indent=rest,
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
        yield from (piece.replace(HARD_SPACE, " ") for piece in wrapped)


def show_rows(rows: Sequence[Sequence[object]]) -> str:
    """A matrix on one line: ``[1 2; 3 4]``, a 1 x 1 matrix as its entry."""
    if len(rows) == 1 and len(rows[0]) == 1:
        return str(rows[0][0])
    return f"[{f';{HARD_SPACE}'.join(HARD_SPACE.join(map(str, row)) for row in rows)}]"
