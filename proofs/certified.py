"""Theorems proved, written as certificates and replayed by the checker, each once in a run."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from proofs import checker
from proofs.certificate import certificate, text
from proofs.theorems import THEOREMS


@cache
def certified(name: str) -> tuple[str, dict[str, Any]]:
    """The text of the certificate of a theorem, and what the checker says that it proves.

    The checker is given the text and nothing else; it raises `proofs.checker.Rejected`.
    """
    written = text(certificate(name, THEOREMS[name]()))
    return written, checker.check(json.loads(written))


@cache
def statement(name: str) -> dict[str, Any]:
    """The certificate of a theorem as it is read back from its text."""
    content: dict[str, Any] = json.loads(certified(name)[0])
    return content
