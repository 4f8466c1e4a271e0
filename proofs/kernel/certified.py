"""Theorems proved, written as certificates and replayed by the checker, each once in a run."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from proofs import checker
from proofs.kernel.certificate import certificate, text
from proofs.papers.kawaguchi2016.theorems import THEOREMS


def certified(name: str) -> tuple[str, dict[str, Any]]:
    """The text of the certificate of a theorem, and what the checker says that it proves.

    The checker is given what is read from the text and nothing else; it raises
    `proofs.checker.Rejected`.
    """
    written, _, found = _replayed(name)
    return written, found


def statement(name: str) -> dict[str, Any]:
    """The certificate of a theorem as it is read back from its text; the checker accepts it."""
    return _replayed(name)[1]


@cache
def _replayed(name: str) -> tuple[str, dict[str, Any], dict[str, Any]]:
    written = text(certificate(name, THEOREMS[name]()))
    content = json.loads(written)
    return written, content, checker.check(content)
