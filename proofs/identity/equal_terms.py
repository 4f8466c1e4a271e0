"""Whether two terms are equal: as they are written, or by what is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from proofs.identity.knowledge import Knowledge
from symbolic.errors import ToolkitError
from symbolic.words.terms import Term, evaluate


def same(left: Term, right: Term, names: Mapping[str, Any]) -> bool:
    """Whether two terms have one normal form; terms whose sizes do not fit have not."""
    try:
        return not (evaluate(left.tree, names) - evaluate(right.tree, names))
    except ToolkitError:
        return False


def agrees(left: Term, right: Term, known: Knowledge) -> bool:
    """Whether two terms are shown to be equal by the equations that are known."""
    names = known.proof.theory.names
    try:
        difference = evaluate(left.tree, names) - evaluate(right.tree, names)
    except ToolkitError:
        return False
    return known.vanishes(difference)
