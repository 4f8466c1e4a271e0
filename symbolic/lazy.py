"""Names of a package that are imported only when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def lazily(package: str, homes: dict[str, str]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package whose public names live in the modules `homes` names.

    >>> get = lazily("symbolic", {"Architecture": "symbolic.networks.architecture"})
    >>> get("Architecture").parse("2,1,2:3").depth
    1
    >>> get("Network")
    Traceback (most recent call last):
    ...
    AttributeError: module 'symbolic' has no attribute 'Network'; it has Architecture
    """

    def get(name: str) -> Any:
        if name not in homes:
            known = ", ".join(sorted(homes))
            raise AttributeError(f"module {package!r} has no attribute {name!r}; it has {known}")
        return getattr(import_module(homes[name]), name)

    return get
