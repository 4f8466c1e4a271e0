"""The axioms of the kernel: elementary facts about matrices over an ordered field.

They are as few as will do, and each is a theorem of the Rocq development or of
Mathematical Components, named in `SOURCES`. `proofs.checker` has its own copy, and the
tests compare the two and evaluate each on exact random matrices.
"""

from __future__ import annotations

from proofs.formulas import (
    Formula,
    Sort,
    at_most,
    both,
    either,
    equal,
    for_all,
    for_some,
    implies,
    less,
    size_at_most,
)
from symbolic.words.terms import Term, identity, tr, zero


def _quantified(names: str, body: Formula, *, some: bool = False) -> Formula:
    """``_quantified("m A:m,m", body)``: for all sizes m and all m x m matrices A."""
    for entry in reversed(names.split()):
        name, _, shape = entry.partition(":")
        sort: Sort = "size"
        if shape:
            rows, cols = (int(n) if n.isdecimal() else n for n in shape.split(","))
            sort = (rows, cols)
        body = (for_some if some else for_all)(name, sort, body)
    return body


_A, _P, _Q, _L, _R, _U, _V, _s, _t = map(Term, ["A", "P", "Q", "L", "R", "U", "V", "s", "t"])
_ONE, _NONE = identity(1), zero(1, 1)
_SQUARE = tr(_A.T @ _A)
_INVERSE = equal(_U @ _V, identity("r"))


def _count(size: str) -> Term:
    return tr(identity(size))


AXIOMS: dict[str, Formula] = {
    "square": _quantified("m n A:m,n", at_most(_NONE, _SQUARE)),
    "definite": _quantified("m n A:m,n", implies(equal(_SQUARE, _NONE), equal(_A, zero("m", "n")))),
    "reciprocal": _quantified(
        "s:1,1", either(equal(_s, _NONE), _quantified("t:1,1", equal(_s @ _t, _ONE), some=True))
    ),
    "sign": _quantified("s:1,1", either(at_most(_NONE, _s), less(_s, _NONE))),
    "compare": _quantified("r s", either(size_at_most("r", "s"), size_at_most(("+", "s", 1), "r"))),
    "count": _quantified("r s", implies(size_at_most("r", "s"), at_most(_count("r"), _count("s")))),
    "count_strictly": _quantified(
        "r s",
        implies(size_at_most(("+", "r", 1), "s"), at_most(_count("r") + _ONE, _count("s"))),
    ),
    "factorization": _quantified(
        "m n A:m,n",
        _quantified(
            "r P:m,r Q:r,n L:r,m R:n,r",
            both(equal(_A, _P @ _Q), equal(_L @ _P, identity("r")), equal(_Q @ _R, identity("r"))),
            some=True,
        ),
    ),
    "pigeonhole": _quantified("r s U:r,s V:s,r", implies(_INVERSE, size_at_most("r", "s"))),
    "two_sided": _quantified(
        "r s U:r,s V:s,r",
        implies(both(_INVERSE, size_at_most("s", "r")), equal(_V @ _U, identity("s"))),
    ),
}

STATEMENTS = {
    "square": "tr(A^T A) >= 0",
    "definite": "tr(A^T A) = 0 implies A = 0",
    "reciprocal": "a number that is not 0 has a reciprocal",
    "sign": "a number is >= 0 or < 0",
    "compare": "for sizes, r <= s or s + 1 <= r",
    "count": "r <= s implies tr(I_r) <= tr(I_s)",
    "count_strictly": "r + 1 <= s implies tr(I_r) + 1 <= tr(I_s)",
    "factorization": "every A is P Q with L P = I and Q R = I for some L and R",
    "pigeonhole": "U V = I_r with U of r x s implies r <= s",
    "two_sided": "U V = I_r with U of r x s and s <= r implies V U = I_s",
}

SOURCES = {
    "square": "Bottleneck.v, sq_ge0",
    "definite": "L44.v, sq_eq0",
    "reciprocal": "mathcomp, mulfV",
    "sign": "mathcomp, lerP",
    "compare": "mathcomp, leqP",
    "count": "mathcomp, mxtrace1 and ler_nat",
    "count_strictly": "mathcomp, mxtrace1 and ler_nat",
    "factorization": "mathcomp, mulmx_base, row_base_free and col_base_full",
    "pigeonhole": "mathcomp, mxrankM_maxl and mxrank1",
    "two_sided": "mathcomp, mulmx1C",
}
