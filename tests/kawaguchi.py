"""The paper that most tests are about, and what they look up in it by name.

Its theorems are proved by the tests themselves, whatever is kept.
"""

from typing import Any

from proofs.evidence.papers import load

PAPER = load("kawaguchi2016")
PAPER.prove_anew()
CLAIMS, THEOREMS, SECTIONS = PAPER.claims, PAPER.theorems, PAPER.sections
find, select = PAPER.find, PAPER.select


def certified(name: str) -> tuple[str, dict[str, Any]]:
    """The certificate of a theorem as text, and what the checker says that it proves."""
    return THEOREMS[name].certificate, THEOREMS[name].found


def statement(name: str) -> dict[str, Any]:
    """The certificate of a theorem as it is read back."""
    return THEOREMS[name].content
