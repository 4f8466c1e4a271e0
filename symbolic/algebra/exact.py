"""Which values are taken for exact rational numbers, and which are refused.

Accepted: `int`, `Fraction`, python-flint's and sympy's rationals, and the strings
``"3"`` and ``"-3/4"``. Refused with `ExactnessError`: floats, booleans, decimals,
anything else. A string is matched against a pattern, never evaluated.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from symbolic.errors import ExactnessError

MAX_DIGITS = 4_000  # Python reads at most 4,300 at once
_RATIONAL = re.compile(r"(-?[0-9]+)(?:/([0-9]+))?", re.ASCII)


def to_fraction(value: object) -> Fraction:
    """The `Fraction` that `value` is exactly; raises `ExactnessError` for anything inexact.

    >>> to_fraction("-6/4")
    Fraction(-3, 2)
    >>> to_fraction(0.1)
    Traceback (most recent call last):
    ...
    symbolic.errors.ExactnessError: 0.1 is a float, which is not exact: write "1/10" or the like
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool):
        raise ExactnessError(f"{value} is a truth value, not a rational number")
    if isinstance(value, int):
        return Fraction(value)
    if isinstance(value, float | Decimal):
        raise ExactnessError(f'{value!s} is a float, which is not exact: write "1/10" or the like')
    if isinstance(value, str):
        return _parse(value)
    return _from_library(value)


def _parse(text: str) -> Fraction:
    match = _RATIONAL.fullmatch(text.strip())
    if match is None or len(text) > MAX_DIGITS:
        shown = text if len(text) <= 40 else text[:37] + "..."
        raise ExactnessError(f'"{shown}" is not a rational number: write "3" or "-3/4"')
    numerator, denominator = match.groups()
    if denominator is not None and int(denominator) == 0:
        raise ExactnessError(f'"{text.strip()}" has the denominator zero')
    return Fraction(int(numerator), int(denominator or 1))


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) or type(value).__name__ == "fmpz"


def _from_library(value: Any) -> Fraction:
    """A rational of sympy (numerator, denominator as p, q) or python-flint (also p, q)."""
    kind = type(value)
    library = kind.__module__.partition(".")[0]
    if library in ("sympy", "flint") and hasattr(kind, "q") and _is_integer(value.p):
        return Fraction(int(value.p), int(value.q))
    if library == "flint" and kind.__name__ == "fmpz":
        return Fraction(int(value))
    raise ExactnessError(f"{value!r} ({kind.__name__}) is not an exact rational number")
