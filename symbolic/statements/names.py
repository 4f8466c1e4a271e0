"""The functions of the language, and the nearest name for one that does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from symbolic.statements.syntax import (
    Det,
    Ginv,
    Inv,
    Pinv,
    Property,
    Rank,
    Trace,
    Transpose,
    Vec,
    Vech,
)

UNARY: dict[str, type[Transpose | Inv | Pinv | Ginv | Vec | Vech]] = {
    "T": Transpose, "inv": Inv, "pinv": Pinv, "ginv": Ginv, "vec": Vec, "vech": Vech,
}  # fmt: skip
NUMBERS: dict[str, type[Rank | Trace | Det]] = {"rank": Rank, "tr": Trace, "det": Det}
OF_SIZES = {"I": 1, "D": 1, "O": 2, "K": 2}
BLOCKS = ("hcat", "vcat")
SQUARE = ("inv", "vech", "tr", "det", *Property.SQUARE)
FUNCTIONS = (
    *UNARY, *NUMBERS, *OF_SIZES, *BLOCKS, "kron", "range", *Property.NAMES
)  # fmt: skip
RESERVED = ("and", "iff", "in")

_OTHER_NAMES = {
    "trace": "tr", "transpose": "T", "inverse": "inv", "determinant": "det", "eye": "I",
    "zeros": "O", "identity": "I", "pseudoinverse": "pinv", "col": "range", "span": "range",
    "commutation": "K", "duplication": "D", "kronecker": "kron", "concat": "hcat",
    "nonsingular": "invertible", "posdef": "pd", "hstack": "hcat", "vstack": "vcat",
    "t": "T", "Tr": "tr", "full_rank": "full_column_rank",
}  # fmt: skip


def nearest(name: str, among: Iterable[str]) -> str:
    """``; did you mean "T"?`` for the nearest of the names, or nothing.

    >>> nearest("rnak", FUNCTIONS), nearest("trace", FUNCTIONS), nearest("qq", FUNCTIONS)
    ('; did you mean "rank"?', '; did you mean "tr"?', '')
    """
    among = list(among)
    known = _OTHER_NAMES.get(name)
    if known in among:
        return f'; did you mean "{known}"?'
    close = get_close_matches(name, among, n=1, cutoff=0.5)
    if not close:
        close = [other for other in among if other.lower() == name.lower()][:1]
    return f'; did you mean "{close[0]}"?' if close else ""
