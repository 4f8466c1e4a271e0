"""The theorems that a user names: by their own names, or by the claims that rest on them."""

from __future__ import annotations

from collections.abc import Sequence


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
