"""The paper whose theorems are asked for: which they are, and what it has for Rocq beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from proofs.rocq.library import Library
from proofs.rocq.report import Asked, Beside


def theorems(names: Sequence[str]) -> list[str]:
    """The names of theorems for claims or theorems, in the order of `THEOREMS`; all for none."""
    from proofs.papers.kawaguchi2016.catalogue import find
    from proofs.papers.kawaguchi2016.theorems import THEOREMS

    if not names:
        return list(THEOREMS)
    wanted: set[str] = set()
    for name in names:
        if name in THEOREMS:
            wanted.add(name)
        else:
            wanted |= {theorem for _, theorem in find(name).theorems}
    return [name for name in THEOREMS if name in wanted]


def asked(names: Sequence[str]) -> list[Asked]:
    """The same with the theorem of the paper's library beside each, and the paper's words."""
    from proofs.papers.kawaguchi2016.rocq.forms import FORMS
    from proofs.papers.kawaguchi2016.rocq.library import MAIN

    return [Asked(name, MAIN.get(name), FORMS.get(name, "")) for name in theorems(names)]


def by_hand(claim: str) -> Mapping[int, Beside]:
    """What only the paper's library proves for all sizes, by the number of the claim's part."""
    from proofs.papers.kawaguchi2016.rocq.library import BY_HAND

    return BY_HAND.get(claim, {})


@cache
def library() -> Library:
    """The theory and the paper's files."""
    from proofs.papers.kawaguchi2016.rocq.library import FOLDER

    return Library(paper=FOLDER)
