"""What a reader has to know of the form of a statement, as far as it is read off its text."""

from __future__ import annotations

import re

LIMITS = "derivatives are limits"


def form_of(statement: str, words: str = "") -> str:
    """That derivatives are limits, where the text has one, then a paper's own words; or nothing."""
    limits = LIMITS if re.search(r"[(, ]derivative \(", statement) else ""
    return "; ".join(part for part in (limits, words) if part)
