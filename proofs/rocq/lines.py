"""What the modules on rules share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Step = Mapping[str, Any]


def exact(proof: str) -> list[str]:
    """A proof script that is one term."""
    return [f"exact {proof}."]
